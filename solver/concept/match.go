package concept

import (
	"context"
	"slices"
	"sync"

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

// Sole is a number on which all equilibria agree, as far as they do.
type Sole struct {
	// Value has a variable of its own, Root, where the number is no rational function
	// of the parameters: there, it is the only one with which Solves holds for some
	// Unknowns.
	Value    expr.Value
	Root     algebra.Var
	Unknowns []algebra.Var
	Solves   expr.Formula
	// Poly, where it is not 0, vanishes with Root, which no rational function stands in for.
	Poly algebra.Poly
	// Defined says where an equilibrium exists and all of them agree. Where Open holds
	// it is not known whether they do.
	Defined, Open expr.Formula
}

// RootWhere is the condition under which Value mentions Root: Solves says nothing
// elsewhere.
func (n Sole) RootWhere() expr.Formula {
	var any []expr.Formula
	for _, c := range n.Value.Cases {
		if c.Is.Num().Has(n.Root) {
			any = append(any, c.When)
		}
	}
	return expr.Or(any...)
}

// Within is the table without the rows that exist nowhere where a condition holds.
func (t *Table) Within(ctx context.Context, s *Settler, f expr.Formula) *Table {
	out := *t
	out.Rows = slices.DeleteFunc(slices.Clone(t.Rows), func(r *Row) bool {
		return s.Soon(ctx, expr.And(f, r.Exists)) == prove.No
	})
	return &out
}

// Room is the first variable that the comparison of two rows leaves unused.
func (t *Table) Room() algebra.Var {
	most := 0
	for _, r := range t.Rows {
		most = max(most, r.Sentence.Unknowns)
	}
	return len(t.Model.Head().Params) + 2*most
}

// Only returns the number that amount reads off the rows. A number that is no
// rational function becomes the variable root, which nothing else may use.
func (t *Table) Only(ctx context.Context, s *Settler, amount func(*Row) Amount, root algebra.Var) Sole {
	out := Sole{Root: root}
	var parts []part
	for _, r := range t.Rows {
		a := amount(r)
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
	several := expr.False() // one row, or two, with many values
	for i, p := range parts {
		for _, q := range parts[:i] {
			if both := expr.And(p.when, q.when, expr.Compare(p.is, expr.NE, q.is)); s.Soon(ctx, both) != prove.No {
				several = expr.Or(several, both)
			}
		}
	}
	polys := 0
	for i, r := range t.Rows {
		a := amount(r)
		except := expr.And(r.Exists, a.unknown())
		// What is asked of the row matters where there is not more than one value yet.
		over := func() bool {
			return except.IsFalse() || s.Soon(ctx, expr.And(except, expr.Not(several))) == prove.No
		}
		if over() {
			continue
		}
		unclear := expr.False()
		for j, q := range t.Rows {
			if b := amount(q); j != i && (j < i || b.Known()) {
				apart, known := s.apart(ctx, r, a, q, b)
				if several = expr.Or(several, apart); !known {
					unclear = expr.Or(unclear, expr.And(r.Exists, q.Exists))
				}
			}
		}
		if over() {
			continue
		}
		many, unsure, known := s.many(ctx, r, a)
		out.Open = expr.Or(out.Open, expr.And(except, unsure))
		if !known {
			continue
		}
		several, out.Open = expr.Or(several, many), expr.Or(out.Open, unclear)
		many = expr.Or(many, unsure)
		x := algebra.FromPoly(algebra.Variable(root))
		parts = merge(parts, part{expr.And(except, expr.Not(many)), x})
		out.Solves = expr.Or(out.Solves, expr.And(except, r.Sentence.Holds, a.Raw.Compare(expr.EQ, expr.Plain(x))))
		polys++
		if out.Poly = (algebra.Poly{}); !a.Poly.IsZero() && polys == 1 {
			out.Poly = Rename(root+1, a.Unknown, root).Poly(a.Poly)
		}
		for k := range r.Sentence.Unknowns {
			if v := len(s.head.Params) + k; !slices.Contains(out.Unknowns, v) {
				out.Unknowns = append(out.Unknowns, v)
			}
		}
	}
	some := expr.False()
	for _, p := range parts {
		out.Value.Cases = append(out.Value.Cases, expr.Case{When: p.when, Is: p.is})
		some = expr.Or(some, p.when)
	}
	out.Defined = s.Simplify(ctx, expr.And(some, expr.Not(several)))
	if !out.Open.IsFalse() {
		out.Open = s.Simplify(ctx, expr.And(out.Open, expr.Not(several)))
	}
	out.Value.Cases = disjoint(out.Value.Cases)
	return out
}

// unknown is where an amount has no form.
func (a Amount) unknown() expr.Formula {
	if a.Value == nil {
		return expr.True()
	}
	return a.Except
}

// many is the condition that a row has two equilibria that differ in a number. Where
// unsure holds they may: two differ in something that the number is made of. Nothing
// is known where known is false, and unsure is true.
func (s *Settler) many(ctx context.Context, r *Row, a Amount) (many, unsure expr.Formula, known bool) {
	if a.Raw == nil || r.Sentence.Unknowns == 0 {
		return expr.False(), expr.True(), false
	}
	if many, known = s.apart(ctx, r, a, r, a); known {
		return many, expr.False(), true
	}
	for i := range r.Sentence.Unknowns {
		v := Variable(len(s.head.Params) + i)
		x := Amount{Raw: &v}
		differ, known := s.apart(ctx, r, x, r, x)
		if !known {
			return expr.False(), expr.True(), false
		}
		unsure = expr.Or(unsure, differ)
	}
	return expr.False(), unsure, true
}

// apart is the condition that there are equilibria of two rows that differ in a number.
func (s *Settler) apart(ctx context.Context, r *Row, a Amount, q *Row, b Amount) (expr.Formula, bool) {
	if s.Soon(ctx, expr.And(r.Exists, q.Exists)) == prove.No {
		return expr.False(), true
	}
	if a.Raw == nil || b.Raw == nil {
		return expr.False(), false
	}
	first, k := len(s.head.Params), r.Sentence.Unknowns
	to := make(Renaming, first+q.Sentence.Unknowns)
	for v := range to {
		if to[v] = v; v >= first {
			to[v] += k
		}
	}
	both := expr.And(r.Exists, q.Exists, r.Sentence.Holds, to.Formula(q.Sentence.Holds))
	f := expr.And(both, a.Raw.Compare(expr.NE, to.Value(*b.Raw)))
	if s.Possible(ctx, f) == prove.No {
		return expr.False(), true
	}
	if r != q && s.Soon(ctx, expr.And(both, a.Raw.Compare(expr.EQ, to.Value(*b.Raw)))) == prove.No {
		return expr.And(r.Exists, q.Exists), true
	}
	s.differences.Lock()
	defer s.differences.Unlock()
	key := f.Key()
	d, ok := s.differences.found[key]
	if !ok {
		d.where, d.known = s.Exists(ctx, Candidate{k + q.Sentence.Unknowns, f})
		if ctx.Err() == nil {
			if s.differences.found == nil {
				s.differences.found = make(map[string]difference)
			}
			s.differences.found[key] = d
		}
	}
	return d.where, d.known
}

// differences remembers where equilibria differ in an unknown, which several numbers
// are made of.
type differences struct {
	sync.Mutex
	found map[string]difference
}

type difference struct {
	where expr.Formula
	known bool
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
