package ask

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/big"
	"runtime"
	"slices"
	"sync"
	"time"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/graph"
	"brink/solver/note"
	"brink/solver/prove"
	"brink/solver/prove/check"
	"brink/solver/repeated"
	"brink/solver/stability"
)

// Verify asks whether the claims of a model (Options.Claims) hold for all
// parameters that their hypotheses allow, and whether its known results are what
// is found. The answer is an *answer.Verdicts.
var Verify = Question{"verify", everyKind(func(ctx context.Context, m games.Model, _ Point, opt Options) (answer.Answer, error) {
	return VerifyAll(ctx, []games.Model{m}, opt)
})}

// Claims steers Verify.
type Claims struct {
	// IDs are the claims to decide; none means all.
	IDs []string
	// Limit is the time for each claim; 0 for none. Without one, a budget of work
	// bounds it.
	Limit time.Duration
	// Check derives evidence for every verdict and has it accepted by a part of the
	// program that shares nothing with the prover.
	Check bool
	// Certify has certificates written that others can check.
	Certify bool
	// Table has the table of conditions decided too, written as claims.
	Table bool
	// Decided is told of each claim as soon as it is decided, one at a time; nil for
	// nobody.
	Decided func(*answer.Verdict)
	// Solver names another solver that is asked too: z3 or cvc5; "" for none.
	Solver string
}

// ErrClaims is wrapped where there is no claim as asked for.
var ErrClaims = errors.New("claims")

// ErrNoSolver is wrapped where the other solver is not installed.
var ErrNoSolver = prove.ErrNoSolver

// Bounds on the work for one claim, in units of about a microsecond.
const (
	claimAllowance = 6_000_000              // for all that it takes, without a limit of time
	claimBudget    = claimAllowance / 3 * 2 // for one question
	probeAllowance = claimAllowance / 6     // for points at which an undecided one fails
	claimUnits     = claimAllowance / 20    // for shortening the condition under which one holds
	secondLimit    = 20 * time.Second       // for a second opinion, where no limit is set
)

// budget is the work allowed for one claim.
func (c Claims) budget() prove.Options {
	if c.Limit > 0 {
		// The clock decides; the budget is only there to be large enough.
		return prove.Options{Budget: max(claimBudget, int(min(10*int64(c.Limit/time.Microsecond), 1<<30)))}
	}
	return prove.Options{Budget: claimBudget}
}

// allow returns a context that ends after so many units of work, unless the clock
// decides.
func (c Claims) allow(ctx context.Context, units int) (context.Context, context.CancelFunc) {
	if c.Limit > 0 {
		return context.WithCancel(ctx)
	}
	return algebra.WithAllowance(ctx, units, &note.Error{Note: note.New(note.WorkLimit, units, units/1_000_000)})
}

// claimTask is one claim to decide; the error ends the run.
type claimTask struct {
	ground *stability.Groundwork // shared by the claims of the model
	out    *answer.Verdict
	err    error
}

