package main

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"github.com/spf13/cobra"

	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/dynamics"
)

func (a *app) playCmd() *cobra.Command {
	var rounds int
	var start, rule, plotFile string
	cmd := &cobra.Command{
		Use:   "play GAME...",
		Short: "fictitious play, round by round, exactly",
		Long: `play runs fictitious play (Brown 1951): round 1 plays --start; in every later
round each player plays a best response to what the others have played so far,
ties going to the action listed first. Arithmetic is exact. The result says how
far from equilibrium the empirical frequencies are, whether play has settled
into a cycle, and which convergence theorem covers the game, if any.`,
		Example: `  brink play chicken --rounds 1000
  brink play pd --rounds 100 --start hold,race --rule alternating`,
		RunE: a.onGames(func(ctx context.Context, gs []*games.Game) error {
			if rounds < 1 {
				return usage("--rounds takes a number from 1, found %d", rounds)
			}
			if err := checkPlot(plotFile, gs); err != nil {
				return err
			}
			return a.play(ctx, gs, rounds, start, rule, plotFile)
		}),
	}
	f := cmd.Flags()
	f.StringArrayVar(&a.set, "set", nil, "value of a parameter, `NAME=VALUE` (repeatable; others at their defaults)")
	f.IntVar(&rounds, "rounds", 1000, "number of rounds")
	f.StringVar(&start, "start", "", "profile of round 1, `A,B` (default: everybody's first action)")
	f.StringVar(&rule, "rule", "simultaneous", "simultaneous or alternating")
	f.StringVar(&plotFile, "plot", "", "draw frequencies and exploitability to `FILE` (.svg or .png)")
	return cmd
}

type jsonPlay struct {
	Game           string            `json:"game"`
	Parameters     map[string]string `json:"parameters"`
	Rule           string            `json:"rule"`
	Rounds         int               `json:"rounds"`
	Counts         [][]int64         `json:"counts"`
	Frequencies    [][]string        `json:"frequencies"`
	Realised       []string          `json:"realised_payoffs"`
	Exploitability []string          `json:"exploitability"`
	Regret         []string          `json:"hindsight_regret"`
	LastProfile    []string          `json:"last_profile"`
	Cycle          *jsonCycle        `json:"cycle"`
	Growth         *jsonGrowth       `json:"growth,omitempty"`
	Theorems       []jsonTheorem     `json:"theorems"`
	Complete       bool              `json:"complete"`
	Reasons        []string          `json:"reasons"`
}

type jsonCycle struct {
	From   int64      `json:"from"`
	Period int64      `json:"period"`
	Limits [][]string `json:"limits"`
	IsNash bool       `json:"limit_is_nash"`
}

type jsonGrowth struct {
	Ratios []string `json:"ratios"`
	Factor float64  `json:"factor_approximate"`
}

type jsonTheorem struct {
	Class     string `json:"class"`
	Statement string `json:"statement"`
	Source    string `json:"source"`
}

// plotSamples is the number of rounds sampled for a plot.
const plotSamples = 600

func (a *app) play(ctx context.Context, gs []*games.Game, rounds int, start, rule, plotFile string) error {
	doc := &report.Document{Title: "Fictitious play"}
	var all []*jsonPlay
	incomplete := false
	for _, g := range gs {
		point, s, err := a.strategic(g)
		if err != nil {
			return err
		}
		first, err := startProfile(g, start)
		if err != nil {
			return err
		}
		opt := dynamics.Options{Rounds: rounds, Start: first, Rule: dynamics.Rule(rule)}
		if plotFile != "" {
			opt.Trace = plotSamples
		}
		bar := a.startProgress("playing " + g.ID)
		opt.Progress = bar.Update
		res, err := dynamics.FictitiousPlay(ctx, s, opt)
		bar.Done()
		if err != nil {
			return usage("%s: %v", g.ID, err)
		}
		incomplete = incomplete || !res.Complete
		entitle(doc, g, len(gs) > 1)
		if a.tables() {
			playTables(doc, g, point, res)
		} else {
			all = append(all, playJSON(g, point, res))
		}
		if plotFile != "" {
			svg, err := plot.FictitiousPlay(plotFile, title(g), playerLabels(g), res.Trace)
			if err != nil {
				return usage("--plot: %v", err)
			}
			doc.Blocks = append(doc.Blocks, report.Image{SVG: svg, Path: plotFile, Caption: "Empirical frequencies and exploitability (drawn approximately)"})
		}
	}
	doc.JSON = oneOrAll(all)
	return a.finish(doc, incomplete)
}

// startProfile reads --start: an action of each player, separated by commas.
func startProfile(g *games.Game, start string) ([]int, error) {
	if start == "" {
		return nil, nil
	}
	return actionProfile(g, "--start", start)
}

// playerLabels names every action with its player, for the legend of a plot.
func playerLabels(g *games.Game) [][]string {
	out := make([][]string, len(g.Players))
	for p, pl := range g.Players {
		for _, act := range pl.Actions {
			out[p] = append(out[p], pl.Name+": "+act)
		}
	}
	return out
}

