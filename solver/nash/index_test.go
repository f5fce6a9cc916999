package nash

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games"
	"brink/solver/nash/logit"
	"brink/solver/nash/nashtest"
)

// TestIndexByPerturbation holds the indices of components to their definition:
// the payoffs of a game with ties are changed a little at random, which leaves
// isolated equilibria of a generic game, and the indices of those near a
// component, by Shapley's (1974) formula, sum to the index of the component.
func TestIndexByPerturbation(t *testing.T) {
	checked := 0
	for k := range 400 {
		rng := rand.New(rand.NewPCG(74, uint64(k)))
		g := tieRidden(rng)
		if g.Profiles() > 16 {
			continue
		}
		res := MustAll(t, g, Options{})
		h := perturbed(rng, g)
		near := MustAll(t, h, Options{})
		if near.Degenerate {
			t.Fatalf("game %d: ties in spite of the perturbation", k)
		}
		sums := make([]int, len(res.Components))
		for _, e := range near.Equilibria {
			at, apart := nearest(res, e)
			if apart > 0.02 {
				t.Fatalf("game %d: %s is %g off the components\n%s", k, nashtest.Show(e), apart, lrsText(g))
			}
			sums[at-1] += shapleyIndex(h, e)
		}
		for i, c := range res.Components {
			if !c.HasIndex || c.Index != sums[i] {
				t.Errorf("game %d: component %d has index %d, the equilibria near it %d\n%s", k, c.ID, c.Index, sums[i], lrsText(g))
			}
			if len(c.Equilibria) > 1 {
				checked++
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d components were more than points", checked)
	}
}

// perturbed adds up to 10^-8 to every payoff.
func perturbed(rng *rand.Rand, g *games.Strategic) *games.Strategic {
	h := &games.Strategic{Players: g.Players}
	for p := range g.Players {
		var u []*big.Rat
		for i := range g.Profiles() {
			x := big.NewRat(rng.Int64N(1_000_000_000), 100_000_000_000_000_000)
			u = append(u, x.Add(x, g.Payoffs[p].Rat(i)))
		}
		h.Payoffs = append(h.Payoffs, games.NewTable(u))
	}
	return h
}

// nearest finds the component nearest to an equilibrium of another game.
func nearest(res *Result, e Equilibrium) (component int, apart float64) {
	floats := func(x []*big.Rat) []float64 {
		out := make([]float64, len(x))
		for k, v := range x {
			out[k], _ = v.Float64()
		}
		return out
	}
	for _, s := range res.Subsets {
		d := 0.0
		for player, vertices := range [][]int{s.X, s.Y} {
			var corners [][]float64
			for _, at := range vertices {
				corners = append(corners, floats(res.Equilibria[at-1].Strategies[player]))
			}
			d = max(d, logit.Distance(floats(e.Strategies[player]), corners))
		}
		if component == 0 || d < apart {
			component, apart = s.Component, d
		}
	}
	return component, apart
}

// shapleyIndex is (-1)^(k+1) times the sign of the product of the determinants
// of the players' payoffs, made positive, on the supports of k actions.
func shapleyIndex(g *games.Strategic, e Equilibrium) int {
	n := len(g.Players[1].Actions)
	var rows, columns []int
	for i, x := range e.Strategies[0] {
		if x.Sign() > 0 {
			rows = append(rows, i)
		}
	}
	for j, x := range e.Strategies[1] {
		if x.Sign() > 0 {
			columns = append(columns, j)
		}
	}
	index := 2*(len(rows)%2) - 1
	for p := range 2 {
		least := new(big.Rat)
		for i := range g.Profiles() {
			if u := g.Payoffs[p].Rat(i); u.Cmp(least) < 0 {
				least = u
			}
		}
		least.Sub(least, big.NewRat(1, 1))
		m := make([][]*big.Rat, len(rows))
		for a, i := range rows {
			for _, j := range columns {
				u := g.Payoffs[p].Rat(i*n + j)
				m[a] = append(m[a], u.Sub(u, least))
			}
		}
		index *= signOfDeterminant(m)
	}
	return index
}

// signOfDeterminant eliminates in rationals.
func signOfDeterminant(m [][]*big.Rat) int {
	sign := 1
	for c := range m {
		r := c
		for r < len(m) && m[r][c].Sign() == 0 {
			r++
		}
		if r == len(m) {
			return 0
		}
		if r != c {
			m[r], m[c] = m[c], m[r]
			sign = -sign
		}
		sign *= m[c][c].Sign()
		for r := c + 1; r < len(m); r++ {
			f := new(big.Rat).Quo(m[r][c], m[c][c])
			for k := c; k < len(m); k++ {
				m[r][k].Sub(m[r][k], new(big.Rat).Mul(f, m[c][k]))
			}
		}
	}
	return sign
}
