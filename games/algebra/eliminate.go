package algebra

// Fraction-free elimination (Bareiss, "Sylvester's identity and multistep
// integer-preserving Gaussian elimination", Math. Comp. 22, 1968): every entry on
// the way is a minor of the matrix, every division exact.

// Determinant returns the determinant of a square matrix, which it overwrites, in
// O(n³) products of polynomials. ok is false when the effort runs out.
func (e *Effort) Determinant(a [][]Poly) (det Poly, ok bool) {
	_, det, ok = e.eliminate(a, nil, false)
	return det, ok
}

// SolveLinear returns x with a·x = det(a)·b, and det(a): for n rows and m columns
// of b in O(n²·(n+m)) products of polynomials. It overwrites a and b. Where det is 0
// there is no x. ok is false when the effort runs out.
func (e *Effort) SolveLinear(a, b [][]Poly) (x [][]Poly, det Poly, ok bool) {
	return e.eliminate(a, b, true)
}

// eliminate clears the columns of a below the diagonal, and above it if wanted, and
// does to b the same. The pivot of each step is the row with the fewest terms.
func (e *Effort) eliminate(a, b [][]Poly, above bool) (x [][]Poly, det Poly, ok bool) {
	prev := IntPoly(1)
	swapped := false
	for k := range a {
		pivot := -1
		for i := k; i < len(a); i++ {
			if !a[i][k].IsZero() && (pivot < 0 || len(a[i][k].c) < len(a[pivot][k].c)) {
				pivot = i
			}
		}
		if pivot < 0 {
			return nil, Poly{}, true
		}
		if pivot != k {
			a[pivot], a[k] = a[k], a[pivot]
			if b != nil {
				b[pivot], b[k] = b[k], b[pivot]
			}
			swapped = !swapped
		}
		for i := range a {
			if i == k || i < k && !above {
				continue
			}
			// Columns before k are zero off the diagonal, or no longer needed; the
			// diagonal entries of the rows above all equal the last pivot.
			factor := a[i][k]
			if !e.clear(a[i][k+1:], a[k][k+1:], a[k][k], factor, prev) ||
				b != nil && !e.clear(b[i], b[k], a[k][k], factor, prev) {
				return nil, Poly{}, false
			}
			if i < k {
				a[i][i] = a[k][k]
			}
			a[i][k] = Poly{}
		}
		prev = a[k][k]
	}
	if !swapped {
		return b, prev, true
	}
	for i := range b {
		for j := range b[i] {
			b[i][j] = b[i][j].Neg()
		}
	}
	return b, prev.Neg(), true
}

// clear replaces every entry of row by (pivot·row - factor·top)/prev.
func (e *Effort) clear(row, top []Poly, pivot, factor, prev Poly) bool {
	for j, p := range row {
		p = pivot.times(p, e)
		if !factor.IsZero() && !top[j].IsZero() {
			p = p.Sub(factor.times(top[j], e))
		}
		if !e.Spend(productSteps * (1 + len(p.c))) {
			return false
		}
		row[j] = p.over(prev, e)
	}
	return !e.Spent()
}

// over divides where the theory says the division is exact; much is divided by 1 and
// by itself.
func (p Poly) over(q Poly, e *Effort) Poly {
	switch {
	case q.isOne():
		return p
	case p.Equal(q):
		return IntPoly(1)
	}
	return e.mustDiv(p, q)
}
