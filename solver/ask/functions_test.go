package ask_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"brink/games/format"
	"brink/solver/answer"
	"brink/solver/ask"
)

// functionClaims are textbook inequalities with sqrt, exp and log, and false ones close
// to them.
const functionClaims = `brink: 1
id: functions
parameters: {x: {range: "(0, inf)"}, y: {range: "(-inf, inf)"}, z: {range: "[-1, 1]"}, p: {range: "(0, 1)"}, c: {}, t: {range: "[0, inf)"}}
players: {Blue: [hold, strike], Red: [hold, strike]}
payoffs:
  hold:   [[x, y], [z, p]]
  strike: [[c, t], [0, 0]]
claims:
  - {id: line, holds: "exp(y) >= 1 + y"}
  - {id: line-touches, holds: "exp(y) > 1 + y", verdict: conditional}
  - {id: square, holds: "exp(x) > x^2"}
  - {id: cube, holds: "exp(x) > x^3", verdict: conditional}
  - {id: at-one, holds: "exp(x) >= exp(1)*x"}
  - {id: at-one-false, holds: "exp(x) >= 2719/1000*x", verdict: conditional}
  - {id: log-lower, holds: "log(1 + x) >= 2*x/(2 + x)"}
  - {id: log-false, holds: "log(1 + x) >= x/(1 + x/3)", verdict: conditional}
  - {id: product, holds: "log(x*p) = log(x) + log(p)"}
  - {id: sum, holds: "exp(x + y) = exp(x)*exp(y)"}
  - {id: half, holds: "exp(y/2)^2 = exp(y)"}
  - {id: inverse, holds: "exp(log(x)) = x and log(exp(y)) = y"}
  - {id: cosh, holds: "exp(y) + exp(-y) >= 2 + y^2"}
  - {id: entropy, holds: "-p*log(p) - (1 - p)*log(1 - p) <= log(2)"}
  - {id: logistic, holds: "exp(x)/(exp(x) + exp(y)) >= 1/2 <=> x >= y"}
  - {id: rises, holds: "increasing(1/(1 + exp(-(x - p)*t)), x)"}
  - {id: peak, holds: "decreasing(exp(-x)*x, x)", verdict: conditional}
  - {id: root-falls, holds: "decreasing(sqrt(1 + x), x)", verdict: refuted}
  - {id: means, holds: "sqrt(x*p) <= (x + p)/2"}
  - {id: roots, holds: "sqrt(2)*sqrt(3) = sqrt(6) and sqrt(y^2) = abs(y)"}
  - {id: digits, holds: "271828/100000 < exp(1) < 271829/100000"}
  - {id: digits-false, holds: "exp(1) > 271829/100000", verdict: refuted}
  - {id: edge, holds: "c >= exp(1) <=> c > exp(1)", verdict: conditional}
  - {id: root-edge, holds: "x >= sqrt(2) <=> x > sqrt(2)", verdict: conditional}
  - {id: log-mean, given: ["x > 1"], holds: "log(x) < (x - 1)/sqrt(x)"}
  - {id: nested, holds: "exp(sqrt(x)) > 1 + sqrt(x)"}
  - {id: below-log, given: ["x < log(1 + t)"], holds: "exp(-x) > 1/(1 + t)"}
  - {id: peaks, given: ["x*t < log(1 + t/p)", "t > 0"], holds: "increasing((1 - exp(-t*x))*exp(-p*x), x)"}
  - {id: peak-is, given: ["x = log(1 + t/p)/t", "t > 0"], holds: "exp(-t*x) = p/(t + p)"}
  - {id: given, given: ["t = 2", "y = log(3/2)/2"], holds: "exp(t*y) = 3/2"}
  - {id: given-more, given: ["t = 2", "y = log(3/2)/t"], holds: "exp(t*y) = 3/2"}
  - {id: given-not, given: ["t = 2", "y = log(3/2)/t"], holds: "exp(t*y) > 3/2", verdict: refuted}
  - {id: given-all, given: ["y = log(3/2)/t", "t > 0"], holds: "exp(t*y) = 3/2"}
  - {id: given-log, given: ["x = exp(c)", "t = 3"], holds: "log(x^2) + t = 2*c + 3"}
  - {id: given-renamed, given: ["y*z = log(2)", "c = y"], holds: "exp(c*z) = 2"}
  - {id: root-is, holds: 'x > root("x^3 + x - 1", 0, 1) <=> x^3 + x > 1'}
  - {id: root-digits, holds: 'root("x^3 + x - 1", 0, 1) < 682/1000', verdict: refuted}
  - {id: root-same, holds: 'root("x^4 - 4", 1, 2) = sqrt(2) and root("x^2 - 4", 0, 3) = 2'}
  - {id: root-exp, holds: 'exp(root("x^3 + x - 1", 0, 1)) < 2'}
  - {id: nothing, given: ["x*exp(-x) > 1/2"], holds: "y > 0", verdict: vacuous}
`

