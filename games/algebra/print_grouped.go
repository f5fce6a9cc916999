package algebra

import (
	"slices"
	"strings"
)

// A long sum often reads better as a sum of products: (mu + d - 1)^2 < e*d*(2*mu + d - 1)
// for seven terms, s - f*D*(1 - tau) + f^2*D*(1 - tau)^2 for six. The products are found
// by taking the terms with some variable, or with some power of it, together and
// factoring them, in all ways; a square is completed where what is left is a product.

// Limits of grouping. Sums beyond are unreadable either way.
const (
	minGroupedTerms = 3
	maxGroupedTerms = 16
	maxSquaredTerms = 36 // up to which a square is completed
	maxGroupings    = 60 // sums that are looked at for one
)

// grouping is a sum of products; without pieces it is the plain sum.
type grouping struct {
	cost   int // names to read, and parentheses
	pieces []shown
}

// grouper remembers the parts of a sum that were looked at.
type grouper struct {
	seen map[string]grouping
	left int
}

// grouped returns p as a sum of products when that is much shorter to read.
func grouped(p Poly) ([]shown, bool) {
	n := len(p.c)
	if n < minGroupedTerms || n > maxSquaredTerms {
		return nil, false
	}
	g := &grouper{seen: make(map[string]grouping), left: maxGroupings}
	best := grouping{cost: names(p)}
	if n <= maxGroupedTerms {
		best = g.best(p)
	}
	for _, c := range squares(p) {
		if t, ok := g.square(p, c); ok && t.cost < best.cost {
			best = t
		}
	}
	return best.pieces, len(best.pieces) > 1 && shorter(best.cost, names(p))
}

func (pr Printer) grouped(p Poly) ([]shown, bool) {
	if pr.Plain {
		return nil, false
	}
	return grouped(p)
}

// shorter reports whether a cost is so much less that it is worth the parentheses.
func shorter(cost, than int) bool { return 7*cost <= 6*than }

// names counts the variables in the terms of a sum.
func names(p Poly) int {
	n := 0
	for i := range p.c {
		for _, e := range p.row(i) {
			n += min(int(e), 1)
		}
	}
	return n
}

// best is the cheapest way found to write p.
func (g *grouper) best(p Poly) grouping {
	out := grouping{cost: names(p)}
	if len(p.c) < 2 || g.left <= 0 {
		return out
	}
	key := p.Key()
	if t, ok := g.seen[key]; ok {
		return t
	}
	g.left--
	if t, ok := g.product(p); ok && t.cost <= out.cost {
		out = t
	}
	for _, v := range p.Vars() {
		for k := range p.Degree(v) + 1 { // those with v at all, then with each power
			with, rest := p.part(v, k)
			if rest.IsZero() || with.IsZero() {
				continue
			}
			a := g.one(with)
			b := g.best(rest)
			if a.cost+b.cost >= out.cost {
				continue
			}
			out = grouping{a.cost + b.cost, slices.Concat(a.all(with), b.all(rest))}
		}
	}
	g.seen[key] = out
	return out
}

// part splits p into the terms with v^k, with any power of v for k = 0, and the rest.
func (p Poly) part(v Var, k int) (with, rest Poly) {
	with.nv, rest.nv = p.nv, p.nv
	for i, c := range p.c {
		row, q := p.row(i), &rest
		if e := int(row[v]); e > 0 && (k == 0 || e == k) {
			q = &with
		}
		q.exp = append(q.exp, row...)
		q.c = append(q.c, c)
	}
	return with, rest
}

// one is a sum as a product if it is one that is cheaper.
func (g *grouper) one(p Poly) grouping {
	if t, ok := g.product(p); ok && t.cost <= names(p) {
		return t
	}
	return grouping{cost: names(p)}
}

// product is p in factors, if there are several.
func (g *grouper) product(p Poly) (grouping, bool) {
	if len(p.c) < 2 {
		return grouping{}, false
	}
	s := showFactors(p)
	if len(s.fs) == 1 && s.fs[0].N == 1 {
		return grouping{}, false
	}
	cost := 0
	for i, f := range s.fs {
		if f.P.Terms() == 1 {
			cost++
			continue
		}
		cost += names(f.P) + 1
		if mixed(f.P) && score(f.P) > 0 {
			s.turn(i)
		}
	}
	if s.negative {
		for i, f := range s.fs {
			if f.N%2 == 1 && mixed(f.P) && score(f.P) == 0 {
				s.turn(i)
				break
			}
		}
	}
	return grouping{cost, []shown{s}}, true
}

// all is the grouping of p in pieces, of a plain sum its terms.
func (t grouping) all(p Poly) []shown {
	if t.pieces != nil {
		return t.pieces
	}
	var out []shown
	for i, c := range p.c {
		s := shown{k: c.Abs(), negative: c.Sign() < 0}
		for v, e := range p.row(i) {
			if e > 0 {
				s.fs = append(s.fs, Factor{Variable(v), int(e)})
			}
		}
		out = append(out, s)
	}
	return out
}

