package report

import "strings"

// grid writes the table with borders, its cells broken to the widths of the columns.
// Rules stand between the rows once any has several lines.
func (w *textWriter) grid(t *Table, widths []int) {
	between := false
	rows := make([][][]string, len(t.Rows))
	for i := range t.Rows {
		rows[i] = make([][]string, len(widths))
		for j := range widths {
			rows[i][j] = wrap(t.cell(i, j), widths[j])
			between = between || len(rows[i][j]) > 1
		}
	}
	w.rule(widths, "┌┬┐")
	if len(t.Header) > 0 {
		head := make([][]string, len(widths))
		for j := range widths {
			head[j] = wrap(Text(t.header(j)), widths[j])
		}
		w.gridRow(t, widths, head, func(int) func(string) string { return w.paint.bold })
		if len(rows) > 0 {
			w.rule(widths, "├┼┤")
		}
	}
	for i, row := range rows {
		if i > 0 && between {
			w.rule(widths, "├┼┤")
		}
		w.gridRow(t, widths, row, func(j int) func(string) string { return w.paint.verdict(t.cell(i, j).Text) })
	}
	w.rule(widths, "└┴┘")
}

// rule writes a line across, with what stands at its left end, between columns and at
// its right end.
func (w *textWriter) rule(widths []int, signs string) {
	sign := []rune(signs)
	parts := make([]string, len(widths))
	for j, n := range widths {
		parts[j] = strings.Repeat("─", n+2)
	}
	w.line(string(sign[0]) + strings.Join(parts, string(sign[1])) + string(sign[2]))
}

// gridRow writes the lines of a row, each painted by itself so that colour does not run
// over borders.
func (w *textWriter) gridRow(t *Table, widths []int, cells [][]string, paint func(column int) func(string) string) {
	height := 1
	for _, lines := range cells {
		height = max(height, len(lines))
	}
	for k := range height {
		line := "│"
		for j, lines := range cells {
			text := ""
			if k < len(lines) {
				text = lines[k]
			}
			spare := max(0, widths[j]-lineWidth(text))
			left := map[Align]int{Left: 0, Right: spare, Centre: spare / 2}[t.align(j)]
			if text != "" {
				text = paint(j)(text)
			}
			line += " " + strings.Repeat(" ", left) + text + strings.Repeat(" ", spare-left) + " │"
		}
		w.line(line)
	}
}
