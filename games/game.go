package games

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/bits"

	"brink/games/algebra"
	"brink/games/expr"
)

// Game is a model in strategic form, possibly repeated. Parameter i is expr
// variable i. A Game is immutable once read.
type Game struct {
	Header

	Players []Player
	// Payoffs[p][i] is player p's payoff at profile index i (see
	// Strategic.Index). It is nil when the game is too large to tabulate, and
	// Symmetric then holds the payoffs.
	Payoffs [][]expr.Value
	// Symmetric is non-nil when all players were declared exchangeable.
	Symmetric *Symmetric
	// Defined is the condition under which no payoff divides by zero.
	Defined expr.Formula
	// Text is how the payoffs were written, so that a game can be shown as its
	// author wrote it; nil for games in numbers.
	Text *PayoffText
	// Extensive is the tree this is the reduced strategic form of, or nil.
	Extensive *Extensive
	// Plans[p][a] is what action a of player p stands for in Extensive.
	Plans [][]Plan

	Repeated *Repeated
}

// PayoffText is the text of payoffs in the language of package expr, with the
// functions of payoff formulas (is, others, count, …). Exactly one field is set.
type PayoffText struct {
	Each  string     // one formula for every player
	Own   []string   // one formula per player
	Cells [][]string // Cells[p][i] like Game.Payoffs
}

// Symmetric holds the payoffs of exchangeable players: a player's payoff depends
// on her own action and on how many of the others choose each action.
type Symmetric struct {
	Players int
	Actions []string
	// Payoff[a][Rank(counts)] is the payoff of a player at action a when
	// counts[b] of the other players choose b.
	Payoff [][]expr.Value
}

// Rank numbers the vectors of len(Actions) counts that sum to Players-1, in
// lexicographic order, from 0.
func (s *Symmetric) Rank(counts []int) int {
	left, rank := s.Players-1, 0
	for i, c := range counts[:len(counts)-1] {
		for k := range c {
			rank += Compositions(left-k, len(counts)-1-i)
		}
		left -= c
	}
	return rank
}

// Compositions is the number of ways to write n as an ordered sum of k
// non-negative integers, C(n+k-1, k-1), or math.MaxInt when that is larger.
func Compositions(n, k int) int {
	if k == 0 {
		if n == 0 {
			return 1
		}
		return 0
	}
	// The binomial coefficient by its shorter side.
	a, b := n, k-1
	if a < b {
		a, b = b, a
	}
	c := uint64(1)
	for i := 1; i <= b; i++ {
		hi, lo := bits.Mul64(c, uint64(a+i))
		if hi >= uint64(i) {
			return math.MaxInt
		}
		if c, _ = bits.Div64(hi, lo, uint64(i)); c > math.MaxInt {
			return math.MaxInt
		}
	}
	return int(c)
}

// Repeated describes repeated play of the game.
type Repeated struct {
	// Discount is the discount factor of all players. It counts for nothing where
	// Own gives every player one; a finite horizon needs none, and then it is 1 and
	// DiscountText is empty.
	Discount     algebra.Ratio
	DiscountText string
	Own          []Discount     // by player; nil when they share one
	Horizon      int            // how many periods are played; 0 for infinitely many
	Error        *algebra.Ratio // probability that an intended action is replaced; nil for none
	ErrorText    string
	Cooperate    string      // the action built-in automata cooperate with; "" for the first
	Monitoring   *Monitoring // what is seen of the actions; nil when everything
	Automata     []Automaton
	Profiles     [][]string // names of automata, one per player
}

// Monitoring is imperfect public monitoring: after every period all players see
// one signal, and nothing else of the actions of others.
type Monitoring struct {
	Signals []string // the first is the one built-in automata take for good news
	// Prob[i][y] is the probability of signal y after the action profile of
	// index i.
	Prob [][]algebra.Ratio
}

// Automaton is a strategy of repeated play: a Moore machine that reads action
// profiles, its owner's action first and then the others' in player order, or
// signals under imperfect public monitoring.
type Automaton struct {
	Name string
	// Public says that players who use the automaton share its draws: where they
	// face the same random transition, all of them take the same branch.
	Public bool
	Start  int
	States []State
}

// State is a state of an automaton.
type State struct {
	Name string
	Play string // action; not used when Mix is given
	Mix  []Share
	Next []Transition
}

// Share is an action with the probability with which it is played.
type Share struct {
	Action string
	Prob   algebra.Ratio
}

// Transition says where an automaton goes after a profile. The first transition
// whose pattern fits applies.
type Transition struct {
	Actions []string // own action first, or one signal; "*" fits any; nil is the else branch
	To      []Branch // one branch unless the transition is random
}

