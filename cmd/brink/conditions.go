package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/stability"
)

func (a *app) conditionsCmd() *cobra.Command {
	var knife, atDefaults bool
	cmd := &cobra.Command{
		Use:   "conditions GAME...",
		Short: "the table of stability conditions, in the parameters",
		Long: `conditions prints, for every way of playing the game, the exact condition on the
parameters under which it is an equilibrium, is strict, is efficient (no pure
profile Pareto-dominates it), is risk dominant (2x2) and is evolutionarily
stable (symmetric two-player games). Each column says that the equilibrium exists
and what its name says, under the assumptions printed above the table.

With --set, or with --at-defaults, the table is also read at numbers: by how
much each equilibrium holds (slack), the deviation that binds, and the value of
each parameter at which the answer flips.`,
		Example: `  brink conditions first-strike
  brink conditions first-strike --set phi=3/20 --format markdown`,
		RunE: a.onGames(func(ctx context.Context, gs []*games.Game) error {
			return a.conditions(ctx, gs, knife, atDefaults)
		}),
	}
	cmd.Flags().StringArrayVar(&a.set, "set", nil, "also read the table at `NAME=VALUE` (repeatable; other parameters at their defaults)")
	cmd.Flags().BoolVar(&atDefaults, "at-defaults", false, "also read the table with every parameter at its default")
	cmd.Flags().BoolVar(&knife, "knife-edges", false, "show the rows that exist only on a set of measure zero")
	return cmd
}

// jsonConditions is the contract's object, with the additions complete, reasons,
// ranges, undefined and at.
type jsonConditions struct {
	Game       string            `json:"game"`
	Parameters []string          `json:"parameters"`
	Ranges     map[string]string `json:"ranges,omitempty"`
	Assume     []string          `json:"assume"`
	Undefined  string            `json:"undefined,omitempty"` // where a payoff divides by zero
	Complete   bool              `json:"complete"`
	Reasons    []string          `json:"reasons"`
	LeftOut    [][][]string      `json:"left_out,omitempty"` // support profiles without a condition
	Rows       []jsonRow         `json:"rows"`
	At         *jsonAt           `json:"at,omitempty"`
}

type jsonRow struct {
	Profile      string     `json:"profile"`
	Label        string     `json:"label,omitempty"`
	Multiplicity int        `json:"multiplicity,omitempty"`
	Support      [][]string `json:"support"`
	Strategies   [][]string `json:"strategies,omitempty"`
	Payoffs      []string   `json:"payoffs,omitempty"`
	Exists       string     `json:"exists"`
	Strict       string     `json:"strict"`
	Efficient    string     `json:"efficient,omitempty"`
	RiskDominant string     `json:"risk_dominant,omitempty"`
	ESS          string     `json:"ess,omitempty"`
	KnifeEdge    bool       `json:"knife_edge"`
}

func (a *app) conditions(ctx context.Context, gs []*games.Game, knife, atDefaults bool) error {
	doc := &report.Document{Title: "Stability conditions"}
	var all []*jsonConditions
	incomplete := false
	for _, g := range gs {
		bar := a.startProgress("conditions of " + g.ID)
		t, err := stability.Conditions(ctx, g, stability.Options{Progress: bar.Update})
		bar.Done()
		if err != nil {
			return usage("%s: %v", g.ID, err)
		}
		incomplete = incomplete || !t.Complete
		var j *jsonConditions
		if a.tables() {
			a.conditionsTables(doc, t, knife, len(gs) > 1)
		} else {
			j = conditionsJSON(t)
		}
		if atDefaults || len(a.set) > 0 {
			point, err := a.point(g)
			if err != nil {
				return err
			}
			at, err := stability.AtPoint(ctx, t, point)
			if err != nil {
				return usage("%s: %v", g.ID, err)
			}
			if a.tables() {
				atTables(doc, t, at)
			} else {
				j.At = atJSON(t, at)
			}
		}
		all = append(all, j)
	}
	doc.JSON = oneOrAll(all)
	return a.finish(doc, incomplete)
}

