package bayesian

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

// ErrSelection says that no result is known to select an equilibrium.
var ErrSelection = errors.New("no equilibrium is known to be selected")

// selected is the equilibrium of a global game as the noise vanishes: a common
// threshold. Two players switch where the equilibrium of high actions becomes risk
// dominant (Carlsson and van Damme 1993); n exchangeable ones where an action is a
// best reply to the belief that the number of others who choose the high action is
// uniform (Frankel, Morris and Pauzner 2003). Demanded and proved are that every gain
// rises with the number observed, and with the others' switching to their high
// actions; the row exists where at either end of the range an action is dominant.
func selected(ctx context.Context, b *games.Bayesian) (*concept.Table, error) {
	g := &numbers{Bayesian: b, calc: &concept.Calc{}, settler: concept.NewSettler(b), first: len(b.Params)}
	if negative := b.Common.At.Compare(expr.LT, concept.Zero); g.settler.Possible(ctx, expr.And(g.observed(), negative)) != prove.No {
		return nil, fmt.Errorf("%w: the density of %s is not shown to be at least 0 over its range", ErrSelection, b.Common.Attr)
	}
	for p, pl := range b.Players {
		if len(pl.Actions) != 2 {
			return nil, fmt.Errorf("%w: %s has %d actions; global games have two", ErrSelection, pl.Name, len(pl.Actions))
		}
		low, err := g.lowOf(ctx, p)
		if err != nil {
			return nil, err
		}
		g.below = append(g.below, low)
	}
	n := len(b.Players)
	gains := make([][]expr.Value, n) // by the mask of players other than p that are high
	for p := range gains {
		gains[p] = make([]expr.Value, 1<<n)
		for mask := range gains[p] {
			gains[p][mask] = g.rise(p, mask)
		}
	}
	if g.calc.Err != nil {
		return nil, g.calc.Err
	}
	for p := range gains {
		for mask := range gains[p] {
			for q := range n {
				if q == p || mask>>q&1 == 1 || mask>>p&1 == 1 {
					continue
				}
				falls := gains[p][mask|1<<q].Compare(expr.LT, gains[p][mask])
				if g.settler.Possible(ctx, expr.And(g.observed(), falls)) != prove.No {
					return nil, fmt.Errorf("%w: %s is not shown to gain more by %s when %s does %s", ErrSelection,
						b.Players[p].Name, b.Players[p].Actions[1-g.below[p]], b.Players[q].Name, b.Players[q].Actions[1-g.below[q]])
				}
			}
		}
	}
	holds, err := g.threshold(gains)
	if err != nil {
		return nil, err
	}
	out := &concept.Table{Model: b, Concept: "bne"}
	out.Collect(ctx, 1, func(ctx context.Context, _ int) (*concept.Row, *note.Note) {
		r, open := g.common(ctx, holds)
		if open {
			return nil, concept.LeftOut(b.Common.Attr)
		}
		return r, nil
	})
	return out, nil
}

// observed says that the common number lies in its range.
func (g *numbers) observed() expr.Formula {
	x := concept.Variable(g.first)
	return expr.And(g.Common.Low.Compare(expr.LE, x), x.Compare(expr.LE, g.Common.High))
}

// lowOf finds which action player p takes when the common number is low.
func (g *numbers) lowOf(ctx context.Context, p int) (int, error) {
	var notUp, notDown []expr.Formula
	for i, v := range g.Payoffs[0][p] {
		acts := g.actions(i)
		if acts[p] != 0 {
			continue
		}
		diff := g.calc.Sub(g.Payoffs[0][p][g.other(acts, p)], v)
		for _, c := range diff.Cases {
			slope := c.Is.Derivative(g.first)
			notUp = append(notUp, expr.And(c.When, expr.Compare(slope, expr.LE, algebra.Ratio{})))
			notDown = append(notDown, expr.And(c.When, expr.Compare(slope, expr.GE, algebra.Ratio{})))
		}
	}
	switch {
	case g.settler.Possible(ctx, expr.And(g.observed(), expr.Or(notUp...))) == prove.No:
		return 0, nil
	case g.settler.Possible(ctx, expr.And(g.observed(), expr.Or(notDown...))) == prove.No:
		return 1, nil
	}
	return 0, fmt.Errorf("%w: what %s gains by %s is not shown to rise or to fall with %s at every profile of the others", ErrSelection,
		g.Players[p].Name, g.Players[p].Actions[1], g.Common.Attr)
}

// rise is what player p gains by her high action when the others in mask take theirs.
func (g *numbers) rise(p, mask int) expr.Value {
	acts := make([]int, len(g.Players))
	for q := range acts {
		acts[q] = g.below[q]
		if mask>>q&1 == 1 {
			acts[q] = 1 - g.below[q]
		}
	}
	acts[p] = 1 - g.below[p]
	low := g.other(acts, p)
	acts[p] = g.below[p]
	high := g.other(acts, p)
	return g.calc.Sub(g.Payoffs[0][p][high], g.Payoffs[0][p][low])
}

