package prove

import (
	"slices"

	"brink/games/expr"
	"brink/solver/exact"
)

// Positivity on boxes: a polynomial lies between the least and the largest of its
// Bernstein coefficients on a box (Cargo and Shisha 1966, "The Bernstein form of a
// polynomial"), and they converge to its values as the box is halved (Garloff
// 1986, "Convergent bounds for the range of multivariate polynomials"). Sign
// conditions whose variables are all confined to intervals are refuted by a tree
// of halvings at whose leaves the coefficients of one of them have wrong signs.
// That is cheap where the conditions fail by some margin, and for any number of
// variables; where they fail by nothing at some point it never ends, so it stops
// early and leaves the case to coverings.

// bernstein is the tensor of the Bernstein coefficients of a polynomial on a box,
// the last variable running fastest.
type bernstein struct {
	vars []expr.Var
	deg  []int
	c    []exact.Rat
}

// span is a closed interval.
type span struct{ lo, hi exact.Rat }

// Limits of the search for a tree.
const (
	maxBernsteinVars  = 6
	maxBernsteinCoefs = 2048 // of one polynomial
	bernsteinUnits    = 6000 // for each variable
)

// newBernstein computes the coefficients of p on a box that bounds its variables.
func newBernstein(p expr.Poly, box map[expr.Var]span) *bernstein {
	b := &bernstein{vars: p.Vars()}
	size := 1
	for _, v := range b.vars {
		b.deg = append(b.deg, p.Degree(v))
		if size *= p.Degree(v) + 1; size > maxBernsteinCoefs {
			return nil
		}
	}
	b.c = make([]exact.Rat, size)
	for i := range p.Terms() {
		c, e := p.Term(i)
		at := 0
		for k, v := range b.vars {
			at *= b.deg[k] + 1
			if v < len(e) {
				at += int(e[v])
			}
		}
		b.c[at] = ratInt(c)
	}
	for k, v := range b.vars {
		iv := box[v]
		b.lines(k, func(a []exact.Rat) { toBernstein(a, iv) })
	}
	return b
}

// toBernstein turns the coefficients of 1, x, x², … into Bernstein coefficients on
// an interval: b_j = Σ C(j,i)/C(d,i)·a_i for the coefficients a of p(lo + w·t).
func toBernstein(a []exact.Rat, iv span) {
	d := len(a) - 1
	for i := range d {
		for k := d - 1; k >= i; k-- {
			a[k] = a[k].Add(a[k+1].Mul(iv.lo))
		}
	}
	w := iv.hi.Sub(iv.lo)
	scale := w
	for i := 1; i <= d; i++ {
		a[i] = a[i].Mul(scale)
		scale = scale.Mul(w)
	}
	binomial := exact.RatInt(1)
	for i := 1; i <= d; i++ {
		binomial = binomial.Mul(exact.RatFrac(int64(d-i+1), int64(i)))
		a[i] = a[i].Quo(binomial)
	}
	// Σ C(j,i)·a_i by repeated sums.
	for i := range d {
		for k := d; k > i; k-- {
			a[k] = a[k].Add(a[k-1])
		}
	}
}

// lines hands each line of the tensor along axis k to f, which changes it.
func (b *bernstein) lines(k int, f func([]exact.Rat)) {
	stride := 1
	for _, d := range b.deg[k+1:] {
		stride *= d + 1
	}
	n := b.deg[k] + 1
	line := make([]exact.Rat, n)
	for at := range b.c {
		if at/stride%n != 0 {
			continue
		}
		for i := range n {
			line[i] = b.c[at+i*stride]
		}
		f(line)
		for i := range n {
			b.c[at+i*stride] = line[i]
		}
	}
}

