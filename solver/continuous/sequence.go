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
	"brink/solver/prove"
)

// Sequential lists the outcomes of the pure subgame-perfect equilibria of a game in
// which players choose one after another (Stackelberg 1934; Selten 1965): the best
// replies of the last player as functions of what was chosen before, by cases, then the
// problem of the one before her, and so on. Where a player is indifferent, each of her
// best replies may follow. Choices to which no best reply exists are compared with
// nothing.
func Sequential(ctx context.Context, g *games.Continuous) (*concept.Table, error) {
	if g.Moves == nil {
		return nil, ErrAtOnce
	}
	q := &sequence{g: g, first: len(g.Params)}
	out := &concept.Table{Model: g, Concept: "spe", Complete: true}
	if len(g.Logs) > 0 {
		return unfinished(ctx, g, out.Concept, ErrTranscendental)
	}
	found, err := q.outcomes(ctx, 0)
	if err != nil {
		return unfinished(ctx, g, out.Concept, err)
	}
	settler := concept.NewSettler(g)
	n := len(g.Moves)
	for _, o := range found {
		if o.open {
			out.Complete = false
			out.Reasons = append(out.Reasons, *concept.LeftOut(o.named(g)...))
			continue
		}
		// The unknowns of the row in the order of the players.
		values, codes := make([]concept.Amount, n), make([]string, n)
		back := make(concept.Renaming, q.first+n)
		for v := range back {
			back[v] = v
		}
		for i, p := range g.Moves {
			values[p], codes[p], back[q.first+i] = o.values[i], o.codes[i], q.first+p
		}
		for i, a := range values {
			if a.Value == nil && !a.Poly.IsZero() {
				values[i].Poly, values[i].Unknown = back.Poly(a.Poly), back[a.Unknown]
			}
		}
		st := concept.Settled{Exists: o.exists, KnifeEdge: settler.Negligible(ctx, o.exists), Values: values}
		r := &concept.Row{Exists: st.Exists, KnifeEdge: st.KnifeEdge, Sentence: concept.Candidate{Unknowns: n, Holds: back.Formula(o.holds)}}
		put := settler.Amounts(ctx, &concept.Calc{}, q.first, st)
		for i, v := range g.Variables {
			at := plain(g, put(expr.Plain(v.Choice(q.first+i))))
			r.Play = append(r.Play, concept.Choice{Place: v.Name, Player: i, Over: []string{codes[i]}, Probs: []concept.Amount{at}})
			r.Numbers = append(r.Numbers, concept.Number{Code: "eq", Name: v.Name, Is: at})
		}
		for i, name := range g.Players {
			r.Numbers = append(r.Numbers, concept.Number{Code: "payoff", Name: name, Is: plain(g, put(g.Payoffs[i]))})
		}
		out.Rows = append(out.Rows, r)
	}
	out.Roots(ctx, settler)
	return out, nil
}

// ErrAtOnce says that a game gives no order in which players choose.
var ErrAtOnce = errors.New("all choose at once; moves: gives them an order")

// sequence is a game in which players move one after another. In what it computes the
// variables behind the parameters are the choices in the order of the moves.
type sequence struct {
	g     *games.Continuous
	first algebra.Var
}

// outcome is how play goes on from some move: the condition on parameters and earlier
// choices under which it can, and where the choices from then on lie.
type outcome struct {
	codes  []string
	exists expr.Formula
	holds  expr.Formula // over these choices too: they follow
	values []concept.Amount
	open   bool // the conditions were not found
}

func (o *outcome) named(g *games.Continuous) []string {
	out := make([]string, len(o.codes))
	for i, c := range o.codes {
		out[i] = g.Variables[g.Moves[i]].Name + " " + c
	}
	return out
}

// known lists the choices as one function each, where they are.
func (o *outcome) known() ([]algebra.Ratio, bool) {
	out := make([]algebra.Ratio, len(o.values))
	for i, a := range o.values {
		if !a.Known() {
			return nil, false
		}
		r, ok := a.Value.Ratio()
		if !ok {
			return nil, false
		}
		out[i] = r
	}
	return out, true
}

