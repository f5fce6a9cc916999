package prove

import (
	"maps"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
	"brink/solver/prove/check"
)

// evidence turns what a finished search learned into data that package check
// verifies: the lemmas, what is known of factors by their shape, and how the
// polynomials of the formulas factor.
func (s *search) evidence(formulas []expr.Formula) *check.Evidence {
	ev := &check.Evidence{}
	seen := map[string]bool{}
	used := map[int32]bool{}
	for _, f := range formulas {
		f.Atoms(func(a expr.Atom) {
			key := a.P.Key()
			if seen[key] {
				return
			}
			seen[key] = true
			fs := s.lib.factorise(s.work.ctx, a.P)
			for _, q := range fs.List {
				used[s.lib.polyID(q.P)] = true
			}
			ev.Factored = append(ev.Factored, factored(a.P, fs))
		})
	}
	for i := range s.lemmas {
		l := &s.lemmas[i]
		for _, x := range l.lits {
			used[x.id] = true
		}
		ev.Lemmas = append(ev.Lemmas, s.export(l))
	}
	for id := range int32(len(s.lib.snapshot())) {
		if used[id] {
			if l, ok := s.lib.factor(id).shapeLemma(); ok {
				ev.Lemmas = append(ev.Lemmas, l)
			}
		}
	}
	return ev
}

func factored(p algebra.Poly, fs algebra.Factors) check.Factored {
	out := check.Factored{P: p, Constant: fs.Constant}
	for _, q := range fs.List {
		out.List = append(out.List, check.Power{P: q.P, N: q.N})
	}
	return out
}

// snapshot is the list of factors numbered so far.
func (l *library) snapshot() []*factor {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.facts
}

func (s *search) export(l *lemma) check.Lemma {
	var out check.Lemma
	for _, x := range l.lits {
		out.Lits = append(out.Lits, check.Literal{P: s.lib.factor(x.id).p, Set: check.Signs(x.set)})
	}
	if l.cells != nil {
		out.Cover = &check.Cover{Order: l.cells.order, Cells: exportCells(l.cells.cells, l.cells.core)}
		for _, key := range slices.Sorted(maps.Keys(l.cells.parts)) {
			if x := l.cells.parts[key]; len(x.fs.List) > 1 || x.fs.List[0].N > 1 {
				out.Cover.Factored = append(out.Cover.Factored, factored(x.p, x.fs))
			}
		}
		return out
	}
	if l.box != nil {
		out.Box = exportBox(l.box)
		return out
	}
	if l.subst != nil {
		b := s.lib.factor(l.lits[l.subst.equation].id).p.LeadCoeff(l.subst.v)
		f := factored(b, s.lib.factorise(s.work.ctx, b))
		out.Subst = &check.Substitution{Equation: l.subst.equation, Var: l.subst.v, Coefficient: &f, Rest: l.subst.sub.evidence(l.subst.formulas)}
		return out
	}
	for _, x := range l.sum {
		sm := check.Summand{Weight: x.weight.Big()}
		for _, f := range x.prod {
			sm.Factors = append(sm.Factors, check.Power{P: s.lib.factor(f.id).p, N: f.n})
		}
		out.Sum = append(out.Sum, sm)
	}
	return out
}

func exportBox(t *boxTree) *check.Box {
	if t.lit >= 0 {
		return &check.Box{Literal: t.lit}
	}
	return &check.Box{Literal: -1, Var: t.v, At: t.at.Big(), Parts: [2]*check.Box{exportBox(t.parts[0]), exportBox(t.parts[1])}}
}

// exportCells numbers conditions by their place in the core, which is that of
// the literals of the lemma.
func exportCells(cells []*cell, core []int) []check.Cell {
	place := map[int]int{}
	for k, i := range core {
		place[i] = k
	}
	var export func(cells []*cell) []check.Cell
	export = func(cells []*cell) []check.Cell {
		out := make([]check.Cell, len(cells))
		for i, x := range cells {
			if x.cond >= 0 {
				out[i].Literal = place[x.cond]
				continue
			}
			out[i] = check.Cell{Literal: -1, Sample: exportSample(x.sample), Cells: export(x.cover)}
		}
		return out
	}
	return export(cells)
}

func exportSample(r *exact.Root) check.Sample {
	if q, ok := r.Rational(); ok {
		return check.Sample{Rat: q.Big()}
	}
	iv := r.Isolating()
	return check.Sample{P: r.Poly(), Lo: iv.Lo.Big(), Hi: iv.Hi.Big()}
}

// shapeLemma says which signs a factor cannot have because it is a sum of even
// monomials with positive coefficients.
func (f *factor) shapeLemma() (check.Lemma, bool) {
	if f.shape == Any {
		return check.Lemma{}, false
	}
	// The missing signs satisfy -p >= 0 (or > 0); adding the monomials back gives
	// minus the constant term.
	l := check.Lemma{Lits: []check.Literal{{P: f.p, Set: check.Signs(Any &^ f.shape)}}}
	l.Sum = append(l.Sum, check.Summand{Weight: minusOne.Big(), Factors: []check.Power{{P: f.p, N: 1}}})
	for i := range f.p.Terms() {
		c, e := f.p.Term(i)
		sm := check.Summand{Weight: ratInt(c).Big()}
		for v, k := range e {
			if k > 0 {
				sm.Factors = append(sm.Factors, check.Power{P: algebra.Variable(v), N: int(k)})
			}
		}
		if len(sm.Factors) > 0 {
			l.Sum = append(l.Sum, sm)
		}
	}
	return l, true
}

var minusOne = exact.RatInt(-1)
