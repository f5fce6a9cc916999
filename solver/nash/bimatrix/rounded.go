package bimatrix

import (
	"context"
	"math"
	"math/big"

	"brink/solver/exact"
	"brink/solver/nash/sets"
)

// roundedDictionary is a dictionary in floating point, for games too large for
// exact tableaux. It only has to find a basis: the strategies are then solved
// for exactly and must pass the checker.
//
// The right-hand sides are perturbed by fixed, scattered amounts around 1e-7,
// which breaks ties as the lexicographic rule does in exact arithmetic.
type roundedDictionary struct {
	*floatFace
	fresh func() *floatFace // the dictionary of the vertex 0
	steps int               // pivots so far
}

// refreshEvery is after how many pivots rounding errors are wiped out by
// computing the dictionary of the present basis from the matrix.
const refreshEvery = 400

// exactCells is up to how many payoffs Lemke-Howson and linear programming
// pivot exactly from the start.
const exactCells = 400

// newRoundedDictionary starts at the vertex 0 of a polytope. With objective,
// it maximises the sum of the strategy variables: the last row then is
// z - Σ z_j = 0, basic in a label of its own.
func newRoundedDictionary(p *polytope, labels int, objective bool) *roundedDictionary {
	env := &floatEnv{poly: p, stride: p.dim + 1, exponent: make([]int, labels)}
	env.scale()
	d := &roundedDictionary{}
	d.fresh = func() *floatFace {
		rows := p.rows
		if objective {
			rows++
		}
		f := &floatFace{
			env: env, rows: rows, cols: p.dim, free: p.dim, variables: p.dim,
			a: make([]float64, rows*env.stride), place: make([]int32, labels+1), fixed: sets.New(labels),
		}
		for i := range p.rows {
			row := f.row(i)
			row[0] = 1 + 1e-7*(1+math.Mod(float64(i+1)*math.Phi, 1))
			copy(row[1:], env.scaled[i*p.dim:(i+1)*p.dim])
			f.basic = append(f.basic, int32(p.firstSlack+i))
			f.place[p.firstSlack+i] = int32(i)
		}
		for j := range p.dim {
			f.cob = append(f.cob, int32(p.firstVar+j))
			f.place[p.firstVar+j] = int32(-1 - j)
		}
		if objective {
			for j := range p.dim {
				f.row(p.rows)[j+1] = -math.Ldexp(1, -env.exponent[p.firstVar+j])
			}
			f.basic = append(f.basic, int32(labels))
			f.place[labels] = int32(p.rows)
		}
		return f
	}
	d.floatFace = d.fresh()
	return d
}

// pivot pivots and keeps rounding errors small.
func (d *roundedDictionary) pivot(row, col int) {
	d.floatFace.pivot(row, col)
	if d.steps++; d.steps%refreshEvery == 0 {
		d.refresh()
	}
}

// refresh recomputes the dictionary from the matrix by pivoting to its basis,
// with the largest pivot available in each column.
func (d *roundedDictionary) refresh() {
	f := d.fresh()
	for c := range f.cob {
		if d.place[f.cob[c]] < 0 {
			continue
		}
		row, best := -1, 0.0
		for i, k := range f.basic {
			if v := math.Abs(f.row(i)[c+1]); v > best && d.place[k] < 0 {
				row, best = i, v
			}
		}
		if row < 0 {
			return // singular to rounding: keep what there is
		}
		f.pivot(row, c)
	}
	d.floatFace = f
}

// leavingRow is the row of the smallest ratio, or -1.
func (f *floatFace) leavingRow(c int) int {
	best, ratio := -1, math.Inf(1)
	for r := range f.rows {
		at := r * f.env.stride
		if v := f.a[at+1+c]; v > tiny {
			if q := f.a[at] / v; q < ratio {
				best, ratio = r, q
			}
		}
	}
	return best
}

// rounded is the pair of dictionaries of P and Q.
type rounded struct {
	b     *bimatrix
	sides [2]*roundedDictionary
}

func newRounded(b *bimatrix) *rounded {
	r := &rounded{b: b}
	for side := range r.sides {
		r.sides[side] = newRoundedDictionary(&b.poly[side], b.labels(), false)
	}
	return r
}

