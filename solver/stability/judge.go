package stability

import (
	"context"
	"math/big"
	"math/rand/v2"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// judge asks the prover the many questions of a table. Every question is first
// put to its cheap layers alone; what stays open goes to the complete ones only
// when the formula is small, as those of published models are. The longer
// formulas of arbitrary games keep some implied conditions instead of costing
// minutes. The choice depends on the formula alone, never on the clock, so a
// table is the same on every run.
//
// A judge remembers its answers. It is not safe for concurrent use; fork gives
// another worker a judge of the same hypotheses.
type judge struct {
	head   *games.Header
	hyps   expr.Formula
	budget int // of the complete layers
	units  int // for shortening one condition before it is printed
	quick  *prove.Assumptions
	deep   *prove.Assumptions // made when first needed

	signs map[string]prove.SignSet // by the polynomial's key
	// answers to whether a formula can hold, by its key
	answers map[string]prove.Answer
	// points satisfy the hypotheses; each answers many questions that a search
	// would have to.
	points [][]*big.Rat
	spread bool // whether points were sought
}

// Budgets of one question, in the prover's units of about a microsecond. The
// tables of small games take fuller proofs than those of large ones, which ask
// many more questions.
const (
	quickBudget = 400
	midBudget   = 4_000
	fullBudget  = 20_000
)

// smallTable is the number of support profiles up to which every question gets
// the full budget; a 2×2 game has 9.
const smallTable = 9

// newJudge prepares the hypotheses of a game whose table has the given number of
// support profiles.
func newJudge(g *games.Game, hyps expr.Formula, profiles int) *judge {
	budget := fullBudget
	if profiles > smallTable {
		budget = midBudget
	}
	j := judgeOf(&g.Header, hyps, budget)
	j.units = unitsEach(profiles)
	return j
}

func judgeOf(h *games.Header, hyps expr.Formula, budget int) *judge {
	j := &judge{head: h, hyps: hyps, budget: budget, signs: make(map[string]prove.SignSet), answers: make(map[string]prove.Answer)}
	opt := j.options()
	opt.Budget, opt.Shallow = quickBudget, true
	j.quick = prove.Assume(hyps, opt)
	return j
}

func (j *judge) options() prove.Options {
	return prove.Options{Prefer: j.head.Defaults(), Names: j.head.Names(), Roots: j.head.Roots()}
}

// full returns the hypotheses prepared for the complete layers.
func (j *judge) full() *prove.Assumptions {
	if j.deep == nil {
		opt := j.options()
		opt.Budget = j.budget
		j.deep = prove.Assume(j.hyps, opt)
	}
	return j.deep
}

// fork returns a judge of the same hypotheses for use in another goroutine. What
// it answers does not depend on what other judges are asked after the fork.
func (j *judge) fork() *judge {
	c := judgeOf(j.head, j.hyps, j.budget)
	c.units = j.units
	c.points, c.spread = slices.Clone(j.points), j.spread
	return c
}

// with returns a judge with one more hypothesis.
func (j *judge) with(f expr.Formula) *judge {
	if f.IsTrue() {
		return j
	}
	c := judgeOf(j.head, and(j.hyps, f), j.budget)
	c.units = j.units
	for _, p := range j.points {
		if f.Eval(p) {
			c.points = append(c.points, p)
		}
	}
	return c
}

// Witness points: how many are sought around the first, and how many are kept.
const (
	soughtPoints = 40
	maxPoints    = 24
)

// seek looks for points of the hypotheses near one that the prover finds, at
// distances from 4 down to 1/16.
func (j *judge) seek(ctx context.Context) {
	if j.spread {
		return
	}
	j.spread = true
	if len(j.points) == 0 {
		ans, m := j.quick.Satisfiable(ctx, expr.True())
		if ans != prove.Yes {
			return
		}
		j.remember(m)
	}
	if len(j.points) == 0 || len(j.points) > maxPoints/2 || len(j.head.Params) == 0 {
		return
	}
	base := j.points[0]
	random := rand.New(rand.NewPCG(1, 2))
	for k := range soughtPoints {
		p := make([]*big.Rat, len(base))
		for v := range p {
			d := big.NewRat(int64(random.IntN(33)-16), 4<<(2*(k%4)))
			p[v] = d.Add(d, base[v])
		}
		if ctx.Err() == nil && len(j.points) < maxPoints && j.hyps.Eval(p) {
			j.points = append(j.points, p)
		}
	}
}

// remember keeps a rational model as a witness.
func (j *judge) remember(m *prove.Model) {
	if p, ok := m.Rational(); ok && len(j.points) < maxPoints && len(p) >= len(j.head.Params) {
		j.points = append(j.points, p)
	}
}

// Limits of what goes to the complete layers.
const (
	smallAtoms  = 16
	smallTerms  = 100 // in all atoms together
	smallDegree = 5
)

// Beyond these limits a formula is left as it was built.
const (
	hugeAtoms = 40
	hugeTerms = 300
)

func small(f expr.Formula) bool {
	atoms, terms, degree := measure(f)
	return atoms <= smallAtoms && terms <= smallTerms && degree <= smallDegree
}

// fair admits longer formulas to a second simplification than to the many
// questions of a table: it is one for each that is printed.
func fair(f expr.Formula) bool {
	atoms, terms, degree := measure(f)
	return atoms <= 2*smallAtoms && terms <= 2*smallTerms && degree <= 2*smallDegree
}

func huge(f expr.Formula) bool {
	atoms, terms, _ := measure(f)
	return atoms > hugeAtoms || terms > hugeTerms
}

func measure(f expr.Formula) (atoms, terms, degree int) {
	f.Atoms(func(a expr.Atom) {
		atoms++
		terms += a.P.Terms()
		degree = max(degree, a.P.TotalDegree())
	})
	return atoms, terms, degree
}

// refutes reports whether f is proved to hold nowhere; false where that is not known.
func (j *judge) refutes(ctx context.Context, f expr.Formula) bool {
	return j.possible(ctx, f) == prove.No
}

// possible reports whether f holds somewhere.
func (j *judge) possible(ctx context.Context, f expr.Formula) prove.Answer {
	if f.IsFalse() {
		return prove.No
	}
	j.seek(ctx)
	for _, p := range j.points {
		if ctx.Err() != nil {
			return prove.Unknown
		}
		if f.Eval(p) {
			return prove.Yes
		}
	}
	key := f.Key()
	if ans, ok := j.answers[key]; ok {
		return ans
	}
	ans, m := j.quick.Satisfiable(ctx, f)
	if ans == prove.Unknown && small(f) {
		ans, m = j.full().Satisfiable(ctx, f)
	}
	if ans == prove.Yes {
		j.remember(m)
	}
	j.answers[key] = ans
	return ans
}

// refutesFully is refutes with the full budget, for the one question on which the
// existence of a row hangs.
func (j *judge) refutesFully(ctx context.Context, f expr.Formula) bool {
	ans := j.possible(ctx, f)
	if ans == prove.Unknown && j.budget < fullBudget && small(f) {
		opt := j.options()
		opt.Budget = fullBudget
		ans, _ = prove.Assume(j.hyps, opt).Satisfiable(ctx, f)
	}
	return ans == prove.No
}

// sign returns the signs that p can have, at least. Where it can be positive and
// negative it is not asked whether it can vanish.
func (j *judge) sign(ctx context.Context, p algebra.Poly) prove.SignSet {
	if k, ok := p.Const(); ok {
		return prove.SignOf(k.Sign())
	}
	p, k := p.Primitive()
	key := p.Key()
	s, ok := j.signs[key]
	if !ok {
		s = prove.Any
		for _, t := range []prove.SignSet{prove.Neg, prove.Pos, prove.Zero} {
			if t == prove.Zero && s == prove.Any {
				break
			}
			if j.refutes(ctx, expr.Sign(p, t.Op())) {
				s &^= t
			}
		}
		j.signs[key] = s
	}
	if k.Sign() < 0 {
		s = s.Flip()
	}
	return s
}

// simplify returns an equivalent formula that is as short as the effort allows.
func (j *judge) simplify(ctx context.Context, f expr.Formula) expr.Formula {
	if huge(f) {
		g, ok := onLine(f, j.hyps)
		if !ok {
			g = j.shorten(ctx, f)
		}
		if huge(g) {
			return g
		}
		f = g
	}
	j.seek(ctx)
	f = j.quick.SimplifyKnowing(ctx, f, j.points)
	if fair(f) {
		return j.full().SimplifyKnowing(ctx, f, j.points)
	}
	return f
}

// column is the condition that a row exists and f holds of it, under the
// hypotheses alone. What f says is asked under where, which may take existence for
// granted.
func (j *judge) column(ctx context.Context, where *judge, exists, f expr.Formula) expr.Formula {
	switch f = where.simplify(ctx, f); {
	case f.IsFalse():
		return f
	case f.IsTrue():
		return j.simplify(ctx, exists)
	}
	return j.simplify(ctx, and(exists, f))
}

// shorten does for a long formula what is cheap, and asks whether it holds always
// or never.
func (j *judge) shorten(ctx context.Context, f expr.Formula) expr.Formula {
	f = j.quick.Prune(ctx, f)
	if !huge(f) {
		return f
	}
	switch {
	case j.full().Implies(ctx, f) == prove.Yes:
		return expr.True()
	case j.full().Implies(ctx, expr.Not(f)) == prove.Yes:
		return expr.False()
	}
	return f
}

// measure0 tells whether f holds on a negligible set only.
func (j *judge) measure0(ctx context.Context, f expr.Formula) prove.Answer {
	ans := j.quick.Measure0(ctx, f)
	if ans == prove.Unknown && small(f) {
		ans = j.full().Measure0(ctx, f)
	}
	return ans
}
