package answer

import (
	"strings"

	"brink/games"
	"brink/solver/note"
)

// KnownResult compares a published result of a file with what was found.
type KnownResult struct {
	Model    games.Model
	Known    games.Known
	Findings []KnownFinding
}

// KnownFinding is about one statement of a known result.
type KnownFinding struct {
	Statement string // equilibria, contains, count, components, value, critical
	Of        string // the automata whose critical discount factor it is
	// Agrees is NoAnswer where the answer of the solver is not complete.
	Agrees          Tri
	Expected, Found []string // a number, or profiles
	// Missing and Surplus are the equilibria that only the one side has.
	Missing, Surplus []string
	NotZeroSum       bool // a value was expected of a game that has none
	Why              []note.Note
}

// Agrees is Yes only where every statement does.
func (k *KnownResult) Agrees() Tri {
	out := Yes
	for _, f := range k.Findings {
		switch f.Agrees {
		case No:
			return No
		case NoAnswer:
			out = NoAnswer
		}
	}
	return out
}

// List reports whether the statement lists profiles.
func (f *KnownFinding) List() bool { return f.Statement == "equilibria" || f.Statement == "contains" }

type knownJSON struct {
	Game     string            `json:"game"`
	At       map[string]string `json:"at"`
	OK       bool              `json:"ok"`
	Expected map[string]any    `json:"expected"`
	Found    map[string]any    `json:"found"`
	Missing  []string          `json:"missing,omitempty"`
	Surplus  []string          `json:"surplus,omitempty"`
	Reasons  []string          `json:"reasons,omitempty"`
	Source   string            `json:"source,omitempty"`
}

func (k *KnownResult) json(words Words) knownJSON {
	j := knownJSON{
		Game: k.Model.Head().ID, At: make(map[string]string), OK: k.Agrees() == Yes,
		Expected: make(map[string]any), Found: make(map[string]any), Source: strings.Join(k.Known.Source, "; "),
	}
	for _, s := range k.Known.At {
		j.At[s.Name] = s.Value.RatString()
	}
	for _, f := range k.Findings {
		f.put(j.Expected, f.Expected)
		f.put(j.Found, f.Found)
		j.Missing, j.Surplus = append(j.Missing, f.Missing...), append(j.Surplus, f.Surplus...)
		for _, n := range f.Why {
			j.Reasons = append(j.Reasons, words(n))
		}
	}
	return j
}

// put writes one side of a statement into the JSON of a known result.
func (f *KnownFinding) put(m map[string]any, texts []string) {
	switch {
	case f.Of != "":
		c, ok := m[f.Statement].(map[string]string)
		if !ok {
			c = make(map[string]string)
			m[f.Statement] = c
		}
		c[f.Of] = strings.Join(texts, "")
	case f.List():
		m[f.Statement] = append([]string{}, texts...)
	case len(texts) > 0:
		m[f.Statement] = texts[0]
	}
}