// ordered renames the choices of players to those of moves.
func (q *sequence) ordered() concept.Renaming {
	r := make(concept.Renaming, q.first+len(q.g.Moves))
	for v := range r {
		r[v] = v
	}
	for i, p := range q.g.Moves {
		r[q.first+p] = q.first + i
	}
	return r
}

// stage is the problem of the player who moves after level others, whose choices are
// parameters: without payoff and domain.
func (q *sequence) stage(level int) *games.Continuous {
	order := q.ordered()
	sub := &games.Continuous{Header: q.g.Header, Defined: q.g.Defined}
	sub.Params = slices.Clone(q.g.Params)
	end := func(e *games.End) *games.End {
		if e == nil {
			return nil
		}
		return &games.End{At: order.Value(e.At), Closed: e.Closed}
	}
	for i, p := range q.g.Moves[:level+1] {
		v := q.g.Variables[p]
		within := order.Formula(v.Within)
		if i < level {
			sub.Params = append(sub.Params, games.Parameter{Name: v.Name, Within: within})
			continue
		}
		sub.Players = []string{q.g.Players[p]}
		sub.Variables = []games.Variable{{Name: v.Name, Range: v.Range, Within: within, Low: end(v.Low), High: end(v.High)}}
	}
	return sub
}

// payoff is the payoff of the player of a move, and where it is defined.
func (q *sequence) payoff(level int) (expr.Value, expr.Formula) {
	p, order := q.g.Moves[level], q.ordered()
	return order.Value(q.g.Payoffs[p]), order.Formula(q.g.Domain[p])
}

// outcomes solves the game from a move on.
func (q *sequence) outcomes(ctx context.Context, level int) ([]outcome, error) {
	sub := q.stage(level)
	u, domain := q.payoff(level)
	if level == len(q.g.Moves)-1 {
		sub.Payoffs, sub.Domain = []expr.Value{u}, []expr.Formula{domain}
		return alone(ctx, sub)
	}
	next, err := q.outcomes(ctx, level+1)
	if err != nil {
		return nil, err
	}
	for _, o := range next {
		if o.open {
			return nil, fmt.Errorf("%w: %s", ErrOpen, q.g.Players[q.g.Moves[level+1]])
		}
	}
	settler := concept.NewSettler(sub)
	m := &mover{q: q, level: level, sub: sub, settler: settler, own: q.first + level, payoff: u, domain: domain, next: next}
	return m.outcomes(ctx)
}

// alone solves the problem of one player.
func alone(ctx context.Context, sub *games.Continuous) ([]outcome, error) {
	t, err := Equilibria(ctx, sub)
	if err != nil {
		return nil, err
	}
	if !t.Complete {
		return nil, fmt.Errorf("%w: %s", ErrOpen, sub.Players[0])
	}
	settler := concept.NewSettler(sub)
	var out []outcome
	for _, r := range t.Rows {
		holds := r.Sentence.Holds
		if !r.Play[0].Probs[0].Known() {
			holds = settler.Simplify(ctx, holds)
		}
		out = append(out, outcome{codes: r.Play[0].Over, exists: r.Exists, holds: holds, values: r.Play[0].Probs})
	}
	return out, nil
}

// mover is a player who moves before others, whose replies are known by cases.
type mover struct {
	q       *sequence
	level   int
	sub     *games.Continuous
	settler *concept.Settler
	own     algebra.Var
	payoff  expr.Value   // as a function of all choices
	domain  expr.Formula // where it is defined
	next    []outcome
}

// later are the variables of the choices behind the own one.
func (m *mover) later() []algebra.Var {
	var out []algebra.Var
	for v := m.own + 1; v < m.q.first+len(m.q.g.Moves); v++ {
		out = append(out, v)
	}
	return out
}

// reached is the payoff as a function of the own choice where play goes on by one
// outcome with known choices.
func (m *mover) reached(at []algebra.Ratio) (expr.Value, expr.Formula) {
	var values []expr.Value
	for _, r := range at {
		values = append(values, expr.Plain(r))
	}
	u := expr.Value{}
	for _, c := range m.payoff.Cases {
		is := c.Is
		for i, v := range m.later() {
			r, err := is.Substitute(v, at[i])
			if err != nil {
				is = algebra.Ratio{}
				break
			}
			is = r
		}
		when := concept.Put(c.When, m.later(), values)
		if len(m.payoff.Cases) == 1 {
			when = expr.True()
		}
		if !when.IsFalse() {
			u.Cases = append(u.Cases, expr.Case{When: when, Is: is})
		}
	}
	return u, concept.Put(m.domain, m.later(), values)
}

