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

const sweepLong = `sweep asks the same questions at many points: of one game along axes of its
parameters, or of games with random payoffs. SPEC is a built-in study (ranked-2x2,
strikes) or a file such as

  sweep: 1                    the version of the format; required
  game: first-strike          a built-in model or a file beside this one
  axes:
    phi: {grid: "-1/2..1/2 step 1/100"}    every value; also a list: [0, 1/4, 1/2]
    c: {random: "0..1 step 1/1000"}        one of these values, or of a list, each
                              with the same probability; "a, b: ..." for several
  draws: 100                  random points at each point of the lists
  seed: 1
  columns:                    what is asked at every point
    equilibria: count         or {count: pure}, mixed, strict, components
    peace: {holds: "nash(hold, hold)"}     a formula of claims: brink help claims
    hold: {row: "(hold, hold)", is: strict}   a row of brink conditions; exists,
                              where is: is left out
    patience: {critical: [grim, grim]}     least discount factor of automata
    thesis: {verdict: offence-breeds-preemption}   a claim of the file, with the
                              parameters that are no axes left open
    blue: {payoff: Blue}      where all equilibria pay the same
    net: {value: "phi - c"}   an expression in parameters

and, instead of a game, random ones:

  random: {actions: [2, 2], payoffs: -9..9 step 1}   or a list, or ranking: each
                              player ranks the profiles; players: as in a game file

The answer is a table with a row for every point: exact numbers beside their
decimals, empty where there is none, and whether all of the row is known
(complete). Without -o it goes to standard output as CSV, or with --format json as
JSON Lines. -o FILE.csv, .jsonl or .parquet writes a file; what is done is kept in
FILE.parts until the file is whole, and the same command goes on after a kill.
Point k is the same whatever the order, the number of cores and the machine: the
random numbers are those of Philox4x32-10 with the seed as key and k as counter.

Beyond one machine, a folder that all of them share holds the study in shards:

  brink sweep plan SPEC -o FOLDER --shards 200
  brink sweep script slurm FOLDER | sbatch
  brink sweep merge FOLDER -o out.parquet --summary

status prints the shards that are missing as job arrays take them, and run --shard
I/N computes one. Shards are files that appear whole or not at all; a shard that two
compute is one file. A folder of another study, seed, game or version of brink is
refused. --slurm does all three lines: it submits, watches, and submits again what is
missing.`

func (a *app) sweepCmd() *cobra.Command {
	var summary, slurm bool
	var sbatch []string
	var shards int
	cmd := &cobra.Command{
		Use:   "sweep SPEC",
		Short: "ask the same questions at many points, on one machine or many",
		Long:  sweepLong,
		Example: `  brink sweep ranked-2x2 --summary
  brink sweep strikes --format json`,
		Args: cobra.ExactArgs(1),
		RunE: a.onStudy(func(ctx context.Context, s *study.Study, game []byte) error {
			if slurm {
				return a.sweepSlurm(ctx, s, game, shards, sbatch, summary)
			}
			if shards > 0 {
				return usage("--shards goes with --slurm and with brink sweep plan")
			}
			return a.sweep(ctx, s, game, summary)
		}),
	}
	f := cmd.Flags()
	f.BoolVar(&summary, "summary", false, "print shares with exact intervals, cross tables and quantiles (the table goes to -o alone)")
	f.BoolVar(&slurm, "slurm", false, "compute on a cluster with Slurm, from a folder that it shares")
	f.StringArrayVar(&sbatch, "sbatch", nil, "`ARGUMENT` for sbatch, such as --partition=short (repeatable)")
	f.IntVar(&shards, "shards", 0, "into how many shards --slurm divides the study")
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
func (a *app) sweep(ctx context.Context, s *study.Study, game []byte, summarise bool) error {
	var summary *study.Summary
	if summarise {
		summary = s.Summarise()
	}
	progress, done := a.counting(s.Def.ID + ": sweep")
	defer done()
	var open int64
	var err error
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
	return a.swept(summary, open)
}

// lines is the form of a table on standard output.
func (a *app) lines() study.Form {
	if a.format == string(report.FormatJSON) {
		return study.JSONL
	}
	return study.CSV
}

// swept prints a summary, and ends with the exit code of the table.
func (a *app) swept(summary *study.Summary, open int64) error {
	if summary != nil {
		a.output = "" // the table has it
		doc, err := a.compose(report.StudyTitle, []answer.Answer{summary.Answer()}, report.Show{})
		if err != nil {
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
		Use:   "plan SPEC -o FOLDER",
		Short: "divide a study into shards, in a folder that machines share",
		Args:  cobra.ExactArgs(1),
		RunE: a.onStudy(func(ctx context.Context, s *study.Study, game []byte) error {
			f, err := a.plan(s, game, shards)
			if err != nil {
				return err
			}
			a.warn("%s", a.words.StudyPlanned(s.Points, f.Manifest.Shards, f.Path))
			return nil
		}),
	}
	cmd.Flags().IntVar(&shards, "shards", 0, "how many shards (default: by the number of points, at most 1000)")
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
		Use:   "run FOLDER",
		Short: "compute one shard of a study, or all that are missing",
		Args:  cobra.ExactArgs(1),
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
	cmd.Flags().StringVar(&shard, "shard", "", "shard `I/N`, I from 1 to the number N of shards (default: all that are missing)")
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
		Use:   "status FOLDER",
		Short: "print the shards that are missing, as job arrays take them",
		Long: `status prints the numbers of the shards that are missing, as in 3,7-9: what
sbatch --array takes. The exit code is 0 where none is missing, else 4.`,
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
	cmd := &cobra.Command{
		Use:   "merge FOLDER",
		Short: "write the table of answers of all shards",
		Args:  cobra.ExactArgs(1),
		RunE: a.onFolder(func(ctx context.Context, f *study.Folder, args []string) error {
			return a.merge(f, summarise)
		}),
	}
	cmd.Flags().BoolVar(&summarise, "summary", false, "print shares with exact intervals, cross tables and quantiles")
	return cmd
}

func (a *app) merge(f *study.Folder, summarise bool) error {
	var summary *study.Summary
	if summarise {
		summary = f.Study().Summarise()
	}
	var open int64
	var err error
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
	return a.swept(summary, open)
}

func (a *app) sweepScript() *cobra.Command {
	var names []string
	for _, e := range study.Engines() {
		names = append(names, string(e))
	}
	return &cobra.Command{
		Use:       "script ENGINE FOLDER",
		Short:     "print what Slurm, Snakemake, Kubernetes or GNU parallel is given",
		Long:      "script prints a script that computes the missing shards: of " + strings.Join(names, ", ") + ".",
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
func (a *app) sweepSlurm(ctx context.Context, s *study.Study, game []byte, shards int, args []string, summarise bool) error {
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
	if err := a.merge(f, summarise); err != nil {
		return err
	}
	return f.Remove()
}
