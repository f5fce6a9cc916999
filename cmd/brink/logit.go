package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/expr"
	"brink/solver/nash"
)

func (a *app) logitCmd() *cobra.Command {
	var lambdas []string
	var everywhere bool
	var plotFile string
	cmd := &cobra.Command{
		Use:   "logit GAME...",
		Short: "logit quantal response equilibria, approximately, and the equilibrium they lead to",
		Long: `logit follows the principal branch of the logit quantal response equilibria
(McKelvey and Palfrey 1995): every player plays action a with probability
proportional to exp(lambda*u(a)), u(a) being what it earns against the others.
The branch starts where all actions are equally likely, lambda = 0, and for
almost all games leads to one Nash equilibrium as lambda grows; it is traced by
the predictor-corrector method of Turocy (2005). In a symmetric game it keeps
to strategies that treat the players alike. For an extensive game it is the
branch of the reduced strategic form.

The probabilities are approximate: they solve transcendental equations, in
floating point. The equilibrium at the end is found and printed exactly.`,
		Example: `  brink logit chicken
  brink logit matching-pennies --lambda 1/2,1,2 --format csv`,
		RunE: a.onGames(func(ctx context.Context, gs []*games.Game) error {
			wanted, err := precisions(lambdas)
			if err != nil {
				return err
			}
			if plotFile != "" && everywhere {
				return usage("--plot draws the principal branch: it does not go with --all")
			}
			if err := checkPlot(plotFile, gs); err != nil {
				return err
			}
			return a.logit(ctx, gs, wanted, everywhere, plotFile)
		}),
	}
	f := cmd.Flags()
	f.StringArrayVar(&a.set, "set", nil, "value of a parameter, `NAME=VALUE` (repeatable; others at their defaults)")
	f.StringSliceVar(&lambdas, "lambda", nil, "precisions `L,...` at which to print the branch (repeatable; default: 0 and 1, 2, 5 times powers of ten)")
	f.BoolVar(&everywhere, "all", false, "2x2 games: all logit equilibria at each precision, not only the principal branch")
	f.StringVar(&plotFile, "plot", "", "draw the probabilities along the branch to `FILE` (.svg or .png)")
	return cmd
}

// precisions reads the values of --lambda.
func precisions(texts []string) ([]float64, error) {
	var out []float64
	for _, t := range texts {
		r, err := expr.ParseNumber(t)
		if err != nil {
			return nil, usage("--lambda: %v", err)
		}
		l, _ := r.Float64()
		if r.Sign() < 0 || math.IsInf(l, 0) {
			return nil, usage("--lambda takes numbers from 0, found %s\n\nat 0 every action is equally likely; the larger, the closer to best responses", t)
		}
		out = append(out, l)
	}
	return out, nil
}

type jsonLogit struct {
	Game       string            `json:"game"`
	Players    []jsonPlayer      `json:"players"`
	Parameters map[string]string `json:"parameters"`
	Exact      bool              `json:"exact"`
	Complete   bool              `json:"complete"`
	Reasons    []string          `json:"reasons"`
	Points     []jsonLogitPoint  `json:"points"`
	Residual   json.Number       `json:"residual_at_most"`
	Turns      int               `json:"turns"`
	Selected   *jsonSelected     `json:"selected"`
	Component  int               `json:"component,omitempty"`
}

// jsonLogitPoint holds floating-point numbers.
type jsonLogitPoint struct {
	Lambda     json.Number     `json:"lambda"`
	Strategies [][]json.Number `json:"strategies"`
	Regret     json.Number     `json:"regret"`
}

// jsonSelected is the equilibrium that the branch leads to, exactly, and its
// number in the list of brink solve where that was computed.
type jsonSelected struct {
	Strategies  [][]any `json:"strategies"`
	Payoffs     []any   `json:"payoffs"`
	Equilibrium int     `json:"equilibrium,omitempty"`
}

