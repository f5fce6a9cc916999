package answer

import (
	"math/big"

	"brink/games"
)

// Orbits is the equilibria of exchangeable players with two actions at a point:
// those that differ by exchanging players are one orbit.
type Orbits struct {
	Base
	Point   []*big.Rat
	Players []games.Player
	Method  string
	Orbits  []Orbit
}

// Orbit is a set of equilibria that differ by exchanging players.
type Orbit struct {
	// First players take the first action, Second the second; Mixing mix alike.
	First, Second, Mixing int
	// Probability is that of the first action in the mixture, Rest that of the
	// second.
	Probability, Rest Real
	Payoffs           [3]Real  // of those at the first action, at the second, who mix
	Multiplicity      *big.Int // number of equilibria
	Strict            bool
	QuasiStrict       bool
	// Continuum: those who mix may do so with other probabilities too.
	Continuum bool
}

// groups are the players who do the same, with their strategy.
func (o *Orbit) groups() [3]struct {
	n        int
	strategy []Real
} {
	zero, one := Real{Rat: new(big.Rat)}, Real{Rat: big.NewRat(1, 1)}
	return [3]struct {
		n        int
		strategy []Real
	}{{o.First, []Real{one, zero}}, {o.Second, []Real{zero, one}}, {o.Mixing, []Real{o.Probability, o.Rest}}}
}

// Profiles lists one equilibrium of every orbit for Gambit's lines.
func (o *Orbits) Profiles() (list [][][]*big.Rat, rounded []int) {
	list = [][][]*big.Rat{}
	for i, b := range o.Orbits {
		var profile [][]*big.Rat
		for _, g := range b.groups() {
			if g.n == 0 {
				continue
			}
			p := g.strategy[0].Round(RoundedDigits)
			x := []*big.Rat{p, new(big.Rat).Sub(big.NewRat(1, 1), p)}
			for range g.n {
				profile = append(profile, x)
			}
		}
		list = append(list, profile)
		if b.Mixing > 0 && b.Probability.Rat == nil {
			rounded = append(rounded, i+1)
		}
	}
	return list, rounded
}

// JSON is the contract's object: one equilibrium of every orbit, in which the first
// players take the first action and the last ones mix.
func (o *Orbits) JSON(words Words) any {
	j := o.newSolutionJSON(words, o.Point, o.Method)
	j.Players = playersJSON(o.Players)
	for _, b := range o.Orbits {
		q := equilibriumJSON{Pure: b.Mixing == 0, Strict: b.Strict, Quasi: b.QuasiStrict, Multiplicity: b.Multiplicity}
		for k, g := range b.groups() {
			for range g.n {
				q.Strategies = append(q.Strategies, realsJSON(g.strategy))
				q.Payoffs = append(q.Payoffs, b.Payoffs[k].JSON())
			}
		}
		j.Equilibria = append(j.Equilibria, q)
	}
	return j
}
