package certificate

import (
	"slices"
	"strconv"
	"strings"

	"brink/games"
	"brink/games/expr"
)

// treeForm writes games in extensive form out.
func treeForm() form {
	out := form{write: func(s *sentence) {
		t := s.m.(*games.Tree)
		for n := range t.Nodes {
			if t.Nodes[n].Children == nil {
				for i := range t.Players {
					s.leaf(t, n, i)
				}
			}
		}
		s.hyps = append(s.hyps, s.formula(t.Meaning()))
	}}
	out.predicates = map[string]predicate{
		"spe":       func(w *walker, n *expr.Node) *term { return treePlans(w).some(w.demands(n, readSet(w))) },
		"every_spe": everySubgamePerfect,
		"pbe":       someAssessment(perfectBayesian),
		"every_pbe": everyAssessment,
		"nash":      someAssessment(nashOfTree),
		"prob":      treeProb,
		"belief":    treeBelief,
		"payoff":    treePayoff,
		"outcome":   treeOutcome,
	}
	return out
}

// leaf is what player i gets at a leaf.
func (s *sentence) leaf(t *games.Tree, n, i int) *term {
	id := s.identifier("u" + strconv.Itoa(i+1) + " " + t.Players[i] + " " + strings.Join(t.Nodes[n].Path, " ") + " " + strconv.Itoa(n))
	s.define(id, s.params, false, s.value(t.Nodes[n].Payoffs[i]))
	return s.call(id)
}

// behaviour is the probability of every action at every information set.
type behaviour [][]*term

