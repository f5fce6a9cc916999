package expr

import (
	"math/rand/v2"
	"testing"

	"brink/games/algebra"
)

// TestReadingKeepsTheFunction: whichever factors are said to be positive, of one side
// or both and of some of them only, what is printed is the same function. With some
// factors of a denominator known and others not a sign was lost.
func TestReadingKeepsTheFunction(t *testing.T) {
	names := Names{"x", "y", "z", "w"}
	random := rand.New(rand.NewPCG(3, 5))
	sum := func() algebra.Poly {
		p := algebra.IntPoly(int64(random.IntN(5) - 2))
		for range 1 + random.IntN(3) {
			m := algebra.IntPoly(int64(random.IntN(7) - 3))
			for range 1 + random.IntN(2) {
				m = m.Mul(algebra.Variable(random.IntN(4)))
			}
			p = p.Add(m)
		}
		return p
	}
	read := 0
	for range 200 {
		num, den := sum(), algebra.IntPoly(1)
		for range random.IntN(3) {
			num = num.Mul(sum()).Add(sum())
		}
		for range 1 + random.IntN(3) {
			den = den.Mul(sum())
		}
		if den.IsZero() {
			continue
		}
		r := algebra.RatioOf(num, den)
		var positive []algebra.Poly
		for _, p := range []algebra.Poly{r.Num(), r.Den()} {
			for _, f := range algebra.Factorize(p).List {
				switch random.IntN(3) {
				case 0:
					positive = append(positive, f.P)
				case 1:
					positive = append(positive, f.P.Neg())
				}
			}
		}
		for _, plain := range []bool{false, true} {
			text := Printer{Names: names, Plain: plain}.Ratio(r.Reading(positive...))
			v, _, err := CompileValue(text, names)
			if err != nil || len(v.Cases) != 1 || !v.Cases[0].Is.Equal(r) {
				t.Fatalf("%s was printed as %s (%v)", r, text, err)
			}
			read++
		}
		p := r.Num()
		if _, constant := p.Const(); constant {
			continue
		}
		f := Sign(p, GT)
		back, _, err := CompileFormula(Printer{Names: names}.Formula(f), names)
		if err != nil || back.Key() != f.Key() {
			t.Fatalf("%s > 0 was printed as %s (%v)", p, Printer{Names: names}.Formula(f), err)
		}
	}
	if read < 200 {
		t.Errorf("only %d functions", read)
	}
}
