package repeated

import (
	"context"
	"math"
	"slices"

	"brink/solver/exact"
)

// enclosure encloses the set V* of pure-action subgame-perfect payoffs from
// outside by the operator B of Abreu, Pearce and Stacchetti (1990): V* = B(V*),
// so V* ⊆ H gives V* ⊆ B(H).
//
// The polygons are in floating point with a rigorous margin: the invariant is that
// V* lies in ring + [-margin, margin]², in payoffs scaled to [0, 1]. For w = h + b
// in that set, thresholds are met by h when they are lowered by twice the margin,
// and the point generated from w is within δ·margin of that generated from h. The
// rounding errors of one step are a few units in the last place (crossings are
// convex combinations, orientations come from differences) and are covered by the
// rest, (1-δ)·margin, with a factor of 100 to spare.
//
// Two remarks keep the steps cheap. An extreme point of V* in a direction λ that a
// profile a generates lies on the segment from g(a) to a point of V*, so λ·g(a) is
// at least its value: a profile may be represented by g(a) alone whether or not
// g(a) is an equilibrium payoff. And a profile whose points all lie in a known
// part of V* never matters again.
type enclosure struct {
	b      *bimatrix
	delta  float64
	margin float64
	ring   []pt
	threat pt
	active []int
	inner  []pt   // a part of V*; nil if none is known
	known  chains // of inner
	steps  int

	points       []pt
	clip1, clip2 []pt
}

// minMargin is the least margin of the enclosure.
const minMargin = 0x1p-40

func newEnclosure(b *bimatrix, delta float64, inner *selfGenerating) *enclosure {
	e := &enclosure{b: b, delta: delta, margin: math.Max(minMargin, 0x1p-46/(1-delta)), threat: b.floor}
	if inner != nil {
		e.inner = b.toPts(inner.ring)
	}
	e.known.load(e.inner)
	e.known.strips()
	for _, i := range hull(b.f, 0) {
		e.ring = append(e.ring, b.f[i])
	}
	for _, a := range b.open() {
		switch {
		case inner == nil:
			e.active = append(e.active, a)
		case e.known.containsBox(b.f[a], 1e-9):
		case inside(e.inner, b.f[a], 1e-9) && b.within(inner.ring, e.inner, b.g[a]):
		default:
			e.active = append(e.active, a)
		}
	}
	return e
}

// continuations is the part of the ring from which a profile can be supported,
// thresholds lowered by the margin. The slice is overwritten by the next call.
func (e *enclosure) continuations(a int) []pt {
	slack := 2*e.margin + 1e-15
	ring := e.ring
	out := e.clip1[:0]
	for p := range 2 {
		t := bound(e.threat[p], e.b.gain[p][a], e.delta) - slack
		if math.IsInf(t, 1) {
			return nil
		}
		out = clip(out[:0], ring, p, t)
		if p == 0 {
			e.clip1 = out
			ring, out = out, e.clip2
		} else {
			e.clip2 = out
		}
	}
	return out
}

// step applies the operator once.
func (e *enclosure) step() {
	e.steps++
	e.points = append(e.points[:0], e.inner...)
	keep := e.active[:0]
	for _, a := range e.active {
		q := e.continuations(a)
		if len(q) == 0 {
			continue // no continuation deters: nor will one in a smaller set
		}
		g := e.b.f[a]
		if e.inner == nil && inside(e.ring, g, 0) &&
			g[0] >= bound(e.threat[0], e.b.gain[0][a], e.delta) && g[1] >= bound(e.threat[1], e.b.gain[1][a], e.delta) {
			e.points = append(e.points, g)
			keep = append(keep, a)
			continue
		}
		matters := false
		for _, w := range q {
			v := pt{(1-e.delta)*g[0] + e.delta*w[0], (1-e.delta)*g[1] + e.delta*w[1]}
			if e.inner != nil && e.known.containsBox(v, 3*e.margin) {
				continue
			}
			matters = true
			e.points = append(e.points, v)
		}
		if matters {
			keep = append(keep, a)
		}
	}
	e.active = keep
	e.ring = e.ring[:0]
	for _, i := range hull(e.points, 0) {
		e.ring = append(e.ring, e.points[i])
	}
	for p := range 2 {
		low := math.Inf(1)
		for _, v := range e.ring {
			low = math.Min(low, v[p])
		}
		e.threat[p] = math.Max(e.b.floor[p], low)
	}
}

// excess is how far the ring reaches beyond the known part, at most.
func (e *enclosure) excess() float64 {
	worst := 0.0
	for _, v := range e.ring {
		worst = math.Max(worst, distance(e.inner, v))
	}
	return worst + 2*e.margin
}

// distance from a point to a polygon, in the maximum norm, from above.
func distance(ring []pt, p pt) float64 {
	if inside(ring, p, 0) {
		return 0
	}
	best := math.Inf(1)
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		d := pt{b[0] - a[0], b[1] - a[1]}
		k := 0.0
		if l := d[0]*d[0] + d[1]*d[1]; l > 0 {
			k = math.Min(1, math.Max(0, ((p[0]-a[0])*d[0]+(p[1]-a[1])*d[1])/l))
		}
		best = math.Min(best, math.Max(math.Abs(a[0]+k*d[0]-p[0]), math.Abs(a[1]+k*d[1]-p[1])))
	}
	return best
}

