package certificate

import (
	"slices"

	"brink/games/algebra"
)

// What is guessed here need not be of use: a refutation fails without the values that
// it needs, and none is wrong.

// maxGuesses bounds the values with which a quantified part is used.
const maxGuesses = 80

// flat is the variables' values of mixtures: all probabilities but the last of each.
func flat(all []mixture) []algebra.Ratio {
	var out []algebra.Ratio
	for _, m := range all {
		out = append(out, m[:len(m)-1]...)
	}
	return out
}

// otherProfiles are the pure profiles other than p and, of two players, those in which
// one or both mix so that the other is indifferent between two actions.
func (s *statement) otherProfiles(p []int) [][]algebra.Ratio {
	var out [][]algebra.Ratio
	for _, q := range s.profiles() {
		if !slices.Equal(p, q) && len(out) < maxGuesses {
			out = append(out, flat(s.certain(q)))
		}
	}
	if len(s.g.Players) != 2 {
		return out
	}
	var mixes [2][]mixture
	for i := range mixes {
		mixes[i] = s.indifferent(i)
	}
	for i := range mixes {
		for _, m := range mixes[i] {
			for a := range s.g.Players[1-i].Actions {
				both := s.certain(with([]int{0, 0}, 1-i, a))
				both[i] = m
				out = append(out, flat(both))
			}
			if i == 1 {
				for _, l := range mixes[0] {
					out = append(out, flat([]mixture{l, m}))
				}
			}
		}
	}
	return out[:min(len(out), maxGuesses)]
}

// indifferent are the mixtures of two actions of player i of two that make two actions
// of the other pay the same.
func (s *statement) indifferent(i int) []mixture {
	var out []mixture
	n, m := len(s.g.Players[i].Actions), len(s.g.Players[1-i].Actions)
	pays := func(own, other int) (algebra.Ratio, bool) {
		q := []int{own, other}
		if i == 1 {
			q = []int{other, own}
		}
		return s.g.Payoff(1-i, q).Ratio()
	}
	for a := range n {
		for b := a + 1; b < n; b++ {
			for c := range m {
				for d := c + 1; d < m; d++ {
					gain := func(own int) (algebra.Ratio, bool) {
						x, ok := pays(own, c)
						y, known := pays(own, d)
						return x.Sub(y), ok && known
					}
					x, ok := gain(a)
					y, known := gain(b)
					// w·x + (1 - w)·y = 0
					w, err := y.Div(y.Sub(x))
					if !ok || !known || err != nil {
						continue
					}
					mix := make(mixture, n)
					mix[a], mix[b] = w, number(1).Sub(w)
					out = append(out, mix)
				}
			}
		}
	}
	return out
}

// uniform gives every action of player p the same probability.
func (s *statement) uniform(p int) mixture {
	n := len(s.g.Players[p].Actions)
	out := make(mixture, n)
	for a := range out {
		out[a], _ = number(1).Div(number(int64(n)))
	}
	return out
}

// fullProfiles are completely mixed: the solutions of two players with two actions,
// equal probabilities, and of more players the same probabilities for all that make
// one indifferent.
func (s *statement) fullProfiles() [][]algebra.Ratio {
	choices := make([][]mixture, len(s.g.Players))
	for p := range choices {
		choices[p] = append(choices[p], s.uniform(p))
		if len(choices) == 2 && len(s.g.Players[0].Actions) == 2 && len(s.g.Players[1].Actions) == 2 {
			choices[p] = append(s.indifferent(p), choices[p]...)
		}
	}
	out := [][]mixture{{}}
	for _, list := range choices {
		var next [][]mixture
		for _, done := range out {
			for _, m := range list {
				next = append(next, append(slices.Clone(done), m))
			}
		}
		out = next
	}
	var values [][]algebra.Ratio
	for _, all := range out[:min(len(out), maxGuesses)] {
		values = append(values, flat(all))
	}
	return values
}

// near are mixtures that differ from given ones in one player's, moved towards two
// others: of an equilibrium in which her probabilities do not matter they are
// equilibria too.
func (s *statement) near(all []mixture) [][]algebra.Ratio {
	var out [][]algebra.Ratio
	for p, m := range all {
		n := int64(len(m))
		for first := range int64(2) {
			moved := slices.Clone(all)
			moved[p] = slices.Clone(m)
			for a := range m {
				// Weights 1, ..., 1 or 2, 1, ..., 1.
				w := int64(1)
				if a == 0 {
					w += first
				}
				t, _ := number(w).Div(number(n + first))
				moved[p][a], _ = m[a].Add(t).Div(number(2))
			}
			out = append(out, flat(moved))
		}
	}
	return out
}

// mutants are the other actions, alone and two at a time in equal parts.
func (s *statement) mutants(a int) [][]algebra.Ratio {
	n := len(s.g.Players[0].Actions)
	half, _ := number(1).Div(number(2))
	var out [][]algebra.Ratio
	for b := range n {
		for c := b; c < n; c++ {
			m := make(mixture, n)
			m[b], m[c] = half, half
			if b == c {
				m[b] = number(1)
			}
			if b != c || b != a {
				out = append(out, flat([]mixture{m}))
			}
		}
	}
	return out
}
