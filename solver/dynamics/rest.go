package dynamics

import (
	"context"
	"fmt"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// maxRestCandidates bounds the combinations of factors that are examined.
const maxRestCandidates = 2_000

// RestPoints lists the rest points of a system, by the factors of the rates that
// vanish: where they exist, where they are, and the column "stable", the condition
// that they exist and are locally asymptotically stable by the eigenvalues of the
// linearisation (Routh and Hurwitz; Schur and Jury for discrete time).
func RestPoints(ctx context.Context, d *games.Dynamics) (*concept.Table, error) {
	s := concept.NewSettler(d)
	sys := NewSystem(d)
	cands, err := sys.candidates(ctx, s)
	if err != nil {
		return nil, err
	}
	out := &concept.Table{Model: d, Concept: "rest"}
	out.Collect(ctx, len(cands), func(ctx context.Context, i int) (*concept.Row, *note.Note) {
		sentence := concept.Candidate{Unknowns: len(d.Variables), Holds: cands[i]}
		st := s.Settle(ctx, sentence)
		if st.Open {
			return nil, concept.LeftOut(fmt.Sprintf("rest points %d", i+1))
		}
		if st.Exists.IsFalse() {
			return nil, nil
		}
		r := &concept.Row{Exists: st.Exists, KnifeEdge: st.KnifeEdge, Sentence: sentence}
		calc := &concept.Calc{}
		for k, v := range d.Variables {
			r.Numbers = append(r.Numbers, concept.Number{Code: "rest", Name: v.Name, Is: calc.Settled(concept.Variable(sys.vars[k]), len(d.Params), st.Values)})
		}
		col := concept.Column{Code: "stable", Open: true}
		if f, ans := s.Eliminate(ctx, sys.vars, expr.And(cands[i], sys.Stable())); ans == prove.Yes {
			col = concept.Column{Code: "stable", When: s.Simplify(ctx, f)}
		}
		r.Columns = append(r.Columns, col)
		return r, nil
	})
	return out, nil
}

// System is a Dynamics made ready for questions about its rest points.
type System struct {
	d    *games.Dynamics
	vars []algebra.Var
	// drift is what must vanish: the rates, or in discrete time the changes.
	drift []expr.Value
	space expr.Formula // ranges and domain
}

// NewSystem prepares a system.
func NewSystem(d *games.Dynamics) *System {
	s := &System{d: d, space: d.Domain}
	calc := &concept.Calc{}
	for i, v := range d.Variables {
		x := len(d.Params) + i
		s.vars = append(s.vars, x)
		f := d.Rates[i]
		if d.Discrete {
			f = calc.Sub(f, concept.Variable(x))
		}
		s.drift = append(s.drift, f)
		s.space = expr.And(s.space, v.Within)
	}
	return s
}

// Vars are the variables, in order.
func (s *System) Vars() []algebra.Var { return s.vars }

// Rest is the condition on parameters and variables that the variables rest.
func (s *System) Rest() expr.Formula {
	all := []expr.Formula{s.space}
	for _, f := range s.drift {
		all = append(all, f.Compare(expr.EQ, concept.Zero))
	}
	return expr.And(all...)
}

// Affine reports whether the rates are affine in the variables, so that the
// linearisation is the system.
func (s *System) Affine() bool {
	return !slices.ContainsFunc(s.d.Rates, func(v expr.Value) bool {
		r, ok := v.Ratio()
		return !ok || slices.ContainsFunc(s.vars, r.Den().Has) || concept.Degree(r.Num(), s.vars) > 1
	})
}

// Stable is the condition on parameters and variables that all eigenvalues of the
// linearisation lie in the open left half plane, or in the open unit disc. Where
// pieces of the rates meet it is false.
func (s *System) Stable() expr.Formula {
	return s.linearised(func(c []algebra.Ratio) expr.Formula {
		if s.d.Discrete {
			return schur(c)
		}
		return hurwitz(c)
	})
}

// Unstable is the condition that some eigenvalue lies in the open right half plane,
// or outside the closed unit disc: with an unknown real and imaginary part beyond
// the variables, to be eliminated by the caller.
func (s *System) Unstable() (f expr.Formula, unknowns []algebra.Var) {
	re := len(s.d.Params) + len(s.vars)
	im := re + 1
	return s.linearised(func(c []algebra.Ratio) expr.Formula {
		// p(re + i·im), by Horner's rule.
		a, b := algebra.Ratio{}, algebra.Ratio{}
		x, y := algebra.FromPoly(algebra.Variable(re)), algebra.FromPoly(algebra.Variable(im))
		for k := len(c) - 1; k >= 0; k-- {
			a, b = a.Mul(x).Sub(b.Mul(y)).Add(c[k]), a.Mul(y).Add(b.Mul(x))
		}
		out := expr.Sign(algebra.Variable(re), expr.GT)
		if s.d.Discrete {
			out = expr.Compare(x.Mul(x).Add(y.Mul(y)), expr.GT, algebra.FromInt(1))
		}
		return expr.And(out, expr.Compare(a, expr.EQ, algebra.Ratio{}), expr.Compare(b, expr.EQ, algebra.Ratio{}))
	}), []algebra.Var{re, im}
}

// linearised asks something of the characteristic polynomial of the Jacobian in the
// interior of each piece of the rates.
func (s *System) linearised(ask func(c []algebra.Ratio) expr.Formula) expr.Formula {
	var any []expr.Formula
	var walk func(i int, when expr.Formula, rows [][]algebra.Ratio)
	walk = func(i int, when expr.Formula, rows [][]algebra.Ratio) {
		if when.IsFalse() {
			return
		}
		if i == len(s.d.Rates) {
			any = append(any, expr.And(when, ask(characteristic(rows))))
			return
		}
		for _, c := range s.d.Rates[i].Cases {
			row := make([]algebra.Ratio, len(s.vars))
			for j, v := range s.vars {
				row[j] = c.Is.Derivative(v)
			}
			open, _ := concept.Strict(c.When, s.vars...)
			walk(i+1, expr.And(when, open), append(rows[:len(rows):len(rows)], row))
		}
	}
	walk(0, expr.True(), nil)
	return expr.Or(any...)
}

// candidates splits the equations by their factors: of each, the first one that
// vanishes.
func (s *System) candidates(ctx context.Context, settler *concept.Settler) ([]expr.Formula, error) {
	pieces, err := settler.Pieces(ctx, s.drift)
	if err != nil {
		return nil, err
	}
	var out []expr.Formula
	for _, p := range pieces {
		var walk func(i int, f expr.Formula) error
		walk = func(i int, f expr.Formula) error {
			if f.IsFalse() || settler.Soon(ctx, f) == prove.No {
				return nil
			}
			if i == len(p.Ratio) {
				if len(out) == maxRestCandidates {
					return fmt.Errorf("the rates have more than %d combinations of factors", maxRestCandidates)
				}
				out = append(out, f)
				return nil
			}
			num, den := p.Ratio[i].Num(), p.Ratio[i].Den()
			f = expr.And(f, expr.Sign(den, expr.NE))
			if num.IsZero() {
				return walk(i+1, f)
			}
			before := expr.True()
			for _, x := range algebra.Factorize(num).List {
				if err := walk(i+1, expr.And(f, before, expr.Sign(x.P, expr.EQ))); err != nil {
					return err
				}
				before = expr.And(before, expr.Sign(x.P, expr.NE))
			}
			return nil
		}
		if err := walk(0, expr.And(s.space, p.When)); err != nil {
			return nil, err
		}
	}
	return out, nil
}
