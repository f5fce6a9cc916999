package repeated

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games"
	"brink/solver/exact"
)

// stickAndCarrot has a third action that hurts both, as in Abreu (1986): one
// period of (X, X) and then cooperation punishes harder than (D, D) for ever.
var stickAndCarrot = []string{"4,4 0,6 -1,0", "6,0 2,2 0,0", "0,-1 0,0 -2,-2"}

func TestLeastDelta(t *testing.T) {
	for _, c := range []struct {
		name    string
		game    *games.Strategic
		profile []int
		want    string
	}{
		// Prisoner's dilemma (5,3,1,0): the stage equilibrium is the minmax, so
		// nothing beats grim: (T-R)/(T-P).
		{"pd", bimatrixGame("3,3 0,5", "5,0 1,1"), []int{0, 0}, "1/2"},
		{"pd, racing", bimatrixGame("3,3 0,5", "5,0 1,1"), []int{1, 1}, "0"},
		{"pd, one-sided restraint", bimatrixGame("3,3 0,5", "5,0 1,1"), []int{0, 1}, "none"},
		// Chicken (7,6,0,2): each is punished by her own worst equilibrium, 2.
		{"chicken", bimatrixGame("6,6 2,7", "7,2 0,0"), []int{0, 0}, "1/5"},
		{"stick and carrot", bimatrixGame(stickAndCarrot...), []int{0, 0}, "1/3"},
		// Punishments that become possible at once: a bound that bisection only
		// approaches is proved by barring the profiles without slack.
		{"jump", bimatrixGame("5,1 3,1", "7,8 5,7"), []int{1, 1}, "1/2"},
		{"jump of three", bimatrixGame("10,9 6,2 6,0", "7,6 3,2 1,6", "11,5 0,4 10,11"), []int{0, 0}, "4/9"},
	} {
		l, err := LeastDelta(context.Background(), c.game, c.profile, LeastOptions{})
		if err != nil {
			t.Fatal(err)
		}
		got := "interval"
		switch {
		case l.Value != nil:
			got = l.Value.RatString()
		case l.None:
			got = "none"
		}
		if got != c.want {
			t.Errorf("%s: %s (%s), want %s", c.name, got, l.Reason, c.want)
		}
	}
}

// The stick-and-carrot automaton attains the least discount factor, and the payoff
// set names its stick.
func TestStickAndCarrot(t *testing.T) {
	actions := []string{"C", "D", "X"}
	s := bimatrixGame(stickAndCarrot...)
	g := newGame(t, []string{"delta"}, "delta", [][]string{actions, actions}, func(p int, a []int) string {
		return s.Payoffs[p].Rat(a[0]*3 + a[1]).RatString()
	})
	to := func(play string) []games.Transition {
		return []games.Transition{{Actions: []string{play, play}, To: surely(0)}, {To: surely(1)}}
	}
	g.Repeated.Automata = []games.Automaton{{Name: "carrot", States: []games.State{
		{Name: "carrot", Play: "C", Next: to("C")},
		{Name: "stick", Play: "X", Next: to("X")},
	}}}
	row, err := Analyse(context.Background(), g, []string{"carrot", "carrot"})
	if err != nil {
		t.Fatal(err)
	}
	set, err := row.Critical(context.Background(), []*big.Rat{nil})
	if err != nil || set.Empty() || set.Min().CmpRat(exact.RatFrac(1, 3)) != 0 {
		t.Errorf("stick and carrot works at %v, %v; want from 1/3", set, err)
	}
	ps, err := Payoffs(context.Background(), s, rat("1/3"))
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range ps.PenalCodes() {
		if code.Payoff.Sign() != 0 || code.Sticks[0] != [2]int{2, 2} {
			t.Errorf("penal code of %d: payoff %s, sticks %v, carrot %v", code.Player, code.Payoff.RatString(), code.Sticks, code.Carrot)
		}
	}
}

