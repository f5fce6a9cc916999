package certificate

import (
	"maps"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
)

// number is a constant probability.
func number(n int64) algebra.Ratio { return algebra.FromInt(n) }

// mixtureOf binds a variable for each action of a player but the last.
func (s *statement) mixtureOf(p int) (mixture, []algebra.Var) {
	n := len(s.g.Players[p].Actions)
	var vars []algebra.Var
	for range n - 1 {
		vars = append(vars, s.bind())
	}
	return asMixture(vars), vars
}

// asMixture are variables and what is left to the last action.
func asMixture(vars []algebra.Var) mixture {
	m := make(mixture, 0, len(vars)+1)
	rest := number(1)
	for _, v := range vars {
		x := algebra.FromPoly(algebra.Variable(v))
		m, rest = append(m, x), rest.Sub(x)
	}
	return append(m, rest)
}

// mixtures binds one for every player.
func (s *statement) mixtures() (all []mixture, vars []algebra.Var) {
	for p := range s.g.Players {
		m, vs := s.mixtureOf(p)
		all, vars = append(all, m), append(vars, vs...)
	}
	return all, vars
}

// distribution says that the probabilities compare with 0 as op says.
func distribution(all []mixture, op expr.Op) expr.Formula {
	var fs []expr.Formula
	for _, m := range all {
		for _, x := range m {
			fs = append(fs, expr.Compare(x, op, algebra.Ratio{}))
		}
	}
	return expr.And(fs...)
}

// same says that mixtures are equal.
func same(a, b []mixture) expr.Formula {
	var fs []expr.Formula
	for p := range a {
		for k := range a[p][:len(a[p])-1] {
			fs = append(fs, expr.Compare(a[p][k], expr.EQ, b[p][k]))
		}
	}
	return expr.And(fs...)
}

// certain are the mixtures of a pure profile.
func (s *statement) certain(p []int) []mixture {
	out := make([]mixture, len(p))
	for i, a := range p {
		out[i] = make(mixture, len(s.g.Players[i].Actions))
		out[i][a] = number(1)
	}
	return out
}

// expected is the payoff of action a of player p against the mixtures of the others.
func (s *statement) expected(p, a int, all []mixture) (expr.Value, error) {
	sum := expr.Plain(algebra.Ratio{})
	for _, q := range s.profiles() {
		if q[p] != a {
			continue
		}
		w := number(1)
		for i, k := range q {
			if i != p {
				w = w.Mul(all[i][k])
			}
		}
		if w.IsZero() {
			continue
		}
		u, err := s.g.Payoff(p, q).Combine(expr.Plain(w), times)
		if err != nil {
			return sum, err
		}
		if sum, err = sum.Combine(u, plus); err != nil {
			return sum, err
		}
	}
	return sum, nil
}

// equilibrium says that no action does better than one that is used; of a completely
// mixed profile that all actions do equally well.
func (s *statement) equilibrium(all []mixture, complete bool) (expr.Formula, error) {
	var fs []expr.Formula
	for p, pl := range s.g.Players {
		pays := make([]expr.Value, len(pl.Actions))
		for a := range pl.Actions {
			v, err := s.expected(p, a, all)
			if err != nil {
				return expr.Formula{}, err
			}
			pays[a] = v
		}
		for a := range pays {
			for b := range pays {
				switch {
				case a == b || complete && b != len(pays)-1:
				case complete:
					fs = append(fs, pays[a].Compare(expr.EQ, pays[b]))
				default:
					unused := expr.Compare(all[p][a], expr.EQ, algebra.Ratio{})
					fs = append(fs, expr.Or(unused, pays[a].Compare(expr.GE, pays[b])))
				}
			}
		}
	}
	return expr.And(fs...), nil
}

// unique says that p is an equilibrium and that every one is p.
func (s *statement) unique(p []int) expr.Formula {
	all, vars := s.mixtures()
	eq, err := s.equilibrium(all, false)
	if err != nil {
		return expr.False()
	}
	q := &forall{vars: vars, body: expr.Implies(expr.And(distribution(all, expr.GE), eq), same(all, s.certain(p)))}
	q.guess = func() [][]algebra.Ratio { return s.otherProfiles(p) }
	return expr.And(s.deviations(p, expr.GE), s.all(q))
}

// mixed says that a completely mixed equilibrium exists.
func mixed(s *statement, _ *call) (expr.Result, error) {
	all, vars := s.mixtures()
	eq, err := s.equilibrium(all, true)
	if err != nil {
		return expr.Result{}, err
	}
	q := &forall{vars: vars, body: expr.Not(expr.And(distribution(all, expr.GT), eq)), guess: s.fullProfiles}
	return expr.Truth(expr.Not(s.all(q))), nil
}

// prob is a probability in the only completely mixed equilibrium.
func prob(s *statement, c *call) (expr.Result, error) {
	p, a, err := s.playerAction(c)
	if err != nil {
		return expr.Result{}, err
	}
	if s.odds == nil {
		all, vars := s.mixtures()
		eq, err := s.equilibrium(all, true)
		if err != nil {
			return expr.Result{}, err
		}
		others, bound := s.mixtures()
		env := environment{}
		for i, v := range vars {
			env[v] = algebra.FromPoly(algebra.Variable(bound[i]))
		}
		there := expr.And(distribution(all, expr.GT), eq)
		q := &forall{vars: bound, body: expr.Implies(env.put(there), same(others, all))}
		q.guess = func() [][]algebra.Ratio { return s.near(all) }
		s.odds = &odds{vars: vars, mix: all, sole: expr.And(there, s.all(q))}
	}
	c.Require(s.odds.sole)
	return expr.Number(expr.Plain(s.odds.mix[p][a])), nil
}

