package algebra

import (
	"slices"
)

// Var is a variable: an index into the list of names that a caller keeps (for
// a game, its parameters in the order of the file; further unknowns follow).
type Var = int

// Poly is an immutable polynomial with integer coefficients. Terms are sparse
// and sorted by descending lexicographic order of their exponents, variable 0
// first, so equal polynomials are equal term by term. Polynomials with
// different numbers of variables mix freely: a missing variable has exponent 0.
// The zero value is the polynomial 0.
//
// A polynomial over the rationals is a Ratio with a constant denominator.
type Poly struct {
	nv  int      // exponents per term
	exp []uint16 // nv exponents for each term
	c   []Int    // coefficients, none zero
}

// MaxDegree is the largest exponent of a variable that a polynomial can hold.
const MaxDegree = 1<<15 - 1

// Constant returns the constant polynomial c.
func Constant(c Int) Poly {
	if c.Sign() == 0 {
		return Poly{}
	}
	return Poly{c: []Int{c}}
}

// one is the coefficient list of the polynomial 1, shared by all its uses.
var one = []Int{{w: 1}}

// IntPoly returns the constant polynomial c.
func IntPoly(c int64) Poly {
	if c == 1 {
		return Poly{c: one}
	}
	return Constant(NewInt(c))
}

// Variable returns the polynomial v.
func Variable(v Var) Poly { return power(v, 1) }

// power returns the monomial v^k.
func power(v Var, k int) Poly {
	if k == 0 {
		return IntPoly(1)
	}
	if k > MaxDegree {
		panic(errDegree)
	}
	e := make([]uint16, v+1)
	e[v] = uint16(k)
	return Poly{nv: v + 1, exp: e, c: one}
}

// IsZero reports p == 0.
func (p Poly) IsZero() bool { return len(p.c) == 0 }

// Terms is the number of terms.
func (p Poly) Terms() int { return len(p.c) }

// Term returns the coefficient and the exponents of term i; the exponents must
// not be changed.
func (p Poly) Term(i int) (Int, []uint16) { return p.c[i], p.row(i) }

func (p Poly) row(i int) []uint16 { return p.exp[i*p.nv : (i+1)*p.nv : (i+1)*p.nv] }

// Const returns the value of a constant polynomial and whether p is one.
func (p Poly) Const() (Int, bool) {
	switch len(p.c) {
	case 0:
		return Int{}, true
	case 1:
		for _, e := range p.exp {
			if e != 0 {
				return Int{}, false
			}
		}
		return p.c[0], true
	}
	return Int{}, false
}

// IsConst reports whether p has no variable.
func (p Poly) IsConst() bool { _, ok := p.Const(); return ok }

// isOne reports p == 1.
func (p Poly) isOne() bool { k, ok := p.Const(); return ok && k.IsOne() }

// Degree is the degree in v; 0 for the zero polynomial.
func (p Poly) Degree(v Var) int {
	if v < 0 || v >= p.nv {
		return 0
	}
	d := uint16(0)
	for i := v; i < len(p.exp); i += p.nv {
		d = max(d, p.exp[i])
	}
	return int(d)
}

// degrees appends the degree of p in each of its nv variables to buf[:0].
func (p Poly) degrees(buf []uint16) []uint16 {
	d := append(buf[:0], p.exp[:min(p.nv, len(p.exp))]...)
	for i := p.nv; i < len(p.exp); i += p.nv {
		for v, e := range p.exp[i : i+p.nv] {
			d[v] = max(d[v], e)
		}
	}
	return d
}

// CoefficientBits is the length in bits of the longest coefficient.
func (p Poly) CoefficientBits() int {
	bits := 0
	for _, c := range p.c {
		bits = max(bits, c.BitLen())
	}
	return bits
}

// TotalDegree is the largest sum of exponents.
func (p Poly) TotalDegree() int {
	d := 0
	for i := range p.c {
		d = max(d, rowDegree(p.row(i)))
	}
	return d
}

func rowDegree(row []uint16) int {
	s := 0
	for _, e := range row {
		s += int(e)
	}
	return s
}