// VerifyAll is Verify for several models at once: their claims share the workers.
func VerifyAll(ctx context.Context, ms []games.Model, opt Options) (*answer.Verdicts, error) {
	if s := opt.Claims.Solver; s != "" && s != "z3" && s != "cvc5" {
		return nil, fmt.Errorf("%w: another solver is z3 or cvc5, found %q", ErrClaims, s)
	}
	tasks, err := claimTasks(ms, opt.Claims.IDs)
	if opt.Claims.Table && errors.Is(err, ErrClaims) && len(opt.Claims.IDs) == 0 {
		err = nil // the table has some
	}
	if err != nil {
		return nil, err
	}
	if opt.Claims.Table {
		for _, m := range ms {
			list, err := tableClaims(ctx, m, opt)
			if err != nil {
				return nil, err
			}
			ground := stability.NewGroundwork(m)
			for _, c := range list {
				tasks = append(tasks, &claimTask{ground: ground, out: &answer.Verdict{Model: m, Claim: c}})
			}
		}
	}
	if e, ok := opt.table.(*answer.Equilibria); ok && len(tasks) > 0 {
		tasks[0].ground.Has(e.Table)
	}
	decideAll(ctx, tasks, opt)
	a := &answer.Verdicts{Several: len(ms) > 1, Checked: opt.Claims.Check, Solver: opt.Claims.Solver}
	a.Complete = true
	if len(ms) > 0 {
		a.Model = ms[0]
	}
	for _, t := range tasks {
		if t.err != nil {
			return nil, t.err
		}
		a.Claims = append(a.Claims, t.out)
		if t.out.Status == answer.Undecided {
			a.Incomplete(t.out.Why)
		}
	}
	a.Mistaken = mistakenClaims(ms, a.Claims)
	if len(opt.Claims.IDs) > 0 {
		return a, nil
	}
	if a.Known, err = knownResults(ctx, ms, opt); err != nil {
		return nil, err
	}
	for _, k := range a.Known {
		if k.Agrees() == answer.NoAnswer {
			for _, f := range k.Findings {
				a.Incomplete(f.Why...)
			}
		}
	}
	return a, nil
}

// mistakenClaims lists the claims whose texts are wrong, of those that were examined
// and of those that the reader of the file found.
func mistakenClaims(ms []games.Model, examined []*answer.Verdict) []string {
	var ids []string
	for _, v := range examined {
		if v.Mistaken && v.Claim.Mistake == "" {
			ids = append(ids, v.Claim.ID)
		}
	}
	for _, m := range ms {
		for _, c := range m.Head().Claims {
			if c.Mistake != "" {
				ids = append(ids, c.ID)
			}
		}
	}
	return ids
}

// claimTasks lists the claims of the models, all or those with the given ids.
func claimTasks(ms []games.Model, ids []string) ([]*claimTask, error) {
	var tasks []*claimTask
	found := make(map[string]bool)
	var known []string
	for _, m := range ms {
		ground := stability.NewGroundwork(m)
		for _, c := range m.Head().Claims {
			known = append(known, c.ID)
			if len(ids) == 0 || slices.Contains(ids, c.ID) {
				found[c.ID] = true
				tasks = append(tasks, &claimTask{ground: ground, out: &answer.Verdict{Model: m, Claim: c}})
			}
		}
	}
	for _, id := range ids {
		if !found[id] {
			return nil, fmt.Errorf("%w: there is no claim %q\n\n%s", ErrClaims, id, expr.DidYouMean(id, known))
		}
	}
	if len(tasks) == 0 && len(ms) == 1 && len(ms[0].Head().Known) == 0 {
		return nil, fmt.Errorf("%w: there are none\n\nadd some under claims: in the file, or known results under known: there", ErrClaims)
	}
	return tasks, nil
}

// Decide decides one claim of a model under further hypotheses, within the budget of
// Verify. It need not be one of the claims of the model's file.
func Decide(ctx context.Context, m games.Model, c games.Claim, given []string) (*answer.Verdict, error) {
	c.Given = slices.Concat(c.Given, given)
	j := judge(ctx, stability.NewGroundwork(m), answer.Verdict{Model: m, Claim: c}, Claims{})
	return &j.out, j.err
}

// ClaimsOf lists the claims of a model, all or those with the given ids.
func ClaimsOf(m games.Model, ids []string) ([]games.Claim, error) {
	tasks, err := claimTasks([]games.Model{m}, ids)
	if err != nil {
		return nil, err
	}
	out := make([]games.Claim, len(tasks))
	for i, t := range tasks {
		out[i] = t.out.Claim
	}
	return out, nil
}

