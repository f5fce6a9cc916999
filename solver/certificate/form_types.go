package certificate

import (
	"slices"
	"strconv"
	"strings"

	"brink/games"
	"brink/games/expr"
)

// typesForm writes games of incomplete information with listed types out: Bayesian Nash
// equilibria (Harsanyi 1967), mixed ones included, by interim payoffs.
func typesForm() form {
	return form{
		write: func(s *sentence) {
			b := s.m.(*games.Bayesian)
			if b.Densities == nil && b.Common == nil {
				games.EachIndex(b.TypeShape(), func(k int, _ []int) {
					s.prior(b, k)
					for p := range b.Players {
						for i := range b.Payoffs[k][p] {
							s.typePayoff(b, k, p, i)
						}
					}
				})
			}
			s.hyps = append(s.hyps, s.formula(b.Meaning()))
		},
		predicates: map[string]predicate{
			"bne": func(w *walker, n *expr.Node) *term {
				x := w.s.strategies(w.typed(), w.typeDemands(n))
				if len(x.vars) == 0 {
					return x.holds
				}
				return apply("not", forAll(x.vars, apply("not", x.holds)))
			},
			"every_bne": func(w *walker, n *expr.Node) *term {
				b, wanted := w.typed(), w.typeDemands(n)
				x := w.s.strategies(b, nil)
				var plays []*term
				for p := range b.Players {
					for t := range b.Types[p] {
						at := agent{p, t}
						if c, ok := wanted[at]; ok && len(x.mix[at]) > 1 {
							plays = append(plays, apply("=", x.mix[at][c], numeral("1")))
						}
					}
				}
				return forAll(x.vars, apply("=>", x.holds, all(plays)))
			},
			"chance": chanceOfAction,
		},
	}
}

// typed is the game, where its types are listed.
func (w *walker) typed() *games.Bayesian {
	b := w.s.m.(*games.Bayesian)
	if b.Densities != nil || b.Common != nil {
		w.fail()
	}
	return b
}

// prior is the probability of a type profile.
func (s *sentence) prior(b *games.Bayesian, k int) *term {
	parts := []string{"prior"}
	games.EachIndex(b.TypeShape(), func(i int, types []int) {
		if i == k {
			for p, t := range types {
				parts = append(parts, b.Types[p][t].Name)
			}
		}
	})
	id := s.identifier(strings.Join(parts, " ") + " " + strconv.Itoa(k))
	s.define(id, s.params, false, s.value(b.Prior[k]))
	return s.call(id)
}

// typePayoff is what player p gets at a type profile by a profile of actions.
func (s *sentence) typePayoff(b *games.Bayesian, k, p, i int) *term {
	key := "u" + strconv.Itoa(p+1) + " " + b.Players[p].Name + " " + strconv.Itoa(k)
	games.EachIndex(shape(b), func(j int, acts []int) {
		if i == j {
			for q, a := range acts {
				key += " " + b.Players[q].Actions[a]
			}
		}
	})
	id := s.identifier(key + " " + strconv.Itoa(i))
	s.define(id, s.params, false, s.value(b.Payoffs[k][p][i]))
	return s.call(id)
}

func shape(b *games.Bayesian) []int {
	var out []int
	for _, p := range b.Players {
		out = append(out, len(p.Actions))
	}
	return out
}

// agent is a type of a player.
type agent struct{ player, typ int }

// strategies are probabilities of the actions of every type, terms of unknowns, with the
// condition that they are an equilibrium.
type strategies struct {
	vars  []string
	mix   map[agent][]*term
	holds *term
}

