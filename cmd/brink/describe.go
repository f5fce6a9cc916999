package main

import (
	"context"
	"fmt"
	"math/big"

	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/dynamics"
	"brink/solver/nash"
)

func (a *app) describeCmd() *cobra.Command {
	var objective string
	cmd := &cobra.Command{
		Use:   "describe GAME",
		Short: "what kind of game it is at numbers: dominance, classes, neighbours of equilibrium",
		Long: `describe says what is known about a game at a point of parameter space beyond its
equilibria: iterated elimination of dominated actions with its log, the classes
it belongs to (zero-sum, potential, supermodular, ...), correlated and coarse
correlated equilibria with the best and the worst sum of payoffs or expectation
of another --objective, p-dominance and risk dominance (2x2), trembling-hand
perfection of the equilibria (two players), and the prices of anarchy and
stability. All of it is exact.`,
		Example: `  brink describe chicken
  brink describe stag-hunt --set S=0
  brink describe chicken --objective Blue`,
		Args: cobra.ExactArgs(1),
		RunE: a.onGames(func(ctx context.Context, gs []*games.Game) error {
			return a.describe(ctx, gs[0], objective)
		}),
	}
	cmd.Flags().StringVar(&objective, "objective", "", "what correlated equilibria are best and worst for, a formula `EXPR` in the players'\npayoffs u1, u2, ..., also by the players' names (default: their sum)")
	cmd.Flags().StringArrayVar(&a.set, "set", nil, "value of a parameter, `NAME=VALUE` (repeatable; others at their defaults)")
	return cmd
}

type jsonDescribe struct {
	Game       string            `json:"game"`
	Parameters map[string]string `json:"parameters"`
	Classes    []string          `json:"classes"`
	Potential  map[string]string `json:"potential,omitempty"`
	Strict     *jsonElimination  `json:"strict_elimination,omitempty"`
	Weak       *jsonElimination  `json:"weak_elimination,omitempty"`
	Thresholds []jsonThreshold   `json:"p_dominance,omitempty"`
	Equilibria []jsonRefined     `json:"equilibria"`
	Complete   bool              `json:"complete"`
	Reasons    []string          `json:"reasons"`
	Correlated []jsonCorrelated  `json:"correlated,omitempty"`
	Welfare    *jsonWelfare      `json:"welfare,omitempty"`
	Theorems   []jsonTheorem     `json:"fictitious_play"`
}

type jsonElimination struct {
	Steps []jsonElimStep `json:"steps"`
	Left  [][]string     `json:"left"`
}

type jsonElimStep struct {
	Round  int    `json:"round"`
	Player string `json:"player"`
	Action string `json:"action"`
	By     string `json:"dominated_by"`
}

type jsonThreshold struct {
	Profile      string   `json:"profile"`
	Level        []string `json:"level"`
	RiskDominant bool     `json:"risk_dominant"`
}

type jsonRefined struct {
	Strategies [][]any `json:"strategies"`
	Payoffs    []any   `json:"payoffs"`
	Perfect    *bool   `json:"perfect,omitempty"`
}

type jsonCorrelated struct {
	Coarse bool `json:"coarse"`
	Worst  bool `json:"worst"`
	// Objective is absent for the sum of payoffs, Value the expectation of it.
	Objective string            `json:"objective,omitempty"`
	Value     string            `json:"value,omitempty"`
	Sum       string            `json:"sum"`
	Payoffs   []string          `json:"payoffs"`
	Weights   map[string]string `json:"weights"`
}

type jsonWelfare struct {
	Best      string `json:"best"`
	Anarchy   string `json:"price_of_anarchy,omitempty"`
	Stability string `json:"price_of_stability,omitempty"`
}

// description gathers the blocks and the JSON of one game.
type description struct {
	g    *games.Game
	s    *games.Strategic
	doc  *report.Document
	json *jsonDescribe
	// What correlated equilibria are chosen for; empty and nil for the sum of payoffs.
	objective string
	values    []*big.Rat
}

