package refine

import (
	"context"
	"math/big"

	"brink/games"
	"brink/solver/nash/method"
)

// Structure lists the classes of games that a game belongs to; every test is
// exact.
type Structure struct {
	ZeroSum     bool
	ConstantSum *big.Rat // the constant, for constant-sum games; nil otherwise
	// StrategicallyZeroSum: two players, and scaling the payoffs of one by a
	// positive number and adding to each player's a function of the other's action
	// makes the game zero-sum (Moulin and Vial 1978). Best responses, and hence
	// equilibria, are those of that zero-sum game.
	StrategicallyZeroSum bool
	Symmetric            bool // two players: exchanging them changes nothing
	// Potential is an exact potential by profile (Monderer and Shapley 1996),
	// normalised to 0 at the first profile; nil when the game has none.
	Potential []*big.Rat
	// IdenticalInterests: all players have the same payoffs.
	IdenticalInterests bool
	// Supermodular: with actions in the order of the file, each player's gain from
	// a higher action never falls in the actions of the others (Topkis 1979;
	// Milgrom and Roberts 1990). Submodular the reverse.
	Supermodular, Submodular bool
}

// Structures recognises the classes. O(profiles · players² · actions). It returns
// the context's error when that ends first.
func Structures(ctx context.Context, g *games.Strategic) (*Structure, error) {
	s := &Structure{}
	for _, test := range []func(){
		func() { s.Potential = potential(ctx, g) },
		func() { s.ConstantSum = constantSum(g) },
		func() { s.StrategicallyZeroSum = g.DoubleDifferences(ctx).StrategicallyZeroSum() },
		func() { s.Symmetric = symmetricTwoPlayer(g) },
		func() { s.IdenticalInterests = identicalInterests(g) },
		func() { s.Supermodular, s.Submodular = differences(ctx, g) },
	} {
		if test(); ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	s.ZeroSum = s.ConstantSum != nil && s.ConstantSum.Sign() == 0
	return s, nil
}

func constantSum(g *games.Strategic) *big.Rat {
	var c *big.Rat
	for i := range g.Profiles() {
		sum := new(big.Rat)
		for _, t := range g.Payoffs {
			sum.Add(sum, t.Rat(i))
		}
		if c == nil {
			c = sum
		} else if c.Cmp(sum) != 0 {
			return nil
		}
	}
	return c
}

func symmetricTwoPlayer(g *games.Strategic) bool {
	if len(g.Players) != 2 || len(g.Players[0].Actions) != len(g.Players[1].Actions) {
		return false
	}
	n := len(g.Players[0].Actions)
	for i := range n {
		for j := range n {
			if g.Payoffs[0].Rat(i*n+j).Cmp(g.Payoffs[1].Rat(j*n+i)) != 0 {
				return false
			}
		}
	}
	return true
}

func identicalInterests(g *games.Strategic) bool {
	for i := range g.Profiles() {
		for _, t := range g.Payoffs[1:] {
			if t.Rat(i).Cmp(g.Payoffs[0].Rat(i)) != 0 {
				return false
			}
		}
	}
	return true
}

// potential sums the gains along a path from the first profile, changing the
// players' actions in order, and checks that every unilateral change anywhere
// gains its player exactly the change of the sum.
func potential(ctx context.Context, g *games.Strategic) []*big.Rat {
	n := g.Profiles()
	phi := make([]*big.Rat, n)
	profile := make([]int, len(g.Players))
	for i := range n {
		if i&1023 == 0 && ctx.Err() != nil {
			return nil
		}
		g.Decode(i, profile)
		phi[i] = new(big.Rat)
		// The predecessor of a profile lowers its last non-zero action to 0; its
		// index is smaller.
		for p := len(profile) - 1; p >= 0; p-- {
			if profile[p] == 0 {
				continue
			}
			profile[p] = 0
			j := g.Index(profile)
			phi[i].Sub(g.Payoffs[p].Rat(i), g.Payoffs[p].Rat(j))
			phi[i].Add(phi[i], phi[j])
			break
		}
	}
	for i := range n {
		if i&1023 == 0 && ctx.Err() != nil {
			return nil
		}
		g.Decode(i, profile)
		for p := range profile {
			own := profile[p]
			if own == 0 {
				continue
			}
			profile[p] = 0
			j := g.Index(profile)
			profile[p] = own
			gain := new(big.Rat).Sub(g.Payoffs[p].Rat(i), g.Payoffs[p].Rat(j))
			if gain.Cmp(new(big.Rat).Sub(phi[i], phi[j])) != 0 {
				return nil
			}
		}
	}
	return phi
}

// differences tests increasing and decreasing differences between every two
// players, for neighbouring actions, which implies them for all.
func differences(ctx context.Context, g *games.Strategic) (increasing, decreasing bool) {
	increasing, decreasing = true, true
	profile := make([]int, len(g.Players))
	shape := g.Shape()
	for i := range g.Profiles() {
		if i&1023 == 0 && ctx.Err() != nil {
			return false, false
		}
		g.Decode(i, profile)
		for p := range profile {
			if profile[p]+1 == shape[p] {
				continue
			}
			for q := range profile {
				if q == p || profile[q]+1 == shape[q] {
					continue
				}
				at := func(dp, dq int) *big.Rat {
					profile[p] += dp
					profile[q] += dq
					r := g.Payoffs[p].Rat(g.Index(profile))
					profile[p] -= dp
					profile[q] -= dq
					return r
				}
				high := new(big.Rat).Sub(at(1, 1), at(0, 1))
				low := new(big.Rat).Sub(at(1, 0), at(0, 0))
				switch high.Cmp(low) {
				case 1:
					decreasing = false
				case -1:
					increasing = false
				}
			}
		}
	}
	return increasing, decreasing
}

// Welfare compares the best profile with equilibria by the sum of payoffs.
type Welfare struct {
	Best        *big.Rat // largest sum over pure profiles, and hence over all
	BestProfile []int
	// BestEquilibrium and WorstEquilibrium are sums over the given equilibria; nil
	// when one of them is irrational.
	BestEquilibrium, WorstEquilibrium *big.Rat
	// Anarchy is Best/WorstEquilibrium (Koutsoupias and Papadimitriou 1999) and
	// Stability Best/BestEquilibrium (Anshelevich et al. 2004), where all sums are
	// positive; nil otherwise.
	Anarchy, Stability *big.Rat
}

// WelfareOf computes the welfare of equilibria of g. Sums are linear on Nash
// subsets, so extreme equilibria suffice for their best and worst.
func WelfareOf(g *games.Strategic, equilibria []method.Equilibrium) *Welfare {
	w := &Welfare{}
	for i := range g.Profiles() {
		sum := new(big.Rat)
		for _, t := range g.Payoffs {
			sum.Add(sum, t.Rat(i))
		}
		if w.Best == nil || sum.Cmp(w.Best) > 0 {
			w.Best = sum
			w.BestProfile = make([]int, len(g.Players))
			g.Decode(i, w.BestProfile)
		}
	}
	for _, e := range equilibria {
		if e.Irrational != nil { // no exact sum to compare with
			w.BestEquilibrium, w.WorstEquilibrium = nil, nil
			break
		}
		sum := new(big.Rat)
		for _, u := range e.Payoffs {
			sum.Add(sum, u)
		}
		if w.BestEquilibrium == nil || sum.Cmp(w.BestEquilibrium) > 0 {
			w.BestEquilibrium = sum
		}
		if w.WorstEquilibrium == nil || sum.Cmp(w.WorstEquilibrium) < 0 {
			w.WorstEquilibrium = sum
		}
	}
	if w.WorstEquilibrium != nil && w.WorstEquilibrium.Sign() > 0 {
		w.Anarchy = new(big.Rat).Quo(w.Best, w.WorstEquilibrium)
		w.Stability = new(big.Rat).Quo(w.Best, w.BestEquilibrium)
	}
	return w
}

// Threshold is the p-dominance of a pure equilibrium of a 2×2 game: each
// player's action is the best response to every belief that gives the other's
// part at least the probability Level (Morris, Rob and Shin 1995).
type Threshold struct {
	Profile [2]int
	Level   [2]*big.Rat
	// RiskDominant: strict, the opposite corner too, and the larger product of
	// deviation losses (Harsanyi and Selten 1988).
	RiskDominant bool
}

// Thresholds lists the p-dominance of the strict equilibria of a 2×2 game; nil
// for other games.
func Thresholds(g *games.Strategic) []Threshold {
	if len(g.Players) != 2 || len(g.Players[0].Actions) != 2 || len(g.Players[1].Actions) != 2 {
		return nil
	}
	// loss of player p from leaving the action prescribed at (i, j), the other
	// staying.
	loss := func(p, i, j int) *big.Rat {
		k := (1-i)*2 + j
		if p == 1 {
			k = i*2 + 1 - j
		}
		return new(big.Rat).Sub(g.Payoffs[p].Rat(i*2+j), g.Payoffs[p].Rat(k))
	}
	var out []Threshold
	for i := range 2 {
		for j := range 2 {
			a, b := loss(0, i, j), loss(1, i, j)
			if a.Sign() <= 0 || b.Sign() <= 0 {
				continue
			}
			t := Threshold{Profile: [2]int{i, j}}
			c, d := loss(0, 1-i, 1-j), loss(1, 1-i, 1-j)
			level := func(own, other *big.Rat) *big.Rat {
				if other.Sign() <= 0 {
					return new(big.Rat) // dominant
				}
				return new(big.Rat).Quo(other, new(big.Rat).Add(own, other))
			}
			t.Level = [2]*big.Rat{level(a, c), level(b, d)}
			if c.Sign() > 0 && d.Sign() > 0 {
				t.RiskDominant = new(big.Rat).Mul(a, b).Cmp(new(big.Rat).Mul(c, d)) > 0
			}
			out = append(out, t)
		}
	}
	return out
}
