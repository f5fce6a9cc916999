package repeated

import (
	"context"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games/algebra"
	"brink/solver/exact"
)

// The sign on [0, 1) agrees with the isolated zeros, for products of factors that
// vanish inside, outside and at the ends.
func TestSignOnUnit(t *testing.T) {
	rng := rand.New(rand.NewPCG(61, 62))
	x := algebra.Variable(0)
	for range 2000 {
		p := algebra.IntPoly(int64(rng.IntN(2)*2 - 1))
		for range 1 + rng.IntN(4) {
			f := algebra.IntPoly(0)
			for k := range 2 + rng.IntN(2) {
				f = f.Add(x.Pow(k).Scale(algebra.NewInt(int64(rng.IntN(7) - 3))))
			}
			if !f.IsZero() {
				p = p.Mul(f)
			}
		}
		q := algebra.IntPoly(1)
		for _, f := range algebra.SquareFree(p).List {
			q = q.Mul(f.P)
		}
		u, _ := exact.ToUnivariate(q, 0)
		zero := false
		found, _ := exact.Roots(context.Background(), u)
		for _, r := range found {
			zero = zero || r.Sign() >= 0 && r.CmpRat(exact.RatInt(1)) < 0
		}
		want := 0
		if !zero {
			want = q.Sign([]*big.Rat{new(big.Rat)})
		}
		if got := signOnUnit(q, 0); got != want {
			t.Fatalf("%s: %d, want %d", q, got, want)
		}
		// dropPositive keeps the sign everywhere on [0, 1).
		d := dropPositive(p, 0)
		for k := range 16 {
			at := []*big.Rat{big.NewRat(int64(k), 16)}
			if d.Sign(at) != p.Sign(at) {
				t.Fatalf("%s became %s: another sign at %s", p, d, at[0])
			}
		}
	}
}
