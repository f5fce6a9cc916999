package dynamics

import (
	"context"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"brink/games"

	"pgregory.net/rapid"
)

func classes(g *games.Strategic, rule Rule) []string {
	var out []string
	for _, t := range Theorems(context.Background(), g, rule) {
		out = append(out, t.Class)
	}
	return out
}

func TestTheorems(t *testing.T) {
	pennies := [][]int64{{1, -1}, {-1, 1}}
	for _, tc := range []struct {
		name         string
		g            *games.Strategic
		simultaneous []string
		alternating  []string
	}{
		{"Shapley's game: nothing applies", shapley(), nil, nil},
		{"matching pennies", zeroSum(pennies), []string{"zero-sum", "2x2"}, []string{"zero-sum"}},
		{"rock-paper-scissors", zeroSum([][]int64{{0, -1, 1}, {1, 0, -1}, {-1, 1, 0}}), []string{"zero-sum"}, []string{"zero-sum"}},
		{"constant-sum with ties", twoPlayer([][]int64{{3, 1, 3}, {1, 3, 3}, {2, 2, 2}}, [][]int64{{1, 3, 1}, {3, 1, 1}, {2, 2, 2}}),
			[]string{"constant-sum"}, []string{"constant-sum"}},
		// Matching pennies with 5 added where the second plays her first action
		// and the second player's payoffs tripled.
		{"strategically zero-sum", twoPlayer([][]int64{{6, -1}, {4, 1}}, [][]int64{{-3, 3}, {3, -3}}),
			[]string{"strategically zero-sum", "2x2"}, []string{"strategically zero-sum"}},
		{"pure coordination", twoPlayer([][]int64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, [][]int64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}),
			[]string{"identical interests"}, nil},
		{"battle of the sexes: potential by weights", twoPlayer([][]int64{{2, 0}, {0, 1}}, [][]int64{{1, 0}, {0, 4}}),
			[]string{"weighted potential", "2x2", "strategic complementarities with diminishing returns"}, []string{"ordinal potential"}},
		{"prisoner's dilemma (Monderer-Shapley 1996, section 2)", twoPlayer([][]int64{{1, 9}, {0, 6}}, [][]int64{{1, 0}, {9, 6}}),
			[]string{"exact potential", "2x2", "strategic complementarities with diminishing returns", "dominance solvable"},
			[]string{"ordinal potential", "dominance solvable"}},
		{"chicken", chicken(), []string{"exact potential", "2x2", "strategic complementarities with diminishing returns"}, []string{"ordinal potential"}},
		// Ties make fictitious play of a 2x2 game fail for some tie rules
		// (Monderer and Sela 1996), so no theorem is claimed.
		{"degenerate 2x2", twoPlayer([][]int64{{0, 0}, {0, 0}}, [][]int64{{1, 0}, {0, 1}}), nil, nil},
		{"2x3 nondegenerate", twoPlayer([][]int64{{4, 0, 3}, {0, 4, 1}}, [][]int64{{0, 5, 3}, {6, 0, 4}}), []string{"2xn"}, nil},
		// The lines (0, 4), (4, 0) and (2, 2) meet at x = 1/2.
		{"2x3, three best responses at a mixture", twoPlayer([][]int64{{4, 0, 3}, {0, 4, 1}}, [][]int64{{0, 4, 2}, {4, 0, 2}}), nil, nil},
		{"3x2 nondegenerate", twoPlayer([][]int64{{0, 6}, {5, 0}, {3, 4}}, [][]int64{{4, 0}, {0, 4}, {3, 1}}), []string{"2xn"}, nil},
		// Cournot duopoly with P = 8 - q1 - q2, no cost, outputs 1, 2, 4.
		{"strategic substitutes", twoPlayer([][]int64{{6, 5, 3}, {10, 8, 4}, {12, 8, 0}}, [][]int64{{6, 10, 12}, {5, 8, 8}, {3, 4, 0}}),
			[]string{"exact potential"}, nil},
		{"iterated dominance", fourRounds(), []string{"dominance solvable"}, []string{"ordinal potential", "dominance solvable"}},
		{"one player", rationalGame([]int{3}, func(_ int, s []int) *big.Rat { return big.NewRat(int64(s[0]), 1) }), []string{"dominance solvable"}, []string{"dominance solvable"}},
		{"three players, pure coordination: joint beliefs are not covered",
			rationalGame([]int{2, 2, 2}, func(_ int, s []int) *big.Rat {
				if s[0] == s[1] && s[1] == s[2] {
					return big.NewRat(1, 1)
				}
				return new(big.Rat)
			}), nil, nil},
		{"three-player public goods", rationalGame([]int{2, 2, 2}, func(p int, s []int) *big.Rat {
			return big.NewRat(int64(2*(s[0]+s[1]+s[2])-3*s[p]), 1)
		}), []string{"dominance solvable"}, []string{"dominance solvable"}},
	} {
		if got := classes(tc.g, Simultaneous); !slices.Equal(got, tc.simultaneous) {
			t.Errorf("%s, simultaneous: %v, want %v", tc.name, got, tc.simultaneous)
		}
		if got := classes(tc.g, Alternating); !slices.Equal(got, tc.alternating) {
			t.Errorf("%s, alternating: %v, want %v", tc.name, got, tc.alternating)
		}
	}
}

