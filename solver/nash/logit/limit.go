package logit

import (
	"context"
	"math"
	"slices"

	"brink/games"
	"brink/solver/nash/method"
	"brink/solver/nash/nplayer"
	"brink/solver/nash/sets"
)

// Bounds for the exact search at the end of the branch.
const (
	selectedProfiles = 100_000
	selectedPlayed   = 1e-3 // a smaller probability counts as none
	selectedNear     = 1e-2
)

// selected returns the only equilibrium near the end of the branch that has the
// supports seen there.
func selected(ctx context.Context, g *games.Strategic, end Point) *method.Equilibrium {
	if g.Profiles() > selectedProfiles || slices.Max(g.Shape()) > sets.MaxActions {
		return nil
	}
	support := make([]uint64, len(g.Players))
	for p, s := range end.Strategies {
		for a, x := range s {
			if x > selectedPlayed {
				support[p] |= 1 << a
			}
		}
	}
	list, ok := nplayer.OnSupport(ctx, g, support)
	if !ok {
		return nil
	}
	list = slices.DeleteFunc(list, func(e method.Equilibrium) bool { return !near(&e, end) })
	if len(list) != 1 {
		return nil
	}
	return &list[0]
}

func near(e *method.Equilibrium, pt Point) bool {
	for p, s := range pt.Strategies {
		for a, x := range s {
			y, _ := e.Probability(p, a).Float64()
			if math.Abs(x-y) > selectedNear {
				return false
			}
		}
	}
	return true
}

// Component returns the ID of the only component of a complete two-player
// result that has a point near the end of the branch, for limits that lie on a
// continuum; 0 if there is none or several. It is approximate, as the end is.
func (p *Path) Component(res *method.Result) int {
	if !p.Complete || !res.Complete || len(p.Points) == 0 {
		return 0
	}
	end := p.Points[len(p.Points)-1]
	if len(end.Strategies) != 2 {
		return 0
	}
	found := 0
	for _, s := range res.Subsets {
		apart := 0.0
		for player, vertices := range [][]int{s.X, s.Y} {
			var corners [][]float64
			for _, at := range vertices {
				var x []float64
				for _, v := range res.Equilibria[at-1].Strategies[player] {
					f, _ := v.Float64()
					x = append(x, f)
				}
				corners = append(corners, x)
			}
			apart = max(apart, Distance(end.Strategies[player], corners))
		}
		switch {
		case apart > selectedNear || s.Component == found:
		case found != 0:
			return 0
		default:
			found = s.Component
		}
	}
	return found
}

// Distance is the Euclidean distance of a point from the convex hull of others,
// nearly: the error is below a fifth of selectedNear (Frank and Wolfe 1956, by
// exact line search; convergence by Jaggi 2013, with squared diameter at most 2).
func Distance(x []float64, corners [][]float64) float64 {
	const rounds = 40_000
	at := slices.Clone(corners[0])
	for range rounds {
		// The corner farthest towards x, and the step to it that is best.
		var best []float64
		bestGain := 0.0
		for _, c := range corners {
			gain := 0.0
			for k := range c {
				gain += (x[k] - at[k]) * (c[k] - at[k])
			}
			if gain > bestGain {
				best, bestGain = c, gain
			}
		}
		if bestGain < 1e-9 {
			break
		}
		length := 0.0
		for k := range best {
			length += (best[k] - at[k]) * (best[k] - at[k])
		}
		t := min(1, bestGain/length)
		for k := range at {
			at[k] += t * (best[k] - at[k])
		}
	}
	sum := 0.0
	for k := range x {
		sum += (x[k] - at[k]) * (x[k] - at[k])
	}
	return math.Sqrt(sum)
}
