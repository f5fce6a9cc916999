package repeated

import (
	"errors"
	"fmt"
	"math"
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
	// Approximate is the probability that the mutant's strategy takes over, in
	// floating point: it contains exponentials.
	Approximate float64
	// Favoured compares the mutant's fixation probability with that of a single
	// resident among mutants: +1 if larger, exactly.
	Favoured int
	// Exponent is the exact logarithm of their quotient divided by β.
	Exponent *big.Rat
}

// Fix computes the fixation of a mutant of strategy a in a population of b, from
// the payoffs m[i][j] of i against j. The quotient of the two fixation
// probabilities is exp(β·((Z/2)(m_aa + m_ab - m_ba - m_bb) - (m_aa - m_bb))), so its
// comparison with 1 is decided exactly. O(Z).
func Fix(m [][]*big.Rat, a, b, players int, beta *big.Rat) (*Fixation, error) {
	if players < 2 || players > MaxPopulation || beta == nil || beta.Sign() < 0 {
		return nil, ErrPopulation
	}
	if a < 0 || b < 0 || a >= len(m) || b >= len(m) || a == b {
		return nil, fmt.Errorf("%w: there are %d strategies", ErrPopulation, len(m))
	}
	half := big.NewRat(int64(players), 2)
	sum := new(big.Rat).Add(m[a][a], m[a][b])
	sum.Sub(sum, m[b][a])
	sum.Sub(sum, m[b][b])
	sum.Mul(sum, half)
	sum.Sub(sum, m[a][a])
	sum.Add(sum, m[b][b])
	f := &Fixation{Exponent: sum}
	if beta.Sign() > 0 {
		f.Favoured = sum.Sign()
	}
	// ρ = 1/(1 + Σ_i Π_{k<=i} exp(-β(π_a(k) - π_b(k)))); the exponents are summed
	// first and the largest taken out, so that nothing overflows.
	x := func(r *big.Rat) float64 { v, _ := r.Float64(); return v }
	aa, ab, ba, bb, bt, z := x(m[a][a]), x(m[a][b]), x(m[b][a]), x(m[b][b]), x(beta), float64(players)
	logs := make([]float64, 1, players)
	total, top := 0.0, 0.0
	for k := 1.0; k < z; k++ {
		pa := ((k-1)*aa + (z-k)*ab) / (z - 1)
		pb := (k*ba + (z-k-1)*bb) / (z - 1)
		total -= bt * (pa - pb)
		logs = append(logs, total)
		top = math.Max(top, total)
	}
	s := 0.0
	for _, l := range logs {
		s += math.Exp(l - top)
	}
	f.Approximate = math.Exp(-top) / s
	return f, nil
}

// SmallMutation returns the shares of time that a population spends at each
// strategy when mutations are so rare that one strategy at a time is there: the
// stationary distribution of the chain that moves from i to j with probability
// ρ(j in i)/(n-1) (Fudenberg and Imhof 2006). The result is approximate: it
// contains exponentials. O(n²·Z + n³).
func SmallMutation(m [][]*big.Rat, players int, beta *big.Rat) ([]float64, error) {
	n := len(m)
	if n == 0 {
		return nil, fmt.Errorf("%w: there are no strategies", ErrPopulation)
	}
	if n == 1 {
		return []float64{1}, nil
	}
	t := make([][]float64, n)
	for i := range t {
		t[i] = make([]float64, n)
	}
	for i := range n {
		for j := range n {
			if i == j {
				continue
			}
			f, err := Fix(m, j, i, players, beta)
			if err != nil {
				return nil, err
			}
			t[i][j] = f.Approximate / float64(n-1)
		}
	}
	return stationary(t), nil
}

// stationary is the stationary distribution of an irreducible chain given by its
// moves, by the elimination of Grassmann, Taksar and Heyman (1985), which has no
// subtractions and so keeps tiny probabilities accurate.
func stationary(t [][]float64) []float64 {
	n := len(t)
	for k := n - 1; k > 0; k-- {
		out := 0.0
		for j := range k {
			out += t[k][j]
		}
		if out == 0 {
			out = math.SmallestNonzeroFloat64
		}
		for i := range k {
			t[i][k] /= out
			for j := range k {
				if j != i {
					t[i][j] += t[i][k] * t[k][j]
				}
			}
		}
	}
	pi := make([]float64, n)
	pi[0] = 1
	sum := 1.0
	for k := 1; k < n; k++ {
		for i := range k {
			pi[k] += pi[i] * t[i][k]
		}
		sum += pi[k]
	}
	for k := range pi {
		pi[k] /= sum
	}
	return pi
}
