package stability

import (
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// and is the conjunction of formulas in which the conditions on one polynomial
// meet: p >= 0 and p != 0 become p > 0, p < 0 and p = 0 become false. It sees
// what the form shows and proves nothing.
func and(fs ...expr.Formula) expr.Formula {
	f := expr.And(fs...)
	if f.Kind != expr.KAnd {
		return f
	}
	var out []expr.Formula
	at := make(map[string]int)
	for _, g := range f.Args {
		if g.Kind != expr.KAtom {
			out = append(out, g)
			continue
		}
		key := g.Atom.P.Key()
		i, ok := at[key]
		if !ok {
			at[key] = len(out)
			out = append(out, g)
			continue
		}
		old := prove.SignsOf(out[i].Atom.Op)
		both := old & prove.SignsOf(g.Atom.Op)
		switch both {
		case 0:
			return expr.False()
		case old:
		default:
			out[i] = expr.Sign(g.Atom.P, both.Op())
		}
	}
	return expr.And(out...)
}

// signIn returns the signs that the atoms of a conjunction leave to p.
func signIn(f expr.Formula, p algebra.Poly) prove.SignSet {
	if k, ok := p.Const(); ok {
		return prove.SignOf(k.Sign())
	}
	p, k := p.Primitive()
	set := prove.Any
	for _, g := range f.Conjuncts() {
		if g.Kind == expr.KAtom && g.Atom.P.Equal(p) {
			set &= prove.SignsOf(g.Atom.Op)
		}
	}
	if k.Sign() < 0 {
		set = set.Flip()
	}
	return set
}

// equations lists the polynomials that the hypotheses set to zero.
func (j *judge) equations() []algebra.Poly {
	var out []algebra.Poly
	for _, f := range j.hyps.Conjuncts() {
		if f.Kind == expr.KAtom && f.Atom.Op == expr.EQ {
			out = append(out, f.Atom.P)
		}
	}
	return out
}

// pin is an equation solved for a parameter: v = num/den, den > 0.
type pin struct {
	v   algebra.Var
	num algebra.Poly
	den algebra.Int
}

// solutions solves p = 0 for every parameter in which it is linear with a
// constant coefficient.
func solutions(p algebra.Poly) []pin {
	var out []pin
	for _, v := range p.Vars() {
		if p.Degree(v) != 1 {
			continue
		}
		c := p.Coeffs(v)
		den, ok := c[1].Const()
		if !ok {
			continue
		}
		num := c[0].Neg()
		if den.Sign() < 0 {
			num, den = num.Neg(), den.Neg()
		}
		out = append(out, pin{v, num, den})
	}
	return out
}

// apply substitutes in a vector of polynomials and multiplies all of it by one
// positive integer.
func (q pin) apply(row []algebra.Poly) []algebra.Poly {
	degree := 0
	for _, p := range row {
		degree = max(degree, p.Degree(q.v))
	}
	if degree == 0 {
		return row
	}
	out := make([]algebra.Poly, len(row))
	den := algebra.Constant(q.den)
	for k, p := range row {
		out[k] = p.SubstituteRatio(q.v, q.num, den).Mul(den.Pow(degree - p.Degree(q.v)))
	}
	return reduceVector(out)
}
