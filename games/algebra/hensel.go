package algebra

import "math/big"

// Hensel lifting of factorisations modulo a prime to factorisations modulo its
// powers, on dense polynomials with coefficients in 0, …, m-1, constant terms
// first (von zur Gathen and Gerhard, Modern Computer Algebra, Algorithms 15.10
// and 15.17).

// residuePolys is arithmetic modulo m.
type residuePolys struct{ m *big.Int }

func (z residuePolys) reduce(a []*big.Int) []*big.Int {
	for _, c := range a {
		c.Mod(c, z.m)
	}
	for len(a) > 0 && a[len(a)-1].Sign() == 0 {
		a = a[:len(a)-1]
	}
	return a
}

func (z residuePolys) mul(a, b []*big.Int) []*big.Int {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	out := zeros(len(a) + len(b) - 1)
	var t big.Int
	for i, x := range a {
		for j, y := range b {
			out[i+j].Add(out[i+j], t.Mul(x, y))
		}
	}
	return z.reduce(out)
}

// combine returns a + k·b.
func (z residuePolys) combine(a []*big.Int, k int64, b []*big.Int) []*big.Int {
	out := zeros(max(len(a), len(b)))
	for i, x := range a {
		out[i].Set(x)
	}
	var t big.Int
	for i, y := range b {
		out[i].Add(out[i], t.Mul(y, big.NewInt(k)))
	}
	return z.reduce(out)
}

// divide returns quotient and remainder by a monic b.
func (z residuePolys) divide(a, b []*big.Int) (quo, rem []*big.Int) {
	rem = zeros(len(a))
	for i, x := range a {
		rem[i].Set(x)
	}
	if len(a) < len(b) {
		return nil, rem
	}
	quo = zeros(len(a) - len(b) + 1)
	var t big.Int
	for k := len(quo) - 1; k >= 0; k-- {
		c := rem[k+len(b)-1].Mod(rem[k+len(b)-1], z.m)
		quo[k].Set(c)
		for i, y := range b {
			rem[k+i].Sub(rem[k+i], t.Mul(quo[k], y))
		}
	}
	return z.reduce(quo), z.reduce(rem[:len(b)-1])
}

func zeros(n int) []*big.Int {
	values, out := make([]big.Int, n), make([]*big.Int, n)
	for i := range out {
		out[i] = &values[i]
	}
	return out
}

func widen(a []uint64) []*big.Int {
	out := zeros(len(a))
	for i, c := range a {
		out[i].SetUint64(c)
	}
	return out
}

// hensel returns monic factors of a modulo the last of the moduli, each the square
// of the one before, given coprime monic factors modulo the first, f.p, whose
// product is a up to its leading coefficient, a unit. They mean nothing once the
// effort is spent.
func (f field) hensel(a []*big.Int, factors [][]uint64, moduli []*big.Int, e *Effort) [][]*big.Int {
	last := residuePolys{moduli[len(moduli)-1]}
	lead := a[len(a)-1]
	if len(factors) == 1 {
		inv := new(big.Int).ModInverse(lead, last.m)
		return [][]*big.Int{last.mul(a, []*big.Int{inv})}
	}
	half := len(factors) / 2
	g := []uint64{new(big.Int).Mod(lead, moduli[0]).Uint64()}
	for _, x := range factors[:half] {
		g = f.product(g, x)
	}
	h := []uint64{1}
	for _, x := range factors[half:] {
		h = f.product(h, x)
	}
	s, t := f.bezout(g, h)
	G, H, S, T := widen(g), widen(h), widen(s), widen(t)
	for _, m := range moduli[1:] {
		words := 1 + m.BitLen()/64
		if !e.Spend(4 * len(a) * len(a) * (1 + words*words/8)) {
			return nil
		}
		z := residuePolys{m}
		off := z.combine(a, -1, z.mul(G, H))
		q, r := z.divide(z.mul(S, off), H)
		G = z.combine(z.combine(G, 1, z.mul(T, off)), 1, z.mul(q, G))
		H = z.combine(H, 1, r)
		b := z.combine(z.combine(z.mul(S, G), 1, z.mul(T, H)), -1, []*big.Int{big.NewInt(1)})
		c, d := z.divide(z.mul(S, b), H)
		S = z.combine(S, -1, d)
		T = z.combine(z.combine(T, -1, z.mul(T, b)), -1, z.mul(c, G))
	}
	return append(f.hensel(G, factors[:half], moduli, e), f.hensel(H, factors[half:], moduli, e)...)
}

// bezout returns s and t with s·a + t·b = 1 for coprime a and b, of degrees below
// those of b and a.
func (f field) bezout(a, b []uint64) (s, t []uint64) {
	r0, r1 := append([]uint64(nil), a...), append([]uint64(nil), b...)
	s0, s1, t0, t1 := []uint64{1}, []uint64(nil), []uint64(nil), []uint64{1}
	for len(r1) > 0 {
		k := []uint64{f.inv(r1[len(r1)-1])}
		q, r := f.divide(r0, f.product(r1, k))
		q = f.product(q, k)
		r0, r1 = r1, r
		s0, s1 = s1, f.minus(s0, f.product(q, s1))
		t0, t1 = t1, f.minus(t0, f.product(q, t1))
	}
	k := []uint64{f.inv(r0[0])}
	return f.product(s0, k), f.product(t0, k)
}
