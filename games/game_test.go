package games

import (
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"brink/games/algebra"
	"brink/games/expr"
)

func TestCompositions(t *testing.T) {
	check := func(n, k int) {
		want := new(big.Int).Binomial(int64(n+k-1), int64(k-1))
		if want.Cmp(big.NewInt(math.MaxInt)) > 0 {
			want.SetInt64(math.MaxInt)
		}
		if got := Compositions(n, k); int64(got) != want.Int64() {
			t.Errorf("%d in %d parts: got %d, want %s", n, k, got, want)
		}
	}
	for n := range 12 {
		for k := 1; k < 8; k++ {
			check(n, k)
		}
	}
	for _, c := range [][2]int64{{61, 6}, {33, 33}, {34, 34}, {35, 35}, {100, 100}, {1 << 31, 3}, {1 << 32, 3}, {1 << 40, 3}, {1, 1000}, {math.MaxInt32, 2}} {
		check(int(min(c[0], math.MaxInt)), int(c[1]))
	}
	if Compositions(0, 0) != 1 || Compositions(2, 0) != 0 {
		t.Error("sums of nothing")
	}
}

// counts lists all vectors of k counts that sum to n, in lexicographic order.
func counts(n, k int) [][]int {
	if k == 1 {
		return [][]int{{n}}
	}
	var out [][]int
	for c := range n + 1 {
		for _, rest := range counts(n-c, k-1) {
			out = append(out, append([]int{c}, rest...))
		}
	}
	return out
}

func TestRankIsABijection(t *testing.T) {
	for _, c := range []struct{ players, actions int }{{1, 1}, {1, 3}, {2, 2}, {5, 2}, {4, 3}, {6, 4}, {3, 1}} {
		s := &Symmetric{Players: c.players, Actions: make([]string, c.actions)}
		all := counts(c.players-1, c.actions)
		if len(all) != Compositions(c.players-1, c.actions) {
			t.Errorf("%v: %d vectors, want %d", c, len(all), Compositions(c.players-1, c.actions))
		}
		for want, v := range all {
			if got := s.Rank(v); got != want {
				t.Errorf("%v: rank of %v is %d, want %d", c, v, got, want)
			}
		}
	}
}

func TestPoint(t *testing.T) {
	g := formulas(t, "phi c", players("A B", "x"), "phi", "c")
	g.Params[0].Default = big.NewRat(1, 10)
	p, err := g.Point(map[string]*big.Rat{"c": big.NewRat(1, 5)})
	if err != nil || p[0].RatString() != "1/10" || p[1].RatString() != "1/5" {
		t.Errorf("got %v (%v)", p, err)
	}
	p, err = g.Point(map[string]*big.Rat{"c": big.NewRat(1, 5), "phi": big.NewRat(2, 1)})
	if err != nil || p[0].RatString() != "2" {
		t.Errorf("got %v (%v)", p, err)
	}
	if _, err := g.Point(nil); !errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), "c has no default; give one with --set c=VALUE") {
		t.Errorf("got %v", err)
	}
	_, err = g.Point(map[string]*big.Rat{"ph": big.NewRat(1, 1), "c": big.NewRat(1, 1)})
	if err == nil || err.Error() != `"ph" is not a parameter of test; did you mean phi?` {
		t.Errorf("got %v", err)
	}
	if _, err := g.Point(map[string]*big.Rat{"c": nil}); !errors.Is(err, ErrMissing) {
		t.Errorf("got %v", err)
	}
}

