package repeated

import (
	"context"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

func matrix2(aa, ab, ba, bb string) [][]*big.Rat {
	return [][]*big.Rat{{rat(aa), rat(ab)}, {rat(ba), rat(bb)}}
}

// Fermi fixation, Z = 10, β = 0.1, in the catalogue's cardinal games; two
// strategies, closed form of Traulsen, Nowak and Pacheco (2006).
func TestFixationNumbers(t *testing.T) {
	for _, c := range []struct {
		name           string
		m              [][]*big.Rat
		there, return_ float64
		neutral        [2]int
	}{
		{"prisoner's dilemma", matrix2("3", "0", "5", "1"), .0393763, .2155440, [2]int{-1, 1}},
		{"stag hunt", matrix2("4", "1", "3", "2"), .0787858, .0962292, [2]int{-1, -1}},
		{"neutral", matrix2("2", "2", "2", "2"), .1, .1, [2]int{0, 0}},
	} {
		for k, want := range []float64{c.there, c.return_} {
			f, err := Fix(context.Background(), c.m, k, 1-k, 10, rat("1/10"))
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(f.Approximate.Float()-want) > 6e-8 {
				t.Errorf("%s: %v, want %v", c.name, f.Approximate, want)
			}
			if f.Neutral != c.neutral[k] {
				t.Errorf("%s: against 1/Z %d, want %d", c.name, f.Neutral, c.neutral[k])
			}
		}
	}
	f, err := Fix(context.Background(), matrix2("4", "1", "3", "2"), 0, 1, 10, rat("1/10"))
	if err != nil || f.Exponent.Cmp(rat("-2")) != 0 {
		t.Errorf("quotient of the stag hunt exp(%v/10), want exp(-1/5): %v", f.Exponent, err)
	}
}

// The comparison with 1/Z agrees with the sum in large floating-point numbers, and
// with its definition at hand-made ties, where no number of digits would do.
func TestFixationAgainstNeutral(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 9))
	seen := map[int]int{}
	for range 3000 {
		draw := func() *big.Rat { return big.NewRat(int64(rng.IntN(13)-6), int64(1+rng.IntN(4))) }
		m := [][]*big.Rat{{draw(), draw()}, {draw(), draw()}}
		z := 2 + rng.IntN(30)
		beta := big.NewRat(int64(rng.IntN(5)), int64(1+rng.IntN(20)))
		f, err := Fix(context.Background(), m, 0, 1, z, beta)
		if err != nil {
			t.Fatal(err)
		}
		// Straight from the birth and death probabilities.
		sum := 0.0
		prod := 1.0
		x := func(r *big.Rat) float64 { v, _ := r.Float64(); return v }
		for k := 1; k < z; k++ {
			pa := (float64(k-1)*x(m[0][0]) + float64(z-k)*x(m[0][1])) / float64(z-1)
			pb := (float64(k)*x(m[1][0]) + float64(z-k-1)*x(m[1][1])) / float64(z-1)
			up := 1 / (1 + math.Exp(-x(beta)*(pa-pb)))
			down := 1 / (1 + math.Exp(x(beta)*(pa-pb)))
			prod *= down / up
			sum += prod
		}
		if p := 1 / (1 + sum); math.Abs(p-f.Approximate.Float()) > 1e-9*p+1e-300 {
			t.Fatalf("%v at %v, %d: %v, want %v", m, beta, z, f.Approximate, p)
		}
		want := 0
		if d := float64(z-1) - sum; math.Abs(d) > 1e-9*float64(z) {
			want = int(math.Copysign(1, d))
		} else if seen[0]++; f.Neutral != 0 && beta.Sign() > 0 && d == 0 {
			continue // a tie to all the digits of the check that is none
		}
		if f.Neutral != want {
			t.Fatalf("%v at %v, %d: against 1/Z %d, want %d", m, beta, z, f.Neutral, want)
		}
		seen[want]++
	}
	if seen[1] == 0 || seen[-1] == 0 || seen[0] == 0 {
		t.Errorf("sides met: %v", seen)
	}
}

// Near ties that floating point cannot tell: at the weak-selection threshold the
// first order cancels, and the second, β²/2·Σ e², decides against the mutant.
func TestFixationNearTie(t *testing.T) {
	for _, beta := range []string{"1/1000000000", "1/100000000000000000000", "1/10"} {
		z := 10
		// (Z-2)aa + (2Z-1)ab = (Z+1)ba + (2Z-4)bb with aa = 16, ab = 0, ba = 0, bb = 8:
		// 8·16 = 16·8.
		f, err := Fix(context.Background(), matrix2("16", "0", "0", "8"), 0, 1, z, rat(beta))
		if err != nil || f.Neutral != -1 {
			t.Errorf("beta %s: %d %v", beta, f.Neutral, err)
		}
		// A little more for the mutant: larger than 1/Z as soon as β is small enough
		// that the first order wins.
		m := matrix2("16", "1/1000000", "0", "8")
		f, err = Fix(context.Background(), m, 0, 1, z, rat(beta))
		want := 1
		if beta == "1/10" {
			want = -1
		}
		if err != nil || f.Neutral != want {
			t.Errorf("beta %s, favoured: %d %v", beta, f.Neutral, err)
		}
	}
}

