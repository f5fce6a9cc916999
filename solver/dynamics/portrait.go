package dynamics

import (
	"context"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/prove"
)

// planar is the condition for each kind of rest point of a system of two dimensions, by
// trace and determinant of the linearisation (Poincaré): a saddle, a node, a focus, or
// none of them where the eigenvalues are purely imaginary, a centre of affine systems.
// In discrete time a saddle has one eigenvalue inside the unit circle and one outside.
func (s *System) planar() (codes []string, kinds []expr.Formula) {
	n := len(s.vars) - len(s.d.Shares)
	if n != 2 {
		return nil, nil
	}
	zero, four := algebra.Ratio{}, algebra.FromInt(4)
	ask := func(f func(minusTrace, det algebra.Ratio) expr.Formula) expr.Formula {
		return s.linearised(func(c []algebra.Ratio) expr.Formula { return f(c[1], c[0]) })
	}
	turns := func(t, d algebra.Ratio) algebra.Ratio { return t.Mul(t).Sub(four.Mul(d)) }
	if s.d.Discrete {
		one := algebra.FromInt(1)
		ends := func(t, d algebra.Ratio) algebra.Ratio { return one.Add(t).Add(d).Mul(one.Sub(t).Add(d)) }
		return []string{"node", "focus", "saddle"}, []expr.Formula{
			ask(func(t, d algebra.Ratio) expr.Formula {
				return expr.And(expr.Compare(turns(t, d), expr.GE, zero), expr.Compare(ends(t, d), expr.GT, zero))
			}),
			ask(func(t, d algebra.Ratio) expr.Formula {
				return expr.And(expr.Compare(turns(t, d), expr.LT, zero), expr.Compare(d, expr.NE, one))
			}),
			ask(func(t, d algebra.Ratio) expr.Formula { return expr.Compare(ends(t, d), expr.LT, zero) }),
		}
	}
	codes = []string{"node", "focus", "saddle"}
	kinds = []expr.Formula{
		ask(func(t, d algebra.Ratio) expr.Formula {
			return expr.And(expr.Compare(turns(t, d), expr.GE, zero), expr.Compare(d, expr.GT, zero))
		}),
		ask(func(t, d algebra.Ratio) expr.Formula {
			return expr.And(expr.Compare(turns(t, d), expr.LT, zero), expr.Compare(t, expr.NE, zero))
		}),
		ask(func(t, d algebra.Ratio) expr.Formula { return expr.Compare(d, expr.LT, zero) }),
	}
	if s.affine() {
		codes = append(codes, "centre")
		kinds = append(kinds, ask(func(t, d algebra.Ratio) expr.Formula {
			return expr.And(expr.Compare(t, expr.EQ, zero), expr.Compare(d, expr.GT, zero))
		}))
	}
	return codes, kinds
}

// portrait lists the columns of the kinds that a rest point can have.
func (s *System) portrait(ctx context.Context, settler *concept.Settler, rest expr.Formula, st concept.Settled) []concept.Column {
	var out []concept.Column
	codes, kinds := s.planar()
	if codes == nil {
		codes, kinds = s.spatial()
	}
	for i, code := range codes {
		col := concept.Column{Code: code, Open: true}
		if f, ok := s.at(ctx, settler, rest, st, kinds[i], nil); ok {
			col = concept.Column{Code: code, When: expr.False()}
			if settler.Possible(ctx, f) != prove.No {
				col.When = settler.Simplify(ctx, f)
			}
		}
		out = append(out, col)
	}
	return out
}

