package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
	"brink/solver/repeated"
	"brink/solver/stability"
)

// jsonBinding is a deviation that the critical discount factor deters only just.
type jsonBinding struct {
	State      []string `json:"state"`
	Player     string   `json:"player"`
	Prescribed string   `json:"prescribed,omitempty"`
	Plan       string   `json:"plan"`
}

// jsonStatic says which way the critical discount factor moves with a parameter.
type jsonStatic struct {
	Parameter string `json:"parameter"`
	// Sign is "+", "-", "0" or "kink" at the --set or default values; "" where no
	// deviation binds there.
	Sign string `json:"sign,omitempty"`
	// Everywhere is proved for all parameters: increasing or decreasing (weakly),
	// constant, depends, vacuous where no two values can be compared, or undecided.
	Everywhere string `json:"everywhere,omitempty"`
	// Existence says the same of whether some discount factor works.
	Existence string `json:"existence,omitempty"`
	Rises     string `json:"rises_when,omitempty"` // where it depends
	Falls     string `json:"falls_when,omitempty"`
	Reason    string `json:"reason,omitempty"`
}

// jsonAny is what any strategies need that play an outcome for ever.
type jsonAny struct {
	Outcome    string     `json:"outcome"`
	Necessary  string     `json:"necessary"`
	AttainedBy [][]string `json:"attained_by"`
}

// outcomeBound is the condition that every profile of strategies with one steady
// outcome must satisfy, and those that need no more.
type outcomeBound struct {
	profile   []int
	necessary expr.Formula
	by        [][]string
}

// restsOn adds what lies behind the conditions of a row: whether patience can
// suffice at all, renegotiation, the binding deviation and comparative statics.
func (v *repeatedView) restsOn(ctx context.Context, row *repeated.Row, j *jsonRepeatedRow) error {
	g, pr := v.g, v.g.Printer()
	spe := v.simplify(ctx, row.SPE)
	possible := report.Text("–")
	if f, ok := v.possible(ctx, row, spe); ok {
		text := pr.Formula(f)
		j.Possible = &text
		possible = condition(g, f)
	}
	if !spe.IsFalse() && v.asm.Measure0(ctx, spe) == prove.Yes {
		j.KnifeEdge = true
		v.knife = append(v.knife, profileText(row.Profile))
	}
	renegotiation := report.Text("–")
	f, err := row.Renegotiation(ctx)
	switch {
	case err == nil:
		f = v.asm.Simplify(ctx, f)
		text := pr.Formula(v.present.Formula(ctx, f))
		j.Renegotiable = &text
		renegotiation = condition(g, v.present.Formula(ctx, f))
		if !f.IsTrue() && !f.IsFalse() && v.asm.Implies(ctx, expr.Implies(spe, f)) == prove.Yes {
			renegotiation = report.Text("wherever subgame perfect")
		}
	case errors.Is(err, repeated.ErrTooManyContinuations):
		renegotiation = report.Text("not decided: " + err.Error())
	case ctx.Err() == nil:
		return err
	}
	binding, err := row.Binding(ctx, v.point)
	if err != nil {
		return err
	}
	var parts []string
	for _, d := range binding {
		j.Binding = append(j.Binding, jsonBinding{d.State, g.Players[d.Player].Name, d.Prescribed, d.Plan})
		parts = append(parts, deviationText(g, d))
	}
	if v.g.Repeated.Own != nil {
		v.leastPatience(ctx, row, spe, j)
		v.rests.Rows = append(v.rests.Rows, []report.Cell{report.Text(profileText(row.Profile)), possible, renegotiation, report.Text(orDash(strings.Join(parts, "; ")))})
		return nil
	}
	var up, down, either []string
	if j.Statics, err = v.statics(ctx, row); err != nil {
		return err
	}
	for _, x := range j.Statics {
		switch x.Everywhere {
		case stability.Increasing.String():
			up = append(up, x.Parameter)
		case stability.Decreasing.String():
			down = append(down, x.Parameter)
		case stability.Depends.String():
			either = append(either, x.Parameter)
			v.eitherWay(row, x)
		case stability.Undecided.String():
			either = append(either, x.Parameter+" (undecided)")
		}
	}
	v.leastPatience(ctx, row, spe, j)
	v.rests.Rows = append(v.rests.Rows, []report.Cell{
		report.Text(profileText(row.Profile)), possible, renegotiation, report.Text(orDash(strings.Join(parts, "; "))), report.Text(orDash(join(up))), report.Text(orDash(join(down))), report.Text(orDash(join(either))),
	})
	return nil
}

