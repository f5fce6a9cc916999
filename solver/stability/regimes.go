package stability

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// maxRegimes bounds the pieces into which if, min, max and abs in payoffs may
// split parameter space.
const maxRegimes = 64

// errRegimes is returned when payoffs have too many cases.
var errRegimes = errors.New("the payoffs split parameter space into too many cases")

// regime is a part of parameter space on which every payoff of a two-player
// game is a single rational function.
type regime struct {
	when   expr.Formula
	payoff [2][][]algebra.Ratio // [player][row action][column action]
}

// piece is a part of parameter space on which every payoff of a game is a single
// rational function.
type piece struct {
	when   expr.Formula
	payoff [][]algebra.Ratio // [player][profile index]
}

// regimes splits a two-player game by the cases of its payoffs, dropping the
// combinations that the hypotheses rule out.
func regimes(ctx context.Context, g *games.Game, asm *judge) ([]regime, error) {
	ps, err := pieces(ctx, g, asm)
	if err != nil {
		return nil, err
	}
	n := len(g.Players[1].Actions)
	out := make([]regime, len(ps))
	for k, s := range ps {
		out[k].when = s.when
		for p := range 2 {
			out[k].payoff[p] = slices.Collect(slices.Chunk(s.payoff[p], n))
		}
	}
	return out, nil
}

// pieces splits a game by the cases of its payoffs, dropping the combinations
// that the hypotheses rule out.
func pieces(ctx context.Context, g *games.Game, asm *judge) ([]piece, error) {
	n := g.Profiles(games.MaxPayoffs / len(g.Players))
	if n < 0 {
		return nil, fmt.Errorf("%w: there are more than %d payoffs", errRegimes, games.MaxPayoffs)
	}
	blank := piece{when: expr.True(), payoff: make([][]algebra.Ratio, len(g.Players))}
	for p := range blank.payoff {
		blank.payoff[p] = make([]algebra.Ratio, n)
	}
	out := []piece{blank}
	profile := make([]int, len(g.Players))
	for p := range g.Players {
		for i := range n {
			decode(g, i, profile)
			v := g.Payoff(p, profile)
			if r, ok := v.Ratio(); ok {
				for k := range out {
					out[k].payoff[p][i] = r
				}
				continue
			}
			var next []piece
			for _, r := range out {
				for _, c := range v.Cases {
					when := expr.And(r.when, c.When)
					if asm.refutes(ctx, when) {
						continue
					}
					s := piece{when: when}
					for _, row := range r.payoff {
						s.payoff = append(s.payoff, slices.Clone(row))
					}
					s.payoff[p][i] = c.Is
					next = append(next, s)
				}
				if len(next) > maxRegimes {
					return nil, fmt.Errorf("%w: more than %d; state the case you mean under assume", errRegimes, maxRegimes)
				}
			}
			out = next
		}
	}
	return out, nil
}

// integral scales a payoff matrix by a positive function so that its entries
// become polynomials, which changes no equilibrium. The function is the least
// common denominator L when its sign is known under the assumptions, else L².
func integral(ctx context.Context, asm *judge, a [][]algebra.Ratio) [][]algebra.Poly {
	l := algebra.IntPoly(1)
	for _, row := range a {
		for _, r := range row {
			d := r.Den()
			q, _ := d.DivExact(algebra.GCD(l, d))
			l = l.Mul(q)
		}
	}
	scale := l
	if !l.IsConst() {
		switch asm.sign(ctx, l) {
		case prove.Pos:
		case prove.Neg:
			scale = l.Neg()
		default:
			scale = l.Mul(l)
		}
	}
	out := make([][]algebra.Poly, len(a))
	for i, row := range a {
		out[i] = make([]algebra.Poly, len(row))
		for j, r := range row {
			p := algebra.FromPoly(scale).Mul(r)
			out[i][j] = p.Num()
		}
	}
	return out
}
