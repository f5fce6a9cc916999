package nash

import (
	"math/rand/v2"
	"testing"

	"brink/games"
	"brink/solver/nash/nashtest"
)

// TestFlags holds what is said of equilibria and components to the definitions,
// for every method that finds all.
func TestFlags(t *testing.T) {
	for k := range 400 {
		g := tieRidden(rand.New(rand.NewPCG(73, uint64(k))))
		for _, m := range []Method{MethodAuto, MethodEEE, MethodVertex, MethodSupport, MethodPure} {
			res := MustAll(t, g, Options{Method: m})
			for _, e := range res.Equilibria {
				pure, strict, quasi := flags(g, e)
				if e.Pure != pure || e.Strict != strict || e.QuasiStrict != quasi {
					t.Fatalf("%s: %s is pure %v, strict %v, quasi-strict %v, said to be %v, %v, %v\n%s", m, nashtest.Show(e), pure, strict, quasi,
						e.Pure, e.Strict, e.QuasiStrict, lrsText(g))
				}
			}
			for _, c := range res.Components {
				same := true
				for _, at := range c.Equilibria {
					for p := range g.Players {
						same = same && res.Equilibria[at-1].Payoffs[p].Cmp(res.Equilibria[c.Equilibria[0]-1].Payoffs[p]) == 0
					}
				}
				if c.SamePayoffs != same {
					t.Fatalf("%s: component %d pays the same: %v, said %v\n%s", m, c.ID, same, c.SamePayoffs, lrsText(g))
				}
			}
		}
	}
}

// flags applies the definitions.
func flags(g *games.Strategic, e Equilibrium) (pure, strict, quasi bool) {
	pure, quasi = true, true
	only := true // best replies
	for p, x := range e.Strategies {
		u := g.Expected(p, e.Strategies)
		best := 0
		for a := range u {
			if u[a].Cmp(u[best]) > 0 {
				best = a
			}
		}
		replies := 0
		for a := range u {
			pure = pure && x[a].IsInt()
			if u[a].Cmp(u[best]) == 0 {
				replies++
				quasi = quasi && x[a].Sign() > 0
			}
		}
		only = only && replies == 1
	}
	return pure, pure && only, quasi
}
