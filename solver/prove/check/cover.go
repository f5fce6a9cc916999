package check

// coverage verifies a covering. It knows the order of the variables and the
// point at which it stands, builds each interval anew from the literals and
// samples, and insists that the intervals cover the line.
type coverage struct {
	order []int
	level map[int]int
	lits  []literal
	at    *point
	roots []map[string][]*root // per level, over the present point

	factors map[string]factored // of projected polynomials, by key
}

// interval is a part of the line over the present point in which literals fail,
// around the point too as long as the needed polynomials keep their signs.
type interval struct {
	lo, hi         *root // nil is infinite
	withLo, withHi bool
	at             []poly // polynomials in this variable that it depends on
	bindLo, bindHi []poly // those with a root at the ends
	below          []poly // polynomials in earlier variables only
	strict         bool   // whether all literals that fail are strict
}

func (l *lemma) verifyCover() error {
	c := &coverage{order: l.Cover.Order, level: map[int]int{}, lits: l.lits, at: newPoint(l.meter), factors: map[string]factored{}}
	for i, v := range c.order {
		if _, twice := c.level[v]; twice {
			return reject("a variable is listed twice")
		}
		c.level[v] = i
	}
	for _, x := range l.lits {
		for _, v := range x.p.vars() {
			if _, ok := c.level[v]; !ok {
				return reject("a variable is not listed")
			}
		}
		if _, ok := x.p.constant(); ok {
			return reject("a literal is constant")
		}
	}
	for _, f := range l.Cover.Factored {
		key, fs, err := l.multiply(f)
		if err != nil {
			return err
		}
		c.factors[key] = fs
	}
	c.roots = make([]map[string][]*root, len(c.order)+1)
	if len(c.order) == 0 {
		return reject("there is no variable")
	}
	_, err := c.line(0, l.Cover.Cells)
	return err
}

// levelOf is the position of the last variable of p.
func (c *coverage) levelOf(p poly) int {
	lv := -1
	for _, v := range p.vars() {
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
		c.at.spend(5)
		if cell.Literal >= 0 {
			if cell.Literal >= len(c.lits) || c.levelOf(c.lits[cell.Literal].p) != lv {
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

func (c *coverage) push(lv int, r *root) {
	c.at.push(c.order[lv], r)
	c.roots[len(c.at.coords)] = nil
}

// sign is the sign of p at the present point.
func (c *coverage) sign(p poly) int { return c.at.sign(p, len(c.at.coords)) }

func (c *coverage) rootsOf(p poly) []*root {
	lv := len(c.at.coords)
	if c.roots[lv] == nil {
		c.roots[lv] = map[string][]*root{}
	}
	key := p.key()
	rs, ok := c.roots[lv][key]
	if !ok {
		rs = c.at.roots(p, c.order[lv])
		c.roots[lv][key] = rs
	}
	return rs
}

// failures lists the maximal intervals, bounded by roots of the literal, in which
// it fails.
func (c *coverage) failures(x literal, lv int) []*interval {
	roots := c.rootsOf(x.p)
	ps := []poly{x.p}
	strict := x.set&Zero == 0
	var out []*interval
	var run *interval
	for k := 0; k <= len(roots); k++ {
		var lo, hi *root
		if k > 0 {
			lo = roots[k-1]
		}
		if k < len(roots) {
			hi = roots[k]
		}
		c.push(lv, rational(c.at.between(lo, hi)))
		fails := signSet(c.sign(x.p))&x.set == 0
		c.at.pop()
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
	c.at.pop()
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
			switch d := c.at.cmp(r, sample); {
			case d == 0:
				on = true
			case d < 0 && (x.lo == nil || c.at.cmp(r, x.lo) > 0):
				x.lo = r
			case d > 0 && (x.hi == nil || c.at.cmp(r, x.hi) < 0):
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
func (c *coverage) through(ps []poly, r *root) []poly {
	var out []poly
	for _, p := range ps {
		if r == nil {
			break
		}
		for _, s := range c.rootsOf(p) {
			if c.at.cmp(s, r) == 0 {
				out = append(out, p)
				break
			}
		}
	}
	return out
}

// sample finds the root that a sample describes.
func (c *coverage) sample(lv int, s Sample) (*root, error) {
	if s.Rat != nil {
		return rational(s.Rat), nil
	}
	p := read(s.P)
	if s.Lo == nil || s.Hi == nil || p.isZero() {
		return nil, reject("a sample is not described")
	}
	for _, v := range p.vars() {
		if l, ok := c.level[v]; !ok || l > lv {
			return nil, reject("a sample depends on a later variable")
		}
	}
	var found *root
	for _, r := range c.rootsOf(p) {
		if c.at.cmpRat(r, s.Lo, lv) >= 0 && c.at.cmpRat(r, s.Hi, lv) <= 0 {
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
	d := c.at.cmp(x.lo, end.hi)
	return d < 0 || d == 0 && (x.withLo || end.withHi)
}

// longer reports whether x ends later than y.
func (c *coverage) longer(x, y *interval) bool {
	if x.hi == nil || y.hi == nil {
		return y.hi != nil
	}
	d := c.at.cmp(x.hi, y.hi)
	return d > 0 || d == 0 && x.withHi && !y.withHi
}
