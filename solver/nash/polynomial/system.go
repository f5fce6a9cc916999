// Package polynomial solves systems of polynomial equations and inequalities in
// positive unknowns exactly, with multiple and infinitely many solutions.
package polynomial

import (
	"context"
	"slices"

	"brink/games/algebra"
)

// System finds all solutions with positive coordinates of polynomial
// equations with integer coefficients that also satisfy inequalities. It is
// complete or says that it gave up.
//
// It first eliminates unknowns in which an equation is linear, c·v + r = 0, by
// cases: c ≠ 0 and v = -r/c, or c = 0 and r = 0. Before every step equations
// are split into factors, each a case of its own, and factors of one sign are
// dropped: all coefficients of one sign, since the unknowns are positive. What
// no linear step can touch goes to cylinders (cylinders.go).
type System struct {
	Ctx   context.Context
	Vars  int
	Spent int // work so far, in units of about a microsecond
	Limit int
	asked int // what was spent when the context was asked last

	Found   []Point
	Sampled bool // some sets of solutions were not searched for isolated ones
	Gave    bool // up
}

// Branch is one case of the elimination.
type Branch struct {
	Eqs     []algebra.Poly
	positiv []algebra.Poly // > 0
	AtLeast []algebra.Poly // >= 0
	nonzero []algebra.Poly // != 0, already used to drop factors
	gone    []substitution
	Left    []algebra.Var
}

// substitution says v = num/den for polynomials in unknowns eliminated later or
// not at all.
type substitution struct {
	v        algebra.Var
	num, den algebra.Poly
}

// spend charges work and says whether to go on.
func (p *System) spend(units int) bool {
	p.Spent += units
	if p.Spent-p.asked > 1<<14 {
		p.asked = p.Spent
		p.Gave = p.Gave || p.Ctx.Err() != nil
	}
	if p.Spent > p.Limit {
		p.Gave = true
	}
	return !p.Gave
}

// Bounds for polynomials on the way: number of terms, and degree in an unknown
// that a resultant may have.
const (
	maxTerms  = 3000
	maxDegree = 80
)

// Solve runs through the cases.
func (p *System) Solve(b *Branch) {
	for {
		if !p.spend(1) {
			return
		}
		more, alive := p.simplify(b)
		if !alive {
			return
		}
		if more != nil {
			for _, c := range more {
				p.Solve(c)
			}
			return
		}
		eq, v, ok := b.linear()
		if !ok {
			p.cylinders(b)
			return
		}
		f := b.Eqs[eq]
		cs := f.Coeffs(v)
		rest, lead := cs[0], cs[1]
		if definite(lead) == 0 {
			// lead = 0: the equation says rest = 0.
			c := b.clone()
			c.Eqs[eq] = lead
			c.Eqs = append(c.Eqs, rest)
			p.Solve(c)
		}
		if !p.eliminate(b, eq, v, rest, lead) {
			return
		}
	}
}

func (b *Branch) clone() *Branch {
	return &Branch{
		Eqs: slices.Clone(b.Eqs), positiv: slices.Clone(b.positiv), AtLeast: slices.Clone(b.AtLeast),
		nonzero: slices.Clone(b.nonzero), gone: slices.Clone(b.gone), Left: slices.Clone(b.Left),
	}
}

// definite is the sign that a polynomial has wherever all unknowns are positive
// if its coefficients show one, else 0.
func definite(f algebra.Poly) int {
	sign := 0
	for i := range f.Terms() {
		c, _ := f.Term(i)
		if i > 0 && c.Sign() != sign {
			return 0
		}
		sign = c.Sign()
	}
	return sign
}

// strip divides by the powers of unknowns and the positive content.
func strip(f algebra.Poly) algebra.Poly {
	g, k := f.Primitive()
	if k.Sign() < 0 {
		g = g.Neg()
	}
	for _, v := range g.Vars() {
		low := -1
		for i := range g.Terms() {
			_, e := g.Term(i)
			n := 0
			if v < len(e) {
				n = int(e[v])
			}
			if low < 0 || n < low {
				low = n
			}
		}
		if low > 0 {
			g = algebra.FromCoeffs(v, g.Coeffs(v)[low:])
		}
	}
	return g
}