// threshold is the sentence of the common threshold.
func (g *numbers) threshold(gains [][]expr.Value) (expr.Formula, error) {
	n, x := len(g.Players), concept.Variable(g.first)
	cond := []expr.Formula{g.Common.Low.Compare(expr.LT, x), x.Compare(expr.LT, g.Common.High)}
	all := 1<<n - 1
	for p := range gains { // an action is dominant at either end
		cond = append(cond,
			at(g.calc, gains[p][all&^(1<<p)], g.first, g.Common.Low).Compare(expr.LT, concept.Zero),
			at(g.calc, gains[p][0], g.first, g.Common.High).Compare(expr.GT, concept.Zero))
	}
	if g.alike(gains) {
		sum := concept.Zero
		for m := range n { // m others are high: those after player 0
			sum = g.calc.Add(sum, gains[0][(1<<m-1)<<1])
		}
		return expr.And(append(cond, sum.Compare(expr.EQ, concept.Zero))...), g.calc.Err
	}
	if n != 2 {
		return expr.Formula{}, fmt.Errorf("%w: of more than two players all must be exchangeable", ErrSelection)
	}
	high := g.calc.Mul(gains[0][2], gains[1][1])
	low := g.calc.Mul(gains[0][0], gains[1][0])
	for p, other := range []int{2, 1} {
		cond = append(cond, gains[p][other].Compare(expr.GT, concept.Zero), gains[p][0].Compare(expr.LT, concept.Zero))
	}
	return expr.And(append(cond, high.Compare(expr.EQ, low))...), g.calc.Err
}

// alike reports whether the gains of all players depend in the same way on how many
// others are high.
func (g *numbers) alike(gains [][]expr.Value) bool {
	n := len(g.Players)
	by := make([]*expr.Value, n)
	for p := range gains {
		for mask := range gains[p] {
			if mask>>p&1 == 1 {
				continue
			}
			m := 0
			for q := range n {
				m += mask >> q & 1
			}
			if v := gains[p][mask]; by[m] == nil {
				by[m] = &v
			} else if !by[m].Equal(v) {
				return false
			}
		}
	}
	return true
}

// common settles the sentence of the threshold and writes the row.
func (g *numbers) common(ctx context.Context, holds expr.Formula) (row *concept.Row, open bool) {
	calc := &concept.Calc{}
	c := concept.Candidate{Unknowns: 1, Holds: holds}
	st := g.settler.Settle(ctx, c)
	if st.Open || ctx.Err() != nil {
		return nil, true
	}
	if st.Exists.IsFalse() {
		return nil, false
	}
	x := concept.Variable(g.first)
	put := g.settler.Amounts(ctx, calc, g.first, st)
	low := g.Common.Moment(g.first, 0, x)
	r := &concept.Row{Exists: st.Exists, KnifeEdge: st.KnifeEdge, Sentence: c}
	var cuts, pays, chances []concept.Number
	lowActs, highActs := 0, 0
	for _, a := range g.below {
		lowActs, highActs = 2*lowActs+a, 2*highActs+1-a
	}
	for p, pl := range g.Players {
		cuts = append(cuts, concept.Number{Code: "cutoff", Name: pl.Name, Is: put(x)})
		pays = append(pays, concept.Number{Code: "payoff", Name: pl.Name, Is: put(calc.Add(
			g.mean(g.Payoffs[0][p][lowActs], true), g.mean(g.Payoffs[0][p][highActs], false)))})
		ch := concept.Choice{Place: pl.Name, Player: p}
		share := map[int]expr.Value{g.below[p]: low, 1 - g.below[p]: calc.Sub(concept.One, low)}
		for _, a := range []int{g.below[p], 1 - g.below[p]} {
			ch.Over, ch.Probs = append(ch.Over, pl.Actions[a]), append(ch.Probs, put(share[a]))
		}
		r.Play = append(r.Play, ch)
		for a, act := range pl.Actions {
			chances = append(chances, concept.Number{Code: "chance", Name: pl.Name + " " + act, Is: put(share[a])})
		}
	}
	r.Numbers = append(append(cuts, pays...), chances...)
	return r, calc.Err != nil
}

// mean integrates v over the common numbers below the threshold, or above it.
func (g *numbers) mean(v expr.Value, below bool) expr.Value {
	return integral(g.first, v, func(k int) expr.Value {
		w := g.Common.Moment(g.first, k, concept.Variable(g.first))
		if !below {
			w = g.calc.Sub(g.Common.Moment(g.first, k, g.Common.High), w)
		}
		return w
	})
}
