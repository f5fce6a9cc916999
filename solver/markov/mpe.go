// Package markov finds the pure stationary Markov-perfect equilibria of stochastic
// games (Shapley 1953; Maskin and Tirole 2001) as conditions on the parameters.
package markov

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"time"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// MaxPolicies bounds the policies, on some of the states or all, that are tried: a
// policy takes about a millisecond. maxTerms bounds how long their values are in all,
// where no time was given: a million of terms are some seconds.
const (
	MaxPolicies = 20_000
	maxTerms    = 300_000
)

// effort is what was tried so far, and how much it may be; 0 for any.
type effort struct{ policies, terms, mostPolicies, mostTerms int }

func (e *effort) spent() bool {
	return e.policies == e.mostPolicies || e.mostTerms > 0 && e.terms > e.mostTerms
}

// Equilibria lists the pure stationary Markov-perfect equilibria: for each policy
// profile (an action of every player in every state) the condition under which no
// player gains by another action once, in any state, reached or not, which is
// enough by the one-shot deviation principle (Blackwell 1965).
//
// States are taken in classes that can reach each other, the last ones first. Within
// a class policies are built state by state: profiles that someone leaves for an
// action with which play goes on alike are dropped first, values are eliminated one
// state at a time over the rational functions of the parameters, and a policy is
// given up as soon as the conditions whose values are determined contradict each
// other under the assumptions. What is left to try is, in the worst case, the
// product of the numbers of profiles in the states of one class, times the equilibria
// behind it: ten states that all lead to each other may have more equilibria than anyone
// can read. Where more than MaxPolicies are tried, or their values become long and no time
// was given, the table is not complete; it then has policies that are equilibria at the
// defaults or at other points, each with its whole condition.
func Equilibria(ctx context.Context, g *games.Stochastic) (*concept.Table, error) {
	t, _, err := equilibria(ctx, g, MaxPolicies)
	return t, err
}

// equilibria is Equilibria with at most so many policies tried, and how many were.
func equilibria(ctx context.Context, g *games.Stochastic, limit int) (*concept.Table, int, error) {
	s := concept.NewSettler(g)
	out := &concept.Table{Model: g, Concept: "mpe", Complete: true}
	pieces, err := s.Pieces(ctx, entries(g))
	if err != nil {
		return nil, 0, err
	}
	var on []*matrices
	for _, p := range pieces {
		on = append(on, newMatrices(g, p))
	}
	// Where more policies are possible than are tried, it is found out at numbers first
	// whether there are more equilibria than anyone can read.
	var met [][]int
	if slices.ContainsFunc(on, func(m *matrices) bool { return m.policies() > limit }) {
		met = atPoint(ctx, g, g.Defaults(), min(limit, atDefaults))
	}
	many := len(met) == maxMet
	searching, cancel := halfTheTime(ctx)
	defer cancel()
	all := searched{short: true}
	if !many {
		all = look(searching, s, on, limit)
	}
	var found []*candidate
	points := nearby(g)
	if all.short {
		points = around(g)
		looking, stop := halfTheTime(ctx)
		policies := known(looking, g, points, met, all.parts, limit)
		stop()
		writing, stop := halfTheTime(ctx)
		found = complete(writing, s, on, policies)
		stop()
	} else {
		found = join(all.parts)
	}
	slices.SortFunc(found, func(c, d *candidate) int { return slices.Compare(c.policy, d.policy) })
	simplify := s.Simplifier(len(found))
	rows, _ := concept.InParts(ctx, len(found), 0, nil, func(i int, soFar func(*concept.Row)) *concept.Row {
		if !found[i].possible(ctx, s, points, !all.short) {
			return nil
		}
		return found[i].row(ctx, s, simplify, soFar)
	})
	out.Rows = slices.DeleteFunc(rows, func(r *concept.Row) bool { return r == nil })
	var why []note.Note
	switch {
	case many:
		why = append(why, note.New(note.ManyEquilibria, maxMet))
	case all.short && searching.Err() == nil:
		why = append(why, note.New(note.ManyPolicies, all.tried))
	case all.short && ctx.Err() == nil:
		why = append(why, note.Cause(searching))
	}
	if ctx.Err() != nil {
		why = append(why, note.Cause(ctx))
	}
	out.Complete, out.Reasons = len(why) == 0, why
	return out, all.tried, nil
}