// statics are the comparative statics of the critical discount factor: signs at
// the point, and directions for all parameters.
func (v *repeatedView) statics(ctx context.Context, row *repeated.Row) ([]jsonStatic, error) {
	g, pr := v.g, v.g.Printer()
	here, err := row.Statics(ctx, v.point)
	if err != nil {
		return nil, err
	}
	all, err := stability.RowStatics(ctx, g, row)
	if err != nil && ctx.Err() == nil {
		return nil, err
	}
	var out []jsonStatic
	at := map[algebra.Var]int{}
	for _, s := range all {
		x := jsonStatic{Parameter: g.Params[s.Parameter].Name, Everywhere: s.Direction.String(), Existence: s.Existence.String(), Reason: s.Reason}
		if s.Rises != nil {
			x.Rises = pr.Formula(v.without().Formula(ctx, *s.Rises))
		}
		if s.Falls != nil {
			x.Falls = pr.Formula(v.without().Formula(ctx, *s.Falls))
		}
		at[s.Parameter] = len(out)
		out = append(out, x)
	}
	for _, s := range here {
		i, ok := at[s.Parameter]
		if !ok {
			i = len(out)
			out = append(out, jsonStatic{Parameter: g.Params[s.Parameter].Name})
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

// eitherWay explains a parameter in which the critical discount factor rises at
// some values of the others and falls at others.
func (v *repeatedView) eitherWay(row *repeated.Row, x jsonStatic) {
	if x.Rises == "" || x.Falls == "" {
		return
	}
	v.either = append(v.either, fmt.Sprintf("%s: the critical discount factor rises in %s where %s, and falls where %s", profileText(row.Profile), x.Parameter, x.Rises, x.Falls))
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// deviationText describes a deviation: "Blue plays race after (trust, trust)".
func deviationText(g *games.Game, d repeated.Deviation) string {
	return fmt.Sprintf("%s plays %s after (%s)", g.Players[d.Player].Name, d.Plan, strings.Join(d.State, ", "))
}

// possible is the condition on the other parameters under which some discount
// factor makes the profile subgame perfect: by quantifier elimination, or where
// that does not reach by the limit of patience, if the condition implies it.
func (v *repeatedView) possible(ctx context.Context, row *repeated.Row, spe expr.Formula) (expr.Formula, bool) {
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
func (v *repeatedView) ownParameters() ([]algebra.Var, bool) {
	vars := v.g.Repeated.DiscountVars()
	for _, d := range v.g.Repeated.Discounts() {
		if p, den, ok := d.Poly(); !ok || !den.IsOne() || p.Terms() != 1 || p.TotalDegree() != 1 || !p.Lead().IsOne() {
			return nil, false
		}
	}
	return vars, v.g.Repeated.Own != nil
}

// without presents formulas that do not contain the discount factor.
func (v *repeatedView) without() stability.Presenter {
	return stability.Presenter{Assumptions: v.asm, First: -1}
}

// leastPatience compares the condition with the one that any strategies with the
// same steady outcome must satisfy.
func (v *repeatedView) leastPatience(ctx context.Context, row *repeated.Row, spe expr.Formula, j *jsonRepeatedRow) {
	profile, ok := row.Steady()
	if !ok || v.g.Repeated.Error != nil || v.g.Repeated.Monitoring != nil || len(profile) != len(v.g.Players) {
		return
	}
	var b *outcomeBound
	for _, x := range v.outcomes {
		if slices.Equal(x.profile, profile) {
			b = x
		}
	}
	if b == nil {
		f, err := repeated.Deterrable(v.g, profile)
		if err != nil {
			return // too many profiles: no statement
		}
		b = &outcomeBound{profile: profile, necessary: v.asm.Simplify(ctx, f)}
		v.outcomes = append(v.outcomes, b)
	}
	if !b.necessary.IsFalse() && v.asm.Implies(ctx, expr.Implies(b.necessary, spe)) == prove.Yes {
		b.by = append(b.by, row.Profile)
		j.LeastPatience = true
	}
}

// anyStrategies states what every profile of strategies needs for the outcomes of
// the table: the theory of optimal penal codes at its limit.
func (v *repeatedView) anyStrategies(ctx context.Context, doc *report.Document) {
	pr := v.g.Printer()
	for _, b := range v.outcomes {
		if b.necessary.IsTrue() {
			continue // nothing to deter
		}
		f := v.present.Formula(ctx, b.necessary)
		outcome := v.g.ProfileName(b.profile)
		j := jsonAny{outcome, pr.Formula(f), b.by}
		if j.AttainedBy == nil {
			j.AttainedBy = [][]string{}
		}
		v.json.Any = append(v.json.Any, j)
		text := fmt.Sprintf("Under any strategies, %s for ever needs %s", outcome, pr.Formula(f))
		if f.IsFalse() {
			text = fmt.Sprintf("No strategies sustain %s for ever", outcome)
			if len(v.g.Repeated.DiscountVars()) == 0 {
				text += " at " + v.discountText()
			}
		}
		text += ": the pure-action minmax for ever is the worst that can follow a deviation."
		if len(b.by) > 0 {
			var names []string
			for _, p := range b.by {
				names = append(names, profileText(p))
			}
			text += " No more is needed by " + join(names) + ", so that no penal code does better."
		}
		doc.Blocks = append(doc.Blocks, report.Paragraph{Text: text})
	}
}
