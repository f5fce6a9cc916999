package nash

import (
	"bytes"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"brink/games"
	"brink/solver/nash/nashtest"
)

// lrsnash runs Avis's lrsnash (lrslib, Debian package) on a two-player game
// and returns its extreme equilibria in the form of show, sorted. It skips the
// test when the program is not installed.
func lrsnash(t testing.TB, g *games.Strategic) []string {
	t.Helper()
	path, err := exec.LookPath("lrsnash")
	if err != nil {
		t.Skip("lrsnash is not installed")
	}
	file := filepath.Join(t.TempDir(), "game")
	if err := os.WriteFile(file, lrsText(g), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(path, file).Output()
	if err != nil {
		t.Fatal(err)
	}
	// A block lists player 2's strategies, then player 1's they go with.
	var found, block1, block2 []string
	flush := func() {
		for _, x := range block1 {
			for _, y := range block2 {
				found = append(found, x+" "+y)
			}
		}
		block1, block2 = nil, nil
	}
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		switch {
		case len(f) == 0:
			flush()
		case f[0] == "1":
			block1 = append(block1, strings.Join(f[1:len(f)-1], " "))
		case f[0] == "2":
			block2 = append(block2, strings.Join(f[1:len(f)-1], " "))
		}
	}
	flush()
	slices.Sort(found)
	return slices.Compact(found)
}

func lrsText(g *games.Strategic) []byte {
	m, n := len(g.Players[0].Actions), len(g.Players[1].Actions)
	var buf bytes.Buffer
	fmt.Fprintf(&buf, "%d %d\n", m, n)
	for p := range 2 {
		for k := range m * n {
			if k%n == 0 {
				buf.WriteByte('\n')
			}
			fmt.Fprintf(&buf, "%s ", g.Payoffs[p].Rat(k).RatString())
		}
		buf.WriteByte('\n')
	}
	return buf.Bytes()
}

// tieRidden draws a game of the kinds that break solvers: few distinct
// payoffs, repeated rows, constant players, single actions, zero-sum.
func tieRidden(rng *rand.Rand) *games.Strategic {
	m, n := 1+rng.IntN(5), 1+rng.IntN(5)
	top := []int64{1, 1, 2, 2, 3, 9}[rng.IntN(6)]
	draw := func() [][]int64 {
		a := make([][]int64, m)
		for i := range a {
			for range n {
				a[i] = append(a[i], rng.Int64N(top+1)-rng.Int64N(2))
			}
		}
		return a
	}
	a, b := draw(), draw()
	switch rng.IntN(8) {
	case 0:
		b = nashtest.Negate(a)
	case 1:
		b = nashtest.Constant(m, n, 3)
	case 2: // a repeated row, for both players
		a[rng.IntN(m)], b[rng.IntN(m)] = a[0], b[0]
	case 3: // a repeated column
		j, k := rng.IntN(n), rng.IntN(n)
		for i := range m {
			a[i][j], b[i][j] = a[i][k], b[i][k]
		}
	case 4: // one row is the mean of two others, scaled
		if m > 2 {
			for j := range n {
				a[0][j], a[1][j] = 2*a[0][j], 2*a[1][j]
				a[2][j] = (a[0][j] + a[1][j]) / 2
			}
		}
	case 5: // symmetric where square
		if m == n {
			for i := range m {
				for j := range n {
					b[i][j] = a[j][i]
				}
			}
		}
	}
	return nashtest.BimatrixGame(a, b)
}

func TestExtremeEquilibriaEqualLrsnash(t *testing.T) {
	games := 1000
	if testing.Short() {
		games = 200
	}
	for k := range games {
		rng := rand.New(rand.NewPCG(20261123, uint64(k)))
		compareWithLrsnash(t, fmt.Sprintf("game %d", k), tieRidden(rng))
		if t.Failed() {
			return
		}
	}
}

