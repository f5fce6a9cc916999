// Package refine says what there is to say of a game and its equilibria besides
// finding them: dominance and what survives it, perfection, classes of games,
// p-dominance, welfare, and correlated equilibria.
package refine

import (
	"context"
	"math/big"

	"brink/games"
	"brink/solver/exact"
)

// Dominance says which kind of dominance an elimination uses.
type Dominance bool

// The two kinds. Iterated strict dominance leaves the same actions in whatever
// order it is done (Gilboa, Kalai and Zemel 1990) and leads, for two players, to
// the rationalizable actions (Bernheim 1984; Pearce 1984); what iterated weak
// dominance leaves may depend on the order.
const (
	StrictDominance Dominance = false
	WeakDominance   Dominance = true
)

// Elimination is the log of iterated elimination of dominated actions.
type Elimination struct {
	Kind  Dominance
	Steps []EliminationStep
	Left  [][]int // per player, the actions that survive, ascending
	// Rounds counts the rounds; in each, everything dominated goes at once.
	Rounds int
}

// EliminationStep is one action with what dominates it.
type EliminationStep struct {
	Round, Player, Action int
	// By is the dominating mixture over the player's actions; pure when one entry
	// is 1.
	By []*big.Rat
}

// Eliminate runs iterated elimination by pure and mixed strategies, in exact
// arithmetic: one linear program for each action and round that no pure strategy
// dominates. It returns the context's error when that ends first.
func Eliminate(ctx context.Context, g *games.Strategic, kind Dominance) (*Elimination, error) {
	out := &Elimination{Kind: kind}
	for _, n := range g.Shape() {
		all := make([]int, n)
		for a := range all {
			all[a] = a
		}
		out.Left = append(out.Left, all)
	}
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		next := make([][]int, len(out.Left))
		removed := false
		for p := range g.Players {
			d := newDominated(g, out.Left, p)
			// Actions still available as dominators in this round: for weak
			// dominance two equal actions must not remove each other, which they
			// cannot, since neither is ever better.
			for k, a := range out.Left[p] {
				by, err := d.by(ctx, k, kind)
				if err != nil {
					return nil, err
				}
				if by == nil {
					next[p] = append(next[p], a)
					continue
				}
				mix := make([]*big.Rat, len(g.Players[p].Actions))
				for i := range mix {
					mix[i] = new(big.Rat)
				}
				for i, w := range by {
					mix[out.Left[p][i]] = w
				}
				out.Steps = append(out.Steps, EliminationStep{out.Rounds + 1, p, a, mix})
				removed = true
			}
		}
		if !removed {
			return out, nil
		}
		out.Left = next
		out.Rounds++
	}
}

// dominated holds the payoffs of one player among the surviving actions: u[k][s]
// for her k-th action against the s-th profile of the others.
type dominated struct {
	u [][]*big.Int
}

func newDominated(g *games.Strategic, left [][]int, p int) *dominated {
	d := &dominated{u: make([][]*big.Int, len(left[p]))}
	profile := make([]int, len(left))
	var walk func(q int)
	walk = func(q int) {
		if q == len(left) {
			for k, a := range left[p] {
				profile[p] = a
				d.u[k] = append(d.u[k], g.Payoffs[p].Num(g.Index(profile)))
			}
			return
		}
		if q == p {
			walk(q + 1)
			return
		}
		for _, a := range left[q] {
			profile[q] = a
			walk(q + 1)
		}
	}
	walk(0)
	return d
}

// by returns weights over the player's actions that dominate action a, or nil.
func (d *dominated) by(ctx context.Context, a int, kind Dominance) ([]*big.Rat, error) {
	for k := range d.u {
		if k != a && d.pure(k, a, kind) {
			by := make([]*big.Rat, len(d.u))
			for i := range by {
				by[i] = new(big.Rat)
			}
			by[k].SetInt64(1)
			return by, nil
		}
	}
	if len(d.u) < 3 {
		return nil, nil // a mixture needs two others
	}
	target := d.u[a]
	by, err := d.mixture(ctx, target, a, kind)
	return by, err
}