func playJSON(g *games.Game, point []*big.Rat, res *dynamics.Result) *jsonPlay {
	j := &jsonPlay{
		Game: g.ID, Parameters: map[string]string{}, Rule: string(res.Rule), Rounds: res.Rounds, Counts: res.Counts,
		Realised: rats(res.RealisedPayoffs), Exploitability: rats(res.Exploitability), Regret: rats(res.HindsightRegret),
		Theorems: []jsonTheorem{}, Complete: res.Complete, Reasons: append([]string{}, res.Reasons...),
	}
	for i, v := range point {
		j.Parameters[g.Params[i].Name] = v.RatString()
	}
	for _, f := range res.Frequencies() {
		j.Frequencies = append(j.Frequencies, rats(f))
	}
	for p, act := range res.LastProfile {
		j.LastProfile = append(j.LastProfile, g.Players[p].Actions[act])
	}
	if c := res.Cycle; c != nil {
		j.Cycle = &jsonCycle{From: c.From, Period: c.Period, IsNash: c.LimitIsNash}
		for _, l := range c.Limits {
			j.Cycle.Limits = append(j.Cycle.Limits, rats(l))
		}
	}
	if gr := res.Growth; gr != nil {
		j.Growth = &jsonGrowth{rats(gr.Ratios), gr.Factor}
	}
	for _, t := range res.Theorems {
		j.Theorems = append(j.Theorems, jsonTheorem{t.Class, t.Statement, t.Source})
	}
	return j
}

func playTables(doc *report.Document, g *games.Game, point []*big.Rat, res *dynamics.Result) {
	intro := fmt.Sprintf("%d rounds, %s.", res.Rounds, res.Rule)
	if len(point) > 0 {
		intro = fmt.Sprintf("%d rounds, %s, at %s.", res.Rounds, res.Rule, pointText(g, point))
	}
	doc.Blocks = append(doc.Blocks, report.Paragraph{Text: intro})
	t := &report.Table{
		Header: []string{"Player", "Action", "Played", "Frequency"},
		Align:  []report.Align{report.Left, report.Left, report.Right, report.Right},
	}
	frequencies := res.Frequencies()
	// Where a cycle is proved the limit is known, and shown unless it is reached.
	limits := res.Cycle != nil && !equalProfiles(res.Cycle.Limits, frequencies)
	if limits {
		t.Header, t.Align = append(t.Header, "Limit"), append(t.Align, report.Right)
		if res.Cycle.LimitIsNash {
			t.Notes = append(t.Notes, "limit: where the frequencies converge to, a Nash equilibrium (proved)")
		} else {
			t.Notes = append(t.Notes, "limit: where the frequencies converge to, which is not a Nash equilibrium (proved)")
		}
	}
	for p, pl := range g.Players {
		for act, name := range pl.Actions {
			who := ""
			if act == 0 {
				who = pl.Name
			}
			row := report.Texts(who, name, fmt.Sprint(res.Counts[p][act]), frequencies[p][act].RatString())
			if limits {
				row = append(row, report.Text(res.Cycle.Limits[p][act].RatString()))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	doc.Blocks = append(doc.Blocks, t)
	u := &report.Table{
		Header: []string{"Player", "Last action", "Average payoff", "Exploitability"},
		Align:  []report.Align{report.Left, report.Left, report.Right, report.Right},
		Notes:  []string{"exploitability: what the player could gain by a best response to the others' frequencies; 0 for all means a Nash equilibrium"},
	}
	// The regret says something of its own where actions were correlated, as in
	// play that keeps missing the other.
	regret := !equalProfiles([][]*big.Rat{res.HindsightRegret}, [][]*big.Rat{res.Exploitability})
	if regret {
		u.Header, u.Align = append(u.Header, "Regret"), append(u.Align, report.Right)
		u.Notes = append(u.Notes, "regret: what the best fixed action would have earned more per round than the play did")
	}
	for p, pl := range g.Players {
		row := report.Texts(pl.Name, pl.Actions[res.LastProfile[p]], withDecimal(res.RealisedPayoffs[p]), withDecimal(res.Exploitability[p]))
		if regret {
			row = append(row, report.Text(withDecimal(res.HindsightRegret[p])))
		}
		u.Rows = append(u.Rows, row)
	}
	if c := res.Cycle; c != nil {
		if c.Period == 1 {
			u.Notes = append(u.Notes, fmt.Sprintf("play is constant from round %d on (proved)", c.From))
		} else {
			u.Notes = append(u.Notes, fmt.Sprintf("play repeats every %d rounds from round %d on (proved)", c.Period, c.From))
		}
	}
	if gr := res.Growth; gr != nil {
		u.Notes = append(u.Notes, fmt.Sprintf("run lengths grow by a factor of about %.6g each (observed, approximate)", gr.Factor))
	}
	if len(res.Theorems) == 0 {
		u.Notes = append(u.Notes, "no convergence theorem known to brink covers this game")
	}
	for _, th := range res.Theorems {
		u.Notes = append(u.Notes, fmt.Sprintf("%s (%s)", th.Statement, th.Source))
	}
	for _, r := range res.Reasons {
		u.Notes = append(u.Notes, "not complete: "+r)
	}
	doc.Blocks = append(doc.Blocks, u)
}

// equalProfiles reports whether two profiles of mixtures are the same.
func equalProfiles(x, y [][]*big.Rat) bool {
	return slices.EqualFunc(x, y, func(v, w []*big.Rat) bool {
		return slices.EqualFunc(v, w, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
	})
}

// withDecimal shows a rational, with a decimal beside it when it is not short.
func withDecimal(r *big.Rat) string {
	if len(r.RatString()) <= 8 {
		return r.RatString()
	}
	f, _ := r.Float64()
	return fmt.Sprintf("%s ≈ %.6g", r.RatString(), f)
}
