package stability

import (
	"context"

	"brink/solver/prove"
)

// maxCompared bounds the payoff differences whose signs are found in advance.
const maxCompared = 1 << 14

// compareActions finds the possible signs of every payoff difference between two
// actions of a player against one action of the opponent. They settle most
// support pairs of games with strong assumptions at once.
func (b *bimatrix) compareActions(ctx context.Context) {
	for p := range 2 {
		own, other := b.actions(p), b.actions(1-p)
		if own*own*other > maxCompared {
			continue
		}
		b.better[p] = make([]prove.SignSet, own*own*other)
		for a := range own {
			for k := range a {
				for c := range other {
					s := b.asm.sign(ctx, b.pay(p, a, c).Sub(b.pay(p, k, c)))
					b.better[p][(a*own+k)*other+c] = s
					b.better[p][(k*own+a)*other+c] = s.Flip()
				}
			}
		}
	}
}

// known returns the signs that the advantage of action a over action k of player
// p against c can have.
func (b *bimatrix) known(p, a, k, c int) prove.SignSet {
	if b.better[p] == nil {
		if d, ok := b.pay(p, a, c).Sub(b.pay(p, k, c)).Const(); ok {
			return prove.SignOf(d.Sign())
		}
		return prove.Any
	}
	return b.better[p][(a*b.actions(p)+k)*b.actions(1-p)+c]
}

// dominated reports whether some action of the support own of player p is known
// to do worse than another against every mixture that uses all of other:
// conditional dominance (Porter, Nudelman and Shoham 2008).
func (b *bimatrix) dominated(p int, own, other []int) bool {
	for _, a := range own {
		for k := range b.actions(p) {
			never, some := k != a, false
			for _, c := range other {
				s := b.known(p, k, a, c)
				never = never && s&prove.Neg == 0
				some = some || s == prove.Pos
			}
			if never && some {
				return true
			}
		}
	}
	return false
}
