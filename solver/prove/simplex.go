package prove

import (
	"brink/solver/exact"
)

// simplex decides conjunctions of bounds on linear forms: the general simplex of
// Dutertre and de Moura (2006, "A fast linear-arithmetic solver for DPLL(T)"),
// exact, with Bland's rule, strict bounds by an infinitesimal, and bounds that
// are taken back in the reverse order of their assertion. A conflict comes with
// its Farkas multipliers.
//
// Variables are simplex variables: structural ones (monomials) and slacks
// (sums). A row says basic = Σ coefficient · nonbasic. Dense, rows × cols.
type simplex struct {
	rows  [][]exact.Rat
	basic []int32 // variable of each row
	nonb  []int32 // variable of each column
	where []int32 // of each variable: row r as r, column c as -1-c
	lo    []bound
	hi    []bound
	val   []delta
	trail []undoBound
	stale bool    // some basic variable may violate a bound
	work  *budget // pivots are charged here
}

// delta is r + k·δ for an infinitesimal δ > 0.
type delta struct{ r, k exact.Rat }

func (a delta) cmp(b delta) int {
	if c := a.r.Cmp(b.r); c != 0 {
		return c
	}
	return a.k.Cmp(b.k)
}

func (a delta) addMul(c exact.Rat, b delta) delta {
	if !b.r.IsZero() {
		a.r = a.r.Add(c.Mul(b.r))
	}
	if !b.k.IsZero() {
		a.k = a.k.Add(c.Mul(b.k))
	}
	return a
}

func (a delta) sub(b delta) delta { return delta{a.r.Sub(b.r), a.k.Sub(b.k)} }

// bound is a limit of a variable and the constraint that set it.
type bound struct {
	v   delta
	set bool
	why int32
}

type undoBound struct {
	x     int32
	upper bool
	old   bound
}

// farkas is one entry of a conflict: the constraint why times the weight.
type farkas struct {
	why    int32
	weight exact.Rat
}

func (s *simplex) clone() *simplex {
	c := &simplex{
		basic: append([]int32(nil), s.basic...), nonb: append([]int32(nil), s.nonb...), where: append([]int32(nil), s.where...),
		lo: append([]bound(nil), s.lo...), hi: append([]bound(nil), s.hi...), val: append([]delta(nil), s.val...),
		stale: s.stale,
	}
	n := len(s.nonb)
	back := make([]exact.Rat, 0, n*len(s.rows))
	c.rows = make([][]exact.Rat, len(s.rows), len(s.rows)+4)
	for i, r := range s.rows {
		back = append(back, r...)
		c.rows[i] = back[i*n : (i+1)*n : (i+1)*n]
	}
	return c
}

// addStructural adds a free variable.
func (s *simplex) addStructural() int32 {
	x := s.addVar()
	s.where[x] = int32(-1 - len(s.nonb))
	s.nonb = append(s.nonb, x)
	for i := range s.rows {
		s.rows[i] = append(s.rows[i], exact.Rat{})
	}
	return x
}

func (s *simplex) addVar() int32 {
	x := int32(len(s.where))
	s.where = append(s.where, 0)
	s.lo = append(s.lo, bound{})
	s.hi = append(s.hi, bound{})
	s.val = append(s.val, delta{})
	return x
}

// term is a coefficient of a simplex variable.
type term struct {
	x int32
	c exact.Rat
}

// addSlack adds a basic variable equal to the sum of the terms.
func (s *simplex) addSlack(terms []term) int32 {
	row := make([]exact.Rat, len(s.nonb))
	var v delta
	for _, t := range terms {
		v = v.addMul(t.c, s.val[t.x])
		if w := s.where[t.x]; w < 0 {
			row[-1-w] = row[-1-w].Add(t.c)
		} else {
			for j, a := range s.rows[w] {
				if !a.IsZero() {
					row[j] = row[j].Add(t.c.Mul(a))
				}
			}
		}
	}
	x := s.addVar()
	s.where[x] = int32(len(s.rows))
	s.rows = append(s.rows, row)
	s.basic = append(s.basic, x)
	s.val[x] = v
	return x
}

// mark and undo bracket assertions.
func (s *simplex) mark() int { return len(s.trail) }

func (s *simplex) undo(mark int) {
	for len(s.trail) > mark {
		u := s.trail[len(s.trail)-1]
		s.trail = s.trail[:len(s.trail)-1]
		if u.upper {
			s.hi[u.x] = u.old
		} else {
			s.lo[u.x] = u.old
		}
	}
}

// assertBound tightens a bound of x; weaker bounds are ignored. It returns a
// conflict when the bounds of x cross.
func (s *simplex) assertBound(x int32, upper bool, v delta, why int32) []farkas {
	if upper {
		if s.hi[x].set && s.hi[x].v.cmp(v) <= 0 {
			return nil
		}
		s.trail = append(s.trail, undoBound{x, true, s.hi[x]})
		s.hi[x] = bound{v, true, why}
		if s.lo[x].set && s.lo[x].v.cmp(v) > 0 {
			return []farkas{{s.lo[x].why, one}, {why, one}}
		}
		if s.val[x].cmp(v) <= 0 {
			return nil
		}
	} else {
		if s.lo[x].set && s.lo[x].v.cmp(v) >= 0 {
			return nil
		}
		s.trail = append(s.trail, undoBound{x, false, s.lo[x]})
		s.lo[x] = bound{v, true, why}
		if s.hi[x].set && s.hi[x].v.cmp(v) < 0 {
			return []farkas{{s.hi[x].why, one}, {why, one}}
		}
		if s.val[x].cmp(v) >= 0 {
			return nil
		}
	}
	if w := s.where[x]; w < 0 {
		s.update(int(-1-w), v)
	}
	s.stale = true
	return nil
}

