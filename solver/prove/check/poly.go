package check

import (
	"math/big"
	"slices"
	"strings"

	"brink/games/algebra"
)

// poly is a polynomial with integer coefficients: terms in falling order of their
// monomials. It is immutable. The zero value is 0.
type poly []term

// term is a coefficient other than 0 and a monomial: two bytes for the exponent
// of each variable, most significant first, without zeros at the end, so that
// strings compare as exponent vectors do.
type term struct {
	mono string
	c    *big.Int
}

// read copies a polynomial of the formulas or of the evidence.
func read(p algebra.Poly) poly {
	q := make(poly, 0, p.Terms())
	for i := range p.Terms() {
		c, e := p.Term(i)
		q = append(q, term{monomial(e), c.Big()})
	}
	return q.sorted()
}

func monomial(e []uint16) string {
	for len(e) > 0 && e[len(e)-1] == 0 {
		e = e[:len(e)-1]
	}
	b := make([]byte, 0, 2*len(e))
	for _, k := range e {
		b = append(b, byte(k>>8), byte(k))
	}
	return string(b)
}

func (p poly) sorted() poly {
	slices.SortFunc(p, func(a, b term) int { return strings.Compare(b.mono, a.mono) })
	return p
}

func integer(n *big.Int) poly {
	if n.Sign() == 0 {
		return nil
	}
	return poly{{"", n}}
}

var one = integer(big.NewInt(1))

// variable is the polynomial v^n.
func variable(v, n int) poly {
	e := make([]uint16, v+1)
	e[v] = uint16(n)
	return poly{{monomial(e), big.NewInt(1)}}
}

func exponent(mono string, v int) int {
	if 2*v >= len(mono) {
		return 0
	}
	return int(mono[2*v])<<8 | int(mono[2*v+1])
}

// without is the monomial with exponent 0 of v.
func without(mono string, v int) string {
	if exponent(mono, v) == 0 {
		return mono
	}
	b := []byte(mono)
	b[2*v], b[2*v+1] = 0, 0
	for len(b) > 0 && b[len(b)-1] == 0 && b[len(b)-2] == 0 {
		b = b[:len(b)-2]
	}
	return string(b)
}

func product(a, b string) string {
	if a == "" {
		return b
	}
	if b == "" {
		return a
	}
	if len(a) < len(b) {
		a, b = b, a
	}
	out := []byte(a)
	for i := 0; i < len(b); i += 2 {
		k := int(a[i])<<8 + int(a[i+1]) + int(b[i])<<8 + int(b[i+1])
		if k > 1<<16-1 {
			panic(gaveUp{"a degree is too large"})
		}
		out[i], out[i+1] = byte(k>>8), byte(k)
	}
	return string(out)
}

// quotient is a/b, if b divides a.
func quotient(a, b string) (string, bool) {
	if len(b) > len(a) {
		return "", false
	}
	out := []byte(a)
	for i := 0; i < len(b); i += 2 {
		k := int(a[i])<<8 + int(a[i+1]) - int(b[i])<<8 - int(b[i+1])
		if k < 0 {
			return "", false
		}
		out[i], out[i+1] = byte(k>>8), byte(k)
	}
	for len(out) > 0 && out[len(out)-1] == 0 && out[len(out)-2] == 0 {
		out = out[:len(out)-2]
	}
	return string(out), true
}

func (p poly) isZero() bool { return len(p) == 0 }

// constant returns the value of a constant polynomial.
func (p poly) constant() (*big.Int, bool) {
	switch {
	case len(p) == 0:
		return new(big.Int), true
	case len(p) == 1 && p[0].mono == "":
		return p[0].c, true
	}
	return nil, false
}

func (p poly) key() string {
	var b strings.Builder
	for _, t := range p {
		b.WriteString(t.c.Text(62))
		b.WriteByte('[')
		b.WriteString(t.mono)
		b.WriteByte(']')
	}
	return b.String()
}

// add is p + sign·q.
func (m *meter) add(p, q poly, sign int) poly {
	m.spend(1 + (len(p)+len(q))/8)
	out := make(poly, 0, len(p)+len(q))
	for len(p) > 0 || len(q) > 0 {
		order := 0
		switch {
		case len(q) == 0:
			order = 1
		case len(p) == 0:
			order = -1
		default:
			order = strings.Compare(p[0].mono, q[0].mono)
		}
		switch {
		case order > 0:
			out, p = append(out, p[0]), p[1:]
		case order < 0:
			t := q[0]
			if sign < 0 {
				t.c = new(big.Int).Neg(t.c)
			}
			out, q = append(out, t), q[1:]
		default:
			c := new(big.Int)
			if sign < 0 {
				c.Sub(p[0].c, q[0].c)
			} else {
				c.Add(p[0].c, q[0].c)
			}
			if c.Sign() != 0 {
				out = append(out, term{p[0].mono, c})
			}
			p, q = p[1:], q[1:]
		}
	}
	return out
}

