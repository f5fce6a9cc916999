package certify

import (
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
	"brink/solver/prove/check"
)

// regime is the part of parameter space in which the payoffs with cases are in
// given ones.
type regime struct {
	when   expr.Formula
	choice map[string]int // by the conditions of the cases
}

// regimesOf lists the regimes of a game, those left out that are certified to be
// nowhere; a code says why they are not.
func regimesOf(g *games.Game, nowhere func(expr.Formula) bool) ([]regime, note.Code) {
	if g.Profiles(maxProfiles) < 0 {
		return nil, note.TooManyTerms
	}
	out := []regime{{expr.True(), map[string]int{}}}
	for profile := range tuples(g.Shape()) {
		for p := range g.Players {
			v := g.Payoff(p, profile)
			if len(v.Cases) == 1 {
				continue
			}
			key := conditions(v)
			if _, ok := out[0].choice[key]; ok {
				continue
			}
			var next []regime
			for _, r := range out {
				for i, c := range v.Cases {
					when := expr.And(r.when, c.When)
					if when.IsFalse() {
						continue
					}
					choice := map[string]int{key: i}
					for k, j := range r.choice {
						choice[k] = j
					}
					next = append(next, regime{when, choice})
				}
			}
			if len(next) > fewRegimes {
				next = slices.DeleteFunc(next, func(r regime) bool { return nowhere(r.when) })
			}
			if out = next; len(out) > maxRegimes || len(out) == 0 {
				return nil, note.ManyRegimes
			}
		}
	}
	return out, ""
}

// conditions tells lists of cases apart by their conditions.
func conditions(v expr.Value) string {
	var b strings.Builder
	for _, c := range v.Cases {
		b.WriteString(c.When.Key())
		b.WriteByte('\n')
	}
	return b.String()
}

// payoff is that of a player at a pure profile in the regime.
func (s *session) payoff(a *check.Arithmetic, p int, profile []int) check.Fraction {
	v := s.g.Payoff(p, profile)
	i := 0
	if len(v.Cases) > 1 {
		i = s.choice[conditions(v)]
	}
	return a.Read(v.Cases[i].Is)
}

// mixture is a probability for every action; the zero fraction off the support.
type mixture = []check.Fraction

// expected is the payoff of player p where the others play their mixtures, and
// she too, or action own of hers if that is not negative.
func (s *session) expected(a *check.Arithmetic, p int, mix []mixture, own int) check.Fraction {
	uses := make([][]int, len(mix))
	sizes := make([]int, len(mix))
	for q, m := range mix {
		for k, x := range m {
			if q == p && own >= 0 {
				continue
			}
			if !x.IsZero() {
				uses[q] = append(uses[q], k)
			}
		}
		if q == p && own >= 0 {
			uses[q] = []int{own}
		}
		sizes[q] = len(uses[q])
	}
	var sum check.Fraction
	profile := make([]int, len(mix))
	for at := range tuples(sizes) {
		weight := a.Int(1)
		for q := range mix {
			profile[q] = uses[q][at[q]]
			if q != p || own < 0 {
				weight = a.Mul(weight, mix[q][profile[q]])
			}
		}
		sum = a.Add(sum, a.Mul(weight, s.payoff(a, p, profile)))
	}
	return sum
}

// equilibrium says that mixtures with the supports of the row are an equilibrium:
// probabilities are positive and add up, and no action does better than one that
// is used.
func (s *session) equilibrium(a *check.Arithmetic, mix []mixture) expr.Formula {
	var all []expr.Formula
	for p := range mix {
		all = append(all, s.distribution(a, p, mix[p]), s.noGain(a, p, mix))
	}
	return expr.And(all...)
}

// distribution says that m is positive on the support of p and adds up to 1.
func (s *session) distribution(a *check.Arithmetic, p int, m mixture) expr.Formula {
	var all []expr.Formula
	var sum check.Fraction
	for _, k := range s.row.Support[p] {
		all = append(all, a.Compare(m[k], expr.GT, check.Fraction{}))
		sum = a.Add(sum, m[k])
	}
	return expr.And(append(all, a.Compare(sum, expr.EQ, a.Int(1)))...)
}

// noGain says that the actions in the support of p are best replies.
func (s *session) noGain(a *check.Arithmetic, p int, mix []mixture) expr.Formula {
	used := make([]bool, len(s.g.Players[p].Actions))
	for _, k := range s.row.Support[p] {
		used[k] = true
	}
	first := s.row.Support[p][0]
	best := s.expected(a, p, mix, first)
	var all []expr.Formula
	for k := range used {
		if k == first {
			continue
		}
		op := expr.GE
		if used[k] {
			op = expr.EQ
		}
		all = append(all, a.Compare(best, op, s.expected(a, p, mix, k)))
	}
	return expr.And(all...)
}

// unknown is a mixture for every player with these supports, of variables from
// next on: one for each action of a support but the last.
func (s *session) unknown(a *check.Arithmetic, next algebra.Var) ([]mixture, algebra.Var) {
	mix := make([]mixture, len(s.row.Support))
	for p, sup := range s.row.Support {
		mix[p] = make(mixture, len(s.g.Players[p].Actions))
		rest := a.Int(1)
		for _, k := range sup[:len(sup)-1] {
			mix[p][k] = a.Variable(next)
			rest = a.Sub(rest, mix[p][k])
			next++
		}
		mix[p][sup[len(sup)-1]] = rest
	}
	return mix, next
}

// printed are mixtures as the row prints them, and where they are defined.
func (s *session) printed(a *check.Arithmetic, strategies [][]algebra.Ratio) ([]mixture, expr.Formula) {
	mix := make([]mixture, len(strategies))
	var defined []expr.Formula
	for p, list := range strategies {
		for _, r := range list {
			x := a.Read(r)
			mix[p] = append(mix[p], x)
			defined = append(defined, a.Defined(x))
		}
	}
	return mix, expr.And(defined...)
}

// certainly is the mixtures of a pure profile.
func (s *session) certainly(a *check.Arithmetic, profile []int) []mixture {
	mix := make([]mixture, len(profile))
	for p, k := range profile {
		mix[p] = make(mixture, len(s.g.Players[p].Actions))
		mix[p][k] = a.Int(1)
	}
	return mix
}

// tuples walks through the tuples below the sizes. The tuple is used again.
func tuples(sizes []int) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
		for _, n := range sizes {
			if n == 0 {
				return
			}
		}
		at := make([]int, len(sizes))
		for {
			if !yield(at) {
				return
			}
			i := len(at) - 1
			for i >= 0 && at[i] == sizes[i]-1 {
				at[i] = 0
				i--
			}
			if i < 0 {
				return
			}
			at[i]++
		}
	}
}
