package certificate

import (
	"slices"
	"strconv"

	"brink/games/algebra"
	"brink/games/expr"
)

// strategicForm writes games in strategic form out.
func strategicForm() form {
	return form{write: (*sentence).table, predicates: map[string]predicate{
		"nash":            ofOne("nash", func(s *sentence, p []int) *term { return s.stays(p, ">=") }),
		"strict":          ofOne("strict", func(s *sentence, p []int) *term { return s.stays(p, ">") }),
		"efficient":       ofOne("efficient", (*sentence).efficient),
		"unique":          ofOne("unique", (*sentence).unique),
		"pareto":          ofTwo("pareto", (*sentence).pareto),
		"risk_dominant":   ofTwo("risk_dominant", (*sentence).riskDominant),
		"dominant":        ofAction("dominant", func(s *sentence, p, a int) *term { return s.dominant(p, a, false) }),
		"weakly_dominant": ofAction("weakly_dominant", func(s *sentence, p, a int) *term { return s.dominant(p, a, true) }),
		"no_pure_nash": func(w *walker, _ *expr.Node) *term {
			var fs []*term
			for _, p := range w.s.profiles() {
				fs = append(fs, apply("not", w.s.stays(p, ">=")))
			}
			w.s.define("no_pure_nash", w.s.params, true, all(fs))
			return w.s.call("no_pure_nash")
		},
		"payoff": func(w *walker, n *expr.Node) *term {
			if len(n.Args) != 2 {
				return w.fail()
			}
			return w.s.payoff(w.player(n.Args[0]), w.pure(n.Args[1:]))
		},
		"dominates": func(w *walker, n *expr.Node) *term {
			if len(n.Args) != 3 {
				return w.fail()
			}
			p := w.player(n.Args[0])
			return w.s.better(p, w.action(n.Args[1], p), w.action(n.Args[2], p))
		},
		"ess":   func(w *walker, n *expr.Node) *term { return w.ess(n) },
		"mixed": func(w *walker, _ *expr.Node) *term { return w.s.mixed() },
		"spe":   subgamePerfect,
		"prob":  func(w *walker, n *expr.Node) *term { return w.prob(n) },
	}}
}

// table defines the payoffs at all profiles.
func (s *sentence) table() {
	if s.g.Profiles(maxSentence) < 0 {
		panic(unwritten{errUnwritten})
	}
	for _, p := range s.profiles() {
		for i := range s.g.Players {
			s.payoff(i, p)
		}
	}
}

func (w *walker) player(n *expr.Node) int {
	for p, pl := range w.s.g.Players {
		if pl.Name == w.text(n) {
			return p
		}
	}
	w.fail()
	return 0
}

func (w *walker) action(n *expr.Node, p int) int {
	a := slices.Index(w.s.g.Players[p].Actions, w.text(n))
	if a < 0 {
		w.fail()
	}
	return a
}

// pure reads a pure profile, the arguments themselves or a list in parentheses.
func (w *walker) pure(args []*expr.Node) []int {
	if len(args) == 1 && args[0].Kind == expr.NTuple {
		args = args[0].Args
	}
	if len(args) != len(w.s.g.Players) {
		w.fail()
	}
	var p []int
	for i, a := range args {
		p = append(p, w.action(a, i))
	}
	return p
}

// about is the name of a predicate of profiles.
func (s *sentence) ofProfiles(what string, profiles ...[]int) string {
	for _, p := range profiles {
		what += "_" + strconv.Itoa(s.g.Index(p))
		for i, a := range p {
			what += "_" + identifier(s.g.Players[i].Actions[a])
		}
	}
	return what
}

func ofOne(name string, f func(*sentence, []int) *term) func(*walker, *expr.Node) *term {
	return func(w *walker, n *expr.Node) *term {
		p := w.pure(n.Args)
		id := w.s.ofProfiles(name, p)
		w.s.define(id, w.s.params, true, f(w.s, p))
		return w.s.call(id)
	}
}

