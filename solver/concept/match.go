package concept

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// Demand asks that at a place a player, or whoever chooses there (Anyone), chooses
// the given action with certainty.
type Demand struct {
	Place  string
	Player int
	Action string
}

// Anyone is the player of a demand at a place where one player chooses.
const Anyone = -1

// meets reports whether a row plays what is demanded.
func (r *Row) meets(demands []Demand) bool {
	return !slices.ContainsFunc(demands, func(d Demand) bool {
		return !slices.ContainsFunc(r.Play, func(c Choice) bool {
			return c.Place == d.Place && (d.Player == Anyone || d.Player == c.Player) && c.Pure() && c.Over[0] == d.Action
		})
	})
}

// Some is the condition that some equilibrium meets all demands.
func (t *Table) Some(demands []Demand) expr.Formula {
	var any []expr.Formula
	for _, r := range t.Rows {
		if r.meets(demands) {
			any = append(any, r.Exists)
		}
	}
	return expr.Or(any...)
}

// Every is the condition that no equilibrium fails a demand; with Some() empty
// nothing, it is meant where an equilibrium exists.
func (t *Table) Every(demands []Demand) expr.Formula {
	var none []expr.Formula
	for _, r := range t.Rows {
		if !r.meets(demands) {
			none = append(none, expr.Not(r.Exists))
		}
	}
	return expr.And(none...)
}

// Only returns the number that amount reads off the rows, at the parameters where
// an equilibrium exists and all of them agree on it (defined). Where open holds it is
// not known whether they do, or no form of the number was found.
func (t *Table) Only(ctx context.Context, s *Settler, amount func(*Row) Amount) (v expr.Value, defined, open expr.Formula) {
	var parts []part
	several := expr.False() // one row, many values
	for _, r := range t.Rows {
		a := amount(r)
		if except := expr.And(r.Exists, a.unknown()); !except.IsFalse() && s.Soon(ctx, except) != prove.No {
			many, known := s.many(ctx, r, a)
			if !known {
				open = expr.Or(open, except)
			} else {
				several = expr.Or(several, many)
				open = expr.Or(open, expr.And(except, expr.Not(many)))
			}
		}
		if a.Value == nil {
			continue
		}
		for _, c := range a.Value.Cases {
			when := expr.And(r.Exists, c.When, expr.Not(a.Except))
			if a.Partial {
				when = expr.And(when, a.Where)
			}
			if s.Soon(ctx, when) == prove.No {
				continue
			}
			parts = merge(parts, part{when, c.Is})
		}
	}
	some := expr.False()
	agree := expr.True()
	for i, p := range parts {
		v.Cases = append(v.Cases, expr.Case{When: p.when, Is: p.is})
		some = expr.Or(some, p.when)
		for _, q := range parts[:i] {
			if both := expr.And(p.when, q.when); s.Soon(ctx, both) != prove.No {
				agree = expr.And(agree, expr.Implies(both, expr.Compare(p.is, expr.EQ, q.is)))
			}
		}
	}
	defined = s.Simplify(ctx, expr.And(some, agree, expr.Not(several)))
	if !open.IsFalse() {
		open = s.Simplify(ctx, expr.And(open, agree, expr.Not(several)))
	}
	v.Cases = disjoint(v.Cases)
	return v, defined, open
}

// unknown is where an amount has no form.
func (a Amount) unknown() expr.Formula {
	if a.Value == nil {
		return expr.True()
	}
	return a.Except
}

// many is the condition that a row has two equilibria that differ in a number.
func (s *Settler) many(ctx context.Context, r *Row, a Amount) (expr.Formula, bool) {
	k := r.Sentence.Unknowns
	if a.Raw == nil || k == 0 {
		return expr.False(), false
	}
	first := len(s.head.Params)
	to := make(Renaming, first+k)
	all := make([]algebra.Var, 2*k)
	for v := range to {
		to[v] = v
	}
	for i := range k {
		to[first+i] = first + k + i
		all[i], all[k+i] = first+i, first+k+i
	}
	f := expr.And(r.Sentence.Holds, to.Formula(r.Sentence.Holds), a.Raw.Compare(expr.NE, to.Value(*a.Raw)))
	many, ans := s.full.Eliminate(ctx, all, f)
	return many, ans == prove.Yes
}

// part is a number where a condition holds.
type part struct {
	when expr.Formula
	is   algebra.Ratio
}

// merge adds a part, to an earlier one of the same number if there is one.
func merge(parts []part, p part) []part {
	for i := range parts {
		if parts[i].is.Equal(p.is) {
			parts[i].when = expr.Or(parts[i].when, p.when)
			return parts
		}
	}
	return append(parts, p)
}

// disjoint makes the guards of cases exclude each other, the earlier one winning,
// as expr.Value wants them.
func disjoint(cases []expr.Case) []expr.Case {
	before := expr.False()
	for i, c := range cases {
		cases[i].When = expr.And(c.When, expr.Not(before))
		before = expr.Or(before, c.When)
	}
	return cases
}
