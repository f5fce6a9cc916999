package ask_test

import (
	"context"
	"math/big"
	"testing"

	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/stability"
)

// library reads every model.
func library(t *testing.T) []games.Model {
	t.Helper()
	var ms []games.Model
	for _, id := range models.IDs() {
		src, _ := models.Source(id)
		f, ds := format.Read(id+models.Extension, src, "")
		if len(ds) > 0 {
			t.Fatalf("%s: %v", id, ds)
		}
		ms = append(ms, f.Model)
	}
	return ms
}

// TestLibraryClaims decides every claim of the library and has the evidence
// accepted by a part of the program with an algebra of its own. Only claims with
// exp and log have none. A counterexample of a strategic form satisfies the hypotheses
// and falsifies the claim by plain evaluation.
func TestLibraryClaims(t *testing.T) {
	v, err := ask.VerifyAll(context.Background(), library(t), ask.Options{Claims: ask.Claims{Check: true}})
	if err != nil {
		t.Fatal(err)
	}
	evidence := 0
	for _, c := range v.Claims {
		name := c.Model.Head().ID + " " + c.Claim.ID
		if !c.OK() {
			t.Errorf("%s: %s, expected %s: %v", name, c.Status, answer.Expected(c.Claim), c.Why)
		}
		if len(c.Warnings) > 0 {
			t.Errorf("%s: %v", name, c.Warnings)
		}
		if c.Evidence == answer.Yes {
			evidence++
		} else {
			t.Logf("%s: no evidence", name)
		}
		if g, ok := c.Model.(*games.Game); ok && len(c.Counterexample) > 0 && len(g.Free()) == len(g.Params) {
			falsifies(t, name, g, c)
		}
	}
	if evidence*10 < len(v.Claims)*9 {
		t.Errorf("evidence for %d of %d claims", evidence, len(v.Claims))
	}
	for _, k := range v.Known {
		if k.Agrees() != answer.Yes {
			t.Errorf("%s: a known result is not found", k.Model.Head().ID)
		}
	}
}

// falsifies evaluates a claim at its counterexample; an algebraic one the prover has
// checked itself.
func falsifies(t *testing.T, name string, g *games.Game, c *answer.Verdict) {
	t.Helper()
	point := make([]*big.Rat, len(g.Params))
	for i := range point {
		point[i] = new(big.Rat) // of parameters that do not matter
	}
	for i, x := range c.Counterexample {
		if x.Rat == nil {
			return
		}
		point[i] = x.Rat
	}
	claim, err := stability.NewCompiler(g).Compile(context.Background(), c.Claim)
	if err != nil {
		t.Fatal(name, err)
	}
	problem := claim.Problem(g)
	for i, h := range problem.Hyps {
		if !h.Eval(point) {
			t.Errorf("%s: the counterexample violates %s", name, claim.Hypotheses[i].Text)
		}
	}
	if problem.Claim.Eval(point) || c.Status == answer.Conditional && c.HoldsWhen.Eval(point) {
		t.Errorf("%s: the claim holds at its counterexample %v", name, point)
	}
}

// tooLarge has the models whose table of conditions is too large: their claims ask for
// what they need of it.
var tooLarge = map[string]bool{"baliga-sjostrom-talk": true}

// TestLibraryConditions prints the table of every model that is not in strategic
// form, complete and with a row that can exist.
func TestLibraryConditions(t *testing.T) {
	for _, m := range library(t) {
		if m.Kind() == games.StrategicForm {
			continue
		}
		t.Run(m.Head().ID, func(t *testing.T) {
			a, err := ask.Conditions.Run(context.Background(), m, nil, ask.Options{})
			if err != nil {
				t.Fatal(err)
			}
			c := a.(*answer.Equilibria)
			if tooLarge[m.Head().ID] {
				if c.Table.Complete || len(c.Table.Reasons) == 0 {
					t.Error("nothing says that the table is too large")
				}
				return
			}
			if len(c.Table.Rows) == 0 {
				t.Error("no row")
			}
			if !c.Table.Complete {
				t.Errorf("not complete: %v", c.Table.Reasons)
			}
		})
	}
}