// simplify brings a branch into a form without evident contradictions. It
// returns cases when an equation splits, and not alive when there is no
// solution.
func (p *System) simplify(b *Branch) (cases []*Branch, alive bool) {
	for _, list := range [2]*[]algebra.Poly{&b.positiv, &b.AtLeast} {
		kept := (*list)[:0:0]
		for _, f := range *list {
			f = strip(f)
			switch {
			case f.IsZero() && list == &b.AtLeast || definite(f) > 0:
				continue
			case f.IsZero() || definite(f) < 0:
				return nil, false
			}
			if !slices.ContainsFunc(kept, f.Equal) {
				kept = append(kept, f)
			}
		}
		*list = kept
	}
	for _, f := range b.nonzero {
		if f.IsZero() {
			return nil, false
		}
	}
	kept := b.Eqs[:0:0]
	for i, f := range b.Eqs {
		f = strip(f)
		if f.IsZero() {
			continue
		}
		if definite(f) != 0 {
			return nil, false
		}
		if f.Terms() > maxTerms || !p.spend(f.Terms()) {
			p.Gave = true
			return nil, false
		}
		factors := p.factors(b, f)
		switch len(factors) {
		case 0:
			return nil, false
		case 1:
			if !slices.ContainsFunc(kept, factors[0].Equal) {
				kept = append(kept, factors[0])
			}
		default:
			for k, g := range factors {
				c := b.clone()
				c.Eqs = append(append(slices.Clone(kept), g), b.Eqs[i+1:]...)
				c.nonzero = append(c.nonzero, factors[:k]...)
				cases = append(cases, c)
			}
			return cases, true
		}
	}
	b.Eqs = kept
	return nil, true
}

// split factors a polynomial; the system gives up when the context ends on the way.
func (p *System) split(f algebra.Poly) []algebra.Factor {
	out, ok := algebra.Until(p.Ctx).Factorize(f)
	p.Gave = p.Gave || !ok
	return out.List
}

// gcd is the greatest common divisor; the system gives up when the context ends on the
// way.
func (p *System) gcd(f, g algebra.Poly) algebra.Poly {
	h, ok := algebra.Until(p.Ctx).GCD(f, g)
	p.Gave = p.Gave || !ok
	return h
}

// factors returns the factors of an equation that can be zero.
func (p *System) factors(b *Branch, f algebra.Poly) []algebra.Poly {
	var out []algebra.Poly
	for _, x := range p.split(f) {
		g := x.P
		if definite(g) != 0 {
			continue
		}
		same := func(h algebra.Poly) bool { return g.Equal(h) || g.Equal(h.Neg()) }
		if slices.ContainsFunc(b.nonzero, same) || slices.ContainsFunc(b.positiv, same) {
			continue
		}
		out = append(out, g)
	}
	return out
}

// linear picks the equation and the unknown for the next elimination: one whose
// coefficient has a sign before others, and among them the shortest.
func (b *Branch) linear() (eq int, v algebra.Var, ok bool) {
	best := 0
	for i, f := range b.Eqs {
		for _, u := range f.Vars() {
			if f.Degree(u) != 1 {
				continue
			}
			lead := f.LeadCoeff(u)
			cost := f.Terms() + 3*lead.Terms()
			if definite(lead) == 0 {
				cost += 1000
			}
			if !ok || cost < best {
				best, eq, v, ok = cost, i, u, true
			}
		}
	}
	return eq, v, ok
}

// eliminate puts v = -rest/lead into the branch, for lead ≠ 0. It returns false
// when it gave up.
func (p *System) eliminate(b *Branch, eq int, v algebra.Var, rest, lead algebra.Poly) bool {
	sign := definite(lead)
	if sign < 0 {
		rest, lead = rest.Neg(), lead.Neg()
		sign = 1
	}
	num := rest.Neg()
	b.Eqs = slices.Delete(slices.Clone(b.Eqs), eq, eq+1)
	put := func(f algebra.Poly, keepSign bool) algebra.Poly {
		d := f.Degree(v)
		if d == 0 {
			return f
		}
		p.spend(f.Terms() * (1 + num.Terms() + lead.Terms()) / 4)
		f = f.SubstituteRatio(v, num, lead)
		if keepSign && sign == 0 && d%2 == 1 {
			f = f.Mul(lead)
		}
		return f
	}
	for _, list := range [3]*[]algebra.Poly{&b.Eqs, &b.positiv, &b.AtLeast} {
		out := make([]algebra.Poly, len(*list))
		for i, f := range *list {
			out[i] = put(f, list != &b.Eqs)
			if out[i].Terms() > maxTerms || p.Gave {
				p.Gave = true
				return false
			}
		}
		*list = out
	}
	none := b.nonzero[:0:0]
	for _, f := range b.nonzero {
		none = append(none, strip(put(f, false)))
	}
	b.nonzero = append(none, strip(lead), strip(num))
	if sign == 0 {
		b.positiv = append(b.positiv, num.Mul(lead))
	} else {
		b.positiv = append(b.positiv, num)
	}
	b.gone = append(b.gone, substitution{v, num, lead})
	b.Left = slices.DeleteFunc(slices.Clone(b.Left), func(u algebra.Var) bool { return u == v })
	return true
}

// Effort bounds the work on one support profile, in units of about a
// microsecond.
const Effort = 2_000_000
