package repeated

import (
	"context"
	"fmt"
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

// noisyGame is a game of n players with two actions each and random automata of the
// given number of states, actions being replaced with probability eps; the payoffs
// are numbers but for a temptation g.
func noisyGame(tb testing.TB, seed uint64, players, states int) (*games.Game, []string) {
	rng := rand.New(rand.NewPCG(seed, 7))
	actions := make([][]string, players)
	for p := range actions {
		actions[p] = []string{"C", "D"}
	}
	g := newGame(tb, []string{"delta", "eps", "g"}, "delta", actions, func(p int, a []int) string {
		others := -a[p]
		for _, x := range a {
			others += x
		}
		return fmt.Sprintf("%d*g - %d", a[p], 2*others)
	})
	e := ratio(tb, g.Names(), "eps")
	g.Repeated.Error = &e
	var profile []string
	for p := range players {
		name := fmt.Sprint("s", p)
		profile = append(profile, name)
		a := games.Automaton{Name: name}
		for range states {
			s := games.State{Play: []string{"C", "D"}[rng.IntN(2)]}
			for code := range 1 << players {
				var key []string
				for q := range players {
					key = append(key, actions[q][code>>q&1])
				}
				s.Next = append(s.Next, games.Transition{Actions: key, To: surely(rng.IntN(states))})
			}
			a.States = append(a.States, s)
		}
		g.Repeated.Automata = append(g.Repeated.Automata, a)
	}
	return g, profile
}

func benchmarkNoisy(b *testing.B, players, states int) {
	g, profile := noisyGame(b, 2, players, states)
	row, err := Analyse(context.Background(), g, profile)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d joint states, %d classes of deviations, Nash %v", len(row.an.chain.states), len(row.Deviations), row.NashErr)
	for b.Loop() {
		if _, err := Analyse(context.Background(), g, profile); err != nil {
			b.Fatal(err)
		}
	}
}

// Three players with three states each, and two with five, all with errors.
func BenchmarkNoisy3Players3States(b *testing.B) { benchmarkNoisy(b, 3, 3) }
func BenchmarkNoisy2Players5States(b *testing.B) { benchmarkNoisy(b, 2, 5) }
func BenchmarkNoisy2Players3States(b *testing.B) { benchmarkNoisy(b, 2, 3) }