// certainly plays a plan.
func certainly(t *games.Tree, plan []int) behaviour {
	out := make(behaviour, len(t.Sets))
	for h, set := range t.Sets {
		for a := range set.Actions {
			out[h] = append(out[h], numeral(strconv.Itoa(one(a == plan[h]))))
		}
	}
	return out
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// instead is the behaviour with other choices, for certain, at some sets.
func (b behaviour) instead(t *games.Tree, choices map[int]int) behaviour {
	out := slices.Clone(b)
	for h, a := range choices {
		plan := make([]int, len(t.Sets))
		plan[h] = a
		out[h] = certainly(t, plan)[h]
	}
	return out
}

// step is the probability of the k-th branch of a node.
func (s *sentence) step(t *games.Tree, n, k int, b behaviour) *term {
	if h := t.Nodes[n].Set; h >= 0 {
		return b[h][k]
	}
	return s.value(t.Nodes[n].Chance[k])
}

// expects is what player i expects from a node on.
func (s *sentence) expects(t *games.Tree, n, i int, b behaviour) *term {
	if t.Nodes[n].Children == nil {
		return s.leaf(t, n, i)
	}
	var parts []*term
	for k, c := range t.Nodes[n].Children {
		if p := s.step(t, n, k, b); !p.is("0") {
			parts = append(parts, multiplied(p, s.expects(t, c, i, b)))
		}
	}
	return sum(parts...)
}

// treePlans are the pure plans of all players together: subgame-perfect ones (Selten
// 1965), with perfect information by one-shot deviations.
func treePlans(w *walker) *plans {
	t := w.s.m.(*games.Tree)
	if !t.PerfectInformation() {
		w.fail()
	}
	p := &plans{s: w.s, concept: "spe"}
	for _, set := range t.Sets {
		p.places = append(p.places, place{set.Name, set.Actions})
	}
	p.is = func(plan []int) *term {
		b := certainly(t, plan)
		var fs []*term
		for h, set := range t.Sets {
			here := w.s.expects(t, set.Nodes[0], set.Player, b)
			for a := range set.Actions {
				if a != plan[h] {
					fs = append(fs, apply(">=", here, w.s.expects(t, t.Nodes[set.Nodes[0]].Children[a], set.Player, b)))
				}
			}
		}
		return all(fs)
	}
	return p
}

// readSet reads SET = ACTION.
func readSet(w *walker) func(string, *expr.Node) (int, int) {
	t := w.s.m.(*games.Tree)
	return func(name string, n *expr.Node) (int, int) {
		h := t.Set(name)
		if h < 0 {
			return -1, -1
		}
		return h, slices.Index(t.Sets[h].Actions, w.text(n))
	}
}

// chances are unknown probabilities at the sets of a tree, but for those at which a
// choice is given.
func (s *sentence) chances(t *games.Tree, given map[int]int) (vars []string, b behaviour, signs []*term) {
	s.bound++
	for h, set := range t.Sets {
		if a, ok := given[h]; ok {
			plan := make([]int, len(t.Sets))
			plan[h] = a
			b = append(b, certainly(t, plan)[h])
			continue
		}
		var mix []*term
		rest := numeral("1")
		for a := range set.Actions[1:] {
			v := "s'" + strconv.Itoa(s.bound) + "_" + identifier(set.Name, set.Actions[a]) + "_" + strconv.Itoa(h) + strconv.Itoa(a)
			vars = append(vars, v)
			mix = append(mix, named(v))
			rest = apply("-", rest, named(v))
		}
		mix = append(mix, rest)
		b = append(b, mix)
		if len(mix) > 1 {
			for _, x := range mix {
				signs = append(signs, apply(">=", x, numeral("0")))
			}
		}
	}
	return vars, b, signs
}

// everySubgamePerfect says that all subgame-perfect equilibria, mixed ones included,
// play what is wanted for certain.
func everySubgamePerfect(w *walker, n *expr.Node) *term {
	s, t := w.s, w.s.m.(*games.Tree)
	if !t.PerfectInformation() {
		return w.fail()
	}
	wanted := w.demands(n, readSet(w))
	vars, b, signs := s.chances(t, nil)
	var args []*term
	for _, v := range vars {
		args = append(args, named(v))
	}
	params := append(slices.Clone(s.params), vars...)
	id := s.identifier("subgame perfect " + strconv.Itoa(s.bound))
	var best []*term
	for _, set := range t.Sets {
		var worth []*term
		for a := range set.Actions {
			node := t.Nodes[set.Nodes[0]].Children[a]
			v := s.identifier("expects " + id + " " + set.Name + " " + set.Actions[a])
			s.define(v, params, false, s.expects(t, node, set.Player, b))
			worth = append(worth, s.call(v, args...))
		}
		for a := range set.Actions {
			for c := range set.Actions {
				if a != c {
					best = append(best, some([]*term{apply("=", b[t.Set(set.Name)][a], numeral("0")), apply(">=", worth[a], worth[c])}))
				}
			}
		}
	}
	s.define(id, params, true, all(append(signs, best...)))
	var plays []*term
	for h, set := range t.Sets {
		if a, ok := wanted[h]; ok && len(set.Actions) > 1 {
			plays = append(plays, apply("=", b[h][a], numeral("1")))
		}
	}
	return forAll(vars, apply("=>", s.call(id, args...), all(plays))).guessed(func() [][]*term { return pureChoices(t) })
}

// pureChoices are the pure plans as values of the variables of chances.
func pureChoices(t *games.Tree) [][]*term {
	out := [][]*term{nil}
	for _, set := range t.Sets {
		var next [][]*term
		for _, done := range out {
			for a := range set.Actions {
				values := slices.Clone(done)
				for c := range set.Actions[1:] {
					values = append(values, numeral(strconv.Itoa(one(a == c))))
				}
				next = append(next, values)
			}
		}
		if out = next; len(out) > maxGuesses {
			return out[:maxGuesses]
		}
	}
	return out
}

// treePayoff is what a player expects at the start in every subgame-perfect equilibrium
// in pure strategies.
func treePayoff(w *walker, n *expr.Node) *term {
	t := w.s.m.(*games.Tree)
	if len(n.Args) != 1 {
		return w.fail()
	}
	i := slices.Index(t.Players, w.text(n.Args[0]))
	if i < 0 {
		return w.fail()
	}
	if !t.PerfectInformation() {
		return agreed(w, func(a *assessment) *term { return w.s.expects(t, 0, i, a.b) })
	}
	return treePlans(w).number(w, "payoff "+t.Players[i], func(plan []int) *term { return w.s.expects(t, 0, i, certainly(t, plan)) })
}

// treeOutcome is the probability of the leaves of a name in all of them.
func treeOutcome(w *walker, n *expr.Node) *term {
	t := w.s.m.(*games.Tree)
	if len(n.Args) != 1 {
		return w.fail()
	}
	name := w.text(n.Args[0])
	if !slices.Contains(t.Outcomes(), name) {
		return w.fail()
	}
	if !t.PerfectInformation() {
		return agreed(w, func(a *assessment) *term { return w.s.reaches(t, 0, name, a.b) })
	}
	return treePlans(w).number(w, "outcome "+name, func(plan []int) *term { return w.s.reaches(t, 0, name, certainly(t, plan)) })
}

// treeProb is the probability of an action, and treeBelief that of a node given its
// information set, in all equilibria of a tree without perfect information.
func treeProb(w *walker, n *expr.Node) *term {
	t := w.s.m.(*games.Tree)
	if len(n.Args) != 2 || t.PerfectInformation() {
		return w.fail()
	}
	h, a := readSet(w)(w.text(n.Args[0]), n.Args[1])
	if h < 0 || a < 0 {
		return w.fail()
	}
	return agreed(w, func(x *assessment) *term { return x.b[h][a] })
}

func treeBelief(w *walker, n *expr.Node) *term {
	t := w.s.m.(*games.Tree)
	if len(n.Args) != 2 || t.PerfectInformation() {
		return w.fail()
	}
	h := t.Set(w.text(n.Args[0]))
	if h < 0 {
		return w.fail()
	}
	k := slices.Index(t.Sets[h].Labels, w.text(n.Args[1]))
	if k < 0 {
		return w.fail()
	}
	return agreed(w, func(x *assessment) *term { return x.beliefs[h][k] })
}

// reaches is the probability of the leaves of a name from a node on.
func (s *sentence) reaches(t *games.Tree, n int, name string, b behaviour) *term {
	if t.Nodes[n].Children == nil {
		return numeral(strconv.Itoa(one(t.Nodes[n].Name == name)))
	}
	var parts []*term
	for k, c := range t.Nodes[n].Children {
		parts = append(parts, multiplied(s.step(t, n, k, b), s.reaches(t, c, name, b)))
	}
	return sum(parts...)
}
