package stability

import (
	"context"
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
	"brink/solver/note"
	"brink/solver/prove"
)

// Cell is a part of parameter space on which the same rows of a table exist.
type Cell struct {
	// Where describes the cell in the parameters that vary.
	Where expr.Formula
	// Sample is a point of the cell, one coordinate per parameter of the game.
	Sample []prove.Coordinate
	// Dimension of the cell: the number of varying parameters for an open one,
	// less one for each equation that defines it otherwise.
	Dimension int
	// Rows are the rows of the table that exist on the cell.
	Rows []*Row
}

// Partition is a division of the range of some parameters into cells.
type Partition struct {
	Over  []algebra.Var
	Cells []Cell
	// Undefined holds where a payoff divides by zero. No cell contains such a point,
	// and where the zeros of a denominator separate, they separate cells.
	Undefined expr.Formula
	// Complete is false when the table is not complete or the prover could not
	// settle whether some cell is empty.
	Complete bool
	Reasons  []note.Note
}

// Regions divides the allowed values of the parameters over by the set of rows
// that exist, the other parameters fixed at the point. One parameter gives
// intervals and points in ascending order; more give one cell for each set of
// rows and signs of the payoffs' denominators, which need not be connected, larger
// dimensions first.
func Regions(ctx context.Context, t *Table, over []algebra.Var, point []*big.Rat) (*Partition, error) {
	fix := func(f expr.Formula) expr.Formula {
		for v, r := range point {
			if !slices.Contains(over, v) {
				f = f.At(v, r)
			}
		}
		return f
	}
	exists := make([]expr.Formula, len(t.Rows))
	for i, r := range t.Rows {
		exists[i] = fix(r.Exists)
	}
	roots := t.Game.Roots()
	for x, p := range roots {
		for v, r := range point {
			if !slices.Contains(over, v) {
				p = p.At(v, r)
			}
		}
		roots[x] = p
	}
	asm := func(hyps expr.Formula) *prove.Assumptions {
		return prove.Assume(hyps, prove.Options{Prefer: point, Names: t.Game.Names(), Budget: regionBudget, Roots: roots})
	}
	defined := fix(t.Game.Defined)
	declared := asm(fix(t.Game.Header.Hypotheses())) // what is assumed, defined or not
	out := &Partition{Over: over, Complete: t.Complete, Reasons: slices.Clone(t.Reasons)}
	out.Undefined = undefined(ctx, declared, defined)
	if len(over) == 1 {
		out.Cells = line(ctx, t, fix(t.Game.Header.Hypotheses()), defined, exists, over[0], point)
		for i, c := range out.Cells {
			out.Cells[i].Where = Presenter{declared, -1}.Formula(ctx, declared.Simplify(ctx, c.Where))
		}
		return out, ctx.Err()
	}
	d := &divider{ctx: ctx, t: t, over: over, point: point, exists: exists, asm: asm(fix(t.Game.Hypotheses())), declared: declared, defined: defined}
	for _, c := range d.sides() {
		d.divide(0, c, nil)
	}
	if d.open > 0 {
		out.Complete = false
		out.Reasons = append(out.Reasons, note.New(note.OpenCells, d.open))
	}
	if d.flat > 0 {
		out.Complete = false
		out.Reasons = append(out.Reasons, note.New(note.FlatCells, d.flat))
	}
	out.Cells = d.cells
	slices.SortStableFunc(out.Cells, func(a, b Cell) int { return b.Dimension - a.Dimension })
	return out, ctx.Err()
}

// regionBudget bounds one question about a cell, in the prover's units.
const regionBudget = 1_000_000

