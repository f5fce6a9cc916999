package repeated

import (
	"errors"
	"math/big"

	"brink/games"
	"brink/solver/exact"
)

// ErrTwoPlayers says that an analysis is for two-player games only.
var ErrTwoPlayers = errors.New("payoff sets are computed for two players")

// ErrDelta says that a discount factor is outside [0, 1).
var ErrDelta = errors.New("the discount factor must lie in [0, 1)")

// bimatrix is a two-player stage game in numbers, as the payoff-set algorithms
// need it: exact payoffs in units of the integer payoff tables, and floating-point
// ones scaled to [0, 1]. Action profile a has index row·columns + column.
type bimatrix struct {
	s          *games.Strategic
	rows, cols int
	g          []vec        // payoffs, in units of 1/Den
	gain       [2][]float64 // best-response gain less payoff, scaled
	best       []vec        // payoff of each player's best response to the other's action in the profile
	f          []pt         // payoffs scaled to [0, 1]
	low, span  [2]exact.Rat // g = low + span·f
	minmax     vec          // pure-action minmax
	floor      pt           // the same, scaled
	barred     []bool       // profiles that may not be played; nil for none
}

func newBimatrix(s *games.Strategic) (*bimatrix, error) {
	if len(s.Players) != 2 {
		return nil, ErrTwoPlayers
	}
	b := &bimatrix{s: s, rows: len(s.Players[0].Actions), cols: len(s.Players[1].Actions)}
	n := b.rows * b.cols
	b.g, b.best, b.f = make([]vec, n), make([]vec, n), make([]pt, n)
	for p := range 2 {
		lo, hi := 0, 0
		for a := range n {
			if t := s.Payoffs[p]; t.Small != nil {
				b.g[a][p] = exact.RatInt(t.Small[a])
			} else {
				b.g[a][p] = exact.RatBigInt(t.Big[a])
			}
			if s.Payoffs[p].Compare(a, lo) < 0 {
				lo = a
			}
			if s.Payoffs[p].Compare(a, hi) > 0 {
				hi = a
			}
		}
		b.low[p] = b.g[lo][p]
		b.span[p] = b.g[hi][p].Sub(b.g[lo][p])
		if b.span[p].IsZero() {
			b.span[p] = exact.RatInt(1)
		}
		for a := range n {
			b.f[a][p] = b.toFloat(b.g[a], p)
		}
		b.minmax[p] = b.bestResponses(p)
		b.floor[p] = b.toFloat(b.minmax, p)
		b.gain[p] = make([]float64, n)
		for a := range n {
			b.gain[p][a] = float(b.best[a][p].Sub(b.g[a][p]).Quo(b.span[p]))
		}
	}
	return b, nil
}

// bestResponses fills in the best-response payoffs of a player and returns her
// pure-action minmax.
func (b *bimatrix) bestResponses(p int) exact.Rat {
	own, other := b.rows, b.cols
	at := func(mine, theirs int) int { return mine*b.cols + theirs }
	if p == 1 {
		own, other = b.cols, b.rows
		at = func(mine, theirs int) int { return theirs*b.cols + mine }
	}
	var minmax exact.Rat
	t := b.s.Payoffs[p]
	for j := range other {
		best := 0
		for i := range own {
			if t.Compare(at(i, j), at(best, j)) > 0 {
				best = i
			}
		}
		v := b.g[at(best, j)][p]
		for i := range own {
			b.best[at(i, j)][p] = v
		}
		if j == 0 || v.Cmp(minmax) < 0 {
			minmax = v
		}
	}
	return minmax
}

// toFloat scales one coordinate.
func (b *bimatrix) toFloat(v vec, p int) float64 {
	return float(v[p].Sub(b.low[p]).Quo(b.span[p]))
}

func (b *bimatrix) toPt(v vec) pt { return pt{b.toFloat(v, 0), b.toFloat(v, 1)} }

func (b *bimatrix) toPts(vs []vec) []pt {
	out := make([]pt, len(vs))
	for i, v := range vs {
		out[i] = b.toPt(v)
	}
	return out
}

// payoff converts to payoffs of the game.
func (b *bimatrix) payoff(v vec) [2]*big.Rat {
	var out [2]*big.Rat
	for p := range out {
		out[p] = v[p].Big()
		out[p] = new(big.Rat).Quo(out[p], new(big.Rat).SetInt(b.s.Payoffs[p].Den))
	}
	return out
}

// float is the nearest float64.
func float(r exact.Rat) float64 {
	f, _ := r.Big().Float64()
	return f
}

// open lists the profiles that may be played.
func (b *bimatrix) open() []int {
	var out []int
	for a := range b.g {
		if b.barred == nil || !b.barred[a] {
			out = append(out, a)
		}
	}
	return out
}

// profile splits an index into the actions.
func (b *bimatrix) profile(a int) [2]int { return [2]int{a / b.cols, a % b.cols} }