func conditionsJSON(t *stability.Table) *jsonConditions {
	g, pr := t.Game, t.Game.Printer()
	j := &jsonConditions{Game: g.ID, Parameters: g.Names(), Assume: []string{}, Complete: t.Complete, Reasons: t.Reasons, Rows: []jsonRow{}}
	if j.Reasons == nil {
		j.Reasons = []string{}
	}
	for _, p := range g.Params {
		if p.Range != "" {
			if j.Ranges == nil {
				j.Ranges = make(map[string]string)
			}
			j.Ranges[p.Name] = p.Range
		}
	}
	for _, c := range g.Assume {
		j.Assume = append(j.Assume, c.Text)
	}
	if !t.Undefined.IsFalse() {
		j.Undefined = pr.Formula(t.Undefined)
	}
	for _, left := range t.LeftOut {
		var names [][]string
		for p, s := range left {
			names = append(names, actionNames(g, p, s))
		}
		j.LeftOut = append(j.LeftOut, names)
	}
	for _, r := range t.Rows {
		row := jsonRow{Profile: r.Profile(g), Label: r.Label, Exists: pr.Formula(r.Exists), Strict: pr.Formula(r.Strict), KnifeEdge: r.KnifeEdge}
		if r.Multiplicity > 1 {
			row.Multiplicity = r.Multiplicity
		}
		for p, s := range r.Support {
			row.Support = append(row.Support, actionNames(g, p, s))
		}
		for _, s := range r.Strategies {
			row.Strategies = append(row.Strategies, ratios(pr, s))
		}
		row.Payoffs = ratios(pr, r.Payoffs)
		row.Efficient = optional(pr, r.Efficient)
		row.RiskDominant = optional(pr, r.RiskDominant)
		row.ESS = optional(pr, r.ESS)
		j.Rows = append(j.Rows, row)
	}
	return j
}

func actionNames(g *games.Game, p int, support []int) []string {
	out := make([]string, len(support))
	for i, a := range support {
		out[i] = g.Players[p].Actions[a]
	}
	return out
}

func ratios(pr expr.Printer, rs []algebra.Ratio) []string {
	var out []string
	for _, r := range rs {
		out = append(out, pr.Ratio(r))
	}
	return out
}

func optional(pr expr.Printer, f *expr.Formula) string {
	if f == nil {
		return ""
	}
	return pr.Formula(*f)
}

// condition is a formula as a cell; the constants read as words.
func condition(g *games.Game, f expr.Formula) report.Cell {
	switch {
	case f.IsTrue():
		return report.Text("always")
	case f.IsFalse():
		return report.Text("never")
	}
	text := g.Printer().Formula(f)
	if len(text) > maxCondition {
		return report.Text(fmt.Sprintf("if one condition in %d comparisons holds (--format json prints it)", f.Size()))
	}
	latex := expr.Printer{Names: g.Names(), LaTeX: true}
	return report.Formula(text, latex.Formula(f))
}

// maxCondition is the length in bytes beyond which nobody reads a condition in a
// table.
const maxCondition = 1000

// function is a rational function as a cell.
func function(g *games.Game, rs ...algebra.Ratio) report.Cell {
	latex := expr.Printer{Names: g.Names(), LaTeX: true}
	return report.Formula(strings.Join(ratios(g.Printer(), rs), ", "), strings.Join(ratios(latex, rs), `,\; `))
}

