package nplayer

import (
	"context"
	"math"
	"slices"
)

// subdivision finds all zeros of a system of indifference equations in the
// product of simplices of its support that also satisfy the inequalities, by
// branch and prune: a cell is discarded when a function that must vanish or be
// non-positive has the wrong sign at all corners, contracted by linear bounds
// on the preconditioned equations (Sherbrooke and Patrikalakis, "Computation of
// the solutions of nonlinear polynomial systems", CAGD 10 (1993); Mourrain and
// Pavone, "Subdivision methods for solving polynomial equations", J. Symbolic
// Computation 44 (2009)), settled when the preconditioned equations are proved
// to be a contraction on it, and cut in two otherwise.
//
// Near multiple zeros and on continua no cell is ever settled: the search ends at
// the first cell of depth maxDepth(), which is soon, for it is depth first.
type subdivision struct {
	s     *indifference
	pre   *preconditioner
	stack []*cell
	free  []*cell
	lam   [][]float64 // scratch: barycentric coordinates, one vector a player
	lower [][]float64
	upper [][]float64
	newt  *localNewton

	osc   []float64
	zeros []localZero
	nodes int
}

// localZero is a zero of the equations that was proved to exist and to be alone
// in a cell: its strategies up to err in every coordinate.
type localZero struct {
	x   [][]float64
	err float64
}

const (
	// maxNodes bounds the cells looked at. Generic systems with 8 or 9 unknowns
	// take some thousands, about one in twenty more than 40,000.
	maxNodes = 1 << 19

	// margin is by how much, in barycentric coordinates, a zero may lie outside
	// the cell that finds it, so that zeros on walls between cells are found.
	margin = 1.0 / 1024

	// goodContraction is the factor by which a simplex must shrink for the
	// contraction to be worth more than a bisection.
	goodContraction = 0.7
)

func newSubdivision(s *indifference) *subdivision {
	d := &subdivision{s: s, pre: newPreconditioner(s), newt: newLocalNewton(s), osc: make([]float64, len(s.size))}
	for _, k := range s.size {
		d.lam = append(d.lam, make([]float64, k))
		d.lower = append(d.lower, make([]float64, k))
		d.upper = append(d.upper, make([]float64, k))
	}
	return d
}

// outcome says how a search ended.
type outcome int

const (
	searchComplete  outcome = iota
	searchStuck             // at a cell of the greatest depth
	searchExhausted         // after maxNodes cells
	searchCancelled
)

// maxDepth is how often a cell may be cut: some ten times along every axis.
func (d *subdivision) maxDepth() int { return 20 + 10*d.s.dim }

// run searches the whole product of simplices.
func (d *subdivision) run(ctx context.Context) outcome {
	d.stack = append(d.stack, d.s.rootCell())
	for len(d.stack) > 0 {
		c := d.stack[len(d.stack)-1]
		d.stack = d.stack[:len(d.stack)-1]
		d.nodes++
		if d.nodes&15 == 0 && ctx.Err() != nil {
			return searchCancelled
		}
		if d.nodes > maxNodes {
			return searchExhausted
		}
		if c.depth > d.maxDepth() {
			return searchStuck
		}
		d.process(c)
	}
	return searchComplete
}

// process settles a cell or puts its halves on the stack.
func (d *subdivision) process(c *cell) {
	for {
		if d.excluded(c) {
			break
		}
		shrunk := false
		clear(d.osc) // all players count the same unless contraction fills it
		if d.pre.load(c) {
			if !d.bounds() {
				break
			}
			if q := d.contraction(); q < 0.9 && d.settle(c, q) {
				break
			}
			empty := false
			shrunk, empty = d.contract(c)
			if empty {
				break
			}
		}
		if !shrunk {
			d.bisect(c)
			return
		}
	}
	d.free = append(d.free, c)
}

// excluded says whether a function has the wrong sign on the whole cell.
func (d *subdivision) excluded(c *cell) bool {
	s := d.s
	for k := range s.blocks {
		b := &s.blocks[k]
		n := b.verts
		w := c.w[b.at : b.at+b.rows*n]
		tol := 5 * c.err[k] // two values' errors and the rounding of their difference
		row := func(r int) []float64 { return w[r*n : (r+1)*n] }
		for r := range b.rows {
			lo, hi := extremes(row(r))
			if lo > tol || r < b.eqs && hi < -tol {
				return true
			}
		}
		// Pairs of support actions must tie; none may be worse than an action
		// outside.
		for q := range b.eqs {
			u := row(q)
			for r := q + 1; r < b.rows; r++ {
				lo, hi := difference(row(r), u)
				if lo > tol || r < b.eqs && hi < -tol {
					return true
				}
			}
		}
	}
	return false
}