// halve returns the coefficients on the two halves of the box along a variable
// (de Casteljau's algorithm).
func (b *bernstein) halve(v expr.Var) [2]*bernstein {
	k := slices.Index(b.vars, v)
	if k < 0 {
		return [2]*bernstein{b, b}
	}
	low := &bernstein{b.vars, b.deg, slices.Clone(b.c)}
	high := &bernstein{b.vars, b.deg, slices.Clone(b.c)}
	mean := func(x, y exact.Rat) exact.Rat { return x.Add(y).Mul(oneHalf) }
	low.lines(k, func(a []exact.Rat) {
		for i := 1; i < len(a); i++ {
			for j := len(a) - 1; j >= i; j-- {
				a[j] = mean(a[j-1], a[j])
			}
		}
	})
	high.lines(k, func(a []exact.Rat) {
		for i := 1; i < len(a); i++ {
			for j := range len(a) - i {
				a[j] = mean(a[j], a[j+1])
			}
		}
	})
	return [2]*bernstein{low, high}
}

var oneHalf = exact.RatFrac(1, 2)

// signs are the signs that the polynomial can have on the box, at least.
func (b *bernstein) signs() SignSet {
	var s SignSet
	for _, c := range b.c {
		s |= SignOf(c.Sign())
	}
	if s&Neg != 0 && s&Pos != 0 {
		return Any
	}
	return s
}

// slope measures how much the coefficients vary along axis k.
func (b *bernstein) slope(k int) exact.Rat {
	var sum exact.Rat
	b.lines(k, func(a []exact.Rat) {
		for i := 1; i < len(a); i++ {
			sum = sum.Add(a[i].Sub(a[i-1]).Abs())
		}
	})
	return sum
}

// corner is the value at a corner of the box, given by the variables that are at
// their upper ends.
func (b *bernstein) corner(upper func(expr.Var) bool) exact.Rat {
	at := 0
	for k, v := range b.vars {
		at *= b.deg[k] + 1
		if upper(v) {
			at += b.deg[k]
		}
	}
	return b.c[at]
}

// boxTree refutes sign conditions on a box: a leaf by the literal that fails
// everywhere on it, an inner node by the two halves along a variable.
type boxTree struct {
	lit   int // of a leaf; -1 otherwise
	v     expr.Var
	at    exact.Rat
	parts [2]*boxTree
}

// boxSearch looks for a tree.
type boxSearch struct {
	lits []lit
	vars []expr.Var
	work *budget
}

// refuteOnBox refutes literals that bound their variables; nil when there is no
// such tree within the limits. The lemma that it returns holds the literals used.
func (s *search) refuteOnBox(part []lit) *lemma {
	box, bounds := s.boxOf(part)
	if len(box) < 2 || len(box) > maxBernsteinVars {
		return nil
	}
	b := &boxSearch{lits: part}
	for v := range box {
		b.vars = append(b.vars, v)
	}
	slices.Sort(b.vars)
	b.work = &budget{ctx: s.work.ctx, left: min(bernsteinUnits*len(b.vars), s.work.left/4)}
	given := b.work.left
	tensors := make([]*bernstein, len(part))
	for i, x := range part {
		f := s.lib.factor(x.id)
		if f.deg == 1 && len(f.vars) == 1 {
			continue // a bound
		}
		if slices.ContainsFunc(f.vars, func(v expr.Var) bool { _, ok := box[v]; return !ok }) {
			continue
		}
		if tensors[i] = newBernstein(f.p, box); tensors[i] != nil {
			b.work.spend(len(tensors[i].c))
		}
	}
	tree := b.refute(tensors, box)
	s.work.spend(given - max(b.work.left, 0))
	if tree == nil {
		return nil
	}
	l := &lemma{box: tree}
	place := map[int]int{} // literal of the part -> of the lemma
	keep := func(i int, set SignSet) {
		if _, ok := place[i]; !ok {
			place[i] = len(l.lits)
			l.lits = append(l.lits, lit{part[i].id, set})
		}
	}
	// The box is closed, so strict bounds may be weakened.
	bound := func(v expr.Var) {
		for _, i := range bounds[v] {
			set := part[i].set
			if set != Zero {
				set |= Zero
			}
			keep(i, set)
		}
	}
	var renumber func(t *boxTree)
	renumber = func(t *boxTree) {
		if t.lit < 0 {
			bound(t.v)
			renumber(t.parts[0])
			renumber(t.parts[1])
			return
		}
		for _, v := range s.lib.factor(part[t.lit].id).vars {
			bound(v)
		}
		keep(t.lit, part[t.lit].set)
		t.lit = place[t.lit]
	}
	renumber(tree)
	return l
}