// ess says that an action is evolutionarily stable (Maynard Smith and Price 1973):
// against every other mixture it does better, or as well and better against the
// mixture itself.
func ess(s *statement, c *call) (expr.Result, error) {
	if len(s.g.Players) != 2 || !slices.Equal(s.g.Players[0].Actions, s.g.Players[1].Actions) {
		return expr.Result{}, errUnwritten
	}
	for _, q := range s.profiles() {
		if !s.g.Payoff(0, q).Equal(s.g.Payoff(1, []int{q[1], q[0]})) {
			return expr.Result{}, errUnwritten
		}
	}
	a, err := s.action(c, c.arg(0), 0)
	if err != nil {
		return expr.Result{}, err
	}
	mutant, vars := s.mixtureOf(0)
	resident := s.certain([]int{a, 0})[0]
	var v [2][2]expr.Value // of the resident and the mutant against each
	for i, against := range []mixture{resident, mutant} {
		for j, own := range []mixture{resident, mutant} {
			sum := expr.Plain(algebra.Ratio{})
			for k, x := range own {
				u, err := s.expected(0, k, []mixture{nil, against})
				if err != nil {
					return expr.Result{}, err
				}
				if u, err = u.Combine(expr.Plain(x), times); err != nil {
					return expr.Result{}, err
				}
				if sum, err = sum.Combine(u, plus); err != nil {
					return expr.Result{}, err
				}
			}
			v[j][i] = sum
		}
	}
	stable := expr.Or(v[0][0].Compare(expr.GT, v[1][0]),
		expr.And(v[0][0].Compare(expr.EQ, v[1][0]), v[0][1].Compare(expr.GT, v[1][1])))
	is := same([]mixture{mutant}, []mixture{resident})
	q := &forall{vars: vars, body: expr.Or(expr.Not(distribution([]mixture{mutant}, expr.GE)), is, stable), guess: func() [][]algebra.Ratio { return s.mutants(a) }}
	return expr.Truth(s.all(q)), nil
}

// monotone says of a point that at no allowed point with a larger value of the
// parameter, the others being the same, the expression is on the wrong side.
func monotone(s *statement, c *call) (expr.Result, error) {
	inner := &expr.Compiler{Src: c.Src, Scope: s}
	e, bad := inner.Value(c.arg(0))
	if bad != nil {
		return expr.Result{}, bad
	}
	c.Require(inner.Defined())
	x := slices.Index(s.g.FreeNames(), c.text(c.arg(1)))
	if x < 0 {
		return expr.Result{}, errUnwritten
	}
	op := expr.GE
	if c.n.Text == "decreasing" {
		op = expr.LE
	}
	vars := []algebra.Var{s.bind()}
	env := environment{x: algebra.FromPoly(algebra.Variable(vars[0]))}
	if s.odds != nil && slices.ContainsFunc(append(inner.Defined().Vars(), s.varsOf(e)...), func(v algebra.Var) bool { return slices.Contains(s.odds.vars, v) }) {
		for _, v := range s.odds.vars {
			w := s.bind()
			vars = append(vars, w)
			env[v] = algebra.FromPoly(algebra.Variable(w))
		}
	}
	defined := s.moved(inner.Defined(), env)
	allowed := expr.And(s.moved(s.hyps, env), defined, expr.Sign(algebra.Variable(vars[0]).Sub(algebra.Variable(x)), expr.GT))
	var there expr.Value
	for _, k := range e.Cases {
		is := k.Is
		for v, t := range env {
			is, _ = is.Substitute(v, t)
		}
		there.Cases = append(there.Cases, expr.Case{When: env.put(k.When), Is: is})
	}
	q := &forall{vars: vars, body: expr.Implies(allowed, there.Compare(op, e))}
	q.guess = func() [][]algebra.Ratio { return nil }
	return expr.Truth(s.all(q)), nil
}

// varsOf lists the variables of a value.
func (s *statement) varsOf(e expr.Value) []algebra.Var {
	var out []algebra.Var
	for _, c := range e.Cases {
		out = append(append(out, c.When.Vars()...), c.Is.Vars()...)
	}
	return out
}

// moved is a formula about another point; its quantified parts are new ones.
func (s *statement) moved(f expr.Formula, env environment) expr.Formula {
	return f.Map(func(a expr.Atom) expr.Formula {
		q, holds := s.mark(a)
		if q == nil {
			return env.put(expr.Sign(a.P, a.Op))
		}
		inner := maps.Clone(env)
		r := &forall{}
		for _, v := range q.vars {
			w := s.bind()
			r.vars = append(r.vars, w)
			inner[v] = algebra.FromPoly(algebra.Variable(w))
		}
		r.body = s.moved(q.body, inner)
		r.guess = func() [][]algebra.Ratio {
			var out [][]algebra.Ratio
			for _, terms := range q.guess() {
				next := make([]algebra.Ratio, len(terms))
				for i, t := range terms {
					for v, to := range env {
						t, _ = t.Substitute(v, to)
					}
					next[i] = t
				}
				out = append(out, next)
			}
			return out
		}
		if !holds {
			return expr.Not(s.all(r))
		}
		return s.all(r)
	})
}
