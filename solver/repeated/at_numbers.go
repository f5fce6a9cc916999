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

// HoldsAt decides at numbers for the discount factors whether a profile of
// strategies is subgame perfect and whether it is a Nash equilibrium, in rational
// arithmetic: values by Gaussian elimination, one-shot deviations one by one, best
// responses by policy iteration (Howard 1960). That takes O(states³) per policy,
// where a formula for all discount factors may be out of reach. It decides nothing,
// with ok = false, when something else than the discount factors is unknown, when a
// payoff is undefined there, or when the automata are too large. The numbers stand
// for the discount factors of the players in turn, the last for all who are left, and
// lie in [0, 1), or [0, 1] under a finite horizon.
func HoldsAt(ctx context.Context, g *games.Game, profile []string, discounts ...*big.Rat) (spe, nash, ok bool, err error) {
	an, err := newAnalysis(ctx, g, profile)
	if err != nil {
		return false, false, false, err
	}
	if len(an.chain.states) > maxNumberStates || !an.inNumbers() {
		return false, false, false, nil
	}
	spe, nash = true, true
	for _, p := range an.watch {
		delta := discounts[min(p, len(discounts)-1)]
		at := make([]*big.Rat, an.delta+1)
		at[an.delta] = delta
		if !an.definedAt(at, p) {
			return false, false, false, nil
		}
		if !an.chain.proper().Eval(at) {
			return false, false, true, nil
		}
		d := exact.RatBig(delta)
		v, err := an.valuesAt(ctx, d, p)
		if err != nil {
			return false, false, false, err
		}
		r, err := an.responder(ctx, p)
		if err != nil {
			return false, false, false, err
		}
		if len(r.others.states) > maxNumberStates {
			return false, false, false, nil
		}
		_, best := r.optimal(r.decision(), d)
		if err := ctx.Err(); err != nil {
			return false, false, false, err
		}
		nash = nash && best[0].Cmp(v[0]) <= 0
		spe = spe && an.deterredAt(d, p, v)
	}
	return spe && nash, nash, true, nil
}

// definedAt reports whether all payoffs of a player have a value.
func (l *ledger) definedAt(at []*big.Rat, player int) bool {
	for _, u := range l.payoffs[player] {
		if _, err := u.Eval(at); err != nil {
			return false
		}
	}
	return true
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

// numberAt returns the evaluation of formulas in δ alone, where they are defined.
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

// valuesAt solves for the values of a player at every joint state.
func (an *analysis) valuesAt(ctx context.Context, delta exact.Rat, player int) ([]exact.Rat, error) {
	num := an.numberAt(delta)
	n := len(an.chain.states)
	today := an.todayAt(delta)
	m := make([][]exact.Rat, n)
	for s := range m {
		m[s] = make([]exact.Rat, n+1)
		m[s][s] = exact.RatInt(1)
		dist, next := an.chain.now(s, an.chain.intended(s))
		for _, w := range next {
			m[s][w.at] = m[s][w.at].Sub(delta.Mul(num(w.p)))
		}
		m[s][n] = today.Mul(an.payoffAt(num, dist, player))
	}
	return solveColumn(ctx, m)
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

// deterredAt reports whether no one-shot deviation of a player gains, given her
// values.
func (an *analysis) deterredAt(delta exact.Rat, player int, v []exact.Rat) bool {
	num := an.numberAt(delta)
	today := an.todayAt(delta)
	for s := range an.chain.states {
		mixes := an.chain.intended(s)
		for a := range an.shape[player] {
			mixes[player] = always(a, an.shape[player])
			dist, next := an.chain.now(s, mixes)
			gain := today.Mul(an.payoffAt(num, dist, player)).Sub(v[s])
			for _, w := range next {
				gain = gain.Add(delta.Mul(num(w.p)).Mul(v[w.at]))
			}
			if gain.Sign() > 0 {
				return false
			}
		}
	}
	return true
}

// solveColumn solves a square system, in rows with the right-hand side last; the
// matrices here are diagonally dominant, so pivots are not zero.
func solveColumn(ctx context.Context, m [][]exact.Rat) ([]exact.Rat, error) {
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
	x := make([]exact.Rat, n)
	for i := n - 1; i >= 0; i-- {
		x[i] = m[i][n]
		for j := i + 1; j < n; j++ {
			if !m[i][j].IsZero() {
				x[i] = x[i].Sub(m[i][j].Mul(x[j]))
			}
		}
		x[i] = x[i].Quo(m[i][i])
	}
	return x, nil
}
