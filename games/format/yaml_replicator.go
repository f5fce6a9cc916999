package format

import (
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// replicator makes the replicator dynamics of a strategic game (Taylor and Jonker
// 1978): the share of an action grows by how much better it does than the average.
// A symmetric game of two players is one population, any other one for each player.
// The variables are the shares, named by the actions. Best-response dynamics (Gilboa and
// Matsui 1991), in which those who choose anew choose best replies, rest at the rest points
// of the former at which no action pays more than the average.
func (d *decoder) replicator(m *games.Dynamics, f map[string]entry, best bool) {
	d.readPlayers(f["players"])
	d.payoffs(f["payoffs"])
	if d.diags.HasErrors() {
		return
	}
	g := d.g
	populations := len(g.Players)
	if populations == 2 && len(g.Exchangeable()) == 1 {
		populations = 1
	}
	place := make(map[string]bool)
	at := make([][]algebra.Var, len(g.Players)) // the share of each action of each player
	for p := range g.Players {
		if p >= populations {
			at[p] = at[0]
			continue
		}
		var group []int
		for _, a := range g.Players[p].Actions {
			_, taken := d.scope.values[a]
			switch {
			case !expr.ValidName(a):
				d.errorAtNode(f["players"].key, "use a letter, then letters, digits or _", "the action %q cannot be the name of a variable", abbreviate(a))
				return
			case taken || place[a]:
				d.errorAtNode(f["players"].key, "rename it", "the action %q, which is the name of a variable of the dynamics, is taken", abbreviate(a))
				return
			case len(m.Variables) == maxVariables:
				d.errorAtNode(f["players"].key, "", "at most %d variables are read", maxVariables)
				return
			}
			place[a] = true
			v := len(g.Params) + len(m.Variables)
			x, zero, one := expr.Plain(algebra.FromPoly(algebra.Variable(v))), expr.Plain(algebra.Ratio{}), expr.Plain(algebra.FromInt(1))
			m.Variables = append(m.Variables, games.Variable{
				Name: a, Range: "[0, 1]", Within: expr.And(x.Compare(expr.GE, zero), x.Compare(expr.LE, one)),
				Low: &games.End{At: zero, Closed: true}, High: &games.End{At: one, Closed: true},
			})
			group, at[p] = append(group, len(m.Variables)-1), append(at[p], v)
		}
		m.Shares = append(m.Shares, group)
	}
	m.Domain, m.Defined = expr.True(), expr.And(d.domain...)
	for p := range populations {
		pays, mean := d.growth(m, g, p, at, f["payoffs"])
		if !best {
			continue
		}
		m.Replies = append(m.Replies, pays)
		for _, u := range pays {
			m.Domain = expr.And(m.Domain, u.Compare(expr.LE, mean))
		}
	}
}

// growth adds the rates of a player's shares, and returns what her actions pay and their
// mean.
func (d *decoder) growth(m *games.Dynamics, g *games.Game, p int, at [][]algebra.Var, where entry) (pays []expr.Value, mean expr.Value) {
	shape := make([]int, len(g.Players))
	for q, pl := range g.Players {
		shape[q] = len(pl.Actions)
	}
	var failed error
	combine := func(v, w expr.Value, f func(a, b algebra.Ratio) algebra.Ratio) expr.Value {
		out, err := v.Combine(w, func(a, b algebra.Ratio) (algebra.Ratio, error) { return f(a, b), nil })
		if err != nil && failed == nil {
			failed = err
		}
		return out
	}
	share := func(q, a int) expr.Value { return expr.Plain(algebra.FromPoly(algebra.Variable(at[q][a]))) }
	pays = slices.Repeat([]expr.Value{expr.Plain(algebra.Ratio{})}, shape[p])
	games.EachIndex(shape, func(_ int, acts []int) {
		u := g.Payoff(p, acts)
		for q, a := range acts {
			if q != p {
				u = combine(u, share(q, a), algebra.Ratio.Mul)
			}
		}
		pays[acts[p]] = combine(pays[acts[p]], u, algebra.Ratio.Add)
	})
	mean = expr.Plain(algebra.Ratio{})
	for a, u := range pays {
		mean = combine(mean, combine(share(p, a), u, algebra.Ratio.Mul), algebra.Ratio.Add)
	}
	for a, u := range pays {
		m.Rates = append(m.Rates, combine(share(p, a), combine(u, mean, algebra.Ratio.Sub), algebra.Ratio.Mul))
	}
	if failed != nil {
		d.errorAtNode(where.key, "", "the rates of the dynamics: %v", failed)
	}
	return pays, mean
}
