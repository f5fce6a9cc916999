package repeated

import (
	"context"
	"errors"
	"fmt"
	"math/big"
)

// ErrPopulation says that the size or the intensity of a population process makes
// no sense.
var ErrPopulation = errors.New("a population has at least 2 players and an intensity of selection of at least 0")

// MaxPopulation bounds the players of a finite population.
const MaxPopulation = 1_000_000

// Fixation is what becomes of one mutant in a population of Z players who imitate
// each other by pairwise comparison: a random player takes over the strategy of
// another with probability 1/(1 + exp(-β·difference)) of their average payoffs
// (the Fermi rule: Szabó and Tőke 1998; Traulsen, Nowak and Pacheco 2006).
type Fixation struct {
	// Approximate is the probability that the mutant's strategy takes over, to twelve
	// digits: it contains exponentials. It is nil where it or what it lacks to 1 is
	// below exp(-2^30); the rest of the answer holds all the same.
	Approximate *Probability
	// Neutral compares it with 1/Z, the probability without selection: +1 if
	// larger, exactly.
	Neutral int
	// Favoured compares the mutant's fixation probability with that of a single
	// resident among mutants: +1 if larger, exactly.
	Favoured int
	// Exponent is the exact logarithm of their quotient divided by β.
	Exponent *big.Rat
}

// Fix computes the fixation of a mutant of strategy a in a population of b, from
// the payoffs m[i][j] of i against j. With i mutants the payoffs differ by u·i + v,
// so that the probability is 1/(1 + Σ_{i<Z} exp(-β(u·i(i+1)/2 + v·i))), and the
// quotient of the two fixation probabilities is exp(β·((Z/2)(m_aa + m_ab - m_ba -
// m_bb) - (m_aa - m_bb))); its comparison with 1 is decided exactly, and so is that
// of the probability with 1/Z. O(Z).
func Fix(ctx context.Context, m [][]*big.Rat, a, b, players int, beta *big.Rat) (*Fixation, error) {
	if players < 2 || players > MaxPopulation || beta == nil || beta.Sign() < 0 {
		return nil, ErrPopulation
	}
	if a < 0 || b < 0 || a >= len(m) || b >= len(m) || a == b {
		return nil, fmt.Errorf("%w: there are %d strategies", ErrPopulation, len(m))
	}
	f := &Fixation{Exponent: advantage(m[a][a], m[a][b], m[b][a], m[b][b], players)}
	if beta.Sign() > 0 {
		f.Favoured = f.Exponent.Sign()
	}
	e := newFixationExponents(m[a][a], m[a][b], m[b][a], m[b][b], players, beta)
	p, ok, err := e.probability(ctx)
	if err != nil {
		return nil, err
	}
	if ok {
		f.Approximate = &p
	}
	if f.Neutral, err = e.againstNeutral(ctx); err != nil {
		return nil, err
	}
	return f, nil
}

// advantage is (Z/2)(aa + ab - ba - bb) - (aa - bb).
func advantage(aa, ab, ba, bb *big.Rat, players int) *big.Rat {
	sum := new(big.Rat).Add(aa, ab)
	sum.Sub(sum, ba)
	sum.Sub(sum, bb)
	sum.Mul(sum, big.NewRat(int64(players), 2))
	sum.Sub(sum, aa)
	return sum.Add(sum, bb)
}

// ErrTooStrong says that selection is so strong that a probability is below
// exp(-2^30), the least for which digits are computed.
var ErrTooStrong = errors.New("selection is too strong: there are probabilities of more than a hundred million zeros")

// SmallMutation returns the shares of time that a population spends at each
// strategy when mutations are so rare that one strategy at a time is there: the
// stationary distribution of the chain that moves from i to j with probability
// ρ(j in i)/(n-1) (Fudenberg and Imhof 2006). The result is approximate, to ten
// digits: it contains exponentials. Every share is positive, however small. It fails
// with ErrTooStrong. O(n²·Z + n³).
func SmallMutation(ctx context.Context, m [][]*big.Rat, players int, beta *big.Rat) ([]Probability, error) {
	n := len(m)
	if n < 2 {
		return nil, fmt.Errorf("%w: there are fewer than two strategies", ErrPopulation)
	}
	if players < 2 || players > MaxPopulation || beta == nil || beta.Sign() < 0 {
		return nil, ErrPopulation
	}
	t := make([][]*big.Float, n)
	for i := range t {
		t[i] = make([]*big.Float, n)
		for j := range n {
			if i == j {
				continue
			}
			p, ok, err := newFixationExponents(m[j][j], m[j][i], m[i][j], m[i][i], players, beta).probability(ctx)
			if err != nil {
				return nil, err
			}
			// A share is a quotient of sums of products of up to n of these.
			if !ok || -p.P.MantExp(nil) > (1<<30)/n {
				return nil, ErrTooStrong
			}
			t[i][j] = p.P
		}
	}
	return stationary(t), nil
}

// stationary is the stationary distribution of an irreducible chain given by its
// moves, up to a common factor, by the elimination of Grassmann, Taksar and Heyman
// (1985), which has no subtractions and so keeps tiny probabilities accurate.
func stationary(t [][]*big.Float) []Probability {
	number := func() *big.Float { return new(big.Float).SetPrec(bitsOfProbability) }
	n := len(t)
	for k := n - 1; k > 0; k-- {
		out := number()
		for j := range k {
			out.Add(out, t[k][j])
		}
		for i := range k {
			t[i][k] = number().Quo(t[i][k], out)
			for j := range k {
				if j != i {
					t[i][j] = number().Add(t[i][j], number().Mul(t[i][k], t[k][j]))
				}
			}
		}
	}
	weight := []*big.Float{number().SetInt64(1)}
	for k := 1; k < n; k++ {
		w := number()
		for i := range k {
			w.Add(w, number().Mul(weight[i], t[i][k]))
		}
		weight = append(weight, w)
	}
	pi := make([]Probability, n)
	for k := range pi {
		others := number() // without subtraction, so that it is accurate too
		for i, w := range weight {
			if i != k {
				others.Add(others, w)
			}
		}
		all := number().Add(others, weight[k])
		pi[k] = Probability{number().Quo(weight[k], all), others.Quo(others, all)}
	}
	return pi
}
