package dynamics

import (
	"context"
	"fmt"

	"brink/games"
)

// dominanceSolvable is the theorem of Milgrom and Roberts (1991) on adaptive
// learning, for any number of players and any beliefs about joint play: an
// action strictly dominated given what the others may still play is eventually
// abandoned. The elimination here is by pure actions.
func dominanceSolvable(ctx context.Context, g *games.Strategic) *Theorem {
	rounds, left := eliminate(ctx, g)
	for _, alive := range left {
		if len(alive) != 1 {
			return nil
		}
	}
	what := fmt.Sprintf("%d rounds", rounds)
	switch rounds {
	case 0:
		what = "no round"
	case 1:
		what = "one round"
	}
	return &Theorem{
		Class:     "dominance solvable",
		Statement: "The game is dominance solvable (" + what + " of elimination of actions strictly dominated by another action); every adaptive process, fictitious play included, converges to the remaining profile.",
		Source:    "Milgrom and Roberts (1991), Games and Economic Behavior 3:82-100",
	}
}

// eliminate repeatedly removes, for all players at once, every action strictly
// dominated by another remaining action, and returns the number of rounds that
// removed something and the actions that remain. The order of elimination does
// not matter for strict dominance (Gilboa, Kalai and Zemel 1990).
func eliminate(ctx context.Context, g *games.Strategic) (rounds int, left [][]int) {
	shape := g.Shape()
	left = make([][]int, len(shape))
	for p, m := range shape {
		for a := range m {
			left[p] = append(left[p], a)
		}
	}
	stride := make([]int, len(shape))
	for p, s := len(shape)-1, 1; p >= 0; p-- {
		stride[p] = s
		s *= shape[p]
	}
	for {
		removed := false
		kept := make([][]int, len(shape))
		for p := range shape {
			bases := opponentsBases(p, left, stride)
			for _, a := range left[p] {
				if ctx.Err() != nil {
					return rounds, left
				}
				if dominated(g.Payoffs[p], a, left[p], stride[p], bases) {
					removed = true
				} else {
					kept[p] = append(kept[p], a)
				}
			}
		}
		if !removed {
			return rounds, left
		}
		left = kept
		rounds++
	}
}

// opponentsBases lists, for every profile of the remaining actions of the
// others, its index with player p's action taken as 0.
func opponentsBases(p int, left [][]int, stride []int) []int {
	bases := []int{0}
	for q, actions := range left {
		if q == p {
			continue
		}
		next := make([]int, 0, len(bases)*len(actions))
		for _, b := range bases {
			for _, a := range actions {
				next = append(next, b+a*stride[q])
			}
		}
		bases = next
	}
	return bases
}

// dominated reports whether some remaining action pays strictly more than a at
// every base.
func dominated(t games.Table, a int, actions []int, stride int, bases []int) bool {
candidates:
	for _, d := range actions {
		if d == a {
			continue
		}
		for _, b := range bases {
			if t.Compare(b+d*stride, b+a*stride) <= 0 {
				continue candidates
			}
		}
		return true
	}
	return false
}
