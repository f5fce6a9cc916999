package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/answer"
	"brink/solver/ask"
)

func (a *app) convertCmd() *cobra.Command {
	var to string
	var claims []string
	cmd := &cobra.Command{
		Use: "convert GAME --to FORMAT",
		Example: `  brink convert first-strike --to nfg --set phi=1/4
  brink convert first-strike --to smt2 --claim peace-possible`,
		Args: cobra.ExactArgs(1),
		RunE: a.onModels(func(ctx context.Context, ms []games.Model) error {
			return a.convert(ctx, ms[0], ask.Conversion{To: to, Claims: claims})
		}),
	}
	cmd.Flags().StringArrayVar(&claims, "claim", nil, "")
	cmd.Flags().StringVar(&to, "to", "", strings.Join(ask.Targets(), ", "))
	cmd.Flags().StringArrayVar(&a.set, "set", nil, "")
	return cmd
}

func (a *app) convert(ctx context.Context, m games.Model, c ask.Conversion) error {
	var at ask.Point
	if c.InNumbers(m) {
		var err error
		if at, err = a.point(m); err != nil {
			return err
		}
	}
	info, missing := os.Stat(a.output)
	c.Separate = missing == nil && info.IsDir()
	got, err := ask.Convert(ctx, m, at, c)
	if bad := (*ask.TargetError)(nil); errors.As(err, &bad) {
		return usage("--to: %v", bad)
	}
	if err != nil {
		return failedWithin(ctx, err)
	}
	if got.Drawn {
		a.format = string(report.FormatLaTeX)
		doc, err := a.compose("", []answer.Answer{got}, report.Show{})
		if err != nil {
			return err
		}
		return a.write(doc)
	}
	a.stage.write()
	for _, t := range got.Texts {
		if t.Name == "" {
			err = a.writeText(t.Data)
		} else {
			err = writeFile(filepath.Join(a.output, filepath.Base(t.Name)), t.Data)
		}
		if err != nil {
			return err
		}
	}
	if len(got.Left) > 0 {
		open := got.Left[0]
		return &exit{exitIncomplete, fmt.Errorf("%s: claim %s: undecided: %s", m.Head().ID, open.Claim, a.words.Note(open.Why))}
	}
	return nil
}

// writeText writes a text that is no document.
func (a *app) writeText(data []byte) error {
	a.stage.write()
	if a.output != "" && a.output != "-" {
		return writeFile(a.output, data)
	}
	_, err := a.out.Write(data)
	return err
}

func (a *app) checkCmd() *cobra.Command {
	return &cobra.Command{
		Use: "check GAME...",
		Example: `  brink check first-strike
  brink check first-strike --format json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, cancel, err := a.start(cmd.Context())
			if err != nil {
				return err
			}
			defer cancel()
			if len(args) == 0 {
				return usage("no GAME given\n\nname the files to check")
			}
			from, err := a.fromFormat()
			if err != nil {
				return err
			}
			late, stop := reading(ctx)
			defer stop()
			all := &answer.Files{Base: answer.Base{Complete: true}}
			for _, arg := range args {
				name, data, err := a.read(arg)
				if err != nil {
					return err
				}
				f, diags := ask.File(late, name, data, from)
				if late.Err() != nil {
					return tooLate(late)
				}
				if len(diags) > 0 {
					a.diagnose(diags)
				}
				all.Files = append(all.Files, f)
			}
			if all.Faulty() && a.format != string(report.FormatJSON) {
				return &exit{code: exitUsage}
			}
			doc, err := a.compose(report.FilesTitle, []answer.Answer{all}, report.Show{})
			if err != nil {
				return err
			}
			if err := a.write(doc); err != nil {
				return err
			}
			if all.Faulty() {
				return &exit{code: exitUsage}
			}
			return nil
		},
	}
}

// version is the release; the build information adds the commit.
const version = "0.1.0"

func (a *app) versionCmd() *cobra.Command {
	return &cobra.Command{
		Use: "version",
		Example: `  brink version
  brink version --format json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, cancel, err := a.start(cmd.Context()); err != nil {
				return err
			} else {
				cancel()
			}
			if a.format == "json" {
				v := map[string]string{"version": version}
				if info, ok := debug.ReadBuildInfo(); ok {
					v["go"] = info.GoVersion
				}
				if c := commit(); c != "" {
					v["commit"] = c
				}
				return a.write(&report.Document{JSON: v})
			}
			fmt.Fprintln(a.out, "brink "+versionLine())
			return nil
		},
	}
}

// commit is what the program was built from; "" where that was not noted.
func commit() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				return s.Value
			}
		}
	}
	return ""
}

// versionLine is the release, and the commit where it is known.
func versionLine() string {
	if c := commit(); c != "" {
		return version + " (" + c[:12] + ")"
	}
	return version
}
