package concept

import (
	"brink/games/algebra"
	"brink/games/expr"
)

// Mixture makes the probabilities of n actions of which those in support, in order,
// are chosen: an unknown for each but the last, from the variable next on, and what is
// left for the last. Positive are the conditions that all of them are chosen; after is
// the next unused variable.
func (c *Calc) Mixture(n int, support []int, next algebra.Var) (probs []expr.Value, positive []expr.Formula, after algebra.Var) {
	probs = make([]expr.Value, n)
	for i := range probs {
		probs[i] = Zero
	}
	rest := One
	last := len(support) - 1
	for _, a := range support[:last] {
		probs[a] = Variable(next)
		next++
		rest = c.Sub(rest, probs[a])
	}
	probs[support[last]] = rest
	if last > 0 {
		for _, a := range support {
			positive = append(positive, probs[a].Compare(expr.GT, Zero))
		}
	}
	return probs, positive, next
}
