package certify

import (
	"context"
	"errors"
	"fmt"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
	"brink/solver/prove"
	"brink/solver/prove/check"
)

// Column is one of the things that a row says.
type Column string

// The columns, named as in JSON.
const (
	Exists        Column = "exists"
	Probabilities Column = "probabilities"
	Payoffs       Column = "payoffs"
	Strict        Column = "strict"
	Efficient     Column = "efficient"
	RiskDominant  Column = "risk_dominant"
	ESS           Column = "ess"
)

// Row is a row of a table as it is printed; a nil field is not.
type Row struct {
	Support    [][]int
	Strategies [][]algebra.Ratio
	Root       *Root
	Payoffs    []algebra.Ratio
	Exists     expr.Formula
	// Others are the conditions of the other rows with this support: the payoffs are
	// in other cases there.
	Others    []expr.Formula
	Strict    expr.Formula
	Efficient *expr.Formula
	// RiskDominant and ESS are as in the table.
	RiskDominant, ESS *expr.Formula
}

// Root describes probabilities by the variable Unknown, which follows the
// parameters, with which Poly vanishes where Where holds. It is the probability of
// Action of Player, or that over the probability of Other.
type Root struct {
	Where                 expr.Formula
	Unknown               algebra.Var
	Poly                  algebra.Poly
	Player, Action, Other int
	Probability           bool
	Strategies            [][]algebra.Ratio
}

// Evidence says what was certified of one column of a row.
type Evidence struct {
	Column Column
	// Accepted is Yes or Unknown.
	Accepted prove.Answer
	Why      note.Note // where it is Unknown
	Lemmas   int       // of the accepted evidence
}

// Options bounds the work; the zero value is useful.
type Options struct {
	// Budget is that of each proof, in the prover's units; 0 means 1 000 000.
	Budget int
	// Steps is that of each check; 0 means check.DefaultSteps.
	Steps int
}

const defaultBudget = 1_000_000

// Bounds on what is written out.
const (
	maxProfiles = 2_000 // pure profiles, and products of supports and actions
	maxRegimes  = 32    // combinations of cases of payoffs
	fewRegimes  = 4     // so many are not examined for whether they are nowhere
)

// Certifier certifies the rows of the table of one game.
type Certifier struct {
	g       *games.Game
	opt     Options
	regimes []regime
	limit   note.Code // why there are none
}

// Rows returns a certifier for the rows of g.
func Rows(ctx context.Context, g *games.Game, opt Options) *Certifier {
	if opt.Budget == 0 {
		opt.Budget = defaultBudget
	}
	c := &Certifier{g: g, opt: opt}
	s := &session{ctx: ctx, opt: c.opt, g: g, hyps: []expr.Formula{g.Hypotheses()}}
	c.regimes, c.limit = regimesOf(g, func(when expr.Formula) bool {
		ok, err := s.implied(expr.Not(when), &Evidence{})
		return ok && err == nil
	})
	return c
}

