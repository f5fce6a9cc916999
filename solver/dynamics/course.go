package dynamics

import (
	"context"
	"math"

	"brink/games"
	"brink/solver/note"
)

// course drives an engine to the last round and keeps the books: how often each
// profile was played, the latest runs, samples, and the search for a period.
type course struct {
	ctx   context.Context
	g     *games.Strategic
	opt   Options
	start []int
	shape []int
	e     *engine

	joint   []int64
	runs    ring
	run     Run // the present run; its Profile is not used
	at      int // index of the present run's profile
	anchor  anchor
	period  *period
	samples []int64 // rounds still to be sampled
	trace   []Sample
	tables  [][]float64 // payoffs for samples
}

func newCourse(ctx context.Context, g *games.Strategic, rule Rule, start []int, opt Options) *course {
	shape := g.Shape()
	c := &course{
		ctx: ctx, g: g, opt: opt, start: start, shape: shape,
		e:      newEngine(shape, rule, newBeliefs(g, int64(opt.Rounds)), start),
		joint:  make([]int64, g.Profiles()),
		at:     -1,
		anchor: anchor{played: newMarks(shape)},
	}
	if opt.Trace > 0 {
		c.samples = sampleRounds(opt.Rounds, opt.Trace)
		c.tables = floatTables(g)
	}
	return c
}

// workPerCheck is about how many table entries are read between two looks at
// the context.
const workPerCheck = 1 << 20

// play runs until the last round or the end of the context.
func (c *course) play() {
	total := int64(c.opt.Rounds)
	width := 0
	for _, m := range c.shape {
		width += m
	}
	every := max(1, workPerCheck/width/patience)
	for emissions := 0; c.e.round < total; emissions++ {
		if emissions%every == 0 {
			if c.ctx.Err() != nil {
				return
			}
			if c.opt.Progress != nil {
				c.opt.Progress(int(c.e.round), c.opt.Rounds)
			}
		}
		before := c.e.round
		if f := c.period; f != nil && (c.wanted()-before)/f.length > 0 {
			c.repeat(f, (c.wanted()-before)/f.length)
		} else {
			c.emit(total - before)
		}
	}
	if c.opt.Progress != nil {
		c.opt.Progress(c.opt.Rounds, c.opt.Rounds)
	}
}

// wanted is the next round to be sampled, or the last one.
func (c *course) wanted() int64 {
	if len(c.samples) > 0 {
		return c.samples[0]
	}
	return int64(c.opt.Rounds)
}

// emit advances the engine once and enters the emission in the books. Samples
// do not cut emissions short, so that taking them changes nothing else.
func (c *course) emit(limit int64) {
	before := c.e.round
	k := c.e.advance(limit)
	at := c.e.index(c.e.profile)
	entered := before
	for len(c.samples) > 0 && c.samples[0] <= before+k {
		c.joint[at] += c.samples[0] - entered
		entered = c.samples[0]
		c.trace = append(c.trace, c.sample(entered))
		c.samples = c.samples[1:]
	}
	c.joint[at] += before + k - entered
	if at != c.at {
		if c.at >= 0 {
			c.runs.push(c.at, c.run.Length)
		}
		c.at, c.run.Length = at, 0
	}
	c.run.Length += k
	switch {
	case c.period != nil:
	case c.e.settled:
		c.period = settled(c.e, c.e.round-c.run.Length+1, c.joint)
	case c.e.whole:
		c.period = c.anchor.find(c.e, at, c.joint)
	}
}

// repeat plays k whole periods at once, not beyond the next sample.
func (c *course) repeat(f *period, k int64) {
	c.e.beliefs.drift(&f.start, &f.end, k)
	c.e.round += k * f.length
	for i, n := range f.joint {
		c.joint[i] += k * n
	}
	if len(c.samples) > 0 && c.samples[0] == c.e.round {
		c.trace = append(c.trace, c.sample(c.e.round))
		c.samples = c.samples[1:]
	}
}

// result closes the books.
func (c *course) result() *Result {
	r := &Result{
		Rule: c.e.rule, Rounds: int(c.e.round), JointCounts: c.joint,
		LastProfile: append([]int(nil), c.e.profile...),
		Trace:       c.trace, Stepped: c.e.stepped, Arithmetic: c.e.beliefs.name(),
		Complete: c.e.round == int64(c.opt.Rounds),
	}
	r.Counts = marginals(c.shape, c.joint)
	if !r.Complete {
		r.Reasons = append(r.Reasons, note.New(note.StoppedAfterRounds, r.Rounds, c.opt.Rounds, note.Cause(c.ctx)))
	}
	if r.Rounds == 0 {
		copy(r.LastProfile, c.start)
	}
	r.RealisedPayoffs = averages(c.g, c.joint)
	r.Exploitability = exploitability(c.g, r.Counts)
	r.HindsightRegret = hindsight(c.g, c.joint, r.RealisedPayoffs)
	switch {
	case c.period != nil:
		if r.Cycle = c.period.trace(c.ctx, c.e, c.start); r.Cycle == nil {
			r.Complete = false
			r.Reasons = append(r.Reasons, note.New(note.PeriodNotTraced, note.Cause(c.ctx)))
			break
		}
		r.Cycle.Limits = frequencies(marginals(c.shape, c.period.joint), c.period.length)
		r.Cycle.LimitPayoffs = averages(c.g, c.period.joint)
		_, err := c.g.Verify(r.Cycle.Limits)
		r.Cycle.LimitIsNash = err == nil
	default:
		r.Growth = c.runs.growth(c.g)
	}
	return r
}

// sampleRounds spaces about n rounds evenly in log(round) from 1 to last.
func sampleRounds(last, n int) []int64 {
	var out []int64
	for i := range n {
		r := int64(last)
		if i < n-1 {
			r = int64(math.Round(math.Pow(float64(last), float64(i)/float64(n-1))))
		}
		r = min(max(r, 1), int64(last))
		if len(out) == 0 || r > out[len(out)-1] {
			out = append(out, r)
		}
	}
	return out
}
