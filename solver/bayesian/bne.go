// Package bayesian finds the Bayesian Nash equilibria (Harsanyi 1967) of games with
// finitely many types as conditions on the parameters.
package bayesian

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"brink/games"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// MaxProfiles bounds the support profiles that are examined.
const MaxProfiles = 20_000

// ErrTooLarge says that a game has more ways of playing than are examined.
var ErrTooLarge = concept.ErrTooLarge

// agent is a type of a player, who chooses for herself.
type agent struct{ player, typ int }

// Equilibria lists the Bayesian Nash equilibria, mixed ones included: for each
// support profile (the actions that every type of every player chooses with
// positive probability) the condition under which some strategies with these
// supports are interim best replies. A type of probability 0 is unconstrained.
//
// The number of support profiles is the product of 2^k - 1 over all types, k the
// number of actions; each costs a quantifier elimination. Actions that do not survive
// iterated strict dominance of the types at any parameters are left out first.
//
// Where types are numbers from ranges, it lists the equilibria in cut-off strategies.
func Equilibria(ctx context.Context, b *games.Bayesian) (*concept.Table, error) {
	switch {
	case b.Common != nil:
		return selected(ctx, b)
	case b.Densities != nil:
		return cutoffEquilibria(ctx, b)
	}
	g := newGame(b)
	g.split(ctx)
	supports, err := g.supports(ctx)
	if err != nil {
		return nil, err
	}
	// Profiles that differ only in the places of exchangeable players and types are
	// equilibria under the same condition: the first of each orbit is settled.
	orbits, of := g.orbits(exchangeable(b), supports)
	out := &concept.Table{Model: b, Concept: "bne"}
	out.Collect(ctx, len(orbits), func(ctx context.Context, i int) (*concept.Row, *note.Note) {
		r, open := g.row(ctx, orbits[i].profiles[0])
		if open {
			var names []string
			for _, s := range orbits[i].profiles {
				names = append(names, g.name(s))
			}
			return nil, concept.LeftOut(names...)
		}
		return r, nil
	})
	for _, r := range out.Rows {
		if o := orbits[of[g.name(g.supportOf(r))]]; len(o.profiles) > 1 {
			r.Multiplicity = len(o.profiles)
			for k := range o.profiles[1:] {
				out.Rows = append(out.Rows, g.moved(r, o.agents[0], o.agents[k+1]))
			}
		}
	}
	return out, nil
}

type game struct {
	*games.Bayesian
	*concept.Calc
	agents  []agent
	chances []expr.Value // the probabilities of the agents
	// pieces are parts of parameter space that together are all of it, in each of which
	// payoffs have no cases, where they are not too many.
	pieces  []expr.Formula
	settler *concept.Settler
}

// newGame lists the agents of a game with listed types.
func newGame(b *games.Bayesian) *game {
	g := &game{Bayesian: b, Calc: &concept.Calc{}, settler: concept.NewSettler(b)}
	for p, ts := range b.Types {
		for t := range ts {
			g.agents = append(g.agents, agent{p, t})
			chance := concept.Zero
			games.EachIndex(b.TypeShape(), func(k int, types []int) {
				if types[p] == t {
					chance = g.Add(chance, b.Prior[k])
				}
			})
			g.chances = append(g.chances, chance)
		}
	}
	return g
}

// split finds the pieces.
func (g *game) split(ctx context.Context) {
	g.pieces = []expr.Formula{expr.True()}
	var values []expr.Value
	add := func(v expr.Value) {
		if len(v.Cases) > 1 && !slices.ContainsFunc(values, v.Equal) {
			values = append(values, v)
		}
	}
	for _, v := range g.Prior {
		add(v)
	}
	for _, of := range g.Payoffs {
		for _, list := range of {
			for _, v := range list {
				add(v)
			}
		}
	}
	pieces, err := g.settler.Pieces(ctx, values)
	if err != nil {
		return // the sentences have the cases then
	}
	g.pieces = nil
	for _, p := range pieces {
		g.pieces = append(g.pieces, p.When)
	}
}

// name lists the supports of a profile by agent.
func (g *game) name(support [][]int) string {
	var parts []string
	for k, a := range g.agents {
		var acts []string
		for _, x := range support[k] {
			acts = append(acts, g.Players[a.player].Actions[x])
		}
		parts = append(parts, g.Agent(a.player, a.typ)+": "+strings.Join(acts, ", "))
	}
	return strings.Join(parts, "; ")
}

