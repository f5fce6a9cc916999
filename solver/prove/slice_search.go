package prove

import (
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// sliceSearch looks for a model with one coordinate fixed to a simple value, each
// in turn: a slice has a variable less, which makes its complete decision cheap,
// and solution sets that are not thin meet many slices. It finds points of systems
// of equations, to which moves along one coordinate do not lead; it proves nothing
// when it finds none. Deterministic.
func (s *search) sliceSearch(units int) bool {
	stop := s.work.left - units
	for k := -1; k < len(starts); k++ {
		for _, v := range s.variables() {
			left := min(sliceUnits, s.work.left-stop)
			if left <= 0 {
				return false
			}
			value := exact.Rat{}
			switch {
			case k >= 0:
				value = starts[k]
			case v < len(s.prefer):
				value = s.prefer[v]
			}
			if k == 0 && (v >= len(s.prefer) || s.prefer[v].IsZero()) {
				continue // it was the preferred value
			}
			sub := newSearch(s.lib, s.work.part(left))
			sub.prefer, sub.nvars, sub.searched, sub.sliced = s.prefer, s.nvars, true, true
			sub.roots = append(sub.roots, s.lib.compile(s.work.ctx, expr.Compare(algebra.FromPoly(algebra.Variable(v)), expr.EQ, algebra.FromRat(value.Big()))))
			sub.roots = append(sub.roots, s.roots...)
			for _, id := range s.pinned {
				if d := s.domain(id); d != s.lib.factor(id).shape {
					sub.roots = append(sub.roots, &node{kind: nLit, id: id, set: d})
				}
			}
			ans := sub.solve()
			s.work.settle(sub.work)
			if ans == Yes && s.adopt(sub.model) {
				return true
			}
		}
	}
	return false
}

// sliceUnits bounds the work on one slice.
const sliceUnits = 30_000

// lastResort looks for a model when the budget ran out before the search for one
// was made, on a reserve beyond it.
func (s *search) lastResort() bool {
	if s.depth > 0 || s.sliced || s.shallow || s.logicOnly || s.work.ctx.Err() != nil {
		return false
	}
	reserve := s.work.given / 8
	s.work.left = reserve
	s.sliced = true
	if !s.searched && s.localSearch(reserve/4) {
		return true
	}
	return s.sliceSearch(s.work.left)
}

// adopt makes the model of a search for more its own, if it is one.
func (s *search) adopt(m *Model) bool {
	if m.tower != nil {
		return s.tryTower(m.tower)
	}
	at := s.startPoint()
	for v, c := range m.coords {
		if v < len(at) {
			at[v] = exact.RatBig(c.Rat)
		}
	}
	return s.tryPoint(at)
}
