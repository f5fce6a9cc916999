package graph

import (
	"context"
	"fmt"
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
	"brink/solver/prove"
	"brink/solver/prove/check"
)

// Verdict is a verdict of package prove with the point where a claim fails, of which
// only the free parameters have exact coordinates or enclosures.
type Verdict struct {
	prove.Verdict
	Counterexample []prove.Coordinate
	// Bounds are what was learnt of the graph, each by the rule it follows from: see
	// Evident. Bare says that some follow from none.
	Bounds []check.Bound
	Bare   bool
}

// Bounds on the work: rounds of refinement for each question, and the share of the
// budget that a round may spend.
const (
	maxRounds  = 30
	roundShare = 40
)

// Transcendental reports whether there is one among terms that package prove knows
// only by facts.
func Transcendental(h *games.Header, terms []int) bool {
	for _, i := range terms {
		if !h.Params[i].Derived.Algebraic() {
			return true
		}
	}
	return false
}

// task is a claim with the bounds found so far, which hold everywhere on the graph.
type task struct {
	h       *games.Header
	terms   []int
	hyps    []expr.Formula // without facts
	all     expr.Formula   // their conjunction
	facts   []expr.Formula
	bounds  []check.Bound // that the facts beyond the first ones follow from
	bare    bool          // some follow from none
	pairs   []fact
	opt     prove.Options
	points  [][]*big.Rat                  // parameters tried for each question
	solved  map[algebra.Var]algebra.Ratio // by the equations among the hypotheses
	limited bool                          // a question of the prover ran out of budget
}

// Decide is prove.Decide on the graph of the functions. The hypotheses of the problem
// end with the facts about the given derived parameters, all that it mentions.
func Decide(ctx context.Context, h *games.Header, terms []int, p prove.Problem, opt prove.Options) (Verdict, error) {
	n := len(p.Hyps) - len(terms)
	t := &task{h: h, terms: terms, hyps: p.Hyps[:n], all: expr.And(p.Hyps[:n]...), facts: append([]expr.Formula(nil), p.Hyps[n:]...), opt: opt}
	if t.opt.Budget == 0 {
		t.opt.Budget = prove.DefaultBudget
	}
	t.opt.Budget /= roundShare
	t.opt.Names, t.opt.Prefer = p.Names, p.Prefer
	t.points = start(h)
	pairs, always := relations(h, terms, expr.And(t.all, p.Claim))
	t.pairs = pairs
	solved := t.solve()
	t.learn(always)
	t.learn(t.given(solved))
	if len(solved) > 0 {
		t.solved = make(map[algebra.Var]algebra.Ratio)
		for _, s := range solved {
			t.solved[s.v] = s.is
		}
	}
	// Where one of the two is impossible, any point of the hypotheses is one of the other.
	var holds found
	fails := t.search(ctx, expr.Not(p.Claim))
	if fails.ans == prove.No {
		holds = t.search(ctx, expr.True())
	} else if holds = t.search(ctx, p.Claim); holds.ans == prove.No && fails.ans == prove.Unknown {
		fails = t.search(ctx, expr.True())
	}
	v := Verdict{Verdict: prove.Verdict{HoldsWhen: p.Claim, Method: note.ByEnclosures}}
	open := note.New(note.GraphRounds, maxRounds)
	if ctx.Err() != nil {
		open = note.New(note.InTime, note.Cause(ctx))
	} else if t.limited {
		open = note.New(note.WithinUnits, t.opt.Budget)
	}
	v.Bounds, v.Bare = t.bounds, t.bare
	if fails.place != nil {
		v.Counterexample = fails.place.coordinates(len(h.Free()))
	}
	switch {
	case fails.ans == prove.No && holds.ans == prove.No:
		v.Status, v.HoldsWhen = prove.Vacuous, expr.True()
		v.Core = t.core(ctx)
	case fails.ans == prove.No && holds.ans == prove.Yes:
		v.Status, v.HoldsWhen = prove.Proved, expr.True()
	case fails.ans == prove.No:
		v.Reason = note.New(note.CannotFail, open)
	case fails.ans == prove.Yes && holds.ans == prove.No:
		v.Status, v.HoldsWhen = prove.Refuted, expr.False()
	case fails.ans == prove.Yes && holds.ans == prove.Yes:
		v.Status = prove.Conditional
		v.HoldsWhen = t.assume().Simplify(ctx, p.Claim)
		if err := t.recheck(v.HoldsWhen, fails.place, holds.place); err != nil {
			return Verdict{}, err
		}
	case fails.ans == prove.Yes:
		v.Reason = note.New(note.FailsSomewhere, open)
	case holds.ans == prove.Yes:
		v.Reason = note.New(note.HoldsSomewhere, open)
	default:
		v.Reason = note.New(note.NeitherFound, open)
	}
	return v, nil
}

// recheck holds a simplified condition to the points that were found.
func (t *task) recheck(f expr.Formula, fails, holds *place) error {
	if fails.holds(f) == prove.Yes || holds.holds(f) == prove.No {
		return fmt.Errorf("%w: the simplified condition contradicts a point", prove.ErrSelfCheck)
	}
	return nil
}

// start lists points to try first: the defaults, with simple numbers where there are
// none.
func start(h *games.Header) [][]*big.Rat {
	var out [][]*big.Rat
	for _, x := range []*big.Rat{new(big.Rat), big.NewRat(1, 1), big.NewRat(1, 2), big.NewRat(2, 1), big.NewRat(-1, 1)} {
		point := make([]*big.Rat, len(h.Free()))
		for i, p := range h.Free() {
			if point[i] = p.Default; p.Default == nil {
				point[i] = x
			}
		}
		out = append(out, point)
	}
	return out
}

