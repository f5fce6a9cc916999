//go:build !js

package ask

import (
	"context"
	"fmt"
	"math"
	"slices"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/nash"
	"brink/solver/nash/logit"
	"brink/solver/note"
)

// Logit asks for logit quantal response equilibria at a point, the defaults where none
// is given, and for the Nash equilibrium to which they lead, by Options.Response; of a
// tree, for those of its agents. The answer is an *answer.Logit.
var Logit = Question{"logit", []engine{strategic(quantalResponse), {games.TreeForm, func(ctx context.Context, m games.Model, at Point, opt Options) (answer.Answer, error) {
	return agentResponse(ctx, m.(*games.Tree), at, opt)
}}}}

// traced is the number of points of the branch that are computed for a picture beyond
// those that are asked for.
const traced = 300

// Bounds for listing the equilibria to number the selected one, which is proved to
// be one in any case.
const (
	listedProfiles = 150
	listedNodes    = 2000
)

func quantalResponse(ctx context.Context, g *games.Game, at Point, opt Options) (*answer.Logit, error) {
	at, s, err := inNumbers(g, at)
	if err != nil {
		return nil, err
	}
	how := opt.Response
	wanted := how.Lambdas
	if wanted == nil {
		wanted = nash.LogitPrecisions(ctx, s)
	}
	out := &answer.Logit{Base: answer.Base{Model: g}, Point: at, Players: g.Players, Everywhere: how.Everywhere}
	out.Low, out.High = span(wanted)
	path, err := nash.Logit(ctx, s, nash.LogitOptions{Lambdas: branchPoints(wanted, out, how.Trace), Progress: opt.Progress.lambdas()})
	if err != nil {
		return nil, err
	}
	out.Complete, out.Reasons, out.Followed, out.Turns = path.Complete, path.Reasons, path.Complete, path.Turns
	if how.Trace {
		out.Branch = path.Points
	}
	if how.Everywhere {
		for _, w := range slices.Compact(slices.Sorted(slices.Values(wanted))) {
			pts, err := nash.LogitTwoByTwo(s, w)
			if err != nil {
				return nil, err
			}
			out.Rows = append(out.Rows, pts...)
		}
	} else {
		out.Rows = asked(path, wanted)
	}
	if how.Lambdas == nil {
		out.Settle()
	}
	if path.Complete {
		if err := whereItLeads(ctx, s, path, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// agentResponse follows the branch of the agents of a tree.
func agentResponse(ctx context.Context, t *games.Tree, at Point, opt Options) (answer.Answer, error) {
	if at == nil {
		var err error
		if at, err = t.Point(nil); err != nil {
			return nil, err
		}
	}
	how := opt.Response
	if how.Everywhere {
		return nil, fmt.Errorf("%w: all equilibria at a precision are found for 2×2 games", nash.ErrLogit)
	}
	e, err := t.At(at)
	if err != nil {
		return nil, err
	}
	wanted := how.Lambdas
	if wanted == nil {
		wanted = logit.AgentPrecisions(e)
	}
	out := &answer.Logit{Base: answer.Base{Model: t}, Point: at, Agents: true}
	sets, _ := answer.SetsOf(e)
	for _, s := range sets {
		out.Players = append(out.Players, games.Player{Name: s.Name, Actions: s.Actions})
	}
	out.Low, out.High = span(wanted)
	path, err := logit.TraceAgents(ctx, e, logit.Options{Lambdas: branchPoints(wanted, out, how.Trace), Progress: opt.Progress.lambdas()})
	if err != nil {
		return nil, err
	}
	out.Complete, out.Reasons, out.Turns = path.Complete, path.Reasons, path.Turns
	if how.Trace {
		out.Branch = path.Points
	}
	out.Rows = asked(path, wanted)
	if how.Lambdas == nil {
		out.Settle()
	}
	return out, nil
}

// asked are the points of a branch at the precisions that were asked for.
func asked(path *nash.LogitPath, wanted []float64) []nash.LogitPoint {
	var out []nash.LogitPoint
	for _, pt := range path.At {
		if slices.ContainsFunc(wanted, func(w float64) bool { return math.Abs(pt.Lambda-w) <= 1e-12*w }) {
			out = append(out, pt)
		}
	}
	return out
}

// lambdas is the progress of following a branch.
func (p Progress) lambdas() func(nash.LogitPoint) {
	if p == nil {
		return nil
	}
	return func(pt nash.LogitPoint) { p(0, 0, note.New(note.AtLambda, fmt.Sprintf("%.4g", pt.Lambda))) }
}

// branchPoints are the precisions wanted, and for a picture some between them.
func branchPoints(wanted []float64, out *answer.Logit, trace bool) []float64 {
	if !trace {
		return wanted
	}
	points := slices.Clone(wanted)
	for k := range traced {
		points = append(points, out.Low*math.Pow(out.High/out.Low, float64(k)/(traced-1)))
	}
	return points
}

// span is the range of positive precisions that were asked for, a decade at least.
func span(wanted []float64) (low, high float64) {
	for _, w := range wanted {
		if w > 0 && (low == 0 || w < low) {
			low = w
		}
		high = max(high, w)
	}
	if low == 0 {
		return 0.1, 1
	}
	return low, max(high, 10*low)
}

// whereItLeads names the equilibrium, or the component, at the end of the branch.
func whereItLeads(ctx context.Context, s *games.Strategic, path *nash.LogitPath, out *answer.Logit) error {
	if path.Selected != nil {
		e := EquilibriumOf(*path.Selected)
		out.Selected = &e
	}
	if s.Profiles() > listedProfiles {
		return nil
	}
	res, err := nash.All(ctx, s, nash.Options{Nodes: listedNodes})
	if ctx.Err() != nil {
		out.Incomplete(note.New(note.LimitNotNumbered, note.Cause(ctx)))
		return nil
	}
	if err != nil {
		return err
	}
	if out.Selected != nil {
		if res.Complete {
			selected := inDigits(out.Selected)
			out.Number = 1 + slices.IndexFunc(res.Equilibria, func(x nash.Equilibrium) bool {
				e := EquilibriumOf(x)
				return slices.Equal(inDigits(&e), selected)
			})
		}
		return nil
	}
	c := path.Component(res)
	if c == 0 {
		return nil
	}
	if inside := res.Components[c-1].Equilibria; len(inside) == 1 {
		e := EquilibriumOf(res.Equilibria[inside[0]-1])
		out.Selected, out.Number = &e, inside[0]
	} else {
		out.Component = c
	}
	return nil
}

// inDigits writes the probabilities of an equilibrium, irrational ones with more
// digits than two equilibria share.
func inDigits(e *answer.Equilibrium) []string {
	var out []string
	for _, x := range e.Strategies {
		for _, v := range x {
			out = append(out, v.RatString())
		}
	}
	if e.Irrational != nil {
		for _, x := range e.Irrational.Strategies {
			for _, v := range x {
				out = append(out, v.Long())
			}
		}
	}
	return out
}
