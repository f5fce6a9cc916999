package nash

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"brink/games"
	"brink/solver/nash/nashtest"
)

// SmallGame draws a bimatrix with many ties.
func SmallGame(t *rapid.T) (a, b [][]int64) {
	m, n := rapid.IntRange(1, 4).Draw(t, "m"), rapid.IntRange(1, 4).Draw(t, "n")
	top := rapid.SampledFrom([]int64{1, 2, 9}).Draw(t, "top")
	row := rapid.SliceOfN(rapid.Int64Range(0, top), n, n)
	return rapid.SliceOfN(row, m, m).Draw(t, "A"), rapid.SliceOfN(row, m, m).Draw(t, "B")
}

func Solve(t *rapid.T, g *games.Strategic, opt Options) *Result {
	res, err := All(t.Context(), g, opt)
	if err != nil {
		t.Fatal(err)
	}
	if !res.Complete {
		t.Fatalf("incomplete: %v", res.Reasons)
	}
	for _, e := range res.Equilibria {
		if _, err := g.Verify(e.Strategies); err != nil {
			t.Fatal(err)
		}
	}
	return res
}

// TestHugePayoffs: positive affine maps of a player's payoffs, and additions
// to a column of A or a row of B, change no equilibrium, however large the
// numbers become.
func TestHugePayoffs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := SmallGame(t)
		want := Solve(t, nashtest.BimatrixGame(a, b), Options{})
		huge := func(label string) *big.Rat {
			bits := rapid.IntRange(1, 400).Draw(t, label)
			num := new(big.Int).Lsh(big.NewInt(rapid.Int64Range(1, 1000).Draw(t, label)), uint(bits))
			den := new(big.Int).Exp(big.NewInt(3), big.NewInt(int64(rapid.IntRange(0, 200).Draw(t, label))), nil)
			return new(big.Rat).SetFrac(num.Sub(num, big.NewInt(1)), den)
		}
		m, n := len(a), len(a[0])
		payoffs := [][]*big.Rat{make([]*big.Rat, m*n), make([]*big.Rat, m*n)}
		scaleA, scaleB := huge("scale A"), huge("scale B")
		var columns, rows []*big.Rat
		for range n {
			columns = append(columns, huge("column"))
		}
		for range m {
			rows = append(rows, huge("row"))
		}
		for i := range m {
			for j := range n {
				x := new(big.Rat).Mul(scaleA, big.NewRat(a[i][j], 1))
				y := new(big.Rat).Mul(scaleB, big.NewRat(b[i][j], 1))
				payoffs[0][i*n+j], payoffs[1][i*n+j] = x.Add(x, columns[j]), y.Sub(y, rows[i])
			}
		}
		got := Solve(t, nashtest.TableGame([]int{m, n}, payoffs), Options{})
		nashtest.SameSolution(t, got, want)
	})
}

// TestSwapAndRelabel: exchanging the players and reversing their actions
// exchanges and reverses the equilibria.
func TestSwapAndRelabel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := SmallGame(t)
		m, n := len(a), len(a[0])
		a2, b2 := nashtest.Constant(n, m, 0), nashtest.Constant(n, m, 0)
		for i := range m {
			for j := range n {
				a2[n-1-j][m-1-i], b2[n-1-j][m-1-i] = b[i][j], a[i][j]
			}
		}
		want := Solve(t, nashtest.BimatrixGame(a, b), Options{})
		got := Solve(t, nashtest.BimatrixGame(a2, b2), Options{})
		var back []string
		for _, e := range got.Equilibria {
			x, y := slices.Clone(e.Strategies[1]), slices.Clone(e.Strategies[0])
			slices.Reverse(x)
			slices.Reverse(y)
			back = append(back, nashtest.Show(Equilibrium{Strategies: [][]*big.Rat{x, y}}))
		}
		plain := nashtest.ShowAll(want)
		slices.Sort(back)
		slices.Sort(plain)
		if !slices.Equal(back, plain) {
			t.Fatalf("got %q, want %q", back, plain)
		}
		if len(got.Components) != len(want.Components) || len(got.Subsets) != len(want.Subsets) {
			t.Fatal("different grouping")
		}
	})
}

