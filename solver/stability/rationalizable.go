package stability

import (
	"context"
	"math"
	"math/big"
	"math/bits"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
	"brink/solver/prove"
)

// rationalizable is the outcome of the iterated elimination of actions that are
// never a best reply (Bernheim 1984; Pearce 1984), with beliefs that may be
// correlated, so that an action goes exactly where a mixture strictly dominates it.
// Whether it goes depends on the parameters: the outcome is a tree of cells. No
// equilibrium uses an action that is eliminated, and in no profile of those that
// survive is an eliminated one a best reply.
type rationalizable struct {
	ctx    context.Context
	gains  *gains // nil when the game is too large to compare its payoffs
	root   *cell
	leaves []*cell
	limit  int // support profiles above which a cell is worth splitting
}

// cell is a part of parameter space.
type cell struct {
	asm   *judge          // the hypotheses and the cell
	signs []prove.SignSet // of polynomials by number; 0 where it was not asked
	facts []expr.Formula  // what eliminations here rest on, beyond those of wider cells
	alive [][]int         // the actions that survive, by player
	leaf  int             // number of a leaf
	// A cell that is split has a part for each sign that on can have.
	on    algebra.Poly
	parts []signPart
}

type signPart struct {
	sign prove.SignSet
	cell *cell
}

// maxCells bounds the leaves of the tree.
const maxCells = 32

// eliminate finds the rationalizable actions of the game m, in cells where it has
// more than limit support profiles.
func eliminate(ctx context.Context, m *multimatrix, shape []int, classes [][]int, limit int) *rationalizable {
	r := &rationalizable{ctx: ctx, gains: newGains(m, shape, classes), limit: limit}
	r.root = &cell{asm: m.asm, alive: make([][]int, len(shape))}
	for p, n := range shape {
		r.root.alive[p] = first(n)
	}
	if r.gains == nil {
		r.leaves = []*cell{r.root}
		return r
	}
	r.root.signs = make([]prove.SignSet, len(r.gains.polys))
	open := []*cell{r.root}
	for ; len(open) > 0 && ctx.Err() == nil; open = open[1:] {
		c := open[0]
		r.shrink(c)
		if len(r.leaves)+len(open)+2 <= maxCells && r.split(c) {
			for _, part := range c.parts {
				open = append(open, part.cell)
			}
			continue
		}
		r.leaves = append(r.leaves, c)
	}
	r.leaves = append(r.leaves, open...) // none unless time is over
	for i, c := range r.leaves {
		c.leaf = i
	}
	return r
}

// split divides a cell of many support profiles by a sign that lets actions go.
func (r *rationalizable) split(c *cell) bool {
	if supportCount(c.alive, r.gains.classes) <= r.limit {
		return false
	}
	on, ok := r.choose(c)
	if !ok {
		return false
	}
	c.on = on
	for _, s := range []prove.SignSet{prove.Neg, prove.Zero, prove.Pos} {
		when := expr.Sign(on, s.Op())
		if c.asm.refutes(r.ctx, when) {
			continue
		}
		part := &cell{asm: c.asm.with(when), alive: slices.Clone(c.alive), signs: slices.Clone(c.signs)}
		for i, known := range part.signs {
			if known&(known-1) != 0 { // more than one sign
				part.signs[i] = 0
			}
		}
		c.parts = append(c.parts, signPart{s, part})
	}
	return len(c.parts) > 0
}

// supportCount is the number of orbits of support profiles, up to a bound.
func supportCount(alive [][]int, classes [][]int) int {
	const enough = min(1<<40, math.MaxInt)
	total := 1
	for _, class := range classes {
		n := games.Compositions(len(class), 1<<min(len(alive[class[0]]), 30)-1)
		hi, lo := bits.Mul64(uint64(total), uint64(n))
		if hi > 0 || lo > enough {
			return enough
		}
		total = int(lo)
	}
	return total
}

// sign returns the signs that a polynomial can have in a cell.
func (r *rationalizable) sign(c *cell, id int32) prove.SignSet {
	if c.signs[id-1] == 0 {
		p := r.gains.polys[id-1]
		s := c.asm.sign(r.ctx, p)
		if c.signs[id-1] = s; s != 0 && s != prove.Any {
			c.facts = append(c.facts, expr.Sign(p, s.Op()))
		}
	}
	return c.signs[id-1]
}

// shrink eliminates actions, of all players of a class together, until none goes.
func (r *rationalizable) shrink(c *cell) {
	sign := func(id int32) prove.SignSet { return r.sign(c, id) }
	for again := true; again; {
		again = false
		for _, class := range r.gains.classes {
			p := class[0]
			for _, a := range slices.Clone(c.alive[p]) {
				if len(c.alive[p]) == 1 || r.ctx.Err() != nil {
					break
				}
				never, left := r.gains.neverBest(p, a, r.gains.others(p, c.alive), sign)
				if never || supportCount(c.alive, r.gains.classes) > r.limit && r.dominatedByMixture(c, p, a, left) {
					again = true
					for _, q := range class {
						c.alive[q] = slices.DeleteFunc(slices.Clone(c.alive[q]), func(k int) bool { return k == a })
					}
				}
			}
		}
	}
}

