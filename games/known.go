package games

import "math/big"

// Known is a published result about the game at a point, to which the solvers are
// held. What is nil or 0 is not stated.
type Known struct {
	At         []Setting   // parameters; others are at their defaults
	Equilibria [][][]Exact // all of them, extreme ones for two players: probabilities by player
	Contains   [][][]Exact // some of them
	Count      int         // how many (extreme) equilibria there are
	Components int         // how many connected sets they form
	Value      *Exact      // the first player's payoff, the game being zero-sum
	Critical   []KnownCritical
	// Concept, Rows and SomeRows are about games that are not in strategic form: the
	// solution concept, "" for the default one, all rows of its table that exist at
	// the point, and some of them. Count is then how many there are.
	Concept        string
	Rows, SomeRows []KnownRow
	Source         []string
	Place          Place
}

// Setting is a parameter with a value.
type Setting struct {
	Name  string
	Value *big.Rat
}

// KnownCritical is the least discount factor that sustains a profile of automata.
type KnownCritical struct {
	Text    string   // as written
	Profile []string // a strategy for each player
	Min     Exact
}

// KnownRow is a row of a table as far as a file states it.
type KnownRow struct {
	Text  string // as written, on one line
	Facts []KnownFact
}

// KnownFact is one entry of a row: a number, or a word such as true or an action.
// Path is where it stands in the JSON of the row, players and actions by name.
type KnownFact struct {
	Path []string
	Is   Exact
	Word string // "" for a number
}

// Exact is an exact number as a file has it: rational, or the only root of a
// polynomial with integer coefficients, the constant first, in an open interval.
type Exact struct {
	Text   string
	Rat    *big.Rat // nil for a root
	Poly   []*big.Int
	Lo, Hi *big.Rat
}

// ExactRat is a rational number.
func ExactRat(r *big.Rat) Exact { return Exact{Text: r.RatString(), Rat: r} }

// Settings are the values of At by name.
func (k Known) Settings() map[string]*big.Rat {
	set := make(map[string]*big.Rat, len(k.At))
	for _, s := range k.At {
		set[s.Name] = s.Value
	}
	return set
}
