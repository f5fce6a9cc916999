package dynamics

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"brink/games"
	"brink/solver/note"
)

// Rule is the order in which players move within a round.
type Rule string

const (
	// Simultaneous is the modern rule: in every round all players respond to
	// the counts up to the round before.
	Simultaneous Rule = "simultaneous"

	// Alternating is the rule of Brown (1951) that Berger (2007, Journal of
	// Economic Theory 135:572-578) revived: within a round players move in
	// order, and each has seen the moves already made in this round. With two
	// players, in round t the first responds to the second's actions of rounds
	// 1..t-1 and the second to the first's actions of rounds 1..t.
	//
	// With three or more players each, just before moving, records the actions
	// the others are then playing (this round's for those who have moved, the
	// last round's for those who have not) and responds to the counts of those
	// joint records; recording starts once every opponent has moved.
	Alternating Rule = "alternating"
)

// Errors of FictitiousPlay and BestResponse about their input; test with
// errors.Is.
var (
	ErrRule   = errors.New("unknown rule")
	ErrStart  = errors.New("bad starting profile")
	ErrRounds = errors.New("bad number of rounds")
	ErrGame   = errors.New("malformed game")
)

// Options steer FictitiousPlay. The zero value plays 1000 simultaneous rounds
// from the first actions.
type Options struct {
	Rounds   int                   // number of rounds; 0 means 1000
	Start    []int                 // actions of round 1; nil means the first action of each player
	Rule     Rule                  // "" means Simultaneous
	Trace    int                   // number of sample points for plots, spaced evenly in log(round); 0 means none
	Progress func(done, total int) // called now and then from the same goroutine; nil means never
}

// DefaultRounds is the number of rounds played when Options.Rounds is 0.
const DefaultRounds = 1000

// Run is a block of consecutive rounds with one profile.
type Run struct {
	Profile []int
	Length  int64
}

// Sample is the state of play after a round, in floating point: it is
// approximate and meant for drawing.
type Sample struct {
	Round          int
	Frequencies    [][]float64 // a player's empirical mixture
	Exploitability []float64
	Realised       []float64 // average payoff so far
}

// Result is what fictitious play did. All numbers but those of Trace are exact.
type Result struct {
	Rule   Rule
	Rounds int       // rounds played: Options.Rounds unless Complete is false
	Counts [][]int64 // how often each player played each action

	// JointCounts holds how often each profile was played, in profile order
	// (games.Strategic.Index). It shows correlation that Counts hide: in
	// Chicken the marginals approach the mixed equilibrium while play stays on
	// the diagonal.
	JointCounts []int64

	LastProfile     []int      // the profile of the last round
	RealisedPayoffs []*big.Rat // average payoff per round

	// Exploitability is, per player, the most she could gain by a deviation
	// from the mixed profile in which everybody plays her empirical
	// frequencies independently. All zero means that this profile is a Nash
	// equilibrium.
	Exploitability []*big.Rat

	// HindsightRegret is, per player, how much more per round the best fixed
	// action would have earned against what the others actually played
	// (Hannan 1957). It is negative where play was luckier than any fixed
	// action. All at most zero means that JointCounts, as a distribution, is a
	// coarse correlated equilibrium.
	HindsightRegret []*big.Rat

	Cycle    *Cycle    // set if play has provably become periodic
	Growth   *Growth   // set if run lengths have been observed to grow geometrically
	Theorems []Theorem // convergence theorems that cover this game under this rule
	Trace    []Sample

	Stepped    int64  // rounds worked through one at a time; the rest were skipped exactly
	Arithmetic string // "int64" or "big": what the beliefs were held in
	Complete   bool   // false when the context ended before the last round
	Reasons    []note.Note
}

// Frequencies are the empirical mixtures: Counts divided by Rounds.
func (r *Result) Frequencies() [][]*big.Rat {
	return frequencies(r.Counts, int64(r.Rounds))
}

func frequencies(counts [][]int64, total int64) [][]*big.Rat {
	out := make([][]*big.Rat, len(counts))
	for p, row := range counts {
		out[p] = make([]*big.Rat, len(row))
		for a, c := range row {
			out[p][a] = big.NewRat(c, max(total, 1))
		}
	}
	return out
}

// FictitiousPlay plays g as Brown (1951, "Iterative solution of games by
// fictitious play") proposed: round 1 is opt.Start; in every later round each
// player plays a best response to the empirical distribution of the others'
// past play, the lowest-numbered one if there are several. With three or more
// players that is the distribution of the others' joint profiles, not the
// product of their marginals. See Rule for the two timings.
//
// The time is O(sum of the numbers of actions) a round at worst. Long runs are
// skipped: the round at which a constant profile stops being a best response
// is a quotient, so a run costs O(sum of actions) whatever its length; and once
// play is proved periodic (see Cycle) the remaining rounds cost nothing. The
// memory is one copy of the payoffs.
//
// When ctx ends first, the rounds played so far are returned with Complete
// false and a reason; that is not an error. Errors are about the input and wrap
// ErrRule, ErrStart, ErrRounds or ErrGame.
func FictitiousPlay(ctx context.Context, g *games.Strategic, opt Options) (*Result, error) {
	if err := check(g); err != nil {
		return nil, err
	}
	if opt.Rounds == 0 {
		opt.Rounds = DefaultRounds
	}
	if opt.Rounds < 0 {
		return nil, fmt.Errorf("%w: %d; play at least one round", ErrRounds, opt.Rounds)
	}
	rule, err := checkRule(opt.Rule)
	if err != nil {
		return nil, err
	}
	start, err := checkStart(g, opt.Start)
	if err != nil {
		return nil, err
	}

	c := newCourse(ctx, g, rule, start, opt)
	c.play()
	res := c.result()
	res.Theorems = Theorems(ctx, g, rule)
	return res, nil
}

func check(g *games.Strategic) error {
	switch {
	case g == nil || len(g.Players) == 0:
		return fmt.Errorf("%w: no players", ErrGame)
	case len(g.Payoffs) != len(g.Players):
		return fmt.Errorf("%w: %d payoff tables for %d players", ErrGame, len(g.Payoffs), len(g.Players))
	}
	for _, p := range g.Players {
		if len(p.Actions) == 0 {
			return fmt.Errorf("%w: %s has no action", ErrGame, p.Name)
		}
	}
	for p, t := range g.Payoffs {
		if t.Len() != g.Profiles() || t.Den == nil || t.Den.Sign() <= 0 {
			return fmt.Errorf("%w: the payoffs of %s cover %d of %d profiles", ErrGame, g.Players[p].Name, t.Len(), g.Profiles())
		}
	}
	return nil
}

func checkRule(r Rule) (Rule, error) {
	switch r {
	case "":
		return Simultaneous, nil
	case Simultaneous, Alternating:
		return r, nil
	}
	return "", fmt.Errorf("%w %q; use %q or %q", ErrRule, string(r), Simultaneous, Alternating)
}

func checkStart(g *games.Strategic, start []int) ([]int, error) {
	n := len(g.Players)
	if start == nil {
		return make([]int, n), nil
	}
	if len(start) != n {
		return nil, fmt.Errorf("%w: %d actions for %d players", ErrStart, len(start), n)
	}
	for p, a := range start {
		if a < 0 || a >= len(g.Players[p].Actions) {
			return nil, fmt.Errorf("%w: %s has no action number %d", ErrStart, g.Players[p].Name, a)
		}
	}
	return append([]int(nil), start...), nil
}
