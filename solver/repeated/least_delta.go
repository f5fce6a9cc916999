package repeated

import (
	"context"
	"fmt"
	"math/big"

	"brink/games"
	"brink/solver/exact"
)

// Least is the least discount factor at which playing one profile for ever is the
// outcome of a pure-action subgame-perfect equilibrium, under any strategies, with
// public randomisation.
type Least struct {
	Profile []int
	// Value is the exact least discount factor, which works; nil when only an
	// interval is known or none works.
	Value *big.Rat
	// Lo and Hi enclose it otherwise: Lo does not work, Hi does.
	Lo, Hi *big.Rat
	// None says that no discount factor below 1 works; it is proved by Reason.
	None bool
	// Reason says why, for people.
	Reason string
	Steps  int // payoff sets computed
}

// LeastOptions are the options of LeastDelta; zero values are the defaults.
type LeastOptions struct {
	// Width of the interval at which the search ends; 2^-20 by default.
	Width *big.Rat
}

// leastLimit is the patience 1 - 2^-leastLimit beyond which the search gives up.
const leastLimit = 12

// LeastDelta finds the least discount factor for a profile of a two-player game.
// The profile is an equilibrium path exactly when (1-δ)·best_i + δ·u_i <= g_i for
// both players, u_i being the worst equilibrium payoff. The worst payoffs do not
// rise with δ (Abreu, Pearce and Stacchetti 1990, Theorem 6), so u_i at one
// discount factor that works gives a lower bound (best_i - g_i)/(best_i - u_i) on
// the least; where the bound itself works it is the answer. Otherwise payoff sets
// are computed by bisection.
func LeastDelta(ctx context.Context, s *games.Strategic, profile []int, opts LeastOptions) (*Least, error) {
	b, err := newBimatrix(s)
	if err != nil {
		return nil, err
	}
	if len(profile) != 2 || profile[0] < 0 || profile[0] >= b.rows || profile[1] < 0 || profile[1] >= b.cols {
		return nil, fmt.Errorf("the profile has no place in a %d×%d game", b.rows, b.cols)
	}
	width := exact.RatFrac(1, 1<<20)
	if opts.Width != nil && opts.Width.Sign() > 0 {
		width = exact.RatBig(opts.Width)
	}
	l := &leastSearch{ctx: ctx, b: b, a: profile[0]*b.cols + profile[1], out: &Least{Profile: profile}}
	return l.out, l.run(width)
}

type leastSearch struct {
	ctx context.Context
	b   *bimatrix
	a   int
	out *Least
}

// from is the least discount factor at which punishments u deter deviations;
// false if none below 1 does.
func (l *leastSearch) from(u vec) (exact.Rat, bool) {
	var least exact.Rat
	for p := range 2 {
		best, g := l.b.best[l.a][p], l.b.g[l.a][p]
		if best.Cmp(g) == 0 {
			continue
		}
		if g.Cmp(u[p]) <= 0 {
			return least, false
		}
		if d := best.Sub(g).Quo(best.Sub(u[p])); d.Cmp(least) > 0 {
			least = d
		}
	}
	return least, true
}

// works decides at one discount factor: 1 yes, -1 no, 0 not decided. It also
// returns the worst payoffs used for a yes.
func (l *leastSearch) works(delta exact.Rat) (int, vec, error) {
	l.out.Steps++
	if l.b.best[l.a].equal(l.b.g[l.a]) {
		return 1, l.b.g[l.a], nil
	}
	set, err := l.b.payoffSet(l.ctx, delta)
	if err != nil {
		return 0, vec{}, err
	}
	ok := func(vs [][2]*big.Rat) (bool, vec) {
		if len(vs) == 0 {
			return false, vec{}
		}
		u := lowest(l.b.units2(vs))
		for p := range 2 {
			stay := exact.RatInt(1).Sub(delta)
			if stay.Mul(l.b.best[l.a][p]).Add(delta.Mul(u[p])).Cmp(l.b.g[l.a][p]) > 0 {
				return false, u
			}
		}
		return true, u
	}
	if yes, u := ok(set.Vertices); yes {
		return 1, u, nil
	}
	if set.Exact {
		return -1, vec{}, nil
	}
	if possible, _ := ok(set.Outer); !possible {
		return -1, vec{}, nil
	}
	return 0, vec{}, nil
}

// units2 converts payoffs of the game to the integers of its tables.
func (b *bimatrix) units2(vs [][2]*big.Rat) []vec {
	out := make([]vec, len(vs))
	for k, v := range vs {
		for p := range 2 {
			out[k][p] = exact.RatBig(new(big.Rat).Mul(v[p], new(big.Rat).SetInt(b.s.Payoffs[p].Den)))
		}
	}
	return out
}

