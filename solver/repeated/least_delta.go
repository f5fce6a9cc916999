package repeated

import (
	"context"
	"math/big"
	"slices"

	"brink/games"
	"brink/solver/exact"
	"brink/solver/note"
)

// Least is the least discount factor at which a path is the outcome of a
// pure-action subgame-perfect equilibrium, under any strategies, with public
// randomisation. From it on every discount factor below 1 works.
type Least struct {
	Profile []int // played for ever; nil when the path is longer
	Path    Path
	// Value is the exact least discount factor, which works; nil when it is
	// irrational, when only an interval is known or when none works.
	Value *big.Rat
	// Root is the exact least discount factor if it is irrational; nil otherwise.
	Root *exact.Algebraic
	// Lo and Hi enclose the least discount factor when there is no Value: nothing
	// below Lo works, Hi does. If the search ended without a Hi, only Lo is there.
	Lo, Hi *big.Rat
	// None says that no discount factor below 1 works; it is proved by Reason.
	None bool
	// Reason says why.
	Reason note.Note
	Steps  int // payoff sets computed
}

// Width is Hi - Lo where only an interval is known, nil otherwise.
func (l *Least) Width() *big.Rat {
	if l.Root != nil || l.Lo == nil || l.Hi == nil {
		return nil
	}
	return new(big.Rat).Sub(l.Hi, l.Lo)
}

// LeastOptions are the options of LeastDelta; zero values are the defaults.
type LeastOptions struct {
	// Width of the interval at which the search ends; 2^-20 by default, and 2^-10
	// for more than two players, whose payoff sets are only bounded.
	Width *big.Rat
}

// leastLimit is the patience 1 - 2^-leastLimit beyond which the search gives up.
const leastLimit = 12

// LeastDelta finds the least discount factor for a profile played for ever; see
// LeastDeltaPath.
func LeastDelta(ctx context.Context, s *games.Strategic, profile []int, opts LeastOptions) (*Least, error) {
	return LeastDeltaPath(ctx, s, Path{Cycle: [][]int{profile}}, opts)
}

// LeastDeltaPath finds the least discount factor for a path. A path is an
// equilibrium outcome exactly when nobody gains by deviating from it to her worst
// equilibrium payoff u_i (Abreu 1988, Theorem 1). The worst payoffs do not rise
// with δ (Abreu, Pearce and Stacchetti 1990, Theorem 6), and under given
// punishments patience only helps (see deterred). So punishments that no
// equilibrium at δ undercuts bound the least discount factor from below, up to δ,
// and those that some equilibrium at δ attains bound it from above, from δ on;
// where the bounds meet they are the answer. The pure-action minmax and the stage
// equilibria give such bounds for every δ; otherwise payoff sets are computed by
// bisection: exact ones or enclosures for two players, PayoffBounds for more.
func LeastDeltaPath(ctx context.Context, s *games.Strategic, path Path, opts LeastOptions) (*Least, error) {
	if err := path.check(s); err != nil {
		return nil, err
	}
	l := &leastSearch{ctx: ctx, s: s, steps: path.steps(s), lead: len(path.Lead), out: &Least{Path: path}}
	if len(path.Lead) == 0 && len(path.Cycle) == 1 {
		l.out.Profile = path.Cycle[0]
	}
	width := exact.RatFrac(1, 1<<20)
	if len(s.Players) == 2 {
		var err error
		if l.b, err = newBimatrix(s); err != nil {
			return nil, err
		}
	} else {
		width = exact.RatFrac(1, 1<<10)
	}
	if opts.Width != nil && opts.Width.Sign() > 0 {
		width = exact.RatBig(opts.Width)
	}
	err := l.run(width)
	if err != nil && l.lo != nil && l.hi != nil {
		// Interrupted: what is known is an answer, too.
		_ = l.enclosed(note.Cause(ctx))
	} else if err != nil && l.lo != nil {
		l.out.Lo = l.lo.Big()
	}
	return l.out, err
}

