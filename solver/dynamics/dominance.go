package dynamics

import (
	"context"
	"math/big"

	"brink/games"
	"brink/solver/exact"
	"brink/solver/note"
)

// dominanceSolvable is the theorem of Milgrom and Roberts (1991) on adaptive
// learning, for any number of players and any beliefs about joint play: an
// action strictly dominated given what the others may still play is eventually
// abandoned.
func dominanceSolvable(ctx context.Context, g *games.Strategic) *Theorem {
	rounds, left := eliminate(ctx, g)
	for _, alive := range left {
		if len(alive) != 1 {
			return nil
		}
	}
	return &Theorem{
		Class:     "dominance solvable",
		Statement: note.New(note.DominanceSolvable, rounds),
		Source:    "Milgrom and Roberts (1991), Games and Economic Behavior 3:82-100",
	}
}

// maxMixture bounds the size, in remaining payoffs of a player, of the games in
// which dominance by mixtures is looked for. A linear program of that size takes
// about a millisecond, and there can be one for each action in each round.
const maxMixture = 400

// eliminate repeatedly removes, for all players at once, every action strictly
// dominated by another remaining action, or, when there is none, by a mixture
// of them (the latter in games up to maxMixture). It returns the number of
// rounds that removed something and the actions that remain. The order of
// elimination does not matter for strict dominance (Gilboa, Kalai and Zemel
// 1990, Operations Research Letters 9:85-89).
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
		kept := remaining(ctx, g, left, stride, dominated)
		if count(kept) == count(left) {
			kept = remaining(ctx, g, left, stride, dominatedByMixture)
		}
		if count(kept) == count(left) {
			return rounds, left
		}
		left = kept
		rounds++
	}
}

// test decides whether action a of a player is dominated. The payoff of her
// action d at an opponents' profile is entry base+d*stride of t.
type test func(ctx context.Context, t games.Table, a int, actions []int, stride int, bases []int) bool

// remaining lists the actions that a test of dominance leaves; all of them when
// ctx has ended.
func remaining(ctx context.Context, g *games.Strategic, left [][]int, stride []int, dominated test) [][]int {
	kept := make([][]int, len(left))
	for p, actions := range left {
		bases := opponentsBases(p, left, stride)
		for _, a := range actions {
			if ctx.Err() != nil {
				return left
			}
			if !dominated(ctx, g.Payoffs[p], a, actions, stride[p], bases) {
				kept[p] = append(kept[p], a)
			}
		}
	}
	return kept
}

func count(left [][]int) int {
	n := 0
	for _, actions := range left {
		n += len(actions)
	}
	return n
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

// dominated is the test for dominance by another action.
func dominated(_ context.Context, t games.Table, a int, actions []int, stride int, bases []int) bool {
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

// dominatedByMixture is the test for dominance by a mixture: are there weights
// x >= 0 with sum over d of x_d (u(d, b) - u(a, b)) >= 1 at every b? An action
// that is a best response to some b is not dominated.
func dominatedByMixture(ctx context.Context, t games.Table, a int, actions []int, stride int, bases []int) bool {
	if len(actions) < 3 || len(actions)*len(bases) > maxMixture {
		return false
	}
	lp := exact.LP{C: make([]*big.Int, 0, len(actions)-1)}
	for _, b := range bases {
		row := make([]*big.Int, 0, len(actions)-1)
		best := true
		for _, d := range actions {
			if d == a {
				continue
			}
			v := t.Num(b + a*stride)
			v.Sub(v, t.Num(b+d*stride))
			best = best && v.Sign() >= 0
			row = append(row, v)
		}
		if best {
			return false
		}
		lp.A = append(lp.A, row)
		lp.B = append(lp.B, big.NewInt(-1))
	}
	for range len(actions) - 1 {
		lp.C = append(lp.C, new(big.Int))
	}
	res, err := lp.Solve(ctx)
	return err == nil && res.Status != exact.LPInfeasible
}
