package games

import (
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTables(t *testing.T) {
	for _, c := range []struct {
		name, in, den, nums string
		small               bool
	}{
		{"integers", "3 -1 0", "1", "3 -1 0", true},
		{"fractions", "1/2 1/3 -1/4 2", "12", "6 4 -3 24", true},
		{"decimals", "0.1 0.25", "20", "2 5", true},
		{"the ends of the words", "9223372036854775807 -9223372036854775808", "1", "9223372036854775807 -9223372036854775808", true},
		{"beyond the words", "9223372036854775808 1", "1", "9223372036854775808 1", false},
		{"beyond after scaling", "9223372036854775807 1/2", "2", "18446744073709551614 1", false},
		{"least word times the denominator", "-9223372036854775808 1/3", "3", "-27670116110564327424 1", false},
		{"denominators beyond the words", "1/4294967311 1/4294967357", "18446744400127067027", "4294967357 4294967311", false},
		{"denominator beyond a word", "1/9223372036854775808 1", "9223372036854775808", "1 9223372036854775808", false},
		{"nothing", "", "1", "", true},
	} {
		in := rats(t, c.in)
		tab := NewTable(in)
		var nums []string
		for i := range tab.Len() {
			nums = append(nums, tab.Num(i).String())
			if tab.Rat(i).Cmp(in[i]) != 0 {
				t.Errorf("%s: payoff %d is %s, want %s", c.name, i, tab.Rat(i), in[i])
			}
		}
		// Big holds what Small cannot, even where the numerators happen to fit.
		if got := strings.Join(nums, " "); got != c.nums || tab.Den.String() != c.den || c.small && tab.Small == nil || tab.Small != nil && tab.Big != nil {
			t.Errorf("%s: got %s over %s (small %v)", c.name, got, tab.Den, tab.Small != nil)
		}
	}
}

func TestTableAgreesWithRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rat := rapid.Custom(func(t *rapid.T) *big.Rat {
			n := rapid.SampledFrom([]int64{0, 1, -1, 7, math.MaxInt64, math.MinInt64, 1 << 40}).Draw(t, "n")
			return big.NewRat(n, rapid.SampledFrom([]int64{1, 1, 2, 3, 10, 1 << 30, math.MaxInt64}).Draw(t, "d"))
		})
		in := rapid.SliceOfN(rat, 1, 6).Draw(t, "in")
		tab := NewTable(in)
		for i := range in {
			if tab.Rat(i).Cmp(in[i]) != 0 {
				t.Fatalf("payoff %d: got %s, want %s", i, tab.Rat(i), in[i])
			}
			for j := range in {
				if tab.Compare(i, j) != in[i].Cmp(in[j]) {
					t.Fatalf("comparison of %s and %s", in[i], in[j])
				}
			}
		}
		if n := tab.Num(0); tab.Num(0).Cmp(n.Neg(n.Add(n, big.NewInt(1)))) == 0 {
			t.Fatal("Num returns the table's own number")
		}
	})
}

func TestProfilesAreNumberedLastPlayerFastest(t *testing.T) {
	g := &Strategic{Players: []Player{NewPlayer("A", []string{"x", "y"}), NewPlayer("B", []string{"x", "y", "z"}), NewPlayer("C", []string{"x", "y"})}}
	if g.Profiles() != 12 || g.Index([]int{1, 2, 0}) != 10 {
		t.Errorf("%d profiles, index %d", g.Profiles(), g.Index([]int{1, 2, 0}))
	}
	profile := make([]int, 3)
	for i := range g.Profiles() {
		g.Decode(i, profile)
		if g.Index(profile) != i {
			t.Errorf("profile %v has index %d, want %d", profile, g.Index(profile), i)
		}
	}
}

