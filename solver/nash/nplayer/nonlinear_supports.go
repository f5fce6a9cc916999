package nplayer

import (
	"context"
	"math/big"
	"slices"
	"sync/atomic"

	"brink/solver/nash/method"
	"brink/solver/nash/polynomial"
	"brink/solver/note"
)

// solveNonlinear settles a support profile with three or more mixing players:
// by subdivision, whose zeros are then certified and judged one by one.
func (s *indifference) solveNonlinear(ctx context.Context, nodes *atomic.Int64) finding {
	d := newSubdivision(s)
	how := d.run(ctx)
	if nodes != nil {
		nodes.Add(int64(d.nodes))
	}
	if how == searchCancelled {
		return finding{unresolved: method.Cancelled(ctx)}
	}
	if how == searchComplete {
		if f, ok := s.judgeZeros(ctx, d.zeros); ok {
			return s.nameIrrational(ctx, f)
		}
	}
	if ctx.Err() != nil {
		return finding{unresolved: method.Cancelled(ctx)}
	}
	if f, ok := s.newElimination(ctx, polynomial.Effort).run(); ok {
		return f
	}
	if how == searchExhausted && ctx.Err() == nil {
		return finding{unresolved: note.New(note.NotInCells, maxNodes)}
	}
	return finding{unresolved: undecided(ctx)}
}

// Where defining polynomials are looked for: three mixing players with up to
// namingDim unknowns, or more players with payoffs of up to namingBits, on which
// elimination takes up to namingLimit microseconds.
const (
	namingLimit = 3000
	namingDim   = 5
	namingBits  = 5
)

// nameable says whether elimination is expected to be quick.
func (s *indifference) nameable() bool {
	bits := 0
	for _, i := range s.mix {
		bits = max(bits, s.m.bits[i])
	}
	return s.dim <= namingDim && (len(s.mix) == 3 || bits <= namingBits)
}

// nameIrrational finds defining polynomials for irrational equilibria where
// elimination is quick. That both methods find the same equilibria is a check
// on either.
func (s *indifference) nameIrrational(ctx context.Context, f finding) finding {
	irrational := func(c candidate) bool { return c.rat == nil }
	if !slices.ContainsFunc(f.points, irrational) {
		return f
	}
	var g finding
	e, ok := s.newElimination(ctx, namingLimit), false
	if s.nameable() {
		g, ok = e.run()
	}
	if !ok {
		for i, c := range f.points {
			if irrational(c) {
				c.root.findRational(true)
				f.points[i].rat = c.root.rat
			}
		}
		return f
	}
	if g.family != nil || len(g.points) != len(f.points) {
		return finding{unresolved: note.New(note.ProofsDisagree)}
	}
	for i, c := range f.points {
		if !irrational(c) {
			continue
		}
		at := 0
		if len(f.points) > 1 {
			e.p.Limit = e.p.Spent + namingLimit
			at = slices.IndexFunc(e.p.Found, func(pt polynomial.Point) bool { return e.near(&pt, c.root) })
			if e.p.Gave {
				return f
			}
		}
		if at < 0 {
			return finding{unresolved: note.New(note.ProofsDisagree)}
		}
		if x := e.rational(&e.p.Found[at]); x != nil {
			f.points[i].rat = x
			continue
		}
		f.points[i].exact = func(digits int) *method.Irrational {
			irr := c.root.enclose(digits)
			if irr != nil {
				e.name(&e.p.Found[at], irr)
			}
			return irr
		}
	}
	return f
}

// undecided is why a support profile could not be settled.
func undecided(ctx context.Context) note.Note {
	if ctx.Err() != nil {
		return method.Cancelled(ctx)
	}
	return note.New(note.ManySolutions)
}

// judgeZeros turns the zeros of a complete subdivision into equilibria. It
// fails when one of them escapes certification.
func (s *indifference) judgeZeros(ctx context.Context, zeros []localZero) (finding, bool) {
	var f finding
	var roots []*root
next:
	for _, z := range zeros {
		c := certify(ctx, s, z)
		if c == nil {
			return f, false
		}
		r := newRoot(c)
		if r == nil {
			return f, false
		}
		for _, old := range roots {
			same, ok := old.equal(r)
			if !ok {
				return f, false
			}
			if same {
				continue next
			}
		}
		roots = append(roots, r)
	}
	for _, r := range roots {
		inside, ok := r.inside()
		if !ok {
			return f, false
		}
		if !inside {
			continue
		}
		replies, ok := s.replies(func(b *block, row int) (int, bool) { return r.sign(form{b: b, row: row}) })
		if !ok {
			return f, false
		}
		if replies == nil {
			continue
		}
		r.findRational(false)
		f.points = append(f.points, candidate{rat: r.rat, root: r, exact: r.enclose, replies: replies})
	}
	return f, true
}

// inside says whether all probabilities of the support are positive.
func (r *root) inside() (inside, ok bool) {
	for j, x := range r.at.z {
		for a := range x {
			switch sign, ok := r.sign(form{j: j, a: a}); {
			case !ok:
				return false, false
			case sign <= 0:
				return false, true
			}
		}
	}
	return true, true
}

// equal says whether two roots of the same system are the same number: when
// the enclosure of one lies in the box in which the other is the only root.
func (r *root) equal(q *root) (same, ok bool) {
	for range 4 {
		if r.at.apart(q.at) {
			return false, true
		}
		if r.cert.covers(q.at) || q.cert.covers(r.at) {
			return true, true
		}
		for _, x := range [2]*root{r, q} {
			next := x.cert.refine(2 * x.at.prec)
			if next == nil {
				return false, false
			}
			x.at = next
		}
	}
	return false, false
}

// apart says whether two enclosures have no point in common.
func (p *refined) apart(q *refined) bool {
	for j, x := range p.z {
		for a, v := range x {
			d := new(big.Rat).SetFrac(v, p.one())
			d.Sub(d, new(big.Rat).SetFrac(q.z[j][a], q.one()))
			reach := new(big.Rat).SetFrac(p.radius, p.one())
			reach.Add(reach, new(big.Rat).SetFrac(q.radius, q.one()))
			if d.Abs(d).Cmp(reach) > 0 {
				return true
			}
		}
	}
	return false
}

// covers says whether the box of c contains the enclosure.
func (c *certificate) covers(p *refined) bool {
	r := new(big.Rat).SetFloat64(c.radius)
	r.Sub(r, new(big.Rat).SetFrac(p.radius, p.one()))
	for j, x := range p.z {
		for a, v := range x {
			if a == c.ref[j] {
				continue
			}
			d := new(big.Rat).SetFrac(v, p.one())
			d.Sub(d, new(big.Rat).SetFloat64(c.z[j][a]))
			if d.Abs(d).Cmp(r) > 0 {
				return false
			}
		}
	}
	return true
}
