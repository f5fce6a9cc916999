// Package continuous finds the pure Nash equilibria of games in which players
// choose numbers from ranges, as conditions on the parameters. Payoffs are rational
// functions, in pieces or not; a best reply is one against all choices of the range,
// found by eliminating the deviation, not by a second-order condition.
package continuous

import (
	"context"
	"errors"
	"fmt"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// ErrOpen says that the best replies of a player went beyond the budget.
var ErrOpen = errors.New("the best replies could not be found within the budget")

// System is a Continuous made ready for questions about its equilibria.
type System struct {
	g     *games.Continuous
	vars  []algebra.Var // what is chosen; one where all players are alike
	now   []expr.Value  // payoffs at the choices
	slope []expr.Value  // their derivatives in the players' own choices
	space expr.Formula  // ranges and domains
	reply []expr.Formula
}

// NewSystem finds the conditions for best replies: for each player one quantifier
// elimination of her deviation.
func NewSystem(ctx context.Context, g *games.Continuous, settler *concept.Settler) (*System, error) {
	s := &System{g: g, space: expr.True()}
	first := len(g.Params)
	d := first + len(g.Variables) + 1 // the deviation
	if g.Alike != nil {
		d++
	}
	for i := range g.Variables {
		s.vars = append(s.vars, first+i)
		s.space = expr.And(s.space, g.Variables[i].Within)
	}
	for i, u := range g.Payoffs {
		own := first + i
		deviate := concept.Rename(d+1, own, d)
		now, domain := u, g.Domain[i]
		other, elsewhere := deviate.Value(u), deviate.Formula(domain)
		slope := derivative(u, own)
		if g.Alike != nil { // the others choose as the player does
			same := concept.Rename(d+1, own+1, own)
			now, domain, slope = same.Value(now), same.Formula(domain), same.Value(slope)
			other, elsewhere = same.Value(other), same.Formula(elsewhere)
		}
		s.now, s.slope = append(s.now, now), append(s.slope, slope)
		s.space = expr.And(s.space, domain)
		within := deviate.Formula(g.Variables[i].Within)
		better := expr.And(s.ranges(), domain, within, elsewhere, other.Compare(expr.GT, now))
		gain, ans := settler.Eliminate(ctx, []algebra.Var{d}, better)
		if ans != prove.Yes {
			return nil, fmt.Errorf("%w: %s", ErrOpen, g.Players[i])
		}
		s.reply = append(s.reply, expr.Not(gain))
	}
	return s, nil
}

// ranges is the ranges of what all players choose.
func (s *System) ranges() expr.Formula {
	f := expr.True()
	for _, v := range s.g.Variables {
		f = expr.And(f, v.Within)
	}
	return f
}

// derivative differentiates piece by piece.
func derivative(v expr.Value, x algebra.Var) expr.Value {
	var out expr.Value
	for _, c := range v.Cases {
		out.Cases = append(out.Cases, expr.Case{When: c.When, Is: c.Is.Derivative(x)})
	}
	return out
}

// Vars are the variables of the choices, in the order of the players.
func (s *System) Vars() []algebra.Var { return s.vars }

// Equilibrium is the condition on parameters and choices that no player gains by
// another choice.
func (s *System) Equilibrium() expr.Formula {
	return expr.And(append([]expr.Formula{s.space}, s.reply...)...)
}

// place is where a choice lies in its range.
type place struct {
	code string
	when expr.Formula
}

// places lists where player i's choice may lie: at a closed end, or between.
func (s *System) places(i int) []place {
	v, x := s.g.Variables[i], concept.Variable(s.vars[i])
	inner := expr.True()
	var out []place
	if v.Low != nil {
		inner = expr.And(inner, x.Compare(expr.GT, v.Low.At))
		if v.Low.Closed {
			out = append(out, place{"low", x.Compare(expr.EQ, v.Low.At)})
		}
	}
	if v.High != nil {
		inner = expr.And(inner, x.Compare(expr.LT, v.High.At))
		if v.High.Closed {
			out = append(out, place{"high", expr.And(x.Compare(expr.EQ, v.High.At), low(v, x))})
		}
	}
	if _, smooth := s.now[i].Ratio(); smooth {
		inner = expr.And(inner, s.slope[i].Compare(expr.EQ, concept.Zero))
	}
	return append(out, place{"interior", inner})
}

// low keeps the upper end apart from the lower one where they may coincide.
func low(v games.Variable, x expr.Value) expr.Formula {
	if v.Low == nil || !v.Low.Closed {
		return expr.True()
	}
	return x.Compare(expr.GT, v.Low.At)
}

// Equilibria lists the pure equilibria by where in its range every choice lies: at
// an end, or in the interior, where the first-order condition helps to find it.
func Equilibria(ctx context.Context, g *games.Continuous) (*concept.Table, error) {
	settler := concept.NewSettler(g)
	s, err := NewSystem(ctx, g, settler)
	if err != nil {
		return nil, err
	}
	type candidate struct {
		codes []string
		holds expr.Formula
	}
	cands := []candidate{{nil, s.Equilibrium()}}
	for i := range s.vars {
		var next []candidate
		for _, c := range cands {
			for _, p := range s.places(i) {
				next = append(next, candidate{append(c.codes[:len(c.codes):len(c.codes)], p.code), expr.And(p.when, c.holds)})
			}
		}
		cands = next
	}
	out := &concept.Table{Model: g, Concept: "nash"}
	out.Collect(ctx, len(cands), func(ctx context.Context, i int) (*concept.Row, *note.Note) {
		c := cands[i]
		sentence := concept.Candidate{Unknowns: len(s.vars), Holds: c.holds}
		st := settler.Settle(ctx, sentence)
		if st.Open {
			return nil, concept.LeftOut(c.codes...)
		}
		if st.Exists.IsFalse() {
			return nil, nil
		}
		r := &concept.Row{Exists: st.Exists, KnifeEdge: st.KnifeEdge, Sentence: sentence}
		calc := &concept.Calc{}
		for k, v := range g.Variables {
			at := calc.Settled(concept.Variable(s.vars[k]), len(g.Params), st.Values)
			r.Play = append(r.Play, concept.Choice{Place: v.Name, Player: k, Over: []string{c.codes[k]}, Probs: []concept.Amount{at}})
			r.Numbers = append(r.Numbers, concept.Number{Code: "eq", Name: v.Name, Is: at})
		}
		for k, name := range g.Players {
			r.Numbers = append(r.Numbers, concept.Number{Code: "payoff", Name: name, Is: calc.Settled(s.now[k], len(g.Params), st.Values)})
		}
		return r, nil
	})
	return out, nil
}
