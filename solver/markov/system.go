package markov

import (
	"context"
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/solver/exact"
	"brink/solver/nash/method"
	"brink/solver/nash/polynomial"
)

// system is the equations of some players' values in some states, and of the
// mixtures that make them indifferent. Two players' systems are apart: the values of
// one depend on the mixtures of the other alone, for her own actions all tie.
//
// Unknowns are the values, raised by a constant such that they are positive, and for
// each mixture the ratios of probabilities to the first of its support; that the
// functions are homogeneous in them makes the sums to one go away.
type system struct {
	*polynomial.System
	value [][]algebra.Var   // [player][state], or -1
	ratio [][][]algebra.Var // [state][player][position in the support], -1 for the first
}

// settled is a branch of the search over supports for one system: the states that are
// settled in rational numbers, and those whose equations are to be solved with others.
type settled struct {
	value [][]*big.Rat   // [player][state], raised; nil where not settled
	mix   [][][]*big.Rat // [state][player]: probabilities over the support
	open  []int
	sys   *system // of open, solved
}

func (e *settled) clone() *settled {
	c := &settled{open: slices.Clone(e.open)}
	for _, row := range e.value {
		c.value = append(c.value, slices.Clone(row))
	}
	for _, row := range e.mix {
		c.mix = append(c.mix, slices.Clone(row))
	}
	return c
}

// players of a system: who values, and who mixes.
type players struct{ value, mix []int }

// solve adds the states of a class to what is settled: one item for each solution in
// rational numbers, one that stays open where there are others, none where there is
// no solution. It is not ok where that took more than the limit.
func (m *mixing) solve(ctx context.Context, who players, before *settled, class []int, support [][][]int) (out []*settled, ok bool) {
	states := slices.Concat(before.open, class)
	slices.Sort(states)
	sys := m.system(ctx, who, before, states, support)
	m.spent += sys.Spent
	if sys.Gave || sys.Sampled {
		return nil, false
	}
	rational := true
	for i := range sys.Found {
		rational = rational && sys.Found[i].Rational() && sys.Found[i].Dim == 0
	}
	if !rational {
		next := before.clone()
		next.open, next.sys = states, sys
		return []*settled{next}, true
	}
	for i := range sys.Found {
		next := before.clone()
		next.open = nil
		good := true
		for _, s := range states {
			for _, p := range who.value {
				x, ok := sys.number(i, m.raised(sys, p, s))
				r, isRat := x.Rational()
				next.value[p][s], good = r, good && ok && isRat
			}
			for _, p := range who.mix {
				next.mix[s][p] = nil
				for k := range support[s][p] {
					x, ok := sys.number(i, sys.probability(s, p, k))
					r, isRat := x.Rational()
					next.mix[s][p], good = append(next.mix[s][p], r), good && ok && isRat
				}
			}
		}
		if !good {
			return nil, false
		}
		out = append(out, next)
	}
	return out, true
}

// raised is a value as an unknown.
func (m *mixing) raised(sys *system, player, state int) polynomial.Quotient {
	return polynomial.Quotient{Num: algebra.Variable(sys.value[player][state]), Den: algebra.IntPoly(1)}
}

// probability is that of an action of a support.
func (sys *system) probability(state, player, k int) polynomial.Quotient {
	q := polynomial.Quotient{Num: algebra.IntPoly(1), Den: algebra.IntPoly(1)}
	for _, v := range sys.ratio[state][player][1:] {
		q.Den = q.Den.Add(algebra.Variable(v))
	}
	if k > 0 {
		q.Num = algebra.Variable(sys.ratio[state][player][k])
	}
	return q
}

// Precision of numbers that are not rational, and the work on naming one, in
// microseconds.
var width = exact.RatFrac(1, 1<<50)

const namingLimit = 200_000

// number is a quotient at a solution; ok is false when the context ends.
func (sys *system) number(i int, q polynomial.Quotient) (x method.Number, ok bool) {
	sys.Limit = sys.Spent + namingLimit
	return sys.Value(&sys.Found[i], q, width)
}

// system writes and solves the equations of some states.
func (m *mixing) system(ctx context.Context, who players, known *settled, states []int, support [][][]int) *system {
	n := m.numbers
	sys := &system{System: &polynomial.System{Ctx: ctx, Limit: m.effort()}, ratio: make([][][]algebra.Var, len(n.g.States))}
	next := func() algebra.Var { sys.Vars++; return sys.Vars - 1 }
	for range n.g.Players {
		sys.value = append(sys.value, slices.Repeat([]algebra.Var{-1}, len(n.g.States)))
	}
	for _, s := range states {
		sys.ratio[s] = make([][]algebra.Var, len(n.g.Players))
		for _, p := range who.value {
			sys.value[p][s] = next()
		}
		for _, p := range who.mix {
			sys.ratio[s][p] = []algebra.Var{-1}
			for range support[s][p][1:] {
				sys.ratio[s][p] = append(sys.ratio[s][p], next())
			}
		}
	}
	b := &polynomial.Branch{}
	for v := range sys.Vars {
		b.Left = append(b.Left, v)
	}
	for _, s := range states {
		for _, p := range who.value {
			// Loss by each action, times the sum of the weights.
			loss := make([]algebra.Ratio, len(n.all[s][p]))
			v := algebra.FromPoly(algebra.Variable(sys.value[p][s]))
			for f, acts := range n.acts[s] {
				if !against(support[s], p, acts) {
					continue
				}
				weight := algebra.FromInt(1)
				for q, a := range acts {
					if k := slices.Index(support[s][q], a); q != p && k > 0 {
						weight = weight.Mul(algebra.FromPoly(algebra.Variable(sys.ratio[s][q][k])))
					}
				}
				a := acts[p]
				loss[a] = loss[a].Add(weight.Mul(v.Sub(m.worthOf(sys, known, s, p, f))))
			}
			for a, l := range loss {
				if slices.Contains(support[s][p], a) {
					b.Eqs = append(b.Eqs, l.Num())
				} else {
					b.AtLeast = append(b.AtLeast, l.Num())
				}
			}
		}
	}
	sys.Solve(b)
	return sys
}

// effort bounds the work on one system, in microseconds: with more than two players the
// equations are not apart, and few are solved that are not solved soon.
func (m *mixing) effort() int {
	if len(m.who) == 1 {
		return 50_000
	}
	return polynomial.Effort
}

// worthOf is what a profile is worth in raised values: a constant more in every state
// is (1 - δ) times as much more in every payoff.
func (m *mixing) worthOf(sys *system, known *settled, state, player, profile int) algebra.Ratio {
	n := m.numbers
	d := n.factor(state, player)
	u := new(big.Rat).Sub(big.NewRat(1, 1), d)
	u.Mul(u, m.raise[player])
	out := algebra.FromRat(u.Add(u, n.payoff[state][player][profile]))
	for j, p := range n.next[state][profile] {
		c := new(big.Rat).Mul(d, p)
		if c.Sign() == 0 {
			continue
		}
		v := known.value[player][j]
		if v == nil {
			out = out.Add(algebra.FromRat(c).Mul(algebra.FromPoly(algebra.Variable(sys.value[player][j]))))
		} else {
			out = out.Add(algebra.FromRat(c.Mul(c, v)))
		}
	}
	return out
}
