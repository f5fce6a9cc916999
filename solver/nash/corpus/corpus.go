// Package corpus makes families of two-player games for tests and benchmarks
// of equilibrium solvers. Every game is determined by its parameters: equal
// seeds give equal games everywhere.
package corpus

import (
	"fmt"
	"math/big"
	"math/rand/v2"

	"brink/games"
)

// Bimatrix builds a two-player game from integer payoffs, row by row. Both
// matrices must have the same shape.
func Bimatrix(name string, a, b [][]int64) *games.Strategic {
	m, n := len(a), len(a[0])
	g := &games.Strategic{Name: name}
	for p, actions := range []int{m, n} {
		player := games.Player{Name: fmt.Sprintf("P%d", p+1)}
		for k := range actions {
			player.Actions = append(player.Actions, fmt.Sprintf("%c%d", 'a'+p, k+1))
		}
		g.Players = append(g.Players, player)
		table := games.Table{Den: big.NewInt(1), Small: make([]int64, 0, m*n)}
		for i := range m {
			table.Small = append(table.Small, [][][]int64{a, b}[p][i]...)
		}
		g.Payoffs = append(g.Payoffs, table)
	}
	return g
}

// Matrix draws an m×n matrix of integers from 0..top.
func Matrix(rng *rand.Rand, m, n int, top int64) [][]int64 {
	a := make([][]int64, m)
	for i := range a {
		a[i] = make([]int64, n)
		for j := range a[i] {
			a[i][j] = rng.Int64N(top + 1)
		}
	}
	return a
}

// Random draws independent payoffs from 0..top: generic for large top, full of
// ties for small.
func Random(seed uint64, m, n int, top int64) *games.Strategic {
	rng := source(seed, m, n)
	return Bimatrix(fmt.Sprintf("random %d×%d, 0..%d, seed %d", m, n, top, seed), Matrix(rng, m, n, top), Matrix(rng, m, n, top))
}

// Coordination is the n×n game in which both players get 1 for the same action
// and 0 otherwise: 2^n - 1 equilibria, one for each set of actions.
func Coordination(n int) *games.Strategic {
	a := identity(n, 1)
	return Bimatrix(fmt.Sprintf("coordination %d×%d", n, n), a, a)
}

// NearCoordination is Coordination with 100 for agreement and small random
// payoffs elsewhere: as many equilibria, without the symmetry.
func NearCoordination(seed uint64, n int) *games.Strategic {
	rng := source(seed, n, n)
	draw := func() [][]int64 {
		a := Matrix(rng, n, n, 3)
		for i := range a {
			a[i][i] = 100
		}
		return a
	}
	return Bimatrix(fmt.Sprintf("near-coordination %d×%d, seed %d", n, n, seed), draw(), draw())
}

// Duplicates is a random game in which the last rows repeat the first ones, for
// both players, so that equilibria come in continua.
func Duplicates(seed uint64, m, n int, top int64, repeats int) *games.Strategic {
	rng := source(seed, m, n)
	a, b := Matrix(rng, m, n, top), Matrix(rng, m, n, top)
	for k := range min(repeats, m/2) {
		a[m-1-k], b[m-1-k] = a[k], b[k]
	}
	return Bimatrix(fmt.Sprintf("%d repeated rows %d×%d, 0..%d, seed %d", repeats, m, n, top, seed), a, b)
}

// ZeroSum is a random zero-sum game.
func ZeroSum(seed uint64, m, n int, top int64) *games.Strategic {
	a := Matrix(source(seed, m, n), m, n, top)
	b := make([][]int64, m)
	for i := range b {
		for _, v := range a[i] {
			b[i] = append(b[i], -v)
		}
	}
	return Bimatrix(fmt.Sprintf("zero-sum %d×%d, 0..%d, seed %d", m, n, top, seed), a, b)
}

func identity(n int, v int64) [][]int64 {
	a := make([][]int64, n)
	for i := range a {
		a[i] = make([]int64, n)
		a[i][i] = v
	}
	return a
}

func source(seed uint64, m, n int) *rand.Rand {
	return rand.New(rand.NewPCG(seed, uint64(m)<<32|uint64(n)))
}
