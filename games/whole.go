package games

import (
	"slices"

	"brink/games/algebra"
)

// Whole reports whether a parameter of a model is a whole number: declared as one, or
// the number of players.
func Whole(m Model, v algebra.Var) bool {
	counts := func(r algebra.Ratio) bool { return r.Equal(algebra.FromPoly(algebra.Variable(v))) }
	switch g := m.(type) {
	case *Anonymous:
		if counts(g.Count) {
			return true
		}
	case *Continuous:
		if g.Alike != nil && len(g.Alike.Count.Cases) == 1 && counts(g.Alike.Count.Cases[0].Is) {
			return true
		}
	}
	return slices.Contains(m.Head().Whole, v)
}