type leastSearch struct {
	ctx   context.Context
	s     *games.Strategic
	b     *bimatrix // of two players; nil for more
	steps []step
	lead  int
	out   *Least

	// The least discount factor is at least atLeast and, if not nil, at most atMost.
	atLeast exact.Algebraic
	atMost  *exact.Algebraic
	// lo is known not to work, or to be no more than atLeast; hi works.
	lo, hi *exact.Rat
}

// from is the least discount factor at which punishments u deter deviations;
// false if none below 1 does.
func (l *leastSearch) from(u []exact.Rat) (exact.Algebraic, bool, error) {
	return deterred(l.ctx, incentives(l.steps, l.lead, u))
}

// holds reports whether punishments u deter deviations at a discount factor.
func (l *leastSearch) holds(u []exact.Rat, delta exact.Rat) bool {
	for _, p := range incentives(l.steps, l.lead, u) {
		if p.Sign(delta) < 0 {
			return false
		}
	}
	return true
}

// universal returns punishments for every discount factor: the pure-action minmax
// payoffs, which nothing undercuts, and the worst pure stage equilibria, which are
// attained, nil if there are none.
func (l *leastSearch) universal() (least, attained []exact.Rat) {
	for p := range l.s.Players {
		least = append(least, exact.RatBig(pureMinmax(l.s, p).Pure))
	}
	for a := range l.s.Profiles() {
		if !stable(l.s, a) {
			continue
		}
		for p := range least {
			v := exact.RatBig(l.s.Payoffs[p].Rat(a))
			switch {
			case p == len(attained):
				attained = append(attained, v)
			case v.Cmp(attained[p]) < 0:
				attained[p] = v
			}
		}
	}
	return least, attained
}

// stable reports whether a profile, given by its index, is a stage equilibrium.
func stable(s *games.Strategic, index int) bool {
	for p := range s.Players {
		if bestReply(s, p, index) != index {
			return false
		}
	}
	return true
}

// worst returns payoffs at a discount factor that no equilibrium undercuts and
// payoffs that equilibria attain, nil if none was found; empty says that there is
// no equilibrium at all.
func (l *leastSearch) worst(delta exact.Rat) (least, attained []exact.Rat, empty bool, err error) {
	l.out.Steps++
	if l.b == nil && (delta.IsZero() || len(l.s.Players) > MaxBoundsPlayers) {
		least, attained = l.universal()
		return least, attained, delta.IsZero() && attained == nil, nil
	}
	if l.b == nil {
		b, err := PayoffBounds(l.ctx, l.s, delta.Big(), BoundsOptions{})
		if err != nil || b.Empty {
			return nil, nil, true, err
		}
		for p := range l.s.Players {
			i := axis(b.Directions, p)
			least = append(least, exact.RatBig(b.Outer[i]).Neg())
			if m := exact.RatBig(pureMinmax(l.s, p).Pure); least[p].Cmp(m) < 0 {
				least[p] = m
			}
			if b.Inner != nil {
				attained = append(attained, exact.RatBig(b.Inner[i]).Neg())
			}
		}
		return least, attained, false, nil
	}
	set, err := l.b.payoffSet(l.ctx, delta)
	if err != nil || set.Empty {
		return nil, nil, true, err
	}
	low := func(vs [][2]*big.Rat) []exact.Rat {
		var out []exact.Rat
		for p := range 2 {
			for k, v := range vs {
				if x := exact.RatBig(v[p]); k == 0 {
					out = append(out, x)
				} else if x.Cmp(out[p]) < 0 {
					out[p] = x
				}
			}
		}
		return out
	}
	if attained = low(set.Vertices); set.Exact {
		return attained, attained, false, nil
	}
	least = low(set.Outer)
	for p := range least {
		if m := exact.RatBig(set.Minmax[p]); least[p].Cmp(m) < 0 {
			least[p] = m
		}
	}
	return least, attained, false, nil
}

