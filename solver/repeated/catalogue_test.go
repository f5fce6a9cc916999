package repeated

import (
	"context"
	"errors"
	"math/big"
	"strings"
	"testing"

	"brink/games"
)

// Every automaton of the catalogue is made here, and nothing else is; what a game is
// offered it can use.
func TestCatalogue(t *testing.T) {
	for _, b := range games.BuiltIns() {
		if recipes[b.Name] == nil {
			t.Errorf("%s has no recipe", b.Name)
		}
		if b.Says == "" {
			t.Errorf("%s is not described", b.Name)
		}
	}
	if len(recipes) != len(games.BuiltIns()) {
		t.Errorf("%d recipes for a catalogue of %d", len(recipes), len(games.BuiltIns()))
	}
	arguments := strings.NewReplacer("(A)", "(D)", "(L)", "(3)", "(g)", "(1/3)", "(cc, cd, dc, dd)", "(1, 0, 1/2, 0)")
	three := []string{"C", "D", "E"}
	for _, actions := range [][][]string{twoByTwo, {{"C", "D"}, {"C", "D"}, {"C", "D"}}, {three, three}, {three, {"C", "D"}}} {
		g := newGame(t, []string{"delta"}, "delta", actions, func(int, []int) string { return "0" })
		names := games.AutomatonNames(g)
		if len(names) < 5 {
			t.Errorf("%v: only %v", actions, names)
		}
		for _, name := range names {
			n := arguments.Replace(strings.ReplaceAll(name, "(a, b)", "("+strings.TrimSuffix(strings.Repeat("D, ", len(actions)), ", ")+")"))
			for p, own := range actions {
				if a, ok := strings.CutPrefix(n, "always-"); ok && !strings.Contains(strings.Join(own, ""), a) {
					continue // another player's action
				}
				if _, err := Resolve(g, n, p); err != nil {
					t.Errorf("%v: %s is offered, but: %v", actions, n, err)
				}
			}
		}
	}
	g := numeric(t, "5 3 1 0")
	for name, want := range map[string]string{
		"tit-for-tat(2)":        "takes no argument",
		"limited-punishment":    "write limited-punishment(L)",
		"limited-punishment(0)": "from 1 to 1000",
		"memory-one(1)":         "four probabilities",
		"grimm":                 "grim",
		"always-X":              "no action",
	} {
		if _, err := Resolve(g, name, 0); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
}

// A game that says nothing of repetition is repeated with a discount factor that is a
// new parameter, one of its own or a formula, and with a horizon.
func TestRepeat(t *testing.T) {
	plain := numeric(t, "5 3 1 0")
	plain.Repeated = nil
	for _, c := range []struct {
		discount string
		horizon  int
		params   int
		critical string
	}{
		{"beta", 0, 2, "[1/2, 1)"},
		{"delta", 0, 1, "[1/2, 1)"},
		{"delta/2", 0, 1, "none"},
		{"beta", 3, 2, "none"},
	} {
		g, err := Repeat(plain, c.discount, c.horizon)
		if err != nil {
			t.Fatal(err)
		}
		row, err := Analyse(context.Background(), g, []string{"grim", "grim"})
		if err != nil {
			t.Fatal(err)
		}
		set, err := CriticalSet(context.Background(), g, row.SPE, make([]*big.Rat, len(g.Params)))
		if err != nil || len(g.Params) != c.params || set.String() != c.critical {
			t.Errorf("%s, %d periods: %d parameters, %v, %v", c.discount, c.horizon, len(g.Params), set, err)
		}
	}
	if len(plain.Params) != 1 || plain.Repeated != nil {
		t.Error("the game itself has changed")
	}
	if _, err := Repeat(plain, "", 0); !errors.Is(err, ErrNotRepeated) {
		t.Error(err)
	}
	for _, bad := range []string{"1", "-1/2", "delta +", "nobody + 1", "if(delta > 1/2, 1/2, 0)"} {
		if _, err := Repeat(plain, bad, 0); err == nil {
			t.Errorf("%s is taken for a discount factor", bad)
		}
	}
	if g, err := Repeat(plain, "1", 4); err != nil || g.Repeated.Horizon != 4 {
		t.Error("no discounting over four periods", err)
	}
	if _, err := Repeat(plain, "", games.MaxHorizon+1); err == nil {
		t.Error("an endless horizon")
	}
}
