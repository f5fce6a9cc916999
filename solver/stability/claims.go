package stability

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// ErrUndecidable is wrapped when a claim uses a predicate that brink cannot turn
// into a formula for this game; the verdict is then "undecided".
var ErrUndecidable = errors.New("undecided")

// undecidable is an error that says why a claim is, for those who have the words.
func undecidable(why note.Code, args ...any) error {
	return fmt.Errorf("%w: %w", ErrUndecidable, &note.Error{Note: note.New(why, args...)})
}

// Claim is a claim about a game as one sentence of real arithmetic: for all
// parameters, the hypotheses imply the statement.
type Claim struct {
	games.Claim
	// Hypotheses lists the assumptions one by one, with their texts.
	Hypotheses []games.Condition
	Holds      expr.Formula
	// Lemmas are formulas that contradict the hypotheses: what Holds rests on
	// beyond its form. They may mention variables beyond the parameters, the
	// weights of mixed strategies.
	Lemmas []expr.Formula
	// Nowhere lists numbers of the statement that are proved to have no value at any
	// point of the hypotheses, such as prob(P, a) where there is no completely mixed
	// equilibrium. What is said of them is said of nothing; where the statement has no
	// meaning without them, the claim is vacuous.
	Nowhere []string
}

// ClaimError is a mistake in the text of a claim.
type ClaimError struct {
	At   games.Place
	Text string // the formula
	Err  *expr.Error
}

func (e *ClaimError) Error() string {
	where := ""
	if e.At.File != "" {
		where = fmt.Sprintf("%s:%d:%d: ", e.At.File, e.At.Line, e.At.Column+len([]rune(e.Text[:min(e.Err.Pos, len(e.Text))])))
	}
	return where + e.Err.Error()
}

// Compiler turns the claims of one game into formulas. It keeps what claims
// share, such as the table of conditions. It is not safe for concurrent use.
type Compiler struct {
	model  games.Model
	game   *games.Game // the model in strategic form; nil for other kinds
	table  *Table      // of the strategic form, made when a claim first needs it
	ground *Groundwork
}

// NewCompiler returns a compiler for the claims of a model of any kind.
func NewCompiler(m games.Model) *Compiler { return NewGroundwork(m).Compiler() }

// Compile turns a claim into a sentence.
func (c *Compiler) Compile(ctx context.Context, claim games.Claim) (*Claim, error) {
	out := &Claim{Claim: claim}
	h := c.model.Head()
	for _, p := range h.Free() {
		if !p.Within.IsTrue() {
			out.Hypotheses = append(out.Hypotheses, games.Condition{Text: p.Name + " in " + p.Range, Formula: p.Within, Defined: expr.True()})
		}
	}
	out.Hypotheses = append(out.Hypotheses, h.Assume...)
	if d := c.model.Meaning(); !d.IsTrue() {
		out.Hypotheses = append(out.Hypotheses, games.Condition{Text: "payoffs are defined", Formula: d, Defined: expr.True()})
	}
	s := &claimScope{c: c, ctx: ctx, hyps: games.Hypotheses(c.model)}
	for i, text := range claim.Given {
		f, d, err := s.compile(text)
		if err != nil {
			return nil, c.wrap(err, text, place(claim.GivenAt, i))
		}
		out.Hypotheses = append(out.Hypotheses, games.Condition{Text: text, Formula: f, Defined: d})
		s.hyps = expr.And(s.hyps, d, f)
	}
	s.partial = nil // what was given has its meaning as a hypothesis
	f, d, err := s.compile(claim.Holds)
	if err != nil {
		return nil, c.wrap(err, claim.Holds, claim.HoldsAt)
	}
	for _, n := range s.partial {
		if !slices.Contains(out.Nowhere, n.text) && s.judge().refutes(ctx, s.shown(n.defined)) {
			out.Nowhere = append(out.Nowhere, n.text)
		}
	}
	if !d.IsTrue() {
		// The statement speaks only of points where it has a meaning: no division
		// by zero, and one equilibrium for prob(…) to speak of.
		out.Hypotheses = append(out.Hypotheses, games.Condition{Text: s.meaning(), Formula: d, Defined: expr.True()})
	}
	out.Holds, out.Lemmas = f, s.lemmas
	return out, nil
}

// Number compiles a number of claims, such as prob(P, a), and the condition under which
// it has a value. Those that are no rational functions of the parameters are refused.
func (c *Compiler) Number(ctx context.Context, text string) (expr.Value, expr.Formula, error) {
	s := &claimScope{c: c, ctx: ctx, hyps: games.Hypotheses(c.model)}
	v, d, err := expr.CompileValue(text, s)
	switch {
	case s.fatal != nil:
		return expr.Value{}, expr.Formula{}, s.fatal
	case err != nil:
		return expr.Value{}, expr.Formula{}, c.wrap(err, text, games.Place{})
	case len(s.hidden) > 0 || s.mixture != nil:
		return expr.Value{}, expr.Formula{}, fmt.Errorf("%s is no rational function of the parameters", text)
	}
	return v, d, nil
}

