package continuous

import (
	"context"
	"errors"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// ErrNoContest says that the closed forms of contests do not fit a game.
var ErrNoContest = errors.New("no contest of two players for which a mixed equilibrium is known in closed form: an all-pay auction, where what a player gets depends on her own choice and on whose is larger, or a war of attrition, where it depends on the smaller choice")

// Contest is the table of the mixed equilibrium of a standard contest of two players:
// an all-pay auction (Hillman and Riley 1989; Baye, Kovenock and de Vries 1996; with
// other costs Siegel 2009) or a war of attrition (Maynard Smith 1974; Hendricks, Weiss
// and Wilson 1988). The form is known; that no choice pays more than those that the
// distributions make use of is proved. A row exists where it is.
func Contest(ctx context.Context, g *games.Continuous) (*concept.Table, error) {
	settler := concept.NewSettler(g)
	c, err := newContest(ctx, g, settler)
	if err != nil {
		return nil, err
	}
	t := &concept.Table{Model: g, Concept: "mixed"}
	for _, v := range g.Variables {
		t.Variables = append(t.Variables, games.Parameter{Name: v.Name})
	}
	var forms []*mixed
	if c.attrition() {
		forms = c.waiting(t)
	} else {
		forms = c.bidding()
	}
	if forms == nil {
		return nil, ErrNoContest
	}
	t.Collect(ctx, len(forms), func(ctx context.Context, i int) (*concept.Row, *note.Note) { return forms[i].row(ctx) })
	return t, nil
}

// contest is what two players get by whose choice is larger, each as a function of one
// choice, the variable of the player whose it is.
type contest struct {
	g         *games.Continuous
	settler   *concept.Settler
	first     algebra.Var
	low       algebra.Ratio // the lower end of both ranges
	won, lost [2]algebra.Ratio
	tied      [2]expr.Value // at the lower end
}

func newContest(ctx context.Context, g *games.Continuous, settler *concept.Settler) (*contest, error) {
	c := &contest{g: g, settler: settler, first: len(g.Params)}
	rooted := slices.ContainsFunc(g.Variables, func(v games.Variable) bool { return v.Root != nil || v.Rate != nil })
	if len(g.Players) != 2 || g.Alike != nil || g.Moves != nil || rooted || len(g.Logs) > 0 {
		return nil, ErrNoContest
	}
	ranges := expr.True()
	for i, v := range g.Variables {
		if v.Low == nil || !v.Low.Closed || v.High != nil && !v.High.Closed {
			return nil, ErrNoContest
		}
		low, ok := v.Low.At.Ratio()
		if !ok || i == 1 && !low.Equal(c.low) {
			return nil, ErrNoContest
		}
		c.low, ranges = low, expr.And(ranges, v.Within)
	}
	for i := range g.Players {
		if settler.Possible(ctx, expr.And(ranges, expr.Not(g.Domain[i]))) != prove.No {
			return nil, ErrNoContest
		}
		x, y := concept.Variable(c.own(i)), concept.Variable(c.own(1-i))
		for side, op := range []expr.Op{expr.GT, expr.LT} {
			k := c.single(ctx, g.Payoffs[i], expr.And(ranges, x.Compare(op, y)))
			if k < 0 {
				return nil, ErrNoContest
			}
			if is := g.Payoffs[i].Cases[k].Is; side == 0 {
				c.won[i] = is
			} else {
				c.lost[i] = is
			}
		}
		calc := &concept.Calc{}
		end := concept.Formula(c.low)
		a := calc.Settled(g.Payoffs[i], c.first, []concept.Amount{end, end})
		if !a.Known() {
			return nil, ErrNoContest
		}
		c.tied[i] = *a.Value
	}
	return c, nil
}

func (c *contest) own(i int) algebra.Var { return c.first + i }

// single is the case of a value that holds wherever f does; -1 for none.
func (c *contest) single(ctx context.Context, v expr.Value, f expr.Formula) int {
	for k, x := range v.Cases {
		if c.settler.Possible(ctx, expr.And(f, expr.Not(x.When))) == prove.No {
			return k
		}
	}
	return -1
}

// attrition reports whether the smaller choice is what counts.
func (c *contest) attrition() bool {
	for i := range 2 {
		if slices.Contains(c.won[i].Vars(), c.own(i)) || slices.Contains(c.lost[i].Vars(), c.own(1-i)) {
			return false
		}
	}
	return true
}

// mixed is a mixed equilibrium in closed form.
type mixed struct {
	c *contest
	// when is a condition on the parameters under which it is one, where never holds for
	// no value of z.
	when, never expr.Formula
	z           algebra.Var
	cdf         [2]algebra.Ratio  // of the choice of each player, in her variable
	top         *algebra.Ratio    // the upper end of the supports; nil for none
	effort      [2]concept.Amount // expected choices
	length      concept.Amount    // the expected smaller choice, of a war of attrition
	wins        [2]concept.Amount // probabilities of choosing more
	payoff      [2]algebra.Ratio
}

func (m *mixed) row(ctx context.Context) (*concept.Row, *note.Note) {
	g, s := m.c.g, m.c.settler
	exists := m.when
	if s.Possible(ctx, expr.And(m.when, m.never)) != prove.No {
		f, ans := s.Eliminate(ctx, []algebra.Var{m.z}, expr.And(m.when, m.never))
		if ans != prove.Yes {
			return nil, concept.LeftOut(g.Players...)
		}
		exists = expr.And(m.when, expr.Not(f))
	}
	exists = s.Simplify(ctx, exists)
	if s.Possible(ctx, exists) == prove.No {
		return nil, nil
	}
	r := &concept.Row{Exists: exists, KnifeEdge: s.Negligible(ctx, exists)}
	number := func(code, name string, is concept.Amount) {
		r.Numbers = append(r.Numbers, concept.Number{Code: code, Name: name, Is: is})
	}
	for i, v := range g.Variables {
		r.Play = append(r.Play, concept.Choice{Place: v.Name, Player: i, Over: []string{"mixed"}, Probs: []concept.Amount{{}}})
		number("cdf", "F("+v.Name+")", concept.Formula(m.cdf[i]))
	}
	if m.top != nil {
		number("top", "", concept.Formula(*m.top))
	}
	if m.length.Value != nil {
		number("length", "", m.length)
	}
	for i, name := range g.Players {
		number("effort", name, m.effort[i])
		number("wins", name, m.wins[i])
		number("payoff", name, concept.Formula(m.payoff[i]))
	}
	return r, nil
}

// bidding is the equilibrium of an all-pay auction: either player is the one who gains
// less by the highest choice that can pay her, and chooses the lower end with positive
// probability if the other gains more; nil where the payoffs have another form.
func (c *contest) bidding() []*mixed {
	var none [2]algebra.Ratio // what the lower end pays at least
	var reach [2]algebra.Ratio
	for i := range 2 {
		if slices.Contains(c.won[i].Vars(), c.own(1-i)) || slices.Contains(c.lost[i].Vars(), c.own(1-i)) {
			return nil
		}
		none[i] = c.put(c.lost[i], i, c.low)
		gain := c.won[i].Sub(none[i]).Num()
		if gain.Degree(c.own(i)) != 1 {
			return nil
		}
		cs := gain.Coeffs(c.own(i))
		reach[i] = algebra.RatioOf(cs[0].Neg(), cs[1])
	}
	var out []*mixed
	for weak := range 2 {
		if m := c.bids(weak, none, reach[weak]); m != nil {
			out = append(out, m)
		}
	}
	return out
}

// put puts a value in for the choice of player i.
func (c *contest) put(r algebra.Ratio, i int, at algebra.Ratio) algebra.Ratio {
	s, err := r.Substitute(c.own(i), at)
	if err != nil {
		return algebra.Ratio{}
	}
	return s
}

func (c *contest) bids(weak int, none [2]algebra.Ratio, top algebra.Ratio) *mixed {
	strong := 1 - weak
	z := c.first + 2
	m := &mixed{c: c, z: z, top: &top}
	m.payoff[weak], m.payoff[strong] = none[weak], c.put(c.won[strong], strong, top)
	zero := algebra.Ratio{}
	where := expr.And(expr.Compare(algebra.FromPoly(algebra.Variable(z)), expr.GE, c.low), expr.Compare(algebra.FromPoly(algebra.Variable(z)), expr.LE, top))
	m.when = expr.Compare(top, expr.GT, c.low)
	m.never = expr.False()
	demand := func(where expr.Formula, r algebra.Ratio, op expr.Op, s algebra.Ratio) {
		m.never = expr.Or(m.never, expr.And(where, expr.Not(expr.And(expr.Sign(r.Den(), expr.NE), expr.Sign(s.Den(), expr.NE), expr.Compare(r, op, s)))))
	}
	for i := range 2 {
		// The distribution of the other makes player i indifferent.
		spread, err := m.payoff[i].Sub(c.lost[i]).Div(c.won[i].Sub(c.lost[i]))
		if err != nil {
			return nil
		}
		if !c.lost[i].Add(c.won[i].Sub(c.lost[i]).Mul(spread)).Equal(m.payoff[i]) {
			return nil
		}
		m.cdf[1-i] = c.put(spread, i, algebra.FromPoly(algebra.Variable(c.own(1-i))))
		at := c.put(spread, i, algebra.FromPoly(algebra.Variable(z)))
		demand(where, at.Derivative(z), expr.GE, zero)
		won := c.put(c.won[i], i, algebra.FromPoly(algebra.Variable(z)))
		demand(where, won, expr.GT, c.put(c.lost[i], i, algebra.FromPoly(algebra.Variable(z))))
		within := concept.Rename(z+1, c.own(i), z).Formula(c.g.Variables[i].Within)
		demand(expr.And(within, expr.Compare(algebra.FromPoly(algebra.Variable(z)), expr.GT, top)), won, expr.LE, m.payoff[i])
		if h := c.g.Variables[i].High; h != nil {
			m.when = expr.And(m.when, expr.Plain(top).Compare(expr.LE, h.At))
		}
	}
	// The strong one gains, the second player at least nothing, and not more by the lower
	// end, where she may tie.
	op := expr.GE
	if weak == 0 {
		op = expr.GT
	}
	atom := c.put(m.cdf[weak], weak, c.low)
	m.when = expr.And(m.when, expr.Compare(m.payoff[strong], op, none[strong]))
	calc := &concept.Calc{}
	tie := calc.Add(calc.Mul(expr.Plain(atom), c.tied[strong]), expr.Plain(algebra.FromInt(1).Sub(atom).Mul(none[strong])))
	m.when = expr.And(m.when, tie.Compare(expr.LE, expr.Plain(m.payoff[strong])))
	if calc.Err != nil {
		return nil
	}
	// Means: the integral of 1 - F above the lower end.
	for i := range 2 {
		if a, ok := c.integral(m.cdf[i], i, top); ok {
			m.effort[i] = concept.Formula(top.Sub(a))
		}
	}
	other := c.put(m.cdf[strong], strong, algebra.FromPoly(algebra.Variable(c.own(weak))))
	if w, ok := c.integral(other.Mul(m.cdf[weak].Derivative(c.own(weak))), weak, top); ok {
		m.wins[weak], m.wins[strong] = concept.Formula(w), concept.Formula(algebra.FromInt(1).Sub(w))
	}
	return m
}

// integral integrates a polynomial in the choice of player i from the lower end.
func (c *contest) integral(r algebra.Ratio, i int, to algebra.Ratio) (algebra.Ratio, bool) {
	v := c.own(i)
	if r.Den().Has(v) {
		return r, false
	}
	sum := algebra.Ratio{}
	x := algebra.FromPoly(algebra.Variable(v))
	power := x
	for k, coeff := range r.Num().Coeffs(v) {
		sum = sum.Add(algebra.RatioOf(coeff, algebra.IntPoly(int64(k+1))).Mul(power))
		power = power.Mul(x)
	}
	sum = sum.Mul(algebra.RatioOf(algebra.IntPoly(1), r.Den()))
	return c.put(sum, i, to).Sub(c.put(sum, i, c.low)), true
}

// waiting is the equilibrium of a war of attrition in which nobody gives in at once:
// each gives in at a constant rate, the loss of the other per unit of time over what
// she would win; nil where the rates are not constant.
func (c *contest) waiting(t *concept.Table) []*mixed {
	m := &mixed{c: c, z: c.first + 2, never: expr.False(), when: expr.True()}
	var rate [2]algebra.Ratio
	for i := range 2 {
		if c.g.Variables[i].High != nil {
			return nil
		}
		at := algebra.FromPoly(algebra.Variable(m.z))
		won, lost := c.put(c.won[i], 1-i, at), c.put(c.lost[i], i, at)
		r, err := lost.Derivative(m.z).Neg().Div(won.Sub(lost))
		if err != nil || r.Num().Has(m.z) || r.Den().Has(m.z) {
			return nil
		}
		rate[1-i] = r
		m.payoff[i] = c.put(c.lost[i], i, c.low)
		m.when = expr.And(m.when, expr.Compare(r, expr.GT, algebra.Ratio{}))
		later := expr.Compare(at, expr.GE, c.low)
		m.never = expr.Or(m.never, expr.And(later, expr.Not(expr.Compare(won, expr.GT, lost))))
	}
	one := algebra.FromInt(1)
	both := rate[0].Add(rate[1])
	if mean, err := one.Div(both); err == nil {
		m.length = concept.Formula(c.low.Add(mean))
	}
	for i := range 2 {
		x := algebra.FromPoly(algebra.Variable(c.own(i)))
		arg := rate[i].Neg().Mul(x.Sub(c.low))
		t.Variables = append(t.Variables, games.Parameter{
			Name:    "exp(" + t.Printing().Printer().Ratio(arg) + ")",
			Derived: &games.Term{Func: "exp", Arg: arg},
		})
		m.cdf[i] = one.Sub(algebra.FromPoly(algebra.Variable(c.first + len(t.Variables) - 1)))
		if mean, err := one.Div(rate[i]); err == nil {
			m.effort[i] = concept.Formula(c.low.Add(mean))
		}
		if w, err := rate[1-i].Div(both); err == nil {
			m.wins[i] = concept.Formula(w)
		}
	}
	return []*mixed{m}
}
