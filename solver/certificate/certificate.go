package certificate

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
	"brink/solver/prove/check"
)

// ErrNone says that there is no certificate: of what was decided with enclosures of
// exp and log, or where the budget did not suffice.
var ErrNone = errors.New("no certificate")

// Input is a decided claim.
type Input struct {
	Model games.Model
	Claim games.Claim
	// Problem is the claim as it was compiled, and Verdict the verdict on it.
	Problem prove.Problem
	Verdict prove.Verdict
	// HoldsWhen is the condition of a conditional claim as it is printed.
	HoldsWhen string
}

// Options bounds the work; the zero value is useful.
type Options struct {
	// Budget is that of each proof, in the prover's units.
	Budget int
}

// Make writes the certificate of a verdict: from the game, where the claim is written
// out by the definitions of its predicates, and else from the formula.
func Make(ctx context.Context, in Input, opt Options) (*Certificate, error) {
	if g, ok := in.Model.(*games.Game); ok {
		c, err := fromGame(ctx, g, in, opt)
		if err == nil || !errors.Is(err, errUnwritten) && !errors.Is(err, ErrNone) {
			return c, err
		}
	}
	return fromFormula(ctx, in, opt)
}

// maker makes one certificate.
type maker struct {
	ctx context.Context
	in  Input
	opt Options
	out *Certificate
	s   *statement
}

func fromGame(ctx context.Context, g *games.Game, in Input, opt Options) (*Certificate, error) {
	s, err := newStatement(g, in.Claim)
	if err != nil {
		return nil, err
	}
	data := gameData(g)
	// Most often nothing that holds for all mixed strategies is used.
	c, err := (&maker{ctx, in, opt, &Certificate{From: FromGame, Game: data}, s}).make()
	if !errors.Is(err, ErrNone) || len(s.marks) == 0 {
		return c, err
	}
	for _, q := range s.marks {
		s.instances[q.vars[0]] = q.guess()
	}
	return (&maker{ctx, in, opt, &Certificate{From: FromGame, Game: data}, s}).make()
}

// fromFormula has the compiled formula for a statement.
func fromFormula(ctx context.Context, in Input, opt Options) (*Certificate, error) {
	h := in.Model.Head()
	for _, i := range h.Terms() {
		if !h.Params[i].Derived.Algebraic() {
			for _, f := range append(slices.Clone(in.Problem.Hyps), in.Problem.Claim) {
				if slices.Contains(f.Vars(), i) {
					return nil, ErrNone
				}
			}
		}
	}
	names := slices.Clone(h.Names())
	data := &FormulaData{Variables: h.FreeNames()}
	for _, i := range h.Terms() {
		names[i] = "$" + strconv.Itoa(i)
		data.Variables = append(data.Variables, names[i])
		data.Terms = append(data.Terms, [2]string{names[i], h.Params[i].Name})
	}
	s := &statement{g: &games.Game{Header: *h}, hyps: expr.And(in.Problem.Hyps...), claim: in.Problem.Claim, names: names}
	pr := expr.Printer{Names: names}
	data.Claim = pr.Formula(in.Problem.Claim)
	for _, f := range in.Problem.Hyps {
		data.Hypotheses = append(data.Hypotheses, pr.Formula(f))
	}
	m := &maker{ctx, in, opt, &Certificate{From: FromFormula, Formula: data, Kind: string(in.Model.Kind())}, s}
	return m.make()
}

func (m *maker) make() (*Certificate, error) {
	c, v := m.out, m.in.Verdict
	c.Format = Format
	c.About = m.in.Model.Head().ID
	c.Claim = ClaimData{m.in.Claim.ID, m.in.Claim.Says, m.in.Claim.Given, m.in.Claim.Holds}
	c.Verdict = v.Status.String()
	var goal expr.Formula
	switch v.Status {
	case prove.Proved:
		goal = expr.Not(m.s.claim)
	case prove.Refuted:
		goal = m.s.claim
	case prove.Vacuous:
		goal = expr.True()
	case prove.Conditional:
		f, defined, err := expr.CompileFormula(m.in.HoldsWhen, m.in.Model.Head().Scope())
		if err != nil {
			return nil, fmt.Errorf("%w: the condition cannot be read again: %w", prove.ErrSelfCheck, err)
		}
		c.HoldsWhen = m.in.HoldsWhen
		if m.out.From == FromFormula { // with the names of the file for terms
			c.HoldsWhen = expr.Printer{Names: m.s.names}.Formula(f)
		}
		goal = expr.Not(expr.And(defined, expr.Iff(m.s.claim, f)))
	default:
		return nil, ErrNone
	}
	refuted, err := m.refute(m.s.hyps, goal, environment{})
	if err != nil {
		return nil, err
	}
	c.Refutation = refuted
	for _, at := range []struct {
		model *prove.Model
		claim expr.Formula
		to    **Point
	}{{v.Witness, m.s.claim, &c.Holds}, {v.Counterexample, expr.Not(m.s.claim), &c.Fails}} {
		if at.model == nil {
			continue
		}
		if *at.to, err = m.point(at.model, expr.And(m.s.hyps, at.claim)); err != nil {
			return nil, err
		}
	}
	m.used()
	return c, nil
}

