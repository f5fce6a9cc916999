package stability

import (
	"fmt"
	"math/big"
	"testing"

	"brink/solver/exact"
	"pgregory.net/rapid"
)

// TestAtPointFirstStrike reads the table of the first-strike game where the
// offence advantage is half the cost of war.
func TestAtPointFirstStrike(t *testing.T) {
	g := library(t, "first-strike")
	p, err := AtPoint(t.Context(), conditions(t, g), at("1/10", "1/5"))
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, r := range p.Rows {
		got += fmt.Sprintf("%s exists %v strict %v", r.Row.Profile(g), r.Exists, r.Strict)
		if r.Slack != nil {
			got += fmt.Sprintf(" slack %v by player %d from %d to %d", r.Slack.RatString(), r.Player, r.From, r.To)
		}
		for _, f := range r.Flips {
			got += fmt.Sprintf("; %s = %v: %v %v %v", g.Params[f.Param].Name, f.Value, f.Below, f.At, f.Above)
		}
		got += "\n"
	}
	// Peace holds by c - phi until phi passes c; war holds by phi from phi = 0 on,
	// whatever c is. That c > 0 is assumed, so c = 0 is no flip.
	want := `(hold, hold) exists true strict true slack 1/10 by player 0 from 0 to 1; phi = 1/5: true true false; c = 1/10: false true true
(strike, strike) exists true strict true slack 1/10 by player 0 from 1 to 0; phi = 0: false true true
({hold, strike}, {hold, strike}) exists true strict false; phi = 0: false false true; phi = 1/5: true false false; c = 1/10: false false true
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestAtPoint: the slack of a pure profile is what its least costly deviation
// loses, and flips are where existence changes.
func TestAtPoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawGame(t, rapid.SampledFrom(kinds).Draw(t, "kind"), [][]int{{2, 2}, {2, 3}})
		t.Log(w)
		g := mustGame(t, w)
		table := conditions(t, g)
		point, ok := drawPoint(t, g, edgesOf(table))
		if !ok {
			t.Skip("not allowed")
		}
		p, err := AtPoint(t.Context(), table, point)
		if err != nil {
			t.Fatal(err)
		}
		s, err := g.At(point)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Rows {
			if r.Exists != r.Row.Exists.Eval(point) {
				t.Fatal("existence misread")
			}
			if r.Slack != nil && r.Exists && r.Slack.Sign() < 0 {
				t.Fatalf("%s exists with slack %v", r.Row.Profile(g), r.Slack)
			}
			if r.Row.Pure() {
				checkSlack(t, truths{s}, r)
			}
			checkFlips(t, table, r, point)
		}
	})
}

func checkSlack(t *rapid.T, u truths, r AtRow) {
	q := []int{r.Row.Support[0][0], r.Row.Support[1][0]}
	var least *big.Rat
	for i := range q {
		d := append([]int(nil), q...)
		for a := range u.s.Players[i].Actions {
			if a == q[i] {
				continue
			}
			d[i] = a
			if loss := new(big.Rat).Sub(u.pay(i, q), u.pay(i, d)); least == nil || loss.Cmp(least) < 0 {
				least = loss
			}
		}
	}
	if least.Cmp(r.Slack) != 0 {
		t.Fatalf("slack %v, want %v", r.Slack, least)
	}
	if r.Exists != (least.Sign() >= 0) || r.Strict != (least.Sign() > 0) {
		t.Fatalf("slack %v, but exists %v and strict %v", least, r.Exists, r.Strict)
	}
}

// checkFlips walks along each parameter: between flips existence does not change
// where the hypotheses hold.
func checkFlips(t *rapid.T, table *Table, r AtRow, point []*big.Rat) {
	g := table.Game
	hyps := g.Hypotheses()
	for v := range g.Params {
		var flips []Flip
		for _, f := range r.Flips {
			if f.Param == v {
				flips = append(flips, f)
			}
		}
		moved := append([]*big.Rat(nil), point...)
		for k := int64(-60); k <= 60; k++ {
			moved[v] = new(big.Rat).Add(point[v], big.NewRat(k, 6))
			if !hyps.Eval(moved) {
				continue
			}
			// The truth that the flips predict: after the last flip at or below.
			want := r.Exists
			for i := len(flips) - 1; i >= 0 && k < 0; i-- { // walk down from the point
				switch below := sideOf(flips[i], point[v]); {
				case below > 0: // the flip is above the point
				case sideOf(flips[i], moved[v]) == 0:
					want = flips[i].At
				case sideOf(flips[i], moved[v]) > 0:
					want = flips[i].Below
				}
			}
			for i := 0; i < len(flips) && k > 0; i++ { // walk up
				switch above := sideOf(flips[i], point[v]); {
				case above < 0:
				case sideOf(flips[i], moved[v]) == 0:
					want = flips[i].At
				case sideOf(flips[i], moved[v]) < 0:
					want = flips[i].Above
				}
			}
			if got := r.Row.Exists.Eval(moved); got != want {
				t.Fatalf("%s at %v: exists %v, the flips %v of %s say %v", r.Row.Profile(g), moved, got, flips, g.Params[v].Name, want)
			}
		}
	}
}

// sideOf is the sign of the flip's value minus x.
func sideOf(f Flip, x *big.Rat) int { return f.Value.CmpRat(exact.RatBig(x)) }

// TestFlipsKeepToHypotheses: values that the hypotheses rule out are no flips,
// one-sided ends included.
func TestFlipsKeepToHypotheses(t *testing.T) {
	for _, c := range []struct {
		assume, payoff string
		point, want    string
	}{
		{"", "x - 1", "2", "[1: false true true]"},
		{"x > 1", "x - 1", "2", "[]"},
		{"x >= 1", "1 - x", "2", "[1: true true false]"},
		{"x != 1", "x - 1", "2", "[1: false false true]"},
		{"", "(x - 1)^2*(x + 2)", "2", "[-2: false true true]"},
		{"", "x^2 - 2", "2", "[-1.4142135624…: true true false 1.4142135624…: false true true]"},
		{"x > 0", "x^2 - 2", "2", "[1.4142135624…: false true true]"},
		{"", "-(x - 1)^2", "2", "[1: false true false]"},
	} {
		// The single column's first row is an equilibrium iff payoff >= 0.
		w := bimatrixGame("x", c.assume, []string{c.payoff + ", 0"}, []string{"0, 0"})
		g := w.must(t)
		p, err := AtPoint(t.Context(), conditions(t, g), at(c.point))
		if err != nil {
			t.Fatal(err)
		}
		got := "[]"
		for _, r := range p.Rows {
			if r.Row.Pure() && r.Row.Support[0][0] == 0 {
				got = "["
				for i, f := range r.Flips {
					if i > 0 {
						got += " "
					}
					d, exact := f.Value.Decimal(10)
					if !exact {
						d += "…"
					}
					got += fmt.Sprintf("%s: %v %v %v", d, f.Below, f.At, f.Above)
				}
				got += "]"
			}
		}
		if got != c.want {
			t.Errorf("assuming %q, payoff %s: flips %s, want %s", c.assume, c.payoff, got, c.want)
		}
	}
}
