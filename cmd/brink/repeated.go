package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/spf13/cobra"

	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/expr"
	"brink/solver/prove"
	"brink/solver/repeated"
	"brink/solver/stability"
)

func (a *app) repeatedCmd() *cobra.Command {
	var opt repeatedOptions
	cmd := &cobra.Command{
		Use:   "repeated GAME...",
		Short: "when automaton strategies sustain cooperation in repeated play",
		Long: `repeated prints, for every profile of automaton strategies that the file lists (or
the usual ones when it lists none), the exact condition on the parameters under
which it is subgame perfect and under which it is a Nash equilibrium, and the
critical discount factor at the --set or default values of the other parameters.

Built-in strategies: always-ACTION, grim, tit-for-tat, win-stay-lose-shift,
limited-punishment(L), penance, generous-tit-for-tat(g), nash-reversion(a, b).`,
		Example: `  brink repeated pd
  brink repeated pd --profile grim,grim --why
  brink repeated pd --payoff-set --least-delta hold,hold`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, cancel, err := a.start(cmd.Context())
			if err != nil {
				return err
			}
			defer cancel()
			gs, err := a.load(args)
			if err != nil {
				return err
			}
			if opt.plot != "" {
				if err := plot.CheckPath(opt.plot); err != nil {
					return usage("--plot: %v", err)
				}
				if len(gs) > 1 {
					return usage("--plot draws one game, found %d", len(gs))
				}
				opt.payoffSet = true
			}
			return a.repeated(ctx, gs, opt)
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&a.set, "set", nil, "value of a parameter for the critical discount factor, `NAME=VALUE` (repeatable)")
	f.StringArrayVar(&opt.profiles, "profile", nil, "a profile of strategies to examine instead, `S1,S2` (repeatable)")
	f.BoolVar(&opt.why, "why", false, "list the deviations that each condition deters")
	f.BoolVar(&opt.payoffSet, "payoff-set", false, "the payoffs of all pure-action subgame-perfect equilibria with public\nrandomisation, at the --set or default discount factor")
	f.StringVar(&opt.leastDelta, "least-delta", "", "the least discount factor at which playing the profile `A,B` for ever is the\noutcome of such an equilibrium, under any strategies")
	f.BoolVar(&opt.tournament, "tournament", false, "what each strategy earns against each other, and which can invade")
	f.StringVar(&opt.plot, "plot", "", "draw the payoff set to `FILE` (.svg or .png)")
	return cmd
}

// repeatedOptions are the wishes for each game.
type repeatedOptions struct {
	profiles   []string
	why        bool
	payoffSet  bool
	leastDelta string
	tournament bool
	plot       string
}

type jsonRepeated struct {
	Game     string            `json:"game"`
	Discount string            `json:"discount"`
	Complete bool              `json:"complete"`
	Reasons  []string          `json:"reasons"`
	Rows     []jsonRepeatedRow `json:"rows"`

	PayoffSet  *jsonPayoffSet  `json:"payoff_set,omitempty"`
	LeastDelta *jsonLeast      `json:"least_delta,omitempty"`
	Tournament *jsonTournament `json:"tournament,omitempty"`
}

type jsonRepeatedRow struct {
	Profile    []string        `json:"profile"`
	Outcome    string          `json:"outcome"`
	Payoffs    []string        `json:"payoffs,omitempty"`
	SPE        string          `json:"spe"`
	Nash       string          `json:"nash,omitempty"`
	Critical   *jsonCritical   `json:"critical,omitempty"`
	Deviations []jsonDeviation `json:"deviations,omitempty"`
}

type jsonCritical struct {
	Min      any      `json:"min"`
	Max      any      `json:"max"`
	Attained bool     `json:"attained"`
	Set      []string `json:"set"`
}

type jsonDeviation struct {
	State   []string `json:"state"`
	Player  string   `json:"player"`
	Plan    string   `json:"plan"`
	Deters  string   `json:"deterred_when"`
	Further int      `json:"further_with_same_condition,omitempty"`
}

