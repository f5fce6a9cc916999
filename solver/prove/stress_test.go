package prove

import (
	"context"
	"math/rand/v2"
	"os"
	"strconv"
	"syscall"
	"testing"
	"time"

	"brink/games/expr"
	"brink/solver/prove/check"
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
	units, _ := strconv.Atoi(os.Getenv("BRINK_UNITS"))
	if units == 0 {
		units = 2_000_000
	}
	z3 := startSession(t, "z3", "-in")
	g := generator{rand.New(rand.NewPCG(uint64(seed), 2)), seed % 5}
	var ours, theirs time.Duration
	tally := map[string]int{}
	for range n {
		f := g.formula(1+g.IntN(4), 1+g.IntN(deg), 2+g.IntN(5+seed%7))
		if os.Getenv("BRINK_EQ") != "" { // equations first
			vars := 3 + g.IntN(3)
			f = expr.True()
			for range 2 + g.IntN(vars-2) {
				f = expr.And(f, expr.Sign(g.poly(vars, 1+g.IntN(deg)), expr.EQ))
			}
			f = expr.And(f, g.formula(vars, 1+g.IntN(deg), 1+g.IntN(4)))
		}
		t0 := cpu()
		q := Assume(expr.True(), Options{}).query(context.Background(), f, units)
		got := q.solve()
		m := q.model
		d := cpu() - t0
		ours += d
		if u := units - q.work.left; d > 50*time.Millisecond {
			t.Logf("%d units, %v: %.2f us/unit: %s %.100s", u, d, float64(d.Microseconds())/float64(u), got, f)
		}
		if got == Yes && !m.Holds(f) {
			t.Fatalf("%s: the model %s is none", f, m)
		}
		if got == No {
			if err := check.Refutes(context.Background(), []expr.Formula{f}, q.evidence([]expr.Formula{f}), 0); err != nil {
				t.Errorf("%s: %v", f, err)
			}
		}
		w := time.Now()
		ans := z3.ask(t, f)
		theirs += time.Since(w)
		tally[ans+" "+got.String()]++
		if got == Unknown && ans != "unknown" {
			t.Logf("OPEN %s: %s", ans, f)
		}
		if ans == "sat" && got == No || ans == "unsat" && got == Yes {
			t.Errorf("%s: got %s, z3 says %s", f, got, ans)
		}
	}
	t.Log(tally, ours, theirs)
}

// cpu is the processor time of this process, which a busy machine does not
// stretch.
func cpu() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano())
}
