package graph

import (
	"math/big"

	"brink/games"
	"brink/solver/exact"
)

// maxExponent bounds the arguments at which exp is enclosed.
const maxExponent = 4000

// enclose returns an interval around the value of a function at q, of a width of
// about 2^-bits times the value or times 1; ok is false outside the domain and where
// the value would be too large to write.
func enclose(name string, q *big.Rat, bits int) (iv exact.Interval, ok bool) {
	one := big.NewRat(1, 1)
	switch {
	case name == "exp" && q.Sign() == 0:
		return just(one), true
	case name == "exp":
		return encloseExp(q, bits)
	case q.Sign() < 0 || name == "log" && q.Sign() == 0:
		return iv, false
	case name == "log" && q.Cmp(one) == 0:
		return just(new(big.Rat)), true
	case name == "log":
		return encloseLog(q, bits)
	}
	return encloseSqrt(q, bits), true
}

func just(q *big.Rat) exact.Interval { return exact.Interval{Lo: exact.RatBig(q), Hi: exact.RatBig(q)} }

// fixed is an interval of multiples of 2^-prec.
type fixed struct{ lo, hi *big.Int }

func (f fixed) interval(prec int) exact.Interval {
	unit := new(big.Int).Lsh(big.NewInt(1), uint(prec))
	return exact.Interval{Lo: exact.RatBig(new(big.Rat).SetFrac(f.lo, unit)), Hi: exact.RatBig(new(big.Rat).SetFrac(f.hi, unit))}
}

// fixedOf rounds q outwards.
func fixedOf(q *big.Rat, prec int) fixed {
	n := new(big.Int).Lsh(q.Num(), uint(prec))
	lo, rest := new(big.Int).DivMod(n, q.Denom(), new(big.Int))
	if rest.Sign() == 0 {
		return fixed{lo, lo}
	}
	return fixed{lo, new(big.Int).Add(lo, big.NewInt(1))}
}

// shiftDown and shiftUp divide a number that is not negative by 2^k, rounded.
func shiftDown(x *big.Int, k int) *big.Int { return new(big.Int).Rsh(x, uint(k)) }

func shiftUp(x *big.Int, k int) *big.Int {
	y := new(big.Int).Neg(x)
	return y.Neg(y.Rsh(y, uint(k)))
}

func divideUp(x *big.Int, k int64) *big.Int {
	y := new(big.Int).Add(x, big.NewInt(k-1))
	return y.Quo(y, big.NewInt(k))
}

// encloseExp sums the Taylor series at |q|/2^n <= 1/2, of positive terms, with twice
// the first term left out as a bound of the rest, and squares n times.
func encloseExp(q *big.Rat, bits int) (exact.Interval, bool) {
	a := new(big.Rat).Abs(q)
	if a.Cmp(big.NewRat(maxExponent, 1)) > 0 {
		return exact.Interval{}, false
	}
	size, _ := a.Float64()
	n := 0
	for r := new(big.Rat).Set(a); r.Cmp(big.NewRat(1, 2)) > 0; n++ {
		r.Quo(r, big.NewRat(2, 1))
	}
	prec := bits + 2*n + 20 + 3*int(size+1)
	r := fixedOf(new(big.Rat).Quo(a, new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(n)))), prec)
	one := new(big.Int).Lsh(big.NewInt(1), uint(prec))
	sum := fixed{new(big.Int).Set(one), new(big.Int).Set(one)}
	term := fixed{one, one}
	for k := int64(1); ; k++ {
		term = fixed{
			new(big.Int).Quo(shiftDown(new(big.Int).Mul(term.lo, r.lo), prec), big.NewInt(k)),
			divideUp(shiftUp(new(big.Int).Mul(term.hi, r.hi), prec), k),
		}
		if term.lo.Sign() == 0 {
			sum.hi.Add(sum.hi, new(big.Int).Lsh(term.hi, 1))
			break
		}
		sum.lo.Add(sum.lo, term.lo)
		sum.hi.Add(sum.hi, term.hi)
	}
	for range n {
		sum = fixed{shiftDown(new(big.Int).Mul(sum.lo, sum.lo), prec), shiftUp(new(big.Int).Mul(sum.hi, sum.hi), prec)}
	}
	if q.Sign() < 0 {
		square := new(big.Int).Mul(one, one)
		up := new(big.Int).Add(square, sum.lo)
		up.Sub(up, big.NewInt(1))
		sum = fixed{new(big.Int).Quo(square, sum.hi), up.Quo(up, sum.lo)}
	}
	return sum.interval(prec), true
}

