package check

import (
	"brink/games/algebra"
	"brink/solver/exact"
)

// coverage verifies a covering. It knows the order of the variables and the
// point at which it stands, builds each interval anew from the literals and
// samples, and insists that the intervals cover the line.
type coverage struct {
	order []algebra.Var
	level map[algebra.Var]int
	lits  []Literal
	at    *exact.Tower
	steps int
	roots []map[string][]*exact.Root // per level, over the present point
}

// interval is a part of the line over the present point in which literals fail,
// around the point too as long as the needed polynomials keep their signs.
type interval struct {
	lo, hi         *exact.Root // nil is infinite
	withLo, withHi bool
	at             []algebra.Poly // polynomials in this variable that it depends on
	bindLo, bindHi []algebra.Poly // those with a root at the ends
	below          []algebra.Poly // polynomials in earlier variables only
	strict         bool           // whether all literals that fail are strict
}

// maxCoverSteps bounds the intervals looked at.
const maxCoverSteps = 200_000

func (l Lemma) verifyCover() error {
	c := &coverage{order: l.Cover.Order, level: map[algebra.Var]int{}, lits: l.Lits, at: &exact.Tower{}}
	for i, v := range c.order {
		if _, twice := c.level[v]; twice {
			return reject("a variable is listed twice")
		}
		c.level[v] = i
	}
	for _, x := range l.Lits {
		for _, v := range x.P.Vars() {
			if _, ok := c.level[v]; !ok {
				return reject("a variable is not listed")
			}
		}
		if x.P.IsConst() {
			return reject("a literal is constant")
		}
	}
	c.roots = make([]map[string][]*exact.Root, len(c.order)+1)
	if len(c.order) == 0 {
		return reject("there is no variable")
	}
	_, err := c.line(0, l.Cover.Cells)
	return err
}

// levelOf is the position of the last variable of p.
func (c *coverage) levelOf(p algebra.Poly) int {
	lv := -1
	for _, v := range p.Vars() {
		lv = max(lv, c.level[v])
	}
	return lv
}

// line verifies that cells cover the line of variable lv over the present point
// and returns a chain of intervals that does.
func (c *coverage) line(lv int, cells []Cell) ([]*interval, error) {
	if lv >= len(c.order) {
		return nil, reject("a cell lies beyond the last variable")
	}
	all := make([][]*interval, len(cells))
	for i, cell := range cells {
		if c.steps++; c.steps > maxCoverSteps {
			return nil, reject("the covering is too large")
		}
		if cell.Literal >= 0 {
			if cell.Literal >= len(c.lits) || c.levelOf(c.lits[cell.Literal].P) != lv {
				return nil, reject("a cell names a literal of another variable")
			}
			all[i] = c.failures(c.lits[cell.Literal], lv)
			continue
		}
		x, err := c.around(lv, cell)
		if err != nil {
			return nil, err
		}
		all[i] = []*interval{x}
	}
	return c.chain(all)
}

func (c *coverage) push(lv int, r *exact.Root) {
	c.at.PushRoot(c.order[lv], r)
	c.roots[c.at.Len()] = nil
}

func (c *coverage) rootsOf(p algebra.Poly) []*exact.Root {
	lv := c.at.Len()
	if c.roots[lv] == nil {
		c.roots[lv] = map[string][]*exact.Root{}
	}
	key := p.Key()
	rs, ok := c.roots[lv][key]
	if !ok {
		rs, _ = c.at.Roots(p, c.order[lv])
		c.roots[lv][key] = rs
	}
	return rs
}

// failures lists the maximal intervals, bounded by roots of the literal, in which
// it fails.
func (c *coverage) failures(x Literal, lv int) []*interval {
	roots := c.rootsOf(x.P)
	ps := []algebra.Poly{x.P}
	strict := x.Set&Zero == 0
	var out []*interval
	var run *interval
	for k := 0; k <= len(roots); k++ {
		var lo, hi *exact.Root
		if k > 0 {
			lo = roots[k-1]
		}
		if k < len(roots) {
			hi = roots[k]
		}
		c.push(lv, exact.RatRoot(c.at.Between(lo, hi)))
		fails := signSet(c.at.Sign(x.P))&x.Set == 0
		c.at.Pop()
		switch {
		case !fails:
			run = nil
		case run == nil:
			run = &interval{lo: lo, at: ps, strict: strict, withLo: strict && lo != nil}
			if lo != nil {
				run.bindLo = ps
			}
			out = append(out, run)
		}
		// A root itself fails a strict literal only.
		switch {
		case hi == nil:
		case strict && run == nil:
			run = &interval{lo: hi, hi: hi, at: ps, bindLo: ps, bindHi: ps, withLo: true, withHi: true, strict: true}
			out = append(out, run)
		case run != nil:
			run.hi, run.bindHi, run.withHi = hi, ps, strict
			if !strict {
				run = nil
			}
		}
		if run != nil && hi == nil {
			run.hi, run.bindHi, run.withHi = nil, nil, false
		}
	}
	return out
}

