package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"

	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/expr"
	"brink/solver/repeated"
	"brink/solver/stability"
)

func (a *app) populationCmd() *cobra.Command {
	var opt populationOptions
	cmd := &cobra.Command{
		Use:   "population GAME",
		Short: "which strategies take over a finite population of imitators",
		Long: `population lets the strategies of a symmetric two-player game compete in a
population of --size players who imitate each other by pairwise comparison: a
random player takes over the strategy of another with probability
1/(1 + exp(-w*d)), d being the difference of their average payoffs and w the
--intensity of selection (the Fermi rule).

It prints the probability that one mutant takes over a population of residents,
and the shares of time at each strategy when mutations are rare. These contain
exponentials and are approximate; whether a probability exceeds 1/N, and which
of two is larger, is decided exactly, and conditions on the parameters are exact.

The strategies are the actions of the game; with --strategies they are automaton
strategies of repeated play, as in brink repeated, and earn what they earn in its
tournament.`,
		Example: `  brink population stag-hunt --size 10 --intensity 1/10
  brink population ai-race-rounds --size 100 --intensity 1/1000 --set p_r=3/5
  brink population pd --strategies tit-for-tat,always-race,always-hold`,
		Args: cobra.ExactArgs(1),
		RunE: a.onGames(func(ctx context.Context, gs []*games.Game) error {
			var err error
			if opt.beta, err = expr.ParseNumber(opt.intensity); err != nil {
				return usage("--intensity: %v", err)
			}
			if opt.beta.Sign() < 0 {
				return usage("--intensity is a number from 0, found %s", opt.intensity)
			}
			if opt.size < 2 || opt.size > repeated.MaxPopulation {
				return usage("--size is a number of players from 2 to %d, found %d", repeated.MaxPopulation, opt.size)
			}
			if opt.longRun && opt.strategies == "" {
				return usage("--limit-of-means is about repeated play\n\nname automaton strategies with --strategies")
			}
			return a.population(ctx, gs[0], opt)
		}),
	}
	f := cmd.Flags()
	f.StringArrayVar(&a.set, "set", nil, "value of a parameter, `NAME=VALUE` (repeatable; others at their defaults)")
	f.IntVar(&opt.size, "size", 100, "`N`, the number of players")
	f.StringVar(&opt.intensity, "intensity", "1/10", "`w`, the intensity of selection: 0 is chance alone")
	f.StringVar(&opt.strategies, "strategies", "", "automaton strategies of repeated play instead of actions, `S1,S2,...`")
	f.BoolVar(&opt.longRun, "limit-of-means", false, "with --strategies count long-run averages instead of discounted payoffs")
	return cmd
}

type populationOptions struct {
	size       int
	intensity  string
	beta       *big.Rat
	strategies string
	longRun    bool
}

type jsonPopulation struct {
	Game       string            `json:"game"`
	Parameters map[string]string `json:"parameters"`
	Size       int               `json:"size"`
	Intensity  string            `json:"intensity"`
	Strategies []string          `json:"strategies"`
	Payoffs    [][]string        `json:"payoffs"` // at the parameters, exact
	Fixation   []jsonFixation    `json:"fixation"`
	Conditions []jsonTakeover    `json:"conditions"`
	Stationary []json.Number     `json:"stationary,omitempty"`
	// OneMinus is what the shares lack to 1, where one of them is so close that its
	// number does not tell.
	OneMinus []json.Number `json:"one_minus_stationary,omitempty"`
	Where    string        `json:"holds_where,omitempty"` // the conditions
	// Approximate names the fields that contain exponentials.
	Approximate []string `json:"approximate"`
	Complete    bool     `json:"complete"`
	Reasons     []string `json:"reasons"`
}

type jsonFixation struct {
	Mutant      string      `json:"mutant"`
	Resident    string      `json:"resident"`
	Probability json.Number `json:"probability,omitempty"`           // absent where it is out of reach
	OneMinus    json.Number `json:"one_minus_probability,omitempty"` // where the probability is close to 1
	Neutral     string      `json:"against_neutral"`                 // greater, equal or less than 1/N, exact
	Reverse     string      `json:"against_reverse"`                 // than the resident's probability as the mutant, exact
	LogQuotient string      `json:"log_quotient"`                    // of the two probabilities, exact
}

type jsonTakeover struct {
	Mutant   string `json:"mutant"`
	Resident string `json:"resident"`
	Favoured string `json:"favoured_when"`
	Weakly   string `json:"above_neutral_under_weak_selection_when"`
}

