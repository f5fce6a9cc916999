package report

import (
	"fmt"
	"strings"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/tex"
)

// Sizes of the page of latexPreamble in points: the width of a line, the sizes of letters
// in the text and in small tables, what lies between columns, and the width below which
// a column of words is not worth having.
const (
	latexWide     = 455
	latexNormal   = 10.95
	latexSmall    = 9
	latexGap      = 12
	latexSmallGap = 8
	latexLeast    = 48
	// latexLoose is how much wider the document's own fonts may be than those that widths
	// are measured in.
	latexLoose = 1.06
)

// latexForm is how a table is laid out.
type latexForm struct {
	columns string
	small   bool
	widths  []float64 // of columns that break lines, 0 for the others
	records bool      // a row is a list of what its columns say: they have no room side by side
}

// latexLayout lays out a table: as wide as it is, small, with columns that break lines,
// or, where formulas would run into each other, as records.
func latexLayout(t *Table) latexForm {
	n := t.columns()
	natural, least := make([]float64, n), make([]float64, n)
	measure := func(j int, c Cell) {
		w, l := latexWidth(c)
		natural[j], least[j] = max(natural[j], w), max(least[j], l)
	}
	for j := range n {
		measure(j, Text(t.header(j)))
		for i := range t.Rows {
			measure(j, t.cell(i, j))
		}
	}
	sum := func(of []float64, size, gap float64) float64 {
		s := gap * float64(n)
		for _, w := range of {
			s += w * size * latexLoose
		}
		return s
	}
	form := latexForm{widths: make([]float64, n)}
	if sum(natural, latexNormal, latexGap) <= latexWide {
		form.columns = t.latexAligned(form.widths)
		return form
	}
	form.small = true
	if sum(natural, latexSmall, latexSmallGap) > latexWide {
		want, need := make([]int, n), make([]int, n)
		for j := range n {
			want[j] = int(natural[j]*latexSmall*latexLoose) + 1
			need[j] = min(want[j], max(int(least[j]*latexSmall*latexLoose)+1, latexLeast))
		}
		room := latexWide - latexSmallGap*n
		if form.records = sumOf(need) > room; form.records {
			return form
		}
		for j, w := range share(want, need, room) {
			if w < want[j] {
				form.widths[j] = float64(w)
			}
		}
	}
	form.columns = t.latexAligned(form.widths)
	return form
}

// latexAligned is the specification of columns: l, r, c, and paragraphs of the widths
// that are not 0.
func (t *Table) latexAligned(widths []float64) string {
	var b strings.Builder
	for j, w := range widths {
		if w > 0 {
			fmt.Fprintf(&b, `>{\raggedright\arraybackslash}p{%.3f\linewidth}`, w/latexWide)
			continue
		}
		b.WriteString(map[Align]string{Left: "l", Right: "r", Centre: "c"}[t.align(j)])
	}
	return b.String()
}

// latexWidth is how wide a cell is at size 1, and how wide where it is broken wherever
// TeX may break it.
func latexWidth(c Cell) (natural, least float64) {
	words := func(s string, each float64) {
		wide := 0.0
		for i, word := range strings.Fields(s) {
			w := each * float64(lineWidth(word))
			if each == 0 {
				w = figure.Words(word).Width(1)
			}
			if least = max(least, w); i > 0 {
				w += 0.3
			}
			wide += w
		}
		natural = max(natural, wide)
	}
	switch {
	case c.LaTeX != "":
		for _, piece := range tex.Pieces(c.LaTeX) {
			for _, atom := range latexAtoms(piece) {
				w := figure.Math(atom).Width(1)
				if strings.Contains(atom, `\begin`) {
					w *= 1.25 // TeX sets cases no smaller than what is around them
				}
				natural, least = natural+w, max(least, w)
			}
			natural += 0.3
		}
	case strings.Contains(c.Text, "\n"): // lines of a table within the table
		for line := range strings.SplitSeq(c.Text, "\n") {
			words(line, 0)
		}
		least = natural
	case c.Formula:
		words(c.Text, 0.53)
	default:
		words(c.Text, 0)
	}
	return natural, least
}

// latexAtoms cuts mathematics where TeX may break it in a line of text: behind the
// relations and operations that stand outside brackets and environments.
func latexAtoms(latex string) []string {
	var out []string
	start, depth := 0, 0
	for i := 0; i < len(latex); i++ {
		rest := latex[i:]
		switch {
		case strings.HasPrefix(rest, `\begin{`):
			depth += 100
		case strings.HasPrefix(rest, `\end{`):
			depth -= 100
		case latex[i] == '{', latex[i] == '(', latex[i] == '[':
			depth++
		case latex[i] == '}', latex[i] == ')', latex[i] == ']':
			depth--
		case latex[i] == ' ' && depth == 0:
			word, _, _ := strings.Cut(rest[1:], " ")
			switch word {
			case "=", "<", ">", "+", "-", `\le`, `\ge`, `\ne`, `\leq`, `\geq`, `\neq`, `\cdot`, `\Leftrightarrow`:
				out = append(out, latex[start:i+1+len(word)])
				start = i + 1 + len(word)
			}
		}
	}
	return append(out, latex[start:])
}

// latexRecords sets a table as records: for each row what it is, and below that what the
// columns say of it.
func latexRecords(b *buffer, t *Table) {
	n := t.columns()
	label := 0.0
	for j := 1; j < n; j++ {
		label = max(label, figure.Words(t.header(j)).Width(latexSmall)*latexLoose)
	}
	label = min(label, 0.3*latexWide)
	value := latexWide - label - 2*latexSmallGap
	fmt.Fprintf(b, "\\begin{longtable}{>{\\raggedright\\arraybackslash}p{%.3f\\linewidth}>{\\raggedright\\arraybackslash}p{%.3f\\linewidth}}\n", label/latexWide, value/latexWide)
	if t.Title != "" {
		b.line(`\caption{` + latexText(clean(t.Title)) + `} \\`)
	}
	b.line(`\toprule`)
	for i := range t.Rows {
		if i > 0 {
			b.line(`\midrule`)
		}
		b.line(`\multicolumn{2}{>{\raggedright\arraybackslash}p{0.95\linewidth}}{` + latexCell(t.cell(i, 0)) + `} \\*`)
		last := 1
		for j := 1; j < n; j++ {
			if !t.empty(i, j) {
				last = j
			}
		}
		for j := 1; j < n; j++ {
			if t.empty(i, j) {
				continue
			}
			end := ` \\*`
			if j == last {
				end = ` \\`
			}
			b.line(latexText(t.header(j)) + " & " + latexFitted(t.cell(i, j), value) + end)
		}
	}
	b.line(`\bottomrule`)
	b.line(`\end{longtable}`)
}

// empty reports whether a cell says nothing.
func (t *Table) empty(i, j int) bool {
	c := t.cell(i, j)
	return c.LaTeX == "" && (c.Text == "" || c.Text == "–")
}

// latexFitted is a cell for a column of a width: what cannot be broken and is wider is
// made smaller.
func latexFitted(c Cell, width float64) string {
	_, least := latexWidth(c)
	if c.LaTeX == "" || least*latexSmall*latexLoose <= width {
		return latexCell(c)
	}
	var out []string
	for _, piece := range tex.Pieces(c.LaTeX) {
		one := Cell{Text: c.Text, LaTeX: piece}
		if _, least := latexWidth(one); least*latexSmall*latexLoose > width {
			out = append(out, `\resizebox{\linewidth}{!}{$`+piece+`$}`)
			continue
		}
		out = append(out, latexCell(one))
	}
	return strings.Join(out, ` \newline `)
}
