package ask

import (
	"math/big"
	"slices"

	"brink/games"
	"brink/solver/answer"
)

// stagePayoffs are the payoffs of two players in one period.
func stagePayoffs(s *games.Strategic) *answer.StagePayoffs {
	var all [][2]*big.Rat
	for i := range s.Profiles() {
		all = append(all, [2]*big.Rat{s.Payoffs[0].Rat(i), s.Payoffs[1].Rat(i)})
	}
	out := &answer.StagePayoffs{Feasible: convexHull(all), Equilibria: stageEquilibria(s)}
	out.Rational = out.Feasible
	for p := range 2 {
		out.Rational = convexHull(clip(out.Rational, p, pureMinmax(s, p)))
	}
	return out
}

// pureMinmax is the least best-response payoff of a player of two.
func pureMinmax(s *games.Strategic, p int) *big.Rat {
	var least *big.Rat
	for b := range s.Players[1-p].Actions {
		var best *big.Rat
		for a := range s.Players[p].Actions {
			profile := []int{a, b}
			if p == 1 {
				profile = []int{b, a}
			}
			if v := s.Payoffs[p].Rat(s.Index(profile)); best == nil || v.Cmp(best) > 0 {
				best = v
			}
		}
		if least == nil || best.Cmp(least) < 0 {
			least = best
		}
	}
	return least
}

// stageEquilibria are the payoffs of the pure equilibria of a two-player stage
// game.
func stageEquilibria(s *games.Strategic) [][2]*big.Rat {
	var out [][2]*big.Rat
	profile := make([]int, 2)
	for i := range s.Profiles() {
		nash := true
		for p := range 2 {
			s.Decode(i, profile)
			for a := range s.Players[p].Actions {
				profile[p] = a
				nash = nash && s.Payoffs[p].Compare(s.Index(profile), i) <= 0
			}
		}
		if nash {
			out = append(out, [2]*big.Rat{s.Payoffs[0].Rat(i), s.Payoffs[1].Rat(i)})
		}
	}
	return out
}

// convexHull is Andrew's monotone chain (1979), exact: the extreme points counter-
// clockwise. It does not change its argument.
func convexHull(ps [][2]*big.Rat) [][2]*big.Rat {
	ps = slices.Clone(ps)
	compare := func(a, b [2]*big.Rat) int {
		if c := a[0].Cmp(b[0]); c != 0 {
			return c
		}
		return a[1].Cmp(b[1])
	}
	slices.SortFunc(ps, compare)
	ps = slices.CompactFunc(ps, func(a, b [2]*big.Rat) bool { return compare(a, b) == 0 })
	if len(ps) < 3 {
		return ps
	}
	half := func(ps [][2]*big.Rat) [][2]*big.Rat {
		var h [][2]*big.Rat
		for _, p := range ps {
			for len(h) > 1 && turn(h[len(h)-2], h[len(h)-1], p) <= 0 {
				h = h[:len(h)-1]
			}
			h = append(h, p)
		}
		return h[:len(h)-1]
	}
	lower := half(ps)
	slices.Reverse(ps)
	return append(lower, half(ps)...)
}

// turn is the sign of the turn from ab to bc: positive for left.
func turn(a, b, c [2]*big.Rat) int {
	sub := func(x, y *big.Rat) *big.Rat { return new(big.Rat).Sub(x, y) }
	l := sub(b[0], a[0])
	r := sub(b[1], a[1])
	return l.Mul(l, sub(c[1], a[1])).Cmp(r.Mul(r, sub(c[0], a[0])))
}

// clip cuts a convex polygon, a segment or a point to where coordinate p is at
// least low (Sutherland and Hodgman 1974); points may be repeated.
func clip(ps [][2]*big.Rat, p int, low *big.Rat) [][2]*big.Rat {
	var out [][2]*big.Rat
	for i, x := range ps {
		y := ps[(i+1)%len(ps)]
		a, b := x[p].Cmp(low), y[p].Cmp(low)
		if a >= 0 {
			out = append(out, x)
		}
		if a*b < 0 {
			t := new(big.Rat).Sub(low, x[p])
			t.Quo(t, new(big.Rat).Sub(y[p], x[p]))
			cut := [2]*big.Rat{}
			for q := range 2 {
				cut[q] = new(big.Rat).Sub(y[q], x[q])
				cut[q].Add(cut[q].Mul(cut[q], t), x[q])
			}
			out = append(out, cut)
		}
	}
	return out
}
