package markov

import (
	"fmt"
	"math"
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// numbers is a game at numbers.
type numbers struct {
	g        *games.Stochastic
	discount []*big.Rat     // by player
	payoff   [][][]*big.Rat // [state][player][profile]
	next     [][][]*big.Rat // [state][profile][state]
	acts     [][][]int      // [state][profile][player]

	now  [][][]slope   // [state][player][profile]: what it is worth, in floating point
	gain [][][][]slope // [state][player][profile][action]
	all  [][][]int     // [state][player]: every action
}

// slope is what a player gets by a profile, or more by another action: now and by where
// play goes.
type slope struct {
	u    exact.FloatInterval
	to   []int
	more []exact.FloatInterval // probability times discount, by to
}

// evaluate takes a game at a point of its parameter space.
func evaluate(g *games.Stochastic, at []*big.Rat) (*numbers, error) {
	for _, c := range g.Meaning().Conjuncts() {
		if !c.Eval(at) {
			return nil, fmt.Errorf("%w: %s does not hold", games.ErrUndefined, g.Printer().Formula(c))
		}
	}
	var err error
	eval := func(vs []expr.Value) []*big.Rat {
		out := make([]*big.Rat, len(vs))
		for i, v := range vs {
			r, e := v.Eval(at)
			if e != nil {
				err = fmt.Errorf("%w: %v", games.ErrUndefined, e)
			}
			out[i] = r
		}
		return out
	}
	n := &numbers{g: g, discount: eval(g.Discount)}
	for _, s := range g.States {
		var u, next [][]*big.Rat
		for _, vs := range s.Payoffs {
			u = append(u, eval(vs))
		}
		for _, vs := range s.Next {
			next = append(next, eval(vs))
		}
		acts := make([][]int, s.Profiles())
		games.EachIndex(s.Shape(), func(i int, a []int) { acts[i] = append([]int(nil), a...) })
		all := make([][]int, len(s.Players))
		for p, pl := range s.Players {
			for a := range pl.Actions {
				all[p] = append(all[p], a)
			}
		}
		n.payoff, n.next, n.acts, n.all = append(n.payoff, u), append(n.next, next), append(n.acts, acts), append(n.all, all)
	}
	if err != nil {
		return nil, err
	}
	n.slopes()
	return n, nil
}

// constant is the game as one without parameters.
func (n *numbers) constant() *games.Stochastic {
	plain := func(rows [][]*big.Rat) (out [][]expr.Value) {
		for _, row := range rows {
			var vs []expr.Value
			for _, r := range row {
				vs = append(vs, expr.Plain(algebra.FromRat(r)))
			}
			out = append(out, vs)
		}
		return out
	}
	c := &games.Stochastic{Players: n.g.Players, Start: n.g.Start, Discount: plain([][]*big.Rat{n.discount})[0], Defined: expr.True()}
	for i, s := range n.g.States {
		s.Payoffs, s.Next = plain(n.payoff[i]), plain(n.next[i])
		c.States = append(c.States, s)
	}
	return c
}

// factor is the discount on what follows a state.
func (n *numbers) factor(state, player int) *big.Rat {
	if n.g.States[state].Instant {
		return big.NewRat(1, 1)
	}
	return n.discount[player]
}

// graph lists where play can go from each state.
func (n *numbers) graph() [][]int {
	out := make([][]int, len(n.g.States))
	for i, rows := range n.next {
		for j := range n.g.States {
			for _, row := range rows {
				if row[j].Sign() != 0 {
					out[i] = append(out[i], j)
					break
				}
			}
		}
	}
	return out
}

// slopes tabulates what profiles are worth and gains by other actions. The difference
// of two numbers is taken before it is rounded.
func (n *numbers) slopes() {
	for i, s := range n.g.States {
		var byPlayer [][][]slope
		var now [][]slope
		for p, pl := range s.Players {
			step := 1
			for _, q := range s.Players[p+1:] {
				step *= len(q.Actions)
			}
			d := n.factor(i, p)
			rows := make([][]slope, s.Profiles())
			at := make([]slope, s.Profiles())
			for f := range rows {
				at[f].u = exact.FloatHull(n.payoff[i][p][f])
				for j, q := range n.next[i][f] {
					if c := new(big.Rat).Mul(d, q); c.Sign() != 0 {
						at[f].to, at[f].more = append(at[f].to, j), append(at[f].more, exact.FloatHull(c))
					}
				}
				for a := range pl.Actions {
					other := f + (a-n.acts[i][f][p])*step
					g := slope{u: exact.FloatHull(new(big.Rat).Sub(n.payoff[i][p][other], n.payoff[i][p][f]))}
					for j := range n.g.States {
						more := new(big.Rat).Sub(n.next[i][other][j], n.next[i][f][j])
						if more.Mul(more, d).Sign() != 0 {
							g.to, g.more = append(g.to, j), append(g.more, exact.FloatHull(more))
						}
					}
					rows[f] = append(rows[f], g)
				}
			}
			byPlayer, now = append(byPlayer, rows), append(now, at)
		}
		n.gain, n.now = append(n.gain, byPlayer), append(n.now, now)
	}
}

// box bounds the values of an equilibrium, by player and state.
type box [][]exact.FloatInterval

func (b box) clone() box {
	out := make(box, len(b))
	for p := range b {
		out[p] = append([]exact.FloatInterval(nil), b[p]...)
	}
	return out
}

// start bounds all values. Between two moves that take time there are fewer moves
// than states.
func (n *numbers) start() box {
	out := make(box, len(n.g.Players))
	for p := range out {
		most := new(big.Rat)
		for i := range n.g.States {
			for _, u := range n.payoff[i][p] {
				if a := new(big.Rat).Abs(u); a.Cmp(most) > 0 {
					most = a
				}
			}
		}
		most.Mul(most, big.NewRat(int64(len(n.g.States)), 1))
		most.Quo(most, new(big.Rat).Sub(big.NewRat(1, 1), n.discount[p]))
		top := exact.FloatHull(most).Hi
		for range n.g.States {
			out[p] = append(out[p], exact.FloatInterval{Lo: -top, Hi: top})
		}
	}
	return out
}

// in encloses a slope for values in a box.
func (g *slope) in(b box, player int) exact.FloatInterval {
	sum := g.u
	for k, j := range g.to {
		sum = sum.Add(g.more[k].Mul(b[player][j]))
	}
	return sum
}

// sweeps bounds how often bounds are improved by each other.
const sweeps = 100

// tighten improves bounds on the values of equilibria with given supports, nil for
// states where they are not chosen: no action is worth more than the value, and those
// of the support are worth it. It is false where there is none.
func (n *numbers) tighten(b box, support [][][]int) bool {
	for range sweeps {
		moved := false
		for i := range n.g.States {
			s := support[i]
			for p := range n.g.Players {
				lo, hi := n.span(b, i, p, s)
				v := b[p][i]
				width := v.Hi - v.Lo
				v.Lo, v.Hi = max(v.Lo, lo), min(v.Hi, hi)
				if v.Lo > v.Hi {
					return false
				}
				moved = moved || v.Hi-v.Lo < 0.99*width
				b[p][i] = v
			}
		}
		if !moved {
			break
		}
	}
	return true
}

// span bounds what the value of a player in a state can be.
func (n *numbers) span(b box, state, player int, support [][]int) (lo, hi float64) {
	all := n.all[state]
	k := len(all[player])
	least, most := make([]float64, k), make([]float64, k)
	for a := range k {
		least[a], most[a] = math.Inf(1), math.Inf(-1)
	}
	for f, acts := range n.acts[state] {
		if support != nil && !against(support, player, acts) {
			continue
		}
		w := n.now[state][player][f].in(b, player)
		a := acts[player]
		least[a], most[a] = min(least[a], w.Lo), max(most[a], w.Hi)
	}
	lo, hi = math.Inf(-1), math.Inf(-1)
	for a := range k {
		lo, hi = max(lo, least[a]), max(hi, most[a])
	}
	if support != nil {
		hi = math.Inf(1)
		for _, a := range support[player] {
			hi = min(hi, most[a])
		}
	}
	return lo, hi
}

// against reports whether the opponents of a player play within their supports.
func against(support [][]int, player int, acts []int) bool {
	for p, a := range acts {
		if p == player {
			continue
		}
		in := false
		for _, x := range support[p] {
			in = in || x == a
		}
		if !in {
			return false
		}
	}
	return true
}

// refuted reports that in a state an action of the support is worse than another
// against all that the opponents may do.
func (n *numbers) refuted(b box, state int, support [][]int) bool {
	for p := range n.g.Players {
		for _, a := range support[p] {
			for other := range n.all[state][p] {
				if other != a && n.better(b, state, p, a, other, support) {
					return true
				}
			}
		}
	}
	return false
}

// better reports that a player is proved to gain by another action.
func (n *numbers) better(b box, state, player, action, other int, support [][]int) bool {
	for f, acts := range n.acts[state] {
		if acts[player] != action || !against(support, player, acts) {
			continue
		}
		if n.gain[state][player][f][other].in(b, player).Lo <= 0 {
			return false
		}
	}
	return true
}