// pure reports whether action k dominates action a.
func (d *dominated) pure(k, a int, kind Dominance) bool {
	better := false
	for s := range d.u[k] {
		switch c := d.u[k][s].Cmp(d.u[a][s]); {
		case c < 0 || c == 0 && kind == StrictDominance:
			return false
		case c > 0:
			better = true
		}
	}
	return better
}

// mixture looks for weights on the actions other than skip (-1 for none) that
// dominate the payoffs target. Strictly: maximise e with Σ w_k u_k - e >= target
// at every profile. Weakly: maximise the sum of Σ w_k u_k - target, which must
// be >= 0 at every profile. Dominated means a positive optimum (Gale, Kuhn and
// Tucker 1951).
func (d *dominated) mixture(ctx context.Context, target []*big.Int, skip int, kind Dominance) ([]*big.Rat, error) {
	var actions []int
	for k := range d.u {
		if k != skip {
			actions = append(actions, k)
		}
	}
	n := len(actions)
	lp := exact.LP{C: make([]*big.Int, n+1)}
	zero, one := new(big.Int), big.NewInt(1)
	for i := range lp.C {
		lp.C[i] = zero
	}
	for s := range target {
		row := make([]*big.Int, n+1)
		for i, k := range actions {
			row[i] = new(big.Int).Neg(d.u[k][s])
		}
		row[n] = zero
		if kind == StrictDominance {
			row[n] = one
		}
		lp.A = append(lp.A, row)
		lp.B = append(lp.B, new(big.Int).Neg(target[s]))
	}
	if kind == StrictDominance {
		lp.C[n] = one
	} else {
		for i, k := range actions {
			sum := new(big.Int)
			for _, v := range d.u[k] {
				sum.Add(sum, v)
			}
			lp.C[i] = sum
		}
	}
	up, down := make([]*big.Int, n+1), make([]*big.Int, n+1)
	for i := range up {
		up[i], down[i] = one, big.NewInt(-1)
	}
	up[n], down[n] = zero, zero
	lp.A = append(lp.A, up, down)
	lp.B = append(lp.B, one, big.NewInt(-1))
	res, err := lp.Solve(ctx)
	if err != nil {
		return nil, err
	}
	if res.Status != exact.LPOptimal {
		return nil, nil
	}
	bar := new(big.Rat)
	if kind == WeakDominance {
		for _, v := range target {
			bar.Add(bar, new(big.Rat).SetInt(v))
		}
	}
	if res.Value.Cmp(bar) <= 0 {
		return nil, nil
	}
	by := make([]*big.Rat, len(d.u))
	for i := range by {
		by[i] = new(big.Rat)
	}
	for i, k := range actions {
		by[k].Set(res.X[i])
	}
	return by, nil
}

// Undominated reports whether no player's strategy is weakly dominated, by any
// mixture. For two players this is the test of trembling-hand perfection: an
// equilibrium is perfect exactly when both strategies are undominated (van Damme
// 1987, Theorem 3.2.2).
func Undominated(ctx context.Context, g *games.Strategic, strategies [][]*big.Rat) (bool, error) {
	left := make([][]int, len(g.Players))
	for p, n := range g.Shape() {
		for a := range n {
			left[p] = append(left[p], a)
		}
	}
	for p, x := range strategies {
		d := newDominated(g, left, p)
		// Payoffs of the mixture, with everything scaled by the common
		// denominator of its probabilities.
		den := big.NewInt(1)
		for _, v := range x {
			q := new(big.Int).Quo(v.Denom(), new(big.Int).GCD(nil, nil, den, v.Denom()))
			den.Mul(den, q)
		}
		target := make([]*big.Int, len(d.u[0]))
		for s := range target {
			sum := new(big.Rat)
			for k := range d.u {
				sum.Add(sum, new(big.Rat).Mul(x[k], new(big.Rat).SetInt(d.u[k][s])))
			}
			sum.Mul(sum, new(big.Rat).SetInt(den))
			target[s] = new(big.Int).Set(sum.Num())
		}
		for k := range d.u {
			for s := range d.u[k] {
				d.u[k][s].Mul(d.u[k][s], den)
			}
		}
		by, err := d.mixture(ctx, target, -1, WeakDominance)
		if err != nil {
			return false, err
		}
		if by != nil {
			return false, nil
		}
	}
	return true, nil
}
