package report

import (
	"strconv"
	"strings"
)

// minWidth is the narrowest terminal that is taken at its word.
const minWidth = 20

// textWriter writes FormatTable.
type textWriter struct {
	*buffer
	width int
	paint painter
}

func writeText(b *buffer, d *Document, s Style) error {
	w := textWriter{buffer: b, width: s.Width, paint: painter(s.Colour)}
	if w.width > 0 {
		w.width = max(w.width, minWidth)
	}
	if d.Title != "" {
		w.heading(d.Title, "═")
	}
	for _, block := range d.Blocks {
		switch x := block.(type) {
		case Heading:
			w.gap()
			w.heading(x.Text, []string{"─", "┈"}[min(x.Level, 1)])
		case Paragraph:
			w.gap()
			w.running(x.Text, "")
		case Prose:
			w.gap()
			w.running(x.text(), "")
		case Display:
			w.gap()
			w.running(x.Text, "  ")
		case Pre:
			w.gap()
			for line := range strings.SplitSeq(strings.TrimRight(clean(x.Text), "\n"), "\n") {
				w.line(line)
			}
		case Image:
			w.gap()
			w.running(d.words().figure(x), "")
		case *Table:
			w.gap()
			w.table(x)
		}
	}
	return nil
}

// heading writes a title and a rule below it.
func (w *textWriter) heading(text, rule string) {
	longest := 0
	for _, l := range wrap(Text(clean(text)), w.width) {
		longest = max(longest, lineWidth(l))
		w.line(w.paint.bold(l))
	}
	w.line(strings.Repeat(rule, longest))
}

// running writes text broken at spaces; lead is the indent of its lines after
// the first.
func (w *textWriter) running(text, lead string) {
	for i, l := range wrap(Text(clean(text)), w.room(lineWidth(lead))) {
		if i > 0 {
			l = lead + l
		}
		w.line(l)
	}
}

// room is the width that remains beside so many columns.
func (w *textWriter) room(taken int) int {
	if w.width == 0 {
		return 0
	}
	return max(w.width-taken, 1)
}

func (w *textWriter) table(t *Table) {
	if t.Title != "" {
		for _, l := range wrap(Text(clean(t.Title)), w.width) {
			w.line(w.paint.bold(l))
		}
	}
	if t.columns() > 0 {
		widths, ok := layout(t, w.width)
		if ok {
			w.grid(t, widths)
		} else {
			w.records(t)
		}
	}
	for _, note := range t.Notes {
		w.running(note, "")
	}
}

// recordLabels are the names of a table's columns as labels of records, and the
// columns that the longest takes with the space after it.
func recordLabels(t *Table) (labels []string, indent int) {
	labels = make([]string, t.columns())
	for j := range labels {
		if labels[j] = strings.ReplaceAll(t.header(j), "\n", " "); labels[j] == "" {
			labels[j] = strconv.Itoa(j + 1)
		}
		indent = max(indent, lineWidth(labels[j])+2)
	}
	return labels, indent
}

// records writes every row as a list of labelled values, for tables that are
// too wide for the line, without those that do not apply. A first column without a header names the rows, and
// one with the header # counts them: both stand in the line above the record.
func (w *textWriter) records(t *Table) {
	labels, longest := recordLabels(t)
	beside := 3*longest <= w.width+6 // label and value share a line
	indent := longest
	if !beside {
		indent = 2
	}
	for i := range t.Rows {
		name := strconv.Itoa(i + 1)
		first := 0
		if h := t.header(0); h == "#" || h == "" && len(t.Header) > 1 {
			if c := t.cell(i, 0).Text; c != "" && lineWidth(c)+4 < w.width && !strings.Contains(c, "\n") {
				name, first = c, 1
			}
		}
		mark := "── " + name + " "
		w.line(mark + strings.Repeat("─", max(0, w.width-lineWidth(mark))))
		for j, label := range labels {
			c := t.cell(i, j)
			if j < first || c.Text == "" || c.Text == none && j > 0 {
				continue
			}
			if !beside {
				for _, l := range wrap(Text(label), w.width) {
					w.line(w.paint.bold(l))
				}
			}
			for k, l := range wrap(c, w.room(indent)) {
				lead := strings.Repeat(" ", indent)
				if k == 0 && beside {
					lead = w.paint.bold(label) + strings.Repeat(" ", indent-lineWidth(label))
				}
				w.line(lead + w.paint.verdict(c.Text)(l))
			}
		}
	}
	if len(t.Rows) > 0 {
		w.line(strings.Repeat("─", w.width))
	}
}
