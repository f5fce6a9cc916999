package dynamics

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"testing"

	"brink/games"

	"pgregory.net/rapid"
)

// twoPlayer builds a two-player game from integer payoffs.
func twoPlayer(a, b [][]int64) *games.Strategic {
	return rationalGame([]int{len(a), len(a[0])}, func(p int, profile []int) *big.Rat {
		if p == 0 {
			return big.NewRat(a[profile[0]][profile[1]], 1)
		}
		return big.NewRat(b[profile[0]][profile[1]], 1)
	})
}

func rationalGame(shape []int, pay func(p int, profile []int) *big.Rat) *games.Strategic {
	g := &games.Strategic{Name: "test"}
	for p, m := range shape {
		pl := games.Player{Name: fmt.Sprintf("P%d", p+1)}
		for a := range m {
			pl.Actions = append(pl.Actions, fmt.Sprintf("a%d", a))
		}
		g.Players = append(g.Players, pl)
	}
	profile := make([]int, len(shape))
	for p := range shape {
		vals := make([]*big.Rat, g.Profiles())
		for i := range vals {
			g.Decode(i, profile)
			vals[i] = pay(p, profile)
		}
		g.Payoffs = append(g.Payoffs, games.NewTable(vals))
	}
	return g
}

func zeroSum(a [][]int64) *games.Strategic {
	b := make([][]int64, len(a))
	for i, row := range a {
		for _, v := range row {
			b[i] = append(b[i], -v)
		}
	}
	return twoPlayer(a, b)
}

func shapley() *games.Strategic {
	return twoPlayer([][]int64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, [][]int64{{0, 1, 0}, {0, 0, 1}, {1, 0, 0}})
}

func chicken() *games.Strategic {
	return twoPlayer([][]int64{{6, 2}, {7, 0}}, [][]int64{{6, 7}, {2, 0}})
}

func randomGame(rng *rand.Rand, high int, shape ...int) *games.Strategic {
	return rationalGame(shape, func(int, []int) *big.Rat { return big.NewRat(int64(rng.IntN(2*high+1)-high), 1) })
}

// reference plays by the definition, in rationals, looking at the whole record
// in every round. It shares nothing with the implementation.
func reference(g *games.Strategic, rounds int, start []int, rule Rule) (history [][]int) {
	n := len(g.Players)
	pay := func(p int, profile []int) *big.Rat { return g.Payoffs[p].Rat(g.Index(profile)) }
	seen := make([][][]int, n) // per player, the profiles on record (own entry ignored)
	best := func(p int) int {
		var top *big.Rat
		at := 0
		for a := range g.Players[p].Actions {
			u := new(big.Rat)
			for _, s := range seen[p] {
				t := append([]int(nil), s...)
				t[p] = a
				u.Add(u, pay(p, t))
			}
			if top == nil || u.Cmp(top) > 0 {
				top, at = u, a
			}
		}
		return at
	}
	now := append([]int(nil), start...)
	history = append(history, append([]int(nil), now...))
	if rule == Alternating {
		seen[n-1] = append(seen[n-1], append([]int(nil), now...))
	}
	for len(history) < rounds {
		if rule == Simultaneous {
			last := history[len(history)-1]
			for p := range n {
				seen[p] = append(seen[p], last)
			}
			for p := range n {
				now[p] = best(p)
			}
		} else {
			for p := range n {
				seen[p] = append(seen[p], append([]int(nil), now...))
				now[p] = best(p)
			}
		}
		history = append(history, append([]int(nil), now...))
	}
	return history
}

func mustPlay(t rapid.TB, g *games.Strategic, opt Options) *Result {
	t.Helper()
	r, err := FictitiousPlay(context.Background(), g, opt)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Complete {
		t.Fatalf("incomplete: %v", r.Reasons)
	}
	return r
}

