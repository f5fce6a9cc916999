package main

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/repeated"
)

// jsonBound says about the sum of payoffs with the weights of Direction that no
// equilibrium exceeds Outer and that one attains Inner.
type jsonBound struct {
	Direction []int  `json:"direction"`
	Outer     string `json:"outer"`
	Inner     string `json:"inner,omitempty"`
}

// maxPointsShown is how many equilibrium payoffs a table lists.
const maxPointsShown = 24

// payoffBounds adds the bounds for three players and more.
func (a *app) payoffBounds(ctx context.Context, v *repeatedView, doc *report.Document, s *games.Strategic, delta *big.Rat) error {
	g := v.g
	bar := a.startProgress("payoff bounds of " + g.ID)
	b, err := repeated.PayoffBounds(ctx, s, delta, repeated.BoundsOptions{})
	var minmax []repeated.Minmax
	if err == nil {
		minmax, err = repeated.Minmaxes(ctx, s)
	}
	bar.Done()
	if err != nil {
		if ctx.Err() != nil {
			v.stopped(ctx, doc, "the payoff bounds were not computed")
			return nil
		}
		return usage("%s: --payoff-set: %v", g.ID, err)
	}
	const method = "outer: the operator of Abreu, Pearce and Stacchetti (1990) on polytopes, every step of which keeps a superset; inner: payoffs that equilibria of payoffs found before enforce, from the stage equilibria on (Judd, Yeltekin and Conklin 2003); all in rational arithmetic"
	j := &jsonPayoffSet{Delta: delta.RatString(), Vertices: [][]string{}, Empty: b.Empty, Exact: b.Empty, Method: method}
	for _, m := range minmax {
		j.Minmax = append(j.Minmax, m.Pure.RatString())
	}
	for _, p := range b.Points {
		j.Vertices = append(j.Vertices, rats(p))
	}
	v.json.PayoffSet = j
	t := &report.Table{
		Title:  "Payoff bounds at " + v.discountText(),
		Header: []string{"Payoff", "Some equilibrium attains", "No equilibrium beyond"},
		Align:  []report.Align{report.Left, report.Right, report.Right},
	}
	doc.Blocks = append(doc.Blocks, t)
	t.Notes = append(t.Notes, "minmax in pure actions, by enumeration: "+join(j.Minmax))
	if b.Empty {
		t.Notes = append(t.Notes, "no pure-action subgame-perfect equilibrium exists at this discount factor (proved)", "method: "+method)
		return nil
	}
	tight := true
	for i, d := range b.Directions {
		bound := jsonBound{Direction: d, Outer: b.Outer[i].RatString()}
		var inner *big.Rat
		if i < len(b.Inner) {
			inner = b.Inner[i]
		}
		if inner != nil {
			bound.Inner = inner.RatString()
		}
		tight = tight && inner != nil && inner.Cmp(b.Outer[i]) == 0
		j.Bounds = append(j.Bounds, bound)
		if name, sign := directionText(g, d); name != "" {
			cell := func(x *big.Rat) string {
				if x == nil {
					return "none found"
				}
				return shortRat(new(big.Rat).Mul(x, big.NewRat(sign, 1)))
			}
			t.Rows = append(t.Rows, report.Texts(name, cell(inner), cell(b.Outer[i])))
		}
	}
	slices.SortStableFunc(t.Rows, func(x, y []report.Cell) int { return strings.Compare(x[0].Text, y[0].Text) })
	others := len(b.Directions) - len(t.Rows)
	t.Notes = append(t.Notes, "pure-action subgame-perfect equilibria with public randomisation, per period; both bounds are proved")
	if tight {
		t.Notes = append(t.Notes, fmt.Sprintf("the bounds meet in all %d directions examined", len(b.Directions)))
	} else {
		t.Notes = append(t.Notes, "the set lies between the bounds and is not known exactly")
		v.limited("the payoff set is known only up to inner and outer bounds")
	}
	t.Notes = append(t.Notes, fmt.Sprintf("%s, sums and differences of payoffs, in the JSON output", plural(others, "further direction", "further directions")), "method: "+method)
	if len(b.Points) > 0 {
		found := &report.Table{Title: "Equilibrium payoffs found"}
		for _, p := range g.Players {
			found.Header, found.Align = append(found.Header, p.Name), append(found.Align, report.Right)
		}
		for i, p := range b.Points {
			if i == maxPointsShown {
				found.Notes = append(found.Notes, fmt.Sprintf("and %d more in the JSON output", len(b.Points)-i))
				break
			}
			var cells []report.Cell
			for _, x := range p {
				cells = append(cells, report.Text(shortRat(x)))
			}
			found.Rows = append(found.Rows, cells)
		}
		found.Notes = append(found.Notes, "all mixtures of these are equilibrium payoffs too")
		doc.Blocks = append(doc.Blocks, found)
	}
	return nil
}

// directionText names the directions worth a line, a single player's payoff and
// the sum of all, with the sign in which they are read; "" for the others.
func directionText(g *games.Game, d []int) (string, int64) {
	var plus, minus []int
	for p, k := range d {
		switch k {
		case 1:
			plus = append(plus, p)
		case -1:
			minus = append(minus, p)
		}
	}
	n := len(d)
	switch {
	case len(plus) == 1 && len(minus) == 0:
		return "most for " + g.Players[plus[0]].Name, 1
	case len(minus) == 1 && len(plus) == 0:
		return "least for " + g.Players[minus[0]].Name, -1
	case len(plus) == n:
		return "most in sum", 1
	case len(minus) == n:
		return "least in sum", -1
	}
	return "", 0
}
