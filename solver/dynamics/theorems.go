package dynamics

import (
	"context"

	"brink/games"
	"brink/solver/note"
)

// Theorem is a published convergence theorem for fictitious play whose
// hypotheses the game satisfies, by an exact test.
type Theorem struct {
	Class     string    // the class of games, e.g. "constant-sum"
	Statement note.Note // what the test found and what follows from it, in one sentence
	Source    string    // author and year, journal
}

// Theorems lists the convergence theorems that cover fictitious play of g under
// the rule ("" means Simultaneous), whatever the starting profile. Convergence
// means that the empirical mixtures approach the set of Nash equilibria; it
// does not mean that play does, nor that payoffs approach equilibrium payoffs.
//
// Games of three or more players are covered only where they are dominance
// solvable: the theorems on potential games suppose beliefs that are products
// of marginals, and fictitious play here keeps joint counts.
//
// An empty list says nothing about convergence. When ctx ends, tests that have
// not finished count as failed. The cost is at most
// O(profiles × actions × rounds of elimination), usually O(profiles).
func Theorems(ctx context.Context, g *games.Strategic, rule Rule) []Theorem {
	if check(g) != nil {
		return nil
	}
	if rule == "" {
		rule = Simultaneous
	}
	var out []Theorem
	add := func(t *Theorem) {
		if t != nil && ctx.Err() == nil {
			out = append(out, *t)
		}
	}
	if len(g.Players) == 2 {
		b := bimatrixOf(g)
		relation := g.DoubleDifferences(ctx)
		add(b.zeroSum(relation))
		if rule == Simultaneous {
			add(b.potential(relation))
			add(b.twoByTwo())
			add(b.twoByMany())
			add(b.complementarities(ctx))
		} else {
			add(b.ordinalPotential(ctx))
		}
	}
	add(dominanceSolvable(ctx, g))
	return out
}
