package prove

import (
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
)

// insert solves the equations of conjunctions for a variable and puts the solution
// into the conditions beside them, where that leaves less to read: a = 0 and a < -b
// is a = 0 and b < 0. In a disjunction what is beside a != b may take a = b for
// granted.
func (s *simplifier) insert(f expr.Formula) expr.Formula {
	switch f.Kind {
	case expr.KOr:
		if g := expr.Not(f); g.Kind == expr.KAnd {
			return expr.Not(s.insert(g))
		}
		return f
	case expr.KAnd:
	default:
		return f
	}
	best, w := f, s.a.weigh(s.ctx, f)
	for progress := true; progress && *s.pool > 0 && best.Kind == expr.KAnd; {
		progress = false
		args := best.Args
		for i, g := range args {
			if g.Kind != expr.KAtom || g.Atom.Op != expr.EQ || len(g.Atom.P.Vars()) > maxSolvedVars {
				continue
			}
			for _, v := range g.Atom.P.Vars() {
				num, den, ok := solved(g.Atom.P, v)
				if !ok {
					continue
				}
				*s.pool -= 2 * f.Size()
				parts := make([]expr.Formula, len(args))
				for j, h := range args {
					if parts[j] = h; j != i {
						parts[j] = h.Map(func(at expr.Atom) expr.Formula {
							if !at.P.Has(v) {
								return expr.Formula{Kind: expr.KAtom, Atom: at}
							}
							return expr.Sign(at.P.SubstituteRatio(v, num, den), at.Op)
						})
					}
				}
				h := expr.And(parts...)
				if v := s.a.weigh(s.ctx, h); v.cost < w.cost || v.cost == w.cost && v.ops < w.ops {
					best, w, progress = h, v, true
				}
			}
		}
	}
	if best.Kind != expr.KAnd {
		return best
	}
	if !best.Equal(f) {
		best = inOrder(best)
	}
	parts := make([]expr.Formula, len(best.Args))
	for i, g := range best.Args {
		parts[i] = s.insert(g)
	}
	return expr.And(parts...)
}

// inOrder sorts among themselves the equations of a conjunction that give a variable
// its value: a = 0 and b = 0.
func inOrder(f expr.Formula) expr.Formula {
	var at []int
	var values []expr.Formula
	for i, g := range f.Args {
		if g.Kind == expr.KAtom && g.Atom.Op == expr.EQ && len(g.Atom.P.Vars()) == 1 {
			at, values = append(at, i), append(values, g)
		}
	}
	slices.SortStableFunc(values, func(g, h expr.Formula) int { return g.Atom.P.Vars()[0] - h.Atom.P.Vars()[0] })
	f.Args = slices.Clone(f.Args)
	for k, i := range at {
		f.Args[i] = values[k]
	}
	return f
}

// maxSolvedVars bounds the variables of an equation that is solved.
const maxSolvedVars = 4

// solved is the value num/den, den > 0, that p = 0 gives v; ok is false where its
// coefficient is not a number.
func solved(p algebra.Poly, v algebra.Var) (num, den algebra.Poly, ok bool) {
	if p.Degree(v) != 1 || !p.LeadCoeff(v).IsConst() {
		return num, den, false
	}
	cs := p.Coeffs(v)
	if k, _ := cs[1].Const(); k.Sign() < 0 {
		return cs[0], cs[1].Neg(), true
	}
	return cs[0].Neg(), cs[1], true
}