func (m *meter) mul(p, q poly) poly {
	if len(p) == 0 || len(q) == 0 {
		return nil
	}
	m.spend(1 + len(p)*len(q)*(1+(p[0].c.BitLen()+q[0].c.BitLen())/512)/4)
	if len(p) > len(q) {
		p, q = q, p
	}
	if len(p) == 1 {
		out := make(poly, len(q))
		for i, t := range q {
			out[i] = term{product(p[0].mono, t.mono), new(big.Int).Mul(p[0].c, t.c)}
		}
		return out
	}
	sum := make(map[string]*big.Int, len(p)+len(q))
	var x big.Int
	for _, s := range p {
		for _, t := range q {
			mono := product(s.mono, t.mono)
			if c := sum[mono]; c != nil {
				c.Add(c, x.Mul(s.c, t.c))
			} else {
				sum[mono] = new(big.Int).Mul(s.c, t.c)
			}
		}
	}
	out := make(poly, 0, len(sum))
	for mono, c := range sum {
		if c.Sign() != 0 {
			out = append(out, term{mono, c})
		}
	}
	return out.sorted()
}

func (m *meter) pow(p poly, n int) poly {
	out := one
	for range n {
		out = m.mul(out, p)
	}
	return out
}

// scale multiplies by a number other than 0.
func (p poly) scale(n *big.Int) poly {
	out := make(poly, len(p))
	for i, t := range p {
		out[i] = term{t.mono, new(big.Int).Mul(t.c, n)}
	}
	return out
}

func (p poly) neg() poly { return p.scale(big.NewInt(-1)) }

// divide is p/q where that is a polynomial; anything else is a defect of the
// evidence.
func (m *meter) divide(p, q poly) poly {
	var out poly
	for len(p) > 0 {
		mono, ok := quotient(p[0].mono, q[0].mono)
		c, r := new(big.Int).QuoRem(p[0].c, q[0].c, new(big.Int))
		if !ok || r.Sign() != 0 {
			panic(gaveUp{"a division leaves a remainder"})
		}
		t := term{mono, c}
		out = append(out, t)
		p = m.add(p, m.mul(poly{t}, q), -1)
	}
	return out
}

// vars lists the variables that occur, in rising order.
func (p poly) vars() []int {
	var out []int
	for v := range p.width() {
		for _, t := range p {
			if exponent(t.mono, v) > 0 {
				out = append(out, v)
				break
			}
		}
	}
	return out
}

// width is one more than the last variable.
func (p poly) width() int {
	n := 0
	for _, t := range p {
		n = max(n, len(t.mono)/2)
	}
	return n
}

func (p poly) degree(v int) int {
	d := 0
	for _, t := range p {
		d = max(d, exponent(t.mono, v))
	}
	return d
}

// coeffs lists the coefficients of the powers of v from 0 on; none for 0.
func (p poly) coeffs(v int) []poly {
	if len(p) == 0 {
		return nil
	}
	out := make([]poly, p.degree(v)+1)
	for _, t := range p {
		k := exponent(t.mono, v)
		out[k] = append(out[k], term{without(t.mono, v), t.c})
	}
	return out // dropping one exponent keeps the order of the others
}

// fromCoeffs is Σ cs[k]·v^k.
func (m *meter) fromCoeffs(cs []poly, v int) poly {
	var out poly
	for k, c := range cs {
		if k == 0 {
			out = append(out, c...)
			continue
		}
		out = append(out, m.mul(variable(v, k), c)...)
	}
	return out.sorted()
}

func (p poly) derivative(v int) poly {
	var out poly
	for _, t := range p {
		if k := exponent(t.mono, v); k > 0 {
			mono, _ := quotient(t.mono, variable(v, 1)[0].mono)
			out = append(out, term{mono, new(big.Int).Mul(t.c, big.NewInt(int64(k)))})
		}
	}
	return out
}

