package repeated

import (
	"math"
	"slices"

	"brink/solver/exact"
)

// side is a half-plane normal·w <= at in floating point.
type side struct {
	normal pt
	at     float64
}

// sides lists the half-planes of the proposal, the last two those of the worst
// payoffs.
func (s *sannikov) sides() []side {
	var out []side
	n := len(s.ring)
	low := s.ring[0]
	for i, v := range s.ring {
		w := s.ring[(i+1)%n]
		normal := pt{w[1] - v[1], v[0] - w[0]}
		size := math.Hypot(normal[0], normal[1])
		normal = pt{normal[0] / size, normal[1] / size}
		out = append(out, side{normal, normal[0]*v[0] + normal[1]*v[1]})
		low = pt{math.Min(low[0], v[0]), math.Min(low[1], v[1])}
	}
	return append(out, side{pt{-1, 0}, -low[0]}, side{pt{0, -1}, -low[1]})
}

// shrunk looks for a self-generating set a little inside the proposal, for when
// the extreme points themselves are irrational. The half-planes are moved inwards
// in the proportions in which the operator passes perturbations on, so that the
// smaller set loses less under the operator than it was made smaller; the result
// is rounded to a grid and verified. nil if no distance works.
func (s *sannikov) shrunk(delta exact.Rat) *selfGenerating {
	if len(s.ring) < 3 {
		return nil
	}
	sides := s.sides()
	x := s.sensitivity(sides)
	if x == nil {
		return nil
	}
	var actions []int
	for _, o := range s.from {
		if !slices.Contains(actions, o.action) {
			actions = append(actions, o.action)
		}
	}
	grid := math.Ldexp(1, 50)
	for by := 1e-12; by < 0.1; by *= 10 {
		ring := s.ring
		for f, h := range sides {
			ring = clipHalf(ring, side{h.normal, h.at - by*x[f]})
		}
		var exactRing []vec
		for _, i := range hull(ring, by/100) {
			var w vec
			for p := range 2 {
				w[p] = s.b.low[p].Add(exact.RatFrac(int64(math.Round(ring[i][p]*grid)), int64(grid)).Mul(s.b.span[p]))
			}
			exactRing = append(exactRing, w)
		}
		if set := s.b.generates(exactRing, actions, delta); set != nil {
			return set
		}
	}
	return nil
}

// Limits of the growth from stage equilibria: steps, and bits of a coordinate.
const (
	growthSteps = 40
	growthBits  = 600
)

// grown is a self-generating set that starts with the stage equilibria and takes in
// what it generates, for when all else fails: since they generate themselves, the
// sets only grow (Cronshaw and Luenberger 1994). nil without a pure stage equilibrium.
func (b *bimatrix) grown(delta exact.Rat) *selfGenerating {
	var points []vec
	for a := range b.g {
		if (b.barred == nil || !b.barred[a]) && b.best[a].equal(b.g[a]) {
			points = append(points, b.g[a])
		}
	}
	var found *selfGenerating
	for range growthSteps {
		var ring []vec
		for _, i := range hull(b.toPts(points), 1e-12) {
			ring = append(ring, points[i])
		}
		for _, v := range ring {
			if v[0].BitLen() > growthBits || v[1].BitLen() > growthBits {
				return found
			}
		}
		set := b.generates(ring, b.open(), delta)
		if set == nil || found != nil && slices.EqualFunc(ring, found.ring, vec.equal) {
			return found
		}
		found = set
		points = slices.Clone(ring)
		for _, a := range b.open() {
			t := b.lines(a, set.worst, delta)
			for _, w := range clipExact(clipExact(ring, 0, t[0]), 1, t[1]) {
				points = append(points, b.g[a].scale(exact.RatInt(1).Sub(delta)).add(w.scale(delta)))
			}
		}
	}
	return found
}

// clipHalf is the part of a polygon in a half-plane.
func clipHalf(ring []pt, h side) []pt {
	var out []pt
	n := len(ring)
	over := func(v pt) float64 { return h.normal[0]*v[0] + h.normal[1]*v[1] - h.at }
	for i, a := range ring {
		b := ring[(i+1)%n]
		x, y := over(a), over(b)
		if x <= 0 {
			out = append(out, a)
		}
		if (x > 0) != (y > 0) {
			k := x / (x - y)
			out = append(out, pt{a[0] + k*(b[0]-a[0]), a[1] + k*(b[1]-a[1])})
		}
	}
	return out
}

