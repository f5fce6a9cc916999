// Package nash finds Nash equilibria of finite games in exact arithmetic.
//
// Start with All: it returns every extreme equilibrium of a two-player game,
// degenerate or not, grouped into maximal Nash subsets and connected
// components with their indices; of a game with more players it returns every
// isolated equilibrium, with irrational probabilities as algebraic numbers or
// in proved enclosures, and says where equilibria form a continuum.
// Result.Complete is true only when the method proves that nothing is missing.
// LemkeHowsonPath follows single paths.
//
// # Methods
//
// MethodAuto is MethodEEE, a search tree over complementary labels that
// outruns the others by orders of magnitude from about 8×8 on: a random 16×16
// game takes some 10 milliseconds. MethodVertex lists all vertices of both
// polytopes and MethodSupport all pairs of supports; they share with it only
// the checker and are there to be compared with. MethodLemkeHowson and
// MethodZeroSum find one equilibrium of games with hundreds of actions; in large
// constant-sum games MethodAuto takes the latter's where it is proved to be the
// only one. With more than two players MethodAuto is MethodSupport, unless dominance leaves a
// choice to only two.
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
//
// # Order
//
// Equilibria are listed in descending lexicographic order of player 1's
// probabilities, then player 2's, and so on; components are numbered by their
// first equilibrium, subsets are ordered by component and then by their lists
// of equilibria. The order does not depend on the method or on the number of
// workers.
//
// Numbers in a Result may share memory with each other; do not modify them.
package nash

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"runtime"
	"strings"

	"brink/games"
)

// Method names an algorithm.
type Method string

// The methods of All. The zero value of Options means MethodAuto.
const (
	MethodAuto        Method = "auto"         // whichever is complete and fastest for the game
	MethodEEE         Method = "eee"          // branching on complementarity (Audet, Hansen, Jaumard, Savard 2001)
	MethodVertex      Method = "vertex"       // vertex enumeration of both best-response polytopes
	MethodSupport     Method = "support"      // support enumeration; hands degenerate games over to vertex
	MethodLemkeHowson Method = "lemke-howson" // the equilibria on Lemke-Howson paths, seldom all
	MethodPure        Method = "pure"         // pure equilibria only
	MethodZeroSum     Method = "zero-sum"     // a pair of optimal strategies by linear programming
)

// Methods lists the methods All accepts.
func Methods() []Method {
	return []Method{MethodAuto, MethodEEE, MethodVertex, MethodSupport, MethodLemkeHowson, MethodPure, MethodZeroSum}
}

// ErrMethod is wrapped by errors about unknown or unsuitable methods.
var ErrMethod = errors.New("method")

// ErrSelfCheck is wrapped when an answer fails one of the checks that every
// answer must pass: a fault of this program, never of the game.
var ErrSelfCheck = errors.New("self-check failed")

// ParseMethod reads the name of a method; the empty string is MethodAuto. An unknown
// name gives an error with the nearest known one.
func ParseMethod(name string) (Method, error) {
	if name == "" {
		return MethodAuto, nil
	}
	best, distance := MethodAuto, len(name)+1
	var known []string
	for _, m := range Methods() {
		if string(m) == strings.ToLower(name) {
			return m, nil
		}
		if d := editDistance(name, string(m)); d < distance {
			best, distance = m, d
		}
		known = append(known, string(m))
	}
	if distance <= 2 || 2*distance <= len(name) {
		return "", fmt.Errorf("unknown %w %q; did you mean %q?", ErrMethod, name, best)
	}
	return "", fmt.Errorf("unknown %w %q; known are %s", ErrMethod, name, strings.Join(known, ", "))
}

// editDistance is Levenshtein's, in O(len(a)·len(b)).
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}

// Options tune All. The zero value is useful: every equilibrium, by the best
// method, on all cores.
type Options struct {
	Method   Method         // default MethodAuto
	Workers  int            // goroutines; default GOMAXPROCS
	Limit    int            // stop after this many equilibria; default none
	Nodes    int64          // stop MethodAuto after this many nodes of a search tree or support profiles; default none
	OneOnly  bool           // stop after the first equilibrium
	Digits   int            // irrational numbers are enclosed to within 10^-Digits; default 10
	Progress func(Progress) // called now and then, never concurrently; default none
}

func (o Options) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// limit is the number of equilibria after which to stop, 0 for none.
func (o Options) limit() int {
	if o.OneOnly {
		return 1
	}
	return max(0, o.Limit)
}

