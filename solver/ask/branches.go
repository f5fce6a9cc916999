//go:build !js

package ask

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/plane"
)

// Branches asks how equilibria move with one parameter (Options.Over), the others at
// the point: a bifurcation diagram. The answer is an *answer.Branches for games in
// strategic form, else an *answer.Tracks.
var Branches = Question{"branches", append([]engine{
	strategic(branchesOf),
}, conceptEngines(tracksOf)...)}

// samplesOfBranch is how many equilibria of a branch that is no straight line are
// computed, beside its ends.
const samplesOfBranch = 80

func branchesOf(ctx context.Context, g *games.Game, at Point, opt Options) (*answer.Branches, error) {
	over, err := varying(&g.Header, opt.Over)
	if err == nil {
		err = withoutTerms(&g.Header)
	}
	if err != nil {
		return nil, err
	}
	if len(over) != 1 {
		return nil, fmt.Errorf("%w: branches follow one, found %d", ErrOver, len(over))
	}
	t, err := nashConditions(ctx, g, nil, opt)
	if err != nil {
		return nil, err
	}
	m := &mapMaker{
		Map:     &answer.Map{Base: answer.Base{Model: g}, By: answer.ByNash, Over: over, Point: at, Conditions: t},
		classes: make(map[string]int),
	}
	m.q = &plane.Question{X: over[0], Y: len(g.Params), Class: m.class, Allowed: m.fix(games.Hypotheses(g))}
	for i, r := range t.Rows {
		exists, _ := r.Condition(answer.Exists)
		m.add(i, exists)
	}
	w, err := m.window(ctx, opt.Chart.Ranges)
	if err != nil {
		return nil, m.refused(err)
	}
	out := &answer.Branches{Base: t.Base, Over: over[0], Point: at, Lo: w.XLo, Hi: w.XHi, Players: g.Players, Rows: t.Rows}
	for i, r := range t.Rows {
		if err := m.branch(ctx, out, i, r); err != nil {
			return nil, m.refused(err)
		}
	}
	return out, nil
}

// stretches divides a line by a condition and one within it: the class is 0 where exists
// fails, 1 where it holds, and 2 where further holds as well.
func (m *mapMaker) stretches(ctx context.Context, exists, further expr.Formula, lo, hi *big.Rat) ([]plane.Stretch, error) {
	q := &plane.Question{X: m.q.X, Y: m.q.Y, Allowed: m.q.Allowed, Conditions: []expr.Formula{m.fix(exists), m.fix(further)}, Class: func(truth []bool) int {
		switch {
		case !truth[0]:
			return 0
		case truth[1]:
			return 2
		}
		return 1
	}}
	return plane.Line(ctx, q, lo, hi)
}

// branch follows a row: 1 is where it exists, 2 where it is strict as well.
func (m *mapMaker) branch(ctx context.Context, out *answer.Branches, i int, r *answer.Row) error {
	exists, _ := r.Condition(answer.Exists)
	strict, ok := r.Condition(answer.Strict)
	if !ok {
		strict = expr.False()
	}
	stretches, err := m.stretches(ctx, exists, strict, out.Lo, out.Hi)
	if err != nil {
		return err
	}
	for _, s := range stretches {
		switch {
		case s.Class <= 0:
		case r.Strategies == nil:
			if !slices.Contains(out.Left, i) {
				out.Left = append(out.Left, i)
			}
		default:
			b := answer.Branch{Row: i, From: answer.RealOf(s.From), To: answer.RealOf(s.To), Strict: s.Class == 2}
			if b.Samples, err = m.samples(r, s); err != nil {
				return err
			}
			out.Branches = append(out.Branches, b)
		}
	}
	return nil
}

// samples computes equilibria of a row on a stretch, near its ends and between.
func (m *mapMaker) samples(r *answer.Row, s plane.Stretch) ([]answer.BranchSample, error) {
	var out []answer.BranchSample
	for _, x := range samplePoints(s, samplesOfBranch) {
		sample, err := m.equilibrium(r, x)
		if err != nil {
			return nil, err
		}
		out = append(out, sample)
	}
	return out, nil
}

// equilibrium is that of a row at a value of the parameter.
func (m *mapMaker) equilibrium(r *answer.Row, x *big.Rat) (answer.BranchSample, error) {
	at := slices.Clone(m.Point)
	at[m.Over[0]] = x
	out := answer.BranchSample{At: x}
	values := func(rs []algebra.Ratio) ([]*big.Rat, error) {
		var vs []*big.Rat
		for _, f := range rs {
			v, err := f.Eval(at)
			if err != nil {
				return nil, err
			}
			vs = append(vs, v)
		}
		return vs, nil
	}
	for _, s := range r.Strategies {
		mix, err := values(s)
		if err != nil {
			return out, err
		}
		out.Strategies = append(out.Strategies, mix)
	}
	var err error
	out.Payoffs, err = values(r.Payoffs)
	return out, err
}
