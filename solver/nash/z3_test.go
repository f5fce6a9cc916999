package nash

import (
	"context"
	"fmt"
	"math/big"
	"os/exec"
	"strings"
	"testing"
	"time"

	"brink/games"
	"brink/solver/nash/nashtest"
)

// TestNothingIsMissing asks z3, where it is installed, for an equilibrium that
// is neither listed nor on the support of a reported continuum. The games are
// full of ties.
func TestNothingIsMissing(t *testing.T) {
	if _, err := exec.LookPath("z3"); err != nil {
		t.Skip("z3 is not installed")
	}
	for _, c := range []struct {
		shape []int
		hi    int
	}{{[]int{2, 2, 2}, 1}, {[]int{2, 2, 2}, 3}, {[]int{3, 2, 2}, 2}, {[]int{3, 3, 2}, 1}} {
		decided := 0
		for seed := range uint64(12) {
			g := nashtest.RandomMany(500+seed, c.shape, 0, c.hi)
			res := MustAll(t, g, Options{Method: MethodSupport})
			for _, n := range res.Continua {
				if n.Sample == nil {
					continue
				}
				if _, err := g.Verify(n.Sample); err != nil {
					t.Errorf("%v up to %d, seed %d: %v", c.shape, c.hi, seed, err)
				}
			}
			ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
			cmd := exec.CommandContext(ctx, "z3", "-in")
			cmd.Stdin = strings.NewReader(unlisted(g, res))
			out, _ := cmd.Output()
			cancel()
			switch {
			case strings.HasPrefix(string(out), "unsat"):
				decided++
			case strings.HasPrefix(string(out), "sat"):
				t.Errorf("%v up to %d, seed %d: missing %s", c.shape, c.hi, seed, out)
			}
		}
		t.Logf("%v up to %d: %d games decided", c.shape, c.hi, decided)
	}
}

// unlisted is the sentence, in SMT-LIB, that the game has an equilibrium which
// the result does not account for.
func unlisted(g *games.Strategic, res *Result) string {
	var b strings.Builder
	number := func(r *big.Rat) string {
		s := fmt.Sprintf("(/ %s.0 %s.0)", new(big.Int).Abs(r.Num()), r.Denom())
		if r.Sign() < 0 {
			s = "(- " + s + ")"
		}
		return s
	}
	prob := func(p, a int) string { return fmt.Sprintf("x_%d_%d", p, a) }
	profile := make([]int, len(g.Players))
	for p, k := range g.Shape() {
		for a := range k {
			fmt.Fprintf(&b, "(declare-const %s Real)(assert (>= %[1]s 0.0))\n", prob(p, a))
		}
	}
	for p, k := range g.Shape() {
		sum := "(+ 0.0"
		u := make([]string, k)
		for a := range u {
			sum += " " + prob(p, a)
			u[a] = "(+ 0.0"
		}
		fmt.Fprintf(&b, "(assert (= %s) 1.0))\n", sum)
		for idx := range g.Profiles() {
			g.Decode(idx, profile)
			term := "(* " + number(g.Payoffs[p].Rat(idx))
			for q, a := range profile {
				if q != p {
					term += " " + prob(q, a)
				}
			}
			u[profile[p]] += " " + term + ")"
		}
		for a := range u {
			for c := range u {
				if a != c {
					fmt.Fprintf(&b, "(assert (or (= %s 0.0) (>= %s) %s))))\n", prob(p, a), u[a], u[c])
				}
			}
		}
	}
	for _, e := range res.Equilibria {
		b.WriteString("(assert (or false")
		for p, k := range g.Shape() {
			for a := range k {
				if e.Irrational == nil {
					fmt.Fprintf(&b, " (distinct %s %s)", prob(p, a), number(e.Strategies[p][a]))
				} else {
					x := e.Irrational.Strategies[p][a]
					fmt.Fprintf(&b, " (< %s %s) (> %[1]s %[3]s)", prob(p, a), number(x.Lo), number(x.Hi))
				}
			}
		}
		b.WriteString("))\n")
	}
	for _, c := range res.Continua {
		b.WriteString("(assert (or false")
		for p, k := range g.Shape() {
			played := make([]bool, k)
			for _, a := range c.Support[p] {
				played[a] = true
			}
			for a, in := range played {
				if in {
					fmt.Fprintf(&b, " (= %s 0.0)", prob(p, a))
				} else {
					fmt.Fprintf(&b, " (> %s 0.0)", prob(p, a))
				}
			}
		}
		b.WriteString("))\n")
	}
	b.WriteString("(check-sat)\n(get-model)\n")
	return b.String()
}
