package ask

import (
	"context"
	"math/big"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/prove"
	"brink/solver/stability"
)

// Conditions with more terms than these, in all comparisons together, are for
// programs rather than for people: beyond the first the prover's quick means alone
// simplify them, beyond the second what they rest on is not looked into, beyond the
// third they stay as they are. Noisy automata of two players with four payoffs have
// some hundred, three players with three states each have thousands.
const (
	longTerms   = 300
	restsTerms  = 400
	hugeTerms   = answer.HugeTerms
	quickBudget = 500 // of one question to the prover, about a microsecond a unit
)

// view simplifies and presents the conditions of one game.
type view struct {
	g       *games.Game
	point   []*big.Rat
	asm     *prove.Assumptions
	quick   *prove.Assumptions // asm with the quick means alone
	present stability.Presenter
	done    map[string]expr.Formula // what was simplified before, by its key
}

// newView takes for granted what the game assumes, and in repeated games
// that discount factors are such.
func newView(g *games.Game, point []*big.Rat) view {
	v := view{g: g, point: point, done: map[string]expr.Formula{}}
	hyps, first := g.Hypotheses(), -1
	if g.Repeated != nil {
		below := expr.LT
		if g.Repeated.Horizon > 0 {
			below = expr.LE
		}
		for _, d := range g.Repeated.Discounts() {
			hyps = expr.And(hyps, expr.Compare(d, expr.GE, algebra.Ratio{}), expr.Compare(d, below, algebra.FromInt(1)))
		}
		if vs := g.Repeated.DiscountVars(); len(vs) == 1 {
			first = vs[0]
		}
	}
	opt := prove.Options{Prefer: point, Names: g.Names(), Roots: g.Roots()}
	v.asm = prove.Assume(hyps, opt)
	opt.Budget, opt.Shallow = quickBudget, true
	v.quick = prove.Assume(hyps, opt)
	v.present = stability.Presenter{Assumptions: v.asm, First: first}
	return v
}

// sift simplifies a conjunction part by part, short ones first, each under those
// before: backward induction has a part for every period and plan, of which few say
// anything.
func (v view) sift(ctx context.Context, f expr.Formula) expr.Formula {
	parts := slices.Clone(f.Conjuncts())
	slices.SortStableFunc(parts, func(a, b expr.Formula) int { return answer.Terms(a) - answer.Terms(b) })
	asm := v.asm
	var kept []expr.Formula
	for i, c := range parts {
		if ctx.Err() != nil {
			return expr.And(append(kept, parts[i:]...)...)
		}
		if answer.Terms(c) <= longTerms {
			c = asm.Simplify(ctx, c)
		}
		switch {
		case c.IsFalse():
			return c
		case !c.IsTrue():
			kept, asm = append(kept, c), asm.And(c)
		}
	}
	return expr.And(kept...)
}

// given is the view under one more assumption.
func (v view) given(f expr.Formula) view {
	v.asm, v.done = v.asm.And(f), map[string]expr.Formula{}
	v.present.Assumptions = v.asm
	return v
}

func (v view) simple(ctx context.Context, f expr.Formula) expr.Formula {
	if answer.Terms(f) > hugeTerms {
		return f
	}
	return v.present.Formula(ctx, v.simplify(ctx, f))
}

// hurried is the view for conditions that are long.
func (v view) hurried() view {
	v.asm = v.quick
	v.present.Assumptions = v.asm
	return v
}

// simplify is what the assumptions leave of a formula. Long conditions take
// seconds, so answers are kept; what an interruption cut short is not.
func (v view) simplify(ctx context.Context, f expr.Formula) expr.Formula {
	key := f.Key()
	if s, ok := v.done[key]; ok {
		return s
	}
	s := v.asm.Simplify(ctx, f)
	if ctx.Err() == nil {
		v.done[key] = s
	}
	return s
}

// without presents formulas that do not contain the discount factor.
func (v view) without() stability.Presenter {
	return stability.Presenter{Assumptions: v.asm, First: -1}
}