func TestVerify(t *testing.T) {
	pd := bimatrix(t, 2, 2, "3 0 5 1", "3 5 0 1")
	chicken := bimatrix(t, 2, 2, "0 -1 1 -10", "0 1 -1 -10")
	pennies := bimatrix(t, 2, 2, "1 -1 -1 1", "-1 1 1 -1")
	rps := bimatrix(t, 3, 3, "0 -1 1 1 0 -1 -1 1 0", "0 1 -1 -1 0 1 1 -1 0")
	// Each of three players gets 1 for differing from the next.
	ring := &Strategic{Players: []Player{NewPlayer("1", []string{"x", "y"}), NewPlayer("2", []string{"x", "y"}), NewPlayer("3", []string{"x", "y"})}}
	for p := range 3 {
		var pays []*big.Rat
		profile := make([]int, 3)
		for i := range 8 {
			ring.Decode(i, profile)
			u := big.NewRat(0, 1)
			if profile[p] != profile[(p+1)%3] {
				u = big.NewRat(1, 1)
			}
			pays = append(pays, u)
		}
		ring.Payoffs = append(ring.Payoffs, NewTable(pays))
	}
	for _, c := range []struct {
		name       string
		g          *Strategic
		strategies []string
		payoffs    string // "" when not an equilibrium
		says       string
	}{
		{"mutual defection", pd, []string{"0 1", "0 1"}, "1 1", ""},
		{"mutual cooperation", pd, []string{"1 0", "1 0"}, "", "Row plays a for 3 but b pays 5"},
		{"dominated action with little probability", pd, []string{"1/1000 999/1000", "0 1"}, "", "Row plays a for 0 but b pays 1"},
		{"swerve and straight", chicken, []string{"0 1", "1 0"}, "1 -1", ""},
		{"mixed chicken", chicken, []string{"9/10 1/10", "9/10 1/10"}, "-1/10 -1/10", ""},
		{"nearly mixed chicken", chicken, []string{"9/10 1/10", "91/100 9/100"}, "", "Row plays a"},
		{"matching pennies", pennies, []string{"1/2 1/2", "1/2 1/2"}, "0 0", ""},
		{"rock, paper, scissors", rps, []string{"1/3 1/3 1/3", "1/3 1/3 1/3"}, "0 0", ""},
		{"three mixing evenly", ring, []string{"1/2 1/2", "1/2 1/2", "1/2 1/2"}, "1/2 1/2 1/2", ""},
		{"three, one pure", ring, []string{"1 0", "1/2 1/2", "0 1"}, "", "2 plays y for 0 but x pays 1"},
		{"too few strategies", pd, []string{"1 0"}, "", "1 strategies for 2 players"},
		{"too few probabilities", pd, []string{"1", "1 0"}, "", "Row has 1 probabilities for 2 actions"},
		{"negative probability", pd, []string{"-1 2", "0 1"}, "", "Row plays a with negative probability -1"},
		{"sum below 1", pd, []string{"0 1", "0 99/100"}, "", "the probabilities of Column sum to 99/100"},
	} {
		var strategies [][]*big.Rat
		for _, s := range c.strategies {
			strategies = append(strategies, rats(t, s))
		}
		pays, err := c.g.Verify(strategies)
		if c.payoffs == "" {
			if !errors.Is(err, ErrNotEquilibrium) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s: got %v (%v), want %q", c.name, pays, err, c.says)
			}
			continue
		}
		want := rats(t, c.payoffs)
		if err != nil || len(pays) != len(want) {
			t.Errorf("%s: got %v (%v)", c.name, pays, err)
			continue
		}
		for p := range want {
			if pays[p].Cmp(want[p]) != 0 {
				t.Errorf("%s: payoff %d is %s, want %s", c.name, p, pays[p], want[p])
			}
		}
	}
	if _, err := pd.Verify([][]*big.Rat{{nil, big.NewRat(1, 1)}, rats(t, "0 1")}); !errors.Is(err, ErrNotEquilibrium) {
		t.Errorf("missing probability: got %v", err)
	}
}

func TestExpectedPayoffsAreBilinear(t *testing.T) {
	g := bimatrix(t, 2, 3, "1 2 3 4 5 6", "6 5 4 3 2 1/2")
	u := g.Expected(0, [][]*big.Rat{nil, rats(t, "1/2 0 1/2")})
	if u[0].RatString() != "2" || u[1].RatString() != "5" {
		t.Errorf("Row's actions: got %v", u)
	}
	v := g.Expected(1, [][]*big.Rat{rats(t, "1/3 2/3"), nil})
	if v[0].RatString() != "4" || v[1].RatString() != "3" || v[2].RatString() != "5/3" {
		t.Errorf("Column's actions: got %v", v)
	}
}

func TestNewPlayerReadsNumbers(t *testing.T) {
	if p := NewPlayer("A", []string{"0", "0.5", "1/3"}); len(p.Values) != 3 || p.Values[2].RatString() != "1/3" {
		t.Errorf("got %v", p.Values)
	}
	if p := NewPlayer("A", []string{"0", "hold"}); p.Values != nil {
		t.Errorf("got %v", p.Values)
	}
}

func BenchmarkNewTable(b *testing.B) {
	in := rats(b, "3 0 5 1 1/2 -1/4 0.3 7")
	b.ReportAllocs()
	for b.Loop() {
		NewTable(in)
	}
}
