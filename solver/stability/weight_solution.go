package stability

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// weightSolution is what the equations of a support say of its weights where the
// support carries an equilibrium.
type weightSolution struct {
	kind solutionKind
	// weights, of rational and root solutions, are functions of the parameters, and
	// of the unknown of a root: in the order of players and of the actions in their
	// supports.
	weights []algebra.Ratio
	// unknown is the weight that the others are functions of, and root a polynomial
	// of which it is a positive zero.
	unknown algebra.Var
	root    algebra.Poly
	// sole holds where nothing was divided by zero on the way.
	sole expr.Formula
}

type solutionKind uint8

const (
	notSolved     solutionKind = iota
	rationalPoint              // equations linear in one weight after another determine all
	rootPoint                  // the same down to one weight, a zero of a polynomial
	manyPoints                 // some weights are free
)

// Limits of solving for weights: the terms of an equation that is factored.
const maxFactoredTerms = 200

// weightSolver solves the equations of a support for one weight after another.
type weightSolver struct {
	ctx    context.Context
	system *supportSystem
	where  *judge             // the hypotheses, and that the support carries an equilibrium
	asm    *prove.Assumptions // the same for positive weights that solve the system
	sole   expr.Formula
}

// solveWeights solves the equations of a support under a judge of the condition that
// it carries an equilibrium.
func (s *supportSystem) solveWeights(ctx context.Context, where *judge) weightSolution {
	opt := where.options()
	opt.Budget = midBudget
	e := weightSolver{ctx: ctx, system: s, where: where, asm: prove.Assume(and(where.hyps, s.formula()), opt), sole: expr.True()}
	type step struct {
		v  algebra.Var
		is algebra.Ratio // in the weights solved for later
	}
	var steps []step
	left := slices.Clone(s.weights)
	equal := e.reduce(s.equal)
	for len(left) > 0 && len(equal) > 0 {
		i, v := e.pick(equal, left)
		if i < 0 {
			break
		}
		cs := equal[i].Coeffs(v)
		num, den := cs[0].Neg(), cs[1]
		steps = append(steps, step{v, algebra.RatioOf(num, den)})
		equal = slices.Delete(equal, i, i+1)
		for k, p := range equal {
			equal[k] = p.SubstituteRatio(v, num, den)
		}
		equal = e.reduce(equal)
		left = slices.DeleteFunc(left, func(w algebra.Var) bool { return w == v })
	}
	out := weightSolution{sole: e.sole}
	switch {
	case len(equal) == 0 && len(left) == 0:
		out.kind = rationalPoint
	case len(equal) == 0:
		out.kind = manyPoints
		return out
	case len(equal) == 1 && len(left) == 1:
		out.kind, out.unknown, out.root = rootPoint, left[0], equal[0]
	default:
		return out
	}
	value := make(map[algebra.Var]algebra.Ratio)
	for _, v := range left {
		value[v] = algebra.FromPoly(algebra.Variable(v))
	}
	for i := len(steps) - 1; i >= 0; i-- {
		r := steps[i].is
		for _, later := range steps[i+1:] {
			var err error
			if r, err = r.Substitute(later.v, value[later.v]); err != nil {
				return weightSolution{}
			}
		}
		value[steps[i].v] = r
	}
	for _, v := range s.byOrder {
		out.weights = append(out.weights, value[v])
	}
	return out
}

// reduce takes from equations the factors that vanish at no solution, and leaves out
// those that hold wherever there are solutions. A factor in the parameters alone that
// can vanish is divided out and joins what sole excludes.
func (e *weightSolver) reduce(equal []algebra.Poly) []algebra.Poly {
	var out []algebra.Poly
next:
	for _, p := range equal {
		if p.IsZero() {
			continue
		}
		if p.Terms() > maxFactoredTerms {
			out = append(out, p)
			continue
		}
		q := algebra.IntPoly(1)
		for _, f := range algebra.Factorize(p).List {
			if !slices.ContainsFunc(e.system.weights, f.P.Has) {
				switch signs := e.where.sign(e.ctx, f.P); {
				case signs == prove.Zero:
					continue next
				case signs&prove.Zero != 0:
					e.sole = and(e.sole, expr.Sign(f.P, expr.NE))
				}
				continue
			}
			if !e.vanishes(f.P) {
				continue
			}
			q = q.Mul(f.P)
		}
		if !q.IsConst() && !slices.ContainsFunc(out, q.Equal) {
			out = append(out, q)
		}
	}
	return out
}

