package certificate

import (
	"slices"
	"strconv"

	"brink/games"
	"brink/games/expr"
)

// maxDeviations bounds the plans with which a player's own is compared at one set.
const maxDeviations = 256

// assessment is a way of playing a tree, mixed, with beliefs at the information sets of
// several nodes: terms of unknowns.
type assessment struct {
	s       *sentence
	t       *games.Tree
	vars    []string
	b       behaviour
	beliefs [][]*term
	holds   *term // that it is an equilibrium
}

// concepts of assessments.
const (
	perfectBayesian = "pbe"
	nashOfTree      = "nash"
)

// assess names the unknowns of an equilibrium of a tree that plays what is given for
// certain. The concepts are weak perfect Bayesian equilibrium (at no set does another
// plan for it and the player's later sets pay more, given her beliefs, which follow
// from Bayes' rule where the set is reached) and Nash equilibrium in behaviour
// strategies (no plan pays more from the start).
func (s *sentence) assess(t *games.Tree, concept string, given map[int]int) *assessment {
	if _, fault := t.RecallFault(); fault {
		panic(unwritten{errUnwritten})
	}
	a := &assessment{s: s, t: t}
	vars, b, conditions := s.chances(t, given)
	a.vars, a.b = vars, b
	if concept == perfectBayesian {
		for h, set := range t.Sets {
			mu, signs := a.believe(h, set)
			a.beliefs = append(a.beliefs, mu)
			conditions = append(conditions, signs...)
		}
		for h, set := range t.Sets {
			conditions = append(conditions, a.rational(set.Player, set.Nodes, a.beliefs[h], a.later(h))...)
		}
	} else {
		for p := range t.Players {
			var own []int
			for h, set := range t.Sets {
				if set.Player == p {
					own = append(own, h)
				}
			}
			conditions = append(conditions, a.rational(p, []int{0}, []*term{numeral("1")}, own)...)
		}
	}
	id := s.identifier(concept + " " + strconv.Itoa(s.bound))
	s.define(id, append(slices.Clone(s.params), a.vars...), true, all(conditions))
	a.holds = s.call(id, a.args()...)
	return a
}

func (a *assessment) args() []*term {
	var out []*term
	for _, v := range a.vars {
		out = append(out, named(v))
	}
	return out
}

// believe names the beliefs at a set: probabilities of its nodes, in proportion to how
// probable it is that play gets there.
func (a *assessment) believe(h int, set games.TreeSet) (mu, conditions []*term) {
	if len(set.Nodes) == 1 {
		return []*term{numeral("1")}, nil
	}
	rest := numeral("1")
	for i := range set.Nodes[1:] {
		v := "b'" + strconv.Itoa(a.s.bound) + "_" + identifier(set.Name, set.Labels[i]) + "_" + strconv.Itoa(h) + strconv.Itoa(i)
		a.vars = append(a.vars, v)
		mu = append(mu, named(v))
		rest = apply("-", rest, named(v))
	}
	mu = append(mu, rest)
	var there []*term
	for _, n := range set.Nodes {
		there = append(there, a.reach(n))
	}
	for i, x := range mu {
		conditions = append(conditions, apply(">=", x, numeral("0")))
		conditions = append(conditions, apply("=", multiplied(x, sum(there...)), there[i]))
	}
	return mu, conditions
}

// reach is the probability with which play gets to a node.
func (a *assessment) reach(n int) *term {
	p := a.t.Nodes[n].Parent
	if p < 0 {
		return numeral("1")
	}
	return multiplied(a.reach(p), a.s.step(a.t, p, slices.Index(a.t.Nodes[p].Children, n), a.b))
}

// later lists a set and the sets of the same player behind it.
func (a *assessment) later(h int) []int {
	var out []int
	for g, set := range a.t.Sets {
		if set.Player != a.t.Sets[h].Player {
			continue
		}
		for n := set.Nodes[0]; n >= 0; n = a.t.Nodes[n].Parent {
			if a.t.Nodes[n].Set == h {
				out = append(out, g)
				break
			}
		}
	}
	return out
}

// rational says that no plan at the sets pays player i more from the nodes on, which
// have the weights.
func (a *assessment) rational(i int, nodes []int, weights []*term, sets []int) []*term {
	pays := func(b behaviour) *term {
		var parts []*term
		for k, n := range nodes {
			parts = append(parts, multiplied(weights[k], a.s.expects(a.t, n, i, b)))
		}
		return sum(parts...)
	}
	plans := []map[int]int{{}}
	for _, h := range sets {
		var next []map[int]int
		for _, done := range plans {
			for c := range a.t.Sets[h].Actions {
				p := map[int]int{h: c}
				for g, x := range done {
					p[g] = x
				}
				next = append(next, p)
			}
		}
		if plans = next; len(plans) > maxDeviations {
			panic(unwritten{errUnwritten})
		}
	}
	here := pays(a.b)
	var out []*term
	for _, p := range plans {
		if x := pays(a.b.instead(a.t, p)); coq(x) != coq(here) {
			out = append(out, apply(">=", here, x))
		}
	}
	return out
}

// someAssessment says that an equilibrium plays what is wanted.
func someAssessment(concept string) predicate {
	return func(w *walker, n *expr.Node) *term {
		a := w.s.assess(w.s.m.(*games.Tree), concept, w.demands(n, readSet(w)))
		if len(a.vars) == 0 {
			return a.holds
		}
		return apply("not", forAll(a.vars, apply("not", a.holds)))
	}
}

// everyAssessment says that all equilibria play what is wanted.
func everyAssessment(w *walker, n *expr.Node) *term {
	t := w.s.m.(*games.Tree)
	wanted := w.demands(n, readSet(w))
	a := w.s.assess(t, perfectBayesian, nil)
	var plays []*term
	for h, set := range t.Sets {
		if c, ok := wanted[h]; ok && len(set.Actions) > 1 {
			plays = append(plays, apply("=", a.b[h][c], numeral("1")))
		}
	}
	return forAll(a.vars, apply("=>", a.holds, all(plays)))
}

// agreed is a number on which all equilibria agree, of which there is one: its
// probabilities and beliefs are unknowns.
func agreed(w *walker, of func(a *assessment) *term) *term {
	s, t := w.s, w.s.m.(*games.Tree)
	if s.sole == nil {
		s.sole = s.assess(t, perfectBayesian, nil)
		s.odds = append(s.odds, s.sole.vars...)
		w.require(s.sole.holds)
	}
	other := s.assess(t, perfectBayesian, nil)
	w.require(forAll(other.vars, apply("=>", other.holds, apply("=", of(other), of(s.sole)))))
	return of(s.sole)
}
