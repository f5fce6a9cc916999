package certificate

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// errUnwritten says that a claim has no statement by the definitions: a predicate of
// repeated play, a function that is not rational, or too many profiles.
var errUnwritten = errors.New("the claim is not written out")

// statement is a claim about a game by the definitions of its predicates: the
// hypotheses imply the claim, for all parameters. Variables beyond the parameters are
// bound by quantifiers, or the probabilities that prob(…) speaks of.
type statement struct {
	g     *games.Game
	hyps  expr.Formula
	claim expr.Formula
	names []string // of the variables; "" for marks
	// marks are the quantified parts: a formula mentions one by its variable, which is
	// positive where it holds.
	marks map[algebra.Var]*forall
	// odds are the probabilities of the only completely mixed equilibrium, once
	// prob(…) was used.
	odds *odds
	// instances are values with which the quantified parts are used, by the first
	// variable.
	instances map[algebra.Var][][]algebra.Ratio
	count     int // of the variables that are bound
}

// forall says that a formula holds for all values of some variables.
type forall struct {
	vars []algebra.Var
	body expr.Formula
	// guess lists values with which it may be of use.
	guess func() [][]algebra.Ratio
}

// odds are a completely mixed equilibrium and the condition that it is the only one.
type odds struct {
	vars []algebra.Var
	mix  []mixture
	sole expr.Formula
}

// mixture is a probability for every action of a player.
type mixture = []algebra.Ratio

// newStatement writes a claim out.
func newStatement(g *games.Game, c games.Claim) (*statement, error) {
	s := &statement{g: g, names: slices.Clone(g.Names()), marks: map[algebra.Var]*forall{}, instances: map[algebra.Var][][]algebra.Ratio{}}
	if len(g.Terms()) > 0 || g.Profiles(maxProfiles) < 0 {
		return nil, errUnwritten
	}
	s.hyps = g.Hypotheses()
	for _, text := range c.Given {
		f, d, err := s.compile(text)
		if err != nil {
			return nil, err
		}
		s.hyps = expr.And(s.hyps, d, f)
	}
	f, d, err := s.compile(c.Holds)
	if err != nil {
		return nil, err
	}
	s.hyps, s.claim = expr.And(s.hyps, d), f
	return s, nil
}

// maxProfiles bounds the games whose claims are written out.
const maxProfiles = 256

func (s *statement) compile(text string) (f, defined expr.Formula, err error) {
	f, defined, e := expr.CompileFormula(text, s)
	if e != nil {
		return f, defined, fmt.Errorf("%w: %w", errUnwritten, e)
	}
	return f, defined, nil
}

// bind returns a new variable.
func (s *statement) bind() algebra.Var {
	s.count++
	s.names = append(s.names, "$"+strconv.Itoa(s.count))
	return len(s.names) - 1
}

// all is the formula that stands for a quantified one.
func (s *statement) all(q *forall) expr.Formula {
	s.names = append(s.names, "")
	v := len(s.names) - 1
	s.marks[v] = q
	return expr.Sign(algebra.Variable(v), expr.GT)
}

// mark is the quantified part that an atom stands for, and whether the atom says that
// it holds.
func (s *statement) mark(a expr.Atom) (q *forall, holds bool) {
	if a.P.Terms() != 1 || a.P.TotalDegree() != 1 {
		return nil, false
	}
	return s.marks[a.P.Vars()[0]], a.Op == expr.GT
}

// environment is what variables stand for.
type environment map[algebra.Var]algebra.Ratio

// put substitutes in a formula without marks. Where a value divides by zero the
// result says nothing: it is true.
func (e environment) put(f expr.Formula) expr.Formula {
	return f.Map(func(a expr.Atom) expr.Formula {
		p, den := algebra.FromPoly(a.P), expr.True()
		for _, v := range a.P.Vars() {
			t, ok := e[v]
			if !ok {
				continue
			}
			p, _ = p.Substitute(v, t)
			den = expr.And(den, expr.Sign(t.Den(), expr.NE))
		}
		return expr.Or(expr.Not(den), expr.Compare(p, a.Op, algebra.Ratio{}))
	})
}

// of substitutes in a term.
func (e environment) of(t algebra.Ratio) algebra.Ratio {
	for _, v := range t.Vars() {
		if to, ok := e[v]; ok {
			t, _ = t.Substitute(v, to)
		}
	}
	return t
}

// expand writes the quantified parts of f out: one that holds by its instances, one
// that does not by values for which its body fails, as new variables. Where f can be true so can
// what results: a refutation of that refutes f. The path tells the new variables of one
// instance from those of another.
func (s *statement) expand(f expr.Formula, env environment, path string) expr.Formula {
	return f.Map(func(a expr.Atom) expr.Formula {
		q, holds := s.mark(a)
		if q == nil {
			return env.put(expr.Sign(a.P, a.Op))
		}
		inner := maps.Clone(env)
		if !holds {
			if path != "" {
				for _, v := range q.vars {
					inner[v] = algebra.FromPoly(algebra.Variable(s.named(s.names[v] + path)))
				}
			}
			return s.expand(expr.Not(q.body), inner, path)
		}
		var every []expr.Formula
		for k, terms := range s.instances[q.vars[0]] {
			for i, v := range q.vars {
				inner[v] = env.of(terms[i])
			}
			every = append(every, s.expand(q.body, inner, path+"."+strconv.Itoa(k)))
		}
		return expr.And(every...)
	})
}

// named is the variable of a name, which may be new.
func (s *statement) named(name string) algebra.Var {
	if v := slices.Index(s.names, name); v >= 0 {
		return v
	}
	s.names = append(s.names, name)
	return len(s.names) - 1
}

// printed are names for all variables, those of marks too, which no formula that is
// printed mentions.
func (s *statement) printed() []string {
	out := slices.Clone(s.names)
	for i, n := range out {
		if n == "" {
			out[i] = "$0." + strconv.Itoa(i)
		}
	}
	return out
}
