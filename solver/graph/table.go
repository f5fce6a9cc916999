package graph

import (
	"context"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// Conditions decides the conditions of tables on the graph of the functions of a model.
type Conditions struct {
	h     *games.Header
	hyps  expr.Formula // without facts about terms
	facts map[int]expr.Formula
	opt   prove.Options
}

// NewConditions prepares for a model; nil where it has no exp or log.
func NewConditions(m games.Model, opt prove.Options) *Conditions {
	h := m.Head()
	terms := h.Terms()
	if !Transcendental(h, terms) {
		return nil
	}
	c := &Conditions{h: h, facts: make(map[int]expr.Formula), opt: opt}
	c.hyps = h.WithoutFacts(games.Hypotheses(m))
	for _, i := range terms {
		c.facts[i] = h.Params[i].Within
	}
	c.opt.Names, c.opt.Prefer = h.Names(), h.Defaults()
	return c
}

// Possible reports whether f holds somewhere under the hypotheses of the model.
func (c *Conditions) Possible(ctx context.Context, f expr.Formula) prove.Answer {
	if f.IsFalse() {
		return prove.No
	}
	terms := c.mentioned(expr.And(c.hyps, f))
	t := &task{h: c.h, terms: terms, all: c.hyps, opt: c.opt, points: start(c.h)}
	for _, i := range terms {
		t.facts = append(t.facts, c.facts[i])
	}
	pairs, always := relations(c.h, terms, expr.And(c.hyps, f))
	t.pairs = pairs
	t.learn(always)
	return t.search(ctx, f).ans
}

// maxConjuncts bounds the conjuncts of a condition that are examined one by one.
const maxConjuncts = 6

// Settle returns true or false for a condition that always or never holds on the graph,
// and else the condition without the conjuncts that the others imply there; the answer
// is whether it can hold.
func (c *Conditions) Settle(ctx context.Context, f expr.Formula) (expr.Formula, prove.Answer) {
	if !Transcendental(c.h, c.mentioned(f)) {
		if f.IsFalse() {
			return f, prove.No
		}
		return f, prove.Yes
	}
	ans := c.Possible(ctx, f)
	switch {
	case ans == prove.No:
		return expr.False(), ans
	case ans == prove.Yes && c.Possible(ctx, expr.Not(f)) == prove.No:
		return expr.True(), ans
	}
	all := f.Conjuncts()
	if len(all) > maxConjuncts {
		return f, ans
	}
	for i := len(all) - 1; i >= 0 && len(all) > 1; i-- {
		rest := slices.Delete(slices.Clone(all), i, i+1)
		if c.Possible(ctx, expr.And(append(rest, expr.Not(all[i]))...)) == prove.No {
			all = rest
		}
	}
	return expr.And(all...), ans
}

// mentioned lists the terms of a formula, and those that their arguments mention.
func (c *Conditions) mentioned(f expr.Formula) []int {
	used := make(map[algebra.Var]bool)
	for _, v := range f.Vars() {
		used[v] = true
	}
	all := c.h.Terms()
	var out []int
	for k := len(all) - 1; k >= 0; k-- {
		i := all[k]
		if !used[i] {
			continue
		}
		out = append([]int{i}, out...)
		for _, v := range c.h.Params[i].Derived.Arg.Vars() {
			used[v] = true
		}
	}
	return out
}
