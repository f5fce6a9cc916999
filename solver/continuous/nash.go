// Package continuous finds the pure Nash equilibria of games in which players
// choose numbers from ranges, as conditions on the parameters. Payoffs are rational
// functions, in pieces or not; a best reply is one against all choices of the range,
// by a proof that the payoff is concave there or by eliminating the deviation.
package continuous

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// ErrOpen says that the best replies of a player went beyond the budget.
var ErrOpen = errors.New("the best replies could not be found within the budget")

// ErrTranscendental says that exp or log of a choice does not go away where a payoff is
// differentiated in it, or stands in its cases.
var ErrTranscendental = errors.New("the first-order condition is no equation of rational functions, of the choices or of their exponentials")

// System is a Continuous made ready for questions about its equilibria.
type System struct {
	g     *games.Continuous
	vars  []algebra.Var // what is chosen; one where all players are alike
	now   []expr.Value  // payoffs at the choices
	slope []expr.Value  // their derivatives in the players' own choices
	space expr.Formula  // ranges and domains
	reply []reply
}

// NewSystem finds the conditions for best replies, player by player.
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
		same := concept.Renaming{}
		if g.Alike != nil { // the others choose as the player does
			same = concept.Rename(d+1, own+1, own)
		}
		domain := same.Formula(g.Domain[i])
		slope := s.along(u, own)
		if s.mentionsLogs(slope) {
			return nil, fmt.Errorf("%w: %s", ErrTranscendental, g.Players[i])
		}
		q := &deviation{
			d: d, own: own,
			given:     expr.And(s.ranges(), domain),
			within:    deviate.Formula(g.Variables[i].Within),
			elsewhere: same.Formula(deviate.Formula(g.Domain[i])),
			now:       same.Value(u),
			then:      same.Value(deviate.Value(u)),
			slope:     same.Value(slope),
			bend:      same.Value(deviate.Value(derivative(slope, own))),
			low:       g.Variables[i].Low, high: g.Variables[i].High,
		}
		q.slopeThen = same.Value(deviate.Value(slope))
		q.turn = same.Value(derivative(derivative(slope, own), own))
		best := q.bestReply
		if s.mentionsLogs(u) {
			best = q.byTheSlope
		}
		r, ok := best(ctx, settler)
		if !ok {
			return nil, fmt.Errorf("%w: %s", ErrOpen, g.Players[i])
		}
		s.now, s.slope = append(s.now, q.now), append(s.slope, q.slope)
		s.space = expr.And(s.space, domain)
		s.reply = append(s.reply, r)
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

// along differentiates a payoff in a choice, logarithms of which are variables of their
// own: (log f)' is f'/f.
func (s *System) along(u expr.Value, x algebra.Var) expr.Value {
	out := derivative(u, x)
	for k, c := range u.Cases {
		for j, f := range s.g.Logs {
			l := games.LogOfChoice(len(s.g.Params), j)
			by := c.Is.Derivative(l)
			if inner := f.Derivative(x); !by.IsZero() && !inner.IsZero() {
				out.Cases[k].Is = out.Cases[k].Is.Add(by.Mul(inner).Mul(f.Inv()))
			}
		}
	}
	return out
}

// mentionsLogs reports whether a value has logarithms of choices.
func (s *System) mentionsLogs(v expr.Value) bool {
	for j := range s.g.Logs {
		l := games.LogOfChoice(len(s.g.Params), j)
		for _, c := range v.Cases {
			if slices.Contains(c.Is.Vars(), l) || slices.Contains(c.When.Vars(), l) {
				return true
			}
		}
	}
	return false
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
	all := []expr.Formula{s.space}
	for _, r := range s.reply {
		all = append(all, r.holds)
	}
	return expr.And(all...)
}

// Space is the condition on parameters and choices that these are in their ranges and
// that payoffs are defined.
func (s *System) Space() expr.Formula { return s.space }

// Reply is the condition, within Space, that no other choice of player i does better.
func (s *System) Reply(i int) expr.Formula { return s.reply[i].holds }

// place is where a choice lies in its range: a disjunction of conditions that
// together say that the choice lies there and is a best reply.
type place struct {
	code  string
	cases []expr.Formula
}

