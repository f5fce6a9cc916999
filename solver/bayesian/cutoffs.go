package bayesian

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// ErrCutoffs says that a game with private numbers is none in which cut-off
// strategies can be shown to be best replies.
var ErrCutoffs = errors.New("cut-off strategies are not known to be best replies")

// Where types stand to a cut-off.
const (
	Interior = "interior" // the types below it choose one action, those above the other
	All      = "all"      // all types choose what those below a cut-off would
	None     = "none"     // no type does
)

// numbers is a game of two actions each in which types are numbers.
type numbers struct {
	*games.Bayesian
	calc    *concept.Calc
	settler *concept.Settler
	first   algebra.Var
	// below[p] is the action of the types of p below a cut-off.
	below []int
}

// cutoffEquilibria lists the equilibria in cut-off strategies of a game with two
// actions each and independent private numbers, asymmetric ones included. The gain
// from an action must be affine in the player's own number, with a slope whose sign
// is proved whatever the others do: then every best reply is a cut-off strategy, save
// where all types of a player are indifferent. A row says for every player whether
// her cut-off is interior; there are 3^n of them, each a system of n polynomial
// equations in the cut-offs.
func cutoffEquilibria(ctx context.Context, b *games.Bayesian) (*concept.Table, error) {
	g := &numbers{Bayesian: b, calc: &concept.Calc{}, settler: concept.NewSettler(b), first: len(b.Params)}
	if err := g.directions(ctx); err != nil {
		return nil, err
	}
	shape := make([]int, len(b.Players))
	total := 1
	for p := range shape {
		shape[p] = 3
		if total *= 3; total > MaxProfiles {
			return nil, fmt.Errorf("%w: it has more than %d combinations of cut-offs", ErrTooLarge, MaxProfiles)
		}
	}
	gains := make([]expr.Value, len(b.Players))
	for p := range gains {
		gains[p] = g.gain(p)
	}
	if g.calc.Err != nil {
		return nil, g.calc.Err
	}
	var cands [][]string
	games.EachIndex(shape, func(_ int, at []int) {
		codes := make([]string, len(at))
		for p, k := range at {
			codes[p] = []string{All, None, Interior}[k]
		}
		cands = append(cands, codes)
	})
	out := &concept.Table{Model: b, Concept: "bne"}
	out.Collect(ctx, len(cands), func(ctx context.Context, i int) (*concept.Row, *note.Note) {
		r, open := g.row(ctx, cands[i], gains)
		if open {
			return nil, concept.LeftOut(g.label(cands[i]))
		}
		return r, nil
	})
	out.Roots(ctx, g.settler)
	return out, nil
}

func (g *numbers) label(codes []string) string {
	var parts []string
	for p, c := range codes {
		parts = append(parts, g.Players[p].Name+": "+c)
	}
	return strings.Join(parts, "; ")
}

// directions finds which action the low types of every player choose, and checks
// what cut-offs rest on.
func (g *numbers) directions(ctx context.Context) error {
	for p, pl := range g.Players {
		if len(pl.Actions) != 2 {
			return fmt.Errorf("%w: %s has %d actions; two are needed where types are numbers", ErrCutoffs, pl.Name, len(pl.Actions))
		}
		if d := g.Densities[p]; d != nil {
			negative := d.At.Compare(expr.LT, concept.Zero)
			if g.settler.Possible(ctx, expr.And(g.within(p), negative)) != prove.No {
				return fmt.Errorf("%w: the density of %s of %s is not shown to be at least 0 over its range", ErrCutoffs, d.Attr, pl.Name)
			}
		}
	}
	for p := range g.Players {
		if g.Densities[p] == nil {
			g.below = append(g.below, 0)
			continue
		}
		low, err := g.lowAction(ctx, p)
		if err != nil {
			return err
		}
		g.below = append(g.below, low)
	}
	return nil
}

// within says that the number of player p lies in its range.
func (g *numbers) within(p int) expr.Formula {
	d, x := g.Densities[p], concept.Variable(g.first+p)
	return expr.And(d.Low.Compare(expr.LE, x), x.Compare(expr.LE, d.High))
}

