package stability

import (
	"slices"

	"brink/games/expr"
	"brink/solver/note"
)

// unique is the condition that p is an equilibrium and no other support profile
// carries one.
func (s *claimScope) unique(p []int) expr.Formula {
	g := s.c.game
	if len(g.Players) != 2 {
		return s.uniqueOfMany(p)
	}
	if profiles(g) > manyPairs {
		if supports, ok := s.supportsInNumbers(); ok {
			return expr.Bool(len(supports) == 1 && compareSupports(supports[0], pureSupport(p)) == 0)
		}
		if f, ok := s.uniqueByElimination(p); ok {
			return f
		}
	}
	t := s.conditions()
	if t == nil {
		return expr.False()
	}
	if !t.Complete && !s.hyps.Equal(g.Hypotheses()) {
		// What the claim takes for granted may leave fewer support pairs.
		t = s.conditionsGiven()
	}
	if t == nil || !t.Complete {
		if s.fatal == nil {
			s.fatal = undecidable(note.NotAllPairs)
		}
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

// uniqueByElimination is unique for two players; ok is false where iterated
// elimination leaves p and something else in some cell of parameter space.
func (s *claimScope) uniqueByElimination(p []int) (f expr.Formula, ok bool) {
	g := s.c.game
	asm := judgeOf(&g.Header, s.hyps, midBudget)
	rs, err := regimes(s.ctx, g, asm)
	if err != nil {
		return f, false
	}
	var any, lemmas []expr.Formula
	for _, r := range rs {
		b := newBimatrix(s.ctx, asm, r)
		left := eliminate(s.ctx, b.flat(g), g.Shape(), [][]int{{0}, {1}}, 1)
		var alone uint64
		for i, l := range left.leaves {
			switch {
			case compareSupports(l.alive, pureSupport(p)) == 0:
				alone |= 1 << i
			case within(pureSupport(p), l.alive):
				q, ok := s.otherAlways(l, p)
				if !ok {
					return f, false
				}
				lemmas = append(lemmas, expr.And(l.asm.hyps, expr.Not(q)))
			}
		}
		for _, c := range left.regions(alone) {
			any = append(any, expr.And(r.when, c.when))
		}
		lemmas = append(lemmas, left.root.lemmas(r.when)...)
	}
	s.lemmas = append(s.lemmas, lemmas...)
	return expr.And(s.nash(p), expr.Or(any...)), true
}

// otherAlways finds a pure profile other than p that is an equilibrium everywhere in
// a cell, and says that it is one.
func (s *claimScope) otherAlways(c *cell, p []int) (f expr.Formula, ok bool) {
	s.eachProfile(func(q []int) {
		if !ok && s.fatal == nil && !slices.Equal(p, q) && within(pureSupport(q), c.alive) {
			f = s.nash(q)
			ok = c.asm.refutes(s.ctx, expr.Not(f))
		}
	})
	return f, ok
}

// uniqueOfMany is unique for any number of players. Pure equilibria come first, the
// solver for numbers second, where the hypotheses fix every payoff, and iterated
// dominance third. What these leave open is settled support profile by support profile.
func (s *claimScope) uniqueOfMany(p []int) expr.Formula {
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
	if asm.refutesFully(s.ctx, maybe) {
		return maybe
	}
	if supports, ok := s.supportsInNumbers(); ok {
		return expr.Bool(len(supports) == 1 && compareSupports(supports[0], pureSupport(p)) == 0)
	}
	yes := expr.False()
	settled := false
	// Rounds need short formulas, not the shortest: with the full budget a game of three
	// players with cases took minutes.
	s.eliminateDominated(judgeOf(s.c.model.Head(), s.hyps, quickBudget), p, func(solved expr.Formula) bool {
		yes = solved
		settled = asm.refutesFully(s.ctx, expr.And(maybe, expr.Not(yes)))
		return !settled
	})
	if settled {
		return yes
	}
	// Only where p is the one pure equilibrium are the mixed ones of interest.
	mixed := s.mixedSupports("unique(…)", maybe, func(supportOrbit) bool { return true })
	return expr.And(maybe, expr.Not(mixed))
}

// pureSupport is the support profile of a pure profile.
func pureSupport(p []int) [][]int {
	out := make([][]int, len(p))
	for i, a := range p {
		out[i] = []int{a}
	}
	return out
}

// maxEliminated bounds the comparisons in a round of iterated dominance.
const maxEliminated = 500

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
				next[i][a] = expr.Or(any...)
				size += next[i][a].Size()
			}
		}
		if size > maxEliminated {
			return
		}
		for i := range next {
			for a := range next[i] {
				next[i][a] = asm.simplify(s.ctx, next[i][a])
			}
		}
		out = next
		key := ""
		for i := range out {
			for a := range out[i] {
				key += out[i][a].Key() + ";"
			}
		}
		if !yield(solved()) || key == last {
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
