package main

import (
	"bytes"
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
	"brink/games/format"
	"brink/solver/ask"
	"brink/solver/note"
	"brink/solver/prove"
	"brink/solver/stability"
)

func (a *app) convertCmd() *cobra.Command {
	var to string
	var claims []string
	cmd := &cobra.Command{
		Use:   "convert GAME --to FORMAT",
		Short: "write a game in another format",
		Long: `convert writes a game as yaml, json, nfg, efg, lrs, gam, latex, smt2 or qepcad.
Formats that hold numbers take the parameters from --set and the defaults. A tree
goes to efg as it is and to nfg, lrs and gam as its reduced strategic form; an
efg file becomes a tree in yaml and json, with what follows several moves alike
written once (YAML). latex is the payoff table as a booktabs fragment. smt2 is one SMT-LIB 2 problem per
claim, unsatisfiable exactly when the claim holds wherever its hypotheses do;
several claims follow each other with (reset) between them, or go to one file
each when -o names a folder. qepcad is the same problem as input of QEPCAD B,
FALSE exactly when the claim holds; it takes one claim, or a folder. A claim that
brink has no formula for is left out, and the exit code is 4.`,
		Example: `  brink convert first-strike --to nfg --set phi=1/4
  brink convert first-strike --to smt2 --claim peace-possible`,
		Args: cobra.ExactArgs(1),
		RunE: a.onModels(func(ctx context.Context, ms []games.Model) error {
			if to == "smt2" || to == "qepcad" {
				return a.convertClaims(ctx, ms[0], claims, to)
			}
			if len(claims) > 0 {
				return usage("--claim goes with --to smt2 and --to qepcad")
			}
			return a.convert(ms[0], to)
		}),
	}
	cmd.Flags().StringArrayVar(&claims, "claim", nil, "only the claim with this `ID`, for smt2 and qepcad (repeatable)")
	cmd.Flags().StringVar(&to, "to", "", "`FORMAT` to write: "+strings.Join(targets(), ", "))
	cmd.Flags().StringArrayVar(&a.set, "set", nil, "value of a parameter, `NAME=VALUE` (repeatable; others at their defaults)")
	return cmd
}

func targets() []string {
	var out []string
	for _, f := range format.Formats() {
		out = append(out, string(f))
	}
	return append(out, "latex", "smt2", "qepcad")
}

func (a *app) convert(m games.Model, to string) error {
	if to == "" {
		return usage("--to FORMAT is missing\n\none of %s", strings.Join(targets(), ", "))
	}
	id := m.Head().ID
	g, strategic := m.(*games.Game)
	if to == "latex" || to == "tex" {
		switch {
		case !strategic:
			return usage("--to latex draws the payoff table of a game in strategic form; %s is one of the kind %s\n\nbrink show %s --format latex prints its conditions", id, m.Kind(), id)
		case len(g.Players) != 2:
			return usage("--to latex draws the payoffs of two players; %s has %d", id, len(g.Players))
		}
		a.format = "latex"
		return a.write(&report.Document{Title: title(g), Blocks: []report.Block{payoffTable(g)}})
	}
	f, err := format.ParseFormat(to)
	if err != nil {
		return usage("--to: %v", err)
	}
	var b bytes.Buffer
	if text := f == format.YAML || f == format.JSON; text || f == format.EFG && strategic && g.Extensive != nil {
		if text && strategic && g.Extensive != nil {
			m = g.Tree()
		}
		err = format.Write(&b, m, f)
	} else {
		var at ask.Point
		if at, err = a.point(m); err != nil {
			return err
		}
		err = format.WriteAt(&b, m, at, f)
	}
	if err != nil {
		return usage("%s: %v", id, err)
	}
	a.stage.write()
	if a.output != "" && a.output != "-" {
		return writeFile(a.output, b.Bytes())
	}
	_, err = a.out.Write(b.Bytes())
	return err
}

