// Package bimatrix finds the equilibria of games in which at most two players have
// a choice: all extreme equilibria with their subsets, components and indices, by
// several methods (solvers.go), or single ones of large games.
//
// # The polytopes
//
// Let A and B be the m×n payoff matrices of a two-player game, shifted so that
// they are non-negative, A without a zero column and B without a zero row.
// The best-response polytopes (von Stengel, "Computing equilibria for
// two-person games", Handbook of Game Theory 3 (2002), section 2.3) are
//
//	P = { x ∈ R^m : x >= 0, B'x <= 1 }    Q = { y ∈ R^n : Ay <= 1, y >= 0 }
//
// A point of P has label i when x_i = 0 and label m+j when column j is a best
// reply to it, (B'x)_j = 1; a point of Q has label i when row i is a best
// reply and m+j when y_j = 0. A pair (x, y) other than (0, 0) whose labels
// together are 1..m+n is, after scaling to probabilities, an equilibrium; it
// is an extreme equilibrium when x and y are vertices. All equilibria are the
// convex combinations of extreme ones within maximal Nash subsets, which are
// the maximal bicliques of the graph of compatible vertices (Winkels 1979;
// Jansen 1981; Avis, Rosenberg, Savani, von Stengel, Economic Theory 42
// (2010) 9-37).
package bimatrix

import (
	"math/big"
	"slices"

	"brink/games"
)

// bimatrix is a two-player game inside a game that may have further players
// with a single action. Player 1 has m actions, player 2 has n.
type bimatrix struct {
	game *games.Strategic
	who  [2]int // the two players' numbers in game
	m, n int

	// cell[i*n+j] is the profile index of (i, j) in the game.
	cell []int

	// poly[0] is P, in player 1's probabilities; poly[1] is Q, in player 2's.
	poly [2]polytope
}

// polytope is { z >= 0, a z <= 1 } with rows × dim matrix a of non-negative
// integers without a zero column. It holds one player's (unnormalised) mixed
// strategies; the rows belong to the opponent's actions.
type polytope struct {
	rows, dim  int
	a          []*big.Int // row by row
	word       []int64    // the same in words, or nil
	b          []*big.Int // right-hand sides; nil where all are 1
	firstVar   int        // label of z_0: the player's first action
	firstSlack int        // label of row 0: the opponent's first action
}

func (p *polytope) at(i, j int) *big.Int { return p.a[i*p.dim+j] }

// newBimatrix picks the two players who have a choice. It fails when more
// than two have one.
func newBimatrix(g *games.Strategic) (*bimatrix, bool) {
	var who []int
	for p := range g.Players {
		if len(g.Players[p].Actions) > 1 {
			who = append(who, p)
		}
	}
	if len(who) > 2 {
		return nil, false
	}
	for p := range g.Players {
		if len(who) < 2 && !slices.Contains(who, p) {
			who = append(who, p)
		}
	}
	if len(who) < 2 {
		who = append(who, -1) // a single player faces nobody
	}
	slices.Sort(who)
	if who[0] < 0 {
		who[0], who[1] = who[1], who[0]
	}
	b := &bimatrix{game: g, who: [2]int{who[0], who[1]}, m: len(g.Players[who[0]].Actions), n: 1}
	if who[1] >= 0 {
		b.n = len(g.Players[who[1]].Actions)
	}
	// Only these two change a profile, in this order, so that cells are
	// profiles in order.
	b.cell = make([]int, b.m*b.n)
	for k := range b.cell {
		b.cell[k] = k
	}
	first := make([]*big.Int, b.m*b.n)  // player 1's payoffs, transposed below
	second := make([]*big.Int, b.m*b.n) // player 2's payoffs
	for i := range b.m {
		for j := range b.n {
			first[i*b.n+j] = g.Payoffs[b.who[0]].Num(b.cell[i*b.n+j])
			if b.who[1] >= 0 {
				second[j*b.m+i] = g.Payoffs[b.who[1]].Num(b.cell[i*b.n+j])
			} else {
				second[j*b.m+i] = new(big.Int)
			}
		}
	}
	b.poly[1] = newPolytope(first, b.m, b.n)
	b.poly[1].firstVar, b.poly[1].firstSlack = b.m, 0
	b.poly[0] = newPolytope(second, b.n, b.m)
	b.poly[0].firstVar, b.poly[0].firstSlack = 0, b.m
	return b, true
}

// newPolytope takes over the rows × dim payoff matrix of the opponent's
// actions against this player's, and makes it small without changing best
// replies: each column less its minimum (von Stengel 2002, section 2.1), a
// constant column becomes ones, and all is divided by the common divisor.
func newPolytope(a []*big.Int, rows, dim int) polytope {
	var gcd big.Int
	for j := range dim {
		low := new(big.Int).Set(a[j])
		for i := 1; i < rows; i++ {
			if x := a[i*dim+j]; x.Cmp(low) < 0 {
				low.Set(x)
			}
		}
		for i := range rows {
			a[i*dim+j].Sub(a[i*dim+j], low)
			gcd.GCD(nil, nil, &gcd, a[i*dim+j])
		}
	}
	for j := range dim {
		constant := true
		for i := range rows {
			if x := a[i*dim+j]; x.Sign() != 0 {
				constant = false
				x.Quo(x, &gcd)
			}
		}
		if constant {
			for i := range rows {
				a[i*dim+j].SetInt64(1)
			}
		}
	}
	p := polytope{rows: rows, dim: dim, a: a, word: make([]int64, len(a))}
	for k, x := range a {
		if !x.IsInt64() {
			p.word = nil
			break
		}
		p.word[k] = x.Int64()
	}
	return p
}

// labels is the number of labels, m+n.
func (b *bimatrix) labels() int { return b.m + b.n }

// isVariable says whether a label belongs to a strategy variable of the
// polytope; the others belong to its slacks.
func (p *polytope) isVariable(label int) bool {
	return label >= p.firstVar && label < p.firstVar+p.dim
}
