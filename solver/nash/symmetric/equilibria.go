package symmetric

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/solver/exact"
	"brink/solver/nash/method"
	"brink/solver/nash/polynomial"
	"brink/solver/nash/sets"
	"brink/solver/note"
)

// Equilibrium is an equilibrium in which all players use the same
// strategy.
type Equilibrium struct {
	Strategy []method.Number
	Payoff   method.Number

	Pure, Strict, QuasiStrict bool
}

// Result is the answer of Equilibria.
type Result struct {
	Equilibria []Equilibrium
	// Continua lists supports on which symmetric equilibria are not isolated.
	Continua [][]int
	Complete bool // proved: there are no other symmetric equilibria
	Reasons  []note.Note
}

// Equilibria finds the equilibria of a symmetric game in which all players
// use the same strategy; one exists (Nash 1951). With two actions they are the
// roots of one polynomial, whatever the number of players. With more, every
// support is solved by elimination: systems of |support| - 1 equations of
// degree Players - 1, which soon become large.
func Equilibria(ctx context.Context, g Game, opt method.Options) (*Result, error) {
	if err := g.validate(); err != nil {
		return nil, err
	}
	res := &Result{Complete: true}
	k := len(g.Payoff)
	if k > sets.MaxActions {
		return nil, fmt.Errorf("%w: %d actions; at most %d are looked at", Err, k, sets.MaxActions)
	}
	if k == 2 {
		return res, g.twoActions(ctx, res, opt)
	}
	for set := uint64(1); set < 1<<k; set++ {
		if ctx.Err() != nil {
			res.incomplete(method.Cancelled(ctx))
			break
		}
		g.support(ctx, sets.List(set), opt.Decimals(), res)
	}
	slices.SortStableFunc(res.Equilibria, func(x, y Equilibrium) int {
		for a := range x.Strategy {
			if c := y.Strategy[a].Lo.Cmp(x.Strategy[a].Lo); c != 0 {
				return c
			}
		}
		return 0
	})
	return res, nil
}

func (r *Result) incomplete(reason note.Note) {
	r.Complete = false
	r.Reasons = append(r.Reasons, reason)
}

// twoActions picks the orbits in which all players do the same.
func (g *Game) twoActions(ctx context.Context, res *Result, opt method.Options) error {
	s, err := newTwoActions(ctx, *g, opt)
	if err != nil {
		return err
	}
	one, zero := method.RationalNumber(big.NewRat(1, 1)), method.RationalNumber(new(big.Rat))
	for _, o := range s.orbits(s.n, 0) {
		res.Equilibria = append(res.Equilibria, Equilibrium{[]method.Number{one, zero}, o.Payoffs[0], true, o.Strict, o.QuasiStrict})
	}
	mixed := s.orbits(0, s.n)
	if ctx.Err() != nil { // roots may be missing
		res.incomplete(method.Cancelled(ctx))
		return nil
	}
	slices.Reverse(mixed) // descending probabilities
	for _, o := range mixed {
		if o.Continuum {
			res.Continua = append(res.Continua, []int{0, 1})
			res.incomplete(note.New(note.EveryMixture))
			continue
		}
		res.Equilibria = append(res.Equilibria, Equilibrium{[]method.Number{o.Probability, o.Probability.Complement()}, o.Payoffs[2], false, false, true})
	}
	for _, o := range s.orbits(0, 0) {
		res.Equilibria = append(res.Equilibria, Equilibrium{[]method.Number{zero, one}, o.Payoffs[1], true, o.Strict, o.QuasiStrict})
	}
	return nil
}

// support looks for equilibria with one support.
func (g *Game) support(ctx context.Context, set []int, digits int, res *Result) {
	k := len(g.Payoff)
	at := make([]int, k) // unknown of each action's ratio to the first of the support
	for a := range at {
		at[a] = -2
	}
	for i, a := range set {
		at[a] = i - 1
	}
	p := &polynomial.System{Ctx: ctx, Vars: len(set) - 1, Limit: polynomial.Effort}
	b := &polynomial.Branch{}
	for v := range p.Vars {
		b.Left = append(b.Left, v)
	}
	gain := make([]algebra.Poly, k) // of each action over the first of the support
	for a := range k {
		if a == set[0] {
			continue
		}
		gain[a] = g.polynomial(at, func(r int) *big.Rat { return new(big.Rat).Sub(g.Payoff[a][r], g.Payoff[set[0]][r]) })
		if at[a] >= 0 {
			b.Eqs = append(b.Eqs, gain[a])
		} else {
			b.AtLeast = append(b.AtLeast, gain[a].Neg())
		}
	}
	p.Solve(b)
	if p.Gave {
		res.incomplete(note.New(note.ActionsTooLarge, fmt.Sprint(set)))
		return
	}
	if p.Sampled {
		res.incomplete(note.New(note.ActionsSampled, fmt.Sprint(set)))
	}
	for i := range p.Found {
		pt := &p.Found[i]
		if pt.Dim > 0 {
			if len(res.Continua) == 0 || !slices.Equal(res.Continua[len(res.Continua)-1], set) {
				res.Continua = append(res.Continua, set)
				res.incomplete(note.New(note.ActionsContinuum, pt.Dim, fmt.Sprint(set)))
			}
			continue
		}
		e, ok := g.equilibrium(p, pt, at, set, digits)
		tied := false
		for a := range k {
			tied = tied || at[a] == -2 && p.Sign(pt, gain[a]) == 0
		}
		if !ok || p.Gave {
			res.incomplete(note.New(note.ActionsTooLarge, fmt.Sprint(set)))
			return
		}
		e.Pure = len(set) == 1
		e.QuasiStrict = !tied
		e.Strict = e.Pure && !tied
		res.Equilibria = append(res.Equilibria, e)
	}
}

