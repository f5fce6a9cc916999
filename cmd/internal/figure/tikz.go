package figure

import (
	"bytes"
	"fmt"
	"strings"
)

// writeTikZ writes a scene as a picture of TikZ, to be \input into a document: its
// labels are set in the fonts of the document, mathematics in math mode. It needs the
// package tikz alone, and is made smaller where it would be wider than the line.
func writeTikZ(s *Scene) []byte {
	w := &tikzWriter{}
	w.b.WriteString("% \\usepackage{tikz} in the preamble; Chinese labels need a document that can set them, such as one of class ctexart\n")
	w.b.WriteString("\\begingroup\n\\providecommand{\\tfrac}[2]{{\\textstyle\\frac{#1}{#2}}}\\providecommand{\\text}[1]{\\mbox{#1}}%\n")
	w.b.WriteString("\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%\n")
	w.b.WriteString("\\begin{tikzpicture}[x=1bp,y=1bp,line join=round,every node/.style={inner sep=0pt,outer sep=0pt}]\n")
	fmt.Fprintf(&w.b, "\\useasboundingbox (0,0) rectangle (%s,%s);\n", number(s.Width), number(s.Height))
	paint(w, s.items)
	w.b.WriteString("\\end{tikzpicture}%\n}%\n\\endgroup\n")
	return w.b.Bytes()
}

type tikzWriter struct{ b bytes.Buffer }

func (w *tikzWriter) group(g group) {
	fmt.Fprintf(&w.b, "\\begin{scope}\n\\clip %s;\n", tikzPath(g.clip))
	paint(w, g.items)
	w.b.WriteString("\\end{scope}\n")
}

// tikzPath breaks long paths into lines, as TeX reads files by lines.
func tikzPath(p Path) string {
	at := func(p Point) string { return "(" + number(p.X) + "," + number(p.Y) + ")" }
	var b strings.Builder
	for i, s := range p.segments {
		if i > 0 && i%8 == 0 {
			b.WriteString("\n")
		}
		switch s.verb {
		case move:
			b.WriteString(at(s.p[0]))
		case line:
			b.WriteString("--" + at(s.p[0]))
		case cubic:
			b.WriteString(" .. controls " + at(s.p[0]) + " and " + at(s.p[1]) + " .. " + at(s.p[2]))
		case closed:
			b.WriteString("--cycle ")
		}
	}
	return b.String()
}

func tikzColour(c Colour) string {
	return fmt.Sprintf("{rgb,255:red,%d;green,%d;blue,%d}", c.R, c.G, c.B)
}

func (w *tikzWriter) shape(s shape) {
	var options []string
	if s.fill != nil {
		options = append(options, "fill="+tikzColour(*s.fill))
	}
	if k := s.stroke; k != nil {
		options = append(options, "draw="+tikzColour(k.Colour), "line width="+number(k.Width)+"bp")
		if k.Dash != nil {
			dash := "dash pattern="
			for i, d := range k.Dash {
				dash += []string{"on ", " off "}[i%2] + number(d) + "bp"
				if i%2 == 1 {
					dash += " "
				}
			}
			options = append(options, strings.TrimSpace(dash))
		} else {
			options = append(options, "line cap=round")
		}
	}
	fmt.Fprintf(&w.b, "\\path[%s] %s;\n", strings.Join(options, ","), tikzPath(s.path))
}

func (w *tikzWriter) text(t Text) {
	anchor := [...]string{"base", "mid", "north"}[t.V]
	switch t.H {
	case Start:
		anchor += " west"
	case End:
		anchor += " east"
	}
	options := []string{"anchor=" + anchor, fmt.Sprintf("font=\\fontsize{%s}{%s}\\selectfont", number(t.Size), number(1.2*t.Size))}
	if t.Colour != Black {
		options = append(options, "text="+tikzColour(t.Colour))
	}
	if t.Angle != 0 {
		options = append(options, "rotate="+number(t.Angle))
	}
	if t.Ground {
		options = append(options, "fill=white", "inner sep=1pt")
	}
	fmt.Fprintf(&w.b, "\\node[%s] at (%s,%s) {%s};\n", strings.Join(options, ","), number(t.At.X), number(t.At.Y), t.Label.latex())
}

// latex is a label as LaTeX sets it.
func (l Label) latex() string {
	var b strings.Builder
	for _, r := range l {
		if r.Math {
			b.WriteString("$" + r.Text + "$")
		} else {
			b.WriteString(latexEscapes.Replace(r.Text))
		}
	}
	return b.String()
}

var latexEscapes = strings.NewReplacer(`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `$`, `\$`, `&`, `\&`, `#`, `\#`, `%`, `\%`,
	`_`, `\_`, `^`, `\textasciicircum{}`, `~`, `\textasciitilde{}`, "<", `\textless{}`, ">", `\textgreater{}`, "|", `\textbar{}`,
	"≤", `$\le$`, "≥", `$\ge$`, "≠", `$\ne$`, "·", `$\cdot$`, "…", `\ldots{}`, "→", `$\to$`, "−", `$-$`, "∞", `$\infty$`)
