package prove

import (
	"slices"

	"brink/games/expr"
)

// A solution formula describes by signs of polynomials which cells of a
// decomposition are inside (Hong 1992, "Simple solution formula construction in
// cylindrical algebraic decomposition based quantifier elimination"; Brown 1999,
// "Solution formula construction for truth invariant CADs"): few polynomials are
// chosen that tell inside from outside, then conditions on them.

// signature is the signs of the cutting polynomials on a cell, level after level;
// 0 where the cell is a cylinder that reaches across the signs.
type signature struct {
	signs []SignSet
	in    bool
	cell  int
}

// maxPairs bounds the pairs of signatures that are told apart.
const maxPairs = 2_000_000

// describe returns a formula that holds on the cells inside and not on those
// outside. When the signs do not tell two of them apart it returns their numbers
// instead; ok is false when a budget ran out.
func (d *freeSpace) describe(a *Assumptions) (f expr.Formula, clash [2]int, apart, ok bool) {
	var cols []column
	for _, level := range d.levels {
		for _, id := range level {
			p := d.alg.polys[id].p
			cols = append(cols, column{p: p, cost: a.atomCost(d.work.ctx, p)})
		}
	}
	in, out := d.signatures(len(cols))
	switch {
	case len(in) == 0:
		return expr.False(), clash, true, true
	case len(out) == 0:
		return expr.True(), clash, true, true
	case len(in)*len(out) > maxPairs || !d.work.spend(len(in)*len(out)/4):
		return f, clash, true, false
	}
	chosen, clash, apart := tellApart(in, out, cols)
	if !apart {
		return f, clash, false, true
	}
	all := append(in, out...)
	f, ok = d.minimal(a, all, cols, chosen)
	// A cheap polynomial more may make the conditions on the others shorter.
	if more := withCheapest(cols, chosen); ok && len(more) > len(chosen) {
		if g, ok := d.minimal(a, all, cols, more); ok && a.weigh(d.work.ctx, g).less(a.weigh(d.work.ctx, f)) {
			f = g
		}
	}
	return f, clash, true, ok
}

// minimal builds the formula from some columns that tell inside from outside.
func (d *freeSpace) minimal(a *Assumptions, sigs []signature, cols []column, chosen []int) (expr.Formula, bool) {
	t := restrict(sigs, cols, chosen)
	if t == nil || !d.work.spend(len(t.cells)*len(t.cells)) {
		return expr.Formula{}, false
	}
	f := t.cover(true)
	if g := expr.Not(t.cover(false)); a.weigh(d.work.ctx, g).less(a.weigh(d.work.ctx, f)) {
		f = g
	}
	return f, true
}

// withCheapest adds the cheapest columns that are missing, up to fewColumns in
// all.
func withCheapest(cols []column, chosen []int) []int {
	var rest []int
	for k := range cols {
		if !slices.Contains(chosen, k) {
			rest = append(rest, k)
		}
	}
	slices.SortStableFunc(rest, func(a, b int) int { return cols[a].cost - cols[b].cost })
	more := append(slices.Clone(chosen), rest[:max(min(len(rest), fewColumns-len(chosen)), 0)]...)
	slices.Sort(more)
	return more
}

// fewColumns is a number of columns of which all subsets are quickly tried.
const fewColumns = 5

// signatures lists the different ones of the cells inside and outside.
func (d *freeSpace) signatures(n int) (in, out []signature) {
	seen := map[string]bool{}
	for i, c := range d.cells {
		if c.side == elsewhere {
			continue
		}
		s := signature{signs: make([]SignSet, 0, n), in: c.side == inside, cell: i}
		for _, level := range c.signs {
			s.signs = append(s.signs, level...)
		}
		s.signs = s.signs[:n]
		key := make([]byte, n+1)
		for k, sign := range s.signs {
			key[k] = byte(sign)
		}
		key[n] = byte(c.side)
		if seen[string(key)] {
			continue
		}
		seen[string(key)] = true
		if s.in {
			in = append(in, s)
		} else {
			out = append(out, s)
		}
	}
	return in, out
}

// tellApart chooses columns of which at least one differs between any signature
// inside and any outside: greedily the one that tells most pairs apart for its
// cost, without those that become superfluous. When a pair agrees everywhere its
// cells are returned.
func tellApart(in, out []signature, cols []column) (chosen []int, clash [2]int, apart bool) {
	type pair struct{ i, j int32 }
	var left []pair
	for i := range in {
		for j := range out {
			left = append(left, pair{int32(i), int32(j)})
		}
	}
	differs := func(p pair, k int) bool {
		s, t := in[p.i].signs[k], out[p.j].signs[k]
		return s&t == 0 && s != 0 && t != 0
	}
	all := left
	for len(left) > 0 {
		best, bestHits := -1, 0
		for k, c := range cols {
			hits := 0
			for _, p := range left {
				if differs(p, k) {
					hits++
				}
			}
			if hits > 0 && (best < 0 || hits*cols[best].cost > bestHits*c.cost) {
				best, bestHits = k, hits
			}
		}
		if best < 0 {
			return nil, [2]int{in[left[0].i].cell, out[left[0].j].cell}, false
		}
		chosen = append(chosen, best)
		var rest []pair
		for _, p := range left {
			if !differs(p, best) {
				rest = append(rest, p)
			}
		}
		left = rest
	}
	slices.SortFunc(chosen, func(a, b int) int { return cols[b].cost - cols[a].cost })
	for i := 0; i < len(chosen); {
		needed := slices.ContainsFunc(all, func(p pair) bool {
			for n, k := range chosen {
				if n != i && differs(p, k) {
					return false
				}
			}
			return true
		})
		if needed {
			i++
		} else {
			chosen = slices.Delete(chosen, i, i+1)
		}
	}
	slices.Sort(chosen)
	return chosen, clash, true
}

// Limits of the table of a solution formula.
const (
	maxSolutionColumns = 40
	maxSolutionRows    = 3000
)

// restrict makes a table of some columns of signatures. A cylinder has rows for
// all signs that it may reach across.
func restrict(sigs []signature, cols []column, chosen []int) *cellTable {
	if len(chosen) > maxSolutionColumns {
		return nil
	}
	t := &cellTable{}
	for i, k := range chosen {
		t.cols = append(t.cols, cols[k])
		for _, s := range sigs {
			if s.signs[k] == 0 {
				t.cols[i].possible = Any
			}
			t.cols[i].possible |= s.signs[k]
		}
	}
	seen := map[string]bool{}
	for _, s := range sigs {
		rows := [][]SignSet{nil}
		for i, k := range chosen {
			options := []SignSet{s.signs[k]}
			if s.signs[k] == 0 {
				options = options[:0]
				for _, sign := range [3]SignSet{Neg, Zero, Pos} {
					if sign&t.cols[i].possible != 0 {
						options = append(options, sign)
					}
				}
			}
			var next [][]SignSet
			for _, r := range rows {
				for _, sign := range options {
					next = append(next, append(slices.Clip(r), sign))
				}
			}
			if rows = next; len(rows) > maxSolutionRows {
				return nil
			}
		}
		for _, r := range rows {
			key := make([]byte, len(r))
			for k, sign := range r {
				key[k] = byte(sign)
			}
			if !seen[string(key)] {
				seen[string(key)] = true
				t.cells = append(t.cells, signCell{signs: r, in: s.in})
			}
		}
		if len(t.cells) > maxSolutionRows {
			return nil
		}
	}
	return t
}
