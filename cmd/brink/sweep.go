package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/study"
)

func (a *app) sweepCmd() *cobra.Command {
	var summary, slurm bool
	var sbatch []string
	var shards int
	var picture studyPicture
	cmd := &cobra.Command{
		Use: "sweep SPEC",
		Example: `  brink sweep ranked-2x2 --summary
  brink sweep strikes --format json
  brink sweep strikes --plot peace.pdf --column peace --over phi`,
		Args: cobra.ExactArgs(1),
		RunE: a.onStudy(func(ctx context.Context, s *study.Study, game []byte) error {
			if slurm {
				return a.sweepSlurm(ctx, s, game, shards, sbatch, summary, picture)
			}
			if shards > 0 {
				return usage("--shards goes with --slurm and with brink sweep plan")
			}
			return a.sweep(ctx, s, game, summary, picture)
		}),
	}
	f := cmd.Flags()
	picture.flags(f)
	f.BoolVar(&summary, "summary", false, "")
	f.BoolVar(&slurm, "slurm", false, "")
	f.StringArrayVar(&sbatch, "sbatch", nil, "")
	f.IntVar(&shards, "shards", 0, "")
	cmd.AddCommand(a.sweepPlan(), a.sweepRun(), a.sweepStatus(), a.sweepMerge(), a.sweepScript())
	return cmd
}

// onStudy is the work of a command on the study that its argument names.
func (a *app) onStudy(do func(ctx context.Context, s *study.Study, game []byte) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		ctx, cancel, err := a.start(cmd.Context())
		if err != nil {
			return err
		}
		defer cancel()
		spec, err := a.spec(args[0])
		if err != nil {
			return err
		}
		def, diags := format.ReadStudy(spec.Name, spec.Data)
		if def == nil {
			return diags
		}
		if len(diags) > 0 && !a.quiet {
			diags.Write(a.err, a.colour(a.err))
		}
		var game study.Source
		if def.Random == nil {
			if game, err = a.gameOf(def, filepath.Dir(spec.Name)); err != nil {
				return err
			}
		}
		s, err := study.Read(ctx, def, spec, game)
		if err != nil {
			return a.unswept(err)
		}
		return do(ctx, s, game.Data)
	}
}

// spec reads the file of a study: one that is named, standard input, or a built-in one.
func (a *app) spec(arg string) (study.Source, error) {
	if _, err := os.Stat(arg); arg == "-" || err == nil {
		name, data, err := a.read(arg)
		return study.Source{Name: name, Data: data}, err
	}
	if data, ok := models.StudySource(arg); ok {
		return study.Source{Name: arg + models.Extension, Data: data}, nil
	}
	hint := "built-in ones are " + strings.Join(models.StudyIDs(), ", ") + "; brink help sweep shows how the file of a study is written"
	if near := report.Nearest(arg, models.StudyIDs()); near != "" {
		hint = "did you mean " + near + "?"
	}
	return study.Source{}, usage("%q is neither a file nor a built-in study\n\n%s", arg, hint)
}

// gameOf reads the game of a study: a file, as seen from the study's, or a built-in
// model.
func (a *app) gameOf(def *games.Study, folder string) (study.Source, error) {
	name := def.Game
	if !filepath.IsAbs(name) {
		name = filepath.Join(folder, name)
	}
	if _, err := os.Stat(name); err != nil {
		if src, ok := models.Source(def.Game); ok {
			return study.Source{Name: def.Game + ".yaml", Data: src}, nil
		}
		hint := report.Nearest(def.Game, models.IDs())
		if hint != "" {
			hint = "\n\ndid you mean " + hint + "?"
		}
		return study.Source{}, usage("%s:%d:%d: %q is neither a file nor a built-in model%s", def.GameAt.File, def.GameAt.Line, def.GameAt.Column, def.Game, hint)
	}
	_, data, err := a.read(name)
	return study.Source{Name: name, Data: data}, err
}

// unswept gives an error of a study its exit code.
func (a *app) unswept(err error) error {
	var diags format.Diagnostics
	switch {
	case errors.As(err, &diags):
		return diags
	case errors.Is(err, ask.ErrSelfCheck):
		return failed(err)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.As(err, new(cause)):
		return &exit{exitIncomplete, err}
	case errors.Is(err, study.ErrMissing), errors.Is(err, study.ErrSlurm):
		return &exit{exitIncomplete, err}
	}
	return &exit{exitUsage, err}
}

