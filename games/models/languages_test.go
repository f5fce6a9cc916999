package models_test

import (
	"testing"
	"unicode"

	"brink/games"
	"brink/games/models"
)

// TestModelsSpeakTwoLanguages holds every text that is shown with a model to a
// Chinese form.
func TestModelsSpeakTwoLanguages(t *testing.T) {
	for _, id := range models.IDs() {
		h := read(t, id).Head()
		for what, text := range texts(h) {
			zh := h.Chinese[text]
			if text != "" && !containsChinese(zh) {
				t.Errorf("%s: %s has no Chinese: %s", id, what, text)
			}
		}
	}
}

// texts lists the texts of a model by the place where they stand.
func texts(h *games.Header) map[string]string {
	out := map[string]string{"name": h.Name, "description": h.Description, "place": h.Place, "gist": h.Gist}
	for _, s := range h.Adds {
		out["adds: "+s] = s
	}
	for _, s := range h.Notes {
		out["notes: "+s] = s
	}
	for _, p := range h.Free() {
		out["parameter "+p.Name] = p.Description
	}
	for _, c := range h.Claims {
		out["claim "+c.ID] = c.Says
		for _, s := range c.Notes {
			out["claim "+c.ID+": "+s] = s
		}
	}
	return out
}

func containsChinese(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			return true
		}
	}
	return false
}
