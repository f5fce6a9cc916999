package plane

import "math/big"

// Levels are round numbers strictly between two others, ascending, at most so many:
// multiples of 1, 2 or 5 times a power of ten.
func Levels(low, high *big.Rat, most int) []*big.Rat {
	span, _ := new(big.Rat).Sub(high, low).Float64()
	step := roundStep(span / float64(most+1))
	// The first multiple above low.
	k := new(big.Rat).Quo(low, step)
	n := new(big.Int).Div(k.Num(), k.Denom())
	var out []*big.Rat
	for {
		n = new(big.Int).Add(n, big.NewInt(1))
		x := new(big.Rat).Mul(new(big.Rat).SetInt(n), step)
		if x.Cmp(high) >= 0 || len(out) == most {
			return out
		}
		out = append(out, x)
	}
}
