package concept

import (
	"context"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// SettleCases settles a sentence that is a disjunction, case by case, since each
// may pin its unknowns down by equations of its own. An unknown that two cases pin
// down differently at the same parameters has no value there.
func (s *Settler) SettleCases(ctx context.Context, unknowns int, cases []expr.Formula) Settled {
	var found []Settled
	for _, f := range cases {
		st := s.Settle(ctx, Candidate{unknowns, f})
		if st.Open {
			return Settled{Open: true}
		}
		if !st.Exists.IsFalse() {
			found = append(found, st)
		}
	}
	switch len(found) {
	case 0:
		return Settled{Exists: expr.False(), Values: make([]Amount, unknowns)}
	case 1:
		return found[0]
	}
	out := Settled{Values: make([]Amount, unknowns)}
	for _, st := range found {
		out.Exists = expr.Or(out.Exists, st.Exists)
	}
	out.Exists = s.Simplify(ctx, out.Exists)
	out.KnifeEdge = s.Negligible(ctx, out.Exists)
	for i := range out.Values {
		out.Values[i] = s.together(ctx, found, i)
	}
	return out
}

// together joins what several cases say of unknown i.
func (s *Settler) together(ctx context.Context, found []Settled, i int) Amount {
	var parts []part
	except := expr.False()
	for _, st := range found {
		a := st.Values[i]
		if a.Value == nil {
			except = expr.Or(except, st.Exists)
			continue
		}
		except = expr.Or(except, expr.And(st.Exists, a.Except))
		for _, k := range a.Value.Cases {
			parts = merge(parts, part{expr.And(st.Exists, k.When), k.Is})
		}
	}
	if len(parts) == 0 {
		return Amount{}
	}
	for j, p := range parts {
		for _, q := range parts[:j] {
			differ := expr.And(p.when, q.when, expr.Compare(p.is, expr.NE, q.is))
			if s.Soon(ctx, differ) != prove.No {
				except = expr.Or(except, differ)
			}
		}
	}
	v := expr.Value{}
	for _, p := range parts {
		v.Cases = append(v.Cases, expr.Case{When: p.when, Is: p.is})
	}
	v.Cases = disjoint(v.Cases)
	if len(v.Cases) == 1 {
		v = expr.Plain(parts[0].is)
	}
	return Amount{Value: &v, Except: except}
}

// Strict splits a condition by where its comparisons that mention variables hold
// strictly, an open set, and where one of them is an equation.
func Strict(f expr.Formula, vars ...algebra.Var) (open expr.Formula, edges []expr.Formula) {
	open = f.Map(func(a expr.Atom) expr.Formula {
		if mentionsAny(a.P, vars) {
			op := a.Op
			switch op {
			case expr.LE:
				op = expr.LT
			case expr.GE:
				op = expr.GT
			case expr.EQ:
				return expr.False()
			}
			return expr.Sign(a.P, op)
		}
		return expr.Formula{Kind: expr.KAtom, Atom: a}
	})
	seen := make(map[string]bool)
	f.Atoms(func(a expr.Atom) {
		if weak := a.Op == expr.LE || a.Op == expr.GE || a.Op == expr.EQ; weak && mentionsAny(a.P, vars) && !seen[a.P.Key()] {
			seen[a.P.Key()] = true
			edges = append(edges, expr.And(f, expr.Sign(a.P, expr.EQ)))
		}
	})
	return open, edges
}

func mentionsAny(p algebra.Poly, vars []algebra.Var) bool {
	for _, v := range vars {
		if p.Has(v) {
			return true
		}
	}
	return false
}
