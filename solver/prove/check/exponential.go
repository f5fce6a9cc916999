package check

import (
	"math/big"

	"brink/games/expr"
)

// numbers verifies bounds by numbers, each a comparison of exp with a rational number:
// log(a) >= y says that a >= exp(y).
func (d *derivation) numbers(x value, b Bound) (expr.Formula, error) {
	want := map[Rule]int{Line: 2, Chord: 4, Step: 3}[b.Rule]
	if len(b.At) != want {
		return expr.Formula{}, reject("a %s of %d numbers", b.Rule, len(b.At))
	}
	line := func(k, m *big.Rat) Fraction { return d.Add(d.Mul(d.rat(k), x.u), d.rat(m)) }
	at := func(k, m, u *big.Rat) *big.Rat { y := new(big.Rat).Mul(k, u); return y.Add(y, m) }
	one := big.NewRat(1, 1)
	switch b.Rule {
	case Line:
		k, m := b.At[0], b.At[1]
		if k.Sign() <= 0 {
			return expr.Formula{}, reject("a line that does not rise")
		}
		if x.exp {
			// exp(u) - k*u is least at log(k): k*(1 - log(k)) >= m.
			top := new(big.Rat).Sub(one, new(big.Rat).Quo(m, k))
			return d.Compare(x.v, expr.GE, line(k, m)), d.holds(top, expr.GE, k)
		}
		// log(u) - k*u is greatest at 1/k: -log(k) - 1 <= m.
		low := new(big.Rat).Neg(new(big.Rat).Add(one, m))
		return d.Compare(x.v, expr.LE, line(k, m)), d.holds(low, expr.LE, k)
	case Chord:
		from, to, k, m := b.At[0], b.At[1], b.At[2], b.At[3]
		inside := expr.And(d.Compare(x.u, expr.GE, d.rat(from)), d.Compare(x.u, expr.LE, d.rat(to)))
		op := expr.LE
		for _, u := range []*big.Rat{from, to} { // convexity does the rest
			var err error
			if y := at(k, m, u); x.exp {
				err = d.holds(u, expr.LE, y)
			} else if op = expr.GE; u.Sign() <= 0 {
				err = reject("log at a number that is not positive")
			} else {
				err = d.holds(y, expr.LE, u)
			}
			if err != nil {
				return expr.Formula{}, err
			}
		}
		return expr.Or(expr.Not(inside), d.Compare(x.v, op, line(k, m))), nil
	}
	u, lo, hi := b.At[0], b.At[1], b.At[2]
	f := expr.And(
		expr.Or(d.Compare(x.u, expr.LT, d.rat(u)), d.Compare(x.v, expr.GE, d.rat(lo))),
		expr.Or(d.Compare(x.u, expr.GT, d.rat(u)), d.Compare(x.v, expr.LE, d.rat(hi))),
	)
	if x.exp {
		if err := d.holds(u, expr.GE, lo); err != nil {
			return f, err
		}
		return f, d.holds(u, expr.LE, hi)
	}
	if err := d.holds(lo, expr.LE, u); err != nil {
		return f, err
	}
	return f, d.holds(hi, expr.GE, u)
}

// Degrees of the approximants that are tried, and the largest argument.
var degrees = []int{4, 8, 16, 32, 64}

const maxArgument = 1000

// holds verifies that exp(x) >= y, or <= y.
func (d *derivation) holds(x *big.Rat, op expr.Op, y *big.Rat) error {
	if new(big.Rat).Abs(x).Cmp(big.NewRat(maxArgument, 1)) > 0 {
		return reject("exp(%s) is not compared", x.RatString())
	}
	for _, n := range degrees {
		d.m.spend(n * n)
		lo, hi := between(x, n)
		switch {
		case op == expr.GE && lo.Cmp(y) >= 0, op == expr.LE && hi.Cmp(y) <= 0:
			return nil
		case op == expr.GE && hi.Cmp(y) < 0, op == expr.LE && lo.Cmp(y) > 0:
			return reject("exp(%s) is on the other side of %s", x.RatString(), y.RatString())
		}
	}
	panic(gaveUp{"a number is too close to a value of exp"})
}

// between encloses exp(x) by the diagonal approximants of degrees n and n + 1, n even, at
// x/2^k, between 0 and 1/2, squared k times; numbers are rounded outwards to a precision
// that grows with n.
func between(x *big.Rat, n int) (lo, hi *big.Rat) {
	if x.Sign() < 0 {
		lo, hi = between(new(big.Rat).Neg(x), n)
		return new(big.Rat).Inv(hi), new(big.Rat).Inv(lo)
	}
	r, k := new(big.Rat).Set(x), 0
	for ; r.Cmp(big.NewRat(1, 2)) > 0; k++ {
		r.Quo(r, big.NewRat(2, 1))
	}
	bits := uint(16*n + 3*k)
	from, to := grid(r, bits, false), grid(r, bits, true)
	lo, hi = grid(approximant(from, n), bits, false), grid(approximant(to, n+1), bits, true)
	for range k {
		lo, hi = grid(lo.Mul(lo, lo), bits, false), grid(hi.Mul(hi, hi), bits, true)
	}
	return lo, hi
}

// grid rounds to multiples of 2^-bits.
func grid(x *big.Rat, bits uint, up bool) *big.Rat {
	n := new(big.Int).Lsh(x.Num(), bits)
	q, rest := new(big.Int).DivMod(n, x.Denom(), new(big.Int))
	if up && rest.Sign() != 0 {
		q.Add(q, big.NewInt(1))
	}
	return new(big.Rat).SetFrac(q, new(big.Int).Lsh(big.NewInt(1), bits))
}

// padeCoefficients are those of the numerator N of the diagonal approximant
// N(x)/N(-x): (2n-j)! n! / ((2n)! j! (n-j)!).
func padeCoefficients(n int) []*big.Rat {
	out := []*big.Rat{big.NewRat(1, 1)}
	for j := range n {
		// The quotient of one and the one before is (n-j)/((2n-j)(j+1)).
		c := big.NewRat(int64(n-j), int64((2*n-j)*(j+1)))
		out = append(out, c.Mul(c, out[j]))
	}
	return out
}

// approximant is the value at x, not negative and at most 1/2, where N(-x) is positive:
// below exp(x) for even n, above it for odd n (by Hermite's integral for the remainder).
func approximant(x *big.Rat, n int) *big.Rat {
	up, down, power := new(big.Rat), new(big.Rat), big.NewRat(1, 1)
	for j, c := range padeCoefficients(n) {
		t := new(big.Rat).Mul(c, power)
		up.Add(up, t)
		if j%2 == 1 {
			t.Neg(t)
		}
		down.Add(down, t)
		power.Mul(power, x)
	}
	return up.Quo(up, down)
}
