package stability

import (
	"fmt"
	"slices"

	"brink/games/expr"
)

// unique is the condition that p is an equilibrium and no other support profile
// carries one. For three or more players the mixed equilibria are not known, so
// the answer is exact only where dominance decides: everywhere, or else the
// claim is undecided.
func (s *claimScope) unique(p []int) expr.Formula {
	g := s.c.game
	if len(g.Players) == 2 {
		t := s.conditions()
		if t == nil {
			return expr.False()
		}
		if !t.Complete {
			s.fatal = fmt.Errorf("%w: the support pairs of the game were not all examined", ErrUndecidable)
			return expr.False()
		}
		all := []expr.Formula{s.nash(p)}
		for _, row := range t.Rows {
			if row.Pure() && row.Support[0][0] == p[0] && row.Support[1][0] == p[1] {
				continue
			}
			all = append(all, expr.Not(row.Exists))
		}
		return expr.And(all...)
	}
	// Certainly not unique where p is no equilibrium or another pure profile is.
	no := []expr.Formula{expr.Not(s.nash(p))}
	s.eachProfile(func(q []int) {
		if !slices.Equal(p, q) {
			no = append(no, s.nash(q))
		}
	})
	if s.fatal != nil {
		return expr.False()
	}
	maybe := expr.Not(expr.Or(no...))
	asm := s.judge()
	yes := expr.False()
	s.eliminateDominated(asm, p, func(solved expr.Formula) bool {
		yes = solved
		return !asm.hopeless(s.ctx, expr.And(maybe, expr.Not(yes)))
	})
	if !asm.hopeless(s.ctx, expr.And(maybe, expr.Not(yes))) {
		s.fatal = fmt.Errorf("%w: unique(…) for %d players needs their mixed equilibria, which have no formula yet; it is decided only where dominance leaves a single profile or another pure equilibrium exists",
			ErrUndecidable, len(g.Players))
	}
	return yes
}

// maxEliminated bounds the comparisons in the formulas of iterated dominance.
const maxEliminated = 4096

// eliminateDominated yields, round by round, the condition that iterated
// elimination of strictly dominated pure actions leaves only p, which makes p
// the only equilibrium, until yield returns false, nothing changes or the
// formulas grow too long. In round r an action is out if some other does better
// against all profiles of actions that are not out after round r-1; whether that
// other action is itself out does not matter, since what beats it beats both.
func (s *claimScope) eliminateDominated(asm *judge, p []int, yield func(expr.Formula) bool) {
	g := s.c.game
	out := make([][]expr.Formula, len(g.Players))
	for i, pl := range g.Players {
		out[i] = make([]expr.Formula, len(pl.Actions))
	}
	solved := func() expr.Formula {
		f := expr.True()
		for i := range out {
			for a := range out[i] {
				if a != p[i] {
					f = expr.And(f, out[i][a])
				}
			}
		}
		return f
	}
	for last := ""; ; {
		next := make([][]expr.Formula, len(out))
		size := 0
		for i := range out {
			next[i] = make([]expr.Formula, len(out[i]))
			for a := range out[i] {
				var any []expr.Formula
				for b := range out[i] {
					if a != b {
						any = append(any, s.dominatesAmong(out, i, b, a))
					}
				}
				next[i][a] = asm.simplify(s.ctx, expr.Or(any...))
				size += next[i][a].Size()
			}
		}
		out = next
		key := ""
		for i := range out {
			for a := range out[i] {
				key += out[i][a].Key() + ";"
			}
		}
		if !yield(solved()) || key == last || size > maxEliminated {
			return
		}
		last = key
	}
}

// dominatesAmong is the condition that action b of player i is strictly better
// than a against every profile of the others that is not out.
func (s *claimScope) dominatesAmong(out [][]expr.Formula, i, b, a int) expr.Formula {
	g := s.c.game
	var all []expr.Formula
	s.eachProfile(func(q []int) {
		if q[i] != a {
			return
		}
		var any []expr.Formula
		for j := range q {
			if j != i {
				any = append(any, out[j][q[j]])
			}
		}
		other := append([]int(nil), q...)
		other[i] = b
		any = append(any, g.Payoff(i, other).Compare(expr.GT, g.Payoff(i, q)))
		all = append(all, expr.Or(any...))
	})
	return expr.And(all...)
}