// Numbers of the model catalogue, entry B50, which were found by an
// independent program.
func TestKnownCounts(t *testing.T) {
	rps := zeroSum([][]int64{{0, -1, 1}, {1, 0, -1}, {-1, 1, 0}})
	pennies := zeroSum([][]int64{{1, -1}, {-1, 1}})
	for _, tc := range []struct {
		name   string
		g      *games.Strategic
		rounds int
		want   [][]int64
	}{
		{"Shapley 1964", shapley(), 1000, [][]int64{{503, 155, 342}, {506, 263, 231}}},
		{"Shapley 1964", shapley(), 100000, [][]int64{{49140, 16151, 34709}, {50877, 25445, 23678}}},
		{"chicken", chicken(), 10, [][]int64{{7, 3}, {7, 3}}},
		{"chicken", chicken(), 100, [][]int64{{67, 33}, {67, 33}}},
		{"chicken", chicken(), 1000, [][]int64{{667, 333}, {667, 333}}},
		{"chicken", chicken(), 10000, [][]int64{{6667, 3333}, {6667, 3333}}},
		{"matching pennies", pennies, 10000, [][]int64{{4995, 5005}, {5065, 4935}}},
		{"rock-paper-scissors", rps, 1000, [][]int64{{341, 339, 320}, {341, 339, 320}}},
	} {
		t.Run(fmt.Sprintf("%s/%d", tc.name, tc.rounds), func(t *testing.T) {
			r := mustPlay(t, tc.g, Options{Rounds: tc.rounds})
			if !reflect.DeepEqual(r.Counts, tc.want) {
				t.Errorf("counts %v, want %v", r.Counts, tc.want)
			}
		})
	}
}

// In Chicken with payoffs 7, 6, 2, 0 play alternates on the diagonal for ever:
// (hold, hold) twice, (strike, strike) once, so the marginals approach the
// mixed equilibrium (2/3, 1/3), worth 14/3, while the average payoff tends to 4.
func TestChickenCycle(t *testing.T) {
	r := mustPlay(t, chicken(), Options{Rounds: 30000})
	c := r.Cycle
	if c == nil || c.Period != 3 || !c.LimitIsNash || c.Truncated {
		t.Fatalf("cycle %+v", c)
	}
	for p := range 2 {
		if got := c.Limits[p][0].RatString(); got != "2/3" {
			t.Errorf("limit of player %d: %s", p, got)
		}
		if got := c.LimitPayoffs[p].RatString(); got != "4" {
			t.Errorf("limit payoff of player %d: %s", p, got)
		}
	}
	if r.Growth != nil {
		t.Error("growth reported for periodic play")
	}
	if r.JointCounts[1] != 0 || r.JointCounts[2] != 0 {
		t.Errorf("off the diagonal: %v", r.JointCounts)
	}
}

// Play settles on a strict equilibrium: period 1.
// far is a number of rounds that nobody could step through.
const far = min(1<<40, math.MaxInt)

func TestSettles(t *testing.T) {
	pd := twoPlayer([][]int64{{3, 0}, {5, 1}}, [][]int64{{3, 5}, {0, 1}})
	for _, rule := range []Rule{Simultaneous, Alternating} {
		r := mustPlay(t, pd, Options{Rounds: far, Rule: rule})
		want := &Cycle{From: 2, Period: 1, Runs: []Run{{Profile: []int{1, 1}, Length: 1}}}
		c := *r.Cycle
		c.Limits, c.LimitPayoffs, c.LimitIsNash = nil, nil, false
		if !reflect.DeepEqual(&c, want) || !r.Cycle.LimitIsNash {
			t.Errorf("%s: %+v", rule, r.Cycle)
		}
		if !reflect.DeepEqual(r.Counts, [][]int64{{1, far - 1}, {1, far - 1}}) || r.Stepped > 100 {
			t.Errorf("%s: counts %v after %d steps", rule, r.Counts, r.Stepped)
		}
	}
}

