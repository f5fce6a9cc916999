package report

import (
	"strings"

	"brink/games"
	"brink/games/models"
	"brink/solver/answer"
	"brink/solver/note"
)

// Shelf is what a shelf of the library holds.
func (w *Words) Shelf(s models.Shelf) string {
	if c := "shelf " + note.Code(s.Name); w.Has(c) {
		return w.Say(c)
	}
	return s.Name
}

// KindName says what kind of game a model is.
func (w *Words) KindName(m games.Model) string {
	if g, ok := m.(*games.Game); ok && g.Repeated != nil {
		return w.Say(sayKindRepeated)
	}
	return w.Say("kind " + note.Code(m.Kind()))
}

// Form shows what the players can do and what they get, as far as a page shows it.
func (w *Words) Form(m games.Model) []Block {
	var out []Block
	for _, b := range w.setting(m) {
		if t, ok := b.(*Table); ok && t.Title == w.Say(sayFree) {
			continue
		}
		out = append(out, b)
	}
	return out
}

// Meaning says what a verdict means for the model.
func (w *Words) Meaning(v *answer.Verdict) string { return w.means(v) }

// EvidenceOf says on what evidence a verdict rests: how it was found, and what was
// checked.
func (w *Words) EvidenceOf(v *answer.Verdict) string {
	var parts []string
	if v.Method != "" {
		parts = append(parts, w.Say(v.Method))
	}
	if v.Evidence != answer.NoAnswer {
		parts = append(parts, w.evidence(v))
	}
	return strings.Join(parts, w.stop)
}

// Refusal is an error in the language: what is wrong, and what to do.
func (w *Words) Refusal(err error) (message, hint string) {
	message, hint, _ = strings.Cut(strings.TrimSpace(err.Error()), "\n\n")
	lines := strings.Split(strings.TrimSpace(hint), "\n")
	for i, line := range lines {
		lines[i] = w.Problem(line)
	}
	return w.Problem(message), strings.Join(lines, "\n")
}
