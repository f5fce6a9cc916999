package markov

import (
	"context"

	"brink/games"
)

// maxDefaults bounds the policies at the defaults that are looked at.
const maxDefaults = 100

// atDefaults lists policies that may be equilibria at the defaults of the parameters, all
// of them unless there are more than maxDefaults or more than the limit are tried: there
// are none where the game is not defined there.
func atDefaults(ctx context.Context, g *games.Stochastic, limit int) [][]int {
	at := g.Defaults()
	for _, r := range at {
		if r == nil {
			return nil
		}
	}
	n, err := evaluate(g, at)
	if err != nil {
		return nil
	}
	support := make([][][]int, len(g.States))
	b := n.start()
	n.tighten(b, support)
	var order []int
	for _, c := range classes(n.graph()) {
		order = append(order, c...)
	}
	var out [][]int
	policy, tried := make([]int, len(g.States)), 0
	var walk func(k int, b box)
	walk = func(k int, b box) {
		if k == len(order) {
			out = append(out, append([]int(nil), policy...))
			return
		}
		state := order[k]
		defer func() { support[state] = nil }()
		for profile, acts := range n.acts[state] {
			if tried++; tried > limit || len(out) == maxDefaults || ctx.Err() != nil {
				return
			}
			support[state] = make([][]int, len(acts))
			for p, a := range acts {
				support[state][p] = []int{a}
			}
			c := b.clone()
			if policy[state] = profile; n.tighten(c, support) && !n.refutedAny(c, order[:k+1], support) {
				walk(k+1, c)
			}
		}
	}
	walk(0, b)
	return out
}

// refutedAny reports that in one of some states an action of the support is worse than
// another.
func (n *numbers) refutedAny(b box, states []int, support [][][]int) bool {
	for _, i := range states {
		if n.refuted(b, i, support[i]) {
			return true
		}
	}
	return false
}