func (a *app) repeated(ctx context.Context, gs []*games.Game, opt repeatedOptions) error {
	doc := &report.Document{Title: "Repeated play"}
	var all []*jsonRepeated
	incomplete := false
	for _, g := range gs {
		if g.Repeated == nil {
			return usage("%s: %v\n\nadd to the file, for example\n  repeated: {discount: delta}", g.ID, repeated.ErrNotRepeated)
		}
		list, err := profilesToShow(g, opt.profiles)
		if err != nil {
			return err
		}
		point, err := a.point(g)
		if err != nil {
			return err
		}
		if len(gs) > 1 {
			doc.Blocks = append(doc.Blocks, report.Heading{Text: title(g)})
		} else {
			doc.Title = "Repeated play: " + title(g)
		}
		v := newRepeatedView(g, point)
		bar := a.startProgress("repeated play of " + g.ID)
		for i, names := range list {
			if ctx.Err() != nil {
				break
			}
			if err := v.add(ctx, names, opt.why); err != nil {
				bar.Done()
				return err
			}
			bar.Update(i+1, len(list))
		}
		bar.Done()
		if ctx.Err() != nil {
			incomplete = true
			v.incomplete(fmt.Sprintf("stopped after %d of %d profiles: %v", len(v.json.Rows), len(list), context.Cause(ctx)))
		}
		v.finish(doc)
		if err := a.folk(ctx, v, doc, list, opt); err != nil {
			return err
		}
		incomplete = incomplete || !v.json.Complete
		all = append(all, v.json)
	}
	doc.JSON = oneOrAll(all)
	return a.finish(doc, incomplete)
}

// profilesToShow are the --profile flags, else those of the file, else the
// usual ones.
func profilesToShow(g *games.Game, flags []string) ([][]string, error) {
	var out [][]string
	for _, f := range flags {
		names := splitOutside(f)
		if len(names) == 1 {
			// One name stands for every player.
			for len(names) < len(g.Players) {
				names = append(names, names[0])
			}
		}
		if len(names) != len(g.Players) {
			return nil, usage("--profile %s: found %d strategies for the %d players of %s", f, len(names), len(g.Players), g.ID)
		}
		out = append(out, names)
	}
	if out == nil {
		out = g.Repeated.Profiles
	}
	if out == nil {
		out = repeated.DefaultProfiles(g)
	}
	for _, names := range out {
		for p, n := range names {
			if _, err := repeated.Resolve(g, n, p); err != nil {
				return nil, usage("%s: %v", g.ID, err)
			}
		}
	}
	return out, nil
}

// splitOutside splits at the commas outside parentheses:
// limited-punishment(2),grim.
func splitOutside(s string) []string {
	var out []string
	depth, from := 0, 0
	for i, c := range s {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			out = append(out, strings.TrimSpace(s[from:i]))
			from = i + 1
		}
	}
	return append(out, strings.TrimSpace(s[from:]))
}

// repeatedView builds the tables and the JSON of one game.
type repeatedView struct {
	g       *games.Game
	point   []*big.Rat
	asm     *prove.Assumptions
	present stability.Presenter
	table   *report.Table
	why     *report.Table
	json    *jsonRepeated
}

func newRepeatedView(g *games.Game, point []*big.Rat) *repeatedView {
	v := &repeatedView{g: g, point: point}
	// A discount factor lies in [0, 1) by its meaning.
	d := g.Repeated.Discount
	within := expr.And(expr.Compare(d, expr.GE, expr.Ratio{}), expr.Compare(d, expr.LT, expr.FromInt(1)))
	v.asm = prove.Assume(expr.And(g.Hypotheses(), within), prove.Options{Prefer: point, Names: g.Names()})
	v.present = stability.Presenter{Assumptions: v.asm, First: -1}
	if vs := d.Vars(); len(vs) == 1 {
		v.present.First = vs[0]
	}
	v.table = &report.Table{Header: []string{"Strategies", "Outcome", "Subgame perfect", "Nash", "Critical discount"}}
	v.why = &report.Table{Title: "Why: the deviations to deter", Header: []string{"Strategies", "After", "Player", "Instead", "Deterred"}}
	v.json = &jsonRepeated{Game: g.ID, Discount: g.Repeated.DiscountText, Complete: true, Reasons: []string{}, Rows: []jsonRepeatedRow{}}
	return v
}

func (v *repeatedView) incomplete(reason string) {
	v.json.Complete = false
	v.json.Reasons = append(v.json.Reasons, reason)
}

