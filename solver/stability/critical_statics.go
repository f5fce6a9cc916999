package stability

import (
	"context"
	"math/big"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
	"brink/solver/prove"
	"brink/solver/repeated"
)

// Direction is how a number moves as a parameter rises, the others being fixed.
type Direction uint8

// The directions. Increasing and Decreasing are weak, as for functions, but a
// number that never moves is Constant; Vacuous says that there are no two
// neighbouring values of the parameter to compare.
const (
	Undecided Direction = iota
	Constant
	Increasing
	Decreasing
	Depends
	Vacuous
)

// String is the word of the direction.
func (d Direction) String() string {
	return [...]string{"undecided", "constant", "increasing", "decreasing", "depends", "vacuous"}[d]
}

// CriticalStatic is the comparative statics of a critical discount factor δ* in
// one parameter, proved for all values of the parameters that the assumptions of
// the game allow. δ* is the infimum of the discount factors in [0, 1) that work;
// the direction is that on every interval of values of the parameter throughout
// which some discount factor works.
type CriticalStatic struct {
	Parameter algebra.Var
	Direction Direction
	// Existence is how "some discount factor below 1 works" moves: Increasing when
	// a larger parameter may make it true and never false.
	Existence Direction
	// Rises and Falls are set where the direction depends: conditions on the
	// parameters, the discount factor not among them, under which δ* > 0 rises
	// immediately to the right of the point, and under which it falls immediately to
	// the left; nil when the discount factor could not be eliminated.
	Rises, Falls *expr.Formula
	// RisesAt and FallsAt are points of either kind where the direction depends; nil
	// when the point found is irrational.
	RisesAt, FallsAt []*big.Rat
	// Reason says why the direction is undecided.
	Reason note.Note
}

// staticsBudget bounds one question of CriticalStatics, in the prover's units.
const staticsBudget = 400_000

// CriticalStatics proves how the critical discount factor of a profile moves with
// every parameter that its condition mentions. The condition f is one of a
// repeated.Row as its InDiscount method gives it, with the variable that stands
// for the discount factor; assumptions about that variable are not used.
//
// With the good discount factors completed upwards, δ* rises with x exactly if the
// set of them shrinks. A semialgebraic set changes at finitely many points of a
// line, so it shrinks if nowhere a discount factor is bad at x - ε and good at x,
// or bad at x and good at x + ε, for ε infinitesimal. The truth of a polynomial
// condition at x ± ε is a formula in the polynomial and its derivatives: at a
// simple zero of the condition that binds this is the implicit function theorem.
// So δ* need not be solved for; it may be an algebraic function, and may jump.
func CriticalStatics(ctx context.Context, g games.Model, f expr.Formula, delta algebra.Var) ([]CriticalStatic, error) {
	s := newStatics(g, delta)
	var out []CriticalStatic
	var vars []algebra.Var
	for _, v := range f.Vars() {
		if v != delta {
			vars = append(vars, v)
		}
	}
	slices.Sort(vars)
	s.prepare(ctx, f)
	for _, v := range vars {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		out = append(out, s.along(ctx, v))
	}
	return out, nil
}

// RowStatics is CriticalStatics for subgame perfection of a profile. There are none
// where every player has a discount factor of her own, under a finite horizon, and in games with sqrt, exp
// or log, whose terms move with the parameters.
func RowStatics(ctx context.Context, g *games.Game, r *repeated.Row) ([]CriticalStatic, error) {
	f, delta, err := r.InDiscount()
	if err != nil || g.Repeated.Horizon > 0 || len(g.Terms()) > 0 {
		return nil, nil
	}
	return CriticalStatics(ctx, g, f, delta)
}

// statics is the working state of CriticalStatics.
type statics struct {
	g      games.Model
	delta  algebra.Var
	hyps   expr.Formula // on the parameters
	domain expr.Formula // of the discount factor
	only   *prove.Assumptions
	asm    *prove.Assumptions
	set    expr.Formula // of good discount factors
	closed bool         // no strict condition in set
	up     bool         // set is completed upwards
	some   expr.Formula // some discount factor works; true where up is false
}