// counting shows how many points are done.
func (a *app) counting(label string) (study.Progress, func()) {
	bar := a.startProgress(label)
	return func(done, total int64) { bar.Update(int(done), int(total)) }, bar.Done
}

// sweep computes a study here: to a file, to standard output, or for its summary alone.
func (a *app) sweep(ctx context.Context, s *study.Study, game []byte, summarise bool, picture studyPicture) error {
	summary, err := picture.counters(s, summarise)
	if err != nil {
		return err
	}
	progress, done := a.counting(s.Def.ID + ": sweep")
	defer done()
	var open int64
	switch {
	case a.output != "" && a.output != "-":
		open, err = s.Local(ctx, a.output, game, versionLine(), a.jobs, summary, progress)
	case summary != nil:
		open, err = s.Stream(ctx, summary, a.jobs, progress)
	default:
		a.stage.write()
		var t study.Table
		if t, err = s.Write(a.out, a.lines()); err == nil {
			open, err = s.Stream(ctx, t, a.jobs, progress)
		}
	}
	done()
	if err != nil {
		if folder := study.PartsOf(a.output); ctx.Err() != nil && a.output != "" {
			if f, err := study.Open(context.WithoutCancel(ctx), folder, versionLine()); err == nil {
				if points, err := f.Done(); err == nil {
					a.warn("%s", a.words.StudyKept(points, folder))
				}
			}
		}
		return a.unswept(err)
	}
	return a.swept(summary, open, picture)
}

// lines is the form of a table on standard output.
func (a *app) lines() study.Form {
	if a.format == string(report.FormatJSON) {
		return study.JSONL
	}
	return study.CSV
}

// swept prints a summary and draws the picture, and ends with the exit code of the table.
func (a *app) swept(summary *study.Summary, open int64, picture studyPicture) error {
	if summary != nil {
		a.output = "" // the table has it
		doc, err := a.compose(report.StudyTitle, []answer.Answer{summary.Answer()}, report.Show{})
		if err != nil {
			return err
		}
		if err := a.drawStudy(doc, picture); err != nil {
			return err
		}
		return a.finish(doc, open > 0)
	}
	if open > 0 {
		return &exit{code: exitIncomplete}
	}
	return nil
}

func (a *app) sweepPlan() *cobra.Command {
	var shards int
	cmd := &cobra.Command{
		Use:  "plan SPEC -o FOLDER",
		Args: cobra.ExactArgs(1),
		RunE: a.onStudy(func(ctx context.Context, s *study.Study, game []byte) error {
			f, err := a.plan(s, game, shards)
			if err != nil {
				return err
			}
			a.warn("%s", a.words.StudyPlanned(s.Points, f.Manifest.Shards, f.Path))
			return nil
		}),
	}
	cmd.Flags().IntVar(&shards, "shards", 0, "")
	return cmd
}

// plan makes the folder that -o names.
func (a *app) plan(s *study.Study, game []byte, shards int) (*study.Folder, error) {
	if a.output == "" || a.output == "-" {
		return nil, usage("give the folder with -o FOLDER")
	}
	if shards == 0 {
		shards = study.DefaultShards(s.Points)
	}
	f, err := s.Plan(a.output, game, versionLine(), shards)
	if err != nil {
		return nil, a.unswept(err)
	}
	return f, nil
}

// onFolder is the work of a command on the folder that its last argument names.
func (a *app) onFolder(do func(ctx context.Context, f *study.Folder, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		ctx, cancel, err := a.start(cmd.Context())
		if err != nil {
			return err
		}
		defer cancel()
		f, err := study.Open(ctx, args[len(args)-1], versionLine())
		if err != nil {
			return a.unswept(err)
		}
		return do(ctx, f, args)
	}
}

func (a *app) sweepRun() *cobra.Command {
	var shard string
	cmd := &cobra.Command{
		Use:  "run FOLDER",
		Args: cobra.ExactArgs(1),
		RunE: a.onFolder(func(ctx context.Context, f *study.Folder, args []string) error {
			list, err := f.Missing()
			if shard != "" {
				list, err = f.Chosen(shard)
			}
			if err != nil {
				return a.unswept(err)
			}
			progress, done := a.counting(f.Manifest.Study + ": sweep")
			defer done()
			if _, err = f.Run(ctx, list, a.jobs, progress); err != nil {
				return a.unswept(err)
			}
			return nil
		}),
	}
	cmd.Flags().StringVar(&shard, "shard", "", "")
	return cmd
}