// Shapley (1964): run lengths grow by the real root 1.46557… of z^3 = z^2 + 1.
// The number of rounds is far beyond what could be stepped through.
func TestShapleyGrowth(t *testing.T) {
	r := mustPlay(t, shapley(), Options{Rounds: min(1<<50, math.MaxInt)})
	if r.Growth == nil || r.Cycle != nil {
		t.Fatalf("growth %v, cycle %v", r.Growth, r.Cycle)
	}
	if got := r.Growth.Factor; math.Abs(got-1.4655712319) > 1e-6 {
		t.Errorf("factor %v", got)
	}
	if len(r.Growth.Pattern) != 6 || len(r.Growth.Lengths) != 18 || len(r.Growth.Ratios) != 17 {
		t.Errorf("pattern of %d runs, %d lengths", len(r.Growth.Pattern), len(r.Growth.Lengths))
	}
	if r.Stepped > 10000 {
		t.Errorf("%d rounds were stepped through", r.Stepped)
	}
	// Run lengths of matching pennies grow, but not geometrically.
	if r := mustPlay(t, zeroSum([][]int64{{1, -1}, {-1, 1}}), Options{Rounds: 100000}); r.Growth != nil {
		t.Errorf("matching pennies: growth %+v", r.Growth)
	}
}

// genGame draws small games, with many ties.
func genGame(t *rapid.T) *games.Strategic {
	shape := rapid.SampledFrom([][]int{{2, 2}, {2, 3}, {3, 3}, {4, 2}, {1, 3}, {1, 1}, {2, 2, 2}, {3, 2, 2}, {2, 2, 2, 2}, {3}}).Draw(t, "shape")
	high := rapid.SampledFrom([]int64{1, 2, 9}).Draw(t, "high")
	pay := rapid.Int64Range(-high, high)
	return rationalGame(shape, func(int, []int) *big.Rat {
		return big.NewRat(pay.Draw(t, "payoff"), rapid.SampledFrom([]int64{1, 1, 3}).Draw(t, "den"))
	})
}

func genStart(t *rapid.T, g *games.Strategic) []int {
	start := make([]int, len(g.Players))
	for p := range start {
		start[p] = rapid.IntRange(0, len(g.Players[p].Actions)-1).Draw(t, "start")
	}
	return start
}

func genRule(t *rapid.T) Rule {
	return rapid.SampledFrom([]Rule{Simultaneous, Alternating}).Draw(t, "rule")
}

// scaleUp multiplies payoffs by a number so large that beliefs need math/big,
// in a way that normalisation cannot undo.
func scaleUp(g *games.Strategic) *games.Strategic {
	factor := new(big.Int).Lsh(big.NewInt(1), 100)
	out := &games.Strategic{Name: g.Name, Players: append([]games.Player(nil), g.Players...)}
	// A further action for everybody that is far too bad to be played.
	for p := range out.Players {
		out.Players[p].Actions = append(append([]string(nil), out.Players[p].Actions...), "never")
	}
	profile := make([]int, len(g.Players))
	for p := range g.Players {
		vals := make([]*big.Rat, out.Profiles())
		for i := range vals {
			out.Decode(i, profile)
			inside := true
			for q, a := range profile {
				inside = inside && a < len(g.Players[q].Actions)
			}
			switch {
			case profile[p] == len(g.Players[p].Actions):
				vals[i] = new(big.Rat).SetInt(new(big.Int).Neg(new(big.Int).Lsh(factor, 20)))
				vals[i].Sub(vals[i], big.NewRat(1+int64(i&1), 1)) // no common divisor
			case inside:
				vals[i] = new(big.Rat).Mul(g.Payoffs[p].Rat(g.Index(profile)), new(big.Rat).SetInt(factor))
			default:
				vals[i] = new(big.Rat)
			}
		}
		out.Payoffs = append(out.Payoffs, games.NewTable(vals))
	}
	return out
}

func TestEqualsReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, rule := genGame(t), genRule(t)
		start := genStart(t, g)
		rounds := rapid.IntRange(1, 60).Draw(t, "rounds")
		history := reference(g, rounds, start, rule)
		joint := make([]int64, g.Profiles())
		for _, s := range history {
			joint[g.Index(s)]++
		}
		opt := Options{Rounds: rounds, Start: start, Rule: rule, Trace: rapid.IntRange(0, 9).Draw(t, "trace")}
		r := mustPlay(t, g, opt)
		if !reflect.DeepEqual(r.JointCounts, joint) {
			t.Fatalf("joint counts %v, want %v", r.JointCounts, joint)
		}
		if !reflect.DeepEqual(r.LastProfile, history[rounds-1]) {
			t.Fatalf("last profile %v, want %v", r.LastProfile, history[rounds-1])
		}
		if r.Arithmetic != "int64" {
			t.Fatalf("arithmetic %s", r.Arithmetic)
		}

		// The same play in big integers.
		opt.Trace = 0
		large := mustPlay(t, scaleUp(g), opt)
		// A lone player's payoffs have one column, which normalisation empties.
		if large.Arithmetic != "big" && len(g.Players) > 1 {
			t.Fatal("not big")
		}
		for p, row := range r.Counts {
			if !reflect.DeepEqual(large.Counts[p][:len(row)], row) || large.Counts[p][len(row)] != 0 {
				t.Fatalf("big counts %v, want %v", large.Counts, r.Counts)
			}
		}
		if (large.Cycle == nil) != (r.Cycle == nil) || r.Cycle != nil && (large.Cycle.Period != r.Cycle.Period || large.Cycle.From != r.Cycle.From || !reflect.DeepEqual(large.Cycle.Runs, r.Cycle.Runs)) {
			t.Fatalf("big cycle %+v, want %+v", large.Cycle, r.Cycle)
		}
	})
}

// A reported cycle must hold in the record of a longer play, with the least
// possible beginning and period; and short play must be what long play begins
// with, whatever was skipped.
func TestCycleIsTrue(t *testing.T) {
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		g, rule := genGame(t), genRule(t)
		start := genStart(t, g)
		r := mustPlay(t, g, Options{Rounds: rapid.SampledFrom([]int{20, 60, 200}).Draw(t, "rounds"), Start: start, Rule: rule})
		c := r.Cycle
		if c == nil {
			return
		}
		found++
		if c.Period == 1 && !c.LimitIsNash {
			t.Fatalf("settled on a profile that is no equilibrium: %+v", c)
		}
		length := int(c.From + 3*c.Period)
		history := reference(g, length+1, start, rule)
		at := func(round int64) []int { return history[round-1] }
		for k := c.From; k+c.Period <= int64(length); k++ {
			if !reflect.DeepEqual(at(k), at(k+c.Period)) {
				t.Fatalf("%+v fails at round %d", c, k)
			}
		}
		if k := c.From - 1; k > 0 && reflect.DeepEqual(at(k), at(k+c.Period)) {
			t.Fatalf("cycle could begin before round %d", c.From)
		}
		for d := int64(1); d < c.Period; d++ {
			if c.Period%d != 0 {
				continue
			}
			shorter := true
			for k := c.From; k < c.From+c.Period; k++ {
				shorter = shorter && reflect.DeepEqual(at(k), at(k+d))
			}
			if shorter {
				t.Fatalf("period %d would do instead of %d", d, c.Period)
			}
		}
		k := c.From
		for _, run := range c.Runs {
			for range run.Length {
				if !reflect.DeepEqual(at(k), run.Profile) {
					t.Fatalf("runs %v wrong at round %d", c.Runs, k)
				}
				k++
			}
		}
		if !c.Truncated && k != c.From+c.Period {
			t.Fatalf("runs %v cover %d of %d rounds", c.Runs, k-c.From, c.Period)
		}
	})
	if found == 0 {
		t.Error("no cycle in any game: the test tests nothing")
	}
}

