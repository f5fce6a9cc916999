package report

import "brink/solver/note"

// painter adds ANSI emphasis; the false painter adds nothing.
type painter bool

func (p painter) wrap(code, s string) string {
	if !p || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p painter) bold(s string) string { return p.wrap("1", s) }

// toned are the words that pass judgement, whose colours and classes are called by
// the English ones.
var toned = []note.Code{sayProved, sayRefuted, sayConditional, sayVacuous, sayUndecided, sayKnifeEdge}

// tone is the English of a word of judgement in any language; other texts stay.
func tone(text string) string {
	for _, w := range languages() {
		for _, c := range toned {
			if text == w.text(c) {
				return English().text(c)
			}
		}
	}
	return text
}

// verdict returns how to paint the lines of a cell: words that pass judgement
// have a colour of their own, and each is also told by its wording alone.
func (p painter) verdict(text string) func(string) string {
	code := ""
	switch tone(text) {
	case "proved":
		code = "32" // green
	case "refuted":
		code = "31" // red
	case "conditional", "knife-edge", "incomplete":
		code = "33" // yellow
	case "vacuous", "undecided", "approximate":
		code = "35" // magenta
	default:
		return func(s string) string { return s }
	}
	return func(s string) string { return p.wrap(code, s) }
}
