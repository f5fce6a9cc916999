package algebra

import "math/big"

// Sqrt returns the square root of p with positive leading coefficient, if p is
// the square of a polynomial. The root is found term by term from the leading
// one, as for numbers on paper.
func Sqrt(p Poly) (Poly, bool) { return sqrt(p, nil) }

// sqrt is Sqrt within an effort: false when that runs out as well.
func sqrt(p Poly, e *Effort) (Poly, bool) {
	if p.IsZero() {
		return p, true
	}
	lead, ok := monomialSqrt(p, 0)
	if !ok {
		return Poly{}, false
	}
	if _, ok := monomialSqrt(p, len(p.c)-1); !ok || !maybeSquare(p) {
		return Poly{}, false
	}
	var buf [16]uint16
	half := p.degrees(buf[:0])
	for v := range half {
		half[v] /= 2
	}
	root, twice := lead, lead.Scale(NewInt(2))
	for rest := p.Sub(lead.Mul(lead)); !rest.IsZero(); {
		if !e.Spend(len(rest.c) + len(root.c)) {
			return Poly{}, false
		}
		first := Poly{nv: rest.nv, exp: rest.row(0), c: rest.c[:1]}
		t, ok := first.DivExact(twice)
		if !ok {
			return Poly{}, false
		}
		for v, d := range t.exp {
			if d > half[v] {
				return Poly{}, false
			}
		}
		// (root + t)² = root² + t·(2·root + t)
		rest = rest.Sub(t.Mul(root.Scale(NewInt(2)).Add(t)))
		root = root.Add(t)
	}
	return root, true
}

// monomialSqrt returns the square root of term i of p with positive coefficient.
func monomialSqrt(p Poly, i int) (Poly, bool) {
	c, row := p.Term(i)
	k := new(big.Int)
	if c.Sign() < 0 || new(big.Int).Mul(k.Sqrt(c.Big()), k).Cmp(c.Big()) != 0 {
		return Poly{}, false
	}
	e := make([]uint16, len(row))
	for v := range row {
		if row[v]%2 == 1 {
			return Poly{}, false
		}
		e[v] = row[v] / 2
	}
	return Poly{nv: p.nv, exp: e, c: []Int{IntFromBig(k)}}, true
}

// maybeSquare reports false when the value of p at some point modulo a prime has
// no square root there (Euler's criterion), which proves that p is not a square.
// A polynomial that is not passes all the points with probability 2^-sqrtPoints.
func maybeSquare(p Poly) bool {
	const sqrtPoints = 3
	f := field{mersenne61}
	var bufD [16]uint16
	var bufV [64]uint64
	degs := p.degrees(bufD[:0])
	for attempt := range sqrtPoints {
		x := uint64(0)
		for _, t := range f.values(p, degs, attempt, bufV[:0]) {
			x = f.add(x, t)
		}
		if x != 0 && f.pow(x, (f.p-1)/2) != 1 {
			return false
		}
	}
	return true
}
