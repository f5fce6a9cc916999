package ask

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"

	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/note"
	"brink/solver/repeated"
	"brink/solver/stability"
)

// Repeated asks when profiles of automata sustain each other in repeated play, and by
// Options.Repetition what any strategies could do. Discount factors are looked for at
// the point, the defaults where none is given; repeated.Repeat repeats a game that
// does not say how. The answer is an *answer.Repeated.
var Repeated = Question{"repeated", []engine{strategic(repeatedPlay)}}

// Repetition steers Repeated.
type Repetition struct {
	// Profiles are the profiles of automata to examine; nil for those of the game,
	// or the usual ones.
	Profiles [][]string
	// Why lists the deviations that are deterred.
	Why bool

	// PayoffSet asks for the payoffs of all equilibria with public randomisation,
	// Unrandomised for those without, Least for the least discount factor for a path.
	PayoffSet, Unrandomised bool
	Least                   *repeated.Path
	// Tournament lets the automata of the profiles meet; LongRun counts limits of
	// means there.
	Tournament, LongRun bool
}

// Wish is a part of a question that can be wished for.
type Wish string

// The wishes of Repetition.
const (
	WishPayoffSet    Wish = "payoff set"
	WishUnrandomised Wish = "payoffs without randomisation"
	WishLeast        Wish = "least discount factor"
	WishTournament   Wish = "tournament"
)

// WishError says why a wish cannot be granted.
type WishError struct {
	Wish Wish
	Err  error
}

func (e *WishError) Error() string { return string(e.Wish) + ": " + e.Err.Error() }
func (e *WishError) Unwrap() error { return e.Err }

// PlayersError says that something is for two players.
type PlayersError struct{ Found int }

func (e *PlayersError) Error() string {
	return fmt.Sprintf("for two players, the game has %d", e.Found)
}

// repetition is work on one repeated game.
type repetition struct {
	view
	out      *answer.Repeated
	opt      Options
	profiles [][]string
}

func repeatedPlay(ctx context.Context, g *games.Game, at Point, opt Options) (*answer.Repeated, error) {
	if g.Repeated == nil {
		return nil, repeated.ErrNotRepeated
	}
	profiles, err := profilesOf(g, opt.Repetition.Profiles)
	if err != nil {
		return nil, err
	}
	if at == nil {
		if at, err = g.Point(nil); err != nil {
			return nil, err
		}
	}
	v := &repetition{view: newView(g, at), opt: opt, profiles: profiles}
	v.out = &answer.Repeated{Base: answer.Base{Model: g, Complete: true}, Point: at, Discount: v.present.First, Undefined: stability.Undefined(ctx, g)}
	for p := range g.Players {
		d, err := DiscountAt(g, p, at)
		if err != nil {
			v.out.Discounts = nil
			break
		}
		v.out.Discounts = append(v.out.Discounts, d)
	}
	var outcomes outcomeBounds
	for i, names := range profiles {
		if ctx.Err() == nil {
			row, err := v.row(ctx, names, &outcomes)
			if err != nil && ctx.Err() == nil {
				return nil, fmt.Errorf("%s: %w", strings.Join(names, ", "), err)
			}
			if row != nil {
				v.out.Rows = append(v.out.Rows, row)
			}
		}
		if ctx.Err() != nil {
			break
		}
		if opt.Progress != nil {
			opt.Progress(i+1, len(profiles), note.Note{})
		}
	}
	if ctx.Err() != nil {
		v.out.Incomplete(note.New(note.StoppedAfter, len(v.out.Rows), len(profiles), note.Cause(ctx)))
	}
	v.out.Outcomes = outcomes.needs(ctx, v.view)
	if err := v.folk(ctx); err != nil {
		return nil, err
	}
	return v.out, nil
}