func ofTwo(name string, f func(s *sentence, p, q []int) *term) func(*walker, *expr.Node) *term {
	return func(w *walker, n *expr.Node) *term {
		if len(n.Args) != 2 {
			return w.fail()
		}
		p, q := w.pure(n.Args[:1]), w.pure(n.Args[1:])
		id := w.s.ofProfiles(name, p, q)
		w.s.define(id, w.s.params, true, f(w.s, p, q))
		return w.s.call(id)
	}
}

func ofAction(name string, f func(s *sentence, p, a int) *term) func(*walker, *expr.Node) *term {
	return func(w *walker, n *expr.Node) *term {
		if len(n.Args) != 2 {
			return w.fail()
		}
		p := w.player(n.Args[0])
		a := w.action(n.Args[1], p)
		id := identifier(name, strconv.Itoa(p+1)+"_"+strconv.Itoa(a), w.s.g.Players[p].Name, w.s.g.Players[p].Actions[a])
		w.s.define(id, w.s.params, true, f(w.s, p, a))
		return w.s.call(id)
	}
}

// stays compares staying at p with every deviation from it.
func (s *sentence) stays(p []int, op string) *term {
	var fs []*term
	for i, own := range p {
		for a := range s.g.Players[i].Actions {
			if a != own {
				fs = append(fs, apply(op, s.payoff(i, p), s.payoff(i, with(p, i, a))))
			}
		}
	}
	return all(fs)
}

func (s *sentence) pareto(p, q []int) *term {
	var never, better []*term
	for i := range p {
		never = append(never, apply(">=", s.payoff(i, p), s.payoff(i, q)))
		better = append(better, apply(">", s.payoff(i, p), s.payoff(i, q)))
	}
	return all(append(never, some(better)))
}

func (s *sentence) efficient(p []int) *term {
	var fs []*term
	for _, q := range s.profiles() {
		if !slices.Equal(p, q) {
			fs = append(fs, apply("not", s.pareto(q, p)))
		}
	}
	return all(fs)
}

func (s *sentence) riskDominant(p, q []int) *term {
	if len(p) != 2 || s.g.Profiles(4) != 4 || p[0] == q[0] || p[1] == q[1] {
		panic(unwritten{errUnwritten})
	}
	product := func(p []int) *term {
		loss := func(i int) *term { return apply("-", s.payoff(i, p), s.payoff(i, with(p, i, 1-p[i]))) }
		return apply("*", loss(0), loss(1))
	}
	return all([]*term{s.stays(p, ">"), s.stays(q, ">"), apply(">", product(p), product(q))})
}

// better says that action a of player p does better than b whatever the others do.
func (s *sentence) better(p, a, b int) *term {
	var fs []*term
	for _, q := range s.profiles() {
		if q[p] == a {
			fs = append(fs, apply(">", s.payoff(p, q), s.payoff(p, with(q, p, b))))
		}
	}
	return all(fs)
}

func (s *sentence) dominant(p, a int, weakly bool) *term {
	var fs []*term
	for b := range s.g.Players[p].Actions {
		if b == a {
			continue
		}
		if !weakly {
			fs = append(fs, s.better(p, a, b))
			continue
		}
		var better, never []*term
		for _, q := range s.profiles() {
			if q[p] == a {
				better = append(better, apply(">", s.payoff(p, q), s.payoff(p, with(q, p, b))))
				never = append(never, apply(">=", s.payoff(p, q), s.payoff(p, with(q, p, b))))
			}
		}
		fs = append(fs, all(never), some(better))
	}
	return all(fs)
}

// unknowns are fresh names for the probabilities of all players but each one's last.
func (s *sentence) unknowns(prefix string) []string {
	s.bound++
	var out []string
	for i, p := range s.g.Players {
		for a := range p.Actions[:len(p.Actions)-1] {
			out = append(out, prefix+"'"+strconv.Itoa(s.bound)+"_"+identifier(p.Name, p.Actions[a])+"_"+strconv.Itoa(i)+strconv.Itoa(a))
		}
	}
	return out
}

// probabilities are those of all actions, of the unknowns.
func (s *sentence) probabilities(vars []string) [][]*term {
	var out [][]*term
	for _, p := range s.g.Players {
		k := len(p.Actions) - 1
		rest := numeral("1")
		var m []*term
		for _, v := range vars[:k] {
			m = append(m, named(v))
			rest = apply("-", rest, named(v))
		}
		out, vars = append(out, append(m, rest)), vars[k:]
	}
	return out
}

