package nash

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"brink/games"
	"brink/solver/nash/method"
	"brink/solver/note"
)

// list writes the equilibria down, the r-th by walking down the tree: the number
// of equilibria of each way at a node says which way the r-th takes and which
// equilibria of the subgames it consists of. O(nodes) an equilibrium.
func (b *induction) list(ctx context.Context, opt Options, res *SubgamePerfect) error {
	limit := opt.Most()
	if limit == 0 {
		limit = max(1, min(defaultPlans, planChoices/max(1, len(b.e.Infosets))))
	}
	if b.first {
		limit = 1
	}
	total := b.subgames[0].total()
	for r := range limit {
		rank := big.NewInt(int64(r))
		if rank.Cmp(total) >= 0 {
			return nil
		}
		if ctx.Err() != nil {
			res.Reasons = append(res.Reasons, method.Cancelled(ctx))
			return nil
		}
		plan := PurePlan{Actions: b.unrank(rank)}
		values, err := b.e.VerifySubgamePerfect(plan.Actions)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrSelfCheck, err)
		}
		plan.Payoffs = values[0]
		res.Equilibria = append(res.Equilibria, plan)
	}
	if !b.first && total.Cmp(big.NewInt(int64(limit))) > 0 {
		why := note.New(note.PureListedOfMany, limit)
		if total.IsUint64() {
			why = note.New(note.PureListed, limit, total.String())
		}
		res.Reasons = append(res.Reasons, why)
	}
	return nil
}

// quota is the equilibrium of a subgame that is wanted: the one with this rank
// among those with the allowed values.
type quota struct {
	allowed []int32 // nil for all
	rank    *big.Int
}

// unrank returns the actions of an equilibrium.
func (b *induction) unrank(rank *big.Int) []int {
	actions := make([]int, len(b.e.Infosets))
	for h, set := range b.e.Infosets {
		if set.Player == games.Chance {
			actions[h] = -1
		}
	}
	wanted := make([]quota, len(b.e.Nodes))
	wanted[0].rank = rank
	for i := range b.e.Nodes {
		n := &b.e.Nodes[i]
		if n.Infoset < 0 {
			continue
		}
		quotas, left := b.choose(i, wanted[i])
		mover := b.e.Infosets[n.Infoset].Player
		if mover != games.Chance {
			actions[n.Infoset] = left.action
		}
		for c, child := range n.Children {
			wanted[child] = quotas[c]
		}
	}
	return actions
}

// choose finds the way that the wanted equilibrium of a subgame takes, and the
// equilibria of its subgames.
func (b *induction) choose(i int, q quota) ([]quota, way) {
	n := &b.e.Nodes[i]
	rank := new(big.Int).Set(q.rank)
	quotas := make([]quota, len(n.Children))
	for _, w := range b.subgames[i].ways {
		if q.allowed != nil && !slices.Contains(q.allowed, w.value) {
			continue
		}
		sizes := make([]*big.Int, len(n.Children))
		number := bigOne
		for c, child := range n.Children {
			quotas[c].allowed = b.allowed(i, w, c)
			sizes[c] = new(big.Int)
			for _, v := range quotas[c].allowed {
				sizes[c] = sum(sizes[c], b.subgames[child].values[v].number())
			}
			number = product(number, sizes[c])
		}
		if rank.Cmp(number) >= 0 {
			rank.Sub(rank, number)
			continue
		}
		for c := len(n.Children) - 1; c >= 0; c-- {
			quotas[c].rank = new(big.Int)
			rank.QuoRem(rank, sizes[c], quotas[c].rank)
		}
		return quotas, w
	}
	panic("nash: the rank of an equilibrium exceeds their number")
}

// allowed lists the values of a subgame that go with a way.
func (b *induction) allowed(i int, w way, c int) []int32 {
	n := &b.e.Nodes[i]
	mover := b.e.Infosets[n.Infoset].Player
	switch {
	case mover == games.Chance:
		return w.child[c : c+1]
	case c == w.action:
		return w.child
	}
	pay := b.subgames[n.Children[w.action]].values[w.child[0]].payoffs[mover]
	var out []int32
	for v, at := range b.subgames[n.Children[c]].values {
		if at.payoffs[mover].Cmp(pay) <= 0 {
			out = append(out, int32(v))
		}
	}
	return out
}
