package repeated

import (
	"math/big"
)

// PenalCode is a worst equilibrium for a player, to be started when she deviates:
// the sticks of an optimal penal code (Abreu 1988), then the carrot.
type PenalCode struct {
	Player int
	Payoff *big.Rat // the worst equilibrium payoff
	// Sticks are the profiles to play in turn.
	Sticks [][2]int
	// Carrot is the payoff of what follows the sticks, and Mixture how public
	// randomisation attains it from the vertices of the payoff set. The mixture
	// has one vertex, whose own support is to be followed, when Carrot is one.
	Carrot  [2]*big.Rat
	Mixture []Weighted
	// Forever says that the last stick is repeated for ever.
	Forever bool
}

// Weighted is a vertex of a payoff set with its probability.
type Weighted struct {
	Vertex int
	Weight *big.Rat
}

// PenalCodes describes, for both players, how the worst payoff of the set is
// attained; nil when the set has no supports.
func (s *PayoffSet) PenalCodes() []PenalCode {
	if s.Supports == nil {
		return nil
	}
	out := make([]PenalCode, 2)
	for p := range out {
		k := 0
		for i, v := range s.Vertices {
			if v[p].Cmp(s.Vertices[k][p]) < 0 {
				k = i
			}
		}
		code := PenalCode{Player: p, Payoff: s.Vertices[k][p]}
		for seen := map[int]bool{}; ; {
			seen[k] = true
			code.Sticks = append(code.Sticks, s.Supports[k].Profile)
			code.Carrot = s.Supports[k].Next
			code.Mixture = s.Mix(code.Carrot)
			if len(code.Mixture) != 1 {
				break
			}
			next := code.Mixture[0].Vertex
			// Only bad times are sticks: stop where the deviator is better off.
			if next == k {
				code.Forever = true
				break
			}
			if seen[next] || s.Vertices[next][p].Cmp(s.Vertices[k][p]) > 0 {
				break
			}
			k = next
		}
		out[p] = code
	}
	return out
}

// Mix writes a point of the set as a mixture of at most three vertices; nil if it
// is not in the set.
func (s *PayoffSet) Mix(w [2]*big.Rat) []Weighted {
	for k, v := range s.Vertices {
		if v[0].Cmp(w[0]) == 0 && v[1].Cmp(w[1]) == 0 {
			return []Weighted{{k, big.NewRat(1, 1)}}
		}
	}
	n := len(s.Vertices)
	if n == 2 {
		return s.between(0, 1, w)
	}
	for k := 1; k+1 < n; k++ {
		a, b, c := s.Vertices[0], s.Vertices[k], s.Vertices[k+1]
		whole := area(a, b, c)
		weights := [3]*big.Rat{area(w, b, c), area(a, w, c), area(a, b, w)}
		ok := whole.Sign() > 0
		for _, x := range weights {
			ok = ok && x.Sign() >= 0
		}
		if !ok {
			continue
		}
		var out []Weighted
		for i, vertex := range [3]int{0, k, k + 1} {
			if weights[i].Sign() > 0 {
				out = append(out, Weighted{vertex, weights[i].Quo(weights[i], whole)})
			}
		}
		return out
	}
	return nil
}

// between writes w as a mixture of two vertices.
func (s *PayoffSet) between(i, j int, w [2]*big.Rat) []Weighted {
	a, b := s.Vertices[i], s.Vertices[j]
	if area(a, b, w).Sign() != 0 {
		return nil
	}
	for p := range 2 {
		length := new(big.Rat).Sub(b[p], a[p])
		if length.Sign() == 0 {
			continue
		}
		k := new(big.Rat).Sub(w[p], a[p])
		k.Quo(k, length)
		rest := new(big.Rat).Sub(big.NewRat(1, 1), k)
		if k.Sign() < 0 || rest.Sign() < 0 {
			return nil
		}
		return []Weighted{{i, rest}, {j, k}}
	}
	return nil
}

// area is twice the signed area of a triangle.
func area(a, b, c [2]*big.Rat) *big.Rat {
	d := func(x, y [2]*big.Rat, p int) *big.Rat { return new(big.Rat).Sub(y[p], x[p]) }
	l := new(big.Rat).Mul(d(a, b, 0), d(a, c, 1))
	return l.Sub(l, new(big.Rat).Mul(d(a, b, 1), d(a, c, 0)))
}
