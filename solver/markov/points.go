package markov

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"

	"brink/games"
)

// Where the search for all ends early: maxMet bounds the policies whose conditions are
// looked at, atDefaults and atOthers those that are tried, on some of the states or all, at
// the defaults and at each other point, and further the points at random.
const (
	maxMet     = 100
	atDefaults = 2_000
	atOthers   = 200
	further    = 24
)

// known lists policies that may be equilibria somewhere, for a search that ended early:
// those at the defaults, at points near them, and those that the search has found.
func known(ctx context.Context, g *games.Stochastic, points [][]*big.Rat, met [][]int, parts []part, limit int) [][]int {
	seen := make(map[string]bool)
	var out [][]int
	add := func(policies ...[]int) {
		for _, p := range policies {
			if key := fmt.Sprint(p); !seen[key] && len(out) < maxMet {
				seen[key] = true
				out = append(out, p)
			}
		}
	}
	add(met...)
	for _, at := range points {
		if len(out) < maxMet && ctx.Err() == nil {
			add(atPoint(ctx, g, at, min(limit, atOthers))...)
			if n, err := evaluate(g, at); err == nil {
				add(n.climb(ctx, maxMet)...)
			}
		}
	}
	for _, p := range parts {
		add(p.policy)
	}
	return out
}

// nearby lists the defaults and points that differ from them in one parameter, as far
// as the assumptions allow them: none where there are parameters without a default.
func nearby(g *games.Stochastic) [][]*big.Rat {
	at := g.Defaults()
	if slices.Contains(at, nil) {
		return nil
	}
	hyps := games.Hypotheses(g)
	var out [][]*big.Rat
	if hyps.Eval(at) {
		out = append(out, at)
	}
	for v := range at {
		for _, scale := range []*big.Rat{big.NewRat(1, 4), big.NewRat(4, 1)} {
			next := slices.Clone(at)
			next[v] = scaled(at[v], scale)
			if at[v].Sign() != 0 && hyps.Eval(next) {
				out = append(out, next)
			}
		}
	}
	return out
}

// around lists nearby points, and some with several parameters changed.
func around(g *games.Stochastic) [][]*big.Rat {
	out := nearby(g)
	if len(out) == 0 {
		return nil
	}
	r, hyps := rand.New(rand.NewPCG(3, 4)), games.Hypotheses(g)
	for range further {
		next := slices.Clone(g.Defaults())
		for v := range next {
			next[v] = scaled(next[v], big.NewRat(1+r.Int64N(8), 1+r.Int64N(8)))
		}
		if hyps.Eval(next) {
			out = append(out, next)
		}
	}
	return out
}

// scaled is so many times a number; of one between 0 and 1, where that is more, what it
// leaves of 1 divided by it.
func scaled(x, by *big.Rat) *big.Rat {
	one := big.NewRat(1, 1)
	if x.Sign() > 0 && x.Cmp(one) < 0 && by.Cmp(one) > 0 {
		rest := new(big.Rat).Sub(one, x)
		return rest.Sub(one, rest.Quo(rest, by))
	}
	return new(big.Rat).Mul(x, by)
}

// atPoint lists policies that may be equilibria at a point of parameter space, all of
// them unless there are more than maxMet or more than the limit are tried: there are
// none where the game is not defined there.
func atPoint(ctx context.Context, g *games.Stochastic, at []*big.Rat, limit int) [][]int {
	if slices.Contains(at, nil) {
		return nil
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
			if tried++; tried > limit || len(out) == maxMet || ctx.Err() != nil {
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