// Has reports whether v occurs in p.
func (p Poly) Has(v Var) bool {
	if v < 0 || v >= p.nv {
		return false
	}
	for i := v; i < len(p.exp); i += p.nv {
		if p.exp[i] != 0 {
			return true
		}
	}
	return false
}

// Vars lists the variables that occur, ascending.
func (p Poly) Vars() []Var {
	var buf [16]uint16
	var vs []Var
	for v, d := range p.degrees(buf[:0]) {
		if d > 0 {
			vs = append(vs, v)
		}
	}
	return vs
}

// Lead returns the leading coefficient in the lexicographic term order; 0 for 0.
func (p Poly) Lead() Int {
	if len(p.c) == 0 {
		return Int{}
	}
	return p.c[0]
}

// ConstTerm returns the constant term.
func (p Poly) ConstTerm() Int {
	if n := len(p.c); n > 0 {
		for _, e := range p.row(n - 1) {
			if e != 0 {
				return Int{}
			}
		}
		return p.c[n-1]
	}
	return Int{}
}

// compareRows orders exponent vectors lexicographically; missing exponents are 0.
func compareRows(a, b []uint16) int {
	n := min(len(a), len(b))
	for v, e := range a[:n] {
		if f := b[v]; e != f {
			if e < f {
				return -1
			}
			return 1
		}
	}
	for _, e := range a[n:] {
		if e != 0 {
			return 1
		}
	}
	for _, f := range b[n:] {
		if f != 0 {
			return -1
		}
	}
	return 0
}

// Equal reports whether p and q are the same polynomial.
func (p Poly) Equal(q Poly) bool {
	if len(p.c) != len(q.c) {
		return false
	}
	for i := range p.c {
		if p.c[i].Cmp(q.c[i]) != 0 {
			return false
		}
	}
	if p.nv == q.nv {
		return slices.Equal(p.exp, q.exp)
	}
	for i := range p.c {
		if compareRows(p.row(i), q.row(i)) != 0 {
			return false
		}
	}
	return true
}

// Compare is a total order on polynomials: by terms in order, exponents before
// coefficients. Only its consistency matters; it makes listings canonical.
func (p Poly) Compare(q Poly) int {
	for i := 0; i < len(p.c) && i < len(q.c); i++ {
		if c := compareRows(p.row(i), q.row(i)); c != 0 {
			return c
		}
		if c := p.c[i].Cmp(q.c[i]); c != 0 {
			return c
		}
	}
	return len(p.c) - len(q.c)
}

// Key is a string equal exactly for equal polynomials, for use in maps. It is
// opaque: a compact encoding, not text.
func (p Poly) Key() string {
	var buf [128]byte
	return string(p.AppendKey(buf[:0]))
}

// appendKey writes for every term the coefficient in decimal, the exponents up
// to the last that is not 0 as two bytes each of which the first is above ';',
// and ';'. So a reader always knows what comes next, and no two polynomials
// share a key.
func (p Poly) AppendKey(b []byte) []byte {
	for i, c := range p.c {
		b = c.Append(b)
		row := p.row(i)
		n := len(row)
		for n > 0 && row[n-1] == 0 {
			n--
		}
		for _, e := range row[:n] {
			b = append(b, byte(e>>8)+'A', byte(e))
		}
		b = append(b, ';')
	}
	return b
}

// hash returns a number that is equal for equal polynomials.
func (p Poly) Hash() uint64 {
	h := uint64(len(p.c))
	for i, c := range p.c {
		if c.b == nil {
			h = Mix(h ^ uint64(c.w))
		} else {
			for _, w := range c.b.Bits() {
				h = Mix(h ^ uint64(w))
			}
		}
		for v, e := range p.row(i) {
			if e != 0 {
				h = Mix(h ^ uint64(v)<<16 ^ uint64(e))
			}
		}
	}
	return h
}

