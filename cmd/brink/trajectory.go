package main

import (
	"context"
	"math/big"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/expr"
	"brink/solver/ask"
)

func (a *app) trajectoryCmd() *cobra.Command {
	var start, until string
	var samples int
	cmd := &cobra.Command{
		Use: "trajectory GAME...",
		Example: `  brink trajectory richardson --start 1,0 --until 20
  brink trajectory richardson --set k=1/2 --start x=1/3,y=2/3 --format csv`,
		RunE: a.onModels(func(ctx context.Context, ms []games.Model) error {
			how := ask.Course{Samples: samples}
			if samples < 1 || samples > maxSamples {
				return usage("--samples takes a number from 1 to %d, found %d", maxSamples, samples)
			}
			var err error
			if how.Until, err = expr.ParseNumber(until); err != nil || how.Until.Sign() <= 0 {
				return usage("--until takes a positive number, found %q", until)
			}
			return a.ask(ctx, ms, ask.Trajectory, func(m games.Model) (ask.Point, ask.Options, error) {
				at, err := a.point(m)
				if err != nil {
					return nil, ask.Options{}, err
				}
				how := how
				how.Start, err = startPoint(m, start)
				return at, ask.Options{Course: how}, err
			}, report.TrajectoryTitle, report.Show{})
		}),
	}
	f := cmd.Flags()
	f.StringArrayVar(&a.set, "set", nil, "")
	a.drawing.flags(f)
	f.StringVar(&start, "start", "", "")
	f.StringVar(&until, "until", "100", "")
	f.IntVar(&samples, "samples", 20, "")
	return cmd
}

// maxSamples bounds the states of a trajectory.
const maxSamples = 100_000

// startPoint reads --start: a number for each variable, in order or by name.
func startPoint(m games.Model, text string) ([]*big.Rat, error) {
	d, ok := m.(*games.Dynamics)
	if text == "" || !ok {
		return nil, nil
	}
	names := d.VariableNames()
	parts := strings.Split(text, ",")
	if len(parts) != len(names) {
		return nil, usage("--start takes a number for each of %s, found %d", strings.Join(names, ", "), len(parts))
	}
	out := make([]*big.Rat, len(names))
	for i, part := range parts {
		name, value, named := strings.Cut(strings.TrimSpace(part), "=")
		if !named {
			name, value = names[i], name
		}
		at := slices.Index(names, strings.TrimSpace(name))
		if at < 0 || out[at] != nil {
			return nil, usage("--start: %s where one of %s was expected, each once", strings.TrimSpace(name), strings.Join(names, ", "))
		}
		r, err := expr.ParseNumber(strings.TrimSpace(value))
		if err != nil {
			return nil, usage("--start: %v", err)
		}
		out[at] = r
	}
	return out, nil
}