func (a *app) logit(ctx context.Context, gs []*games.Game, wanted []float64, everywhere bool, plotFile string) error {
	doc := &report.Document{Title: "Logit quantal response equilibria (approximate)"}
	var all []*jsonLogit
	incomplete := false
	for _, g := range gs {
		point, s, err := a.strategic(g)
		if err != nil {
			return err
		}
		l := &logitAnswer{g: g, s: s, point: point, wanted: wanted, everywhere: everywhere}
		if len(wanted) == 0 {
			l.wanted = nash.LogitPrecisions(ctx, s)
		}
		bar := a.startProgress("tracing " + g.ID)
		err = l.trace(ctx, plotFile != "", bar)
		bar.Done()
		if err != nil {
			return solverError(g, err)
		}
		incomplete = incomplete || !l.path.Complete || ctx.Err() != nil
		if len(wanted) == 0 {
			l.rows = untilSettled(l.rows)
		}
		entitle(doc, g, len(gs) > 1)
		if a.tables() {
			l.tables(doc)
		} else {
			all = append(all, l.json())
		}
		if plotFile != "" {
			low, high := l.span()
			svg, err := plot.LogitBranch(plotFile, title(g), playerLabels(g), l.path.Points, low, high)
			if err != nil {
				return usage("--plot: %v", err)
			}
			doc.Blocks = append(doc.Blocks, report.Image{SVG: svg, Path: plotFile, Caption: "The principal branch of logit equilibria (approximate)"})
		}
	}
	doc.JSON = oneOrAll(all)
	return a.finish(doc, incomplete)
}

// logitAnswer is what there is to say about one game.
type logitAnswer struct {
	g          *games.Game
	s          *games.Strategic
	point      []*big.Rat
	wanted     []float64
	everywhere bool

	rows []nash.LogitPoint // to print
	path *nash.LogitPath
	// Of path.Selected in the list of brink solve, from 1, and of the component of
	// that list where the branch ends otherwise; 0 if not known.
	number, component int
}

// plotted is the number of points of the branch that are computed for a plot
// beyond those that are printed.
const plotted = 300

// Bounds for listing the equilibria to number the selected one, which is proved to
// be one in any case.
const (
	listedProfiles = 150
	listedNodes    = 2000
)

func (l *logitAnswer) trace(ctx context.Context, drawn bool, bar *report.Progress) error {
	opt := nash.LogitOptions{Lambdas: l.wanted, Progress: func(pt nash.LogitPoint) {
		bar.Note(fmt.Sprintf("at lambda = %.4g", pt.Lambda))
	}}
	if low, high := l.span(); drawn && high > low && low > 0 {
		opt.Lambdas = slices.Clone(l.wanted)
		for k := range plotted {
			opt.Lambdas = append(opt.Lambdas, low*math.Pow(high/low, float64(k)/(plotted-1)))
		}
	}
	var err error
	if l.path, err = nash.Logit(ctx, l.s, opt); err != nil {
		return err
	}
	if l.everywhere {
		for _, w := range slices.Compact(slices.Sorted(slices.Values(l.wanted))) {
			pts, err := nash.LogitTwoByTwo(l.s, w)
			if err != nil {
				return err
			}
			l.rows = append(l.rows, pts...)
		}
	} else {
		for _, pt := range l.path.At {
			if slices.ContainsFunc(l.wanted, func(w float64) bool { return math.Abs(pt.Lambda-w) <= 1e-12*w }) {
				l.rows = append(l.rows, pt)
			}
		}
	}
	if !l.path.Complete || l.s.Profiles() > listedProfiles {
		return nil
	}
	res, err := nash.All(ctx, l.s, nash.Options{Nodes: listedNodes})
	if err != nil {
		return err
	}
	if l.path.Selected == nil {
		c := l.path.Component(res)
		if c == 0 {
			return nil
		}
		if inside := res.Components[c-1].Equilibria; len(inside) == 1 {
			l.path.Selected, l.number = &res.Equilibria[inside[0]-1], inside[0]
		} else {
			l.component = c
		}
		return nil
	}
	selected := fmt.Sprint(equilibriumText(l.g, *l.path.Selected))
	if res.Complete {
		l.number = 1 + slices.IndexFunc(res.Equilibria, func(e nash.Equilibrium) bool {
			return fmt.Sprint(equilibriumText(l.g, e)) == selected
		})
	}
	return nil
}

// span is the range of positive precisions that were asked for, a decade at
// least.
func (l *logitAnswer) span() (low, high float64) {
	for _, w := range l.wanted {
		if w > 0 && (low == 0 || w < low) {
			low = w
		}
		high = max(high, w)
	}
	if low == 0 {
		return 0.1, 1
	}
	return low, max(high, 10*low)
}

// printedDigits are the decimals of probabilities in tables.
const printedDigits = 6

// untilSettled drops the points at the end of which the printed decimals no
// longer differ, all but the first.
func untilSettled(rows []nash.LogitPoint) []nash.LogitPoint {
	same := func(x, y nash.LogitPoint) bool {
		return slices.Equal(roundedProbabilities(x), roundedProbabilities(y))
	}
	for len(rows) > 1 && same(rows[len(rows)-1], rows[len(rows)-2]) {
		rows = rows[:len(rows)-1]
	}
	return rows
}