// TestFunctions decides them all.
func TestFunctions(t *testing.T) {
	f, diags := format.Read("f.yaml", []byte(functionClaims), format.YAML)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	got, err := ask.Verify.Run(context.Background(), f.Game, nil, ask.Options{Claims: ask.Claims{Check: true}})
	if err != nil {
		t.Fatal(err)
	}
	pr := f.Game.Head().Printer()
	// What a given equation makes of a term is put into it without a rule.
	bare := []string{"peak-is", "given", "given-more", "given-not", "given-all", "given-log", "given-renamed"}
	when := map[string]string{"root-edge": "x^2 != 2", "edge": "c != exp(1)", "peak": "x >= 1"}
	for _, c := range got.(*answer.Verdicts).Claims {
		if !c.OK() {
			t.Errorf("%s: %s, %v", c.Claim.ID, c.Status, c.Why)
		}
		if c.Evidence != answer.Yes && !slices.Contains(bare, c.Claim.ID) {
			t.Errorf("%s has no evidence", c.Claim.ID)
		}
		if want := when[c.Claim.ID]; want != "" && pr.Formula(c.HoldsWhen) != want {
			t.Errorf("%s holds when %s, want %s", c.Claim.ID, pr.Formula(c.HoldsWhen), want)
		}
		if n := len(c.Counterexample); n != 0 && n != 6 {
			t.Errorf("%s: a counterexample has %d values", c.Claim.ID, n)
		}
	}
}

// TestFunctionsRefused: what has no value, and what depends on more than parameters.
func TestFunctionsRefused(t *testing.T) {
	for formula, want := range map[string]string{
		"root(x^2 - 2, -2, 2)": "has 2 roots", "root(x*y - 2, 0, 2)": "not a polynomial in x",
		"log(0)": "not positive", "sqrt(-1)": "negative", "exp(x, 1)": "takes 1 argument",
		"exp(payoff(Blue, (hold, hold)))": "may depend on parameters alone", "ln(x)": "the natural logarithm is log",
		"1/(exp(x)*exp(-x) - 1)": "divides by zero",
	} {
		_, diags := format.Read("f.yaml", []byte(strings.Replace(functionClaims, `"exp(y) >= 1 + y"`, `"`+formula+` > 0"`, 1)), format.YAML)
		if !diags.HasErrors() || !strings.Contains(diags.Error(), want) {
			t.Errorf("%s: %v, want %q", formula, diags, want)
		}
	}
}

// TestFunctionRows: rows that exist for no values of exp and log are left out, and what
// always holds of these values is said to.
func TestFunctionRows(t *testing.T) {
	f, diags := format.Read("f.yaml", []byte(`brink: 1
parameters: {x: {default: 1, range: "(0, inf)"}, c: {default: 1}}
players: {A: [slow, fast, idle]}
payoffs: {profiles: [[slow, [log(1 + x)]], [fast, ["2*x/(2 + x)"]], [idle, ["c"]]]}
`), format.YAML)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	for _, check := range []bool{false, true} {
		got, err := ask.Conditions.Run(context.Background(), f.Game, nil, ask.Options{Check: check})
		if err != nil {
			t.Fatal(err)
		}
		a := got.(*answer.Conditions)
		var rows []string
		for _, r := range a.Rows {
			rows = append(rows, fmt.Sprint(r.Support)+" "+f.Game.Head().Printer().Formula(r.Conditions[0].Formula))
		}
		if want := "[[[0]] c <= log(x + 1) [[2]] c >= log(x + 1)"; !a.Complete || !strings.HasPrefix(fmt.Sprint(rows), want) {
			t.Errorf("%v, want %s", rows, want)
		}
	}
}

// TestSolveContest: at numbers the distributions of a war of attrition are functions of
// the choices alone.
func TestSolveContest(t *testing.T) {
	f, diags := format.Read("f.yaml", []byte(`brink: 1
parameters: {V: {default: 10, range: "(0, inf)"}, c: {default: 2, range: "(0, inf)"}}
players: {A: {chooses: x, range: "[0, inf)"}, B: {chooses: y, range: "[0, inf)"}}
payoffs: {A: "if(x > y, V - c*y, if(x = y, V/2 - c*x, -c*x))", B: "if(y > x, V - c*x, if(x = y, V/2 - c*y, -c*y))"}
`), format.YAML)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	got, err := ask.Solve.Run(context.Background(), f.Model, nil, ask.Options{Concept: "mixed"})
	if err != nil {
		t.Fatal(err)
	}
	a := got.(*answer.Equilibria)
	if len(a.Table.Rows) != 1 {
		t.Fatal(a.Table.Rows)
	}
	var found []string
	for _, n := range a.Table.Rows[0].Numbers {
		if n.Code == "cdf" {
			r, _ := n.Is.Value.Ratio()
			found = append(found, n.Name+" = "+a.Table.Printing().Printer().Ratio(r))
		}
	}
	if want := "[F(x) = 1 - exp(-x/5) F(y) = 1 - exp(-y/5)]"; fmt.Sprint(found) != want {
		t.Errorf("%v, want %s", found, want)
	}
}
