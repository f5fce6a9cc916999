package dynamics

import (
	"math"
	"math/big"

	"brink/games"
)

// beliefs holds, for every player, her cumulative payoffs: one number per
// action. Opponents' profiles are numbered like profiles, leaving the player
// herself out (see odometer).
//
// There are two implementations with the same behaviour: machineBeliefs and
// bigBeliefs. newBeliefs chooses the first whenever no number can overflow.
type beliefs interface {
	// observe adds what each action of player p earns against opponents'
	// profile opp, times rounds.
	observe(p, opp int, times int64)
	// observeBest is observe once, followed by best.
	observeBest(p, opp int) int
	// best is player p's lowest-numbered action of largest cumulative payoff.
	best(p int) int
	// lasts is the number of further observations of opp, at most limit, after
	// each of which own stays player p's best action, or forever if it always
	// does. own must be her best action now.
	lasts(p, opp, own int, limit int64) int64

	// snapshot copies the present beliefs into dst, reusing its memory.
	snapshot(dst *snapshot)
	// follows reports whether the drift since the snapshot is, for every
	// player, largest at each of her actions marked as played.
	follows(since *snapshot, played *marks) bool
	// drift adds the drift between two snapshots, times times.
	drift(from, to *snapshot, times int64)

	fresh() beliefs // the same tables with all sums zero
	name() string
}

// forever is returned by lasts for a best response that nothing will change.
const forever = math.MaxInt64

type snapshot struct {
	small []int64
	large []big.Int
}

// marks is a set of actions per player with constant-time clearing.
type marks struct {
	offset []int
	epoch  []uint64
	now    uint64
}

func newMarks(shape []int) *marks {
	m := &marks{offset: offsets(shape), now: 1}
	m.epoch = make([]uint64, m.offset[len(shape)])
	return m
}

func (m *marks) clear()          { m.now++ }
func (m *marks) set(p, a int)    { m.epoch[m.offset[p]+a] = m.now }
func (m *marks) has(at int) bool { return m.epoch[at] == m.now }

// offsets are the prefix sums of the numbers of actions.
func offsets(shape []int) []int {
	off := make([]int, len(shape)+1)
	for p, m := range shape {
		off[p+1] = off[p] + m
	}
	return off
}

// newBeliefs builds zero beliefs that can take in the given number of
// observations.
//
// Adding a constant to all of a player's payoffs against one opponents' profile
// and scaling all her payoffs by a positive number change no best response to
// any distribution, so the tables are shifted to have minimum 0 in each column
// and divided by their greatest common divisor. If rounds times the largest
// entry fits an int64 so does every sum, every difference of sums and every
// product that lasts and drift form.
func newBeliefs(g *games.Strategic, rounds int64) beliefs {
	shape := g.Shape()
	small := make([][]int64, len(shape))
	fits := true
	for p := range shape {
		var largest int64
		small[p], largest = normalisedSmall(g, p, shape)
		// One spare round, for the drift of a period of length one.
		if small[p] == nil || largest > 0 && rounds > math.MaxInt64/largest-1 {
			fits = false
			break
		}
	}
	if fits {
		return newMachineBeliefs(shape, small)
	}
	large := make([][]*big.Int, len(shape))
	for p := range shape {
		large[p] = normalisedBig(g, p, shape)
	}
	return newBigBeliefs(shape, large)
}

// byOpponents calls visit for every profile with its index, the number of the
// opponents' profile from player p's point of view, and p's action.
func byOpponents(shape []int, p int, visit func(index, opp, own int)) {
	after := 1 // profiles of the players after p
	for _, m := range shape[p+1:] {
		after *= m
	}
	before := 1
	for _, m := range shape[:p] {
		before *= m
	}
	index := 0
	for b := range before {
		for a := range shape[p] {
			for c := range after {
				visit(index, b*after+c, a)
				index++
			}
		}
	}
}

// opponentsIndex numbers the opponents' part of a profile from p's view.
func opponentsIndex(shape, profile []int, p int) int {
	i := 0
	for q, a := range profile {
		if q != p {
			i = i*shape[q] + a
		}
	}
	return i
}

// normalisedSmall is player p's table, entry opp*m+a for her action a, shifted
// and scaled as newBeliefs says, and its largest entry; nil if the shifted
// table does not fit int64.
func normalisedSmall(g *games.Strategic, p int, shape []int) ([]int64, int64) {
	t := g.Payoffs[p]
	if t.Small == nil {
		nums := normalisedBig(g, p, shape)
		out := make([]int64, len(nums))
		var largest int64
		for i, v := range nums {
			if !v.IsInt64() {
				return nil, 0
			}
			out[i] = v.Int64()
			largest = max(largest, out[i])
		}
		return out, largest
	}
	m := shape[p]
	out := make([]int64, len(t.Small))
	byOpponents(shape, p, func(index, opp, own int) { out[opp*m+own] = t.Small[index] })
	var gcd, largest int64
	for col := out; len(col) > 0; col = col[m:] {
		low := col[0]
		for _, v := range col[1:m] {
			low = min(low, v)
		}
		for a := range m {
			d := col[a] - low
			if d < 0 { // wrapped around: the true difference exceeds int64
				return nil, 0
			}
			col[a] = d
			largest = max(largest, d)
			for x, y := gcd, d; ; x, y = y, x%y {
				if y == 0 {
					gcd = x
					break
				}
			}
		}
	}
	if gcd > 1 {
		for i := range out {
			out[i] /= gcd
		}
		largest /= gcd
	}
	return out, largest
}

func normalisedBig(g *games.Strategic, p int, shape []int) []*big.Int {
	t := g.Payoffs[p]
	m := shape[p]
	out := make([]*big.Int, t.Len())
	byOpponents(shape, p, func(index, opp, own int) { out[opp*m+own] = t.Num(index) })
	gcd := new(big.Int)
	for col := out; len(col) > 0; col = col[m:] {
		low := new(big.Int).Set(col[0])
		for _, v := range col[1:m] {
			if v.Cmp(low) < 0 {
				low.Set(v)
			}
		}
		for _, v := range col[:m] {
			v.Sub(v, low)
			gcd.GCD(nil, nil, gcd, v)
		}
	}
	if gcd.Sign() > 0 {
		for _, v := range out {
			v.Quo(v, gcd)
		}
	}
	return out
}
