package stability

import (
	"context"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
	"brink/solver/prove"
)

// Options steers Conditions; the zero value is useful.
type Options struct {
	// Progress is told how many support profiles have been dealt with.
	Progress func(done, total int)
	// MaxProfiles bounds the support profiles that are examined; 0 means 20 000.
	// Beyond it the table says that it is incomplete.
	MaxProfiles int
	// Workers is the number of goroutines; 0 means GOMAXPROCS. The table does not
	// depend on it.
	Workers int
	// Bare gives the rows of two players what they are drawn by alone: where they exist,
	// not written for reading, and no further columns but the one named With: efficient
	// or risk_dominant.
	Bare bool
	With string

	// split is the number of support profiles above which parameter space is
	// divided by what survives iterated elimination; 0 means manyPairs or manyOrbits.
	split int
}

// Row is a support profile with the conditions under which it carries an
// equilibrium.
type Row struct {
	// Support lists the actions each player uses, as indices.
	Support [][]int
	// Strategies are the probabilities as functions of the parameters; nil where
	// the support carries more than one equilibrium, and where they were not found.
	Strategies [][]algebra.Ratio
	// Root gives the probabilities of the equilibria of more than two players by a
	// polynomial where they are no rational functions; nil elsewhere.
	Root *Root
	// Continuum is set when it is proved that the support carries many equilibria
	// wherever it carries one, but for a negligible set of parameters.
	Continuum bool
	// Payoffs are the equilibrium payoffs, of Root functions of its unknown too; nil
	// where there are neither Strategies nor Root, and where if, min, max or abs make
	// them piecewise.
	Payoffs []algebra.Ratio
	// Exists holds exactly where the support carries an equilibrium. Every condition
	// below says that it does and something more, under the hypotheses alone.
	Exists expr.Formula
	// Strict holds exactly where the row is a strict equilibrium; it says nothing when
	// that is not decided.
	Strict expr.Formula
	// Efficient holds exactly where the row exists, is a single equilibrium, and no
	// pure profile Pareto-dominates it; nil where it does not apply or was not found.
	Efficient *expr.Formula
	// RiskDominant is the Harsanyi-Selten condition, for the strict equilibria of
	// 2×2 games; nil elsewhere.
	RiskDominant *expr.Formula
	// ESS holds exactly where the row exists and its strategy is evolutionarily
	// stable; nil outside symmetric profiles of symmetric two-player games, and
	// where more than maxTied actions may tie with it.
	ESS *expr.Formula
	// NotDecided says of which columns the conditions were not found, and why.
	NotDecided []NotDecided
	// KnifeEdge is set when the row exists only on a set of measure zero.
	KnifeEdge bool
	// Multiplicity counts the profiles this row stands for when players are
	// exchangeable; 1 otherwise.
	Multiplicity int
	// Label replaces the profile in tables: 3 of 5 play race; empty for none.
	Label []note.Note
}

// Further are the conditions besides existence and strictness, nil ones included:
// whatever is done to the conditions of rows is done to these.
func (r *Row) Further() []**expr.Formula {
	return []**expr.Formula{&r.Efficient, &r.RiskDominant, &r.ESS}
}

// Root describes the equilibria of a support by one number x: the probability of an
// action, or its ratio to the probability of another. Each equilibrium has an x with
// which Poly vanishes.
type Root struct {
	// Where is the condition, beside that of existence, under which this is so. It
	// fails on a negligible set only, where there may be other equilibria.
	Where expr.Formula
	// Unknown is the variable of x; it follows the parameters.
	Unknown algebra.Var
	Poly    algebra.Poly
	// Player plays Action with probability x where Probability is set, else x times
	// as often as Other.
	Player, Action, Other int
	Probability           bool
	// Strategies are the probabilities as functions of the parameters and x.
	Strategies [][]algebra.Ratio
}

// NotDecided is a column of a row without its condition, and why; also the strategies.
type NotDecided struct {
	Column string // as in JSON
	Why    note.Note
}

// notDecided adds columns without their conditions.
func (r *Row) notDecided(why note.Note, columns ...string) {
	for _, c := range columns {
		r.NotDecided = append(r.NotDecided, NotDecided{c, why})
	}
}

