package dynamics

// engine produces fictitious play as a sequence of emissions: blocks of
// consecutive rounds with one profile. Emissions need not be whole runs, but
// where they end depends only on play itself, except where a limit cuts them,
// so that periodic play gives periodic emissions; Cycle relies on it.
type engine struct {
	shape   []int
	rule    Rule
	beliefs beliefs

	profile []int // of the last emission
	opp     []int // the opponents' profile each player then faces
	next    []int // simultaneous: what the next round plays
	round   int64 // rounds played
	repeats int64 // alternating: rounds in a row with profile
	stepped int64 // rounds not skipped
	whole   bool  // the last emission was not cut short by its limit
	settled bool  // profile will never change again
}

// patience is the number of equal rounds after which the engine asks how long
// the run will last. The question costs a division per action that gains on
// the one played, a round an addition and a comparison per action; 4 did better
// than 8 and 16 on zero-sum games of all sizes (BenchmarkFictitiousPlay).
const patience = 4

func newEngine(shape []int, rule Rule, b beliefs, start []int) *engine {
	return &engine{
		shape: shape, rule: rule, beliefs: b,
		profile: make([]int, len(shape)), opp: make([]int, len(shape)),
		next: append([]int(nil), start...),
	}
}

// restart is an engine for the same game and rule at round 0.
func (e *engine) restart(start []int) *engine {
	return newEngine(e.shape, e.rule, e.beliefs.fresh(), start)
}

// index is a profile's number, as games.Strategic.Index.
func (e *engine) index(profile []int) int {
	i := 0
	for p, a := range profile {
		i = i*e.shape[p] + a
	}
	return i
}

// advance plays between 1 and limit rounds of one profile, which is then
// e.profile, and returns their number. It sets whole and settled.
func (e *engine) advance(limit int64) int64 {
	if e.rule == Alternating {
		return e.advanceAlternating(limit)
	}
	return e.advanceSimultaneous(limit)
}

// advanceSimultaneous plays the profile chosen after the last round until the
// updated beliefs choose another: a whole run unless the limit cuts it.
func (e *engine) advanceSimultaneous(limit int64) int64 {
	copy(e.profile, e.next)
	e.face()
	e.whole = true
	k := int64(1)
	for ; ; k++ {
		e.stepped++
		same := true
		for p, o := range e.opp {
			a := e.beliefs.observeBest(p, o)
			e.next[p] = a
			same = same && a == e.profile[p]
		}
		if !same {
			break
		}
		if k == limit {
			e.whole = false
			break
		}
		if k == patience {
			more := e.lasts(limit - k)
			if e.settled = more == forever; e.settled {
				break
			}
			// The next round plays the profile, and so does the round after
			// each further observation that leaves it best.
			more = min(more+1, limit-k)
			k += more
			e.whole = false
			for p, o := range e.opp {
				e.beliefs.observe(p, o, more)
				e.next[p] = e.beliefs.best(p)
				e.whole = e.whole || e.next[p] != e.profile[p]
			}
			break
		}
	}
	e.round += k
	return k
}

// advanceAlternating plays one round, player by player, or skips to the end of
// a run that has lasted for patience rounds.
func (e *engine) advanceAlternating(limit int64) int64 {
	e.whole = true
	if e.round == 0 {
		copy(e.profile, e.next)
		last := len(e.shape) - 1
		e.beliefs.observe(last, opponentsIndex(e.shape, e.profile, last), 1)
		e.round, e.repeats, e.stepped = 1, 1, 1
		return 1
	}
	if e.repeats >= patience {
		e.face()
		more := e.lasts(limit)
		e.settled = more == forever
		if more > 0 && !e.settled {
			for p, o := range e.opp {
				e.beliefs.observe(p, o, more)
			}
			e.round += more
			e.whole = more < limit
			return more
		}
	}
	e.stepped++
	same := true
	for p := range e.profile {
		a := e.beliefs.observeBest(p, opponentsIndex(e.shape, e.profile, p))
		same = same && a == e.profile[p]
		e.profile[p] = a
	}
	e.round++
	if !same {
		e.repeats = 0
	}
	e.repeats++
	return 1
}

// face computes the opponents' profile that each player faces.
func (e *engine) face() {
	if len(e.shape) == 2 {
		e.opp[0], e.opp[1] = e.profile[1], e.profile[0]
		return
	}
	for p := range e.opp {
		e.opp[p] = opponentsIndex(e.shape, e.profile, p)
	}
}

// lasts is the number of further observations of e.opp, at most limit, that
// leave everybody's action best, or forever.
func (e *engine) lasts(limit int64) int64 {
	stays := int64(forever)
	for p, o := range e.opp {
		stays = min(stays, e.beliefs.lasts(p, o, e.profile[p], limit))
	}
	return stays
}
