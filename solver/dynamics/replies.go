package dynamics

import (
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
)

// Best-response dynamics, x' = b - x for best replies b. Around a rest point x the courses
// that start at x + z run along broken lines with the directions b - x, up to time, and
// contract: which best replies follow each other decides.

// towardsReplies is what is known of the stability of rest points of best-response
// dynamics: where they are asymptotically stable, and where they are not.
//
// Strict equilibria are stable. An equilibrium at which one population mixes two actions
// and all others pay less is stable if each of the two pays less the more choose it, and
// not if more. Where one population has three actions that are all chosen, see triangle;
// for two actions in each of two populations, see square. Of others, and where payoffs tie
// otherwise, nothing is said.
func (s *System) towardsReplies() (stable, unstable expr.Formula) {
	strict := expr.True()
	for g := range s.d.Shares {
		any := expr.False()
		for a := range s.d.Replies[g] {
			any = expr.Or(any, expr.And(s.chosen(g, a), s.beats(g, []int{a})))
		}
		strict = expr.And(strict, any)
	}
	stable, unstable = strict, expr.False()
	switch len(s.d.Shares) {
	case 1:
		d, ok := s.marginal(0, 0)
		if !ok {
			return stable, unstable
		}
		for i := range d {
			for j := range i {
				there := expr.And(s.mixed(0, i, j), s.beats(0, []int{i, j}))
				// What i pays more than j, the more choose i instead of j.
				slope := d[i][i].Sub(d[i][j]).Sub(d[j][i]).Add(d[j][j])
				stable = expr.Or(stable, expr.And(there, expr.Compare(slope, expr.LT, algebra.Ratio{})))
				unstable = expr.Or(unstable, expr.And(there, expr.Compare(slope, expr.GT, algebra.Ratio{})))
			}
		}
		if len(d) == 3 {
			in, out := s.triangle(d)
			stable, unstable = expr.Or(stable, in), expr.Or(unstable, out)
		}
	case 2:
		a, ok1 := s.marginal(0, 1)
		b, ok2 := s.marginal(1, 0)
		if ok1 && ok2 && len(a) == 2 && len(b) == 2 {
			in, out := s.square(a, b)
			stable, unstable = expr.Or(stable, in), expr.Or(unstable, out)
		}
	}
	return stable, unstable
}

func (s *System) share(g, a int) algebra.Var { return s.vars[s.d.Shares[g][a]] }

// chosen is the condition that all of a population choose one action.
func (s *System) chosen(g, a int) expr.Formula {
	return concept.Variable(s.share(g, a)).Compare(expr.EQ, concept.One)
}

// mixed is the condition that some choose each of some actions, and all one of them.
func (s *System) mixed(g int, actions ...int) expr.Formula {
	var all []expr.Formula
	for a := range s.d.Replies[g] {
		op := expr.EQ
		if slices.Contains(actions, a) {
			op = expr.GT
		}
		all = append(all, expr.Sign(algebra.Variable(s.share(g, a)), op))
	}
	return expr.And(all...)
}

// beats is the condition that some actions pay more than all others.
func (s *System) beats(g int, actions []int) expr.Formula {
	var all []expr.Formula
	for b, u := range s.d.Replies[g] {
		if !slices.Contains(actions, b) {
			all = append(all, u.Compare(expr.LT, s.d.Replies[g][actions[0]]))
		}
	}
	return expr.And(all...)
}

// marginal is the matrix of what actions of a population pay against those of another, or
// itself; not ok where payoffs have cases.
func (s *System) marginal(g, against int) (d [][]algebra.Ratio, ok bool) {
	for _, u := range s.d.Replies[g] {
		r, ok := u.Ratio()
		if !ok {
			return nil, false
		}
		var row []algebra.Ratio
		for b := range s.d.Replies[against] {
			row = append(row, r.Derivative(s.share(against, b)))
		}
		d = append(d, row)
	}
	return d, true
}

// triangle decides about a rest point at which all of three actions are chosen. While i is
// the best reply its share grows, and j catches up with it where gain(j, i) > 0, the more j
// pays than i against i. If each is overtaken by the next, courses go round, and their
// distance in payoffs is multiplied by the product of losses over gains (Gaunersdorfer and
// Hofbauer 1995): they get nearer where that is at most 1, for they contract besides.
// Otherwise they come to a line at which two actions overtake each other and stay on it:
// towards the rest point where the third pays more at the mixture of the two that tie. So
// may those that start where neither overtakes the other. A strict equilibrium draws away
// what is on its side.
func (s *System) triangle(d [][]algebra.Ratio) (in, out expr.Formula) {
	zero := algebra.Ratio{}
	gain := func(j, i int) algebra.Ratio { return d[j][i].Sub(d[i][i]) }
	is := func(j, i int, op expr.Op) expr.Formula { return expr.Compare(gain(j, i), op, zero) }
	generic, quiet, leaves := s.mixed(0, 0, 1, 2), expr.True(), expr.False()
	for i := range 3 {
		j, k := (i+1)%3, (i+2)%3
		generic = expr.And(generic, is(j, i, expr.NE), is(k, i, expr.NE))
		quiet = expr.And(quiet, expr.Or(is(j, i, expr.GT), is(k, i, expr.GT)))
		// i and j tie at the mixture in proportion gain(i, j) to gain(j, i); k pays less.
		third := gain(i, j).Mul(d[k][i].Sub(d[i][i])).Add(gain(j, i).Mul(d[k][j].Sub(d[i][j])))
		leaves = expr.Or(leaves,
			expr.And(is(j, i, expr.GT), is(i, j, expr.GT), expr.Compare(third, expr.LE, zero)),
			expr.And(is(j, i, expr.LT), is(i, j, expr.LT), expr.Compare(third, expr.GE, zero)))
	}
	apart := expr.False()
	for _, turn := range []int{1, 2} {
		cycle := expr.True()
		gains, losses := algebra.FromInt(1), algebra.FromInt(1)
		for i := range 3 {
			next, before := (i+turn)%3, (i+2*turn)%3
			cycle = expr.And(cycle, is(next, i, expr.GT), is(before, i, expr.LT))
			gains, losses = gains.Mul(gain(next, i)), losses.Mul(gain(before, i).Neg())
		}
		apart = expr.Or(apart, expr.And(cycle, expr.Compare(losses, expr.GT, gains)))
	}
	stays := expr.And(quiet, expr.Not(leaves), expr.Not(apart))
	return expr.And(generic, stays), expr.And(generic, expr.Not(stays))
}

// square decides about a rest point at which both of two populations mix both of their
// actions: courses go round it, and contract, where one wants to match and the other does
// not, and leave it where both want the same.
func (s *System) square(a, b [][]algebra.Ratio) (in, out expr.Formula) {
	slope := func(m [][]algebra.Ratio) algebra.Ratio {
		return m[0][0].Sub(m[1][0]).Sub(m[0][1]).Add(m[1][1])
	}
	both := slope(a).Mul(slope(b))
	there := expr.And(s.mixed(0, 0, 1), s.mixed(1, 0, 1))
	return expr.And(there, expr.Compare(both, expr.LT, algebra.Ratio{})), expr.And(there, expr.Compare(both, expr.GT, algebra.Ratio{}))
}