func TestAt(t *testing.T) {
	g := formulas(t, "phi c", players("Blue Red", "hold", "strike"),
		"1/2; 1/2 - phi - c; 1/2 + phi - c; 1/2 - c",
		"1/2; 1/2 + phi - c; 1/2 - phi - c; max(1/2 - c, phi)")
	s, err := g.At(rats(t, "1/4 1/5"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"1/2 1/20 11/20 3/10", "1/2 11/20 1/20 3/10"}
	for p, list := range want {
		for i, w := range rats(t, list) {
			if got := s.Payoffs[p].Rat(i); got.Cmp(w) != 0 {
				t.Errorf("payoff of player %d at %d: got %s, want %s", p, i, got, w)
			}
		}
	}
	if _, err := g.At(rats(t, "1")); !errors.Is(err, ErrMissing) {
		t.Errorf("short point: got %v", err)
	}
	if got := g.ProfileName([]int{0, 1}); got != "(hold, strike)" {
		t.Errorf("got %s", got)
	}
}

func TestAtRefusesDivisionByZero(t *testing.T) {
	g := formulas(t, "c", players("A B", "x"), "1/c", "1")
	if _, err := g.At(rats(t, "0")); !errors.Is(err, ErrUndefined) || !strings.Contains(err.Error(), "payoff of A at (x, x)") {
		t.Errorf("got %v", err)
	}
	// The value of c/c is 1 as a function, but at 0 the formula has none.
	g = formulas(t, "c", players("A B", "x"), "c/c", "1")
	if _, err := g.At(rats(t, "0")); !errors.Is(err, ErrUndefined) || !strings.Contains(err.Error(), "c != 0") {
		t.Errorf("got %v", err)
	}
	if _, err := g.At(rats(t, "2")); err != nil {
		t.Errorf("got %v", err)
	}
	// A branch that is not taken may divide by zero.
	g = formulas(t, "c", players("A B", "x"), "if(c != 0, 1/c, 7)", "1")
	if s, err := g.At(rats(t, "0")); err != nil || s.Payoffs[0].Rat(0).RatString() != "7" {
		t.Errorf("got %v", err)
	}
}

func TestAtOfSymmetricGames(t *testing.T) {
	// Three players; a player at b gets the number of others at b times c.
	sym := &Symmetric{Players: 3, Actions: []string{"a", "b"}}
	c := algebra.FromPoly(algebra.Variable(0))
	for a := range 2 {
		list := make([]expr.Value, Compositions(2, 2))
		for k := range 3 {
			list[sym.Rank([]int{2 - k, k})] = expr.Plain(c.Mul(algebra.FromInt(int64(a * k))))
		}
		sym.Payoff = append(sym.Payoff, list)
	}
	g := &Game{Players: players("1 2 3", "a", "b"), Symmetric: sym, Defined: expr.True(), Header: Header{Params: []Parameter{{Name: "c", Within: expr.True()}}}}
	s, err := g.At(rats(t, "1/2"))
	if err != nil {
		t.Fatal(err)
	}
	profile := make([]int, 3)
	for i := range s.Profiles() {
		s.Decode(i, profile)
		for p := range 3 {
			want := big.NewRat(int64(profile[p]*(profile[0]+profile[1]+profile[2]-1)), 2)
			if profile[p] == 0 {
				want = new(big.Rat)
			}
			v, err := g.Payoff(p, profile).Eval(rats(t, "1/2"))
			if got := s.Payoffs[p].Rat(i); got.Cmp(want) != 0 || err != nil || v.Cmp(want) != 0 {
				t.Errorf("payoff of %d at %v: got %s and %s, want %s", p, profile, got, v, want)
			}
		}
	}
	if classes := g.Exchangeable(); len(classes) != 1 || len(classes[0]) != 3 {
		t.Errorf("classes %v", classes)
	}
}

func TestLargeGamesAreNotTabulated(t *testing.T) {
	many := make([]string, 3000)
	g := &Game{Players: []Player{{Name: "A", Actions: many}, {Name: "B", Actions: many}}, Defined: expr.True()}
	if _, err := g.At(nil); err == nil {
		t.Error("a game of 9,000,000 profiles was tabulated")
	}
	if g.Profiles(9_000_000) != 9_000_000 || g.Profiles(8_999_999) != -1 {
		t.Error("profiles and their limit")
	}
}

func TestHypotheses(t *testing.T) {
	g := formulas(t, "x y", players("A", "a"), "1/x")
	names := expr.Names(g.Names())
	formula := func(src string) expr.Formula {
		f, _, err := expr.CompileFormula(src, names)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	g.Params[1].Within = formula("0 <= y < 1")
	g.Assume = []Condition{{Formula: formula("x > y"), Defined: expr.True()}}
	if got, want := g.Hypotheses(), formula("y >= 0 and y < 1 and x > y and x != 0"); !got.Equal(want) {
		t.Errorf("got %s", g.Printer().Formula(got))
	}
}

func BenchmarkAt(b *testing.B) {
	g := formulas(b, "phi c", players("Blue Red", "hold", "strike"),
		"1/2; 1/2 - phi - c; 1/2 + phi - c; 1/2 - c", "1/2; 1/2 + phi - c; 1/2 - phi - c; 1/2 - c")
	point := rats(b, "1/4 1/5")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := g.At(point); err != nil {
			b.Fatal(err)
		}
	}
}