var one = exact.RatInt(1)

// update moves the nonbasic variable of column c to v.
func (s *simplex) update(c int, v delta) {
	x := s.nonb[c]
	d := v.sub(s.val[x])
	s.val[x] = v
	for i, row := range s.rows {
		if a := row[c]; !a.IsZero() {
			b := s.basic[i]
			s.val[b] = s.val[b].addMul(a, d)
		}
	}
}

// check looks for values within all bounds. It returns a conflict, or nil and
// whether it finished within the work allowed.
func (s *simplex) check() (conflict []farkas, done bool) {
	if !s.stale {
		return nil, true
	}
	for {
		// Bland's rule: the violating basic variable of least index, then the
		// suitable nonbasic variable of least index; this cannot cycle.
		r := -1
		for i, b := range s.basic {
			if (r < 0 || b < s.basic[r]) && (s.below(b) || s.above(b)) {
				r = i
			}
		}
		if r < 0 {
			s.stale = false
			return nil, true
		}
		// A pivot touches every entry; about ten fit into a microsecond.
		if !s.work.spend(1 + len(s.basic)*len(s.nonb)/10) {
			return nil, false
		}
		b := s.basic[r]
		up := s.below(b)
		target := s.hi[b].v
		if up {
			target = s.lo[b].v
		}
		c := -1
		for j, a := range s.rows[r] {
			sg := a.Sign()
			if sg == 0 {
				continue
			}
			x := s.nonb[j]
			grow := (sg > 0) == up // whether x must grow
			if grow && s.hi[x].set && s.val[x].cmp(s.hi[x].v) >= 0 || !grow && s.lo[x].set && s.val[x].cmp(s.lo[x].v) <= 0 {
				continue
			}
			if c < 0 || x < s.nonb[c] {
				c = j
			}
		}
		if c < 0 {
			return s.explain(r, up), true
		}
		if !s.work.spend(s.pivotTo(r, c, target)) {
			return nil, false
		}
	}
}

func (s *simplex) below(x int32) bool { return s.lo[x].set && s.val[x].cmp(s.lo[x].v) < 0 }
func (s *simplex) above(x int32) bool { return s.hi[x].set && s.val[x].cmp(s.hi[x].v) > 0 }

// explain reads the Farkas multipliers off a row that cannot reach its bound.
func (s *simplex) explain(r int, up bool) []farkas {
	b := s.basic[r]
	var out []farkas
	if up {
		out = append(out, farkas{s.lo[b].why, one})
	} else {
		out = append(out, farkas{s.hi[b].why, one})
	}
	for j, a := range s.rows[r] {
		sg := a.Sign()
		if sg == 0 {
			continue
		}
		x := s.nonb[j]
		if (sg > 0) == up {
			out = append(out, farkas{s.hi[x].why, a.Abs()})
		} else {
			out = append(out, farkas{s.lo[x].why, a.Abs()})
		}
	}
	return out
}

// pivotTo exchanges the basic variable of row r with the nonbasic one of column
// c and moves the former to v. O(rows · cols); it returns what large numbers cost on
// top of that.
func (s *simplex) pivotTo(r, c int, v delta) (extra int) {
	b, x := s.basic[r], s.nonb[c]
	row := s.rows[r]
	inv := row[c].Inv()
	d := v.sub(s.val[b])
	step := delta{d.r.Mul(inv), d.k.Mul(inv)}
	s.val[b] = v
	s.val[x] = delta{s.val[x].r.Add(step.r), s.val[x].k.Add(step.k)}
	for i, other := range s.rows {
		if a := other[c]; i != r && !a.IsZero() {
			y := s.basic[i]
			s.val[y] = s.val[y].addMul(a, step)
		}
	}
	// x = (b - Σ others) / row[c]
	minus := inv.Neg()
	heavy := 0 // the price of a multiple of the row
	for j := range row {
		if j == c {
			row[j] = inv
		} else if !row[j].IsZero() {
			row[j] = row[j].Mul(minus)
		}
		if words := row[j].BitLen() / 64; words > 0 {
			heavy += 3*words + words*words/4
		}
	}
	for i, other := range s.rows {
		if i == r {
			continue
		}
		a := other[c]
		if a.IsZero() {
			continue
		}
		other[c] = exact.Rat{}
		extra += heavy
		for j, t := range row {
			if !t.IsZero() {
				other[j] = other[j].Add(a.Mul(t))
			}
		}
	}
	s.basic[r], s.nonb[c] = x, b
	s.where[x], s.where[b] = int32(r), int32(-1-c)
	return extra
}

// concrete returns a positive value of δ for which all bounds hold, given that
// check succeeded.
func (s *simplex) concrete() exact.Rat {
	eps := one
	shrink := func(low, high delta) { // low <= high as deltas
		if k := low.k.Sub(high.k); k.Sign() > 0 {
			if e := high.r.Sub(low.r).Quo(k); e.Cmp(eps) < 0 {
				eps = e
			}
		}
	}
	for x := range s.val {
		if s.lo[x].set {
			shrink(s.lo[x].v, s.val[x])
		}
		if s.hi[x].set {
			shrink(s.val[x], s.hi[x].v)
		}
	}
	return eps
}
