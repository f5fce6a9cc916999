package games

import (
	"fmt"
	"math/big"
)

// VerifyBehaviour checks that behaviour strategies are a Nash equilibrium of a game
// of perfect recall: no player gains by any other strategy. probs has the
// probability of every action at the information sets of players; nil where the
// player's own choices keep her from getting there. It shares no code with the
// solvers. It returns what the players expect, or an error that wraps
// ErrNotEquilibrium. O(nodes × players) additions of fractions.
func (e *Extensive) VerifyBehaviour(probs [][]*big.Rat) ([]*big.Rat, error) {
	if len(probs) != len(e.Infosets) {
		return nil, fmt.Errorf("%w: choices at %d of %d information sets", ErrNotEquilibrium, len(probs), len(e.Infosets))
	}
	members := make([][]int, len(e.Infosets))
	for i, n := range e.Nodes {
		if n.Infoset >= 0 {
			members[n.Infoset] = append(members[n.Infoset], i)
		}
	}
	for h, set := range e.Infosets {
		switch sum := new(big.Rat); {
		case set.Player == Chance || probs[h] == nil:
		case len(probs[h]) != len(set.Actions):
			return nil, fmt.Errorf("%w: %d probabilities for %d actions at %q", ErrNotEquilibrium, len(probs[h]), len(set.Actions), set.Label)
		default:
			for _, x := range probs[h] {
				if x.Sign() < 0 {
					return nil, fmt.Errorf("%w: a negative probability at %q", ErrNotEquilibrium, set.Label)
				}
				sum.Add(sum, x)
			}
			if sum.Cmp(big.NewRat(1, 1)) != 0 {
				return nil, fmt.Errorf("%w: the probabilities at %q sum to %s", ErrNotEquilibrium, set.Label, sum.RatString())
			}
		}
	}
	payoffs := make([]*big.Rat, len(e.Players))
	for p := range e.Players {
		now, err := e.againstOthers(probs, members, p, false)
		if err != nil {
			return nil, err
		}
		best, err := e.againstOthers(probs, members, p, true)
		if err != nil {
			return nil, err
		}
		if best.Cmp(now) > 0 {
			return nil, fmt.Errorf("%w: %s gets %s but could get %s", ErrNotEquilibrium, e.Players[p], now.RatString(), best.RatString())
		}
		payoffs[p] = now
	}
	return payoffs, nil
}

// againstOthers is what player p expects when the others play probs: by her own
// choices in probs, or by her best ones.
func (e *Extensive) againstOthers(probs [][]*big.Rat, members [][]int, p int, best bool) (*big.Rat, error) {
	weight := make([]*big.Rat, len(e.Nodes)) // how probable chance and the others make a node
	pays := make([]*big.Rat, len(e.Nodes))   // of the outcomes on the way to it
	weight[0] = big.NewRat(1, 1)
	for i, n := range e.Nodes {
		if pays[i] == nil {
			pays[i] = new(big.Rat)
		}
		if n.Outcome >= 0 {
			pays[i] = new(big.Rat).Add(pays[i], e.Outcomes[n.Outcome].Payoffs[p])
		}
		for a, c := range n.Children {
			weight[c], pays[c] = weight[i], pays[i]
			switch set := &e.Infosets[n.Infoset]; {
			case set.Player == p || len(set.Actions) == 1:
			case set.Player == Chance:
				weight[c] = new(big.Rat).Mul(weight[i], set.Probs[a])
			case probs[n.Infoset] == nil && weight[i].Sign() != 0:
				return nil, fmt.Errorf("%w: no choice at %q", ErrNotEquilibrium, set.Label)
			case probs[n.Infoset] != nil:
				weight[c] = new(big.Rat).Mul(weight[i], probs[n.Infoset][a])
			}
		}
	}
	known := make([]*big.Rat, len(e.Infosets))
	choice := make([]int, len(e.Infosets)) // a best one, at sets that are known
	open := make([]bool, len(e.Infosets))  // under way: a set below itself is no perfect recall
	var worth func(i int) (*big.Rat, error)
	worth = func(i int) (*big.Rat, error) {
		n := &e.Nodes[i]
		sum := new(big.Rat)
		switch {
		case weight[i].Sign() == 0:
			return sum, nil
		case n.Infoset < 0:
			return sum.Mul(weight[i], pays[i]), nil
		}
		set := &e.Infosets[n.Infoset]
		if set.Player != p || len(set.Actions) == 1 {
			for _, c := range n.Children {
				v, err := worth(c)
				if err != nil {
					return nil, err
				}
				sum.Add(sum, v)
			}
			return sum, nil
		}
		if !best {
			if probs[n.Infoset] == nil {
				return nil, fmt.Errorf("%w: no choice at %q", ErrNotEquilibrium, set.Label)
			}
			for a, c := range n.Children {
				if probs[n.Infoset][a].Sign() == 0 {
					continue
				}
				v, err := worth(c)
				if err != nil {
					return nil, err
				}
				sum.Add(sum, new(big.Rat).Mul(probs[n.Infoset][a], v))
			}
			return sum, nil
		}
		if known[n.Infoset] == nil {
			if open[n.Infoset] {
				return nil, &RecallError{n.Infoset, e.Players[p]}
			}
			open[n.Infoset] = true
			for a := range set.Actions {
				total := new(big.Rat)
				for _, m := range members[n.Infoset] {
					v, err := worth(e.Nodes[m].Children[a])
					if err != nil {
						return nil, err
					}
					total.Add(total, v)
				}
				if known[n.Infoset] == nil || total.Cmp(known[n.Infoset]) > 0 {
					known[n.Infoset], choice[n.Infoset] = total, a
				}
			}
		}
		return worth(n.Children[choice[n.Infoset]])
	}
	return worth(0)
}
