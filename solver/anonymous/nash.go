// Package anonymous finds the equilibria of exchangeable players with two actions
// whose number is a parameter, as conditions that hold for every whole number of them.
//
// What a player gains by the second action over the first depends on how many of the
// n - 1 others choose it: g(0), ..., g(n - 1). All conditions are about the signs of
// this sequence. The chance that the symmetric mixture q makes a player indifferent is
// a polynomial in Bernstein form whose coefficients are the sequence, so that its roots
// between 0 and 1 are at most as many as the sequence has changes of sign, and as many
// up to an even number (Descartes' rule; Karlin 1968, Total Positivity, on variation diminishing).
package anonymous

import (
	"context"
	"errors"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// ErrUndefined says that a payoff may divide by zero for some number of others.
var ErrUndefined = errors.New("a payoff may divide by zero for some number of other players")

// Codes of where in a row's play the players stand: all at one action, some at each,
// or all mixing alike.
const (
	Some = "some"
	Mix  = "mix"
)

// Nash lists the pure equilibria, by whether all choose one action or some each, and
// the symmetric mixed ones.
func Nash(ctx context.Context, g *games.Anonymous) (*concept.Table, error) {
	settler := concept.NewSettler(g)
	s, err := NewGains(ctx, g, settler)
	if err != nil {
		return nil, err
	}
	out := &concept.Table{Model: g, Concept: "nash", Complete: true}
	out.Rows = append(out.Rows, s.all(0), s.all(1))
	if s.open {
		out.Complete = false
		out.Reasons = append(out.Reasons, note.New(note.NotMonotone, g.Actions[1]))
		return s.kept(ctx, out), s.calc.Err
	}
	out.Rows = append(out.Rows, s.some(), s.mixed())
	if open := s.twoChanges(); settler.Possible(ctx, open) != prove.No {
		out.Complete = false
		out.Reasons = append(out.Reasons, note.New(note.TwoChanges, g.Printer().Formula(settler.Simplify(ctx, open))))
	}
	return s.kept(ctx, out), s.calc.Err
}

// kept drops the rows that never exist, and says which are knife-edges.
func (s *Gains) kept(ctx context.Context, t *concept.Table) *concept.Table {
	rows := t.Rows[:0]
	for _, r := range t.Rows {
		if s.settler.Possible(ctx, r.Exists) == prove.No {
			continue
		}
		r.Exists = s.settler.Simplify(ctx, r.Exists)
		r.KnifeEdge = s.settler.Negligible(ctx, r.Exists)
		for i := range r.Columns {
			r.Columns[i].When = s.settler.Simplify(ctx, r.Columns[i].When)
		}
		rows = append(rows, r)
	}
	t.Rows = rows
	return t
}

// compare compares a value with 0.
func compare(v expr.Value, op expr.Op) expr.Formula {
	return v.Compare(op, concept.Zero)
}

// All is the condition that everybody at an action is an equilibrium; with strict set,
// that every deviation costs something.
func (s *Gains) All(action int, strict bool) expr.Formula {
	switch {
	case action == 0 && strict:
		return compare(s.First, expr.LT)
	case action == 0:
		return compare(s.First, expr.LE)
	case strict:
		return compare(s.Last, expr.GT)
	}
	return compare(s.Last, expr.GE)
}

// Payoff is what each gets when all choose an action.
func (s *Gains) Payoff(action int) expr.Value {
	if action == 0 {
		return s.at(s.g.Payoff[0], algebra.Ratio{})
	}
	return s.at(s.g.Payoff[1], s.last)
}

// all is the row of everybody at an action.
func (s *Gains) all(action int) *concept.Row {
	exists := s.All(action, false)
	r := &concept.Row{
		Exists:  exists,
		Play:    []concept.Choice{{Place: s.g.Prefix, Over: []string{s.g.Actions[action]}, Probs: []concept.Amount{concept.Formula(algebra.FromInt(1))}}},
		Numbers: []concept.Number{{Code: "payoff", Name: s.g.Prefix, Is: concept.Exactly(s.Payoff(action))}},
		Columns: []concept.Column{{Code: "strict", When: s.All(action, true)}},
	}
	if f, ok := s.Laplacian(action); ok {
		r.Columns = append(r.Columns, concept.Column{Code: "laplacian", When: expr.And(exists, f)})
	}
	return r
}

// Laplacian is the condition that an action is the only best reply to the belief that
// every number of others at the second action is as likely as any other. Where the
// gain rises in that number it is the action that global games select (Morris and Shin
// 2003; Frankel, Morris and Pauzner 2003). It is found where the gain between is linear.
func (s *Gains) Laplacian(action int) (expr.Formula, bool) {
	if s.open || !s.linear {
		return expr.Formula{}, false
	}
	half := algebra.FromInt(2).Inv()
	terms := expr.Plain(s.last.Sub(algebra.FromInt(1)).Mul(half)) // of the others, (n - 2)/2
	sum := s.calc.Add(s.calc.Add(s.First, s.Last), s.calc.Mul(terms, s.calc.Add(s.Low, s.High)))
	if action == 0 {
		return compare(sum, expr.LT), true
	}
	return compare(sum, expr.GT), true
}

// Some is the condition that there are pure equilibria in which some choose each
// action.
func (s *Gains) Some() expr.Formula {
	three, four := s.size(expr.GE, 3), s.size(expr.GE, 4)
	crosses := func(v, w expr.Value) expr.Formula {
		return expr.And(compare(v, expr.GE), compare(w, expr.LE))
	}
	return expr.Or(
		expr.And(s.two, crosses(s.First, s.Last)),
		expr.And(three, expr.Or(crosses(s.First, s.Low), crosses(s.High, s.Last))),
		expr.And(four, s.falls, crosses(s.Low, s.High)),
	)
}

// some is the row of pure equilibria in which some choose each action: k of them the
// second where g(k - 1) >= 0 >= g(k).
func (s *Gains) some() *concept.Row {
	r := &concept.Row{
		Exists: s.Some(),
		Play:   []concept.Choice{{Place: s.g.Prefix, Over: s.g.Actions[:], At: Some}},
	}
	// Where g is one falling line, k lies within one of its zero.
	if root, ok := s.zero(); ok {
		one := algebra.FromInt(1)
		r.Numbers = []concept.Number{
			{Code: "fewest", Name: s.g.Actions[1], Is: concept.Formula(root)},
			{Code: "most", Name: s.g.Actions[1], Is: concept.Formula(root.Add(one))},
		}
	}
	return r
}

// Exactly is the condition that k players at an action and all others at the other
// one is an equilibrium; k is a whole number from 1 to n - 1, which is part of the
// condition as far as a formula over the reals can say it.
func (s *Gains) Exactly(action int, k algebra.Ratio) (expr.Formula, error) {
	if action == 0 {
		k = s.g.Count.Sub(k)
	}
	one := algebra.FromInt(1)
	gain := s.calc.Sub(s.g.Payoff[1], s.g.Payoff[0])
	inside := expr.And(expr.Compare(k, expr.GE, one), expr.Compare(k, expr.LE, s.last))
	f := expr.And(inside, compare(s.at(gain, k.Sub(one)), expr.GE), compare(s.at(gain, k), expr.LE))
	return f, s.calc.Err
}

// zero is where g, one line, is 0.
func (s *Gains) zero() (algebra.Ratio, bool) {
	line, ok := s.inner.Ratio()
	if !ok || !s.whole {
		return algebra.Ratio{}, false
	}
	k := s.g.Others
	co := line.Num().Coeffs(k)
	if len(co) < 2 {
		return algebra.Ratio{}, false
	}
	return algebra.RatioOf(co[0].Neg(), co[1]), true
}

// Mixed is the condition that there is a symmetric equilibrium in which all mix. Where
// twoChanges holds there may be more of them.
func (s *Gains) Mixed() expr.Formula {
	return s.signs(func(at []expr.Value) expr.Formula {
		any := []expr.Formula{}
		zeros := expr.True()
		for i := range at {
			after := expr.True()
			for j := len(at) - 1; j > i; j-- {
				opposite := expr.Or(expr.And(compare(at[i], expr.GT), compare(at[j], expr.LT)), expr.And(compare(at[i], expr.LT), compare(at[j], expr.GT)))
				any = append(any, expr.And(zeros, opposite, after))
				after = expr.And(after, compare(at[j], expr.EQ))
			}
			zeros = expr.And(zeros, compare(at[i], expr.EQ))
		}
		return expr.Or(append(any, zeros)...)
	})
}

// twoChanges is the condition that the gain changes its sign twice, so that there are
// two symmetric mixed equilibria or none.
func (s *Gains) twoChanges() expr.Formula {
	return s.signs(func(at []expr.Value) expr.Formula {
		var any []expr.Formula
		for i := range at {
			for j := i + 1; j < len(at); j++ {
				for k := j + 1; k < len(at); k++ {
					for _, ops := range [][2]expr.Op{{expr.GT, expr.LT}, {expr.LT, expr.GT}} {
						any = append(any, expr.And(compare(at[i], ops[0]), compare(at[j], ops[1]), compare(at[k], ops[0])))
					}
				}
			}
		}
		return expr.And(expr.Or(any...), expr.Not(s.Mixed()))
	})
}

// signs splits by whether there is anything between the first and the last gain.
func (s *Gains) signs(f func(at []expr.Value) expr.Formula) expr.Formula {
	return expr.Or(
		expr.And(s.two, f([]expr.Value{s.First, s.Last})),
		expr.And(s.size(expr.GE, 3), f([]expr.Value{s.First, s.Low, s.High, s.Last})),
	)
}

// mixed is the row of the symmetric mixture, with its probability where the gain is one
// line, and otherwise the probability that none, or each, of the others chooses the
// second action, where the gain differs from a constant there alone.
func (s *Gains) mixed() *concept.Row {
	r := &concept.Row{Exists: s.Mixed()}
	choice := concept.Choice{Place: s.g.Prefix, Over: s.g.Actions[:], At: Mix}
	first, ok1 := s.First.Ratio()
	last, ok2 := s.Last.Ratio()
	inner, ok3 := s.inner.Ratio()
	share := func(a, b algebra.Ratio) (concept.Amount, bool) { // a/(a - b)
		p, err := a.Div(a.Sub(b))
		if err != nil {
			return concept.Amount{}, false
		}
		out := concept.Formula(p)
		out.Except, out.Thin = expr.Compare(a, expr.EQ, b), true
		return out, true
	}
	one := algebra.FromInt(1)
	switch {
	case s.whole && ok1 && ok2:
		if q, ok := share(first, last); ok {
			p, _ := q.Value.Ratio()
			rest := concept.Formula(one.Sub(p))
			rest.Except, rest.Thin = q.Except, q.Thin
			choice.Probs, choice.At = []concept.Amount{rest, q}, ""
		}
	case ok1 && ok2 && ok3 && inner.Equal(last):
		if none, ok := share(last, first); ok {
			r.Numbers = append(r.Numbers, concept.Number{Code: "none_of_others", Name: s.g.Actions[1], Is: none})
		}
	case ok1 && ok2 && ok3 && inner.Equal(first):
		if each, ok := share(first, last); ok {
			r.Numbers = append(r.Numbers, concept.Number{Code: "all_others", Name: s.g.Actions[1], Is: each})
		}
	}
	if choice.Probs == nil {
		choice.Probs = make([]concept.Amount, 2)
	}
	r.Play = []concept.Choice{choice}
	return r
}

// Only is the condition that everybody at an action is the only equilibrium, mixed
// and asymmetric ones included. If it is an equilibrium, everybody at the other action
// is none and no pure one has some at each, then the gain has the action's sign for
// every number of others, or is 0: a change of sign towards the other end would leave
// one of those. Whoever chose the other action with positive probability would need a
// gain of 0 wherever the others may be, and then a pure equilibrium is there too.
func (s *Gains) Only(action int) expr.Formula {
	return expr.And(s.All(action, false), expr.Not(s.All(1-action, false)), expr.Not(s.Some()))
}

// Dominant is the condition that an action is strictly better whatever the others do.
func (s *Gains) Dominant(action int) expr.Formula {
	op := expr.LT
	if action == 1 {
		op = expr.GT
	}
	return s.signs(func(at []expr.Value) expr.Formula {
		f := expr.True()
		for _, v := range at {
			f = expr.And(f, compare(v, op))
		}
		return f
	})
}

// Open reports whether the conditions that need the signs between are not known.
func (s *Gains) Open() bool { return s.open }
