package concept

import (
	"context"
	"errors"
	"fmt"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// MaxPieces bounds the pieces into which if, min, max and abs may split parameter
// space.
const MaxPieces = 64

// ErrPieces says that there are more.
var ErrPieces = fmt.Errorf("%w: the formulas split parameter space into too many cases", ErrTooLarge)

// ErrTooLarge says that a game has more ways of playing, or more cases, than are
// examined: nothing is known of its equilibria.
var ErrTooLarge = errors.New("the game is too large")

// Piece is a part of parameter space in which every value is one rational function.
type Piece struct {
	When  expr.Formula
	Ratio []algebra.Ratio // of the values, in their order
}

// Pieces splits parameter space by the cases of values, leaving out combinations
// that the assumptions rule out.
func (s *Settler) Pieces(ctx context.Context, values []expr.Value) ([]Piece, error) {
	pieces := []Piece{{When: expr.True(), Ratio: make([]algebra.Ratio, len(values))}}
	for i, v := range values {
		if r, ok := v.Ratio(); ok {
			for k := range pieces {
				pieces[k].Ratio[i] = r
			}
			continue
		}
		var next []Piece
		for _, p := range pieces {
			for _, c := range v.Cases {
				when := expr.And(p.When, c.When)
				if s.Soon(ctx, when) == prove.No {
					continue
				}
				if len(next) == MaxPieces {
					return nil, ErrPieces
				}
				q := Piece{When: when, Ratio: append([]algebra.Ratio(nil), p.Ratio...)}
				q.Ratio[i] = c.Is
				next = append(next, q)
			}
		}
		pieces = next
	}
	return pieces, nil
}