// squares lists the sums whose squares, added or subtracted, take a variable out of p.
func squares(p Poly) []Poly {
	var out []Poly
	two := NewInt(2)
	for _, v := range p.Vars() {
		if p.Degree(v) != 2 {
			continue
		}
		cs := p.Coeffs(v)
		a, ok := cs[2].Const()
		if half, even := cs[1].divInt(two); ok && a.Abs().IsOne() && even && !half.IsZero() {
			out = append(out, Variable(v).Add(half.Scale(a)))
		}
	}
	return out
}

// square writes p as ±c^2 and a product.
func (g *grouper) square(p, c Poly) (grouping, bool) {
	s := shown{k: NewInt(1), fs: []Factor{{c, 2}}}
	rest := p.Sub(c.Pow(2))
	if r := p.Add(c.Pow(2)); r.Terms() < rest.Terms() {
		rest, s.negative = r, true
	}
	if rest.IsZero() {
		return grouping{}, false
	}
	b, ok := grouping{cost: names(rest)}, rest.Terms() == 1
	if !ok {
		b, ok = g.product(rest)
	}
	if score(c) > 0 {
		s.turn(0)
	}
	return grouping{names(c) + 1 + b.cost, append([]shown{s}, b.all(rest)...)}, ok
}

// degree is the degree of a product.
func (s *shown) degree() int {
	d := 0
	for _, f := range s.fs {
		d += f.P.TotalDegree() * f.N
	}
	return d
}

// pieces prints a sum of products over den, in the order of Poly.
func (pr Printer) pieces(ps []shown, den Int) string {
	ps = slices.Clone(ps)
	slices.SortStableFunc(ps, func(a, b shown) int {
		if a.negative != b.negative {
			return strings.Compare(a.sign(), b.sign())
		}
		return b.degree() - a.degree()
	})
	first := slices.IndexFunc(ps, func(s shown) bool { return len(s.fs) == 0 && !s.negative && !den.Divides(s.k) })
	if first > 0 {
		ps = slices.Insert(slices.Delete(slices.Clone(ps), first, first+1), 0, ps[first])
	}
	var b strings.Builder
	for i, s := range ps {
		switch {
		case i > 0 && s.negative:
			b.WriteString(" - ")
		case i > 0:
			b.WriteString(" + ")
		default:
			b.WriteString(s.sign())
		}
		b.WriteString(pr.times(s.k, den, pr.factors(s.fs, pr.Poly)))
	}
	return b.String()
}

// inner prints a sum in parentheses.
func (pr Printer) inner(p Poly) string {
	if ps, ok := pr.grouped(p); ok {
		return pr.pieces(ps, NewInt(1))
	}
	return pr.Poly(p)
}

// toRead is the cost of a text.
func toRead(print func(Printer) string) int {
	text := print(Printer{}) // every variable is an x
	return strings.Count(text, "x") + strings.Count(text, "(")
}

// balanced is Sides for a sum of products: those with plus on the left, those with
// minus on the right.
func (pr Printer) balanced(p Poly) (left, right string, turned, ok bool) {
	ps, ok := pr.grouped(p)
	if !ok {
		return "", "", false, false
	}
	var plus, minus []shown
	for _, s := range ps {
		if s.negative {
			s.negative = false
			minus = append(minus, s)
		} else {
			plus = append(plus, s)
		}
	}
	switch {
	case len(minus) == 0:
		plus, minus = across(plus)
	case len(plus) == 0:
		minus, plus = across(minus)
	}
	l, r := p.split()
	plain := func(pr Printer) string { return pr.Ratio(FromPoly(l)) + pr.Ratio(FromPoly(r)) }
	sides := func(pr Printer) string { return pr.side(plus) + pr.side(minus) }
	if !shorter(toRead(sides), toRead(plain)) {
		return "", "", false, false
	}
	if len(plus) == 0 || len(minus) == 1 && len(minus[0].fs) > 0 && len(plus) > 1 {
		plus, minus, turned = minus, plus, true
	}
	return pr.side(plus), pr.side(minus), turned, true
}

// across turns a factor of one product so that this goes to the other side: g <=
// h*d*(n - 1) rather than h*d*(1 - n) + g <= 0.
func across(ps []shown) (stay, gone []shown) {
	for i, s := range ps {
		for j, f := range s.fs {
			if f.N%2 == 1 && mixed(f.P) && len(ps) > 1 {
				s.fs = slices.Clone(s.fs)
				s.fs[j].P = f.P.Neg()
				return slices.Delete(slices.Clone(ps), i, i+1), []shown{s}
			}
		}
	}
	return ps, nil
}

func (pr Printer) side(ps []shown) string {
	if len(ps) == 0 {
		return "0"
	}
	return pr.pieces(ps, NewInt(1))
}
