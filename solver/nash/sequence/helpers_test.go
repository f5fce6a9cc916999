package sequence

import (
	"fmt"
	"math/big"
	"math/rand/v2"

	"brink/games"
)

// builder makes trees for tests.
type builder struct{ e *games.Extensive }

func newBuilder(players ...string) *builder {
	return &builder{&games.Extensive{Players: players}}
}

func (b *builder) node(infoset int) int {
	b.e.Nodes = append(b.e.Nodes, games.Node{Infoset: infoset, Outcome: -1})
	return len(b.e.Nodes) - 1
}

func (b *builder) set(player int, label string, actions ...string) int {
	b.e.Infosets = append(b.e.Infosets, games.Infoset{Player: player, Label: label, Actions: actions})
	return len(b.e.Infosets) - 1
}

func (b *builder) leaf(pays ...int64) int {
	i := b.node(-1)
	o := games.Outcome{}
	for _, u := range pays {
		o.Payoffs = append(o.Payoffs, big.NewRat(u, 1))
	}
	b.e.Nodes[i].Outcome = len(b.e.Outcomes)
	b.e.Outcomes = append(b.e.Outcomes, o)
	return i
}

func (b *builder) zero(u int64) int { return b.leaf(u, -u) }

// poker is one-card poker: the ante is 1, two players get one card each of a deck of
// n, the first may bet 1, the other may then fold or call; where the first checks,
// the second may bet, and the first fold or call. With three cards that is Kuhn's
// (1950) game.
func poker(n int) *games.Extensive {
	b := newBuilder("A", "B")
	deal := b.set(games.Chance, "deal")
	var sets [4][]int
	for c := range n {
		sets[0] = append(sets[0], b.set(0, fmt.Sprint("open ", c), "check", "bet"))
		sets[1] = append(sets[1], b.set(0, fmt.Sprint("answer ", c), "fold", "call"))
		sets[2] = append(sets[2], b.set(1, fmt.Sprint("after check ", c), "check", "bet"))
		sets[3] = append(sets[3], b.set(1, fmt.Sprint("after bet ", c), "fold", "call"))
	}
	root := b.node(deal)
	children := func(i int, list ...func() int) {
		var at []int
		for _, f := range list {
			at = append(at, f())
		}
		b.e.Nodes[i].Children = at
	}
	var deals []int
	for x := range n {
		for y := range n {
			if x == y {
				continue
			}
			b.e.Infosets[deal].Actions = append(b.e.Infosets[deal].Actions, fmt.Sprint(x, "-", y))
			b.e.Infosets[deal].Probs = append(b.e.Infosets[deal].Probs, big.NewRat(1, int64(n*(n-1))))
			win := int64(1)
			if x < y {
				win = -1
			}
			i := b.node(sets[0][x])
			deals = append(deals, i)
			children(i, func() int {
				j := b.node(sets[2][y])
				children(j, func() int { return b.zero(win) }, func() int {
					k := b.node(sets[1][x])
					children(k, func() int { return b.zero(-1) }, func() int { return b.zero(2 * win) })
					return k
				})
				return j
			}, func() int {
				j := b.node(sets[3][y])
				children(j, func() int { return b.zero(1) }, func() int { return b.zero(2 * win) })
				return j
			})
		}
	}
	b.e.Nodes[root].Children = deals
	return b.e
}

// randomTree is a tree of perfect recall with a few moves: what happened before is
// seen by the mover or not, by her alone and for all nodes of one set.
func randomTree(r *rand.Rand, depth int, span int64) *games.Extensive {
	b := newBuilder("A", "B")
	sets := make(map[string]int)
	// seen[p] is what player p knows and did on the way.
	var grow func(depth int, seen [2]string) int
	grow = func(depth int, seen [2]string) int {
		if depth == 0 || r.IntN(6) == 0 && len(b.e.Nodes) > 0 {
			return b.leaf(r.Int64N(2*span+1)-span, r.Int64N(2*span+1)-span)
		}
		who := r.IntN(3) - 1
		n := 2
		var i int
		if who == games.Chance {
			h := b.set(games.Chance, "", "l", "r")
			d := 1 + r.Int64N(4)
			b.e.Infosets[h].Probs = []*big.Rat{big.NewRat(d, 6), big.NewRat(6-d, 6)}
			i = b.node(h)
		} else {
			key := fmt.Sprint(who, depth, seen[who])
			h, ok := sets[key]
			if !ok {
				h = b.set(who, key, "l", "r")
				sets[key] = h
			}
			i = b.node(h)
		}
		public := r.IntN(3) == 0
		var at []int
		for a := range n {
			next := seen
			for p := range next {
				if p == who || public {
					next[p] += fmt.Sprint(depth, who, a, ";")
				}
			}
			at = append(at, grow(depth-1, next))
		}
		b.e.Nodes[i].Children = at
		return i
	}
	grow(depth, [2]string{})
	return b.e
}
