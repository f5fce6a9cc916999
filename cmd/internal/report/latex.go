package report

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"sync"
)

// latexLine is the number of characters that a line of a printed page holds;
// wider tables get columns that break lines.
const latexLine = 84

// latexPage is the number of rows beyond which a table may break over pages.
const latexPage = 40

// writeLaTeX writes a fragment to \input into a document; its first lines say
// which packages it needs.
func writeLaTeX(b *buffer, d *Document) {
	b.line(`% Needs \usepackage{amsmath,amssymb,array,booktabs,graphicx,longtable}.`)
	b.line(`% Names in scripts other than Latin and Greek need XeLaTeX or LuaLaTeX.`)
	if d.Title != "" {
		b.line(`\section*{` + latexText(clean(d.Title)) + `}`)
	}
	for _, block := range d.Blocks {
		b.gap()
		switch x := block.(type) {
		case Heading:
			b.line(`\subsection*{` + latexText(clean(x.Text)) + `}`)
		case Paragraph:
			b.line(latexText(clean(x.Text)))
		case Pre:
			b.line(`\begin{verbatim}`)
			b.line(strings.ReplaceAll(strings.TrimRight(clean(x.Text), "\n"), `\end{verbatim}`, `\end {verbatim}`))
			b.line(`\end{verbatim}`)
		case Image:
			latexImage(b, x)
		case *Table:
			latexTable(b, x)
		}
	}
}

func latexImage(b *buffer, x Image) {
	switch {
	case x.Path == "":
		b.line("% Figure: " + strings.ReplaceAll(clean(x.Caption), "\n", " "))
		return
	case strings.EqualFold(path.Ext(x.Path), ".svg"):
		b.line("% LaTeX cannot include SVG: write the plot as PNG instead of " + strings.ReplaceAll(clean(x.Path), "\n", " "))
		return
	}
	b.line(`\begin{figure}[htbp]`)
	b.line(`\centering`)
	b.line(`\includegraphics[width=\linewidth]{\detokenize{` + strings.NewReplacer("{", "", "}", "", "\n", "").Replace(x.Path) + `}}`)
	if x.Caption != "" {
		b.line(`\caption{` + latexText(clean(x.Caption)) + `}`)
	}
	b.line(`\end{figure}`)
}

func latexTable(b *buffer, t *Table) {
	n := t.columns()
	long := len(t.Rows) > latexPage
	if !long {
		b.line(`\begin{table}[htbp]`)
		b.line(`\centering`)
		if t.Title != "" {
			b.line(`\caption{` + latexText(clean(t.Title)) + `}`)
		}
	}
	if n > 0 {
		environment := "tabular"
		if long {
			environment = "longtable"
		}
		b.line(`\begin{` + environment + `}{` + latexColumns(t) + `}`)
		if long && t.Title != "" {
			b.line(`\caption{` + latexText(clean(t.Title)) + `} \\`)
		}
		b.line(`\toprule`)
		if len(t.Header) > 0 {
			cells := make([]string, n)
			for j := range n {
				cells[j] = latexText(t.header(j))
			}
			b.line(strings.Join(cells, " & ") + ` \\`)
			b.line(`\midrule`)
			if long {
				b.line(`\endhead`)
			}
		}
		for i := range t.Rows {
			cells := make([]string, n)
			for j := range n {
				cells[j] = latexCell(t.cell(i, j))
			}
			b.line(strings.Join(cells, " & ") + ` \\`)
		}
		b.line(`\bottomrule`)
		b.line(`\end{` + environment + `}`)
	}
	if len(t.Notes) > 0 {
		b.line("")
		b.line(`\smallskip`)
		for _, note := range t.Notes {
			b.line(`\noindent{\footnotesize ` + latexText(clean(note)) + `\par}`)
		}
	}
	if !long {
		b.line(`\end{table}`)
	}
}

