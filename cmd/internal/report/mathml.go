package report

import (
	"html"
	"strconv"
	"strings"

	"brink/cmd/internal/tex"
)

// mathML sets the pieces of a formula in MathML Core, pieces between which a line may
// break. ok is false for what is not understood, and for characters that no page may
// have.
func mathML(latex string) (pieces []string, ok bool) {
	if clean(latex) != latex || strings.ContainsAny(latex, "\ufffe\uffff") {
		return nil, false
	}
	for _, piece := range tex.Pieces(latex) {
		for i, part := range tex.Parts(piece, lettersOnLine) {
			n := tex.Read(part)
			if !n.Known() {
				return nil, false
			}
			set := mathNode(n)
			if i > 0 && strings.ContainsAny(part[:1], "+-") { // no sign of what follows
				set = strings.Replace(set, "<mo>", `<mo form="infix">`, 1)
			}
			pieces = append(pieces, "<math>"+set+"</math>")
		}
	}
	return pieces, len(pieces) > 0
}

// lettersOnLine is how many letters of mathematics go on a line of a page in any case.
const lettersOnLine = 70

// mathNode is a node with what stands above and below it.
func mathNode(n tex.Node) string {
	base := mathBase(n)
	switch {
	case n.Sub != nil && n.Super != nil:
		return "<msubsup>" + base + mathNode(*n.Sub) + mathNode(*n.Super) + "</msubsup>"
	case n.Sub != nil:
		return "<msub>" + base + mathNode(*n.Sub) + "</msub>"
	case n.Super != nil:
		return "<msup>" + base + mathNode(*n.Super) + "</msup>"
	}
	return base
}

func mathBase(n tex.Node) string {
	text := html.EscapeString(n.Text)
	switch n.Kind {
	case tex.Letter, tex.Name:
		return "<mi>" + text + "</mi>"
	case tex.Function:
		return `<mi mathvariant="normal">` + text + "</mi>"
	case tex.Number:
		return "<mn>" + text + "</mn>"
	case tex.Words:
		return "<mtext>" + strings.ReplaceAll(text, " ", "\u00a0") + "</mtext>"
	case tex.Space:
		return `<mspace width="` + strconv.FormatFloat(n.Width, 'g', -1, 64) + `em"></mspace>`
	case tex.Fraction:
		return "<mfrac>" + mathNode(n.Args[0]) + mathNode(n.Args[1]) + "</mfrac>"
	case tex.Root:
		return "<msqrt>" + mathNode(n.Args[0]) + "</msqrt>"
	case tex.Cases:
		var rows strings.Builder
		for i := 0; i+1 < len(n.Args); i += 2 {
			rows.WriteString("<mtr><mtd>" + mathNode(n.Args[i]) + "</mtd><mtd>" + mathNode(n.Args[i+1]) + "</mtd></mtr>")
		}
		return "<mrow><mo>{</mo><mtable>" + rows.String() + "</mtable></mrow>"
	case tex.Sign:
		switch {
		case n.Text == "/":
			return `<mo lspace="0" rspace="0">/</mo>`
		case strings.Contains("()[]|{}", n.Text):
			return `<mo stretchy="false">` + text + "</mo>"
		case strings.Contains(tex.Relations, n.Text) || n.Text == "·":
			return `<mo form="infix">` + text + "</mo>"
		}
		return "<mo>" + text + "</mo>"
	}
	var row strings.Builder
	for _, arg := range n.Args {
		row.WriteString(mathNode(arg))
	}
	return "<mrow>" + row.String() + "</mrow>"
}