// probe decides at one discount factor whether the path works: 1 yes, -1 no, 0
// not decided, and moves the bounds accordingly.
func (l *leastSearch) probe(delta exact.Rat) (int, error) {
	least, attained, empty, err := l.worst(delta)
	if err != nil {
		return 0, err
	}
	if !empty && attained != nil {
		at, ok, err := l.from(attained)
		if err != nil {
			return 0, err
		}
		if ok {
			// What is attained at delta is so above, and not known to be below.
			if at.CmpRat(delta) < 0 {
				at = exact.AlgebraicRat(delta)
			}
			l.enough(at)
		}
		if l.holds(attained, delta) {
			// At delta and below, nothing undercuts least.
			at, ok, err := l.from(least)
			if err != nil {
				return 0, err
			}
			if ok && at.Cmp(l.atLeast) > 0 {
				l.atLeast = at
			}
			return 1, nil
		}
	}
	if empty || !l.holds(least, delta) {
		if delta.Cmp(*l.lo) > 0 {
			l.lo = &delta
		}
		return -1, nil
	}
	return 0, nil
}

// enough notes a number from which on the path works.
func (l *leastSearch) enough(at exact.Algebraic) {
	if l.atMost != nil && at.Cmp(*l.atMost) >= 0 {
		return
	}
	l.atMost = &at
	hi := at.RefineTo(rootWidth).Interval().Hi
	for hi.Cmp(exact.RatInt(1)) >= 0 {
		at = at.Refine()
		hi = at.Interval().Hi
	}
	if l.hi == nil || hi.Cmp(*l.hi) < 0 {
		l.hi = &hi
	}
}

// met reports that the bounds are one number.
func (l *leastSearch) met() bool { return l.atMost != nil && l.atLeast.Cmp(*l.atMost) == 0 }

// run moves the bounds until they meet or are near each other.
func (l *leastSearch) run(width exact.Rat) error {
	minmax, stage := l.universal()
	var possible bool
	var err error
	if l.atLeast, possible, err = l.from(minmax); err != nil {
		return err
	}
	if !possible {
		l.out.None = true
		l.out.Reason = note.New(note.NoMoreThanMinmax)
		if l.out.Profile == nil {
			l.out.Reason = note.New(note.NothingDeters)
		}
		return nil
	}
	if stage != nil {
		at, ok, err := l.from(stage)
		if err != nil {
			return err
		}
		if ok {
			l.enough(at)
		}
	}
	against := note.New(note.NeededAgainstMinmax)
	if l.met() {
		return l.found(l.atLeast, against)
	}
	lo, tight := below(l.atLeast)
	l.lo = &lo
	yes, err := l.probe(lo)
	if err != nil {
		return err
	}
	if l.met() || tight && yes > 0 {
		return l.found(l.atLeast, against)
	}
	// Somewhere above it may work.
	for i := 1; i <= leastLimit && l.hi == nil; i++ {
		d := exact.RatInt(1).Sub(exact.RatFrac(1, 1<<i))
		if d.Cmp(*l.lo) <= 0 {
			continue
		}
		if _, err = l.probe(d); err != nil {
			return err
		}
	}
	if l.hi == nil {
		l.out.Lo = l.lo.Big()
		l.out.Reason = note.New(note.NotFoundUpTo, 1<<leastLimit)
		return nil
	}
	worst := note.New(note.NeededWithWorst)
	// Between the doubts nothing was decided; outside bisection goes on.
	var doubts []exact.Rat // ascending
	var tried exact.Rat
	for {
		// The bound from below may itself work.
		if l.met() {
			return l.found(l.atLeast, worst)
		}
		if d, tight := below(l.atLeast); d.Cmp(tried) > 0 && d.Cmp(*l.lo) > 0 && d.Cmp(*l.hi) < 0 {
			tried = d
			if yes, err = l.probe(d); err != nil {
				return err
			}
			if l.met() || tight && yes > 0 {
				return l.found(l.atLeast, worst)
			}
		}
		from, to := *l.lo, *l.hi
		if to.Sub(from).Cmp(width) <= 0 {
			break
		}
		doubts = slices.DeleteFunc(doubts, func(d exact.Rat) bool { return d.Cmp(from) <= 0 || d.Cmp(to) >= 0 })
		if n := len(doubts); n > 0 {
			switch {
			case len(l.s.Players) > MaxBoundsPlayers:
				return l.enclosed(note.New(note.PunishmentsBetween))
			case n < l.patience() && doubts[0].Sub(from).Cmp(width) > 0:
				to = doubts[0]
			case n < l.patience() && to.Sub(doubts[n-1]).Cmp(width) > 0:
				from = doubts[n-1]
			default: // too close to call: what is known is the answer
				return l.enclosed(note.New(note.BisectionInexact))
			}
		}
		mid := middle(from, to)
		if yes, err = l.probe(mid); err != nil {
			return err
		}
		if yes == 0 {
			doubts = append(doubts, mid)
			slices.SortFunc(doubts, exact.Rat.Cmp)
		}
	}
	if l.b == nil {
		return l.enclosed(note.New(note.BisectionBounds))
	}
	// The least discount factor may be where a punishment becomes possible.
	for _, d := range []exact.Rat{exact.Simplest(l.lo, l.hi), *l.hi} {
		if d.Cmp(*l.hi) < 0 {
			if _, err = l.probe(d); err != nil {
				return err
			}
		}
		if d.Cmp(*l.hi) == 0 {
			jumps, err := l.jumps(d)
			if err != nil {
				return err
			}
			if jumps {
				return l.found(exact.AlgebraicRat(d), note.New(note.PunishmentsPossible))
			}
		}
	}
	return l.enclosed(note.New(note.BisectionSets))
}