// twist applies a map that keeps all best responses: adds to each player's
// payoffs a function of the other's action, and scales them.
func twist(t *rapid.T, g *games.Strategic) (*games.Strategic, *big.Rat) {
	shape := g.Shape()
	shift := [2][]int64{make([]int64, shape[1]), make([]int64, shape[0])}
	var scale [2]*big.Rat
	for p := range 2 {
		for i := range shift[p] {
			shift[p][i] = rapid.Int64Range(-9, 9).Draw(t, "shift")
		}
		scale[p] = big.NewRat(rapid.Int64Range(1, 9).Draw(t, "scale"), rapid.Int64Range(1, 9).Draw(t, "over"))
	}
	out := rationalGame(shape, func(p int, s []int) *big.Rat {
		v := new(big.Rat).Mul(scale[p], g.Payoffs[p].Rat(g.Index(s)))
		return v.Add(v, big.NewRat(shift[p][s[1-p]], 1))
	})
	return out, new(big.Rat).Quo(scale[0], scale[1])
}

// Zero-sum and identical-interest games stay so in the strategic sense under
// maps that keep best responses, with the ratio of the scales; and play itself
// does not change.
func TestStrategicEquivalence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, n := rapid.IntRange(2, 4).Draw(t, "m"), rapid.IntRange(2, 4).Draw(t, "n")
		sign := rapid.SampledFrom([]int64{1, -1}).Draw(t, "sign")
		vals := rapid.SliceOfN(rapid.Int64Range(-3, 3), m*n, m*n).Draw(t, "payoffs")
		g := rationalGame([]int{m, n}, func(p int, s []int) *big.Rat {
			v := vals[s[0]*n+s[1]]
			if p == 1 {
				v *= sign
			}
			return big.NewRat(v, 1)
		})
		h, ratio := twist(t, g)
		d := h.DoubleDifferences(context.Background())
		if !d.Proportional {
			t.Fatal("proportional differences not recognised")
		}
		if d.Ratio != nil && d.Ratio.Cmp(ratio.Mul(ratio, big.NewRat(sign, 1))) != 0 {
			t.Fatalf("ratio %s, want %s", d.Ratio, ratio)
		}
		rule := genRule(t)
		a, b := mustPlay(t, g, Options{Rounds: 100, Rule: rule}), mustPlay(t, h, Options{Rounds: 100, Rule: rule})
		if !slices.Equal(a.JointCounts, b.JointCounts) {
			t.Fatal("play changed")
		}
	})
}

