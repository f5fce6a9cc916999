package stability

import (
	"context"
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
	"brink/solver/prove"
)

// oddsOfMany is the completely mixed equilibrium of a game of three or more players
// in each piece of its payoffs, where it is unique.
type oddsOfMany struct {
	pieces []oddsPiece
	// hidden is the variable beyond the parameters that probabilities are functions
	// of where the only piece has no rational ones, and solves says that it is the
	// right number; nil elsewhere.
	hidden *hiddenNumber
}

type oddsPiece struct {
	when   expr.Formula
	unique expr.Formula // within when
	odds   [][]algebra.Ratio
}

// hiddenNumber is an algebraic function of the parameters: the only value of a
// variable with which a formula holds.
type hiddenNumber struct {
	v        algebra.Var
	unknowns []algebra.Var // with which solves holds, too
	poly     algebra.Poly  // vanishes with it, with a derivative in v that does not; 0 where none is known
	solves   expr.Formula
	exists   expr.Formula // in the parameters
}

// mixtureOfMany finds the completely mixed equilibrium; ok is false, and fatal says
// why, where it could not be.
func (s *claimScope) mixtureOfMany() (out *oddsOfMany, ok bool) {
	if s.mixture != nil {
		return s.mixture, true
	}
	undecided := func(why note.Code, args ...any) (*oddsOfMany, bool) {
		if s.fatal == nil {
			s.fatal = undecidable(why, args...)
		}
		return nil, false
	}
	g := s.c.game
	o := supportOrbit{support: make([][]int, len(g.Players)), size: 1}
	if n := g.Profiles(maxMixedPayoffs); n < 0 || n*len(g.Players) > maxMixedPayoffs {
		return undecided(note.TooLargeMixed)
	}
	for p, pl := range g.Players {
		o.support[p] = first(len(pl.Actions))
	}
	classes := exchangeable(g)
	asm := s.judge()
	ps, err := pieces(s.ctx, g, asm)
	if err != nil {
		return undecided(note.Text, err)
	}
	out = &oddsOfMany{}
	for _, piece := range ps {
		m := newMultimatrix(s.ctx, g, asm, piece)
		sys, f, found := m.solve(s.ctx, o, classes, fullBudget)
		if !found {
			return undecided(note.NoMixture)
		}
		never := oddsPiece{when: piece.when, unique: expr.False()}
		if m.asm.refutesFully(s.ctx, f) {
			s.lemmas = append(s.lemmas, expr.And(piece.when, sys.formula()))
			out.pieces = append(out.pieces, never)
			continue
		}
		for _, l := range append(sys.distinct, expr.And(sys.formula(), expr.Not(f))) {
			s.lemmas = append(s.lemmas, expr.And(piece.when, l))
		}
		w, _ := m.solveWeights(s.ctx, sys, classes, m.asm.with(f), f)
		switch w.kind {
		case rationalPoint:
			out.pieces = append(out.pieces, m.oddsWithin(s.ctx, o, classes, piece.when, f, w)...)
		case rootPoint:
			if len(ps) > 1 {
				return undecided(note.NoProbability)
			}
			r := m.root(o.support, w)
			h, ok := s.ofRoot(m, r)
			if !ok {
				return undecided(note.SeveralRoots)
			}
			h.exists = and(f, w.sole)
			out.hidden = h
			out.pieces = append(out.pieces, oddsPiece{piece.when, h.exists, r.Strategies})
		case manyPoints:
			if !w.sole.IsTrue() {
				return undecided(note.NoProbability)
			}
			out.pieces = append(out.pieces, never)
		default:
			return undecided(note.NoProbability)
		}
	}
	s.mixture = out
	return out, true
}

// maxSoleDepth bounds the negligible sets, one within another, on which the completely
// mixed equilibrium is looked for again.
const maxSoleDepth = 3

// oddsWithin is a rational solution for the completely mixed equilibrium, and where
// something was divided by zero on the way to it the solution there, if that is one.
func (m *multimatrix) oddsWithin(ctx context.Context, o supportOrbit, classes [][]int, when, exists expr.Formula, w weightSolution) []oddsPiece {
	var out []oddsPiece
	for range maxSoleDepth {
		out = append(out, oddsPiece{and(when, w.sole), exists, m.strategies(o.support, w.weights)})
		when = and(when, expr.Not(w.sole))
		if m.asm.refutes(ctx, and(when, exists)) {
			break
		}
		within := m.asm.with(and(when, exists))
		sys := m.system(ctx, o.support)
		sys.alike(ctx, within.full(), classes)
		if w = sys.solveWeights(ctx, within); w.kind != rationalPoint {
			break
		}
	}
	return append(out, oddsPiece{when: when, unique: expr.False()})
}

