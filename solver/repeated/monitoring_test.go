package repeated

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games"
	"brink/games/algebra"
)

// watched is a small repeated game in floating point: automata that read public
// signals or, if there are none, action profiles.
type watched struct {
	actions []int
	u       [][]float64 // by player and profile, the first player slowest
	signal  [][]float64 // by profile; nil for perfect monitoring
	play    [][]int     // by player and state
	next    [][][]int   // by player, state and signal or profile
	eps     float64
	delta   float64
}

func (w *watched) profiles() int {
	n := 1
	for _, a := range w.actions {
		n *= a
	}
	return n
}

// chances is the distribution of action profiles when everybody intends her action.
func (w *watched) chances(intended []int) []float64 {
	out := []float64{1}
	for p, n := range w.actions {
		var grown []float64
		for _, x := range out {
			for a := range n {
				c := w.eps / float64(n-1)
				if a == intended[p] {
					c = 1 - w.eps
				}
				grown = append(grown, x*c)
			}
		}
		out = grown
	}
	return out
}

// follow calls visit with every joint state that can come next.
func (w *watched) follow(q []int, profile int, visit func(to []int, chance float64)) {
	step := func(o int, chance float64) {
		to := make([]int, len(q))
		for p := range q {
			to[p] = w.next[p][q[p]][o]
		}
		visit(to, chance)
	}
	if w.signal == nil {
		step(profile, 1)
		return
	}
	for y, c := range w.signal[profile] {
		step(y, c)
	}
}

// value is what a player expects today and later from an action.
func (w *watched) value(player int, q []int, action int, v map[string]float64) float64 {
	intended := make([]int, len(q))
	for p := range q {
		intended[p] = w.play[p][q[p]]
	}
	intended[player] = action
	sum := 0.0
	for i, c := range w.chances(intended) {
		if c == 0 {
			continue
		}
		later := 0.0
		w.follow(q, i, func(to []int, chance float64) { later += chance * v[fmt.Sprint(to)] })
		sum += c * ((1-w.delta)*w.u[player][i] + w.delta*later)
	}
	return sum
}

// gains iterates values (Shapley 1953; Blackwell 1965) and returns the most that a
// player gains by a one-shot deviation after any history, and by any strategy from
// the start.
func (w *watched) gains(player int) (oneShot, strategy float64) {
	start := make([]int, len(w.actions))
	states := [][]int{start}
	seen := map[string]bool{fmt.Sprint(start): true}
	for k := 0; k < len(states); k++ {
		for i := range w.profiles() {
			w.follow(states[k], i, func(to []int, _ float64) {
				if key := fmt.Sprint(to); !seen[key] {
					seen[key] = true
					states = append(states, to)
				}
			})
		}
	}
	own, best := map[string]float64{}, map[string]float64{}
	rounds := int(math.Ceil(-30/math.Log(w.delta+1e-9))) + 2
	for range rounds {
		next, nextBest := map[string]float64{}, map[string]float64{}
		for _, q := range states {
			key := fmt.Sprint(q)
			next[key] = w.value(player, q, w.play[player][q[player]], own)
			nextBest[key] = math.Inf(-1)
			for a := range w.actions[player] {
				nextBest[key] = max(nextBest[key], w.value(player, q, a, best))
			}
		}
		own, best = next, nextBest
	}
	for _, q := range states {
		key := fmt.Sprint(q)
		for a := range w.actions[player] {
			oneShot = max(oneShot, w.value(player, q, a, own)-own[key])
		}
	}
	return oneShot, best[fmt.Sprint(start)] - own[fmt.Sprint(start)]
}