// convertClaims writes claims as SMT-LIB 2 problems or as input of QEPCAD.
func (a *app) convertClaims(ctx context.Context, m games.Model, ids []string, to string) error {
	id := m.Head().ID
	claims, err := ask.ClaimsOf(m, ids)
	if err != nil {
		return a.refused(m, err)
	}
	info, missing := os.Stat(a.output)
	folder := missing == nil && info.IsDir()
	if to == "qepcad" && len(claims) > 1 && !folder {
		return usage("--to qepcad writes one claim to a file, and %s has %d\n\nname one with --claim, or a folder with -o", id, len(claims))
	}
	compiler := stability.NewCompiler(m)
	var all bytes.Buffer
	files := make(map[string][]byte)
	var open error // the first claim that has no formula
	for _, claim := range claims {
		c, err := compiler.Compile(ctx, claim)
		if err != nil {
			if !errors.Is(err, stability.ErrUndecidable) {
				return &exit{exitUsage, fmt.Errorf("%s: claim %s: %w", id, claim.ID, err)}
			}
			if open == nil {
				why := a.words.Note(note.New(note.Text, err))
				open = &exit{exitIncomplete, fmt.Errorf("%s: claim %s: undecided: %s", id, claim.ID, why)}
			}
			continue
		}
		var b bytes.Buffer
		if to == "qepcad" {
			title := strings.NewReplacer("[", "(", "]", ")").Replace(oneLine(id) + ": " + oneLine(claim.ID))
			err = prove.WriteQEPCAD(&b, c.Problem(m), title)
		} else {
			fmt.Fprintf(&b, "; %s: %s\n", oneLine(id), oneLine(claim.ID))
			if claim.Says != "" {
				fmt.Fprintf(&b, "; %s\n", oneLine(claim.Says))
			}
			err = prove.WriteSMT2(&b, c.Problem(m))
		}
		if err != nil {
			return usage("%s: claim %s: %v", id, claim.ID, err)
		}
		files[id+"-"+claim.ID+"."+to] = b.Bytes()
		if all.Len() > 0 {
			all.WriteString("(reset)\n")
		}
		all.Write(b.Bytes())
	}
	a.stage.write()
	switch {
	case folder:
		for name, data := range files {
			if err := writeFile(filepath.Join(a.output, filepath.Base(name)), data); err != nil {
				return err
			}
		}
	case a.output != "" && a.output != "-":
		err = writeFile(a.output, all.Bytes())
	default:
		_, err = a.out.Write(all.Bytes())
	}
	if err != nil {
		return err
	}
	return open
}

// oneLine keeps a text inside a comment.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

type jsonCheck struct {
	File     string        `json:"file"`
	OK       bool          `json:"ok"`
	Format   string        `json:"format,omitempty"`
	Players  int           `json:"players,omitempty"`
	Profiles int           `json:"profiles,omitempty"`
	Problems []jsonProblem `json:"problems"`
}

type jsonProblem struct {
	Severity string `json:"severity"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Summary  string `json:"summary"`
	Detail   string `json:"detail,omitempty"`
	Hint     string `json:"hint,omitempty"`
}

func (a *app) checkCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "check GAME...",
		Short: "read and validate game files, reporting every problem found",
		Example: `  brink check first-strike
  brink check first-strike --format json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			_, cancel, err := a.start(cmd.Context())
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
			t := &report.Table{Header: []string{"File", "Format", "Players", "Profiles", "Parameters", "Claims", "Result"}}
			list := []jsonCheck{}
			failed := false
			for _, arg := range args {
				name, data, err := a.read(arg)
				if err != nil {
					return err
				}
				f, diags := format.Read(name, data, from)
				j := jsonCheck{File: name, OK: !diags.HasErrors(), Problems: []jsonProblem{}}
				for _, d := range diags {
					j.Problems = append(j.Problems, jsonProblem{d.Severity.String(), d.Line, d.Column, d.Summary, d.Detail, d.Hint})
				}
				if len(diags) > 0 {
					diags.Write(a.err, a.colour(a.err))
				}
				if diags.HasErrors() {
					failed = true
					t.Rows = append(t.Rows, report.Texts(name, "", "", "", "", "", plural(len(diags), "problem", "problems")))
				} else {
					h := f.Model.Head()
					j.Format, j.Players = string(f.Format), len(ask.Players(f.Model))
					profiles := "–" // of games in strategic form alone
					if f.Game != nil {
						j.Profiles = f.Game.Profiles(games.MaxPayoffs)
						if profiles = fmt.Sprint(j.Profiles); j.Profiles < 0 {
							profiles = "many"
						}
					}
					result := "ok"
					if len(diags) > 0 {
						result = "ok, " + plural(len(diags), "warning", "warnings")
					}
					t.Rows = append(t.Rows, report.Texts(name, string(f.Format), fmt.Sprint(j.Players), profiles, fmt.Sprint(len(h.Free())), fmt.Sprint(len(h.Claims)), result))
				}
				list = append(list, j)
			}
			doc := &report.Document{Title: "Files checked", Blocks: []report.Block{t}, JSON: list}
			if failed && a.format != "json" {
				return &exit{code: exitUsage}
			}
			if err := a.write(doc); err != nil {
				return err
			}
			if failed {
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
		Use:   "version",
		Short: "print the version",
		Example: `  brink version
  brink version --format json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, cancel, err := a.start(cmd.Context()); err != nil {
				return err
			} else {
				cancel()
			}
			v := map[string]string{"version": version}
			line := "brink " + version
			if info, ok := debug.ReadBuildInfo(); ok {
				v["go"] = info.GoVersion
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" && len(s.Value) >= 12 {
						v["commit"] = s.Value
						line += " (" + s.Value[:12] + ")"
					}
				}
			}
			if a.format == "json" {
				return a.write(&report.Document{JSON: v})
			}
			fmt.Fprintln(a.out, line)
			return nil
		},
	}
}
