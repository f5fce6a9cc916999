package models_test

import (
	"fmt"
	"os"
	"regexp"
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

// TestEditorialShelf checks that the shelf is about every statement of the editorial,
// A01 to A31, each with its gist in both languages, its place, its firmness, what the
// model adds and the readings of it, and that only what the text asserts or supposes is
// credited to it: never a reading that fails, none where it is silent, and in a question
// only what the question supposes.
func TestEditorialShelf(t *testing.T) {
	numbers := make(map[string]bool)
	ids := make(map[string]bool)
	for _, id := range models.IDs() {
		ids[id] = true
	}
	for _, id := range models.IDs() {
		h := read(t, id).Head()
		for _, other := range h.See {
			if !ids[other] || other == id {
				t.Errorf("%s: see: %s", id, other)
			}
		}
		if h.Number == "" {
			if h.Gist != "" || h.Firmness != "" {
				t.Errorf("%s: a statement without a number", id)
			}
			for _, c := range h.Claims {
				if credited(c) || c.Reading != "" {
					t.Errorf("%s %s: a reading of no statement", id, c.ID)
				}
			}
			continue
		}
		numbers[h.Number] = true
		if h.Chinese[h.Name] == "" {
			t.Errorf("%s has no Chinese name", id)
		}
		if h.Shelf != "editorial" || h.Firmness == "" || h.Place == "" || h.Chinese[h.Place] == "" || h.Gist == "" || h.Chinese[h.Gist] == "" || len(h.Adds) == 0 {
			t.Errorf("%s: a statement has a place and a gist in both languages, a firmness and what the model adds", id)
		}
		readings := make(map[games.Reading]bool)
		asserted := false
		for i, c := range h.Claims {
			readings[c.Reading] = true
			if c.Reading != "" && h.Chinese[c.Says] == "" {
				t.Errorf("%s %s: a reading is in both languages", id, c.ID)
			}
			if !credited(c) {
				continue
			}
			asserted = true
			switch {
			case c.Reading == "" || c.Verdict == "refuted" || c.Verdict == "vacuous":
				t.Errorf("%s %s: what the text is credited with is a reading that holds", id, c.ID)
			case c.Reading == games.Inevitable && c.Verdict != "proved":
				t.Errorf("%s %s: an assertion about all cases that fails in some", id, c.ID)
			case i > 0 && !credited(h.Claims[i-1]):
				t.Errorf("%s %s: what the text asserts comes first", id, c.ID)
			}
		}
		if silent := h.Firmness == games.Silent; asserted && silent || !asserted && h.Firmness != games.Asks && h.Firmness != games.Recommends && !silent {
			t.Errorf("%s: the text %s, and is credited: %v", id, h.Firmness, asserted)
		}
		// A30 has no direction, and A31 is a recommendation.
		want := len(games.Readings())
		if h.Number == "A30" || h.Number == "A31" {
			want = 1
		}
		delete(readings, "")
		if len(readings) != want {
			t.Errorf("%s has %d readings, want %d", id, len(readings), want)
		}
	}
	for i := 1; i <= 31; i++ {
		if n := fmt.Sprintf("A%02d", i); !numbers[n] {
			t.Errorf("no model is about %s", n)
		}
	}
	if len(numbers) != 31 {
		t.Errorf("%d statements", len(numbers))
	}
}

// TestFindingsReproduce holds the commands of docs/findings.md to claims that exist.
func TestFindingsReproduce(t *testing.T) {
	data, err := os.ReadFile("../../docs/findings.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := regexp.MustCompile("`brink verify (\\S+) --claim (\\S+)`").FindAllStringSubmatch(string(data), -1)
	if len(commands) == 0 {
		t.Fatal("no command")
	}
	for _, m := range commands {
		if !slices.ContainsFunc(read(t, m[1]).Head().Claims, func(c games.Claim) bool { return c.ID == m[2] }) {
			t.Errorf("%s", m[0])
		}
	}
}

// credited reports whether a claim is put down to the editorial.
func credited(c games.Claim) bool {
	return slices.ContainsFunc(c.Source, func(s string) bool { return strings.HasPrefix(s, "Qi (2025)") })
}