// searched is what a search has found.
type searched struct {
	parts []part
	tried int
	short bool // it ended before its time
}

// look searches for the equilibria on each piece. Where a step takes far longer than the
// context allows, what was found before it is returned.
func look(ctx context.Context, s *concept.Settler, on []*matrices, limit int) searched {
	run := func(_ int, soFar func(searched)) searched {
		var out searched
		tried := &effort{mostPolicies: limit, mostTerms: maxTerms}
		if _, given := ctx.Deadline(); given {
			tried.mostTerms = 0
		}
		for _, m := range on {
			f := &finder{matrices: m, s: s, tried: tried}
			f.equilibria(ctx, func(sol solution) {
				out.parts = append(out.parts, part{m, sol})
				soFar(searched{out.parts, tried.policies, true})
			})
			out.short = out.short || f.short
		}
		out.tried = tried.policies
		return out
	}
	found, have := concept.InParts(ctx, 1, 1, nil, run)
	found[0].short = found[0].short || !have[0]
	return found[0]
}

// join gathers what was found of each policy.
func join(parts []part) []*candidate {
	var out []*candidate
	byPolicy := make(map[string]*candidate)
	for _, p := range parts {
		key := fmt.Sprint(p.policy)
		c := byPolicy[key]
		if c == nil {
			c = &candidate{policy: p.policy}
			out, byPolicy[key] = append(out, c), c
		}
		c.on = append(c.on, p)
	}
	return out
}

// complete finds the whole condition of each policy, on all pieces.
func complete(ctx context.Context, s *concept.Settler, on []*matrices, policies [][]int) []*candidate {
	all, have := concept.Parallel(ctx, len(policies), 0, nil, func(i int) *candidate {
		c := &candidate{policy: policies[i]}
		for _, m := range on {
			f := &finder{matrices: m, s: s, tried: &effort{}, only: c.policy}
			f.equilibria(ctx, func(sol solution) { c.on = append(c.on, part{m, sol}) })
		}
		return c
	})
	var out []*candidate
	for i, c := range all {
		if have[i] && c.on != nil {
			out = append(out, c)
		}
	}
	return out
}

// halfTheTime is a context that ends when half of what is left of a deadline is over, so
// that there is time to write down what a search has found.
func halfTheTime(ctx context.Context) (context.Context, context.CancelFunc) {
	if end, ok := ctx.Deadline(); ok {
		return context.WithDeadline(ctx, time.Now().Add(time.Until(end)/2))
	}
	return ctx, func() {}
}

// candidate is a policy with what was found of it on each piece.
type candidate struct {
	policy []int
	on     []part
}

// part is a solution on a piece of parameter space.
type part struct {
	m *matrices
	solution
}

// exists is the condition under which a candidate is an equilibrium.
func (c *candidate) exists() expr.Formula {
	f := expr.False()
	for _, p := range c.on {
		f = expr.Or(f, p.when)
	}
	return f
}

// possible reports whether a candidate is an equilibrium somewhere: at one of some
// points, or by proof, at little cost where the table is not whole; where it is, what is
// neither proved nor refuted counts.
func (c *candidate) possible(ctx context.Context, s *concept.Settler, points [][]*big.Rat, whole bool) bool {
	exists := c.exists()
	if slices.ContainsFunc(points, func(at []*big.Rat) bool { return exists.Eval(at) }) {
		return true
	}
	if !whole {
		return s.Soon(ctx, exists) == prove.Yes
	}
	return s.Possible(ctx, exists) != prove.No
}