// Certify goes through all columns of a row. An error that wraps
// prove.ErrSelfCheck says that the row is wrong: a defect.
func (c *Certifier) Certify(ctx context.Context, r Row) ([]Evidence, error) {
	if c.limit != "" {
		var out []Evidence
		for _, col := range r.columns() {
			out = append(out, Evidence{Column: col, Accepted: prove.Unknown, Why: note.New(c.limit)})
		}
		return out, nil
	}
	s := &session{ctx: ctx, opt: c.opt, g: c.g, row: r}
	if err := s.readAgain(); err != nil {
		return nil, err
	}
	out := make([]Evidence, 0, len(r.columns()))
	for _, col := range r.columns() {
		e := Evidence{Column: col, Accepted: prove.Yes}
		for _, reg := range c.regimes {
			if err := s.under(reg).certify(col, &e); err != nil {
				return nil, fmt.Errorf("%s: %s: %w", c.g.ID, col, err)
			}
			if e.Accepted != prove.Yes {
				break
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// columns lists what a row says.
func (r *Row) columns() []Column {
	out := []Column{Exists}
	if !pure(r.Support) && (r.Strategies != nil || r.Root != nil) {
		out = append(out, Probabilities)
	}
	if r.Payoffs != nil {
		out = append(out, Payoffs)
	}
	out = append(out, Strict)
	for _, x := range []struct {
		f *expr.Formula
		c Column
	}{{r.Efficient, Efficient}, {r.RiskDominant, RiskDominant}, {r.ESS, ESS}} {
		if x.f != nil {
			out = append(out, x.c)
		}
	}
	return out
}

func pure(support [][]int) bool {
	for _, s := range support {
		if len(s) != 1 {
			return false
		}
	}
	return true
}

// session is the work on one row.
type session struct {
	ctx  context.Context
	opt  Options
	g    *games.Game
	row  Row
	hyps []expr.Formula
	// defined says that the printed conditions divide by nothing that vanishes.
	defined []expr.Formula
	regime
}

// under is the session where the payoffs are those of a regime.
func (s *session) under(r regime) *session {
	t := *s
	t.regime = r
	t.hyps = []expr.Formula{s.g.Hypotheses(), r.when}
	return &t
}

// errOpen ends the work on a column without a result.
var errOpen = errors.New("open")

// open is errOpen with a reason.
type open struct{ why note.Note }

func (open) Error() string    { return errOpen.Error() }
func (open) Unwrap() error    { return errOpen }
func leave(c note.Code) error { return open{note.New(c)} }

// certify writes the statements of one column and has them certified.
func (s *session) certify(col Column, e *Evidence) error {
	state := map[Column]func(*check.Arithmetic, *Evidence) error{
		Exists: s.exists, Probabilities: s.probabilities, Payoffs: s.payoffs, Strict: s.strict,
		Efficient: s.efficient, RiskDominant: s.riskDominant, ESS: s.ess,
	}[col]
	err := check.Write(s.ctx, s.opt.Steps, func(a *check.Arithmetic) error { return state(a, e) })
	var o open
	switch {
	case errors.As(err, &o):
		e.Accepted, e.Why = prove.Unknown, o.why
	case errors.Is(err, check.ErrGaveUp):
		e.Accepted, e.Why = prove.Unknown, note.New(note.BeyondBudget)
	case err != nil:
		return err
	}
	return nil
}

// must certifies that the hypotheses imply claim; where they do not the row is
// wrong.
func (s *session) must(claim expr.Formula, e *Evidence) error {
	ok, err := s.implied(claim, e)
	if err == nil && !ok {
		return leave(note.BeyondBudget)
	}
	return err
}

// generically is must for what a table says but for a negligible set of parameters: on
// it, where a factor vanishes that cancels in the printed formulas, the support of a
// mixed row may carry other equilibria than the printed one.
func (s *session) generically(claim expr.Formula, e *Evidence) error {
	err := s.must(claim, e)
	if !errors.Is(err, prove.ErrSelfCheck) || pure(s.row.Support) {
		return err
	}
	asm := prove.Assume(expr.And(s.hyps...), prove.Options{Prefer: s.g.Defaults(), Names: s.g.Names(), Budget: s.opt.Budget, Roots: s.g.Roots()})
	switch asm.Measure0(s.ctx, expr.Not(claim)) {
	case prove.Yes:
		return leave(note.OthersToo)
	case prove.No:
		return err
	}
	return leave(note.BeyondBudget)
}

// implied derives evidence that the hypotheses contradict the negation of claim,
// and has it accepted. The formulas that the evidence is checked against are the
// ones written here.
func (s *session) implied(claim expr.Formula, e *Evidence) (bool, error) {
	goal := expr.Not(claim)
	if goal.IsFalse() {
		return true, nil
	}
	p := prove.Problem{Hyps: s.hyps, Claim: claim, Names: s.g.Names(), Prefer: s.g.Defaults()}
	cert, err := prove.Certify(s.ctx, p, prove.Verdict{Status: prove.Proved}, prove.Options{Budget: s.opt.Budget})
	if err != nil || cert == nil {
		return false, err
	}
	formulas := append(append([]expr.Formula(nil), s.hyps...), goal)
	for _, r := range cert.Refuted {
		switch err := check.Refutes(s.ctx, formulas, r.Evidence, s.opt.Steps); {
		case errors.Is(err, check.ErrGaveUp):
			return false, nil
		case err != nil:
			return false, fmt.Errorf("%w: %w", prove.ErrSelfCheck, err)
		}
		e.Lemmas += len(r.Evidence.Lemmas)
	}
	return len(cert.Refuted) > 0, nil
}

// readAgain replaces what the row says by what its printed form says.
func (s *session) readAgain() (err error) {
	h := &s.g.Header
	formula := func(f expr.Formula, names []string) expr.Formula {
		text := expr.Printer{Names: names}.Formula(f)
		again, defined, e := expr.CompileFormula(text, scope{h.Scope(), names})
		if e != nil {
			err = fmt.Errorf("%w: the condition %s cannot be read again: %w", prove.ErrSelfCheck, text, e)
			return expr.False()
		}
		s.defined = append(s.defined, defined)
		return again
	}
	ratio := func(r algebra.Ratio, names []string) algebra.Ratio {
		text := expr.Printer{Names: names}.Ratio(r)
		v, _, e := expr.CompileValue(text, scope{h.Scope(), names})
		if e != nil {
			err = fmt.Errorf("%w: the number %s cannot be read again: %w", prove.ErrSelfCheck, text, e)
			return r
		}
		again, _ := v.Ratio()
		return again
	}
	ratios := func(list []algebra.Ratio, names []string) []algebra.Ratio {
		var out []algebra.Ratio
		for _, r := range list {
			out = append(out, ratio(r, names))
		}
		return out
	}
	names := s.g.Names()
	r := &s.row
	r.Exists, r.Strict = formula(r.Exists, names), formula(r.Strict, names)
	others := r.Others
	r.Others = nil
	for _, f := range others {
		r.Others = append(r.Others, formula(f, names))
	}
	for _, f := range []**expr.Formula{&r.Efficient, &r.RiskDominant, &r.ESS} {
		if *f != nil {
			again := formula(**f, names)
			*f = &again
		}
	}
	mixtures := func(list [][]algebra.Ratio, names []string) [][]algebra.Ratio {
		var out [][]algebra.Ratio
		for _, m := range list {
			out = append(out, ratios(m, names))
		}
		return out
	}
	r.Strategies = mixtures(r.Strategies, names)
	if r.Root != nil {
		root := *r.Root
		x := "x"
		for _, n := range names {
			if len(n) >= len(x) {
				x = n + "_"
			}
		}
		extended := append(append([]string(nil), names...), x)
		root.Where = formula(root.Where, extended)
		root.Strategies = mixtures(root.Strategies, extended)
		r.Root = &root
		names = extended
	}
	r.Payoffs = ratios(r.Payoffs, names)
	return err
}

// scope is that of a game with more names: those of unknowns.
type scope struct {
	expr.FunctionScope
	names expr.Names
}

// Name implements expr.Scope.
func (s scope) Name(name string) (expr.Value, bool) { return s.names.Name(name) }
