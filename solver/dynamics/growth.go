package dynamics

import (
	"math"
	"math/big"

	"brink/games"
)

// Growth reports that the latest runs repeat a pattern of profiles while their
// lengths grow geometrically, as in the game of Shapley (1964, "Some topics in
// two-person games"), where empirical frequencies then never settle. It is an
// observation about the rounds played, not a proof of divergence.
//
// It is reported when the last three repetitions of a pattern of two or more
// runs have, at every position of the pattern, lengths x < y < z that grow ever
// faster: z - y > y - x. Lengths that grow by a constant amount, as is typical
// of zero-sum games, do not qualify.
type Growth struct {
	Pattern [][]int    // the profiles of one repetition
	Lengths []int64    // of the last three repetitions, oldest first; exact
	Ratios  []*big.Rat // of each of Lengths to the one before; exact

	// Factor is the approximate growth per run: the geometric mean of Ratios
	// over the last repetition. Per repetition it is exactly Repetition.
	Factor     float64
	Repetition *big.Rat // rounds of the last repetition over those of the one before
}

// ring keeps the latest complete runs.
type ring struct {
	runs [ringSize]struct {
		at     int
		length int64
	}
	pushed int
}

// ringSize bounds the runs that are remembered, and with it the patterns that
// growth can see, to ringSize/3 runs.
const ringSize = 96

func (r *ring) push(at int, length int64) {
	s := &r.runs[r.pushed%ringSize]
	s.at, s.length = at, length
	r.pushed++
}

// last is the k-th latest run, k = 0, 1, ….
func (r *ring) last(k int) (at int, length int64) {
	s := r.runs[(r.pushed-1-k)%ringSize]
	return s.at, s.length
}

// growth looks for the shortest pattern that satisfies the definition.
func (r *ring) growth(g *games.Strategic) *Growth {
	for q := 2; 3*q <= min(r.pushed, ringSize); q++ {
		if r.grows(q) {
			return r.report(g, q)
		}
	}
	return nil
}

func (r *ring) grows(q int) bool {
	for k := range q {
		at, z := r.last(k)
		at1, y := r.last(k + q)
		at2, x := r.last(k + 2*q)
		if at != at1 || at != at2 || x >= y || z-y <= y-x {
			return false
		}
	}
	return true
}

func (r *ring) report(g *games.Strategic, q int) *Growth {
	out := &Growth{}
	var newer, older int64
	for k := 3*q - 1; k >= 0; k-- {
		at, length := r.last(k)
		if n := len(out.Lengths); n > 0 {
			out.Ratios = append(out.Ratios, big.NewRat(length, out.Lengths[n-1]))
		}
		out.Lengths = append(out.Lengths, length)
		switch {
		case k < q:
			newer += length
			profile := make([]int, len(g.Players))
			g.Decode(at, profile)
			out.Pattern = append(out.Pattern, profile)
		case k < 2*q:
			older += length
		}
	}
	n := len(out.Lengths)
	out.Factor = math.Pow(float64(out.Lengths[n-1])/float64(out.Lengths[n-1-q]), 1/float64(q))
	out.Repetition = big.NewRat(newer, older)
	return out
}
