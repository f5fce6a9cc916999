package stability

import (
	"context"
	"fmt"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// Evidence says how far a row of a table is certified.
type Evidence struct {
	// Accepted is Yes where evidence was derived and accepted for all that the row
	// says in the columns Exists, and, of pure profiles, Strict and Efficient; that
	// is, for the conditions as printed and for the printed probabilities. Unknown
	// where some of it is beyond the budget, or is not covered: payoffs with cases
	// at mixed profiles, supports with many equilibria or without a formula for the
	// probabilities, which there is nothing to put in.
	Accepted prove.Answer
	// Lemmas counts the lemmas of the evidence.
	Lemmas int
}

// Certify derives evidence for a row and has it checked, from the definition of
// equilibrium and not from how the table was made: at the printed probabilities,
// where the row exists, no deviation pays; and where the support carries an
// equilibrium, whatever its probabilities, the row exists. An error that wraps
// prove.ErrSelfCheck is a defect of brink.
func (t *Table) Certify(ctx context.Context, r *Row, opt prove.Options) (Evidence, error) {
	d, err := t.define(r)
	if err != nil {
		return Evidence{}, err
	}
	out := Evidence{Accepted: prove.Yes}
	if d.partial {
		out.Accepted = prove.Unknown
	}
	for i, f := range append(d.must, d.covers...) {
		o := Obligation{prove.Problem{Hyps: []expr.Formula{t.Game.Hypotheses()}, Claim: f, Names: t.Game.Names(), Prefer: t.Game.Defaults()},
			prove.Verdict{Status: prove.Proved}}
		ans, lemmas, err := o.Certify(ctx, opt)
		switch {
		case err != nil && i < len(d.must):
			return out, fmt.Errorf("%s: %w", r.Profile(t.Game), err)
		case err != nil || ans != prove.Yes:
			out.Accepted = prove.Unknown
		}
		out.Lemmas += lemmas
	}
	return out, nil
}

// definition is what a row says, in terms of the definition of equilibrium.
type definition struct {
	must    []expr.Formula // the hypotheses imply them, or the row is wrong
	covers  []expr.Formula // where they fail nothing is said
	partial bool           // whether something else that the row says is not covered
}

// maxDefinition bounds the products of probabilities in the definition of a mixed
// equilibrium.
const maxDefinition = 2_000

// define states what a row says.
func (t *Table) define(r *Row) (d definition, err error) {
	g := t.Game
	read := func(f expr.Formula) expr.Formula {
		text := g.Printer().Formula(f)
		again, defined, e := expr.CompileFormula(text, g.Scope())
		if e != nil {
			err = fmt.Errorf("%w: the condition %s cannot be read again: %w", prove.ErrSelfCheck, text, e)
		}
		d.must = append(d.must, defined)
		return again
	}
	exists := read(r.Exists)
	if r.Pure() {
		profile := make([]int, len(r.Support))
		for p, s := range r.Support {
			profile[p] = s[0]
		}
		d.must = append(d.must, expr.Iff(exists, noDeviation(g, profile, expr.GE)), expr.Iff(read(r.Strict), noDeviation(g, profile, expr.GT)))
		if r.Efficient != nil {
			efficient, ok := undominated(g, profile)
			if d.partial = !ok; ok {
				d.must = append(d.must, expr.Iff(read(*r.Efficient), expr.And(exists, efficient)))
			}
		}
		return d, err
	}
	// Unknown probabilities, of all actions of a support but the last.
	next := len(g.Params)
	unknown := make([][]algebra.Ratio, len(r.Support))
	for p, s := range r.Support {
		unknown[p] = make([]algebra.Ratio, len(g.Players[p].Actions))
		rest := algebra.FromInt(1)
		for _, a := range s[:len(s)-1] {
			unknown[p][a] = algebra.FromPoly(algebra.Variable(next))
			rest = rest.Sub(unknown[p][a])
			next++
		}
		unknown[p][s[len(s)-1]] = rest
	}
	holds, ok := equilibriumAt(g, r.Support, unknown)
	if !ok {
		d.partial = true
		return d, err
	}
	d.must = append(d.must, expr.Implies(holds, exists))
	if r.Strategies == nil {
		d.partial = true
		return d, err
	}
	var defined []expr.Formula
	for _, s := range r.Strategies {
		for _, x := range s {
			defined = append(defined, expr.Sign(x.Den(), expr.NE))
		}
	}
	there := expr.And(append(defined, exists)...)
	at, _ := equilibriumAt(g, r.Support, r.Strategies)
	d.must = append(d.must, expr.Implies(there, at))
	d.covers = append(d.covers, expr.Implies(exists, there))
	return d, err
}

// noDeviation compares the payoff of each player at a profile with those of her
// other actions.
func noDeviation(g *games.Game, profile []int, op expr.Op) expr.Formula {
	var all []expr.Formula
	for p := range profile {
		here := g.Payoff(p, profile)
		other := slices.Clone(profile)
		for a := range g.Players[p].Actions {
			if other[p] = a; a != profile[p] {
				all = append(all, here.Compare(op, g.Payoff(p, other)))
			}
		}
	}
	return expr.And(all...)
}

// undominated says that no profile is better for a player and worse for none;
// false when there are too many profiles.
func undominated(g *games.Game, profile []int) (expr.Formula, bool) {
	if g.Profiles(maxDefinition) >= maxDefinition {
		return expr.Formula{}, false
	}
	var all []expr.Formula
	for q := range profilesOf(g.Shape()) {
		var some, worse []expr.Formula
		for p := range profile {
			here, there := g.Payoff(p, profile), g.Payoff(p, q)
			some = append(some, there.Compare(expr.GT, here))
			worse = append(worse, there.Compare(expr.LT, here))
		}
		all = append(all, expr.Or(append(worse, expr.Not(expr.Or(some...)))...))
	}
	return expr.And(all...), true
}

// equilibriumAt says that mixtures with these supports are an equilibrium; false
// for payoffs with cases and for too many profiles.
func equilibriumAt(g *games.Game, supports [][]int, mix [][]algebra.Ratio) (expr.Formula, bool) {
	total := 1
	var all []expr.Formula
	for p, s := range supports {
		if total *= len(s) * len(g.Players[p].Actions); total > maxDefinition {
			return expr.Formula{}, false
		}
		sum := algebra.FromInt(0)
		for _, a := range s {
			all = append(all, expr.Compare(mix[p][a], expr.GT, algebra.FromInt(0)))
			sum = sum.Add(mix[p][a])
		}
		all = append(all, expr.Compare(sum, expr.EQ, algebra.FromInt(1)))
	}
	sizes := make([]int, len(supports))
	for p := range supports {
		for q, s := range supports {
			if sizes[q] = len(s); q == p {
				sizes[q] = 1
			}
		}
		payoff := make([]algebra.Ratio, len(g.Players[p].Actions))
		for a := range payoff {
			profile := make([]int, len(supports))
			for others := range profilesOf(sizes) {
				weight := algebra.FromInt(1)
				for q, s := range supports {
					if profile[q] = a; q != p {
						profile[q] = s[others[q]]
						weight = weight.Mul(mix[q][profile[q]])
					}
				}
				u, plain := g.Payoff(p, profile).Ratio()
				if !plain {
					return expr.Formula{}, false
				}
				payoff[a] = payoff[a].Add(weight.Mul(u))
			}
		}
		best := supports[p][0]
		for a := range payoff {
			op := expr.GE
			if slices.Contains(supports[p], a) {
				op = expr.EQ
			}
			all = append(all, expr.Compare(payoff[best], op, payoff[a]))
		}
	}
	return expr.And(all...), true
}

// profilesOf walks through the tuples below the sizes. The tuple is used again.
func profilesOf(sizes []int) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
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
