package repeated

import (
	"context"
	"math"
	"math/big"
	"math/bits"
)

// fixationExponents are the numbers i·(p·i + q)/den, i = 1 … n-1 for a population
// of n: the exponents of the sum 1 + Σ exp(·) whose inverse is a fixation
// probability.
type fixationExponents struct {
	n         int
	p, q, den *big.Int // den > 0
}

// newFixationExponents has -β(u·i(i+1)/2 + v·i)/(Z-1) with u = aa - ab - ba + bb and
// v = Z(ab - bb) - aa + bb.
func newFixationExponents(aa, ab, ba, bb *big.Rat, players int, beta *big.Rat) *fixationExponents {
	z := big.NewRat(int64(players), 1)
	u := new(big.Rat).Sub(aa, ab)
	u.Sub(u, ba)
	u.Add(u, bb)
	v := new(big.Rat).Sub(ab, bb)
	v.Mul(v, z)
	v.Sub(v, aa)
	v.Add(v, bb)
	scale := new(big.Rat).Neg(beta)
	scale.Quo(scale, big.NewRat(int64(players-1), 1))
	u.Mul(u, scale)
	u.Quo(u, big.NewRat(2, 1)) // of i²
	v.Mul(v, scale)
	v.Add(v, u) // of i
	e := &fixationExponents{n: players, den: lcmInt(u.Denom(), v.Denom())}
	e.p = new(big.Int).Quo(e.den, u.Denom())
	e.p.Mul(e.p, u.Num())
	e.q = new(big.Int).Quo(e.den, v.Denom())
	e.q.Mul(e.q, v.Num())
	return e
}

// linear is p·i + q, which has the sign of exponent i.
func (e *fixationExponents) linear(i int) *big.Int {
	x := new(big.Int).Mul(e.p, big.NewInt(int64(i)))
	return x.Add(x, e.q)
}

// float is exponent i, rounded: its relative error is at most 4 units in the last
// place. Beyond the range of floating point it is infinite.
func (e *fixationExponents) float(i int) float64 {
	x := e.linear(i)
	f, _ := new(big.Rat).SetFrac(x.Mul(x, big.NewInt(int64(i))), e.den).Float64()
	return f
}

// probability is the fixation probability 1/(1 + S) and S/(1 + S) of the sum S of
// the exponentials. The largest exponent is taken out of the sum, exactly, so that
// nothing leaves the range of floating point; false where S itself leaves the range
// of numbers, beyond exp(±2^30).
func (e *fixationExponents) probability(ctx context.Context) (Probability, bool, error) {
	exponent := func(i int) *big.Int {
		x := e.linear(i)
		return x.Mul(x, big.NewInt(int64(i)))
	}
	var top *big.Int // of the numerators
	for i := 1; i < e.n; i++ {
		if i%4096 == 0 && ctx.Err() != nil {
			return Probability{}, false, ctx.Err()
		}
		if x := exponent(i); top == nil || x.Cmp(top) > 0 {
			top = x
		}
	}
	den := new(big.Float).SetInt(e.den)
	sum := 0.0
	for i := 1; i < e.n; i++ {
		if i%4096 == 0 && ctx.Err() != nil {
			return Probability{}, false, ctx.Err()
		}
		x := exponent(i)
		below, _ := new(big.Float).Quo(new(big.Float).SetInt(x.Sub(x, top)), den).Float64()
		sum += math.Exp(below)
	}
	s, ok := expRat(top, e.den)
	if !ok {
		return Probability{}, false, nil
	}
	s.Mul(s, big.NewFloat(sum))
	all := new(big.Float).SetPrec(bitsOfProbability).SetInt64(1)
	all.Add(all, s)
	return Probability{new(big.Float).Quo(big.NewFloat(1).SetPrec(bitsOfProbability), all), s.Quo(s, all)}, true, nil
}

// againstNeutral compares the fixation probability with 1/n: whether Σ_{i<n}
// exp(e_i) is less than n-1, the number of its terms. By the theorem of Lindemann
// and Weierstrass exponentials of different rationals are linearly independent
// over the rationals, so the two are equal only if all exponents are zero. Else
// signs, or the inequality of the arithmetic and geometric means, or enclosures of
// ever more digits decide.
func (e *fixationExponents) againstNeutral(ctx context.Context) (int, error) {
	first, last := e.linear(1).Sign(), e.linear(e.n-1).Sign()
	switch {
	case first == 0 && last == 0:
		return 0, nil
	case first <= 0 && last <= 0:
		return 1, nil // every term is at most 1
	case first >= 0 && last >= 0:
		return -1, nil
	}
	// Σ exp(e_i) >= (n-1)·exp(mean), with equality only where all are the same.
	n := int64(e.n)
	squares := new(big.Int).Mul(big.NewInt(n*(n-1)/2), big.NewInt(2*n-1)) // 3·Σ i²
	squares.Mul(squares, e.p)
	sum := new(big.Int).Mul(big.NewInt(3*(n*(n-1)/2)), e.q)
	if sum.Add(sum, squares).Sign() >= 0 {
		return -1, nil
	}
	if s, ok := e.guess(); ok {
		return s, nil
	}
	for prec := uint(128); ; prec *= 2 {
		lo, hi, err := e.enclose(ctx, prec)
		if err != nil {
			return 0, err
		}
		bound := new(big.Int).Lsh(big.NewInt(n-1), prec)
		switch {
		case hi.Cmp(bound) < 0:
			return 1, nil
		case lo.Cmp(bound) > 0:
			return -1, nil
		}
	}
}

