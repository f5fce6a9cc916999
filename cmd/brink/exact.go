package main

import (
	"math/big"

	"brink/games"
	"brink/solver/exact"
	"brink/solver/nash"
	"brink/solver/prove"
)

// jsonAlgebraic is an irrational number in JSON: the only root of an integer
// polynomial in x in an open interval.
type jsonAlgebraic struct {
	Poly     string    `json:"poly,omitempty"`
	Interval [2]string `json:"interval"`
	Approx   string    `json:"approx"`
}

// algebraicJSON is an exact number in JSON: p/q for a rational.
func algebraicJSON(a exact.Algebraic) any {
	if r, ok := a.Rational(); ok {
		return r.Big().RatString()
	}
	iv := a.Interval()
	approx, _ := a.Decimal(10)
	return jsonAlgebraic{a.Poly().String(), [2]string{iv.Lo.Big().RatString(), iv.Hi.Big().RatString()}, approx}
}

// algebraicText is an algebraic number in a table: p/q, or a decimal and "…".
func algebraicText(a exact.Algebraic) string {
	if r, ok := a.Rational(); ok {
		return r.Big().RatString()
	}
	s, _ := a.Decimal(7)
	return s + "…"
}

// coordinateJSON is a coordinate of a counterexample in JSON.
func coordinateJSON(c prove.Coordinate) any {
	if c.Rat == nil && len(c.Poly) == 0 {
		mid := new(big.Rat).Add(c.Lo, c.Hi)
		mid.Quo(mid, big.NewRat(2, 1))
		return jsonAlgebraic{"", [2]string{c.Lo.RatString(), c.Hi.RatString()}, mid.FloatString(10)}
	}
	return algebraicJSON(c.Algebraic())
}

// coordinateText is a coordinate in a table.
func coordinateText(c prove.Coordinate) string {
	if c.Rat == nil && len(c.Poly) == 0 {
		return "in (" + c.Lo.RatString() + ", " + c.Hi.RatString() + ")"
	}
	return algebraicText(c.Algebraic())
}

// numberJSON is a number of an equilibrium in JSON: p/q, or for an irrational one
// its polynomial where that is known, an interval and an approximation.
func numberJSON(x nash.Number) any {
	if r, ok := x.Rational(); ok {
		return r.RatString()
	}
	if x.Algebraic != nil {
		return algebraicJSON(*x.Algebraic)
	}
	approx, _ := x.Decimal(10)
	return jsonAlgebraic{"", [2]string{x.Lo.RatString(), x.Hi.RatString()}, approx}
}

// equilibriumJSON is the strategies and payoffs of an equilibrium in JSON.
func equilibriumJSON(e nash.Equilibrium) (strategies [][]any, payoffs []any) {
	if e.Irrational == nil {
		for _, x := range e.Strategies {
			strategies = append(strategies, anys(rats(x)))
		}
		return strategies, anys(rats(e.Payoffs))
	}
	for _, x := range e.Irrational.Strategies {
		var row []any
		for _, v := range x {
			row = append(row, numberJSON(v))
		}
		strategies = append(strategies, row)
	}
	for _, v := range e.Irrational.Payoffs {
		payoffs = append(payoffs, numberJSON(v))
	}
	return strategies, payoffs
}

func anys(s []string) []any {
	out := make([]any, len(s))
	for i, x := range s {
		out[i] = x
	}
	return out
}

// equilibriumText is what each player mixes and what all earn, for a table.
func equilibriumText(g *games.Game, e nash.Equilibrium) (mixtures []string, payoffs string) {
	if e.Irrational == nil {
		for p, x := range e.Strategies {
			mixtures = append(mixtures, mixtureText(g, p, x))
		}
		return mixtures, join(rats(e.Payoffs))
	}
	for p, x := range e.Irrational.Strategies {
		out := ""
		for k, v := range x {
			r, rational := v.Rational()
			if rational && r.Sign() == 0 {
				continue
			}
			if out != "" {
				out += " + "
			}
			out += g.Players[p].Actions[k]
			if !rational || !r.IsInt() {
				out += weightSeparator(g.Players[p].Actions[k]) + v.String()
			}
		}
		mixtures = append(mixtures, out)
	}
	parts := make([]string, len(e.Irrational.Payoffs))
	for i, v := range e.Irrational.Payoffs {
		parts[i] = v.String()
	}
	return mixtures, join(parts)
}

// roundedDigits is the precision of irrational probabilities in Gambit's lines,
// which have no form for them.
const roundedDigits = 12

// roundedProfile rounds irrational probabilities.
func roundedProfile(e *nash.Irrational) [][]*big.Rat {
	out := make([][]*big.Rat, len(e.Strategies))
	for p, x := range e.Strategies {
		for _, v := range x {
			text, _ := v.Decimal(roundedDigits)
			r, ok := new(big.Rat).SetString(text)
			if !ok {
				r = v.Lo
			}
			out[p] = append(out[p], r)
		}
	}
	return out
}
