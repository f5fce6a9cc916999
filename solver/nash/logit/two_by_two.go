package logit

import (
	"context"
	"fmt"
	"math"
	"slices"

	"brink/games"
	"brink/solver/nash/method"
)

// TwoByTwo returns, approximately, all logit equilibria of a 2×2 game at a
// precision λ >= 0, by ascending probability of player 1's first action. In the
// log-odds y of that probability they are the zeros of
//
//	h(y) = λ·d1(σ(λ·d2(σ(y)))) - y,    σ(y) = 1/(1 + e^-y),
//
// with d_i the gain of player i's first action, linear in the other's
// probability. h(y) + y is monotone: where it falls there is one zero; where it
// grows it is a σ-shaped function of a σ-shaped one, and h has few extremes,
// between which zeros are bracketed. Zeros closer together than the grid, near
// the λ at which two of them merge, are found by way of the extremes.
func TwoByTwo(g *games.Strategic, lambda float64) ([]Point, error) {
	if err := method.Validate(g); err != nil {
		return nil, err
	}
	if !slices.Equal(g.Shape(), []int{2, 2}) {
		return nil, fmt.Errorf("%w: all of them are found in 2×2 games only", Err)
	}
	if lambda < 0 || math.IsNaN(lambda) || math.IsInf(lambda, 0) {
		return nil, fmt.Errorf("%w: precision %v is not a finite non-negative number", Err, lambda)
	}
	c, err := newLogitCurve(context.Background(), g)
	if err != nil {
		return nil, err
	}
	pay := c.source.(*strategicForm).pay
	u, v := pay[0], pay[1]
	d1 := func(q float64) float64 { return q*(u[0]-u[2]) + (1-q)*(u[1]-u[3]) }
	d2 := func(p float64) float64 { return p*(v[0]-v[1]) + (1-p)*(v[2]-v[3]) }
	scaled := lambda * c.scale
	reply := func(y float64) float64 { return scaled * d2(sigma(y)) } // log-odds of player 2
	h := func(y float64) float64 { return scaled*d1(sigma(reply(y))) - y }

	lo, hi := min(scaled*d1(0), scaled*d1(1))-1e-9, max(scaled*d1(0), scaled*d1(1))+1e-9
	var out []Point
	add := func(y float64) {
		z := reply(y)
		x := []float64{logSigma(y), logSigma(-y), logSigma(z), logSigma(-z), scaled}
		c.evaluate(x)
		out = append(out, c.point(x))
	}
	const cells = 4096
	at := func(k int) float64 { return lo + (hi-lo)*float64(k)/cells }
	for k := range cells {
		a, b := at(k), at(k+1)
		switch ha, hb := h(a), h(b); {
		case ha == 0:
			add(a)
		case ha*hb < 0:
			add(bisect(h, a, b))
		case k > 0 && hb != 0:
			// Is there an extreme nearer to zero than its neighbours?
			prev := at(k - 1)
			if math.Abs(h(prev)) < math.Abs(ha) || math.Abs(hb) < math.Abs(ha) || h(prev)*ha <= 0 {
				continue
			}
			m := extreme(h, prev, b, ha > 0)
			if h(m)*ha < 0 {
				add(bisect(h, prev, m))
				add(bisect(h, m, b))
			}
		}
	}
	slices.SortFunc(out, func(a, b Point) int {
		return int(math.Copysign(1, a.Strategies[0][0]-b.Strategies[0][0]))
	})
	return out, nil
}

func sigma(y float64) float64 { return 1 / (1 + math.Exp(-y)) }

// logSigma is log σ(y).
func logSigma(y float64) float64 {
	if y < 0 {
		return y - math.Log1p(math.Exp(y))
	}
	return -math.Log1p(math.Exp(-y))
}

// bisect finds a zero of f between a and b, where its signs differ.
func bisect(f func(float64) float64, a, b float64) float64 {
	negative := f(a) < 0
	for range 200 {
		m := a + (b-a)/2
		if m == a || m == b {
			break
		}
		if (f(m) < 0) == negative {
			a = m
		} else {
			b = m
		}
	}
	return a + (b-a)/2
}

// extreme finds the least (or largest) value of f between a and b by thirds.
func extreme(f func(float64) float64, a, b float64, least bool) float64 {
	for range 200 {
		x, y := a+(b-a)/3, b-(b-a)/3
		if (f(x) < f(y)) == least {
			b = y
		} else {
			a = x
		}
	}
	return a + (b-a)/2
}
