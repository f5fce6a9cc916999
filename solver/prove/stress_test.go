package prove

import (
	"context"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"brink/games/expr"
)

// TestStress is opted in by BRINK_STRESS=count.
func TestStress(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("BRINK_STRESS"))
	if n == 0 {
		t.Skip("set BRINK_STRESS to a number of problems")
	}
	seed, _ := strconv.Atoi(os.Getenv("BRINK_SEED"))
	deg, _ := strconv.Atoi(os.Getenv("BRINK_DEG"))
	if deg == 0 {
		deg = 3
	}
	z3 := startSession(t, "z3", "-in")
	g := generator{rand.New(rand.NewPCG(uint64(seed), 2)), seed % 5}
	var ours, theirs time.Duration
	tally := map[string]int{}
	for range n {
		f := g.formula(1+g.IntN(4), 1+g.IntN(deg), 2+g.IntN(5+seed%7))
		t0 := time.Now()
		got, m := Assume(expr.True(), Options{Budget: 5_000_000}).Satisfiable(context.Background(), f)
		d := time.Since(t0)
		ours += d
		if d > 500*time.Millisecond {
			t.Logf("slow: %v for %s: %s", d, f, got)
		}
		if got == Yes && !m.Holds(f) {
			t.Fatalf("%s: the model %s is none", f, m)
		}
		t0 = time.Now()
		ans := z3.ask(t, f)
		theirs += time.Since(t0)
		tally[ans+" "+got.String()]++
		if ans == "sat" && got == No || ans == "unsat" && got == Yes {
			t.Errorf("%s: got %s, z3 says %s", f, got, ans)
		}
	}
	t.Log(tally, ours, theirs)
}