// row is the row of a candidate; nil where it proves to be an equilibrium nowhere. What
// is there first is the condition as it was found.
func (c *candidate) row(ctx context.Context, s *concept.Settler, simplify func(context.Context, expr.Formula) expr.Formula, soFar func(*concept.Row)) *concept.Row {
	r := c.on[0].m.row(c.on[0].solution)
	r.Exists = c.exists()
	raw := *r
	soFar(&raw)
	r.Exists = simplify(ctx, r.Exists)
	if r.Exists.IsFalse() {
		return nil
	}
	r.KnifeEdge = s.Negligible(ctx, r.Exists)
	plain := *r
	soFar(&plain)
	r.Deterred = c.deterred()
	r.Numbers = c.numbers(ctx, s, c.on[0].m.g)
	return r
}

// entries lists all formulas of a game, in the order in which newMatrices takes
// them back.
func entries(g *games.Stochastic) []expr.Value {
	out := slices.Clone(g.Discount)
	for _, s := range g.States {
		for _, u := range s.Payoffs {
			out = append(out, u...)
		}
		for _, row := range s.Next {
			out = append(out, row...)
		}
	}
	return out
}

// matrices is a game on one piece of parameter space.
type matrices struct {
	g      *games.Stochastic
	when   expr.Formula
	delta  []algebra.Ratio
	payoff [][][]algebra.Ratio // [state][player][profile]
	next   [][][]algebra.Ratio // [state][profile][state]
}

func newMatrices(g *games.Stochastic, p concept.Piece) *matrices {
	m := &matrices{g: g, when: p.When}
	rest := p.Ratio
	take := func(n int) []algebra.Ratio {
		out := rest[:n]
		rest = rest[n:]
		return out
	}
	m.delta = take(len(g.Players))
	for _, s := range g.States {
		var u, next [][]algebra.Ratio
		for range g.Players {
			u = append(u, take(s.Profiles()))
		}
		for range s.Profiles() {
			next = append(next, take(len(g.States)))
		}
		m.payoff, m.next = append(m.payoff, u), append(m.next, next)
	}
	return m
}

// solution is a policy on some states with what follows from it.
type solution struct {
	policy []int // by state: the profile that is played; -1 where not yet known
	value  [][]algebra.Ratio
	when   expr.Formula
}

// finder looks for the equilibria on one piece of parameter space.
type finder struct {
	*matrices
	s     *concept.Settler
	tried *effort
	only  []int // the policy to look at; nil for all
	short bool  // the search ended before its time
}

// policies is an upper bound on how many policies are tried, in the largest class.
func (m *matrices) policies() int {
	most := 0
	for _, class := range classes(m.graph()) {
		n := 1
		for _, i := range class {
			if n <= MaxPolicies {
				n *= m.g.States[i].Profiles()
			}
		}
		most = max(most, n)
	}
	return most
}

// stopped reports that the search is not to go on.
func (f *finder) stopped(ctx context.Context) bool {
	if f.only != nil {
		return false
	}
	if f.tried.spent() || ctx.Err() != nil {
		f.short = true
		return true
	}
	f.tried.policies++
	return false
}

// equilibria extends solutions class by class, one after the other, so that there are
// some to show where the search ends early.
func (f *finder) equilibria(ctx context.Context, yield func(solution)) {
	n := len(f.g.States)
	empty := solution{policy: slices.Repeat([]int{-1}, n), when: f.when}
	for range f.g.Players {
		empty.value = append(empty.value, make([]algebra.Ratio, n))
	}
	all := classes(f.graph())
	var next func(k int, sol solution)
	next = func(k int, sol solution) {
		if k == len(all) {
			yield(sol)
			return
		}
		f.extend(ctx, all[k], k+1 == len(all), sol, func(sol solution) { next(k+1, sol) })
	}
	next(0, empty)
}

// graph lists where play can go from each state.
func (m *matrices) graph() [][]int {
	out := make([][]int, len(m.g.States))
	for i, rows := range m.next {
		for j := range m.g.States {
			if slices.ContainsFunc(rows, func(row []algebra.Ratio) bool { return !row[j].IsZero() }) {
				out[i] = append(out[i], j)
			}
		}
	}
	return out
}

// deviations lists the profiles in which a player alone acts differently.
func (m *matrices) deviations(state, player, profile int) []int {
	shape := m.g.States[state].Shape()
	step := 1
	for _, n := range shape[player+1:] {
		step *= n
	}
	own := profile / step % shape[player]
	var out []int
	for a := range shape[player] {
		if a != own {
			out = append(out, profile+(a-own)*step)
		}
	}
	return out
}

