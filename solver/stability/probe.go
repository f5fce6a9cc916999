package stability

import (
	"context"
	"math/big"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// FailsAt looks for a rational point of the hypotheses at which a claim fails whose
// formula was not found: with every parameter fixed its predicates are decided by the
// solvers for numbers. It is nil where none of the points tried is one, which says
// nothing.
func (c *Compiler) FailsAt(ctx context.Context, claim games.Claim) []*big.Rat {
	h := c.model.Head()
	if c.game == nil || len(h.Terms()) > 0 || len(h.Params) == 0 {
		return nil // points in which derived parameters are free are none of the model
	}
	asm := judgeOf(h, games.Hypotheses(c.model), quickBudget)
	asm.seek(ctx)
	for _, at := range asm.points {
		if ctx.Err() != nil {
			return nil
		}
		if !slices.ContainsFunc(h.Whole, func(x algebra.Var) bool { return !at[x].IsInt() }) && c.failsAt(ctx, claim, at) {
			return at[:len(h.Params)]
		}
	}
	return nil
}

// failsAt reports whether a claim is known to fail at a point of the hypotheses of the
// model.
func (c *Compiler) failsAt(ctx context.Context, claim games.Claim, at []*big.Rat) bool {
	s := &claimScope{c: c, ctx: ctx, hyps: games.Hypotheses(c.model)}
	for x, r := range at {
		s.hyps = expr.And(s.hyps, expr.Compare(algebra.FromPoly(algebra.Variable(x)), expr.EQ, algebra.FromRat(r)))
	}
	holds := func(text string) (yes, no bool) {
		f, d, err := s.compile(text)
		if err != nil || s.fatal != nil || len(s.lemmas) > 0 && ctx.Err() != nil {
			return false, false
		}
		for _, v := range expr.And(f, d).Vars() {
			if v >= len(at) {
				return false, false
			}
		}
		return d.Eval(at) && f.Eval(at), d.Eval(at) && !f.Eval(at)
	}
	for _, given := range claim.Given {
		if yes, _ := holds(given); !yes {
			return false
		}
	}
	_, no := holds(claim.Holds)
	return no
}