// Enclosures of exp contain it: against the series in large floating point.
func TestEncloseExp(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 10))
	for range 150 {
		num, den := big.NewInt(int64(rng.IntN(2001)-1000)), big.NewInt(int64(1+rng.IntN(70)))
		prec := uint(64 + rng.IntN(100))
		lo, hi := encloseExp(num, den, prec, 20)
		q, _ := new(big.Rat).SetFrac(num, den).Float64()
		if q >= 20 {
			if want := new(big.Int).Lsh(big.NewInt(1), prec+20); lo.Cmp(want) != 0 || hi.Cmp(lo) <= 0 {
				t.Fatalf("exp(%v): [%v, %v]", q, lo, hi)
			}
			continue
		}
		if q < -60 {
			if hi.Cmp(new(big.Int).Lsh(big.NewInt(1), prec)) >= 0 || lo.Sign() < 0 {
				t.Fatalf("exp(%v): [%v, %v]", q, lo, hi)
			}
			continue // the series would take long
		}
		// Σ x^k/k! of rationals, exact to a rest below 2^-(prec+120).
		x, sum, term := new(big.Rat).SetFrac(num, den), big.NewRat(1, 1), big.NewRat(1, 1)
		size := func(r *big.Rat) int { return r.Num().BitLen() - r.Denom().BitLen() }
		for k := int64(1); size(term) > -int(prec)-120 || k < 60; k++ {
			term = new(big.Rat).Mul(term, x)
			term.Quo(term, big.NewRat(k, 1))
			sum.Add(sum, term)
		}
		scaled := sum.Mul(sum, new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), prec)))
		if scaled.Cmp(new(big.Rat).SetInt(lo)) < 0 || scaled.Cmp(new(big.Rat).SetInt(hi)) > 0 {
			t.Fatalf("exp(%v/%v) at %d bits: %s outside [%v, %v]", num, den, prec, scaled.FloatString(3), lo, hi)
		}
		if width := new(big.Int).Sub(hi, lo); width.BitLen() > 40 && q < 1 {
			t.Fatalf("exp(%v/%v) at %d bits: width %v", num, den, prec, width)
		}
	}
}

// The conditions of Nowak, Sasaki, Taylor and Fudenberg (2004): for large
// populations risk dominance and the law of one third.
func TestPopulationConditions(t *testing.T) {
	g := generic(t)
	tour, err := StageTournament(g)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(8, 11))
	for _, z := range []int{2, 10, 1000} {
		favoured, err := tour.Favoured(0, 1, z)
		if err != nil {
			t.Fatal(err)
		}
		weakly, err := tour.WeaklyFavoured(0, 1, z)
		if err != nil {
			t.Fatal(err)
		}
		for range 300 {
			x := []*big.Rat{big.NewRat(int64(rng.IntN(9)), 1), big.NewRat(int64(rng.IntN(9)), 1), big.NewRat(int64(rng.IntN(9)), 1), big.NewRat(int64(rng.IntN(9)), 1), rat("1/2")}
			m, err := tour.At(x)
			if err != nil {
				t.Fatal(err)
			}
			f, err := Fix(context.Background(), m, 0, 1, z, rat("1/1000000000"))
			if err != nil {
				t.Fatal(err)
			}
			if favoured.Eval(x) != (f.Favoured > 0) {
				t.Fatalf("Z = %d at %v: favoured %v, %d", z, x, favoured.Eval(x), f.Favoured)
			}
			// At so weak a selection the first order decides, unless it is 0.
			if weakly.Eval(x) != (f.Neutral > 0) {
				t.Fatalf("Z = %d at %v: weakly favoured %v, %d", z, x, weakly.Eval(x), f.Neutral)
			}
		}
	}
	// The law of one third at T, R, P, S: R + 2S > T + 2P, up to 1/Z.
	weakly, err := tour.WeaklyFavoured(0, 1, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		x    []*big.Rat
		want bool
	}{
		{[]*big.Rat{rat("0"), rat("7"), rat("3"), rat("0"), rat("0")}, true},
		{[]*big.Rat{rat("0"), rat("5"), rat("3"), rat("0"), rat("0")}, false},
	} {
		if weakly.Eval(c.x) != c.want {
			t.Errorf("law of one third at %v", c.x)
		}
	}
	if _, err := StageTournament(newGame(t, nil, "1/2", twoByTwo, func(p int, a []int) string { return []string{"1", "2"}[p] })); err == nil {
		t.Error("a game whose roles differ")
	}
}

// With two strategies the shares of time are as the fixation probabilities
// (Fudenberg and Imhof 2006), exp of the exact exponent.
func TestSharesOfTwoStrategies(t *testing.T) {
	m := matrix2("4", "1", "3", "2")
	pi, err := SmallMutation(context.Background(), m, 10, rat("1/10"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := pi[0].Float()/pi[1].Float(), math.Exp(-0.2); math.Abs(got-want) > 1e-12 {
		t.Errorf("quotient of shares %v, want %v", got, want)
	}
}

// Interrupted work stops.
func TestFixInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Fix(ctx, matrix2("4", "1", "3", "2"), 0, 1, 100_000, rat("1/10")); err == nil {
		t.Error("not interrupted")
	}
}

func BenchmarkFix(b *testing.B) {
	m := matrix2("16", "0", "0", "8")
	for b.Loop() {
		if _, err := Fix(context.Background(), m, 0, 1, 100, rat("1/100")); err != nil {
			b.Fatal(err)
		}
	}
}
