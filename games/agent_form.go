package games

import (
	"fmt"
	"math/big"
	"slices"
)

// ErrAbsentMinded says that play can pass an information set twice: what a player
// expects is then no multilinear function of behaviour strategies.
var ErrAbsentMinded = fmt.Errorf("%w: play passes an information set twice", ErrImperfectRecall)

// AgentForm is the agent strategic form (Selten 1975): every information set at which
// a player has a choice, in order, is played by an agent of her, who has her payoffs.
// Its mixed profiles are the behaviour strategies of the tree. Its equilibria are those
// from which nobody gains by another choice at one information set, which every
// equilibrium in behaviour strategies satisfies but, under perfect recall, not only
// they. It needs no perfect recall (Kuhn 1953 for why the reduced form does), but play
// must not pass an information set twice. Players who never choose stand behind the agents,
// with one action; owner has the player of each. The work is the number of end nodes
// times that of the profiles which lead there.
func (e *Extensive) AgentForm() (g *Strategic, owner []int, err error) {
	var agents []int
	agentAt := make([]int, len(e.Infosets))
	g = &Strategic{Name: e.Title}
	size := 1
	for h, set := range e.Infosets {
		agentAt[h] = -1
		if set.Player == Chance || len(set.Actions) < 2 {
			continue
		}
		agentAt[h], agents = len(agents), append(agents, h)
		g.Players, owner = append(g.Players, Player{Name: set.Label, Actions: set.Actions}), append(owner, set.Player)
		if size *= len(set.Actions); size > MaxPayoffs/len(agents) {
			return nil, nil, fmt.Errorf("%w: its agent form has more than %d payoffs", ErrTooLarge, MaxPayoffs)
		}
	}
	for p, name := range e.Players { // those who never choose
		if !slices.ContainsFunc(agents, func(h int) bool { return e.Infosets[h].Player == p }) {
			agents = append(agents, -1)
			g.Players, owner = append(g.Players, Player{Name: name, Actions: []string{""}}), append(owner, p)
		}
	}
	shape := make([]int, len(agents))
	for k, p := range g.Players {
		shape[k] = len(p.Actions)
	}
	ends, err := e.agentEnds(agentAt, len(agents))
	if err != nil {
		return nil, nil, err
	}
	work := 0
	for _, l := range ends {
		part := 1
		for k, a := range l.choice {
			if a < 0 {
				part *= shape[k]
			}
		}
		if work += part * len(e.Players); work > maxReduceWork {
			return nil, nil, fmt.Errorf("%w: computing its agent form takes more than %d additions", ErrTooLarge, maxReduceWork)
		}
	}
	tables := make([]Table, len(e.Players))
	for p := range e.Players {
		column := make([]*big.Rat, len(ends))
		for i, l := range ends {
			column[i] = l.pays[p]
		}
		t := NewTable(column)
		sums := make([]big.Int, size)
		for i, l := range ends {
			v := t.Num(i)
			if v.Sign() == 0 {
				continue
			}
			sets := make([][]int, len(agents))
			for k, a := range l.choice {
				if a >= 0 {
					sets[k] = []int{a}
					continue
				}
				for a := range shape[k] {
					sets[k] = append(sets[k], a)
				}
			}
			addProduct(sums, sets, shape, 0, v)
		}
		values := make([]*big.Rat, size)
		for i := range sums {
			values[i] = new(big.Rat).SetFrac(&sums[i], t.Den)
		}
		tables[p] = NewTable(values)
	}
	for _, p := range owner {
		g.Payoffs = append(g.Payoffs, tables[p])
	}
	return g, owner, nil
}

// agentEnd is an end node: the actions of the agents on the way to it, -1 for the
// others, and the payoffs there times the probability that chance leads there.
type agentEnd struct {
	choice []int
	pays   []*big.Rat
}

func (e *Extensive) agentEnds(agentAt []int, agents int) ([]agentEnd, error) {
	type way struct {
		choice []int
		prob   *big.Rat
		pays   []*big.Rat
	}
	none := make([]int, agents)
	for k := range none {
		none[k] = -1
	}
	zero := make([]*big.Rat, len(e.Players))
	for p := range zero {
		zero[p] = new(big.Rat)
	}
	ways := make([]way, len(e.Nodes)) // parents stand before their children
	ways[0] = way{none, big.NewRat(1, 1), zero}
	var out []agentEnd
	for i, n := range e.Nodes {
		here := ways[i]
		ways[i] = way{}
		if n.Outcome >= 0 {
			pays := make([]*big.Rat, len(e.Players))
			for p, v := range e.Outcomes[n.Outcome].Payoffs {
				pays[p] = new(big.Rat).Add(here.pays[p], v)
			}
			here.pays = pays
		}
		if n.Infoset < 0 {
			pays := make([]*big.Rat, len(e.Players))
			for p, v := range here.pays {
				pays[p] = new(big.Rat).Mul(here.prob, v)
			}
			out = append(out, agentEnd{here.choice, pays})
			continue
		}
		set := &e.Infosets[n.Infoset]
		for a, c := range n.Children {
			next := here
			switch k := agentAt[n.Infoset]; {
			case set.Player == Chance:
				next.prob = new(big.Rat).Mul(here.prob, set.Probs[a])
			case k >= 0 && here.choice[k] >= 0:
				return nil, fmt.Errorf("%w: %q", ErrAbsentMinded, set.Label)
			case k >= 0:
				next.choice = slices.Clone(here.choice)
				next.choice[k] = a
			}
			ways[c] = next
		}
	}
	return out, nil
}