// supports lists the support profiles, without the actions that do not survive.
func (g *game) supports(ctx context.Context) ([][][]int, error) {
	keep := g.surviving(ctx)
	out := [][][]int{nil}
	for k := range g.agents {
		var sets [][]int
		for mask := 1; mask < 1<<len(keep[k]); mask++ {
			var set []int
			for i, x := range keep[k] {
				if mask>>i&1 == 1 {
					set = append(set, x)
				}
			}
			sets = append(sets, set)
		}
		slices.SortStableFunc(sets, func(x, y []int) int { return len(x) - len(y) })
		if len(out)*len(sets) > MaxProfiles {
			return nil, fmt.Errorf("%w: it has more than %d support profiles", ErrTooLarge, MaxProfiles)
		}
		var next [][][]int
		for _, p := range out {
			for _, set := range sets {
				next = append(next, append(slices.Clip(slices.Clone(p)), set))
			}
		}
		out = next
	}
	return out, nil
}

// surviving lists the actions of every agent that survive iterated strict dominance
// (interim, of pure actions), each step of which is proved at all parameters: no
// equilibrium uses another one.
func (g *game) surviving(ctx context.Context) [][]int {
	keep := make([][]int, len(g.agents))
	sure := make([]bool, len(g.agents)) // of positive probability
	for k, a := range g.agents {
		for x := range g.Players[a.player].Actions {
			keep[k] = append(keep[k], x)
		}
		sure[k] = g.settler.Soon(ctx, g.chances[k].Compare(expr.EQ, concept.Zero)) == prove.No
	}
	for again := true; again && ctx.Err() == nil; {
		again = false
		for k := range g.agents {
			for i := 0; sure[k] && i < len(keep[k]); {
				if g.dominated(ctx, k, keep[k][i], keep) {
					keep[k], again = slices.Delete(keep[k], i, i+1), true
				} else {
					i++
				}
			}
		}
	}
	return keep
}

// dominated reports whether another action that is left is proved to be strictly better
// for an agent whatever the others' types are, and whatever they do of what is left.
func (g *game) dominated(ctx context.Context, k, x int, keep [][]int) bool {
	a := g.agents[k]
	left := func(types, acts []int) bool {
		for j, b := range g.agents {
			if b.player != a.player && types[b.player] == b.typ && !slices.Contains(keep[j], acts[b.player]) {
				return false
			}
		}
		return true
	}
	return slices.ContainsFunc(keep[k], func(y int) bool {
		if y == x {
			return false
		}
		var not []expr.Formula
		games.EachIndex(g.TypeShape(), func(ti int, types []int) {
			if types[a.player] != a.typ {
				return
			}
			games.EachIndex(g.Shape(), func(i int, acts []int) {
				if acts[a.player] == x && left(types, acts) {
					not = append(not, g.Payoffs[ti][a.player][i].Compare(expr.GE, g.Payoffs[ti][a.player][g.with(acts, a.player, y)]))
				}
			})
		})
		return g.settler.Soon(ctx, expr.Or(not...)) == prove.No
	})
}

// with is the index of a profile in which player p does y instead.
func (g *game) with(acts []int, p, y int) int {
	index := 0
	for q, pl := range g.Players {
		x := acts[q]
		if q == p {
			x = y
		}
		index = index*len(pl.Actions) + x
	}
	return index
}

