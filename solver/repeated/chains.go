package repeated

import "math"

// chains answers questions about a convex polygon in logarithmic time: for each
// coordinate its boundary as two monotone chains.
type chains struct {
	ring []pt
	side [2][2][]int // by coordinate: lower and upper chain, vertices in ascending order of it

	// Strips between two abscissae, with ordinates between which all of the strip is
	// in the polygon; see strips.
	from, perUnit float64
	strip         [][2]float64
}

// stripCount is how many strips a polygon is divided into.
const stripCount = 512

// strips divides the polygon that is loaded, so that containsBox finds most squares
// that are in it at once: a convex lower boundary is highest, and a concave upper one
// lowest, at an end of the strip.
func (c *chains) strips() {
	c.strip = c.strip[:0]
	if len(c.ring) < 3 {
		return
	}
	lower := c.side[0][0]
	c.from = c.ring[lower[0]][0]
	to := c.ring[lower[len(lower)-1]][0]
	width := to - c.from
	if width <= 0 {
		return
	}
	c.perUnit = stripCount / width
	var last [2]float64
	for k := range stripCount + 1 {
		lo, hi, _, _, ok := c.at(0, math.Min(to, c.from+width*float64(k)/stripCount), 0)
		if !ok {
			c.strip = c.strip[:0]
			return
		}
		if k > 0 {
			c.strip = append(c.strip, [2]float64{math.Max(lo, last[0]), math.Min(hi, last[1])})
		}
		last = [2]float64{lo, hi}
	}
}

// load splits a counter-clockwise ring; O(n).
func (c *chains) load(ring []pt) {
	c.ring = ring
	n := len(ring)
	for p := range 2 {
		first, last := 0, 0
		for i, v := range ring {
			// Ties between neighbours are settled by the walk in cross.
			if v[p] < ring[first][p] {
				first = i
			}
			if v[p] > ring[last][p] {
				last = i
			}
		}
		if n == 2 && first == last { // a segment across
			last = 1
		}
		for k, step := range [2]int{1, n - 1} {
			chain := c.side[p][k][:0]
			// Counter-clockwise from least to largest abscissa runs below, and
			// from least to largest ordinate runs on the right, which is above.
			if p == 1 {
				step = n - step
			}
			for i := first; n > 0; i = (i + step) % n {
				chain = append(chain, i)
				if i == last {
					break
				}
			}
			c.side[p][k] = chain
		}
	}
}

// at returns the bounds of the other coordinate where coordinate p is t, and the
// first vertex, counter-clockwise, of the edges they lie on; false outside.
// Edges on which p is constant, up to tol, count in full.
func (c *chains) at(p int, t, tol float64) (lo, hi float64, loEdge, hiEdge int, ok bool) {
	if len(c.ring) == 0 {
		return 0, 0, 0, 0, false
	}
	lo, loEdge, ok = c.cross(p, 0, t, tol, math.Min)
	if !ok {
		return 0, 0, 0, 0, false
	}
	hi, hiEdge, _ = c.cross(p, 1, t, tol, math.Max)
	return lo, hi, loEdge, hiEdge, true
}

// cross finds the other coordinate on one chain; better picks among the ends of
// edges that are parallel to the line.
func (c *chains) cross(p, side int, t, tol float64, better func(a, b float64) float64) (y float64, edge int, ok bool) {
	chain := c.side[p][side]
	first, last := c.ring[chain[0]], c.ring[chain[len(chain)-1]]
	if t < first[p]-tol || t > last[p]+tol {
		return 0, 0, false
	}
	i, j := 0, len(chain)-1
	for j-i > 1 {
		if m := (i + j) / 2; c.ring[chain[m]][p] <= t {
			i = m
		} else {
			j = m
		}
	}
	// The edge from chain[i] to chain[j], and neighbours within the tolerance.
	y = c.value(p, chain[i], chain[j], t)
	at := i
	for k := i - 1; k >= 0 && c.ring[chain[k+1]][p] >= t-tol; k-- {
		if z := c.ring[chain[k]][1-p]; c.ring[chain[k]][p] >= t-tol && better(z, y) == z && z != y {
			y, at = z, k
		}
	}
	for k := j; k < len(chain) && c.ring[chain[k]][p] <= t+tol; k++ {
		if z := c.ring[chain[k]][1-p]; better(z, y) == z && z != y {
			y, at = z, k-1
		}
	}
	if at == len(chain)-1 && at > 0 {
		at--
	}
	a := chain[at]
	if at+1 < len(chain) {
		if b := chain[at+1]; b != (a+1)%len(c.ring) {
			a = b
		}
	}
	return y, a, true
}

// value interpolates between two vertices, clamped to the segment.
func (c *chains) value(p, i, j int, t float64) float64 {
	a, b := c.ring[i], c.ring[j]
	if a[p] == b[p] {
		return a[1-p]
	}
	k := math.Min(1, math.Max(0, (t-a[p])/(b[p]-a[p])))
	return a[1-p] + k*(b[1-p]-a[1-p])
}

// containsBox reports whether a square of half-width r around v is in the polygon.
func (c *chains) containsBox(v pt, r float64) bool {
	if i, j := (v[0]-r-c.from)*c.perUnit, (v[0]+r-c.from)*c.perUnit; i >= 0 && j < float64(len(c.strip)) {
		a, b := c.strip[int(i)], c.strip[int(j)]
		if v[1]-r >= a[0] && v[1]-r >= b[0] && v[1]+r <= a[1] && v[1]+r <= b[1] {
			return true
		}
	}
	for _, x := range [2]float64{v[0] - r, v[0] + r} {
		lo, hi, _, _, ok := c.at(0, x, 0)
		if !ok || v[1]-r < lo || v[1]+r > hi {
			return false
		}
	}
	return true
}