// profile defines what a mixed profile is, with all probabilities at least 0 or above,
// and that it is an equilibrium; it calls both at the unknowns.
func (s *sentence) profile(vars []string, complete bool) *term {
	kind, op := "mixed_profile", ">="
	if complete {
		kind, op = "completely_mixed_profile", ">"
	}
	own := vars
	mix := s.probabilities(own)
	params := append(slices.Clone(s.params), own...)
	var signs, best []*term
	for i, pl := range s.g.Players {
		var pays []*term
		for a := range pl.Actions {
			id := identifier("pays", pl.Name, pl.Actions[a], strconv.Itoa(i)+strconv.Itoa(a))
			s.define(id, params, false, s.expectedTerm(i, a, mix))
			var args []*term
			for _, v := range own {
				args = append(args, named(v))
			}
			pays = append(pays, s.call(id, args...))
		}
		for a := range pl.Actions {
			signs = append(signs, apply(op, mix[i][a], numeral("0")))
			for b := range pl.Actions {
				switch {
				case a == b || complete && b != len(pays)-1:
				case complete:
					best = append(best, apply("=", pays[a], pays[b]))
				default:
					best = append(best, apply("or", apply("=", mix[i][a], numeral("0")), apply(">=", pays[a], pays[b])))
				}
			}
		}
	}
	s.define(kind, own, true, all(signs))
	eq := map[bool]string{false: "equilibrium", true: "completely_mixed_equilibrium"}[complete]
	s.define(eq, params, true, all(best))
	there := &term{op: "call", text: kind}
	var args []*term
	for _, v := range vars {
		args = append(args, named(v))
	}
	there.args = args
	return all([]*term{there, s.call(eq, args...)})
}

// expectedTerm is the payoff of action a of player i against mixtures.
func (s *sentence) expectedTerm(i, a int, mix [][]*term) *term {
	var sum *term
	for _, q := range s.profiles() {
		if q[i] != a {
			continue
		}
		t := s.payoff(i, q)
		for j, k := range q {
			if j != i {
				t = apply("*", mix[j][k], t)
			}
		}
		if sum == nil {
			sum = t
		} else {
			sum = apply("+", sum, t)
		}
	}
	return sum
}

// unique says that every mixed equilibrium is p.
func (s *sentence) unique(p []int) *term {
	vars := s.unknowns("s")
	var is []*term
	k := 0
	for i, a := range p {
		for b := range s.g.Players[i].Actions[:len(s.g.Players[i].Actions)-1] {
			v := "0"
			if a == b {
				v = "1"
			}
			is = append(is, apply("=", named(vars[k]), numeral(v)))
			k++
		}
	}
	return all([]*term{s.stays(p, ">="), forAll(vars, apply("=>", s.profile(vars, false), all(is))).guessed(
		s.guesses(func(t *statement) [][]algebra.Ratio { return t.otherProfiles(p) }))})
}

// guesses are values for a quantifier as terms.
func (s *sentence) guesses(list func(*statement) [][]algebra.Ratio) func() [][]*term {
	return func() [][]*term {
		names := append(slices.Clone(s.params), s.odds...)
		var out [][]*term
		for _, values := range list(&statement{g: s.g}) {
			var terms []*term
			for _, v := range values {
				terms = append(terms, ratioTerm(v, names))
			}
			out = append(out, terms)
		}
		return out
	}
}