// line divides the values of one parameter at the roots of every polynomial that
// occurs, then joins neighbours with the same rows. What is declared says which
// values count, and no cell reaches over one at which payoffs are not defined. There
// are no cells when the context ends.
func line(ctx context.Context, t *Table, declared, defined expr.Formula, exists []expr.Formula, v algebra.Var, point []*big.Rat) []Cell {
	var roots []exact.Algebraic
	add := func(a expr.Atom) {
		found, _ := exact.Roots(ctx, univariate(a.P, v)) // the end of ctx is asked for below
		roots = append(roots, found...)
	}
	declared.Atoms(add)
	defined.Atoms(add)
	for _, f := range exists {
		f.Atoms(add)
	}
	if ctx.Err() != nil {
		return nil
	}
	slices.SortFunc(roots, exact.Algebraic.Cmp)
	roots = slices.CompactFunc(roots, func(a, b exact.Algebraic) bool { return a.Cmp(b) == 0 })
	gaps := []*big.Rat{new(big.Rat)}
	if len(roots) > 0 {
		gaps = gapSamples(roots)
	}
	// piece 2i is the gap below root i, piece 2i+1 the root itself.
	type piece struct {
		declared, allowed bool
		rows              []*Row
	}
	pieces := make([]piece, 2*len(roots)+1)
	for k := range pieces {
		holds := func(f expr.Formula) bool {
			if k%2 == 1 {
				return holdsAt(f, v, roots[k/2])
			}
			at := make([]*big.Rat, v+1)
			at[v] = gaps[k/2]
			return f.Eval(at)
		}
		if ctx.Err() != nil {
			return nil
		}
		pieces[k].declared = holds(declared)
		pieces[k].allowed = pieces[k].declared && holds(defined)
		for i, f := range exists {
			if holds(f) {
				pieces[k].rows = append(pieces[k].rows, t.Rows[i])
			}
		}
	}
	lowest, highest := slices.IndexFunc(pieces, func(p piece) bool { return p.declared }), len(pieces)-1
	for highest >= 0 && !pieces[highest].declared {
		highest--
	}
	var cells []Cell
	for k := 0; k < len(pieces); {
		if !pieces[k].allowed {
			k++
			continue
		}
		end := k
		for end+1 < len(pieces) && pieces[end+1].allowed && slices.Equal(pieces[end+1].rows, pieces[k].rows) {
			end++
		}
		c := Cell{Rows: pieces[k].rows, Dimension: 1}
		var parts []expr.Formula
		if end == k && k%2 == 1 {
			c.Dimension = 0
			parts = append(parts, bound(v, roots[k/2], expr.EQ))
		} else {
			// Bounds beyond which nothing is declared are stated by the range.
			if k > lowest {
				if k%2 == 1 {
					parts = append(parts, bound(v, roots[k/2], expr.GE))
				} else {
					parts = append(parts, bound(v, roots[k/2-1], expr.GT))
				}
			}
			if end < highest {
				op := expr.LT
				if end%2 == 1 {
					op = expr.LE
				}
				parts = append(parts, bound(v, roots[end/2], op))
			}
		}
		c.Where = expr.And(parts...)
		c.Sample = fixed(point)
		c.Sample[v] = sampleOf(k, end, roots, gaps)
		cells = append(cells, c)
		k = end + 1
	}
	return cells
}

// sampleOf picks a point of the pieces k to end: a gap's where there is one.
func sampleOf(k, end int, roots []exact.Algebraic, gaps []*big.Rat) prove.Coordinate {
	if k%2 == 0 {
		return prove.Coordinate{Rat: gaps[k/2]}
	}
	if end > k {
		return prove.Coordinate{Rat: gaps[(k+1)/2]}
	}
	r := roots[k/2]
	if q, ok := r.Rational(); ok {
		return prove.Coordinate{Rat: q.Big()}
	}
	iv := r.Interval()
	return prove.Coordinate{Poly: r.Poly(), Lo: iv.Lo.Big(), Hi: iv.Hi.Big()}
}

func fixed(point []*big.Rat) []prove.Coordinate {
	out := make([]prove.Coordinate, len(point))
	for i, r := range point {
		out[i].Rat = r
	}
	return out
}

