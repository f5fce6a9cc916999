package stability

import (
	"context"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"brink/games"
	"brink/games/expr"
	"brink/solver/prove"
)

// supportOrbit is a set of support profiles that differ only by exchanging
// exchangeable players, with one of them.
type supportOrbit struct {
	support [][]int
	label   string
	size    int // number of support profiles, or -1 when beyond an int
}

// Bounds on the search for mixed equilibria of games with more than two players.
const (
	maxMixedPayoffs = 1 << 12 // payoffs of one player times players
	maxMixedActions = 10      // of one player
)

// mixedOrbits lists the orbits of support profiles in which somebody mixes, the
// smaller supports first; why says why there is no list.
func mixedOrbits(g *games.Game, classes [][]int, limit int) (out []supportOrbit, why string) {
	if n := g.Profiles(maxMixedPayoffs); n < 0 || n*len(g.Players) > maxMixedPayoffs || slices.Max(g.Shape()) > maxMixedActions {
		return nil, "the game is too large to examine its mixed support profiles"
	}
	total := 1
	choices := make([][][]int, len(classes)) // the supports of a player of the class
	for c, class := range classes {
		k := len(g.Players[class[0]].Actions)
		for size := 1; size <= k; size++ {
			choose(k, size, func(set []int) { choices[c] = append(choices[c], slices.Clone(set)) })
		}
		n := games.Compositions(len(class), len(choices[c]))
		if hi, lo := bits.Mul64(uint64(total), uint64(n)); hi > 0 || lo > uint64(limit) {
			return nil, fmt.Sprintf("the game has more than %d support profiles; mixed ones were not examined", limit)
		}
		total *= n
	}
	o := supportOrbit{support: make([][]int, len(g.Players)), size: 1}
	var walk func(c, size int)
	walk = func(c, size int) {
		if c == len(classes) {
			if r := (&Row{Support: o.support}); !r.Pure() {
				out = append(out, supportOrbit{slices.Clone(o.support), supportLabel(g, classes, o.support), size})
			}
			return
		}
		distribute(len(classes[c]), len(choices[c]), func(counts []int) bool {
			next, ways := 0, size
			for i, n := range counts {
				for range n {
					o.support[classes[c][next]] = choices[c][i]
					next++
				}
				ways = timesBinomial(ways, next, n)
			}
			walk(c+1, ways)
			return true
		})
	}
	walk(0, 1)
	slices.SortStableFunc(out, func(a, b supportOrbit) int { return compareSupports(a.support, b.support) })
	return out, ""
}

// supportLabel describes a support profile of a game in which all players are
// exchangeable: "2 mix hold, race; 1 hold". Where all mix alike there is none.
func supportLabel(g *games.Game, classes [][]int, support [][]int) string {
	if len(classes) != 1 || len(classes[0]) < 3 {
		return ""
	}
	var parts []string
	for from := len(support); from > 0; {
		set := support[from-1]
		to := from
		for from > 0 && slices.Equal(support[from-1], set) {
			from--
		}
		if to-from == len(support) {
			return ""
		}
		verb := " "
		if len(set) > 1 {
			verb = " mix "
			if to-from == 1 {
				verb = " mixes "
			}
		}
		parts = append(parts, fmt.Sprintf("%d%s%s", to-from, verb, strings.Join(actionNames(g, support[from]), ", ")))
	}
	return strings.Join(parts, "; ")
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
	orbits, why := mixedOrbits(t.Game, classes, opt.MaxProfiles)
	if why != "" {
		t.incomplete(why)
		return
	}
	ps, err := pieces(ctx, t.Game, t.judge)
	if err != nil {
		t.incomplete(fmt.Sprintf("mixed support profiles were not examined: %v", err))
		return
	}
	ms := make([]*multimatrix, len(ps))
	for k, s := range ps {
		ms[k] = newMultimatrix(ctx, t.Game, t.judge, s)
		ms[k].asm.seek(ctx)
	}
	budget := fullBudget
	if len(orbits)*len(ps) > smallMixedTable {
		budget = midBudget
	}
	type answer struct {
		row  *Row
		open bool
	}
	answers := make([]answer, len(ms)*len(orbits))
	parallel(ctx, len(answers), opt.Workers, opt.Progress, func(i int) {
		m := ms[i%len(ms)].fork() // a judge of its own makes the row independent of the order of work
		row, ok := m.row(ctx, orbits[i/len(ms)], classes, budget)
		if ctx.Err() == nil {
			answers[i] = answer{row, !ok}
		}
	})
	from := len(t.Rows)
	for i, a := range answers {
		o := orbits[i/len(ms)]
		if a.open && !slices.ContainsFunc(t.LeftOut, func(s [][]int) bool { return compareSupports(s, o.support) == 0 }) {
			t.LeftOut = append(t.LeftOut, o.support)
		}
		if a.row != nil {
			t.join(a.row)
		}
	}
	// What holds of one piece only is no row.
	rows := t.Rows[from:]
	t.Rows = append(t.Rows[:from:from], slices.DeleteFunc(slices.Clone(rows), func(r *Row) bool {
		return slices.ContainsFunc(t.LeftOut, func(s [][]int) bool { return compareSupports(s, r.Support) == 0 })
	})...)
	rows = t.Rows[from:]
	parallel(ctx, len(rows), opt.Workers, nil, func(i int) { t.finish(ctx, rows[i], len(ms) > 1) })
	if n := len(t.LeftOut); n > 0 {
		t.incomplete(leftOutReason(t.Game, t.LeftOut))
	}
}