// ess compares an action with every mutant mixture of a symmetric game.
func (w *walker) ess(n *expr.Node) *term {
	s := w.s
	if len(s.g.Players) != 2 || len(n.Args) != 1 || !slices.Equal(s.g.Players[0].Actions, s.g.Players[1].Actions) {
		return w.fail()
	}
	a := w.action(n.Args[0], 0)
	size := len(s.g.Players[0].Actions)
	vars := s.unknowns("m")[:size-1]
	mutant := s.probabilities(append(slices.Clone(vars), vars...))[0]
	resident := make([]*term, size)
	for k := range resident {
		resident[k] = numeral("0")
	}
	resident[a] = numeral("1")
	pays := func(own, other []*term) *term {
		var parts []*term
		for i, x := range own {
			for j, y := range other {
				parts = append(parts, apply("*", apply("*", x, y), s.payoff(0, []int{i, j})))
			}
		}
		sum := parts[0]
		for _, p := range parts[1:] {
			sum = apply("+", sum, p)
		}
		return sum
	}
	var signs, is []*term
	for _, x := range mutant {
		signs = append(signs, apply(">=", x, numeral("0")))
	}
	for k, v := range vars {
		is = append(is, apply("=", named(v), resident[k]))
	}
	rr, mr := pays(resident, resident), pays(mutant, resident)
	rm, mm := pays(resident, mutant), pays(mutant, mutant)
	stable := some([]*term{all(is), apply(">", rr, mr), all([]*term{apply("=", rr, mr), apply(">", rm, mm)})})
	id := s.ofProfiles("ess", []int{a})
	s.define(id, s.params, true, forAll(vars, apply("=>", all(signs), stable)).guessed(
		s.guesses(func(t *statement) [][]algebra.Ratio { return t.mutants(a) })))
	return s.call(id)
}

func (s *sentence) mixed() *term {
	vars := s.unknowns("s")
	s.define("mixed", s.params, true, apply("not", forAll(vars, apply("not", s.profile(vars, true))).guessed(s.guesses((*statement).fullProfiles))))
	return s.call("mixed")
}

// prob is an unknown: the probability in the only completely mixed equilibrium.
func (w *walker) prob(n *expr.Node) *term {
	s := w.s
	if len(n.Args) != 2 {
		return w.fail()
	}
	p := w.player(n.Args[0])
	a := w.action(n.Args[1], p)
	if s.odds == nil {
		s.odds = s.unknowns("prob")
		others := s.unknowns("s")
		var is []*term
		for i, v := range s.odds {
			is = append(is, apply("=", named(others[i]), named(v)))
		}
		near := s.guesses(func(t *statement) [][]algebra.Ratio {
			var all []mixture
			next := len(s.params)
			for _, pl := range s.g.Players {
				var vars []algebra.Var
				for range pl.Actions[1:] {
					vars, next = append(vars, next), next+1
				}
				all = append(all, asMixture(vars))
			}
			return t.near(all)
		})
		sole := all([]*term{s.profile(s.odds, true), forAll(others, apply("=>", s.profile(others, true), all(is))).guessed(near)})
		s.define("the_only_mixed_equilibrium", append(slices.Clone(s.params), s.odds...), true, sole)
	}
	var args []*term
	for _, v := range s.odds {
		args = append(args, named(v))
	}
	w.require(s.call("the_only_mixed_equilibrium", args...))
	return s.probabilities(s.odds)[p][a]
}

// monotone compares with every larger value of a parameter.
func (w *walker) monotone(n *expr.Node, op string) *term {
	s := w.s
	if len(n.Args) != 2 || s.names[w.text(n.Args[1])] == "" {
		return w.fail()
	}
	inner := &walker{s: s, src: w.src}
	e := inner.number(n.Args[0])
	for _, f := range inner.defined {
		w.require(f)
	}
	x := s.names[w.text(n.Args[1])]
	for _, i := range s.h.Terms() {
		// What is known of exp(x) and exp(x') together is more than what is known of each.
		if d := s.h.Params[i].Derived; d.Func == "root" || slices.ContainsFunc(d.Arg.Vars(), func(v algebra.Var) bool { return s.params[v] == x || v >= len(s.h.Free()) }) {
			return w.fail()
		}
	}
	s.bound++
	vars := []string{x + "'" + strconv.Itoa(s.bound)}
	by := map[string]*term{x: named(vars[0])}
	meaning := all(inner.defined)
	if e.mentions(s.odds) || meaning.mentions(s.odds) {
		for _, v := range s.odds { // what the claim speaks of is another there
			next := v + "'" + strconv.Itoa(s.bound)
			by[v] = named(next)
			vars = append(vars, next)
		}
	}
	allowed := all([]*term{s.call("hypotheses"), meaning}).put(by)
	return forAll(vars, apply("=>", all([]*term{apply(">", named(vars[0]), named(x)), allowed}), apply(op, e.put(by), e)))
}
