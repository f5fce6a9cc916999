package format

import (
	"bytes"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"brink/games"
	"brink/games/expr"
)

// differ describes the first difference of two games, "" for none. Values with
// cases are compared at points, plain ones as they are.
func differ(g, h *games.Game) string {
	str := func(x any) string { return fmt.Sprintf("%q", fmt.Sprint(x)) }
	for _, c := range []struct{ what, a, b string }{
		{"id", g.ID, h.ID}, {"name", g.Name, h.Name}, {"description", g.Description, h.Description},
		{"shelf", g.Shelf, h.Shelf}, {"source", str(g.Source), str(h.Source)}, {"notes", str(g.Notes), str(h.Notes)},
		{"parameters", str(g.Names()), str(h.Names())}, {"shape", str(g.Shape()), str(h.Shape())},
		{"text", fmt.Sprintf("%+v", g.Text), fmt.Sprintf("%+v", h.Text)},
		{"symmetric", str(g.Symmetric != nil), str(h.Symmetric != nil)},
		{"payoffs", str(g.Payoffs != nil), str(h.Payoffs != nil)},
		{"number of claims", str(len(g.Claims)), str(len(h.Claims))},
		{"number of assumptions", str(len(g.Assume)), str(len(h.Assume))},
		{"defines", str(len(g.Defines)), str(len(h.Defines))},
		{"repeated", str(g.Repeated != nil), str(h.Repeated != nil)},
	} {
		if c.a != c.b {
			return fmt.Sprintf("%s: %s and %s", c.what, c.a, c.b)
		}
	}
	for i, p := range g.Params {
		q := h.Params[i]
		if p.Range != q.Range || p.Description != q.Description || p.Symbol != q.Symbol || p.Unit != q.Unit || (p.Default == nil) != (q.Default == nil) ||
			p.Default != nil && p.Default.Cmp(q.Default) != 0 || p.Within.Key() != q.Within.Key() {
			return fmt.Sprintf("parameter %+v and %+v", p, q)
		}
	}
	for i, a := range g.Assume {
		if b := h.Assume[i]; a.Text != b.Text || a.Formula.Key() != b.Formula.Key() {
			return fmt.Sprintf("assumption %s and %s", a.Text, b.Text)
		}
	}
	for i, a := range g.Defines {
		if b := h.Defines[i]; a.Name != b.Name || a.Text != b.Text {
			return fmt.Sprintf("define %+v and %+v", a, b)
		}
	}
	for i, p := range g.Players {
		q := h.Players[i]
		if p.Name != q.Name || !slices.Equal(p.Actions, q.Actions) || !slices.EqualFunc(p.Values, q.Values, sameRat) {
			return fmt.Sprintf("player %+v and %+v", p, q)
		}
	}
	for p := range g.Payoffs {
		for i, v := range g.Payoffs[p] {
			if !equalValues(v, h.Payoffs[p][i], len(g.Params)) {
				return fmt.Sprintf("payoff %d of player %d: %v and %v", i, p, v, h.Payoffs[p][i])
			}
		}
	}
	if g.Symmetric != nil {
		for a := range g.Symmetric.Payoff {
			for i, v := range g.Symmetric.Payoff[a] {
				if !equalValues(v, h.Symmetric.Payoff[a][i], len(g.Params)) {
					return fmt.Sprintf("symmetric payoff %d of action %d", i, a)
				}
			}
		}
	}
	if g.Defined.Key() != h.Defined.Key() {
		return fmt.Sprintf("defined: %v and %v", g.Defined, h.Defined)
	}
	for i, c := range g.Claims {
		d := h.Claims[i]
		if fmt.Sprint(c.ID, c.Says, c.Source, c.Given, c.Holds, c.Verdict, c.Notes) != fmt.Sprint(d.ID, d.Says, d.Source, d.Given, d.Holds, d.Verdict, d.Notes) {
			return fmt.Sprintf("claim %+v and %+v", c, d)
		}
	}
	if g.Repeated != nil {
		if a, b := showRepeated(g), showRepeated(h); a != b {
			return fmt.Sprintf("repeated:\n%s\n%s", a, b)
		}
	}
	return ""
}

func sameRat(a, b *big.Rat) bool { return a.Cmp(b) == 0 }

func showRepeated(g *games.Game) string {
	r := g.Repeated
	s := fmt.Sprint(r.Discount, r.DiscountText, r.Own, r.Horizon, r.Error, r.ErrorText, r.Cooperate, r.Profiles)
	if r.Monitoring != nil {
		s += fmt.Sprint(*r.Monitoring)
	}
	for _, a := range r.Automata {
		s += fmt.Sprint("\n", a.Name, a.Public, a.Start)
		for _, st := range a.States {
			s += fmt.Sprint(" ", st.Name, ":", st.Play, st.Mix)
			for _, t := range st.Next {
				s += fmt.Sprintf(" %q>%v", t.Actions, t.To)
			}
		}
	}
	return s
}

// equalValues compares a value with another: as they are without cases, else at
// points where the first has a value; it has none where a guard of its cases
// divides by zero.
func equalValues(v, w expr.Value, params int) bool {
	a, ok := v.Ratio()
	b, ok2 := w.Ratio()
	if ok && ok2 {
		return a.Equal(b)
	}
	for seed := range 20 {
		point := make([]*big.Rat, params)
		for i := range point {
			point[i] = big.NewRat(int64((seed*7+i*13)%11-5), int64(seed%3+1))
		}
		x, err := v.Eval(point)
		y, err2 := w.Eval(point)
		if err == nil && (err2 != nil || x.Cmp(y) != 0) {
			return false
		}
	}
	return true
}

// rewrite writes a game and reads it back.
func rewrite(t testing.TB, g *games.Game, f Format) *games.Game {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, g, f); err != nil {
		t.Fatalf("writing %s: %v", f, err)
	}
	if got := Recognise(b.Bytes()); got != f {
		t.Fatalf("%s is recognised as %s:\n%s", f, got, b.String())
	}
	file, ds := Read("again."+string(f), b.Bytes(), "")
	if ds.HasErrors() {
		t.Fatalf("reading back %s:\n%s\n%s", f, show(ds), b.String())
	}
	return file.Game
}

func show(ds Diagnostics) string {
	var b bytes.Buffer
	ds.Write(&b, false)
	return b.String()
}
