package method

import (
	"math/big"
	"slices"

	"brink/solver/note"
)

// Continuum is a set of equilibria of positive dimension, all with the same
// supports.
type Continuum struct {
	Support   [][]int      // for each player, the actions played with positive probability
	Dimension int          // at least this
	Sample    [][]*big.Rat // one of the equilibria; nil where only irrational ones are known
}

// Probability returns an approximation for ordering, exact where it can be.
func (e *Equilibrium) Probability(i, a int) *big.Rat {
	if e.Irrational == nil {
		return e.Strategies[i][a]
	}
	x := e.Irrational.Strategies[i][a]
	return new(big.Rat).Mul(new(big.Rat).Add(x.Lo, x.Hi), big.NewRat(1, 2))
}

// Equilibrium is one equilibrium: an extreme one in two-player games.
type Equilibrium struct {
	// Strategies holds a probability vector for each player, Payoffs a number
	// for each. Both are nil when a probability is irrational, which takes
	// three players or more; Irrational then holds them.
	Strategies [][]*big.Rat
	Payoffs    []*big.Rat
	Irrational *Irrational

	// Pure: every player plays one action. Strict: every player's action is
	// the only best reply (which implies Pure). QuasiStrict: every best reply
	// is played with positive probability (Harsanyi 1973).
	Pure, Strict, QuasiStrict bool

	Component int // Component.ID, from 1; two players only

	// Continuum is the position, from 1, in Result.Continua of a set of
	// equilibria whose limit this one may be. It is 0 in the complete answers
	// for more than two players when the equilibrium is proved to be isolated.
	Continuum int
}

// Subset is a maximal Nash subset of a two-player game: every mixture of its
// player-1 strategies is an equilibrium with every mixture of its player-2
// strategies, and no larger set of extreme equilibria has that property.
type Subset struct {
	Extreme   []int // positions in Result.Equilibria, from 1
	Component int   // Component.ID
	Dimension int   // of the product polytope

	// X lists, for each vertex of the player-1 polytope, the first position
	// (from 1) of an equilibrium that has this vertex as player 1's strategy;
	// Y the same for player 2. The subset is conv(X) × conv(Y).
	X, Y []int
}

// Component is a maximal connected set of equilibria.
type Component struct {
	ID         int   // from 1
	Equilibria []int // positions in Result.Equilibria, from 1
	Dimension  int   // the largest dimension of its subsets

	// Index is the sum of the indices of the equilibria near the component in
	// a generic game near this one (Shapley 1974; Ritzberger 1994); the
	// indices of all components sum to +1. HasIndex is false when the method
	// does not compute it.
	Index    int
	HasIndex bool

	SamePayoffs bool // every equilibrium of the component pays the same to each player
}

// Stats counts the work done. The numbers depend on the method and may depend
// on the number of workers.
type Stats struct {
	Bases    int64  // bases, support pairs or search nodes visited
	Pivots   int64  // exact pivots
	Nodes    int64  // cells of subdivisions, for more than two players
	Vertices [2]int // vertices of the two players' polytopes, where all were listed
	Width    int    // widest arithmetic used: 64, 128 or 256 bits, or 0 for unlimited
}

// Result is what All found.
type Result struct {
	Method   Name        // the method that produced the answer
	Exact    bool        // every number is exact: always, in this package
	Complete bool        // proved: there are no other (extreme) equilibria
	Reasons  []note.Note // why not, when Complete is false

	Equilibria []Equilibrium
	Subsets    []Subset    // two players, complete methods only
	Components []Component // two players, complete methods only
	Continua   []Continuum // more players: where equilibria are not isolated

	// Degenerate: in some equilibrium a player has more best replies than her
	// opponent has actions in use. Degeneracy sets in one sentence which
	// actions tie. Ties that touch no equilibrium are not reported, for they
	// change nothing.
	Degenerate bool
	Degeneracy note.Note

	Stats Stats
}

// Incomplete notes why the result lacks something; repeated reasons count once.
func (r *Result) Incomplete(reason note.Note) {
	r.Complete = false
	if slices.ContainsFunc(r.Reasons, reason.Equal) {
		return
	}
	r.Reasons = append(r.Reasons, reason)
}
