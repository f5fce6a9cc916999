//go:build !js

package ask

import (
	"context"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/dynamics"
)

// Play asks for the course of fictitious play at a point, the defaults where none is
// given, by Options.Learning. The answer is an *answer.Play.
var Play = Question{"play", []engine{strategic(fictitiousPlay)}}

// traceSamples is the number of rounds that are sampled.
const traceSamples = 600

func fictitiousPlay(ctx context.Context, g *games.Game, at Point, opt Options) (*answer.Play, error) {
	at, s, err := inNumbers(g, at)
	if err != nil {
		return nil, err
	}
	how := dynamics.Options{Rounds: opt.Learning.Rounds, Start: opt.Learning.Start, Rule: dynamics.Rule(opt.Learning.Rule), Progress: opt.Progress.steps()}
	if opt.Learning.Trace {
		how.Trace = traceSamples
	}
	res, err := dynamics.FictitiousPlay(ctx, s, how)
	if err != nil {
		return nil, err
	}
	out := &answer.Play{
		Base: answer.Base{Model: g, Complete: res.Complete, Reasons: res.Reasons}, Point: at, Players: g.Players,
		Rule: string(res.Rule), Rounds: res.Rounds, Counts: res.Counts, Frequencies: res.Frequencies(), LastProfile: res.LastProfile,
		Realised: res.RealisedPayoffs, Exploitability: res.Exploitability, Regret: res.HindsightRegret,
		Theorems: theoremsOf(res.Theorems), Trace: res.Trace,
	}
	if c := res.Cycle; c != nil {
		out.Cycle = &answer.PlayCycle{From: c.From, Period: c.Period, Limits: c.Limits, LimitIsNash: c.LimitIsNash}
	}
	if gr := res.Growth; gr != nil {
		out.Growth = &answer.Growth{Ratios: gr.Ratios, Factor: gr.Factor}
	}
	return out, nil
}

func theoremsOf(all []dynamics.Theorem) []answer.Theorem {
	var out []answer.Theorem
	for _, t := range all {
		out = append(out, answer.Theorem{Class: t.Class, Statement: t.Statement, Source: t.Source})
	}
	return out
}
