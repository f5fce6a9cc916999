package main

import (
	"strings"

	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
)

// topics are pages of help that belong to no command: brink help NAME.
func topics(w *report.Words) []*cobra.Command {
	return []*cobra.Command{
		{Use: "figures"},
		{Use: "game-file"},
		{Use: "claims", Long: otherPredicates(w)},
	}
}

// otherPredicates lists those of the kinds of games that are not in strategic form,
// from the catalogue.
func otherPredicates(w *report.Words) string {
	var b strings.Builder
	for i, k := range []games.Kind{games.TreeForm, games.BayesianForm, games.StochasticForm, games.ContinuousForm, games.DynamicsForm, games.AnonymousForm} {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(string(k) + ":\n")
		for _, p := range games.Predicates(k) {
			if p.Kinds != nil {
				b.WriteString("  " + w.Problem(p.Usage) + "\n")
			}
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}