// dominatedByMixture reports whether one mixture does better than action a against
// each of the given profiles everywhere in the cell. The mixture is the one that
// gains most at a point of the cell; that it gains elsewhere is proved.
func (r *rationalizable) dominatedByMixture(c *cell, p, a int, against []int) bool {
	c.asm.seek(r.ctx)
	if len(c.asm.points) == 0 {
		return false
	}
	weights := r.mixtureAt(c.asm.points[0], p, a, against)
	if weights == nil {
		return false
	}
	var gains []expr.Formula
	for _, k := range against {
		var sum algebra.Poly
		for b, w := range weights {
			sum = sum.Add(r.gains.m.gain(p, b, a, r.gains.index(p, k)).Scale(w))
		}
		if c.asm.sign(r.ctx, sum) != prove.Pos {
			return false
		}
		gains = append(gains, expr.Sign(sum, expr.GT))
	}
	c.facts = append(c.facts, gains...)
	return true
}

// mixtureAt returns integer weights of the mixture whose least gain over action a
// is largest at a point; nil where none gains against all profiles. It solves the
// linear program: maximise t where the mixture gains at least t.
func (r *rationalizable) mixtureAt(point []*big.Rat, p, a int, against []int) []algebra.Int {
	n := r.gains.actions[p]
	var losses []*big.Rat
	for _, k := range against {
		for b := range n {
			losses = append(losses, r.gains.m.gain(p, a, b, r.gains.index(p, k)).Eval(point))
		}
	}
	scaled := games.NewTable(losses)
	zero, one := new(big.Int), big.NewInt(1)
	lp := exact.LP{C: append(slices.Repeat([]*big.Int{zero}, n), one)}
	for i := range against {
		var row []*big.Int
		for b := range n {
			row = append(row, scaled.Num(i*n+b))
		}
		lp.A, lp.B = append(lp.A, append(row, one)), append(lp.B, zero)
	}
	lp.A = append(lp.A, append(slices.Repeat([]*big.Int{one}, n), zero))
	lp.B = append(lp.B, one)
	res, err := lp.Solve(r.ctx)
	if err != nil || res.Status != exact.LPOptimal || res.Value.Sign() <= 0 {
		return nil
	}
	weights := games.NewTable(res.X[:n])
	var out []algebra.Int
	for b := range n {
		out = append(out, algebra.IntFromBig(weights.Num(b)))
	}
	return out
}

// maxRequired is the number of signs that may stand between an action and its
// elimination for a cell to be split.
const maxRequired = 3

// candidate is a polynomial on whose sign a cell may be split.
type candidate struct {
	p     algebra.Poly
	needs int // the fewest open signs, its own among them, on which an action hangs
	met   int // how often it is met there
}

// choose picks the polynomial on whose sign to split a cell: one that alone keeps an
// action, else one of those that do together, the one most often met.
func (r *rationalizable) choose(c *cell) (on algebra.Poly, ok bool) {
	seen := make(map[string]*candidate)
	var order []*candidate
	for _, class := range r.gains.classes {
		p := class[0]
		if len(c.alive[p]) == 1 {
			continue
		}
		others := r.gains.others(p, c.alive)
		for _, a := range c.alive[p] {
			_, left := r.gains.neverBest(p, a, others, func(id int32) prove.SignSet { return r.sign(c, id) })
			for b := range r.gains.actions[p] {
				if b == a {
					continue
				}
				for key, f := range r.required(c, p, b, a, left) {
					x := seen[key]
					if x == nil {
						x = &candidate{p: f.p, needs: f.needs}
						seen[key] = x
						order = append(order, x)
					}
					x.needs = min(x.needs, f.needs)
					x.met++
				}
			}
		}
	}
	slices.SortFunc(order, func(a, b *candidate) int {
		for _, d := range []int{a.needs - b.needs, b.met - a.met, a.p.TotalDegree() - b.p.TotalDegree(), a.p.Terms() - b.p.Terms()} {
			if d != 0 {
				return d
			}
		}
		return a.p.Compare(b.p)
	})
	for _, x := range order {
		if x.needs > 1 || r.helps(c, x.p) {
			return x.p, true
		}
	}
	return on, false
}