// facet is a supporting half-plane normal·w <= at of a self-generating set.
type facet struct {
	normal vec
	at     exact.Rat
}

// facets lists half-planes whose intersection is the set, the last two being
// those of the worst payoffs: -w_0 <= -worst_0 and -w_1 <= -worst_1.
func (set *selfGenerating) facets() []facet {
	var out []facet
	put := func(n vec) {
		at := n.dot(set.ring[0])
		for _, v := range set.ring[1:] {
			if d := n.dot(v); d.Cmp(at) > 0 {
				at = d
			}
		}
		out = append(out, facet{n, at})
	}
	unit := exact.RatInt(1)
	switch n := len(set.ring); n {
	case 1:
		put(vec{unit, exact.Rat{}})
		put(vec{exact.Rat{}, unit})
	case 2:
		d := set.ring[1].sub(set.ring[0])
		across := vec{d[1], d[0].Neg()}
		put(across)
		put(across.scale(unit.Neg()))
		put(d)
		put(d.scale(unit.Neg()))
	default:
		for i, v := range set.ring {
			d := set.ring[(i+1)%n].sub(v)
			put(vec{d[1], d[0].Neg()})
		}
	}
	put(vec{unit.Neg(), exact.Rat{}})
	put(vec{exact.Rat{}, unit.Neg()})
	return out
}

// row bounds the excess e_f of V* over a facet by δ·Σ coefficient·e_g: one
// optimal dual solution of maximising the facet's normal over the continuations.
type row []struct {
	facet int
	by    exact.Rat
}

// exhausts proves that the self-generating set is all of V*, given that the
// enclosure holds; false when the proof does not go through.
//
// Let e_f >= 0 be the excess of V* over facet f and d_i that of the threat, which
// is the excess over the facet of the worst payoff. An extreme point of V* in the
// direction of f is generated by some profile a. If g(a) does not pass f, then
// e_f <= δ·e_f. Otherwise duality bounds the best continuation by a non-negative
// combination of the right-hand sides of the facets and of the constraints, so
// e_f <= s + δ·(Σ λ_g·e_g + Σ μ_i·d_i) with s <= 0. Where the enclosure shows that
// a stays below f the profile does not count; where s = 0 it gives a row. If some
// x > 0 satisfies δ·(row·x) < x_f for all rows, the largest e_f/x_f is 0.
func (set *selfGenerating) exhausts(b *bimatrix, e *enclosure, delta exact.Rat) bool {
	fs := set.facets()
	// In floating point, with the normals scaled like the payoffs, and a point on each.
	scaled := make([]struct{ normal, on pt }, len(fs))
	for f, h := range fs {
		scaled[f].normal = pt{float(h.normal[0].Mul(b.span[0])), float(h.normal[1].Mul(b.span[1]))}
		scaled[f].on = b.toPt(set.touching(h))
	}
	rows := make([][][]row, len(fs)) // by facet: profiles, and for each the dual solutions
	free := [2]bool{}                // the threat of V* cannot be lower
	for p := range 2 {
		free[p] = set.worst[p].Cmp(b.minmax[p]) == 0
	}
	stay := exact.RatInt(1).Sub(delta)
	slack := 4 * e.margin
	for _, a := range e.active {
		q := slices.Clone(e.continuations(a))
		if len(q) == 0 {
			continue
		}
		var exactQ []vec
		t := b.lines(a, set.worst, delta)
		for f, h := range fs {
			s := scaled[f]
			size := math.Abs(s.normal[0]) + math.Abs(s.normal[1])
			over := s.normal[0]*(b.f[a][0]-s.on[0]) + s.normal[1]*(b.f[a][1]-s.on[1])
			if over < -filterMargin*size {
				continue // the exact test below would say so
			}
			top := math.Inf(-1)
			for _, w := range q {
				top = math.Max(top, s.normal[0]*(w[0]-s.on[0])+s.normal[1]*(w[1]-s.on[1]))
			}
			if (1-e.delta)*over+e.delta*top < -slack*size {
				continue
			}
			now := h.normal.dot(b.g[a])
			if now.Cmp(h.at) <= 0 {
				continue
			}
			if exactQ == nil {
				exactQ = clipExact(clipExact(set.ring, 0, t[0]), 1, t[1])
			}
			if len(exactQ) == 0 {
				return false
			}
			best := exactQ[0]
			for _, w := range exactQ[1:] {
				if h.normal.dot(w.sub(best)).Sign() > 0 {
					best = w
				}
			}
			if stay.Mul(now).Add(delta.Mul(h.normal.dot(best))).Cmp(h.at) != 0 {
				return false
			}
			rows[f] = append(rows[f], duals(fs, h.normal, best, t, free))
		}
	}
	return contracts(rows, delta)
}

// touching is a point of the set on a facet.
func (set *selfGenerating) touching(h facet) vec {
	for _, v := range set.ring {
		if h.normal.dot(v).Cmp(h.at) == 0 {
			return v
		}
	}
	return set.ring[0]
}

