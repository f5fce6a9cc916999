package repeated

import (
	"context"
	"fmt"
	"math"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// weighted is an entry of a sparse probability vector.
type weighted struct {
	at int // a profile or a joint state
	p  algebra.Ratio
}

// chain is the Markov chain on the joint states that some history reaches, with
// what a deviation would do at each of them.
type chain struct {
	*stage
	machines []*Machine
	keys     []int          // joint state in mixed radix, by number
	number   map[int]int    // inverse of keys
	states   [][]int        // machine states of every joint state, by number
	next     [][][]weighted // by joint state and observation
	err      *algebra.Ratio // probability that an intended action is replaced
	horizon  int            // periods; 0 for infinitely many
	period   []int          // of every joint state, from 0, under a finite horizon
}

// maxJoint bounds the joint states, of which few are reached, by what numbers them.
const maxJoint = min(1<<40, math.MaxInt)

// over reports whether play has ended: the state after the last period.
func (c *chain) over(state int) bool { return c.horizon > 0 && c.period[state] == c.horizon }

// newChain explores the joint states from the start, following every observation
// that some profile can bring about: a history may contain any of them. Under a
// finite horizon the period is part of the joint state. O(states × observations ×
// branches).
func newChain(ctx context.Context, s *stage, machines []*Machine) (*chain, error) {
	c := &chain{stage: s, machines: machines, number: map[int]int{}}
	if s.g.Repeated != nil {
		c.err, c.horizon = s.g.Repeated.Error, s.g.Repeated.Horizon
	}
	start := make([]int, len(machines))
	size := c.horizon + 1
	for p, m := range machines {
		start[p] = m.Start
		if size > maxJoint/len(m.States) {
			return nil, fmt.Errorf("the automata have too many joint states")
		}
		size *= len(m.States)
	}
	if _, err := c.visit(start, 0); err != nil {
		return nil, err
	}
	for i := 0; i < len(c.states); i++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		next := make([][]weighted, s.observations)
		for o := range next {
			if c.over(i) || !s.possible(o) {
				continue
			}
			to, err := c.successors(i, o)
			if err != nil {
				return nil, err
			}
			next[o] = to
		}
		c.next = append(c.next, next)
	}
	return c, nil
}

// visit numbers a joint state in a period. After the last all are the same.
func (c *chain) visit(q []int, period int) (int, error) {
	key := 0
	for p, m := range c.machines {
		key = key*len(m.States) + q[p]
	}
	if c.horizon > 0 {
		key = key*c.horizon + period
		if period == c.horizon {
			key = -1
		}
	}
	if n, ok := c.number[key]; ok {
		return n, nil
	}
	n := len(c.states)
	if n >= MaxJointStates {
		if c.horizon > 0 {
			return 0, fmt.Errorf("the automata reach more than %d joint states in %d periods", MaxJointStates, c.horizon)
		}
		return 0, fmt.Errorf("the automata reach more than %d joint states", MaxJointStates)
	}
	c.number[key] = n
	c.keys = append(c.keys, key)
	c.states = append(c.states, slices.Clone(q))
	if c.horizon > 0 {
		c.period = append(c.period, period)
	}
	return n, nil
}

// successors lists where a joint state leads after an observation. Machines
// randomise independently, except that those of one public automaton that face
// the same lottery share its draw.
func (c *chain) successors(state, observation int) ([]weighted, error) {
	q, period := c.states[state], 0
	if c.horizon > 0 {
		period = c.period[state] + 1
	}
	to := make([]int, len(q))
	drawn := make([]int, len(q)) // the branch each machine took
	lottery := func(p int) []games.Branch { return c.machines[p].States[q[p]].Next[observation] }
	var out []weighted
	var walk func(p int, prob algebra.Ratio) error
	walk = func(p int, prob algebra.Ratio) error {
		if p == len(q) {
			n, err := c.visit(to, period)
			if err == nil {
				out = append(out, weighted{n, prob})
			}
			return err
		}
		branches := lottery(p)
		if pub := c.machines[p].public; pub != nil && len(branches) > 1 {
			for r := range p {
				if c.machines[r].public == pub && sameLottery(lottery(r), branches) {
					drawn[p] = drawn[r]
					to[p] = branches[drawn[p]].State
					return walk(p+1, prob)
				}
			}
		}
		for i, b := range branches {
			if b.Prob.IsZero() {
				continue
			}
			drawn[p], to[p] = i, b.State
			if err := walk(p+1, times(prob, b.Prob)); err != nil {
				return err
			}
		}
		return nil
	}
	err := walk(0, algebra.FromInt(1))
	return merge(out), err
}

