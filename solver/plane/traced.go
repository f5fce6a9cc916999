package plane

import (
	"context"
	"math/big"
	"slices"

	"brink/games/algebra"
)

// Graph is what is known of variables that are functions of X and Y.
type Graph struct {
	// Moves reports whether the values of a polynomial change with a parameter.
	Moves func(p algebra.Poly, v algebra.Var) bool
	// Signs prepares to find the signs of polynomials at points of X and Y: -1, 0 or 1, and
	// else another number where a function has no value.
	Signs func(ps []algebra.Poly) func(x, y *big.Rat, signs []int8)
	// Edges are polynomials at whose zeros functions begin and cease to have values.
	Edges []algebra.Poly
}

// Columns is at how many values of X a division with a graph looks for arcs; Rows is at
// how many values of Y it asks there for signs. What is smaller than the steps between
// them, and a zero at which no sign changes, can be missed; points that are unlike
// everything beside them are not looked for. What is found lies within Tolerance.
const (
	Columns = 128
	Rows    = 64
)

// Steps, as shares of the window, as powers of 2.
const (
	sharpest = 34 // between two columns with a critical value between them
	heights  = 26 // of the zeros in a column
	touching = 12 // zeros this near to each other, at a critical value, are one point
	steepest = 5  // between the zeros of an arc in neighbouring columns
	gentle   = 14 // columns nearer to each other are not parted to make arcs less steep
)

// stack is what lies over a value of X: the zeros upwards, the lower and the upper edge
// being the first and the last of them.
type stack struct {
	x      *big.Rat
	zeros  []zeroAt
	bottom []int8 // signs of the factors above the lower edge
}

type zeroAt struct {
	factor int
	y      *big.Rat
}

// alike reports whether two stacks have the same zeros in the same order, and the same
// signs between them.
func (s *stack) alike(o *stack) bool {
	return slices.Equal(s.bottom, o.bottom) &&
		slices.EqualFunc(s.zeros, o.zeros, func(a, b zeroAt) bool { return a.factor == b.factor })
}

// scanner finds stacks.
type scanner struct {
	*division
	signs         func(x, y *big.Rat, signs []int8)
	width, height *big.Rat
	lower, upper  int // the factors of the edges
}

// traced divides a window by conditions that mention functions of its parameters.
func traced(ctx context.Context, q *Question, w *Window) (*tracer, error) {
	table, ok := newFactorTable(algebra.Within(ctx, effort), q, w, q.Graph.Edges...)
	if !ok {
		return nil, cause(ctx)
	}
	s := &scanner{
		division: &division{q: q, w: w, t: table}, signs: q.Graph.Signs(table.list),
		width: new(big.Rat).Sub(w.XHi, w.XLo), height: new(big.Rat).Sub(w.YHi, w.YLo),
	}
	for i, p := range table.list {
		table.flat[i] = !p.Has(q.Y) && !q.Graph.Moves(p, q.Y)
	}
	t := &tracer{division: s.division, frame: make([]bool, len(table.list)), lines: make(map[[2]int][]Vec)}
	s.lower, s.upper = t.edge(w.YLo), t.edge(w.YHi)
	return t, s.columns(ctx, t)
}

// columns goes from left to right, and into the steps between which the zeros change.
func (s *scanner) columns(ctx context.Context, t *tracer) error {
	inner := share(sharpest)
	stacks := []*stack{s.stack(s.at(inner))}
	var groups [][]*stack
	var step func(from, to *big.Rat, a, b *stack) error
	step = func(from, to *big.Rat, a, b *stack) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		wide := new(big.Rat).Sub(to, from)
		same := a.alike(b)
		switch {
		case same && (wide.Cmp(share(gentle)) <= 0 || !s.steep(a, b)):
			stacks = append(stacks, b)
			return nil
		case !same && wide.Cmp(share(sharpest)) <= 0:
			groups, stacks = append(groups, stacks), []*stack{b}
			return nil
		}
		mid := middle(from, to)
		m := s.stack(s.at(mid), a, b)
		if err := step(from, mid, a, m); err != nil {
			return err
		}
		return step(mid, to, m, b)
	}
	from, a := inner, stacks[0]
	for i := int64(1); i <= Columns; i++ {
		// Not at round shares, where conditions have their corners.
		to := new(big.Rat).Sub(big.NewRat(i, Columns), big.NewRat(1, 3*Columns))
		if i == Columns {
			to = new(big.Rat).Sub(big.NewRat(1, 1), inner)
		}
		b := s.stack(s.at(to), a)
		if err := step(from, to, a, b); err != nil {
			return err
		}
		from, a = to, b
	}
	s.assemble(t, append(groups, stacks))
	return nil
}

