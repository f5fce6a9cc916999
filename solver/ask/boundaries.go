package ask

import (
	"context"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/exact"
	"brink/solver/stability"
)

// Boundary is a value of one parameter at which rows of a table of conditions begin or
// cease to exist.
type Boundary struct {
	Value answer.Real
	Rows  []int
}

// Boundaries lists, ascending, the values of a parameter at which something changes in a
// table of conditions, the other parameters at the point. The error is the cause for
// which the context ended.
func Boundaries(ctx context.Context, a answer.Answer, at Point, v algebra.Var) ([]Boundary, error) {
	var out []Boundary
	var failed error
	hyps := a.About().Hypotheses()
	add := func(row int, exists expr.Formula) {
		flips, err := stability.Flips(ctx, hyps, exists, v, at)
		if err != nil {
			failed = err
		}
		for _, f := range flips {
			i := 0
			for i < len(out) && out[i].compare(f) < 0 {
				i++
			}
			if i == len(out) || out[i].compare(f) > 0 {
				out = append(out, Boundary{})
				copy(out[i+1:], out[i:])
				out[i] = Boundary{Value: answer.RealOf(f.Value)}
			}
			out[i].Rows = append(out[i].Rows, row)
		}
	}
	switch t := a.(type) {
	case *answer.Conditions:
		for i, r := range t.Rows {
			if f, ok := r.Condition(answer.Exists); ok {
				add(i, f)
			}
		}
	case *answer.Equilibria:
		for i, r := range t.Table.Rows {
			if t.Lists(r) {
				add(i, r.Exists)
			}
		}
	}
	if failed != nil {
		return nil, failed
	}
	return out, nil
}

// compare orders a boundary and a change.
func (b *Boundary) compare(f stability.Flip) int {
	if b.Value.Algebraic != nil {
		return b.Value.Algebraic.Cmp(f.Value)
	}
	return -f.Value.CmpRat(exact.RatBig(b.Value.Rat))
}
