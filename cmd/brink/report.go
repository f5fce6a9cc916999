package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/figures"
	"brink/solver/note"
)

func (a *app) reportCmd() *cobra.Command {
	var shelf, columns string
	var show report.Show
	var standalone bool
	cmd := &cobra.Command{
		Use: "report GAME... | --shelf SHELF",
		Example: `  brink report first-strike -o first-strike.html
  brink report first-strike --columns exists,efficient --standalone -o first-strike.tex
  brink report --shelf textbook --lang zh -o textbook.html`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f, ok := formatOf(a.output); ok && !cmd.Flags().Changed("format") {
				a.format = string(f)
			}
			ctx, cancel, err := a.start(cmd.Context())
			if err != nil {
				return err
			}
			defer cancel()
			if standalone && a.format != string(report.FormatLaTeX) {
				return usage("--standalone is for LaTeX: name a .tex file with -o, or give --format latex")
			}
			if show.Columns, err = a.columnsOf(columns); err != nil {
				return err
			}
			var gs []reported
			switch {
			case shelf != "" && len(args) > 0:
				return usage("name games or use --shelf, not both")
			case shelf != "":
				gs, err = a.standing(shelf)
			default:
				gs, err = a.named(ctx, args)
			}
			if err != nil {
				return err
			}
			return a.report(ctx, gs, a.called(cmd, args), show, standalone)
		},
	}
	f := cmd.Flags()
	f.StringVar(&shelf, "shelf", "", "")
	f.StringVar(&columns, "columns", "", "")
	f.BoolVar(&standalone, "standalone", false, "")
	f.BoolVar(&show.KnifeEdges, "knife-edges", false, "")
	return cmd
}

// formatOf is the format that the name of a document tells.
func formatOf(name string) (report.Format, bool) {
	f, ok := map[string]report.Format{
		".html": report.FormatHTML, ".htm": report.FormatHTML, ".md": report.FormatMarkdown, ".tex": report.FormatLaTeX,
		".txt": report.FormatTable, ".pdf": report.FormatPDF, ".json": report.FormatJSON,
	}[strings.ToLower(filepath.Ext(name))]
	return f, ok
}

// columnsOf reads the names of columns; nil for none.
func (a *app) columnsOf(list string) ([]string, error) {
	var out []string
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		if !a.words.HasColumn(name) {
			return nil, usage("--columns: %q is no column\n\ncolumns have the names that JSON gives them, such as exists, strict, efficient, risk_dominant, ess, intuitive", name)
		}
		out = append(out, name)
	}
	return out, nil
}

// reported is a game of a report: how the command line calls it, and the hash of its
// file.
type reported struct {
	model  games.Model
	called string
	sha256 string
}

// standing are the models of a shelf, in the order of the shelf.
func (a *app) standing(shelf string) ([]reported, error) {
	ms, err := a.library(shelf)
	if err != nil {
		return nil, err
	}
	var out []reported
	for _, m := range ms {
		id := m.Head().ID
		src, _ := models.Source(id)
		out = append(out, reported{m, id, hashOf(src)})
	}
	return out, nil
}

// named reads the games that the arguments name.
func (a *app) named(ctx context.Context, args []string) ([]reported, error) {
	var sums []string
	ms, err := a.models(ctx, args, func(in format.Reading, name string, data []byte, from format.Format) (*format.File, format.Diagnostics) {
		sums = append(sums, hashOf(data))
		return in.ReadTreeAlone(name, data, from)
	})
	if err != nil {
		return nil, err
	}
	out := make([]reported, len(ms))
	for i, m := range ms {
		out[i] = reported{m, args[i], sums[i]}
	}
	return out, nil
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// called is the command line that makes the document again: what it was given, the
// language and the format, whatever file it went to.
func (a *app) called(cmd *cobra.Command, args []string) string {
	parts := append([]string{"brink report"}, args...)
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		switch {
		case f.Name == "lang" && a.words.Language != report.Languages()[0]:
			parts = append(parts, "--lang "+a.words.Language)
		case f.Name == "format" && a.format != string(report.FormatTable):
			parts = append(parts, "--format "+a.format)
		case f.Name == "lang", f.Name == "format", f.Name == "output", !f.Changed:
		case slices.Contains([]string{"jobs", "quiet", "no-color", "progress"}, f.Name): // the document is the same
		case f.Value.Type() == "bool":
			parts = append(parts, "--"+f.Name)
		default:
			parts = append(parts, "--"+f.Name+" "+f.Value.String())
		}
	})
	return strings.Join(parts, " ")
}

// report asks all there is to ask of each game and writes one document.
func (a *app) report(ctx context.Context, gs []reported, command string, show report.Show, standalone bool) error {
	title := note.Code("")
	if len(gs) > 1 {
		title = report.ReportsTitle
	}
	incomplete := false
	var all []answer.Answer
	for _, g := range gs {
		d, err := a.dossier(ctx, g.model, g.called)
		if err != nil {
			return err
		}
		d.Origin = answer.Origin{Version: version, Command: command, SHA256: g.sha256}
		incomplete = incomplete || !d.Finished()
		all = append(all, d)
	}
	a.stage.write()
	show.Figures = a.figures
	doc, err := report.Compose(a.words, report.Format(a.format), title, all, show)
	if err != nil {
		return err
	}
	doc.Standalone = standalone
	return a.finish(doc, incomplete)
}

// figures draws what a report shows beside its tables. Markdown has them in files beside
// its own.
func (a *app) figures(d *answer.Dossier) ([]report.Image, error) {
	var out []report.Image
	for _, f := range plot.OfDossier(a.words, d) {
		image := f.Image
		if a.format == string(report.FormatMarkdown) && a.output != "" {
			image.Path = strings.TrimSuffix(a.output, filepath.Ext(a.output)) + "-" + d.About().ID + "-" + f.Kind + ".svg"
			if _, err := plot.Save(image.Path, image.Scene); err != nil {
				return nil, err
			}
			image.Path = filepath.Base(image.Path)
		}
		out = append(out, image)
	}
	return out, nil
}

// dossier asks about one model, showing progress.
func (a *app) dossier(ctx context.Context, m games.Model, called string) (*answer.Dossier, error) {
	bar := a.startProgress(m.Head().ID + ": report")
	defer bar.Done()
	opt := ask.Options{
		Workers: a.jobs, Grace: grace,
		Progress: func(done, total int, n note.Note) {
			if total > 0 {
				bar.Update(done, total)
			}
		},
	}
	d, err := ask.Dossier(ctx, m, called, opt)
	if err != nil {
		return nil, a.refused(ctx, m, err)
	}
	if report.Format(a.format).Tables() {
		figures.Illustrate(ctx, d, opt)
	}
	return d, nil
}
