package certificate

import (
	"slices"
	"strconv"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// choicesForm writes games out in which players choose numbers from ranges: an
// equilibrium is a point from which nobody gains by another number of her range.
func choicesForm() form {
	return form{
		write: func(s *sentence) { s.hyps = append(s.hyps, s.formula(s.m.Meaning())) },
		predicates: map[string]predicate{
			"equilibrium": func(w *walker, n *expr.Node) *term { return w.someChoice(n) },
			"eq":          theChoice,
			"no_equilibrium": func(w *walker, _ *expr.Node) *term {
				vars := w.s.choices(w.chosen())
				return forAll(vars, apply("not", w.s.equilibrium(w.chosen(), terms(vars))))
			},
		},
	}
}

// chosen is the game, where all choose at once and numbers stand for themselves.
func (w *walker) chosen() *games.Continuous {
	g := w.s.m.(*games.Continuous)
	if g.Moves != nil || slices.ContainsFunc(g.Variables, func(v games.Variable) bool { return v.Root != nil || v.Rate != nil }) {
		w.fail()
	}
	return g
}

// choices are new names for what is chosen.
func (s *sentence) choices(g *games.Continuous) []string {
	s.bound++
	var out []string
	for i, v := range g.Variables {
		out = append(out, "c'"+strconv.Itoa(s.bound)+"_"+identifier(v.Name)+"_"+strconv.Itoa(i))
	}
	return out
}

func terms(names []string) []*term {
	var out []*term
	for _, n := range names {
		out = append(out, named(n))
	}
	return out
}

// withChoices are the names of the parameters and of what is chosen, in the order of
// the variables of payoffs; where all players are alike that of what the others choose
// is the last.
func (s *sentence) withChoices(g *games.Continuous) []string {
	out := slices.Clone(s.params)
	for i, v := range g.Variables {
		out = append(out, "c'_"+identifier(v.Name)+"_"+strconv.Itoa(i))
	}
	if g.Alike != nil {
		out = append(out, "c'_others")
	}
	return out
}

// about defines a compiled formula or number of parameters and choices, and calls it.
func (s *sentence) about(key string, names []string, truth bool, body *term, at []*term) *term {
	id := s.identifier(key)
	s.define(id, names, truth, body)
	return s.call(id, at...)
}

// equilibrium says that a point is one: it lies in the ranges and where payoffs have a
// meaning, and no other number of a player's range at which her payoff has one pays
// more.
func (s *sentence) equilibrium(g *games.Continuous, at []*term) *term {
	names := s.withChoices(g)
	own := names[len(s.params):]
	id := s.identifier("equilibrium of choices")
	if s.at[id] {
		return s.call(id, at...)
	}
	var conditions []*term
	point := terms(own)
	if g.Alike != nil { // the others choose as the player does
		point[1] = point[0]
	}
	allowed := func(i int, x []*term) *term {
		within := s.about("range of "+g.Variables[i].Name, names, true, formulaTerm(g.Variables[i].Within, names), x)
		return all([]*term{within, s.about("meaning of the payoff of "+g.Players[i], names, true, formulaTerm(g.Domain[i], names), x)})
	}
	for i, v := range g.Variables {
		s.bound++
		other := "d'" + strconv.Itoa(s.bound) + "_" + identifier(v.Name)
		there := slices.Clone(point)
		there[i] = named(other)
		conditions = append(conditions, allowed(i, point),
			forAll([]string{other}, apply("=>", allowed(i, there), s.noWorse(g, i, point, there))))
	}
	s.define(id, append(slices.Clone(s.params), own[:len(g.Variables)]...), true, all(conditions))
	return s.call(id, at...)
}

// noWorse says that the payoff of a player at a point is at least what it is there. A
// payoff is written as a quotient whose denominator is not 0 where it has a meaning, and
// quotients are compared by products: solvers take those under quantifiers.
func (s *sentence) noWorse(g *games.Continuous, i int, point, there []*term) *term {
	names := s.withChoices(g)
	key := "u" + strconv.Itoa(i+1) + " " + g.Players[i]
	var num, den expr.Value
	plain := true
	for _, c := range g.Payoffs[i].Cases {
		num.Cases = append(num.Cases, expr.Case{When: c.When, Is: algebra.FromPoly(c.Is.Num())})
		den.Cases = append(den.Cases, expr.Case{When: c.When, Is: algebra.FromPoly(c.Is.Den())})
		plain = plain && c.Is.Den().IsConst()
	}
	if plain {
		pays := func(x []*term) *term { return s.about(key, names, false, valueTerm(g.Payoffs[i], names), x) }
		return apply(">=", pays(point), pays(there))
	}
	above := func(x []*term) *term { return s.about(key+" numerator", names, false, valueTerm(num, names), x) }
	below := func(x []*term) *term { return s.about(key+" denominator", names, false, valueTerm(den, names), x) }
	scale := apply("*", below(point), below(there))
	return apply(">=", apply("*", apply("*", above(point), below(there)), scale), apply("*", apply("*", above(there), below(point)), scale))
}

// someChoice says that there is an equilibrium with the values given.
func (w *walker) someChoice(n *expr.Node) *term {
	g := w.chosen()
	vars := w.s.choices(g)
	at := terms(vars)
	free := slices.Clone(vars)
	for _, a := range n.Args {
		if !a.IsEquation() {
			w.fail()
		}
		i := slices.Index(g.VariableNames(), w.text(a.Args[0]))
		if i < 0 || !slices.Contains(free, vars[i]) {
			w.fail()
		}
		at[i] = w.number(a.Args[1])
		free = slices.DeleteFunc(free, func(v string) bool { return v == vars[i] })
	}
	f := w.s.equilibrium(g, at)
	if len(free) == 0 {
		return f
	}
	return apply("not", forAll(free, apply("not", f)))
}

// theChoice is what is chosen in every equilibrium, of which there is one.
func theChoice(w *walker, n *expr.Node) *term {
	g, s := w.chosen(), w.s
	if len(n.Args) != 1 {
		return w.fail()
	}
	i := slices.Index(g.VariableNames(), w.text(n.Args[0]))
	if i < 0 {
		return w.fail()
	}
	if s.point == nil {
		s.point = s.choices(g)
		s.odds = append(s.odds, s.point...)
		w.require(s.equilibrium(g, terms(s.point)))
	}
	others := s.choices(g)
	w.require(forAll(others, apply("=>", s.equilibrium(g, terms(others)), apply("=", named(others[i]), named(s.point[i])))))
	return named(s.point[i])
}

// dynamicsForm writes systems of differential and difference equations out.
func dynamicsForm() form {
	return form{
		write:      func(s *sentence) { s.hyps = append(s.hyps, s.formula(s.m.Meaning())) },
		predicates: map[string]predicate{"rest": restPoint, "stable": stablePoint},
	}
}

// system are the names of the parameters and the variables, in the order of the
// variables of rates.
func (s *sentence) system(d *games.Dynamics) []string {
	out := slices.Clone(s.params)
	for i, v := range d.Variables {
		out = append(out, "c'_"+identifier(v.Name)+"_"+strconv.Itoa(i))
	}
	return out
}

// rate is the derivative of a variable, or its next value where time is discrete.
func (s *sentence) rate(d *games.Dynamics, i int, at []*term) *term {
	names := s.system(d)
	return s.about("rate of "+d.Variables[i].Name, names, false, valueTerm(d.Rates[i], names), at)
}

// rests says that a point lies where the system is defined and does not move.
func (s *sentence) rests(d *games.Dynamics, at []*term) *term {
	names := s.system(d)
	fs := []*term{s.about("domain", names, true, formulaTerm(d.Domain, names), at)}
	for i, v := range d.Variables {
		stay := numeral("0")
		if d.Discrete {
			stay = at[i]
		}
		fs = append(fs, s.about("range of "+v.Name, names, true, formulaTerm(v.Within, names), at), apply("=", s.rate(d, i, at), stay))
	}
	return all(fs)
}

// pointOf reads VARIABLE = VALUE for all variables.
func (w *walker) pointOf(n *expr.Node, d *games.Dynamics) []*term {
	at := make([]*term, len(d.Variables))
	for _, a := range n.Args {
		if !a.IsEquation() {
			w.fail()
		}
		i := slices.Index(d.VariableNames(), w.text(a.Args[0]))
		if i < 0 || at[i] != nil {
			w.fail()
		}
		at[i] = w.number(a.Args[1])
	}
	if slices.Contains(at, nil) {
		w.fail()
	}
	return at
}

func restPoint(w *walker, n *expr.Node) *term {
	d, s := w.s.m.(*games.Dynamics), w.s
	if len(n.Args) != 1 || n.Args[0].Kind == expr.NCompare {
		return s.rests(d, w.pointOf(n, d))
	}
	// The number that all rest points have, of which there is one.
	i := slices.Index(d.VariableNames(), w.text(n.Args[0]))
	if i < 0 {
		return w.fail()
	}
	unknowns := func() []string {
		s.bound++
		var out []string
		for k, v := range d.Variables {
			out = append(out, "c'"+strconv.Itoa(s.bound)+"_"+identifier(v.Name)+"_"+strconv.Itoa(k))
		}
		return out
	}
	if s.point == nil {
		s.point = unknowns()
		s.odds = append(s.odds, s.point...)
		w.require(s.rests(d, terms(s.point)))
	}
	others := unknowns()
	w.require(forAll(others, apply("=>", s.rests(d, terms(others)), apply("=", named(others[i]), named(s.point[i])))))
	return named(s.point[i])
}

// stablePoint says that a rest point is asymptotically stable: in one dimension of
// continuous time, that near it the rate leads back; of an affine system in two
// dimensions, that the trace is negative and the determinant positive. Others have no
// form here: what their linearisation says is not all.
func stablePoint(w *walker, n *expr.Node) *term {
	d, s := w.s.m.(*games.Dynamics), w.s
	if d.Discrete {
		return w.fail()
	}
	at := w.pointOf(n, d)
	rests := s.rests(d, at)
	if len(d.Variables) == 1 {
		s.bound++
		near, x := "near'"+strconv.Itoa(s.bound), "x'"+strconv.Itoa(s.bound)
		gap := apply("-", named(x), at[0])
		names := s.system(d)
		inside := all([]*term{s.about("domain", names, true, formulaTerm(d.Domain, names), []*term{named(x)}),
			s.about("range of "+d.Variables[0].Name, names, true, formulaTerm(d.Variables[0].Within, names), []*term{named(x)})})
		close := all([]*term{apply("<", apply("neg", named(near)), gap), apply("<", gap, named(near)), apply("!=", gap, numeral("0")), inside})
		back := forAll([]string{x}, apply("=>", close, apply("<", apply("*", gap, s.rate(d, 0, []*term{named(x)})), numeral("0"))))
		return all([]*term{rests, apply("not", forAll([]string{near}, apply("=>", apply(">", named(near), numeral("0")), apply("not", back))))})
	}
	first := len(s.params)
	var slope []*term
	for _, r := range d.Rates {
		v, ok := r.Ratio()
		if !ok || len(d.Variables) != 2 || len(d.Shares) > 0 {
			return w.fail()
		}
		for k := range d.Variables {
			x := v.Derivative(first + k)
			if slices.ContainsFunc(x.Vars(), func(y algebra.Var) bool { return y >= first }) {
				return w.fail()
			}
			slope = append(slope, s.ratio(x))
		}
	}
	trace := apply("+", slope[0], slope[3])
	det := apply("-", apply("*", slope[0], slope[3]), apply("*", slope[1], slope[2]))
	return all([]*term{rests, apply("<", trace, numeral("0")), apply(">", det, numeral("0"))})
}