// bound is the formula v op r. For an irrational r with polynomial p it speaks
// of the sign of p on the interval that isolates r.
func bound(v algebra.Var, r exact.Algebraic, op expr.Op) expr.Formula {
	if q, ok := r.Rational(); ok {
		return expr.Compare(algebra.FromPoly(algebra.Variable(v)), op, algebra.FromRat(q.Big()))
	}
	var p algebra.Poly
	for k, c := range r.Poly() {
		p = p.Add(algebra.Variable(v).Pow(k).Scale(algebra.IntFromBig(new(big.Int).Set(c))))
	}
	iv := r.Interval()
	x := algebra.FromPoly(algebra.Variable(v))
	above := expr.Compare(x, expr.GT, algebra.FromRat(iv.Lo.Big()))
	below := expr.Compare(x, expr.LT, algebra.FromRat(iv.Hi.Big()))
	if r.Poly().Sign(iv.Lo) > 0 { // make p rise through r
		p = p.Neg()
	}
	switch op {
	case expr.EQ:
		return expr.And(above, below, expr.Sign(p, expr.EQ))
	case expr.LT, expr.LE:
		return expr.Or(expr.Not(above), expr.And(below, expr.Sign(p, op)))
	}
	return expr.Or(expr.Not(below), expr.And(above, expr.Sign(p, op)))
}

// divider splits on one row after the other, following only combinations that
// the prover does not exclude.
type divider struct {
	ctx    context.Context
	t      *Table
	asm    *prove.Assumptions
	over   []algebra.Var
	point  []*big.Rat
	exists []expr.Formula
	cells  []Cell
	open   int // parts that may be empty
	flat   int // cells that may be of lower dimension

	declared *prove.Assumptions // the hypotheses without defined
	defined  expr.Formula       // where no payoff divides by zero
}

// sides lists the combinations of signs that the denominators of payoffs can have
// off their zeros. A denominator that counts in some pieces of a payoff only
// divides nothing.
func (d *divider) sides() []expr.Formula {
	sides := []expr.Formula{expr.True()}
	for _, c := range d.defined.Conjuncts() {
		if c.Kind != expr.KAtom || c.Atom.Op != expr.NE {
			continue
		}
		for _, factor := range algebra.Factorize(c.Atom.P).List {
			var next []expr.Formula
			for _, s := range sides {
				for _, op := range []expr.Op{expr.LT, expr.GT} {
					f := expr.And(s, expr.Sign(factor.P, op))
					if ans, _ := d.asm.Satisfiable(d.ctx, f); ans != prove.No {
						next = append(next, f)
					}
				}
			}
			if len(next) > maxSides {
				return sides
			}
			sides = next
		}
	}
	return sides
}

// maxSides bounds the combinations of signs of denominators by which cells are
// separated.
const maxSides = 64

func (d *divider) divide(i int, so expr.Formula, rows []*Row) {
	if d.ctx.Err() != nil || so.IsFalse() {
		return
	}
	ans, model := d.asm.Satisfiable(d.ctx, so)
	if ans == prove.No {
		return
	}
	if i < len(d.exists) {
		d.divide(i+1, expr.And(so, d.exists[i]), append(rows[:len(rows):len(rows)], d.t.Rows[i]))
		d.divide(i+1, expr.And(so, expr.Not(d.exists[i])), rows)
		return
	}
	if ans == prove.Unknown {
		d.open++
		return
	}
	where := d.asm.Simplify(d.ctx, so)
	if d.declared.Implies(d.ctx, expr.Implies(where, d.defined)) != prove.Yes {
		where = d.declared.Simplify(d.ctx, expr.And(where, d.defined))
	}
	c := Cell{Where: where, Rows: rows, Sample: fixed(d.point), Dimension: len(d.over)}
	for _, v := range d.over {
		c.Sample[v] = model.At(v)
	}
	switch d.asm.Measure0(d.ctx, where) {
	case prove.Unknown:
		d.flat++
	case prove.Yes:
		equations := 0
		for _, f := range where.Conjuncts() {
			if f.Kind == expr.KAtom && f.Atom.Op == expr.EQ {
				equations++
			}
		}
		c.Dimension = max(0, len(d.over)-max(1, equations))
	}
	c.Where = Presenter{d.asm, -1}.Condensed(d.ctx, where, leastUnits)
	d.cells = append(d.cells, c)
}
