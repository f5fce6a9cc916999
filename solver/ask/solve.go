package ask

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/nash"
	"brink/solver/note"
)

// Solve asks for the Nash equilibria at a point, the defaults where none is given,
// by Options.Search. The answer is an *answer.Solution, or an *answer.Orbits for
// exchangeable players who are counted once, an *answer.Plans after backward
// induction, an *answer.Behaviour of a game in extensive form, or an
// *answer.Stationary of a game with states. It is an *answer.Equilibria with a Point
// where Options.Concept is asked for, and for the other kinds that have solution
// concepts of their own.
var Solve = Question{"solve", certifying([]engine{
	{games.StrategicForm, func(ctx context.Context, m games.Model, at Point, opt Options) (answer.Answer, error) {
		g := m.(*games.Game)
		stated := opt.Search.Stated && g.Extensive != nil
		if (opt.Concept == "" || opt.Concept == "nash") && !stated {
			return solve(ctx, g, at, opt)
		}
		t, err := treeFor(g, opt.Concept)
		if err != nil {
			return nil, err
		}
		return conceptAt(ctx, t, at, opt)
	}},
	{games.StochasticForm, func(ctx context.Context, m games.Model, at Point, opt Options) (answer.Answer, error) {
		if opt.Concept != "" {
			return conceptAt(ctx, m, at, opt)
		}
		return stationary(ctx, m, at, opt)
	}},
	{games.AnonymousForm, func(ctx context.Context, m games.Model, at Point, opt Options) (answer.Answer, error) {
		if opt.Search.Stated {
			return conceptAt(ctx, m, at, opt)
		}
		if at == nil {
			var err error
			if at, err = m.Head().Point(nil); err != nil {
				return nil, err
			}
		}
		g, err := m.(*games.Anonymous).At(at)
		if err != nil {
			return nil, err
		}
		return solve(ctx, g, at, opt)
	}},
	{games.TreeForm, func(ctx context.Context, m games.Model, at Point, opt Options) (answer.Answer, error) {
		if opt.Concept != "" || opt.Search.Stated {
			return conceptAt(ctx, m, at, opt)
		}
		return solveTree(ctx, m.(*games.Tree), at, opt)
	}},
	{games.BayesianForm, conceptAt},
	{games.ContinuousForm, conceptAt},
	{games.DynamicsForm, conceptAt},
})}

// Search steers Solve.
type Search struct {
	Method    string // one of Methods; "" means auto
	One       bool   // stop at the first equilibrium
	Limit     int    // stop after so many; 0 for no limit
	AllLabels bool   // follow the Lemke-Howson path of every label
	// Strategies of games in extensive form: BehaviourStrategies, MixedStrategies (over
	// reduced strategies), or "" for what the method finds.
	Strategies string
	// Stated asks for what a known result can state (KnownOf): of trees, and of players
	// alike whose number is a parameter, the rows of the table of their concept.
	Stated bool
	// Certify asks for a certificate that the equilibria are all (Solution.Certificate):
	// of two players in strategic form, or in the reduced strategic form of their tree.
	Certify bool
}

// Methods beyond those of package nash.
const (
	// Exchangeable counts exchangeable players with two actions once.
	Exchangeable = "exchangeable"
	// BackwardInduction lists the subgame-perfect equilibria of an extensive game.
	BackwardInduction = "backward-induction"
	// SequenceForm lists the extreme equilibria of an extensive game of two players in
	// behaviour strategies, and Lemke finds one.
	SequenceForm = "sequence-form"
	Lemke        = "lemke"
)

// Values of Search.Strategies.
const (
	BehaviourStrategies = "behaviour"
	MixedStrategies     = "mixed"
)

// ErrStrategies is wrapped where strategies of that sort are not to be had.
var ErrStrategies = errors.New("strategies")

