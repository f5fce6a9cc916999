package sequential

import (
	"context"
	"slices"

	"brink/games"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/prove"
)

// routes is how the nodes of a tree are come to.
type routes struct {
	steps [][]step // by node: the choices of players on the way to it
	sure  []bool   // by node: chance leads there with positive probability, for all parameters
}

// step is an action at a set.
type step struct{ set, action int }

func newRoutes(ctx context.Context, t *games.Tree, s *concept.Settler) *routes {
	w := &routes{steps: make([][]step, len(t.Nodes)), sure: make([]bool, len(t.Nodes))}
	w.sure[0] = true
	for i, n := range t.Nodes {
		for k, c := range n.Children {
			w.steps[c], w.sure[c] = w.steps[i], w.sure[i]
			if n.Set >= 0 {
				w.steps[c] = append(slices.Clip(w.steps[i]), step{n.Set, k})
			} else if w.sure[i] {
				w.sure[c] = s.Soon(ctx, n.Chance[k].Compare(expr.LE, concept.Zero)) == prove.No
			}
		}
	}
	return w
}

// leads reports whether play that mixes over the supports surely comes to one of some
// nodes.
func (w *routes) leads(nodes []int, support [][]int) bool {
	return slices.ContainsFunc(nodes, func(n int) bool {
		return w.sure[n] && !slices.ContainsFunc(w.steps[n], func(x step) bool { return !contains(support[x.set], x.action) })
	})
}
