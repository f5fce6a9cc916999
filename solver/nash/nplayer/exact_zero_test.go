package nplayer

import (
	"math/big"
	"testing"

	"brink/games"
	"brink/solver/nash/method"
	"brink/solver/nash/nashtest"
)

// tiedWatcher adds to the game of Nau, Canovas and Hansen a fourth player whose
// two actions pay her the same exactly where player 1 is indifferent: at the
// irrational equilibrium, among others. If she leaves her first action, the
// others play another game.
func tiedWatcher() *games.Strategic {
	three := nashtest.NauCanovasHansen()
	pay := make([][]*big.Rat, 4)
	for idx := range 8 {
		y, z := idx>>1&1, idx&1
		gain := new(big.Rat).Sub(three.Payoffs[0].Rat(y<<1|z), three.Payoffs[0].Rat(4|y<<1|z))
		for w := range int64(2) {
			for p := range 3 {
				u := three.Payoffs[p].Rat(idx)
				if w == 1 { // some other game
					u.Add(u, big.NewRat(int64((13*idx*idx+29*idx*(p+1)+7*p)%31), 1))
				}
				pay[p] = append(pay[p], u)
			}
			pay[3] = append(pay[3], new(big.Rat).Mul(gain, big.NewRat(w, 1)))
		}
	}
	return nashtest.TableGame([]int{2, 2, 2, 2}, pay)
}

// TestIrrationalTie: player 4 is exactly indifferent at an irrational
// equilibrium, which no amount of precision alone can show. It is found once,
// though it is also a solution, on the boundary, of the system in which she
// mixes.
func TestIrrationalTie(t *testing.T) {
	g := tiedWatcher()
	res, err := Support.Run(t.Context(), g, method.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !res.Complete {
		t.Fatalf("not complete: %v", res.Reasons)
	}
	found := 0
	for _, e := range res.Equilibria {
		if e.Irrational == nil {
			continue
		}
		nashtest.VerifyIrrational(t, g, e)
		if q := e.Irrational.Strategies[1][0]; q.String() == "0.4798042227…" {
			found++
			if w, ok := e.Irrational.Strategies[3][0].Rational(); !ok || w.Cmp(big.NewRat(1, 1)) != 0 {
				t.Errorf("player 4 plays %v", e.Irrational.Strategies[3])
			}
			if e.QuasiStrict || e.Continuum != 0 {
				t.Errorf("quasi-strict %v, continuum %d", e.QuasiStrict, e.Continuum)
			}
		}
	}
	if found != 1 {
		t.Errorf("the tied equilibrium was found %d times among %d", found, len(res.Equilibria))
	}
}