// helps reports whether some sign of f lets an action go.
func (r *rationalizable) helps(c *cell, f algebra.Poly) bool {
	for _, set := range []prove.SignSet{prove.Pos, prove.Neg} {
		sign := func(id int32) prove.SignSet {
			s := r.sign(c, id)
			if s == prove.Pos || s == prove.Neg || s == prove.Zero {
				return s
			}
			product := prove.Pos
			for _, x := range r.gains.factorsOf(id) {
				if x.P.Equal(f) {
					product = product.Mul(set.Pow(x.N))
				} else {
					product = product.Mul(c.asm.sign(r.ctx, x.P).Pow(x.N))
				}
			}
			return product
		}
		for _, class := range r.gains.classes {
			p := class[0]
			others := r.gains.others(p, c.alive)
			for _, a := range c.alive[p] {
				if never, _ := r.gains.neverBest(p, a, others, sign); never && len(c.alive[p]) > 1 {
					return true
				}
			}
		}
	}
	return false
}

// required lists, by key, the factors of unknown sign on which it depends whether b
// does better than a against all profiles left, if they are few. A factor that
// decides alone is listed too where it only depends on it whether b is never worse;
// helps looks at what follows.
func (r *rationalizable) required(c *cell, p, b, a int, left []int) map[string]candidate {
	out := make(map[string]candidate)
	need := make(map[string]prove.SignSet) // of factors that decide alone
	sign := func(id int32) prove.SignSet { return r.sign(c, id) }
	ties := false
	for _, k := range left {
		id := r.gains.gain(p, b, a, k)
		s := signOf(id, sign)
		switch {
		case s == prove.Pos:
			continue
		case s == prove.Zero:
			ties = true
			continue
		case s&prove.Pos == 0:
			return nil
		}
		var open []string
		rest := prove.Pos // what the other factors leave to an open one
		if id < 0 {
			id, rest = -id, prove.Neg
		}
		for _, f := range r.gains.factorsOf(id) {
			if s := c.asm.sign(r.ctx, f.P).Pow(f.N); s&(s-1) == 0 {
				rest = rest.Mul(s)
			} else {
				out[f.P.Key()] = candidate{p: f.P}
				open = append(open, f.P.Key())
			}
		}
		if len(out) > maxRequired {
			return nil
		}
		if len(open) != 1 {
			continue
		}
		if old := need[open[0]]; old != 0 && old != rest {
			return nil
		}
		need[open[0]] = rest
	}
	if ties && len(out) > 1 {
		return nil
	}
	for key, f := range out {
		f.needs = len(out)
		out[key] = f
	}
	return out
}

// lemmas lists what contradicts the hypotheses: that a sign is another than the one
// on which an elimination rests, or is one that a split left out.
func (c *cell) lemmas(when expr.Formula) []expr.Formula {
	var out []expr.Formula
	if f := expr.And(when, expr.Not(expr.And(c.facts...))); !f.IsFalse() {
		out = append(out, f)
	}
	left := prove.Any
	for _, p := range c.parts {
		left &^= p.sign
		out = append(out, p.cell.lemmas(expr.And(when, expr.Sign(c.on, p.sign.Op())))...)
	}
	if c.parts != nil && left != 0 {
		out = append(out, expr.And(when, expr.Sign(c.on, left.Op())))
	}
	return out
}

// leavesOf returns the leaves, as bits, in which all actions of a support profile
// survive.
func (r *rationalizable) leavesOf(support [][]int) uint64 {
	var mask uint64
	for i, l := range r.leaves {
		if within(support, l.alive) {
			mask |= 1 << i
		}
	}
	return mask
}

func within(support, alive [][]int) bool {
	for p, set := range support {
		for _, a := range set {
			if !slices.Contains(alive[p], a) {
				return false
			}
		}
	}
	return true
}

// region is a union of leaves: where a support profile has to be examined.
type region struct {
	when  expr.Formula
	alive [][]int // what survives in one of them
}

// regions describes a set of leaves by few conjunctions of comparisons.
func (r *rationalizable) regions(mask uint64) []region {
	out, _ := r.root.regions(mask)
	return out
}

// regions describes the leaves of a set within the cell, relative to it; whole
// says that they are all of it.
func (c *cell) regions(mask uint64) (out []region, whole bool) {
	if c.parts == nil {
		if mask>>c.leaf&1 == 0 {
			return nil, false
		}
		return []region{{expr.True(), c.alive}}, true
	}
	var full prove.SignSet
	all := region{when: expr.True()}
	whole = true
	for _, part := range c.parts {
		sub, w := part.cell.regions(mask)
		whole = whole && w
		if w {
			full |= part.sign
			all.alive = union(all.alive, sub[0].alive)
			continue
		}
		for _, s := range sub {
			out = append(out, region{expr.And(expr.Sign(c.on, part.sign.Op()), s.when), s.alive})
		}
	}
	if full == 0 {
		return out, false
	}
	if !whole {
		all.when = expr.Sign(c.on, full.Op())
	}
	return append([]region{all}, out...), whole
}

// union joins sets of actions player by player.
func union(a, b [][]int) [][]int {
	if a == nil {
		return b
	}
	out := make([][]int, len(a))
	for p := range a {
		out[p] = slices.Concat(a[p], b[p])
		slices.Sort(out[p])
		out[p] = slices.Compact(out[p])
	}
	return out
}
