package nplayer

import (
	"context"
	"math"

	"brink/solver/exact"
)

// certificate proves that a box contains exactly one zero of a system of
// indifference equations. The unknowns are the probabilities of all support
// actions but one, the reference, of each mixing player; the box has radius
// radius around z in each of them, and the references make up the sums.
//
// With Y near the inverse of the Jacobian, the Krawczyk operator
//
//	K(B) = z - Y·F(z) + (I - Y·F'(B))·(B - z)
//
// maps B into its interior, which proves existence and uniqueness (Krawczyk
// 1969; Moore, SIAM J. Numerical Analysis 14 (1977) 611-615). All is computed
// in intervals rounded outward. Since the norm of I - Y·F' is at most kappa on
// all of B, every point x of B has the zero within |Y·F(x)|/(1-kappa).
type certificate struct {
	ctx    context.Context // ends refinements
	s      *indifference
	ref    []int       // position of each player's reference action
	z      [][]float64 // references excepted
	radius float64
	y      []float64 // dim × dim
	kappa  float64
}

// largestRadius is that of the first box tried; each is an eighth of the last.
const (
	largestRadius  = 1.0 / 128
	smallestRadius = 1e-13
)

// certify proves a zero found by a subdivision to be a zero of the system as
// given. It returns nil when rounding errors hide it.
func certify(ctx context.Context, s *indifference, zero localZero) *certificate {
	c := &certificate{ctx: ctx, s: s, ref: make([]int, len(s.mix)), z: zero.x}
	for j, x := range zero.x {
		for a, v := range x {
			if v > x[c.ref[j]] {
				c.ref[j] = a
			}
		}
	}
	box := &boxEvaluation{c: c}
	if !c.precondition(box) {
		return nil
	}
	for c.radius = largestRadius; c.radius > smallestRadius && c.radius > 4*zero.err; c.radius /= 8 {
		if c.krawczyk(box) {
			return c
		}
	}
	return nil
}

// precondition sets Y to the inverse of the Jacobian at the centre.
func (c *certificate) precondition(box *boxEvaluation) bool {
	d := c.s.dim
	box.setBox(0)
	box.jacobian()
	a := make([]float64, 2*d*d)
	for r := range d {
		for k := range d {
			iv := box.jac[r*d+k]
			a[r*2*d+k] = iv.Lo/2 + iv.Hi/2
		}
		a[r*2*d+d+r] = 1
	}
	if !invert(a, d) {
		return false
	}
	c.y = make([]float64, d*d)
	for r := range d {
		copy(c.y[r*d:(r+1)*d], a[r*2*d+d:(r+1)*2*d])
	}
	return true
}

// krawczyk tests the box of the present radius and sets kappa.
func (c *certificate) krawczyk(box *boxEvaluation) bool {
	d := c.s.dim
	box.setBox(0)
	box.functions()
	residual := 0.0
	for r := range d {
		var sum exact.FloatInterval
		for k := range d {
			sum = sum.Add(exact.FloatPoint(c.y[r*d+k]).Mul(box.val[k]))
		}
		residual = max(residual, sum.Mag())
	}
	box.setBox(c.radius)
	box.jacobian()
	c.kappa = 0
	for r := range d {
		var norm exact.FloatInterval
		for col := range d {
			var sum exact.FloatInterval
			for k := range d {
				sum = sum.Add(exact.FloatPoint(c.y[r*d+k]).Mul(box.jac[k*d+col]))
			}
			if r == col {
				sum = sum.Sub(exact.FloatPoint(1))
			}
			norm = norm.Add(exact.FloatPoint(sum.Mag()))
		}
		c.kappa = max(c.kappa, norm.Hi)
	}
	if !(c.kappa < 0.9) { // also when it is not a number
		return false
	}
	reach := exact.FloatPoint(c.kappa).Mul(exact.FloatPoint(c.radius)).Add(exact.FloatPoint(residual))
	return reach.Hi < c.radius
}

// boxEvaluation evaluates a system and its Jacobian in intervals.
type boxEvaluation struct {
	c   *certificate
	x   [][]exact.FloatInterval
	val []exact.FloatInterval
	jac []exact.FloatInterval
}

// setBox sets the strategies to the box of the given radius.
func (e *boxEvaluation) setBox(radius float64) {
	e.x = e.x[:0]
	for j, z := range e.c.z {
		x := make([]exact.FloatInterval, len(z))
		rest := exact.FloatPoint(1)
		for a, v := range z {
			if a == e.c.ref[j] {
				continue
			}
			x[a] = exact.FloatPoint(v)
			if radius > 0 {
				x[a] = x[a].Add(exact.FloatInterval{Lo: -radius, Hi: radius})
			}
			rest = rest.Sub(x[a])
		}
		x[e.c.ref[j]] = rest
		e.x = append(e.x, x)
	}
}

// difference is an interval around the exact value that f was rounded from.
func roundedDifference(f float64) exact.FloatInterval {
	e := math.Abs(f)*ulp + underflow
	return exact.FloatPoint(f).Add(exact.FloatInterval{Lo: -e, Hi: e})
}

// functions evaluates the equations.
func (e *boxEvaluation) functions() {
	e.val = e.val[:0]
	s := e.c.s
	for o := range s.mix {
		b := &s.blocks[o]
		weight := e.products(b, -1)
		for row := range b.eqs {
			f := s.floats(b, row)
			var sum exact.FloatInterval
			for v, at := range b.over {
				sum = sum.Add(roundedDifference(f[at]).Mul(weight[v]))
			}
			e.val = append(e.val, sum)
		}
	}
}

// jacobian evaluates the derivatives of the equations, row by row.
func (e *boxEvaluation) jacobian() {
	s := e.c.s
	e.jac = make([]exact.FloatInterval, s.dim*s.dim)
	eq := 0
	for o := range s.mix {
		b := &s.blocks[o]
		first := 0
		for j, k := range s.size {
			if j != o {
				weight := e.products(b, j)
				for row := range b.eqs {
					part := make([]exact.FloatInterval, k)
					f := s.floats(b, row)
					for v, at := range b.over {
						a := v / b.step[j] % k
						part[a] = part[a].Add(roundedDifference(f[at]).Mul(weight[v]))
					}
					at := (eq+row)*s.dim + first
					for a := range k {
						if a != e.c.ref[j] {
							e.jac[at] = part[a].Sub(part[e.c.ref[j]])
							at++
						}
					}
				}
			}
			first += k - 1
		}
		eq += b.eqs
	}
}

// products returns, for each profile of the owner's opponents, the product of
// their probabilities, leaving out the opponent without.
func (e *boxEvaluation) products(b *block, without int) []exact.FloatInterval {
	out := make([]exact.FloatInterval, b.verts)
	for v := range out {
		p := exact.FloatPoint(1)
		for l, k := range e.c.s.size {
			if b.step[l] != 0 && l != without {
				p = p.Mul(e.x[l][v/b.step[l]%k])
			}
		}
		out[v] = p
	}
	return out
}
