package dynamics

import (
	"context"

	"brink/games"
	"brink/solver/note"
)

// Path is what best-response dynamics did.
type Path struct {
	Rule     Rule
	Profiles [][]int // the starting profile, then the profile after each change

	// Equilibrium is true when nobody wants to move from the last profile,
	// which is then a pure Nash equilibrium.
	Equilibrium bool

	// CycleFrom is, when there is no equilibrium and the path is Complete, the
	// position in Profiles to which the last profile returned: the profiles
	// from there on repeat for ever.
	CycleFrom int

	Complete bool
	Reasons  []note.Note
}

// BestResponse follows myopic best responses to the present profile, not to the
// record of play as in FictitiousPlay. Under Simultaneous all players move at
// once; under Alternating they move one after the other, in order, and Profiles
// records each move that changes something. A player whose action is a best
// response keeps it; otherwise she moves to the lowest-numbered best response.
// start nil means the first actions.
//
// The state space is finite and the rule deterministic, so the path ends in an
// equilibrium or in a cycle, after at most players × profiles moves. In a game
// with an ordinal potential, Alternating ends in an equilibrium (Monderer and
// Shapley 1996, Games and Economic Behavior 14:124-143). When ctx ends first the
// path so far is returned with Complete false.
func BestResponse(ctx context.Context, g *games.Strategic, start []int, rule Rule) (*Path, error) {
	if err := check(g); err != nil {
		return nil, err
	}
	rule, err := checkRule(rule)
	if err != nil {
		return nil, err
	}
	now, err := checkStart(g, start)
	if err != nil {
		return nil, err
	}
	n := len(g.Players)
	path := &Path{Rule: rule, Profiles: [][]int{append([]int(nil), now...)}}
	stride := make([]int, n)
	for p, s := n-1, 1; p >= 0; p-- {
		stride[p] = s
		s *= len(g.Players[p].Actions)
	}
	record := func() { path.Profiles = append(path.Profiles, append([]int(nil), now...)) }
	// seen maps a state, a profile together with the player to move, to its
	// place in Profiles.
	type state struct{ profile, mover int }
	seen := map[state]int{{g.Index(now), 0}: 0}
	for quiet, mover := 0, 0; ; {
		if ctx.Err() != nil {
			path.Reasons = append(path.Reasons, note.New(note.StoppedAfterMoves, len(path.Profiles)-1, note.Cause(ctx)))
			return path, nil
		}
		index := g.Index(now)
		moved := false
		if rule == Simultaneous {
			for p := range n {
				a := respond(g.Payoffs[p], index, now[p], stride[p], len(g.Players[p].Actions))
				moved = moved || a != now[p]
				now[p] = a
			}
			quiet = n
		} else {
			a := respond(g.Payoffs[mover], index, now[mover], stride[mover], len(g.Players[mover].Actions))
			moved = a != now[mover]
			now[mover] = a
			mover = (mover + 1) % n
			quiet++
		}
		switch {
		case moved:
			quiet = 0
			record()
		case quiet >= n:
			path.Equilibrium, path.Complete = true, true
			return path, nil
		}
		s := state{g.Index(now), mover}
		if at, again := seen[s]; again && moved {
			path.CycleFrom, path.Complete = at, true
			return path, nil
		}
		if moved {
			seen[s] = len(path.Profiles) - 1
		}
	}
}

// respond is the action a player moves to from action now of the profile with
// the given index.
func respond(t games.Table, index, now, stride, actions int) int {
	base := index - now*stride
	best := now
	for a := range actions {
		if t.Compare(base+a*stride, base+best*stride) > 0 {
			best = a
		}
	}
	return best
}
