package dynamics

import "brink/solver/note"

import (
	"math/big"
)

// twoByTwo is the theorem of Miyasawa (1961). Without ties it holds for any tie
// rule; with ties it needs his, and Monderer and Sela (1996, Games and Economic
// Behavior 14:144-148) show a degenerate 2x2 game in which play may fail to
// converge.
func (b bimatrix) twoByTwo() *Theorem {
	if b.shape != [2]int{2, 2} || !b.uniqueBest(0) || !b.uniqueBest(1) {
		return nil
	}
	return &Theorem{
		Class:     "2x2",
		Statement: note.New(note.TwoByTwo),
		Source:    "Miyasawa (1961), Princeton University Econometric Research Program 33; Monderer and Shapley (1996), Journal of Economic Theory 68:258-265",
	}
}

// twoByMany is the theorem of Berger (2005) for nondegenerate games in which
// one player has two actions.
func (b bimatrix) twoByMany() *Theorem {
	for p := range 2 {
		if b.shape[p] == 2 && b.shape[1-p] > 2 && b.nondegenerateAgainstTwo(p) {
			return &Theorem{
				Class:     "2xn",
				Statement: note.New(note.TwoByMany, b.name(p), b.name(1-p)),
				Source:    "Berger (2005), Journal of Economic Theory 120:139-154",
			}
		}
	}
	return nil
}

// nondegenerateAgainstTwo decides nondegeneracy of a game in which player p has
// two actions: no mixed strategy has more pure best responses than actions in
// its support (von Stengel 2002, Definition 2.6). For p's opponent q that means
// that no three of the lines
//
//	f_j(x) = (1-x) u_q(0, j) + x u_q(1, j)
//
// meet on their upper envelope over 0 < x < 1, and that its ends are unique.
// The walk along the envelope takes O(n) a corner.
func (b bimatrix) nondegenerateAgainstTwo(p int) bool {
	q := 1 - p
	if !b.uniqueBest(p) || !b.uniqueBest(q) {
		return false
	}
	n := b.shape[q]
	left := make([]*big.Int, n)
	slope := make([]*big.Int, n)
	at := 0 // the line on the envelope
	for j := range n {
		left[j] = b.num(q, j, 0)
		slope[j] = b.num(q, j, 1)
		slope[j].Sub(slope[j], left[j])
		if left[j].Cmp(left[at]) > 0 {
			at = j
		}
	}
	for {
		// Line j overtakes the present one at x = fall/rise.
		next, ties := -1, 0
		var fall, rise, f, r, s, t big.Int
		for j := range n {
			if r.Sub(slope[j], slope[at]).Sign() <= 0 {
				continue
			}
			f.Sub(left[at], left[j])
			if f.Cmp(&r) >= 0 { // not before x = 1
				continue
			}
			c := -1
			if next >= 0 {
				c = s.Mul(&f, &rise).Cmp(t.Mul(&fall, &r))
			}
			switch {
			case c < 0:
				next, ties = j, 0
				fall.Set(&f)
				rise.Set(&r)
			case c == 0:
				ties++
			}
		}
		if next < 0 {
			return true
		}
		if ties > 0 {
			return false
		}
		at = next
	}
}