// Methods lists the values of Search.Method.
func Methods() []string {
	var out []string
	for _, m := range nash.Methods() {
		out = append(out, string(m))
	}
	return append(out, Exchangeable, BackwardInduction, SequenceForm, Lemke)
}

// ErrMethod is wrapped where a method is unknown, or is not for the game or the
// other options.
var ErrMethod = nash.ErrMethod

// Check reports options that do not go together, before any game is read.
func (s Search) Check() error {
	refuse := func(format string, args ...any) error {
		return fmt.Errorf("%w: "+format, append([]any{ErrMethod}, args...)...)
	}
	switch {
	case s.Strategies != "" && s.Strategies != BehaviourStrategies && s.Strategies != MixedStrategies:
		return fmt.Errorf("%w: %q is neither %s nor %s", ErrStrategies, s.Strategies, BehaviourStrategies, MixedStrategies)
	case s.Strategies == BehaviourStrategies && s.AllLabels, s.Strategies == MixedStrategies && onTree(s.Method):
		return fmt.Errorf("%w: %s does not go with this method", ErrStrategies, s.Strategies)
	case s.Certify && (s.One || s.Limit > 0 || s.AllLabels || s.Method == BackwardInduction || s.Method == Exchangeable || onTree(s.Method) || s.Strategies == BehaviourStrategies):
		return fmt.Errorf("%w: it is of all equilibria in strategic form, and goes with no option that asks for others", ErrCertificate)
	case s.Limit < 0:
		return refuse("a limit is a positive number, found %d", s.Limit)
	case (s.Method == BackwardInduction || onTree(s.Method)) && s.AllLabels:
		return refuse("the paths of all labels do not go with %s", s.Method)
	case s.Method == Exchangeable && (s.AllLabels || s.One || s.Limit > 0):
		return refuse("%s finds all at once: it does not go with the paths of all labels, with one or with a limit", s.Method)
	case s.Method == BackwardInduction || s.Method == Exchangeable || onTree(s.Method):
		return nil
	}
	m, err := nash.ParseMethod(s.Method)
	if err != nil {
		for _, name := range []string{BackwardInduction, Exchangeable, SequenceForm, Lemke} {
			if strings.HasPrefix(expr.DidYouMean(s.Method, []string{name}), "did you mean") {
				return refuse("unknown method %q; did you mean %q?", s.Method, name)
			}
		}
		return fmt.Errorf("method: %w", err)
	}
	if s.AllLabels && (m != nash.MethodAuto && m != nash.MethodLemkeHowson || s.One || s.Limit > 0) {
		return refuse("the paths of all labels do not go with one, with a limit or with another method")
	}
	return nil
}

func solve(ctx context.Context, g *games.Game, at Point, opt Options) (answer.Answer, error) {
	if err := opt.Search.Check(); err != nil {
		return nil, err
	}
	if at == nil {
		var err error
		if at, err = g.Point(nil); err != nil {
			return nil, err
		}
	}
	switch {
	case opt.Search.Method == BackwardInduction:
		return backwardInduction(ctx, g, at, opt)
	case opt.Search.Strategies == BehaviourStrategies && g.Extensive == nil:
		return nil, fmt.Errorf("%w: behaviour strategies are of extensive games\n\nit reads tree: and Gambit .efg files", ErrStrategies)
	case opt.Search.Strategies == BehaviourStrategies:
		return inBehaviour(ctx, g, at, opt)
	case onTree(opt.Search.Method) && g.Extensive == nil:
		return nil, fmt.Errorf("%w %s is for extensive games\n\nit reads tree: and Gambit .efg files", ErrMethod, opt.Search.Method)
	case onTree(opt.Search.Method) || g.Payoffs == nil && g.Extensive != nil && treeWithout(opt.Search.Method):
		return behaviour(ctx, g, at, opt)
	case g.Payoffs == nil && g.Extensive != nil:
		return nil, fmt.Errorf("%w for its reduced strategic form, which %s needs", games.ErrTooLarge, opt.Search.Method)
	case countsOnce(g, opt.Search):
		return orbits(ctx, g, at, opt)
	case opt.Search.Method == Exchangeable:
		return nil, fmt.Errorf("%w %s is for symmetric players with two actions\n\nin a game file, players: {count: 5, actions: [a, b]}", ErrMethod, Exchangeable)
	}
	s, err := g.At(at)
	if err != nil {
		return nil, err
	}
	if opt.Search.AllLabels {
		return allLabels(ctx, g, s, at, opt)
	}
	res, err := opt.search(ctx, s)
	if err != nil {
		return nil, err
	}
	a := solutionOf(g, at, res)
	if opt.Search.Certify {
		err = certifySolution(ctx, s, res, a)
	}
	return a, err
}

