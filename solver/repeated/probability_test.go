package repeated

import (
	"context"
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

// Exponentials at 40 digits of another program, on both sides of floating point.
func TestExponentials(t *testing.T) {
	for _, c := range []struct{ x, want string }{
		{"0", "1"},
		{"1", "2.718281828459045235360287471352662497757"},
		{"-1/3", "0.7165313105737892504256040969253844671678"},
		{"-1000", "5.075958897549456765291809479574336919306e-435"},
		{"1000", "1.970071114017046993888879352243323125317e+434"},
		{"-123456/7", "3.42254272942936774597606190356526245858430e-7660"},
	} {
		x := rat(c.x)
		got, ok := expRat(x.Num(), x.Denom())
		want, _, err := big.ParseFloat(c.want, 10, bitsOfProbability, big.ToNearestEven)
		if err != nil || !ok {
			t.Fatal(err, ok)
		}
		quotient, _ := new(big.Float).Sub(new(big.Float).Quo(got, want), big.NewFloat(1)).Float64()
		if math.Abs(quotient) > 1e-18 {
			t.Errorf("exp(%s) = %s, want %s", c.x, got.Text('g', 40), c.want)
		}
	}
	if _, ok := expRat(big.NewInt(-1<<40), big.NewInt(1)); ok {
		t.Error("exp(-2^40)")
	}
}

// Numbers print as big.Float prints them, in the range of floating point and outside.
func TestMagnitude(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 12))
	for range 2000 {
		x := new(big.Float).SetMantExp(big.NewFloat(0.5+rng.Float64()/2), rng.IntN(8000)-4000)
		want := strings.Replace(x.Text('g', 9), "e+", "e", 1)
		if got := strings.Replace(magnitude(x, 9), "e+", "e", 1); got != want {
			t.Fatalf("%s, want %s", got, want)
		}
	}
	if got := magnitude(new(big.Float).SetMantExp(big.NewFloat(1), -1<<29), 5); got != "4.8812e-161614249" {
		t.Errorf("2^-2^29 = %s", got)
	}
}

// Strong selection: the probabilities of a mutant and of what takes its place are far
// below the least floating-point number, and their logarithms are exact.
func TestStrongSelection(t *testing.T) {
	stag := matrix2("4", "1", "3", "2")
	// Z = 50, β = 100: the shares are as exp(β·E), E = (50/2)(4+1-3-2) - (4-2) = -2.
	pi, err := SmallMutation(context.Background(), stag, 50, rat("100"))
	if err != nil {
		t.Fatal(err)
	}
	if a, b := pi[0].Text(7), pi[1].Text(7); a != "1.383897e-87" || b != "1 - 1.383897e-87" {
		t.Errorf("shares %s and %s, want exp(-200) = 1.383897e-87 and 1 less that", a, b)
	}
	f, err := Fix(context.Background(), stag, 0, 1, 50, rat("100"))
	if err != nil {
		t.Fatal(err)
	}
	back, err := Fix(context.Background(), stag, 1, 0, 50, rat("100"))
	if err != nil {
		t.Fatal(err)
	}
	if q := new(big.Float).Quo(f.Approximate.P, back.Approximate.P); magnitude(q, 7) != "1.383897e-87" {
		t.Errorf("quotient of the fixation probabilities %s", magnitude(q, 7))
	}
	// A dominant action of size 500: nearly certain, and the reverse nearly impossible.
	race := matrix2("3", "0", "5", "1")
	pi, err = SmallMutation(context.Background(), race, 500, rat("1000"))
	if err != nil {
		t.Fatal(err)
	}
	// E = 250(3+0-5-1) - (3-1) = -752; log10 exp(-752000) = -326589.4485…
	if a := pi[0].Text(4); !strings.HasSuffix(a, "e-326590") {
		t.Errorf("share %s", a)
	}
	for _, p := range pi {
		if s := p.P.Sign() * p.Rest.Sign(); s <= 0 {
			t.Errorf("a share of 0 or 1: %s", p.Text(7))
		}
	}
	// Beyond any number that could be written the comparisons still stand.
	f, err = Fix(context.Background(), race, 0, 1, 500, rat("1000000000000"))
	if err != nil || f.Approximate != nil || f.Neutral != -1 || f.Favoured != -1 {
		t.Errorf("hopeless: %+v %v", f, err)
	}
	if _, err := SmallMutation(context.Background(), race, 500, rat("1000000000000")); !errors.Is(err, ErrTooStrong) {
		t.Errorf("shares beyond numbers: %v", err)
	}
}

// Fixation probabilities of random games under strong selection are those of the
// product of birth and death probabilities, in logarithms of 300 bits.
func TestFixationInLogarithms(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 13))
	for range 60 {
		draw := func() *big.Rat { return big.NewRat(int64(rng.IntN(41)-20), int64(1+rng.IntN(6))) }
		m := [][]*big.Rat{{draw(), draw()}, {draw(), draw()}}
		z, beta := 2+rng.IntN(60), big.NewRat(int64(1+rng.IntN(400)), 3)
		f, err := Fix(context.Background(), m, 0, 1, z, beta)
		if err != nil {
			t.Fatal(err)
		}
		// log of the sum of the products, the largest taken out.
		var logs []*big.Rat
		log, top := new(big.Rat), new(big.Rat)
		logs = append(logs, new(big.Rat))
		for k := 1; k < z; k++ {
			share := func(n int) *big.Rat { return big.NewRat(int64(n), int64(z-1)) }
			pa := add(mul(share(k-1), m[0][0]), mul(share(z-k), m[0][1]))
			pb := add(mul(share(k), m[1][0]), mul(share(z-k-1), m[1][1]))
			log = sub(log, mul(beta, sub(pa, pb)))
			logs = append(logs, log)
			if log.Cmp(top) > 0 {
				top = log
			}
		}
		sum := 0.0
		for _, l := range logs {
			x, _ := sub(l, top).Float64()
			sum += math.Exp(x)
		}
		x, _ := top.Float64()
		want := -(x + math.Log(sum)) / math.Ln10
		mant := new(big.Float)
		e := f.Approximate.P.MantExp(mant)
		y, _ := mant.Float64()
		if got := math.Log10(y) + float64(e)*math.Log10(2); math.Abs(got-want) > 1e-9*(1+math.Abs(want)) {
			t.Fatalf("%v at %v, %d: log10 %v, want %v", m, beta, z, got, want)
		}
	}
}
