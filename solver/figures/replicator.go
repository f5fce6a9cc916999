package figures

import (
	"context"
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/concept"
)

// hasReplicator: symmetric games of two players with three actions, and games of two
// players with two actions each, where each player has a population of her own.
func hasReplicator(m games.Model) bool {
	g, ok := m.(*games.Game)
	if !ok || len(g.Players) != 2 {
		return false
	}
	a, b := len(g.Players[0].Actions), len(g.Players[1].Actions)
	return a == 2 && b == 2 || a == 3 && b == 3 && len(g.Exchangeable()) == 1
}

// replicator draws the portrait of the replicator dynamics of a game at numbers (Taylor
// and Jonker 1978).
func replicator(ctx context.Context, r Request) (*answer.Figure, error) {
	d, err := replicatorOf(r.Model.(*games.Game), r.At)
	if err != nil {
		return nil, err
	}
	f, err := portrait(ctx, Request{Model: d, At: nil, Workers: r.Workers})
	if err != nil {
		return nil, err
	}
	f.Model, f.Kind, f.Point = r.Model, "replicator", r.At
	return f, nil
}

// replicatorOf is the replicator dynamics of a game of two players at numbers: of one
// population where both have three actions, else of one for each.
func replicatorOf(g *games.Game, point []*big.Rat) (*games.Dynamics, error) {
	s, err := g.At(point)
	if err != nil {
		return nil, err
	}
	n := len(g.Players[0].Actions)
	zero, whole := concept.Zero, concept.One
	d := &games.Dynamics{Header: games.Header{ID: g.ID, Name: g.Name, Chinese: g.Chinese}, Domain: expr.True(), Defined: expr.True()}
	populations := 2
	if n == 3 {
		populations = 1
	}
	share := func(p, a int) algebra.Ratio {
		return algebra.FromPoly(algebra.Variable(min(p, populations-1)*n + a))
	}
	for p := range populations {
		var group []int
		for _, name := range g.Players[p].Actions {
			if populations == 2 {
				name = g.Players[p].Name + ": " + name
			}
			x := concept.Variable(len(d.Variables))
			group = append(group, len(d.Variables))
			d.Variables = append(d.Variables, games.Variable{
				Name: name, Within: expr.And(x.Compare(expr.GE, zero), x.Compare(expr.LE, whole)),
				Low: &games.End{At: zero, Closed: true}, High: &games.End{At: whole, Closed: true},
			})
		}
		d.Shares = append(d.Shares, group)
		pays := make([]algebra.Ratio, n)
		average := algebra.Ratio{}
		for a := range n {
			for b := range g.Players[1-p].Actions {
				x := []int{a, b}
				if p == 1 {
					x = []int{b, a}
				}
				pays[a] = pays[a].Add(share(1-p, b).Mul(algebra.FromRat(s.Payoffs[p].Rat(s.Index(x)))))
			}
			average = average.Add(share(p, a).Mul(pays[a]))
		}
		for a := range n {
			d.Rates = append(d.Rates, expr.Plain(share(p, a).Mul(pays[a].Sub(average))))
		}
	}
	return d, nil
}