// boxOf collects the variables that literals bound on both sides, and which
// literals do.
func (s *search) boxOf(part []lit) (map[expr.Var]span, map[expr.Var][2]int) {
	type ends struct {
		span
		by [2]int
	}
	all := map[expr.Var]*ends{}
	for i, x := range part {
		f := s.lib.factor(x.id)
		if f.deg != 1 || len(f.vars) != 1 || x.set == NonZero {
			continue
		}
		e := all[f.vars[0]]
		if e == nil {
			e = &ends{by: [2]int{-1, -1}}
			all[f.vars[0]] = e
		}
		at := f.konst.Neg().Quo(f.scale) // the leading coefficient is positive
		if x.set&Neg == 0 && (e.by[0] < 0 || at.Cmp(e.lo) > 0) {
			e.lo, e.by[0] = at, i
		}
		if x.set&Pos == 0 && (e.by[1] < 0 || at.Cmp(e.hi) < 0) {
			e.hi, e.by[1] = at, i
		}
	}
	box, bounds := map[expr.Var]span{}, map[expr.Var][2]int{}
	for v, e := range all {
		if e.by[0] >= 0 && e.by[1] >= 0 && e.lo.Cmp(e.hi) <= 0 {
			box[v], bounds[v] = e.span, e.by
		}
	}
	return box, bounds
}

// refute builds the tree for a box; tensors of literals that no longer matter are
// nil.
func (b *boxSearch) refute(tensors []*bernstein, box map[expr.Var]span) *boxTree {
	tensors = slices.Clone(tensors)
	units, open := 1, false
	for i, t := range tensors {
		if t == nil {
			continue
		}
		units += len(t.c)
		switch signs := t.signs(); {
		case signs&b.lits[i].set == 0:
			return &boxTree{lit: i}
		case signs&^b.lits[i].set == 0:
			tensors[i] = nil // holds on the whole box
		default:
			open = true
		}
	}
	if !open || !b.work.spend(units) || b.hopeless(tensors) {
		return nil
	}
	v := b.steepest(tensors)
	iv := box[v]
	mid := iv.lo.Add(iv.hi).Mul(oneHalf)
	tree := &boxTree{lit: -1, v: v, at: mid}
	var halves [2][]*bernstein
	for _, t := range tensors {
		h := [2]*bernstein{}
		if t != nil {
			h = t.halve(v)
		}
		halves[0], halves[1] = append(halves[0], h[0]), append(halves[1], h[1])
	}
	defer func() { box[v] = iv }()
	for k, part := range [2]span{{iv.lo, mid}, {mid, iv.hi}} {
		box[v] = part
		if tree.parts[k] = b.refute(halves[k], box); tree.parts[k] == nil {
			return nil
		}
	}
	return tree
}

// hopeless reports whether some corner of the box satisfies all conditions: no
// tree can refute it then.
func (b *boxSearch) hopeless(tensors []*bernstein) bool {
corners:
	for mask := range 1 << len(b.vars) {
		upper := func(v expr.Var) bool { return mask>>slices.Index(b.vars, v)&1 == 1 }
		for i, t := range tensors {
			if t != nil && SignOf(t.corner(upper).Sign())&b.lits[i].set == 0 {
				continue corners
			}
		}
		return true
	}
	return false
}

// steepest picks the variable along which the open conditions vary most.
func (b *boxSearch) steepest(tensors []*bernstein) expr.Var {
	best, most := b.vars[0], exact.Rat{}
	for _, v := range b.vars {
		var sum exact.Rat
		for _, t := range tensors {
			if t == nil {
				continue
			}
			if k := slices.Index(t.vars, v); k >= 0 {
				sum = sum.Add(t.slope(k))
			}
		}
		if sum.Cmp(most) > 0 {
			best, most = v, sum
		}
	}
	return best
}
