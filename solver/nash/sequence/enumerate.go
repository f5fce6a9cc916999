package sequence

import (
	"cmp"
	"context"
	"math/big"
	"slices"

	"brink/solver/exact"
	"brink/solver/nash/bimatrix"
	"brink/solver/nash/method"
	"brink/solver/nash/sets"
	"brink/solver/note"
)

// Limits of All: the bases of a polyhedron that are visited, and their entries all
// together; the entries of one, beyond which none is visited; and the corners of one
// side that are kept.
const (
	mostBases   = 1 << 17
	mostEntries = 1 << 26
	mostDense   = 1 << 16
	mostCorners = 20_000
)

// corner is a plan at which the other side's best replies change: the only plan
// with its support to which all the sequences in best are best replies.
type corner struct {
	plan  plan
	used  sets.Set // its support
	best  sets.Set // sequences of the other side in some best reply to it
	links []int    // corners of the other side with which it is an equilibrium
}

// corners lists those of side k. The plans of k and the losses of the other side,
// least or not, are a polyhedron; every corner is part of one of its vertices.
func (f *form) corners(ctx context.Context, k int) (list []*corner, complete bool) {
	var ref [2][]int
	ref[k] = make([]int, len(f.side[k].sets))
	first := newSystem(f, [2][]int{make([]int, len(f.side[0].sets)), make([]int, len(f.side[1].sets))})
	_, ref[1-k] = f.side[1-k].best(f.against(1-k, first.base[k]))
	s := newSystem(f, ref)
	free, refs := len(s.free[k]), len(s.ref[1-k])
	p := bimatrix.Polyhedron{Dim: free + refs}
	entries := (p.Dim + 1) * (len(s.ref[k]) + len(s.free[1-k]))
	if entries > mostDense {
		return nil, false
	}
	for i, r := range s.ref[k] {
		row := zeros(p.Dim)
		for _, t := range s.up[k][r] {
			row[t.k] = big.NewInt(int64(t.sign))
		}
		p.A, p.B = append(p.A, row...), append(p.B, s.base[k][s.ref[k][i]])
	}
	gain := s.gains(1 - k)
	losses := make([][]*big.Int, len(s.free[1-k]))
	for j := range losses {
		losses[j] = zeros(p.Dim)
		for i := range free {
			if v := gain[j*free+i]; v != nil {
				losses[j][i] = v
			}
		}
	}
	for h, r := range s.ref[1-k] {
		for _, t := range s.up[1-k][r] {
			losses[t.k][free+h] = big.NewInt(int64(-t.sign))
		}
	}
	for j, b := range s.combine(1-k, f.against(1-k, s.base[k])) {
		p.A, p.B = append(p.A, losses[j]...), append(p.B, b)
	}
	vertices, complete := p.Vertices(ctx, min(mostBases, mostEntries/max(1, entries)))
	seen := make(map[string]bool)
	for _, v := range vertices {
		if ctx.Err() != nil {
			return list, false
		}
		c := &corner{plan: s.spread(k, v[:free], v[p.Dim]).reduced()}
		key := c.plan.key()
		if seen[key] {
			continue
		}
		seen[key] = true
		f.judge(k, c)
		if !f.isCorner(k, c) {
			continue
		}
		if len(list) == mostCorners {
			return list, false
		}
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b *corner) int { return b.plan.compare(a.plan) })
	return list, complete
}

// judge finds the support of a plan of side k and the best replies to it.
func (f *form) judge(k int, c *corner) {
	c.used = sets.New(len(c.plan))
	for j, v := range c.plan {
		if v.Sign() != 0 {
			c.used.Add(j)
		}
	}
	other := f.side[1-k]
	worth, choice := other.best(f.against(1-k, c.plan))
	c.best = sets.New(len(other.seqs))
	c.best.Add(0)
	for h, set := range other.sets {
		if !c.best.Has(set.before) {
			continue
		}
		for a := range set.n {
			if worth[set.first+a].Cmp(worth[set.first+choice[h]]) == 0 {
				c.best.Add(set.first + a)
			}
		}
	}
}

// isCorner says whether the plan is the only one with its support to which these
// are best replies.
func (f *form) isCorner(k int, c *corner) bool {
	var ref [2][]int
	var keep [2][]bool
	for side, in := range [2]sets.Set{c.used, c.best} {
		if side = (side + k) % 2; side < 0 {
			continue
		}
		keep[side] = make([]bool, len(f.side[side].seqs))
		for _, set := range f.side[side].sets {
			r := 0
			for a := set.n - 1; a >= 0; a-- {
				if in.Has(set.first + a) {
					keep[side][set.first+a], r = true, a
				}
			}
			ref[side] = append(ref[side], r)
		}
	}
	s := newSystem(f, ref)
	s.only(keep)
	cols, rows := len(s.free[k]), len(s.free[1-k])
	switch gain := s.gains(1 - k); {
	case cols == 0:
		return true
	case rows < cols:
		return false
	default:
		zero := new(big.Int)
		return exact.NewTableau(rows, cols+1, func(i, j int) *big.Int {
			if j == cols || gain[i*cols+j] == nil {
				return zero
			}
			return gain[i*cols+j]
		}).Rank() == cols
	}
}

