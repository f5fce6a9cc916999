package sequential

import (
	"context"
	"fmt"

	"brink/games"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// Nash lists the Nash equilibria of a tree of perfect recall in behaviour strategies,
// which are those of its strategic form (Kuhn 1953), mixed ones included: at every
// set that is reached with positive probability no plan for it and the player's own
// later sets does better; what is chosen at the others is free. The number of
// support profiles and the cost of each are those of PerfectBayesian.
func Nash(ctx context.Context, t *games.Tree) (*concept.Table, error) {
	if err := fits(t); err != nil {
		return nil, err
	}
	s := concept.NewSettler(t)
	out := &concept.Table{Model: t, Concept: "nash"}
	profiles, ok := supportProfiles(t, func(int, []int) bool { return true })
	if !ok {
		return nil, fmt.Errorf("%w: it has more than %d support profiles", ErrTooLarge, MaxProfiles)
	}
	out.Collect(ctx, len(profiles), func(ctx context.Context, i int) (*concept.Row, *note.Note) {
		a := newAssessment(t, profiles[i])
		a.belief = make([][]expr.Value, len(t.Sets))
		for h := range t.Sets {
			a.rational(h, a.reached(ctx, s, h))
		}
		if a.Err == nil {
			if r, open := a.row(ctx, s); !open {
				if r != nil {
					r.Beliefs = nil
				}
				return r, nil
			}
		}
		return nil, concept.LeftOut(profileName(t, profiles[i]))
	})
	return out, nil
}

// reached are the weights of the nodes of a set, up to a factor that is positive
// where the set is reached and 0 where it is not.
func (a *assessment) reached(ctx context.Context, s *concept.Settler, h int) []expr.Value {
	set := a.t.Sets[h]
	w := make([]expr.Value, len(set.Nodes))
	for i, n := range set.Nodes {
		w[i] = a.reach[n]
	}
	if len(w) == 1 && !concept.IsZero(w[0]) && s.Soon(ctx, expr.And(expr.And(a.cond...), w[0].Compare(expr.EQ, concept.Zero))) == prove.No {
		w[0] = concept.One
	}
	return w
}
