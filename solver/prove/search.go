package prove

import (
	"brink/games/algebra"
	"brink/solver/exact"
)

// search decides whether the conjunction of its roots has a real solution, by
// case distinction on the signs of factors (the DPLL(T) scheme of Nieuwenhuis,
// Oliveras and Tinelli 2006). Branches are closed by lemmas only; lemmas learned
// in one branch prune the others.
type search struct {
	lib    *library
	work   *budget
	dom    []SignSet // of each factor: the signs that are left
	trail  []undoSign
	roots  []*node
	lemmas []lemma

	lp        *simplex
	cons      []constraint // what the bounds of lp stand for
	xOf       []int32      // of each form: its simplex variable + 1
	formOf    []int32      // of each simplex variable: its form
	synced    int          // trail entries that lp knows
	prefer    []exact.Rat
	nvars     int
	model     *Model
	pinned    []int32 // factors whose domain a model must respect, roots apart
	partial   bool    // some leaf stayed undecided
	searched  bool    // whether a local search was made
	sliced    bool    // whether slices were searched, or this is one
	logicOnly bool    // whether only lemmas close branches
	depth     int     // how many variables were substituted
	shallow   bool    // whether the costly last layer is left out
}

type undoSign struct {
	id  int32
	old SignSet
}

func (s *search) clone(work *budget) *search {
	c := *s
	c.work = work
	c.dom = append([]SignSet(nil), s.dom...)
	c.trail = append([]undoSign(nil), s.trail...)
	c.roots = append(make([]*node, 0, len(s.roots)+2), s.roots...)
	c.lemmas = append([]lemma(nil), s.lemmas...)
	c.lp = s.lp.clone()
	c.lp.work = work
	c.cons = append([]constraint(nil), s.cons...)
	c.xOf = append([]int32(nil), s.xOf...)
	c.formOf = append([]int32(nil), s.formOf...)
	return &c
}

func newSearch(lib *library, work *budget) *search {
	return &search{lib: lib, work: work, lp: &simplex{work: work}}
}

// domain is the set of signs left for a factor.
func (s *search) domain(id int32) SignSet {
	if int(id) >= len(s.dom) {
		return s.lib.factor(id).shape
	}
	return s.dom[id]
}

// narrow intersects a domain; false means it became empty.
func (s *search) narrow(id int32, set SignSet) bool {
	for int(id) >= len(s.dom) {
		s.dom = append(s.dom, s.lib.factor(int32(len(s.dom))).shape)
	}
	old := s.dom[id]
	if d := old & set; d != old {
		s.trail = append(s.trail, undoSign{id, old})
		s.dom[id] = d
		return d != 0
	}
	return true
}

type mark struct{ trail, synced, lp, cons int }

func (s *search) mark() mark { return mark{len(s.trail), s.synced, s.lp.mark(), len(s.cons)} }

func (s *search) undo(m mark) {
	for len(s.trail) > m.trail {
		u := s.trail[len(s.trail)-1]
		s.trail = s.trail[:len(s.trail)-1]
		s.dom[u.id] = u.old
	}
	s.synced = min(s.synced, m.synced)
	s.lp.undo(m.lp)
	s.cons = s.cons[:m.cons]
}

type truth uint8

const (
	open truth = iota
	yes
	no
)

// value evaluates a node under the domains.
func (s *search) value(n *node) truth {
	switch n.kind {
	case nTrue:
		return yes
	case nFalse:
		return no
	case nLit:
		return within(s.domain(n.id), n.set)
	case nProd:
		p := Pos
		for _, id := range n.ids {
			p = p.Mul(s.domain(id))
		}
		return within(p, n.set)
	case nAnd:
		t := yes
		for _, a := range n.args {
			switch s.value(a) {
			case no:
				return no
			case open:
				t = open
			}
		}
		return t
	}
	t := no
	for _, a := range n.args {
		switch s.value(a) {
		case yes:
			return yes
		case open:
			t = open
		}
	}
	return t
}

func within(d, set SignSet) truth {
	switch {
	case d&set == 0:
		return no
	case d&^set == 0:
		return yes
	}
	return open
}