// Exploitability, regret and averages by their definitions.
func TestPayoffSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, rule := genGame(t), genRule(t)
		r := mustPlay(t, g, Options{Rounds: rapid.IntRange(1, 300).Draw(t, "rounds"), Rule: rule, Trace: 3})
		mixed := r.Frequencies()
		n := big.NewRat(int64(r.Rounds), 1)
		for p := range g.Players {
			u := g.Expected(p, mixed)
			mean, best := new(big.Rat), u[0]
			for a := range u {
				mean.Add(mean, new(big.Rat).Mul(mixed[p][a], u[a]))
				if u[a].Cmp(best) > 0 {
					best = u[a]
				}
			}
			if want := new(big.Rat).Sub(best, mean); want.Cmp(r.Exploitability[p]) != 0 {
				t.Fatalf("exploitability %s, want %s", r.Exploitability[p], want)
			}
			realised := new(big.Rat)
			fixed := make([]*big.Rat, len(u))
			for a := range fixed {
				fixed[a] = new(big.Rat)
			}
			profile := make([]int, len(g.Players))
			for i, c := range r.JointCounts {
				w := big.NewRat(c, 1)
				realised.Add(realised, new(big.Rat).Mul(w, g.Payoffs[p].Rat(i)))
				g.Decode(i, profile)
				for a := range fixed {
					profile[p] = a
					fixed[a].Add(fixed[a], new(big.Rat).Mul(w, g.Payoffs[p].Rat(g.Index(profile))))
				}
			}
			if realised.Quo(realised, n); realised.Cmp(r.RealisedPayoffs[p]) != 0 {
				t.Fatalf("realised %s, want %s", r.RealisedPayoffs[p], realised)
			}
			top := fixed[0]
			for _, f := range fixed {
				if f.Cmp(top) > 0 {
					top = f
				}
			}
			top.Quo(top, n)
			if want := top.Sub(top, realised); want.Cmp(r.HindsightRegret[p]) != 0 {
				t.Fatalf("regret %s, want %s", r.HindsightRegret[p], want)
			}
			last := r.Trace[len(r.Trace)-1]
			if x, _ := r.Exploitability[p].Float64(); last.Round != r.Rounds || math.Abs(x-last.Exploitability[p]) > 1e-9 {
				t.Fatalf("last sample %+v, want exploitability %v", last, x)
			}
			if x, _ := realised.Float64(); math.Abs(x-last.Realised[p]) > 1e-9 {
				t.Fatalf("last sample %+v, want realised %v", last, x)
			}
		}
	})
}

// Beliefs that just fit int64 must agree with big ones at the boundary.
func TestOverflowBoundary(t *testing.T) {
	const rounds = 1000
	for _, high := range []int64{math.MaxInt64 / (rounds + 1), math.MaxInt64/(rounds+1) + 1, math.MaxInt64} {
		a := [][]int64{{high, 0, 1}, {0, high, 0}, {1, 0, high - 1}}
		b := [][]int64{{0, high, 0}, {1, 0, high}, {high, 0, 0}}
		g := twoPlayer(a, b)
		history := reference(g, rounds/4, []int{0, 0}, Simultaneous)
		r := mustPlay(t, g, Options{Rounds: rounds})
		if fits := high <= math.MaxInt64/(rounds+1); (r.Arithmetic == "int64") != fits {
			t.Errorf("high %d: arithmetic %s", high, r.Arithmetic)
		}
		short := mustPlay(t, g, Options{Rounds: rounds / 4})
		counts := [][]int64{make([]int64, 3), make([]int64, 3)}
		for _, s := range history {
			counts[0][s[0]]++
			counts[1][s[1]]++
		}
		if !reflect.DeepEqual(short.Counts, counts) {
			t.Errorf("high %d: %v, want %v", high, short.Counts, counts)
		}
	}
	// As many rounds as an int can count.
	for _, g := range []*games.Strategic{chicken(), shapley(), rationalGame([]int{2, 3}, func(int, []int) *big.Rat { return big.NewRat(1, 3) })} {
		for _, rule := range []Rule{Simultaneous, Alternating} {
			if r := mustPlay(t, g, Options{Rounds: math.MaxInt, Trace: 20, Rule: rule}); sum(r.Counts[0]) != math.MaxInt || r.Trace[len(r.Trace)-1].Round != math.MaxInt {
				t.Errorf("%v rounds of %v", sum(r.Counts[0]), g.Shape())
			}
		}
	}
	// Differences beyond int64 in a table that is itself int64.
	r := mustPlay(t, twoPlayer([][]int64{{math.MinInt64, 0}, {math.MaxInt64, 1}}, [][]int64{{0, 1}, {1, 0}}), Options{Rounds: 5})
	if r.Arithmetic != "big" || r.Counts[0][1] != 4 {
		t.Errorf("%s %v", r.Arithmetic, r.Counts)
	}
}

