package nash

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"brink/solver/nash/nashtest"
)

// TestLimitCountsEquilibria: a limit of k gives k different equilibria of the
// game, or all of them where there are fewer, also in games with ties, in which
// a search may come across an equilibrium more than once.
func TestLimitCountsEquilibria(t *testing.T) {
	for k := range 400 {
		g := tieRidden(rand.New(rand.NewPCG(4, uint64(k))))
		all := nashtest.ShowAll(MustAll(t, g, Options{}))
		for _, m := range []Method{MethodAuto, MethodEEE, MethodVertex, MethodSupport} {
			limit := 1 + k%(len(all)+1)
			res := MustAll(t, g, Options{Method: m, Limit: limit})
			some := nashtest.ShowAll(res)
			if len(some) != min(limit, len(all)) || slices.Contains(some, "") {
				t.Fatalf("%s: limit %d gave %d of %d equilibria\n%s", m, limit, len(some), len(all), lrsText(g))
			}
			for i, e := range some {
				if !slices.Contains(all, e) || slices.Contains(some[:i], e) {
					t.Fatalf("%s: limit %d gave %q\n%s", m, limit, some, lrsText(g))
				}
			}
			if res.Complete == (len(res.Reasons) > 0) || res.Complete && len(some) != len(all) {
				t.Fatalf("%s: limit %d: complete %v, %q", m, limit, res.Complete, res.Reasons)
			}
			again := MustAll(t, g, Options{Method: m, Limit: limit, Workers: 3})
			if fmt.Sprint(nashtest.ShowAll(again)) != fmt.Sprint(some) {
				t.Fatalf("%s: limit %d depends on the number of workers", m, limit)
			}
		}
	}
}
