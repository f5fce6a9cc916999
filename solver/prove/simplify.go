package prove

import (
	"context"
	"math/big"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// Simplify returns a formula that is equivalent to f at every point of the
// hypotheses and as short as could be proved: factors of known sign are dropped,
// implied conjuncts and absorbed disjuncts removed, conditions on the same
// polynomial merged, and what is left is rebuilt from the sign cells that the
// hypotheses allow where that is shorter. It is deterministic, and a fixed point
// of itself.
func (a *Assumptions) Simplify(ctx context.Context, f expr.Formula) expr.Formula {
	return a.SimplifyKnowing(ctx, f, nil)
}

// SimplifyKnowing is Simplify for a caller who knows points that satisfy the
// hypotheses, one coordinate a variable. They answer many questions that a search
// would have to.
func (a *Assumptions) SimplifyKnowing(ctx context.Context, f expr.Formula, points [][]*big.Rat) expr.Formula {
	pool := simplifyShare * a.opt.Budget
	s := &simplifier{ctx: ctx, a: a, pool: &pool}
	for _, p := range points[:min(len(points), maxPoints/2)] {
		if len(p) >= a.base.nvars {
			s.points = append(s.points, a.point(p, a.base.nvars))
		}
	}
	if !s.possible(expr.True()) {
		return expr.False()
	}
	if f.Size() > shortSize {
		f = a.Prune(ctx, f)
	}
	// Only strict progress in a well-order is accepted, so this ends, and a
	// result is its own simplification.
	best := a.weigh(ctx, f)
	for {
		g := s.insert(s.minimise(s.simplify(f)))
		w := a.weigh(ctx, g)
		for _, more := range [2]func(expr.Formula) expr.Formula{s.rebuild, s.prune} {
			if !w.less(best) {
				g = more(f)
				w = a.weigh(ctx, g)
			}
		}
		if !w.less(best) {
			return f
		}
		f, best = g, w
	}
}

// simplifyShare times the budget of a question is what one simplification may
// spend in all.
const simplifyShare = 4

// shortSize is the number of comparisons up to which pruning first is not worth
// while.
const shortSize = 8

// prune is Prune for what is long still when the rest has done its best, or has
// used its share up.
func (s *simplifier) prune(f expr.Formula) expr.Formula {
	if f.Size() < minRebuiltSize {
		return f
	}
	return s.a.Prune(s.ctx, f)
}

// simplifier simplifies under hypotheses. It remembers points that satisfy them:
// a point answers many questions that a search would have to.
type simplifier struct {
	ctx    context.Context
	a      *Assumptions
	pool   *int
	points []*point
}

// maxPoints bounds the points that are remembered.
const maxPoints = 24

// under adds a hypothesis.
func (s *simplifier) under(f expr.Formula) *simplifier {
	*s.pool -= 20 + 4*f.Size()
	c := &simplifier{ctx: s.ctx, a: s.a.And(f), pool: s.pool}
	n := s.a.lib.compile(s.ctx, f)
	for _, p := range s.points {
		if s.a.base.holds(n, p) {
			c.points = append(c.points, p)
		}
	}
	return c
}

// possible reports whether f may hold under the hypotheses; false is proved.
func (s *simplifier) possible(f expr.Formula) bool {
	if s.a.contradictory || f.IsFalse() {
		return false
	}
	n := s.a.lib.compile(s.ctx, f)
	for _, p := range s.points {
		if s.a.base.holds(n, p) {
			return true
		}
	}
	units := min(s.a.opt.Budget, *s.pool)
	if units <= 0 {
		return true
	}
	q := s.a.query(s.ctx, f, units)
	ans := q.solve()
	*s.pool -= units - max(q.work.left, 0)
	if ans == Yes {
		s.remember(q)
	}
	return ans != No
}

// remember keeps the model of a search, if it is rational.
func (s *simplifier) remember(q *search) {
	if at, ok := q.model.Rational(); ok && len(s.points) < maxPoints {
		s.points = append(s.points, s.a.point(at, q.nvars))
	}
}

// point prepares a rational point for evaluations.
func (a *Assumptions) point(at []*big.Rat, nvars int) *point {
	p := &point{lib: a.lib, signs: map[int32]int{}, at: make([]exact.Rat, max(len(at), nvars))}
	for i, r := range at {
		p.at[i] = exact.RatBig(r)
	}
	return p
}

// signs returns the signs that p can have, at least.
func (s *simplifier) signs(p algebra.Poly) SignSet {
	if k, ok := p.Const(); ok {
		return SignOf(k.Sign())
	}
	out := s.a.quickSign(s.ctx, p)
	if out.single() {
		return out
	}
	for _, sign := range [3]SignSet{Neg, Zero, Pos} {
		if out&sign != 0 && !s.possible(expr.Sign(p, sign.Op())) {
			out &^= sign
		}
	}
	return out
}

func (s *simplifier) simplify(f expr.Formula) expr.Formula {
	switch f.Kind {
	case expr.KAtom:
		g := s.reduceAtom(f.Atom)
		switch g.Kind {
		case expr.KAtom:
			return s.decideAtom(g)
		case expr.KAnd, expr.KOr:
			return s.simplify(g)
		}
		return g
	case expr.KAnd, expr.KOr:
		return s.junction(f)
	}
	return f
}

// decideAtom replaces an atom by the simplest comparison with the same truth:
// false, true, an equation, a strict comparison, a weak one, in this order.
func (s *simplifier) decideAtom(f expr.Formula) expr.Formula {
	signs := s.signs(f.Atom.P)
	set := SignsOf(f.Atom.Op) & signs
	switch set {
	case 0:
		return expr.False()
	case signs:
		return expr.True()
	}
	if c := plainest(set, signs); c != SignsOf(f.Atom.Op) {
		return expr.Sign(f.Atom.P, c.Op())
	}
	return f
}

// plainest returns the comparison that selects set among the possible signs:
// signs that cannot occur may be added or left out.
func plainest(set, possible SignSet) SignSet {
	for _, c := range [...]SignSet{Zero, Pos, Neg, NonNeg, NonPos, NonZero} {
		if c&possible == set {
			return c
		}
	}
	return set
}

// reduceAtom drops the factors whose sign the hypotheses fix and the squares,
// and takes equations of products apart.
func (s *simplifier) reduceAtom(at expr.Atom) expr.Formula {
	self := expr.Formula{Kind: expr.KAtom, Atom: at}
	if at.P.TotalDegree() == 1 {
		return self
	}
	fs := s.a.lib.factoriseFully(s.ctx, at.P)
	if len(fs.List) == 1 && fs.List[0].N == 1 {
		return self
	}
	op := at.Op
	if fs.Constant.Sign() < 0 {
		op = op.Flip()
	}
	var odd, even []algebra.Poly
	for _, f := range fs.List {
		switch g := s.signs(f.P); {
		case g == 0:
			return expr.False()
		case g == Zero:
			return expr.Bool(op.Holds(0))
		case g&Zero == 0 && (f.N%2 == 0 || g == Pos):
		case g == Neg:
			op = op.Flip()
		case f.N%2 == 0:
			even = append(even, f.P)
		default:
			odd = append(odd, f.P)
		}
	}
	each := func(ps []algebra.Poly, op expr.Op) []expr.Formula {
		var out []expr.Formula
		for _, p := range ps {
			out = append(out, expr.Sign(p, op))
		}
		return out
	}
	all := append(append([]algebra.Poly(nil), odd...), even...)
	product := algebra.IntPoly(1)
	for _, p := range odd {
		product = product.Mul(p)
	}
	var g expr.Formula
	switch op {
	case expr.EQ:
		g = expr.Or(each(all, expr.EQ)...)
	case expr.NE:
		g = expr.And(each(all, expr.NE)...)
	case expr.LT, expr.GT:
		g = expr.And(append(each(even, expr.NE), expr.Sign(product, op))...)
	default:
		g = expr.Or(append(each(even, expr.EQ), expr.Sign(product, op))...)
	}
	if g.Kind == expr.KAtom && g.Atom.P.Equal(at.P) && g.Atom.Op == at.Op {
		return self // keeps how it is shown
	}
	return g
}

// junction simplifies each member in the context of the others: a conjunct may
// assume them, a disjunct may assume their negations (Dillig, Dillig and Aiken
// 2010, "Small formulas for large programs").
func (s *simplifier) junction(f expr.Formula) expr.Formula {
	join, kind := expr.And, expr.KAnd
	if f.Kind == expr.KOr {
		join, kind = expr.Or, expr.KOr
	}
	parts := make([]expr.Formula, len(f.Args))
	for i, g := range f.Args {
		parts[i] = s.simplify(g)
	}
	f = mergeAtoms(join(parts...))
	if f.Kind != kind {
		return f
	}
	if kind == expr.KAnd && !s.possible(f) {
		return expr.False()
	}
	if kind == expr.KOr && !s.possible(expr.Not(f)) {
		return expr.True()
	}
	parts = append([]expr.Formula(nil), f.Args...)
	for i := len(parts) - 1; i >= 0 && len(parts) > 1 && *s.pool > 0; i-- {
		*s.pool -= 10 + 2*f.Size() // the context has to be built
		others := make([]expr.Formula, 0, len(parts)-1)
		for j, g := range parts {
			if j != i {
				if kind == expr.KOr {
					g = expr.Not(g)
				}
				others = append(others, g)
			}
		}
		context := expr.And(others...)
		// A member that the others settle goes.
		test := parts[i]
		if kind == expr.KAnd {
			test = expr.Not(test)
		}
		if !s.possible(expr.And(context, test)) {
			parts = append(parts[:i], parts[i+1:]...)
			continue
		}
		if parts[i].Kind != expr.KAtom {
			parts[i] = s.under(context).simplify(parts[i])
		}
	}
	return mergeAtoms(join(parts...))
}

// mergeAtoms joins the members of a junction that compare the same polynomial:
// x < a or x = a becomes x <= a, x <= a and x >= a becomes x = a.
func mergeAtoms(f expr.Formula) expr.Formula {
	if f.Kind != expr.KAnd && f.Kind != expr.KOr {
		return f
	}
	join := expr.And
	if f.Kind == expr.KOr {
		join = expr.Or
	}
	at := map[string]int{}
	var out []expr.Formula
	for _, g := range f.Args {
		if g.Kind == expr.KAtom {
			key := g.Atom.P.Key()
			if i, ok := at[key]; ok {
				s, t := SignsOf(out[i].Atom.Op), SignsOf(g.Atom.Op)
				if f.Kind == expr.KAnd {
					s &= t
				} else {
					s |= t
				}
				switch s {
				case 0:
					return expr.False()
				case Any:
					return expr.True()
				}
				if s != SignsOf(out[i].Atom.Op) {
					out[i] = expr.Sign(g.Atom.P, s.Op())
				}
				continue
			}
			at[key] = len(out)
		}
		out = append(out, g)
	}
	return join(out...)
}

// weight orders formulas by how much there is to read.
type weight struct {
	cost int // of the atoms
	ops  int // how special the comparisons are
	key  string
}

func (w weight) less(v weight) bool {
	switch {
	case w.cost != v.cost:
		return w.cost < v.cost
	case w.ops != v.ops:
		return w.ops < v.ops
	}
	return w.key < v.key
}

// The cost of an atom counts its terms and factors on top of a fixed price, so
// that one long condition may cost more than two short ones.
const (
	atomCost   = 8
	termCost   = 1
	factorCost = 9 // for each factor beyond the first
)

func (a *Assumptions) weigh(ctx context.Context, f expr.Formula) weight {
	w := weight{key: f.Key()}
	f.Atoms(func(at expr.Atom) {
		w.cost += a.atomCost(ctx, at.P)
		w.ops += [...]int{expr.EQ: 0, expr.GT: 1, expr.LT: 1, expr.GE: 2, expr.LE: 2, expr.NE: 3}[at.Op]
	})
	return w
}

func (a *Assumptions) atomCost(ctx context.Context, p algebra.Poly) int {
	if p.TotalDegree() == 1 {
		return atomCost + p.Terms()*termCost
	}
	cost := atomCost - factorCost
	for _, f := range a.lib.factorise(ctx, p).List {
		cost += factorCost + f.P.Terms()*f.P.TotalDegree()*termCost + (f.N - 1)
	}
	return cost
}
