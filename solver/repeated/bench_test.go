package repeated

import (
	"context"
	"math/rand/v2"
	"testing"

	"brink/games"
)

func BenchmarkGrim(b *testing.B) {
	g := generic(b)
	for b.Loop() {
		if _, err := Analyse(context.Background(), g, []string{"grim", "grim"}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFourStates: two automata of four states each, four payoff parameters.
func BenchmarkFourStates(b *testing.B) {
	g := generic(b)
	rng := rand.New(rand.NewPCG(3, 5))
	for k := range 2 {
		a := games.Automaton{Name: []string{"s0", "s1"}[k]}
		for range 4 {
			s := games.State{Play: []string{"C", "D"}[rng.IntN(2)]}
			for _, own := range []string{"C", "D"} {
				for _, other := range []string{"C", "D"} {
					s.Next = append(s.Next, games.Transition{Actions: []string{own, other}, To: surely(rng.IntN(4))})
				}
			}
			a.States = append(a.States, s)
		}
		g.Repeated.Automata = append(g.Repeated.Automata, a)
	}
	row, err := Analyse(context.Background(), g, []string{"s0", "s1"})
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d classes of deviations, %d of strategies", len(row.Deviations), len(row.NashDeviations))
	for b.Loop() {
		if _, err := Analyse(context.Background(), g, []string{"s0", "s1"}); err != nil {
			b.Fatal(err)
		}
	}
}
