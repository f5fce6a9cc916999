package models_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"brink/games/models"
)

// TestWorksAreCited holds the bibliography to the sources of models and claims: each
// work that they name has one entry, and each entry is named.
func TestWorksAreCited(t *testing.T) {
	named := map[string]bool{}
	citation := regexp.MustCompile(`\(\d{4}[a-z]?\)`)
	for _, id := range models.IDs() {
		h := read(t, id).Head()
		sources := slices.Clone(h.Source)
		for _, c := range h.Claims {
			sources = append(sources, c.Source...)
		}
		for _, s := range sources {
			works := models.Cited([]string{s})
			for _, w := range works {
				named[w.Key] = true
			}
			if n := len(citation.FindAllString(s, -1)); n != len(works) {
				t.Errorf("%s: %d of %d works of %q are in bibliography.bib", id, len(works), n, s)
			}
		}
	}
	var keys []string
	for _, w := range models.Works() {
		keys = append(keys, w.Key)
		if !named[w.Key] {
			t.Errorf("nothing cites %s, %s", w.Key, w.Citation)
		}
		if !strings.Contains(w.BibTeX, "\n  title = {") {
			t.Errorf("%s has no title", w.Key)
		}
	}
	if !slices.IsSorted(keys) || len(slices.Compact(slices.Clone(keys))) != len(keys) {
		t.Errorf("keys are not in order, each once: %v", keys)
	}
}
