package exact

import (
	"math"
	"math/big"
	"math/bits"
)

// DetSign returns the sign of the determinant of the k×k matrix, by integer
// pivoting where floating point does not prove it. O(k³) multiplications.
func DetSign(k int, entry func(i, j int) *big.Int) int {
	a := make([]float64, k*k)
	for i := range a {
		a[i], _ = new(big.Float).SetInt(entry(i/k, i%k)).Float64()
	}
	if s := detSignFloat(k, a); s != 0 {
		return s
	}
	return detSignExact(k, entry)
}

func detSignExact(k int, entry func(i, j int) *big.Int) int {
	t := NewTableau(k, k, entry)
	sign := 1
	col := make([]int, k) // col[i] is the pivot column of row i
	used := make([]bool, k)
	for r := range k {
		c := 0
		for c < k && (used[c] || t.Sign(r, c) == 0) {
			c++
		}
		if c == k {
			return 0
		}
		sign *= t.Sign(r, c)
		t.Pivot(r, c)
		used[c], col[r] = true, c
	}
	// The product of the signs is that of the permuted matrix.
	for i := range k {
		for col[i] != i {
			j := col[i]
			col[i], col[j] = col[j], j
			sign = -sign
		}
	}
	return sign
}

// DetSignWords is DetSign for a matrix of words, row by row, which it
// overwrites: in words when Hadamard's bound leaves room, otherwise like DetSign.
func DetSignWords(k int, a []int64) int {
	if hadamardBits(k, a) > 63 {
		f := make([]float64, k*k)
		for i, v := range a {
			f[i] = float64(v)
		}
		if s := detSignFloat(k, f); s != 0 {
			return s
		}
		return detSignExact(k, func(i, j int) *big.Int { return big.NewInt(a[i*k+j]) })
	}
	// Bareiss's elimination; every number is a minor. The exact division may
	// lose high bits only when the bound leaves no room for the divisor's
	// trailing zeros, so it works on the whole product.
	sign, prev := 1, int64(1)
	for p := range k - 1 {
		r := p
		for r < k && a[r*k+p] == 0 {
			r++
		}
		if r == k {
			return 0
		}
		if r != p {
			for c := p; c < k; c++ {
				a[r*k+c], a[p*k+c] = a[p*k+c], a[r*k+c]
			}
			sign = -sign
		}
		s := uint(bits.TrailingZeros64(uint64(prev)))
		inv := inverse64(uint64(prev >> s))
		pivot := a[p*k+p]
		for i := p + 1; i < k; i++ {
			f := a[i*k+p]
			for j := p + 1; j < k; j++ {
				h1, l1 := mulSigned(pivot, a[i*k+j])
				h2, l2 := mulSigned(f, a[p*k+j])
				l, b := bits.Sub64(l1, l2, 0)
				h, _ := bits.Sub64(uint64(h1), uint64(h2), b)
				a[i*k+j] = int64((l>>s | h<<(64-s)) * inv)
			}
		}
		prev = pivot
	}
	switch v := a[k*k-1]; {
	case v < 0:
		return -sign
	case v > 0:
		return sign
	}
	return 0
}

// hadamardBits bounds the bit length of all minors by the product of the row
// norms, from above.
func hadamardBits(k int, a []int64) float64 {
	bits := 1.0
	for i := range k {
		sum := 1.0
		for _, v := range a[i*k : i*k+k] {
			sum += float64(v) * float64(v)
		}
		bits += math.Log2(sum)/2 + 1e-9
	}
	return bits
}
