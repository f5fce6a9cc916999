package plot

import (
	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/answer"
)

// Figure is a figure of a dossier; its kind tells files with several apart.
type Figure struct {
	Kind string
	report.Image
}

// OfDossier draws what a report shows beside its tables: the tree, with the way of the
// equilibrium where there is one alone, the map of two parameters, and the figures that
// suit the kind of game.
func OfDossier(w *report.Words, d *answer.Dossier) []Figure {
	var out []Figure
	if t, ok := d.Sheet.Model.(*games.Tree); ok {
		var plays func(set, action string) bool
		if p, ok := d.Sheet.Conditions.(answer.Played); ok {
			plays = p.OnlyPlay()
		}
		scene, err := DrawTree(TreeOf(t, w.GameName(t.Head()), w.Chance(), plays))
		if err == nil { // a tree too large for a page has its lines and corners
			out = append(out, Figure{"tree", report.Image{Scene: scene, Caption: w.TreeCaption(plays != nil)}})
		}
	}
	if d.Map != nil {
		out = append(out, Figure{"map", report.Image{Scene: Map(w, d.Map), Caption: w.MapCaption()}})
	}
	for _, f := range d.Figures {
		if scene, err := DrawFigure(w, f); err == nil { // as for trees
			out = append(out, Figure{f.Kind, report.Image{Scene: scene, Caption: w.IllustrationCaption(f)}})
		}
	}
	return out
}