// mix is the finaliser of splitmix64 (Steele, Lea and Flood 2014): a bijection
// of words that spreads every bit over all of them.
func Mix(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Derivative returns ∂p/∂v.
func (p Poly) Derivative(v Var) Poly {
	if !p.Has(v) {
		return Poly{}
	}
	exp := make([]uint16, 0, len(p.exp))
	c := make([]Int, 0, len(p.c))
	for i := range p.c {
		row := p.row(i)
		if row[v] == 0 {
			continue
		}
		exp = append(exp, row...)
		exp[len(exp)-p.nv+v]--
		c = append(c, p.c[i].Mul(NewInt(int64(row[v]))))
	}
	return Poly{nv: p.nv, exp: exp, c: c}
}

// Coeffs returns the coefficients of p as a polynomial in v, index = power of v,
// length Degree(v)+1 (length 1 for polynomials without v).
func (p Poly) Coeffs(v Var) []Poly {
	d := p.Degree(v)
	if d == 0 {
		return []Poly{p}
	}
	// Count first, so that all coefficients share two allocations.
	var stack [16]int
	count := stack[:]
	if d >= len(stack) {
		count = make([]int, d+1)
	}
	for i := v; i < len(p.exp); i += p.nv {
		count[p.exp[i]]++
	}
	out := make([]Poly, d+1)
	exp, c := make([]uint16, len(p.exp)), make([]Int, len(p.c))
	for k, at := 0, 0; k <= d; k++ {
		end := at + count[k]
		out[k] = Poly{nv: p.nv, exp: exp[at*p.nv : at*p.nv : end*p.nv], c: c[at:at:end]}
		at = end
	}
	for i := range p.c {
		row := p.row(i)
		q := &out[row[v]]
		q.exp = append(q.exp, row...)
		q.exp[len(q.exp)-p.nv+v] = 0
		q.c = append(q.c, p.c[i])
	}
	return out
}

// FromCoeffs is the inverse of Coeffs: Σ coeffs[k]·v^k.
func FromCoeffs(v Var, coeffs []Poly) Poly {
	nv, n := v+1, 0
	for _, q := range coeffs {
		nv, n = max(nv, q.nv), n+len(q.c)
	}
	exp := make([]uint16, n*nv)
	c := make([]Int, 0, n)
	for k, q := range coeffs {
		for i := range q.c {
			row := exp[len(c)*nv : (len(c)+1)*nv]
			copy(row, q.row(i))
			if k+int(row[v]) > MaxDegree {
				panic(errDegree)
			}
			row[v] += uint16(k)
			c = append(c, q.c[i])
		}
	}
	return collect(nv, exp, c)
}

// LeadCoeff is the coefficient of the highest power of v.
func (p Poly) LeadCoeff(v Var) Poly {
	d := p.Degree(v)
	if d == 0 {
		return p
	}
	return p.coeff(v, d)
}

// coeff is the coefficient of v^k, for a v that occurs.
func (p Poly) coeff(v Var, k int) Poly {
	out := Poly{nv: p.nv}
	for i := range p.c {
		if row := p.row(i); int(row[v]) == k {
			out.exp = append(out.exp, row...)
			out.exp[len(out.exp)-p.nv+v] = 0
			out.c = append(out.c, p.c[i])
		}
	}
	return out
}

// single returns a variable that occurs in exactly one term and there to the
// first power, or -1. A primitive polynomial with such a variable that no
// monomial divides is irreducible: it is linear in the variable, and its content
// divides the monomial that stands with it.
func (p Poly) single() Var {
	for v := range p.nv {
		n := 0
		for i := v; i < len(p.exp) && n < 2; i += p.nv {
			n += int(p.exp[i])
		}
		if n == 1 {
			return v
		}
	}
	return -1
}

// split returns the positive terms of p and the negated negative ones.
func (p Poly) split() (pos, neg Poly) {
	pos.nv, neg.nv = p.nv, p.nv
	for i, c := range p.c {
		q := &pos
		if c.Sign() < 0 {
			q, c = &neg, c.Neg()
		}
		q.exp = append(q.exp, p.row(i)...)
		q.c = append(q.c, c)
	}
	return pos, neg
}

// varsWith lists the variables of p or q, ascending.
func (p Poly) varsWith(q Poly) []Var {
	vs := append(p.Vars(), q.Vars()...)
	slices.Sort(vs)
	return slices.Compact(vs)
}

// String prints p with variables x0, x1, … for debugging; use Printer with the
// names of a game for people.
func (p Poly) String() string { return Printer{}.Poly(p) }