// outcomes lists where the own choice may lie, with what follows. Where one reply
// follows everywhere that is the problem of one player; else all places are compared
// with all others.
func (m *mover) outcomes(ctx context.Context) ([]outcome, error) {
	if len(m.next) == 1 && m.settler.Possible(ctx, expr.And(m.sub.Variables[0].Within, expr.Not(m.next[0].exists))) == prove.No {
		if at, ok := m.next[0].known(); ok {
			u, domain := m.reached(at)
			m.sub.Payoffs, m.sub.Domain = []expr.Value{u}, []expr.Formula{domain}
			found, err := alone(ctx, m.sub)
			if err != nil {
				return nil, err
			}
			for i, o := range found {
				found[i] = m.followed(o, at)
			}
			return found, nil
		}
	}
	gain, ok := m.gain(ctx)
	if !ok {
		return nil, fmt.Errorf("%w: %s", ErrOpen, m.sub.Players[0])
	}
	var out []outcome
	for _, o := range m.next {
		for _, p := range m.places(o) {
			c := m.best(ctx, p.cases, gain)
			c.codes = append([]string{p.code}, o.codes...)
			if !c.open && c.exists.IsFalse() {
				continue
			}
			out = append(out, c)
		}
	}
	return out, nil
}

// followed adds to an outcome of the own problem what follows.
func (m *mover) followed(o outcome, at []algebra.Ratio) outcome {
	calc := &concept.Calc{}
	values := append([]concept.Amount(nil), o.values...)
	holds := []expr.Formula{o.holds}
	for i, v := range m.later() {
		values = append(values, calc.Settled(expr.Plain(at[i]), m.own, o.values))
		holds = append(holds, expr.Compare(algebra.FromPoly(algebra.Variable(v)), expr.EQ, at[i]))
	}
	return outcome{
		codes:  append(slices.Clone(o.codes), m.next[0].codes...),
		exists: o.exists, holds: expr.And(holds...), values: values,
	}
}

// Variables beyond those of the choices: the own deviation, what is compared with, and
// what follows the deviation.
func (m *mover) deviation() algebra.Var { return m.q.first + len(m.q.g.Moves) + 2 }
func (m *mover) bar() algebra.Var       { return m.deviation() + 1 }

// gain is the condition that a choice, the deviation, is followed only by what pays more
// than a number: variable bar.
func (m *mover) gain(ctx context.Context) (expr.Formula, bool) {
	d, t := m.deviation(), m.bar()
	deviate := concept.Rename(d+1, m.own, d)
	goal := concept.Variable(t)
	goes, spoiled := expr.False(), expr.False()
	for _, o := range m.next {
		when := expr.And(deviate.Formula(o.exists), deviate.Formula(m.sub.Variables[0].Within))
		goes = expr.Or(goes, when)
		if at, ok := o.known(); ok {
			u, domain := m.reached(at)
			low := deviate.Value(u).Compare(expr.LE, goal)
			spoiled = expr.Or(spoiled, expr.And(when, expr.Or(expr.Not(deviate.Formula(domain)), low)))
			continue
		}
		low := expr.Or(expr.Not(m.domain), m.payoff.Compare(expr.LE, goal))
		f, ans := m.settler.Eliminate(ctx, m.later(), deviate.Formula(expr.And(o.holds, low)))
		if ans != prove.Yes {
			return f, false
		}
		spoiled = expr.Or(spoiled, expr.And(when, f))
	}
	return expr.And(goes, expr.Not(spoiled)), true
}

