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
// # Rooms
//
// This package picks a method from the registry (Solvers) and puts the rooms below
// under one roof: method (what all methods share), pure, bimatrix (two players),
// nplayer, symmetric (exchangeable players), refine (dominance, perfection, classes
// of games), logit (quantal response), and below them sets and polynomial. A method
// is one file in its room and one line in the room's Solvers or the registry here.
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
	"fmt"
	"slices"
	"strings"

	"brink/games"
	"brink/games/expr"
	"brink/solver/nash/bimatrix"
	"brink/solver/nash/method"
	"brink/solver/nash/nplayer"
	"brink/solver/nash/pure"
)

// registry holds every method; of several with one name, All takes the first that
// applies to the game.
var registry = slices.Concat([]Solver{autoSolver{}}, bimatrix.Solvers(), []Solver{nplayer.Support, pure.Solver{}})

// Solvers lists the methods as values, in the order in which All looks at them.
func Solvers() []Solver { return slices.Clone(registry) }

// Methods lists the names of the methods All accepts.
func Methods() []Method {
	var out []Method
	for _, s := range registry {
		if !slices.Contains(out, s.Name()) {
			out = append(out, s.Name())
		}
	}
	return out
}

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
		if d := expr.EditDistance(name, string(m)); d < distance {
			best, distance = m, d
		}
		known = append(known, string(m))
	}
	if distance <= 2 || 2*distance <= len(name) {
		return "", fmt.Errorf("unknown %w %q; did you mean %q?", ErrMethod, name, best)
	}
	return "", fmt.Errorf("unknown %w %q; known are %s", ErrMethod, name, strings.Join(known, ", "))
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
	if err := method.Validate(g); err != nil {
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
	var unsuitable error
	for _, s := range registry {
		if s.Name() != method {
			continue
		}
		if err := s.Applies(g); err != nil {
			unsuitable = err
			continue
		}
		return s.Run(ctx, g, opt)
	}
	return nil, unsuitable
}