// vanishes reports whether p may be zero at a solution.
func (e *weightSolver) vanishes(p algebra.Poly) bool {
	ans, _ := e.asm.Satisfiable(e.ctx, expr.Sign(p, expr.EQ))
	return ans != prove.No
}

// pick chooses an equation and a weight in which it is linear with a coefficient that
// does not vanish: one free of weights before others, the shorter equation before the
// longer. The equation is -1 when there is none.
func (e *weightSolver) pick(equal []algebra.Poly, left []algebra.Var) (eq int, v algebra.Var) {
	eq = -1
	var best []int
	for i, p := range equal {
		for _, w := range left {
			if p.Degree(w) != 1 {
				continue
			}
			key := []int{0, p.Terms()}
			if slices.ContainsFunc(left, p.LeadCoeff(w).Has) {
				key[0] = 1
			}
			if best != nil && slices.Compare(key, best) >= 0 || key[0] == 1 && e.vanishes(p.LeadCoeff(w)) {
				continue
			}
			eq, v, best = i, w, key
		}
	}
	if eq < 0 {
		return e.pickBut(equal, left)
	}
	lead := equal[eq].LeadCoeff(v)
	if best[0] == 0 && e.where.sign(e.ctx, lead)&prove.Zero != 0 {
		e.sole = and(e.sole, expr.Sign(lead, expr.NE))
	}
	return eq, v
}

// pickBut is pick for a coefficient that vanishes at solutions of a negligible set of
// parameters only. Where it vanishes the rest of the equation does too: so do
// coefficients in the parameters alone, or a resultant of the two. That these do not
// joins sole, and is taken for granted from here on.
func (e *weightSolver) pickBut(equal []algebra.Poly, left []algebra.Var) (eq int, v algebra.Var) {
	for i, p := range equal {
		for _, w := range left {
			if p.Terms() > maxFactoredTerms || p.Degree(w) != 1 {
				continue
			}
			cs := p.Coeffs(w)
			needed := e.edges(p)
			for _, u := range left {
				if u != w && cs[0].Has(u) && cs[1].Has(u) {
					needed = e.add(needed, algebra.Resultant(cs[0], cs[1], u))
				}
			}
			if len(needed) == 0 || len(needed) > maxEdges {
				continue
			}
			lead := expr.Sign(cs[1], expr.EQ)
			excluded := func(edges []expr.Formula) bool {
				ans, _ := e.asm.Satisfiable(e.ctx, and(append(slices.Clone(edges), lead)...))
				return ans == prove.No
			}
			if !excluded(needed) {
				continue
			}
			for _, f := range slices.Clone(needed) {
				if fewer := slices.DeleteFunc(slices.Clone(needed), f.Equal); excluded(fewer) {
					needed = fewer
				}
			}
			inside := and(needed...)
			e.sole, e.asm = and(e.sole, inside), e.asm.And(inside)
			return i, w
		}
	}
	return -1, v
}

// maxEdges bounds the coefficients that pickBut supposes not to vanish.
const maxEdges = 8

// edges are the factors of the coefficients of p, as a polynomial in the weights, that
// can vanish, each as the condition that it does not.
func (e *weightSolver) edges(p algebra.Poly) []expr.Formula {
	parts := []algebra.Poly{p}
	for _, w := range e.system.weights {
		var next []algebra.Poly
		for _, q := range parts {
			next = append(next, q.Coeffs(w)...)
		}
		parts = next
	}
	var out []expr.Formula
	for _, q := range parts {
		out = e.add(out, q)
	}
	return out
}

// add appends the factors of a polynomial in the parameters alone that can vanish.
func (e *weightSolver) add(edges []expr.Formula, q algebra.Poly) []expr.Formula {
	if q.IsZero() || q.Terms() > maxFactoredTerms || slices.ContainsFunc(e.system.weights, q.Has) {
		return edges
	}
	for _, f := range algebra.Factorize(q).List {
		not := expr.Sign(f.P, expr.NE)
		if e.where.sign(e.ctx, f.P)&prove.Zero != 0 && !slices.ContainsFunc(edges, not.Equal) {
			edges = append(edges, not)
		}
	}
	return edges
}