// ErrCertificate is wrapped where a certificate of equilibria is not to be had.
var ErrCertificate = errors.New("certificate")

// certifying has engines refuse to write certificates of what has none: games of other
// kinds, other concepts, and other than two players.
func certifying(list []engine) []engine {
	for i, e := range list {
		list[i].run = func(ctx context.Context, m games.Model, at Point, opt Options) (answer.Answer, error) {
			if opt.Search.Certify && !certifiable(m, opt) {
				return nil, fmt.Errorf("%w: certificates of equilibria are of Nash equilibria of two players, in strategic form or in the reduced strategic form of a tree", ErrCertificate)
			}
			return e.run(ctx, m, at, opt)
		}
	}
	return list
}

func certifiable(m games.Model, opt Options) bool {
	if opt.Concept != "" && opt.Concept != "nash" || opt.Search.Stated {
		return false
	}
	switch m := m.(type) {
	case *games.Game:
		return len(m.Players) == 2 && (m.Payoffs != nil || m.Extensive == nil)
	case *games.Tree:
		return len(m.Players) == 2 && opt.Concept == ""
	}
	return false
}

// search finds the equilibria of a game in numbers as the options have it.
func (opt Options) search(ctx context.Context, s *games.Strategic) (*nash.Result, error) {
	m, err := nash.ParseMethod(opt.Search.Method)
	if err != nil {
		return nil, err
	}
	return nash.All(ctx, s, nash.Options{
		Method: m, Workers: opt.Workers, Limit: opt.Search.Limit, OneOnly: opt.Search.One,
		Progress: opt.Progress.bases(),
	})
}

// bases is the progress of a search that cannot say how long it is.
func (p Progress) bases() func(nash.Progress) {
	if p == nil {
		return nil
	}
	return func(n nash.Progress) {
		p(0, 0, note.New(note.BasesVisited, int(n.Bases), int(n.Equilibria)))
	}
}

func solutionOf(g *games.Game, at Point, res *nash.Result) *answer.Solution {
	a := &answer.Solution{
		Base:  answer.Base{Model: g, Complete: res.Complete, Reasons: res.Reasons},
		Point: at, Players: g.Players, Method: string(res.Method), Degenerate: res.Degenerate, Degeneracy: res.Degeneracy,
		Equilibria: make([]answer.Equilibrium, len(res.Equilibria)),
	}
	for i, e := range res.Equilibria {
		a.Equilibria[i] = EquilibriumOf(e)
	}
	a.Subsets, a.Components = structure(res)
	for i, c := range res.Components {
		a.Components[i].SameOutcome = sameOutcome(g, res, c)
	}
	for _, c := range res.Continua {
		a.Continua = append(a.Continua, answer.Continuum{Support: c.Support, Dimension: c.Dimension})
	}
	return a
}

// structure is how equilibria hang together.
func structure(res *nash.Result) (subsets []answer.Subset, components []answer.Component) {
	for _, s := range res.Subsets {
		subsets = append(subsets, answer.Subset{Extreme: s.Extreme, Component: s.Component, Dimension: s.Dimension})
	}
	for _, c := range res.Components {
		components = append(components, answer.Component{
			ID: c.ID, Equilibria: c.Equilibria, Dimension: c.Dimension, Index: c.Index, HasIndex: c.HasIndex, SamePayoffs: c.SamePayoffs,
		})
	}
	return subsets, components
}