// assume draws the consequences of n being true; false is a conflict.
func (s *search) assume(n *node) bool {
	switch n.kind {
	case nTrue:
		return true
	case nFalse:
		return false
	case nLit:
		return s.narrow(n.id, n.set)
	case nAnd:
		for _, a := range n.args {
			if !s.assume(a) {
				return false
			}
		}
		return true
	case nProd:
		return s.assumeProduct(n)
	}
	var last *node
	for _, a := range n.args {
		switch s.value(a) {
		case yes:
			return true
		case open:
			if last != nil {
				return true
			}
			last = a
		}
	}
	return last != nil && s.assume(last)
}

func (s *search) assumeProduct(n *node) bool {
	rest, openID, opens := Pos, int32(-1), 0
	for _, id := range n.ids {
		if n.set&Zero == 0 && !s.narrow(id, NonZero) {
			return false
		}
		d := s.domain(id)
		if d == Zero { // the whole product vanishes
			return n.set&Zero != 0
		}
		if d == Pos || d == Neg {
			rest = rest.Mul(d)
			continue
		}
		opens++
		openID = id
	}
	switch opens {
	case 0:
		return rest&n.set != 0
	case 1:
		set := n.set
		if rest == Neg {
			set = set.Flip()
		}
		return s.narrow(openID, set)
	}
	return true
}

// propagate runs Boolean and arithmetic consequences to a fixed point; false is
// a conflict.
func (s *search) propagate() bool {
	for {
		if !s.propagateBoolean() {
			return false
		}
		if s.logicOnly {
			return true
		}
		before := len(s.trail)
		if !s.propagateLinear() {
			return false
		}
		if len(s.trail) == before {
			return true
		}
	}
}

func (s *search) propagateBoolean() bool {
	for {
		before := len(s.trail)
		for _, r := range s.roots {
			if !s.assume(r) {
				return false
			}
		}
		for i := range s.lemmas {
			if !s.assumeLemma(&s.lemmas[i]) {
				return false
			}
		}
		if len(s.trail) == before {
			return true
		}
	}
}

// assumeLemma: not all literals hold.
func (s *search) assumeLemma(l *lemma) bool {
	free := -1
	for i, x := range l.lits {
		switch within(s.domain(x.id), x.set) {
		case no:
			return true
		case open:
			if free >= 0 {
				return true
			}
			free = i
		}
	}
	return free >= 0 && s.narrow(l.lits[free].id, ^l.lits[free].set&Any)
}

func (s *search) learn(l lemma) { s.lemmas = append(s.lemmas, l) }

// solve searches; Yes means that a model was found.
func (s *search) solve() Answer {
	s.partial = false
	if s.tryPoint(s.startPoint()) || s.branch() {
		return Yes
	}
	if !s.partial {
		return No
	}
	if s.lastResort() {
		return Yes
	}
	return Unknown
}

// branch explores the current domains and reports whether a model was found.
func (s *search) branch() bool {
	// Propagation looks at every factor, some several times.
	if !s.work.spend(1 + len(s.dom)/4) {
		s.partial = true
		return false
	}
	if !s.propagate() {
		return false
	}
	if s.work.out() {
		s.partial = true
		return false
	}
	x, found := s.decision()
	if !found {
		return s.leaf()
	}
	return s.split(x)
}

// split distinguishes whether a literal holds.
func (s *search) split(x lit) bool {
	d := s.domain(x.id)
	for _, part := range [2]SignSet{d & x.set, d &^ x.set} {
		m := s.mark()
		if s.narrow(x.id, part) && s.branch() {
			return true
		}
		s.undo(m)
		if s.work.out() {
			s.partial = true
			return false
		}
	}
	return false
}

// decision picks an undetermined literal of an undetermined root.
func (s *search) decision() (lit, bool) {
	for _, r := range s.roots {
		if x, ok := s.openLiteral(r); ok {
			return x, true
		}
	}
	return lit{}, false
}

func (s *search) openLiteral(n *node) (lit, bool) {
	if s.value(n) != open {
		return lit{}, false
	}
	switch n.kind {
	case nLit:
		return lit{n.id, n.set}, true
	case nProd:
		for _, id := range n.ids {
			d := s.domain(id)
			if d.single() {
				continue
			}
			if d&Pos != 0 {
				return lit{id, Pos}, true
			}
			return lit{id, Neg}, true
		}
	}
	for _, a := range n.args {
		if x, ok := s.openLiteral(a); ok {
			return x, true
		}
	}
	return lit{}, false
}

