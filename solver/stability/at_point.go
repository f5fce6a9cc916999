package stability

import (
	"context"
	"math/big"

	"brink/games"
)

// At is a table read at a point of parameter space.
type At struct {
	Point []*big.Rat
	Rows  []AtRow
}

// AtRow is one row at a point.
type AtRow struct {
	Row    *Row
	Exists bool
	Strict bool
	// Slack is how much the least attractive deviation loses: negative when a
	// deviation gains, zero at a knife-edge. It is nil for rows without a single
	// equilibrium at this point.
	Slack *big.Rat
	// Player, From and To name the deviation with the least loss; Player is -1
	// when there is no deviation.
	Player, From, To int
	// Flips are, for each parameter with the others held fixed, the values that
	// the hypotheses allow at which the existence of the row changes.
	Flips []Flip
}

// AtPoint reads the table at a point.
func AtPoint(ctx context.Context, t *Table, point []*big.Rat) (*At, error) {
	s, err := t.Game.At(point)
	if err != nil {
		return nil, err
	}
	at := &At{Point: point}
	for _, row := range t.Rows {
		r := AtRow{Row: row, Exists: row.Exists.Eval(point), Strict: row.Strict.Eval(point), Player: -1}
		if strategies, ok := evaluate(row, point); ok {
			r.slack(s, strategies)
		}
		if r.Exists && r.Slack != nil && r.Slack.Sign() < 0 {
			// The support carries other equilibria here than the one that the
			// strategies describe elsewhere.
			r.Slack, r.Player = nil, -1
		}
		if len(t.Game.Terms()) > 0 {
			at.Rows = append(at.Rows, r) // conditions are no polynomials of one parameter
			continue
		}
		for v := range t.Game.Params {
			flips, err := Flips(ctx, t.Game.Hypotheses(), row.Exists, v, point)
			if err != nil {
				return nil, err
			}
			r.Flips = append(r.Flips, flips...)
		}
		at.Rows = append(at.Rows, r)
	}
	return at, nil
}

// evaluate returns the strategies of a row at a point; ok is false where it has
// none or a denominator vanishes or a probability is negative.
func evaluate(row *Row, point []*big.Rat) ([][]*big.Rat, bool) {
	if row.Strategies == nil {
		return nil, false
	}
	out := make([][]*big.Rat, len(row.Strategies))
	for p, s := range row.Strategies {
		for _, r := range s {
			v, err := r.Eval(point)
			if err != nil || v.Sign() < 0 {
				return nil, false
			}
			out[p] = append(out[p], v)
		}
	}
	return out, true
}

// slack finds the deviation from the support that loses least.
func (r *AtRow) slack(s *games.Strategic, strategies [][]*big.Rat) {
	for p := range strategies {
		u := s.Expected(p, strategies)
		stay := r.Row.Support[p][0]
		inSupport := make([]bool, len(u))
		for _, a := range r.Row.Support[p] {
			inSupport[a] = true
		}
		for a := range u {
			if inSupport[a] {
				continue
			}
			loss := new(big.Rat).Sub(u[stay], u[a])
			if r.Slack == nil || loss.Cmp(r.Slack) < 0 {
				r.Slack, r.Player, r.From, r.To = loss, p, stay, a
			}
		}
	}
}
