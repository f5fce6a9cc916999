package stability

import (
	"context"
	"fmt"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// supportOrbit is a set of support profiles that differ only by exchanging
// exchangeable players, with one of them.
type supportOrbit struct {
	support [][]int
	label   []note.Note
	size    int // number of support profiles, or -1 when beyond an int
}

// Bounds on the search for mixed equilibria of games with more than two players.
const (
	maxMixedPayoffs = 1 << 14 // payoffs of all players together
	maxMixedActions = 10      // of one player
)

// mixedOrbits lists the orbits of support profiles, within one of the given sets of
// actions by player, in which somebody mixes, the smaller supports first; why, unless
// it is zero, says why there is no list.
func mixedOrbits(g *games.Game, classes [][]int, alive [][][]int, limit int) (out []supportOrbit, why note.Note) {
	seen := make(map[string]bool)
	total := 0
	for _, set := range maximal(alive) {
		profiles := 1
		for _, a := range set {
			if profiles *= len(a); profiles*len(g.Players) > maxMixedPayoffs || len(a) > maxMixedActions {
				return nil, note.New(note.TooLargeMixed)
			}
		}
		if total += supportCount(set, classes); total > limit {
			return nil, note.New(note.ManySupports, limit)
		}
		eachOrbit(g, classes, set, func(support [][]int, size int) {
			if r := (&Row{Support: support}); !r.Pure() {
				if key := fmt.Sprint(support); !seen[key] {
					seen[key] = true
					out = append(out, supportOrbit{slices.Clone(support), supportLabel(g, classes, support), size})
				}
			}
		})
	}
	slices.SortStableFunc(out, func(a, b supportOrbit) int { return compareSupports(a.support, b.support) })
	return out, why
}

// maximal leaves out the sets of actions that others contain.
func maximal(alive [][][]int) [][][]int {
	var out [][][]int
	for i, a := range alive {
		if !slices.ContainsFunc(alive[i+1:], func(b [][]int) bool { return within(a, b) }) &&
			!slices.ContainsFunc(out, func(b [][]int) bool { return within(a, b) }) {
			out = append(out, a)
		}
	}
	return out
}

// eachOrbit calls yield with one of each orbit of support profiles within alive,
// which is the same for all players of a class, and the size of the orbit.
func eachOrbit(g *games.Game, classes [][]int, alive [][]int, yield func(support [][]int, size int)) {
	choices := make([][][]int, len(classes)) // the supports of a player of the class
	for c, class := range classes {
		set := alive[class[0]]
		for size := 1; size <= len(set); size++ {
			choose(len(set), size, func(places []int) { choices[c] = append(choices[c], members(set, places)) })
		}
	}
	support := make([][]int, len(g.Players))
	var walk func(c, size int)
	walk = func(c, size int) {
		if c == len(classes) {
			yield(support, size)
			return
		}
		distribute(len(classes[c]), len(choices[c]), func(counts []int) bool {
			next, ways := 0, size
			for i, n := range counts {
				for range n {
					support[classes[c][next]] = choices[c][i]
					next++
				}
				ways = timesBinomial(ways, next, n)
			}
			walk(c+1, ways)
			return true
		})
	}
	walk(0, 1)
}

// supportLabel describes a support profile of a game in which all players are
// exchangeable: 2 mix hold, race; 1 plays hold. Where all mix alike there is none.
func supportLabel(g *games.Game, classes [][]int, support [][]int) []note.Note {
	if len(classes) != 1 || len(classes[0]) < 3 {
		return nil
	}
	var parts []note.Note
	for from := len(support); from > 0; {
		set := support[from-1]
		to := from
		for from > 0 && slices.Equal(support[from-1], set) {
			from--
		}
		if to-from == len(support) {
			return nil
		}
		code := note.Play
		if len(set) > 1 {
			code = note.Mix
		}
		parts = append(parts, note.New(code, to-from, actionNames(g, support[from])))
	}
	return parts
}

// actionNames names actions of the first player.
func actionNames(g *games.Game, set []int) []string {
	var names []string
	for _, a := range set {
		names = append(names, g.Players[0].Actions[a])
	}
	return names
}

// mixedRows derives the rows of the support profiles of many players in which
// somebody mixes, piece by piece, and records those it could not decide.
func (t *Table) mixedRows(ctx context.Context, classes [][]int, opt Options) {
	ps, why := mixedPieces(ctx, t.Game, t.judge, classes, opt.split)
	if !why.IsZero() {
		t.Complete, t.Reasons = false, append(t.Reasons, why)
		return
	}
	orbits, why := mixedOrbits(t.Game, classes, survivors(ps), opt.MaxProfiles)
	if !why.IsZero() {
		t.Complete, t.Reasons = false, append(t.Reasons, why)
		return
	}
	type task struct {
		orbit supportOrbit
		m     *multimatrix
	}
	var tasks []task
	partial := make(map[string]bool) // supports examined in a part of parameter space
	for _, o := range orbits {
		for _, piece := range ps {
			for _, m := range piece.at(o.support) {
				tasks = append(tasks, task{o, m})
				if !m.piece.when.IsTrue() {
					partial[fmt.Sprint(o.support)] = true
				}
			}
		}
	}
	type answer struct {
		row  *Row
		open bool
	}
	answers, have := concept.InParts(ctx, len(tasks), opt.Workers, opt.Progress, func(i int, soFar func(answer)) answer {
		m := tasks[i].m.fork() // a judge of its own makes the row independent of the order of work
		o := tasks[i].orbit
		budget := midBudget
		switch linear := o.mixers() <= linearMixers; {
		case len(tasks) <= smallMixedTable && linear:
			budget = fullBudget
		case len(tasks) > largeMixedTable && !linear:
			budget = quickBudget
		}
		row, ok := m.row(ctx, o, classes, budget, func(r *Row) { soFar(answer{row: r}) })
		return answer{row, !ok}
	})
	from := len(t.Rows)
	for i, a := range answers {
		if o := tasks[i].orbit; a.open && !t.leftOut(o.support) {
			t.LeftOut = append(t.LeftOut, o.support)
		}
		if a.row != nil {
			if !have[i] {
				a.row.notDecided(note.Cause(ctx), "efficient", "strategies")
			}
			t.join(a.row)
		}
	}
	if len(t.LeftOut) > 0 && len(t.Game.Params) == 0 {
		t.settleInNumbers(ctx, orbits, opt.Workers)
	}
	// What holds of one piece only is no row.
	rows := t.Rows[from:]
	t.Rows = append(t.Rows[:from:from], slices.DeleteFunc(slices.Clone(rows), func(r *Row) bool {
		return t.leftOut(r.Support)
	})...)
	rows = t.Rows[from:]
	t.finishRows(ctx, rows, opt.Workers, func(r *Row) bool { return partial[fmt.Sprint(r.Support)] })
	if n := len(t.LeftOut); n > 0 {
		t.incompleteWithout()
	}
}

// leftOut reports whether a support profile is among those without a condition.
func (t *Table) leftOut(support [][]int) bool {
	return slices.ContainsFunc(t.LeftOut, func(s [][]int) bool { return compareSupports(s, support) == 0 })
}

// smallMixedTable is the number of support profiles, times the pieces, up to which
// the eliminations of linear systems get the full budget. A 2×2×2 game has 19
// profiles in which somebody mixes. Beyond largeMixedTable the other systems only
// get the budget of what is easily proved.
const (
	smallMixedTable = 27
	largeMixedTable = 100
)

// namedLeftOut is how many of the support profiles left out a reason names.
const namedLeftOut = 6

// incompleteWithout says that support profiles were left out.
func (t *Table) incompleteWithout() {
	var names []string
	for _, s := range t.LeftOut[:min(len(t.LeftOut), namedLeftOut)] {
		names = append(names, (&Row{Support: s}).Profile(t.Game))
	}
	if n := len(t.LeftOut) - len(names); n > 0 {
		t.incomplete(note.NoConditionOf, names, n)
		return
	}
	t.incomplete(note.NoCondition, names)
}

// linearMixers is the number of mixing players up to which indifference is linear
// in the weights; with more of them elimination is tried up to maxWeights weights.
const (
	linearMixers = 2
	maxWeights   = 3
)

// mixers counts the players who mix.
func (o supportOrbit) mixers() int {
	n := 0
	for _, set := range o.support {
		if len(set) > 1 {
			n++
		}
	}
	return n
}

// row derives the row of a support profile, or nil if it never exists; ok is false
// when its condition was not found. What it gives to soFar has no more than that.
func (m *multimatrix) row(ctx context.Context, o supportOrbit, classes [][]int, budget int, soFar func(*Row)) (row *Row, ok bool) {
	if m.dominated(ctx, o.support) {
		return nil, true
	}
	s, f, ok := m.solve(ctx, o, classes, budget)
	if !ok {
		return nil, false
	}
	if m.asm.refutesFully(ctx, f) {
		return nil, true
	}
	row = &Row{Support: o.support, Label: o.label, Multiplicity: o.size, Exists: and(m.piece.when, f)}
	soFar(row.clone())
	m.describe(ctx, row, classes, s, f)
	return row, true
}

// solve sets up the system of a support profile and eliminates its weights, under
// the hypotheses of the judge; ok is false when the condition was not found.
func (m *multimatrix) solve(ctx context.Context, o supportOrbit, classes [][]int, budget int) (s *supportSystem, f expr.Formula, ok bool) {
	s = m.system(ctx, o.support)
	opt := m.asm.options()
	opt.Budget = budget
	asm := prove.Assume(m.asm.hyps, opt)
	s.alike(ctx, asm, classes)
	if ans, at := asm.Satisfiable(ctx, s.formula()); ans == prove.No {
		return s, expr.False(), true
	} else {
		s.somewhere = at
	}
	if o.mixers() > linearMixers && len(s.occurring()) > maxWeights {
		return s, f, false
	}
	f, ok = s.eliminate(ctx, m.asm.hyps, opt)
	return s, f, ok && ctx.Err() == nil
}

// describe says what the equilibria of a row are, and fills in the columns of one
// that is a single point given by rational functions.
func (m *multimatrix) describe(ctx context.Context, row *Row, classes [][]int, s *supportSystem, exists expr.Formula) {
	where := m.asm.with(exists)
	w, s := m.solveWeights(ctx, s, classes, where, exists)
	switch w.kind {
	case manyPoints:
		row.Continuum = m.roomy(ctx, where, s)
	case rootPoint:
		row.Root = m.root(row.Support, w)
		row.Root.Where = where.simplify(ctx, w.sole)
		row.Payoffs = m.payoffsOfRoot(row)
		inRoot := func(v algebra.Ratio) bool { return slices.Contains(v.Vars(), row.Root.Unknown) }
		if row.Payoffs == nil || slices.ContainsFunc(row.Payoffs, inRoot) {
			row.NotDecided = append(row.NotDecided, NotDecided{"efficient", note.New(note.OfRoot)})
		} else if f, ok := m.efficient(ctx, row, where, and(exists, w.sole)); ok {
			row.Efficient = &f
		}
	case rationalPoint:
		valid := exists
		for _, r := range w.weights {
			valid = and(valid, expr.Compare(r, expr.GT, algebra.Ratio{}))
		}
		if m.asm.refutes(ctx, valid) {
			return // where the support carries equilibria the solution is another
		}
		row.Strategies = m.strategies(row.Support, w.weights)
		row.Payoffs = m.payoffs(row.Support, row.Strategies)
		if f, ok := m.efficient(ctx, row, where, and(exists, w.sole)); ok {
			row.Efficient = &f
		}
	}
}

// solveWeights solves the equations of a support where it carries an equilibrium,
// but for a negligible set of parameters, and returns the system that was solved.
func (m *multimatrix) solveWeights(ctx context.Context, s *supportSystem, classes [][]int, where *judge, exists expr.Formula) (weightSolution, *supportSystem) {
	w := s.solveWeights(ctx, where)
	if inner := opened(exists); w.kind == notSolved && !inner.Equal(exists) {
		// At the bounds of existence equations may leave more open than within.
		within := m.asm.with(inner)
		s = m.system(ctx, s.support)
		s.alike(ctx, within.full(), classes)
		w = s.solveWeights(ctx, within)
		w.sole = and(w.sole, inner)
	}
	// What was divided by zero on the way must not be the rule.
	if w.kind != notSolved && !w.sole.IsTrue() && where.measure0(ctx, expr.Not(w.sole)) != prove.Yes {
		w.kind = notSolved
	}
	return w, s
}

// opened is a condition with its inequalities made strict.
func opened(f expr.Formula) expr.Formula {
	return f.Map(func(a expr.Atom) expr.Formula {
		switch a.Op {
		case expr.LE:
			return expr.Sign(a.P, expr.LT)
		case expr.GE:
			return expr.Sign(a.P, expr.GT)
		}
		return expr.Sign(a.P, a.Op)
	})
}

// roomy reports whether it is proved that the weights of a support whose equations
// leave some of them free can move: that, but for a negligible set of parameters,
// they are found with every inequality strict.
func (m *multimatrix) roomy(ctx context.Context, where *judge, s *supportSystem) bool {
	if len(s.tempt) == 0 {
		return true
	}
	opt := where.options()
	opt.Budget = midBudget
	e := weightEliminator{ctx: ctx, hyps: where.hyps, opt: opt}
	f := positive(s.weights)
	for _, p := range s.equal {
		f = and(f, expr.Sign(p, expr.EQ))
	}
	for _, p := range s.tempt {
		f = and(f, expr.Sign(p, expr.LT))
	}
	f, ok := e.project(f, s.weights)
	return ok && where.measure0(ctx, expr.Not(f)) == prove.Yes
}

// strategies turns weights into probabilities over all actions.
func (m *multimatrix) strategies(support [][]int, w []algebra.Ratio) [][]algebra.Ratio {
	var out [][]algebra.Ratio
	at := 0
	for p, set := range support {
		x := make([]algebra.Ratio, len(m.game.Players[p].Actions))
		sum := algebra.FromInt(1)
		for k := range set[1:] {
			sum = sum.Add(w[at+k])
		}
		x[set[0]] = sum.Inv()
		for k, a := range set[1:] {
			x[a] = w[at+k].Mul(x[set[0]])
		}
		at += len(set) - 1
		out = append(out, x)
	}
	return out
}

// root states a solution by a polynomial in a probability of a player who mixes over
// two actions, in the ratio of two probabilities where she mixes over more.
func (m *multimatrix) root(support [][]int, w weightSolution) *Root {
	r := &Root{Unknown: len(m.game.Params)}
	x := algebra.Variable(r.Unknown)
	weight := algebra.FromPoly(x) // the unknown weight in x
	own := algebra.FromPoly(algebra.Variable(w.unknown))
	at := 0
	for p, set := range support {
		for k, a := range set[1:] {
			if r.Other == r.Action && w.weights[at+k].Equal(own) {
				r.Player, r.Action, r.Other = p, a, set[0]
				if r.Probability = len(set) == 2; r.Probability {
					weight = algebra.RatioOf(x, algebra.IntPoly(1).Sub(x))
				}
			}
		}
		at += len(set) - 1
	}
	inX := func(f algebra.Ratio) algebra.Ratio {
		// Weight variables follow the parameters, as x does, so that w goes before
		// x comes in.
		out, _ := f.Substitute(w.unknown, weight)
		return out
	}
	r.Poly, _ = inX(algebra.FromPoly(w.root)).Num().Primitive()
	if r.Poly.LeadCoeff(r.Unknown).Lead().Sign() < 0 {
		r.Poly = r.Poly.Neg()
	}
	for _, s := range m.strategies(support, w.weights) {
		y := make([]algebra.Ratio, len(s))
		for a, f := range s {
			y[a] = inX(f)
		}
		r.Strategies = append(r.Strategies, y)
	}
	return r
}

// payoffs are what strategies with these supports pay.
func (m *multimatrix) payoffs(support [][]int, strategies [][]algebra.Ratio) []algebra.Ratio {
	var out []algebra.Ratio
	for p, set := range support {
		var v algebra.Ratio
		m.against(p, support, func(index int, pos []int) {
			t := m.piece.payoff[p][index+set[0]*m.stride[p]]
			for q, k := range pos {
				if q != p {
					t = t.Mul(strategies[q][support[q][k]])
				}
			}
			v = v.Add(t)
		})
		out = append(out, v)
	}
	return out
}

// maxRootPayoffs bounds the products of probabilities and the degree of the root with
// which payoffs are written out.
const maxRootPayoffs = 500

// payoffsOfRoot are those of a row whose probabilities are functions of a root, of
// degree below that of its polynomial where its leading coefficient is a number; nil
// where they are too long.
func (m *multimatrix) payoffsOfRoot(row *Row) []algebra.Ratio {
	r := row.Root
	size := r.Poly.Degree(r.Unknown)
	for _, set := range row.Support {
		if size *= len(set); size > maxRootPayoffs {
			return nil
		}
	}
	out := m.payoffs(row.Support, r.Strategies)
	if !r.Poly.ContentIn(r.Unknown).IsConst() {
		return out
	}
	lead := r.Poly.LeadCoeff(r.Unknown)
	for p, v := range out {
		if n := v.Num().Degree(r.Unknown) - r.Poly.Degree(r.Unknown) + 1; n > 0 && !v.Den().Has(r.Unknown) {
			// lead^n times the numerator is the remainder where the polynomial vanishes; a
			// polynomial without content divides what lead^n goes out of (Gauss).
			rest := algebra.RatioOf(v.Num().PseudoRem(r.Poly, r.Unknown), v.Den().Mul(lead.Pow(n)))
			if _, ok := lead.Const(); ok || rest.Den().IsConst() && v.Den().IsConst() {
				out[p] = rest
			}
		}
	}
	return out
}

// maxEfficientTerms bounds the payoffs of a mixed row, in terms, for which the
// condition of efficiency is derived.
const maxEfficientTerms = 40

// efficient is the condition that a mixed row exists and no pure profile
// Pareto-dominates it; ok is false when its payoffs are too long to compare.
func (m *multimatrix) efficient(ctx context.Context, row *Row, where *judge, exists expr.Formula) (f expr.Formula, ok bool) {
	terms := 0
	for _, v := range row.Payoffs {
		terms += v.Num().Terms() * v.Den().Terms()
	}
	if terms > maxEfficientTerms {
		return f, false
	}
	var all []expr.Formula
	for _, v := range row.Payoffs { // without a value there is no one equilibrium
		all = append(all, where.quick.Simplify(ctx, expr.Sign(v.Den(), expr.NE)))
	}
	for i := range m.piece.payoff[0] {
		var better, same []expr.Formula
		for p, v := range row.Payoffs {
			better = append(better, expr.Compare(v, expr.GT, m.piece.payoff[p][i]))
			same = append(same, expr.Compare(v, expr.EQ, m.piece.payoff[p][i]))
		}
		f := where.quick.Simplify(ctx, expr.Or(append(better, expr.And(same...))...))
		if f.IsFalse() {
			return f, true
		}
		all = append(all, f)
	}
	f = expr.And(all...)
	if huge(f) {
		return f, false
	}
	return and(m.piece.when, m.asm.column(ctx, where, exists, f)), true
}
