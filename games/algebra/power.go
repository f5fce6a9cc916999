package algebra

// Pow returns p^n for n >= 0.
func (p Poly) Pow(n int) Poly {
	r, _ := (*Effort)(nil).Pow(p, n)
	return r
}

// affine reports whether p is a sum of at least two multiples of variables, or of
// these and a constant, whose powers affinePower finds term by term.
func (p Poly) affine() bool { return len(p.c) > 1 && p.TotalDegree() == 1 }

// powerBits bounds the length of the coefficients of p^n in bits: they add up to no more
// than those of p do, to the power of n.
func (p Poly) powerBits(n int) int {
	sum := NewInt(0)
	for _, c := range p.c {
		sum = sum.Add(c.Abs())
	}
	return n * sum.BitLen()
}

// affinePower returns p^n for an affine p and n > 0 by the binomial theorem, one
// variable after the other, so that every term is made once, in its place. Squaring
// sums up many products for each term.
func affinePower(p Poly, n int) Poly {
	if n > MaxDegree {
		panic(errDegree)
	}
	return binomial(p, n, affinePowers(p.rest(), n))
}

// rest is p without its first term.
func (p Poly) rest() Poly { return Poly{nv: p.nv, exp: p.exp[p.nv:], c: p.c[1:]} }

// affinePowers lists the powers 0 to n of a sum of multiples of variables and a
// constant.
func affinePowers(p Poly, n int) []Poly {
	zero := Poly{nv: p.nv, exp: make([]uint16, p.nv), c: one}
	if len(p.c) == 0 {
		out := make([]Poly, n+1)
		out[0] = zero
		return out
	}
	rest := affinePowers(p.rest(), n)
	out := []Poly{zero}
	for k := 1; k <= n; k++ {
		out = append(out, binomial(p, k, rest))
	}
	return out
}

// binomial returns (a + q)^n = Σ C(n, k)·a^k·q^(n-k) for the first term a of p, a
// multiple of a variable that no other term has, and the powers of the others.
func binomial(p Poly, n int, powers []Poly) Poly {
	lead := make([]Int, n+1) // C(n, k)·c^k for the coefficient c of a
	lead[0] = NewInt(1)
	choose, power := lead[0], lead[0]
	terms := 0
	for k := range n + 1 {
		if k > 0 {
			choose = choose.Mul(NewInt(int64(n - k + 1))).Quo(NewInt(int64(k)))
			power = power.Mul(p.c[0])
			lead[k] = choose.Mul(power)
		}
		terms += len(powers[n-k].c)
	}
	out := Poly{nv: p.nv, exp: make([]uint16, 0, terms*p.nv), c: make([]Int, 0, terms)}
	for k := n; k >= 0; k-- {
		q := powers[n-k]
		for i, c := range q.c {
			at := len(out.exp)
			out.exp = append(out.exp, q.row(i)...)
			for v, e := range p.row(0) {
				out.exp[at+v] += e * uint16(k)
			}
			out.c = append(out.c, c.Mul(lead[k]))
		}
	}
	return out
}
