// Package method is what all methods for equilibria share: what they are asked
// (Options), what they answer (Result, Equilibrium, Number), what a method is
// (Solver), and the checks that every answer passes.
package method

import (
	"context"
	"errors"
	"runtime"

	"brink/games"
)

// Solver is a method as a value; nash.All picks one. Every room of methods
// registers its own.
type Solver interface {
	Name() Name
	// Applies returns nil for the games that the method is for, and an error that
	// wraps Err and says why for others.
	Applies(g *games.Strategic) error
	// Run finds equilibria, all of them where Result.Complete says so. The end of
	// the context is not an error: the result then holds what is known.
	Run(ctx context.Context, g *games.Strategic, opt Options) (*Result, error)
}

// MostEquilibria is how many equilibria are collected unless Options.Limit asks for
// more.
const MostEquilibria = 1 << 20

// PartialCells bounds the probabilities in the list of equilibria of an answer that
// was cut short: judging, ordering and writing them comes after the end of the
// context, and has to be quick.
const PartialCells = 1 << 16

// DefaultDigits is the number of digits after the point to which irrational
// numbers are enclosed unless Options.Digits says otherwise.
const DefaultDigits = 10

// Decimals is Digits or its default.
func (o Options) Decimals() int {
	if o.Digits > 0 {
		return o.Digits
	}
	return DefaultDigits
}

// Name names an algorithm.
type Name string

// The methods of All. The zero value of Options means Auto.
const (
	Auto        Name = "auto"         // whichever is complete and fastest for the game
	EEE         Name = "eee"          // branching on complementarity (Audet, Hansen, Jaumard, Savard 2001)
	Vertex      Name = "vertex"       // vertex enumeration of both best-response polytopes
	Support     Name = "support"      // support enumeration; hands degenerate games over to vertex
	LemkeHowson Name = "lemke-howson" // the equilibria on Lemke-Howson paths, seldom all
	Pure        Name = "pure"         // pure equilibria only
	ZeroSum     Name = "zero-sum"     // a pair of optimal strategies by linear programming
)

// Err is wrapped by errors about unknown or unsuitable methods.
var Err = errors.New("method")

// ErrSelfCheck is wrapped when an answer fails one of the checks that every
// answer must pass: a fault of this program, never of the game.
var ErrSelfCheck = errors.New("self-check failed")

// Options tune All. The zero value is useful: every equilibrium, by the best
// method, on all cores.
type Options struct {
	Method   Name           // default Auto
	Workers  int            // goroutines; default GOMAXPROCS
	Limit    int            // stop after this many equilibria; default none
	Nodes    int64          // stop Auto after this many nodes of a search tree or support profiles; default none
	OneOnly  bool           // stop after the first equilibrium
	Digits   int            // irrational numbers are enclosed to within 10^-Digits; default 10
	Progress func(Progress) // called now and then, never concurrently; default none
}

// Cores is Workers or its default.
func (o Options) Cores() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// Most is the number of equilibria after which to stop, 0 for none.
func (o Options) Most() int {
	if o.OneOnly {
		return 1
	}
	return max(0, o.Limit)
}
