package stability

import (
	"context"
	"maps"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// multimatrix is one piece of a game with any number of players, its payoffs
// scaled to polynomials player by player, which changes no equilibrium.
type multimatrix struct {
	game   *games.Game
	asm    *judge // the hypotheses and the piece
	piece  piece
	u      [][]algebra.Poly // [player][profile index]
	stride []int            // of a player's action in a profile index
	// alive lists the actions worth a deviation: against profiles of these an
	// action that is missing is no best reply.
	alive [][]int
}

func newMultimatrix(ctx context.Context, g *games.Game, asm *judge, s piece) *multimatrix {
	m := &multimatrix{game: g, asm: asm.with(s.when), piece: s, stride: make([]int, len(g.Players))}
	step := 1
	for p := len(g.Players) - 1; p >= 0; p-- {
		m.stride[p] = step
		step *= len(g.Players[p].Actions)
	}
	for p, pl := range g.Players {
		m.u = append(m.u, integral(ctx, m.asm, [][]algebra.Ratio{s.payoff[p]})[0])
		m.alive = append(m.alive, first(len(pl.Actions)))
	}
	return m
}

// in returns the game in a region of its piece, where fewer actions may survive.
func (m *multimatrix) in(r region) *multimatrix {
	c := *m
	c.alive = r.alive
	if r.when.IsTrue() {
		return &c
	}
	c.asm = m.asm.with(r.when)
	c.piece.when = and(m.piece.when, r.when)
	c.u = slices.Clone(m.u)
	for _, eq := range r.when.Conjuncts() {
		if eq.Kind != expr.KAtom || eq.Atom.Op != expr.EQ {
			continue
		}
		if s := solutions(eq.Atom.P); len(s) > 0 {
			for p := range c.u {
				c.u[p] = s[0].apply(c.u[p])
			}
		}
	}
	return &c
}

// fork returns m with a judge of its own, for use in another goroutine.
func (m *multimatrix) fork() *multimatrix {
	c := *m
	c.asm = m.asm.fork()
	return &c
}

// against calls yield with every profile of the players other than p within their
// supports: the index of the profile with p at action 0, and the position of each
// player's action in her support.
func (m *multimatrix) against(p int, support [][]int, yield func(index int, at []int)) {
	at := make([]int, len(support))
	var walk func(q, index int)
	walk = func(q, index int) {
		switch {
		case q == len(support):
			yield(index, at)
		case q == p:
			walk(q+1, index)
		default:
			for k, a := range support[q] {
				at[q] = k
				walk(q+1, index+a*m.stride[q])
			}
		}
	}
	walk(0, 0)
}

// gain is what player p gains by action a over action b where the others' profile
// has the given index.
func (m *multimatrix) gain(p, a, b, index int) algebra.Poly {
	return m.u[p][index+a*m.stride[p]].Sub(m.u[p][index+b*m.stride[p]])
}

// dominated reports whether some action of a support is known to do worse than
// another against every mixture of the others over the whole of their supports:
// conditional dominance (Porter, Nudelman and Shoham 2008).
func (m *multimatrix) dominated(ctx context.Context, support [][]int) bool {
	for p := range support {
		for _, a := range support[p] {
			for k := range m.game.Players[p].Actions {
				never, some := k != a, false
				m.against(p, support, func(index int, _ []int) {
					if never {
						s := m.asm.sign(ctx, m.gain(p, k, a, index))
						never, some = s&prove.Neg == 0, some || s == prove.Pos
					}
				})
				if never && some {
					return true
				}
			}
		}
	}
	return false
}

// supportSystem says in polynomials that a support profile carries an
// equilibrium: there are weights, all positive, at which every polynomial of
// equal vanishes and none of tempt is positive. A player's probabilities are
// proportional to her weights, the weight of the first action of each support
// being 1; weight variables follow the parameters.
type supportSystem struct {
	support [][]int
	weights []algebra.Var // the unknowns
	byOrder []algebra.Var // the weight of each action of a support beyond the first, players in order
	equal   []algebra.Poly
	tempt   []algebra.Poly
	// distinct says that exchangeable players mix differently: what was proved
	// impossible to make them mix alike.
	distinct []expr.Formula
	// somewhere is a point of parameters and weights that solves the system, if
	// one was found.
	somewhere *prove.Model
}

// system sets up the conditions for a support profile: players are indifferent
// between the actions they use (equal) and gain nothing by others (tempt).
// Deviations that never gain raise no condition.
func (m *multimatrix) system(ctx context.Context, support [][]int) *supportSystem {
	s := &supportSystem{support: support}
	weight := make([][]algebra.Poly, len(support))
	for p, set := range support {
		weight[p] = []algebra.Poly{algebra.IntPoly(1)}
		for range set[1:] {
			v := len(m.game.Params) + len(s.weights)
			s.weights = append(s.weights, v)
			s.byOrder = append(s.byOrder, v)
			weight[p] = append(weight[p], algebra.Variable(v))
		}
	}
	for p, set := range support {
		for _, a := range m.alive[p] {
			if a == set[0] {
				continue
			}
			var sum algebra.Poly
			tempting := false
			m.against(p, support, func(index int, at []int) {
				t := m.gain(p, a, set[0], index)
				tempting = tempting || m.asm.sign(ctx, t)&prove.Pos != 0
				for q, k := range at {
					if q != p {
						t = t.Mul(weight[q][k])
					}
				}
				sum = sum.Add(t)
			})
			if slices.Contains(set, a) {
				s.equal = append(s.equal, sum)
			} else if tempting {
				s.tempt = append(s.tempt, sum)
			}
		}
	}
	return s
}

// positive says that the given weights are.
func positive(weights []algebra.Var) expr.Formula {
	f := expr.True()
	for _, v := range weights {
		f = expr.And(f, expr.Sign(algebra.Variable(v), expr.GT))
	}
	return f
}

// alike makes exchangeable players who mix over the same two actions mix alike
// where the hypotheses prove that they must, which leaves one weight for all of
// them.
//
// Let players i and j be two of them. In the weights v of j and w of i their
// indifference reads A + B·v = 0 and A + B·w = 0, with the same A and B, which
// depend on the others only. Hence v = w, or A = B = 0, and this is what has to be
// excluded.
func (s *supportSystem) alike(ctx context.Context, asm *prove.Assumptions, classes [][]int) {
	byPlayer := make([]algebra.Var, len(s.support)) // weights of players with two actions
	equation := make([]algebra.Poly, len(s.support))
	k := 0
	for p, set := range s.support {
		if len(set) == 2 {
			byPlayer[p], equation[p] = s.byOrder[k], s.equal[k]
		}
		k += len(set) - 1
	}
	for _, class := range classes {
		groups := make(map[[2]int][]int)
		for _, p := range class {
			if set := s.support[p]; len(set) == 2 {
				groups[[2]int(set)] = append(groups[[2]int(set)], p)
			}
		}
		for _, set := range slices.SortedFunc(maps.Keys(groups), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) }) {
			group := groups[set]
			if len(group) < 2 {
				continue
			}
			i, j := group[0], group[1]
			ab := equation[i].Coeffs(byPlayer[j])
			vanish := s.formula()
			for _, c := range ab {
				vanish = and(vanish, expr.Sign(c, expr.EQ))
			}
			// Of many players the whole system is long; one coefficient may do.
			excluded := []expr.Formula{vanish}
			for _, c := range ab {
				excluded = append(excluded, s.vanishing(c))
			}
			for _, f := range excluded {
				if ans, _ := asm.Satisfiable(ctx, f); ans == prove.No {
					s.distinct = append(s.distinct, f)
					s.merge(byPlayer, equation, group)
					break
				}
			}
		}
	}
}

