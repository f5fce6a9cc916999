//go:build !js

package ask

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/concept"
	"brink/solver/dynamics"
	"brink/solver/exact"
	"brink/solver/plane"
)

// tracksOf follows the equilibria of a game that has solution concepts of its own, or
// the rest points of dynamics.
func tracksOf(ctx context.Context, model games.Model, at Point, opt Options) (answer.Answer, error) {
	over, err := varying(model.Head(), opt.Over)
	if err == nil {
		err = withoutTerms(model.Head())
	}
	if err != nil {
		return nil, err
	}
	if len(over) != 1 {
		return nil, fmt.Errorf("%w: branches follow one, found %d", ErrOver, len(over))
	}
	got, err := conceptConditions(ctx, model, nil, opt)
	if err != nil {
		return nil, err
	}
	table := got.(*answer.Equilibria)
	m := &mapMaker{
		Map:     &answer.Map{Base: answer.Base{Model: model}, By: answer.ByConcept, Over: over, Point: at, Equilibria: table},
		classes: make(map[string]int),
	}
	m.q = &plane.Question{X: over[0], Y: len(model.Head().Params), Class: m.class, Allowed: m.fix(games.Hypotheses(model))}
	for i, r := range table.Table.Rows {
		if !table.Lists(r) {
			continue
		}
		m.add(i, r.Exists)
		if c, ok := columnOf(r, "stable"); ok {
			m.add(i, c)
		}
	}
	w, err := m.window(ctx, opt.Chart.Ranges)
	if err != nil {
		return nil, m.refused(err)
	}
	out := &answer.Tracks{Base: table.Base, Over: over[0], Point: at, Lo: w.XLo, Hi: w.XHi, Equilibria: table}
	for i, r := range table.Table.Rows {
		if !table.Lists(r) {
			continue
		}
		if err := m.track(ctx, out, i, r); err != nil {
			return nil, m.refused(err)
		}
	}
	return out, nil
}

// columnOf is a further condition of a row, where it was found.
func columnOf(r *concept.Row, code string) (expr.Formula, bool) {
	for _, c := range r.Columns {
		if c.Code == code && !c.Open {
			return c.When, true
		}
	}
	return expr.False(), false
}

// track follows a row: 1 is where it exists, 2 where it is stable as well.
func (m *mapMaker) track(ctx context.Context, out *answer.Tracks, i int, r *concept.Row) error {
	stable, judged := columnOf(r, "stable")
	stretches, err := m.stretches(ctx, r.Exists, stable, out.Lo, out.Hi)
	if err != nil {
		return err
	}
	for _, s := range stretches {
		if s.Class <= 0 {
			continue
		}
		t := answer.Track{Row: i, From: answer.RealOf(s.From), To: answer.RealOf(s.To), Judged: judged, Stable: s.Class == 2}
		for _, x := range samplePoints(s, samplesOfBranch) {
			t.Samples = append(t.Samples, m.numbersAt(ctx, r, x))
		}
		out.Tracks = append(out.Tracks, t)
	}
	return nil
}

// numbersAt are the numbers of a row at a value of the parameter.
func (m *mapMaker) numbersAt(ctx context.Context, r *concept.Row, x *big.Rat) answer.TrackSample {
	at := slices.Clone(m.Point)
	at[m.Over[0]] = x
	out := answer.TrackSample{At: x}
	for _, n := range r.Numbers {
		var values []*big.Rat
		list := r.NumbersAt(ctx, n.Is, at)
		for _, v := range list {
			values = append(values, answer.RealOf(v).Round(answer.RoundedDigits))
		}
		if d, ok := m.Model.(*games.Dynamics); ok && len(list) > 1 {
			out.Stable = restsStable(d, at, list)
		}
		out.Values = append(out.Values, values)
	}
	return out
}

// restsStable says of several rest points of a row, which are roots of one equation,
// whether each is stable: with one variable exactly, by the condition that it is.
func restsStable(d *games.Dynamics, at Point, list []exact.Algebraic) []answer.Tri {
	out := make([]answer.Tri, len(list))
	if len(d.Variables) != 1 {
		return out
	}
	system := dynamics.NewSystem(d)
	x := system.Vars()[0]
	stable := system.Stable()
	for v, r := range at {
		stable = stable.At(v, r)
	}
	for i, root := range list {
		switch holds, ok := concept.HoldsAt(stable, x, root); {
		case ok && holds:
			out[i] = answer.Yes
		case ok:
			out[i] = answer.No
		}
	}
	return out
}

// samplePoints are points of a stretch, near its ends and between: formulas may divide by
// 0 at the ends.
func samplePoints(s plane.Stretch, n int64) []*big.Rat {
	width := exact.RatFrac(1, 1<<30)
	lo, hi := s.From.RefineTo(width).Interval().Hi.Big(), s.To.RefineTo(width).Interval().Lo.Big()
	span := new(big.Rat).Sub(hi, lo)
	var out []*big.Rat
	for k := range n + 1 {
		share := big.NewRat(1+k*(1<<7), 2+n*(1<<7))
		out = append(out, share.Add(share.Mul(share, span), lo))
	}
	return out
}