// duals lists the basic dual solutions of maximising n at w: the ways to write n
// as a non-negative combination of at most two constraints that are active at w.
// A constraint of a player whose threat cannot fall bounds without excess.
func duals(fs []facet, n, w, t vec, free [2]bool) []row {
	type active struct {
		normal vec
		facet  int // -1 for no excess
	}
	var cs []active
	for g, h := range fs {
		if h.normal.dot(w).Cmp(h.at) == 0 {
			cs = append(cs, active{h.normal, g})
		}
	}
	for p := range 2 {
		if w[p].Cmp(t[p]) == 0 {
			var normal vec
			normal[p] = exact.RatInt(-1)
			g := len(fs) - 2 + p
			if free[p] {
				g = -1
			}
			cs = append(cs, active{normal, g})
		}
	}
	var out []row
	add := func(parts ...struct {
		c  active
		by exact.Rat
	}) {
		var r row
		for _, x := range parts {
			if x.c.facet >= 0 && x.by.Sign() > 0 {
				r = append(r, struct {
					facet int
					by    exact.Rat
				}{x.c.facet, x.by})
			}
		}
		out = append(out, r)
	}
	type part = struct {
		c  active
		by exact.Rat
	}
	for i, c := range cs {
		// n = k·c
		if c.normal.cross(n).IsZero() && c.normal.dot(n).Sign() > 0 {
			add(part{c, n.dot(n).Quo(c.normal.dot(n))})
		}
		for _, d := range cs[i+1:] {
			det := c.normal.cross(d.normal)
			if det.IsZero() {
				continue
			}
			x, y := n.cross(d.normal).Quo(det), c.normal.cross(n).Quo(det)
			if x.Sign() >= 0 && y.Sign() >= 0 {
				add(part{c, x}, part{d, y})
			}
		}
	}
	return out
}

// contracts looks for x > 0 with δ·(row·x) < x_f for every profile's best row, by
// iterating x = 1 + δ·max min row·x in floating point, and verifies it exactly.
func contracts(rows [][][]row, delta exact.Rat) bool {
	x := make([]float64, len(rows))
	d := float(delta)
	value := func(r row) float64 {
		s := 0.0
		for _, c := range r {
			s += float(c.by) * x[c.facet]
		}
		return d * s
	}
	for f := range x {
		x[f] = 1
	}
	for range 2000 {
		next := make([]float64, len(x))
		moved := 0.0
		for f := range next {
			for _, choices := range rows[f] {
				least := math.Inf(1)
				for _, r := range choices {
					least = math.Min(least, value(r))
				}
				next[f] = math.Max(next[f], least)
			}
			next[f]++
			moved = math.Max(moved, math.Abs(next[f]-x[f])/next[f])
		}
		x = next
		if moved < 1e-3 {
			break
		}
		if math.IsInf(moved, 1) || math.IsNaN(moved) {
			return false
		}
	}
	big := make([]exact.Rat, len(x))
	for f := range x {
		if x[f] > 1e12 || math.IsNaN(x[f]) {
			return false
		}
		big[f] = exact.RatFrac(int64(x[f]*1024)+1, 1024)
	}
	for f := range rows {
		for _, choices := range rows[f] {
			ok := false
			for _, r := range choices {
				var s exact.Rat
				for _, c := range r {
					s = s.Add(c.by.Mul(big[c.facet]))
				}
				ok = ok || delta.Mul(s).Cmp(big[f]) < 0
			}
			if !ok {
				return false
			}
		}
	}
	return true
}

// run applies the operator until the set is empty, no profile matters any more, or
// progress ends, and calls done now and then.
func (e *enclosure) run(ctx context.Context, done func() bool) error {
	next := 0.1
	stalled, last := 0, math.Inf(1)
	for e.steps < enclosureLimit && len(e.ring) > 0 && len(e.active) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		e.step()
		if e.inner == nil {
			area := e.area()
			if area > last*(1-1e-9) {
				stalled++
			}
			if last = area; stalled > 3 {
				return nil
			}
			continue
		}
		x := e.excess()
		if x <= next {
			if done() {
				return nil
			}
			for next >= x {
				next /= 10
			}
		}
		if x > last*(1-1e-9) {
			stalled++
		}
		if last = x; stalled > 3 && x < 1e-6 || stalled > 50 {
			return nil
		}
	}
	return nil
}

// enclosureLimit bounds the steps of an enclosure.
const enclosureLimit = 20_000

// area of the bounding box plus the ring, a measure of progress that also tells
// segments apart.
func (e *enclosure) area() float64 {
	if len(e.ring) == 0 {
		return 0
	}
	lo, hi := e.ring[0], e.ring[0]
	twice := 0.0
	for i, a := range e.ring {
		b := e.ring[(i+1)%len(e.ring)]
		twice += a[0]*b[1] - a[1]*b[0]
		for p := range 2 {
			lo[p], hi[p] = math.Min(lo[p], a[p]), math.Max(hi[p], a[p])
		}
	}
	return twice/2 + (hi[0] - lo[0]) + (hi[1] - lo[1])
}
