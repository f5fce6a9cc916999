package report

import (
	"path"
	"regexp"
	"strings"
	"sync"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/tex"
)

// latexPage is the number of rows beyond which a table may break over pages.
const latexPage = 40

// latexPreamble begins a document for any of the engines: with pdfLaTeX names in
// Latin and Greek scripts, with XeLaTeX and LuaLaTeX Chinese too.
const latexPreamble = `\documentclass[a4paper,11pt]{article}
\usepackage[margin=25mm]{geometry}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{lmodern}
\else
  \usepackage{fontspec}
\fi
\usepackage{amsmath,amssymb,array,booktabs,graphicx,longtable,microtype,tikz}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.5em}
`

// latexChinese is what a Chinese document needs besides: the fonts of ctex, and another
// engine than pdfLaTeX, which says so.
const latexChinese = `\ifPDFTeX\errmessage{Chinese text needs XeLaTeX or LuaLaTeX}\fi
\usepackage[scheme=plain]{ctex}
\renewcommand{\tablename}{表}
\renewcommand{\figurename}{图}
`

// writeLaTeX writes a fragment to \input into a document, whose first lines say
// which packages it needs, or a whole document.
func writeLaTeX(b *buffer, d *Document) {
	if d.Standalone {
		b.WriteString(latexPreamble)
		if d.words().Language == "zh" {
			b.WriteString(latexChinese)
		}
		b.line(`\begin{document}`)
		defer b.line(`\end{document}`)
	} else {
		latexNeeds(b)
	}
	if d.Title != "" {
		b.line(`\section*{` + latexText(clean(d.Title)) + `}`)
	}
	latexBlocks(b, d.Blocks)
}

func latexNeeds(b *buffer) {
	b.line(`% Needs \usepackage{amsmath,amssymb,array,booktabs,graphicx,longtable,tikz}.`)
	b.line(`% Names in scripts other than Latin and Greek need XeLaTeX or LuaLaTeX.`)
}

func latexBlocks(b *buffer, blocks []Block) {
	for _, block := range blocks {
		b.gap()
		switch x := block.(type) {
		case Heading:
			if x.Turn {
				b.line(`\clearpage`)
			}
			b.line(`\` + []string{"subsection", "subsubsection", "paragraph"}[min(x.Level, 2)] + `*{` + latexText(clean(x.Text)) + `}`)
		case Paragraph:
			b.line(latexText(clean(x.Text)))
		case Prose:
			b.line(latexRuns(x.Runs))
		case Pre:
			b.line(`\begin{verbatim}`)
			b.line(latexLines().Replace(strings.ReplaceAll(strings.TrimRight(clean(x.Text), "\n"), `\end{verbatim}`, `\end {verbatim}`)))
			b.line(`\end{verbatim}`)
		case Display:
			latexDisplay(b, x.Cell)
		case Image:
			latexImage(b, x)
		case *Table:
			latexTable(b, x)
		}
	}
}

// latexRuns is running text with the mathematics in it.
func latexRuns(runs []Cell) string {
	var out strings.Builder
	for _, c := range runs {
		if c.LaTeX != "" {
			out.WriteString("$" + latexMath(c.LaTeX) + "$")
		} else {
			out.WriteString(latexText(clean(c.Text)))
		}
	}
	return out.String()
}

// latexDisplay sets mathematics displayed, and what has no room on a line in lines that
// may break.
func latexDisplay(b *buffer, c Cell) {
	if c.LaTeX != "" {
		if figure.Math(c.LaTeX).Width(latexNormal)*latexLoose <= latexWide {
			b.line(`\[` + c.LaTeX + `\]`)
			return
		}
		b.line(`\begin{quote}\raggedright`)
		b.line("$" + latexMath(c.LaTeX) + "$")
		b.line(`\end{quote}`)
		return
	}
	b.line(`\begin{quote}\raggedright\small\ttfamily`)
	b.line(latexText(clean(c.Text)))
	b.line(`\end{quote}`)
}

func latexImage(b *buffer, x Image) {
	switch {
	case x.Scene != nil && !strings.EqualFold(path.Ext(x.Path), ".pdf") && !strings.EqualFold(path.Ext(x.Path), ".png"):
		latexScene(b, x)
		return
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

// latexLines draws the lines of trees with characters that every typewriter font has.
var latexLines = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer("├", "+", "└", "+", "┌", "+", "┬", "+", "┤", "+", "┴", "+", "┼", "+", "─", "-", "│", "|")
})

// latexScene draws a picture in the fonts of the document.
func latexScene(b *buffer, x Image) {
	tikz, err := figure.Encode(x.Scene, figure.TikZ)
	if err != nil {
		b.line("% Figure: " + strings.ReplaceAll(clean(x.Caption), "\n", " "))
		return
	}
	b.line(`\begin{figure}[htbp]`)
	b.line(`\centering`)
	b.Write(tikz)
	if x.Caption != "" {
		b.line(`\caption{` + latexText(clean(x.Caption)) + `}`)
	}
	b.line(`\end{figure}`)
}

func latexTable(b *buffer, t *Table) {
	form := latexLayout(t)
	long := len(t.Rows) > latexPage || form.records
	if !long {
		b.line(`\begin{table}[htbp]`)
		b.line(`\centering`)
		if t.Title != "" {
			b.line(`\caption{` + latexText(clean(t.Title)) + `}`)
		}
	}
	if t.columns() > 0 {
		if form.small {
			b.line(`{\footnotesize\setlength{\tabcolsep}{4pt}`)
		}
		if form.records {
			latexRecords(b, t)
		} else {
			latexRows(b, t, form.columns, long)
		}
		if form.small {
			b.line(`\par}`)
		}
	}
	if len(t.Notes) > 0 {
		b.line("")
		b.line(`\smallskip`)
		for i := range t.Notes {
			b.line(`\noindent{\footnotesize ` + latexRuns(t.noteRuns(i)) + `\par}`)
		}
	}
	if !long {
		b.line(`\end{table}`)
	}
}

// latexRows sets the rows of a table side by side.
func latexRows(b *buffer, t *Table, columns string, long bool) {
	environment := "tabular"
	if long {
		environment = "longtable"
	}
	b.line(`\begin{` + environment + `}{` + columns + `}`)
	if long && t.Title != "" {
		b.line(`\caption{` + latexText(clean(t.Title)) + `} \\`)
	}
	b.line(`\toprule`)
	n := t.columns()
	space := "" // between rows of several lines
	if strings.Contains(columns, "p{") {
		space = `\addlinespace[2pt]`
	}
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
		b.line(strings.Join(cells, " & ") + ` \\` + space)
	}
	b.line(`\bottomrule`)
	b.line(`\end{` + environment + `}`)
}

func latexCell(c Cell) string {
	switch {
	case c.LaTeX != "":
		return "$" + latexMath(c.LaTeX) + "$"
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

// latexMath lets a line of mathematics end behind the members of a list too; at "and"
// and "or" TeX breaks it by itself.
func latexMath(latex string) string {
	var b strings.Builder
	for i, piece := range tex.Pieces(latex) {
		switch {
		case i == 0:
		case strings.HasPrefix(piece, `\l`), strings.HasPrefix(piece, `\R`):
			b.WriteByte(' ')
		default:
			b.WriteString(`\allowbreak `)
		}
		b.WriteString(piece)
	}
	return b.String()
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
		"--", `-{}-`, "<=>", `\ensuremath{\Leftrightarrow}`, "=>", `\ensuremath{\Rightarrow}`,
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