// normal divides by the content and makes the first coefficient positive; it
// returns the sign taken out.
func (p poly) normal() (poly, int) {
	if len(p) == 0 {
		return p, 0
	}
	g := new(big.Int)
	for _, t := range p {
		if g.GCD(nil, nil, g, new(big.Int).Abs(t.c)); g.IsInt64() && g.Int64() == 1 {
			break
		}
	}
	sign := p[0].c.Sign()
	if sign < 0 {
		g.Neg(g)
	}
	if g.IsInt64() && g.Int64() == 1 {
		return p, 1
	}
	out := make(poly, len(p))
	for i, t := range p {
		out[i] = term{t.mono, new(big.Int).Quo(t.c, g)}
	}
	return out, sign
}

// primitive divides by the content and keeps the sign.
func (p poly) primitive() poly {
	q, sign := p.normal()
	if sign < 0 {
		return q.neg()
	}
	return q
}

// at puts num/den for v, den > 0, and multiplies by den to the degree.
func (m *meter) at(p poly, v int, r *big.Rat) poly {
	if p.degree(v) == 0 {
		return p
	}
	return m.ratio(p, v, integer(r.Num()), integer(r.Denom())).primitive()
}

// ratio is p with num/den for v, times den^deg.
func (m *meter) ratio(p poly, v int, num, den poly) poly {
	cs := p.coeffs(v)
	var out poly
	scale := one
	for k := len(cs) - 1; k >= 0; k-- {
		// Horner: out·num + c·den^(deg-k).
		out = m.add(m.mul(out, num), m.mul(cs[k], scale), 1)
		scale = m.mul(scale, den)
	}
	return out
}

// pseudoRem is the remainder of lead(g)^k·f by g in v, k = deg f - deg g + 1.
func (m *meter) pseudoRem(f, g poly, v int) poly {
	a, b := f.coeffs(v), g.coeffs(v)
	lead := b[len(b)-1]
	for k := len(a) - len(b) + 1; k > 0; k-- {
		n := len(b) - 1 + k - 1 // degree to be cleared
		top := a[n]
		for i := range n {
			a[i] = m.mul(a[i], lead)
			if j := i - (n - len(b) + 1); j >= 0 {
				a[i] = m.add(a[i], m.mul(top, b[j]), -1)
			}
		}
		a = a[:n]
	}
	return m.fromCoeffs(a, v)
}

// resultant of f and g in v up to sign, by the subresultant algorithm (Brown and
// Traub 1971). Both have positive degree.
func (m *meter) resultant(f, g poly, v int) poly {
	p, q := f, g
	if p.degree(v) < q.degree(v) {
		p, q = q, p
	}
	lead, h := one, one
	for q.degree(v) > 0 {
		delta := p.degree(v) - q.degree(v)
		r := m.divide(m.pseudoRem(p, q, v), m.mul(lead, m.pow(h, delta)))
		p, q = q, r
		if q.isZero() {
			return nil
		}
		cs := p.coeffs(v)
		lead = cs[len(cs)-1]
		h = m.power(lead, h, delta)
	}
	return m.power(q, h, p.degree(v))
}

// power is g^n/h^(n-1).
func (m *meter) power(g, h poly, n int) poly {
	if n == 0 {
		return h
	}
	return m.divide(m.pow(g, n), m.pow(h, n-1))
}

// subresultant is the j-th principal subresultant coefficient of f and g in v, up
// to sign: the determinant of the Sylvester matrix without the last j rows of
// either kind and the last 2j columns, by fraction-free elimination (Bareiss
// 1968).
func (m *meter) subresultant(f, g poly, v, j int) poly {
	if j == 0 {
		return m.resultant(f, g, v)
	}
	fc, gc := f.coeffs(v), g.coeffs(v)
	df, dg := len(fc)-1, len(gc)-1
	size := df + dg - 2*j
	a := make([][]poly, size)
	for i := range a {
		a[i] = make([]poly, size)
		cs, shift := fc, i
		if i >= dg-j {
			cs, shift = gc, i-(dg-j)
		}
		for k := len(cs) - 1; k >= 0; k-- {
			if col := shift + len(cs) - 1 - k; col < size {
				a[i][col] = cs[k]
			}
		}
	}
	prev := one
	for k := range size {
		p := k
		for p < size && a[p][k].isZero() {
			p++
		}
		if p == size {
			return nil
		}
		a[p], a[k] = a[k], a[p]
		for i := k + 1; i < size; i++ {
			for col := k + 1; col < size; col++ {
				x := m.add(m.mul(a[i][col], a[k][k]), m.mul(a[i][k], a[k][col]), -1)
				a[i][col] = m.divide(x, prev)
			}
		}
		prev = a[k][k]
	}
	return prev
}