func newStatics(g games.Model, delta algebra.Var) *statics {
	h := g.Head()
	s := &statics{g: g, delta: delta}
	var hyps []expr.Formula
	for _, c := range games.Hypotheses(g).Conjuncts() {
		if !slices.Contains(c.Vars(), delta) {
			hyps = append(hyps, c)
		}
	}
	s.hyps = expr.And(hyps...)
	d := algebra.Variable(delta)
	s.domain = expr.And(expr.Sign(d, expr.GE), expr.Sign(d.Sub(algebra.IntPoly(1)), expr.LT))
	opt := prove.Options{Prefer: h.Defaults(), Names: h.Names(), Budget: staticsBudget}
	if delta >= len(opt.Names) {
		opt.Names = append(slices.Clone(opt.Names), "delta*")
	}
	s.only = prove.Assume(s.hyps, opt)
	s.asm = prove.Assume(expr.And(s.hyps, s.domain), opt)
	return s
}

// prepare simplifies the condition, closes it where that changes nothing, and
// completes it upwards.
func (s *statics) prepare(ctx context.Context, f expr.Formula) {
	s.some = expr.True()
	s.complete(ctx, f)
	if s.up {
		// What works for some discount factor works for those next to 1.
		s.some = beside(s.set, s.delta, -1).At(s.delta, big.NewRat(1, 1))
		s.some = s.only.Simplify(ctx, s.some)
	}
}

// complete finds the set to work with.
func (s *statics) complete(ctx context.Context, f expr.Formula) {
	s.set, s.closed = s.shut(ctx, s.asm.Simplify(ctx, f))
	rises := expr.And(s.set, expr.Not(beside(s.set, s.delta, 1)))
	if !s.closed {
		positive := expr.Sign(algebra.Variable(s.delta), expr.GT)
		rises = expr.Or(rises, expr.And(positive, beside(s.set, s.delta, -1), expr.Not(s.set)))
	}
	if ans, _ := s.asm.Satisfiable(ctx, rises); ans == prove.No {
		s.up = true
		return
	}
	// Some smaller discount factor y works.
	y := max(len(s.g.Head().Params), s.delta+1)
	lower := algebra.Variable(y)
	some := expr.And(s.set.Map(func(a expr.Atom) expr.Formula {
		return expr.Sign(a.P.Substitute(s.delta, lower), a.Op)
	}), expr.Sign(lower, expr.GE), expr.Sign(lower.Sub(algebra.Variable(s.delta)), expr.LE))
	if f, ans := s.asm.Eliminate(ctx, []algebra.Var{y}, some); ans == prove.Yes {
		s.set, s.closed = s.shut(ctx, s.asm.Simplify(ctx, f))
		s.up = true
	}
}

// shut replaces strict conditions by weak ones if the set stays the same.
func (s *statics) shut(ctx context.Context, f expr.Formula) (expr.Formula, bool) {
	strict := false
	f.Atoms(func(a expr.Atom) { strict = strict || a.Op.Strict() })
	weak := closure(f)
	if !strict || s.asm.Implies(ctx, expr.Implies(weak, f)) == prove.Yes {
		return weak, true
	}
	return f, false
}

// jumps is the condition that the truth of f changes from no to yes as x passes
// a point in a direction, 1 or -1, staying within the given bounds.
func jumps(bounds, f expr.Formula, closed bool, x algebra.Var, direction int) expr.Formula {
	before := expr.And(beside(bounds, x, -direction), f, expr.Not(beside(f, x, -direction)))
	if !closed {
		before = expr.Or(before, expr.And(beside(bounds, x, direction), beside(f, x, direction), expr.Not(f)))
	}
	return expr.And(bounds, before)
}

// direction reads the answers to whether a number can rise and can fall.
func direction(rises, falls prove.Answer) Direction {
	switch {
	case rises == prove.No && falls == prove.No:
		return Constant
	case falls == prove.No:
		return Increasing
	case rises == prove.No:
		return Decreasing
	case rises == prove.Yes && falls == prove.Yes:
		return Depends
	}
	return Undecided
}

