package repeated

import (
	"cmp"
	"math"
	"slices"

	"brink/solver/exact"
)

// pt is a point of the plane in floating point, vec an exact one.
type (
	pt  [2]float64
	vec [2]exact.Rat
)

func (p vec) add(q vec) vec { return vec{p[0].Add(q[0]), p[1].Add(q[1])} }
func (p vec) sub(q vec) vec { return vec{p[0].Sub(q[0]), p[1].Sub(q[1])} }

func (p vec) scale(k exact.Rat) vec { return vec{p[0].Mul(k), p[1].Mul(k)} }

func (p vec) dot(q vec) exact.Rat { return p[0].Mul(q[0]).Add(p[1].Mul(q[1])) }

func (p vec) cross(q vec) exact.Rat { return p[0].Mul(q[1]).Sub(p[1].Mul(q[0])) }

func (p vec) equal(q vec) bool { return p[0].Cmp(q[0]) == 0 && p[1].Cmp(q[1]) == 0 }

// turn is twice the signed area of the triangle a, b, c. Differences of the
// coordinates come first, so that the error relative to the sides is a few units
// in the last place.
func turn(a, b, c pt) float64 {
	return (b[0]-a[0])*(c[1]-a[1]) - (b[1]-a[1])*(c[0]-a[0])
}

// hull returns the indices of the extreme points, counter-clockwise from the
// leftmost lowest one (Andrew 1979). Points nearer than tol to each other or to a
// chord are dropped. O(n log n).
func hull(ps []pt, tol float64) []int {
	order := outermost(ps, tol)
	slices.SortFunc(order, func(a, b int) int {
		p, q := ps[a], ps[b]
		switch {
		case p[0] < q[0]:
			return -1
		case p[0] > q[0]:
			return 1
		case p[1] < q[1]:
			return -1
		case p[1] > q[1]:
			return 1
		}
		return 0
	})
	// Points of almost the same abscissa are taken in the order of the ordinate,
	// so that a dropped point always lies between its neighbours.
	for i := 0; tol > 0 && i < len(order); {
		j := i + 1
		for j < len(order) && ps[order[j]][0] <= ps[order[i]][0]+tol {
			j++
		}
		slices.SortFunc(order[i:j], func(a, b int) int { return cmp.Compare(ps[a][1], ps[b][1]) })
		i = j
	}
	var out []int
	chain := func(order []int) {
		base := len(out)
		for _, i := range order {
			for len(out) > base+1 {
				a, b := ps[out[len(out)-2]], ps[out[len(out)-1]]
				c := ps[i]
				length := math.Max(math.Abs(c[0]-a[0]), math.Abs(c[1]-a[1]))
				if turn(a, b, c) > tol*length {
					break
				}
				out = out[:len(out)-1]
			}
			if n := len(out); n == base || far(ps[out[n-1]], ps[i], tol) {
				out = append(out, i)
			}
		}
	}
	chain(order)
	lower := len(out)
	slices.Reverse(order)
	chain(order)
	// Each chain repeats the first point of the other.
	if len(out) > lower {
		out = slices.Delete(out, lower-1, lower)
	}
	if n := len(out); n > 1 && !far(ps[out[0]], ps[out[n-1]], tol) {
		out = out[:n-1]
	}
	return out
}

// manyPoints is from where on discarding what is well inside pays.
const manyPoints = 100

// outermost lists the points but those that are well inside the polygon of the
// furthest points in eight directions (Akl and Toussaint 1978). O(n).
func outermost(ps []pt, tol float64) []int {
	order := make([]int, 0, len(ps))
	if len(ps) < manyPoints {
		for i := range ps {
			order = append(order, i)
		}
		return order
	}
	directions := [8]pt{{0, -1}, {1, -1}, {1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}}
	var corner [8]pt
	for k, d := range directions {
		most := math.Inf(-1)
		for _, v := range ps {
			if x := d[0]*v[0] + d[1]*v[1]; x > most {
				corner[k], most = v, x
			}
		}
	}
	type edge struct{ x, y, at float64 } // x·p[0] + y·p[1] > at well inside
	var edges [8]edge
	n := 0
	for k, a := range corner {
		b := corner[(k+1)%8]
		if a == b {
			continue
		}
		e := edge{x: a[1] - b[1], y: b[0] - a[0]}
		length := math.Abs(e.x) + math.Abs(e.y)
		e.at = e.x*a[0] + e.y*a[1] + (8*tol+1e-12)*length
		edges[n] = e
		n++
	}
next:
	for i, v := range ps {
		for _, e := range edges[:n] {
			if e.x*v[0]+e.y*v[1] <= e.at {
				order = append(order, i)
				continue next
			}
		}
		if n < 3 {
			order = append(order, i)
		}
	}
	return order
}

