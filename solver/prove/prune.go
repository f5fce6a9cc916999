package prove

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
)

// Prune returns a formula that is equivalent to f at every point of the
// hypotheses, without what signs and linear reasoning settle in its context: a
// conjunct may rest on the conjuncts around it, a disjunct on the negations of the
// disjuncts. The work grows with the length of f and little more, so that it is
// for formulas too long for Simplify.
func (a *Assumptions) Prune(ctx context.Context, f expr.Formula) expr.Formula {
	return a.pruned(ctx, f, pruneBase+pruneEach*f.Size())
}

// The work that pruning may take: for all, and for each atom.
const (
	pruneBase = 2_000
	pruneEach = 400
)

func (a *Assumptions) pruned(ctx context.Context, f expr.Formula, units int) expr.Formula {
	if a.contradictory {
		return expr.False()
	}
	p := &pruner{lib: a.lib, q: a.query(ctx, expr.True(), units)}
	if !p.q.propagate() && !p.q.work.out() {
		return expr.False()
	}
	best, w := f, a.weigh(ctx, f)
	for !p.q.work.out() {
		g := p.visit(best)
		v := a.weigh(ctx, g)
		if !v.less(w) {
			break
		}
		best, w = g, v
	}
	return best
}

// pruner walks through a formula with the conditions around each part asserted.
type pruner struct {
	lib *library
	q   *search
}

// assert requires a formula in addition; false is a contradiction.
func (p *pruner) assert(f expr.Formula) bool {
	p.q.roots = append(p.q.roots, p.lib.compile(p.q.work.ctx, f))
	return p.q.work.spend(1+len(p.q.dom)/8) && p.q.propagate() || p.q.work.out()
}

// possible reports whether f may hold here.
func (p *pruner) possible(f expr.Formula) bool {
	m, roots := p.q.mark(), len(p.q.roots)
	ok := p.assert(f)
	p.q.undo(m)
	p.q.roots = p.q.roots[:roots]
	return ok
}

func (p *pruner) visit(f expr.Formula) expr.Formula {
	if p.q.work.out() {
		return f
	}
	switch f.Kind {
	case expr.KAtom:
		return p.atom(f)
	case expr.KAnd:
		return p.conjunction(f)
	case expr.KOr:
		if g := expr.Not(f); g.Kind == expr.KAnd {
			return expr.Not(p.conjunction(g))
		}
	}
	return f
}

// conjunction visits the members twice, comparisons before junctions and then in
// reverse: each with those asserted that came before, as they are by then.
func (p *pruner) conjunction(f expr.Formula) expr.Formula {
	parts := slices.Clone(f.Args)
	order := make([]int, len(parts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return junctions(parts[i]) - junctions(parts[j]) })
	for round := range 2 {
		m, roots := p.q.mark(), len(p.q.roots)
		done := false
		for _, i := range order {
			if round == 0 || parts[i].Kind == expr.KAtom {
				parts[i] = p.visit(parts[i])
			}
			if parts[i].IsFalse() || !p.assert(parts[i]) {
				done = true
				break
			}
		}
		p.q.undo(m)
		p.q.roots = p.q.roots[:roots]
		if done {
			return expr.False()
		}
		slices.Reverse(order)
	}
	return mergeAtoms(expr.And(parts...))
}

// junctions orders comparisons before shorter and longer junctions.
func junctions(f expr.Formula) int {
	if f.Kind == expr.KAtom {
		return 0
	}
	return f.Size()
}

// atom decides a comparison, or drops its factors of known sign and its squares.
func (p *pruner) atom(f expr.Formula) expr.Formula {
	n := p.lib.compile(p.q.work.ctx, f)
	switch p.q.value(n) {
	case yes:
		return expr.True()
	case no:
		return expr.False()
	}
	switch {
	case !p.possible(f):
		return expr.False()
	case !p.possible(expr.Not(f)):
		return expr.True()
	}
	if n.kind == nLit {
		if p.lib.factor(n.id).p.Equal(f.Atom.P) {
			return p.literal(n, f)
		}
		return p.literal(n, expr.Sign(p.lib.factor(n.id).p, n.set.Op()))
	}
	if g := p.rebuild(n); g.Size() > 1 || !g.IsTrue() && !g.IsFalse() && !g.Atom.P.Equal(f.Atom.P) {
		return g
	}
	return f
}

// rebuild is a node without what is settled, as a formula.
func (p *pruner) rebuild(n *node) expr.Formula {
	switch p.q.value(n) {
	case yes:
		return expr.True()
	case no:
		return expr.False()
	}
	switch n.kind {
	case nLit:
		return p.literal(n, expr.Sign(p.lib.factor(n.id).p, n.set.Op()))
	case nProd:
		set, product := n.set, algebra.IntPoly(1)
		for _, id := range n.ids {
			switch p.q.domain(id) {
			case Pos:
			case Neg:
				set = set.Flip()
			default:
				product = product.Mul(p.lib.factor(id).p)
			}
		}
		return expr.Sign(product, set.Op())
	}
	join := expr.And
	if n.kind == nOr {
		join = expr.Or
	}
	var parts []expr.Formula
	for _, a := range n.args {
		parts = append(parts, p.rebuild(a))
	}
	return join(parts...)
}

// literal is a comparison of a factor, the plainest with the same truth for the
// signs that are left.
func (p *pruner) literal(n *node, f expr.Formula) expr.Formula {
	d := p.q.domain(n.id)
	if c := plainest(n.set&d, d); c != SignsOf(f.Atom.Op) && f.Kind == expr.KAtom {
		return expr.Sign(p.lib.factor(n.id).p, c.Op())
	}
	return f
}