func extremes(w []float64) (lo, hi float64) {
	lo, hi = w[0], w[0]
	for _, x := range w[1:] {
		lo, hi = min(lo, x), max(hi, x)
	}
	return lo, hi
}

// difference returns the extremes of w - u.
func difference(w, u []float64) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for v, x := range w {
		y := x - u[v]
		lo, hi = min(lo, y), max(hi, y)
	}
	return lo, hi
}

// bounds bounds the barycentric coordinates of zeros in the cell: on the zeros
// 0 = g(λ) = Σ_v λ_j(v)·(a mean of the values of g where j is at v), so
//
//	Σ_v λ_j(v)·min g|v <= 0 <= Σ_v λ_j(v)·max g|v.
//
// It returns false when there can be no zero.
func (d *subdivision) bounds() bool {
	p := d.pre
	for j, k := range d.s.size {
		lower, upper := d.lower[j], d.upper[j]
		for a := range k {
			lower[a], upper[a] = 0, 1
		}
		step := p.stride[j]
		for a := range k {
			r := p.first[j] + a
			g := p.row(r)
			err := p.rows[r].err
			// The extremes where j is at a, and where she is elsewhere.
			inLo, inHi := math.Inf(1), math.Inf(-1)
			outLo, outHi := inLo, inHi
			for v := range k {
				lo, hi := math.Inf(1), math.Inf(-1)
				for outer := v * step; outer < d.s.full; outer += k * step {
					for _, x := range g[outer : outer+step] {
						lo, hi = min(lo, x), max(hi, x)
					}
				}
				if v == a {
					inLo, inHi = lo-err, hi+err
				} else {
					outLo, outHi = min(outLo, lo-err), max(outHi, hi+err)
				}
			}
			if min(inLo, outLo) > 0 || max(inHi, outHi) < 0 {
				return false
			}
			// λ(a)·inLo + (1-λ(a))·outLo <= 0 and the mirror image.
			if inLo > 0 {
				upper[a] = min(upper[a], outLo/(outLo-inLo))
			} else if outLo > 0 {
				lower[a] = max(lower[a], outLo/(outLo-inLo))
			}
			if inHi < 0 {
				upper[a] = min(upper[a], outHi/(outHi-inHi))
			} else if outHi < 0 {
				lower[a] = max(lower[a], outHi/(outHi-inHi))
			}
		}
	}
	return true
}

// slack widens the bounds of a contraction, so that rounding cannot cut off a
// zero.
const slack = 1e-12

// contract shrinks the simplices by the bounds on the coordinates.
func (d *subdivision) contract(c *cell) (shrunk, empty bool) {
	for j, k := range d.s.size {
		lower, upper := d.lower[j], d.upper[j]
		lows, highs := 0.0, 0.0
		for a := range k {
			lower[a] = lower[a] - slack
			upper[a] = upper[a] + slack
			lows += lower[a]
			highs += upper[a]
		}
		if lows > 1 || highs < 1 {
			return false, true
		}
		up, down := 1-lows, highs-1
		switch {
		case up <= down && up < goodContraction:
			d.s.shrink(c, j, lower, up)
			shrunk = true
		case down < up && down < goodContraction:
			d.s.shrink(c, j, upper, -down)
			shrunk = true
		}
	}
	return shrunk, false
}

// contraction bounds the Lipschitz constant of λ ↦ λ - g(λ) on the cell
// inflated by margin, in the norm max_j Σ_a |δ_j(a)|. For λ and λ' in the cell,
// changing one player's strategy at a time,
//
//	(λ - g(λ)) - (λ' - g(λ')) = -Σ_l Σ_v (λ_l(v) - λ'_l(v))·h_l(v),
//
// where h_l(v) is a mean of the values of g - λ_j(a) where l is at v, with the
// same weights for all v. The differences sum to zero over v, so each l
// contributes at most half her norm times the largest difference of values
// that differ in l's corner only. Below 1, the map is a contraction, and g has
// at most one zero there (Banach 1922).
func (d *subdivision) contraction() float64 {
	p := d.pre
	s := d.s
	worst := 0.0
	clear(d.osc)
	for j, k := range s.size {
		sum := 0.0
		for a := range k {
			r := p.first[j] + a
			g := p.row(r)
			for l, n := range s.size {
				step := p.stride[l]
				osc := 0.0
				for outer := 0; outer < s.full; outer += n * step {
					for inner := outer; inner < outer+step; inner++ {
						lo, hi := math.Inf(1), math.Inf(-1)
						for v := range n {
							x := g[inner+v*step]
							if l == j && v == a {
								x--
							}
							lo, hi = min(lo, x), max(hi, x)
						}
						osc = max(osc, hi-lo)
					}
				}
				sum += osc + 3*p.rows[r].err
				d.osc[l] += osc
			}
		}
		worst = max(worst, sum/2)
	}
	inflate := 1.0
	for _, k := range s.size {
		inflate *= 1 + 2*float64(k)*margin
	}
	return worst * inflate * (1 + 1e-9)
}

