package dynamics

import (
	"context"
	"math/big"
)

// Cycle says that play is periodic from some round on, for ever, and with what
// period. It is a theorem about the infinite trajectory, not an observation.
//
// Proof. Let t0 < t1 be two rounds, let D be the drift from t0 to t1 (the
// change of everybody's beliefs), and suppose that, for every player, D is
// largest at each of the actions she played in rounds t0+1..t1. (Under
// Alternating suppose also that the profiles of rounds t0 and t1 are equal.)
// Then rounds t1+1.. repeat rounds t0+1..t1 for ever. For suppose that the
// first k of them do; then the beliefs at the next choice are those of one
// period earlier plus D, because beliefs change by what is played. The action b
// chosen there beat every other action a by value, or tied with it and has the
// lower number; adding D(b) >= D(a) preserves either, so b is chosen again. By
// induction the whole block repeats, its drift is again D, and so on.
//
// Conversely, if play is periodic from t0 on with period t1-t0, the drift of a
// period is the same for every period, and an action b that is played in each
// of them must have maximal drift, else another action would overtake it. So
// the condition holds at the first multiple of the period, and the search, which
// moves t0 as in Brent (1980, BIT 20:176-184), finds every eventually periodic
// play that lasts long enough: no later than after about four times the larger
// of pre-period and period.
//
// The case of period 1 is play that has settled on one profile, necessarily a
// pure equilibrium; D = 0 is the case in which beliefs recur up to constants.
type Cycle struct {
	From   int64 // first round of the periodic part; the least possible
	Period int64 // in rounds; the least possible

	// Runs are the first runs of the periodic part, from round From on, up to
	// one period or MaxCycleRuns of them.
	Runs      []Run
	Truncated bool // Runs does not cover the period

	// Limits are the exact limits of the empirical mixtures, and LimitPayoffs
	// of the realised average payoffs. LimitIsNash tells whether the limit
	// mixtures, played independently, are a Nash equilibrium.
	Limits       [][]*big.Rat
	LimitPayoffs []*big.Rat
	LimitIsNash  bool
}

// MaxCycleRuns bounds the length of Cycle.Runs.
const MaxCycleRuns = 256

// anchor is the earlier of the two rounds that the cycle search compares.
type anchor struct {
	round   int64
	profile int // index of the profile of that round
	beliefs snapshot
	joint   []int64 // JointCounts then
	played  *marks  // actions played since
	steps   int     // emissions since
	gap     int     // emissions until the anchor moves: a power of two
}

// period is a proved period of play.
type period struct {
	from, length int64 // periodic from round from+1 at the latest
	start, end   snapshot
	joint        []int64 // how often each profile is played in a period
}

// find compares the present with the anchor after an emission that was not cut
// by a limit, moves the anchor when due, and returns the period if there is
// one.
func (a *anchor) find(e *engine, index int, joint []int64) *period {
	for p, act := range e.profile {
		a.played.set(p, act)
	}
	a.steps++
	if a.gap > 0 && index == a.profile && e.beliefs.follows(&a.beliefs, a.played) {
		found := &period{from: a.round, length: e.round - a.round, start: a.beliefs, joint: make([]int64, len(joint))}
		e.beliefs.snapshot(&found.end)
		for i, c := range joint {
			found.joint[i] = c - a.joint[i]
		}
		return found
	}
	if a.steps >= a.gap {
		a.gap = max(1, 2*a.gap)
		a.steps = 0
		a.round = e.round
		a.profile = index
		a.joint = append(a.joint[:0], joint...)
		a.played.clear()
		e.beliefs.snapshot(&a.beliefs)
	}
	return nil
}

// settled is the period of an engine whose profile will never change again; the
// present run began with round first.
func settled(e *engine, first int64, joint []int64) *period {
	f := &period{from: first - 1, length: 1, joint: make([]int64, len(joint))}
	f.joint[e.index(e.profile)] = 1
	b := e.beliefs.fresh()
	b.snapshot(&f.start)
	for p := range e.profile {
		b.observe(p, opponentsIndex(e.shape, e.profile, p), 1)
	}
	b.snapshot(&f.end)
	return f
}

// trace plays the game again, twice at a distance of one period, and returns
// the cycle with the first round from which the two agree and the runs from
// there. It returns nil if ctx ends first.
func (f *period) trace(ctx context.Context, e *engine, start []int) *Cycle {
	until := f.from + f.length
	lead := &replay{e: e.restart(start), until: until}
	lag := &replay{e: e.restart(start), until: until}
	for skipped := int64(0); skipped < f.length; {
		if ctx.Err() != nil {
			return nil
		}
		n := min(f.length-skipped, lead.available())
		lead.left -= n
		skipped += n
	}
	c := &Cycle{From: 1, Period: f.length}
	covered := int64(0) // rounds in c.Runs
	for done := int64(0); done < until; {
		if ctx.Err() != nil {
			return nil
		}
		n := min(lag.available(), until-done)
		if done < f.from { // beyond it the two are known to agree
			n = min(n, lead.available(), f.from-done)
			lead.left -= n
			if lead.at != lag.at {
				c.From, c.Runs, covered = done+n+1, nil, 0
				lag.left -= n
				done += n
				continue
			}
		}
		add, last := min(n, f.length-covered), len(c.Runs)-1
		switch {
		case add == 0:
		case last >= 0 && e.index(c.Runs[last].Profile) == lag.at:
			c.Runs[last].Length += add
			covered += add
		case last+1 < MaxCycleRuns:
			c.Runs = append(c.Runs, Run{Profile: append([]int(nil), lag.e.profile...), Length: add})
			covered += add
		}
		lag.left -= n
		done += n
	}
	c.Truncated = covered < f.length
	return c
}

// replay walks through play again in pieces of any length.
type replay struct {
	e     *engine
	until int64 // last round wanted
	left  int64 // rounds of the last emission not yet taken
	at    int   // index of its profile
}

// available makes sure that at least one round is waiting to be taken.
func (r *replay) available() int64 {
	if r.left == 0 {
		r.left = r.e.advance(max(1, r.until-r.e.round))
		r.at = r.e.index(r.e.profile)
	}
	return r.left
}