// Terms lists the derived parameters that the claim speaks of, and those that their
// arguments mention.
func (cl *Claim) Terms(m games.Model) []int {
	all := m.Head().Terms()
	if len(all) == 0 {
		return nil
	}
	used := make(map[algebra.Var]bool)
	for _, h := range append(cl.Hypotheses[:len(cl.Hypotheses):len(cl.Hypotheses)], games.Condition{Formula: cl.Holds, Defined: expr.True()}) {
		for _, v := range expr.And(h.Defined, h.Formula).Vars() {
			used[v] = true
		}
	}
	var out []int
	for _, i := range slices.Backward(all) {
		if used[i] {
			out = append(out, i)
			for _, v := range m.Head().Params[i].Derived.Arg.Vars() {
				used[v] = true
			}
		}
	}
	slices.Reverse(out)
	return out
}

// Problem is the claim as a question for the prover. After the hypotheses come the
// facts about derived parameters.
func (cl *Claim) Problem(m games.Model) prove.Problem {
	p := prove.Problem{Claim: cl.Holds, Names: m.Head().Names(), Prefer: m.Head().Defaults(), Whole: m.Head().Whole}
	for _, h := range cl.Hypotheses {
		p.Hyps = append(p.Hyps, expr.And(h.Defined, h.Formula))
	}
	for _, i := range cl.Terms(m) {
		p.Hyps = append(p.Hyps, m.Head().Params[i].Within)
	}
	return p
}

// Cut adds the hypothesis that a parameter, a whole number, does not lie between one
// and the next.
func (cl *Claim) Cut(m games.Model, x algebra.Var, below *big.Int) {
	at := func(op expr.Op, k *big.Int) expr.Formula {
		return concept.Variable(x).Compare(op, expr.Plain(algebra.FromRat(new(big.Rat).SetInt(k))))
	}
	f := expr.Or(at(expr.LE, below), at(expr.GE, new(big.Int).Add(below, big.NewInt(1))))
	cl.Hypotheses = append(cl.Hypotheses, games.Condition{Text: m.Head().Params[x].Name + " is a whole number", Formula: f, Defined: expr.True()})
}

func place(at []games.Place, i int) games.Place {
	if i < len(at) {
		return at[i]
	}
	return games.Place{}
}

func (c *Compiler) wrap(err error, text string, at games.Place) error {
	var e *expr.Error
	if errors.As(err, &e) {
		return &ClaimError{at, text, e}
	}
	return err
}

// claimScope gives meaning to the predicates of claims.
type claimScope struct {
	c      *Compiler
	ctx    context.Context
	hyps   expr.Formula // assumptions and what was given so far
	lemmas []expr.Formula
	// fatal is an error that is no fault of the text.
	fatal error
	// mixture is the completely mixed equilibrium of three or more players, once
	// prob(…) was used, and hidden are the numbers used that are no rational functions.
	mixture *oddsOfMany
	hidden  []*hiddenNumber
	// partial lists the numbers used that have no value everywhere.
	partial []partialNumber
	// needs lists what numbers that were used need to have a value.
	needs []string
}

// partialNumber is a number with the condition under which it has a value.
type partialNumber struct {
	text    string
	defined expr.Formula
}

// Divides implements expr.WatchingScope.
func (s *claimScope) Divides(by string, nonzero expr.Formula) {
	if nonzero.IsTrue() {
		return
	}
	if strings.ContainsAny(by, " +-*/^") && !strings.HasPrefix(by, "(") {
		by = "(" + by + ")"
	}
	s.partial = append(s.partial, partialNumber{"1/" + by, nonzero})
}

// meaning names the hypothesis that the statement has a meaning.
func (s *claimScope) meaning() string {
	if len(s.needs) == 0 {
		return "the claim is defined"
	}
	return "the claim is defined (" + strings.Join(s.needs, "; ") + ")"
}

// need notes what a number needs.
func (s *claimScope) need(text string) {
	if !slices.Contains(s.needs, text) {
		s.needs = append(s.needs, text)
	}
}

// needsOneMixture is what prob(…) of a game in strategic form needs.
const needsOneMixture = "prob needs exactly one completely mixed equilibrium"

func (s *claimScope) compile(text string) (expr.Formula, expr.Formula, error) {
	f, d, err := expr.CompileFormula(text, s)
	if s.fatal != nil {
		return expr.Formula{}, expr.Formula{}, s.fatal
	}
	if err != nil {
		return expr.Formula{}, expr.Formula{}, err
	}
	f, d = s.shown(f), s.shown(d)
	return f, d, s.fatal
}

