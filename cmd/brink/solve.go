package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/format"
	"brink/solver/known"
	"brink/solver/nash"
)

func (a *app) solveCmd() *cobra.Command {
	var method string
	var one, labels bool
	var limit int
	cmd := &cobra.Command{
		Use:   "solve GAME...",
		Short: "all Nash equilibria at numbers, exactly",
		Long: `solve computes the Nash equilibria of the game at a point of parameter space, in
exact rational arithmetic. For two players it lists every extreme equilibrium
and groups them into maximal Nash subsets and connected components; it says
complete only when the algorithm proves that nothing is missing. For more
players see the reasons it prints.

Several games may be named, such as the files of a collection: they are solved
in this order, and the JSON is an array. A call for many small games is far
quicker than a call for each.

Symmetric players with two actions are exchangeable: from ten of them on, and
with --method exchangeable, equilibria that differ in who does what are one row.

--method backward-induction takes an extensive game of perfect information (a
Gambit .efg file) and lists its subgame-perfect equilibria in pure strategies.`,
		Example: `  brink solve first-strike --set phi=3/20
  brink solve pd --format json
  brink solve pd chicken stag-hunt --format ne`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, cancel, err := a.start(cmd.Context())
			if err != nil {
				return err
			}
			defer cancel()
			if limit < 0 {
				return usage("--limit takes a positive number, found %d", limit)
			}
			if method == backwardInduction {
				if labels {
					return usage("--all-labels follows Lemke-Howson paths: it does not go with --method %s", method)
				}
				gs, err := a.loadWith(args, format.ReadTree)
				if err != nil {
					return err
				}
				return a.backwardInduction(ctx, gs, nash.Options{Limit: limit, OneOnly: one})
			}
			if method == exchangeableMethod {
				if labels || one || limit > 0 {
					return usage("--method %s finds all at once: it does not go with --all-labels, --one or --limit", method)
				}
				gs, err := a.load(args)
				if err != nil {
					return err
				}
				for _, g := range gs {
					if g.Symmetric == nil || len(g.Symmetric.Actions) != 2 {
						return usage("%s: --method %s is for symmetric players with two actions\n\nin a game file, players: {count: 5, actions: [a, b]}", g.ID, method)
					}
				}
				return a.solve(ctx, gs, nash.Options{Method: exchangeableMethod}, false)
			}
			m, err := nash.ParseMethod(method)
			if err != nil {
				if report.Nearest(method, []string{backwardInduction}) != "" {
					err = fmt.Errorf("unknown method %q; did you mean %q?", method, backwardInduction)
				}
				return usage("--method: %v", err)
			}
			if labels {
				if m != nash.MethodAuto && m != nash.MethodLemkeHowson || one || limit > 0 {
					return usage("--all-labels follows every Lemke-Howson path: it does not go with --one, --limit or another --method")
				}
			}
			gs, err := a.load(args)
			if err != nil {
				return err
			}
			return a.solve(ctx, gs, nash.Options{Method: m, Workers: a.jobs, Limit: limit, OneOnly: one}, labels)
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&a.set, "set", nil, "value of a parameter, `NAME=VALUE` (repeatable; others at their defaults)")
	f.StringVar(&method, "method", "auto", "one of "+strings.Join(methods(), ", "))
	f.BoolVar(&one, "one", false, "stop at the first equilibrium")
	f.BoolVar(&labels, "all-labels", false, "follow the Lemke-Howson path of every label: its length and where it ends")
	f.IntVar(&limit, "limit", 0, "stop after this many equilibria (0: no limit)")
	return cmd
}

// methods are the values of --method.
func methods() []string {
	var out []string
	for _, m := range nash.Methods() {
		out = append(out, string(m))
	}
	return append(out, exchangeableMethod, backwardInduction)
}

type jsonSolve struct {
	Game       string            `json:"game"`
	Players    []jsonPlayer      `json:"players"`
	Parameters map[string]string `json:"parameters"`
	Method     string            `json:"method"`
	Exact      bool              `json:"exact"`
	Complete   bool              `json:"complete"`
	Reasons    []string          `json:"reasons"`
	Degenerate bool              `json:"degenerate"`
	Degeneracy string            `json:"degeneracy,omitempty"`
	Equilibria []jsonEquilibrium `json:"equilibria"`
	Subsets    []jsonSubset      `json:"subsets"`
	Components []jsonComponent   `json:"components"`
	Paths      []jsonPath        `json:"paths,omitempty"`
	Nodes      []jsonNode        `json:"nodes,omitempty"`
	Count      string            `json:"count,omitempty"`
	Values     [][]string        `json:"values,omitempty"`
}

type jsonPlayer struct {
	Name    string   `json:"name"`
	Actions []string `json:"actions"`
}

