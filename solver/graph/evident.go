package graph

import (
	"context"

	"brink/games"
	"brink/games/expr"
	"brink/solver/prove"
	"brink/solver/prove/check"
)

// Evident is the problem of a verdict with all that it takes for granted of exp and log
// replaced by what package check derives from the rules of the verdict: so evidence for
// it rests on nothing else of this package. The hypotheses end with the facts about the
// given derived parameters, as in Decide.
func Evident(ctx context.Context, h *games.Header, terms []int, p prove.Problem, v Verdict) (prove.Problem, error) {
	var known []check.Term
	var bounds []check.Bound
	n := len(p.Hyps) - len(terms)
	hyps := append([]expr.Formula(nil), p.Hyps[:n]...)
	for k, i := range terms {
		t := h.Params[i].Derived
		if t.Func == "root" {
			hyps = append(hyps, p.Hyps[n+k])
			continue
		}
		known = append(known, check.Term{Var: i, Func: t.Func, Arg: t.Arg})
		if t.Algebraic() {
			hyps = append(hyps, p.Hyps[n+k])
			continue
		}
		w := views(h, terms, i)[0]
		bounds = append(bounds, w.by(check.Basic, 0))
	}
	facts, err := check.Derive(ctx, known, append(bounds, v.Bounds...), 0)
	if err != nil {
		return p, err
	}
	p.Hyps = append(hyps, facts...)
	return p, nil
}