func compareWithLrsnash(t *testing.T, name string, g *games.Strategic) {
	t.Helper()
	want := lrsnash(t, g)
	got := nashtest.ShowAll(MustAll(t, g, Options{}))
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\ngot\n%s\nwant\n%s", name, lrsText(g), strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestLargerGamesEqualLrsnash: sizes at which the search has a real tree, with
// some ties, many ties, and repeated rows and columns.
func TestLargerGamesEqualLrsnash(t *testing.T) {
	games := 60
	if testing.Short() {
		games = 20
	}
	for k := range games {
		rng := rand.New(rand.NewPCG(12, uint64(k)))
		m, n := 5+rng.IntN(5), 5+rng.IntN(5)
		top := []int64{1, 2, 4, 99, 999}[rng.IntN(5)]
		draw := func() [][]int64 {
			a := nashtest.Constant(m, n, 0)
			for i := range a {
				for j := range a[i] {
					a[i][j] = rng.Int64N(top + 1)
				}
			}
			if rng.IntN(3) == 0 {
				copy(a[rng.IntN(m)], a[rng.IntN(m)])
			}
			if rng.IntN(3) == 0 {
				j, l := rng.IntN(n), rng.IntN(n)
				for i := range a {
					a[i][j] = a[i][l]
				}
			}
			return a
		}
		compareWithLrsnash(t, fmt.Sprintf("game %d", k), nashtest.BimatrixGame(draw(), draw()))
		if t.Failed() {
			return
		}
	}
}

// TestLongPayoffsEqualLrsnash uses payoffs that fill a machine word, and
// rationals with large denominators, beside small ones. lrsnash 7.1 silently
// reads numerators and denominators above 2^63-1 as 2^63-1, so larger ones are
// left to TestHugePayoffs.
func TestLongPayoffsEqualLrsnash(t *testing.T) {
	for k := range 100 {
		rng := rand.New(rand.NewPCG(19, uint64(k)))
		m, n := 1+rng.IntN(4), 1+rng.IntN(4)
		var payoffs [][]*big.Rat
		for range 2 {
			var u []*big.Rat
			for range m * n {
				r := new(big.Rat)
				switch rng.IntN(4) {
				case 0:
					r.SetInt64(rng.Int64N(3))
				case 1:
					r.SetInt64(1<<63 - 1 - rng.Int64N(2))
				case 2:
					r.SetFrac64(rng.Int64(), 1+rng.Int64())
				default:
					r.SetInt64(-rng.Int64())
				}
				u = append(u, r)
			}
			payoffs = append(payoffs, u)
		}
		compareWithLrsnash(t, fmt.Sprintf("game %d", k), nashtest.TableGame([]int{m, n}, payoffs))
		if t.Failed() {
			return
		}
	}
}

// TestDegenerateFamiliesEqualLrsnash: payoffs of 0 and 1, dense and sparse, with
// rows and columns that repeat for one player or for both, players who do not
// care at all or only now and then, and games of a single row or column.
func TestDegenerateFamiliesEqualLrsnash(t *testing.T) {
	rounds := 150
	if testing.Short() {
		rounds = 15
	}
	families := []struct {
		name string
		draw func(rng *rand.Rand) (a, b [][]int64)
	}{
		{"zeros and ones", func(rng *rand.Rand) (a, b [][]int64) {
			m, n := 2+rng.IntN(5), 2+rng.IntN(5)
			share := 1 + rng.IntN(9)
			return sparse(rng, m, n, share, 1), sparse(rng, m, n, share, 1)
		}},
		{"repeated rows and columns", func(rng *rand.Rand) (a, b [][]int64) {
			m, n := 3+rng.IntN(4), 3+rng.IntN(4)
			a, b = sparse(rng, m, n, 5, 3), sparse(rng, m, n, 5, 3)
			for range 1 + rng.IntN(4) {
				i, k, j, l := rng.IntN(m), rng.IntN(m), rng.IntN(n), rng.IntN(n)
				for _, x := range [][][][]int64{{a}, {b}, {a, b}}[rng.IntN(3)] {
					if rng.IntN(2) == 0 {
						x[i] = slices.Clone(x[k])
						continue
					}
					for r := range x {
						x[r][j] = x[r][l]
					}
				}
			}
			return a, b
		}},
		{"a player without preferences", func(rng *rand.Rand) (a, b [][]int64) {
			m, n := 1+rng.IntN(5), 1+rng.IntN(5)
			a, b = nashtest.Constant(m, n, 0), sparse(rng, m, n, 5, 2)
			if rng.IntN(2) == 0 {
				a, b = b, a
			}
			return a, b
		}},
		{"mostly zero", func(rng *rand.Rand) (a, b [][]int64) {
			m, n := 2+rng.IntN(4), 2+rng.IntN(4)
			return sparse(rng, m, n, 1, 9), sparse(rng, m, n, 2, 9)
		}},
		{"one row or column", func(rng *rand.Rand) (a, b [][]int64) {
			m, n := 1, 1+rng.IntN(9)
			if rng.IntN(2) == 0 {
				m, n = n, m
			}
			return sparse(rng, m, n, 5, 2), sparse(rng, m, n, 5, 2)
		}},
		{"blocks on the diagonal", func(rng *rand.Rand) (a, b [][]int64) {
			n := 4 + rng.IntN(3)
			a, b = nashtest.Constant(n, n, 0), nashtest.Constant(n, n, 0)
			for i := range n {
				for j := range n {
					if i/2 == j/2 {
						a[i][j], b[i][j] = 1+rng.Int64N(2), 1+rng.Int64N(2)
					}
				}
			}
			return a, b
		}},
	}
	for _, f := range families {
		t.Run(f.name, func(t *testing.T) {
			for k := range rounds {
				a, b := f.draw(rand.New(rand.NewPCG(99, uint64(k))))
				compareWithLrsnash(t, fmt.Sprintf("game %d", k), nashtest.BimatrixGame(a, b))
				if t.Failed() {
					return
				}
			}
		})
	}
}

// sparse draws payoffs of 1 to top with a probability of share tenths, and 0.
func sparse(rng *rand.Rand, m, n, share int, top int64) [][]int64 {
	a := nashtest.Constant(m, n, 0)
	for i := range a {
		for j := range a[i] {
			if rng.IntN(10) < share {
				a[i][j] = 1 + rng.Int64N(top)
			}
		}
	}
	return a
}

// TestScaledPayoffsEqualLrsnash: payoffs around 10^19 and rationals with long
// denominators, which lrsnash misreads, come from small ones by scaling each
// player's payoffs and adding functions of the other's action: the extreme
// equilibria are those that lrsnash finds of the small game.
func TestScaledPayoffsEqualLrsnash(t *testing.T) {
	ten19, _ := new(big.Int).SetString("10000000000000000000", 10)
	for k := range 150 {
		rng := rand.New(rand.NewPCG(1019, uint64(k)))
		small := tieRidden(rng)
		m, n := len(small.Players[0].Actions), len(small.Players[1].Actions)
		var payoffs [][]*big.Rat
		for p := range 2 {
			scale := new(big.Rat).SetFrac(new(big.Int).Add(ten19, big.NewInt(rng.Int64())), big.NewInt(1+rng.Int64N(1<<uint(1+rng.IntN(62)))))
			shift := make([]*big.Rat, max(m, n))
			for j := range shift {
				shift[j] = new(big.Rat).SetFrac(new(big.Int).Mul(ten19, big.NewInt(rng.Int64())), big.NewInt(1+rng.Int64()))
				if rng.IntN(2) == 0 {
					shift[j].Neg(shift[j])
				}
			}
			var u []*big.Rat
			for i := range m * n {
				other := i % n // player 1's payoffs are shifted by column
				if p == 1 {
					other = i / n
				}
				r := new(big.Rat).Mul(scale, small.Payoffs[p].Rat(i))
				u = append(u, r.Add(r, shift[other]))
			}
			payoffs = append(payoffs, u)
		}
		want := lrsnash(t, small)
		got := nashtest.ShowAll(MustAll(t, nashtest.TableGame([]int{m, n}, payoffs), Options{}))
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("game %d:\n%s\ngot\n%s\nwant\n%s", k, lrsText(small), strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}