// TestDominatedAction: a strictly dominated action changes nothing.
func TestDominatedAction(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := SmallGame(t)
		want := Solve(t, nashtest.BimatrixGame(a, b), Options{})
		n := len(a[0])
		worse := make([]int64, n)
		for j := range worse {
			worse[j] = a[0][j] - 1
		}
		any := rapid.SliceOfN(rapid.Int64Range(0, 2), n, n).Draw(t, "B row")
		got := Solve(t, nashtest.BimatrixGame(append(slices.Clone(a), worse), append(slices.Clone(b), any)), Options{})
		for k := range got.Equilibria {
			s := got.Equilibria[k].Strategies
			if s[0][len(a)].Sign() != 0 {
				t.Fatal("a dominated action is played")
			}
			s[0] = s[0][:len(a)]
		}
		nashtest.SameSolution(t, got, want)
	})
}

// TestWorkers: the answer does not depend on the number of workers.
func TestWorkers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := SmallGame(t)
		g := nashtest.BimatrixGame(a, b)
		nashtest.SameSolution(t, Solve(t, g, Options{Workers: 1}), Solve(t, g, Options{Workers: 3}))
	})
}

// TestMethodsAgree: every complete method gives the same answer, grouping and
// indices included.
func TestMethodsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := SmallGame(t)
		g := nashtest.BimatrixGame(a, b)
		want := Solve(t, g, Options{Method: MethodVertex})
		for _, m := range []Method{MethodAuto, MethodEEE, MethodSupport} {
			nashtest.SameSolution(t, Solve(t, g, Options{Method: m}), want)
		}
	})
}

// TestManyPlayersPure: in games with any number of players, the pure
// equilibria are those profiles that Verify accepts, and whatever else is
// reported is an equilibrium.
func TestManyPlayersPure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := func(shape []int) int {
			profiles := 1
			for _, n := range shape {
				profiles *= n
			}
			return profiles
		}
		shape := rapid.SliceOfN(rapid.IntRange(1, 3), 1, 4).Filter(func(s []int) bool { return size(s) <= 36 }).Draw(t, "shape")
		profiles := size(shape)
		var payoffs [][]*big.Rat
		for range shape {
			var u []*big.Rat
			for _, v := range rapid.SliceOfN(rapid.Int64Range(0, 3), profiles, profiles).Draw(t, "payoffs") {
				u = append(u, big.NewRat(v, 3))
			}
			payoffs = append(payoffs, u)
		}
		g := nashtest.TableGame(shape, payoffs)
		var want []string
		profile := make([]int, len(shape))
		for idx := range profiles {
			g.Decode(idx, profile)
			var e Equilibrium
			for p, a := range profile {
				s := make([]*big.Rat, shape[p])
				for k := range s {
					s[k] = new(big.Rat)
				}
				s[a].SetInt64(1)
				e.Strategies = append(e.Strategies, s)
			}
			if _, err := g.Verify(e.Strategies); err == nil {
				want = append(want, nashtest.Show(e))
			}
		}
		for _, m := range []Method{MethodAuto, MethodPure} {
			res, err := All(t.Context(), g, Options{Method: m})
			if err != nil {
				t.Fatal(err)
			}
			if res.Complete == (len(res.Reasons) > 0) || len(res.Equilibria) == 0 && res.Complete {
				t.Fatalf("%s: complete %v, %q, %d equilibria", m, res.Complete, res.Reasons, len(res.Equilibria))
			}
			var got []string
			for _, e := range res.Equilibria {
				if e.Irrational != nil {
					continue // its own tests check it at higher precision
				}
				if _, err := g.Verify(e.Strategies); err != nil {
					t.Fatal(err)
				}
				if e.Pure {
					got = append(got, nashtest.Show(e))
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%s: pure equilibria %q, want %q", m, got, want)
			}
		}
	})
}
