package prove

import (
	"math/rand/v2"

	"brink/games/algebra"
	"brink/solver/exact"
)

// localSearch looks for a model by moving along one coordinate at a time to the
// place where most of the roots hold, with restarts (Li, Xia and Zhao 2023,
// "Local search for solving satisfiability of polynomial formulas", cell jumps).
// All moves are exact: the line is cut at the real roots of all factors. It finds
// points of satisfiable problems that are too large to be decided; it proves
// nothing when it finds none. Deterministic.
func (s *search) localSearch(units int) bool {
	rng := rand.New(rand.NewPCG(uint64(len(s.roots)), uint64(s.nvars)))
	vars := s.variables()
	if len(vars) == 0 {
		return false
	}
	stop := s.work.left - units
	at := s.startPoint()
	for s.work.left > stop && !s.work.out() {
		score := s.score(at)
		for idle := 0; idle < len(vars); {
			if s.work.left <= stop {
				return false
			}
			v := vars[rng.IntN(len(vars))]
			x, got, found := s.bestOnLine(at, v, score)
			if found {
				return true
			}
			if got > score {
				at[v], score, idle = x, got, 0
			} else {
				idle++
			}
		}
		for _, v := range vars {
			at[v] = starts[rng.IntN(len(starts))]
		}
	}
	return false
}

// starts are the coordinates of restarts.
var starts = [...]exact.Rat{
	{}, exact.RatInt(1), exact.RatInt(-1), exact.RatInt(2), exact.RatInt(-2), exact.RatFrac(1, 2), exact.RatFrac(-1, 2),
	exact.RatInt(3), exact.RatInt(-3), exact.RatInt(5), exact.RatInt(-5), exact.RatFrac(1, 3), exact.RatInt(10), exact.RatInt(-10),
}

// variables lists those of the roots.
func (s *search) variables() []algebra.Var {
	seen := make([]bool, s.nvars)
	for _, id := range factorsOf(s.roots) {
		for _, v := range s.lib.factor(id).vars {
			seen[v] = true
		}
	}
	var vars []algebra.Var
	for v, ok := range seen {
		if ok {
			vars = append(vars, v)
		}
	}
	return vars
}

// score counts the roots that hold.
func (s *search) score(at []exact.Rat) int {
	p := &point{lib: s.lib, at: at, signs: map[int32]int{}}
	n := 0
	for _, r := range s.roots {
		if s.holds(r, p) {
			n++
		}
	}
	return n
}

// bestOnLine returns the rational value of coordinate v with the highest score
// above the given one. When some value, rational or not, satisfies all roots it
// becomes the model.
func (s *search) bestOnLine(at []exact.Rat, v algebra.Var, score int) (best exact.Rat, top int, found bool) {
	top = score
	l, ok := s.along(at, v)
	if !ok {
		return best, top, false
	}
	try := func(x exact.Algebraic) bool {
		s.work.spend(1 + len(l.polys)/2)
		p := &point{signs: map[int32]int{}}
		for id, q := range l.polys {
			p.signs[id] = x.SignOf(q)
		}
		n := 0
		for _, r := range s.roots {
			if s.holds(r, p) {
				n++
			}
		}
		q, rational := x.Rational()
		if n == len(s.roots) {
			if rational {
				next := append([]exact.Rat(nil), at...)
				next[v] = q
				return s.tryPoint(next)
			}
			return s.tryLinePoint(at, v, x)
		}
		if rational && n > top {
			best, top = q, n
		}
		return false
	}
	for k := range len(l.roots) + 1 {
		if s.work.out() || try(exact.AlgebraicRat(l.between(k, at[v]))) {
			return best, top, !s.work.out()
		}
		if k < len(l.roots) && try(l.roots[k]) {
			return best, top, true
		}
	}
	return best, top, false
}

// tryLinePoint accepts a point with one irrational coordinate.
func (s *search) tryLinePoint(at []exact.Rat, v algebra.Var, x exact.Algebraic) bool {
	t := &exact.Tower{Spend: s.work.spend}
	for u, r := range at {
		if u != v {
			t.PushRat(u, r)
		}
	}
	roots, _ := t.Roots(exact.FromUnivariate(x.Poly(), v), v)
	for _, r := range roots {
		// The root in the isolating interval of x is x.
		if iv := x.Interval(); t.CmpRat(r, iv.Lo) > 0 && t.CmpRat(r, iv.Hi) < 0 {
			t.PushRoot(v, r)
			return s.tryTower(t)
		}
	}
	return false
}