// constraint is an active half-plane with the side whose excess it passes on.
type constraint struct {
	normal pt
	side   int
}

// entry is a coefficient of a dual solution.
type entry struct {
	side int
	by   float64
}

const nearby = 1e-8 // what counts as active in the search for proportions

// cone lists the ways to write n as a non-negative combination of two of the
// constraints.
func cone(n pt, cs []constraint) [][]entry {
	var out [][]entry
	for i, c := range cs {
		for _, d := range cs[i+1:] {
			det := c.normal[0]*d.normal[1] - c.normal[1]*d.normal[0]
			if math.Abs(det) < nearby {
				continue
			}
			u := (n[0]*d.normal[1] - n[1]*d.normal[0]) / det
			v := (c.normal[0]*n[1] - c.normal[1]*n[0]) / det
			if u >= -nearby && v >= -nearby {
				out = append(out, []entry{{c.side, math.Max(0, u)}, {d.side, math.Max(0, v)}})
			}
		}
	}
	return out
}

// activeSides lists the given sides on which a point lies.
func activeSides(sides []side, w pt) []constraint {
	var cs []constraint
	for i, k := range sides {
		if math.Abs(k.normal[0]*w[0]+k.normal[1]*w[1]-k.at) < nearby {
			cs = append(cs, constraint{k.normal, i})
		}
	}
	return cs
}

// sensitivity solves x_f = 1 + δ·max row·x, the rows being the dual solutions by
// which profiles support the sides (see exhausts), scaled to a largest entry of 1.
// The sides of the worst payoffs move at least as much as the corner they touch.
// nil if the iteration does not converge.
func (s *sannikov) sensitivity(sides []side) []float64 {
	rows := make([][][]entry, len(sides))
	edges := sides[:len(sides)-2]
	low := pt{-sides[len(sides)-2].at, -sides[len(sides)-1].at}
	for _, a := range s.active {
		g := s.b.f[a]
		t := pt{bound(low[0], s.b.gain[0][a], s.delta), bound(low[1], s.b.gain[1][a], s.delta)}
		if math.IsInf(t[0], 1) || math.IsInf(t[1], 1) {
			continue
		}
		q := clip(nil, clip(nil, s.ring, 0, t[0]-nearby/10), 1, t[1]-nearby/10)
		for f, h := range sides {
			now := h.normal[0]*g[0] + h.normal[1]*g[1]
			if now <= h.at+nearby {
				continue
			}
			for _, w := range q {
				if (1-s.delta)*now+s.delta*(h.normal[0]*w[0]+h.normal[1]*w[1]) < h.at-nearby {
					continue
				}
				cs := activeSides(sides, w)
				for p := range 2 {
					if math.Abs(w[p]-t[p]) < nearby {
						var normal pt
						normal[p] = -1
						cs = append(cs, constraint{normal, len(edges) + p})
					}
				}
				rows[f] = append(rows[f], cone(h.normal, cs)...)
			}
		}
	}
	var implied [2][][]entry
	for p := range implied {
		n := sides[len(edges)+p]
		for _, v := range s.ring {
			if math.Abs(n.normal[0]*v[0]+n.normal[1]*v[1]-n.at) < nearby {
				implied[p] = append(implied[p], cone(n.normal, activeSides(edges, v))...)
			}
		}
	}
	x := make([]float64, len(sides))
	for f := range x {
		x[f] = 1
	}
	value := func(r []entry) float64 {
		sum := 0.0
		for _, e := range r {
			sum += e.by * x[e.side]
		}
		return sum
	}
	for range 5000 {
		next := make([]float64, len(x))
		moved, most := 0.0, 0.0
		for f := range next {
			for _, r := range rows[f] {
				next[f] = math.Max(next[f], s.delta*value(r))
			}
			next[f]++
			if p := f - len(edges); p >= 0 {
				for _, r := range implied[p] {
					next[f] = math.Max(next[f], value(r))
				}
			}
			moved = math.Max(moved, math.Abs(next[f]-x[f])/next[f])
			most = math.Max(most, next[f])
		}
		x = next
		if most > 1e9 || math.IsNaN(most) {
			return nil
		}
		if moved < 1e-3 {
			for f := range x {
				x[f] /= most
			}
			return x
		}
	}
	return nil
}
