package figures_test

import (
	"context"
	"slices"
	"testing"

	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/figures"
)

// TestIllustrate: a report about a game of each kind has the figures that suit it, each
// with something in it.
func TestIllustrate(t *testing.T) {
	for id, want := range map[string][]string{
		"first-strike":        {"best-replies"},
		"rock-paper-scissors": {"best-replies", "replicator"},
		"chicken":             {"best-replies", "replicator", "critical-discount"},
		"beer-quiche":         {"belief-line"},
		"global-game":         {"cut-offs"},
		"crisis-stability":    {"states"},
		"tullock":             {"reactions"},
		"richardson":          {"phase-portrait"},
		"five-fingers":        nil,
	} {
		m := model(t, id)
		d := &answer.Dossier{Base: answer.Base{Model: m}, Sheet: &answer.Sheet{Base: answer.Base{Model: m}}}
		if id == "chicken" {
			a, err := ask.Repeated.Run(context.Background(), m, nil, ask.Options{})
			if err != nil {
				t.Fatal(err)
			}
			d.Others = []answer.Answer{a}
		}
		figures.Illustrate(context.Background(), d, ask.Options{})
		var got []string
		for _, f := range d.Figures {
			got = append(got, f.Kind)
			if f.Graph == nil && !slices.ContainsFunc(f.Panels, func(p answer.Panel) bool { return len(p.Lines)+len(p.Areas) > 0 }) {
				t.Errorf("%s: %s is empty", id, f.Kind)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: figures %v, want %v", id, got, want)
		}
	}
}
