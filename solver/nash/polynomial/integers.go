package polynomial

import "math/big"

// Integers scales a row by a positive number.
func Integers(row []*big.Rat) ([]*big.Int, *big.Int) {
	den := big.NewInt(1)
	for _, x := range row {
		g := new(big.Int).GCD(nil, nil, den, x.Denom())
		den.Mul(den, new(big.Int).Quo(x.Denom(), g))
	}
	out := make([]*big.Int, len(row))
	for i, x := range row {
		out[i] = new(big.Int).Quo(den, x.Denom())
		out[i].Mul(out[i], x.Num())
	}
	return out, den
}
