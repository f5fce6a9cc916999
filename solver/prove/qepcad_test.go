package prove

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"brink/games/algebra"
	"brink/games/expr"
)

// errNoAnswer says that QEPCAD gave up, ran into its limits, or answered in the
// extended language of indexed roots.
var errNoAnswer = errors.New("no answer")

// qepcad asks QEPCAD for a quantifier-free equivalent.
func qepcad(path string, limit time.Duration, free []algebra.Var, quantifier byte, bound []algebra.Var, f expr.Formula) (expr.Formula, error) {
	var in bytes.Buffer
	if err := writeQEPCAD(&in, "", free, quantifiers(quantifier, bound), f, nil); err != nil {
		return expr.Formula{}, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, "-noecho", "+N4000000")
	cmd.Stdin = &in
	out, err := cmd.Output()
	if err != nil {
		return expr.Formula{}, errNoAnswer // it ends badly when memory or primes run out
	}
	_, answer, found := strings.Cut(string(out), "An equivalent quantifier-free formula:")
	if !found {
		return expr.Formula{}, errNoAnswer
	}
	answer, _, _ = strings.Cut(answer, "=====")
	if strings.Contains(answer, "_root_") {
		return expr.Formula{}, errNoAnswer
	}
	return readQEPCAD(answer)
}

// readQEPCAD reads a formula that QEPCAD printed.
func readQEPCAD(s string) (expr.Formula, error) {
	s = strings.NewReplacer("/\\", " and ", "\\/", " or ", "/=", " != ", "[", " ( ", "]", " ) ",
		"TRUE", "true", "FALSE", "false", "(", " ( ", ")", " ) ").Replace(s)
	// A product is written by juxtaposition.
	words := strings.Fields(s)
	operand := func(w string) bool { // ends or begins a factor
		c := w[0]
		return c >= '0' && c <= '9' || c == 'x' && len(w) > 1
	}
	var b strings.Builder
	for i, w := range words {
		if i > 0 && operand(w) && operand(words[i-1]) {
			b.WriteString("*")
		}
		b.WriteString(w + " ")
	}
	f, _, err := expr.CompileFormula(b.String(), numbered)
	if err != nil {
		return f, fmt.Errorf("%s: %v", b.String(), err)
	}
	return f, nil
}

// numbered are the names that variables without one get.
var numbered = expr.Names{"x0", "x1", "x2", "x3", "x4", "x5"}

// TestDifferentialElimination compares quantifier-free answers with QEPCAD's, by
// this package's own proof of equivalence and at exact points, boundary points
// included: one or two quantified variables of either kind, one or two free ones,
// linear to quartic. BRINK_STRESS_SECONDS makes it longer, BRINK_SEED another.
func TestDifferentialElimination(t *testing.T) {
	path, err := exec.LookPath("qepcad")
	if err != nil {
		t.Skip("qepcad is not installed")
	}
	limit := 8 * time.Second
	if testing.Short() {
		limit = 3 * time.Second
	}
	if n, err := strconv.Atoi(os.Getenv("BRINK_STRESS_SECONDS")); err == nil {
		limit = time.Duration(n) * time.Second
	}
	seed, _ := strconv.ParseUint(os.Getenv("BRINK_SEED"), 10, 64)
	g := generator{Rand: rand.New(rand.NewPCG(seed, 31))}
	ctx := context.Background()
	tally := map[string]int{}
	var spent [2]time.Duration
	for start := time.Now(); time.Since(start) < limit; {
		free, bound := []algebra.Var{0, 1}[:1+g.IntN(2)], 1
		degree := 1 + g.IntN(4)
		if g.IntN(4) == 0 {
			bound, degree = 2, 1+g.IntN(3)
		}
		var vars []algebra.Var
		for k := range bound {
			vars = append(vars, len(free)+k)
		}
		f := g.formula(len(free)+bound, degree, 1+g.IntN(3))
		quantifier := "EA"[g.IntN(2)]
		body := f
		if quantifier == 'A' {
			body = expr.Not(f)
		}
		began := time.Now()
		ours, ans := Assume(expr.True(), Options{}).Eliminate(ctx, vars, body)
		if quantifier == 'A' {
			ours = expr.Not(ours)
		}
		middle := time.Now()
		theirs, err := qepcad(path, 2*time.Second, free, quantifier, vars, f)
		spent[0] += middle.Sub(began)
		spent[1] += time.Since(middle)
		switch {
		case err != nil && !errors.Is(err, errNoAnswer):
			t.Fatal(err)
		case err != nil && ans != Yes:
			tally["neither"]++
			continue
		case err != nil:
			tally["ours only"]++
			continue
		case ans != Yes:
			tally["theirs only"]++
			t.Logf("undecided here, by qepcad %s: %c %v %s", theirs, quantifier, vars, f)
			continue
		}
		tally["both"]++
		switch {
		case ours.Size() < theirs.Size():
			tally["shorter"]++
		case ours.Size() > theirs.Size():
			tally["longer"]++
		}
		switch Assume(expr.True(), Options{}).Implies(ctx, expr.Iff(ours, theirs)) {
		case No:
			t.Errorf("%c %v %s: got %s, qepcad says %s", quantifier, vars, f, ours, theirs)
		case Yes:
			tally["proved equal"]++
		}
		for range 30 {
			at := g.rationalPoint(len(free))
			if g.IntN(2) == 0 {
				g.ontoBoundary(expr.Or(ours, theirs), at)
			}
			if ours.Eval(at) != theirs.Eval(at) {
				t.Fatalf("%c %v %s: got %s, qepcad says %s; they differ at %v", quantifier, vars, f, ours, theirs, at)
			}
		}
	}
	t.Logf("%v; %v here, %v there", tally, spent[0], spent[1])
	if tally["theirs only"] > tally["both"]/20 {
		t.Errorf("%d answers of qepcad are undecided here", tally["theirs only"])
	}
}

func TestWriteQEPCAD(t *testing.T) {
	var b bytes.Buffer
	p := Problem{Hyps: []expr.Formula{expr.Sign(algebra.Variable(0), expr.GT)},
		Claim: expr.Or(expr.Sign(algebra.Variable(1).Pow(2).Sub(algebra.Variable(0).Scale(algebra.NewInt(3))), expr.EQ), expr.Sign(algebra.Variable(1).Sub(algebra.IntPoly(2)), expr.GE)),
		Names: []string{"E", "phi"}}
	if err := WriteQEPCAD(&b, p, "a claim"); err != nil {
		t.Fatal(err)
	}
	want := "[a claim\n  x0 is E]\n(x0,phi)\n0\n(E x0)(E phi)[1 x0^1 > 0 /\\\n3 x0^1 - 1 phi^2 /= 0 /\\\n1 phi^1 - 2 < 0].\nfinish\n"
	if b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}

func TestReadQEPCAD(t *testing.T) {
	f, err := readQEPCAD("\n\n27 x1^2 + 4 x0^3 x1 < 0 \\/ \nx0 /= 0 \\/ [ - 27 x1^2 + x0 = 0 /\\ x1 > 0 ]\n\n")
	if err != nil {
		t.Fatal(err)
	}
	want, _, _ := expr.CompileFormula("27*x1^2 + 4*x0^3*x1 < 0 or x0 != 0 or (x0 = 27*x1^2 and x1 > 0)", numbered)
	if !slices.Equal([]byte(f.Key()), []byte(want.Key())) {
		t.Errorf("got %s, want %s", f, want)
	}
}