func (g *numbers) lowAction(ctx context.Context, p int) (int, error) {
	own := g.first + p
	all := expr.True()
	for q, d := range g.Densities {
		if d != nil && q != p {
			all = expr.And(all, g.within(q))
		}
	}
	var up, down, used []expr.Formula
	for i := range g.Payoffs[0][p] {
		acts := g.actions(i)
		if acts[p] != 0 {
			continue
		}
		diff := g.calc.Sub(g.Payoffs[0][p][g.other(acts, p)], g.Payoffs[0][p][i])
		for _, c := range diff.Cases {
			if c.Is.Num().Degree(own) > 1 {
				return 0, fmt.Errorf("%w: what %s gains by %s is not affine in her own %s", ErrCutoffs, g.Players[p].Name, g.Players[p].Actions[1], g.Densities[p].Attr)
			}
			slope := expr.Compare(c.Is.Derivative(own), expr.LT, algebra.Ratio{})
			down = append(down, expr.And(c.When, slope))
			slope = expr.Compare(c.Is.Derivative(own), expr.GT, algebra.Ratio{})
			up = append(up, expr.And(c.When, slope))
			used = append(used, expr.Or(up[len(up)-1], down[len(down)-1]))
		}
	}
	if g.calc.Err != nil {
		return 0, g.calc.Err
	}
	switch name := g.Players[p].Name; {
	case expr.Or(used...).IsFalse():
		return 0, fmt.Errorf("%w: the payoffs of %s do not depend on her own %s", ErrCutoffs, name, g.Densities[p].Attr)
	case g.settler.Possible(ctx, expr.And(all, expr.Or(down...))) == prove.No:
		return 0, nil
	case g.settler.Possible(ctx, expr.And(all, expr.Or(up...))) == prove.No:
		return 1, nil
	default:
		return 0, fmt.Errorf("%w: whether high or low types of %s gain more by %s depends on the parameters or on the others; assume what decides it", ErrCutoffs, name, g.Players[p].Actions[1])
	}
}

// actions is the action profile of an index.
func (g *numbers) actions(index int) []int {
	acts := make([]int, len(g.Players))
	for p := len(acts) - 1; p >= 0; p-- {
		acts[p], index = index%2, index/2
	}
	return acts
}

// other is the index of a profile in which player p takes her other action.
func (g *numbers) other(acts []int, p int) int {
	index := 0
	for q, a := range acts {
		if q == p {
			a = 1 - a
		}
		index = 2*index + a
	}
	return index
}

// gain is what player p expects from her second action less what she expects from
// the first, as a function of her own number and of the others' cut-offs.
func (g *numbers) gain(p int) expr.Value {
	sum := concept.Zero
	for i := range g.Payoffs[0][p] {
		acts := g.actions(i)
		if acts[p] != 0 {
			continue
		}
		part := g.calc.Sub(g.Payoffs[0][p][g.other(acts, p)], g.Payoffs[0][p][i])
		for q := range g.Players {
			if q != p {
				part = g.averaged(part, q, acts[q])
			}
		}
		sum = g.calc.Add(sum, part)
	}
	return sum
}

// averaged integrates over the types of player q that choose an action, with her
// cut-off as the variable of her number; of a player without a private number that
// variable is the probability of her second action.
func (g *numbers) averaged(v expr.Value, q, action int) expr.Value {
	x := concept.Variable(g.first + q)
	d := g.Densities[q]
	if d == nil {
		if action == 0 {
			x = g.calc.Sub(concept.One, x)
		}
		return g.calc.Mul(x, v)
	}
	weight := func(k int) expr.Value {
		w := d.Moment(g.first+q, k, x)
		if action != g.below[q] {
			w = g.calc.Sub(d.Moment(g.first+q, k, d.High), w)
		}
		return w
	}
	return integral(g.first+q, v, weight)
}

// integral integrates v, polynomial in a number, where weight(k) is the integral of
// the number's k-th power.
func integral(number algebra.Var, v expr.Value, weight func(k int) expr.Value) expr.Value {
	var out expr.Value
	for _, c := range v.Cases {
		den := algebra.RatioOf(algebra.IntPoly(1), c.Is.Den())
		sum := algebra.Ratio{}
		for k, coeff := range c.Is.Num().Coeffs(number) {
			if !coeff.IsZero() {
				w, _ := weight(k).Ratio()
				sum = sum.Add(w.Mul(algebra.FromPoly(coeff)))
			}
		}
		out.Cases = append(out.Cases, expr.Case{When: c.When, Is: sum.Mul(den)})
	}
	return out
}

// at puts the end of a range, which has no cases, in for a number in a gain.
func at(c *concept.Calc, v expr.Value, x algebra.Var, end expr.Value) expr.Value {
	r, _ := end.Ratio()
	return c.Put(v, x, r)
}

