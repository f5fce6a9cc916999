package nplayer

import "math"

// localNewton is Newton's method in the barycentric coordinates of a cell, in
// floating point: it proposes, others prove.
type localNewton struct {
	s   *indifference
	a   []float64 // dim × (dim+1)
	tmp []float64
}

func newLocalNewton(s *indifference) *localNewton {
	return &localNewton{s: s, a: make([]float64, s.dim*(s.dim+1)), tmp: make([]float64, s.full)}
}

const newtonSteps = 12

// solve improves λ, whose vectors sum to 1, and says whether it converged.
func (n *localNewton) solve(c *cell, lam [][]float64) bool {
	last := math.Inf(1)
	for range newtonSteps {
		if !n.system(c, lam) {
			return false
		}
		d := n.s.dim
		at, size := 0, 0.0
		for _, x := range lam {
			k := len(x)
			sum := 0.0
			for a := range k - 1 {
				step := n.a[at*(d+1)+d]
				at++
				x[a] -= step
				sum += step
				size = max(size, math.Abs(step))
			}
			x[k-1] += sum
			size = max(size, math.Abs(sum))
		}
		if math.IsNaN(size) || size > 1e6 {
			return false
		}
		if size < 1e-13 || size < 1e-9 && size >= last {
			return true
		}
		last = size
	}
	return false
}

// system sets up and solves the linear system of a Newton step; the solution is
// left in the last column.
func (n *localNewton) system(c *cell, lam [][]float64) bool {
	s := n.s
	d := s.dim
	width := d + 1
	eq := 0
	for o := range s.mix {
		b := &s.blocks[o]
		for row := range b.eqs {
			w := c.w[b.at+row*b.verts:][:b.verts]
			line := n.a[eq*width:][:width]
			eq++
			line[d] = contractAll(b, w, lam, -1, n.tmp, nil)
			at := 0
			for j, k := range s.size {
				if j == o {
					clear(line[at : at+k-1])
				} else {
					var part [64]float64
					contractAll(b, w, lam, j, n.tmp, part[:k])
					for a := range k - 1 {
						line[at+a] = part[a] - part[k-1]
					}
				}
				at += k - 1
			}
		}
	}
	return solveDense(n.a, d)
}

// contractAll evaluates a function at λ. When free is a player, it sets part to
// the values with that player at each of her corners instead.
func contractAll(b *block, w []float64, lam [][]float64, free int, tmp, part []float64) float64 {
	t := append(tmp[:0], w...)
	tail := 1 // size of the axes already passed that are kept
	for j := len(lam) - 1; j >= 0; j-- {
		if j == b.owner {
			continue
		}
		x := lam[j]
		k := len(x)
		if j == free {
			tail = k
			continue
		}
		n := len(t) / (k * tail)
		for v := range n {
			for r := range tail {
				sum := 0.0
				for a, y := range x {
					sum += y * t[(v*k+a)*tail+r]
				}
				t[v*tail+r] = sum
			}
		}
		t = t[:n*tail]
	}
	copy(part, t)
	return t[0]
}

// solveDense solves a d×(d+1) system in place, by partial pivoting.
func solveDense(a []float64, d int) bool {
	n := d + 1
	for c := range d {
		best, at := 0.0, -1
		for r := c; r < d; r++ {
			if v := math.Abs(a[r*n+c]); v > best {
				best, at = v, r
			}
		}
		if at < 0 {
			return false
		}
		if at != c {
			for k := c; k < n; k++ {
				a[at*n+k], a[c*n+k] = a[c*n+k], a[at*n+k]
			}
		}
		for r := c + 1; r < d; r++ {
			if f := a[r*n+c] / a[c*n+c]; f != 0 {
				for k := c + 1; k < n; k++ {
					a[r*n+k] -= f * a[c*n+k]
				}
			}
		}
	}
	for c := d - 1; c >= 0; c-- {
		x := a[c*n+d]
		for k := c + 1; k < d; k++ {
			x -= a[c*n+k] * a[k*n+d]
		}
		a[c*n+d] = x / a[c*n+c]
	}
	return true
}