func TestBadInput(t *testing.T) {
	g := chicken()
	for _, tc := range []struct {
		g    *games.Strategic
		opt  Options
		want error
	}{
		{g, Options{Rounds: -1}, ErrRounds},
		{g, Options{Rule: "sideways"}, ErrRule},
		{g, Options{Start: []int{0}}, ErrStart},
		{g, Options{Start: []int{0, 2}}, ErrStart},
		{g, Options{Start: []int{-1, 0}}, ErrStart},
		{nil, Options{}, ErrGame},
		{&games.Strategic{}, Options{}, ErrGame},
		{&games.Strategic{Players: g.Players}, Options{}, ErrGame},
		{&games.Strategic{Players: g.Players, Payoffs: make([]games.Table, 2)}, Options{}, ErrGame},
		{&games.Strategic{Players: []games.Player{{Name: "x"}}, Payoffs: make([]games.Table, 1)}, Options{}, ErrGame},
	} {
		if _, err := FictitiousPlay(context.Background(), tc.g, tc.opt); !errors.Is(err, tc.want) {
			t.Errorf("%+v: error %v, want %v", tc.opt, err, tc.want)
		}
	}
}

// A cancelled context returns the rounds played so far, marked incomplete.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	calls := 0
	// Run lengths of a random zero-sum game grow slowly, so play takes long.
	rng := rand.New(rand.NewPCG(1, 2))
	a := make([][]int64, 20)
	for i := range a {
		for range 20 {
			a[i] = append(a[i], int64(rng.IntN(2001)-1000))
		}
	}
	r, err := FictitiousPlay(ctx, zeroSum(a), Options{Rounds: far, Progress: func(done, total int) {
		if calls++; calls == 3 {
			cancel()
		}
		if total != far || done < 0 || done > total {
			t.Errorf("progress %d of %d", done, total)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if r.Complete || len(r.Reasons) == 0 || r.Rounds <= 0 || r.Rounds >= far {
		t.Errorf("complete %v, %d rounds, reasons %v", r.Complete, r.Rounds, r.Reasons)
	}
	if got := sum(r.Counts[0]); got != int64(r.Rounds) {
		t.Errorf("%d counts in %d rounds", got, r.Rounds)
	}
	done, stop := context.WithCancel(context.Background())
	stop()
	r, err = FictitiousPlay(done, chicken(), Options{})
	if err != nil || r.Complete || r.Rounds != 0 {
		t.Errorf("%v %+v", err, r)
	}
}

func BenchmarkFictitiousPlay(b *testing.B) {
	const rounds = 1_000_000
	for _, m := range []int{2, 3, 10, 30, 100, 300} {
		rng := rand.New(rand.NewPCG(uint64(m), 7))
		a := make([][]int64, m)
		for i := range a {
			for range m {
				a[i] = append(a[i], int64(rng.IntN(199)-99))
			}
		}
		for _, tc := range []struct {
			name string
			g    *games.Strategic
			rule Rule
		}{
			{"zero-sum", zeroSum(a), Simultaneous},
			{"zero-sum-alternating", zeroSum(a), Alternating},
			{"random", randomGame(rng, 99, m, m), Simultaneous},
		} {
			b.Run(fmt.Sprintf("%s/%dx%d", tc.name, m, m), func(b *testing.B) {
				var stepped int64
				for b.Loop() {
					c := newCourse(context.Background(), tc.g, tc.rule, []int{0, 0}, Options{Rounds: rounds})
					c.play()
					stepped = c.e.stepped
				}
				b.ReportMetric(float64(stepped)/rounds, "stepped/round")
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rounds, "ns/round")
			})
		}
	}
}