// EquilibriumOf is an equilibrium that a solver found, as an answer.
func EquilibriumOf(e nash.Equilibrium) answer.Equilibrium {
	out := answer.Equilibrium{
		Strategies: e.Strategies, Payoffs: e.Payoffs, Pure: e.Pure, Strict: e.Strict, QuasiStrict: e.QuasiStrict, Component: e.Component,
	}
	if e.Irrational != nil {
		out.Irrational = &answer.Irrational{Payoffs: numbers(e.Irrational.Payoffs)}
		for _, x := range e.Irrational.Strategies {
			out.Irrational.Strategies = append(out.Irrational.Strategies, numbers(x))
		}
	}
	return out
}

func numbers(x []nash.Number) []answer.Real {
	out := make([]answer.Real, len(x))
	for i, v := range x {
		out[i] = number(v)
	}
	return out
}

func number(x nash.Number) answer.Real {
	if x.Lo == nil {
		return answer.Real{}
	}
	if r, ok := x.Rational(); ok {
		return answer.Real{Rat: r}
	}
	return answer.Real{Algebraic: x.Algebraic, Lo: x.Lo, Hi: x.Hi}
}

// sameOutcome reports whether all equilibria of a component of an extensive game
// end at its nodes with the same probabilities. They are linear in the strategies
// of each player, so that the corners decide.
func sameOutcome(g *games.Game, res *nash.Result, c nash.Component) answer.Tri {
	if g.Extensive == nil || g.Plans == nil {
		return answer.NoAnswer
	}
	var first []*big.Rat
	for _, at := range c.Equilibria {
		ends := g.Extensive.EndProbabilities(g.Plans, res.Equilibria[at-1].Strategies)
		switch {
		case first == nil:
			first = ends
		case !slices.EqualFunc(first, ends, func(x, y *big.Rat) bool { return x.Cmp(y) == 0 }):
			return answer.No
		}
	}
	return answer.Yes
}

// allLabels follows the Lemke-Howson path of every label; the answer holds the
// equilibria at their ends, in the order of the labels that lead there first.
func allLabels(ctx context.Context, g *games.Game, s *games.Strategic, at Point, opt Options) (*answer.Solution, error) {
	paths, err := nash.LemkeHowsonPaths(ctx, s, opt.Workers)
	if err != nil && ctx.Err() == nil {
		return nil, err
	}
	res := &nash.Result{Method: nash.MethodLemkeHowson, Exact: true}
	ends := make([]int, len(paths))
	for i, p := range paths {
		same := func(e nash.Equilibrium) bool { return equalProfiles(e.Strategies, p.Equilibrium.Strategies) }
		k := slices.IndexFunc(res.Equilibria, same)
		if k < 0 {
			k = len(res.Equilibria)
			res.Equilibria = append(res.Equilibria, p.Equilibrium)
		}
		ends[i] = k + 1
	}
	a := solutionOf(g, at, res)
	if ctx.Err() != nil {
		a.Incomplete(note.Cause(ctx))
	}
	a.Incomplete(note.New(note.PathsMiss))
	for i, p := range paths {
		path := answer.Path{Label: p.Label, Pivots: p.Pivots, End: ends[i], Rounded: p.Rounded}
		if p.Player >= 0 {
			path.Player = g.Players[p.Player].Name
			path.Action = g.Players[p.Player].Actions[p.Action]
		}
		a.Paths = append(a.Paths, path)
	}
	return a, nil
}

func equalProfiles(x, y [][]*big.Rat) bool {
	return slices.EqualFunc(x, y, func(p, q []*big.Rat) bool {
		return slices.EqualFunc(p, q, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
	})
}
