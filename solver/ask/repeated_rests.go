package ask

import (
	"context"
	"errors"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/note"
	"brink/solver/prove"
	"brink/solver/repeated"
	"brink/solver/stability"
)

// restsOn is what lies behind the conditions of a row: whether patience can suffice
// at all, renegotiation, the binding deviation and comparative statics.
func (v *repetition) restsOn(ctx context.Context, row *repeated.Row, outcomes *outcomeBounds) (*answer.Rests, error) {
	out := &answer.Rests{}
	spe := v.simplify(ctx, row.SPE)
	if f, ok := v.possible(ctx, row, spe); ok {
		out.Possible = &f
	}
	out.KnifeEdge = !spe.IsFalse() && v.asm.Measure0(ctx, spe) == prove.Yes
	f, err := row.Renegotiation(ctx)
	switch {
	case err == nil:
		f = v.asm.Simplify(ctx, f)
		out.WhereverPerfect = !f.IsTrue() && !f.IsFalse() && v.asm.Implies(ctx, expr.Implies(spe, f)) == prove.Yes
		f = v.present.Formula(ctx, f)
		out.Renegotiation = &f
	case errors.Is(err, repeated.ErrTooManyContinuations):
		out.Open = note.New(note.ContinuationsOpen, err)
	case ctx.Err() == nil:
		return out, err
	}
	binding, err := row.Binding(ctx, v.point)
	if err != nil {
		return out, err
	}
	for _, d := range binding {
		out.Binding = append(out.Binding, deviationOf(d))
	}
	if v.g.Repeated.Own == nil {
		if out.Statics, err = v.statics(ctx, row); err != nil {
			return out, err
		}
	}
	out.LeastPatience = outcomes.attains(ctx, v.view, row, spe)
	return out, nil
}

// statics are the comparative statics of the critical discount factor: signs at
// the point, and directions for all parameters.
func (v *repetition) statics(ctx context.Context, row *repeated.Row) ([]answer.Static, error) {
	here, err := row.Statics(ctx, v.point)
	if err != nil {
		return nil, err
	}
	all, err := stability.RowStatics(ctx, v.g, row)
	if err != nil && ctx.Err() == nil {
		return nil, err
	}
	var out []answer.Static
	at := map[algebra.Var]int{}
	for _, s := range all {
		x := answer.Static{Parameter: s.Parameter, Everywhere: s.Direction.String(), Existence: s.Existence.String(), Why: s.Reason}
		if s.Rises != nil {
			f := v.without().Formula(ctx, *s.Rises)
			x.Rises = &f
		}
		if s.Falls != nil {
			f := v.without().Formula(ctx, *s.Falls)
			x.Falls = &f
		}
		at[s.Parameter] = len(out)
		out = append(out, x)
	}
	for _, s := range here {
		i, ok := at[s.Parameter]
		if !ok {
			i = len(out)
			out = append(out, answer.Static{Parameter: s.Parameter})
		}
		switch {
		case s.Kink:
			out[i].Sign = "kink"
		case s.Sign > 0:
			out[i].Sign = "+"
		case s.Sign < 0:
			out[i].Sign = "-"
		default:
			out[i].Sign = "0"
		}
	}
	return out, nil
}

// possible is the condition on the other parameters under which some discount
// factor makes the profile subgame perfect: by quantifier elimination, or where
// that does not reach by the limit of patience, if the condition implies it.
func (v view) possible(ctx context.Context, row *repeated.Row, spe expr.Formula) (expr.Formula, bool) {
	asm, variable := v.asm, v.present.First
	if vars, ok := v.ownParameters(); ok {
		if f, ok := asm.Eliminate(ctx, vars, spe); ok == prove.Yes {
			return v.without().Formula(ctx, v.asm.Simplify(ctx, f)), true
		}
	} else if variable < 0 {
		// The discount factor is no parameter: some value of it in [0, 1).
		var err error
		if spe, variable, err = row.InDiscount(); err != nil {
			return expr.Formula{}, false
		}
		d := algebra.Variable(variable)
		hyps := expr.And(v.g.Hypotheses(), expr.Sign(d, expr.GE), expr.Sign(d.Sub(algebra.IntPoly(1)), expr.LT))
		asm = prove.Assume(hyps, prove.Options{Names: append(v.g.Names(), "delta*")})
		spe = asm.Simplify(ctx, spe)
	}
	if variable < 0 {
		return expr.Formula{}, false
	}
	if f, ok := asm.Eliminate(ctx, []algebra.Var{variable}, spe); ok == prove.Yes {
		return v.without().Formula(ctx, v.asm.Simplify(ctx, f)), true
	}
	f := asm.Simplify(ctx, row.Patient())
	if asm.Implies(ctx, expr.Implies(spe, f)) == prove.Yes {
		return v.without().Formula(ctx, f), true
	}
	return expr.Formula{}, false
}

// ownParameters lists the discount factors of the players where each has a parameter
// of her own for it.
func (v view) ownParameters() ([]algebra.Var, bool) {
	vars := v.g.Repeated.DiscountVars()
	for _, d := range v.g.Repeated.Discounts() {
		if p, den, ok := d.Poly(); !ok || !den.IsOne() || p.Terms() != 1 || p.TotalDegree() != 1 || !p.Lead().IsOne() {
			return nil, false
		}
	}
	return vars, v.g.Repeated.Own != nil
}

// outcomeBound is the condition that every profile of strategies with one steady
// outcome must satisfy, and those that need no more.
type outcomeBound struct {
	profile   []int
	necessary expr.Formula
	by        [][]string
}

// outcomeBounds are those of the outcomes met so far.
type outcomeBounds []*outcomeBound

// attains compares the condition of a row with the one that any strategies with the
// same steady outcome must satisfy.
func (all *outcomeBounds) attains(ctx context.Context, v view, row *repeated.Row, spe expr.Formula) bool {
	profile, ok := row.Steady()
	if !ok || v.g.Repeated.Error != nil || v.g.Repeated.Monitoring != nil || len(profile) != len(v.g.Players) {
		return false
	}
	var b *outcomeBound
	for _, x := range *all {
		if slices.Equal(x.profile, profile) {
			b = x
		}
	}
	if b == nil {
		f, err := repeated.Deterrable(v.g, profile)
		if err != nil {
			return false // too many profiles: no statement
		}
		b = &outcomeBound{profile: profile, necessary: v.asm.Simplify(ctx, f)}
		*all = append(*all, b)
	}
	if !b.necessary.IsFalse() && v.asm.Implies(ctx, expr.Implies(b.necessary, spe)) == prove.Yes {
		b.by = append(b.by, row.Profile)
		return true
	}
	return false
}

// needs states what every profile of strategies needs for the outcomes: the theory of
// optimal penal codes at its limit.
func (all outcomeBounds) needs(ctx context.Context, v view) []answer.OutcomeNeeds {
	var out []answer.OutcomeNeeds
	for _, b := range all {
		if !b.necessary.IsTrue() { // else there is nothing to deter
			out = append(out, answer.OutcomeNeeds{Outcome: b.profile, Necessary: v.present.Formula(ctx, b.necessary), AttainedBy: b.by})
		}
	}
	return out
}