func (a *app) describe(ctx context.Context, g *games.Game, objective string) error {
	point, s, err := a.strategic(g)
	if err != nil {
		return err
	}
	d := &description{g: g, s: s, doc: &report.Document{Title: g.Name}, json: &jsonDescribe{Game: g.ID, Parameters: map[string]string{}, Equilibria: []jsonRefined{}, Reasons: []string{}}}
	if d.values, err = objectiveValues(s, objective); err != nil {
		return err
	}
	d.objective = objective
	for i, v := range point {
		d.json.Parameters[g.Params[i].Name] = v.RatString()
	}
	if len(point) > 0 {
		d.add(report.Paragraph{Text: "At " + pointText(g, point) + "."})
	}
	bar := a.startProgress("describing " + g.ID)
	err = d.all(ctx)
	bar.Done()
	switch {
	case err != nil && ctx.Err() == nil:
		return solverError(g, err)
	case err != nil:
		// What was found until then stands.
		reason := fmt.Sprintf("stopped: %v", context.Cause(ctx))
		d.json.Complete, d.json.Reasons = false, append(d.json.Reasons, reason)
		d.add(report.Paragraph{Text: "Not complete: " + reason + "."})
	}
	d.doc.JSON = d.json
	return a.finish(d.doc, !d.json.Complete)
}

func (d *description) add(b ...report.Block) { d.doc.Blocks = append(d.doc.Blocks, b...) }

func (d *description) all(ctx context.Context) error {
	if err := d.classes(ctx); err != nil {
		return err
	}
	for _, kind := range []nash.Dominance{nash.StrictDominance, nash.WeakDominance} {
		if err := d.elimination(ctx, kind); err != nil {
			return err
		}
	}
	if err := d.equilibria(ctx); err != nil {
		return err
	}
	d.thresholds()
	return d.correlated(ctx)
}

func (d *description) classes(ctx context.Context) error {
	st, err := nash.Structures(ctx, d.s)
	if err != nil {
		return err
	}
	j := d.json
	j.Classes = []string{}
	say := func(holds bool, name string) {
		if holds {
			j.Classes = append(j.Classes, name)
		}
	}
	say(st.ZeroSum, "zero-sum")
	say(st.ConstantSum != nil && !st.ZeroSum, "constant-sum")
	say(st.StrategicallyZeroSum && st.ConstantSum == nil, "strategically zero-sum")
	say(st.Symmetric, "symmetric")
	say(st.IdenticalInterests, "identical interests")
	say(st.Potential != nil, "exact potential game")
	if d.g.Extensive != nil {
		_, perfect := d.g.Extensive.PerfectInformation()
		say(perfect, "perfect information")
	}
	say(st.Supermodular, "supermodular in the order of the actions")
	say(st.Submodular, "submodular in the order of the actions")
	text := "Classes: " + join(j.Classes) + "."
	if len(j.Classes) == 0 {
		text = "Classes: none of zero-sum, symmetric, potential, supermodular, submodular."
	}
	d.add(report.Paragraph{Text: text})
	if st.Potential != nil {
		j.Potential = d.byProfile(st.Potential, true)
	}
	j.Theorems = []jsonTheorem{}
	for _, th := range dynamics.Theorems(ctx, d.s, dynamics.Simultaneous) {
		j.Theorems = append(j.Theorems, jsonTheorem{th.Class, th.Statement, th.Source})
		d.add(report.Paragraph{Text: fmt.Sprintf("%s (%s)", th.Statement, th.Source)})
	}
	return nil
}

// byProfile names numbers by profile, those that are zero only if asked.
func (d *description) byProfile(v []*big.Rat, zeros bool) map[string]string {
	out := make(map[string]string)
	profile := make([]int, len(d.s.Players))
	for i, x := range v {
		if zeros || x.Sign() != 0 {
			d.s.Decode(i, profile)
			out[d.g.ProfileName(profile)] = x.RatString()
		}
	}
	return out
}

