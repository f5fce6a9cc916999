package stability

import (
	"context"
	"math/big"
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/nash"
	"brink/solver/note"
	"brink/solver/prove"
)

// mixedOfMany is the condition that a game of three or more players has a
// completely mixed equilibrium.
func (s *claimScope) mixedOfMany() expr.Formula {
	g := s.c.game
	everything := make([][]int, len(g.Players))
	for p, pl := range g.Players {
		everything[p] = first(len(pl.Actions))
	}
	whole := func(support [][]int) bool { return compareSupports(support, everything) == 0 }
	if whole(pureSupport(make([]int, len(g.Players)))) {
		return expr.True() // nobody has a choice
	}
	if supports, ok := s.supportsInNumbers(); ok {
		return expr.Bool(slices.ContainsFunc(supports, whole))
	}
	return s.mixedSupports("mixed()", expr.True(), func(o supportOrbit) bool { return whole(o.support) })
}

// mixedSupports is the condition, under the hypotheses and one more, that some of
// the chosen support profiles in which somebody mixes carries an equilibrium. When
// one of them cannot be decided the claim is undecided, and the error says which.
// What the answer rests on is added to the lemmas of the claim.
func (s *claimScope) mixedSupports(predicate string, also expr.Formula, chosen func(supportOrbit) bool) expr.Formula {
	g := s.c.game
	undecided := func(why note.Note) expr.Formula {
		if s.fatal == nil {
			s.fatal = undecidable(note.PredicateOfMany, predicate, len(g.Players), why)
		}
		return expr.False()
	}
	classes := exchangeable(g)
	ps, why := mixedPieces(s.ctx, g, judgeOf(&g.Header, expr.And(s.hyps, also), fullBudget), classes, 0)
	if !why.IsZero() {
		return undecided(why)
	}
	orbits, why := mixedOrbits(g, classes, survivors(ps), 20_000)
	if !why.IsZero() {
		return undecided(why)
	}
	var any []expr.Formula
	for _, piece := range ps {
		s.lemmas = append(s.lemmas, piece.lemmas(also)...)
		for _, o := range orbits {
			if !chosen(o) {
				continue
			}
			for _, m := range piece.at(o.support) {
				f, ok := s.supportCondition(m, o, classes, also, undecided)
				if !ok {
					return expr.False()
				}
				any = append(any, f)
			}
		}
	}
	return expr.Or(any...)
}

// supportCondition is the condition that a support profile carries an equilibrium
// in a region of a piece; ok is false when it was not found.
func (s *claimScope) supportCondition(m *multimatrix, o supportOrbit, classes [][]int, also expr.Formula, undecided func(note.Note) expr.Formula) (_ expr.Formula, ok bool) {
	if s.ctx.Err() != nil {
		return undecided(note.Cause(s.ctx)), false
	}
	if m.dominated(s.ctx, o.support) {
		s.lemmas = append(s.lemmas, expr.And(also, m.piece.when, m.system(s.ctx, o.support).formula()))
		return expr.False(), true
	}
	sys, f, ok := m.solve(s.ctx, o, classes, fullBudget)
	if !ok {
		profile := (&Row{Support: o.support}).Profile(m.game)
		if at := sys.somewhere; at != nil {
			return undecided(note.New(note.OpenSupport, profile, parameterText(m.game.Names(), at))), false
		}
		return undecided(note.New(note.OpenSupportAll, profile)), false
	}
	for _, l := range append(sys.distinct, expr.And(sys.formula(), expr.Not(f))) {
		s.lemmas = append(s.lemmas, expr.And(also, m.piece.when, l))
	}
	return expr.And(m.piece.when, f), true
}

// supportsInNumbers lists the supports of all equilibria where the hypotheses fix
// every payoff and the solver for numbers finds them all; ok is false elsewhere.
func (s *claimScope) supportsInNumbers() (supports [][][]int, ok bool) {
	g := s.c.game
	point, free := fixedPoint(s.hyps, len(g.Params))
	var vars []algebra.Var
	profile := make([]int, len(g.Players))
	n := g.Profiles(maxMixedPayoffs)
	if n < 0 || n*len(g.Players) > maxMixedPayoffs {
		return nil, false
	}
	for i := range n {
		decode(g, i, profile)
		for p := range g.Players {
			for _, c := range g.Payoff(p, profile).Cases {
				vars = append(append(vars, c.When.Vars()...), c.Is.Vars()...)
			}
		}
	}
	if slices.ContainsFunc(vars, func(v algebra.Var) bool { return free[v] }) {
		return nil, false
	}
	all, ok := isolatedEquilibria(s.ctx, g, point, 1)
	for _, e := range all {
		supports = append(supports, supportOf(e))
	}
	return supports, ok
}

// isolatedEquilibria lists all equilibria at a point where none of them lies on a
// continuum, whose inner points would have supports of their own; false where
// that is not so or not known.
func isolatedEquilibria(ctx context.Context, g *games.Game, point []*big.Rat, workers int) ([]nash.Equilibrium, bool) {
	numbers, err := g.At(point)
	if err != nil {
		return nil, false
	}
	res, err := nash.All(ctx, numbers, nash.Options{Workers: workers})
	if err != nil || !res.Complete || len(res.Continua) > 0 ||
		slices.ContainsFunc(res.Subsets, func(s nash.Subset) bool { return s.Dimension > 0 }) {
		return nil, false
	}
	return res.Equilibria, true
}

// supportOf lists the actions that an equilibrium plays with positive probability.
func supportOf(e nash.Equilibrium) [][]int {
	out := make([][]int, len(e.Strategies))
	for p, x := range e.Strategies {
		for a, r := range x {
			if r.Sign() > 0 {
				out[p] = append(out[p], a)
			}
		}
	}
	if e.Irrational == nil {
		return out
	}
	out = make([][]int, len(e.Irrational.Strategies))
	for p, x := range e.Irrational.Strategies {
		for a, r := range x {
			if r.Hi.Sign() > 0 {
				out[p] = append(out[p], a)
			}
		}
	}
	return out
}

// parameterText names the values of the parameters at a point, which may have
// further coordinates.
func parameterText(names []string, m *prove.Model) string {
	var parts []string
	for v, name := range names {
		parts = append(parts, name+" = "+m.At(v).String())
	}
	return strings.Join(parts, ", ")
}

// fixedPoint solves the equations among the conjuncts of f that determine one
// parameter after another; free tells which parameters they leave open. Those are 0
// in the point.
func fixedPoint(f expr.Formula, params int) (point []*big.Rat, free []bool) {
	point, free = make([]*big.Rat, params), make([]bool, params)
	for v := range point {
		point[v], free[v] = new(big.Rat), true
	}
	for again := true; again; {
		again = false
		for _, g := range f.Conjuncts() {
			if g.Kind != expr.KAtom || g.Atom.Op != expr.EQ {
				continue
			}
			p := g.Atom.P
			for v, r := range point {
				if !free[v] {
					p = p.At(v, r)
				}
			}
			if vars := p.Vars(); len(vars) == 1 && p.Degree(vars[0]) == 1 {
				cs := p.Coeffs(vars[0])
				a, _ := cs[1].Const()
				b, _ := cs[0].Neg().Const()
				point[vars[0]].SetFrac(b.Big(), a.Big())
				free[vars[0]] = false
				again = true
			}
		}
	}
	return point, free
}
