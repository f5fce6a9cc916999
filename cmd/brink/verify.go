package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
	"brink/solver/prove"
	"brink/solver/repeated"
	"brink/solver/stability"
)

func (a *app) verifyCmd() *cobra.Command {
	var claims []string
	var shelf, second string
	var all, check bool
	cmd := &cobra.Command{
		Use:   "verify [GAME...]",
		Short: "decide the claims in the files, for all parameter values",
		Long: `verify decides each claim for every parameter value that the assumptions allow:
proved (always true), refuted (always false, with a counterexample), conditional
(true at some and false at some: the condition and a counterexample), vacuous
(no parameter value satisfies the hypotheses) or undecided (out of budget, or
beyond what brink has a formula for).

--check derives evidence for every verdict (sums of products that cannot be
negative, signs on boxes cut in halves, coverings of the parameter space by
cells) and has a separate program part accept it that shares no code with the
prover. --cross-check asks another solver. --timeout is for each claim.

brink help claims lists what a claim can say.

The exit code is 0 when every claim has the verdict it expects (proved, where
the file gives none), 1 when one does not, 4 when one is undecided.`,
		Example: `  brink verify first-strike
  brink verify pd --check --format json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			limit := a.timeout
			a.timeout = 0 // --timeout is per claim here
			ctx, cancel, err := a.start(cmd.Context())
			if err != nil {
				return err
			}
			defer cancel()
			var gs []*games.Game
			switch {
			case (all || shelf != "") && len(args) > 0:
				return usage("name games or use --all or --shelf, not both")
			case all || shelf != "":
				gs, err = a.library(shelf)
			default:
				gs, err = a.load(args)
			}
			if err != nil {
				return err
			}
			if second != "" && second != "z3" && second != "cvc5" {
				return usage("--cross-check takes z3 or cvc5, found %q", second)
			}
			return a.verify(ctx, gs, claims, verifyOptions{limit, second, check})
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&claims, "claim", nil, "only the claim with this `ID` (repeatable)")
	f.StringVar(&shelf, "shelf", "", "the claims of all built-in models of this `SHELF`")
	f.BoolVar(&all, "all", false, "the claims of all built-in models")
	f.BoolVar(&check, "check", false, "derive evidence for every verdict and have it checked independently")
	f.StringVar(&second, "cross-check", "", "ask z3 or cvc5 too, and report whether it agrees")
	return cmd
}

type jsonVerify struct {
	Claims []*jsonClaim `json:"claims"`
}

type jsonClaim struct {
	Game           string          `json:"game"`
	ID             string          `json:"id"`
	Says           string          `json:"says,omitempty"`
	Verdict        string          `json:"verdict"`
	Expected       string          `json:"expected"`
	OK             bool            `json:"ok"`
	Counterexample map[string]any  `json:"counterexample,omitempty"`
	HoldsWhen      string          `json:"holds_when,omitempty"`
	Contradictory  []string        `json:"contradictory,omitempty"`
	Reason         string          `json:"reason,omitempty"`
	Evidence       jsonEvidence    `json:"evidence"`
	Seconds        float64         `json:"seconds"`
	CrossCheck     *jsonCrossCheck `json:"cross_check,omitempty"`
}

// jsonCrossCheck is a second opinion: unsat when the claim cannot fail.
type jsonCrossCheck struct {
	Solver string `json:"solver"`
	Answer string `json:"answer"`
	Agrees *bool  `json:"agrees,omitempty"` // absent when either side has no answer
}

// jsonEvidence says how a verdict came about; Checked and Lemmas are there after
// --check.
type jsonEvidence struct {
	Method  string `json:"method"`
	Checked *bool  `json:"checked,omitempty"`
	Lemmas  int    `json:"lemmas,omitempty"`
}

// task is one claim to decide.
type task struct {
	game  *games.Game
	claim games.Claim
	out   *jsonClaim
	cell  report.Cell // condition or counterexample
	err   error
}

// verifyOptions are the wishes for every claim.
type verifyOptions struct {
	limit  time.Duration // per claim; 0 for none
	second string        // solver for a second opinion; "" for none
	check  bool          // whether evidence is derived and checked
}

// claimBudget bounds the work on one claim, in the prover's units of about a
// microsecond, when --timeout does not.
const claimBudget = 20_000_000

// budget is the work allowed for one claim.
func (o verifyOptions) budget() prove.Options {
	if o.limit > 0 {
		// The clock decides; the budget is only there to be large enough.
		return prove.Options{Budget: max(claimBudget, int(10*o.limit/time.Microsecond))}
	}
	return prove.Options{Budget: claimBudget}
}

// secondLimit bounds a second opinion when --timeout does not.
const secondLimit = 20 * time.Second

func (a *app) verify(ctx context.Context, gs []*games.Game, ids []string, opt verifyOptions) error {
	several := len(gs) > 1
	tasks, err := claimTasks(gs, ids)
	if err != nil {
		return err
	}
	if len(tasks) == 0 && !several {
		return usage("%s has no claims\n\nadd some under claims: in the file", gs[0].ID)
	}
	a.decideAll(ctx, tasks, opt)
	out := &jsonVerify{Claims: []*jsonClaim{}}
	table := &report.Table{Header: []string{"Claim", "Says", "Verdict", "Condition"}}
	// One method for all is said below the table.
	var methods []string
	for _, t := range tasks {
		if m := t.out.Evidence.Method; t.err == nil && m != "" && !slices.Contains(methods, m) {
			methods = append(methods, m)
		}
	}
	if len(methods) > 1 {
		table.Header = append(table.Header, "Method")
	}
	table.Header = append(table.Header, "Time")
	table.Align = make([]report.Align, len(table.Header), len(table.Header)+2)
	table.Align[len(table.Align)-1] = report.Right
	if several {
		table.Align = append([]report.Align{report.Left}, table.Align...)
		table.Header = append([]string{"Game"}, table.Header...)
	}
	if opt.check {
		table.Header = append(table.Header, "Evidence")
	}
	if opt.second != "" {
		table.Header = append(table.Header, opt.second)
	}
	wrong, undecided, disagree := 0, 0, 0
	for _, t := range tasks {
		if t.err != nil {
			return t.err
		}
		out.Claims = append(out.Claims, t.out)
		verdict := t.out.Verdict
		switch {
		case t.out.Verdict == "undecided":
			undecided++
		case !t.out.OK:
			wrong++
			verdict += " (expected " + t.out.Expected + ")"
		}
		row := []report.Cell{report.Text(t.claim.ID), report.Text(t.claim.Says), report.Text(verdict), t.cell}
		if len(methods) > 1 {
			row = append(row, report.Text(t.out.Evidence.Method))
		}
		row = append(row, report.Text(fmt.Sprintf("%.3f s", t.out.Seconds)))
		if several {
			row = append([]report.Cell{report.Text(t.game.ID)}, row...)
		}
		if opt.check {
			word := "–"
			if c := t.out.Evidence.Checked; c != nil && *c {
				word = "checked, " + plural(t.out.Evidence.Lemmas, "lemma", "lemmas")
			} else if c != nil {
				word = "none within the budget"
			}
			row = append(row, report.Text(word))
		}
		if c := t.out.CrossCheck; c != nil {
			word := "no answer"
			if c.Agrees != nil && *c.Agrees {
				word = "agrees"
			} else if c.Agrees != nil {
				word = "DISAGREES"
				disagree++
			}
			row = append(row, report.Text(word))
		}
		table.Rows = append(table.Rows, row)
	}
	switch {
	case wrong == 0 && undecided == 0:
		table.Notes = append(table.Notes, plural(len(tasks), "claim", "claims")+": every verdict is as expected")
	case wrong > 0:
		table.Notes = append(table.Notes, plural(wrong, "verdict differs", "verdicts differ")+" from what the file expects")
	}
	if undecided > 0 {
		table.Notes = append(table.Notes, plural(undecided, "claim is", "claims are")+" undecided, which says nothing about the truth")
	}
	if len(methods) == 1 {
		table.Notes = append(table.Notes, "method: "+methods[0])
	}
	doc := &report.Document{Title: "Claims", Blocks: []report.Block{table}, JSON: out}
	if len(gs) == 1 {
		doc.Title = "Claims: " + title(gs[0])
	}
	if err := a.write(doc); err != nil {
		return err
	}
	switch {
	case disagree > 0:
		return &exit{exitSelfCheck, fmt.Errorf("%s disagrees about %s\n\nplease report this with the game", opt.second, plural(disagree, "claim", "claims"))}
	case wrong > 0:
		return &exit{code: exitClaim}
	case undecided > 0:
		return &exit{code: exitIncomplete}
	}
	return nil
}

// claimTasks lists the claims of the games, all or those with the given ids.
func claimTasks(gs []*games.Game, ids []string) ([]*task, error) {
	var tasks []*task
	found := make(map[string]bool)
	var known []string
	for _, g := range gs {
		for _, c := range g.Claims {
			known = append(known, c.ID)
			if len(ids) == 0 || slices.Contains(ids, c.ID) {
				found[c.ID] = true
				tasks = append(tasks, &task{game: g, claim: c})
			}
		}
	}
	for _, id := range ids {
		if !found[id] {
			return nil, usage("there is no claim %q\n\n%s", id, expr.DidYouMean(id, known))
		}
	}
	return tasks, nil
}

// decideAll works through the tasks with --jobs workers; each writes only its
// own task, so the order of the output never depends on scheduling.
func (a *app) decideAll(ctx context.Context, tasks []*task, opt verifyOptions) {
	bar := a.startProgress("verifying")
	defer bar.Done()
	next := make(chan *task)
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range min(a.jobs, max(1, len(tasks))) {
		wg.Go(func() {
			for t := range next {
				t.decide(ctx, opt)
				mu.Lock()
				done++
				bar.Update(done, len(tasks))
				mu.Unlock()
			}
		})
	}
	for _, t := range tasks {
		next <- t
	}
	close(next)
	wg.Wait()
}

// decide compiles and decides one claim.
func (t *task) decide(ctx context.Context, opt verifyOptions) {
	start := time.Now()
	outer := ctx
	if opt.limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, opt.limit, cause{note.New(note.TimeLimitOf, opt.limit)})
		defer cancel()
	}
	apart := *t // what is given up goes on with its own copy
	found, ok := abandoned(ctx, func() judgement { return apart.judge(ctx, opt) })
	if !ok {
		o := &jsonClaim{Game: t.game.ID, ID: t.claim.ID, Says: t.claim.Says, Expected: expected(t.claim)}
		o.Verdict, o.Reason = prove.Undecided.String(), context.Cause(ctx).Error()
		o.Seconds = time.Since(start).Seconds()
		o.OK = o.Verdict == o.Expected
		t.out, t.cell = o, report.Text(o.Reason)
		return
	}
	*t = apart
	if found.claim == nil {
		return
	}
	if opt.check && found.verdict.Status != prove.Undecided {
		apart, out, accepted := *t, *t.out, false
		apart.out = &out
		t.out.Evidence.Checked = &accepted
		if _, ok := abandoned(ctx, func() bool { apart.certify(ctx, opt, found.claim, found.verdict); return true }); ok {
			*t = apart
		}
	}
	if opt.second != "" {
		t.crossCheck(outer, opt, found.claim.Problem(t.game), found.verdict.Status)
	}
}

// judgement is a compiled claim, or nil, and what was found out about it.
type judgement struct {
	claim   *stability.Claim
	verdict prove.Verdict
}

// judge compiles and decides one claim.
func (t *task) judge(ctx context.Context, opt verifyOptions) judgement {
	start := time.Now()
	g := t.game
	t.out = &jsonClaim{Game: g.ID, ID: t.claim.ID, Says: t.claim.Says, Expected: expected(t.claim)}
	var v prove.Verdict
	compiled, err := stability.NewCompiler(g).Compile(ctx, t.claim)
	switch {
	case errors.Is(err, stability.ErrUndecidable):
		v.Reason = strings.TrimPrefix(err.Error(), stability.ErrUndecidable.Error()+": ")
		var why *note.Error
		if errors.As(err, &why) {
			v.Reason = strings.ReplaceAll(v.Reason, why.Error(), report.English().Note(why.Note))
		}
	case err != nil:
		t.err = &exit{exitUsage, fmt.Errorf("%s: claim %s: %w", g.ID, t.claim.ID, err)}
		return judgement{}
	default:
		v, err = prove.Decide(ctx, compiled.Problem(g), opt.budget())
		if err != nil {
			t.err = &exit{exitSelfCheck, fmt.Errorf("%s: claim %s: %w\n\nthis is a defect of brink: please report it with the game", g.ID, t.claim.ID, err)}
			return judgement{}
		}
	}
	o := t.out
	o.Verdict, o.OK = v.Status.String(), v.Status.String() == o.Expected
	o.Evidence.Method, o.Reason = v.Method, v.Reason
	if v.Status == prove.Undecided && ctx.Err() != nil {
		o.Reason = context.Cause(ctx).Error()
	}
	switch v.Status {
	case prove.Refuted, prove.Conditional:
		counter := ""
		if v.Counterexample != nil {
			o.Counterexample, counter = modelJSON(g, v.Counterexample)
		}
		if v.Status == prove.Conditional {
			asm := prove.Assume(expr.And(compiled.Problem(g).Hyps...), prove.Options{Prefer: compiled.Problem(g).Prefer, Names: g.Names()})
			when := stability.Presenter{Assumptions: asm, First: threshold(g)}.Formula(ctx, v.HoldsWhen)
			o.HoldsWhen = g.Printer().Formula(when)
			t.cell = condition(g, when)
			t.cell.Text = "iff " + t.cell.Text
			t.cell.Breaks = nil
			if t.cell.LaTeX != "" {
				t.cell.LaTeX = `\text{iff } ` + t.cell.LaTeX
			}
		} else {
			const lead = "fails at "
			if t.cell = report.Text("fails"); counter != "" {
				t.cell = report.Formula(lead+counter, "")
				t.cell.Breaks = []int{len(lead)}
			}
		}
	case prove.Vacuous:
		for _, k := range v.Core {
			o.Contradictory = append(o.Contradictory, compiled.Hypotheses[k].Text)
		}
		t.cell = report.Text("contradictory: " + join(o.Contradictory))
	case prove.Undecided:
		t.cell = report.Text(o.Reason)
	}
	o.Seconds = time.Since(start).Seconds()
	return judgement{compiled, v}
}

// threshold is the parameter that conditions are solved for: the discount factor
// of repeated play, where it is a parameter, or else -1 for whichever is simplest.
func threshold(g *games.Game) algebra.Var {
	if g.Repeated != nil {
		if delta, err := repeated.DiscountParameter(g); err == nil {
			return delta
		}
	}
	return -1
}

// certify derives the evidence for a verdict and what it is printed as, and has it
// checked. Evidence that is
// rejected is a defect of the program and ends it.
func (t *task) certify(ctx context.Context, opt verifyOptions, cl *stability.Claim, v prove.Verdict) {
	defect := func(err error) {
		t.err = &exit{exitSelfCheck, fmt.Errorf("%s: claim %s: %w\n\nthis is a defect of brink: please report it with the game", t.game.ID, t.claim.ID, err)}
	}
	questions, err := cl.Obligations(t.game, v, t.out.HoldsWhen)
	if err != nil {
		defect(err)
		return
	}
	accepted := true
	for _, q := range questions {
		ans, lemmas, err := q.Certify(ctx, opt.budget())
		if err != nil {
			defect(err)
			return
		}
		if ans != prove.Yes {
			accepted = false
			break
		}
		t.out.Evidence.Lemmas += lemmas
	}
	t.out.Evidence.Checked = &accepted
}

// crossCheck asks another solver and compares.
func (t *task) crossCheck(ctx context.Context, opt verifyOptions, p prove.Problem, s prove.Status) {
	limit := opt.limit
	if limit == 0 {
		limit = secondLimit
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	ans, err := prove.CrossCheck(ctx, opt.second, p)
	if err != nil {
		if errors.Is(err, prove.ErrNoSolver) {
			t.err = usage("--cross-check: %s is not installed\n\non Debian: apt-get install %s", opt.second, opt.second)
		} else {
			t.err = usage("--cross-check: %v", err)
		}
		return
	}
	c := &jsonCrossCheck{Solver: opt.second, Answer: map[prove.Answer]string{prove.Yes: "sat", prove.No: "unsat", prove.Unknown: "unknown"}[ans]}
	if ans != prove.Unknown && s != prove.Undecided {
		agrees := (ans == prove.No) == (s == prove.Proved || s == prove.Vacuous)
		c.Agrees = &agrees
	}
	t.out.CrossCheck = c
}

// modelJSON writes a point as JSON and as text.
func modelJSON(g *games.Game, m *prove.Model) (map[string]any, string) {
	out := make(map[string]any)
	text := ""
	for i, p := range g.Params {
		c := m.At(i)
		out[p.Name] = coordinateJSON(c)
		if text != "" {
			text += ", "
		}
		text += p.Name + " = " + coordinateText(c)
	}
	return out, text
}