// settle looks for the zero of a cell on which λ - g(λ) is a contraction with
// factor q. It returns true when a zero was found, then the only one within
// margin of the cell: it was recorded if it may lie in the cell.
func (d *subdivision) settle(c *cell, q float64) bool {
	lam := d.lam
	for j, k := range d.s.size {
		for a := range k {
			lam[j][a] = 1 / float64(k)
		}
	}
	if !d.newt.solve(c, lam) {
		return false
	}
	least := 0.0
	for _, x := range lam {
		for _, v := range x {
			least = min(least, v)
		}
	}
	if least < -margin/2 {
		return false
	}
	// The map takes the ball of radius r around λ into itself.
	r := d.distance(lam) / (1 - q)
	if !(r < margin/4) {
		return false
	}
	if least < -r {
		return true // proved to be outside
	}
	z := localZero{err: r + c.slip}
	for j, k := range d.s.size {
		x := make([]float64, k)
		for v := range k {
			for a := range k {
				x[a] += lam[j][v] * c.pos[j][v*k+a]
			}
		}
		z.x = append(z.x, x)
	}
	z.err = 2*z.err + 64*ulp
	d.zeros = append(d.zeros, z)
	return true
}

// distance bounds the norm of g at λ.
func (d *subdivision) distance(lam [][]float64) float64 {
	p := d.pre
	worst := 0.0
	for j, k := range d.s.size {
		sum := 0.0
		for a := range k {
			r := p.first[j] + a
			value, size := p.mean(r, lam)
			sum += math.Abs(value) + 1.01*p.rows[r].err + float64(d.s.full+8*len(lam))*ulp*size
		}
		worst = max(worst, sum)
	}
	return worst
}

// mean evaluates row r at λ; size bounds the sum of the absolute terms.
func (p *preconditioner) mean(r int, lam [][]float64) (value, size float64) {
	g := p.row(r)
	w := append(p.scratch[:0], g...)
	for j := len(lam) - 1; j >= 0; j-- {
		k := len(lam[j])
		n := len(w) / k
		for v := range n {
			sum := 0.0
			for a, x := range lam[j] {
				sum += x * w[v*k+a]
			}
			w[v] = sum
		}
		w = w[:n]
	}
	for _, x := range g {
		size = max(size, math.Abs(x))
	}
	return w[0], 1.1 * size
}

// bisect cuts the edge along which the functions vary most.
func (d *subdivision) bisect(c *cell) {
	j, a, b := d.longest(c)
	other := d.take()
	other.copyFrom(c)
	d.s.halve(c, j, a, b)
	d.s.halve(other, j, b, a)
	d.stack = append(d.stack, c, other)
}

func (d *subdivision) take() *cell {
	if n := len(d.free); n > 0 {
		c := d.free[n-1]
		d.free = d.free[:n-1]
		return c
	}
	return d.s.newCell()
}

// longest picks the player with whose strategy the preconditioned equations bend
// most, and of her edges the one along which the equations vary most, each
// relative to its largest value.
func (d *subdivision) longest(c *cell) (player, a, b int) {
	s := d.s
	best := -1.0
	top := slices.Max(d.osc)
	for j, k := range s.size {
		if d.osc[j] < top {
			continue
		}
		for x := range k {
			for y := x + 1; y < k; y++ {
				sum := 0.0
				for o := range s.mix {
					bl := &s.blocks[o]
					step := bl.step[j]
					if step == 0 {
						continue
					}
					for row := range bl.eqs {
						w := c.w[bl.at+row*bl.verts:][:bl.verts]
						most, size := 0.0, 0.0
						for outer := 0; outer < bl.verts; outer += k * step {
							for i := outer; i < outer+step; i++ {
								most = max(most, math.Abs(w[i+x*step]-w[i+y*step]))
							}
						}
						for _, v := range w {
							size = max(size, math.Abs(v))
						}
						if size > 0 {
							sum += most / size
						}
					}
				}
				if sum > best {
					best, player, a, b = sum, j, x, y
				}
			}
		}
	}
	return player, a, b
}