// vanishing says that a polynomial vanishes at positive weights.
func (s *supportSystem) vanishing(p algebra.Poly) expr.Formula {
	return and(positive(s.weights), expr.Sign(p, expr.EQ))
}

// merge replaces the weights of a group by that of its first player.
func (s *supportSystem) merge(byPlayer []algebra.Var, equation []algebra.Poly, group []int) {
	to := algebra.Variable(byPlayer[group[0]])
	one := algebra.IntPoly(1)
	for _, p := range group[1:] {
		v := byPlayer[p]
		for _, list := range [][]algebra.Poly{s.equal, s.tempt, equation} {
			for i, q := range list {
				list[i] = q.SubstituteRatio(v, to, one)
			}
		}
		s.weights = slices.DeleteFunc(s.weights, func(w algebra.Var) bool { return w == v })
		s.byOrder[slices.Index(s.byOrder, v)] = byPlayer[group[0]]
	}
}

// formula is the system without its quantifier: it holds of parameters and
// weights that are an equilibrium.
func (s *supportSystem) formula() expr.Formula { return s.over(s.weights) }

// occurring lists the weights that matter: the others may be any positive number.
func (s *supportSystem) occurring() []algebra.Var {
	return slices.DeleteFunc(slices.Clone(s.weights), func(v algebra.Var) bool {
		has := func(p algebra.Poly) bool { return p.Has(v) }
		return !slices.ContainsFunc(s.equal, has) && !slices.ContainsFunc(s.tempt, has)
	})
}

// over is the system in some of the weights.
func (s *supportSystem) over(weights []algebra.Var) expr.Formula {
	f := positive(weights)
	for _, p := range s.equal {
		f = and(f, expr.Sign(p, expr.EQ))
	}
	for _, p := range s.tempt {
		f = and(f, expr.Sign(p, expr.LE))
	}
	return f
}
