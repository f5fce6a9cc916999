package stability

import (
	"context"
	"fmt"

	"brink/games"
	"brink/games/expr"
	"brink/solver/prove"
)

// Obligation is a statement that a printed answer rests on: the verdict holds of
// the problem.
type Obligation struct {
	Problem prove.Problem
	Verdict prove.Verdict
}

// Certify derives the evidence and has it checked by package check; the number
// of lemmas tells how much there was. Unknown says that the budget did not suffice
// for either. An error is a defect of brink.
func (o Obligation) Certify(ctx context.Context, opt prove.Options) (accepted prove.Answer, lemmas int, err error) {
	cert, err := prove.Certify(ctx, o.Problem, o.Verdict, opt)
	if err != nil || cert == nil {
		return prove.Unknown, 0, err
	}
	ans, err := cert.Check(ctx, 0)
	return ans, cert.Lemmas(), err
}

// Obligations lists what a verdict on a claim rests on: the verdict itself; for a
// conditional one that the printed condition, read again as a formula, is
// equivalent to the claim and divides by nothing that can vanish; and that what
// the compiled claim leaves out contradicts the hypotheses.
func (cl *Claim) Obligations(m games.Model, v prove.Verdict, printed string) ([]Obligation, error) {
	p := cl.Problem(m)
	var out []Obligation
	if v.Status == prove.Conditional {
		f, defined, err := expr.CompileFormula(printed, m.Head().Scope())
		if err != nil {
			return nil, fmt.Errorf("%w: the condition %s cannot be read again: %w", prove.ErrSelfCheck, printed, err)
		}
		v.HoldsWhen = f
		q := p
		q.Claim = defined
		out = append(out, Obligation{q, prove.Verdict{Status: prove.Proved}})
	}
	out = append(out, Obligation{p, v})
	for _, l := range cl.Lemmas {
		q := p
		q.Claim = expr.Not(l)
		out = append(out, Obligation{q, prove.Verdict{Status: prove.Proved}})
	}
	return out, nil
}