// profilesOf are the profiles wished for, else those of the game, else the usual ones.
func profilesOf(g *games.Game, wished [][]string) ([][]string, error) {
	out := wished
	if out == nil {
		out = g.Repeated.Profiles
	}
	if out == nil {
		out = repeated.DefaultProfiles(g)
	}
	for _, names := range out {
		for p, n := range names {
			if _, err := repeated.Resolve(g, n, p); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// DiscountAt is the discount factor of a player of a repeated game at a point; an
// error, which says what is wrong with it, where it is out of bounds.
func DiscountAt(g *games.Game, player int, at Point) (*big.Rat, error) {
	r := g.Repeated
	text := r.DiscountText
	if r.Own != nil {
		text = r.Own[player].Text
	}
	d, err := r.DiscountOf(player).Eval(at)
	if err != nil {
		return nil, fmt.Errorf("discount factor: %w", err)
	}
	top := d.Cmp(big.NewRat(1, 1))
	switch {
	case r.Horizon > 0 && (d.Sign() < 0 || top > 0):
		return nil, fmt.Errorf("the discount factor of a finite horizon must lie in [0, 1]: %s = %s", text, d.RatString())
	case r.Horizon == 0 && (d.Sign() < 0 || top >= 0):
		return nil, fmt.Errorf("%w: %s = %s", repeated.ErrDelta, text, d.RatString())
	}
	return d, nil
}

// row analyses one profile; nil where time ran out, for a row is whole or not there.
func (v *repetition) row(ctx context.Context, names []string, outcomes *outcomeBounds) (*answer.RepeatedRow, error) {
	g := v.g
	row, err := repeated.Analyse(ctx, g, names)
	if err != nil {
		return nil, err
	}
	finite := g.Repeated.Horizon > 0
	if finite {
		row.SPE, row.Nash = v.sift(ctx, row.SPE), v.sift(ctx, row.Nash)
	}
	if answer.Terms(row.SPE) > longTerms {
		whole := v.view
		v.view = whole.hurried()
		defer func() { v.view = whole }()
	}
	out := &answer.RepeatedRow{Profile: names, Outcome: row.Outcome, SPE: v.simple(ctx, row.SPE)}
	if row.NashErr == nil {
		f := v.simple(ctx, row.Nash)
		out.Nash = &f
	}
	for _, val := range row.Values {
		if r, ok := val.Ratio(); ok {
			out.Payoffs = append(out.Payoffs, &r)
		} else {
			out.Payoffs = append(out.Payoffs, nil)
		}
	}
	err = v.criticals(ctx, row, out)
	if ctx.Err() != nil || err != nil {
		return nil, err
	}
	switch {
	case finite:
		// What the conditions rest on is about play without end.
	case answer.Terms(row.SPE) > restsTerms:
		out.Unread = true
	default:
		if out.Rests, err = v.restsOn(ctx, row, outcomes); err != nil && ctx.Err() == nil {
			return nil, err
		}
	}
	if v.opt.Repetition.Why {
		v.explain(ctx, row, out)
	}
	if row.NashErr != nil {
		v.out.Incomplete(note.New(note.NashTooLarge, strings.Join(names, ", "), row.NashErr))
	}
	return out, nil
}

// criticals adds the discount factors that work at the point.
func (v *repetition) criticals(ctx context.Context, row *repeated.Row, out *answer.RepeatedRow) error {
	r := v.g.Repeated
	if r.Own == nil && r.DiscountText == "" {
		return nil
	}
	out.HasCritical = true
	c, err := v.critical(ctx, row.SPE, row.Critical)
	if errors.Is(err, repeated.ErrOwnDiscounts) {
		for p := range r.Own {
			c, err := row.CriticalOf(ctx, p, v.point)
			if err != nil {
				return err
			}
			out.CriticalOf = append(out.CriticalOf, criticalOf(c))
		}
		return nil
	}
	if err != nil {
		return err
	}
	out.Critical = criticalOf(c)
	if row.NashErr == nil {
		if c, err = v.critical(ctx, row.Nash, row.CriticalNash); err != nil {
			return err
		}
		out.CriticalNash = criticalOf(c)
	}
	return nil
}

// critical is the set of discount factors at which a condition of a row holds at
// the point: read from the formula, or where the discount factor is an expression
// of several parameters about the value of the expression.
func (v *repetition) critical(ctx context.Context, f expr.Formula, own func(context.Context, []*big.Rat) (*repeated.Critical, error)) (*repeated.Critical, error) {
	c, err := repeated.CriticalSet(ctx, v.g, f, v.point)
	if errors.Is(err, repeated.ErrDiscountExpression) {
		return own(ctx, v.point)
	}
	return c, err
}

func criticalOf(c *repeated.Critical) *answer.Critical {
	if c.Empty() {
		return nil
	}
	return &answer.Critical{Min: answer.RealOf(c.Min()), Max: answer.RealOf(c.Max()), Attained: c.Attained(), Set: c.String()}
}

// explain lists the deviations behind both conditions, with what they gain at the
// point, and states that all would rather leave.
func (v *repetition) explain(ctx context.Context, row *repeated.Row, out *answer.RepeatedRow) {
	for _, d := range row.Deviations {
		out.Deviations = append(out.Deviations, v.deviation(ctx, d))
	}
	for _, d := range row.NashDeviations {
		out.NashDeviations = append(out.NashDeviations, v.deviation(ctx, d))
	}
	if v.out.Discounts == nil {
		return
	}
	// Where the point has no value the statement is left out, like the gains.
	better, worse, err := row.ParetoRanked(ctx, v.point)
	if err == nil && better != nil {
		out.Ranked = &answer.Ranked{Better: better, Worse: worse}
	}
}

func (v *repetition) deviation(ctx context.Context, d repeated.Deviation) answer.Deviation {
	out := deviationOf(d)
	out.Deterred = v.simple(ctx, d.Deterred)
	if v.out.Discounts != nil {
		if gain, err := d.Gain.Eval(v.point); err == nil {
			out.Gain = gain
		}
	}
	return out
}

func deviationOf(d repeated.Deviation) answer.Deviation {
	return answer.Deviation{State: d.State, Player: d.Player, Prescribed: d.Prescribed, Plan: d.Plan, Period: d.Period, Further: len(d.Others)}
}
