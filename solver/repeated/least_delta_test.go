package repeated

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"math/rand/v2"
	"testing"

	"brink/games"
	"brink/solver/exact"
)

// describeLeast is the answer in one word.
func describeLeast(l *Least) string {
	switch {
	case l.None:
		return "none"
	case l.Value != nil:
		return l.Value.RatString()
	case l.Root != nil:
		return l.Root.Poly().String()
	}
	return "interval"
}

// commons is a public good of n players: each contributes c out of her pocket and
// everybody gets share for each contributor. Action 0 contributes.
func commons(t *testing.T, n int, share, c string) *games.Strategic {
	actions := make([][]string, n)
	for p := range actions {
		actions[p] = []string{"give", "keep"}
	}
	g := newGame(t, nil, "0", actions, func(p int, a []int) string {
		givers := n
		for _, x := range a {
			givers -= x
		}
		return fmt.Sprintf("%s*%d - %s*%d", share, givers, c, 1-a[p])
	})
	s, err := g.At(nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLeastDeltaOfPaths(t *testing.T) {
	pd := bimatrixGame("3,3 0,5", "5,0 1,1")
	cc, cd, dc, dd := []int{0, 0}, []int{0, 1}, []int{1, 0}, []int{1, 1}
	good := commons(t, 3, "2/3", "1")
	for _, c := range []struct {
		name string
		game *games.Strategic
		path Path
		want string
	}{
		// Who yields today could have P for ever: P/(1-δ) <= (S+δT)/(1-δ²), that is
		// δ >= (P-S)/(T-P).
		{"alternation", pd, Path{Cycle: [][]int{cd, dc}}, "1/4"},
		{"alternation, other numbers", bimatrixGame("3,3 0,4", "4,0 1,1"), Path{Cycle: [][]int{cd, dc}}, "1/3"},
		// A longer wait for the turn: P <= (S+δS+δ²T)/(1+δ+δ²), so 4δ² - δ - 1 >= 0 for
		// whoever yields twice.
		{"one in three", pd, Path{Cycle: [][]int{cd, cd, dc}}, "4*x^2 - x - 1"},
		{"restraint, then racing", pd, Path{Lead: [][]int{cc}, Cycle: [][]int{dd}}, "none"},
		{"racing, then restraint", pd, Path{Lead: [][]int{dd, dd}, Cycle: [][]int{cc}}, "1/2"},
		// Everybody gives: 1 for ever, against 4/3 once and nothing later.
		{"public good", good, Path{Cycle: [][]int{{0, 0, 0}}}, "1/4"},
		// In turns: 2/3·(1+δ+δ²) >= 1.
		{"public good in turns", good, Path{Cycle: [][]int{{0, 1, 1}, {1, 0, 1}, {1, 1, 0}}}, "2*x^2 + 2*x - 1"},
		{"public good, one for all", good, Path{Cycle: [][]int{{0, 1, 1}}}, "none"},
		{"public good, nobody", good, Path{Cycle: [][]int{{1, 1, 1}}}, "0"},
		// Two of four at a time: (1-δ)/2 <= δ/(1+δ).
		{"public good in teams", commons(t, 4, "1/2", "1"), Path{Cycle: [][]int{{0, 0, 1, 1}, {1, 1, 0, 0}}}, "x^2 + 2*x - 1"},
	} {
		l, err := LeastDeltaPath(context.Background(), c.game, c.path, LeastOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if got := describeLeast(l); got != c.want {
			t.Errorf("%s: %s (%s), want %s", c.name, got, l.Reason, c.want)
		}
		if l.Root != nil && (l.Lo == nil || l.Root.CmpRat(exact.RatBig(l.Lo)) <= 0 || l.Root.CmpRat(exact.RatBig(l.Hi)) >= 0) {
			t.Errorf("%s: %v is not between %v and %v", c.name, l.Root, l.Lo, l.Hi)
		}
	}
	// Seven players: 5/2 for ever, against 3 once and nothing later, which is the minmax:
	// δ >= 1/6, without payoff sets.
	many, err := LeastDelta(context.Background(), commons(t, 7, "1/2", "1"), make([]int, 7), LeastOptions{})
	if err != nil || describeLeast(many) != "1/6" {
		t.Errorf("seven players: %+v, %v", many, err)
	}
	// Seven who do better when all defect than when most do: 3 for ever against 4 once.
	// The worst stage equilibrium pays 0, above the minmax of -1, so the least discount
	// factor lies between 1/5 and 1/4.
	s := &games.Strategic{}
	payoff := make([]*big.Rat, 0, 128)
	for p := range 7 {
		s.Players = append(s.Players, games.Player{Name: fmt.Sprint(p), Actions: []string{"C", "D"}})
	}
	for p := range 7 {
		payoff = payoff[:0]
		for i := range 128 {
			own, defectors := i>>(6-p)&1, bits.OnesCount(uint(i))
			v := int64(3 + own - (defectors - own))
			if defectors == 7 {
				v = 0
			}
			payoff = append(payoff, big.NewRat(v, 1))
		}
		s.Payoffs = append(s.Payoffs, games.NewTable(payoff))
	}
	crowd, err := LeastDelta(context.Background(), s, make([]int, 7), LeastOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if describeLeast(crowd) != "interval" || crowd.Lo.Cmp(rat("1/5")) != 0 || crowd.Hi.Cmp(rat("1/4")) != 0 {
		t.Errorf("crowd: %+v", crowd)
	}
	for _, p := range []Path{{}, {Lead: [][]int{cc}}, {Cycle: [][]int{{0}}}, {Cycle: [][]int{{0, 2}}}, {Cycle: make([][]int, MaxPathLength+1)}} {
		if _, err := LeastDeltaPath(context.Background(), pd, p, LeastOptions{}); err == nil {
			t.Errorf("%v: no error", p)
		}
	}
}

// floatGame lists payoffs and best-response payoffs of a two-player game.
func floatGame(s *games.Strategic) (g, best [][2]float64) {
	rows, cols := len(s.Players[0].Actions), len(s.Players[1].Actions)
	for i := range rows * cols {
		var u, b [2]float64
		for p := range 2 {
			u[p], _ = s.Payoffs[p].Rat(i).Float64()
		}
		b = [2]float64{math.Inf(-1), math.Inf(-1)}
		for x := range rows {
			v, _ := s.Payoffs[0].Rat(x*cols + i%cols).Float64()
			b[0] = max(b[0], v)
		}
		for x := range cols {
			v, _ := s.Payoffs[1].Rat(i/cols*cols + x).Float64()
			b[1] = max(b[1], v)
		}
		g, best = append(g, u), append(best, b)
	}
	return g, best
}

// sustained decides by brute force in floating point: the operator of Abreu,
// Pearce and Stacchetti for the worst payoffs, discounted sums of 3000 periods.
func sustained(s *games.Strategic, path Path, delta float64) bool {
	g, best := floatGame(s)
	set := slowAPS(g, best, delta, 600)
	if len(set) == 0 {
		return false
	}
	u := set[0]
	for _, v := range set {
		u = pt{min(u[0], v[0]), min(u[1], v[1])}
	}
	at := func(k int) int {
		if k < len(path.Lead) {
			return s.Index(path.Lead[k])
		}
		return s.Index(path.Cycle[(k-len(path.Lead))%len(path.Cycle)])
	}
	for k := range len(path.Lead) + len(path.Cycle) {
		for p := range 2 {
			v, d := 0.0, 1-delta
			for j := range 3000 {
				v += d * g[at(k+j)][p]
				d *= delta
			}
			if (1-delta)*best[at(k)][p]+delta*u[p] > v+1e-7 {
				return false
			}
		}
	}
	return true
}

func TestLeastDeltaOfPathsAgainstBruteForce(t *testing.T) {
	rng := rand.New(rand.NewPCG(61, 62))
	kinds := map[string]int{}
	for k := range 120 {
		m := 2 + rng.IntN(2)
		var rows []string
		for range m {
			row := ""
			for range m {
				row += fmt.Sprintf("%d,%d ", rng.IntN(11), rng.IntN(11))
			}
			rows = append(rows, row)
		}
		if k%3 == 0 {
			m, rows = 2, []string{fmt.Sprintf("6,6 %d,9", rng.IntN(4)), fmt.Sprintf("9,%d 4,4", rng.IntN(4))}
		}
		s := bimatrixGame(rows...)
		var path Path
		for range rng.IntN(3) {
			path.Lead = append(path.Lead, []int{rng.IntN(m), rng.IntN(m)})
		}
		for range 1 + rng.IntN(3) {
			path.Cycle = append(path.Cycle, []int{rng.IntN(m), rng.IntN(m)})
		}
		l, err := LeastDeltaPath(context.Background(), s, path, LeastOptions{})
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("%q %v: %s %v %v", rows, path, describeLeast(l), l.Lo, l.Hi)
		const off = 0.004
		lo, hi := 0.99, 1.0
		switch {
		case l.None:
			kinds["none"]++
		case l.Value != nil:
			kinds["rational"]++
			lo, _ = l.Value.Float64()
			hi = lo
		case l.Root != nil:
			kinds["irrational"]++
			lo, _ = l.Lo.Float64()
			hi = lo
		case l.Hi == nil:
			kinds["unknown"]++
			lo, _ = l.Lo.Float64()
		default:
			kinds["interval"]++
			lo, _ = l.Lo.Float64()
			hi, _ = l.Hi.Float64()
			if w := l.Width(); w.Cmp(big.NewRat(1, 1<<19)) > 0 {
				t.Logf("%s: wide", name)
			}
		}
		if lo > off && sustained(s, path, lo-off) {
			t.Errorf("%s: works at %v", name, lo-off)
		}
		if hi < 0.99 && !sustained(s, path, hi+off) {
			t.Errorf("%s: does not work at %v", name, hi+off)
		}
	}
	t.Logf("%v", kinds)
	if kinds["irrational"] < 5 || kinds["rational"] < 20 {
		t.Errorf("too few cases: %v", kinds)
	}
}

// Three players: no automaton does with less than the least discount factor, and
// where punishments are only bounded the width is stated and honoured.
func TestLeastDeltaOfThreePlayersBoundsAutomata(t *testing.T) {
	rng := rand.New(rand.NewPCG(63, 64))
	compared, exactly, intervals := 0, 0, 0
	three := [][]string{{"C", "D"}, {"C", "D"}, {"C", "D"}}
	for k := range 40 {
		u := make([][]int, 3)
		for p := range u {
			for range 8 {
				u[p] = append(u[p], rng.IntN(10))
			}
		}
		if k%2 == 0 { // dilemmas of three, punished by racing or worse
			for p := range u {
				for i := range 8 {
					own, others := i>>(2-p)&1, (i&1+i>>1&1+i>>2&1)-i>>(2-p)&1
					u[p][i] = 6 + 2*own - 3*others + rng.IntN(2)
				}
			}
		}
		g := newGame(t, []string{"delta"}, "delta", three, func(p int, a []int) string { return fmt.Sprint(u[p][4*a[0]+2*a[1]+a[2]]) })
		s, err := g.At([]*big.Rat{new(big.Rat)})
		if err != nil {
			t.Fatal(err)
		}
		l, err := LeastDelta(context.Background(), s, []int{0, 0, 0}, LeastOptions{Width: big.NewRat(1, 64)})
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case l.Value != nil || l.None:
			exactly++
		case l.Hi != nil:
			intervals++
		}
		for _, name := range []string{"grim", "penance", "limited-punishment(2)", "always-C"} {
			row, err := Analyse(context.Background(), g, []string{name, name, name})
			if err != nil {
				continue // not for three players
			}
			c, err := row.Critical(context.Background(), []*big.Rat{nil})
			if err != nil {
				t.Fatal(err)
			}
			if c.Empty() || row.Outcome != "(C, C, C)" {
				continue
			}
			compared++
			switch {
			case l.None:
				t.Errorf("%v: none, but %s works at %s", u, name, c)
			case l.Value != nil && c.Min().CmpRat(exact.RatBig(l.Value)) < 0:
				t.Errorf("%v: least %s, but %s works at %s", u, l.Value.RatString(), name, c)
			case l.Value == nil && l.Lo != nil && c.Min().CmpRat(exact.RatBig(l.Lo)) < 0:
				t.Errorf("%v: least above %s, but %s works at %s", u, l.Lo.RatString(), name, c)
			}
		}
	}
	t.Logf("%d automata, %d exact, %d intervals", compared, exactly, intervals)
	if compared < 10 || exactly < 10 {
		t.Errorf("%d automata, %d exact", compared, exactly)
	}
}