func (a *app) population(ctx context.Context, g *games.Game, opt populationOptions) error {
	point, err := a.point(g)
	if err != nil {
		return err
	}
	bar := a.startProgress("population of " + g.ID)
	defer bar.Done()
	tour, err := a.contest(ctx, g, opt)
	if err != nil {
		if ctx.Err() != nil {
			bar.Done()
			a.warn("nothing was computed: %v", context.Cause(ctx))
			return &exit{code: exitIncomplete}
		}
		return err
	}
	m, err := tour.At(point)
	if err != nil {
		return usage("%s: payoffs: %v", g.ID, err)
	}
	if len(m) < 2 {
		return usage("%s: a population needs two strategies to choose from, found %d", g.ID, len(m))
	}
	j := &jsonPopulation{
		Game: g.ID, Parameters: map[string]string{}, Size: opt.size, Intensity: opt.beta.RatString(), Strategies: tour.Names,
		Fixation: []jsonFixation{}, Conditions: []jsonTakeover{}, Approximate: []string{"probability", "stationary"}, Complete: true, Reasons: []string{},
	}
	for i, x := range point {
		j.Parameters[g.Params[i].Name] = x.RatString()
	}
	for _, row := range m {
		j.Payoffs = append(j.Payoffs, rats(row))
	}
	doc := &report.Document{Title: "Population: " + title(g), JSON: j}
	intro := fmt.Sprintf("%d players who imitate by pairwise comparison, intensity of selection %s.", opt.size, j.Intensity)
	if len(point) > 0 {
		intro += " Parameters: " + pointText(g, point) + "."
	}
	doc.Blocks = append(doc.Blocks, report.Paragraph{Text: intro})
	payoffs := &report.Table{Title: "Payoffs: what the row earns against the column", Header: append([]string{""}, tour.Names...), Align: []report.Align{report.Left}}
	for i, n := range tour.Names {
		payoffs.Align = append(payoffs.Align, report.Right)
		cells := []report.Cell{report.Text(n)}
		for _, x := range m[i] {
			cells = append(cells, report.Text(shortRat(x)))
		}
		payoffs.Rows = append(payoffs.Rows, cells)
	}
	doc.Blocks = append(doc.Blocks, payoffs)

	n := len(m)
	pairs := n * (n - 1)
	fix := &report.Table{
		Title:  fmt.Sprintf("Fixation: one mutant among %s", plural(opt.size-1, "resident", "residents")),
		Header: []string{"Mutant", "Resident", "Takes over with probability ≈", "Against chance, 1/" + strconv.Itoa(opt.size), "Against the reverse", "Log of the quotient"},
		Align:  []report.Align{report.Left, report.Left, report.Right, report.Left, report.Left, report.Right},
	}
	stopped, tooStrong := "", ""
	for k := 0; k < pairs && stopped == ""; k++ {
		i, r := k/(n-1), k%(n-1)
		if r >= i {
			r++
		}
		f, err := repeated.Fix(ctx, m, i, r, opt.size, opt.beta)
		switch {
		case err != nil && ctx.Err() != nil:
			stopped = fmt.Sprintf("stopped after %d of %d pairs: %v", k, pairs, context.Cause(ctx))
			continue
		case err != nil:
			return usage("%s: %v", g.ID, err)
		}
		log := new(big.Rat).Mul(f.Exponent, opt.beta)
		x := jsonFixation{Mutant: tour.Names[i], Resident: tour.Names[r], Neutral: comparison(f.Neutral), Reverse: comparison(f.Favoured), LogQuotient: log.RatString()}
		text := "–"
		if p := f.Approximate; p != nil {
			x.Probability, x.OneMinus = probabilityJSON(*p)
			text = p.Text(tableDigits)
		} else {
			tooStrong = repeated.ErrTooStrong.Error()
		}
		j.Fixation = append(j.Fixation, x)
		fix.Rows = append(fix.Rows, report.Texts(x.Mutant, x.Resident, text, x.Neutral, x.Reverse, shortRat(log)))
		bar.Update(k+1, pairs)
	}
	fix.Notes = append(fix.Notes,
		"≈ approximate: it contains exponentials (Traulsen, Nowak and Pacheco 2006); comparisons and logarithms are exact: different exponentials of rationals never cancel (Lindemann and Weierstrass), so enclosures decide")
	doc.Blocks = append(doc.Blocks, fix)
	if stopped == "" {
		pi, err := repeated.SmallMutation(ctx, m, opt.size, opt.beta)
		switch {
		case err != nil && ctx.Err() != nil:
			stopped = fmt.Sprintf("the shares of time were not computed: %v", context.Cause(ctx))
		case errors.Is(err, repeated.ErrTooStrong):
			tooStrong = err.Error()
		case err != nil:
			return usage("%s: %v", g.ID, err)
		default:
			j.shares(pi)
			doc.Blocks = append(doc.Blocks, shareTable(tour.Names, pi))
		}
	}
	if stopped == "" && len(g.Params) > 0 {
		if err := a.takeovers(ctx, g, point, tour, opt, j, doc); err != nil {
			return usage("%s: %v", g.ID, err)
		}
		if ctx.Err() != nil {
			stopped = fmt.Sprintf("conditions were found for %d of %d pairs: %v", len(j.Conditions), pairs, context.Cause(ctx))
		}
	}
	for _, why := range []string{tooStrong, stopped} {
		if why != "" {
			j.Complete, j.Reasons = false, append(j.Reasons, why)
			doc.Blocks = append(doc.Blocks, report.Paragraph{Text: "Not complete: " + why + "."})
		}
	}
	bar.Done()
	return a.finish(doc, !j.Complete)
}

