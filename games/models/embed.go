// Package models is the built-in library: one YAML file a model, in the format
// of package format, with its sources, the meaning and range of its parameters,
// and claims with the verdict that is expected of them.
//
// The file name without .yaml is the model's id. To add a model, add a file;
// nothing here changes. Read a model with format.Read on what Source returns.
package models

import (
	"embed"
	"slices"
	"strings"
)

//go:embed *.yaml
var files embed.FS

// Extension ends the file name of every model.
const Extension = ".yaml"

// IDs lists the ids of all models in alphabetical order.
func IDs() []string {
	// The root of an embedded file system can always be read.
	entries, _ := files.ReadDir(".")
	ids := make([]string, len(entries))
	for i, e := range entries {
		ids[i] = strings.TrimSuffix(e.Name(), Extension)
	}
	slices.Sort(ids) // file names sort differently: "a-b.yaml" < "a.yaml"
	return ids
}

// Source returns the file of a model, a copy that the caller may keep, and
// whether there is a model of that id.
func Source(id string) ([]byte, bool) {
	data, err := files.ReadFile(id + Extension)
	return data, err == nil
}

// Shelf is a named part of the library. A model says in its file on which
// shelf it stands.
type Shelf struct{ Name, About string }

// Shelves lists the shelves in the order in which a reader meets them.
func Shelves() []Shelf {
	return []Shelf{
		{"classics", "symmetric two-player games of the study of arms races"},
		{"editorial", "claims of Qi Haixia's editorial of 2025 on artificial intelligence and international relations"},
		{"literature", "models of arms races, deterrence, verification and technology races"},
		{"textbook", "signalling, bargaining and deterrence as textbooks have them"},
		{"regressions", "games without political content whose equilibria are known exactly"},
	}
}