// global is the column of where every course that stays in the ranges tends to a rest
// point. Of affine systems that is where it is stable. Of smooth systems of one
// dimension in continuous time it is where the square of the distance falls along every
// course (Lyapunov), which is exact. Of other systems nothing is said.
func (s *System) global(ctx context.Context, settler *concept.Settler, rest expr.Formula, st concept.Settled, stable expr.Formula) []concept.Column {
	if s.affine() && len(s.d.Shares) == 0 {
		return []concept.Column{{Code: "global", When: stable}}
	}
	rate, ok := s.d.Rates[0].Ratio()
	if !ok || s.d.Discrete || len(s.vars) != 1 {
		return nil
	}
	x := s.vars[0]
	z := x + 3
	move := concept.Rename(z+1, x, z)
	away := move.Ratio(rate).Mul(algebra.FromPoly(algebra.Variable(z).Sub(algebra.Variable(x))))
	bad := expr.And(move.Formula(s.space), expr.Sign(algebra.Variable(z).Sub(algebra.Variable(x)), expr.NE), expr.Compare(away, expr.GE, algebra.Ratio{}))
	gone, ans := settler.Eliminate(ctx, []algebra.Var{z}, bad)
	if ans != prove.Yes {
		return nil
	}
	f, ok := s.at(ctx, settler, rest, st, expr.Not(gone), nil)
	if !ok {
		return nil
	}
	return []concept.Column{{Code: "global", When: settler.Simplify(ctx, f)}}
}

// Bifurcations lists the polynomials in the parameters at whose zeros a rest point
// appears, vanishes, or gains or loses stability: where they change sign with all other
// conditions as they are, a condition of the table changes its truth. It does not look at
// models with sqrt, exp or log, nor at parameters on the edge of what is assumed.
func Bifurcations(ctx context.Context, t *concept.Table) []algebra.Poly {
	h := t.Model.Head()
	if len(h.Terms()) > 0 {
		return nil
	}
	var params []algebra.Var
	for i := range h.Params {
		params = append(params, i)
	}
	inside, _ := concept.Strict(games.Hypotheses(t.Model), params...)
	settler := concept.NewSettler(t.Model)
	var out []algebra.Poly
	seen := make(map[string]bool)
	for _, r := range t.Rows {
		conds := []expr.Formula{r.Exists}
		for _, c := range r.Columns {
			if c.Code == "stable" && !c.Open {
				conds = append(conds, c.When)
			}
		}
		for _, f := range conds {
			for _, p := range factors(f) {
				if key := p.Key(); !seen[key] && changes(ctx, settler, inside, f, p) {
					seen[key] = true
					out = append(out, p)
				}
			}
		}
	}
	return out
}

// factors lists the irreducible polynomials of a formula.
func factors(f expr.Formula) []algebra.Poly {
	var out []algebra.Poly
	seen := make(map[string]bool)
	f.Atoms(func(a expr.Atom) {
		for _, x := range algebra.Factorize(a.P).List {
			if p, _ := x.P.Primitive(); !seen[p.Key()] {
				seen[p.Key()] = true
				out = append(out, p)
			}
		}
	})
	return out
}

// changes reports whether it is proved that f differs on the two sides of the zeros of an
// irreducible p, close to some zero at which p changes sign and nothing else does.
func changes(ctx context.Context, settler *concept.Settler, inside, f expr.Formula, p algebra.Poly) bool {
	side := func(sign int) expr.Formula {
		return f.Map(func(a expr.Atom) expr.Formula {
			rest, odd := a.P, 0
			for {
				q, ok := rest.DivExact(p)
				if !ok {
					break
				}
				rest, odd = q, 1-odd
			}
			if odd == 1 && sign < 0 {
				rest = rest.Neg()
			}
			return expr.Sign(rest, a.Op)
		})
	}
	smooth := expr.False()
	for _, v := range p.Vars() {
		smooth = expr.Or(smooth, expr.Sign(p.Derivative(v), expr.NE))
	}
	at := []expr.Formula{inside, expr.Sign(p, expr.EQ), smooth}
	for _, q := range factors(f) {
		if !q.Equal(p) {
			at = append(at, expr.Sign(q, expr.NE))
		}
	}
	up, down := side(1), side(-1)
	differ := expr.Or(expr.And(up, expr.Not(down)), expr.And(down, expr.Not(up)))
	return settler.Possible(ctx, expr.And(append(at, differ)...)) == prove.Yes
}
