package prove

import (
	"context"
	"sync"

	"brink/games/algebra"
	"brink/games/expr"
)

// opened is the interior of hypotheses, prepared when it is first asked for.
type opened struct {
	mu    sync.Mutex
	asm   *Assumptions
	solid Answer // whether the interior has a point
}

// Measure0 reports whether the points of the hypotheses at which f holds are
// negligible.
//
// Hypotheses with an interior have their full dimension, and the answer is about
// measure: Yes says that f holds on a set of measure zero, No that it holds on
// an open set. Other hypotheses lie within the zeros of their equations, and the
// answer is about what these leave: Yes says that f holds at no point with every
// inequality strict and without an equation but those that an irreducible case of
// the hypotheses implies, No that it does. What cannot be told is Unknown,
// whether it is a point that was not found or an equation that was neither
// proved implied nor refuted.
func (a *Assumptions) Measure0(ctx context.Context, f expr.Formula) Answer {
	if a.contradictory || f.IsFalse() {
		return Yes
	}
	inner, solid := a.interior(ctx)
	if solid == Yes {
		return negate(inner.some(ctx, loosen(f, func(algebra.Poly) Answer { return No }, false)))
	}
	cases, whole := irreducible(ctx, a.hyps)
	answer := Yes
	for _, c := range cases {
		b := a
		if !c.IsTrue() {
			b = a.And(c)
		}
		switch b.thinWithin(ctx, f) {
		case No:
			if solid == Unknown {
				return Unknown // an interior that was not found would make it thin
			}
			return No
		case Unknown:
			answer = Unknown
		}
	}
	if !whole {
		return Unknown
	}
	return answer
}

// thinWithin is Measure0 of hypotheses without interior that are one case.
func (a *Assumptions) thinWithin(ctx context.Context, f expr.Formula) Answer {
	implied := map[string]Answer{}
	ask := func(p algebra.Poly) Answer {
		key := p.Key()
		ans, ok := implied[key]
		if !ok {
			ans = a.Implies(ctx, expr.Sign(p, expr.EQ))
			implied[key] = ans
		}
		return ans
	}
	// An equation of which it is not known whether it is implied may count for
	// all it could, and for nothing.
	if a.some(ctx, loosen(f, ask, false)) == Yes {
		return No
	}
	if a.some(ctx, loosen(f, ask, true)) == No {
		return Yes
	}
	return Unknown
}

// some is Satisfiable without the point.
func (a *Assumptions) some(ctx context.Context, f expr.Formula) Answer {
	ans, _ := a.Satisfiable(ctx, f)
	return ans
}

// loosen makes the inequalities of f strict where their polynomial can be other
// than 0, leaves out equations that are not implied, and takes those that are for
// granted. With generous set, an equation that may be implied stays as it is.
func loosen(f expr.Formula, implied func(algebra.Poly) Answer, generous bool) expr.Formula {
	return f.Map(func(at expr.Atom) expr.Formula {
		self := expr.Formula{Kind: expr.KAtom, Atom: at}
		if at.Op.Strict() {
			return self
		}
		switch implied(at.P) {
		case Yes:
			return expr.True()
		case Unknown:
			if generous {
				return self
			}
		}
		return strictly(at)
	})
}

// strictly is an atom without the points at which its polynomial vanishes.
func strictly(at expr.Atom) expr.Formula {
	switch at.Op {
	case expr.LE:
		return expr.Sign(at.P, expr.LT)
	case expr.GE:
		return expr.Sign(at.P, expr.GT)
	case expr.EQ:
		return expr.False()
	}
	return expr.Formula{Kind: expr.KAtom, Atom: at}
}

// interior returns the hypotheses with every inequality strict and without
// equations, which differ from them on a set of measure zero, and whether they
// hold anywhere.
func (a *Assumptions) interior(ctx context.Context) (*Assumptions, Answer) {
	a.open.mu.Lock()
	defer a.open.mu.Unlock()
	if a.open.asm == nil {
		a.open.asm = Assume(expr.And(a.hyps...).Map(strictly), a.opt)
	}
	if a.open.solid == Unknown {
		a.open.solid = a.open.asm.some(ctx, expr.True())
	}
	return a.open.asm, a.open.solid
}

// maxCases bounds the cases that hypotheses are taken apart into.
const maxCases = 16

// irreducible takes hypotheses apart where a disjunction or the factors of an
// equation leave a choice; complete is false when there are too many cases, or more than the
// factors that were found.
func irreducible(ctx context.Context, hyps []expr.Formula) (cases []expr.Formula, complete bool) {
	cases = []expr.Formula{expr.True()}
	for _, h := range hyps {
		var parts []expr.Formula
		switch {
		case h.Kind == expr.KOr:
			parts = h.Args
		case h.Kind == expr.KAtom && h.Atom.Op == expr.EQ:
			fs, ok := factorize(ctx, h.Atom.P)
			if !ok {
				return cases, false
			}
			for _, q := range fs.List {
				parts = append(parts, expr.Sign(q.P, expr.EQ))
			}
		}
		if len(parts) < 2 {
			continue
		}
		if len(cases)*len(parts) > maxCases {
			return cases, false
		}
		var next []expr.Formula
		for _, c := range cases {
			for _, p := range parts {
				next = append(next, expr.And(c, p))
			}
		}
		cases = next
	}
	return cases, true
}

func negate(a Answer) Answer { return [...]Answer{Unknown: Unknown, Yes: No, No: Yes}[a] }
