package logit

import (
	"context"
	"math"
	"testing"

	"brink/games"
	"brink/games/format"
)

func readTree(t *testing.T, text string) *games.Extensive {
	t.Helper()
	f, diags := format.Read("tree.yaml", []byte("brink: 1\nplayers: [A, B]\n"+text), format.YAML)
	if f == nil {
		t.Fatal(diags)
	}
	e, err := f.Model.(*games.Tree).At(nil)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// conditional is what the player of a set expects of an action once the set is
// reached, leaf by leaf.
func conditional(e *games.Extensive, set, action int, probs map[int][]float64) float64 {
	reach, pays := 0.0, 0.0
	player := e.Infosets[set].Player
	var walk func(i int, p float64, at bool)
	walk = func(i int, p float64, at bool) {
		n := &e.Nodes[i]
		if n.Infoset < 0 {
			if at {
				u, _ := e.Outcomes[n.Outcome].Payoffs[player].Float64()
				pays += p * u
			}
			return
		}
		for a, c := range n.Children {
			switch s := &e.Infosets[n.Infoset]; {
			case n.Infoset == set && a == action:
				reach += p
				walk(c, p, true)
			case n.Infoset == set:
			case s.Player == games.Chance:
				q, _ := s.Probs[a].Float64()
				walk(c, p*q, at)
			default:
				walk(c, p*probs[n.Infoset][a], at)
			}
		}
	}
	walk(0, 1, false)
	return pays / reach
}

// The points of the branch satisfy the equations of McKelvey and Palfrey (1998),
// computed leaf by leaf.
func TestAgentsRespondToConditionalPayoffs(t *testing.T) {
	trees := map[string]string{
		"beer and quiche": `
tree:
  chance: {weak: 1/10, strong: 9/10}
  then:
    weak: {move: A, actions: {beer: {move: B, set: beer, actions: {duel: [0, 1], not: [2, 0]}}, quiche: {move: B, set: quiche, actions: {duel: [1, 1], not: [3, 0]}}}}
    strong: {move: A, actions: {beer: {move: B, set: beer, actions: {duel: [1, 0], not: [3, 1]}}, quiche: {move: B, set: quiche, actions: {duel: [0, 0], not: [2, 1]}}}}
`,
		"her own earlier choices": `
tree: {move: A, actions: {out: [1, 1], in: {move: B, set: b, actions: {l: {move: A, set: again, actions: {x: [0, 2], y: [3, 0]}}, r: {move: A, set: again, actions: {x: [2, 1], y: [0, 3]}}}}}}
`,
	}
	for name, text := range trees {
		e := readTree(t, text)
		lambdas := []float64{0.5, 2, 7}
		path, err := TraceAgents(context.Background(), e, Options{Lambdas: lambdas})
		if err != nil || !path.Complete || len(path.At) < len(lambdas) {
			t.Fatal(name, err, path)
		}
		for _, pt := range path.At {
			probs := make(map[int][]float64)
			agent := 0
			for h, s := range e.Infosets {
				if s.Player != games.Chance && len(s.Actions) > 1 {
					probs[h] = pt.Strategies[agent]
					agent++
				}
			}
			for h, x := range probs {
				for a := 1; a < len(x); a++ {
					gain := conditional(e, h, a, probs) - conditional(e, h, 0, probs)
					if err := math.Log(x[a]/x[0]) - pt.Lambda*gain; math.Abs(err) > 1e-7 {
						t.Errorf("%s at lambda %g, %s: off by %g", name, pt.Lambda, e.Infosets[h].Label, err)
					}
				}
			}
		}
	}
}

// With perfect information the equations are solved backwards, in closed form; the
// branch leads to the subgame-perfect equilibrium.
func TestAgentsOfACentipede(t *testing.T) {
	e := readTree(t, `
tree: {move: A, actions: {take: [4, 1], pass: {move: B, actions: {take: [2, 8], pass: {move: A, actions: {take: [16, 4], pass: {move: B, actions: {take: [8, 32], pass: [64, 16]}}}}}}}}
`)
	path, err := TraceAgents(context.Background(), e, Options{Lambdas: []float64{0.1}})
	if err != nil || !path.Complete {
		t.Fatal(err, path)
	}
	logistic := func(gain float64) float64 { return 1 / (1 + math.Exp(-0.1*gain)) }
	p4 := logistic(16)
	a3, b3 := 8*p4+64*(1-p4), 32*p4+16*(1-p4)
	p3 := logistic(16 - a3)
	a2, b2 := 16*p3+a3*(1-p3), 4*p3+b3*(1-p3)
	p2 := logistic(8 - b2)
	a1 := 2*p2 + a2*(1-p2)
	p1 := logistic(4 - a1)
	for k, want := range []float64{p1, p2, p3, p4} {
		if got := path.At[0].Strategies[k][0]; math.Abs(got-want) > 1e-8 {
			t.Errorf("agent %d takes with %g, want %g", k+1, got, want)
		}
	}
	for k, x := range path.Points[len(path.Points)-1].Strategies {
		if x[0] < 0.999 {
			t.Errorf("agent %d takes with %g in the end", k+1, x[0])
		}
	}
}