// along finds the direction in one parameter.
func (s *statics) along(ctx context.Context, x algebra.Var) CriticalStatic {
	out := CriticalStatic{Parameter: x}
	gained, _ := s.only.Satisfiable(ctx, jumps(s.hyps, s.some, false, x, 1))
	lost, _ := s.only.Satisfiable(ctx, jumps(s.hyps, s.some, false, x, -1))
	out.Existence = direction(gained, lost)
	bounds := expr.And(s.hyps, s.some)
	falls, fallsAt := s.asm.Satisfiable(ctx, jumps(bounds, s.set, s.closed, x, 1))
	rises, risesAt := s.asm.Satisfiable(ctx, jumps(bounds, s.set, s.closed, x, -1))
	out.Direction = direction(rises, falls)
	switch {
	case out.Direction == Constant:
		pair := expr.And(s.some, expr.Or(beside(bounds, x, 1), beside(bounds, x, -1)))
		if ans, _ := s.only.Satisfiable(ctx, pair); ans == prove.No {
			out.Direction = Vacuous
		}
	case out.Direction == Undecided:
		out.Reason = note.New(note.ProverBudget)
	case !s.up && out.Direction == Depends:
		out.Direction = Undecided
		out.Reason = note.New(note.LeastNotSeparated)
	case !s.closed && out.Direction == Depends:
		out.Direction = Undecided
		out.Reason = note.New(note.LeastNotAttained)
	case out.Direction == Depends:
		out.RisesAt, out.FallsAt = s.pointOf(risesAt), s.pointOf(fallsAt)
		out.Rises, out.Falls = s.where(ctx, x, 1), s.where(ctx, x, -1)
	}
	return out
}

// where is the condition that δ* is inside (0, 1) and larger immediately beside the
// point on the given side: there, δ* itself no longer works. nil if the discount
// factor could not be eliminated.
func (s *statics) where(ctx context.Context, x algebra.Var, side int) *expr.Formula {
	least := expr.And(s.domain, expr.Sign(algebra.Variable(s.delta), expr.GT), s.set, expr.Not(beside(s.set, s.delta, -1)))
	beyond := expr.And(beside(expr.And(s.hyps, s.some), x, side), expr.Not(beside(s.set, x, side)))
	f, ans := s.only.Eliminate(ctx, []algebra.Var{s.delta}, expr.And(least, beyond))
	if ans != prove.Yes {
		return nil
	}
	f = s.only.Simplify(ctx, f)
	return &f
}

// pointOf reads a rational model; nil otherwise.
func (s *statics) pointOf(m *prove.Model) []*big.Rat {
	p, ok := m.Rational()
	if !ok || len(p) < len(s.g.Head().Params) {
		return nil
	}
	return p[:len(s.g.Head().Params)]
}

// beside is the truth of f at v + direction·ε for every small enough ε > 0: the
// first derivative of a polynomial that does not vanish decides its sign.
func beside(f expr.Formula, v algebra.Var, direction int) expr.Formula {
	return f.Map(func(a expr.Atom) expr.Formula {
		if !a.P.Has(v) {
			return expr.Sign(a.P, a.Op)
		}
		// From the last derivative to the polynomial: "its sign is op, or it is zero
		// and what follows decides".
		ds := []algebra.Poly{a.P}
		for d := a.P; d.Has(v); {
			if d = d.Derivative(v); direction < 0 {
				d = d.Neg()
			}
			ds = append(ds, d)
		}
		out := expr.False()
		strict := a.Op
		switch a.Op {
		case expr.LE:
			strict = expr.LT
		case expr.GE:
			strict = expr.GT
		}
		for i := len(ds) - 1; i >= 0; i-- {
			zero := expr.Sign(ds[i], expr.EQ)
			switch {
			case i == len(ds)-1:
				out = expr.Sign(ds[i], a.Op)
			case a.Op == expr.EQ:
				out = expr.And(zero, out)
			case a.Op == expr.NE:
				out = expr.Or(expr.Sign(ds[i], expr.NE), out)
			default:
				out = expr.Or(expr.Sign(ds[i], strict), expr.And(zero, out))
			}
		}
		return out
	})
}

// Text describes the direction in words: "increasing", or "depends: rises iff …,
// falls iff …", with the conditions in the names of the game.
func (c CriticalStatic) Text(g *games.Game) string {
	switch {
	case c.Direction == Undecided:
		return "undecided: " + string(c.Reason.Code)
	case c.Direction == Vacuous:
		return "vacuous: works at no two neighbouring values"
	case c.Direction != Depends:
		return c.Direction.String()
	case c.Rises == nil || c.Falls == nil:
		return "depends on the other parameters"
	}
	pr := g.Printer()
	return "depends: rises iff " + pr.Formula(*c.Rises) + "; falls iff " + pr.Formula(*c.Falls)
}