// latexColumns is the column specification: l, r, c, and paragraphs where the
// table would be wider than the line.
func latexColumns(t *Table) string {
	n := t.columns()
	natural, least := make([]int, n), make([]int, n)
	for j := range n {
		natural[j] = naturalWidth(Text(t.header(j)))
		for i := range t.Rows {
			natural[j] = max(natural[j], naturalWidth(t.cell(i, j)))
		}
		least[j] = min(natural[j], minColumn)
	}
	widths := natural
	room := latexLine - 2*n
	if sumOf(natural) > room {
		widths = share(natural, least, room)
	}
	var b strings.Builder
	for j := range n {
		if widths[j] < natural[j] {
			fmt.Fprintf(&b, `>{\raggedright\arraybackslash}p{%.2f\linewidth}`, float64(widths[j])/(latexLine+6))
			continue
		}
		b.WriteString(map[Align]string{Left: "l", Right: "r", Centre: "c"}[t.align(j)])
	}
	return b.String()
}

func latexCell(c Cell) string {
	switch {
	case c.LaTeX != "":
		return "$" + c.LaTeX + "$"
	case number().MatchString(c.Text):
		return "$" + c.Text + "$"
	}
	if lines := strings.Split(c.Text, "\n"); len(lines) > 1 {
		for i, l := range lines {
			lines[i] = latexText(l)
		}
		return `\begin{tabular}[t]{@{}l@{}}` + strings.Join(lines, `\\`) + `\end{tabular}`
	}
	if c.Formula && c.Text != "" {
		return `\texttt{` + latexText(c.Text) + `}`
	}
	return latexText(c.Text)
}

// number matches cells that are set as mathematics for the sake of the minus.
var number = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[-+]?[0-9]+([./][0-9]+)?$`) })

// latexText escapes text for text mode, whatever its encoding.
func latexText(s string) string { return latexEscapes().Replace(s) }

var latexEscapes = sync.OnceValue(func() *strings.Replacer { return strings.NewReplacer(latexPairs()...) })

func latexPairs() []string {
	pairs := []string{
		`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "$", `\$`, "&", `\&`, "#", `\#`, "%", `\%`,
		"_", `\_`, "^", `\textasciicircum{}`, "~", `\textasciitilde{}`,
		"<=", `\ensuremath{\leq}`, ">=", `\ensuremath{\geq}`, "!=", `\ensuremath{\neq}`,
		"<", `\textless{}`, ">", `\textgreater{}`, "|", `\textbar{}`, `"`, `''`, "\n", " ",
		"–", "--", "—", "---", "…", `\ldots{}`, "’", "'", "‘", "`", "“", "``", "”", "''",
	}
	symbols := map[string]string{
		"≤": `\leq`, "≥": `\geq`, "≠": `\neq`, "≈": `\approx`, "±": `\pm`, "×": `\times`, "·": `\cdot`,
		"∧": `\land`, "∨": `\lor`, "¬": `\lnot`, "⇒": `\Rightarrow`, "⇔": `\Leftrightarrow`, "→": `\to`,
		"∞": `\infty`, "∈": `\in`, "√": `\surd`, "−": `-`, "²": `^2`, "³": `^3`,
		"∅": `\emptyset`, "ℝ": `\mathbb{R}`, "∀": `\forall`, "∃": `\exists`, "ε": `\varepsilon`, "ϵ": `\epsilon`,
		"φ": `\varphi`, "ϕ": `\phi`, "ϑ": `\vartheta`, "ο": "o",
		"₀": "_0", "₁": "_1", "₂": "_2", "₃": "_3", "₄": "_4", "₅": "_5", "₆": "_6", "₇": "_7", "₈": "_8", "₉": "_9",
	}
	small := map[rune]string{
		'α': "alpha", 'β': "beta", 'γ': "gamma", 'δ': "delta", 'ζ': "zeta", 'η': "eta", 'θ': "theta",
		'ι': "iota", 'κ': "kappa", 'λ': "lambda", 'μ': "mu", 'ν': "nu", 'ξ': "xi", 'π': "pi", 'ρ': "rho",
		'σ': "sigma", 'ς': "varsigma", 'τ': "tau", 'υ': "upsilon", 'χ': "chi", 'ψ': "psi", 'ω': "omega",
		'Γ': "Gamma", 'Δ': "Delta", 'Θ': "Theta", 'Λ': "Lambda", 'Ξ': "Xi", 'Π': "Pi", 'Σ': "Sigma",
		'Υ': "Upsilon", 'Φ': "Phi", 'Ψ': "Psi", 'Ω': "Omega",
	}
	for r, name := range small {
		symbols[string(r)] = `\` + name
	}
	for from, to := range symbols {
		pairs = append(pairs, from, `\ensuremath{`+to+`}`)
	}
	return pairs
}
