package bimatrix

import (
	"fmt"
	"math/big"
	"math/bits"
	"slices"
	"strings"

	"brink/games"
	"brink/solver/nash/method"
	"brink/solver/nash/sets"
)

// The checker works on the payoffs of the game as given, not on the shifted
// ones of the solvers, and uses nothing of theirs but the probabilities. It
// does the work of games.Strategic.Verify once per strategy instead of once
// per equilibrium, which matters when one strategy is in thousands; small
// answers go through Verify as well.

// judge computes the opponent's payoffs against a strategy of the given side
// and from them her best replies and what they pay.
func (b *bimatrix) judge(side int, pt *point) {
	opponent := b.who[1-side]
	replies := b.m
	if side == 0 {
		replies = b.n
	}
	pt.replies = sets.New(replies)
	pt.valid = pt.isDistribution()
	if opponent < 0 { // nobody: her one action is always best
		pt.replies.Add(0)
		pt.value = new(big.Rat)
		return
	}
	if !pt.valid {
		pt.value = new(big.Rat) // check will refuse it
		return
	}
	table := &b.game.Payoffs[opponent]
	if pt.word == nil || table.Small == nil || !b.judgeWords(side, pt, table, replies) {
		b.judgeWide(side, pt, table, replies)
	}
}

// judgeWords computes in words when sum of weights times largest payoff stays
// below 2^62.
func (b *bimatrix) judgeWords(side int, pt *point, table *games.Table, replies int) bool {
	limit := int64(1) << (62 - bits.Len64(uint64(pt.total)))
	pay := make([]int64, replies)
	for a, v := range pt.word {
		if v == 0 {
			continue
		}
		for r := range pay {
			u := table.Small[b.profile(side, a, r)]
			if u >= limit || u <= -limit {
				return false
			}
			pay[r] += v * u
		}
	}
	best := slices.Max(pay)
	for r := range pay {
		if pay[r] == best {
			pt.replies.Add(r)
		}
	}
	if table.Den.IsInt64() {
		if h, den := bits.Mul64(uint64(pt.total), uint64(table.Den.Int64())); h == 0 && den < 1<<62 {
			pt.value = new(big.Rat).SetFrac64(best, int64(den))
			return true
		}
	}
	pt.value = new(big.Rat).SetFrac(big.NewInt(best), new(big.Int).Mul(pt.bigSum(), table.Den))
	return true
}

func (b *bimatrix) judgeWide(side int, pt *point, table *games.Table, replies int) {
	pay := make([]big.Int, replies)
	var t, u big.Int
	for a := range pt.len() {
		if pt.sign(a) == 0 {
			continue
		}
		v := pt.big(a)
		for r := range pay {
			at := b.profile(side, a, r)
			if table.Small == nil {
				t.Mul(v, table.Num(at))
			} else {
				t.Mul(v, u.SetInt64(table.Small[at]))
			}
			pay[r].Add(&pay[r], &t)
		}
	}
	best := 0
	for r := range pay {
		if pay[r].Cmp(&pay[best]) > 0 {
			best = r
		}
	}
	for r := range pay {
		if pay[r].Cmp(&pay[best]) == 0 {
			pt.replies.Add(r)
		}
	}
	pt.value = new(big.Rat).SetFrac(&pay[best], new(big.Int).Mul(pt.bigSum(), table.Den))
}

// bigSum is the sum of the weights.
func (pt *point) bigSum() *big.Int {
	if pt.sum != nil {
		return pt.sum
	}
	return big.NewInt(pt.total)
}

// profile is the index of own action a against reply r.
func (b *bimatrix) profile(side, a, r int) int {
	if side == 0 {
		return b.cell[a*b.n+r]
	}
	return b.cell[r*b.n+a]
}

// check holds a pair to the definition of equilibrium (Nash 1951): both are
// probability vectors and only best replies are played.
func (b *bimatrix) check(x, y *point) error {
	for _, pt := range [2]*point{x, y} {
		if !pt.valid {
			return fmt.Errorf("%w: not a probability vector in %s", method.ErrSelfCheck, describe(x, y))
		}
	}
	if !y.support.Subset(x.replies) || !x.support.Subset(y.replies) {
		return fmt.Errorf("%w: %s is not an equilibrium", method.ErrSelfCheck, describe(x, y))
	}
	return nil
}

// isDistribution says whether the weights are non-negative and sum, to what is
// taken for their sum, positive.
func (pt *point) isDistribution() bool {
	sum, words := new(big.Int), int64(0)
	for a := range pt.len() {
		if pt.sign(a) < 0 {
			return false
		}
		if pt.word != nil {
			words += pt.word[a]
		} else {
			sum.Add(sum, pt.wide[a])
		}
	}
	if pt.word != nil {
		return words > 0 && words == pt.total
	}
	return sum.Sign() > 0 && sum.Cmp(pt.sum) == 0
}

func describe(x, y *point) string {
	var parts []string
	for _, pt := range []*point{x, y} {
		var probs []string
		for _, q := range pt.prob {
			probs = append(probs, q.RatString())
		}
		parts = append(parts, "("+strings.Join(probs, ", ")+")")
	}
	return strings.Join(parts, " ")
}
