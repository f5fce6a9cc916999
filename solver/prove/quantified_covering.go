package prove

import (
	"slices"

	"brink/games/algebra"
	"brink/solver/exact"
)

// quantified decides "there are reals for the last variables such that the body
// holds" over sample points of the first ones, its free variables, by cylindrical
// algebraic coverings, and says on which polynomials the answer depends (Kremer
// and Nalbach 2023, "Cylindrical algebraic coverings for quantifiers"): wherever
// around the sample those keep their signs, the answer is the same. Formulas are
// taken as they are, without a disjunctive normal form.
type quantified struct {
	covering
	lib  *library
	free int             // how many of the variables in order are free
	ids  map[int32]int32 // factors of the library -> polynomials of the projector
}

// newQuantified prepares the decision of nodes in which the variables of vars
// are quantified.
func newQuantified(lib *library, vars []algebra.Var, nodes []*node, work *budget) *quantified {
	facts := factorsOf(nodes)
	conds := make([]signCondition, len(facts))
	for i, id := range facts {
		conds[i].p = lib.factor(id).p
	}
	order := variableOrder(conds)
	bound := func(v algebra.Var) bool { return slices.Contains(vars, v) }
	slices.SortStableFunc(order, func(a, b algebra.Var) int {
		switch {
		case bound(a) == bound(b):
			return 0
		case bound(a):
			return 1
		}
		return -1
	})
	q := &quantified{lib: lib, ids: map[int32]int32{}}
	q.covering = covering{alg: newAlgebra(order, work), at: &exact.Tower{Spend: work.spend}, work: work}
	q.cache = make([]map[int32][]*exact.Root, len(order)+1)
	for _, v := range order {
		if !bound(v) {
			q.free++
		}
	}
	for _, id := range facts {
		q.ids[id] = q.alg.intern(lib.factor(id).p)
	}
	return q
}

// stopped reports whether the budget ran out; results since then mean nothing.
func (q *quantified) stopped() bool { return q.work.out() || q.at.Stopped() }

// known is the sign of a factor when the present point determines it.
func (q *quantified) known(id int32) (SignSet, bool) {
	k := q.ids[id]
	if q.alg.polys[k].level >= q.at.Len() {
		return Any, false
	}
	return SignOf(q.sign(k)), true
}

// judge evaluates a node at the present point, which may leave it open, and
// lists the polynomials whose signs there settle it.
func (q *quantified) judge(n *node) (truth, []int32) {
	switch n.kind {
	case nTrue:
		return yes, nil
	case nFalse:
		return no, nil
	case nLit:
		sign, ok := q.known(n.id)
		if !ok {
			return open, nil
		}
		return within(sign, n.set), []int32{q.ids[n.id]}
	case nProd:
		return q.judgeProduct(n)
	}
	// One part settles a conjunction that is false; all parts one that is true.
	decisive, other := no, yes
	if n.kind == nOr {
		decisive, other = yes, no
	}
	var best []int32
	var all polySet
	found, undecided := false, false
	for _, a := range n.args {
		t, why := q.judge(a)
		switch {
		case t == decisive && (!found || q.cost(why) < q.cost(best)):
			found, best = true, why
		case t == open:
			undecided = true
		}
		all.add(why...)
	}
	switch {
	case found:
		return decisive, best
	case undecided:
		return open, nil
	}
	return other, all.ids
}

func (q *quantified) judgeProduct(n *node) (truth, []int32) {
	sign, complete := Pos, true
	var why []int32
	for _, id := range n.ids {
		s, ok := q.known(id)
		if !ok {
			complete = false
			continue
		}
		if s == Zero {
			return within(Zero, n.set), []int32{q.ids[id]}
		}
		sign = sign.Mul(s)
		why = append(why, q.ids[id])
	}
	if !complete {
		return open, nil
	}
	return within(sign, n.set), why
}

// cost estimates what the projection of polynomials will take.
func (q *quantified) cost(ids []int32) int {
	sum := 0
	for _, id := range ids {
		p := q.alg.polys[id]
		if p.level >= 0 {
			d := p.p.Degree(q.alg.order[p.level])
			sum += (1 + p.level) * d * d * (1 + p.p.Terms())
		}
	}
	return sum
}

// exists decides the body over the present point by choosing values for the
// variables that are left. It returns polynomials in the variables of the point
// on which the answer depends.
func (q *quantified) exists(body *node) (bool, []int32) {
	if !q.work.spend(5) || q.at.Stopped() {
		return false, nil
	}
	switch t, why := q.judge(body); t {
	case yes:
		return true, why
	case no:
		return false, why
	}
	lv := q.at.Len()
	v := q.alg.order[lv]
	var all []*cell
	for {
		chain, sample := q.sweep(all)
		if q.stopped() || !q.work.spend(5) {
			return false, nil
		}
		if sample == nil { // no value does
			return false, q.project(chain, v)
		}
		q.push(sample)
		found, why := q.exists(body)
		q.at.Pop()
		if q.stopped() {
			return false, nil
		}
		x := q.around(lv, sample, why, nil)
		if x.lo == nil || x.hi == nil || x.lo != x.hi {
			x.hasLo, x.hasHi = false, false
		}
		if found {
			return true, q.projectWitness(x, v)
		}
		all = append(all, x)
	}
}
