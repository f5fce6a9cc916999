package markov

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// Where there are too many policies to try, those that may be equilibria at a point are
// sought from policies at random, by one better action after the other. Nothing is decided
// here: what is found is looked at exactly.
const (
	climbs  = 60    // policies to start from
	steps   = 30    // better actions in each state, at most
	tooFine = 1e-12 // gains that rounding may make, relative to payoffs
)

// climber follows better actions in floating point.
type climber struct {
	n      *numbers
	r      *rand.Rand
	policy []int
	value  [][]float64 // by player and state
	rows   [][]float64 // of the equations of values, with payoffs behind
}

// climb lists policies at which no one has a better action, as found.
func (n *numbers) climb(ctx context.Context, most int) [][]int {
	c := &climber{n: n, r: rand.New(rand.NewPCG(1, 2)), policy: make([]int, len(n.g.States))}
	for range n.g.Players {
		c.value = append(c.value, make([]float64, len(n.g.States)))
	}
	var out [][]int
	for range climbs {
		if ctx.Err() != nil || len(out) == most {
			break
		}
		for i := range c.policy {
			c.policy[i] = c.r.IntN(n.g.States[i].Profiles())
		}
		if c.up() && !slices.ContainsFunc(out, func(p []int) bool { return slices.Equal(p, c.policy) }) {
			out = append(out, slices.Clone(c.policy))
		}
	}
	return out
}

// up takes better actions, of the first player in an order at random who has one, until
// there is none. It is false where that takes too long.
func (c *climber) up() bool {
	states := len(c.policy)
	for range steps * states {
		c.evaluate()
		moved := false
		for _, i := range c.r.Perm(states) {
			for _, p := range c.r.Perm(len(c.value)) {
				if other, ok := c.better(i, p); ok && !moved {
					c.policy[i], moved = other, true
				}
			}
			if moved {
				break
			}
		}
		if !moved {
			return true
		}
	}
	return false
}

// better is the profile with the best action of a player in a state, where that is more
// than what is played.
func (c *climber) better(state, player int) (profile int, ok bool) {
	played := c.policy[state]
	best := tooFine * (1 + math.Abs(c.value[player][state]))
	step := 1
	for _, q := range c.n.g.States[state].Players[player+1:] {
		step *= len(q.Actions)
	}
	for a, g := range c.n.gain[state][player][played] {
		gain := middle(g.u.Lo, g.u.Hi)
		for k, j := range g.to {
			gain += middle(g.more[k].Lo, g.more[k].Hi) * c.value[player][j]
		}
		if gain > best {
			best, profile, ok = gain, played+(a-c.n.acts[state][played][player])*step, true
		}
	}
	return profile, ok
}

func middle(lo, hi float64) float64 { return lo/2 + hi/2 }

// evaluate finds the values of the policy, by elimination.
func (c *climber) evaluate() {
	states := len(c.policy)
	for p := range c.value {
		c.rows = c.rows[:0]
		for i, f := range c.policy {
			now := &c.n.now[i][p][f]
			row := make([]float64, states+1)
			row[i], row[states] = 1, middle(now.u.Lo, now.u.Hi)
			for k, j := range now.to {
				row[j] -= middle(now.more[k].Lo, now.more[k].Hi)
			}
			c.rows = append(c.rows, row)
		}
		// The diagonal dominates where moves take time, so that no rows are exchanged.
		for i, row := range c.rows {
			for _, other := range c.rows[i+1:] {
				if f := other[i] / row[i]; f != 0 {
					for j := i; j <= states; j++ {
						other[j] -= f * row[j]
					}
				}
			}
		}
		for i := states - 1; i >= 0; i-- {
			v := c.rows[i][states]
			for j := i + 1; j < states; j++ {
				v -= c.rows[i][j] * c.value[p][j]
			}
			c.value[p][i] = v / c.rows[i][i]
		}
	}
}