func far(p, q pt, tol float64) bool {
	return math.Abs(p[0]-q[0]) > tol || math.Abs(p[1]-q[1]) > tol
}

// inside reports whether p is in a polygon, given counter-clockwise, or within
// tol of it.
func inside(ring []pt, p pt, tol float64) bool {
	switch len(ring) {
	case 0:
		return false
	case 1:
		return !far(ring[0], p, tol)
	}
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		length := math.Max(math.Abs(b[0]-a[0]), math.Abs(b[1]-a[1]))
		if turn(a, b, p) < -tol*length {
			return false
		}
	}
	if len(ring) == 2 { // a segment: also between its ends
		for c := range 2 {
			lo, hi := math.Min(ring[0][c], ring[1][c]), math.Max(ring[0][c], ring[1][c])
			if p[c] < lo-tol || p[c] > hi+tol {
				return false
			}
		}
	}
	return true
}

// clip appends to out the part of a polygon with coordinate c at least t.
func clip(out, ring []pt, c int, t float64) []pt {
	n := len(ring)
	for i, a := range ring {
		if a[c] >= t {
			out = append(out, a)
		}
		if n == 1 {
			break
		}
		b := ring[(i+1)%n]
		if (a[c] < t) != (b[c] < t) {
			s := (t - a[c]) / (b[c] - a[c])
			var q pt
			q[c] = t
			q[1-c] = a[1-c] + s*(b[1-c]-a[1-c])
			out = append(out, q)
		}
	}
	return out
}

// clipExact is clip in exact arithmetic.
func clipExact(ring []vec, c int, t exact.Rat) []vec {
	var out []vec
	n := len(ring)
	for i, a := range ring {
		below := a[c].Cmp(t) < 0
		if !below {
			out = append(out, a)
		}
		if n == 1 {
			break
		}
		b := ring[(i+1)%n]
		if below != (b[c].Cmp(t) < 0) {
			s := t.Sub(a[c]).Quo(b[c].Sub(a[c]))
			q := a.add(b.sub(a).scale(s))
			if k := len(out); k == 0 || !out[k-1].equal(q) {
				out = append(out, q)
			}
		}
	}
	return out
}

// insideExact reports whether p is in a polygon, given counter-clockwise.
func insideExact(ring []vec, p vec) bool {
	switch len(ring) {
	case 0:
		return false
	case 1:
		return ring[0].equal(p)
	}
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		if b.sub(a).cross(p.sub(a)).Sign() < 0 {
			return false
		}
	}
	if len(ring) == 2 {
		d := ring[1].sub(ring[0])
		k := d.dot(p.sub(ring[0]))
		return k.Sign() >= 0 && k.Cmp(d.dot(d)) <= 0
	}
	return true
}

// filterMargin is far above the rounding errors of a cross product of coordinates
// between 0 and 1, relative to the length of the edge.
const filterMargin = 1e-9

// insideFiltered is insideExact for a ring of at least three points, given in
// floating point as well: only edges that pass by the point within filterMargin are
// looked at exactly.
func insideFiltered(ring []vec, scaled []pt, p vec, at pt) bool {
	for i, a := range scaled {
		j := (i + 1) % len(scaled)
		b := scaled[j]
		margin := filterMargin * math.Max(math.Abs(b[0]-a[0]), math.Abs(b[1]-a[1]))
		switch x := turn(a, b, at); {
		case x < -margin:
			return false
		case x > margin:
		case ring[j].sub(ring[i]).cross(p.sub(ring[i])).Sign() < 0:
			return false
		}
	}
	return true
}

// convexExact reports whether a ring is strictly convex and counter-clockwise.
func convexExact(ring []vec) bool {
	n := len(ring)
	if n < 3 {
		return n == 1 || n == 2 && !ring[0].equal(ring[1])
	}
	for i := range ring {
		a, b, c := ring[i], ring[(i+1)%n], ring[(i+2)%n]
		if b.sub(a).cross(c.sub(b)).Sign() <= 0 {
			return false
		}
	}
	return true
}
