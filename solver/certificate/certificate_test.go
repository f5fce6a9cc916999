package certificate_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/certificate"
	"brink/solver/prove"
	"brink/solver/stability"
)

// certified makes the certificates of the claims of a model.
func certified(t *testing.T, id string, src []byte) []*certificate.Certificate {
	t.Helper()
	ctx := context.Background()
	f, diags := format.Read(id+".yaml", src, "")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	var out []*certificate.Certificate
	compiler := stability.NewCompiler(f.Model)
	for _, claim := range f.Model.Head().Claims {
		compiled, err := compiler.Compile(ctx, claim)
		if err != nil {
			t.Fatal(id, claim.ID, err)
		}
		p := compiled.Problem(f.Model)
		v, err := prove.Decide(ctx, p, prove.Options{})
		if err != nil || v.Status == prove.Undecided {
			t.Fatal(id, claim.ID, v.Status, err)
		}
		c, err := certificate.Make(ctx, certificate.Input{
			Model: f.Model, Claim: claim, Problem: p, Verdict: v, HoldsWhen: f.Model.Head().Printer().Formula(v.HoldsWhen),
		}, certificate.Options{})
		if err != nil {
			t.Fatal(id, claim.ID, err)
		}
		out = append(out, c)
	}
	return out
}

// claims use every predicate, with every verdict, in games whose payoffs are written in
// every form.
var claims = map[string]string{
	"cells": `
brink: 1
parameters: {phi: {default: 1/10, range: "[-1/2, 1/2]"}, c: 1/5}
assume: [c > 0]
define: {win: 1/2 + phi}
players: {Blue: [hold, strike], Red: [hold, strike]}
payoffs:
  hold:   [[1/2, 1/2],             [1/2 - phi - c, win - c]]
  strike: [[win - c, 1/2 - phi - c], [1/2 - c, 1/2 - c]]
claims:
  - {id: nash, holds: "nash(hold, hold) <=> phi <= c"}
  - {id: some, holds: "nash(hold, hold)", verdict: conditional}
  - {id: unique, holds: "unique(strike, strike) <=> phi > c"}
  - {id: unique-somewhere, holds: "unique(strike, strike)"}
  - {id: risk, holds: "risk_dominant((hold, hold), (strike, strike)) <=> phi >= 0 and phi < c/2 and phi > -c/2", verdict: refuted}
  - {id: mixed, given: [phi > 0, phi < c], holds: "mixed() and prob(Blue, hold) = phi/c and increasing(prob(Red, hold), phi)"}
  - {id: ess, holds: "ess(hold) <=> phi < c"}
  - {id: dominant, given: [phi > c], holds: "dominant(Blue, strike) and not weakly_dominant(Blue, hold) and dominates(Red, strike, hold)"}
  - {id: never, given: [phi > 1], holds: "nash(hold, hold)"}
  - {id: false, holds: "pareto((strike, strike), (hold, hold)) or dominates(Blue, hold, hold)"}
  - {id: efficient, holds: "efficient(hold, hold)"}
`,
	"each": `
brink: 1
parameters: {b: 3, c: 1}
assume: [b > 0, c > 0]
players: {A: [0, 1], B: [0, 1], C: [0, 1]}
payoffs: {each: "min(b*sum(value), 2*b) - c*value + if(is(1) and others(1) = 0, 0, 0)"}
claims:
  - {id: none, given: [c > b], holds: "dominant(A, 0) and unique(0, 0, 0)"}
  - {id: two, given: [c < b], holds: "strict(1, 1, 0) and not nash(1, 1, 1) and not no_pure_nash()"}
  - {id: pays, holds: "payoff(A, (1, 1, 0)) = abs(2*b) - c"}
`,
	"own": `
brink: 1
parameters: {x: 1}
assume: [x != 0]
players: {A: [up, down], B: [left, right]}
payoffs: {A: "if(plays(A, up), 1, plays(B, left)*2)/x", B: "if(plays(A, up), plays(B, left), plays(B, right))*x"}
claims:
  - {id: cycle, given: [x > 0], holds: "no_pure_nash() => mixed()"}
  - {id: half, holds: "prob(B, left) = 1/2 and prob(A, up) = 1/2"}
`,
}

