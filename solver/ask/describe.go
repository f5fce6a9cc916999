//go:build !js

package ask

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"unicode/utf8"

	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/dynamics"
	"brink/solver/nash"
	"brink/solver/nash/refine"
	"brink/solver/note"
)

// Describe asks what kind of game it is at a point, the defaults where none is given:
// classes, dominance, refinements, correlated equilibria for Options.Objective. The
// answer is an *answer.Description.
var Describe = Question{"describe", []engine{strategic(describe)}}

// ErrObjective is wrapped where Options.Objective is no formula in payoffs.
var ErrObjective = errors.New("objective")

// correlatedProfiles bounds the games for which the linear programs of correlated
// equilibria are solved.
const correlatedProfiles = 400

// description is work on one game.
type description struct {
	g      *games.Game
	s      *games.Strategic
	out    *answer.Description
	values []*big.Rat // of the objective, by profile; nil for the sum of payoffs
}

func describe(ctx context.Context, g *games.Game, at Point, opt Options) (*answer.Description, error) {
	at, s, err := inNumbers(g, at)
	if err != nil {
		return nil, err
	}
	d := &description{g: g, s: s, out: &answer.Description{Base: answer.Base{Model: g, Complete: true}, Point: at, Objective: opt.Objective}}
	if d.values, err = objectiveValues(s, opt.Objective); err != nil {
		return nil, err
	}
	for _, part := range []func(context.Context) error{d.classes, d.elimination, d.equilibria, d.thresholds, d.correlated} {
		err := part(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			return nil, err
		case err != nil: // what was found until then stands
			d.out.Incomplete(note.New(note.Stopped, note.Cause(ctx)))
			return d.out, nil
		}
	}
	return d.out, nil
}

func (d *description) classes(ctx context.Context) error {
	st, err := nash.Structures(ctx, d.s)
	if err != nil {
		return err
	}
	perfect := false
	if d.g.Extensive != nil {
		_, perfect = d.g.Extensive.PerfectInformation()
	}
	d.out.Classes = []note.Code{}
	for _, c := range []struct {
		holds bool
		class note.Code
	}{
		{st.ZeroSum, note.ClassZeroSum},
		{st.ConstantSum != nil && !st.ZeroSum, note.ClassConstantSum},
		{st.StrategicallyZeroSum && st.ConstantSum == nil, note.ClassStrategicallyZS},
		{st.Symmetric, note.ClassSymmetric},
		{st.IdenticalInterests, note.ClassIdentical},
		{st.Potential != nil, note.ClassPotential},
		{perfect, note.ClassPerfectInfo},
		{st.Supermodular, note.ClassSupermodular},
		{st.Submodular, note.ClassSubmodular},
	} {
		if c.holds {
			d.out.Classes = append(d.out.Classes, c.class)
		}
	}
	d.out.Potential = st.Potential
	d.out.Ordinal = ordinal(d.s)
	d.out.Theorems = theoremsOf(dynamics.Theorems(ctx, d.s, dynamics.Simultaneous))
	return nil
}

// patternCodes name the patterns of refine.Ordinal.
var patternCodes = map[refine.Pattern]note.Code{
	refine.PrisonersDilemma: note.PatternPrisonersDilemma,
	refine.Chicken:          note.PatternChicken,
	refine.Battle:           note.PatternBattle,
	refine.Hero:             note.PatternHero,
	refine.Compromise:       note.PatternCompromise,
	refine.Deadlock:         note.PatternDeadlock,
	refine.Concord:          note.PatternConcord,
	refine.StagHunt:         note.PatternStagHunt,
	refine.Assurance:        note.PatternAssurance,
	refine.Coordination:     note.PatternCoordination,
	refine.Peace:            note.PatternPeace,
	refine.Harmony:          note.PatternHarmony,
}

// ordinal is the ordinal class of a 2×2 game, nil for others.
func ordinal(s *games.Strategic) *answer.Ordinal {
	o := refine.OrdinalClass(s)
	if o == nil {
		return nil
	}
	out := &answer.Ordinal{}
	if !o.Tied {
		out.Patterns = []note.Code{patternCodes[o.Patterns[0]], patternCodes[o.Patterns[1]]}
	}
	return out
}

