package nplayer

import "math"

// preconditioner holds the equations of a system on a cell, multiplied by the
// inverse of their Jacobian at the centre. Row (j, a), one for each mixing
// player j and each of her corners a, is a function
//
//	g_{j,a}(λ) = λ_j(a) - λ*_j(a) + terms that are small on a small cell
//
// of the barycentric coordinates λ of the cell, where λ* is Newton's next
// iterate from the centre; the rows of a player sum to the zero function. The
// rows vanish where the equations do. It is a bound for the errors of the
// stored values, not an error of the method, that the factors were rounded.
type preconditioner struct {
	s       *indifference
	rows    []precRow // by player, then corner
	first   []int     // index of player j's first row
	a       []float64 // dim × 2·dim, scratch for the inverse
	f       []float64 // equations at the centre
	g       []float64 // values of all rows at all profiles: rows × full
	scratch []float64
	stride  []int // of player j in full profiles
}

type precRow struct {
	j, a int
	err  float64 // bound for the errors of the row's values
}

func newPreconditioner(s *indifference) *preconditioner {
	p := &preconditioner{s: s, a: make([]float64, s.dim*2*s.dim), f: make([]float64, s.dim)}
	for j, k := range s.size {
		p.first = append(p.first, len(p.rows))
		for a := range k {
			p.rows = append(p.rows, precRow{j: j, a: a})
		}
	}
	p.g = make([]float64, len(p.rows)*s.full)
	p.scratch = make([]float64, s.full)
	p.stride = make([]int, len(s.size))
	stride := s.full
	for j, k := range s.size {
		stride /= k
		p.stride[j] = stride
	}
	return p
}

// row returns the values of row r at all full profiles.
func (p *preconditioner) row(r int) []float64 {
	n := p.s.full
	return p.g[r*n : (r+1)*n]
}

// load computes the rows for a cell. It returns false when the Jacobian at the
// centre is singular to working precision.
func (p *preconditioner) load(c *cell) bool {
	s := p.s
	d := s.dim
	clear(p.a)
	eq := 0
	for o := range s.mix {
		b := &s.blocks[o]
		inv := 1 / float64(b.verts)
		for row := range b.eqs {
			w := c.w[b.at+row*b.verts:][:b.verts]
			sum := 0.0
			for _, x := range w {
				sum += x
			}
			p.f[eq] = sum * inv
			p.gradient(b, w, p.a[eq*2*d:][:d])
			p.a[eq*2*d+d+eq] = 1
			eq++
		}
	}
	if !invert(p.a, d) {
		return false
	}
	p.combine(c)
	return true
}

// gradient sets out to the derivatives of a function at the centre with respect
// to the first corners of each player, the last corner making up the sum.
func (p *preconditioner) gradient(b *block, w, out []float64) {
	at := 0
	for j, k := range p.s.size {
		if j != b.owner {
			step := b.step[j]
			scale := float64(k) / float64(b.verts)
			var last float64
			for a := k - 1; a >= 0; a-- {
				sum := 0.0
				for outer := a * step; outer < b.verts; outer += k * step {
					for _, x := range w[outer : outer+step] {
						sum += x
					}
				}
				if a == k-1 {
					last = sum
				} else {
					out[at+a] = (sum - last) * scale
				}
			}
		}
		at += k - 1
	}
}

// invert turns the left half of a d×2d matrix into the identity by Gauss-Jordan
// elimination with partial pivoting; the right half becomes the inverse.
func invert(a []float64, d int) bool {
	n := 2 * d
	for c := range d {
		best, at := 0.0, -1
		for r := c; r < d; r++ {
			if v := math.Abs(a[r*n+c]); v > best {
				best, at = v, r
			}
		}
		if at < 0 || math.IsInf(best, 0) {
			return false
		}
		if at != c {
			for k := range n {
				a[at*n+k], a[c*n+k] = a[c*n+k], a[at*n+k]
			}
		}
		inv := 1 / a[c*n+c]
		pivot := a[c*n : c*n+n]
		for k := c; k < n; k++ {
			pivot[k] *= inv
		}
		for r := range d {
			if r == c {
				continue
			}
			f := a[r*n+c]
			if f == 0 {
				continue
			}
			row := a[r*n : r*n+n]
			for k := c; k < n; k++ {
				row[k] -= f * pivot[k]
			}
		}
	}
	for _, x := range a {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return false
		}
	}
	return true
}

// combine computes the values of all rows.
func (p *preconditioner) combine(c *cell) {
	s := p.s
	d := s.dim
	unknown := 0
	for j, k := range s.size {
		last := p.row(p.first[j] + k - 1)
		clear(last)
		lastErr, lastMag := 0.0, 0.0
		for a := range k - 1 {
			y := p.a[unknown*2*d+d:][:d]
			unknown++
			g := p.row(p.first[j] + a)
			clear(g)
			err, eq := 0.0, 0
			for o := range s.mix {
				b := &s.blocks[o]
				sum := p.scratch[:b.verts]
				clear(sum)
				weight := 0.0
				for row := range b.eqs {
					f := y[eq]
					eq++
					weight += math.Abs(f)
					for v, x := range c.w[b.at+row*b.verts:][:b.verts] {
						sum[v] += f * x
					}
				}
				for v, at := range b.part {
					g[v] += sum[at]
				}
				err += weight * (c.err[o] + float64(d+len(s.mix)+3)*ulp*c.mag[o])
			}
			err *= 1.5 // for the roundings of what is done with the values
			p.rows[p.first[j]+a].err = err
			lastErr += err
			mag := 0.0
			for v, x := range g {
				last[v] -= x
				mag = max(mag, math.Abs(x))
			}
			lastMag += mag
		}
		p.rows[p.first[j]+k-1].err = lastErr + float64(k+1)*ulp*lastMag
	}
}
