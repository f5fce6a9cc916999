package check

import (
	"context"
	"errors"
	"math/big"
	"math/rand"
	"testing"

	"brink/games/algebra"
	"brink/games/expr"
)

// TestFractions holds the arithmetic to rational numbers at random points: sums,
// products and quotients compare as their values do, and are undefined where a
// denominator on the way vanishes.
func TestFractions(t *testing.T) {
	rng := rand.New(rand.NewSource(7))
	polynomial := func() algebra.Poly {
		p := algebra.IntPoly(int64(rng.Intn(7) - 3))
		for range rng.Intn(4) {
			p = p.Add(algebra.Variable(rng.Intn(3)).Scale(algebra.NewInt(int64(rng.Intn(5) - 2))))
		}
		return p
	}
	ops := []expr.Op{expr.LT, expr.LE, expr.EQ, expr.NE, expr.GE, expr.GT}
	compared, undefined := 0, 0
	for range 2000 {
		err := Write(context.Background(), 0, func(a *Arithmetic) error {
			point := []*big.Rat{big.NewRat(int64(rng.Intn(9)-4), 2), big.NewRat(int64(rng.Intn(9)-4), 3), big.NewRat(int64(rng.Intn(5)-2), 1)}
			num, den := polynomial(), polynomial()
			if den.IsZero() {
				return nil
			}
			x := a.Read(algebra.RatioOf(num, den))
			defined := den.Eval(point).Sign() != 0
			value := new(big.Rat)
			if defined {
				value.Quo(num.Eval(point), den.Eval(point))
			}
			for range 3 {
				p := polynomial()
				y, v := a.Read(algebra.FromPoly(p)), p.Eval(point)
				switch rng.Intn(4) {
				case 0:
					x, value = a.Add(x, y), new(big.Rat).Add(value, v)
				case 1:
					x, value = a.Sub(x, y), new(big.Rat).Sub(value, v)
				case 2:
					if p.IsZero() {
						return nil // nothing is left to be undefined
					}
					x, value = a.Mul(x, y), new(big.Rat).Mul(value, v)
				default:
					if y.IsZero() || x.IsZero() {
						return nil
					}
					x = a.Div(x, y)
					if v.Sign() == 0 {
						defined = false
					} else {
						value = new(big.Rat).Quo(value, v)
					}
				}
				if x.IsZero() {
					return nil
				}
			}
			if !defined {
				undefined++
			}
			op, k := ops[rng.Intn(len(ops))], int64(rng.Intn(3)-1)
			want := defined && op.Holds(value.Cmp(big.NewRat(k, 1)))
			if got := a.Compare(x, op, a.Int(k)).Eval(point); defined && got != want {
				t.Errorf("%v %v %d at %v: %v", value, op, k, point, got)
			}
			// A numerator may have cancelled the denominator's factor: RatioOf does.
			if got := a.Defined(x).Eval(point); defined && !got {
				t.Errorf("undefined at %v, where every denominator is not 0", point)
			}
			compared++
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if compared < 500 || undefined == 0 {
		t.Errorf("%d comparisons, %d where it is undefined", compared, undefined)
	}
	gave := Write(context.Background(), 1, func(a *Arithmetic) error {
		x := a.Variable(0)
		for range 20 {
			x = a.Mul(x, a.Add(x, a.Int(1)))
		}
		return nil
	})
	if !errors.Is(gave, ErrGaveUp) {
		t.Errorf("beyond the steps: %v", gave)
	}
}