type jsonEquilibrium struct {
	Strategies [][]any `json:"strategies"`
	Payoffs    []any   `json:"payoffs"`
	Pure       bool    `json:"pure"`
	Strict     bool    `json:"strict"`
	Quasi      bool    `json:"quasi_strict"`
	Component  int     `json:"component,omitempty"`
	// Multiplicity is how many equilibria there are that differ from this one by
	// exchanging exchangeable players.
	Multiplicity json.Number `json:"multiplicity,omitempty"`
	// Choices are the actions of a subgame-perfect equilibrium, in the order of
	// jsonSolve.Nodes.
	Choices []string `json:"choices,omitempty"`
}

type jsonSubset struct {
	Extreme   []int `json:"extreme"`
	Component int   `json:"component"`
	Dimension int   `json:"dimension"`
}

type jsonComponent struct {
	ID         int   `json:"id"`
	Equilibria []int `json:"equilibria"`
	Dimension  int   `json:"dimension"`
	Index      *int  `json:"index,omitempty"`
	// Whether all equilibria of the component pay the same, and of an extensive
	// game whether they end at its nodes with the same probabilities.
	SamePayoffs bool  `json:"same_payoffs"`
	SameOutcome *bool `json:"same_outcome,omitempty"`
}

func (a *app) solve(ctx context.Context, gs []*games.Game, opt nash.Options, labels bool) error {
	doc := &report.Document{Title: "Nash equilibria", NE: [][]report.Profile{}}
	var all []*jsonSolve
	incomplete := false
	for _, g := range gs {
		if countsOnce(g, opt, labels) {
			entitle(doc, g, len(gs) > 1)
			j, err := a.exchangeable(ctx, g, doc)
			if err != nil {
				return err
			}
			all = append(all, j)
			incomplete = incomplete || !j.Complete
			continue
		}
		point, s, err := a.strategic(g)
		if err != nil {
			return err
		}
		bar := a.startProgress("solving " + g.ID)
		opt.Progress = func(p nash.Progress) {
			bar.Note(fmt.Sprintf("%d bases visited, %d equilibria found", p.Bases, p.Equilibria))
		}
		var res *nash.Result
		var paths []labelPath
		if labels {
			res, paths, err = allLabels(ctx, s, a.jobs)
		} else {
			res, err = nash.All(ctx, s, opt)
		}
		bar.Done()
		if err != nil {
			return solverError(g, err)
		}
		incomplete = incomplete || !res.Complete
		entitle(doc, g, len(gs) > 1)
		switch {
		case a.tables():
			solveTables(doc, g, point, res)
			if labels {
				doc.Blocks = append(doc.Blocks, pathsTable(g, paths))
			}
		case a.json():
			j := solveJSON(g, point, res)
			j.Paths = pathsJSON(g, paths)
			all = append(all, j)
		case a.format == string(report.FormatKnown):
			k, err := known.Of(g, point, res)
			if err != nil {
				return usage("%s: %v", g.ID, err)
			}
			doc.Known = append(doc.Known, format.WriteKnown([]games.Known{k}))
		default:
			list := make([]report.Profile, len(res.Equilibria))
			for i, e := range res.Equilibria {
				list[i] = e.Strategies
				if e.Irrational != nil {
					list[i] = roundedProfile(e.Irrational)
					a.warn("warning: %s: equilibrium %d has irrational probabilities, rounded to %d digits in these lines", g.ID, i+1, roundedDigits)
				}
			}
			doc.NE = append(doc.NE, list)
		}
	}
	doc.JSON = oneOrAll(all)
	return a.finish(doc, incomplete)
}

// solverError gives the error of a solver its exit code.
func solverError(g *games.Game, err error) error {
	if errors.Is(err, nash.ErrSelfCheck) {
		return &exit{exitSelfCheck, fmt.Errorf("%s: %w\n\nthis is a defect of brink: please report it with the game", g.ID, err)}
	}
	return usage("%s: %v", g.ID, err)
}

func solveJSON(g *games.Game, point []*big.Rat, res *nash.Result) *jsonSolve {
	j := &jsonSolve{
		Game: g.ID, Parameters: map[string]string{}, Method: string(res.Method), Exact: res.Exact, Complete: res.Complete,
		Reasons: append([]string{}, res.Reasons...), Degenerate: res.Degenerate, Degeneracy: res.Degeneracy,
		Equilibria: []jsonEquilibrium{}, Subsets: []jsonSubset{}, Components: []jsonComponent{},
	}
	for _, p := range g.Players {
		j.Players = append(j.Players, jsonPlayer{p.Name, p.Actions})
	}
	for i, v := range point {
		j.Parameters[g.Params[i].Name] = v.RatString()
	}
	for _, e := range res.Equilibria {
		q := jsonEquilibrium{Pure: e.Pure, Strict: e.Strict, Quasi: e.QuasiStrict, Component: e.Component}
		q.Strategies, q.Payoffs = equilibriumJSON(e)
		j.Equilibria = append(j.Equilibria, q)
	}
	for _, s := range res.Subsets {
		j.Subsets = append(j.Subsets, jsonSubset{s.Extreme, s.Component, s.Dimension})
	}
	for _, c := range res.Components {
		k := jsonComponent{ID: c.ID, Equilibria: c.Equilibria, Dimension: c.Dimension, SamePayoffs: c.SamePayoffs}
		if same, known := sameOutcome(g, res, c); known {
			k.SameOutcome = &same
		}
		if c.HasIndex {
			k.Index = &c.Index
		}
		j.Components = append(j.Components, k)
	}
	return j
}

