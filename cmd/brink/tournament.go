package main

import (
	"context"
	"fmt"
	"slices"

	"brink/cmd/internal/report"
	"brink/solver/repeated"
)

type jsonTournament struct {
	Strategies []string    `json:"strategies"`
	LongRun    bool        `json:"limit_of_means"`
	Where      string      `json:"holds_where,omitempty"` // payoffs and conditions
	Payoffs    [][]string  `json:"payoffs"`
	At         [][]string  `json:"payoffs_at,omitempty"` // at the --set or default values
	Invades    [][3]string `json:"invades"`              // who, whom, when
	Stable     [][2]string `json:"ess"`                  // who, when
	Resists    [][2]string `json:"neutrally_stable"`     // who, when
	Method     string      `json:"method"`
}

// strategiesOf lists the strategies of some profiles, each once.
func strategiesOf(list [][]string) []string {
	var names []string
	for _, p := range list {
		for _, n := range p {
			if !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	return names
}

// tournament adds what the strategies of the profiles earn against each other and
// which of them invades which; longRun counts the limit of means.
func (a *app) tournament(ctx context.Context, v *repeatedView, doc *report.Document, list [][]string, longRun bool) error {
	g := v.g
	if n := len(g.Players); n != 2 {
		return usage("%s: --tournament is for two players, the game has %d", g.ID, n)
	}
	names := strategiesOf(list)
	bar := a.startProgress("tournament of " + g.ID)
	defer bar.Done()
	tour, err := repeated.RoundRobin(ctx, g, names, longRun)
	if err != nil {
		if ctx.Err() != nil {
			v.stopped(ctx, doc, "the tournament was not played")
			return nil
		}
		return usage("%s: --tournament: %v", g.ID, err)
	}
	j := &jsonTournament{Strategies: names, LongRun: longRun, Invades: [][3]string{}, Stable: [][2]string{}, Resists: [][2]string{}}
	v.json.Tournament = j
	what, how := "discounted payoffs per period", "normalised discounted values"
	if n := g.Repeated.Horizon; n > 0 {
		what, how = "payoffs added up over "+plural(n, "period", "periods"), "discounted sums"
	}
	if longRun {
		what, how = "long-run average payoffs", "limits of means, which are the discounted values as the discount factor goes to 1"
	}
	if where := v.asm.Simplify(ctx, tour.Where); !where.IsTrue() {
		// Elsewhere the Markov chain falls apart, and payoffs jump.
		under := *v
		under.conditionView = v.given(where)
		v = &under
		j.Where = g.Printer().Formula(v.present.Formula(ctx, where))
	}
	j.Method = how + ", from the linear system of the Markov chain of joint states, over the parameters (exact)"
	v.payoffTables(doc, tour, j, what)
	v.invasion(ctx, doc, tour, j)
	return nil
}

// payoffTables shows the payoffs as functions and, where they are not numbers, at
// the point.
func (v *repeatedView) payoffTables(doc *report.Document, tour *repeated.Tournament, j *jsonTournament, what string) {
	g, pr := v.g, v.g.Printer()
	t := &report.Table{Title: "Tournament: what the row earns against the column, " + what, Header: append([]string{""}, tour.Names...)}
	constant := true
	for i, n := range tour.Names {
		row := []report.Cell{report.Text(n)}
		var texts []string
		for k := range tour.Names {
			text := "piecewise"
			if r, ok := tour.Payoffs[i][k].Ratio(); ok {
				text = pr.Ratio(r)
				row = append(row, function(g, r))
				constant = constant && len(r.Vars()) == 0
			} else {
				row = append(row, report.Text(text))
				constant = false
			}
			texts = append(texts, text)
		}
		j.Payoffs = append(j.Payoffs, texts)
		t.Rows = append(t.Rows, row)
	}
	if j.Where != "" {
		t.Notes = append(t.Notes, "these functions, and the conditions below, hold where "+j.Where+"; elsewhere play has other cycles, and payoffs jump")
	}
	t.Notes = append(t.Notes, "method: "+j.Method)
	doc.Blocks = append(doc.Blocks, t)
	if constant {
		return
	}
	if _, err := v.discount(); err != nil && !tour.LongRun {
		return
	}
	at, err := tour.At(v.point)
	if err != nil {
		return // no value at the point: the functions have been shown
	}
	where := v.pointText()
	if !tour.LongRun {
		where = v.discountText() + ", " + where
	}
	numbers := &report.Table{Title: "The same at " + where, Header: append([]string{""}, tour.Names...), Align: []report.Align{report.Left}}
	for i, n := range tour.Names {
		numbers.Align = append(numbers.Align, report.Right)
		row := []report.Cell{report.Text(n)}
		for _, x := range at[i] {
			row = append(row, report.Text(shortRat(x)))
		}
		j.At = append(j.At, rats(at[i]))
		numbers.Rows = append(numbers.Rows, row)
	}
	doc.Blocks = append(doc.Blocks, numbers)
}

// invasion shows which strategy can invade which, and which ones are stable.
func (v *repeatedView) invasion(ctx context.Context, doc *report.Document, tour *repeated.Tournament, j *jsonTournament) {
	g, pr, names := v.g, v.g.Printer(), tour.Names
	inv := &report.Table{Title: "Invasion: when a few players of the first do better than a population of the second", Header: []string{"Strategy", "Can invade", "When"}}
	stable := &report.Table{Title: "Stability among these strategies", Header: []string{"Strategy", "Evolutionarily stable", "Resists every invasion"}}
	never := 0
	for i, n := range names {
		for k, m := range names {
			if i == k {
				continue
			}
			f := v.simple(ctx, tour.Invades(i, k))
			j.Invades = append(j.Invades, [3]string{n, m, pr.Formula(f)})
			if f.IsFalse() {
				never++
				continue
			}
			inv.Rows = append(inv.Rows, []report.Cell{report.Text(n), report.Text(m), condition(g, f)})
		}
		ess, resists := v.simple(ctx, tour.Stable(i)), v.simple(ctx, tour.Resists(i))
		j.Stable = append(j.Stable, [2]string{n, pr.Formula(ess)})
		j.Resists = append(j.Resists, [2]string{n, pr.Formula(resists)})
		stable.Rows = append(stable.Rows, []report.Cell{report.Text(n), condition(g, ess), condition(g, resists)})
		if ctx.Err() != nil {
			v.stopped(ctx, doc, fmt.Sprintf("invasion was compared for %d of %d strategies", i+1, len(names)))
			break
		}
	}
	if never > 0 {
		inv.Notes = append(inv.Notes, plural(never, "other pair", "other pairs")+": never")
	}
	stable.Notes = append(stable.Notes, "evolutionarily stable: every other strategy of the list does worse against it, or as well but worse against itself than it does (Maynard Smith and Price 1973); resists: none does better, though some may drift in")
	doc.Blocks = append(doc.Blocks, inv)
	if len(names) > 1 {
		doc.Blocks = append(doc.Blocks, stable)
	}
}
