package nash

import (
	"fmt"
	"math/big"
	"strings"

	"brink/games"
)

// The checker works on the payoffs of the game as given, not on the shifted
// ones of the solvers, and uses nothing of theirs but the probabilities. It
// does the work of games.Strategic.Verify once per strategy instead of once
// per equilibrium, which matters when one strategy is in thousands; small
// answers go through Verify as well.

// verifyAllBelow is the number of equilibria times profiles up to which every
// equilibrium is also passed to games.Strategic.Verify.
const verifyAllBelow = 2000

// judge computes the opponent's payoffs against a strategy of the given side
// and from them her best replies and what they pay.
func (b *bimatrix) judge(side int, pt *point) {
	opponent := b.who[1-side]
	replies := b.m
	if side == 0 {
		replies = b.n
	}
	pt.replies = newBitset(replies)
	if opponent < 0 { // nobody: her one action is always best
		pt.replies.add(0)
		pt.value = new(big.Rat)
		return
	}
	table := &b.game.Payoffs[opponent]
	// At most 2^62 in absolute value when the bit lengths say so.
	word := table.Small != nil && pt.sum.BitLen() < 62
	var pay []int64
	if word {
		pay = make([]int64, replies)
		limit := int64(1) << (62 - pt.sum.BitLen())
		for a, n := range pt.num {
			if n.Sign() == 0 {
				continue
			}
			v := n.Int64()
			for r := range pay {
				u := table.Small[b.profile(side, a, r)]
				if u >= limit || u <= -limit {
					word = false
				}
				pay[r] += v * u // partial sums stay below sum · limit
			}
		}
	}
	best := 0
	pt.value = new(big.Rat)
	if word {
		for r := range pay {
			if pay[r] > pay[best] {
				best = r
			}
		}
		for r := range pay {
			if pay[r] == pay[best] {
				pt.replies.add(r)
			}
		}
		pt.value.SetFrac(big.NewInt(pay[best]), new(big.Int).Mul(pt.sum, table.Den))
		return
	}
	exact := make([]big.Int, replies)
	var t big.Int
	for a, n := range pt.num {
		if n.Sign() == 0 {
			continue
		}
		for r := range exact {
			exact[r].Add(&exact[r], t.Mul(n, table.Num(b.profile(side, a, r))))
		}
	}
	for r := range exact {
		if exact[r].Cmp(&exact[best]) > 0 {
			best = r
		}
	}
	for r := range exact {
		if exact[r].Cmp(&exact[best]) == 0 {
			pt.replies.add(r)
		}
	}
	pt.value.SetFrac(&exact[best], t.Mul(pt.sum, table.Den))
}

// profile is the index of own action a against reply r.
func (b *bimatrix) profile(side, a, r int) int {
	if side == 0 {
		return b.cell[a*b.n+r]
	}
	return b.cell[r*b.n+a]
}

// check holds a pair to the definition of equilibrium (Nash 1951): both are
// probability vectors and only best replies are played.
func (b *bimatrix) check(x, y *point) error {
	for _, pt := range []*point{x, y} {
		sum := new(big.Int)
		for _, n := range pt.num {
			if n.Sign() < 0 {
				return fmt.Errorf("%w: negative probability in %s", ErrSelfCheck, describe(x, y))
			}
			sum.Add(sum, n)
		}
		if sum.Sign() <= 0 || sum.Cmp(pt.sum) != 0 {
			return fmt.Errorf("%w: probabilities do not sum to 1 in %s", ErrSelfCheck, describe(x, y))
		}
	}
	if !y.support.subset(x.replies) || !x.support.subset(y.replies) {
		return fmt.Errorf("%w: %s is not an equilibrium", ErrSelfCheck, describe(x, y))
	}
	return nil
}

func describe(x, y *point) string {
	var parts []string
	for _, pt := range []*point{x, y} {
		var probs []string
		for _, q := range pt.prob {
			probs = append(probs, q.RatString())
		}
		parts = append(parts, "("+strings.Join(probs, ", ")+")")
	}
	return strings.Join(parts, " ")
}

// verifySmall passes the equilibria of small answers to Verify, whose payoffs
// must agree too.
func verifySmall(g *games.Strategic, equilibria []Equilibrium) error {
	if len(equilibria)*g.Profiles() > verifyAllBelow {
		return nil
	}
	for _, e := range equilibria {
		payoffs, err := g.Verify(e.Strategies)
		if err != nil {
			return fmt.Errorf("%w: %v", ErrSelfCheck, err)
		}
		for p := range payoffs {
			if payoffs[p].Cmp(e.Payoffs[p]) != 0 {
				return fmt.Errorf("%w: payoff of %s is %s, reported as %s", ErrSelfCheck,
					g.Players[p].Name, payoffs[p].RatString(), e.Payoffs[p].RatString())
			}
		}
	}
	return nil
}

// selfCheck applies what theory says about complete answers: the indices of
// all equilibria of the perturbed game sum to +1, so their number is odd
// (Shapley 1974; Lemke and Howson 1964).
func (p *pool) selfCheck(res *Result) error {
	if err := verifySmall(p.b.game, res.Equilibria); err != nil {
		return err
	}
	if !p.hasIndex {
		return nil
	}
	sum := 0
	for _, e := range p.perturbed {
		sum += e.index
	}
	if sum != 1 || len(p.perturbed)%2 == 0 {
		return fmt.Errorf("%w: %d equilibria near this game with indices summing to %d instead of an odd number summing to 1", ErrSelfCheck, len(p.perturbed), sum)
	}
	if !res.Degenerate && len(res.Equilibria)%2 == 0 {
		return fmt.Errorf("%w: %d equilibria, an even number, without ties", ErrSelfCheck, len(res.Equilibria))
	}
	return nil
}