// strategies names the unknowns of an equilibrium that plays what is given for certain:
// every action that a type takes pays it as much as any other, given what it knows. The
// sums are those of the joint probabilities, so that types of probability 0 may do
// anything.
func (s *sentence) strategies(b *games.Bayesian, given map[agent]int) *strategies {
	s.bound++
	x := &strategies{mix: map[agent][]*term{}}
	var conditions []*term
	for p, pl := range b.Players {
		for t := range b.Types[p] {
			var mix []*term
			if c, ok := given[agent{p, t}]; ok {
				for a := range pl.Actions {
					mix = append(mix, numeral(strconv.Itoa(one(a == c))))
				}
			} else {
				rest := numeral("1")
				for a := range pl.Actions[1:] {
					v := "s'" + strconv.Itoa(s.bound) + "_" + identifier(b.Agent(p, t), pl.Actions[a]) + "_" + strconv.Itoa(p) + "_" + strconv.Itoa(t) + "_" + strconv.Itoa(a)
					x.vars = append(x.vars, v)
					mix = append(mix, named(v))
					rest = apply("-", rest, named(v))
				}
				mix = append(mix, rest)
				for _, m := range mix {
					conditions = append(conditions, apply(">=", m, numeral("0")))
				}
			}
			x.mix[agent{p, t}] = mix
		}
	}
	params := append(slices.Clone(s.params), x.vars...)
	var args []*term
	for _, v := range x.vars {
		args = append(args, named(v))
	}
	for p, pl := range b.Players {
		for t := range b.Types[p] {
			var pays []*term
			for a := range pl.Actions {
				id := s.identifier("interim " + b.Agent(p, t) + " " + pl.Actions[a] + " " + strconv.Itoa(s.bound))
				s.define(id, params, false, s.interim(b, p, t, a, x.mix))
				pays = append(pays, s.call(id, args...))
			}
			for a, m := range x.mix[agent{p, t}] {
				for c := range pl.Actions {
					switch {
					case a == c || m.is("0"):
					case m.is("1"):
						conditions = append(conditions, apply(">=", pays[a], pays[c]))
					default:
						conditions = append(conditions, some([]*term{apply("=", m, numeral("0")), apply(">=", pays[a], pays[c])}))
					}
				}
			}
		}
	}
	id := s.identifier("bne " + strconv.Itoa(s.bound))
	s.define(id, params, true, all(conditions))
	x.holds = s.call(id, args...)
	return x
}

// interim is what a type of a player gets by an action, times the probability of the
// type.
func (s *sentence) interim(b *games.Bayesian, p, t, a int, mix map[agent][]*term) *term {
	var parts []*term
	games.EachIndex(b.TypeShape(), func(k int, types []int) {
		if types[p] != t {
			return
		}
		types = slices.Clone(types)
		var here []*term
		games.EachIndex(shape(b), func(i int, acts []int) {
			if acts[p] != a {
				return
			}
			x := numeral("1")
			for q, c := range acts {
				if q != p {
					x = multiplied(x, mix[agent{q, types[q]}][c])
				}
			}
			here = append(here, multiplied(x, s.typePayoff(b, k, p, i)))
		})
		parts = append(parts, multiplied(s.prior(b, k), sum(here...)))
	})
	return sum(parts...)
}

// typeDemands reads PLAYER.TYPE = ACTION, with each for all players, and a player alone
// for all her types.
func (w *walker) typeDemands(n *expr.Node) map[agent]int {
	b := w.s.m.(*games.Bayesian)
	out := map[agent]int{}
	for _, a := range n.Args {
		if !a.IsEquation() {
			w.fail()
		}
		who, typ, named := strings.Cut(w.text(a.Args[0]), ".")
		found := false
		for p, pl := range b.Players {
			if who != "each" && who != pl.Name {
				continue
			}
			for t, ty := range b.Types[p] {
				if named && ty.Name != typ {
					continue
				}
				c := slices.Index(pl.Actions, w.text(a.Args[1]))
				if d, twice := out[agent{p, t}]; c < 0 || twice && c != d {
					w.fail()
				}
				out[agent{p, t}], found = c, true
			}
		}
		if !found {
			w.fail()
		}
	}
	return out
}

// chanceOfAction is the probability with which a player takes an action before types are
// drawn, on which all equilibria agree.
func chanceOfAction(w *walker, n *expr.Node) *term {
	s, b := w.s, w.typed()
	if len(n.Args) != 2 {
		return w.fail()
	}
	p := slices.IndexFunc(b.Players, func(p games.Player) bool { return p.Name == w.text(n.Args[0]) })
	if p < 0 {
		return w.fail()
	}
	a := slices.Index(b.Players[p].Actions, w.text(n.Args[1]))
	if a < 0 {
		return w.fail()
	}
	of := func(x *strategies) *term {
		var parts []*term
		games.EachIndex(b.TypeShape(), func(k int, types []int) {
			parts = append(parts, multiplied(s.prior(b, k), x.mix[agent{p, types[p]}][a]))
		})
		return sum(parts...)
	}
	if s.played == nil {
		s.played = s.strategies(b, nil)
		s.odds = append(s.odds, s.played.vars...)
		w.require(s.played.holds)
	}
	other := s.strategies(b, nil)
	w.require(forAll(other.vars, apply("=>", other.holds, apply("=", of(other), of(s.played)))))
	return of(s.played)
}
