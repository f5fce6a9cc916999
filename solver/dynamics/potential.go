package dynamics

import (
	"context"
	"slices"

	"brink/games"
	"brink/solver/note"
)

// potential is the theorem of Monderer and Shapley (1996) for identical
// interests and for games with the same best responses: exact and weighted
// potential games.
func (b bimatrix) potential(d games.DoubleDifferences) *Theorem {
	if !d.Proportional || d.Ratio != nil && d.Ratio.Sign() < 0 {
		return nil
	}
	const source = "Monderer and Shapley (1996), Journal of Economic Theory 68:258-265"
	switch {
	case b.identical():
		return &Theorem{
			Class:     "identical interests",
			Statement: note.New(note.IdenticalInterests),
			Source:    source,
		}
	case d.Ratio == nil || d.Ratio.IsInt() && d.Ratio.Num().IsInt64() && d.Ratio.Num().Int64() == 1:
		return &Theorem{
			Class:     "exact potential",
			Statement: note.New(note.ExactPotential),
			Source:    source,
		}
	}
	return &Theorem{
		Class:     "weighted potential",
		Statement: note.New(note.WeightedPotential, b.name(0), d.Ratio, b.name(1)),
		Source:    source,
	}
}

// identical reports whether payoffs agree at every profile.
func (b bimatrix) identical() bool {
	for i := range b.g.Payoffs[0].Len() {
		if b.g.Payoffs[0].Rat(i).Cmp(b.g.Payoffs[1].Rat(i)) != 0 {
			return false
		}
	}
	return true
}

// ordinalPotential is the theorem of Berger (2007) on Brown's alternating rule.
//
// Without ties an ordinal potential exists iff no cycle of unilateral
// improvements does (Monderer and Shapley 1996, Games and Economic Behavior
// 14:124-143, Lemma 2.5). Sorting each player's payoffs against each action of
// the other, improvements are the transitive closure of the steps to the next
// better action, so that a graph with at most two edges a profile decides:
// O(profiles × log(actions)).
func (b bimatrix) ordinalPotential(ctx context.Context) *Theorem {
	if !b.noTies(ctx) {
		return nil
	}
	profiles := b.shape[0] * b.shape[1]
	next := make([][2]int, profiles) // per profile and player, the next better one or -1
	enter := make([]int, profiles)   // edges into a profile
	for p := range 2 {
		order := make([]int, b.shape[p])
		for other := range b.shape[1-p] {
			if ctx.Err() != nil {
				return nil
			}
			for a := range order {
				order[a] = a
			}
			slices.SortFunc(order, func(x, y int) int { return b.compare(p, x, y, other) })
			for k, a := range order {
				to := -1
				if k+1 < len(order) {
					to = b.at(p, order[k+1], other)
					enter[to]++
				}
				next[b.at(p, a, other)][p] = to
			}
		}
	}
	// Kahn's topological sort: all profiles can be removed iff there is no cycle.
	var free []int
	for i, k := range enter {
		if k == 0 {
			free = append(free, i)
		}
	}
	removed := 0
	for len(free) > 0 {
		i := free[len(free)-1]
		free = free[:len(free)-1]
		removed++
		for _, to := range next[i] {
			if to >= 0 {
				if enter[to]--; enter[to] == 0 {
					free = append(free, to)
				}
			}
		}
	}
	if removed < profiles {
		return nil
	}
	return &Theorem{
		Class:     "ordinal potential",
		Statement: note.New(note.OrdinalPotential),
		Source:    "Berger (2007), Journal of Economic Theory 135:572-578",
	}
}
