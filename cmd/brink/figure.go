package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/output"
	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/figures"
)

// drawing is what --plot and --figure ask for.
type drawing struct {
	file string // where to
	kind string // which figure; "" for the first of the game
}

// treeFigure is the kind of picture that is made of the game alone.
const treeFigure = "tree"

// flags adds --plot and --figure to a command.
func (d *drawing) flags(f *pflag.FlagSet) {
	f.StringVar(&d.file, "plot", "", "")
	f.StringVar(&d.kind, "figure", "", "")
}

// kinds lists the figures that a question about a model has.
func figureKinds(m games.Model, q ask.Question) []string {
	var out []string
	if _, err := ask.TreeOf(m, nil); err == nil && (q.Name == ask.Solve.Name || q.Name == ask.Conditions.Name) {
		out = append(out, treeFigure)
	}
	return append(out, figures.Names(figures.For(m, q))...)
}

// check refuses files of no known kind, and figures that the game does not have.
func (d *drawing) check(ms []games.Model, q ask.Question) error {
	if d.file == "" {
		if d.kind != "" {
			return usage("--figure names what --plot FILE draws: there is no --plot")
		}
		return nil
	}
	if err := checkPlot(d.file, ms); err != nil {
		return err
	}
	known := figureKinds(ms[0], q)
	switch {
	case d.kind == "" && len(known) > 0:
		d.kind = known[0]
	case slices.Contains(known, d.kind):
	case len(known) > 0:
		return usage("--figure: %s has no figure %q for brink %s\n\nit has %s", ms[0].Head().ID, d.kind, q.Name, report.Choice(report.English(), known))
	default:
		hint := "brink help figures lists what is drawn"
		for _, other := range ask.Questions() {
			if ks := figureKinds(ms[0], other); len(ks) > 0 {
				hint = fmt.Sprintf("brink %s --plot draws %s", other.Name, report.Choice(report.English(), ks))
				break
			}
		}
		return usage("--plot: %s is a %s game for which brink %s draws no figure\n\n%s", ms[0].Head().ID, ms[0].Kind(), q.Name, hint)
	}
	return nil
}

// draw draws the answer to a question about a model at a point, nil for none, and adds the
// picture to the document.
func (a *app) draw(ctx context.Context, doc *report.Document, d drawing, q ask.Question, m games.Model, at ask.Point, ans answer.Answer) error {
	if d.file == "" {
		return nil
	}
	if d.kind == treeFigure {
		t, err := ask.TreeOf(m, at)
		if err != nil {
			return usage("--plot: %v", err)
		}
		scene, caption, err := a.treeScene(t, a.title(m), ans)
		return a.picture(doc, d.file, scene, err, caption, ans)
	}
	for _, k := range figures.For(m, q) {
		if k.Name != d.kind {
			continue
		}
		f, err := k.Make(ctx, figures.Request{Model: m, At: at, Answer: ans, Workers: a.jobs})
		if err != nil {
			return usage("--plot: %v", err)
		}
		scene, err := plot.DrawFigure(a.words, f)
		return a.picture(doc, d.file, scene, err, a.words.FigureCaption(f), f)
	}
	return nil
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

// picture writes a scene to a file, unless it could not be drawn, and adds it to a
// document; or the data behind it, where the file is one of data.
func (a *app) picture(doc *report.Document, file string, scene *figure.Scene, err error, caption string, data answer.Answer) error {
	if err != nil {
		return usage("--plot: %v", err)
	}
	if plot.IsData(file) {
		return a.data(file, data)
	}
	svg, err := plot.Save(file, scene)
	if err != nil {
		return usage("--plot: %v", err)
	}
	doc.Blocks = append(doc.Blocks, report.Image{SVG: svg, Scene: scene, Path: file, Caption: caption})
	return nil
}

// data writes an answer to a file of data.
func (a *app) data(file string, ans answer.Answer) error {
	f := report.Format(strings.TrimPrefix(strings.ToLower(filepath.Ext(file)), "."))
	doc, err := report.Compose(a.words, f, "", []answer.Answer{ans}, report.Show{})
	if err != nil {
		return usage("--plot: %v", err)
	}
	var b bytes.Buffer
	if err := report.Write(&b, doc, f, report.Style{}); err != nil {
		return usage("--plot: %v", err)
	}
	if err := output.Write(file, b.Bytes()); err != nil {
		return usage("--plot: %v", err)
	}
	return nil
}
