package answer

import (
	"strings"

	"brink/games"
)

// Library is a list of models.
type Library struct {
	Base
	Entries []Entry
	Works   []Work // that the models or their claims cite, by key
}

// Entry is a model with the names of its players.
type Entry struct {
	Model   games.Model
	Players []string
	Works   []string // keys of what the model and its claims cite
}

// Work is an entry of a bibliography.
type Work struct{ Key, BibTeX string }

// About is nil: a library is about no single model.
func (l *Library) About() *games.Header { return nil }

type entryJSON struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Shelf      string   `json:"shelf"`
	Players    int      `json:"players"`
	Parameters []string `json:"parameters"`
	Claims     int      `json:"claims"`
	Source     string   `json:"source"`
	Works      []string `json:"works"`            // keys of the bibliography
	Number     string   `json:"number,omitempty"` // of the statement that the model is about
}

// JSON is the contract's array.
func (l *Library) JSON(Words) any {
	out := []entryJSON{}
	for _, e := range l.Entries {
		h := e.Model.Head()
		out = append(out, entryJSON{h.ID, h.Name, h.Shelf, len(e.Players), append([]string{}, h.FreeNames()...), len(h.Claims), strings.Join(h.Source, "; "), append([]string{}, e.Works...), h.Number})
	}
	return out
}
