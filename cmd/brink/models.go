package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/answer"
	"brink/solver/ask"
)

type jsonModel struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Shelf      string   `json:"shelf"`
	Players    int      `json:"players"`
	Parameters []string `json:"parameters"`
	Claims     int      `json:"claims"`
	Source     string   `json:"source"`
}

func (a *app) modelsCmd() *cobra.Command {
	var shelf string
	cmd := &cobra.Command{
		Use:   "models",
		Short: "list the built-in models",
		Long:  `models lists the library: games from the literature on arms races and first strikes, each with its source and claims.`,
		Example: `  brink models
  brink models --format json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			_, cancel, err := a.start(cmd.Context())
			if err != nil {
				return err
			}
			defer cancel()
			ms, err := a.library(shelf)
			if err != nil {
				return err
			}
			t := &report.Table{Header: []string{"Model", "Name", "Players", "Parameters", "Claims"}, Align: []report.Align{report.Left, report.Left, report.Right, report.Left, report.Right}}
			list := []jsonModel{}
			for _, m := range ms {
				h, n := m.Head(), players(m)
				count := "–"
				if n > 0 {
					count = fmt.Sprint(n)
				}
				t.Rows = append(t.Rows, report.Texts(h.ID, h.Name, count, strings.Join(h.FreeNames(), ", "), fmt.Sprint(len(h.Claims))))
				list = append(list, jsonModel{h.ID, h.Name, h.Shelf, n, append([]string{}, h.FreeNames()...), len(h.Claims), strings.Join(h.Source, "; ")})
			}
			t.Notes = []string{"brink show MODEL prints one; brink conditions MODEL its table"}
			return a.write(&report.Document{Title: "Built-in models", Blocks: []report.Block{t}, JSON: list})
		},
	}
	cmd.Flags().StringVar(&shelf, "shelf", "", "only the models of this `SHELF`")
	return cmd
}

// players counts the players of a model: 0 where their number is a parameter, and in
// dynamics, which have none.
func players(m games.Model) int {
	switch m := m.(type) {
	case *games.Game:
		return len(m.Players)
	case *games.Tree:
		return len(m.Players)
	case *games.Bayesian:
		return len(m.Players)
	case *games.Stochastic:
		return len(m.Players)
	case *games.Continuous:
		return len(m.Players)
	}
	return 0
}

// library reads the built-in models, all or those of one shelf.
func (a *app) library(shelf string) ([]games.Model, error) {
	ids := models.IDs()
	all := make([]games.Model, len(ids))
	var tasks errgroup.Group
	tasks.SetLimit(max(1, a.jobs))
	for i, id := range ids {
		tasks.Go(func() error {
			src, _ := models.Source(id)
			f, diags := format.Read(id+models.Extension, src, format.YAML)
			if diags.HasErrors() {
				return &exit{exitSelfCheck, fmt.Errorf("built-in model %s: %w", id, diags)}
			}
			all[i] = f.Model
			return nil
		})
	}
	if err := tasks.Wait(); err != nil {
		return nil, err
	}
	var out []games.Model
	for _, m := range all {
		if shelf == "" || m.Head().Shelf == shelf {
			out = append(out, m)
		}
	}
	if len(out) == 0 {
		return nil, usage("there is no shelf %q\n\nshelves: %s", shelf, strings.Join(shelves(), ", "))
	}
	return out, nil
}

// shelves are the names of the library's shelves.
func shelves() []string {
	var out []string
	for _, s := range models.Shelves() {
		out = append(out, s.Name)
	}
	return out
}

func (a *app) showCmd() *cobra.Command {
	var source bool
	cmd := &cobra.Command{
		Use:   "show GAME",
		Short: "print one game: its source, parameters, payoffs, conditions and claims",
		Example: `  brink show first-strike
  brink show first-strike --file > my-game.yaml`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, cancel, err := a.start(cmd.Context())
			if err != nil {
				return err
			}
			defer cancel()
			if source {
				_, data, err := a.read(args[0])
				if err != nil {
					return err
				}
				a.stage.write()
				_, err = a.out.Write(data)
				return err
			}
			gs, err := a.load(args)
			if err != nil {
				return err
			}
			g := gs[0]
			t, err := ask.Conditions.Run(ctx, g, nil, ask.Options{Workers: a.jobs})
			if err != nil {
				return usage("%s: %v", g.ID, err)
			}
			doc := &report.Document{}
			describe(doc, g)
			blocks, err := a.words.Blocks(t, report.Show{})
			if err != nil {
				return err
			}
			doc.Blocks = append(doc.Blocks, blocks...)
			claimsTable(doc, g, args[0])
			doc.Title = title(g)
			doc.JSON = showJSON(g, t.JSON(a.words.Note))
			return a.write(doc)
		},
	}
	cmd.Flags().BoolVar(&source, "file", false, "print the game file itself, to start your own from")
	return cmd
}

type jsonShow struct {
	ID          string          `json:"id"`
	Name        string          `json:"name"`
	Description string          `json:"description,omitempty"`
	Source      []string        `json:"source"`
	Shelf       string          `json:"shelf,omitempty"`
	Players     []jsonPlayer    `json:"players"`
	Parameters  []jsonParameter `json:"parameters"`
	Claims      []jsonClaimText `json:"claims"`
	Notes       []string        `json:"notes"`
	Conditions  any             `json:"conditions"`
}

type jsonParameter struct {
	Name        string `json:"name"`
	Default     string `json:"default,omitempty"`
	Range       string `json:"range,omitempty"`
	Description string `json:"description,omitempty"`
}

type jsonClaimText struct {
	ID      string   `json:"id"`
	Says    string   `json:"says"`
	Given   []string `json:"given,omitempty"`
	Holds   string   `json:"holds"`
	Verdict string   `json:"verdict"`
	Source  []string `json:"source,omitempty"`
}

func showJSON(g *games.Game, conditions any) *jsonShow {
	j := &jsonShow{
		ID: g.ID, Name: g.Name, Description: g.Description, Source: append([]string{}, g.Source...), Shelf: g.Shelf,
		Parameters: []jsonParameter{}, Claims: []jsonClaimText{}, Notes: append([]string{}, g.Notes...), Conditions: conditions,
	}
	for _, p := range g.Players {
		j.Players = append(j.Players, jsonPlayer{p.Name, p.Actions})
	}
	for _, p := range g.Free() {
		q := jsonParameter{Name: p.Name, Range: p.Range, Description: p.Description}
		if p.Default != nil {
			q.Default = p.Default.RatString()
		}
		j.Parameters = append(j.Parameters, q)
	}
	for _, c := range g.Claims {
		j.Claims = append(j.Claims, jsonClaimText{c.ID, c.Says, c.Given, c.Holds, string(answer.Expected(c)), c.Source})
	}
	return j
}

// describe adds what a reader needs to know of a game before its tables.
func describe(doc *report.Document, g *games.Game) {
	add := func(b ...report.Block) { doc.Blocks = append(doc.Blocks, b...) }
	if g.Description != "" {
		add(report.Paragraph{Text: strings.TrimSpace(g.Description)})
	}
	for _, s := range g.Source {
		add(report.Paragraph{Text: "Source: " + s})
	}
	if len(g.Params) > 0 {
		t := &report.Table{Title: "Parameters", Header: []string{"Name", "Default", "Range", "Meaning"}}
		for _, p := range g.Free() {
			def := "–"
			if p.Default != nil {
				def = p.Default.RatString()
			}
			t.Rows = append(t.Rows, []report.Cell{report.Text(p.Name), report.Text(def), report.Formula(p.Range, ""), report.Text(p.Description)})
		}
		add(t)
	}
	if len(g.Players) == 2 && len(g.Players[0].Actions)*len(g.Players[1].Actions) <= 36 {
		add(payoffTable(g))
	}
	for _, n := range g.Notes {
		add(report.Paragraph{Text: "Note: " + n})
	}
}

// payoffTable is the bimatrix, both payoffs in a cell.
func payoffTable(g *games.Game) *report.Table {
	t := &report.Table{
		Title:  fmt.Sprintf("Payoffs (%s chooses the row, %s the column)", g.Players[0].Name, g.Players[1].Name),
		Header: append([]string{""}, g.Players[1].Actions...),
	}
	for i, name := range g.Players[0].Actions {
		row := []report.Cell{report.Text(name)}
		for j := range g.Players[1].Actions {
			u, v := g.Payoff(0, []int{i, j}), g.Payoff(1, []int{i, j})
			r, ok1 := u.Ratio()
			s, ok2 := v.Ratio()
			if ok1 && ok2 {
				row = append(row, function(g, r, s))
			} else {
				row = append(row, report.Text("piecewise"))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// claimsTable lists the claims of the game that was called name on the command line.
func claimsTable(doc *report.Document, g *games.Game, name string) {
	if len(g.Claims) == 0 {
		return
	}
	t := &report.Table{Title: "Claims", Header: []string{"Claim", "Says", "Holds", "Expected"}, Notes: []string{"brink verify " + name + " decides them"}}
	for _, c := range g.Claims {
		holds := c.Holds
		if len(c.Given) > 0 {
			holds = strings.Join(c.Given, " and ") + " => " + holds
		}
		t.Rows = append(t.Rows, []report.Cell{report.Text(c.ID), report.Text(c.Says), report.Formula(holds, ""), report.Text(string(answer.Expected(c)))})
	}
	doc.Blocks = append(doc.Blocks, t)
}