// smallMixedTable is the number of support profiles, times the pieces, up to which
// every elimination gets the full budget. A 2×2×2 game has 19 in which somebody
// mixes.
const smallMixedTable = 27

// namedLeftOut is how many of the support profiles left out a reason names.
const namedLeftOut = 6

func leftOutReason(g *games.Game, left [][][]int) string {
	var names []string
	for _, s := range left[:min(len(left), namedLeftOut)] {
		names = append(names, (&Row{Support: s}).Profile(g))
	}
	out := "no condition was found within the budget for " + strings.Join(names, ", ")
	if n := len(left) - len(names); n > 0 {
		out += fmt.Sprintf(" and %d more support profiles", n)
	}
	return out
}

// Players who mix, and weights, up to which elimination is tried. Two mixing
// players meet linear conditions.
const (
	maxMixers  = 2
	maxWeights = 4
)

// row derives the row of a support profile, or nil if it never exists; ok is false
// when its condition was not found.
func (m *multimatrix) row(ctx context.Context, o supportOrbit, classes [][]int, budget int) (row *Row, ok bool) {
	if m.dominated(ctx, o.support) {
		return nil, true
	}
	s, f, ok := m.solve(ctx, o.support, classes, expr.True(), budget)
	if !ok {
		return nil, false
	}
	if m.asm.hopeless(ctx, f) {
		return nil, true
	}
	row = &Row{Support: o.support, Label: o.label, Multiplicity: o.size, Exists: and(m.piece.when, f)}
	m.describe(ctx, row, s, f)
	return row, true
}

// solve sets up the system of a support profile and eliminates its weights, under
// the hypotheses of the judge and one more; ok is false when the condition was
// not found.
func (m *multimatrix) solve(ctx context.Context, support [][]int, classes [][]int, also expr.Formula, budget int) (s *supportSystem, f expr.Formula, ok bool) {
	s = m.system(ctx, support)
	opt := m.asm.options()
	opt.Budget = budget
	hyps := expr.And(m.asm.hyps, also)
	asm := prove.Assume(hyps, opt)
	s.alike(ctx, asm, classes)
	if ans, _ := asm.Satisfiable(ctx, s.formula()); ans == prove.No {
		return s, expr.False(), true
	}
	mixers := 0
	for _, set := range support {
		if len(set) > 1 {
			mixers++
		}
	}
	if mixers > maxMixers && len(s.weights) > maxWeights {
		return s, f, false
	}
	f, ok = s.eliminate(ctx, hyps, opt)
	return s, f, ok && ctx.Err() == nil
}

// describe fills in the columns of a row whose equilibrium is a single point given
// by rational functions.
func (m *multimatrix) describe(ctx context.Context, row *Row, s *supportSystem, exists expr.Formula) {
	w, ok := s.closedForm()
	if !ok {
		return
	}
	g := m.game
	valid := exists
	for _, r := range w {
		valid = and(valid, expr.Compare(r, expr.GT, expr.Ratio{}))
	}
	if m.asm.impossible(ctx, valid) {
		return // where the support carries equilibria the solution is another
	}
	at := 0
	for p, set := range row.Support {
		x := make([]expr.Ratio, len(g.Players[p].Actions))
		sum := expr.FromInt(1)
		for k := range set[1:] {
			sum = sum.Add(w[at+k])
		}
		x[set[0]] = sum.Inv()
		for k, a := range set[1:] {
			x[a] = w[at+k].Mul(x[set[0]])
		}
		at += len(set) - 1
		row.Strategies = append(row.Strategies, x)
	}
	for p, set := range row.Support {
		var v expr.Ratio
		m.against(p, row.Support, func(index int, pos []int) {
			t := m.piece.payoff[p][index+set[0]*m.stride[p]]
			for q, k := range pos {
				if q != p {
					t = t.Mul(row.Strategies[q][row.Support[q][k]])
				}
			}
			v = v.Add(t)
		})
		row.Payoffs = append(row.Payoffs, v)
	}
	where := m.asm.with(exists)
	var all []expr.Formula
	for i := range m.piece.payoff[0] {
		var better, same []expr.Formula
		for p := range g.Players {
			better = append(better, expr.Compare(row.Payoffs[p], expr.GT, m.piece.payoff[p][i]))
			same = append(same, expr.Compare(row.Payoffs[p], expr.EQ, m.piece.payoff[p][i]))
		}
		f := where.simplify(ctx, expr.Or(append(better, expr.And(same...))...))
		all = append(all, f)
		if f.IsFalse() {
			break
		}
	}
	f := and(m.piece.when, where.simplify(ctx, expr.And(all...)))
	row.Efficient = &f
}
