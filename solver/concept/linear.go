package concept

import "brink/games/algebra"

// Solve returns x with a·x = b over rational functions by elimination, and the
// determinant of a; ok is false where that is 0. The cost is n³ operations on
// rational functions.
func Solve(a [][]algebra.Ratio, b []algebra.Ratio) (x []algebra.Ratio, det algebra.Ratio, ok bool) {
	n := len(a)
	m := make([][]algebra.Ratio, n)
	for i := range m {
		m[i] = append(append([]algebra.Ratio(nil), a[i]...), b[i])
	}
	det = algebra.FromInt(1)
	for k := range n {
		pivot := -1
		for i := k; i < n; i++ {
			if !m[i][k].IsZero() && (pivot < 0 || size(m[i][k]) < size(m[pivot][k])) {
				pivot = i
			}
		}
		if pivot < 0 {
			return nil, det, false
		}
		if pivot != k {
			m[k], m[pivot] = m[pivot], m[k]
			det = det.Neg()
		}
		det = det.Mul(m[k][k])
		inv := m[k][k].Inv()
		for i := k + 1; i < n; i++ {
			if m[i][k].IsZero() {
				continue
			}
			f := m[i][k].Mul(inv)
			for j := k + 1; j <= n; j++ {
				if !m[k][j].IsZero() {
					m[i][j] = m[i][j].Sub(f.Mul(m[k][j]))
				}
			}
		}
	}
	x = make([]algebra.Ratio, n)
	for i := n - 1; i >= 0; i-- {
		r := m[i][n]
		for j := i + 1; j < n; j++ {
			if !m[i][j].IsZero() {
				r = r.Sub(m[i][j].Mul(x[j]))
			}
		}
		x[i] = r.Mul(m[i][i].Inv())
	}
	return x, det, true
}

// size orders pivots: short ones keep the rest short.
func size(r algebra.Ratio) int { return r.Num().Terms() + r.Den().Terms() }