// discount is the factor on what follows a state.
func (m *matrices) discount(state, player int) algebra.Ratio {
	if m.g.States[state].Instant {
		return algebra.FromInt(1)
	}
	return m.delta[player]
}

// row begins the row of a policy.
func (m *matrices) row(f solution) *concept.Row {
	r := &concept.Row{}
	for i, s := range m.g.States {
		for p, a := range s.Actions(f.policy[i]) {
			r.Play = append(r.Play, concept.Choice{Place: s.Name, Player: p, Over: []string{s.Players[p].Actions[a]}, Probs: []concept.Amount{concept.Exactly(concept.One)}})
		}
	}
	return r
}

// deterred lists the one-shot deviations with the conditions that they do not pay.
func (c *candidate) deterred() []concept.Deterred {
	g := c.on[0].m.g
	var out []concept.Deterred
	for i, st := range g.States {
		for p, pl := range st.Players {
			for _, other := range c.on[0].m.deviations(i, p, c.policy[i]) {
				d := concept.Deterred{Place: st.Name, Player: p, Action: pl.Actions[st.Actions(other)[p]]}
				for _, on := range c.on {
					gain := on.m.payoff[i][p][other].Sub(on.value[p][i])
					for j, q := range on.m.next[i][other] {
						if !q.IsZero() {
							gain = gain.Add(on.m.discount(i, p).Mul(q).Mul(on.value[p][j]))
						}
					}
					d.When = expr.Or(d.When, expr.And(on.m.when, expr.Compare(gain, expr.LE, algebra.Ratio{})))
				}
				out = append(out, d)
			}
		}
	}
	return out
}

// numbers are the values, and what becomes of play: the long-run frequencies of the
// states, how probable it is that they are ever reached, and after what time.
func (c *candidate) numbers(ctx context.Context, s *concept.Settler, g *games.Stochastic) []concept.Number {
	var out []concept.Number
	add := func(code, name string, cases []expr.Case, partial bool) {
		n := concept.Number{Code: code, Name: name}
		if cases != nil {
			n.Is = concept.Exactly(expr.Value{Cases: cases})
			if n.Is.Partial = partial; partial {
				for _, c := range cases {
					n.Is.Where = expr.Or(n.Is.Where, c.When)
				}
			}
		}
		out = append(out, n)
	}
	for i, st := range g.States {
		for p, name := range g.Players {
			var cases []expr.Case
			for _, on := range c.on {
				cases = append(cases, expr.Case{When: on.m.when, Is: on.value[p][i]})
			}
			add("value", name+" "+st.Name, cases, false)
		}
	}
	n := len(g.States)
	share, reach, time := make([][]expr.Case, n), make([][]expr.Case, n), make([][]expr.Case, n)
	known, never := true, make([]bool, n)
	for _, on := range c.on {
		chains := on.m.chains(ctx, s, on.solution)
		known = known && chains != nil
		for _, ch := range chains {
			freq := on.m.limit(ch)
			for i := range n {
				r, t, sure, ok := on.m.reach(ch, i)
				if known = known && ok && freq != nil; !known {
					break
				}
				share[i] = append(share[i], expr.Case{When: ch.when, Is: freq[i]})
				reach[i] = append(reach[i], expr.Case{When: ch.when, Is: r})
				if sure {
					time[i] = append(time[i], expr.Case{When: ch.when, Is: t})
				} else {
					never[i] = true
				}
			}
		}
	}
	for _, of := range []struct {
		code  string
		cases [][]expr.Case
	}{{"long_run", share}, {"reach", reach}, {"time", time}} {
		for i, st := range g.States {
			switch partial := of.code == "time" && never[i]; {
			case !known:
				add(of.code, st.Name, nil, false)
			case partial && of.cases[i] == nil:
				add(of.code, st.Name, []expr.Case{}, true)
			default:
				add(of.code, st.Name, of.cases[i], partial)
			}
		}
	}
	return out
}
