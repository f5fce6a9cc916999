package answer

// Dossier is the whole argument about a model: what its author says, its conditions,
// the verdicts on its claims, and what else was asked for a figure or a table of it.
type Dossier struct {
	Base
	Sheet    *Sheet
	Verdicts *Verdicts // nil without claims
	Others   []Answer  // repeated play
	Map      *Map      // of the first two parameters, the others at their defaults; nil for none
	Figures  []*Figure // that suit the kind of game, where they were asked for
	Origin   Origin
}

// Origin is what another reader needs to make the answer again.
type Origin struct {
	Version string
	Command string // that makes it
	SHA256  string // of the file, in hexadecimal; "" where there is none
}

type dossierJSON struct {
	Version  string `json:"version"`
	Command  string `json:"command"`
	SHA256   string `json:"sha256,omitempty"`
	Game     any    `json:"game"`
	Verdicts any    `json:"verdicts,omitempty"`
	Others   []any  `json:"others,omitempty"`
}

// JSON has the parts as the questions give them.
func (d *Dossier) JSON(words Words) any {
	out := &dossierJSON{Version: d.Origin.Version, Command: d.Origin.Command, SHA256: d.Origin.SHA256, Game: d.Sheet.JSON(words)}
	if d.Verdicts != nil {
		out.Verdicts = d.Verdicts.JSON(words)
	}
	for _, a := range d.Others {
		out.Others = append(out.Others, a.JSON(words))
	}
	return out
}