func (l *leastSearch) run(width exact.Rat) error {
	lo, possible := l.from(l.b.minmax)
	if !possible {
		l.out.None = true
		l.out.Reason = "a player gets no more than the pure-action minmax and could do better today"
		return nil
	}
	yes, _, err := l.works(lo)
	if err != nil {
		return err
	}
	if yes > 0 {
		return l.found(lo, "needed even against the worst punishment, the pure-action minmax, and enough")
	}
	// Somewhere above lo it may work.
	hi, u, found := exact.Rat{}, vec{}, false
	for k := 1; k <= leastLimit && !found; k++ {
		d := exact.RatInt(1).Sub(exact.RatFrac(1, 1<<k))
		if d.Cmp(lo) <= 0 {
			continue
		}
		if yes, u, err = l.works(d); err != nil {
			return err
		}
		switch {
		case yes > 0:
			hi, found = d, true
		case yes < 0:
			lo = d
		}
	}
	if !found {
		l.out.Lo = lo.Big()
		l.out.Reason = fmt.Sprintf("not found up to a discount factor of 1 - 1/%d", 1<<leastLimit)
		return nil
	}
	for {
		// Below hi punishments are no worse than u.
		if d, ok := l.from(u); ok && d.Cmp(lo) > 0 && d.Cmp(hi) <= 0 {
			if yes, _, err = l.works(d); err != nil {
				return err
			}
			if yes > 0 {
				return l.found(d, "needed with the worst equilibrium payoffs, which are no worse at lower discount factors, and enough")
			}
			if yes < 0 {
				lo = d
			}
		}
		if hi.Sub(lo).Cmp(width) <= 0 {
			break
		}
		mid := l.middle(lo, hi)
		var better vec
		if yes, better, err = l.works(mid); err != nil {
			return err
		}
		switch {
		case yes > 0:
			hi, u = mid, better
		case yes < 0:
			lo = mid
		default:
			// Too close to call: what is known is the answer.
			l.out.Lo, l.out.Hi = lo.Big(), hi.Big()
			l.out.Reason = "bisection of payoff sets, ended where they are irrational"
			return nil
		}
	}
	// The least discount factor may be where a punishment becomes possible.
	for _, d := range []exact.Rat{exact.Simplest(&lo, &hi), hi} {
		if d.Cmp(hi) < 0 {
			if yes, _, err = l.works(d); err != nil {
				return err
			}
			switch {
			case yes > 0:
				hi = d
			case yes < 0 && d.Cmp(lo) > 0:
				lo = d
			}
		}
		if d.Cmp(hi) == 0 {
			jumps, err := l.jumps(d)
			if err != nil {
				return err
			}
			if jumps {
				return l.found(d, "the punishments that it needs become possible at this discount factor")
			}
		}
	}
	l.out.Lo, l.out.Hi = lo.Big(), hi.Big()
	l.out.Reason = "bisection of payoff sets"
	return nil
}

// jumps proves that the profile, an equilibrium path at delta, is none at any lower
// discount factor. A set that generates itself does so at every higher discount
// factor with the same profiles (Abreu, Pearce and Stacchetti 1990, Theorem 6). So
// below delta only those profiles can be played that some continuation payoff in
// the set at delta supports with slack; the payoffs of these profiles alone at
// delta contain those of every lower discount factor, and if their worst are too
// good to deter deviations at delta, the path is lost below.
func (l *leastSearch) jumps(delta exact.Rat) (bool, error) {
	b := *l.b
	b.barred = make([]bool, len(b.g))
	for {
		l.out.Steps++
		set, err := b.payoffSet(l.ctx, delta)
		if err != nil || !set.Exact {
			return false, err
		}
		if set.Empty {
			return true, nil
		}
		ring := b.units2(set.Vertices)
		worst := lowest(ring)
		if d, ok := l.from(worst); !ok || d.Cmp(delta) > 0 {
			return true, nil
		}
		fewer := false
		for _, a := range b.open() {
			if !b.slack(ring, worst, a, delta) {
				b.barred[a], fewer = true, true
			}
		}
		if !fewer {
			return false, nil
		}
	}
}

// slack reports whether some continuation payoff in the set supports a profile and
// is more than enough for every player who could gain by deviating.
func (b *bimatrix) slack(ring []vec, worst vec, a int, delta exact.Rat) bool {
	t := b.lines(a, worst, delta)
	q := clipExact(clipExact(ring, 0, t[0]), 1, t[1])
	for p := range 2 {
		free := b.best[a][p].Cmp(b.g[a][p]) == 0
		for _, w := range q {
			// By convexity one point each is as good as one for both.
			free = free || w[p].Cmp(t[p]) > 0
		}
		if !free {
			return false
		}
	}
	return len(q) > 0
}

// middle is the simplest rational in the middle half of an interval.
func (l *leastSearch) middle(lo, hi exact.Rat) exact.Rat {
	q := hi.Sub(lo).Mul(exact.RatFrac(1, 4))
	a, b := lo.Add(q), hi.Sub(q)
	return exact.Simplest(&a, &b)
}

func (l *leastSearch) found(d exact.Rat, why string) error {
	l.out.Value = d.Big()
	l.out.Reason = why
	return nil
}
