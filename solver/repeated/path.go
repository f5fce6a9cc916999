package repeated

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/solver/exact"
)

// Path is an eventually periodic path of play: the action profiles of Lead once,
// then those of Cycle for ever.
type Path struct {
	Lead, Cycle [][]int
}

// MaxPathLength bounds the profiles of a path, Lead and Cycle together.
const MaxPathLength = 60

// ErrPath says that a path does not belong to a game.
var ErrPath = errors.New("the path has no place in the game")

// check reports whether the path belongs to a game.
func (p Path) check(s *games.Strategic) error {
	if len(p.Cycle) == 0 {
		return fmt.Errorf("%w: nothing is said to be played for ever", ErrPath)
	}
	if n := len(p.Lead) + len(p.Cycle); n > MaxPathLength {
		return fmt.Errorf("%w: it has %d profiles; at most %d are examined", ErrPath, n, MaxPathLength)
	}
	for _, a := range slices.Concat(p.Lead, p.Cycle) {
		if len(a) != len(s.Players) {
			return fmt.Errorf("%w: a profile has %d actions for %d players", ErrPath, len(a), len(s.Players))
		}
		for i, x := range a {
			if x < 0 || x >= len(s.Players[i].Actions) {
				return fmt.Errorf("%w: there is no action %d of %s", ErrPath, x+1, s.Players[i].Name)
			}
		}
	}
	return nil
}

// step is one period of a path: the payoffs of its profile and those of the best
// responses to it.
type step struct {
	index   int // of the profile
	g, best []exact.Rat
}

// steps looks up the periods of a path, the lead first.
func (p Path) steps(s *games.Strategic) []step {
	var out []step
	for _, a := range slices.Concat(p.Lead, p.Cycle) {
		st := step{index: s.Index(a)}
		for i := range s.Players {
			st.g = append(st.g, exact.RatBig(s.Payoffs[i].Rat(st.index)))
			st.best = append(st.best, exact.RatBig(s.Payoffs[i].Rat(bestReply(s, i, st.index))))
		}
		out = append(out, st)
	}
	return out
}

// incentives are the conditions under which nobody deviates from a path when a
// deviator of player i gets u_i from the next period on: polynomials in δ that
// must not be negative, one for each period and player with a temptation or a
// payoff below u. With a lead of k more periods, payoffs g, and a cycle of L
// periods the condition (1-δ)·best + δ·u <= V is, multiplied by
// (1-δ^L)/(1-δ) > 0,
//
//	(1-δ^L)·(Σ_{s<k} δ^s·g_s - best) + δ^k·Σ_{s<L} δ^s·g_{k+s} - u·(δ+…+δ^L) >= 0.
func incentives(steps []step, lead int, u []exact.Rat) []exact.Univariate {
	var out []exact.Univariate
	seen := map[string]bool{}
	cycle := len(steps) - lead
	for t, st := range steps {
		k := max(0, lead-t)
		for i := range u {
			c := make([]exact.Rat, k+cycle+1)
			put := func(at int, v exact.Rat) { c[at] = c[at].Add(v) }
			for s := range k {
				put(s, steps[t+s].g[i])
				put(s+cycle, steps[t+s].g[i].Neg())
			}
			put(0, st.best[i].Neg())
			put(cycle, st.best[i])
			first := max(t, lead) - lead
			for s := range cycle {
				put(k+s, steps[lead+(first+s)%cycle].g[i])
				put(s+1, u[i].Neg())
			}
			p := integral(c)
			if key := p.String(); len(p) > 0 && !seen[key] {
				seen[key] = true
				out = append(out, p)
			}
		}
	}
	return out
}

// integral scales a polynomial to primitive integer coefficients, keeping signs.
func integral(c []exact.Rat) exact.Univariate {
	den := big.NewInt(1)
	for _, x := range c {
		_, d := x.NumDenom()
		den = lcmInt(den, d)
	}
	ints := make([]*big.Int, len(c))
	for i, x := range c {
		n, d := x.NumDenom()
		ints[i] = new(big.Int).Mul(n, new(big.Int).Quo(den, d))
	}
	p := exact.NewUnivariate(ints)
	if len(p) == 0 {
		return p
	}
	content := new(big.Int)
	for _, x := range p {
		content.GCD(nil, nil, content, new(big.Int).Abs(x))
	}
	for i := range p {
		ints[i] = new(big.Int).Quo(p[i], content)
	}
	return exact.NewUnivariate(ints[:len(p)])
}

// deterred is the least discount factor in [0, 1) at which none of the conditions
// is negative; false if there is none. The good discount factors reach up to 1: if
// A_t = Σ_{s>=1} δ^s·(g_{t+s} - u) is at least the temptation at every t, then at
// δ' > δ, because g_{t+1} - u = A_t/δ - A_{t+1},
//
//	A'_t = (δ'/δ)·A_t + Σ_{s>=1} δ'^s·(δ'/δ - 1)·A_{t+s} >= A_t,
//
// so patience only helps. The least is therefore 0 or a root of a condition, and
// found by bisection among them.
func deterred(ctx context.Context, conditions []exact.Univariate) (least exact.Algebraic, ok bool, err error) {
	candidates := []exact.Algebraic{{}}
	unit := exact.RatInt(1)
	seen := map[string]bool{}
	for _, p := range conditions {
		// Each factor by itself, so that a root is given by its own polynomial.
		factors, _ := algebra.Until(ctx).Factorize(exact.FromUnivariate(p, 0))
		for _, f := range factors.List {
			u, _ := exact.ToUnivariate(f.P, 0)
			if key := u.String(); seen[key] {
				continue
			} else {
				seen[key] = true
			}
			roots, err := exact.Roots(ctx, u)
			if err != nil {
				return least, false, err
			}
			for _, r := range roots {
				if r.Sign() > 0 && r.CmpRat(unit) < 0 {
					candidates = append(candidates, r)
				}
			}
		}
	}
	slices.SortFunc(candidates, exact.Algebraic.Cmp)
	good := func(at exact.Algebraic) bool {
		return !slices.ContainsFunc(conditions, func(p exact.Univariate) bool { return at.SignOf(p) < 0 })
	}
	lo, hi := 0, len(candidates) // the first good one is at lo or above, at most hi
	for lo < hi {
		if m := (lo + hi) / 2; good(candidates[m]) {
			hi = m
		} else {
			lo = m + 1
		}
	}
	if lo == len(candidates) {
		return least, false, nil
	}
	return candidates[lo], true, nil
}
