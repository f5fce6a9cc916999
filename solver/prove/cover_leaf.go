package prove

import (
	"slices"

	"brink/games/algebra"
	"brink/solver/exact"
)

// coverLeaf decides the sign conditions of a leaf completely, one connected
// component of variables at a time: contradictory ones become a lemma, and
// points of the components combine to a model.
func (s *search) coverLeaf() bool {
	var lits []lit
	for id, d := range s.dom {
		if d != s.lib.factor(int32(id)).shape {
			lits = append(lits, lit{int32(id), d})
		}
	}
	if s.depth < maxSubstitutions {
		if done, sat := s.substituteLeaf(lits); done {
			return sat
		}
	}
	model := &exact.Tower{}
	for _, part := range s.components(lits) {
		l, open := s.refuteOnBox(part, glanceUnits)
		if l != nil {
			s.learn(*l)
			return false
		}
		conds := make([]signCondition, len(part))
		for i, x := range part {
			conds[i] = signCondition{s.lib.factor(x.id).p, x.set}
		}
		var r coverResult
		if open {
			if r = s.tryCovering(conds, shortPatience); r.ans == Unknown && !s.work.out() {
				if l, _ := s.refuteOnBox(part, bernsteinUnits); l != nil {
					s.learn(*l)
					return false
				}
			}
		}
		if r.ans == Unknown && !s.work.out() {
			r = s.decideConditions(conds)
		}
		if s.model != nil {
			return true
		}
		switch r.ans {
		case No:
			l := lemma{cells: &r}
			for _, i := range r.core {
				l.lits = append(l.lits, part[i])
			}
			s.learn(l)
			return false
		case Unknown:
			s.partial = true
			return false
		}
		for i := range r.at.Len() {
			switch v, q, root := r.at.Coordinate(i); {
			case root != nil:
				model.PushRoot(v, root)
			default:
				model.PushRat(v, q)
			}
		}
	}
	return s.tryTower(model)
}

// maxSubstitutions bounds the equations solved one after the other.
const maxSubstitutions = 8

// decideConditions runs a covering. When that takes long, searches for a model of
// the whole problem come first; the caller looks at s.model.
func (s *search) decideConditions(conds []signCondition) coverResult {
	if r := s.tryCovering(conds, patience); r.ans != Unknown || s.work.out() {
		return r
	}
	if !s.searched {
		s.searched = true
		if s.localSearch(s.work.left / 20) {
			return coverResult{}
		}
	}
	if !s.sliced {
		if r := s.tryCovering(conds, longPatience); r.ans != Unknown || s.work.out() {
			return r
		}
		s.sliced = true
		if s.sliceSearch(s.work.left / 4) {
			return coverResult{}
		}
	}
	return runCovering(conds, s.prefer, s.work)
}

// The work after which a covering is interrupted for a search on boxes, for a local
// search, and for a search of slices.
const (
	shortPatience = 4_000
	patience      = 30_000
	longPatience  = 200_000
)

// tryCovering runs a covering with bounded work.
func (s *search) tryCovering(conds []signCondition, units int) coverResult {
	work := s.work.part(units)
	r := runCovering(conds, s.prefer, work)
	s.work.settle(work)
	return r
}

// components groups literals that share variables, directly or through others.
func (s *search) components(lits []lit) [][]lit {
	group := map[algebra.Var]int{} // variable -> component
	var parts [][]lit
	for _, x := range lits {
		vars := s.lib.factor(x.id).vars
		home := -1
		for _, v := range vars {
			g, ok := group[v]
			switch {
			case !ok:
			case home < 0:
				home = g
			case g != home: // join
				parts[home] = append(parts[home], parts[g]...)
				parts[g] = nil
				for u, h := range group {
					if h == g {
						group[u] = home
					}
				}
			}
		}
		if home < 0 {
			home = len(parts)
			parts = append(parts, nil)
		}
		for _, v := range vars {
			group[v] = home
		}
		parts[home] = append(parts[home], x)
	}
	parts = slices.DeleteFunc(parts, func(p []lit) bool { return len(p) == 0 })
	slices.SortStableFunc(parts, func(a, b []lit) int { return len(a) - len(b) })
	return parts
}

// tryTower accepts an algebraic point that satisfies all roots; variables that
// it leaves open get their preferred values.
func (s *search) tryTower(t *exact.Tower) bool {
	at := s.startPoint()
	irrational := false
	given := make([]bool, len(at))
	for i := range t.Len() {
		v, q, root := t.Coordinate(i)
		given[v] = true
		if root == nil {
			at[v] = q
		}
		irrational = irrational || root != nil
	}
	if !irrational {
		if s.tryPoint(at) {
			return true
		}
		s.partial = true
		return false
	}
	for v, ok := range given {
		if !ok {
			t.PushRat(v, at[v])
		}
	}
	t.Spend = s.work.spend
	if !s.satisfies(&point{lib: s.lib, tower: t, signs: map[int32]int{}}) || t.Stopped() {
		s.partial = true
		return false
	}
	t.Spend = nil
	s.model = towerModel(s.work.ctx, t, s.nvars)
	return true
}
