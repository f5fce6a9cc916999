package games

import (
	"fmt"
	"math/big"
	"slices"
)

// Chance is the player of the moves of nature.
const Chance = -1

// Extensive is a finite game in extensive form with numbers for payoffs: a tree
// of moves in Kuhn's (1953) sense. Nodes[0] is the root and children stand
// behind their parents. An Extensive is immutable once read.
type Extensive struct {
	Title, Comment string
	Players        []string
	Infosets       []Infoset
	Outcomes       []Outcome
	Nodes          []Node
}

// Infoset is an information set of a player or of Chance: what she knows when
// she moves.
type Infoset struct {
	Player  int
	Label   string
	Actions []string
	Probs   []*big.Rat // of the actions of Chance; nil for players
}

// Outcome gives payoffs, one per player, whenever play passes a node with it.
type Outcome struct {
	Label   string
	Payoffs []*big.Rat
}

// Node is a node of the tree: terminal when Infoset is negative, without payoffs
// of its own when Outcome is negative.
type Node struct {
	Label            string
	Infoset, Outcome int
	Children         []int // one per action of the information set
}

// Plan is a reduced strategy: the action at each information set of the game,
// negative where her own earlier choices keep the player from getting there and
// at the information sets of others.
type Plan []int

// PerfectInformation reports whether every player knows what happened before
// when she has a choice; otherwise infoset is the first information set with a
// choice and several nodes.
func (e *Extensive) PerfectInformation() (infoset int, ok bool) {
	seen := make([]int, len(e.Infosets))
	for _, n := range e.Nodes {
		if n.Infoset >= 0 {
			seen[n.Infoset]++
		}
	}
	for h, set := range e.Infosets {
		if set.Player != Chance && len(set.Actions) > 1 && seen[h] > 1 {
			return h, false
		}
	}
	return 0, true
}

// Values returns, for each node, what the players expect of play from there on,
// the outcome of the node included, when every player takes the given action at
// her information sets. O(nodes × players).
func (e *Extensive) Values(actions []int) [][]*big.Rat {
	values := make([][]*big.Rat, len(e.Nodes))
	for i := len(e.Nodes) - 1; i >= 0; i-- {
		n := &e.Nodes[i]
		sum := make([]*big.Rat, len(e.Players))
		for p := range sum {
			sum[p] = new(big.Rat)
			if n.Outcome >= 0 {
				sum[p].Set(e.Outcomes[n.Outcome].Payoffs[p])
			}
			switch {
			case n.Infoset < 0:
			case e.Infosets[n.Infoset].Player == Chance:
				for a, child := range n.Children {
					sum[p].Add(sum[p], new(big.Rat).Mul(e.Infosets[n.Infoset].Probs[a], values[child][p]))
				}
			default:
				sum[p].Add(sum[p], values[n.Children[actions[n.Infoset]]][p])
			}
		}
		values[i] = sum
	}
	return values
}

// VerifySubgamePerfect checks that in a game of perfect information the actions,
// one for each information set of a player, are a subgame-perfect equilibrium
// (Selten 1965): no player gains by another action at one node, which in a
// finite tree means by any other strategy in any subgame (the one-shot deviation
// principle). It shares no code with the solvers. It returns the values at the
// nodes (see Values), or an error that wraps ErrNotEquilibrium.
func (e *Extensive) VerifySubgamePerfect(actions []int) ([][]*big.Rat, error) {
	if h, ok := e.PerfectInformation(); !ok {
		return nil, fmt.Errorf("%w: information set %q has several nodes", ErrNotEquilibrium, e.Infosets[h].Label)
	}
	if len(actions) != len(e.Infosets) {
		return nil, fmt.Errorf("%w: %d actions for %d information sets", ErrNotEquilibrium, len(actions), len(e.Infosets))
	}
	for h, set := range e.Infosets {
		if set.Player != Chance && (actions[h] < 0 || actions[h] >= len(set.Actions)) {
			return nil, fmt.Errorf("%w: no action at information set %q", ErrNotEquilibrium, set.Label)
		}
	}
	values := e.Values(actions)
	for _, n := range e.Nodes {
		if n.Infoset < 0 || e.Infosets[n.Infoset].Player == Chance {
			continue
		}
		set := &e.Infosets[n.Infoset]
		chosen := values[n.Children[actions[n.Infoset]]][set.Player]
		for a, child := range n.Children {
			if values[child][set.Player].Cmp(chosen) > 0 {
				return nil, fmt.Errorf("%w: at %q %s plays %s for %s but %s pays %s", ErrNotEquilibrium, set.Label, e.Players[set.Player],
					set.Actions[actions[n.Infoset]], chosen.RatString(), set.Actions[a], values[child][set.Player].RatString())
			}
		}
	}
	return values, nil
}

// EndProbabilities returns with what probability play ends at each node when the
// players mix over plans; 0 at inner nodes. plans[p][a] has the probability
// strategies[p][a]. It expects plans as Reduce makes them, and takes
// O(nodes × players × plans).
func (e *Extensive) EndProbabilities(plans [][]Plan, strategies [][]*big.Rat) []*big.Rat {
	// By node: the plans of each player that lead there as far as she decides,
	// and the probability that chance does as far as it decides.
	type state struct {
		plans  [][]int
		chance *big.Rat
	}
	states := make([]state, len(e.Nodes))
	states[0] = state{make([][]int, len(plans)), big.NewRat(1, 1)}
	for p := range plans {
		for a, x := range strategies[p] {
			if x.Sign() != 0 {
				states[0].plans[p] = append(states[0].plans[p], a)
			}
		}
	}
	out := make([]*big.Rat, len(e.Nodes))
	for i, n := range e.Nodes {
		at := states[i]
		states[i] = state{}
		out[i] = new(big.Rat)
		if at.chance == nil { // never reached
			continue
		}
		if n.Infoset < 0 {
			out[i].Set(at.chance)
			for p, list := range at.plans {
				sum := new(big.Rat)
				for _, a := range list {
					sum.Add(sum, strategies[p][a])
				}
				out[i].Mul(out[i], sum)
			}
			continue
		}
		set := &e.Infosets[n.Infoset]
		for a, child := range n.Children {
			next := at
			switch {
			case set.Player == Chance:
				next.chance = new(big.Rat).Mul(at.chance, set.Probs[a])
			case len(n.Children) > 1:
				next.plans = slices.Clone(at.plans)
				next.plans[set.Player] = nil
				for _, k := range at.plans[set.Player] {
					if plans[set.Player][k][n.Infoset] == a {
						next.plans[set.Player] = append(next.plans[set.Player], k)
					}
				}
				if len(next.plans[set.Player]) == 0 {
					continue
				}
			}
			states[child] = next
		}
	}
	return out
}