// around verifies what lies over a sample and returns the interval around it.
func (c *coverage) around(lv int, cell Cell) (*interval, error) {
	sample, err := c.sample(lv, cell.Sample)
	if err != nil {
		return nil, err
	}
	c.push(lv, sample)
	over, err := c.line(lv+1, cell.Cells)
	if err != nil {
		return nil, err
	}
	needed := c.project(over, c.order[lv+1])
	c.at.Pop()
	x := &interval{strict: true}
	for _, y := range over {
		x.strict = x.strict && y.strict
	}
	for _, p := range needed {
		if c.levelOf(p) < lv {
			x.below = append(x.below, p)
		} else {
			x.at = append(x.at, p)
		}
	}
	on := false
	for _, p := range x.at {
		for _, r := range c.rootsOf(p) {
			switch d := c.at.Cmp(r, sample); {
			case d == 0:
				on = true
			case d < 0 && (x.lo == nil || c.at.Cmp(r, x.lo) > 0):
				x.lo = r
			case d > 0 && (x.hi == nil || c.at.Cmp(r, x.hi) < 0):
				x.hi = r
			}
		}
	}
	x.withLo, x.withHi = x.strict, x.strict
	if on {
		x.lo, x.hi, x.withLo, x.withHi = sample, sample, true, true
	}
	x.bindLo, x.bindHi = c.through(x.at, x.lo), c.through(x.at, x.hi)
	return x, nil
}

// through lists the polynomials with a root at r.
func (c *coverage) through(ps []algebra.Poly, r *exact.Root) []algebra.Poly {
	var out []algebra.Poly
	for _, p := range ps {
		if r == nil {
			break
		}
		for _, s := range c.rootsOf(p) {
			if c.at.Cmp(s, r) == 0 {
				out = append(out, p)
				break
			}
		}
	}
	return out
}

// sample finds the root that a sample describes.
func (c *coverage) sample(lv int, s Sample) (*exact.Root, error) {
	if s.Rat != nil {
		return exact.RatRoot(exact.RatBig(s.Rat)), nil
	}
	if s.Lo == nil || s.Hi == nil || s.P.IsZero() {
		return nil, reject("a sample is not described")
	}
	for _, v := range s.P.Vars() {
		if l, ok := c.level[v]; !ok || l > lv {
			return nil, reject("a sample depends on a later variable")
		}
	}
	var found *exact.Root
	for _, r := range c.rootsOf(s.P) {
		if c.at.CmpRat(r, exact.RatBig(s.Lo)) >= 0 && c.at.CmpRat(r, exact.RatBig(s.Hi)) <= 0 {
			if found != nil {
				return nil, reject("a sample is ambiguous")
			}
			found = r
		}
	}
	if found == nil {
		return nil, reject("a sample does not exist")
	}
	return found, nil
}

// chain walks along the line from interval to overlapping interval, one of each
// cell in the order in which the cells are listed: which of several intervals
// that end together is taken decides what has to keep its sign.
func (c *coverage) chain(cells [][]*interval) ([]*interval, error) {
	var chain []*interval
	for _, cell := range cells {
		if len(chain) > 0 && chain[len(chain)-1].hi == nil {
			break // the rest is not needed
		}
		var best *interval
		for _, x := range cell {
			if c.joins(chain, x) && (best == nil || c.longer(x, best)) {
				best = x
			}
		}
		if best == nil || len(chain) > 0 && !c.longer(best, chain[len(chain)-1]) {
			return nil, reject("the cells leave a gap")
		}
		chain = append(chain, best)
	}
	if len(chain) == 0 || chain[len(chain)-1].hi != nil {
		return nil, reject("the cells leave a gap")
	}
	return chain, nil
}

// joins reports whether x leaves no gap behind the chain.
func (c *coverage) joins(chain []*interval, x *interval) bool {
	if x.lo == nil || len(chain) == 0 {
		return x.lo == nil
	}
	end := chain[len(chain)-1]
	d := c.at.Cmp(x.lo, end.hi)
	return d < 0 || d == 0 && (x.withLo || end.withHi)
}

// longer reports whether x ends later than y.
func (c *coverage) longer(x, y *interval) bool {
	if x.hi == nil || y.hi == nil {
		return y.hi != nil
	}
	d := c.at.Cmp(x.hi, y.hi)
	return d > 0 || d == 0 && x.withHi && !y.withHi
}
