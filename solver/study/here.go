package study

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/nash"
)

// here is one point of a study while it is asked: what several questions need is
// worked out once. Each worker has one.
type here struct {
	s      *Study
	k      int64
	values []*big.Rat // of the axes
	point  []*big.Rat // of the model; in a random game its payoffs
	random *randomTables
	game   *games.Strategic // the random game
	solved *tally
}

func (s *Study) newHere() *here {
	h := &here{s: s, values: make([]*big.Rat, len(s.Def.Axes))}
	if s.Def.Random != nil {
		h.random = newRandomTables(s)
	}
	return h
}

// move goes to point k.
func (h *here) move(k int64) error {
	h.k, h.solved = k, nil
	h.s.decode(k, h.values)
	if h.random == nil {
		var err error
		h.point, err = h.s.point(h.values)
		return err
	}
	h.game = h.random.at(k)
	if h.s.asks(games.StudyHolds) {
		h.point = h.random.values(0, len(h.random.picks))
	}
	return nil
}

// asks reports whether some column asks a question.
func (s *Study) asks(q games.StudyQuestion) bool {
	return slices.ContainsFunc(s.Def.Columns, func(c games.StudyColumn) bool { return c.Question == q })
}

// assumed reports whether what the model takes for granted is true here.
func (h *here) assumed() bool {
	m := h.s.Model
	for _, p := range m.Head().Params {
		if !p.Within.Eval(h.point) {
			return false
		}
	}
	for _, a := range m.Head().Assume {
		if !a.Defined.Eval(h.point) || !a.Formula.Eval(h.point) {
			return false
		}
	}
	return m.Meaning().Eval(h.point)
}

// tally is the equilibria at a point, counted by sorts in the order of games.Counts.
type tally struct {
	complete bool
	counts   [sorts]number
	payoffs  [][]answer.Real // by equilibrium and player; nil where they are not told
}

// number is a count; not told of kinds of games in which a sort is not looked at.
type number struct {
	told bool
	n    int64
	big  *big.Int // beyond n; nil for none
}

// Positions in tally.counts, as in games.Counts.
const (
	all = iota
	pure
	mixed
	strict
	components
	sorts
)

func (h *here) tally(ctx context.Context) (*tally, error) {
	if h.solved != nil {
		return h.solved, nil
	}
	var err error
	if h.game != nil {
		var res *nash.Result
		if res, err = nash.All(ctx, h.game, nash.Options{Workers: 1}); err == nil {
			h.solved = tallyOf(res, h.s.asks(games.StudyPayoff))
		}
	} else {
		var a answer.Answer
		if a, err = ask.Solve.Run(ctx, h.s.Model, h.point, ask.Options{Workers: 1}); err == nil {
			h.solved = tallyAnswer(a)
		}
	}
	switch {
	case ctx.Err() != nil:
		h.solved = nil
		return nil, context.Cause(ctx)
	case err != nil:
		return nil, fmt.Errorf("point %d: %w", h.k, err)
	}
	return h.solved, nil
}

// tell opens the counts of the sorts that are looked at.
func (t *tally) tell(sorts ...int) {
	for _, i := range sorts {
		t.counts[i].told = true
	}
}

// add counts n equilibria.
func (t *tally) add(n int64, isPure, isStrict bool) {
	t.counts[all].n += n
	if isPure {
		t.counts[pure].n += n
	} else {
		t.counts[mixed].n += n
	}
	if isStrict {
		t.counts[strict].n += n
	}
}

// parts counts the components of a complete answer.
func (t *tally) parts(n int) {
	if n > 0 {
		t.counts[components] = number{told: true, n: int64(n)}
	}
}

// tallyOf counts the equilibria of a game in strategic form. Where more than two
// players have a continuum of equilibria, what is isolated is not all.
func tallyOf(res *nash.Result, payoffs bool) *tally {
	t := &tally{complete: res.Complete && len(res.Continua) == 0}
	t.tell(all, pure, mixed, strict)
	for i := range res.Equilibria {
		t.add(1, res.Equilibria[i].Pure, res.Equilibria[i].Strict)
		if payoffs {
			e := ask.EquilibriumOf(res.Equilibria[i])
			t.payoffs = append(t.payoffs, payoffsOf(&e))
		}
	}
	t.parts(len(res.Components))
	return t
}

func payoffsOf(e *answer.Equilibrium) []answer.Real {
	if e.Irrational != nil {
		return e.Irrational.Payoffs
	}
	return answer.Rationals(e.Payoffs)
}

// tallyAnswer counts what Solve found, of any kind of game.
func tallyAnswer(a answer.Answer) *tally {
	t := &tally{complete: a.Finished()}
	switch a := a.(type) {
	case *answer.Solution:
		t.complete = t.complete && len(a.Continua) == 0
		t.tell(all, pure, mixed, strict)
		for i := range a.Equilibria {
			e := &a.Equilibria[i]
			t.add(1, e.Pure, e.Strict)
			t.payoffs = append(t.payoffs, payoffsOf(e))
		}
		t.parts(len(a.Components))
	case *answer.Orbits:
		for i, is := range []func(answer.Orbit) bool{
			all:    func(answer.Orbit) bool { return true },
			pure:   func(o answer.Orbit) bool { return o.Mixing == 0 },
			mixed:  func(o answer.Orbit) bool { return o.Mixing > 0 },
			strict: func(o answer.Orbit) bool { return o.Strict },
		} {
			sum := new(big.Int)
			for _, o := range a.Orbits {
				t.complete = t.complete && !o.Continuum
				if is(o) {
					sum.Add(sum, o.Multiplicity)
				}
			}
			t.counts[i] = number{told: true, big: sum}
		}
	case *answer.Behaviour:
		t.tell(all, pure, mixed)
		for i := range a.Equilibria {
			e := &a.Equilibria[i]
			t.add(1, e.Pure(), false)
			t.payoffs = append(t.payoffs, e.Payoffs)
		}
		t.parts(len(a.Components))
	case *answer.Stationary:
		t.complete = t.complete && len(a.Continua) == 0
		t.tell(all, pure, mixed)
		for _, e := range a.Equilibria {
			t.add(1, e.Pure, false)
		}
	case *answer.Equilibria:
		t.counts[all] = number{told: true, n: int64(len(a.Table.Rows))}
	}
	return t
}