// add analyses one profile and adds its row.
func (v *repeatedView) add(ctx context.Context, names []string, why bool) error {
	g, pr := v.g, v.g.Printer()
	row, err := repeated.Analyse(ctx, g, names)
	if err != nil {
		if ctx.Err() != nil {
			return nil // reported by the caller
		}
		return usage("%s: %s: %v", g.ID, strings.Join(names, ", "), err)
	}
	simple := func(f expr.Formula) expr.Formula { return v.present.Formula(ctx, v.asm.Simplify(ctx, f)) }
	spe := simple(row.SPE)
	j := jsonRepeatedRow{Profile: names, Outcome: row.Outcome, SPE: pr.Formula(spe)}
	nashCell := report.Text("too large")
	if row.NashErr == nil {
		nash := simple(row.Nash)
		j.Nash = pr.Formula(nash)
		nashCell = condition(g, nash)
	} else {
		v.incomplete(fmt.Sprintf("%s: %v", strings.Join(names, ", "), row.NashErr))
	}
	for _, val := range row.Values {
		if r, ok := val.Ratio(); ok {
			j.Payoffs = append(j.Payoffs, pr.Ratio(r))
		}
	}
	critical := report.Text("none")
	c, err := repeated.CriticalSet(g, row.SPE, v.point)
	if errors.Is(err, repeated.ErrDiscountExpression) {
		// Not about one parameter: then about the value of the expression.
		c, err = row.Critical(v.point)
	}
	switch {
	case err != nil:
		return usage("%s: %s: %v", g.ID, strings.Join(names, ", "), err)
	case !c.Empty():
		lo, hi := c.Min(), c.Max()
		j.Critical = &jsonCritical{Min: algebraicJSON(lo), Max: algebraicJSON(hi), Attained: c.Attained(), Set: []string{c.String()}}
		critical = report.Text(c.String())
	}
	if why {
		for _, d := range row.Deviations {
			cond := simple(d.Deterred)
			after := strings.Join(d.State, ", ")
			if n := len(d.Others); n > 0 {
				after += fmt.Sprintf(" (and %d alike)", n)
			}
			v.why.Rows = append(v.why.Rows, []report.Cell{
				report.Text(strings.Join(names, ", ")), report.Text(after), report.Text(g.Players[d.Player].Name), report.Text(d.Plan), condition(g, cond),
			})
			j.Deviations = append(j.Deviations, jsonDeviation{d.State, g.Players[d.Player].Name, d.Plan, pr.Formula(cond), len(d.Others)})
		}
	}
	v.table.Rows = append(v.table.Rows, []report.Cell{report.Text(profileText(names)), report.Text(row.Outcome), condition(g, spe), nashCell, critical})
	v.json.Rows = append(v.json.Rows, j)
	return nil
}

// profileText shortens a symmetric profile to one name.
func profileText(names []string) string {
	for _, n := range names[1:] {
		if n != names[0] {
			return strings.Join(names, ", ")
		}
	}
	return names[0] + " (all)"
}

func (v *repeatedView) finish(doc *report.Document) {
	intro := fmt.Sprintf("Discount factor %s in [0, 1). %s", v.g.Repeated.DiscountText, assumptionsText(v.g))
	if d := v.present.First; d >= 0 && v.g.Params[d].Name == v.g.Repeated.DiscountText && v.g.Params[d].Range != "" {
		intro = fmt.Sprintf("Discount factor %s. %s", v.g.Repeated.DiscountText, assumptionsText(v.g))
	}
	doc.Blocks = append(doc.Blocks, report.Paragraph{Text: intro})
	v.table.Notes = append(v.table.Notes, "subgame perfect: no one-shot deviation pays after any history; critical discount: the discount factors below 1 that work at "+v.pointText())
	for _, r := range v.json.Reasons {
		v.table.Notes = append(v.table.Notes, "not complete: "+r)
	}
	doc.Blocks = append(doc.Blocks, v.table)
	if len(v.why.Rows) > 0 {
		doc.Blocks = append(doc.Blocks, v.why)
	}
}

// pointText lists the values of the parameters other than the discount factor.
func (v *repeatedView) pointText() string {
	var parts []string
	for i, r := range v.point {
		if i != v.present.First {
			parts = append(parts, v.g.Params[i].Name+" = "+r.RatString())
		}
	}
	if parts == nil {
		return "the numbers of the game"
	}
	return join(parts)
}