// contest is the tournament whose payoffs the population plays for.
func (a *app) contest(ctx context.Context, g *games.Game, opt populationOptions) (*repeated.Tournament, error) {
	if opt.strategies == "" {
		tour, err := repeated.StageTournament(g)
		if err != nil {
			return nil, usage("%s: %v\n\nin a population every player can meet every other, in either role", g.ID, err)
		}
		return tour, nil
	}
	if g.Repeated == nil {
		return nil, usage("%s: --strategies: %v\n\nwithout --strategies the actions compete", g.ID, repeated.ErrNotRepeated)
	}
	names := repeated.SplitNames(opt.strategies)
	seen := map[string]bool{}
	for _, n := range names {
		if seen[n] {
			return nil, usage("--strategies names %s twice", n)
		}
		seen[n] = true
		for p := range g.Players {
			if _, err := repeated.Resolve(g, n, p); err != nil {
				return nil, usage("%s: --strategies: %v", g.ID, err)
			}
		}
	}
	tour, err := repeated.RoundRobin(ctx, g, names, opt.longRun)
	if err != nil && ctx.Err() == nil {
		err = usage("%s: --strategies: %v", g.ID, err)
	}
	return tour, err
}

func comparison(sign int) string {
	switch {
	case sign > 0:
		return "greater"
	case sign < 0:
		return "less"
	}
	return "equal"
}

// Digits of probabilities in tables and in JSON: they contain exponentials, and are
// computed to ten digits at least.
const tableDigits, jsonDigits = 7, 10

// probabilityJSON is a probability as a number, and what it lacks to 1 where its
// digits do not tell.
func probabilityJSON(p repeated.Probability) (number, lacks json.Number) {
	x := p.Float()
	if x < math.SmallestNonzeroFloat64*(1<<52) { // beyond floating point with all its digits
		return json.Number(p.Text(jsonDigits)), ""
	}
	number = json.Number(strconv.FormatFloat(x, 'g', -1, 64))
	if 1-x < 1e-6 {
		lacks = json.Number(repeated.Probability{P: p.Rest, Rest: p.P}.Text(jsonDigits))
	}
	return number, lacks
}

// shares puts down the shares of time.
func (j *jsonPopulation) shares(pi []repeated.Probability) {
	close := false
	for _, p := range pi {
		number, lacks := probabilityJSON(p)
		j.Stationary = append(j.Stationary, number)
		close = close || lacks != ""
	}
	for _, p := range pi {
		if close {
			lacks, _ := probabilityJSON(repeated.Probability{P: p.Rest, Rest: p.P})
			j.OneMinus = append(j.OneMinus, lacks)
		}
	}
}

func shareTable(names []string, pi []repeated.Probability) *report.Table {
	t := &report.Table{
		Title:  "Shares of time when mutations are rare",
		Header: []string{"Strategy", "Share ≈"},
		Align:  []report.Align{report.Left, report.Right},
		Notes:  []string{"≈ approximate; the stationary distribution in the limit of rare mutations, when one strategy at a time is there (Fudenberg and Imhof 2006)"},
	}
	for i, n := range names {
		t.Rows = append(t.Rows, report.Texts(n, pi[i].Text(tableDigits)))
	}
	return t
}

// takeovers adds the conditions on the parameters.
func (a *app) takeovers(ctx context.Context, g *games.Game, point []*big.Rat, tour *repeated.Tournament, opt populationOptions, j *jsonPopulation, doc *report.Document) error {
	v := newConditionView(g, point)
	if where := v.asm.Simplify(ctx, tour.Where); !where.IsTrue() {
		v = v.given(where)
		j.Where = g.Printer().Formula(v.present.Formula(ctx, where))
	}
	t := &report.Table{Title: "Conditions on the parameters, exact", Header: []string{"Mutant", "Resident", "More likely than the reverse", "More likely than chance under weak selection"}}
	for i, mutant := range tour.Names {
		for r, resident := range tour.Names {
			if i == r || ctx.Err() != nil {
				continue
			}
			favoured, err := tour.Favoured(i, r, opt.size)
			if err != nil {
				return err
			}
			weakly, err := tour.WeaklyFavoured(i, r, opt.size)
			if err != nil {
				return err
			}
			favoured, weakly = v.simple(ctx, favoured), v.simple(ctx, weakly)
			j.Conditions = append(j.Conditions, jsonTakeover{mutant, resident, g.Printer().Formula(favoured), g.Printer().Formula(weakly)})
			t.Rows = append(t.Rows, []report.Cell{report.Text(mutant), report.Text(resident), condition(g, favoured), condition(g, weakly)})
		}
	}
	t.Notes = append(t.Notes, assumptionsText(g, stability.Undefined(ctx, g)))
	if j.Where != "" {
		t.Notes = append(t.Notes, "the conditions hold where "+j.Where)
	}
	t.Notes = append(t.Notes, "more likely than the reverse: at any intensity of selection but 0; weak selection: at all intensities above 0 and close enough to it (Nowak, Sasaki, Taylor and Fudenberg 2004)")
	doc.Blocks = append(doc.Blocks, t)
	return nil
}