// row writes the sentence of a support profile and settles it.
func (g *game) row(ctx context.Context, support [][]int) (row *concept.Row, open bool) {
	calc := &concept.Calc{}
	first := len(g.Params)
	next := first
	probs := make([][]expr.Value, len(g.agents))
	var cond []expr.Formula
	for k, a := range g.agents {
		var positive []expr.Formula
		probs[k], positive, next = calc.Mixture(len(g.Players[a.player].Actions), support[k], next)
		cond = append(cond, positive...)
	}
	of := make(map[agent]int, len(g.agents))
	for k, a := range g.agents {
		of[a] = k
	}
	// gain[k][x] is what agent k expects of action x, times her probability.
	gain := make([][]expr.Value, len(g.agents))
	total := make([]expr.Value, len(g.Players)) // ex ante
	for p := range total {
		total[p] = concept.Zero
	}
	for k := range g.agents {
		gain[k] = make([]expr.Value, len(probs[k]))
		for x := range gain[k] {
			gain[k][x] = concept.Zero
		}
	}
	games.EachIndex(g.TypeShape(), func(ti int, types []int) {
		if concept.IsZero(g.Prior[ti]) {
			return
		}
		games.EachIndex(g.Shape(), func(i int, acts []int) {
			for p := range g.Players {
				w := g.Prior[ti]
				for q := range g.Players {
					if q != p {
						w = calc.Mul(w, probs[of[agent{q, types[q]}]][acts[q]])
					}
				}
				if concept.IsZero(w) {
					continue
				}
				k := of[agent{p, types[p]}]
				u := calc.Mul(w, g.Payoffs[ti][p][i])
				gain[k][acts[p]] = calc.Add(gain[k][acts[p]], u)
			}
		})
	})
	for k, a := range g.agents {
		for x, p := range probs[k] {
			total[a.player] = calc.Add(total[a.player], calc.Mul(p, gain[k][x]))
		}
	}
	if calc.Err != nil {
		return nil, true
	}
	var cases []expr.Formula
	for _, piece := range g.pieces {
		all := append(slices.Clone(cond), piece)
		for k := range g.agents {
			best := support[k][0]
			for x := range gain[k] {
				op := expr.GE
				if slices.Contains(support[k], x) {
					op = expr.EQ
				}
				if x != best {
					all = append(all, g.within(ctx, gain[k][best], piece).Compare(op, g.within(ctx, gain[k][x], piece)))
				}
			}
		}
		cases = append(cases, expr.And(all...))
	}
	c := concept.Candidate{Unknowns: next - first, Holds: expr.Or(cases...)}
	st := g.settler.SettleCases(ctx, c.Unknowns, cases)
	if st.Open || ctx.Err() != nil {
		return nil, true
	}
	if st.Exists.IsFalse() {
		return nil, false
	}
	put := g.settler.Amounts(ctx, calc, first, st)
	r := &concept.Row{Exists: st.Exists, KnifeEdge: st.KnifeEdge, Sentence: c}
	for k, a := range g.agents {
		ch := concept.Choice{Place: g.Agent(a.player, a.typ), Player: a.player}
		for _, x := range support[k] {
			ch.Over = append(ch.Over, g.Players[a.player].Actions[x])
			ch.Probs = append(ch.Probs, put(probs[k][x]))
		}
		r.Play = append(r.Play, ch)
	}
	for p, pl := range g.Players {
		r.Numbers = append(r.Numbers, concept.Number{Code: "payoff", Name: pl.Name, Is: put(total[p])})
		for x, act := range pl.Actions {
			sum := concept.Zero
			games.EachIndex(g.TypeShape(), func(ti int, types []int) {
				sum = calc.Add(sum, calc.Mul(g.Prior[ti], probs[of[agent{p, types[p]}]][x]))
			})
			r.Numbers = append(r.Numbers, concept.Number{Code: "chance", Name: pl.Name + " " + act, Is: put(sum)})
		}
	}
	for k, a := range g.agents {
		if len(g.Types[a.player]) < 2 {
			continue
		}
		// All that she chooses gives her the same.
		is, ok := g.given(calc, gain[k][support[k][0]], g.chances[k])
		if !ok {
			continue
		}
		n := put(is)
		if never := expr.And(st.Exists, g.chances[k].Compare(expr.EQ, concept.Zero)); !never.IsFalse() && g.settler.Possible(ctx, never) != prove.No {
			n.Except = expr.Or(n.Except, never)
			n.Thin = st.KnifeEdge == prove.No && g.settler.Negligible(ctx, n.Except) == prove.Yes
		}
		r.Numbers = append(r.Numbers, concept.Number{Code: "interim", Name: g.Agent(a.player, a.typ), Is: n})
	}
	return r, false
}

// within is a value where a piece of parameter space holds.
func (g *game) within(ctx context.Context, v expr.Value, piece expr.Formula) expr.Value {
	if len(v.Cases) < 2 {
		return v
	}
	var out expr.Value
	for _, c := range v.Cases {
		if g.settler.Soon(ctx, expr.And(piece, c.When)) != prove.No {
			out.Cases = append(out.Cases, c)
		}
	}
	if len(out.Cases) == 1 {
		return expr.Plain(out.Cases[0].Is)
	}
	return v
}

// given divides what an agent expects times her probability by that probability; ok is
// false where the probability has cases.
func (g *game) given(calc *concept.Calc, v, chance expr.Value) (out expr.Value, ok bool) {
	c, ok := chance.Ratio()
	if !ok || c.IsZero() {
		return concept.Zero, false
	}
	return calc.Mul(v, expr.Plain(c.Inv())), true
}
