package repeated

import (
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/solver/exact"
)

// unitDepth bounds the bisections of signOnUnit. Square-free polynomials of the
// sizes met here need far fewer; a multiple zero needs infinitely many.
const unitDepth = 64

// signOnUnit returns the sign of a polynomial in v alone on [0, 1), or 0 if it has
// a zero there or, for one that is not square-free, may have.
func signOnUnit(p algebra.Poly, v algebra.Var) int {
	u, ok := exact.ToUnivariate(p, v)
	if !ok || len(u) == 0 || u[0].Sign() == 0 {
		return 0
	}
	same, sum := true, new(big.Int)
	for _, c := range u {
		same = same && c.Sign()*u[0].Sign() >= 0
		sum.Add(sum, c)
	}
	if same {
		return u[0].Sign()
	}
	// A zero at 1 does no harm, and one inside shows between signs that differ.
	if sum.Sign()*u[0].Sign() < 0 || zeroInside(slices.Clone(u), unitDepth) {
		return 0
	}
	return u[0].Sign()
}

// zeroInside reports whether an integer polynomial has a zero in the open interval
// (0, 1), by Descartes' rule of signs and bisection (Collins and Akritas 1976); at
// the given depth it gives up and says yes. The slice is overwritten.
func zeroInside(u []*big.Int, depth int) bool {
	switch variations(u) {
	case 0:
		return false
	case 1:
		return true
	}
	if depth == 0 {
		return true
	}
	n := len(u) - 1
	// 2^n·u(x/2) has the left half of the zeros; shifted by one, the right half.
	left := make([]*big.Int, n+1)
	for i, c := range u {
		left[i] = new(big.Int).Lsh(c, uint(n-i))
	}
	right := make([]*big.Int, n+1)
	for i, c := range left {
		right[i] = new(big.Int).Set(c)
	}
	shift(right)
	if right[0].Sign() == 0 { // the middle
		return true
	}
	return zeroInside(left, depth-1) || zeroInside(right, depth-1)
}

// shift replaces u(x) by u(x+1).
func shift(u []*big.Int) {
	n := len(u) - 1
	for i := range n {
		for j := n - 1; j >= i; j-- {
			u[j].Add(u[j], u[j+1])
		}
	}
}

// variations counts the sign changes of (1+x)^n·u(1/(1+x)): at least the number of
// zeros in (0, 1), of the same parity, and exact when 0 or 1.
func variations(u []*big.Int) int {
	v := make([]*big.Int, len(u))
	for i, c := range u {
		v[len(u)-1-i] = new(big.Int).Set(c)
	}
	shift(v)
	count, last := 0, 0
	for _, c := range v {
		if s := c.Sign(); s != 0 {
			if last != 0 && s != last {
				count++
			}
			last = s
		}
	}
	return count
}