func (d *description) elimination(ctx context.Context) error {
	for _, c := range []struct {
		kind nash.Dominance
		to   **answer.Elimination
	}{{nash.StrictDominance, &d.out.Strict}, {nash.WeakDominance, &d.out.Weak}} {
		e, err := nash.Eliminate(ctx, d.s, c.kind)
		if err != nil {
			return err
		}
		x := &answer.Elimination{Left: e.Left}
		for _, s := range e.Steps {
			x.Steps = append(x.Steps, answer.EliminationStep{Round: s.Round, Player: s.Player, Action: s.Action, By: s.By})
		}
		*c.to = x
	}
	return nil
}

func (d *description) equilibria(ctx context.Context) error {
	res, err := nash.All(ctx, d.s, nash.Options{})
	if err != nil {
		return err
	}
	if !res.Complete {
		d.out.Incomplete(res.Reasons...)
	}
	d.out.Degenerate = res.Degenerate
	for _, e := range res.Equilibria {
		if len(d.g.Players) == 2 {
			perfect, err := nash.Undominated(ctx, d.s, e.Strategies)
			if err != nil {
				return err
			}
			d.out.Perfect = append(d.out.Perfect, perfect)
		}
		d.out.Equilibria = append(d.out.Equilibria, EquilibriumOf(e))
	}
	w := nash.WelfareOf(d.s, res.Equilibria)
	d.out.Welfare = &answer.Welfare{Best: w.Best, Profile: w.BestProfile}
	if w.Anarchy != nil && res.Complete {
		d.out.Welfare.Anarchy, d.out.Welfare.Stability = w.Anarchy, w.Stability
	}
	return nil
}

func (d *description) thresholds(context.Context) error {
	for _, t := range nash.Thresholds(d.s) {
		d.out.Thresholds = append(d.out.Thresholds, answer.Threshold{Profile: t.Profile[:], Level: t.Level[:], RiskDominant: t.RiskDominant})
	}
	return nil
}

func (d *description) correlated(ctx context.Context) error {
	if d.s.Profiles() > correlatedProfiles {
		d.out.Incomplete(note.New(note.CorrelatedNotLooked, correlatedProfiles))
		return nil
	}
	for _, coarse := range []bool{false, true} {
		for _, worst := range []bool{false, true} {
			c, err := nash.CorrelatedEquilibrium(ctx, d.s, coarse, nash.Objective{Values: d.values, Minimise: worst})
			if err != nil {
				return err
			}
			if !c.Complete {
				return ctx.Err()
			}
			x := answer.Correlated{Coarse: coarse, Worst: worst, Value: c.Value, Sum: new(big.Rat), Payoffs: c.Payoffs, Weights: c.Weights}
			for _, u := range c.Payoffs {
				x.Sum.Add(x.Sum, u)
			}
			d.out.Correlated = append(d.out.Correlated, x)
		}
	}
	return nil
}

// objectiveValues evaluates an objective at every profile, where the players'
// payoffs are known by u1, u2, ... and by the players' names; nil for none.
func objectiveValues(s *games.Strategic, src string) ([]*big.Rat, error) {
	if src == "" {
		return nil, nil
	}
	n := len(s.Players)
	names := make(expr.Names, 2*n)
	for p, player := range s.Players {
		names[p], names[n+p] = player.Name, fmt.Sprintf("u%d", p+1)
	}
	v, _, problem := expr.CompileValue(src, names)
	if problem != nil {
		return nil, fmt.Errorf("%w %q, column %d: %v", ErrObjective, src, utf8.RuneCountInString(src[:problem.Pos])+1, problem)
	}
	out := make([]*big.Rat, s.Profiles())
	point := make([]*big.Rat, 2*n)
	for i := range out {
		for p, t := range s.Payoffs {
			point[p], point[n+p] = t.Rat(i), t.Rat(i)
		}
		x, err := v.Eval(point)
		if err != nil {
			return nil, fmt.Errorf("%w %q has no value at every profile: %v", ErrObjective, src, err)
		}
		out[i] = x
	}
	return out, nil
}
