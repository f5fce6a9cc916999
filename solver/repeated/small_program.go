package repeated

import (
	"math"

	"brink/solver/exact"
)

// smallProgram maximises a direction over {w : row·w <= at} in a few dimensions,
// the rows being vectors of -1, 0 and 1 among which are all ±e_p. What it returns
// is an upper bound by duality that is exact where floating-point numbers find the
// optimal basis: they only choose a basis, and the multipliers of the basis are
// recomputed, checked and applied exactly.
type smallProgram struct {
	n     int
	rows  [][]int
	at    []exact.Rat
	f     []float64 // at in floating point
	basis []int
	inv   [][]float64 // inverse of the basis rows, as columns of w = inv·at
}

// newSmallProgram prepares programs over rows.
func newSmallProgram(n int, rows [][]int) *smallProgram {
	p := &smallProgram{n: n, rows: rows, at: make([]exact.Rat, len(rows)), f: make([]float64, len(rows)), basis: make([]int, n)}
	p.inv = make([][]float64, n)
	for i := range p.inv {
		p.inv[i] = make([]float64, n)
	}
	return p
}

// set fixes a right-hand side.
func (p *smallProgram) set(row int, at exact.Rat) {
	p.at[row], p.f[row] = at, float(at)
}

// unit is the index of the row s·e_q.
func (p *smallProgram) unit(q, s int) int {
	for i, r := range p.rows {
		ok := true
		for k, x := range r {
			ok = ok && (k == q && x == s || k != q && x == 0)
		}
		if ok {
			return i
		}
	}
	return -1
}

// smallTolerance is what counts as violated, relative to the sizes at hand.
const smallTolerance = 1e-12

// bound is an upper bound of d·w; false proves that there is no such w. It is the
// dual simplex method from the basis of the rows ±e_p (Lemke 1954), with Bland's
// rule after a while: O(rows·n + n²) a step.
func (p *smallProgram) bound(d []int) (exact.Rat, bool) {
	scale := 0.0
	for _, x := range p.f {
		scale = math.Max(scale, math.Abs(x))
	}
	for q := range p.n {
		s := 1
		if d[q] < 0 {
			s = -1
		}
		p.basis[q] = p.unit(q, s)
		for k := range p.n {
			p.inv[q][k] = 0
		}
		p.inv[q][q] = float64(s)
	}
	w, y, l := make([]float64, p.n), make([]float64, p.n), make([]float64, p.n)
	for step := range 40 * p.n {
		for i := range w {
			w[i], y[i] = 0, 0
			for k := range p.n {
				w[i] += p.inv[i][k] * p.f[p.basis[k]]
				y[i] += float64(d[k]) * p.inv[k][i]
			}
		}
		// The row violated most enters.
		enter, worst := -1, smallTolerance*scale
		for j, r := range p.rows {
			over := -p.f[j]
			for k, x := range r {
				switch x {
				case 1:
					over += w[k]
				case -1:
					over -= w[k]
				}
			}
			if over > worst {
				enter, worst = j, over
				if step > 20*p.n {
					break
				}
			}
		}
		if enter < 0 {
			break
		}
		leave, least := -1, math.Inf(1)
		for i := range l {
			l[i] = 0
			for k, x := range p.rows[enter] {
				l[i] += float64(x) * p.inv[k][i]
			}
			if l[i] > 1e-9 && y[i]/l[i] < least-1e-12 {
				leave, least = i, y[i]/l[i]
			}
		}
		if leave < 0 {
			if p.refuted(enter) {
				return exact.Rat{}, false
			}
			break
		}
		// Column leave of the inverse becomes that of the new row.
		for k := range p.n {
			pivot := p.inv[k][leave] / l[leave]
			for i := range p.n {
				if i != leave {
					p.inv[k][i] -= l[i] * pivot
				}
			}
			p.inv[k][leave] = pivot
		}
		p.basis[leave] = enter
	}
	if v, ok := p.priced(d); ok {
		return v, true
	}
	// Rounding went astray: the start is a dual solution in any case.
	for q := range p.n {
		s := 1
		if d[q] < 0 {
			s = -1
		}
		p.basis[q] = p.unit(q, s)
	}
	v, _ := p.priced(d)
	return v, true
}

// priced returns y·at for the y >= 0 with y·(rows of the basis) = d; false if there
// is none.
func (p *smallProgram) priced(d []int) (exact.Rat, bool) {
	y, ok := p.multipliers(d)
	if !ok {
		return exact.Rat{}, false
	}
	var sum exact.Rat
	for i, x := range y {
		if x.Sign() < 0 {
			return exact.Rat{}, false
		}
		if x.Sign() > 0 {
			sum = sum.Add(x.Mul(p.at[p.basis[i]]))
		}
	}
	return sum, true
}

// refuted proves that no w satisfies the rows of the basis and one more: minus that
// row is a non-negative combination of those, with a negative right-hand side in
// all (Farkas 1902).
func (p *smallProgram) refuted(row int) bool {
	minus := make([]int, p.n)
	for k, x := range p.rows[row] {
		minus[k] = -x
	}
	v, ok := p.priced(minus)
	return ok && v.Add(p.at[row]).Sign() < 0
}

// multipliers solves y·(rows of the basis) = d exactly.
func (p *smallProgram) multipliers(d []int) ([]exact.Rat, bool) {
	n := p.n
	m := make([][]exact.Rat, n) // by component of w, then basis row; last the target
	for k := range m {
		m[k] = make([]exact.Rat, n+1)
		for i, j := range p.basis {
			m[k][i] = exact.RatInt(int64(p.rows[j][k]))
		}
		m[k][n] = exact.RatInt(int64(d[k]))
	}
	return solveExact(m, n)
}
