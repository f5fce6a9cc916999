package known_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"brink/games"
	"brink/games/format"
	"brink/solver/known"
	"brink/solver/nash"
)

const dilemma = `brink: 1
parameters: {delta: 1/2, x: 1}
players: {A: [c, d], B: [c, d]}
payoffs:
  c: [[3, 3], [0, 5]]
  d: [[5, 0], [x, 1]]
repeated: {discount: delta, profiles: [[grim, grim]]}
known:
`

const volunteers = `brink: 1
players: {count: 3, prefix: P, actions: [go, wait]}
payoffs: {each: "if(is(go), 1, if(others(go) > 0, 2, 0))"}
known:
`

const zero = `brink: 1
parameters: {x: 0}
players: {A: [h, t], B: [h, t]}
payoffs:
  h: [[1, -1], [-1, 1]]
  t: [[-1, 1], [1, x - 1]]
known:
`

func read(t *testing.T, text string) *games.Game {
	t.Helper()
	f, ds := format.Read("k.yaml", []byte(text), "")
	if ds.HasErrors() {
		t.Fatalf("%v\n%s", ds, text)
	}
	return f.Game
}

// TestCheck states results that are right and results that are wrong in one thing.
func TestCheck(t *testing.T) {
	const mix = `["root('2*x^2 - 4*x + 1', 0, 1)", "root('2*x^2 - 1', 0, 1)"]`
	for _, c := range []struct {
		head, item string
		want       known.Status
	}{
		{dilemma, "{equilibria: [[[0, 1], [0, 1]]], components: 1, count: 1}", known.Same},
		{dilemma, "{equilibria: [[[1, 0], [0, 1]]]}", known.Different},
		{dilemma, "{equilibria: [[[0, 1], [0, 1]], [[1, 0], [1, 0]]]}", known.Different},
		{dilemma, "{at: {x: -1}, equilibria: [[[0, 1], [0, 1]]]}", known.Different},
		{dilemma, "{at: {x: -1}, equilibria: [[[1, 0], [0, 1]]], count: 1}", known.Same},
		{dilemma, "{count: 2}", known.Different},
		{dilemma, "{components: 2}", known.Different},
		{dilemma, "{contains: [[0, 1], [0, 1]]}", known.Same},
		{dilemma, "{contains: [[0, 1], [1/2, 1/2]]}", known.Different},
		{dilemma, "{critical: {grim: 1/2}}", known.Same},
		{dilemma, "{critical: {grim: 1/3}}", known.Different},
		{dilemma, "{critical: {tit-for-tat: 1/3}}", known.Different},
		{dilemma, "{critical: {limited-punishment(2): \"root('x^2 + x - 1', 0, 1)\"}}", known.Same},
		{dilemma, "{critical: {limited-punishment(2): \"root('x^2 + x - 1', -2, 0)\"}}", known.Different},
		{dilemma, "{value: 1}", known.Different}, // not zero-sum
		{zero, "{value: 0}", known.Same},
		{zero, "{value: 1/100}", known.Different},
		{zero, "{at: {x: 1}, value: 0}", known.Different},
		{volunteers, "{count: 7}", known.Same},
		{volunteers, "{contains: [" + mix + ", " + mix + ", " + mix + "]}", known.Same},
		{volunteers, "{contains: [" + mix + ", " + mix + ", [1/4, 3/4]]}", known.Different},
		{volunteers, "{contains: [[3/10, 7/10], [3/10, 7/10], [3/10, 7/10]]}", known.Different},
	} {
		rs, err := known.Check(context.Background(), read(t, c.head+"  - "+c.item+"\n"), nash.Options{})
		if err != nil || len(rs) != 1 {
			t.Errorf("%s: %v", c.item, err)
			continue
		}
		if got := rs[0].Status(); got != c.want {
			t.Errorf("%s: %d, want %d: %+v", c.item, got, c.want, rs[0].Findings)
		}
	}
}

// TestUndecided does not call a list complete where the solver is not.
func TestUndecided(t *testing.T) {
	g := read(t, `brink: 1
players: {count: 3, prefix: P, actions: [a, b]}
payoffs: {each: "if(is(a), if(others(a) = 0, 1, 0), if(others(b) = 0, 1, 0))"}
known: [{count: 1000}]
`)
	rs, err := known.Check(context.Background(), g, nash.Options{})
	if err != nil || rs[0].Status() != known.Undecided || len(rs[0].Findings[0].Reasons) == 0 {
		t.Errorf("%+v %v", rs, err)
	}
}

// TestRootOfSeveral refuses a root that its interval does not tell apart.
func TestRootOfSeveral(t *testing.T) {
	g := read(t, dilemma+"  - {critical: {grim: \"root('(2*x - 1)*(3*x - 1)*(4*x - 1)', 0, 1)\"}}\n")
	if _, err := known.Check(context.Background(), g, nash.Options{}); !errors.Is(err, known.ErrRoot) {
		t.Error(err)
	}
}

// TestOf writes what was found so that it is read and found again.
func TestOf(t *testing.T) {
	for _, head := range []string{dilemma, volunteers, zero} {
		text := strings.TrimSuffix(head, "known:\n")
		g := read(t, text)
		point, err := g.Point(nil)
		if err != nil {
			t.Fatal(err)
		}
		s, err := g.At(point)
		if err != nil {
			t.Fatal(err)
		}
		res, err := nash.All(context.Background(), s, nash.Options{})
		if err != nil {
			t.Fatal(err)
		}
		k, err := known.Of(g, point, res)
		if err != nil {
			t.Fatal(err)
		}
		again := read(t, text+format.WriteKnown([]games.Known{k}))
		rs, err := known.Check(context.Background(), again, nash.Options{})
		if err != nil || len(rs) != 1 || rs[0].Status() != known.Same || len(rs[0].Findings) == 0 {
			t.Errorf("%s%s: %+v %v", text, format.WriteKnown([]games.Known{k}), rs, err)
		}
	}
}