// refute shows that f and the goal hold nowhere together: a proof for each case of the
// goal, which mentions fewer variables.
func (m *maker) refute(f, goal expr.Formula, env environment) ([]*Proof, error) {
	f, goal = m.s.expand(f, env, ""), m.s.expand(goal, env, "")
	out := []*Proof{}
	names := m.s.printed()
	for _, one := range goal.Disjuncts() {
		g := expr.And(f, one)
		if g.IsFalse() {
			out = append(out, &Proof{})
			continue
		}
		p := prove.Problem{Hyps: g.Conjuncts(), Claim: expr.False(), Names: names, Prefer: m.s.g.Defaults()}
		cert, err := prove.Certify(m.ctx, p, prove.Verdict{Status: prove.Proved}, prove.Options{Budget: m.opt.Budget})
		switch {
		case errors.Is(err, prove.ErrSelfCheck):
			return nil, fmt.Errorf("%w: a point contradicts the statement", ErrNone)
		case err != nil:
			return nil, err
		case cert == nil || len(cert.Refuted) != 1:
			return nil, ErrNone
		}
		ev := cert.Refuted[0].Evidence
		switch err := check.Refutes(m.ctx, p.Hyps, ev, 0); {
		case errors.Is(err, check.ErrGaveUp):
			return nil, ErrNone
		case err != nil:
			return nil, fmt.Errorf("%w: %w", prove.ErrSelfCheck, err)
		}
		proof := write(ev, names)
		if proof == nil {
			return nil, ErrNone
		}
		out = append(out, proof)
	}
	return out, nil
}

// point shows that f holds at a point: the parameters are those of the model, and the
// probabilities that the statement speaks of are found again.
func (m *maker) point(at *prove.Model, f expr.Formula) (*Point, error) {
	out := &Point{Values: map[string]string{}}
	env := environment{}
	for i, name := range m.s.g.FreeNames() {
		c := at.At(i)
		if c.Rat == nil {
			return nil, ErrNone
		}
		out.Values[name] = c.Rat.RatString()
		env[i] = algebra.FromRat(c.Rat)
	}
	for _, i := range m.s.g.Terms() {
		if c := at.At(i); c.Rat != nil {
			out.Values[m.s.names[i]] = c.Rat.RatString()
			env[i] = algebra.FromRat(c.Rat)
		} else if m.s.mentions(f, i) {
			return nil, ErrNone
		}
	}
	if m.s.odds != nil {
		there, ok := m.oddsAt(env)
		if !ok {
			return nil, ErrNone
		}
		for i, v := range m.s.odds.vars {
			env[v] = algebra.FromRat(there[i])
			out.Values[m.s.names[v]] = there[i].RatString()
		}
	}
	proof, err := m.refute(expr.True(), expr.Not(f), env)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(proof, func(p *Proof) bool { return len(p.Polynomials) > 0 }) {
		out.Proof = proof
	}
	return out, nil
}

// mentions reports whether a formula or its quantified parts mention a variable.
func (s *statement) mentions(f expr.Formula, v algebra.Var) bool {
	for _, w := range f.Vars() {
		if w == v || s.marks[w] != nil && s.mentions(s.marks[w].body, v) {
			return true
		}
	}
	return false
}

// oddsAt are the probabilities at a point.
func (m *maker) oddsAt(env environment) ([]*big.Rat, bool) {
	s := m.s
	f := s.expand(s.odds.sole, env, "")
	ans, at := prove.Assume(f, prove.Options{Budget: m.opt.Budget}).Satisfiable(m.ctx, expr.True())
	if ans != prove.Yes {
		return nil, false
	}
	out := make([]*big.Rat, len(s.odds.vars))
	for i, v := range s.odds.vars {
		if out[i] = at.At(v).Rat; out[i] == nil {
			return nil, false
		}
	}
	return out, true
}

// used writes the instances out, in the order of the variables.
func (m *maker) used() {
	names := m.s.printed()
	pr := expr.Printer{Names: names}
	for _, v := range slices.Sorted(maps.Keys(m.s.instances)) {
		var list [][]string
		for _, terms := range m.s.instances[v] {
			var texts []string
			for _, t := range terms {
				texts = append(texts, pr.Ratio(t))
			}
			list = append(list, texts)
		}
		if len(list) > 0 {
			m.out.Instances = append(m.out.Instances, Instance{names[v], list})
		}
	}
}