// learn adds facts to those that are known, and returns what they say.
func (t *task) learn(facts []fact) expr.Formula {
	all := expr.True()
	for _, f := range facts {
		all = expr.And(all, f.is)
		t.facts = append(t.facts, f.is)
		if f.why.Rule != "" {
			t.bounds = append(t.bounds, f.why)
		} else {
			t.bare = true
		}
	}
	return all
}

func (t *task) assume() *prove.Assumptions {
	return prove.Assume(expr.And(append(t.facts[:len(t.facts):len(t.facts)], t.all)...), t.opt)
}

// core drops hypotheses as long as the rest, with what is known of the graph, is
// contradictory.
func (t *task) core(ctx context.Context) []int {
	var core []int
	for i := range t.hyps {
		core = append(core, i)
	}
	for i := 0; i < len(core); {
		rest := append([]expr.Formula(nil), t.facts...)
		for j, k := range core {
			if j != i {
				rest = append(rest, t.hyps[k])
			}
		}
		if ans, _ := prove.Assume(expr.And(rest...), t.opt).Satisfiable(ctx, expr.True()); ans == prove.No {
			core = append(core[:i], core[i+1:]...)
		} else {
			i++
		}
	}
	return core
}

// found is the answer to whether a formula holds somewhere under the hypotheses, and
// where.
type found struct {
	ans   prove.Answer
	place *place
}

// search refines until no point is left, or one is found on the graph.
func (t *task) search(ctx context.Context, f expr.Formula) found {
	goal := expr.And(t.all, f)
	ways := append([]map[algebra.Var]algebra.Ratio{nil}, solvable(t.h, goal)...)
	if t.solved != nil {
		ways = append(ways, t.solved)
	}
	for _, p := range t.points {
		if at := t.try(p, ways, goal); at != nil {
			return found{prove.Yes, at}
		}
	}
	asm := t.assume()
	for round := range maxRounds {
		ans, m := asm.Satisfiable(ctx, f)
		switch {
		case ans == prove.No:
			return found{ans: prove.No}
		case ans == prove.Unknown:
			t.limited = true
			return found{}
		}
		for _, p := range t.nearby(m) {
			if at := t.try(p, ways, goal); at != nil {
				t.points = append(t.points, p)
				return found{prove.Yes, at}
			}
		}
		more := t.refine(m, round)
		if len(more) == 0 {
			return found{}
		}
		asm = asm.And(t.learn(more))
	}
	return found{}
}

// precisions of the enclosures at a point, in bits.
var precisions = []int{40, 200}

// try certifies that the goal holds on the graph at given parameters, as they are or
// with one of them solved for.
func (t *task) try(point []*big.Rat, ways []map[algebra.Var]algebra.Ratio, goal expr.Formula) *place {
	for _, w := range ways {
		for _, bits := range precisions {
			p := at(t.h.Params, point, w, bits)
			if p == nil {
				continue
			}
			ans := p.holds(goal)
			if ans == prove.Yes {
				return p
			}
			if ans == prove.No {
				break
			}
		}
	}
	return nil
}

// nearby lists rational values of the free parameters: those of a model, as
// they are and rounded, and the defaults.
func (t *task) nearby(m *prove.Model) [][]*big.Rat {
	free := len(t.h.Free())
	point := make([]*big.Rat, free)
	for i := range point {
		point[i] = rational(m.At(i))
	}
	round := make([]*big.Rat, free)
	for i, x := range point {
		round[i] = new(big.Rat).SetInt(floor(new(big.Rat).Add(x, big.NewRat(1, 2))))
	}
	out := [][]*big.Rat{point, round}
	defaults := make([]*big.Rat, free)
	for i, p := range t.h.Free() {
		if defaults[i] = p.Default; p.Default == nil {
			defaults[i] = point[i]
		}
	}
	// One coordinate of the model at a time may matter, the others as usual.
	out = append(out, defaults)
	for i := range point {
		if free > 1 && free < 6 {
			mixed := append([]*big.Rat(nil), defaults...)
			mixed[i] = point[i]
			out = append(out, mixed)
		}
	}
	return out
}

// rational is a coordinate, or the middle of its interval.
func rational(c prove.Coordinate) *big.Rat {
	if c.Rat != nil {
		return c.Rat
	}
	m := new(big.Rat).Add(c.Lo, c.Hi)
	return m.Quo(m, big.NewRat(2, 1))
}

// slowRounds is how many rounds lines are tried alone.
const slowRounds = 2

// refine returns bounds that a model off the graph violates or that come closer to it.
func (t *task) refine(m *prove.Model, round int) []fact {
	var out []fact
	point := make([]*big.Rat, len(t.h.Params))
	for i := range point {
		point[i] = rational(m.At(i))
	}
	for _, f := range t.pairs {
		if !m.Holds(f.is) {
			out = append(out, f)
		}
	}
	for _, i := range t.terms {
		for _, w := range views(t.h, t.terms, i) {
			u, err1 := w.t.Arg.Eval(point)
			v, err2 := w.value.Eval(point)
			if err1 != nil || err2 != nil {
				continue
			}
			for _, f := range w.exclude(u, v) {
				if !m.Holds(f.is) {
					out = append(out, f)
				}
			}
			if round < slowRounds || w.t.Arg.Num().IsConst() {
				continue
			}
			for _, f := range w.family() {
				if !m.Holds(f.is) {
					out = append(out, f)
					break
				}
			}
		}
	}
	return out
}