// leaf is reached when the domains make all roots true: what is left is to find
// a point, or to show that there is none.
func (s *search) leaf() bool {
	if s.logicOnly {
		return true
	}
	if s.simplexPoint() {
		return true
	}
	var nonlinear, twoSided bool
	var side lit
	for id, d := range s.dom {
		f := s.lib.factor(int32(id))
		if d == f.shape {
			continue
		}
		nonlinear = nonlinear || f.deg > 1
		if d == NonZero && f.deg == 1 && !twoSided {
			twoSided, side = true, lit{int32(id), Neg}
		}
	}
	switch {
	case nonlinear && !s.shallow:
		return s.coverLeaf()
	case twoSided: // not convex: take the sides apart
		return s.split(side)
	}
	s.partial = true
	return false
}

// holds evaluates a node at a point.
func (s *search) holds(n *node, at *point) bool {
	switch n.kind {
	case nLit:
		return n.set&SignOf(at.sign(n.id)) != 0
	case nProd:
		p := 1
		for _, id := range n.ids {
			p *= at.sign(id)
		}
		return n.set&SignOf(p) != 0
	case nAnd:
		for _, a := range n.args {
			if !s.holds(a, at) {
				return false
			}
		}
		return true
	case nOr:
		for _, a := range n.args {
			if s.holds(a, at) {
				return true
			}
		}
		return false
	}
	return n.kind == nTrue
}

// point is a rational or algebraic point and the signs of the factors met so
// far.
type point struct {
	lib   *library
	at    []exact.Rat
	tower *exact.Tower // nil for a rational point
	signs map[int32]int
	// cost counts tenths of a work unit spent on evaluation.
	cost int
}

func (p *point) sign(id int32) int {
	if g, ok := p.signs[id]; ok {
		return g
	}
	var g int
	if f := p.lib.factor(id); p.tower != nil {
		g = p.tower.Sign(f.p)
	} else {
		g = evalPoly(f.p, p.at).Sign()
		p.cost += f.p.Terms() * (1 + f.deg) * p.words()
	}
	p.signs[id] = g
	return g
}

// words weighs the size of the coordinates: 1 for machine words, and about four
// for every word beyond.
func (p *point) words() int {
	w := 1
	for _, x := range p.at {
		if b := x.BitLen(); b > 63 {
			w = max(w, 1+(b-63)/16)
		}
	}
	return w
}

// evalPoly evaluates p at a point; coordinates beyond it are 0.
func evalPoly(p algebra.Poly, at []exact.Rat) exact.Rat {
	var sum exact.Rat
	var stack [8][]exact.Rat
	powers := stack[:0] // of each coordinate, from the first
	for i := range p.Terms() {
		c, e := p.Term(i)
		t := ratInt(c)
		for v, k := range e {
			if k == 0 {
				continue
			}
			if v >= len(at) {
				t = exact.Rat{}
				break
			}
			for len(powers) <= v {
				powers = append(powers, nil)
			}
			if len(powers[v]) == 0 {
				powers[v] = append(powers[v], at[v])
			}
			for len(powers[v]) < int(k) {
				powers[v] = append(powers[v], powers[v][len(powers[v])-1].Mul(at[v]))
			}
			t = t.Mul(powers[v][k-1])
		}
		sum = sum.Add(t)
	}
	return sum
}

// tryPoint accepts a point that satisfies all roots.
func (s *search) tryPoint(at []exact.Rat) bool {
	p := &point{lib: s.lib, at: at, signs: map[int32]int{}}
	ok := s.satisfies(p)
	s.work.spend(p.cost / 10)
	if !ok {
		return false
	}
	s.model = rationalModel(at)
	return true
}

func (s *search) satisfies(p *point) bool {
	for _, id := range s.pinned {
		if s.domain(id)&SignOf(p.sign(id)) == 0 {
			return false
		}
	}
	for _, r := range s.roots {
		if !s.holds(r, p) {
			return false
		}
	}
	return true
}
