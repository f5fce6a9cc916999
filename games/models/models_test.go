package models_test

import (
	"slices"
	"strings"
	"testing"

	"brink/games"
	"brink/games/format"
	"brink/games/models"
)

// read returns a model of the library; neither errors nor warnings are accepted.
func read(t *testing.T, id string) games.Model {
	t.Helper()
	data, ok := models.Source(id)
	if !ok {
		t.Fatalf("no model %s", id)
	}
	f, diags := format.Read(id+models.Extension, data, "")
	for _, d := range diags {
		t.Errorf("%v", d)
	}
	if f == nil || f.Model == nil {
		t.FailNow()
	}
	return f.Model
}

func TestLibraryIsComplete(t *testing.T) {
	ids := models.IDs()
	if len(ids) < 40 {
		t.Errorf("the library has %d models, it had at least 40", len(ids))
	}
	if !slices.IsSorted(ids) {
		t.Errorf("ids are not in alphabetical order: %v", ids)
	}
	count := make(map[string]int)
	for _, id := range ids {
		count[read(t, id).Head().Shelf]++
	}
	for _, s := range models.Shelves() {
		if count[s.Name] == 0 {
			t.Errorf("the shelf %s is empty", s.Name)
		}
		delete(count, s.Name)
	}
	for name := range count {
		t.Errorf("the shelf %q is not listed in Shelves", name)
	}
}

func TestSource(t *testing.T) {
	for _, id := range []string{"", "no-such-model", "../models/pd", "pd.yaml", "embed.go", "testdata"} {
		if _, ok := models.Source(id); ok {
			t.Errorf("Source(%q) found a model", id)
		}
	}
	a, _ := models.Source("pd")
	a[0] = '#'
	if b, _ := models.Source("pd"); b[0] == '#' {
		t.Error("the caller of Source can change the library")
	}
}

// TestModelsExplainThemselves holds every model to what a reader needs: its
// source, the meaning of its parameters, and defaults that satisfy everything
// the model assumes.
func TestModelsExplainThemselves(t *testing.T) {
	for _, id := range models.IDs() {
		t.Run(id, func(t *testing.T) {
			m := read(t, id)
			g := m.Head()
			if g.ID != id {
				t.Errorf("the id is %s", g.ID)
			}
			if g.Name == "" || len(g.Source) == 0 || len(g.Description) < 80 {
				t.Error("a model has a name, a source and a description")
			}
			// Values such as exp(-x) are no rationals; the assumptions have none.
			h := *g
			h.Params = g.Free()
			point, err := h.Point(nil)
			if err != nil {
				t.Fatalf("defaults: %v", err)
			}
			for _, p := range g.Free() {
				if p.Description == "" {
					t.Errorf("the parameter %s has no description", p.Name)
				}
				if !p.Within.Eval(point) {
					t.Errorf("the default of %s is outside its range %s", p.Name, p.Range)
				}
			}
			for _, a := range g.Assume {
				if !a.Formula.Eval(point) {
					t.Errorf("the defaults violate %s", a.Text)
				}
			}
			if len(g.Params) == len(h.Params) && !games.Hypotheses(m).Eval(point) {
				t.Error("the defaults violate the hypotheses")
			}
			if len(g.Claims) == 0 {
				t.Error("the model makes no claim")
			}
			for _, c := range g.Claims {
				if c.Says == "" || !strings.HasSuffix(c.Says, ".") || c.Verdict == "" {
					t.Errorf("claim %s: a sentence and an expected verdict are needed", c.ID)
				}
			}
			if g, ok := m.(*games.Game); ok && g.Repeated != nil && len(g.Repeated.Profiles) == 0 {
				t.Error("repeated play without profiles of strategies")
			}
		})
	}
}

// TestEditorialShelf checks that the shelf answers every claim of the editorial
// that is a finite game, by name, and that its verdicts are of all three kinds.
func TestEditorialShelf(t *testing.T) {
	want := []string{
		"adoption-threshold", "automation-trap", "bipolar-entry", "blind-trust", "defence-dominance", "diversion",
		"dss-bias", "dual-use-norm", "escalation-advice", "escalation-ladder", "first-strike", "imitation-race",
		"irreversible-diffusion", "lead-window", "liability", "many-fingers", "matthew-gap", "matthew-race", "moat",
		"norm-coalition", "od-scaling", "polluted-signal", "preventive-war", "second-strike", "spillover-contest",
		"supplier-cartel", "taboo", "treaty-window", "weakest-link-leak", "window-war",
	}
	var got []string
	verdicts := make(map[string]int)
	for _, id := range models.IDs() {
		g := read(t, id).Head()
		if g.Shelf != "editorial" {
			continue
		}
		got = append(got, id)
		for _, c := range g.Claims {
			verdicts[c.Verdict]++
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("the shelf has %v, want %v", got, want)
	}
	for _, v := range []string{"proved", "refuted", "conditional"} {
		if verdicts[v] == 0 {
			t.Errorf("no claim of the shelf is %s", v)
		}
	}
}
