package ask

import (
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/graph"
	"brink/solver/note"
	"brink/solver/plane"
)

// graph tells the plane of the terms with sqrt, exp and log that the conditions mention;
// their boundaries are traced, and the map is not complete for certain.
func (m *mapMaker) graph() {
	h := m.About()
	var terms []algebra.Var
	mention := func(vars []algebra.Var) {
		for _, v := range vars {
			if h.Params[v].Derived != nil && !slices.Contains(terms, v) {
				terms = append(terms, v)
			}
		}
	}
	for _, f := range append(slices.Clone(m.q.Conditions), m.q.Allowed) {
		f.Atoms(func(a expr.Atom) { mention(a.P.Vars()) })
	}
	if len(terms) == 0 {
		return
	}
	g := &plane.Graph{Moves: func(p algebra.Poly, v algebra.Var) bool { return h.Moves(p.Vars(), v) }}
	for i := 0; i < len(terms); i++ { // mention adds the terms in arguments
		t := h.Params[terms[i]].Derived
		if t.Func == "root" {
			continue
		}
		mention(t.Arg.Vars())
		edges := []algebra.Poly{hold(m, t.Arg.Den())}
		if t.Func != "exp" {
			edges = append(edges, hold(m, t.Arg.Num()))
		}
		for _, p := range edges {
			if !p.IsConst() {
				g.Edges = append(g.Edges, p)
			}
		}
	}
	g.Signs = func(ps []algebra.Poly) func(x, y *big.Rat, signs []int8) {
		s := graph.NewSigns(h, ps)
		at := make([]*big.Rat, len(h.Params)+1)
		copy(at, m.Point)
		return func(x, y *big.Rat, signs []int8) {
			at[m.q.X], at[m.q.Y] = x, y
			s.At(at, signs)
		}
	}
	m.q.Graph = g
	m.Incomplete(note.New(note.Traced, plane.Columns))
}
