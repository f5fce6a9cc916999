package main

import (
	"math/big"
	"slices"

	"brink/cmd/internal/plot"
	"brink/games"
	"brink/solver/repeated"
)

// payoffPicture holds what is known about the payoffs of two players.
type payoffPicture struct {
	g            *games.Game
	s            *games.Strategic
	set          *repeated.PayoffSet    // nil if not computed
	unrandomised *repeated.Unrandomised // nil if not computed
}

// sets draws the feasible payoffs, those above the pure minmax, the equilibrium
// payoffs, and the pure equilibria of the stage game. Shapes are computed exactly
// and only rounded to be drawn.
func (m *payoffPicture) sets(title string) *plot.Sets {
	out := &plot.Sets{Title: title, X: m.g.Players[0].Name, Y: m.g.Players[1].Name}
	var all [][2]*big.Rat
	for i := range m.s.Profiles() {
		all = append(all, [2]*big.Rat{m.s.Payoffs[0].Rat(i), m.s.Payoffs[1].Rat(i)})
	}
	hull := convexHull(all)
	add := func(label string, vs [][2]*big.Rat) {
		out.Sets = append(out.Sets, plot.Set{Label: label, Vertices: drawPoints(vs)})
	}
	add("feasible", hull)
	rational := hull
	for p := range 2 {
		rational = convexHull(clip(rational, p, pureMinmax(m.s, p)))
	}
	if rational == nil {
		add("above the pure minmax: nothing", nil)
	} else {
		add("above the pure minmax", rational)
	}
	if m.set != nil {
		switch {
		case m.set.Empty:
			add("equilibrium: none", nil)
		case m.set.Exact:
			add("equilibrium", m.set.Vertices)
		default:
			add("equilibrium at most", m.set.Outer)
			add("equilibrium at least", m.set.Vertices)
		}
	}
	if u := m.unrandomised; u != nil {
		label := "without randomisation, at most"
		if u.Empty {
			label = "without randomisation: none"
		}
		cover := plot.Set{Label: label}
		bottom, top := box(hull)
		for _, r := range coverRectangles(u) {
			low, high := drawPoint(r[0], r[2]), drawPoint(r[1], r[3])
			// Nothing is feasible outside the box, which the cells may leave where it
			// is flat.
			cover.Cells = append(cover.Cells, plot.Cell{
				Min: plot.Point{X: max(low.X, bottom.X), Y: max(low.Y, bottom.Y)},
				Max: plot.Point{X: min(high.X, top.X), Y: min(high.Y, top.Y)},
			})
		}
		out.Sets = append(out.Sets, cover)
		if len(u.Points) > 0 {
			paths := plot.Mark{Label: "paths without randomisation", Small: true}
			for _, p := range u.Points {
				paths.At = append(paths.At, drawPoint(p.Payoff[0], p.Payoff[1]))
			}
			out.Marks = append(out.Marks, paths)
		}
	}
	if at := stageEquilibria(m.s); at != nil {
		out.Marks = append(out.Marks, plot.Mark{Label: "pure stage equilibrium", At: drawPoints(at)})
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

func drawPoint(x, y *big.Rat) plot.Point {
	a, _ := x.Float64()
	b, _ := y.Float64()
	return plot.Point{X: a, Y: b}
}

func drawPoints(vs [][2]*big.Rat) []plot.Point {
	var out []plot.Point
	for _, v := range vs {
		out = append(out, drawPoint(v[0], v[1]))
	}
	return out
}

// box is the least rectangle around points.
func box(vs [][2]*big.Rat) (low, high plot.Point) {
	ps := drawPoints(vs)
	low, high = ps[0], ps[0]
	for _, p := range ps[1:] {
		low = plot.Point{X: min(low.X, p.X), Y: min(low.Y, p.Y)}
		high = plot.Point{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
	}
	return low, high
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