// No automaton sustains a profile below the least discount factor, and grim with
// the stage equilibrium never does better.
func TestLeastDeltaBoundsAutomata(t *testing.T) {
	rng := rand.New(rand.NewPCG(41, 42))
	compared := 0
	for k := range 60 {
		var u [2][4]int64
		for p := range 2 {
			for i := range 4 {
				u[p][i] = int64(rng.IntN(12))
			}
		}
		if k%2 == 0 { // prisoner's dilemmas
			u[0] = [4]int64{4 + int64(rng.IntN(3)), int64(rng.IntN(2)), 7 + int64(rng.IntN(3)), 2 + int64(rng.IntN(2))}
			u[1] = [4]int64{u[0][0], u[0][2], u[0][1], u[0][3]}
		}
		var rows []string
		for i := range 2 {
			rows = append(rows, fmt.Sprintf("%d,%d %d,%d", u[0][2*i], u[1][2*i], u[0][2*i+1], u[1][2*i+1]))
		}
		s := bimatrixGame(rows...)
		g := newGame(t, []string{"delta"}, "delta", twoByTwo, func(p int, a []int) string { return fmt.Sprint(u[p][2*a[0]+a[1]]) })
		least, err := LeastDelta(context.Background(), s, []int{0, 0}, LeastOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"grim", "tit-for-tat", "win-stay-lose-shift", "penance", "limited-punishment(3)", "nash-reversion(C, D; D, C)"} {
			row, err := Analyse(context.Background(), g, []string{name, name})
			if err != nil {
				t.Fatal(err)
			}
			c, err := row.Critical(context.Background(), []*big.Rat{nil})
			if err != nil {
				t.Fatal(err)
			}
			if c.Empty() || row.Outcome != "(C, C)" {
				continue
			}
			compared++
			switch {
			case least.None:
				t.Errorf("%v: none, but %s works at %s", rows, name, c)
			case least.Value != nil && c.Min().CmpRat(exact.RatBig(least.Value)) < 0:
				t.Errorf("%v: least %s, but %s works at %s", rows, least.Value.RatString(), name, c)
			case least.Value == nil && least.Lo != nil && c.Min().CmpRat(exact.RatBig(least.Lo)) < 0:
				t.Errorf("%v: least above %s, but %s works at %s", rows, least.Lo.RatString(), name, c)
			}
		}
	}
	if compared < 30 {
		t.Errorf("only %d automata compared", compared)
	}
}

func TestMinmaxes(t *testing.T) {
	for _, c := range []struct {
		game        *games.Strategic
		pure, mixed string
		against     [2]int
	}{
		{bimatrixGame("1,-1 -1,1", "-1,1 1,-1"), "1", "0", [2]int{0, 0}},
		{bimatrixGame("3,3 0,5", "5,0 1,1"), "1", "1", [2]int{1, 1}},
		{bimatrixGame("6,6 2,7", "7,2 0,0"), "2", "2", [2]int{0, 1}},
		{bimatrixGame("1/2,0 -1/3,0", "-1/3,0 1/2,0"), "1/2", "1/12", [2]int{0, 0}},
	} {
		ms, err := Minmaxes(context.Background(), c.game)
		if err != nil {
			t.Fatal(err)
		}
		if m := ms[0]; m.Pure.RatString() != c.pure || m.Mixed.RatString() != c.mixed || [2]int(m.Against) != c.against {
			t.Errorf("minmax %s at %v, mixed %s; want %s at %v, %s", m.Pure.RatString(), m.Against, m.Mixed.RatString(), c.pure, c.against, c.mixed)
		}
		// The mix attains the value.
		for i := range 2 {
			v := new(big.Rat)
			for j := range 2 {
				v.Add(v, mul(ms[0].Mix[j], c.game.Payoffs[0].Rat(2*i+j)))
			}
			if v.Cmp(ms[0].Mixed) > 0 {
				t.Errorf("action %d earns %s against the mix", i, v.RatString())
			}
		}
	}
	// Three players: matching for the third needs pure coordination of the others.
	g := newGame(t, nil, "0", [][]string{{"a", "b"}, {"a", "b"}, {"a", "b"}}, func(p int, a []int) string {
		if p == 2 && a[0] == a[1] && a[1] == a[2] {
			return "4"
		}
		return "0"
	})
	s, err := g.At(nil)
	if err != nil {
		t.Fatal(err)
	}
	ms, err := Minmaxes(context.Background(), s)
	if err != nil || ms[2].Pure.Sign() != 0 || ms[2].Mixed != nil {
		t.Errorf("three players: %v %v", ms, err)
	}
}
