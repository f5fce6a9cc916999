package repeated

import (
	"context"
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/solver/exact"
)

// maxNumberStates bounds the joint states for which HoldsAt eliminates.
const maxNumberStates = 400

// HoldsAt decides at one discount factor whether a profile of strategies is
// subgame perfect and whether it is a Nash equilibrium, in rational arithmetic:
// values by Gaussian elimination, one-shot deviations one by one, best responses
// by policy iteration (Howard 1960). That takes O(states³) per policy, where a
// formula for all discount factors may be out of reach. It reports ok = false when
// something else than the discount factor is unknown or the automata are too
// large; delta lies in [0, 1) and stands for the discount factor of the game.
func HoldsAt(ctx context.Context, g *games.Game, profile []string, delta *big.Rat) (spe, nash, ok bool, err error) {
	if g.Repeated == nil {
		return false, false, false, ErrNotRepeated
	}
	an, err := newAnalysis(ctx, g, profile)
	if err != nil {
		return false, false, false, err
	}
	d := exact.RatBig(delta)
	if len(an.chain.states) > maxNumberStates || !an.inNumbers() {
		return false, false, false, nil
	}
	at := make([]*big.Rat, an.delta+1)
	at[an.delta] = delta
	if !an.chain.proper().Eval(at) {
		return false, false, true, nil
	}
	v, err := an.valuesAt(ctx, d)
	if err != nil {
		return false, false, false, err
	}
	nash = true
	for k, p := range an.watch {
		r, err := an.responder(ctx, p)
		if err != nil {
			return false, false, false, err
		}
		if len(r.others.states) > maxNumberStates {
			return false, false, false, nil
		}
		_, best := r.optimal(r.decision(), d)
		nash = nash && best[0].Cmp(v[0][k]) <= 0
	}
	return nash && an.deterredAt(d, v), nash, true, ctx.Err()
}

// inNumbers reports whether the discount factor is the only unknown of the game.
func (an *analysis) inNumbers() bool {
	only := func(vs []algebra.Var) bool { return len(vs) == 0 || len(vs) == 1 && vs[0] == an.delta }
	for _, us := range an.payoffs {
		for _, u := range us {
			if r, plain := u.Ratio(); !plain || !only(r.Vars()) {
				return false
			}
		}
	}
	return only(an.chain.proper().Vars())
}

// numberAt returns the evaluation of formulas in δ alone.
func (l *ledger) numberAt(delta exact.Rat) func(algebra.Ratio) exact.Rat {
	at := make([]*big.Rat, l.delta+1)
	at[l.delta] = delta.Big()
	return func(r algebra.Ratio) exact.Rat {
		x, err := r.Eval(at)
		if err != nil {
			return exact.Rat{}
		}
		return exact.RatBig(x)
	}
}

// valuesAt solves for the values of the watched players at every joint state.
func (an *analysis) valuesAt(ctx context.Context, delta exact.Rat) ([][]exact.Rat, error) {
	num := an.numberAt(delta)
	n := len(an.chain.states)
	stay := exact.RatInt(1).Sub(delta)
	m := make([][]exact.Rat, n)
	for s := range m {
		m[s] = make([]exact.Rat, n+len(an.watch))
		m[s][s] = exact.RatInt(1)
		dist := an.chain.outcome(an.chain.intended(s))
		for _, w := range an.chain.follow(s, dist) {
			m[s][w.at] = m[s][w.at].Sub(delta.Mul(num(w.p)))
		}
		for k, p := range an.watch {
			m[s][n+k] = stay.Mul(an.payoffAt(num, dist, p))
		}
	}
	return solveColumns(ctx, m)
}

// payoffAt is a player's expected payoff today.
func (l *ledger) payoffAt(num func(algebra.Ratio) exact.Rat, dist []weighted, player int) exact.Rat {
	var u exact.Rat
	for _, w := range dist {
		r, _ := l.payoffs[player][w.at].Ratio()
		u = u.Add(num(w.p).Mul(num(r)))
	}
	return u
}

// deterredAt reports whether no one-shot deviation gains, given the values.
func (an *analysis) deterredAt(delta exact.Rat, v [][]exact.Rat) bool {
	num := an.numberAt(delta)
	stay := exact.RatInt(1).Sub(delta)
	for s := range an.chain.states {
		for k, p := range an.watch {
			mixes := an.chain.intended(s)
			for a := range an.shape[p] {
				mixes[p] = always(a, an.shape[p])
				dist := an.chain.outcome(mixes)
				gain := stay.Mul(an.payoffAt(num, dist, p)).Sub(v[s][k])
				for _, w := range an.chain.follow(s, dist) {
					gain = gain.Add(delta.Mul(num(w.p)).Mul(v[w.at][k]))
				}
				if gain.Sign() > 0 {
					return false
				}
			}
		}
	}
	return true
}

// solveColumns solves a square system for every column to the right of it, in
// rows; the matrices here are diagonally dominant, so pivots are not zero.
func solveColumns(ctx context.Context, m [][]exact.Rat) ([][]exact.Rat, error) {
	n := len(m)
	for k := range n {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for i := k + 1; i < n; i++ {
			if m[i][k].IsZero() {
				continue
			}
			f := m[i][k].Quo(m[k][k])
			for j := k; j < len(m[k]); j++ {
				if !m[k][j].IsZero() {
					m[i][j] = m[i][j].Sub(f.Mul(m[k][j]))
				}
			}
		}
	}
	x := make([][]exact.Rat, n)
	for i := n - 1; i >= 0; i-- {
		x[i] = m[i][n:]
		for c := range x[i] {
			for j := i + 1; j < n; j++ {
				if !m[i][j].IsZero() {
					x[i][c] = x[i][c].Sub(m[i][j].Mul(x[j][c]))
				}
			}
			x[i][c] = x[i][c].Quo(m[i][i])
		}
	}
	return x, nil
}
