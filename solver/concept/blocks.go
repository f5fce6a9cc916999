package concept

import (
	"context"
	"slices"
	"sync"

	"brink/games/algebra"
	"brink/games/expr"
)

// settledParts remembers what became of parts of sentences, which come again in
// other sentences of the same model: what a receiver may believe after one message
// does not depend on what is done after another.
type settledParts struct {
	mu    sync.Mutex
	found map[string]Settled
}

// settlePart settles a part of a sentence, once for all parts that differ in the
// names of unknowns only.
func (s *Settler) settlePart(ctx context.Context, p block) Settled {
	first := len(s.head.Params)
	there := make(Renaming, p.vars[len(p.vars)-1]+1)
	for v := range there {
		there[v] = v
	}
	back := make(Renaming, first+len(p.vars))
	for v := range back {
		back[v] = v
	}
	for i, v := range p.vars {
		there[v], back[first+i] = first+i, v
	}
	f := there.Formula(expr.And(p.all...))
	key := f.Key()
	s.parts.mu.Lock()
	st, ok := s.parts.found[key]
	s.parts.mu.Unlock()
	if !ok {
		st = s.settle(ctx, Candidate{len(p.vars), f}, maxSplits)
		if ctx.Err() == nil {
			s.parts.mu.Lock()
			if s.parts.found == nil {
				s.parts.found = make(map[string]Settled)
			}
			s.parts.found[key] = st
			s.parts.mu.Unlock()
		}
	}
	values := slices.Clone(st.Values)
	for i, a := range values {
		if !a.Poly.IsZero() {
			values[i].Poly, values[i].Unknown = back.Poly(a.Poly), back[a.Unknown]
		}
	}
	st.Values = values
	return st
}

// block is a part of a conjunction with its unknowns, in ascending order.
type block struct {
	vars []algebra.Var
	all  []expr.Formula
}

// separate parts a conjunction into what mentions no unknown and parts that share
// none.
func separate(all []expr.Formula, vars []algebra.Var) (free expr.Formula, parts []block) {
	alone, groups := Apart(all, vars)
	for _, g := range groups {
		b := block{}
		for _, i := range g {
			b.all = append(b.all, all[i])
			for _, v := range all[i].Vars() {
				if slices.Contains(vars, v) {
					b.vars = append(b.vars, v)
				}
			}
		}
		slices.Sort(b.vars)
		b.vars = slices.Compact(b.vars)
		parts = append(parts, b)
	}
	var without []expr.Formula
	for _, i := range alone {
		without = append(without, all[i])
	}
	return expr.And(without...), parts
}

// Apart groups formulas, by their places, such that those of different groups share
// none of the unknowns; alone are those that mention none.
func Apart(all []expr.Formula, unknowns []algebra.Var) (alone []int, groups [][]int) {
	var vars [][]algebra.Var // by group
	for i, c := range all {
		var own []algebra.Var
		for _, v := range c.Vars() {
			if slices.Contains(unknowns, v) {
				own = append(own, v)
			}
		}
		if len(own) == 0 {
			alone = append(alone, i)
			continue
		}
		joined := []int{i}
		for k := 0; k < len(groups); {
			if !slices.ContainsFunc(vars[k], func(v algebra.Var) bool { return slices.Contains(own, v) }) {
				k++
				continue
			}
			own, joined = append(own, vars[k]...), append(groups[k], joined...)
			vars, groups = slices.Delete(vars, k, k+1), slices.Delete(groups, k, k+1)
		}
		vars, groups = append(vars, own), append(groups, joined)
	}
	return alone, groups
}
