package bimatrix

import (
	"cmp"
	"math/big"
	"math/bits"
	"slices"

	"brink/solver/nash/sets"
)

// weights are integers proportional to the probabilities of a mixed strategy,
// in words while they fit: exactly one of the two is not nil.
type weights struct {
	word []int64
	wide []*big.Int
}

// maxWeight bounds words so that the sum of as many as a strategy can have
// stays below 2^62.
const maxWeight = 1 << 40

func (w weights) len() int { return max(len(w.word), len(w.wide)) }

func (w weights) sign(a int) int {
	if w.wide != nil {
		return w.wide[a].Sign()
	}
	switch v := w.word[a]; {
	case v < 0:
		return -1
	case v > 0:
		return 1
	}
	return 0
}

// big returns a weight, which must not be modified.
func (w weights) big(a int) *big.Int {
	if w.wide != nil {
		return w.wide[a]
	}
	return big.NewInt(w.word[a])
}

// zero says whether all weights are.
func (w weights) zero() bool {
	for a := range w.len() {
		if w.sign(a) != 0 {
			return false
		}
	}
	return true
}

// point is a strategy that is a vertex of a best-response polytope, with what
// the checker found out about it from the payoffs of the game itself.
type point struct {
	weights
	total   int64    // their sum, for words
	sum     *big.Int // their sum, for wide ones
	prob    []*big.Rat
	lead    float64  // the first positive probability, rounded to nearest, of wide weights
	valid   bool     // the checker found a probability vector
	support sets.Set // own actions with positive probability
	replies sets.Set // the opponent's best replies
	value   *big.Rat // what a best reply pays the opponent
	links   []int32  // compatible points of the other player
	rank    int      // position among the points of its side
}

// simple says that a strategy has as many best replies as actions, so that its
// vertex has no more labels than dimensions; it never has fewer.
func (pt *point) simple() bool { return pt.replies.Count() == pt.support.Count() }

// normalise brings the weights to lowest terms and computes probabilities. Equal
// numbers share memory: in large answers most of it would be zeros otherwise.
func (pt *point) normalise() {
	n := pt.len()
	pt.support = sets.New(n)
	pt.prob = make([]*big.Rat, n)
	zero := new(big.Rat)
	for a := range n {
		pt.prob[a] = zero
		if pt.sign(a) != 0 {
			pt.support.Add(a)
		}
	}
	if pt.wide != nil {
		pt.normaliseWide()
		return
	}
	pt.total = 0
	gcd := uint64(0)
	for _, v := range pt.word {
		gcd = gcdWords(gcd, uint64(max(v, -v)))
	}
	for a := range pt.word {
		if gcd > 1 {
			pt.word[a] /= int64(gcd)
		}
		pt.total += pt.word[a]
	}
	if pt.total == 0 {
		return // no strategy: the checker will refuse it
	}
	for a, v := range pt.word {
		if v == 0 {
			continue
		}
		if same := slices.Index(pt.word[:a], v); same >= 0 {
			pt.prob[a] = pt.prob[same]
		} else {
			pt.prob[a] = new(big.Rat).SetFrac64(v, pt.total)
		}
	}
}

func (pt *point) normaliseWide() {
	var gcd big.Int
	one := big.NewInt(1)
	for _, v := range pt.wide {
		if v.Sign() != 0 {
			gcd.GCD(nil, nil, &gcd, v)
			if gcd.Cmp(one) == 0 {
				break
			}
		}
	}
	pt.sum = new(big.Int)
	for _, v := range pt.wide {
		if gcd.Cmp(one) > 0 {
			v.Quo(v, &gcd)
		}
		pt.sum.Add(pt.sum, v)
	}
	if pt.sum.Sign() == 0 {
		return
	}
	for a, v := range pt.wide {
		if v.Sign() != 0 {
			pt.prob[a] = new(big.Rat).SetFrac(v, pt.sum)
		}
	}
	if a := pt.support.First(); a >= 0 {
		pt.lead, _ = pt.prob[a].Float64()
	}
}

// gcdWords is Euclid's algorithm; gcdWords(0, x) is x.
func gcdWords(x, y uint64) uint64 {
	for y != 0 {
		x, y = y, x%y
	}
	return x
}

// compare orders points by descending probabilities. Rounding to nearest keeps
// the order of numbers that it keeps apart.
func (pt *point) compare(other *point) int {
	first := pt.support.First()
	if c := first - other.support.First(); c != 0 {
		return c // who plays an earlier action comes first
	}
	if pt.lead != other.lead && pt.word == nil && other.word == nil {
		return cmp.Compare(other.lead, pt.lead)
	}
	for a := max(first, 0); a < len(pt.prob); a++ {
		if pt.word != nil && other.word != nil {
			// Cross products of non-negative fractions.
			h1, l1 := bits.Mul64(uint64(pt.word[a]), uint64(other.total))
			h2, l2 := bits.Mul64(uint64(other.word[a]), uint64(pt.total))
			switch {
			case h1 > h2, h1 == h2 && l1 > l2:
				return -1
			case h1 != h2, l1 != l2:
				return 1
			}
			continue
		}
		if c := other.prob[a].Cmp(pt.prob[a]); c != 0 {
			return c
		}
	}
	return 0
}