// places lists where player i's choice may lie: at a closed end, or between.
func (s *System) places(i int) []place {
	v, x, r := s.g.Variables[i], concept.Variable(s.vars[i]), s.reply[i]
	at := func(end expr.Formula, smooth expr.Formula) []expr.Formula {
		if r.smooth.IsTrue() {
			return []expr.Formula{expr.And(end, smooth)}
		}
		return []expr.Formula{expr.And(end, r.holds)}
	}
	between := expr.True()
	var out []place
	if v.Low != nil {
		between = expr.And(between, x.Compare(expr.GT, v.Low.At))
		if v.Low.Closed {
			out = append(out, place{"low", at(x.Compare(expr.EQ, v.Low.At), r.low)})
		}
	}
	if v.High != nil {
		between = expr.And(between, x.Compare(expr.LT, v.High.At))
		if v.High.Closed {
			out = append(out, place{"high", at(expr.And(x.Compare(expr.EQ, v.High.At), low(v, x)), r.high)})
		}
	}
	if !r.smooth.IsFalse() {
		return append(out, place{"interior", []expr.Formula{expr.And(between, r.smooth, r.inner)}})
	}
	// Where one piece of the payoff holds all around, its slope vanishes.
	inner := place{code: "interior"}
	for _, c := range s.slope[i].Cases {
		open, edges := concept.Strict(c.When, s.vars[i])
		flat := expr.Compare(c.Is, expr.EQ, algebra.Ratio{})
		inner.cases = append(inner.cases, expr.And(between, open, flat, r.holds))
		for _, e := range edges {
			inner.cases = append(inner.cases, expr.And(between, e, r.holds))
		}
	}
	return append(out, inner)
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
		return unfinished(ctx, g, "nash", err)
	}
	type candidate struct {
		codes []string
		cases []expr.Formula
	}
	cands := []candidate{{nil, []expr.Formula{s.space}}}
	for i := range s.vars {
		var next []candidate
		for _, c := range cands {
			for _, p := range s.places(i) {
				var cases []expr.Formula
				for _, f := range c.cases {
					for _, g := range p.cases {
						if h := expr.And(g, f); settler.Soon(ctx, h) != prove.No {
							cases = append(cases, h)
						}
					}
				}
				if len(cases) > 0 {
					next = append(next, candidate{append(c.codes[:len(c.codes):len(c.codes)], p.code), cases})
				}
			}
		}
		cands = next
	}
	out := &concept.Table{Model: g, Concept: "nash"}
	out.Collect(ctx, len(cands), func(ctx context.Context, i int) (*concept.Row, *note.Note) {
		c := cands[i]
		st := settler.SettleCases(ctx, len(s.vars), c.cases)
		sentence := concept.Candidate{Unknowns: len(s.vars), Holds: expr.Or(c.cases...)}
		if st.Open || s.doubtful(ctx, settler, c.codes) {
			return nil, concept.LeftOut(c.codes...)
		}
		if st.Exists.IsFalse() {
			return nil, nil
		}
		r := &concept.Row{Exists: st.Exists, KnifeEdge: st.KnifeEdge, Sentence: sentence}
		put := settler.Amounts(ctx, &concept.Calc{}, len(g.Params), st)
		if len(g.Logs) > 0 {
			s.raised(r, c.codes, st)
			return r, nil
		}
		for k, v := range g.Variables {
			at := plain(g, put(expr.Plain(v.Choice(s.vars[k]))))
			r.Play = append(r.Play, concept.Choice{Place: v.Name, Player: k, Over: []string{c.codes[k]}, Probs: []concept.Amount{at}})
			r.Numbers = append(r.Numbers, concept.Number{Code: "eq", Name: v.Name, Is: at})
		}
		for k, name := range g.Players {
			r.Numbers = append(r.Numbers, concept.Number{Code: "payoff", Name: name, Is: plain(g, put(s.now[k]))})
		}
		return r, nil
	})
	out.Roots(ctx, settler)
	if len(g.Logs) > 0 {
		s.name(out)
	}
	return out, nil
}

// unfinished is the table of a game whose best replies were not found, which says so.
func unfinished(ctx context.Context, g *games.Continuous, name string, err error) (*concept.Table, error) {
	if !errors.Is(err, ErrOpen) && !errors.Is(err, ErrTranscendental) {
		return nil, err
	}
	why := note.New(note.Text, err)
	if ctx.Err() != nil {
		why = note.Cause(ctx)
	}
	return &concept.Table{Model: g, Concept: name, Reasons: []note.Note{why}}, nil
}

// plain writes a number without squares of roots, where choices are made by their roots.
func plain(g *games.Continuous, a concept.Amount) concept.Amount {
	rooted := func(v games.Variable) bool { return v.Root != nil }
	if a.Value == nil || !slices.ContainsFunc(g.Variables, rooted) {
		return a
	}
	is := expr.Value{}
	for _, c := range a.Value.Cases {
		is.Cases = append(is.Cases, expr.Case{When: c.When, Is: g.WithoutSquares(c.Is)})
	}
	a.Value = &is
	return a
}