// sumMargin bounds the relative error of the sum of up to MaxPopulation
// exponentials in floating point: exponents up to 745 with an error of 4 units in
// the last place contribute 3·10^-13, exp one unit, additions 10^6 units.
const sumMargin = 1e-9

// guess compares in floating point where the error bound allows.
func (e *fixationExponents) guess() (int, bool) {
	sum, limit := 0.0, float64(e.n-1)
	for i := 1; i < e.n; i++ {
		sum += math.Exp(e.float(i))
		if sum*(1-sumMargin) > limit {
			return -1, true
		}
	}
	return 1, sum*(1+sumMargin) < limit
}

// enclose returns bounds of Σ exp(e_i), as multiples of 2^-prec.
func (e *fixationExponents) enclose(ctx context.Context, prec uint) (lo, hi *big.Int, err error) {
	lo, hi = new(big.Int), new(big.Int)
	for i := 1; i < e.n; i++ {
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		x := e.linear(i)
		l, h := encloseExp(x.Mul(x, big.NewInt(int64(i))), e.den, prec, uint(bits.Len(uint(e.n))))
		lo.Add(lo, l)
		hi.Add(hi, h)
	}
	return lo, hi, nil
}

// encloseExp returns bounds of exp(num/den), den > 0, as multiples of 2^-prec: by
// the Taylor series of exp(|num/den|/2^s), squared s times, with directed
// rounding. Values over 2^large are returned as [2^large, ∞), an upper bound that
// is large enough for any comparison with less.
func encloseExp(num, den *big.Int, prec, large uint) (lo, hi *big.Int) {
	one := new(big.Int).Lsh(big.NewInt(1), prec)
	abs := new(big.Int).Abs(num)
	whole := new(big.Int).Quo(abs, den)
	if num.Sign() > 0 && (!whole.IsInt64() || whole.Int64() >= int64(large)) {
		// exp(large) > 2^large
		return new(big.Int).Lsh(one, large), new(big.Int).Lsh(one, 2*large+prec)
	}
	if num.Sign() < 0 && (!whole.IsInt64() || whole.Int64() >= int64(prec)) {
		return new(big.Int), big.NewInt(1) // exp(-prec) < 2^-prec
	}
	// With s halvings the argument is below 1/2; squaring doubles the relative
	// error, and guard digits make up for it and for the terms.
	s := uint(whole.BitLen()) + 1
	guard := 2*s + 16
	p := prec + guard
	unit := new(big.Int).Lsh(big.NewInt(1), p)
	scaled := new(big.Int).Lsh(abs, p-s)
	down := new(big.Int).Quo(scaled, den)
	up := new(big.Int).Add(down, big.NewInt(1))
	// Below, terms are rounded down until one is 0. Above, they are rounded up until
	// one is a unit; what follows it is together less than another, as x <= 1/2.
	series := func(x *big.Int, round int64) *big.Int {
		sum, term := new(big.Int).Set(unit), new(big.Int).Set(unit)
		for k := int64(1); ; k++ {
			term.Mul(term, x)
			term.Rsh(term, p)
			term.Quo(term, big.NewInt(k))
			term.Add(term, big.NewInt(round))
			sum.Add(sum, term)
			if term.Cmp(big.NewInt(round)) <= 0 {
				return sum.Add(sum, big.NewInt(2*round))
			}
		}
	}
	l, h := series(down, 0), series(up, 1)
	for range s {
		l.Mul(l, l)
		l.Rsh(l, p)
		h.Mul(h, h)
		h.Rsh(h, p)
		h.Add(h, big.NewInt(1))
	}
	if num.Sign() < 0 {
		square := new(big.Int).Lsh(unit, p)
		l, h = new(big.Int).Quo(square, h), new(big.Int).Quo(square, l)
		h.Add(h, big.NewInt(1))
	}
	l.Rsh(l, guard)
	h.Rsh(h, guard)
	return l, h.Add(h, big.NewInt(1))
}