// conditionsTables adds the tables of one game: the conditions, and the payoffs
// with the mixed probabilities.
func (a *app) conditionsTables(doc *report.Document, t *stability.Table, knife, several bool) {
	g := t.Game
	entitle(doc, g, several)
	doc.Blocks = append(doc.Blocks, report.Paragraph{Text: assumptionsText(g, t.Undefined)})

	var shown []*stability.Row
	hidden := 0
	for _, r := range t.Rows {
		if r.KnifeEdge && !knife {
			hidden++
			continue
		}
		shown = append(shown, r)
	}
	has := func(f func(*stability.Row) bool) bool {
		for _, r := range shown {
			if f(r) {
				return true
			}
		}
		return false
	}
	risk := has(func(r *stability.Row) bool { return r.RiskDominant != nil })
	ess := has(func(r *stability.Row) bool { return r.ESS != nil })
	efficient := has(func(r *stability.Row) bool { return r.Efficient != nil })

	main := &report.Table{Header: []string{"Profile", "Exists", "Strict"}}
	for _, c := range []struct {
		has  bool
		name string
	}{{efficient, "Efficient"}, {risk, "Risk dominant"}, {ess, "ESS"}} {
		if c.has {
			main.Header = append(main.Header, c.name)
		}
	}
	detail := &report.Table{Title: "Probabilities and payoffs", Header: []string{"Profile", "Probabilities", "Payoffs"}}
	cell := func(f *expr.Formula) report.Cell {
		if f == nil {
			return report.Text("–")
		}
		return condition(g, *f)
	}
	for _, r := range shown {
		name := rowName(g, r)
		cells := []report.Cell{report.Text(name), condition(g, r.Exists), condition(g, r.Strict)}
		if r.KnifeEdge {
			cells[0].Text += " (knife-edge)"
		}
		if efficient {
			cells = append(cells, cell(r.Efficient))
		}
		if risk {
			cells = append(cells, cell(r.RiskDominant))
		}
		if ess {
			cells = append(cells, cell(r.ESS))
		}
		main.Rows = append(main.Rows, cells)
		detail.Rows = append(detail.Rows, []report.Cell{report.Text(name), probabilities(g, r), payoffCell(g, r)})
	}
	if len(main.Rows) == 0 {
		main.Notes = append(main.Notes, "no pure profile is an equilibrium anywhere under the assumptions")
	}
	if hidden > 0 {
		main.Notes = append(main.Notes, fmt.Sprintf("%s only on a set of measure zero (knife-edge); --knife-edges shows them", plural(hidden, "further row exists", "further rows exist")))
	}
	if t.Complete {
		main.Notes = append(main.Notes, "complete: every support profile not listed is never an equilibrium under the assumptions")
	} else {
		for _, r := range t.Reasons {
			main.Notes = append(main.Notes, "not complete: "+r)
		}
	}
	doc.Blocks = append(doc.Blocks, main, detail)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// assumptionsText states what the conditions take for granted, and where payoffs
// are undefined.
func assumptionsText(g *games.Game, undefined expr.Formula) string {
	var parts []string
	for _, p := range g.Params {
		if p.Range != "" {
			parts = append(parts, p.Name+" in "+p.Range)
		}
	}
	for _, c := range g.Assume {
		parts = append(parts, c.Text)
	}
	where := undefinedText(g, undefined)
	switch {
	case len(g.Params) == 0:
		return "The game has no parameters."
	case len(parts) == 0 && where != "":
		return where + " For all other real " + strings.Join(g.Names(), ", ") + "."
	case len(parts) == 0:
		return "For all real " + strings.Join(g.Names(), ", ") + "."
	case where != "":
		where = " " + where
	}
	return "Assuming " + strings.Join(parts, "; ") + "." + where
}

// undefinedText says where payoffs are undefined; "" where they never are.
func undefinedText(g *games.Game, undefined expr.Formula) string {
	if undefined.IsFalse() {
		return ""
	}
	return "Undefined, since a payoff divides by zero, where " + g.Printer().Formula(undefined) + "."
}

// rowName names a row in tables: the profile, shorter where all players mix over
// the same actions, or over all they have.
func rowName(g *games.Game, r *stability.Row) string {
	if r.Label != "" {
		return r.Label
	}
	if s := r.Support[0]; len(s) > 1 && sameForAll(g, func(p int) string { return join(actionNames(g, p, r.Support[p])) }) {
		who := "both mix "
		switch n := len(g.Players); {
		case n == 1:
			who = "mixes "
		case n > 2:
			who = "all mix "
		}
		return who + join(actionNames(g, 0, s))
	}
	for p, s := range r.Support {
		if len(s) == 1 || len(s) < len(g.Players[p].Actions) {
			return r.Profile(g)
		}
	}
	return "completely mixed"
}

// sameForAll reports whether f gives the same text for every player.
func sameForAll(g *games.Game, f func(p int) string) bool {
	for p := range g.Players {
		if f(p) != f(0) {
			return false
		}
	}
	return true
}

// probabilities shows the mixed strategies of a row as formulas; pure ones need
// none.
func probabilities(g *games.Game, r *stability.Row) report.Cell {
	if r.Strategies == nil {
		if len(g.Players) > 2 {
			return report.Text("no rational function")
		}
		return report.Text("not a single point")
	}
	if r.Pure() {
		return report.Text("pure")
	}
	return playersCell(g, func(p int, pr expr.Printer) string {
		if len(r.Support[p]) == 1 {
			return pureText(pr, g.Players[p].Actions[r.Support[p][0]])
		}
		var parts []string
		for _, a := range r.Support[p] {
			parts = append(parts, pureText(pr, g.Players[p].Actions[a])+space(pr)+pr.Ratio(r.Strategies[p][a]))
		}
		return join(parts)
	})
}

func pureText(pr expr.Printer, action string) string {
	if pr.LaTeX {
		return `\text{` + latexText.Replace(action) + `}`
	}
	return action
}

var latexText = strings.NewReplacer(`_`, `\_`, `&`, `\&`, `%`, `\%`, `#`, `\#`, `$`, `\$`, `{`, `\{`, `}`, `\}`)

func space(pr expr.Printer) string {
	if pr.LaTeX {
		return `\; `
	}
	return " "
}

// payoffCell shows the payoffs of a row.
func payoffCell(g *games.Game, r *stability.Row) report.Cell {
	if r.Payoffs == nil {
		return report.Text("–")
	}
	return playersCell(g, func(p int, pr expr.Printer) string { return pr.Ratio(r.Payoffs[p]) })
}

// playersCell shows something for each player, once for players in a row for whom
// it is the same: "each: 1/2 - c", "S1 to S4: 0; S5: -c".
func playersCell(g *games.Game, f func(p int, pr expr.Printer) string) report.Cell {
	text := func(pr expr.Printer, word func(string) string) string {
		if sameForAll(g, func(p int) string { return f(p, pr) }) {
			return word("each") + ": " + f(0, pr)
		}
		var parts []string
		for p := 0; p < len(g.Players); {
			what, last := f(p, pr), p
			for last+1 < len(g.Players) && f(last+1, pr) == what {
				last++
			}
			who := word(g.Players[p].Name)
			switch last - p {
			case 0:
			case 1:
				who += word(", " + g.Players[last].Name)
			default:
				who += word(" to " + g.Players[last].Name)
			}
			parts = append(parts, who+": "+what)
			p = last + 1
		}
		if pr.LaTeX {
			return strings.Join(parts, `;\; `)
		}
		return strings.Join(parts, "; ")
	}
	cell := report.Formula(
		text(g.Printer(), func(s string) string { return s }),
		text(expr.Printer{Names: g.Names(), LaTeX: true}, func(s string) string { return `\text{` + latexText.Replace(s) + `}` }))
	// Each player may have lines of her own.
	for i := range cell.Text {
		if strings.HasPrefix(cell.Text[i:], "; ") {
			cell.Breaks = append(cell.Breaks, i+2)
		}
	}
	return cell
}

type jsonAt struct {
	Parameters map[string]string `json:"parameters"`
	Rows       []jsonAtRow       `json:"rows"`
}

type jsonAtRow struct {
	Profile string     `json:"profile"`
	Exists  bool       `json:"exists"`
	Strict  bool       `json:"strict"`
	Slack   string     `json:"slack,omitempty"`
	Binding string     `json:"binding,omitempty"`
	Flips   []jsonFlip `json:"flips"`
}

type jsonFlip struct {
	Parameter string `json:"parameter"`
	Value     any    `json:"value"`
	Below     bool   `json:"below"`
	At        bool   `json:"at"`
	Above     bool   `json:"above"`
}

func atJSON(t *stability.Table, at *stability.At) *jsonAt {
	g := t.Game
	j := &jsonAt{Parameters: map[string]string{}, Rows: []jsonAtRow{}}
	for i, v := range at.Point {
		j.Parameters[g.Params[i].Name] = v.RatString()
	}
	for _, r := range at.Rows {
		row := jsonAtRow{Profile: r.Row.Profile(g), Exists: r.Exists, Strict: r.Strict, Flips: []jsonFlip{}}
		if r.Slack != nil {
			row.Slack, row.Binding = r.Slack.RatString(), bindingText(g, r)
		}
		for _, f := range r.Flips {
			row.Flips = append(row.Flips, jsonFlip{g.Params[f.Param].Name, algebraicJSON(f.Value), f.Below, f.At, f.Above})
		}
		j.Rows = append(j.Rows, row)
	}
	return j
}

// bindingText names the deviation that loses least.
func bindingText(g *games.Game, r stability.AtRow) string {
	pl := g.Players[r.Player]
	return fmt.Sprintf("%s: %s instead of %s", pl.Name, pl.Actions[r.To], pl.Actions[r.From])
}

// atTables shows the table at numbers. Rows that neither hold nor could are left
// out.
func atTables(doc *report.Document, t *stability.Table, at *stability.At) {
	g := t.Game
	tab := &report.Table{
		Title:  "At " + pointText(g, at.Point),
		Header: []string{"Profile", "Equilibrium", "Slack", "Binding deviation", "Flips at"},
		Notes:  []string{"slack: what the least costly deviation loses (negative: it gains; 0: knife-edge); flips at: one parameter moved, the others fixed"},
	}
	for _, r := range at.Rows {
		if r.Row.KnifeEdge && !r.Exists {
			continue
		}
		name := rowName(g, r.Row)
		holds := "no"
		switch {
		case r.Strict:
			holds = "yes, strict"
		case r.Exists:
			holds = "yes"
		}
		if r.Slack != nil && r.Slack.Sign() == 0 {
			holds += " (knife-edge)"
		}
		slack, binding := "–", "–"
		if r.Slack != nil {
			slack, binding = r.Slack.RatString(), bindingText(g, r)
		}
		var parts []string
		for _, f := range r.Flips {
			parts = append(parts, g.Params[f.Param].Name+" = "+algebraicText(f.Value))
		}
		tab.Rows = append(tab.Rows, report.Texts(name, holds, slack, binding, join(parts)))
	}
	doc.Blocks = append(doc.Blocks, tab)
}
