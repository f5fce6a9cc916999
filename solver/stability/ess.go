package stability

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
)

// Bounds for the off-support actions whose ties with the equilibrium are examined for
// evolutionary stability. Every set of different equations is a case; those that are
// proved never to hold, as all are against a strict equilibrium, do not count. And in
// each case a condition is written for every set of the actions that tie.
const (
	maxTies      = 4 // equations
	maxTied      = 4 // actions in one case, where the game has several parameters
	maxTiedAlone = 7 // with one parameter, or none
)

// tie is an equation under which actions earn as much as the equilibrium.
type tie struct {
	actions []int
	holds   expr.Formula
}

// ess is the condition, where the symmetric profile with support I and weights w
// is an equilibrium, that its strategy is evolutionarily stable: against every
// mutant that is also a best reply it does strictly better than the mutant does
// against itself (Maynard Smith and Price 1973). With B the off-support actions
// that are best replies, this is strict copositivity of a quadratic form on
// directions that are free on I and non-negative on B (Haigh 1975; Abakuks
// 1980). The judge knows where the profile is an equilibrium; ok is false when too
// many actions could tie there.
func (b *bimatrix) ess(ctx context.Context, where *judge, I []int, w []algebra.Poly) (f expr.Formula, ok bool) {
	a := b.u[0]
	// A tie is where k earns as much as the equilibrium: the sign of the weights' sum
	// cancels in "= 0" and "!= 0".
	var ties []tie
	known := make(map[string]int) // by its equation, a tie
	var never []string
	for k := range a {
		if slices.Contains(I, k) {
			continue
		}
		diff := make([]algebra.Poly, len(I))
		for c, i := range I {
			diff[c] = a[k][i].Sub(a[I[0]][i])
		}
		p, _ := dot(diff, w).Primitive()
		key := p.String()
		if t, ok := known[key]; ok {
			ties[t].actions = append(ties[t].actions, k)
			continue
		}
		if holds := expr.Sign(p, expr.EQ); !slices.Contains(never, key) && !where.refutes(ctx, holds) {
			known[key] = len(ties)
			ties = append(ties, tie{[]int{k}, holds})
		} else {
			never = append(never, key)
		}
	}
	if len(ties) > maxTies {
		return expr.Formula{}, false
	}
	most := maxTied
	if b.parameters() < 2 {
		most = maxTiedAlone
	}
	var any []expr.Formula
	for set := range 1 << len(ties) {
		var tied []int
		var all []expr.Formula
		for i, t := range ties {
			if set&(1<<i) != 0 {
				tied = append(tied, t.actions...)
				all = append(all, t.holds)
			} else {
				all = append(all, expr.Not(t.holds))
			}
		}
		if len(tied) > most {
			if where.refutes(ctx, expr.And(all...)) {
				continue
			}
			return expr.Formula{}, false
		}
		all = append(all, stableDirections(a, I, tied))
		any = append(any, expr.And(all...))
	}
	return expr.Or(any...), true
}

// parameters counts the parameters of the payoffs.
func (b *bimatrix) parameters() int {
	var vars []algebra.Var
	for _, u := range b.u {
		for _, row := range u {
			for _, p := range row {
				vars = append(vars, p.Vars()...)
			}
		}
	}
	slices.Sort(vars)
	return len(slices.Compact(vars))
}

// stableDirections is the condition that -z'Az > 0 for all z != 0 with Σz = 0, z
// free on I, non-negative on B and zero elsewhere. The coordinate I[0] is
// eliminated; then the free block must be positive definite and its Schur
// complement strictly copositive.
func stableDirections(a [][]algebra.Poly, I, B []int) expr.Formula {
	o := I[0]
	coord := append(append([]int(nil), I[1:]...), B...)
	nf := len(I) - 1
	c := make([][]algebra.Poly, len(coord))
	for p, k := range coord {
		c[p] = make([]algebra.Poly, len(coord))
		for q, l := range coord {
			// Minus twice the symmetric part of the form.
			c[p][q] = a[k][o].Add(a[o][l]).Add(a[l][o]).Add(a[o][k]).
				Sub(a[k][l]).Sub(a[l][k]).Sub(a[o][o]).Sub(a[o][o])
		}
	}
	var all []expr.Formula
	for k := 1; k <= nf; k++ {
		all = append(all, expr.Sign(determinant(c, first(k), first(k)), expr.GT))
	}
	// Entry (p, q) of the Schur complement times the positive determinant of the
	// free block is the determinant of that block bordered by p and q.
	s := make([][]algebra.Poly, len(B))
	for p := range B {
		s[p] = make([]algebra.Poly, len(B))
		for q := range B {
			s[p][q] = determinant(c, append(first(nf), nf+p), append(first(nf), nf+q))
		}
	}
	return expr.And(append(all, strictlyCopositive(s))...)
}

// strictlyCopositive is Keller's criterion (Cottle, Habetler and Lemke 1970): a
// symmetric matrix is strictly copositive iff every principal submatrix whose
// last-row cofactors are all positive has positive determinant.
func strictlyCopositive(s [][]algebra.Poly) expr.Formula {
	var all []expr.Formula
	for set := 1; set < 1<<len(s); set++ {
		var idx []int
		for k := range s {
			if set&(1<<k) != 0 {
				idx = append(idx, k)
			}
		}
		last := len(idx) - 1
		var positive []expr.Formula
		for k := range idx {
			cols := append(append([]int(nil), idx[:k]...), idx[k+1:]...)
			cof := determinant(s, idx[:last], cols)
			if (last+k)%2 == 1 {
				cof = cof.Neg()
			}
			positive = append(positive, expr.Sign(cof, expr.GT))
		}
		all = append(all, expr.Implies(expr.And(positive...), expr.Sign(determinant(s, idx, idx), expr.GT)))
	}
	return expr.And(all...)
}

func first(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// determinant of the submatrix with the given rows and columns.
func determinant(a [][]algebra.Poly, rows, cols []int) algebra.Poly {
	picked := make([][]algebra.Poly, len(rows))
	for k, r := range rows {
		picked[k] = a[r]
	}
	return determinants(picked, cols)[1<<len(rows)-1]
}