// hide lets the statement use a number.
func (s *claimScope) hide(h *hiddenNumber) {
	if !slices.ContainsFunc(s.hidden, func(o *hiddenNumber) bool { return o.v == h.v }) {
		s.hidden = append(s.hidden, h)
	}
}

// ofRoot makes the number of a root a variable that the statement may use; ok is false
// where it is not proved that there is at most one such number, at which the
// polynomial has a simple zero.
func (s *claimScope) ofRoot(m *multimatrix, r *Root) (h *hiddenNumber, ok bool) {
	x := r.Unknown
	solves := expr.Sign(r.Poly, expr.EQ)
	for _, st := range r.Strategies {
		for _, f := range st {
			solves = expr.And(solves, expr.Compare(f, expr.GT, algebra.Ratio{}), expr.Sign(f.Den(), expr.NE))
		}
	}
	y := x + 1
	two := expr.And(solves, moved(solves, x, y), expr.Sign(algebra.Variable(y).Sub(algebra.Variable(x)), expr.GT))
	flat := expr.And(solves, expr.Sign(r.Poly.Derivative(x), expr.EQ))
	for _, f := range []expr.Formula{two, flat} {
		if ans, _ := m.asm.full().Satisfiable(s.ctx, f); ans != prove.No {
			return nil, false
		}
	}
	return &hiddenNumber{v: x, poly: r.Poly, solves: solves}, true
}

// probOfMany is prob(P, a) for three and more players.
func (s *claimScope) probOfMany(require func(expr.Formula), p, a int) expr.Value {
	mix, ok := s.mixtureOfMany()
	if !ok {
		return expr.Plain(algebra.Ratio{})
	}
	s.need(needsOneMixture)
	if mix.hidden != nil {
		s.hide(mix.hidden)
	}
	var v expr.Value
	for _, piece := range mix.pieces {
		require(expr.Implies(piece.when, piece.unique))
		if !piece.unique.IsFalse() {
			v.Cases = append(v.Cases, expr.Case{When: piece.when, Is: piece.odds[p][a]})
		}
	}
	if len(v.Cases) == 0 {
		require(expr.False())
		return expr.Plain(algebra.Ratio{})
	}
	return v
}

// shown takes the hidden numbers out of a formula, one after another: where there is
// one, the formula holds with it; elsewhere what it says of the number does not count.
func (s *claimScope) shown(f expr.Formula) expr.Formula {
	for _, h := range s.hidden {
		if !slices.Contains(f.Vars(), h.v) {
			continue
		}
		head := s.c.model.Head()
		asm := prove.Assume(s.hyps, prove.Options{Prefer: head.Defaults(), Names: head.Names()})
		g, ans := asm.Eliminate(s.ctx, append([]algebra.Var{h.v}, h.unknowns...), expr.And(h.solves, f))
		if ans != prove.Yes && s.fatal == nil {
			s.fatal = undecidable(note.HiddenNumber, asm.Limit(s.ctx))
		}
		f = expr.Or(expr.And(h.exists, g), expr.And(expr.Not(h.exists), f.At(h.v, new(big.Rat))))
	}
	return f
}

// slope is the derivative of e by a parameter, the hidden numbers moving with it:
// where the polynomial P(x, h) of one stays 0, dh/dx = -P_x/P_h. ok is false where e
// mentions a number without one.
func (s *claimScope) slope(e algebra.Ratio, x algebra.Var) (d algebra.Ratio, ok bool) {
	d = s.c.model.Head().Slope(e, x)
	for _, h := range s.hidden {
		by := e.Derivative(h.v)
		if by.IsZero() {
			continue
		}
		if h.poly.IsZero() {
			return d, false
		}
		d = d.Add(by.Mul(algebra.RatioOf(h.poly.Derivative(x).Neg(), h.poly.Derivative(h.v))))
	}
	return d, true
}