// row writes the sentence of a combination of cut-offs and settles it.
func (g *numbers) row(ctx context.Context, codes []string, gains []expr.Value) (row *concept.Row, open bool) {
	calc := &concept.Calc{}
	var cond []expr.Formula
	for p, code := range codes {
		x := concept.Variable(g.first + p)
		low, high := concept.Zero, concept.One
		if d := g.Densities[p]; d != nil {
			low, high = d.Low, d.High
		}
		// At an end all types choose one action: the gain has its sign at the end where
		// it is hardest to keep. Without a number the end is a probability.
		sign := map[bool]expr.Op{true: expr.LE, false: expr.GE}
		switch code {
		case Interior:
			cond = append(cond, low.Compare(expr.LT, x), x.Compare(expr.LT, high), gains[p].Compare(expr.EQ, concept.Zero))
		case All:
			cond = append(cond, x.Compare(expr.EQ, high))
			if g.Densities[p] == nil {
				cond = append(cond, gains[p].Compare(expr.GE, concept.Zero))
			} else {
				cond = append(cond, at(calc, gains[p], g.first+p, high).Compare(sign[g.below[p] == 0], concept.Zero))
			}
		case None:
			cond = append(cond, x.Compare(expr.EQ, low))
			if g.Densities[p] == nil {
				cond = append(cond, gains[p].Compare(expr.LE, concept.Zero))
			} else {
				cond = append(cond, at(calc, gains[p], g.first+p, low).Compare(sign[g.below[p] == 1], concept.Zero))
			}
		}
	}
	cond, same := g.together(ctx, codes, gains, cond)
	c := concept.Candidate{Unknowns: len(codes), Holds: expr.And(cond...)}
	st := g.settler.Settle(ctx, c)
	if st.Open || ctx.Err() != nil {
		return nil, true
	}
	if st.Exists.IsFalse() {
		return nil, false
	}
	amount := g.settler.Amounts(ctx, calc, g.first, st)
	put := func(v expr.Value) concept.Amount {
		for p, q := range same {
			if p != q {
				v = calc.Put(v, g.first+p, algebra.FromPoly(algebra.Variable(g.first+q)))
			}
		}
		return amount(v)
	}
	r := &concept.Row{Exists: st.Exists, KnifeEdge: st.KnifeEdge, Sentence: c}
	var cuts, pays, chances []concept.Number
	for p, pl := range g.Players {
		x := concept.Variable(g.first + p)
		low := x // the probability of the action of low types
		action := g.below[p]
		if d := g.Densities[p]; d != nil {
			low = d.Moment(g.first+p, 0, x)
			cuts = append(cuts, concept.Number{Code: "cutoff", Name: pl.Name, Is: put(x)})
		} else {
			action = 1
		}
		ch := concept.Choice{Place: pl.Name, Player: p}
		if codes[p] != Interior && g.Densities[p] != nil {
			ch.At = codes[p]
		}
		share := map[int]expr.Value{action: low, 1 - action: calc.Sub(concept.One, low)}
		for _, a := range []int{action, 1 - action} {
			if codes[p] == All && a != action || codes[p] == None && a == action {
				continue
			}
			ch.Over, ch.Probs = append(ch.Over, pl.Actions[a]), append(ch.Probs, put(share[a]))
		}
		r.Play = append(r.Play, ch)
		pays = append(pays, concept.Number{Code: "payoff", Name: pl.Name, Is: put(g.expected(p))})
		for a, act := range pl.Actions {
			chances = append(chances, concept.Number{Code: "chance", Name: pl.Name + " " + act, Is: put(share[a])})
		}
	}
	r.Numbers = append(append(cuts, pays...), chances...)
	return r, calc.Err != nil
}

// together adds to the sentence of a combination of cut-offs that those of exchangeable
// players are equal, where it is proved that they are, and says for every player which
// one's cut-off is hers too.
func (g *numbers) together(ctx context.Context, codes []string, gains []expr.Value, cond []expr.Formula) (_ []expr.Formula, same []int) {
	same = make([]int, len(codes))
	for q := range codes {
		same[q] = q
		for p := range q {
			if same[p] != p || codes[p] != Interior || codes[q] != Interior || !g.exchangeable(p, q, gains) {
				continue
			}
			// Whoever has the greater one could change places with the other.
			apart := algebra.Variable(g.first + p).Sub(algebra.Variable(g.first + q))
			if g.settler.Possible(ctx, expr.And(append(cond, expr.Sign(apart, expr.LT))...)) == prove.No {
				cond, same[q] = append(cond, expr.Sign(apart, expr.EQ)), p
				break
			}
		}
	}
	return cond, same
}

// exchangeable reports whether the sentence of cut-offs stays the same when those of
// players p and q change places.
func (g *numbers) exchangeable(p, q int, gains []expr.Value) bool {
	a, b := g.Densities[p], g.Densities[q]
	if a == nil || b == nil || g.below[p] != g.below[q] || !a.Low.Equal(b.Low) || !a.High.Equal(b.High) {
		return false
	}
	swap := make(concept.Renaming, g.first+len(gains))
	for v := range swap {
		swap[v] = v
	}
	swap[g.first+p], swap[g.first+q] = g.first+q, g.first+p
	for r, v := range gains {
		other := r
		switch r {
		case p:
			other = q
		case q:
			other = p
		}
		if !swap.Value(v).Equal(gains[other]) {
			return false
		}
	}
	return true
}

// expected is what player p gets on average over all types, by the cut-offs.
func (g *numbers) expected(p int) expr.Value {
	calc := &concept.Calc{}
	sum := concept.Zero
	for i, v := range g.Payoffs[0][p] {
		for q, a := range g.actions(i) {
			v = g.averaged(v, q, a)
		}
		sum = calc.Add(sum, v)
	}
	return sum
}

// Unique adds to a table of cut-offs the condition that there is only one equilibrium,
// where it is found within the budget.
func Unique(ctx context.Context, b *games.Bayesian, t *concept.Table) {
	if b.Densities == nil || b.Common != nil {
		return
	}
	if f, ok := concept.NewSettler(b).Unique(ctx, t); ok {
		t.Unique = &f
	}
}
