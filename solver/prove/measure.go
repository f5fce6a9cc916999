package prove

import (
	"context"
	"maps"
	"slices"
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
// an open set. What counts are the variables other than Options.Roots, whose
// equations the interior keeps. Other hypotheses lie within the zeros of their
// equations, and the answer is about what these leave: Yes says that f holds at no
// point with every inequality strict and without an equation but those that an
// irreducible case of the hypotheses implies, No that it does. What cannot be told
// is Unknown, whether it is a point that was not found or an equation that was
// neither proved implied nor refuted.
func (a *Assumptions) Measure0(ctx context.Context, f expr.Formula) Answer {
	if a.contradictory || f.IsFalse() {
		return Yes
	}
	inner, solid := a.interior(ctx)
	if solid == Yes {
		return inner.thin(ctx, f, a.everywhere)
	}
	cases, whole := irreducible(ctx, a.hyps)
	answer := Yes
	for _, c := range cases {
		b := a
		if !c.IsTrue() {
			b = a.And(c)
		}
		switch b.thin(ctx, f, b.implied(ctx)) {
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

// everywhere reports whether p vanishes on an open set of the variables that are no
// roots: not where its resultant with their equations does not vanish.
func (a *Assumptions) everywhere(p algebra.Poly) Answer {
	for _, v := range slices.Backward(slices.Sorted(maps.Keys(a.opt.Roots))) {
		if !p.Has(v) {
			continue
		}
		if p = algebra.Resultant(p, a.opt.Roots[v], v); p.IsZero() {
			return Unknown
		}
	}
	return No
}

// implied asks whether the hypotheses imply that a polynomial vanishes.
func (a *Assumptions) implied(ctx context.Context) func(algebra.Poly) Answer {
	known := map[string]Answer{}
	return func(p algebra.Poly) Answer {
		key := p.Key()
		ans, ok := known[key]
		if !ok {
			ans = a.Implies(ctx, expr.Sign(p, expr.EQ))
			known[key] = ans
		}
		return ans
	}
}

// thin is Measure0 where implied says which equations hold throughout. One of which it
// is not known may count for all it could, and for nothing.
func (a *Assumptions) thin(ctx context.Context, f expr.Formula, implied func(algebra.Poly) Answer) Answer {
	least, most := loosen(f, implied, false), loosen(f, implied, true)
	ans := a.some(ctx, least)
	if ans == Yes || least.Equal(most) {
		return negate(ans)
	}
	if a.some(ctx, most) == No {
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
// equations other than those of roots, which differ from them on a set of measure zero,
// and whether they hold anywhere.
func (a *Assumptions) interior(ctx context.Context) (*Assumptions, Answer) {
	a.open.mu.Lock()
	defer a.open.mu.Unlock()
	if a.open.asm == nil {
		defines := make(map[string]bool)
		for _, p := range a.opt.Roots {
			defines[expr.Sign(p, expr.EQ).Atom.P.Key()] = true
		}
		a.open.asm = Assume(expr.And(a.hyps...).Map(func(at expr.Atom) expr.Formula {
			if at.Op == expr.EQ && defines[at.P.Key()] {
				return expr.Formula{Kind: expr.KAtom, Atom: at}
			}
			return strictly(at)
		}), a.opt)
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
