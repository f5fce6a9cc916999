package nplayer

import "math"

// cell is a product of simplices, one for each mixing player, inside (or, after
// a contraction, slightly beyond) the simplices of the support, with the values
// of the functions at its corners. Cells are images of the whole under affine
// maps with floating-point coefficients, taken as exact; the values carry
// rounding errors, whose bounds are kept.
//
// The representation is that of Bernstein polynomials of degree 1 in each
// player's barycentric coordinates: on a cell a function is a weighted mean of
// its corner values, so their extremes are its extremes, not just bounds.
type cell struct {
	w     []float64   // the blocks' values, row after row
	err   []float64   // per block: bound for the errors of its values
	mag   []float64   // per block: bound for their absolute values
	pos   [][]float64 // per player: size×size, row v the barycentric coordinates of corner v
	slip  float64     // bound for the errors of pos
	depth int         // bisections since the start
}

// ulp bounds the relative error of one rounding.
const ulp = 1.0 / (1 << 53)

// rootCell is the whole product of simplices of the support.
func (s *indifference) rootCell() *cell {
	c := s.newCell()
	for k := range s.blocks {
		b := &s.blocks[k]
		for row := range b.rows {
			f := s.floats(b, row)
			w := c.w[b.at+row*b.verts:]
			for v, o := range b.over {
				w[v] = f[o]
				c.mag[k] = max(c.mag[k], math.Abs(f[o]))
			}
		}
		c.err[k] = ulp * c.mag[k]
	}
	for j, k := range s.size {
		for v := range k {
			c.pos[j][v*k+v] = 1
		}
	}
	return c
}

// newCell returns a cell without values, a used one where there is one.
func (s *indifference) newCell() *cell {
	last := s.blocks[len(s.blocks)-1]
	c := &cell{
		w:   make([]float64, last.at+last.rows*last.verts),
		err: make([]float64, len(s.blocks)),
		mag: make([]float64, len(s.blocks)),
		pos: make([][]float64, len(s.size)),
	}
	for j, k := range s.size {
		c.pos[j] = make([]float64, k*k)
	}
	return c
}

func (c *cell) copyFrom(d *cell) {
	copy(c.w, d.w)
	copy(c.err, d.err)
	copy(c.mag, d.mag)
	for j := range c.pos {
		copy(c.pos[j], d.pos[j])
	}
	c.slip, c.depth = d.slip, d.depth
}

// slices calls f with the n values of a line of w along axis j of a block, for
// every line: the values are w[at], w[at+step], …
func lines(w []float64, size, step int, f func(line []float64, step int)) {
	for outer := 0; outer < len(w); outer += size * step {
		for inner := range step {
			f(w[outer+inner:], step)
		}
	}
}

// halve replaces corner a of player j by the midpoint of the edge from a to b.
func (s *indifference) halve(c *cell, j, a, b int) {
	for k := range s.blocks {
		bl := &s.blocks[k]
		if bl.step[j] == 0 {
			continue
		}
		lines(c.w[bl.at:bl.at+bl.rows*bl.verts], s.size[j], bl.step[j], func(line []float64, step int) {
			line[a*step] = 0.5 * (line[a*step] + line[b*step])
		})
		c.err[k] += ulp * c.mag[k]
	}
	k := s.size[j]
	for x := range k {
		c.pos[j][a*k+x] = 0.5 * (c.pos[j][a*k+x] + c.pos[j][b*k+x])
	}
	c.slip += 2 * ulp
	c.depth++
}

// shrink replaces the simplex of player j by one similar to it: corner v
// becomes base + scale·e_v in barycentric coordinates, where the entries of
// base and scale sum to 1. A negative scale gives the simplex that is upside
// down.
func (s *indifference) shrink(c *cell, j int, base []float64, scale float64) {
	k := s.size[j]
	total := math.Abs(scale)
	for _, x := range base {
		total += math.Abs(x)
	}
	total *= 1 + 4*ulp
	round := float64(k+3) * ulp
	apply := func(line []float64, step int) {
		sum := 0.0
		for v, x := range base {
			sum += x * line[v*step]
		}
		for v := range k {
			line[v*step] = sum + scale*line[v*step]
		}
	}
	for n := range s.blocks {
		b := &s.blocks[n]
		if b.step[j] == 0 {
			continue
		}
		lines(c.w[b.at:b.at+b.rows*b.verts], k, b.step[j], apply)
		c.err[n] = total*c.err[n] + round*total*c.mag[n]
		c.mag[n] *= total
	}
	lines(c.pos[j], k, k, apply)
	c.slip = total*c.slip + round*total*2
}