// open reports whether the condition of a column was not found.
func (r *Row) open(column string) bool {
	return slices.ContainsFunc(r.NotDecided, func(u NotDecided) bool { return u.Column == column })
}

// Pure reports whether every player uses a single action.
func (r *Row) Pure() bool {
	for _, s := range r.Support {
		if len(s) != 1 {
			return false
		}
	}
	return true
}

// Profile prints the row's profile: actions, or the mixed support as
// {hold, strike}.
func (r *Row) Profile(g *games.Game) string {
	out := "("
	for p, s := range r.Support {
		if p > 0 {
			out += ", "
		}
		if len(s) == 1 {
			out += g.Players[p].Actions[s[0]]
			continue
		}
		out += "{"
		for k, a := range s {
			if k > 0 {
				out += ", "
			}
			out += g.Players[p].Actions[a]
		}
		out += "}"
	}
	return out + ")"
}

// Table is the table of stability conditions of a game.
type Table struct {
	Game *games.Game
	Rows []*Row
	// Undefined holds where a payoff divides by zero although the assumptions hold,
	// False where that cannot be. The rows say nothing of such points.
	Undefined expr.Formula
	// Complete is false when some support profile was not examined; Reasons says
	// which and why.
	Complete bool
	Reasons  []note.Note
	// LeftOut lists the support profiles, one of each orbit of exchangeable
	// players, that may carry equilibria under conditions that were not found.
	LeftOut [][][]int

	judge *judge
	bare  bool   // see Options.Bare
	with  string // see Options.With
}

// Conditions makes the table. It examines every profile of supports, for more than
// two players up to exchangeable players, and leaves out those whose conditions it
// does not find. A cancelled context returns the rows found so far with Complete
// false.
func Conditions(ctx context.Context, g *games.Game, opt Options) (*Table, error) {
	return conditionsUnder(ctx, g, g.Hypotheses(), opt)
}

// conditionsUnder is Conditions under hypotheses that include those of the game.
func conditionsUnder(ctx context.Context, g *games.Game, hyps expr.Formula, opt Options) (*Table, error) {
	if opt.MaxProfiles == 0 {
		opt.MaxProfiles = 20_000
	}
	t := &Table{Game: g, Complete: true, judge: newJudge(g, hyps, profiles(g)), bare: opt.Bare && len(g.Players) == 2, with: opt.With}
	t.judge.seek(ctx)
	t.Undefined = Undefined(ctx, g)
	var err error
	if len(g.Players) == 2 {
		err = t.twoPlayers(ctx, opt)
	} else {
		err = t.manyPlayers(ctx, opt)
	}
	if err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		t.incomplete(note.StoppedBefore, note.Cause(ctx))
	}
	return t, nil
}

// Undefined is the condition under which some payoff of a game divides by zero
// although the assumptions hold; False where that cannot be.
func Undefined(ctx context.Context, g *games.Game) expr.Formula {
	return undefined(ctx, prove.Assume(g.Header.Hypotheses(), prove.Options{Prefer: g.Defaults(), Names: g.Names(), Budget: fullBudget}), g.Defined)
}

// undefined is the condition under which some payoff divides by zero, presented,
// under what a game assumes otherwise.
func undefined(ctx context.Context, declared *prove.Assumptions, defined expr.Formula) expr.Formula {
	if defined.IsTrue() {
		return expr.False()
	}
	return Presenter{declared, -1}.Formula(ctx, declared.Simplify(ctx, expr.Not(defined)))
}

// profiles counts the support profiles that a table of g examines, up to a bound.
func profiles(g *games.Game) int {
	const enough = 1 << 20
	n := 1
	for _, p := range g.Players {
		a := len(p.Actions)
		if len(g.Players) == 2 {
			a = 1<<min(a, 20) - 1
		}
		n = min(n*a, enough)
	}
	return n
}

func (t *Table) incomplete(why note.Code, args ...any) {
	t.Complete = false
	t.Reasons = append(t.Reasons, note.New(why, args...))
}

// knifeEdge reports whether a condition is proved to hold on a set of measure
// zero only, measured by what the hypotheses leave. Where that is not decided the
// row is shown as any other.
func knifeEdge(ctx context.Context, asm *judge, f expr.Formula) bool {
	return asm.measure0(ctx, f) == prove.Yes
}