// Name implements expr.Scope.
func (s *claimScope) Name(name string) (expr.Value, bool) {
	h := s.c.model.Head()
	if v, ok := expr.Names(h.Names()).Name(name); ok {
		return v, true
	}
	for _, d := range h.Defines {
		if d.Name == name {
			return d.Value, true
		}
	}
	return expr.Value{}, false
}

// Function implements expr.FunctionScope.
func (s *claimScope) Function(name string, arg algebra.Ratio) (algebra.Ratio, error) {
	return s.c.model.Head().Function(name, arg)
}

// Root implements expr.RootScope.
func (s *claimScope) Root(p algebra.Poly, low, high *big.Rat) (algebra.Ratio, error) {
	return s.c.model.Head().Root(p, low, high)
}

// Domain implements expr.PartialScope: a defined name has a value where it
// divides by nothing that is zero.
func (s *claimScope) Domain(name string) expr.Formula {
	v, _ := s.Name(name)
	f := expr.True()
	for _, c := range v.Cases {
		if d := c.Is.Den(); !d.IsConst() {
			f = expr.And(f, expr.Implies(c.When, expr.Sign(d, expr.NE)))
		}
	}
	return f
}

// Suggest implements expr.Scope.
func (s *claimScope) Suggest(name string) string {
	h := s.c.model.Head()
	known := h.FreeNames()
	for _, d := range h.Defines {
		known = append(known, d.Name)
	}
	return expr.DidYouMean(name, append(known, games.PredicateNames(s.c.model.Kind())...))
}

// Call implements expr.Scope.
func (s *claimScope) Call(cc *expr.Compiler, n *expr.Node) (expr.Result, bool, *expr.Error) {
	kind := s.c.model.Kind()
	if _, elsewhere, ok := games.FindPredicate(n.Text, kind); !ok {
		if elsewhere == nil {
			return expr.Result{}, false, nil
		}
		return expr.Result{}, true, expr.Fail(n, "", "%s is a predicate of games of the kind %s; this one is of the kind %s", n.Text, elsewhere[0], kind)
	}
	r, err := meaningOf(n.Text, kind)(s, cc, n)
	if err == nil && s.fatal != nil {
		err = expr.Fail(n, "", "%v", s.fatal)
	}
	return r, true, err
}

// text recovers a name from a node: quoted, or as it stands in the source, so
// that tit-for-tat needs no quotes.
func text(cc *expr.Compiler, n *expr.Node) string {
	if n.Kind == expr.NString {
		return n.Text
	}
	s := strings.TrimSpace(n.Source(cc.Src))
	for strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	return strings.Trim(s, `"'`)
}

// player reads the name of a player.
func (s *claimScope) player(cc *expr.Compiler, n *expr.Node) (int, *expr.Error) {
	name := text(cc, n)
	var known []string
	for p, pl := range s.c.game.Players {
		if pl.Name == name {
			return p, nil
		}
		known = append(known, pl.Name)
	}
	return 0, expr.Fail(n, expr.DidYouMean(name, known), "%q is not a player", name)
}

// action reads the name of an action of player p.
func (s *claimScope) action(cc *expr.Compiler, n *expr.Node, p int) (int, *expr.Error) {
	name := text(cc, n)
	pl := s.c.game.Players[p]
	for a, known := range pl.Actions {
		if known == name {
			return a, nil
		}
	}
	return 0, expr.Fail(n, expr.DidYouMean(name, pl.Actions), "%q is not an action of %s", name, pl.Name)
}

// profile reads one action per player.
func (s *claimScope) profile(cc *expr.Compiler, at *expr.Node, args []*expr.Node) ([]int, *expr.Error) {
	g := s.c.game
	if len(args) != len(g.Players) {
		return nil, expr.Fail(at, "list one action for each player, in the order of the file",
			"found %d actions where %d were expected", len(args), len(g.Players))
	}
	out := make([]int, len(args))
	for p, n := range args {
		a, err := s.action(cc, n, p)
		if err != nil {
			return nil, err
		}
		out[p] = a
	}
	return out, nil
}

// tuple reads a profile in parentheses of its own.
func (s *claimScope) tuple(cc *expr.Compiler, n *expr.Node) ([]int, *expr.Error) {
	if n.Kind != expr.NTuple {
		return s.profile(cc, n, []*expr.Node{n})
	}
	return s.profile(cc, n, n.Args)
}

// arity checks the number of arguments.
func arity(n *expr.Node, want int, usage string) *expr.Error {
	if len(n.Args) != want {
		return expr.Fail(n, "write "+usage, "%s takes %d arguments, found %d", n.Text, want, len(n.Args))
	}
	return nil
}
