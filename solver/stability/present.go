package stability

import (
	"context"
	"slices"
	"strings"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// Presenter chooses how the atoms of a condition are written: solved for a
// parameter where that gives the textbook form, as in delta >= (T - R)/(T - P).
// It changes no truth value under the assumptions.
type Presenter struct {
	Assumptions *prove.Assumptions
	// First is the parameter to solve for whenever possible, such as the discount
	// factor; -1 for none.
	First algebra.Var
}

// present rewrites every condition and number of a row for reading.
func (asm *judge) present(ctx context.Context, row *Row) {
	pr := Presenter{asm.full(), -1}
	row.Exists = asm.full().Condense(ctx, row.Exists, asm.units)
	if row.Strategies != nil || row.Payoffs != nil {
		there := Presenter{asm.full().And(row.Exists), -1}
		row.Payoffs = there.ratios(ctx, row.Payoffs)
		row.Strategies = slices.Clone(row.Strategies)
		for p, x := range row.Strategies {
			row.Strategies[p] = there.ratios(ctx, x)
		}
	}
	row.Exists = pr.Formula(ctx, row.Exists)
	row.Strict = pr.Condensed(ctx, row.Strict, asm.units)
	for _, f := range row.Further() {
		if *f != nil {
			**f = pr.Condensed(ctx, **f, asm.units)
		}
	}
}

// Condensed presents a formula after a last, complete attempt to shorten it, which may
// take so many units of work.
func (pr Presenter) Condensed(ctx context.Context, f expr.Formula, units int) expr.Formula {
	return pr.Formula(ctx, pr.Assumptions.Condense(ctx, f, units))
}

// What shortening the conditions of a table may take in all, and one of them at least
// and at most. A unit is about a microsecond, and few conditions are long.
const (
	tableUnits   = 30_000_000
	leastUnits   = 100_000
	longestUnits = 1_000_000
)

// unitsEach is the share of one condition in a table of so many rows.
func unitsEach(rows int) int {
	return min(max(tableUnits/max(rows, 1), leastUnits), longestUnits)
}

// Formula presents every atom of f, and of two bounds on a parameter the lower one
// first.
func (pr Presenter) Formula(ctx context.Context, f expr.Formula) expr.Formula {
	return lowerFirst(f.Map(func(a expr.Atom) expr.Formula {
		a.Show = pr.relation(ctx, a)
		return expr.Formula{Kind: expr.KAtom, Atom: a}
	}))
}

// lowerFirst reorders the bounds on one parameter among themselves wherever they
// stand in a conjunction: phi > 0 and phi < c.
func lowerFirst(f expr.Formula) expr.Formula {
	if f.Kind != expr.KAnd && f.Kind != expr.KOr {
		return f
	}
	args := make([]expr.Formula, len(f.Args))
	places := make(map[string][]int) // of the bounds on a parameter
	for i, g := range f.Args {
		args[i] = lowerFirst(g)
		if s := g.Atom.Show; f.Kind == expr.KAnd && g.Kind == expr.KAtom && s != nil && s.L.Den().IsConst() {
			key := s.L.Num().Key()
			places[key] = append(places[key], i)
		}
	}
	f.Args = slices.Clone(args)
	for _, at := range places {
		order := slices.Clone(at)
		slices.SortStableFunc(order, func(i, j int) int { return upper(args[i]) - upper(args[j]) })
		for k, i := range at {
			f.Args[i] = args[order[k]]
		}
	}
	return f
}

// upper is 1 for an upper bound and 0 for other comparisons.
func upper(f expr.Formula) int {
	if op := f.Atom.Show.Op; op == expr.LT || op == expr.LE {
		return 1
	}
	return 0
}

// relation picks a comparison equivalent to the atom under the assumptions, or
// nil to leave the plain reading.
func (pr Presenter) relation(ctx context.Context, a expr.Atom) *expr.Relation {
	vars := a.P.Vars()
	if pr.First >= 0 && a.P.Has(pr.First) {
		if r := pr.gather(ctx, a, pr.First); r != nil {
			return r
		}
	}
	if a.P.TotalDegree() == 1 {
		// One or two parameters: phi <= c/2. More read best with positive terms
		// on both sides: R + S > T + P.
		if len(vars) == 1 || len(vars) == 2 && a.P.Terms() == 2 {
			v := vars[0]
			if len(vars) == 2 && pr.signed(ctx, v) && !pr.signed(ctx, vars[1]) {
				v = vars[1] // phi >= -c
			}
			return pr.solve(ctx, a, v)
		}
		return nil
	}
	if a.P.Terms() == 1 {
		return nil
	}
	// A parameter that stands alone: s >= f*D - f^2*D; before it a threshold that
	// takes fewer names: q >= (r4 - r3)/(r4 - r1).
	// Of two that take equally many a probability, q >= g/(g + l) before l >= g/q - g.
	var best *expr.Relation
	var cost [3]int
	for _, v := range vars {
		if a.P.Degree(v) == 1 && a.P.LeadCoeff(v).IsConst() {
			best = pr.solve(ctx, a, v)
			cost[0], _ = reading(best)
			break
		}
	}
	if a.P.Terms() == 2 {
		return best
	}
	for _, v := range vars {
		if a.P.Degree(v) != 1 || a.P.LeadCoeff(v).IsConst() {
			continue
		}
		if r := pr.solve(ctx, a, v); r != nil {
			names, length := reading(r)
			share := 1
			if pr.within(ctx, v) {
				share = 0
			}
			if c := [3]int{names, share, length}; best == nil || slices.Compare(c[:], cost[:]) < 0 {
				best, cost = r, c
			}
		}
	}
	return best
}

// signed reports whether a parameter is known to be positive, or negative.
func (pr Presenter) signed(ctx context.Context, v algebra.Var) bool {
	s := pr.Assumptions.Sign(ctx, algebra.Variable(v))
	return s == prove.Pos || s == prove.Neg
}

// within reports whether a parameter is known to lie between 0 and 1.
func (pr Presenter) within(ctx context.Context, v algebra.Var) bool {
	x := algebra.Variable(v)
	return pr.Assumptions.Sign(ctx, x)&prove.Neg == 0 && pr.Assumptions.Sign(ctx, algebra.IntPoly(1).Sub(x))&prove.Neg == 0
}

// reading measures a comparison: how many names have to be read, as printed or in
// factors, whichever are fewer, and the length of the text.
func reading(r *expr.Relation) (names, length int) {
	one := []string(nil) // every parameter is called x
	for _, v := range append(r.L.Vars(), r.R.Vars()...) {
		for len(one) <= v {
			one = append(one, "x")
		}
	}
	pr := expr.Printer{Names: one, Plain: true}
	text := pr.Ratio(r.L) + pr.Ratio(r.R)
	factors := 0
	for _, p := range []algebra.Poly{r.L.Num(), r.L.Den(), r.R.Num(), r.R.Den()} {
		for _, f := range algebra.Legible(p).List {
			for i := range f.P.Terms() {
				_, exponents := f.P.Term(i)
				for _, e := range exponents {
					factors += min(int(e), 1)
				}
			}
		}
	}
	return min(strings.Count(text, "x"), factors), len(text)
}

// solve isolates v, in which the atom is linear, if the sign of its coefficient
// is known under the assumptions.
func (pr Presenter) solve(ctx context.Context, a expr.Atom, v algebra.Var) *expr.Relation {
	cs := a.P.Coeffs(v)
	op := a.Op
	switch pr.Assumptions.Sign(ctx, cs[1]) {
	case prove.Pos:
	case prove.Neg:
		op = op.Flip()
	default:
		return nil
	}
	return &expr.Relation{L: algebra.FromPoly(algebra.Variable(v)), Op: op, R: algebra.RatioOf(cs[0].Neg(), cs[1])}
}

// gather brings all that depends on v to the left when it is one polynomial in v
// with integer coefficients times a coefficient of known sign:
// delta + delta^2 >= (T - R)/(R - P). Linear atoms are the simplest case.
func (pr Presenter) gather(ctx context.Context, a expr.Atom, v algebra.Var) *expr.Relation {
	cs := a.P.Coeffs(v)
	var common algebra.Poly // the coefficients of v, v^2, … are integer multiples of it
	var left algebra.Poly
	for k := 1; k < len(cs); k++ {
		if cs[k].IsZero() {
			continue
		}
		prim, c := cs[k].Primitive()
		if common.IsZero() {
			common = prim
		}
		if !prim.Equal(common) {
			return nil
		}
		left = left.Add(algebra.Variable(v).Pow(k).Scale(c))
	}
	// A leading minus goes to the other side.
	if left.Lead().Sign() < 0 {
		left, common = left.Neg(), common.Neg()
	}
	left, k := left.Primitive()
	common = common.Scale(k)
	op := a.Op
	switch pr.Assumptions.Sign(ctx, common) {
	case prove.Pos:
	case prove.Neg:
		op = op.Flip()
	default:
		return nil
	}
	return &expr.Relation{L: algebra.FromPoly(left), Op: op, R: algebra.RatioOf(cs[0].Neg(), common)}
}