// patience is how many undecided discount factors the search puts up with: few where
// one costs a second.
func (l *leastSearch) patience() int {
	if l.b == nil {
		return 3
	}
	return 40
}

// rootWidth is the width to which irrational numbers are enclosed.
var rootWidth = exact.RatFrac(1, 1<<40)

// below is a rational number at or immediately below a; true if it is a itself.
func below(a exact.Algebraic) (exact.Rat, bool) {
	r, ok := a.Rational()
	if !ok {
		r = a.RefineTo(rootWidth).Interval().Lo
	}
	if r.Sign() < 0 {
		r = exact.Rat{}
	}
	return r, ok
}

// enclosed reports the interval that is known.
func (l *leastSearch) enclosed(why note.Note) error {
	l.out.Lo, l.out.Hi, l.out.Reason = l.lo.Big(), l.hi.Big(), why
	return nil
}

// jumps proves that the path, an equilibrium path at delta, is none at any lower
// discount factor. A set that generates itself does so at every higher discount
// factor with the same profiles (Abreu, Pearce and Stacchetti 1990, Theorem 6). So
// below delta only those profiles can be played that some continuation payoff in
// the set at delta supports with slack; the payoffs of these profiles alone at
// delta contain those of every lower discount factor. The path is lost below if it
// plays another profile, or if the worst of those payoffs are too good to deter
// deviations at delta.
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
		u := []exact.Rat{exact.RatBig(set.Worst[0]), exact.RatBig(set.Worst[1])}
		if !l.holds(u, delta) {
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
		for _, st := range l.steps {
			if b.barred[st.index] {
				return true, nil
			}
		}
	}
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
func middle(lo, hi exact.Rat) exact.Rat {
	q := hi.Sub(lo).Mul(exact.RatFrac(1, 4))
	a, b := lo.Add(q), hi.Sub(q)
	return exact.Simplest(&a, &b)
}

// found reports the exact least discount factor.
func (l *leastSearch) found(d exact.Algebraic, why note.Note) error {
	l.out.Reason = why
	if r, ok := d.Rational(); ok {
		l.out.Value = r.Big()
		return nil
	}
	d = d.RefineTo(rootWidth)
	l.out.Root = &d
	l.out.Lo, l.out.Hi = d.Interval().Lo.Big(), d.Interval().Hi.Big()
	return nil
}
