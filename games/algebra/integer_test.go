package algebra

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestIntAgreesWithBigInt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := genInt().Draw(t, "x"), genInt().Draw(t, "y")
		a, b := x.Big(), y.Big()
		check := func(what string, got Int, want *big.Int) {
			if got.Big().Cmp(want) != 0 {
				t.Fatalf("%s of %s and %s: got %s, want %s", what, x, y, got, want)
			}
			if got.b != nil && got.b.IsInt64() {
				t.Fatalf("%s of %s and %s was not demoted", what, x, y)
			}
		}
		check("sum", x.Add(y), new(big.Int).Add(a, b))
		check("difference", x.Sub(y), new(big.Int).Sub(a, b))
		check("product", x.Mul(y), new(big.Int).Mul(a, b))
		check("negative", x.Neg(), new(big.Int).Neg(a))
		check("absolute value", x.Abs(), new(big.Int).Abs(a))
		check("gcd", x.GCD(y), new(big.Int).GCD(nil, nil, new(big.Int).Abs(a), new(big.Int).Abs(b)))
		if x.Cmp(y) != a.Cmp(b) || x.Sign() != a.Sign() || x.BitLen() != a.BitLen() || x.String() != a.String() || string(x.Append(nil)) != a.String() {
			t.Fatalf("comparison, sign, length or text of %s and %s", x, y)
		}
		if y.Sign() != 0 {
			check("quotient", x.Mul(y).Quo(y), a)
			if got, want := y.Divides(x), new(big.Int).Rem(a, b).Sign() == 0; got != want {
				t.Fatalf("%s divides %s: got %v", y, x, got)
			}
		}
	})
}

func TestIntEdges(t *testing.T) {
	least := NewInt(math.MinInt64)
	const beyond = "9223372036854775808"
	for _, c := range []struct{ name, got, want string }{
		{"negation of the least word", least.Neg().String(), beyond},
		{"its absolute value", least.Abs().String(), beyond},
		{"its quotient by -1", least.Quo(NewInt(-1)).String(), beyond},
		{"its product with -1", least.Mul(NewInt(-1)).String(), beyond},
		{"0 minus it", NewInt(0).Sub(least).String(), beyond},
		{"its gcd with 0", least.GCD(NewInt(0)).String(), beyond},
		{"its gcd with itself", least.GCD(least).String(), beyond},
		{"its gcd with 6", least.GCD(NewInt(6)).String(), "2"},
		{"half of it twice", NewInt(-1 << 62).Mul(NewInt(2)).String(), "-" + beyond},
		{"largest plus 1", NewInt(math.MaxInt64).Add(NewInt(1)).String(), beyond},
		{"largest plus 1 minus 1", NewInt(math.MaxInt64).Add(NewInt(1)).Sub(NewInt(1)).String(), "9223372036854775807"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, c.got, c.want)
		}
	}
	if !NewInt(-1).Divides(least) || NewInt(0).Divides(least) || !NewInt(0).Divides(NewInt(0)) {
		t.Error("divisibility at the edges")
	}
}
