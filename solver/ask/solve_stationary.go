package ask

import (
	"context"
	"fmt"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/markov"
	"brink/solver/nash"
	"brink/solver/note"
)

// stationary lists the stationary Markov-perfect equilibria at a point.
func stationary(ctx context.Context, m games.Model, at Point, opt Options) (answer.Answer, error) {
	g := m.(*games.Stochastic)
	if err := opt.Search.Check(); err != nil {
		return nil, err
	}
	if s := opt.Search.Method; s != "" && s != string(nash.MethodAuto) && s != answer.StationaryMethod || opt.Search.AllLabels {
		return nil, fmt.Errorf("%w: games with states are solved by %s", ErrMethod, answer.StationaryMethod)
	}
	if at == nil {
		var err error
		if at, err = g.Point(nil); err != nil {
			return nil, err
		}
	}
	found, err := markov.Solve(ctx, g, at)
	if err != nil {
		return nil, err
	}
	out := &answer.Stationary{Base: answer.Base{Model: g, Complete: found.Complete, Reasons: found.Reasons}, Point: at}
	for _, e := range found.Equilibria {
		q := answer.StationaryEquilibrium{Pure: e.Pure}
		for _, byPlayer := range e.Strategies {
			var rows [][]answer.Real
			for _, x := range byPlayer {
				rows = append(rows, numbers(x))
			}
			q.Strategies = append(q.Strategies, rows)
		}
		for _, v := range e.Values {
			q.Values = append(q.Values, numbers(v))
		}
		out.Equilibria = append(out.Equilibria, q)
	}
	for _, c := range found.Continua {
		k := answer.StationaryContinuum{Support: c.Support, Dimension: c.Dimension}
		out.Continua = append(out.Continua, k)
		out.Incomplete(note.New(note.NotIsolated, k.Supports(g), k.Dimension))
	}
	most := opt.Search.Limit
	if opt.Search.One {
		most = 1
	}
	if most > 0 && len(out.Equilibria) > most {
		out.Incomplete(note.New(note.RowsListed, most, len(out.Equilibria), note.New(note.LimitAsked, most)))
		out.Equilibria = out.Equilibria[:most]
	}
	return out, nil
}
