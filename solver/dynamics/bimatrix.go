package dynamics

import (
	"context"
	"math/big"

	"brink/games"
)

// bimatrix gives the tests of the convergence theorems symmetric access to a
// two-player game: player p's payoff at her own action a against b.
type bimatrix struct {
	g     *games.Strategic
	shape [2]int
}

func bimatrixOf(g *games.Strategic) bimatrix {
	return bimatrix{g: g, shape: [2]int{len(g.Players[0].Actions), len(g.Players[1].Actions)}}
}

// at is the profile index of player p's action own against other.
func (b bimatrix) at(p, own, other int) int {
	if p == 0 {
		return own*b.shape[1] + other
	}
	return other*b.shape[1] + own
}

// compare compares player p's payoffs from her actions x and y against other.
func (b bimatrix) compare(p, x, y, other int) int {
	return b.g.Payoffs[p].Compare(b.at(p, x, other), b.at(p, y, other))
}

// num is the numerator of player p's payoff; its denominator is the same at all
// profiles.
func (b bimatrix) num(p, own, other int) *big.Int {
	return b.g.Payoffs[p].Num(b.at(p, own, other))
}

// uniqueBest reports whether player p has exactly one best response to each
// action of the other.
func (b bimatrix) uniqueBest(p int) bool {
	for other := range b.shape[1-p] {
		best, ties := 0, 0
		for own := 1; own < b.shape[p]; own++ {
			switch c := b.compare(p, own, best, other); {
			case c > 0:
				best, ties = own, 0
			case c == 0:
				ties++
			}
		}
		if ties > 0 {
			return false
		}
	}
	return true
}

// noTies reports whether no player has two actions with the same payoff against
// some action of the other: nondegeneracy as Berger (2007, 2008) uses it.
func (b bimatrix) noTies(ctx context.Context) bool {
	for p := range 2 {
		seen := make(map[string]int, b.shape[p])
		for other := range b.shape[1-p] {
			if ctx.Err() != nil {
				return false
			}
			for own := range b.shape[p] {
				key := string(b.num(p, own, other).Append(nil, 36))
				if seen[key] == other+1 {
					return false
				}
				seen[key] = other + 1
			}
		}
	}
	return true
}

// name is the name of an action for a sentence.
func (b bimatrix) name(p int) string { return b.g.Players[p].Name }