// polynomial is Σ over the distributions of the others within the support of
// their number of ways, the ratios' powers, and a value, scaled to integers by
// a positive number.
func (g *Game) polynomial(at []int, value func(rank int) *big.Rat) algebra.Poly {
	f, _ := g.scaled(at, value)
	return f
}

// scaled also returns the scale.
func (g *Game) scaled(at []int, value func(rank int) *big.Rat) (algebra.Poly, *big.Int) {
	var ranks []int
	var counts [][]int
	rank := 0
	var walk func(a, left int, c []int)
	walk = func(a, left int, c []int) {
		if a == len(at)-1 {
			c = append(c, left)
			ok := true
			for b, n := range c {
				ok = ok && (n == 0 || at[b] != -2)
			}
			if ok {
				ranks = append(ranks, rank)
				counts = append(counts, slices.Clone(c))
			}
			rank++
			return
		}
		for n := 0; n <= left; n++ {
			walk(a+1, left-n, append(c, n))
		}
	}
	walk(0, g.Players-1, nil)
	values := make([]*big.Rat, len(ranks))
	for i, r := range ranks {
		values[i] = value(r)
	}
	ints, den := polynomial.Integers(values)
	var f algebra.Poly
	for i, c := range counts {
		if ints[i].Sign() == 0 {
			continue
		}
		t := algebra.Constant(algebra.IntFromBig(ints[i].Mul(ints[i], multinomial(c))))
		for b, n := range c {
			if n > 0 && at[b] >= 0 {
				t = t.Mul(algebra.Variable(at[b]).Pow(n))
			}
		}
		f = f.Add(t)
	}
	return f, den
}

func multinomial(c []int) *big.Int {
	out := big.NewInt(1)
	n := int64(0)
	for _, k := range c {
		n += int64(k)
		out.Mul(out, new(big.Int).Binomial(n, int64(k)))
	}
	return out
}

// equilibrium gives a solution as probabilities; it is not whole when the context ends.
func (g *Game) equilibrium(p *polynomial.System, pt *polynomial.Point, at, set []int, digits int) (e Equilibrium, whole bool) {
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)+1), nil)
	width := exact.RatBig(new(big.Rat).SetFrac(big.NewInt(1), ten))
	sum := algebra.IntPoly(1)
	for v := range p.Vars {
		sum = sum.Add(algebra.Variable(v))
	}
	whole = true
	value := func(q polynomial.Quotient) method.Number {
		x, ok := p.Value(pt, q, width)
		whole = whole && ok
		return x
	}
	e.Strategy = make([]method.Number, len(at))
	for a, v := range at {
		switch {
		case v == -2:
			e.Strategy[a] = method.RationalNumber(new(big.Rat))
		case v == -1:
			e.Strategy[a] = value(polynomial.Quotient{Num: algebra.IntPoly(1), Den: sum})
		default:
			e.Strategy[a] = value(polynomial.Quotient{Num: algebra.Variable(v), Den: sum})
		}
	}
	f, den := g.scaled(at, func(r int) *big.Rat { return g.Payoff[set[0]][r] })
	q := polynomial.Quotient{Num: f, Den: algebra.Constant(algebra.IntFromBig(den)).Mul(sum.Pow(g.Players - 1))}
	if pt.Rational() {
		e.Payoff = value(q)
	} else {
		iv, ok := polynomial.Enclose(p.Tower(pt.At), pt.Reduce(q), width)
		e.Payoff, whole = method.Number{Lo: iv.Lo.Big(), Hi: iv.Hi.Big()}, whole && ok
	}
	return e, whole
}