// status is how far a study is.
func status(f *study.Folder) (*answer.StudyStatus, error) {
	missing, err := f.Missing()
	if err != nil {
		return nil, err
	}
	out := &answer.StudyStatus{
		Base:  answer.Base{Model: f.Study().Model, Complete: len(missing) == 0},
		Study: f.Manifest.Study, Points: f.Manifest.Points, Shards: f.Manifest.Shards, Missing: missing, List: study.ArrayList(missing),
	}
	return out, nil
}

func (a *app) sweepStatus() *cobra.Command {
	return &cobra.Command{
		Use:  "status FOLDER",
		Args: cobra.ExactArgs(1),
		RunE: a.onFolder(func(ctx context.Context, f *study.Folder, args []string) error {
			s, err := status(f)
			if err != nil {
				return a.unswept(err)
			}
			a.warn("%s", a.words.StudyDone(s))
			if a.format == string(report.FormatJSON) {
				doc, err := a.compose("", []answer.Answer{s}, report.Show{})
				if err != nil {
					return err
				}
				return a.finish(doc, !s.Complete)
			}
			if s.Complete {
				return nil
			}
			fmt.Fprintln(a.out, s.List)
			return &exit{code: exitIncomplete}
		}),
	}
}

func (a *app) sweepMerge() *cobra.Command {
	var summarise bool
	var picture studyPicture
	cmd := &cobra.Command{
		Use:  "merge FOLDER",
		Args: cobra.ExactArgs(1),
		RunE: a.onFolder(func(ctx context.Context, f *study.Folder, args []string) error {
			return a.merge(f, summarise, picture)
		}),
	}
	cmd.Flags().BoolVar(&summarise, "summary", false, "")
	picture.flags(cmd.Flags())
	return cmd
}

func (a *app) merge(f *study.Folder, summarise bool, picture studyPicture) error {
	summary, err := picture.counters(f.Study(), summarise)
	if err != nil {
		return err
	}
	var open int64
	a.stage.write()
	switch {
	case a.output != "" && a.output != "-":
		open, err = f.WriteFile(a.output, summary)
	case summary != nil:
		open, err = f.Merge(summary)
	default:
		var t study.Table
		if t, err = f.Study().Write(a.out, a.lines()); err == nil {
			open, err = f.Merge(t)
		}
	}
	if err != nil {
		return a.unswept(err)
	}
	return a.swept(summary, open, picture)
}

func (a *app) sweepScript() *cobra.Command {
	var names []string
	for _, e := range study.Engines() {
		names = append(names, string(e))
	}
	return &cobra.Command{
		Use:       "script ENGINE FOLDER",
		Long:      strings.Join(names, ", "),
		Args:      cobra.ExactArgs(2),
		ValidArgs: names,
		RunE: a.onFolder(func(ctx context.Context, f *study.Folder, args []string) error {
			program, err := os.Executable()
			if err != nil {
				return usage("%v", err)
			}
			text, err := f.Script(study.Engine(args[0]), program)
			if err != nil {
				return a.unswept(err)
			}
			return a.writeText([]byte(text))
		}),
	}
}

// sweepSlurm plans a study beside the file of -o, has Slurm compute it, and merges it.
func (a *app) sweepSlurm(ctx context.Context, s *study.Study, game []byte, shards int, args []string, summarise bool, picture studyPicture) error {
	if a.output == "" || a.output == "-" {
		return usage("--slurm needs -o FILE, where the cluster can read and write")
	}
	if _, err := study.FormOf(a.output); err != nil {
		return &exit{exitUsage, err}
	}
	file := a.output
	a.output = study.PartsOf(file)
	f, err := a.plan(s, game, shards)
	if err != nil {
		return err
	}
	a.output = file
	program, err := os.Executable()
	if err != nil {
		return usage("%v", err)
	}
	progress, done := a.counting(s.Def.ID + ": slurm")
	err = f.Submit(ctx, study.Cluster{Program: program, Args: args}, progress)
	done()
	if err != nil {
		return a.unswept(err)
	}
	if err := a.merge(f, summarise, picture); err != nil {
		return err
	}
	return f.Remove()
}