// Branch is a target state with its probability.
type Branch struct {
	State int
	Prob  algebra.Ratio
}

// Hypotheses is the conjunction of all assumptions, and that payoffs are defined.
func (g *Game) Hypotheses() expr.Formula { return Hypotheses(g) }

// Shape lists the number of actions of each player.
func (g *Game) Shape() []int {
	shape := make([]int, len(g.Players))
	for i, p := range g.Players {
		shape[i] = len(p.Actions)
	}
	return shape
}

// Profiles is the number of action profiles, or -1 if it passes limit.
func (g *Game) Profiles(limit int) int {
	n := 1
	for _, p := range g.Players {
		n *= len(p.Actions)
		if n > limit {
			return -1
		}
	}
	return n
}

// Index returns the profile index of an action profile, the last player's
// action changing fastest.
func (g *Game) Index(profile []int) int {
	idx := 0
	for p, a := range profile {
		idx = idx*len(g.Players[p].Actions) + a
	}
	return idx
}

// Payoff returns player p's payoff at an action profile.
func (g *Game) Payoff(p int, profile []int) expr.Value {
	if g.Payoffs != nil {
		return g.Payoffs[p][g.Index(profile)]
	}
	counts := g.Symmetric.others(nil, profile, p)
	return g.Symmetric.Payoff[profile[p]][g.Symmetric.Rank(counts)]
}

// others counts into buf the actions of all players but p.
func (s *Symmetric) others(buf []int, profile []int, p int) []int {
	if buf == nil {
		buf = make([]int, len(s.Actions))
	}
	clear(buf)
	for q, a := range profile {
		if q != p {
			buf[a]++
		}
	}
	return buf
}

// ErrUndefined says that a payoff or assumption has no meaning at a point.
var ErrUndefined = errors.New("undefined at this point")

// MaxPayoffs bounds the games that are tabulated, whether they are read or put in
// numbers: players times profiles.
const MaxPayoffs = 1 << 21

// At returns the game at a point of parameter space, in numbers. It fails with
// ErrUndefined where a payoff divides by zero, even one whose formula cancels.
// The cost is one evaluation a payoff, or one a case of Symmetric.
func (g *Game) At(point []*big.Rat) (*Strategic, error) {
	n := g.Profiles(MaxPayoffs / max(1, len(g.Players)))
	if n < 0 {
		return nil, fmt.Errorf("the game has more than %d payoffs", MaxPayoffs)
	}
	if len(point) < len(g.Params) {
		return nil, fmt.Errorf("%w: %d values for %d parameters", ErrMissing, len(point), len(g.Params))
	}
	s := &Strategic{Name: g.Name, Players: g.Players}
	eval := func(p int, profile []int, v expr.Value) (*big.Rat, error) {
		r, err := v.Eval(point)
		if err != nil {
			return nil, fmt.Errorf("payoff of %s at %s: %w: %v", g.Players[p].Name, g.ProfileName(profile), ErrUndefined, err)
		}
		return r, nil
	}
	var known [][]*big.Rat // values of Symmetric.Payoff
	if g.Payoffs == nil {
		known = make([][]*big.Rat, len(g.Symmetric.Payoff))
		for a, list := range g.Symmetric.Payoff {
			known[a] = make([]*big.Rat, len(list))
		}
	}
	profile, counts := make([]int, len(g.Players)), []int(nil)
	for p := range g.Players {
		payoffs := make([]*big.Rat, n)
		for i := range payoffs {
			s.Decode(i, profile)
			var err error
			if g.Payoffs != nil {
				payoffs[i], err = eval(p, profile, g.Payoffs[p][i])
			} else {
				a := profile[p]
				counts = g.Symmetric.others(counts, profile, p)
				k := g.Symmetric.Rank(counts)
				if known[a][k] == nil {
					known[a][k], err = eval(p, profile, g.Symmetric.Payoff[a][k])
				}
				payoffs[i] = known[a][k]
			}
			if err != nil {
				return nil, err
			}
		}
		s.Payoffs = append(s.Payoffs, NewTable(payoffs))
	}
	if !g.Defined.Eval(point) {
		return nil, fmt.Errorf("a payoff divides by zero: %w: %s does not hold", ErrUndefined, g.Printer().Formula(g.Defined))
	}
	return s, nil
}

// ProfileName prints a pure profile: (hold, strike).
func (g *Game) ProfileName(profile []int) string {
	out := "("
	for p, a := range profile {
		if p > 0 {
			out += ", "
		}
		out += g.Players[p].Actions[a]
	}
	return out + ")"
}