func (d *description) elimination(ctx context.Context, kind nash.Dominance) error {
	e, err := nash.Eliminate(ctx, d.s, kind)
	if err != nil {
		return err
	}
	name := "strictly"
	if kind == nash.WeakDominance {
		name = "weakly"
	}
	j := &jsonElimination{Steps: []jsonElimStep{}}
	t := &report.Table{Title: "Elimination of " + name + " dominated actions", Header: []string{"Round", "Player", "Action", "Dominated by"}, Align: []report.Align{report.Right}}
	for _, s := range e.Steps {
		pl := d.g.Players[s.Player]
		step := jsonElimStep{s.Round, pl.Name, pl.Actions[s.Action], mixtureText(d.g, s.Player, s.By)}
		j.Steps = append(j.Steps, step)
		t.Rows = append(t.Rows, report.Texts(fmt.Sprint(s.Round), step.Player, step.Action, step.By))
	}
	left := ""
	for p, l := range e.Left {
		names := actionNames(d.g, p, l)
		j.Left = append(j.Left, names)
		if p > 0 {
			left += "; "
		}
		left += d.g.Players[p].Name + ": " + join(names)
	}
	if kind == nash.WeakDominance {
		d.json.Weak = j
	} else {
		d.json.Strict = j
	}
	if len(e.Steps) == 0 {
		d.add(report.Paragraph{Text: "No action is " + name + " dominated."})
		return nil
	}
	t.Notes = append(t.Notes, "left: "+left)
	if kind == nash.WeakDominance {
		t.Notes = append(t.Notes, "with weak dominance another order of elimination may leave other actions")
	} else if len(d.g.Players) == 2 {
		t.Notes = append(t.Notes, "these are the rationalizable actions")
	}
	d.add(t)
	return nil
}

func (d *description) equilibria(ctx context.Context) error {
	res, err := nash.All(ctx, d.s, nash.Options{})
	if err != nil {
		return err
	}
	j := d.json
	j.Complete, j.Equilibria = res.Complete, []jsonRefined{}
	j.Reasons = append(j.Reasons, res.Reasons...)
	t := &report.Table{Title: "Nash equilibria", Header: []string{"#"}, Align: []report.Align{report.Right}}
	for _, p := range d.g.Players {
		t.Header = append(t.Header, p.Name)
	}
	t.Header = append(t.Header, "Payoffs", "Kind")
	two := len(d.g.Players) == 2
	if two {
		t.Header = append(t.Header, "Perfect")
	}
	for i, e := range res.Equilibria {
		var q jsonRefined
		q.Strategies, q.Payoffs = equilibriumJSON(e)
		mixtures, payoffs := equilibriumText(d.g, e)
		row := append([]report.Cell{report.Text(fmt.Sprint(i + 1))}, report.Texts(mixtures...)...)
		row = append(row, report.Text(payoffs), report.Text(kind(res, e)))
		if two {
			ok, err := nash.Undominated(ctx, d.s, e.Strategies)
			if err != nil {
				return err
			}
			q.Perfect = &ok
			row = append(row, report.Text(map[bool]string{true: "yes", false: "no: dominated"}[ok]))
		}
		j.Equilibria = append(j.Equilibria, q)
		t.Rows = append(t.Rows, row)
	}
	for _, r := range res.Reasons {
		t.Notes = append(t.Notes, "not complete: "+r)
	}
	w := nash.WelfareOf(d.s, res.Equilibria)
	j.Welfare = &jsonWelfare{Best: w.Best.RatString()}
	note := fmt.Sprintf("largest sum of payoffs: %s at %s", w.Best.RatString(), d.g.ProfileName(w.BestProfile))
	if w.Anarchy != nil && res.Complete {
		j.Welfare.Anarchy, j.Welfare.Stability = w.Anarchy.RatString(), w.Stability.RatString()
		note += fmt.Sprintf("; price of anarchy %s, price of stability %s", withDecimal(w.Anarchy), withDecimal(w.Stability))
	}
	t.Notes = append(t.Notes, note)
	d.add(t)
	return nil
}

func (d *description) thresholds() {
	ths := nash.Thresholds(d.s)
	if len(ths) == 0 {
		return
	}
	t := &report.Table{
		Title:  "p-dominance of the strict equilibria",
		Header: []string{"Equilibrium", "Belief needed by " + d.g.Players[0].Name, "by " + d.g.Players[1].Name, "Risk dominant"},
		Notes:  []string{"belief needed: the least probability of the other's part at which one's own is a best response; 0 for a dominant action"},
	}
	for _, th := range ths {
		q := jsonThreshold{d.g.ProfileName(th.Profile[:]), rats(th.Level[:]), th.RiskDominant}
		d.json.Thresholds = append(d.json.Thresholds, q)
		t.Rows = append(t.Rows, report.Texts(q.Profile, q.Level[0], q.Level[1], map[bool]string{true: "yes", false: "no"}[th.RiskDominant]))
	}
	d.add(t)
}