// encloseLog is e*log(2) + log(m) where q = m*2^e with m between 2/3 and 4/3.
func encloseLog(q *big.Rat, bits int) (exact.Interval, bool) {
	e := q.Num().BitLen() - q.Denom().BitLen()
	if e > 1<<20 || e < -1<<20 {
		return exact.Interval{}, false
	}
	two := big.NewRat(2, 1)
	m := new(big.Rat).Set(q)
	if e > 0 {
		m.Quo(m, new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(e))))
	} else {
		m.Mul(m, new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(-e))))
	}
	for m.Cmp(big.NewRat(4, 3)) > 0 {
		m.Quo(m, two)
		e++
	}
	for m.Cmp(big.NewRat(2, 3)) < 0 {
		m.Mul(m, two)
		e--
	}
	prec := bits + 30
	one := big.NewRat(1, 1)
	z := new(big.Rat).Quo(new(big.Rat).Sub(m, one), new(big.Rat).Add(m, one))
	f := twiceArtanh(new(big.Rat).Abs(z), prec)
	if z.Sign() < 0 {
		f = fixed{new(big.Int).Neg(f.hi), new(big.Int).Neg(f.lo)}
	}
	half := twiceArtanh(big.NewRat(1, 3), prec) // log(2)
	k := big.NewInt(int64(e))
	lo, hi := new(big.Int).Mul(half.lo, k), new(big.Int).Mul(half.hi, k)
	if e < 0 {
		lo, hi = hi, lo
	}
	return fixed{lo.Add(lo, f.lo), hi.Add(hi, f.hi)}.interval(prec), true
}

// twiceArtanh is 2*(z + z^3/3 + z^5/5 + …) for z from 0 to 1/3; the terms left out are
// at most twice the first of them.
func twiceArtanh(z *big.Rat, prec int) fixed {
	x := fixedOf(z, prec)
	square := fixed{shiftDown(new(big.Int).Mul(x.lo, x.lo), prec), shiftUp(new(big.Int).Mul(x.hi, x.hi), prec)}
	sum := fixed{new(big.Int), new(big.Int)}
	for k := int64(1); ; k += 2 {
		if x.lo.Sign() == 0 {
			sum.hi.Add(sum.hi, new(big.Int).Lsh(x.hi, 1))
			break
		}
		sum.lo.Add(sum.lo, new(big.Int).Quo(x.lo, big.NewInt(k)))
		sum.hi.Add(sum.hi, divideUp(x.hi, k))
		x = fixed{shiftDown(new(big.Int).Mul(x.lo, square.lo), prec), shiftUp(new(big.Int).Mul(x.hi, square.hi), prec)}
	}
	return fixed{sum.lo.Lsh(sum.lo, 1), sum.hi.Lsh(sum.hi, 1)}
}

// bisected encloses the root of a polynomial, of which there is one between two numbers
// that are none.
func bisected(t *games.Term, bits int) exact.Interval {
	lo, hi := t.Low, t.High
	below := t.Poly.Sign([]*big.Rat{lo})
	width := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), uint(bits)))
	for new(big.Rat).Sub(hi, lo).Cmp(width) > 0 {
		mid := new(big.Rat).Add(lo, hi)
		mid.Quo(mid, big.NewRat(2, 1))
		if t.Poly.Sign([]*big.Rat{mid}) == below {
			lo = mid
		} else {
			hi = mid
		}
	}
	return exact.Interval{Lo: exact.RatBig(lo), Hi: exact.RatBig(hi)}
}

// encloseSqrt is exact for squares.
func encloseSqrt(q *big.Rat, bits int) exact.Interval {
	n, d := new(big.Int).Sqrt(q.Num()), new(big.Int).Sqrt(q.Denom())
	if s := new(big.Rat).SetFrac(n, d); new(big.Rat).Mul(s, s).Cmp(q) == 0 {
		return just(s)
	}
	prec := bits + max(q.Denom().BitLen()-q.Num().BitLen(), 0)
	lo := new(big.Int).Sqrt(fixedOf(q, 2*prec).lo)
	return fixed{lo, new(big.Int).Add(lo, big.NewInt(1))}.interval(prec)
}
