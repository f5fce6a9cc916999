package certificate

import (
	"fmt"
	"slices"
	"strconv"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/repeated"
)

// maxJoint bounds the joint states of automata that are written out.
const maxJoint = 64

// play is a profile of automata in a repeated game: what is played in each joint state,
// and where that leads.
type play struct {
	s        *sentence
	machines []*repeated.Machine
	name     string
	states   [][]int
	values   [][]*term // by player and joint state
}

// subgamePerfect says that no player gains by a one-shot deviation in a joint state that
// some history leads to (Blackwell 1965; Abreu 1988). The value of a joint state is
// the normalised discounted payoff from there on.
func subgamePerfect(w *walker, n *expr.Node) *term {
	s := w.s
	r := s.g.Repeated
	if r == nil || r.Horizon > 0 || len(n.Args) != len(s.g.Players) {
		return w.fail()
	}
	c := &play{s: s}
	key := "spe"
	start := make([]int, len(n.Args))
	for p, a := range n.Args {
		text := w.text(a)
		m, err := repeated.Resolve(s.g, text, p)
		if err != nil || slices.ContainsFunc(r.Automata, func(a games.Automaton) bool { return a.Name == text && a.Public }) {
			return w.fail() // the draws of public automata are shared
		}
		c.machines = append(c.machines, m)
		start[p] = m.Start
		key += " " + text
	}
	c.name = s.identifier(key)
	if s.at[c.name] {
		return s.call(c.name)
	}
	c.remark()
	c.explore(start)
	for p := range s.g.Players {
		d := s.ratio(r.DiscountOf(p))
		w.require(apply("<=", numeral("0"), d))
		w.require(apply("<", d, numeral("1")))
	}
	for p := range s.g.Players {
		c.evaluate(p)
	}
	conditions := c.proper()
	for q := range c.states {
		for p, pl := range s.g.Players {
			for a := range pl.Actions {
				if only, pure := c.machines[p].States[c.states[q][p]].Pure(); pure && only == a {
					continue
				}
				conditions = append(conditions, apply(">=", c.values[p][q], c.from(p, q, p, a)))
			}
		}
	}
	s.define(c.name, s.params, true, all(conditions))
	return s.call(c.name)
}

// remark lists the automata.
func (c *play) remark() {
	for p, m := range c.machines {
		for i := range m.States {
			st := &m.States[i]
			pr := c.s.h.Printer()
			text := fmt.Sprintf("%s of %s, state %s plays", m.Name, c.s.g.Players[p].Name, st.Name)
			for a, x := range st.Mix {
				if !x.IsZero() {
					text += " " + c.s.g.Players[p].Actions[a]
					if _, pure := st.Pure(); !pure {
						text += " with probability " + pr.Ratio(x)
					}
				}
			}
			c.s.remarks = append(c.s.remarks, text)
		}
	}
}

// explore lists the joint states that some history leads to, the start first.
func (c *play) explore(start []int) {
	c.states = [][]int{start}
	for q := 0; q < len(c.states); q++ {
		for o := range c.observations() {
			c.next(q, o)
		}
	}
}

// observations is the number of things that may be seen after a period: signals, or
// profiles.
func (c *play) observations() int {
	if m := c.s.g.Repeated.Monitoring; m != nil {
		return len(m.Signals)
	}
	return c.s.g.Profiles(maxSentence)
}

// next is where a joint state leads after an observation.
func (c *play) next(q, o int) []branching {
	out := []branching{{0, numeral("1")}}
	paths := [][]int{nil}
	for p, m := range c.machines {
		var grown []branching
		var longer [][]int
		for k, b := range out {
			for _, to := range m.States[c.states[q][p]].Next[o] {
				if to.Prob.IsZero() {
					continue
				}
				grown = append(grown, branching{0, multiplied(b.prob, c.s.ratio(to.Prob))})
				longer = append(longer, append(slices.Clone(paths[k]), to.State))
			}
		}
		out, paths = grown, longer
	}
	for k, state := range paths {
		at := slices.IndexFunc(c.states, func(x []int) bool { return slices.Equal(x, state) })
		if at < 0 {
			if at = len(c.states); at >= maxJoint {
				panic(unwritten{errUnwritten})
			}
			c.states = append(c.states, state)
		}
		out[k].to = at
	}
	return out
}

// ratio is a compiled number without cases as a term.
func (s *sentence) ratio(r algebra.Ratio) *term { return ratioTerm(r, s.params) }

