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
		Use:   "trajectory GAME...",
		Short: "where a system of dynamics goes from a point, approximately",
		Long: `trajectory follows a system of dynamics (dynamics: in the file, replicator
dynamics included) from a point: continuous time by a Runge-Kutta pair of orders
5 and 4 with steps by their error (Dormand and Prince 1980), discrete time period
by period, both in floating point. What it prints is approximate and proves
nothing; conditions has the rest points and their stability, exactly.

Without --start, shares fall from the first action to the last, other variables
start a third into their range, or 1 from its end. A trajectory ends early where a
variable leaves its range or grows beyond 10^9, and says so.`,
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
	f.StringArrayVar(&a.set, "set", nil, "value of a parameter, `NAME=VALUE` (repeatable; others at their defaults)")
	f.StringVar(&start, "start", "", "where the variables start, `X,Y` or x=X,y=Y")
	f.StringVar(&until, "until", "100", "the `TIME` at the end, from 0")
	f.IntVar(&samples, "samples", 20, "about how many states to print after the first")
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
