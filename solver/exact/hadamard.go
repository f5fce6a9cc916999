package exact

import (
	"math"
	"math/big"
)

// MinorBits returns b such that every minor (determinant of a square
// submatrix) of the given matrix is below 2^b in absolute value. It applies
// Hadamard's inequality |det| <= product of Euclidean row norms to the rows
// and to the columns and takes the smaller bound; norms below one count as
// one, because a minor may leave a row out. entry(i, j) must return the matrix
// element, which is only read. O(rows·cols).
func MinorBits(rows, cols int, entry func(i, j int) *big.Int) int {
	byRow := normBits(rows, cols, entry)
	byCol := normBits(cols, rows, func(j, i int) *big.Int { return entry(i, j) })
	return min(byRow, byCol)
}

func normBits(rows, cols int, entry func(i, j int) *big.Int) int {
	size := min(rows, cols)
	logs := make([]float64, rows)
	for i := range rows {
		// log2 of the sum of squares, from above: the largest bit length
		// carries the exponent, so nothing overflows.
		top := 0
		for j := range cols {
			top = max(top, entry(i, j).BitLen())
		}
		sum := 0.0
		for j := range cols {
			e := entry(i, j)
			if e.Sign() == 0 {
				continue
			}
			f, _ := new(big.Float).SetInt(e).Float64()
			if math.IsInf(f, 0) {
				f = 1 // below, times 2^top: an upper bound
			} else {
				f = math.Abs(math.Ldexp(f, -top))
			}
			sum += f * f
		}
		if sum > 0 {
			logs[i] = max(0, float64(top)+math.Log2(sum)/2)
		}
	}
	// The largest min(rows, cols) norms bound every minor.
	total := 0.0
	for range size {
		best := 0
		for i := range logs {
			if logs[i] > logs[best] {
				best = i
			}
		}
		total += logs[best]
		logs[best] = 0
	}
	// Rounding of the logarithms is far below 1e-6 of their sum.
	return int(math.Floor(total*(1+1e-9)+1e-6)) + 1
}