// reduced divides a plan by what all its numbers have in common.
func (x plan) reduced() plan {
	g := new(big.Int)
	for _, v := range x {
		g.GCD(nil, nil, g, new(big.Int).Abs(v))
	}
	if g.Sign() != 0 && g.Cmp(big.NewInt(1)) != 0 {
		for i, v := range x {
			x[i] = new(big.Int).Quo(v, g)
		}
	}
	return x
}

func (x plan) key() string {
	var b []byte
	for _, v := range x {
		b = append(v.Append(b, 62), ' ')
	}
	return string(b)
}

// compare orders plans by the probabilities of their sequences.
func (x plan) compare(y plan) int {
	var a, b big.Int
	for i := range x {
		if c := a.Mul(x[i], y[0]).Cmp(b.Mul(y[i], x[0])); c != 0 {
			return c
		}
	}
	return 0
}

// all lists the pairs of corners that are equilibria: every equilibrium is a mixture
// of those of one maximal Nash subset. O(corners²) comparisons of bit sets besides
// the enumeration, whose size is exponential in the number of sequences.
func (f *form) all(ctx context.Context, res *Result) error {
	var list [2][]*corner
	for k := range list {
		var complete bool
		if list[k], complete = f.corners(ctx, k); !complete {
			if ctx.Err() != nil {
				res.Incomplete(method.Cancelled(ctx))
			} else {
				res.Incomplete(note.New(note.ManyVertices))
			}
		}
	}
	type pair struct{ x, y int }
	var pairs []pair
	for i, x := range list[0] {
		for j, y := range list[1] {
			if x.used.Subset(y.best) && y.used.Subset(x.best) {
				x.links, y.links = append(x.links, j), append(y.links, i)
				pairs = append(pairs, pair{i, j})
			}
		}
	}
	for _, p := range pairs {
		if err := res.add(f, [2]plan{list[0][p.x].plan, list[1][p.y].plan}); err != nil {
			return err
		}
	}
	if !res.Complete {
		return nil
	}
	position := func(x, y int) int {
		k, _ := slices.BinarySearchFunc(pairs, pair{x, y}, func(a, b pair) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y)) })
		return k + 1
	}
	rows := make([]sets.Set, len(list[0]))
	for i, x := range list[0] {
		rows[i] = sets.New(len(list[1]))
		for _, j := range x.links {
			rows[i].Add(j)
		}
	}
	component := make([]int, len(list[0])) // by corner of side 0
	var mark func(i, id int)
	mark = func(i, id int) {
		component[i] = id
		for _, j := range list[0][i].links {
			for _, next := range list[1][j].links {
				if component[next] == 0 {
					mark(next, id)
				}
			}
		}
	}
	for k, p := range pairs {
		if component[p.x] == 0 {
			res.Components = append(res.Components, method.Component{ID: len(res.Components) + 1, SamePayoffs: true})
			mark(p.x, len(res.Components))
		}
		c := &res.Components[component[p.x]-1]
		c.Equilibria = append(c.Equilibria, k+1)
		e := &res.Equilibria[k]
		e.Component = c.ID
		for q, u := range res.Equilibria[c.Equilibria[0]-1].Payoffs {
			c.SamePayoffs = c.SamePayoffs && u.Cmp(e.Payoffs[q]) == 0
		}
	}
	whole := sets.Bicliques(ctx, rows, len(list[1]), func(set, common sets.Set) bool {
		s := method.Subset{Component: component[set.First()]}
		set.Each(func(i int) { common.Each(func(j int) { s.Extreme = append(s.Extreme, position(i, j)) }) })
		if len(s.Extreme) == 0 {
			return true
		}
		s.Dimension = dimension(list[0], set) + dimension(list[1], common)
		c := &res.Components[s.Component-1]
		c.Dimension = max(c.Dimension, s.Dimension)
		res.Subsets = append(res.Subsets, s)
		return len(res.Subsets) <= mostCorners
	})
	if !whole {
		res.Subsets = nil
		res.Incomplete(note.New(note.NotConnected))
	}
	slices.SortFunc(res.Subsets, func(a, b method.Subset) int {
		return cmp.Or(cmp.Compare(a.Component, b.Component), slices.Compare(a.Extreme, b.Extreme))
	})
	return nil
}

// dimension is the affine dimension of the hull of some corners.
func dimension(list []*corner, which sets.Set) int {
	at := which.Slice()
	n := len(list[at[0]].plan)
	zero := new(big.Int)
	return exact.NewTableau(len(at), n+1, func(i, j int) *big.Int {
		if j == n {
			return zero
		}
		return list[at[i]].plan[j]
	}).Rank() - 1
}
