package stability

import (
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
)

// maxLineRoots bounds the places at which onLine evaluates a formula.
const maxLineRoots = 400

// onLine rewrites a long formula in a single parameter whose comparisons change
// only at rational numbers as the intervals on which it holds, where hyps do. It
// evaluates the formula at those numbers and between them, so the length of the
// formula hardly matters. False when the formula is not of that kind.
func onLine(f, hyps expr.Formula) (expr.Formula, bool) {
	vars := f.Vars()
	if len(vars) != 1 {
		return f, false
	}
	v := vars[0]
	var here []expr.Formula // the hypotheses about this parameter alone
	for _, h := range hyps.Conjuncts() {
		if vs := h.Vars(); len(vs) == 1 && vs[0] == v {
			here = append(here, h)
		}
	}
	given := expr.And(here...)
	// Not of their conjunction, which may come out shorter than its parts.
	roots, ok := rationalRoots(v, f, given)
	if !ok || len(roots) == 0 || len(roots) > maxLineRoots {
		return f, false
	}
	// Places alternate: before the first root, the root, the gap after it, …
	point := make([]*big.Rat, v+1)
	side := make([]int8, 2*len(roots)+1) // 1 inside, 0 outside, -1 where nobody asks
	for i := range side {
		point[v] = placeOf(roots, i)
		switch {
		case !given.Eval(point):
			side[i] = -1
		case f.Eval(point):
			side[i] = 1
		}
	}
	in, out := intervals(v, roots, side, 1), expr.Not(intervals(v, roots, side, 0))
	if out.Size() < in.Size() {
		in = out
	}
	return in, true
}

// rationalRoots lists, ascending, where the atoms of formulas in one variable
// vanish; false if that is at an irrational number.
func rationalRoots(v algebra.Var, fs ...expr.Formula) ([]*big.Rat, bool) {
	var roots []*big.Rat
	ok := true
	seen := map[string]bool{}
	collect := func(a expr.Atom) {
		key := a.P.Key()
		if !ok || seen[key] {
			return
		}
		seen[key] = true
		for _, x := range algebra.Legible(a.P).List {
			if x.P.Degree(v) != 1 {
				ok = false
				return
			}
			cs := x.P.Coeffs(v)
			b, _ := cs[0].Const()
			c, _ := cs[1].Const()
			r := new(big.Rat).SetFrac(b.Big(), c.Big())
			roots = append(roots, r.Neg(r))
		}
	}
	for _, f := range fs {
		f.Atoms(collect)
	}
	slices.SortFunc(roots, (*big.Rat).Cmp)
	return slices.CompactFunc(roots, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 }), ok
}

// placeOf is a number at place i of the line: roots at the odd places.
func placeOf(roots []*big.Rat, i int) *big.Rat {
	switch k := i / 2; {
	case i%2 == 1:
		return roots[k]
	case k == 0:
		return new(big.Rat).Sub(roots[0], big.NewRat(1, 1))
	case k == len(roots):
		return new(big.Rat).Add(roots[k-1], big.NewRat(1, 1))
	default:
		m := new(big.Rat).Add(roots[k-1], roots[k])
		return m.Mul(m, big.NewRat(1, 2))
	}
}

// intervals describes the places of one side. Runs reach over places where nobody
// asks.
func intervals(v algebra.Var, roots []*big.Rat, side []int8, want int8) expr.Formula {
	x := algebra.FromPoly(algebra.Variable(v))
	var runs []expr.Formula
	for i := 0; i < len(side); i++ {
		if side[i] != want {
			continue
		}
		from, to := i, i
		for from > 0 && side[from-1] == -1 {
			from--
		}
		for to+1 < len(side) && (side[to+1] == want || side[to+1] == -1) {
			to++
		}
		var ends []expr.Formula
		switch {
		case from == 0:
		case from%2 == 1:
			ends = append(ends, expr.Compare(x, expr.GE, algebra.FromRat(roots[from/2])))
		default:
			ends = append(ends, expr.Compare(x, expr.GT, algebra.FromRat(roots[from/2-1])))
		}
		switch {
		case to == len(side)-1:
		case to%2 == 1:
			ends = append(ends, expr.Compare(x, expr.LE, algebra.FromRat(roots[to/2])))
		default:
			ends = append(ends, expr.Compare(x, expr.LT, algebra.FromRat(roots[to/2])))
		}
		if from == to && from%2 == 1 {
			ends = []expr.Formula{expr.Compare(x, expr.EQ, algebra.FromRat(roots[from/2]))}
		}
		runs = append(runs, expr.And(ends...))
		i = to
	}
	return expr.Or(runs...)
}
