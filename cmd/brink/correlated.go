package main

import (
	"context"
	"fmt"
	"math/big"
	"unicode/utf8"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/expr"
	"brink/solver/nash"
)

// correlatedProfiles bounds the games for which describe solves the linear
// programs of correlated equilibria.
const correlatedProfiles = 400

func (d *description) correlated(ctx context.Context) error {
	if d.s.Profiles() > correlatedProfiles {
		return nil
	}
	t := &report.Table{Title: "Correlated equilibria", Header: []string{"Kind", d.criterion(), "Payoffs", "Profiles and probabilities"}}
	for _, coarse := range []bool{false, true} {
		for _, worst := range []bool{false, true} {
			c, err := nash.CorrelatedEquilibrium(ctx, d.s, coarse, nash.Objective{Values: d.values, Minimise: worst})
			if err != nil {
				return err
			}
			if !c.Complete {
				return ctx.Err()
			}
			sum := new(big.Rat)
			for _, u := range c.Payoffs {
				sum.Add(sum, u)
			}
			q := jsonCorrelated{Coarse: coarse, Worst: worst, Sum: sum.RatString(), Payoffs: rats(c.Payoffs), Weights: d.byProfile(c.Weights, false)}
			if d.objective != "" {
				q.Objective, q.Value = d.objective, c.Value.RatString()
			}
			d.json.Correlated = append(d.json.Correlated, q)
			name := map[bool]string{false: "correlated", true: "coarse correlated"}[coarse] + map[bool]string{false: ", best", true: ", worst"}[worst]
			var parts []string
			profile := make([]int, len(d.s.Players))
			for i, w := range c.Weights {
				if w.Sign() > 0 {
					d.s.Decode(i, profile)
					parts = append(parts, d.g.ProfileName(profile)+" "+w.RatString())
				}
			}
			t.Rows = append(t.Rows, report.Texts(name, withDecimal(c.Value), join(q.Payoffs), join(parts)))
		}
	}
	d.add(t)
	return nil
}

// criterion heads the column of what correlated equilibria are chosen for.
func (d *description) criterion() string {
	if d.objective == "" {
		return "Sum of payoffs"
	}
	return d.objective
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
		return nil, usage("--objective %q, column %d: %v", src, utf8.RuneCountInString(src[:problem.Pos])+1, problem)
	}
	out := make([]*big.Rat, s.Profiles())
	point := make([]*big.Rat, 2*n)
	for i := range out {
		for p, t := range s.Payoffs {
			point[p], point[n+p] = t.Rat(i), t.Rat(i)
		}
		x, err := v.Eval(point)
		if err != nil {
			return nil, usage("--objective %q has no value at every profile: %v", src, err)
		}
		out[i] = x
	}
	return out, nil
}
