package certificate

import (
	"slices"
	"strconv"

	"brink/games"
	"brink/games/expr"
)

// statesForm writes stochastic games out: Markov-perfect equilibria in pure stationary
// policies (Maskin and Tirole 2001), by one-shot deviations from the values of states.
func statesForm() form {
	out := form{write: func(s *sentence) {
		s.payments(s.m.(*games.Stochastic))
		s.hyps = append(s.hyps, s.formula(s.m.Meaning()))
	}}
	out.predicates = ofPlans("mpe", policies, readState)
	out.predicates["value"] = stateValue
	return out
}

// payments defines what is paid in each state.
func (s *sentence) payments(g *games.Stochastic) {
	for st := range g.States {
		for i := range g.Players {
			for k := range g.States[st].Profiles() {
				s.payment(g, st, i, k)
			}
		}
	}
}

// payment is what player i gets in a state by a profile.
func (s *sentence) payment(g *games.Stochastic, state, i, profile int) *term {
	st := &g.States[state]
	key := "u" + strconv.Itoa(i+1) + " " + g.Players[i] + " " + st.Name
	for p, a := range st.Actions(profile) {
		key += " " + st.Players[p].Actions[a]
	}
	id := s.identifier(key + " " + strconv.Itoa(profile))
	s.define(id, s.params, false, s.value(st.Payoffs[i][profile]))
	return s.call(id)
}

// policies are the pure stationary policies of all players together.
func policies(w *walker) *plans {
	g := w.s.m.(*games.Stochastic)
	p := &plans{s: w.s, concept: "mpe"}
	for i := range g.States {
		st := &g.States[i]
		pl := place{name: st.Name}
		for k := range st.Profiles() {
			name := ""
			for q, a := range st.Actions(k) {
				if len(st.Players[q].Actions) > 1 {
					name += " " + st.Players[q].Actions[a]
				}
			}
			pl.choices = append(pl.choices, name)
		}
		p.places = append(p.places, pl)
	}
	p.is = func(plan []int) *term {
		var fs []*term
		for i := range g.Players {
			v := w.s.worth(g, i, plan)
			for st := range g.States {
				acts := g.States[st].Actions(plan[st])
				for a := range g.States[st].Players[i].Actions {
					if a == acts[i] {
						continue
					}
					now, moves := w.s.move(g, i, st, index(&g.States[st], with(acts, i, a)))
					fs = append(fs, apply(">=", v[st], equation(now, moves, v)))
				}
			}
		}
		return all(fs)
	}
	return p
}

// index is the number of a profile in a state.
func index(st *games.GameState, acts []int) int {
	k := 0
	for p, a := range acts {
		k = k*len(st.Players[p].Actions) + a
	}
	return k
}

// move is what player i gets in a state and where play goes, discounted unless the move
// takes no time.
func (s *sentence) move(g *games.Stochastic, i, state, profile int) (now *term, moves []branching) {
	st := &g.States[state]
	d := numeral("1")
	if !st.Instant {
		d = s.value(g.Discount[i])
	}
	for to, v := range st.Next[profile] {
		if p := s.value(v); !p.is("0") {
			moves = append(moves, branching{to, multiplied(d, p)})
		}
	}
	return s.payment(g, state, i, profile), moves
}

// worth are the values of the states to player i under a policy.
func (s *sentence) worth(g *games.Stochastic, i int, plan []int) []*term {
	key := "value" + strconv.Itoa(i+1) + " " + g.Players[i]
	for _, k := range plan {
		key += " " + strconv.Itoa(k)
	}
	if known, ok := s.worths[key]; ok {
		return known
	}
	v := &valuation{s: s, name: func(q int) string { return s.identifier(key + " " + g.States[q].Name) }}
	for st := range g.States {
		now, moves := s.move(g, i, st, plan[st])
		v.now, v.moves = append(v.now, now), append(v.moves, moves)
	}
	s.worths[key] = v.define()
	return s.worths[key]
}

// readState reads STATE = (action, action).
func readState(w *walker) func(string, *expr.Node) (int, int) {
	g := w.s.m.(*games.Stochastic)
	return func(name string, n *expr.Node) (int, int) {
		st := g.State(name)
		if st < 0 {
			return -1, -1
		}
		list := []*expr.Node{n}
		if n.Kind == expr.NTuple {
			list = n.Args
		}
		if len(list) != len(g.Players) {
			return -1, -1
		}
		acts := make([]int, len(list))
		for p, a := range list {
			if acts[p] = slices.Index(g.States[st].Players[p].Actions, w.text(a)); acts[p] < 0 {
				return -1, -1
			}
		}
		return st, index(&g.States[st], acts)
	}
}

// stateValue is what a state is worth to a player in every equilibrium.
func stateValue(w *walker, n *expr.Node) *term {
	g := w.s.m.(*games.Stochastic)
	if len(n.Args) != 2 {
		return w.fail()
	}
	i, st := slices.Index(g.Players, w.text(n.Args[0])), g.State(w.text(n.Args[1]))
	if i < 0 || st < 0 {
		return w.fail()
	}
	return policies(w).number(w, "value "+g.Players[i]+" "+g.States[st].Name, func(plan []int) *term { return w.s.worth(g, i, plan)[st] })
}