// places lists where the own choice may lie while play goes on by an outcome: at an end
// of the range, or between, where the slope of the payoff along what follows vanishes
// or a case ends.
func (m *mover) places(o outcome) []place {
	v, x := m.sub.Variables[0], concept.Variable(m.own)
	all := expr.And(v.Within, o.exists, o.holds, m.domain)
	between := expr.True()
	var out []place
	if v.Low != nil {
		between = expr.And(between, x.Compare(expr.GT, v.Low.At))
		if v.Low.Closed {
			out = append(out, place{"low", []expr.Formula{expr.And(all, x.Compare(expr.EQ, v.Low.At))}})
		}
	}
	if v.High != nil {
		between = expr.And(between, x.Compare(expr.LT, v.High.At))
		if v.High.Closed {
			out = append(out, place{"high", []expr.Formula{expr.And(all, x.Compare(expr.EQ, v.High.At), low(v, x))}})
		}
	}
	all = expr.And(all, between)
	inner := place{code: "interior"}
	slopes, smooth := m.slopes(o)
	if !smooth {
		inner.cases = []expr.Formula{all}
		return append(out, inner)
	}
	vars := append([]algebra.Var{m.own}, m.later()...)
	for k, c := range m.payoff.Cases {
		open, edges := concept.Strict(expr.And(o.exists, m.domain, c.When), vars...)
		for _, flat := range slopes[k] {
			inner.cases = append(inner.cases, expr.And(open, all, flat))
		}
		for _, e := range edges {
			inner.cases = append(inner.cases, expr.And(e, all))
		}
	}
	return append(out, inner)
}

// slopes lists, by case of the payoff, conditions of which one holds where its
// derivative along what follows vanishes or does not exist; smooth is false where what
// follows is not known to be a function of the own choice.
func (m *mover) slopes(o outcome) (out [][]expr.Formula, smooth bool) {
	later := m.later()
	for _, c := range m.payoff.Cases {
		slope := c.Is.Derivative(m.own)
		var flat []expr.Formula
		if at, ok := o.known(); ok {
			for i, v := range later {
				slope = slope.Add(c.Is.Derivative(v).Mul(at[i].Derivative(m.own)))
			}
		} else if len(later) == 1 && !o.values[0].Poly.IsZero() && o.values[0].Value == nil && o.values[0].Unknown == later[0] {
			p := o.values[0].Poly
			slope = slope.Mul(algebra.FromPoly(p.Derivative(later[0]))).Sub(c.Is.Derivative(later[0]).Mul(algebra.FromPoly(p.Derivative(m.own))))
			flat = append(flat, expr.Sign(p.Derivative(later[0]), expr.EQ))
		} else {
			return nil, false
		}
		out = append(out, append(flat, expr.Compare(slope, expr.EQ, algebra.Ratio{})))
	}
	return out, true
}

// best settles candidates and keeps what no deviation beats.
func (m *mover) best(ctx context.Context, cases []expr.Formula, gain expr.Formula) outcome {
	n := 1 + len(m.later())
	for i, f := range cases {
		cases[i] = m.settler.Simplify(ctx, f)
	}
	st := m.settler.SettleCases(ctx, n, cases)
	out := outcome{exists: st.Exists, holds: expr.Or(cases...), values: st.Values, open: st.Open}
	if st.Open || st.Exists.IsFalse() {
		return out
	}
	d, t := m.deviation(), m.bar()
	calc := &concept.Calc{}
	if u := calc.Settled(m.payoff, m.own, st.Values); calc.Err == nil && u.Known() {
		beaten := expr.And(st.Exists, concept.Put(gain, []algebra.Var{t}, []expr.Value{*u.Value}))
		if m.settler.Possible(ctx, beaten) == prove.No {
			return out
		}
		f, ans := m.settler.Eliminate(ctx, []algebra.Var{d}, beaten)
		out.open = ans != prove.Yes
		out.exists = m.settler.Simplify(ctx, expr.And(st.Exists, expr.Not(f)))
		if !out.open && m.settler.Possible(ctx, out.exists) == prove.No {
			out.exists = expr.False()
		}
		return out
	}
	f, ans := m.settler.Eliminate(ctx, []algebra.Var{d}, gain)
	if ans != prove.Yes {
		return outcome{open: true}
	}
	unbeaten := expr.Not(concept.Put(f, []algebra.Var{t}, []expr.Value{m.payoff}))
	for i, f := range cases {
		cases[i] = expr.And(f, unbeaten)
	}
	st = m.settler.SettleCases(ctx, n, cases)
	return outcome{exists: st.Exists, holds: expr.And(out.holds, unbeaten), values: st.Values, open: st.Open}
}