// decideAll works through the tasks; each worker writes only its own task, so the
// order of the answer never depends on scheduling.
func decideAll(ctx context.Context, tasks []*claimTask, opt Options) {
	workers := opt.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	next := make(chan *claimTask)
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range min(workers, max(1, len(tasks))) {
		wg.Go(func() {
			for t := range next {
				t.decide(ctx, opt)
				mu.Lock()
				done++
				if opt.Progress != nil {
					opt.Progress(done, len(tasks), note.Note{})
				}
				if opt.Claims.Decided != nil && t.err == nil {
					opt.Claims.Decided(t.out)
				}
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

// decide compiles and decides one claim. Work that does not end in time goes on
// with its own copy of the task.
func (t *claimTask) decide(ctx context.Context, opt Options) {
	start := time.Now()
	outer, c := ctx, opt.Claims
	if c.Limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, c.Limit, &note.Error{Note: note.New(note.TimeLimitOf, c.Limit)})
		defer cancel()
	}
	grace := cmp.Or(opt.Grace, Grace)
	found, ok := abandoned(ctx, grace, func() judgement { return judge(ctx, t.ground, *t.out, c) })
	if !ok {
		t.out.Status, t.out.Why, t.out.Seconds = answer.Undecided, note.Cause(ctx), time.Since(start).Seconds()
		return
	}
	if t.out, t.err = &found.out, found.err; t.err != nil || found.claim == nil {
		return
	}
	if c.Check && found.verdict.Status != prove.Undecided {
		t.out.Evidence = answer.No
		checked, ok := abandoned(ctx, grace, func() judgement { return certifyVerdict(ctx, found, c) })
		if ok {
			if t.out, t.err = &checked.out, checked.err; t.err != nil {
				return
			}
		}
	}
	if c.Certify && found.verdict.Status != prove.Undecided {
		written, ok := abandoned(ctx, grace, func() judgement { return written(ctx, found, *t.out, c) })
		if ok {
			if t.out, t.err = &written.out, written.err; t.err != nil {
				return
			}
		} else {
			t.out.Uncertified = note.Cause(ctx)
		}
	}
	if c.Solver != "" {
		t.err = t.second(outer, c, found.claim.Problem(t.out.Model), found.verdict.Status)
	}
}

// judgement is a claim, compiled where claim is not nil, and what was found out
// about it.
type judgement struct {
	out     answer.Verdict
	err     error
	claim   *stability.Claim
	verdict graph.Verdict
}

func (j *judgement) fail(err error) {
	j.err = fmt.Errorf("%s: claim %s: %w", j.out.Model.Head().ID, j.out.Claim.ID, err)
}

// judge compiles and decides a claim. One whose text is wrong is no reason not to
// decide the others: it is undecided, and the answer says why.
func judge(ctx context.Context, ground *stability.Groundwork, o answer.Verdict, opt Claims) judgement {
	start := time.Now()
	outer := ctx
	ctx, cancel := opt.allow(ctx, claimAllowance)
	defer cancel()
	j := judgement{out: o}
	var v graph.Verdict
	var compiled *stability.Claim
	var err error
	if o.Claim.Mistake == "" {
		compiled, err = ground.Compiler().Compile(ctx, o.Claim)
	}
	var mistake *stability.ClaimError
	switch {
	case o.Claim.Mistake != "":
		o.Mistaken, v.Reason = true, note.New(note.MistakenClaim, o.Claim.Mistake)
	case errors.As(err, &mistake):
		o.Mistaken, v.Reason = true, note.New(note.MistakenClaim, mistake.Error())
	case err != nil:
		v.Reason = note.New(note.Text, err)
	case ctx.Err() != nil: // what was compiled may rest on tables that were cut short
		v.Reason = note.Cause(ctx)
	default:
		if v, err = decided(ctx, o.Model, compiled, opt); err != nil {
			j.fail(fmt.Errorf("%w: %v", ErrSelfCheck, err))
			return j
		}
	}
	if compiled != nil && len(compiled.Nowhere) > 0 && v.Status != prove.Vacuous {
		o.Warnings = append(o.Warnings, note.New(note.DefinedNowhere, compiled.Nowhere))
	}
	o.Status, o.Method = answer.Status(v.Status.String()), v.Method
	for _, c := range v.Counterexample {
		o.Counterexample = append(o.Counterexample, realOf(c))
	}
	switch v.Status {
	case prove.Conditional:
		p := compiled.Problem(o.Model)
		asm := prove.Assume(expr.And(p.Hyps...), prove.Options{Prefer: p.Prefer, Names: p.Names})
		o.HoldsWhen = stability.Presenter{Assumptions: asm, First: threshold(o.Model)}.Condensed(ctx, v.HoldsWhen, claimUnits)
	case prove.Vacuous:
		for _, k := range v.Core {
			if k >= len(compiled.Hypotheses) {
				continue // a fact about a derived parameter
			}
			o.Contradictory = append(o.Contradictory, compiled.Hypotheses[k].Text)
		}
	case prove.Undecided:
		o.Why = v.Reason
		if ctx.Err() != nil {
			o.Why = note.Cause(ctx)
		}
		if compiled == nil && !o.Mistaken {
			ctx, cancel := opt.allow(outer, probeAllowance)
			defer cancel()
			for _, r := range ground.Compiler().FailsAt(ctx, o.Claim) {
				o.Counterexample = append(o.Counterexample, answer.Real{Rat: r})
			}
		}
	}
	o.Seconds = time.Since(start).Seconds()
	j.out, j.claim, j.verdict = o, compiled, v
	return j
}

// decided is the verdict on a problem, with the values of the parameters of the file
// where it fails. Where parameters are whole numbers it is sought over the reals, and points at
// which they are none are cut off one after the other (n <= 2 or n >= 3), as in branch
// and bound; the cuts are hypotheses from then on.
func decided(ctx context.Context, m games.Model, claim *stability.Claim, opt Claims) (graph.Verdict, error) {
	for cuts := 0; ; cuts++ {
		v, err := decidedOver(ctx, m, claim, opt)
		if err != nil {
			return v, err
		}
		x, below, ok := fractional(m, v)
		switch {
		case !ok:
			return v, nil
		case cuts == maxCuts:
			v.Status, v.Reason = prove.Undecided, note.New(note.WholeNumbers, m.Head().Params[x].Name, maxCuts)
			return v, nil
		}
		claim.Cut(m, x, below)
	}
}

// maxCuts bounds the points that are cut off because a whole number is none there.
const maxCuts = 40

// fractional finds a parameter that is to be a whole number and is none at the points
// of a verdict: the whole number below.
func fractional(m games.Model, v graph.Verdict) (x algebra.Var, below *big.Int, ok bool) {
	for _, x := range m.Head().Whole {
		var at []prove.Coordinate
		if x < len(v.Counterexample) {
			at = append(at, v.Counterexample[x])
		}
		if v.Witness != nil {
			at = append(at, v.Witness.At(x))
		}
		for _, c := range at {
			lo := c.Rat
			if lo == nil {
				lo = c.Lo
			}
			if c.Rat == nil || !c.Rat.IsInt() {
				return x, new(big.Int).Div(lo.Num(), lo.Denom()), true
			}
		}
	}
	return 0, nil, false
}

// decidedOver is the verdict over the reals.
func decidedOver(ctx context.Context, m games.Model, claim *stability.Claim, opt Claims) (graph.Verdict, error) {
	h, p, terms := m.Head(), claim.Problem(m), claim.Terms(m)
	if graph.Transcendental(h, terms) {
		return graph.Decide(ctx, h, terms, p, opt.budget())
	}
	v, err := prove.Decide(ctx, p, opt.budget())
	out := graph.Verdict{Verdict: v}
	if v.Counterexample != nil {
		for i := range h.Free() {
			out.Counterexample = append(out.Counterexample, v.Counterexample.At(i))
		}
	}
	if v.Status == prove.Conditional && len(terms) > 0 {
		out.HoldsWhen = rootless(ctx, claim, terms, p, v.HoldsWhen)
	}
	return out, err
}

// rootless is a condition without the roots that are its only terms, where that is
// about as short: c^2 != 2 rather than c != sqrt(2).
func rootless(ctx context.Context, claim *stability.Claim, terms []int, p prove.Problem, f expr.Formula) expr.Formula {
	opt := prove.Options{Prefer: p.Prefer, Names: p.Names}
	hyps := expr.And(p.Hyps[:len(claim.Hypotheses)]...)
	facts := expr.And(p.Hyps[len(claim.Hypotheses):]...)
	for _, v := range hyps.Vars() {
		if slices.Contains(terms, v) {
			return f // eliminated from the hypotheses too, it would say more than it need
		}
	}
	g, ans := prove.Assume(expr.True(), opt).Eliminate(ctx, terms, expr.And(facts, f))
	if ans != prove.Yes {
		return f
	}
	if g = prove.Assume(hyps, opt).Simplify(ctx, g); g.Size() > f.Size()+1 {
		return f
	}
	return g
}

// threshold is the parameter that conditions are solved for: the discount factor
// of repeated play, where it is a parameter, or else -1 for whichever is simplest.
func threshold(m games.Model) algebra.Var {
	if g, ok := m.(*games.Game); ok && g.Repeated != nil {
		if delta, err := repeated.DiscountParameter(g); err == nil {
			return delta
		}
	}
	return -1
}

// certifyVerdict derives the evidence for a verdict and what it is printed as, and has it
// checked. Evidence that is rejected is a defect of the program.
func certifyVerdict(ctx context.Context, j judgement, opt Claims) judgement {
	ctx, cancel := opt.allow(ctx, claimAllowance)
	defer cancel()
	holds := ""
	if j.out.Status == answer.Conditional {
		holds = j.out.Model.Head().Printer().Formula(j.out.HoldsWhen)
	}
	questions, err := j.claim.Obligations(j.out.Model, j.verdict.Verdict, holds)
	if err != nil {
		j.fail(fmt.Errorf("%w: %v", ErrSelfCheck, err))
		return j
	}
	j.out.Evidence = answer.Yes
	h, terms := j.out.Model.Head(), j.claim.Terms(j.out.Model)
	for _, q := range questions {
		if graph.Transcendental(h, terms) {
			q.Problem, err = graph.Evident(ctx, h, terms, q.Problem, j.verdict)
			switch {
			case errors.Is(err, check.ErrGaveUp):
				j.out.Evidence = answer.No
				return j
			case err != nil:
				j.fail(fmt.Errorf("%w: %v", ErrSelfCheck, err))
				return j
			}
		}
		ans, lemmas, err := q.Certify(ctx, opt.budget())
		if err != nil && j.verdict.Bare {
			// It rests on what the equations among the hypotheses make of exp and log.
			j.out.Evidence = answer.No
			return j
		}
		if err != nil {
			j.fail(fmt.Errorf("%w: %v", ErrSelfCheck, err))
			return j
		}
		if ans != prove.Yes {
			j.out.Evidence = answer.No
			break
		}
		j.out.Lemmas += lemmas
	}
	return j
}

// second asks another solver and compares.
func (t *claimTask) second(ctx context.Context, opt Claims, p prove.Problem, s prove.Status) error {
	limit := opt.Limit
	if limit == 0 {
		limit = secondLimit
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	ans, err := prove.CrossCheck(ctx, opt.Solver, p)
	if err != nil {
		return err
	}
	t.out.Second = &answer.SecondOpinion{Answer: map[prove.Answer]string{prove.Yes: "sat", prove.No: "unsat", prove.Unknown: "unknown"}[ans]}
	if ans != prove.Unknown && s != prove.Undecided {
		t.out.Second.Agrees = answer.No
		if (ans == prove.No) == (s == prove.Proved || s == prove.Vacuous) {
			t.out.Second.Agrees = answer.Yes
		}
	}
	return nil
}
