package repeated

import (
	"brink/games/algebra"
	"brink/games/expr"
)

// ledger turns occupation measures into payoffs and into inequalities over the
// parameters.
type ledger struct {
	clock
	discount []algebra.Ratio // what delta stands for, by player; nil when it is a parameter itself
	own      bool            // the players' discount factors differ
	payoffs  [][]expr.Value  // by player and profile
}

// cases evaluates Σ w_a·u_a under a measure for a player, case by case of her
// payoffs, as functions of δ itself.
func (l *ledger) cases(m measure, player int) ([]expr.Case, error) {
	type term struct {
		when     expr.Formula
		num, den algebra.Poly
	}
	ts := []term{{expr.True(), algebra.Poly{}, algebra.IntPoly(1)}}
	for _, a := range m.sortedProfiles() {
		w := m.num[a]
		if w.IsZero() {
			continue
		}
		u := l.payoffs[player][a].Cases
		if len(u)*len(ts) > expr.MaxCases {
			return nil, expr.ErrTooManyCases
		}
		var grown []term
		for _, t := range ts {
			for _, c := range u {
				when := expr.And(t.when, c.When)
				if when.IsFalse() {
					continue
				}
				den := lcm(t.den, c.Is.Den())
				num := t.num.Mul(quotient(den, t.den)).Add(w.Mul(c.Is.Num()).Mul(quotient(den, c.Is.Den())))
				grown = append(grown, term{when, num, den})
			}
		}
		ts = grown
	}
	out := make([]expr.Case, len(ts))
	for i, t := range ts {
		out[i] = expr.Case{When: t.when, Is: algebra.RatioOf(t.num, t.den.Mul(m.den))}
	}
	return out, nil
}

// value is the payoff of a player under a measure, over the parameters.
func (l *ledger) value(m measure, player int) (expr.Value, error) {
	cs, err := l.cases(m, player)
	if err != nil {
		return expr.Value{}, err
	}
	return l.collect(cs, player)
}

// collect replaces δ by a player's discount factor and joins equal cases.
func (l *ledger) collect(cs []expr.Case, player int) (expr.Value, error) {
	var v expr.Value
next:
	for _, c := range cs {
		r := c.Is
		if l.discount != nil {
			var err error
			if r, err = r.Substitute(l.delta, l.discount[player]); err != nil {
				return expr.Value{}, err
			}
		}
		when := l.outside(c.When, player)
		for i := range v.Cases {
			if v.Cases[i].Is.Equal(r) {
				v.Cases[i].When = expr.Or(v.Cases[i].When, when)
				continue next
			}
		}
		v.Cases = append(v.Cases, expr.Case{When: when, Is: r})
	}
	if len(v.Cases) == 1 {
		v.Cases[0].When = expr.True()
	}
	return v, nil
}

// nonPositive is the formula that the payoff with the given cases under a measure
// is at most zero for 0 <= δ < 1, and at δ = 1 too where payoffs are added up. It is a formula in δ: see outside.
func (l *ledger) nonPositive(m measure, cs []expr.Case) expr.Formula {
	var any []expr.Formula
	for _, c := range cs {
		num, den := c.Is.Num(), c.Is.Den()
		// The denominator of a measure has no zero for 0 <= δ < 1, so a divisor of
		// it keeps the sign it has at δ = 0, where both are numbers.
		if k, ok := m.den.At(l.delta, zero).Const(); ok && k.Sign() != 0 {
			known := algebra.GCD(den, m.den)
			den = quotient(den, known)
			if k, _ := known.At(l.delta, zero).Const(); k.Sign() < 0 {
				num = num.Neg()
			}
		}
		if k, ok := den.Const(); ok {
			if k.Sign() < 0 {
				num = num.Neg()
			}
		} else {
			num = num.Mul(oddPart(den))
		}
		if !l.ends { // 1-δ may be zero where payoffs are added up
			num = dropPositive(num, l.delta)
		}
		any = append(any, expr.And(c.When, expr.Sign(num, expr.LE)))
	}
	return expr.Or(any...)
}

// oddPart is a polynomial with the sign of p wherever p is not zero: its factors
// of odd multiplicity.
func oddPart(p algebra.Poly) algebra.Poly {
	f := algebra.SquareFree(p)
	out := algebra.IntPoly(int64(f.Constant.Sign()))
	for _, x := range f.List {
		if x.N%2 == 1 {
			out = out.Mul(x.P)
		}
	}
	return out
}

// outside replaces δ by the expression it stands for with a player, keeping the sign
// of every atom where the expression is defined.
func (l *ledger) outside(f expr.Formula, player int) expr.Formula {
	if l.discount == nil {
		return f
	}
	num, den := l.discount[player].Num(), l.discount[player].Den()
	return f.Map(func(a expr.Atom) expr.Formula {
		d := a.P.Degree(l.delta)
		p := a.P.SubstituteRatio(l.delta, num, den)
		if d%2 == 1 {
			p = p.Mul(den)
		}
		return expr.Sign(p, a.Op)
	})
}

// dropPositive divides p by factors of its content in δ alone that have no zero
// in [0, 1), and lowers multiplicities of the others to 1 or 2, so that the sign
// at 0 <= δ < 1 stays: the (1-δ), 1+δ+…+δ^k of discounting disappear and the
// textbook inequality remains.
func dropPositive(p algebra.Poly, delta algebra.Var) algebra.Poly {
	if !p.Has(delta) {
		return p
	}
	content := contentOf(p, delta)
	if content.IsConst() {
		return p
	}
	p = quotient(p, content)
	if sign := signOnUnit(content, delta); sign != 0 {
		if sign < 0 {
			return p.Neg()
		}
		return p
	}
	f := algebra.Factorize(content)
	if f.Constant.Sign() < 0 {
		p = p.Neg()
	}
	for _, x := range f.List {
		if sign := signOnUnit(x.P, delta); sign != 0 {
			if sign < 0 && x.N%2 == 1 {
				p = p.Neg()
			}
			continue
		}
		p = p.Mul(x.P.Pow(2 - x.N%2))
	}
	return p
}

// contentOf is the greatest common divisor of the coefficients of p read as a
// polynomial in all variables but v.
func contentOf(p algebra.Poly, v algebra.Var) algebra.Poly {
	parts := []algebra.Poly{p}
	for _, u := range p.Vars() {
		if u == v {
			continue
		}
		var finer []algebra.Poly
		for _, q := range parts {
			for _, c := range q.Coeffs(u) {
				if !c.IsZero() {
					finer = append(finer, c)
				}
			}
		}
		parts = finer
	}
	var g algebra.Poly
	for _, q := range parts {
		if g = algebra.GCD(g, q); g.IsConst() {
			break
		}
	}
	return g
}