// longestPath is after how many pivots a path is given up: rounding must have made
// it cycle, or nearly.
func (b *bimatrix) longestPath() int { return 1000 * b.labels() }

// follow is lhPath in floating point. It gives up after limit pivots.
func (r *rounded) follow(ctx context.Context, k, limit int) (pivots int, ok bool) {
	side := 0
	if r.sides[0].place[k] >= 0 {
		side = 1
	}
	entering := int32(k)
	for ; pivots < limit; side = 1 - side {
		if ctx.Err() != nil {
			return pivots, false
		}
		f := r.sides[side]
		col := int(-1 - f.place[entering])
		row := f.leavingRow(col)
		if row < 0 {
			return pivots, false
		}
		left := f.basic[row]
		f.pivot(row, col)
		pivots++
		if int(left) == k {
			return pivots, true
		}
		entering = left
	}
	return pivots, false
}

// firstPatience is how many pivots every path gets in the first round.
const firstPatience = 50

// shortPath looks for a label whose path is short, with growing patience: the
// lengths of the paths of one game differ by orders of magnitude. In a random
// 200×200 game one of them took 29 pivots and others over a hundred thousand.
func (b *bimatrix) shortPath(ctx context.Context) (x, y weights, pivots int, ok bool) {
	for patience := firstPatience; patience <= b.longestPath(); patience *= 4 {
		for k := range b.labels() {
			r := newRounded(b)
			n, ended := r.follow(ctx, k, patience)
			pivots += n
			if ended {
				if x, y, ok = r.strategies(ctx); ok {
					return x, y, pivots, true
				}
			}
			if ctx.Err() != nil {
				return x, y, pivots, false
			}
		}
	}
	return x, y, pivots, false
}

// strategies solves exactly for the strategies of the present bases, and says
// whether they are an equilibrium.
func (r *rounded) strategies(ctx context.Context) (x, y weights, ok bool) {
	var w [2]weights
	for side, d := range r.sides {
		p := &r.b.poly[side]
		rows, cols := d.tightAndUsed()
		if w[side], ok = p.solveTight(ctx, rows, cols, false); !ok {
			return x, y, false
		}
	}
	return w[0], w[1], r.b.isEquilibrium(w[0], w[1])
}

// tightAndUsed are the rows without slack and the variables in the basis.
func (d *roundedDictionary) tightAndUsed() (rows, cols []int) {
	p := d.env.poly
	for i := range p.rows {
		if d.place[p.firstSlack+i] < 0 {
			rows = append(rows, i)
		}
	}
	for j := range p.dim {
		if d.place[p.firstVar+j] >= 0 {
			cols = append(cols, j)
		}
	}
	return rows, cols
}

// isEquilibrium passes strategies to the checker.
func (b *bimatrix) isEquilibrium(x, y weights) bool {
	var points [2]*point
	for side, w := range [2]weights{x, y} {
		points[side] = &point{weights: w}
		points[side].normalise()
		b.judge(side, points[side])
	}
	return b.check(points[0], points[1]) == nil
}

// solveTight returns the solution z of a z = 1 for a square part of the matrix
// and 0 elsewhere; with transpose, of the transposed system, whose unknowns
// belong to the rows.
func (p *polytope) solveTight(ctx context.Context, rows, cols []int, transpose bool) (weights, bool) {
	k := len(rows)
	if p.word == nil || k != len(cols) || k == 0 {
		return weights{}, false
	}
	a, b := make([]int64, k*k), make([]int64, k)
	for i, r := range rows {
		b[i] = 1
		for j, c := range cols {
			if transpose {
				a[j*k+i] = p.word[r*p.dim+c]
			} else {
				a[i*k+j] = p.word[r*p.dim+c]
			}
		}
	}
	num, _, err := exact.Solve(ctx, k, a, b)
	if err != nil {
		return weights{}, false
	}
	if transpose {
		return spread(num, rows, p.rows), true
	}
	return spread(num, cols, p.dim), true
}

// spread puts the weights of some actions among zeros.
func spread(num []*big.Int, at []int, dim int) weights {
	wide := make([]*big.Int, dim)
	for j := range wide {
		wide[j] = new(big.Int)
	}
	for k, j := range at {
		wide[j] = num[k]
	}
	return weights{wide: wide}
}
