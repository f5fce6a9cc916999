package plane

import (
	"context"
	"math/big"

	"brink/solver/exact"
)

// Stretch is an open interval on which a class does not change.
type Stretch struct {
	Class    int
	From, To exact.Algebraic
	Sample   *big.Rat
}

// Line divides a stretch of X alone: the conditions of the question do not speak of Y.
// Neighbours of one class are joined where the point between them is of the class too.
func Line(ctx context.Context, q *Question, lo, hi *big.Rat) ([]Stretch, error) {
	w := Window{X: q.X, Y: q.Y, XLo: lo, XHi: hi, YLo: new(big.Rat), YHi: big.NewRat(1, 1)}
	d, err := divide(ctx, q, &w)
	if err != nil {
		return nil, err
	}
	var out []Stretch
	for i := range d.columns {
		class := d.columns[i].sectors[0]
		n := len(out) - 1
		if n >= 0 && out[n].Class == class && d.fences[i].gaps[0] == class {
			out[n].To = d.fences[i+1].x
			continue
		}
		out = append(out, Stretch{class, d.fences[i].x, d.fences[i+1].x, d.columns[i].x.Big()})
	}
	return out, ctx.Err()
}
