package prove

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
	"time"

	"brink/games/algebra"
	"brink/games/expr"
)

// generated draws problems of 1 to 4 variables and degree 1 to 3 with strict and
// weak inequalities, equations, and and/or.
type generator struct {
	*rand.Rand
	dense int
}

func (g generator) terms() int { return 3 + g.dense }

func (g generator) poly(vars, deg int) algebra.Poly {
	p := algebra.IntPoly(int64(g.IntN(7) - 3))
	for range 1 + g.IntN(g.terms()) {
		m := algebra.IntPoly(int64(g.IntN(7) - 3))
		left := 1 + g.IntN(deg)
		for left > 0 {
			m = m.Mul(algebra.Variable(g.IntN(vars)))
			left--
		}
		p = p.Add(m)
	}
	return p
}

func (g generator) atom(vars, deg int) expr.Formula {
	op := [...]expr.Op{expr.LT, expr.LE, expr.GT, expr.GE, expr.EQ, expr.NE, expr.GT, expr.GE}[g.IntN(8)]
	return expr.Sign(g.poly(vars, deg), op)
}

func (g generator) formula(vars, deg, atoms int) expr.Formula {
	var fs []expr.Formula
	for range atoms {
		f := g.atom(vars, deg)
		if g.IntN(4) == 0 {
			f = expr.Or(f, g.atom(vars, deg))
		}
		fs = append(fs, f)
	}
	return expr.And(fs...)
}

// session keeps one solver process that answers script after script.
type session struct {
	name string
	in   io.WriteCloser
	out  *bufio.Reader
	cmd  *exec.Cmd
}

func startSession(t testing.TB, name string, args ...string) *session {
	path, err := exec.LookPath(name)
	if err != nil {
		t.Logf("%s is not installed", name)
		return nil
	}
	cmd := exec.Command(path, args...)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return &session{name, in, bufio.NewReader(out), cmd}
}

// ask returns "sat", "unsat" or "unknown".
func (s *session) ask(t testing.TB, f expr.Formula) string {
	var b bytes.Buffer
	b.WriteString("(reset)\n")
	if s.name == "z3" {
		b.WriteString("(set-option :timeout 500)\n")
	}
	if err := writeScript(&b, []expr.Formula{f}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := s.in.Write(b.Bytes()); err != nil {
		t.Fatal(err)
	}
	line, err := s.out.ReadString('\n')
	if err != nil {
		t.Fatal(s.name, err)
	}
	return strings.TrimSpace(line)
}

func TestDifferentialSatisfiability(t *testing.T) {
	var solvers []*session
	for _, s := range []*session{
		startSession(t, "z3", "-in"),
		startSession(t, "cvc5", "--lang=smt2", "--incremental", "--tlimit-per=150", "-"),
	} {
		if s != nil {
			solvers = append(solvers, s)
		}
	}
	if len(solvers) == 0 {
		t.Skip("neither z3 nor cvc5 is installed")
	}
	n := 250
	if testing.Short() {
		n = 100
	}
	g := generator{Rand: rand.New(rand.NewPCG(1, 2))}
	start := time.Now()
	tally := map[string]int{}
	for i := range n {
		if time.Since(start) > 20*time.Second {
			t.Logf("time is up after %d problems", i)
			break
		}
		vars, deg := 1+g.IntN(4), 1+g.IntN(3)
		f := g.formula(vars, deg, 1+g.IntN(5))
		t0 := time.Now()
		got, m := Assume(expr.True(), Options{Budget: 1_000_000}).Satisfiable(context.Background(), f)
		if d := time.Since(t0); d > time.Second {
			t.Logf("slow: %v for %s: %s", d, f, got)
		}
		if got == Yes && !m.Holds(f) {
			t.Fatalf("%s: the model %s is none", f, m)
		}
		for _, s := range solvers {
			ans := s.ask(t, f)
			tally[fmt.Sprintf("%s %s, %s", s.name, ans, got)]++
			if ans == "sat" && got == No || ans == "unsat" && got == Yes {
				t.Errorf("%s: got %s, %s says %s", f, got, s.name, ans)
			}
			if got == Unknown && (ans == "sat" || ans == "unsat") {
				t.Logf("undecided here, %s by %s: %s", ans, s.name, f)
			}
		}
	}
	t.Log(tally)
}