// Perfect public equilibrium and Nash equilibrium of random automata, with signals,
// errors and up to three players, against value iteration in floating point.
func TestMonitoringAgainstValueIteration(t *testing.T) {
	rng := rand.New(rand.NewPCG(121, 122))
	agree := map[string]int{}
	for k := range 110 {
		players := 2 + k%2
		w := &watched{}
		actions := make([][]string, players)
		for p := range actions {
			n := 2
			if players == 2 && rng.IntN(4) == 0 {
				n = 3
			}
			w.actions = append(w.actions, n)
			actions[p] = []string{"a", "b", "c"}[:n]
		}
		// Half of the games are dilemmas, so that there is something to sustain.
		dilemma := k%4 < 2
		tables := make([][]int64, players)
		for p := range players {
			for range w.profiles() {
				tables[p] = append(tables[p], int64(rng.IntN(9)))
			}
		}
		index := func(a []int) int {
			i := 0
			for p, n := range w.actions {
				i = i*n + a[p]
			}
			return i
		}
		g := newGame(t, []string{"delta"}, "delta", actions, func(p int, a []int) string {
			if dilemma {
				others := -a[p]
				for _, x := range a {
					others += x
				}
				tables[p][index(a)] = int64(2*a[p] - 5*others)
			}
			return fmt.Sprint(tables[p][index(a)])
		})
		w.u = make([][]float64, players)
		for p := range w.u {
			for _, x := range tables[p] {
				w.u[p] = append(w.u[p], float64(x))
			}
		}
		observations := w.profiles()
		var names []string
		if k%3 > 0 {
			observations = 2 + rng.IntN(2)
			names = []string{"good", "bad", "ugly"}[:observations]
			mon := &games.Monitoring{Signals: names}
			for i := range w.profiles() {
				cuts := []int64{1 + int64(rng.IntN(7))}
				if dilemma { // cooperation of all is mostly good news
					cuts[0] = 1
					if i == 0 {
						cuts[0] = 8
					}
				}
				if observations == 3 {
					cuts = append(cuts, 1)
				}
				left := int64(10)
				var row []algebra.Ratio
				var probs []float64
				for _, c := range append(cuts, 0) {
					if len(row) == observations-1 {
						c = left
					}
					left -= c
					row = append(row, algebra.FromRat(big.NewRat(c, 10)))
					probs = append(probs, float64(c)/10)
				}
				mon.Prob = append(mon.Prob, row)
				w.signal = append(w.signal, probs)
			}
			g.Repeated.Monitoring = mon
		}
		if k%5 == 0 {
			e := algebra.FromRat(big.NewRat(1, 8))
			g.Repeated.Error = &e
			w.eps = 0.125
		}
		var profile []string
		for p := range players {
			a := games.Automaton{Name: fmt.Sprint("s", p)}
			states := 1 + rng.IntN(3)
			var play []int
			var next [][]int
			for q := range states {
				act := rng.IntN(w.actions[p])
				to := make([]int, observations)
				for o := range to {
					to[o] = rng.IntN(states)
				}
				if dilemma && k%8 < 5 { // triggers that differ in what they forgive
					states = 2
					act = q
					for o := range to {
						to[o] = 1
						if q == 0 && o == 0 || q == 1 && o == 0 && k%7 == 0 {
							to[o] = 0
						}
					}
				}
				s := games.State{Name: fmt.Sprint("q", q), Play: actions[p][act]}
				for o, target := range to {
					key := []string{}
					if names != nil {
						key = append(key, names[o])
					} else {
						at := make([]int, players)
						for r, x := players-1, o; r >= 0; r-- {
							at[r] = x % w.actions[r]
							x /= w.actions[r]
						}
						key = append(key, actions[p][at[p]])
						for r := range players {
							if r != p {
								key = append(key, actions[r][at[r]])
							}
						}
					}
					s.Next = append(s.Next, games.Transition{Actions: key, To: surely(target)})
				}
				a.States = append(a.States, s)
				play, next = append(play, act), append(next, to)
				if len(a.States) == states {
					break
				}
			}
			for q := range next { // a machine cut short
				for o := range next[q] {
					if next[q][o] >= len(a.States) {
						next[q][o] = 0
						a.States[q].Next[o].To = surely(0)
					}
				}
			}
			g.Repeated.Automata = append(g.Repeated.Automata, a)
			w.play, w.next = append(w.play, play), append(w.next, next)
			profile = append(profile, a.Name)
		}
		row, err := Analyse(context.Background(), g, profile)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			d := big.NewRat(int64(1+rng.IntN(14)), 16)
			w.delta, _ = d.Float64()
			oneShot, strategy := 0.0, 0.0
			for p := range players {
				x, y := w.gains(p)
				oneShot, strategy = max(oneShot, x), max(strategy, y)
			}
			for _, c := range []struct {
				what string
				gain float64
				got  bool
			}{{"perfect public", oneShot, row.SPE.Eval([]*big.Rat{d})}, {"Nash", strategy, row.Nash.Eval([]*big.Rat{d})}} {
				if c.gain > 1e-9 && c.gain < 1e-6 {
					continue // too close for floating point
				}
				want := c.gain <= 1e-9
				agree[fmt.Sprint(c.what, want)]++
				if c.got != want {
					t.Fatalf("case %d, %d players, signals %v, error %v, δ = %s: %s %v, but the largest gain is %v", k, players, names, w.eps, d.RatString(), c.what, c.got, c.gain)
				}
			}
		}
	}
	t.Log(agree)
	for _, what := range []string{"perfect publictrue", "perfect publicfalse", "Nashtrue", "Nashfalse"} {
		if agree[what] < 25 {
			t.Errorf("only %d cases of %s", agree[what], what)
		}
	}
}

// Where Nash equilibrium under errors is read off the one-shot deviations, it agrees
// with policy iteration, without patience and at the ends of the error included.
func TestTremblesAgreeWithTheOracle(t *testing.T) {
	rng := rand.New(rand.NewPCG(131, 132))
	agree := map[bool]int{}
	for seed := range uint64(6) {
		g, profile := noisyGame(t, seed, 2, 5)
		if seed%2 == 0 { // a state that can be an equilibrium: both defect for ever
			for p := range g.Repeated.Automata {
				for q := range g.Repeated.Automata[p].States {
					s := &g.Repeated.Automata[p].States[q]
					if s.Play = "D"; seed%4 == 0 && q == 4 {
						s.Play = "C"
					}
				}
			}
		}
		row, err := Analyse(context.Background(), g, profile)
		if err != nil {
			t.Fatal(err)
		}
		for k := range 5 {
			eps := big.NewRat(int64(k%5), 4)
			x := []*big.Rat{big.NewRat(int64(rng.IntN(6)), 6), eps, big.NewRat(int64(rng.IntN(13)-4), 2)}
			want := numbers(t, g, g.Repeated.Automata, x).nash()
			agree[want]++
			if got := row.Nash.Eval(x); got != want {
				t.Fatalf("seed %d at %v: Nash %v, want %v", seed, x, got, want)
			}
		}
	}
	if agree[true] < 5 || agree[false] < 5 {
		t.Errorf("%v", agree)
	}
}