// Acyclicity by sorting agrees with a search for improvement cycles that knows
// nothing of sorting.
func TestOrdinalPotential(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	have := map[bool]int{}
	for range 400 {
		m, n := 2+rng.IntN(2), 2+rng.IntN(2)
		rows := make([][]int, 2)
		for p := range rows {
			rows[p] = rng.Perm(m * n)
		}
		g := rationalGame([]int{m, n}, func(p int, s []int) *big.Rat { return big.NewRat(int64(rows[p][s[0]*n+s[1]]), 1) })
		better := func(i, j int) bool { // j is a unilateral improvement on i
			switch {
			case i/n == j/n:
				return rows[1][j] > rows[1][i]
			case i%n == j%n:
				return rows[0][j] > rows[0][i]
			}
			return false
		}
		reach := make([][]bool, m*n)
		for i := range reach {
			reach[i] = make([]bool, m*n)
			for j := range reach[i] {
				reach[i][j] = better(i, j)
			}
		}
		for k := range reach {
			for i := range reach {
				for j := range reach {
					reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
				}
			}
		}
		acyclic := true
		for i := range reach {
			acyclic = acyclic && !reach[i][i]
		}
		have[acyclic]++
		if got := bimatrixOf(g).ordinalPotential(context.Background()) != nil; got != acyclic {
			t.Fatalf("ordinal potential %v, want %v: %v", got, acyclic, rows)
		}
	}
	if have[true] < 50 || have[false] < 50 {
		t.Errorf("unbalanced test: %v", have)
	}
}

// The envelope walk against the definition: at every crossing of two lines
// strictly inside (0, 1), count the lines that attain the maximum.
func TestNondegenerateAgainstTwo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(t, "n")
		f := [2][]int64{}
		for i := range f {
			f[i] = rapid.SliceOfN(rapid.Int64Range(0, 6), n, n).Draw(t, "line")
		}
		// The first player's best responses are unique; only f matters.
		g := rationalGame([]int{2, n}, func(p int, s []int) *big.Rat {
			if p == 0 {
				return big.NewRat(int64(s[0]), 1)
			}
			return big.NewRat(f[s[0]][s[1]], 1)
		})
		attain := func(x *big.Rat) int {
			var top *big.Rat
			count := 0
			for j := range n {
				v := new(big.Rat).Mul(x, big.NewRat(f[1][j]-f[0][j], 1))
				v.Add(v, big.NewRat(f[0][j], 1))
				switch {
				case top == nil || v.Cmp(top) > 0:
					top, count = v, 1
				case v.Cmp(top) == 0:
					count++
				}
			}
			return count
		}
		want := attain(new(big.Rat)) == 1 && attain(big.NewRat(1, 1)) == 1
		for i := range n {
			for j := range i {
				num, den := f[0][i]-f[0][j], (f[1][j]-f[0][j])-(f[1][i]-f[0][i])
				if den == 0 {
					continue
				}
				x := big.NewRat(num, den)
				if x.Sign() > 0 && x.Cmp(big.NewRat(1, 1)) < 0 && attain(x) > 2 {
					want = false
				}
			}
		}
		if got := bimatrixOf(g).nondegenerateAgainstTwo(0); got != want {
			t.Fatalf("nondegenerate %v, want %v", got, want)
		}
	})
}

// fourRounds loses its third column, second row, second column, third row.
func fourRounds() *games.Strategic {
	return twoPlayer([][]int64{{3, 1, 0}, {1, 0, 5}, {2, 4, 1}}, [][]int64{{3, 2, 0}, {1, 2, 0}, {5, 4, 0}})
}

func TestEliminate(t *testing.T) {
	rounds, left := eliminate(context.Background(), fourRounds())
	if rounds != 4 || !slices.Equal(left[0], []int{0}) || !slices.Equal(left[1], []int{0}) {
		t.Errorf("%d rounds, %v", rounds, left)
	}
	// The third row is dominated only by a mixture of the others; then the second
	// column goes, then the second row.
	mixture := twoPlayer([][]int64{{3, 0}, {0, 3}, {1, 1}}, [][]int64{{1, 0}, {1, 0}, {0, 1}})
	rounds, left = eliminate(context.Background(), mixture)
	if rounds != 3 || !slices.Equal(left[0], []int{0}) || !slices.Equal(left[1], []int{0}) {
		t.Errorf("mixture: %d rounds, %v", rounds, left)
	}
	// At the boundary, (3/2, 3/2) against 3/2, dominance is weak.
	weak := twoPlayer([][]int64{{6, 0}, {0, 6}, {3, 3}}, [][]int64{{1, 0}, {1, 0}, {0, 1}})
	if rounds, _ = eliminate(context.Background(), weak); rounds != 0 {
		t.Errorf("weak dominance eliminated in %d rounds", rounds)
	}
	rounds, left = eliminate(context.Background(), chicken())
	if rounds != 0 || len(left[0]) != 2 || len(left[1]) != 2 {
		t.Errorf("chicken: %d rounds, %v", rounds, left)
	}
	if got := dominanceSolvable(context.Background(), fourRounds()).Statement; len(got.Args) != 1 || got.Args[0] != 4 {
		t.Error(got)
	}
}

