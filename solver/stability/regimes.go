package stability

import (
	"context"
	"errors"
	"fmt"

	"brink/games"
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
	payoff [2][][]expr.Ratio // [player][row action][column action]
}

// regimes splits a two-player game by the cases of its payoffs, dropping the
// combinations that the hypotheses rule out.
func regimes(ctx context.Context, g *games.Game, asm *judge) ([]regime, error) {
	m, n := len(g.Players[0].Actions), len(g.Players[1].Actions)
	blank := regime{when: expr.True()}
	for p := range blank.payoff {
		blank.payoff[p] = make([][]expr.Ratio, m)
		for i := range blank.payoff[p] {
			blank.payoff[p][i] = make([]expr.Ratio, n)
		}
	}
	out := []regime{blank}
	for p := range 2 {
		for i := range m {
			for j := range n {
				v := g.Payoff(p, []int{i, j})
				if r, ok := v.Ratio(); ok {
					for k := range out {
						out[k].payoff[p][i][j] = r
					}
					continue
				}
				var next []regime
				for _, r := range out {
					for _, c := range v.Cases {
						when := expr.And(r.when, c.When)
						if asm.impossible(ctx, when) {
							continue
						}
						s := r.clone()
						s.when = when
						s.payoff[p][i][j] = c.Is
						next = append(next, s)
					}
					if len(next) > maxRegimes {
						return nil, fmt.Errorf("%w: more than %d; state the case you mean under assume", errRegimes, maxRegimes)
					}
				}
				out = next
			}
		}
	}
	return out, nil
}

func (r regime) clone() regime {
	s := regime{when: r.when}
	for p := range s.payoff {
		s.payoff[p] = make([][]expr.Ratio, len(r.payoff[p]))
		for i, row := range r.payoff[p] {
			s.payoff[p][i] = append([]expr.Ratio(nil), row...)
		}
	}
	return s
}

// integral scales a payoff matrix by a positive function so that its entries
// become polynomials, which changes no equilibrium. The function is the least
// common denominator L when its sign is known under the assumptions, else L².
func integral(ctx context.Context, asm *judge, a [][]expr.Ratio) [][]expr.Poly {
	l := expr.IntPoly(1)
	for _, row := range a {
		for _, r := range row {
			d := r.Den()
			q, _ := d.DivExact(expr.GCD(l, d))
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
	out := make([][]expr.Poly, len(a))
	for i, row := range a {
		out[i] = make([]expr.Poly, len(row))
		for j, r := range row {
			p := expr.FromPoly(scale).Mul(r)
			out[i][j] = p.Num()
		}
	}
	return out
}