// roundedProbabilities prints all probabilities of a point.
func roundedProbabilities(pt nash.LogitPoint) []string {
	var out []string
	for _, x := range pt.Strategies {
		for _, v := range x {
			out = append(out, strconv.FormatFloat(v, 'f', printedDigits, 64))
		}
	}
	return out
}

func (l *logitAnswer) tables(doc *report.Document) {
	intro := "Every number of the table is approximate."
	if len(l.point) > 0 {
		intro = "At " + pointText(l.g, l.point) + ". " + intro
	}
	doc.Blocks = append(doc.Blocks, report.Paragraph{Text: intro})
	t := &report.Table{Header: []string{"lambda"}, Align: []report.Align{report.Right}}
	for _, pl := range l.g.Players {
		for _, act := range pl.Actions {
			t.Header = append(t.Header, pl.Name+": "+act)
			t.Align = append(t.Align, report.Right)
		}
	}
	t.Header, t.Align = append(t.Header, "Regret"), append(t.Align, report.Right)
	for _, pt := range l.rows {
		row := append([]string{strconv.FormatFloat(pt.Lambda, 'g', 6, 64)}, roundedProbabilities(pt)...)
		t.Rows = append(t.Rows, report.Texts(append(row, strconv.FormatFloat(pt.Regret, 'f', printedDigits, 64))...))
	}
	t.Notes = append(t.Notes, fmt.Sprintf("approximate: the equations hold within %g in logarithms of probabilities", l.residual()),
		"regret: the most a player could gain by a best response")
	switch {
	case l.everywhere:
		t.Notes = append(t.Notes, "these are all logit equilibria at each lambda, as far as floating-point numbers tell them apart")
	case l.path.Turns > 0:
		t.Notes = append(t.Notes, fmt.Sprintf("the branch turns %s: it passes some values of lambda several times, in the order of the rows", times(l.path.Turns)))
	}
	t.Notes = append(t.Notes, l.limit()...)
	for _, r := range l.path.Reasons {
		t.Notes = append(t.Notes, "not complete: "+r)
	}
	doc.Blocks = append(doc.Blocks, t)
}

// residual is a power of ten that bounds by how much the equations are violated;
// below the least one, errors say more about the machine than about the game.
func (l *logitAnswer) residual() float64 {
	bound := 1e-10
	for _, pt := range l.rows {
		for bound < pt.Residual {
			bound *= 10
		}
	}
	return bound
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

// limit says where the branch leads.
func (l *logitAnswer) limit() []string {
	if !l.path.Complete {
		return nil
	}
	e := l.path.Selected
	switch {
	case e == nil && l.component > 0:
		return []string{fmt.Sprintf("the branch leads to component %d of brink solve, which is a continuum of equilibria", l.component)}
	case e == nil:
		return []string{"no equilibrium is named as the limit: near the end of the branch none is isolated among those with its support"}
	}
	mixtures, payoffs := equilibriumText(l.g, *e)
	for p := range mixtures {
		mixtures[p] = "(" + l.g.Players[p].Name + ") " + mixtures[p]
	}
	out := fmt.Sprintf("the branch leads to the equilibrium %s, payoffs %s", strings.Join(mixtures, "; "), payoffs)
	if l.number > 0 {
		out += fmt.Sprintf(" (number %d of brink solve)", l.number)
	}
	return []string{out}
}

func (l *logitAnswer) json() *jsonLogit {
	j := &jsonLogit{
		Game: l.g.ID, Parameters: map[string]string{}, Complete: l.path.Complete,
		Reasons: append([]string{}, l.path.Reasons...), Points: []jsonLogitPoint{}, Turns: l.path.Turns, Residual: decimal(l.residual()),
	}
	for _, p := range l.g.Players {
		j.Players = append(j.Players, jsonPlayer{p.Name, p.Actions})
	}
	for i, v := range l.point {
		j.Parameters[l.g.Params[i].Name] = v.RatString()
	}
	for _, pt := range l.rows {
		q := jsonLogitPoint{Lambda: decimal(pt.Lambda), Regret: decimal(pt.Regret)}
		for _, x := range pt.Strategies {
			row := make([]json.Number, len(x))
			for k, v := range x {
				row[k] = decimal(v)
			}
			q.Strategies = append(q.Strategies, row)
		}
		j.Points = append(j.Points, q)
	}
	j.Component = l.component
	if e := l.path.Selected; e != nil {
		j.Selected = &jsonSelected{Equilibrium: l.number}
		j.Selected.Strategies, j.Selected.Payoffs = equilibriumJSON(*e)
	}
	return j
}

// decimal is an approximate number in JSON, to ten significant digits.
func decimal(x float64) json.Number { return json.Number(strconv.FormatFloat(x, 'g', 10, 64)) }
