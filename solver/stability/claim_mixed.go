package stability

import (
	"context"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
)

// bimatrices returns the game regime by regime, for predicates that need its
// matrices.
func (s *claimScope) bimatrices(n *expr.Node) ([]*bimatrix, *expr.Error) {
	if len(s.c.game.Players) != 2 {
		return nil, expr.Fail(n, "", "%s is defined for two players", n.Text)
	}
	asm := s.judge()
	rs, err := regimes(s.ctx, s.c.game, asm)
	if err != nil {
		s.fatal = undecidable(note.Text, err)
		return nil, nil
	}
	out := make([]*bimatrix, len(rs))
	for i, r := range rs {
		out[i] = newBimatrix(s.ctx, asm, r)
	}
	return out, nil
}

// judge returns a judge of the hypotheses.
func (s *claimScope) judge() *judge { return judgeOf(s.c.model.Head(), s.hyps, fullBudget) }

// completelyMixed answers for both sides whether they can mix over everything
// they have.
func (b *bimatrix) completelyMixed(ctx context.Context) (mix [2]mixture) {
	qs := b.questions(first(len(b.u[0])), first(len(b.u[0][0])))
	for side := range qs {
		mix[side] = qs[side].answer(ctx, b.asm)
	}
	return mix
}

func applyESS(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 1, "ess(action)"); err != nil {
		return expr.Result{}, err
	}
	bs, err := s.bimatrices(n)
	if err != nil {
		return expr.Result{}, err
	}
	a, err := s.action(cc, n.Args[0], 0)
	if err != nil {
		return expr.Result{}, err
	}
	var any []expr.Formula
	for _, b := range bs {
		if !b.symmetric {
			return expr.Result{}, expr.Fail(n, "", "ess is defined for symmetric games; this one is not")
		}
		f, ok := b.ess(s.ctx, b.asm.with(s.nash([]int{a, a})), []int{a}, []algebra.Poly{algebra.IntPoly(1)})
		if !ok {
			s.fatal = undecidable(note.ManyTies, maxTied)
			return expr.Result{}, nil
		}
		any = append(any, expr.And(b.regime.when, s.nash([]int{a, a}), f))
	}
	return expr.Truth(expr.Or(any...)), nil
}

func applyMixed(s *claimScope, _ *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 0, "mixed()"); err != nil {
		return expr.Result{}, err
	}
	switch g := s.c.game; len(g.Players) {
	case 1:
		var same []expr.Formula
		for a := range g.Players[0].Actions {
			same = append(same, g.Payoff(0, []int{a}).Compare(expr.EQ, g.Payoff(0, []int{0})))
		}
		return expr.Truth(expr.And(same...)), nil
	case 2:
	default:
		return expr.Truth(s.mixedOfMany()), nil
	}
	bs, err := s.bimatrices(n)
	if err != nil {
		return expr.Result{}, err
	}
	var any []expr.Formula
	for _, b := range bs {
		mix := b.completelyMixed(s.ctx)
		any = append(any, and(b.regime.when, mix[0].exists, mix[1].exists))
	}
	return expr.Truth(expr.Or(any...)), nil
}

// applyProb is the probability of an action in the completely mixed equilibrium:
// its weight over the sum of the weights. It is defined where there is exactly
// one such equilibrium; where there never is, what uses it speaks of nothing.
func applyProb(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	p, a, err := s.playerAction(cc, n)
	if err != nil {
		return expr.Result{}, err
	}
	defined := expr.True()
	require := func(f expr.Formula) {
		defined = and(defined, f)
		cc.Require(f)
	}
	defer func() { s.partial = append(s.partial, partialNumber{n.Source(cc.Src), defined}) }()
	if s.c.game != nil && len(s.c.game.Players) > 2 {
		return expr.Number(s.probOfMany(require, p, a)), nil
	}
	bs, err := s.bimatrices(n)
	if err != nil {
		return expr.Result{}, err
	}
	s.need(needsOneMixture)
	var v expr.Value
	for _, b := range bs {
		mix := b.completelyMixed(s.ctx)
		unique := and(mix[0].unique, mix[1].unique)
		// Mixture 1-p is that of player p.
		w := mix[1-p].weights
		if w == nil || b.asm.refutes(s.ctx, unique) {
			require(expr.Not(b.regime.when))
			continue
		}
		probs, _ := normalise(w, first(len(w)), len(w))
		require(expr.Implies(b.regime.when, b.asm.simplify(s.ctx, unique)))
		v.Cases = append(v.Cases, expr.Case{When: b.regime.when, Is: probs[a]})
	}
	if len(v.Cases) == 0 && s.fatal == nil {
		require(expr.False())
		return expr.Number(expr.Plain(algebra.Ratio{})), nil
	}
	return expr.Number(v), nil
}