// actions are the probabilities with which a player takes each action in a joint state:
// an intended action is replaced by another with the probability of error.
func (c *play) actions(p, q, instead int) []*term {
	mix := c.machines[p].States[c.states[q][p]].Mix
	n := len(mix)
	out := make([]*term, n)
	for a := range out {
		switch {
		case instead < 0:
			out[a] = c.s.ratio(mix[a])
		case a == instead:
			out[a] = numeral("1")
		default:
			out[a] = numeral("0")
		}
	}
	e := c.s.g.Repeated.Error
	if e == nil || e.IsZero() || n < 2 {
		return out
	}
	slip, keep := c.s.ratio(*e), apply("-", numeral("1"), c.s.ratio(*e))
	real := make([]*term, n)
	for a := range real {
		parts := []*term{multiplied(out[a], keep)}
		for b := range out {
			if b != a {
				x := multiplied(out[b], slip)
				if n > 2 && !x.is("0") {
					x = apply("/", x, numeral(strconv.Itoa(n-1)))
				}
				parts = append(parts, x)
			}
		}
		real[a] = sum(parts...)
	}
	return real
}

// outcome is what player i gets now, times 1 - delta, and where play goes, times delta,
// in a joint state when player who, if any, intends another action.
func (c *play) outcome(i, q, who, instead int) (now *term, moves []branching) {
	mix := make([][]*term, len(c.machines))
	for p := range mix {
		mix[p] = c.actions(p, q, -1)
		if p == who {
			mix[p] = c.actions(p, q, instead)
		}
	}
	var pays []*term
	for _, profile := range c.s.profiles() {
		prob := numeral("1")
		for p, a := range profile {
			prob = multiplied(prob, mix[p][a])
		}
		if prob.is("0") {
			continue
		}
		pays = append(pays, multiplied(prob, c.s.payoff(i, profile)))
		index := c.s.g.Index(profile)
		if m := c.s.g.Repeated.Monitoring; m != nil {
			for y, x := range m.Prob[index] {
				if !x.IsZero() {
					moves = c.join(moves, multiplied(prob, c.s.ratio(x)), c.next(q, y))
				}
			}
			continue
		}
		moves = c.join(moves, prob, c.next(q, index))
	}
	d := c.s.ratio(c.s.g.Repeated.DiscountOf(i))
	for k := range moves {
		moves[k].prob = multiplied(d, moves[k].prob)
	}
	return multiplied(apply("-", numeral("1"), d), sum(pays...)), moves
}

// join adds a distribution to another.
func (c *play) join(moves []branching, prob *term, list []branching) []branching {
	for _, b := range list {
		x := multiplied(prob, b.prob)
		if k := slices.IndexFunc(moves, func(m branching) bool { return m.to == b.to }); k >= 0 {
			moves[k].prob = sum(moves[k].prob, x)
		} else {
			moves = append(moves, branching{b.to, x})
		}
	}
	return moves
}

// from is the payoff of player i from a joint state on when player who, if any, intends
// another action now.
func (c *play) from(i, q, who, instead int) *term {
	now, moves := c.outcome(i, q, who, instead)
	return equation(now, moves, c.values[i])
}

// proper says that all probabilities are such.
func (c *play) proper() []*term {
	var list []algebra.Ratio
	if e := c.s.g.Repeated.Error; e != nil {
		list = append(list, *e)
	}
	if m := c.s.g.Repeated.Monitoring; m != nil {
		for _, ps := range m.Prob {
			list = append(list, ps...)
		}
	}
	for _, m := range c.machines {
		for i := range m.States {
			list = append(list, m.States[i].Mix...)
			for _, to := range m.States[i].Next {
				for _, b := range to {
					list = append(list, b.Prob)
				}
			}
		}
	}
	var out []*term
	var seen []algebra.Ratio
	for _, p := range list {
		if _, known := p.Rat(); known || slices.ContainsFunc(seen, p.Equal) {
			continue
		}
		seen = append(seen, p)
		x := c.s.ratio(p)
		out = append(out, apply("<=", numeral("0"), x), apply("<=", x, numeral("1")))
	}
	return out
}

// evaluate defines the values of a player.
func (c *play) evaluate(i int) {
	v := &valuation{s: c.s, name: func(q int) string {
		parts := []string{"value" + strconv.Itoa(i+1), c.s.g.Players[i].Name, c.name, strconv.Itoa(q)}
		for p, x := range c.states[q] {
			parts = append(parts, c.machines[p].States[x].Name)
		}
		return identifier(parts...)
	}}
	for q := range c.states {
		now, moves := c.outcome(i, q, -1, 0)
		v.now, v.moves = append(v.now, now), append(v.moves, moves)
	}
	c.values = append(c.values, v.define())
}
