package exact

import "math"

// detSignFloat is the sign of the determinant of a k×k matrix whose entries are
// those of a, row by row, up to a relative error of 2^-53; or 0 when floating
// point cannot tell.
//
// Elimination with partial pivoting gives triangular matrices near the factors
// of P·A, and from them W near the inverse of the left one, with ones on the
// diagonal, and X near the inverse of the right one. Whatever errors were made
// on the way, if the row sums of |I - W·P·A·X| are below 1, no matrix between I
// and W·P·A·X is singular, so that its determinant is positive and det A has the
// sign of det P·det X, the product of a permutation's sign and of the diagonal of
// X. (The test is the one of Rump, "Verification methods", Acta Numerica 19
// (2010), section 10; here with both factors so that their signs are evident.)
// O(k³) operations, a few times those of the elimination.
func detSignFloat(k int, a []float64) int {
	for _, v := range a {
		if !(math.Abs(v) < 1e100) {
			return 0
		}
	}
	lu := append(make([]float64, 0, 4*k*k), a...)
	pa := append(lu[len(lu):], a...) // rows in the order of the pivots
	sign := 1
	for p := range k {
		at := p
		for r := p + 1; r < k; r++ {
			if math.Abs(lu[r*k+p]) > math.Abs(lu[at*k+p]) {
				at = r
			}
		}
		if lu[at*k+p] == 0 {
			return 0
		}
		if at != p {
			sign = -sign
			for c := range k {
				lu[at*k+c], lu[p*k+c] = lu[p*k+c], lu[at*k+c]
				pa[at*k+c], pa[p*k+c] = pa[p*k+c], pa[at*k+c]
			}
		}
		inv := 1 / lu[p*k+p]
		pivot := lu[p*k : p*k+k]
		for r := p + 1; r < k; r++ {
			row := lu[r*k : r*k+k]
			f := row[p] * inv
			row[p] = f
			for c := p + 1; c < k; c++ {
				row[c] -= f * pivot[c]
			}
		}
	}
	// The inverses, in one matrix: X on and above the diagonal, W below.
	x := lu[2*k*k : 3*k*k]
	for c := range k {
		x[c*k+c] = 1 / lu[c*k+c]
		if x[c*k+c] < 0 {
			sign = -sign
		}
		for r := c - 1; r >= 0; r-- {
			sum := 0.0
			for j := r + 1; j <= c; j++ {
				sum += lu[r*k+j] * x[j*k+c]
			}
			x[r*k+c] = -sum / lu[r*k+r]
		}
		for r := c + 1; r < k; r++ {
			sum := lu[r*k+c]
			for j := c + 1; j < r; j++ {
				sum += lu[r*k+j] * x[j*k+c]
			}
			x[r*k+c] = -sum
		}
	}
	if !nearIdentity(k, pa, x, lu[3*k*k:4*k*k]) {
		return 0
	}
	return sign
}

// nearIdentity proves that all row sums of |I - W·A·X| are below 1, with X on and
// above the diagonal of x and W below it; t is scratch.
//
// A product with k terms has an error of at most about k·2^-53 times the product
// of the absolute values, so the two products and the error of A together one of
// at most (2k + 2)·2^-53·|W|·|A|·|X|, of which only row sums are needed. A factor
// of two covers what is of second order, and the rounding of the sums.
func nearIdentity(k int, a, x, t []float64) bool {
	for r := range k {
		row := t[r*k : r*k+k]
		clear(row)
		for j := range k {
			f := a[r*k+j]
			for c, v := range x[j*k+j : j*k+k] {
				row[j+c] += f * v
			}
		}
	}
	bound := make([]float64, 2*k) // |X|·1, then |A|·(|X|·1)
	for r := range k {
		for _, v := range x[r*k+r : r*k+k] {
			bound[r] += math.Abs(v)
		}
	}
	for r := range k {
		for j := range k {
			bound[k+r] += math.Abs(a[r*k+j]) * bound[j]
		}
	}
	line := make([]float64, k)
	for r := range k {
		copy(line, t[r*k:r*k+k])
		size, least := bound[k+r], 1.0
		for j := range r {
			f := x[r*k+j]
			size += math.Abs(f) * bound[k+j]
			least += math.Abs(f)
			for c, v := range t[j*k : j*k+k] {
				line[c] += f * v
			}
		}
		line[r]--
		sum := 0.0
		for _, v := range line {
			sum += math.Abs(v)
		}
		// What underflows is below 1e-300 a term, times the weights of W.
		sum += size*float64(4*k+8)*0x1p-53 + least*float64(k*k)*1e-300
		if !(sum < 1-1e-9) { // also when it is not a number
			return false
		}
	}
	return true
}
