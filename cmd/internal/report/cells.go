package report

import (
	"cmp"
	"math/big"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// maxCondition is the length in bytes beyond which nobody reads a condition in a
// table.
const maxCondition = 1000

// maxTerms is the number of terms from which nobody reads a formula in a table, nor
// waits until it is written.
const maxTerms = 500

// none stands where there is nothing to say.
const none = "–"

// Condition is a formula as a cell; the constants read as words.
func (w *Words) Condition(h *games.Header, f expr.Formula) Cell {
	switch {
	case f.IsTrue():
		return Text(w.Say(sayAlways))
	case f.IsFalse():
		return Text(w.Say(sayNever))
	}
	terms := 0
	f.Atoms(func(a expr.Atom) { terms += a.P.Terms() })
	if terms > maxTerms {
		return Text(w.Say(sayLong, f.Size()))
	}
	text := h.Printer().Formula(f)
	if len(text) > maxCondition {
		return Text(w.Say(sayLong, f.Size()))
	}
	return Formula(text, h.LaTeX().Formula(f))
}

// Function is a list of rational functions as a cell.
func (w *Words) Function(h *games.Header, rs ...algebra.Ratio) Cell {
	text, latex := make([]string, len(rs)), make([]string, len(rs))
	for i, r := range rs {
		text[i], latex[i] = w.ratio(h.Printer(), r), w.ratio(h.LaTeX(), r)
	}
	return Formula(strings.Join(text, ", "), strings.Join(latex, `,\; `))
}

// ratio is a rational function, or how many terms it has.
func (w *Words) ratio(pr expr.Printer, r algebra.Ratio) string {
	terms := r.Num().Terms() + r.Den().Terms()
	switch {
	case terms <= maxTerms:
		return pr.Ratio(r)
	case pr.LaTeX:
		return mathText(w.Say(sayManyTerms, terms))
	}
	return w.Say(sayManyTerms, terms)
}

// mathText is a text inside mathematics.
func mathText(s string) string { return `\text{` + mathEscapes.Replace(s) + `}` }

var mathEscapes = strings.NewReplacer(`_`, `\_`, `&`, `\&`, `%`, `\%`, `#`, `\#`, `$`, `\$`, `{`, `\{`, `}`, `\}`)

// nameOf is what a reader calls the game.
func (w *Words) nameOf(h *games.Header) string { return cmp.Or(h.In(w.Language, h.Name), h.ID) }

// Point lists parameter values for a title: phi = 1/4, c = 1/5.
func (w *Words) Point(h *games.Header, point []*big.Rat) string {
	parts := make([]string, min(len(point), len(h.Free())))
	for i := range parts {
		v := point[i]
		parts[i] = h.Params[i].Name + " = " + v.RatString()
	}
	return w.List(parts)
}

// atPoint says at which values a game was solved; nothing without parameters.
func (w *Words) atPoint(h *games.Header, point []*big.Rat) []Block {
	if len(point) == 0 {
		return nil
	}
	return []Block{Paragraph{w.Say(sayAtPoint, w.Point(h, point))}}
}

// Assumptions states what the conditions take for granted, and where payoffs are
// undefined.
func (w *Words) Assumptions(h *games.Header, undefined expr.Formula) string {
	var parts []string
	for _, p := range h.Params {
		if p.Range != "" {
			parts = append(parts, w.Say(sayIn, p.Name, p.Range))
		}
	}
	for _, c := range h.Assume {
		parts = append(parts, c.Text)
	}
	where := w.Undefined(h, undefined)
	switch {
	case len(h.Free()) == 0:
		return w.Say(sayNoParameters)
	case len(parts) == 0 && where != "":
		return w.sentences(where, w.Say(sayForAllOther, h.FreeNames()))
	case len(parts) == 0:
		return w.Say(sayForAll, h.FreeNames())
	}
	return w.sentences(w.Say(sayAssuming, strings.Join(parts, w.stop)), where)
}

// Undefined says where payoffs are undefined; "" where they never are.
func (w *Words) Undefined(h *games.Header, undefined expr.Formula) string {
	if undefined.IsFalse() {
		return ""
	}
	return w.Say(sayUndefined, h.Printer().Formula(undefined))
}

// each shows something for each player, once for players in a row for whom it is
// the same: "each: 1/2 - c", "S1 to S4: 0; S5: -c". The printer tells f whether
// plain text or LaTeX is wanted.
func (w *Words) each(h *games.Header, players []games.Player, f func(p int, pr expr.Printer) string) Cell {
	text := func(pr expr.Printer, word func(string) string) string {
		shown := make([]string, len(players)) // grouping what is to be read takes time
		for p := range shown {
			shown[p] = f(p, pr)
		}
		if alike(len(players), func(p int) string { return shown[p] }) {
			return word(w.Say(sayEach)) + ": " + shown[0]
		}
		var parts []string
		for p := 0; p < len(players); {
			what, last := shown[p], p
			for last+1 < len(players) && shown[last+1] == what {
				last++
			}
			who := players[p].Name
			switch last - p {
			case 0:
			case 1:
				who = w.Say(sayAnd, who, players[last].Name)
			default:
				who = w.Say(saySpan, who, players[last].Name)
			}
			parts = append(parts, word(who)+": "+what)
			p = last + 1
		}
		if pr.LaTeX {
			return strings.Join(parts, `;\; `)
		}
		return strings.Join(parts, "; ")
	}
	cell := Formula(text(h.Printer(), func(s string) string { return s }), text(h.LaTeX(), mathText))
	// Each player may have lines of her own.
	for i := range cell.Text {
		if strings.HasPrefix(cell.Text[i:], "; ") {
			cell.Breaks = append(cell.Breaks, i+2)
		}
	}
	return cell
}

// alike reports whether f gives the same text for every player.
func alike(players int, f func(p int) string) bool {
	for p := range players {
		if f(p) != f(0) {
			return false
		}
	}
	return true
}
