package main

import (
	"brink/cmd/internal/figure"
	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/answer"
	"brink/solver/ask"
)

// checkTreePlot refuses --plot for files of no known kind and games without a tree; of
// 2×2 games that are solved best responses are drawn.
func checkTreePlot(file string, ms []games.Model, solved bool) error {
	if file == "" {
		return nil
	}
	if err := checkPlot(file, ms); err != nil {
		return err
	}
	if _, err := ask.TreeOf(ms[0], nil); err != nil && !(solved && ask.HasReplies(ms[0])) {
		return usage("--plot draws games in extensive form: %v", err)
	}
	return nil
}

// plotTree draws the tree of a model, in numbers where a point is given, and adds the
// picture to the document: with the way of the equilibrium where the answer has one
// alone.
func (a *app) plotTree(doc *report.Document, file string, m games.Model, at ask.Point, ans answer.Answer) error {
	if file == "" {
		return nil
	}
	t, err := ask.TreeOf(m, at)
	if s, ok := ans.(*answer.Solution); ok && err != nil && ask.HasReplies(m) {
		replies, err := ask.RepliesOf(m.(*games.Game), s.Point)
		if err != nil {
			return usage("--plot: %v", err)
		}
		return a.picture(doc, file, plot.Replies(a.words, s, replies), nil, a.words.RepliesCaption())
	}
	if err != nil {
		return usage("--plot: %v", err)
	}
	scene, caption, err := a.treeScene(t, a.title(m), ans)
	return a.picture(doc, file, scene, err, caption)
}

// treeScene draws a tree and says what the picture shows: with the way of the
// equilibrium where the answer has one alone.
func (a *app) treeScene(t *games.Tree, title string, ans answer.Answer) (scene *figure.Scene, caption string, err error) {
	var plays func(set, action string) bool
	if p, ok := ans.(answer.Played); ok {
		plays = p.OnlyPlay()
	}
	scene, err = plot.DrawTree(plot.TreeOf(t, title, a.words.Chance(), plays))
	return scene, a.words.TreeCaption(plays != nil), err
}