func TestBestResponse(t *testing.T) {
	ctx := context.Background()
	pennies := zeroSum([][]int64{{1, -1}, {-1, 1}})
	path, err := BestResponse(ctx, pennies, nil, Alternating)
	if err != nil || path.Equilibrium || !path.Complete {
		t.Fatalf("%+v, %v", path, err)
	}
	last := path.Profiles[len(path.Profiles)-1]
	if !slices.Equal(last, path.Profiles[path.CycleFrom]) || len(path.Profiles)-1-path.CycleFrom != 4 {
		t.Errorf("matching pennies: %+v", path)
	}
	// Chicken from (hold, hold): simultaneous movers jump to (strike, strike)
	// and back; one at a time they stop at (strike, hold).
	path, _ = BestResponse(ctx, chicken(), nil, Simultaneous)
	if path.Equilibrium || len(path.Profiles) != 3 || path.CycleFrom != 0 {
		t.Errorf("chicken, simultaneous: %+v", path)
	}
	path, _ = BestResponse(ctx, chicken(), nil, Alternating)
	if !path.Equilibrium || !slices.Equal(path.Profiles[len(path.Profiles)-1], []int{1, 0}) {
		t.Errorf("chicken, alternating: %+v", path)
	}
	if _, err := BestResponse(ctx, chicken(), []int{5, 0}, ""); err == nil {
		t.Error("bad start accepted")
	}
	if _, err := BestResponse(ctx, chicken(), nil, "x"); err == nil {
		t.Error("bad rule accepted")
	}
	if _, err := BestResponse(ctx, nil, nil, ""); err == nil {
		t.Error("no game accepted")
	}
	done, stop := context.WithCancel(ctx)
	stop()
	if path, err := BestResponse(done, chicken(), nil, ""); err != nil || path.Complete || len(path.Reasons) != 1 {
		t.Errorf("cancelled: %+v, %v", path, err)
	}
}

// A path ends in a pure equilibrium or repeats; each step is a best response.
func TestBestResponseEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, rule := genGame(t), genRule(t)
		path, err := BestResponse(context.Background(), g, genStart(t, g), rule)
		if err != nil || !path.Complete {
			t.Fatalf("%+v, %v", path, err)
		}
		last := path.Profiles[len(path.Profiles)-1]
		if !path.Equilibrium {
			if !slices.Equal(last, path.Profiles[path.CycleFrom]) || path.CycleFrom == len(path.Profiles)-1 {
				t.Fatalf("no cycle: %+v", path)
			}
			return
		}
		mixed := make([][]*big.Rat, len(last))
		for p, a := range last {
			for b := range g.Players[p].Actions {
				mixed[p] = append(mixed[p], new(big.Rat))
				if a == b {
					mixed[p][b].SetInt64(1)
				}
			}
		}
		if _, err := g.Verify(mixed); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkTheorems(b *testing.B) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, tc := range []struct {
		name string
		g    *games.Strategic
	}{
		{"chicken", chicken()},
		{"random 10x10", randomGame(rng, 99, 10, 10)},
		{"random 100x100", randomGame(rng, 99, 100, 100)},
	} {
		b.Run(tc.name, func(b *testing.B) {
			for b.Loop() {
				Theorems(context.Background(), tc.g, Simultaneous)
			}
		})
	}
}