// share is a power of 2 below 1.
func share(n uint) *big.Rat {
	return new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), n))
}

// at is the value of X at a share of the window's width.
func (s *scanner) at(part *big.Rat) *big.Rat {
	x := new(big.Rat).Mul(part, s.width)
	return x.Add(x, s.w.XLo)
}

// steep reports whether an arc rises much between two stacks that are alike.
func (s *scanner) steep(a, b *stack) bool {
	most := new(big.Rat).Mul(share(steepest), s.height)
	for i := range a.zeros {
		d := new(big.Rat).Sub(a.zeros[i].y, b.zeros[i].y)
		if d.Abs(d).Cmp(most) > 0 {
			return true
		}
	}
	return false
}

// stack finds the zeros over a value of X at which signs change between rows, which are
// also those between the zeros of other stacks: so zeros are followed to where they meet.
func (s *scanner) stack(x *big.Rat, near ...*stack) *stack {
	n := len(s.t.list)
	out := &stack{x: x, zeros: []zeroAt{{s.lower, s.w.YLo}}}
	sharp := new(big.Rat).Mul(share(heights), s.height)
	below, above, at := make([]int8, n), make([]int8, n), make([]int8, n)
	rows := s.rows(sharp, near)
	s.signs(x, rows[0], below)
	out.bottom = slices.Clone(below)
	for i, to := range rows[1:] {
		s.signs(x, to, above)
		for k := range n {
			if s.t.flat[k] || !changes(below[k], above[k]) {
				continue
			}
			lo, hi := rows[i], to
			for new(big.Rat).Sub(hi, lo).Cmp(sharp) > 0 {
				mid := middle(lo, hi)
				if s.signs(x, mid, at); at[k] == below[k] {
					lo = mid
				} else {
					hi = mid
				}
			}
			out.zeros = append(out.zeros, zeroAt{k, hi})
		}
		below, above = above, below
	}
	slices.SortStableFunc(out.zeros, func(a, b zeroAt) int { return a.y.Cmp(b.y) })
	out.zeros = append(out.zeros, zeroAt{s.upper, s.w.YHi})
	return out
}

// rows lists the values of Y at which signs are asked for, upwards, not at round shares,
// where conditions have their corners.
func (s *scanner) rows(inner *big.Rat, near []*stack) []*big.Rat {
	out := []*big.Rat{new(big.Rat).Add(s.w.YLo, inner), new(big.Rat).Sub(s.w.YHi, inner)}
	for i := int64(1); i < Rows; i++ {
		y := new(big.Rat).Mul(new(big.Rat).Sub(big.NewRat(i, Rows), big.NewRat(2, 5*Rows)), s.height)
		out = append(out, y.Add(y, s.w.YLo))
	}
	for _, k := range near {
		for i, z := range k.zeros[1:] {
			if y := middle(k.zeros[i].y, z.y); y.Cmp(out[0]) > 0 && y.Cmp(out[1]) < 0 {
				out = append(out, y)
			}
		}
	}
	slices.SortFunc(out, (*big.Rat).Cmp)
	return slices.CompactFunc(out, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
}

// changes reports whether there is a zero between two points by their signs: one at the
// upper point counts with the next row.
func changes(below, above int8) bool {
	return below != above && signed(below) && signed(above) && above != 0
}

func signed(s int8) bool { return s >= -1 && s <= 1 }
