package repeated

import (
	"fmt"
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// Patient is the condition on the other parameters under which the profile is
// subgame perfect for all discount factors close enough to 1. Where patience only
// helps it is the condition that some discount factor works. The sign of a
// polynomial just below δ = 1 is that of the first of its derivatives there that
// is not zero, with alternating signs. O(atoms × degree²).
func (r *Row) Patient() expr.Formula {
	var all []expr.Formula
	for group, f := range r.spe {
		f, delta := r.an.owned(f, group)
		all = append(all, f.Map(func(a expr.Atom) expr.Formula { return nearOne(a.P, a.Op, delta) }))
	}
	return expr.And(all...)
}

// nearOne says that p op 0 for all δ in some interval (1-ε, 1).
func nearOne(p algebra.Poly, op expr.Op, delta algebra.Var) expr.Formula {
	// The coefficients of p in 1-δ, lowest first: they decide in turn.
	q := p.SubstituteRatio(delta, algebra.IntPoly(1).Sub(algebra.Variable(delta)), algebra.IntPoly(1))
	var any []expr.Formula
	equal := expr.True()
	for _, c := range q.Coeffs(delta) {
		for _, strict := range []expr.Op{expr.LT, expr.GT} {
			sign := 1
			if strict == expr.LT {
				sign = -1
			}
			if op.Holds(sign) {
				any = append(any, expr.And(equal, expr.Sign(c, strict)))
			}
		}
		equal = expr.And(equal, expr.Sign(c, expr.EQ))
	}
	if op.Holds(0) {
		any = append(any, equal)
	}
	return expr.Or(any...)
}

// Steady returns the action profile that is played for ever when all follow their
// strategies and nothing goes wrong; false when play varies, is random or ends.
func (r *Row) Steady() ([]int, bool) {
	an := r.an
	if an.ends {
		return nil, false
	}
	seen := map[int]bool{}
	var first []int
	for s := 0; !seen[s]; {
		seen[s] = true
		profile := make([]int, len(an.shape))
		for p, m := range an.chain.machines {
			a, ok := m.States[an.chain.states[s][p]].Pure()
			if !ok {
				return nil, false
			}
			profile[p] = a
			if first != nil && first[p] != a {
				return nil, false
			}
		}
		first = profile
		next := an.chain.follow(s, []weighted{{an.g.Index(profile), one}})
		if len(next) != 1 {
			return nil, false
		}
		s = next[0].at
	}
	return first, true
}

// Deterrable is a condition that every pure-action subgame-perfect equilibrium in
// which one profile is played for ever must satisfy, whatever the strategies: the
// best deviation, followed by the pure-action minmax for ever, does not pay. It
// is what an optimal penal code can at most do (Abreu 1988), over all parameters;
// a profile of strategies whose own condition is equivalent needs the least
// patience possible. Only for perfect monitoring without errors. The formula has
// one conjunct for every player and deviation, each with as many parts as the
// player has payoffs: the minima and maxima of the minmax are written out.
func Deterrable(g *games.Game, profile []int) (expr.Formula, error) {
	if g.Repeated == nil {
		return expr.Formula{}, ErrNotRepeated
	}
	if g.Repeated.Error != nil || g.Repeated.Monitoring != nil {
		return expr.Formula{}, fmt.Errorf("a bound on patience needs perfect monitoring without errors")
	}
	if g.Repeated.Horizon > 0 {
		return expr.Formula{}, ErrFinite
	}
	if len(profile) != len(g.Players) {
		return expr.Formula{}, fmt.Errorf("the profile names %d actions for %d players", len(profile), len(g.Players))
	}
	s, err := newStage(g)
	if err != nil {
		return expr.Formula{}, err
	}
	l, err := newLedger(s)
	if err != nil {
		return expr.Formula{}, err
	}
	d := algebra.FromPoly(algebra.Variable(l.delta))
	stay := algebra.FromInt(1).Sub(d)
	future := func(x, y algebra.Ratio) (algebra.Ratio, error) { return stay.Mul(x).Add(d.Mul(y)), nil }
	var all []expr.Formula
	for p := range g.Players {
		here := l.payoffs[p][g.Index(profile)]
		held, numeric := numericMinmax(s, l.payoffs[p], p)
		for a := range g.Players[p].Actions {
			if a == profile[p] {
				continue
			}
			other := append([]int(nil), profile...)
			other[p] = a
			now := l.payoffs[p][g.Index(other)]
			if numeric {
				gain, err := now.Combine(held, future)
				if err != nil {
					return expr.Formula{}, err
				}
				all = append(all, l.outside(gain.Compare(expr.LE, here), p))
				continue
			}
			// Some profile of the others holds every answer of hers down.
			var some []expr.Formula
			for _, q := range s.profiles {
				if q[p] != 0 {
					continue
				}
				every := expr.True()
				for b := range g.Players[p].Actions {
					answer := append([]int(nil), q...)
					answer[p] = b
					later := l.payoffs[p][g.Index(answer)]
					gain, err := now.Combine(later, future)
					if err != nil {
						return expr.Formula{}, err
					}
					every = expr.And(every, gain.Compare(expr.LE, here))
				}
				some = append(some, every)
			}
			all = append(all, l.outside(expr.Or(some...), p))
		}
	}
	return expr.And(all...), nil
}

// numericMinmax is the pure-action minmax of a player whose payoffs are all numbers;
// false if they are not.
func numericMinmax(s *stage, payoffs []expr.Value, p int) (expr.Value, bool) {
	stride := 1
	for _, n := range s.shape[p+1:] {
		stride *= n
	}
	numbers := make([]*big.Rat, len(payoffs))
	for i, v := range payoffs {
		r, ok := v.Ratio()
		if !ok {
			return expr.Value{}, false
		}
		if numbers[i], ok = r.Rat(); !ok {
			return expr.Value{}, false
		}
	}
	var least *big.Rat
	for i := range payoffs {
		if i/stride%s.shape[p] != 0 {
			continue
		}
		best := numbers[i]
		for b := 1; b < s.shape[p]; b++ {
			if x := numbers[i+b*stride]; x.Cmp(best) > 0 {
				best = x
			}
		}
		if least == nil || best.Cmp(least) < 0 {
			least = best
		}
	}
	return expr.Plain(algebra.FromRat(least)), true
}
