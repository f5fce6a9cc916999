package certificate

import (
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/solver/prove/check"
)

// end is a bound of a variable: an end of its interval, and what says so.
type end struct {
	at  *big.Rat
	lit check.Literal // linear in the variable
}

// interval is where a variable lies.
type interval [2]*end

// boxes turns a tree of boxes into sums: on each box the literal that fails there is a
// combination of products of the distances to the ends, with coefficients of one sign
// (Bernstein 1912; Cargo and Shisha 1966). Signs of the differences from where a box is
// cut tell the boxes apart.
func (w *writer) boxes(l check.Lemma) *Proof {
	inner := &writer{pr: w.pr, index: map[string]int{}, out: &Proof{}}
	box := map[algebra.Var]interval{}
	for _, x := range l.Lits {
		vs := x.P.Vars()
		if len(vs) != 1 || x.P.Degree(vs[0]) != 1 {
			continue
		}
		cs := x.P.Coeffs(vs[0])
		b, c := cs[1].ConstTerm(), cs[0].ConstTerm()
		set, at := x.Set, new(big.Rat).SetFrac(new(big.Int).Neg(c.Big()), b.Big())
		if b.Sign() < 0 {
			set = turned(set)
		}
		in := box[vs[0]]
		if set&check.Neg == 0 && (in[0] == nil || at.Cmp(in[0].at) > 0) {
			in[0] = &end{at, x}
		}
		if set&check.Pos == 0 && (in[1] == nil || at.Cmp(in[1].at) < 0) {
			in[1] = &end{at, x}
		}
		box[vs[0]] = in
	}
	inner.box(l, l.Box, box)
	w.failed = w.failed || inner.failed
	return inner.out
}

func (w *writer) box(l check.Lemma, b *check.Box, box map[algebra.Var]interval) {
	if b.Literal >= 0 {
		w.fails(l.Lits[b.Literal], box)
		return
	}
	old := box[b.Var]
	cut := algebra.Variable(b.Var).Scale(algebra.IntFromBig(b.At.Denom())).Sub(algebra.Constant(algebra.IntFromBig(b.At.Num())))
	box[b.Var] = interval{old[0], {b.At, check.Literal{P: cut, Set: check.Neg | check.Zero}}}
	w.box(l, b.Parts[0], box)
	box[b.Var] = interval{{b.At, check.Literal{P: cut, Set: check.Zero | check.Pos}}, old[1]}
	w.box(l, b.Parts[1], box)
	box[b.Var] = old
}

// fails adds the lemma that a literal fails on a box.
func (w *writer) fails(l check.Literal, box map[algebra.Var]interval) {
	// With x = (lo + hi·s)/(1 + s), p·D = Σ c_k (x - lo)^k·(hi - x)^(n - k), where
	// p·(1 + s)^n = Σ c_k·s^k.
	p, d := l.P, big.NewRat(1, 1)
	lits := []check.Literal{l}
	vars := l.P.Vars()
	for _, v := range vars {
		in := box[v]
		if in[0] == nil || in[1] == nil || in[0].at.Cmp(in[1].at) == 0 {
			w.failed = true
			return
		}
		lits = append(lits, in[0].lit, in[1].lit)
		den := new(big.Int).Mul(in[0].at.Denom(), in[1].at.Denom())
		scale := new(big.Rat).SetInt(den)
		lo, hi := new(big.Rat).Mul(in[0].at, scale), new(big.Rat).Mul(in[1].at, scale)
		x, one := algebra.Variable(v), algebra.Constant(algebra.IntFromBig(den))
		p = p.SubstituteRatio(v, x.Scale(algebra.IntFromBig(hi.Num())).Add(algebra.Constant(algebra.IntFromBig(lo.Num()))), x.Mul(one).Add(one))
		width := new(big.Rat).Sub(hi, lo)
		for range l.P.Degree(v) {
			d.Mul(d, width)
		}
	}
	var list []coefficient
	collect(p, l.P, vars, nil, 1, &list)
	least := new(big.Rat).SetInt64(0)
	side := 0 // the sign of the coefficients
	for _, c := range list {
		if s := c.k.Sign(); s != 0 {
			side = s
		}
	}
	for i, c := range list {
		of := new(big.Rat).SetFrac(c.k.Big(), big.NewInt(c.ways))
		if of.Abs(of); i == 0 || of.Cmp(least) < 0 {
			least = of
		}
	}
	flip := big.NewRat(int64(side), 1)
	// -p·D and the products with what exceeds the least, which is that of 1.
	sum := []check.Summand{{Weight: new(big.Rat).Neg(new(big.Rat).Mul(flip, d)), Factors: []check.Power{{P: l.P, N: 1}}}}
	for _, c := range list {
		weight := new(big.Rat).SetInt(c.k.Big())
		weight.Mul(weight, flip)
		weight.Sub(weight, new(big.Rat).Mul(least, big.NewRat(c.ways, 1)))
		if weight.Sign() == 0 {
			continue
		}
		s := check.Summand{Weight: weight}
		for i, v := range vars {
			for side, n := range [2]int{c.exps[i], l.P.Degree(v) - c.exps[i]} {
				if n == 0 {
					continue
				}
				// The distance is the literal's polynomial over its coefficient, or
				// over that times -1.
				q := box[v][side].lit.P
				by := new(big.Rat).SetInt(q.Coeffs(v)[1].ConstTerm().Big())
				if side == 1 {
					by.Neg(by)
				}
				for range n {
					s.Weight.Quo(s.Weight, by)
				}
				s.Factors = append(s.Factors, check.Power{P: q, N: n})
			}
		}
		sum = append(sum, s)
	}
	w.out.Lemmas = append(w.out.Lemmas, w.lemma(check.Lemma{Lits: lits, Sum: sum}))
}

// coefficient is one of the Bernstein form: its exponents, and the product of binomial
// coefficients that 1 has in its place.
type coefficient struct {
	k    algebra.Int
	exps []int
	ways int64
}

// collect lists the coefficients, those that are 0 too.
func collect(p, of algebra.Poly, vars []algebra.Var, exps []int, ways int64, out *[]coefficient) {
	if len(exps) == len(vars) {
		*out = append(*out, coefficient{p.ConstTerm(), slices.Clone(exps), ways})
		return
	}
	v := vars[len(exps)]
	n := of.Degree(v)
	cs := p.Coeffs(v)
	for k := range n + 1 {
		var c algebra.Poly
		if k < len(cs) {
			c = cs[k]
		}
		collect(c, of, vars, append(exps, k), ways*new(big.Int).Binomial(int64(n), int64(k)).Int64(), out)
	}
}
