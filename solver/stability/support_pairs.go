package stability

import (
	"cmp"
	"context"
	"slices"

	"brink/games"
	"brink/solver/note"
)

// pairTask is a support pair with the game in a region where it has to be examined.
type pairTask struct {
	pair [2][]int
	b    *bimatrix
}

// manyPairs is the number of support pairs above which parameter space is divided
// by what survives iterated elimination. A 3×3 game has 49.
const manyPairs = 100

// maxPairs bounds the support pairs that are looked at before conditional dominance
// has left out most of them.
const maxPairs = 1 << 18

// pairs lists the support pairs to examine, the smaller ones first, in the regions
// where their actions survive; why, unless it is zero, says why some are left out.
func (b *bimatrix) pairs(ctx context.Context, g *games.Game, opt Options) (out []pairTask, why note.Note) {
	classes := [][]int{{0}, {1}}
	if b.symmetric {
		classes = [][]int{{0, 1}}
	}
	survivors := eliminate(ctx, b.flat(g), g.Shape(), classes, cmp.Or(opt.split, manyPairs))
	var all [][]int
	for _, l := range survivors.leaves {
		all = union(all, l.alive)
	}
	in := make(map[uint64][]*bimatrix) // by leaves
	looked := 0
	eachPair(all[0], all[1], func(I, J []int) bool {
		if looked++; looked > maxPairs || len(out) >= opt.MaxProfiles || looked%1024 == 0 && ctx.Err() != nil {
			why = note.New(note.SmallestPairs, looked-1, len(all[0])+len(all[1]))
			return false
		}
		if b.symmetric && mirrored([2][]int{I, J}) {
			return true
		}
		mask := survivors.leavesOf([][]int{I, J})
		regions, ok := in[mask]
		if !ok && mask != 0 {
			for _, r := range survivors.regions(mask) {
				regions = append(regions, b.in(ctx, r))
			}
			in[mask] = regions
		}
		for _, part := range regions {
			if !part.dominated(0, I, J) && !part.dominated(1, J, I) {
				out = append(out, pairTask{[2][]int{slices.Clone(I), slices.Clone(J)}, part})
			}
		}
		return true
	})
	return out, why
}

// eachPair calls yield for every pair of non-empty subsets, the smaller ones first,
// until it returns false.
func eachPair(rows, cols []int, yield func(I, J []int) bool) {
	m, n := len(rows), len(cols)
	for total := 2; total <= m+n; total++ {
		for a := max(1, total-n); a <= min(m, total-1); a++ {
			if !chooseWhile(m, a, func(i []int) bool {
				I := members(rows, i)
				return chooseWhile(n, total-a, func(j []int) bool { return yield(I, members(cols, j)) })
			}) {
				return
			}
		}
	}
}

// members lists the members of set at the given places.
func members(set, places []int) []int {
	out := make([]int, len(places))
	for k, i := range places {
		out[k] = set[i]
	}
	return out
}

// flat is the game in the form of those of many players.
func (b *bimatrix) flat(g *games.Game) *multimatrix {
	m := &multimatrix{game: g, asm: b.asm, stride: []int{b.actions(1), 1}, alive: b.alive}
	for p := range b.u {
		m.u = append(m.u, slices.Concat(b.u[p]...))
	}
	return m
}

// in returns the game in a region of its regime, where fewer actions may survive.
func (b *bimatrix) in(ctx context.Context, r region) *bimatrix {
	c := *b
	c.alive = r.alive
	if r.when.IsTrue() {
		return &c
	}
	c.regime.when = and(b.regime.when, r.when)
	c.asm = b.asm.with(r.when)
	c.compareActions(ctx)
	return &c
}