func sameLottery(a, b []games.Branch) bool {
	return slices.EqualFunc(a, b, func(x, y games.Branch) bool { return x.State == y.State && x.Prob.Equal(y.Prob) })
}

// times multiplies, skipping the work for one.
func times(a, b algebra.Ratio) algebra.Ratio {
	if isOne(a) {
		return b
	}
	if isOne(b) {
		return a
	}
	return a.Mul(b)
}

var one = algebra.FromInt(1)

func isOne(r algebra.Ratio) bool { return r.Equal(one) }

// merge sorts and adds up a sparse vector.
func merge(ws []weighted) []weighted {
	slices.SortStableFunc(ws, func(a, b weighted) int { return a.at - b.at })
	out := ws[:0]
	for _, w := range ws {
		if n := len(out); n > 0 && out[n-1].at == w.at {
			out[n-1].p = out[n-1].p.Add(w.p)
			continue
		}
		out = append(out, w)
	}
	return slices.DeleteFunc(out, func(w weighted) bool { return w.p.IsZero() })
}

// realised is the distribution of a player's actual action when she intends
// mix: with probability err another action, each equally likely, replaces it.
func (c *chain) realised(mix []algebra.Ratio) []algebra.Ratio {
	if c.err == nil || c.err.IsZero() || len(mix) < 2 {
		return mix
	}
	slip := c.err.Mul(algebra.FromInt(int64(len(mix) - 1)).Inv())
	keep := one.Sub(*c.err)
	out := make([]algebra.Ratio, len(mix))
	for a, p := range mix {
		if !p.IsZero() {
			out[a] = out[a].Add(times(p, keep))
			for b := range mix {
				if b != a {
					out[b] = out[b].Add(times(p, slip))
				}
			}
		}
	}
	return out
}

// intended returns the mixes of all players at a joint state.
func (c *chain) intended(state int) [][]algebra.Ratio {
	mixes := make([][]algebra.Ratio, len(c.machines))
	for p, m := range c.machines {
		mixes[p] = m.States[c.states[state][p]].Mix
	}
	return mixes
}

// now is what is played at a joint state and where that leads, when the players
// intend the mixes; nothing where play is over.
func (c *chain) now(state int, mixes [][]algebra.Ratio) (emit, move []weighted) {
	if c.over(state) {
		return nil, nil
	}
	emit = c.outcome(mixes)
	return emit, c.follow(state, emit)
}

// outcome returns the distribution over action profiles when the players intend
// the mixes.
func (c *chain) outcome(mixes [][]algebra.Ratio) []weighted {
	dist := []weighted{{0, one}}
	for p, mix := range mixes {
		real := c.realised(mix)
		var grown []weighted
		for _, w := range dist {
			for a, q := range real {
				if !q.IsZero() {
					grown = append(grown, weighted{w.at*c.shape[p] + a, times(w.p, q)})
				}
			}
		}
		dist = grown
	}
	return dist
}

// follow returns the distribution over the joint states that come next.
func (c *chain) follow(state int, dist []weighted) []weighted {
	var out []weighted
	for _, w := range dist {
		if c.seen == nil {
			for _, t := range c.next[state][w.at] {
				out = append(out, weighted{t.at, times(w.p, t.p)})
			}
			continue
		}
		for _, y := range c.seen[w.at] {
			for _, t := range c.next[state][y.at] {
				out = append(out, weighted{t.at, times(times(w.p, y.p), t.p)})
			}
		}
	}
	return merge(out)
}

// names lists the machine states of a joint state.
func (c *chain) names(state int) []string {
	out := make([]string, len(c.machines))
	for p, m := range c.machines {
		out[p] = m.States[c.states[state][p]].Name
	}
	return out
}

// proper is the condition under which every probability lies in [0, 1].
func (c *chain) proper() expr.Formula {
	var fs []expr.Formula
	within := func(p algebra.Ratio) {
		fs = append(fs, expr.Compare(p, expr.GE, algebra.Ratio{}), expr.Compare(p, expr.LE, one))
	}
	if c.err != nil {
		within(*c.err)
	}
	for _, dist := range c.seen {
		for _, y := range dist {
			within(y.p)
		}
	}
	for _, m := range c.machines {
		for i := range m.States {
			for _, p := range m.States[i].Mix {
				within(p)
			}
			last := []games.Branch(nil)
			for _, to := range m.States[i].Next {
				if len(to) > 1 && (len(last) == 0 || &to[0] != &last[0]) {
					for _, b := range to {
						within(b.Prob)
					}
				}
				last = to
			}
		}
	}
	return expr.And(fs...)
}