// Progress is a snapshot of running work.
type Progress struct {
	Bases      int64 // bases, supports or nodes visited so far
	Equilibria int64 // equilibria found so far
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
	Method   Method   // the method that produced the answer
	Exact    bool     // every number is exact: always, in this package
	Complete bool     // proved: there are no other (extreme) equilibria
	Reasons  []string // why not, when Complete is false

	Equilibria []Equilibrium
	Subsets    []Subset    // two players, complete methods only
	Components []Component // two players, complete methods only
	Continua   []Continuum // more players: where equilibria are not isolated

	// Degenerate: in some equilibrium a player has more best replies than her
	// opponent has actions in use. Degeneracy sets in one sentence which
	// actions tie. Ties that touch no equilibrium are not reported, for they
	// change nothing.
	Degenerate bool
	Degeneracy string

	Stats Stats
}

// All finds the equilibria of the game.
//
// Cancellation of the context is not an error: the Result then holds what is
// known, with Complete false and the reason. Errors are about the game or the
// options (ErrMethod), or wrap ErrSelfCheck.
//
// With two players (players with a single action do not count) and Complete
// true, Equilibria are all extreme equilibria. The number of them, and the
// time, can grow exponentially: by a factor of about 2.3 per action for the
// vertices of random square games.
func All(ctx context.Context, g *games.Strategic, opt Options) (*Result, error) {
	if err := validate(g); err != nil {
		return nil, err
	}
	if opt.Method == "" {
		opt.Method = MethodAuto
	}
	method, err := ParseMethod(string(opt.Method))
	if err != nil {
		return nil, err
	}
	opt.Method = method
	if method == MethodPure {
		return allPure(ctx, g, opt)
	}
	if len(g.Players) == 2 && len(g.Players[0].Actions) == 2 && len(g.Players[1].Actions) == 2 &&
		(method == MethodAuto || method == MethodSupport) && opt.limit() == 0 {
		if res, err, done := twoByTwo(g); done {
			return res, err
		}
	}
	b, ok := newBimatrix(g)
	if !ok {
		return manyPlayers(ctx, g, opt)
	}
	return twoPlayers(ctx, b, opt)
}

// twoPlayers dispatches on the method.
func twoPlayers(ctx context.Context, b *bimatrix, opt Options) (*Result, error) {
	switch opt.Method {
	case MethodAuto:
		if b.m == 1 || b.n == 1 {
			return singleChoice(b, opt)
		}
		if opt.OneOnly {
			return one(ctx, b, opt)
		}
		if b.m*b.n > exactCells && opt.limit() == 0 && b.constantSum() {
			// Mostly there is one equilibrium, and linear programming proves it.
			if res, err := zeroSum(ctx, b, opt); err != nil || res.Complete {
				return res, err
			}
		}
		if b.tooLarge() {
			opt.OneOnly = true
			res, err := one(ctx, b, opt)
			if err == nil {
				res.Complete, res.Reasons = false, []string{
					fmt.Sprintf("a game of %d×%d actions is too large for a search of all equilibria; one was looked for", b.m, b.n)}
			}
			return res, err
		}
		return allOrOne(ctx, b, opt)
	case MethodEEE:
		return eee(ctx, b, opt)
	case MethodLemkeHowson:
		return lemkeHowsonAll(ctx, b, opt)
	case MethodZeroSum:
		return zeroSum(ctx, b, opt)
	case MethodSupport:
		return supportEnumeration(ctx, b, opt)
	default:
		return vertexEnumeration(ctx, b, opt)
	}
}

// validate rejects games whose tables do not fit their players: a fault of
// the caller, but reported, because tables may come from a file.
func validate(g *games.Strategic) error {
	if len(g.Players) == 0 {
		return errors.New("game without players")
	}
	if len(g.Payoffs) != len(g.Players) {
		return fmt.Errorf("%d payoff tables for %d players", len(g.Payoffs), len(g.Players))
	}
	for p, player := range g.Players {
		if len(player.Actions) == 0 {
			return fmt.Errorf("player %s has no actions", player.Name)
		}
		if got, want := g.Payoffs[p].Len(), g.Profiles(); got != want {
			return fmt.Errorf("%d payoffs for %s in a game with %d profiles", got, player.Name, want)
		}
		if g.Payoffs[p].Den == nil || g.Payoffs[p].Den.Sign() <= 0 {
			return fmt.Errorf("payoffs of %s without a positive denominator", player.Name)
		}
	}
	return nil
}

// cancelled is the reason given when the context ended the work.
func cancelled(ctx context.Context) string {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return "time limit reached"
	}
	return "interrupted"
}
