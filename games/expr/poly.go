package expr

import (
	"math/big"
	"slices"
	"sort"
	"strings"
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

// IntPoly returns the constant polynomial c.
func IntPoly(c int64) Poly { return Constant(NewInt(c)) }

// Variable returns the polynomial v.
func Variable(v Var) Poly {
	e := make([]uint16, v+1)
	e[v] = 1
	return Poly{nv: v + 1, exp: e, c: []Int{NewInt(1)}}
}

// IsZero reports p == 0.
func (p Poly) IsZero() bool { return len(p.c) == 0 }

// Terms is the number of terms.
func (p Poly) Terms() int { return len(p.c) }

// Term returns the coefficient and the exponents of term i; the exponents must
// not be changed.
func (p Poly) Term(i int) (Int, []uint16) { return p.c[i], p.row(i) }

func (p Poly) row(i int) []uint16 { return p.exp[i*p.nv : (i+1)*p.nv] }

// Const returns the value of a constant polynomial and whether p is one.
func (p Poly) Const() (Int, bool) {
	switch {
	case len(p.c) == 0:
		return Int{}, true
	case len(p.c) == 1 && p.TotalDegree() == 0:
		return p.c[0], true
	}
	return Int{}, false
}

// IsConst reports whether p has no variable.
func (p Poly) IsConst() bool { _, ok := p.Const(); return ok }

// Degree is the degree in v; 0 for the zero polynomial.
func (p Poly) Degree(v Var) int {
	if v >= p.nv {
		return 0
	}
	d := 0
	for i := v; i < len(p.exp); i += p.nv {
		d = max(d, int(p.exp[i]))
	}
	return d
}

// TotalDegree is the largest sum of exponents.
func (p Poly) TotalDegree() int {
	d := 0
	for i := range p.c {
		s := 0
		for _, e := range p.row(i) {
			s += int(e)
		}
		d = max(d, s)
	}
	return d
}

// Has reports whether v occurs in p.
func (p Poly) Has(v Var) bool { return p.Degree(v) > 0 }

// Vars lists the variables that occur, ascending.
func (p Poly) Vars() []Var {
	var vs []Var
	for v := range p.nv {
		if p.Has(v) {
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

// widen returns p with at least nv exponents per term.
func (p Poly) widen(nv int) Poly {
	if p.nv >= nv {
		return p
	}
	e := make([]uint16, nv*len(p.c))
	for i := range p.c {
		copy(e[i*nv:], p.row(i))
	}
	return Poly{nv: nv, exp: e, c: p.c}
}

// Equal reports whether p and q are the same polynomial.
func (p Poly) Equal(q Poly) bool {
	if len(p.c) != len(q.c) {
		return false
	}
	nv := max(p.nv, q.nv)
	p, q = p.widen(nv), q.widen(nv)
	if !slices.Equal(p.exp, q.exp) {
		return false
	}
	for i := range p.c {
		if p.c[i].Cmp(q.c[i]) != 0 {
			return false
		}
	}
	return true
}

// Compare is a total order on polynomials: by terms in order, exponents before
// coefficients. Only its consistency matters; it makes listings canonical.
func (p Poly) Compare(q Poly) int {
	nv := max(p.nv, q.nv)
	p, q = p.widen(nv), q.widen(nv)
	for i := 0; i < len(p.c) && i < len(q.c); i++ {
		if c := slices.Compare(p.row(i), q.row(i)); c != 0 {
			return c
		}
		if c := p.c[i].Cmp(q.c[i]); c != 0 {
			return c
		}
	}
	return len(p.c) - len(q.c)
}

// Key is a string equal exactly for equal polynomials, for use in maps.
func (p Poly) Key() string {
	var b strings.Builder
	for i, c := range p.c {
		b.WriteString(c.String())
		row := p.row(i)
		for n := len(row); n > 0; n-- {
			if row[n-1] != 0 {
				for _, e := range row[:n] {
					b.WriteByte(byte(e>>8) + 'A')
					b.WriteByte(byte(e))
				}
				break
			}
		}
		b.WriteByte(';')
	}
	return b.String()
}

// Neg returns -p.
func (p Poly) Neg() Poly {
	c := make([]Int, len(p.c))
	for i := range c {
		c[i] = p.c[i].Neg()
	}
	return Poly{nv: p.nv, exp: p.exp, c: c}
}

// Scale returns k·p.
func (p Poly) Scale(k Int) Poly {
	if k.Sign() == 0 {
		return Poly{}
	}
	if k.IsOne() {
		return p
	}
	c := make([]Int, len(p.c))
	for i := range c {
		c[i] = p.c[i].Mul(k)
	}
	return Poly{nv: p.nv, exp: p.exp, c: c}
}

// Add returns p + q.
func (p Poly) Add(q Poly) Poly { return merge(p, q, false) }

// Sub returns p - q.
func (p Poly) Sub(q Poly) Poly { return merge(p, q, true) }

func merge(p, q Poly, minus bool) Poly {
	if p.IsZero() {
		if minus {
			return q.Neg()
		}
		return q
	}
	if q.IsZero() {
		return p
	}
	nv := max(p.nv, q.nv)
	p, q = p.widen(nv), q.widen(nv)
	exp := make([]uint16, 0, len(p.exp)+len(q.exp))
	c := make([]Int, 0, len(p.c)+len(q.c))
	i, j := 0, 0
	for i < len(p.c) || j < len(q.c) {
		cmp := 0
		switch {
		case i == len(p.c):
			cmp = -1
		case j == len(q.c):
			cmp = 1
		default:
			cmp = slices.Compare(p.row(i), q.row(j))
		}
		switch {
		case cmp > 0:
			exp, c = append(exp, p.row(i)...), append(c, p.c[i])
			i++
		case cmp < 0:
			k := q.c[j]
			if minus {
				k = k.Neg()
			}
			exp, c = append(exp, q.row(j)...), append(c, k)
			j++
		default:
			k := p.c[i]
			if minus {
				k = k.Sub(q.c[j])
			} else {
				k = k.Add(q.c[j])
			}
			if k.Sign() != 0 {
				exp, c = append(exp, p.row(i)...), append(c, k)
			}
			i++
			j++
		}
	}
	return Poly{nv: nv, exp: exp, c: c}
}

// Mul returns p · q. It panics with a constant string if an exponent would pass
// MaxDegree; the parser bounds degrees long before that.
func (p Poly) Mul(q Poly) Poly {
	if p.IsZero() || q.IsZero() {
		return Poly{}
	}
	if k, ok := p.Const(); ok {
		return q.Scale(k)
	}
	if k, ok := q.Const(); ok {
		return p.Scale(k)
	}
	nv := max(p.nv, q.nv)
	p, q = p.widen(nv), q.widen(nv)
	if len(q.c) == 1 {
		p, q = q, p
	}
	n := len(p.c) * len(q.c)
	exp := make([]uint16, n*nv)
	c := make([]Int, n)
	k := 0
	for i := range p.c {
		a := p.row(i)
		for j := range q.c {
			b := q.row(j)
			row := exp[k*nv : (k+1)*nv]
			for v := range row {
				s := uint32(a[v]) + uint32(b[v])
				if s > MaxDegree {
					panic("expr: degree too large")
				}
				row[v] = uint16(s)
			}
			c[k] = p.c[i].Mul(q.c[j])
			k++
		}
	}
	if len(p.c) == 1 { // multiplying by a monomial keeps the order
		return Poly{nv: nv, exp: exp, c: c}
	}
	return collect(nv, exp, c)
}

// collect sorts terms and adds up equal ones.
func collect(nv int, exp []uint16, c []Int) Poly {
	idx := make([]int, len(c))
	for i := range idx {
		idx[i] = i
	}
	row := func(i int) []uint16 { return exp[i*nv : (i+1)*nv] }
	sort.Slice(idx, func(a, b int) bool { return slices.Compare(row(idx[a]), row(idx[b])) > 0 })
	oe := make([]uint16, 0, len(exp))
	oc := make([]Int, 0, len(c))
	for k := 0; k < len(idx); {
		i := idx[k]
		s := c[i]
		for k++; k < len(idx) && slices.Equal(row(i), row(idx[k])); k++ {
			s = s.Add(c[idx[k]])
		}
		if s.Sign() != 0 {
			oe, oc = append(oe, row(i)...), append(oc, s)
		}
	}
	return Poly{nv: nv, exp: oe, c: oc}
}

// Pow returns p^n for n >= 0.
func (p Poly) Pow(n int) Poly {
	r := IntPoly(1)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			r = r.Mul(p)
		}
		if n > 1 {
			p = p.Mul(p)
		}
	}
	return r
}

// Derivative returns ∂p/∂v.
func (p Poly) Derivative(v Var) Poly {
	if v >= p.nv {
		return Poly{}
	}
	var exp []uint16
	var c []Int
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
	out := make([]Poly, d+1)
	for i := range out {
		out[i].nv = p.nv
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
	var sum Poly
	for k, q := range coeffs {
		if !q.IsZero() {
			sum = sum.Add(q.Mul(power(v, k)))
		}
	}
	return sum
}

// power returns the monomial v^k.
func power(v Var, k int) Poly {
	if k == 0 {
		return IntPoly(1)
	}
	e := make([]uint16, v+1)
	e[v] = uint16(k)
	return Poly{nv: v + 1, exp: e, c: []Int{NewInt(1)}}
}

// LeadCoeff is the coefficient of the highest power of v.
func (p Poly) LeadCoeff(v Var) Poly {
	cs := p.Coeffs(v)
	return cs[len(cs)-1]
}

// Eval returns p at a rational point indexed by variable; the point must cover
// every variable of p.
func (p Poly) Eval(point []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	var t, f big.Rat
	for i, c := range p.c {
		t.SetInt(c.Big())
		for v, e := range p.row(i) {
			if e > 0 {
				t.Mul(&t, ratPow(&f, point[v], int(e)))
			}
		}
		sum.Add(sum, &t)
	}
	return sum
}

func ratPow(z, x *big.Rat, n int) *big.Rat {
	if n == 1 {
		return z.Set(x)
	}
	e := big.NewInt(int64(n))
	num := new(big.Int).Exp(x.Num(), e, nil)
	den := new(big.Int).Exp(x.Denom(), e, nil)
	return z.SetFrac(num, den)
}

// Sign is the sign of p at a rational point.
func (p Poly) Sign(point []*big.Rat) int { return p.Eval(point).Sign() }

// At substitutes the rational r for v and multiplies by the positive integer
// denominator(r)^Degree(v), so that the result is an integer polynomial with
// the same sign as p at v = r.
func (p Poly) At(v Var, r *big.Rat) Poly {
	d := p.Degree(v)
	if d == 0 {
		return p
	}
	num, den := IntFromBig(new(big.Int).Set(r.Num())), IntFromBig(new(big.Int).Set(r.Denom()))
	nums, dens := powers(num, d), powers(den, d)
	exp := slices.Clone(p.exp)
	c := make([]Int, len(p.c))
	for i := range p.c {
		k := int(exp[i*p.nv+v])
		exp[i*p.nv+v] = 0
		c[i] = p.c[i].Mul(nums[k]).Mul(dens[d-k])
	}
	return collect(p.nv, exp, c)
}

func powers(x Int, n int) []Int {
	out := make([]Int, n+1)
	out[0] = NewInt(1)
	for i := 1; i <= n; i++ {
		out[i] = out[i-1].Mul(x)
	}
	return out
}

// Substitute replaces v by the polynomial q (Horner's rule in v).
func (p Poly) Substitute(v Var, q Poly) Poly {
	if !p.Has(v) {
		return p
	}
	cs := p.Coeffs(v)
	r := cs[len(cs)-1]
	for k := len(cs) - 2; k >= 0; k-- {
		r = r.Mul(q).Add(cs[k])
	}
	return r
}

// SubstituteRatio replaces v by num/den and multiplies by den^Degree(v): the
// numerator of the substituted polynomial over that power of den.
func (p Poly) SubstituteRatio(v Var, num, den Poly) Poly {
	if !p.Has(v) {
		return p
	}
	cs := p.Coeffs(v)
	r := cs[len(cs)-1]
	dp := den
	for k := len(cs) - 2; k >= 0; k-- {
		r = r.Mul(num).Add(cs[k].Mul(dp))
		if k > 0 {
			dp = dp.Mul(den)
		}
	}
	return r
}

// Rename replaces variable v by to[v] for every v (to must be injective on the
// variables that occur).
func (p Poly) Rename(to []Var) Poly {
	nv := 0
	for _, v := range p.Vars() {
		nv = max(nv, to[v]+1)
	}
	exp := make([]uint16, nv*len(p.c))
	for i := range p.c {
		for v, e := range p.row(i) {
			if e > 0 {
				exp[i*nv+to[v]] = e
			}
		}
	}
	return collect(nv, exp, p.c)
}

// String prints p with variables x0, x1, … for debugging; use Printer with the
// names of a game for people.
func (p Poly) String() string { return Printer{}.Poly(p) }