// TestFromTheGame has the statement of every claim written out from the game.
func TestFromTheGame(t *testing.T) {
	for id, src := range claims {
		for _, c := range certified(t, id, []byte(src)) {
			if c.From != certificate.FromGame {
				t.Errorf("%s: %s starts from the %s", id, c.Claim.ID, c.From)
			}
			again, _ := c.Encode()
			if len(again) > 1<<20 {
				t.Errorf("%s: %s has %d bytes", id, c.Claim.ID, len(again))
			}
		}
	}
}

// TestChecker has the checker in Python accept certificates, and none in which a
// verdict, a comparison or a number of the claim is another.
func TestChecker(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed")
	}
	dir := t.TempDir()
	var right, wrong []string
	write := func(name string, c *certificate.Certificate) string {
		data, err := c.Encode()
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, name+".json")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	random := rand.New(rand.NewPCG(1, 2))
	// damage changes one digit of a file.
	damage := func(path string) string {
		data, _ := os.ReadFile(path)
		for {
			i := random.IntN(len(data))
			if d := data[i]; d >= '0' && d <= '9' {
				data[i] = '0' + (d-'0'+byte(1+random.IntN(9)))%10
				break
			}
		}
		path += fmt.Sprint(" damaged ", random.IntN(1_000_000))
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	sources := map[string][]byte{}
	for id, src := range claims {
		sources[id] = []byte(src)
	}
	for _, id := range []string{"matching-pennies", "rock-paper-scissors", "inspection", "trust-dilemma", "irreversible-diffusion"} {
		sources[id], _ = models.Source(id)
	}
	for id, src := range sources {
		for _, c := range certified(t, id, src) {
			name := id + " " + c.Claim.ID
			right = append(right, write(name, c))
			for range 3 {
				wrong = append(wrong, damage(right[len(right)-1]))
			}
			for k, twin := range twins(c) {
				wrong = append(wrong, write(name+" "+string(rune('a'+k)), &twin))
			}
		}
	}
	run := func(files []string) string {
		cmd := exec.Command(python, append([]string{"../../contrib/check_certificate.py"}, files...)...)
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		_ = cmd.Run() // its code is that of the lines
		return out.String()
	}
	for _, line := range strings.Split(strings.TrimSpace(run(right)), "\n") {
		if !strings.HasSuffix(line, ": accepted") {
			t.Error(strings.TrimPrefix(line, dir))
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(run(wrong)), "\n") {
		if !strings.Contains(line, ": REJECTED: ") {
			t.Error(strings.TrimPrefix(line, dir))
		}
	}
	if len(right) < 30 || len(wrong) < 150 {
		t.Errorf("only %d certificates and %d false twins", len(right), len(wrong))
	}
}

// twins are the certificate with another verdict, without its proofs where it needs
// them, and with the negated claim.
func twins(c *certificate.Certificate) []certificate.Certificate {
	other := *c
	other.Verdict = map[string]string{"proved": "refuted", "refuted": "proved", "vacuous": "proved", "conditional": "vacuous"}[c.Verdict]
	negated := *c
	negated.Claim.Holds = "not (" + c.Claim.Holds + ")"
	out := []certificate.Certificate{other}
	if c.Verdict != "vacuous" {
		out = append(out, negated)
	}
	for _, p := range c.Refutation {
		if len(p.Lemmas) > 0 {
			bare := *c
			bare.Refutation = make([]*certificate.Proof, len(c.Refutation))
			for i := range bare.Refutation {
				bare.Refutation[i] = &certificate.Proof{Polynomials: c.Refutation[i].Polynomials}
			}
			return append(out, bare)
		}
	}
	return out
}

// TestFromTheFormula says of other kinds of games that the step to the formula is not
// shown.
func TestFromTheFormula(t *testing.T) {
	src, _ := models.Source("beer-quiche")
	for _, c := range certified(t, "beer-quiche", src) {
		if c.From != certificate.FromFormula || c.Kind != string(games.TreeForm) {
			t.Errorf("%s starts from the %s of a game of the kind %q", c.Claim.ID, c.From, c.Kind)
		}
	}
}
