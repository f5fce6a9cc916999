package repeated

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// The oracle decides subgame perfection and Nash equilibrium in numbers, by the
// definitions: it multiplies out joint states, solves for values by Gaussian
// elimination over the rationals, and finds best responses by policy iteration.
// It shares no code with the package but the game it reads.
type oracle struct {
	shape    []int
	profiles [][]int
	u        [][]*big.Rat   // by player, profile
	play     [][][]*big.Rat // by player, state, action: intended
	next     [][][][]chance // by player, state, profile
	start    []int
	delta    *big.Rat
	own      []*big.Rat // of every player, where theirs differ
	eps      *big.Rat
}

type chance struct {
	to int
	p  *big.Rat
}

var ratOne = big.NewRat(1, 1)

func mul(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
func add(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }
func sub(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }

// solve solves a·x = b.
func solve(a [][]*big.Rat, b []*big.Rat) []*big.Rat {
	n := len(a)
	for i := range n {
		p := i
		for a[p][i].Sign() == 0 {
			p++
		}
		a[i], a[p], b[i], b[p] = a[p], a[i], b[p], b[i]
		for r := range n {
			if r == i || a[r][i].Sign() == 0 {
				continue
			}
			f := new(big.Rat).Quo(a[r][i], a[i][i])
			for c := i; c < n; c++ {
				a[r][c] = sub(a[r][c], mul(f, a[i][c]))
			}
			b[r] = sub(b[r], mul(f, b[i]))
		}
	}
	for i := range n {
		b[i] = new(big.Rat).Quo(b[i], a[i][i])
	}
	return b
}

// slip applies errors of execution.
func (o *oracle) slip(mix []*big.Rat) []*big.Rat {
	out := make([]*big.Rat, len(mix))
	k := big.NewRat(int64(len(mix)-1), 1)
	for a := range mix {
		out[a] = mul(mix[a], sub(ratOne, o.eps))
		for b := range mix {
			if b != a {
				out[a].Add(out[a], mul(mix[b], new(big.Rat).Quo(o.eps, k)))
			}
		}
	}
	return out
}

func unit(a, n int) []*big.Rat {
	out := make([]*big.Rat, n)
	for i := range out {
		out[i] = new(big.Rat)
	}
	out[a] = big.NewRat(1, 1)
	return out
}

// profileProb is the probability of a profile when the players intend mixes.
func (o *oracle) profileProb(mixes [][]*big.Rat, i int) *big.Rat {
	p := big.NewRat(1, 1)
	for q, a := range o.profiles[i] {
		p.Mul(p, o.slip(mixes[q])[a])
	}
	return p
}

// jointNext is the distribution over joint states after a profile, with the
// machine of player skip (-1 for none) left where it is.
func (o *oracle) jointNext(q []int, profile, skip int) map[string]*big.Rat {
	dist := map[string]*big.Rat{"": big.NewRat(1, 1)}
	for p := range q {
		grown := map[string]*big.Rat{}
		branches := []chance{{q[p], ratOne}}
		if p != skip {
			branches = o.next[p][q[p]][profile]
		}
		for k, w := range dist {
			for _, b := range branches {
				key := fmt.Sprintf("%s%d,", k, b.to)
				if grown[key] == nil {
					grown[key] = new(big.Rat)
				}
				grown[key].Add(grown[key], mul(w, b.p))
			}
		}
		dist = grown
	}
	return dist
}

func decode(key string) []int {
	var q []int
	for _, s := range strings.Split(strings.TrimSuffix(key, ","), ",") {
		var x int
		fmt.Sscan(s, &x)
		q = append(q, x)
	}
	return q
}

func encode(q []int) string {
	s := ""
	for _, x := range q {
		s += fmt.Sprintf("%d,", x)
	}
	return s
}

// reach lists the joint states any history leads to; player skip's machine stands
// still.
func (o *oracle) reach(skip int) []string {
	seen := map[string]bool{}
	todo := []string{encode(o.start)}
	var order []string
	for len(todo) > 0 {
		k := todo[0]
		todo = todo[1:]
		if seen[k] {
			continue
		}
		seen[k] = true
		order = append(order, k)
		for i := range o.profiles {
			for to, w := range o.jointNext(decode(k), i, skip) {
				if w.Sign() > 0 {
					todo = append(todo, to)
				}
			}
		}
	}
	return order
}

// action value of a player who intends mix at a joint state, given values.
func (o *oracle) q(player int, key string, mix []*big.Rat, v map[string]*big.Rat, skip int) *big.Rat {
	q := decode(key)
	mixes := make([][]*big.Rat, len(q))
	for p := range q {
		mixes[p] = o.play[p][q[p]]
	}
	if mix != nil {
		mixes[player] = mix
	}
	sum := new(big.Rat)
	for i := range o.profiles {
		w := o.profileProb(mixes, i)
		if w.Sign() == 0 {
			continue
		}
		x := mul(sub(ratOne, o.delta), o.u[player][i])
		for to, pr := range o.jointNext(q, i, skip) {
			x.Add(x, mul(o.delta, mul(pr, v[to])))
		}
		sum.Add(sum, mul(w, x))
	}
	return sum
}

// values solves for a player's values when she intends policy(key), or follows
// her machine where that is nil.
func (o *oracle) values(player int, keys []string, skip int, policy map[string]int) map[string]*big.Rat {
	n := len(keys)
	at := map[string]int{}
	for i, k := range keys {
		at[k] = i
	}
	a := make([][]*big.Rat, n)
	b := make([]*big.Rat, n)
	for i, k := range keys {
		a[i] = unit(i, n)
		b[i] = new(big.Rat)
		q := decode(k)
		mixes := make([][]*big.Rat, len(q))
		for p := range q {
			mixes[p] = o.play[p][q[p]]
		}
		if policy != nil {
			mixes[player] = unit(policy[k], o.shape[player])
		}
		for pr := range o.profiles {
			w := o.profileProb(mixes, pr)
			if w.Sign() == 0 {
				continue
			}
			b[i].Add(b[i], mul(w, mul(sub(ratOne, o.delta), o.u[player][pr])))
			for to, x := range o.jointNext(q, pr, skip) {
				j := at[to]
				a[i][j] = sub(a[i][j], mul(o.delta, mul(w, x)))
			}
		}
	}
	x := solve(a, b)
	v := map[string]*big.Rat{}
	for i, k := range keys {
		v[k] = x[i]
	}
	return v
}

// patience takes a player's point of view.
func (o *oracle) patience(p int) {
	if o.own != nil {
		o.delta = o.own[p]
	}
}

func (o *oracle) spe() bool {
	keys := o.reach(-1)
	for p := range o.shape {
		o.patience(p)
		v := o.values(p, keys, -1, nil)
		for _, k := range keys {
			for a := range o.shape[p] {
				if o.q(p, k, unit(a, o.shape[p]), v, -1).Cmp(v[k]) > 0 {
					return false
				}
			}
		}
	}
	return true
}

func (o *oracle) nash() bool {
	all := o.reach(-1)
	for p := range o.shape {
		o.patience(p)
		path := o.values(p, all, -1, nil)[encode(o.start)]
		keys := o.reach(p)
		policy := map[string]int{}
		for {
			v := o.values(p, keys, p, policy)
			better := false
			for _, k := range keys {
				for a := range o.shape[p] {
					if o.q(p, k, unit(a, o.shape[p]), v, p).Cmp(v[k]) > 0 {
						policy[k] = a
						better = true
						break
					}
				}
			}
			if !better {
				if v[encode(o.start)].Cmp(path) > 0 {
					return false
				}
				break
			}
		}
	}
	return true
}

// numbers reads the oracle's game and automata off a game at a point.
func numbers(t *testing.T, g *games.Game, autos []games.Automaton, point []*big.Rat) *oracle {
	t.Helper()
	value := func(r algebra.Ratio) *big.Rat {
		x, err := r.Eval(point)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	o := &oracle{shape: g.Shape(), delta: value(g.Repeated.Discount), eps: new(big.Rat)}
	for _, d := range g.Repeated.Own {
		o.own = append(o.own, value(d.Factor))
	}
	if g.Repeated.Error != nil {
		o.eps = value(*g.Repeated.Error)
	}
	total := 1
	for _, n := range o.shape {
		total *= n
	}
	for i := range total {
		profile := make([]int, len(o.shape))
		rest := i
		for p := len(o.shape) - 1; p >= 0; p-- {
			profile[p] = rest % o.shape[p]
			rest /= o.shape[p]
		}
		o.profiles = append(o.profiles, profile)
	}
	for p := range o.shape {
		var us []*big.Rat
		for i := range o.profiles {
			x, err := g.Payoffs[p][i].Eval(point)
			if err != nil {
				t.Fatal(err)
			}
			us = append(us, x)
		}
		o.u = append(o.u, us)
		a := autos[p]
		o.start = append(o.start, a.Start)
		var play [][]*big.Rat
		var next [][][]chance
		for _, s := range a.States {
			i, ok := actionIndex(g.Players[p], s.Play)
			if !ok {
				t.Fatal(s.Play)
			}
			play = append(play, unit(i, o.shape[p]))
			var byProfile [][]chance
			for _, profile := range o.profiles {
				own := []string{g.Players[p].Actions[profile[p]]}
				for q := range profile {
					if q != p {
						own = append(own, g.Players[q].Actions[profile[q]])
					}
				}
				var cs []chance
				for _, tr := range s.Next {
					match := tr.Actions == nil
					if !match {
						match = true
						for k, want := range tr.Actions {
							match = match && (want == "*" || want == own[k])
						}
					}
					if match {
						for _, b := range tr.To {
							cs = append(cs, chance{b.State, value(b.Prob)})
						}
						break
					}
				}
				byProfile = append(byProfile, cs)
			}
			next = append(next, byProfile)
		}
		o.play, o.next = append(o.play, play), append(o.next, next)
	}
	return o
}

// randomAutomaton draws an automaton whose transitions are keyed by full
// profiles, by wildcards and by else branches.
func randomAutomaton(rng *rand.Rand, name string, actions []string, others [][]string, random bool) games.Automaton {
	n := 1 + rng.IntN(3)
	a := games.Automaton{Name: name, Start: rng.IntN(n)}
	to := func() []games.Branch {
		if random && rng.IntN(3) == 0 {
			return []games.Branch{
				{State: rng.IntN(n), Prob: algebra.FromRat(big.NewRat(1, 3))},
				{State: rng.IntN(n), Prob: algebra.FromRat(big.NewRat(2, 3))},
			}
		}
		return surely(rng.IntN(n))
	}
	for q := range n {
		s := games.State{Name: fmt.Sprintf("q%d", q), Play: actions[rng.IntN(len(actions))]}
		for range rng.IntN(5) {
			pattern := []string{actions[rng.IntN(len(actions))]}
			for _, o := range others {
				pattern = append(pattern, o[rng.IntN(len(o))])
			}
			if rng.IntN(4) == 0 {
				pattern[rng.IntN(len(pattern))] = "*"
			}
			s.Next = append(s.Next, games.Transition{Actions: pattern, To: to()})
		}
		s.Next = append(s.Next, games.Transition{To: to()})
		a.States = append(a.States, s)
	}
	return a
}

// TestConditionsAgreeWithTheOracle checks the formulas of random automata in
// random games, with two and three players, three actions, random transitions
// and errors, at random discount factors and at every critical one that is
// rational.
func TestConditionsAgreeWithTheOracle(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	type setting struct {
		actions [][]string
		random  bool
		eps     string
		cases   int
	}
	two := []string{"C", "D"}
	for _, s := range []setting{
		{[][]string{two, two}, false, "", 120},
		{[][]string{two, two}, true, "", 30},
		{[][]string{two, two}, false, "1/10", 15},
		{[][]string{{"a", "b", "c"}, two}, false, "", 30},
		{[][]string{two, two, two}, false, "", 12},
	} {
		agree := map[bool]int{}
		for k := range s.cases {
			pd := k%3 == 0 && len(s.actions) == 2 && len(s.actions[0]) == 2
			table := map[string]string{}
			g := newGame(t, []string{"delta"}, "delta", s.actions, func(p int, a []int) string {
				if pd {
					return [2][2]string{{"3", "0"}, {"4", "1"}}[a[p]][a[1-p]]
				}
				key := fmt.Sprint(p, a)
				table[key] = fmt.Sprint(rng.IntN(9) - 3)
				return table[key]
			})
			if s.eps != "" {
				e := ratio(t, nil, s.eps)
				g.Repeated.Error = &e
			}
			var profile []string
			for p, own := range s.actions {
				var others [][]string
				for q, o := range s.actions {
					if q != p {
						others = append(others, o)
					}
				}
				a := randomAutomaton(rng, fmt.Sprintf("s%d", p), own, others, s.random)
				if pd && k%2 == 0 { // grim, so that both answers occur
					a = games.Automaton{Name: a.Name, States: []games.State{
						{Name: "t", Play: "C", Next: []games.Transition{{Actions: []string{"C", "C"}, To: surely(0)}, {To: surely(1)}}},
						{Name: "p", Play: "D", Next: []games.Transition{{To: surely(1)}}},
					}}
				}
				g.Repeated.Automata = append(g.Repeated.Automata, a)
				profile = append(profile, a.Name)
			}
			row, err := Analyse(context.Background(), g, profile)
			if err != nil {
				t.Fatal(err)
			}
			points := []*big.Rat{new(big.Rat), big.NewRat(int64(rng.IntN(40)), 40), big.NewRat(int64(rng.IntN(40)), 40)}
			for _, f := range []expr.Formula{row.SPE, row.Nash} {
				c, err := CriticalSet(context.Background(), g, f, make([]*big.Rat, 1))
				if err != nil {
					t.Fatal(err)
				}
				for _, i := range c.Set {
					for _, end := range []exact.Algebraic{i.Lo, i.Hi} {
						if r, ok := end.Rational(); ok && r.Big().Cmp(ratOne) < 0 {
							points = append(points, r.Big())
						}
					}
				}
			}
			for _, d := range points {
				o := numbers(t, g, g.Repeated.Automata, []*big.Rat{d})
				want, wantNash := o.spe(), o.nash()
				agree[want]++
				if got := row.SPE.Eval([]*big.Rat{d}); got != want {
					t.Fatalf("delta = %s: spe %v, oracle %v: %s", d, got, want, g.Printer().Formula(row.SPE))
				}
				if got := row.Nash.Eval([]*big.Rat{d}); got != wantNash {
					t.Fatalf("delta = %s: nash %v, oracle %v: %s", d, got, wantNash, g.Printer().Formula(row.Nash))
				}
				spe, nash, ok, err := HoldsAt(context.Background(), g, profile, d)
				if err != nil || !ok || spe != want || nash != wantNash {
					t.Fatalf("at delta = %s: spe %v, nash %v, decided %v, %v; oracle %v, %v", d, spe, nash, ok, err, want, wantNash)
				}
			}
		}
		t.Logf("%v: %d subgame perfect, %d not", s.actions, agree[true], agree[false])
	}
}

// TestSymbolicConditionsAgreeWithTheOracle does the same with parameters in the
// payoffs, the errors and the transitions, where deviations from the path are
// enumerated instead of found by a sweep of the discount factor.
func TestSymbolicConditionsAgreeWithTheOracle(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 19))
	params := []string{"delta", "x", "y", "q"}
	two := []string{"C", "D"}
	agree := map[bool]int{}
	for k := range 40 {
		form := func() string { return fmt.Sprintf("%d*x + %d*y + %d", rng.IntN(5)-2, rng.IntN(5)-2, rng.IntN(5)-2) }
		pd := [2][2]string{{"3", "y"}, {"3+x", "1"}}
		g := newGame(t, params, "delta", [][]string{two, two}, func(p int, a []int) string {
			if k%2 == 0 {
				return pd[a[p]][a[1-p]]
			}
			return form()
		})
		if k%4 == 3 {
			e := ratio(t, params, "q/2")
			g.Repeated.Error = &e
		}
		profile := []string{"s0", "s1"}
		for p := range 2 {
			a := randomAutomaton(rng, profile[p], two, [][]string{two}, false)
			if k%2 == 0 && p == 0 || k%4 == 0 {
				a = games.Automaton{Name: profile[p], States: []games.State{
					{Name: "t", Play: "C", Next: []games.Transition{{Actions: []string{"C", "C"}, To: surely(0)}, {To: surely(1)}}},
					{Name: "p", Play: "D", Next: []games.Transition{{To: surely(1)}}},
				}}
			}
			if k%5 == 2 {
				a.States[0].Next = append([]games.Transition{{Actions: []string{"*", "D"}, To: []games.Branch{
					{State: 0, Prob: ratio(t, params, "q")}, {State: len(a.States) - 1, Prob: ratio(t, params, "1-q")}}}}, a.States[0].Next...)
			}
			g.Repeated.Automata = append(g.Repeated.Automata, a)
		}
		row, err := Analyse(context.Background(), g, profile)
		if err != nil {
			t.Fatal(err)
		}
		for range 8 {
			x := []*big.Rat{big.NewRat(int64(rng.IntN(12)), 12), big.NewRat(int64(rng.IntN(9)), 2), big.NewRat(int64(rng.IntN(9)-5), 2), big.NewRat(int64(1+rng.IntN(7)), 8)}
			o := numbers(t, g, g.Repeated.Automata, x)
			want, wantNash := o.spe(), o.nash()
			agree[want]++
			if got := row.SPE.Eval(x); got != want {
				t.Fatalf("case %d at %v: spe %v, oracle %v", k, x, got, want)
			}
			if got := row.Nash.Eval(x); got != wantNash {
				t.Fatalf("case %d at %v: nash %v, oracle %v", k, x, got, wantNash)
			}
		}
	}
	if agree[true] < 20 || agree[false] < 20 {
		t.Errorf("%d subgame perfect, %d not: the cases decide nothing", agree[true], agree[false])
	}
}
