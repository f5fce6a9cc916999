package prove

import (
	"math"
	"math/big"
	"slices"

	"brink/games/algebra"
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
// the last variable running fastest. The coefficients are c/scale: integers over a
// common positive denominator, since only their signs and proportions matter and
// fractions in lowest terms would cost a greatest common divisor each.
type bernstein struct {
	vars  []algebra.Var
	deg   []int
	c     []algebra.Int
	scale algebra.Int
}

// span is a closed interval.
type span struct{ lo, hi exact.Rat }

// Limits of the search for a tree.
const (
	maxBernsteinVars  = 6
	maxBernsteinCoefs = 2048 // of one polynomial
	bernsteinUnits    = 6000 // for each variable
	glanceUnits       = 200  // likewise, before a covering is tried
)

// newBernstein computes the coefficients of p on a box that bounds its variables.
func newBernstein(p algebra.Poly, box map[algebra.Var]span) *bernstein {
	b := &bernstein{vars: p.Vars()}
	size := 1
	for _, v := range b.vars {
		b.deg = append(b.deg, p.Degree(v))
		if size *= p.Degree(v) + 1; size > maxBernsteinCoefs {
			return nil
		}
	}
	b.c, b.scale = make([]algebra.Int, size), algebra.NewInt(1)
	for i := range p.Terms() {
		c, e := p.Term(i)
		at := 0
		for k, v := range b.vars {
			at *= b.deg[k] + 1
			if v < len(e) {
				at += int(e[v])
			}
		}
		b.c[at] = c
	}
	for k, v := range b.vars {
		b.scale = b.scale.Mul(b.convert(k, box[v]))
	}
	return b
}

// convert turns the coefficients of 1, x, x², … along axis k into Bernstein
// coefficients on an interval, b_j = Σ C(j,i)/C(d,i)·a_i for the coefficients a of
// p(lo + w·t), times the number that it returns.
func (b *bernstein) convert(k int, iv span) algebra.Int {
	d := b.deg[k]
	// lo = from/den, w = width/den.
	lo, w := iv.lo.Big(), iv.hi.Sub(iv.lo).Big()
	product := func(x, y *big.Int) algebra.Int { return algebra.IntFromBig(new(big.Int).Mul(x, y)) }
	den, from, width := product(lo.Denom(), w.Denom()), product(lo.Num(), w.Denom()), product(w.Num(), lo.Denom())
	power := func(x algebra.Int, n int) algebra.Int {
		out := algebra.NewInt(1)
		for range n {
			out = out.Mul(x)
		}
		return out
	}
	factorial := func(n int) algebra.Int { return algebra.IntFromBig(new(big.Int).MulRange(1, int64(n))) }
	// Factors of a_i: den^(d-i) before the shift, width^i·i!·(d-i)! after it.
	before, after := make([]algebra.Int, d+1), make([]algebra.Int, d+1)
	for i := range d + 1 {
		before[i] = power(den, d-i)
		after[i] = power(width, i).Mul(factorial(i)).Mul(factorial(d - i))
	}
	b.lines(k, func(a []algebra.Int) {
		for i, x := range a {
			a[i] = x.Mul(before[i])
		}
		for i := range d {
			for j := d - 1; j >= i; j-- {
				a[j] = a[j].Add(a[j+1].Mul(from))
			}
		}
		for i, x := range a {
			a[i] = x.Mul(after[i])
		}
		for i := range d { // Σ C(j,i)·a_i by repeated sums
			for j := d; j > i; j-- {
				a[j] = a[j].Add(a[j-1])
			}
		}
	})
	return before[0].Mul(factorial(d))
}

// lines hands each line of the tensor along axis k to f, which may change the
// numbers in place.
func (b *bernstein) lines(k int, f func([]algebra.Int)) {
	stride := 1
	for _, d := range b.deg[k+1:] {
		stride *= d + 1
	}
	n := b.deg[k] + 1
	line := make([]algebra.Int, n)
	for block := 0; block < len(b.c); block += n * stride {
		for at := block; at < block+stride; at++ {
			for i := range line {
				line[i] = b.c[at+i*stride]
			}
			f(line)
			for i, x := range line {
				b.c[at+i*stride] = x
			}
		}
	}
}

// halve returns the coefficients on the two halves of the box along a variable, at
// 2^degree times the scale (de Casteljau's algorithm with sums for means).
func (b *bernstein) halve(v algebra.Var) [2]*bernstein {
	k := slices.Index(b.vars, v)
	if k < 0 {
		return [2]*bernstein{b, b}
	}
	d := b.deg[k]
	double := make([]algebra.Int, d+1) // powers of two
	for i := range double {
		double[i] = algebra.IntFromBig(new(big.Int).Lsh(big.NewInt(1), uint(i)))
	}
	scale := b.scale.Mul(double[d])
	low := &bernstein{b.vars, b.deg, slices.Clone(b.c), scale}
	high := &bernstein{b.vars, b.deg, slices.Clone(b.c), scale}
	low.lines(k, func(a []algebra.Int) {
		for i := 1; i <= d; i++ {
			for j := d; j >= i; j-- {
				a[j] = a[j-1].Add(a[j])
			}
		}
		for j, x := range a {
			a[j] = x.Mul(double[d-j])
		}
	})
	high.lines(k, func(a []algebra.Int) {
		for i := 1; i <= d; i++ {
			for j := range d + 1 - i {
				a[j] = a[j].Add(a[j+1])
			}
		}
		for j, x := range a {
			a[j] = x.Mul(double[j])
		}
	})
	return [2]*bernstein{low, high}
}

// cost is the work of halving along the axis of highest degree, in units.
func (b *bernstein) cost() int {
	bits, d := 0, 0
	for _, c := range b.c {
		bits = max(bits, c.BitLen())
	}
	for _, k := range b.deg {
		d = max(d, k)
	}
	return len(b.c) * (1 + d*(2+bits/512)/32)
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

// slopes measures how much the coefficients vary along each axis, in proportion to
// the largest and roughly: it only says where to halve.
func (b *bernstein) slopes() []float64 {
	bits := 0
	for _, c := range b.c {
		bits = max(bits, c.BitLen())
	}
	rough := make([]float64, len(b.c))
	for i, c := range b.c {
		if w, ok := c.Int64(); ok {
			rough[i] = math.Ldexp(float64(w), -bits)
			continue
		}
		rough[i], _ = new(big.Float).SetMantExp(new(big.Float).SetInt(c.Big()), -bits).Float64()
	}
	out := make([]float64, len(b.deg))
	stride := 1
	for k := len(out) - 1; k >= 0; k-- {
		n := b.deg[k] + 1
		for at := stride; at < len(rough); at++ {
			if at/stride%n != 0 {
				out[k] += math.Abs(rough[at] - rough[at-stride])
			}
		}
		stride *= n
	}
	return out
}

// corner is scale times the value at a corner of the box, given by the variables
// that are at their upper ends.
func (b *bernstein) corner(upper func(algebra.Var) bool) algebra.Int {
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
	v     algebra.Var
	at    exact.Rat
	parts [2]*boxTree
}

// boxSearch looks for a tree.
type boxSearch struct {
	lits []lit
	vars []algebra.Var
	work *budget
}

// refuteOnBox refutes literals that bound their variables; nil when there is no
// such tree within the given work for each variable, and then open tells whether more
// work may find one. The lemma that it returns holds the literals used.
func (s *search) refuteOnBox(part []lit, units int) (_ *lemma, open bool) {
	box, bounds := s.boxOf(part)
	if len(box) < 2 || len(box) > maxBernsteinVars || s.metInside(part, box) {
		return nil, false
	}
	b := &boxSearch{lits: part}
	for v := range box {
		b.vars = append(b.vars, v)
	}
	slices.Sort(b.vars)
	b.work = s.work.part(min(units*len(b.vars), s.work.left/4))
	tensors := make([]*bernstein, len(part))
	for i, x := range part {
		f := s.lib.factor(x.id)
		if f.deg == 1 && len(f.vars) == 1 {
			continue // a bound
		}
		if slices.ContainsFunc(f.vars, func(v algebra.Var) bool { _, ok := box[v]; return !ok }) {
			continue
		}
		if tensors[i] = newBernstein(f.p, box); tensors[i] != nil {
			b.work.spend(tensors[i].cost())
		}
	}
	tree := b.refute(tensors, box)
	s.work.settle(b.work)
	if tree == nil {
		return nil, b.work.out()
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
	bound := func(v algebra.Var) {
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
	return l, false
}

// insidePoints is the number of points of a box that are tried before it is halved.
const insidePoints = 24

// metInside reports whether some point of the box, of those of a lattice that is spread
// evenly (Korobov 1959), satisfies all conditions: no tree can refute them then.
// Variables that are not bounded are 0.
func (s *search) metInside(part []lit, box map[algebra.Var]span) bool {
	if slices.ContainsFunc(part, func(x lit) bool { return x.set == Zero }) {
		return false
	}
	p := &point{lib: s.lib, at: make([]exact.Rat, s.nvars)}
	for k := range insidePoints {
		p.signs = make(map[int32]int, len(part))
		for v, iv := range box {
			step := [...]int64{79, 97, 55, 33, 17, 109}[v%6] // of 128
			share := exact.RatFrac((int64(k)*step+64)%128*2+1, 256)
			p.at[v] = iv.lo.Add(iv.hi.Sub(iv.lo).Mul(share))
		}
		if !slices.ContainsFunc(part, func(x lit) bool { return SignOf(p.sign(x.id))&x.set == 0 }) {
			return true
		}
	}
	s.work.spend(p.cost / 10)
	return false
}

// boxOf collects the variables that literals bound on both sides, and which
// literals do.
func (s *search) boxOf(part []lit) (map[algebra.Var]span, map[algebra.Var][2]int) {
	type ends struct {
		span
		by [2]int
	}
	all := map[algebra.Var]*ends{}
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
	box, bounds := map[algebra.Var]span{}, map[algebra.Var][2]int{}
	for v, e := range all {
		if e.by[0] >= 0 && e.by[1] >= 0 && e.lo.Cmp(e.hi) <= 0 {
			box[v], bounds[v] = e.span, e.by
		}
	}
	return box, bounds
}

// refute builds the tree for a box; tensors of literals that no longer matter are
// nil.
func (b *boxSearch) refute(tensors []*bernstein, box map[algebra.Var]span) *boxTree {
	tensors = slices.Clone(tensors)
	units, open := 1, false
	for i, t := range tensors {
		if t == nil {
			continue
		}
		units += t.cost()
		switch signs := t.signs(); {
		case signs&b.lits[i].set == 0:
			return &boxTree{lit: i}
		case signs&^b.lits[i].set == 0:
			tensors[i] = nil // holds on the whole box
		default:
			open = true
		}
	}
	if !open || !b.work.spend(units) || b.metAtCorner(tensors) {
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

// metAtCorner reports whether some corner of the box satisfies all conditions: no
// tree can refute it then.
func (b *boxSearch) metAtCorner(tensors []*bernstein) bool {
corners:
	for mask := range 1 << len(b.vars) {
		upper := func(v algebra.Var) bool { return mask>>slices.Index(b.vars, v)&1 == 1 }
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
func (b *boxSearch) steepest(tensors []*bernstein) algebra.Var {
	sums := make(map[algebra.Var]float64, len(b.vars))
	for _, t := range tensors {
		if t == nil {
			continue
		}
		for k, x := range t.slopes() {
			sums[t.vars[k]] += x
		}
	}
	best := b.vars[0]
	for _, v := range b.vars {
		if sums[v] > sums[best] {
			best = v
		}
	}
	return best
}