func rats(v []*big.Rat) []string {
	out := make([]string, len(v))
	for i, r := range v {
		out[i] = r.RatString()
	}
	return out
}

// solveTables shows each equilibrium as the mixtures it plays, with the support
// spelled out, and the components where there is more than one equilibrium to a
// component.
func solveTables(doc *report.Document, g *games.Game, point []*big.Rat, res *nash.Result) {
	if len(point) > 0 {
		doc.Blocks = append(doc.Blocks, report.Paragraph{Text: "At " + pointText(g, point) + "."})
	}
	t := &report.Table{Header: []string{"#"}, Align: []report.Align{report.Right}}
	for _, p := range g.Players {
		t.Header = append(t.Header, p.Name)
	}
	t.Header = append(t.Header, "Payoffs", "Kind")
	grouped := connected(res)
	if grouped {
		t.Header = append(t.Header, "Component")
	}
	for i, e := range res.Equilibria {
		row := []report.Cell{report.Text(fmt.Sprint(i + 1))}
		mixtures, payoffs := equilibriumText(g, e)
		for _, m := range mixtures {
			row = append(row, mixtureCell(m))
		}
		row = append(row, report.Text(payoffs), report.Text(kind(res, e)))
		if grouped {
			row = append(row, report.Text(fmt.Sprint(e.Component)))
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) == 0 {
		t.Notes = append(t.Notes, "no equilibrium was found by the search that was made")
	}
	t.Notes = append(t.Notes, componentNotes(g, res)...)
	if res.Degeneracy != "" {
		t.Notes = append(t.Notes, degeneracyNote(res))
	}
	if res.Complete {
		t.Notes = append(t.Notes, completeness(res)+" (exact, method "+string(res.Method)+")")
	}
	for _, c := range res.Continua {
		t.Notes = append(t.Notes, fmt.Sprintf("equilibria with the supports %s form a set of dimension at least %d", supportsText(g, c.Support), c.Dimension))
	}
	for _, r := range res.Reasons {
		t.Notes = append(t.Notes, "not complete: "+r)
	}
	doc.Blocks = append(doc.Blocks, t)
}

func supportsText(g *games.Game, supports [][]int) string {
	parts := make([]string, len(supports))
	for p, s := range supports {
		parts[p] = "{" + join(actionNames(g, p, s)) + "}"
	}
	return strings.Join(parts, " × ")
}

// kind says how an equilibrium plays. That every best response is played
// (quasi-strict, Harsanyi 1973) goes without saying unless actions tie.
func kind(res *nash.Result, e nash.Equilibrium) string {
	switch {
	case e.Strict:
		return "pure, strict"
	case e.Pure:
		return "pure"
	case e.QuasiStrict && res.Degenerate:
		return "mixed, quasi-strict"
	}
	return "mixed"
}

// mixtureText shows the actions a mixture uses: hold, or hold 3/4 + strike 1/4;
// with a colon where actions are numbers themselves, 2: 3/4 + 5: 1/4.
func mixtureText(g *games.Game, p int, x []*big.Rat) string {
	out := ""
	for a, v := range x {
		if v.Sign() == 0 {
			continue
		}
		if out != "" {
			out += " + "
		}
		out += g.Players[p].Actions[a]
		if !v.IsInt() { // a probability, so an integer is 1
			out += weightSeparator(g.Players[p].Actions[a]) + v.RatString()
		}
	}
	return out
}

// mixtureCell is a mixture in a table, to be broken between actions.
func mixtureCell(text string) report.Cell {
	c := report.Text(text)
	for at := range len(text) {
		if strings.HasPrefix(text[at:], "+ ") {
			c.Breaks = append(c.Breaks, at)
		}
	}
	return c
}

// weightSeparator stands between an action and its probability: a colon after an
// action that ends in a digit.
func weightSeparator(action string) string {
	if last, _ := utf8.DecodeLastRuneInString(action); unicode.IsDigit(last) {
		return ": "
	}
	return " "
}

func join(s []string) string {
	out := ""
	for i, x := range s {
		if i > 0 {
			out += ", "
		}
		out += x
	}
	return out
}

func ints(v []int) string {
	s := make([]string, len(v))
	for i, x := range v {
		s[i] = fmt.Sprint(x)
	}
	return join(s)
}
