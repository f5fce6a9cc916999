package nash

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/solver/exact"
)

// SymmetricEquilibrium is an equilibrium in which all players use the same
// strategy.
type SymmetricEquilibrium struct {
	Strategy []Number
	Payoff   Number

	Pure, Strict, QuasiStrict bool
}

// SymmetricResult is the answer of SymmetricEquilibria.
type SymmetricResult struct {
	Equilibria []SymmetricEquilibrium
	// Continua lists supports on which symmetric equilibria are not isolated.
	Continua [][]int
	Complete bool // proved: there are no other symmetric equilibria
	Reasons  []string
}

// SymmetricEquilibria finds the equilibria of a symmetric game in which all players
// use the same strategy; one exists (Nash 1951). With two actions they are the
// roots of one polynomial, whatever the number of players. With more, every
// support is solved by elimination: systems of |support| - 1 equations of
// degree Players - 1, which soon become large.
func SymmetricEquilibria(ctx context.Context, g Symmetric, opt Options) (*SymmetricResult, error) {
	if err := g.validate(); err != nil {
		return nil, err
	}
	res := &SymmetricResult{Complete: true}
	k := len(g.Payoff)
	if k > maxActions {
		return nil, fmt.Errorf("%w: %d actions; at most %d are looked at", ErrSymmetric, k, maxActions)
	}
	if k == 2 {
		return res, g.twoActions(res, opt)
	}
	for set := uint64(1); set < 1<<k; set++ {
		if ctx.Err() != nil {
			res.incomplete(cancelled(ctx))
			break
		}
		g.support(ctx, bitList(set), opt.digits(), res)
	}
	slices.SortStableFunc(res.Equilibria, func(x, y SymmetricEquilibrium) int {
		for a := range x.Strategy {
			if c := y.Strategy[a].Lo.Cmp(x.Strategy[a].Lo); c != 0 {
				return c
			}
		}
		return 0
	})
	return res, nil
}

func (r *SymmetricResult) incomplete(reason string) {
	r.Complete = false
	r.Reasons = append(r.Reasons, reason)
}

// twoActions picks the orbits in which all players do the same.
func (g *Symmetric) twoActions(res *SymmetricResult, opt Options) error {
	s, err := newTwoActions(*g, opt)
	if err != nil {
		return err
	}
	one, zero := RationalNumber(big.NewRat(1, 1)), RationalNumber(new(big.Rat))
	for _, o := range s.orbits(s.n, 0) {
		res.Equilibria = append(res.Equilibria, SymmetricEquilibrium{[]Number{one, zero}, o.Payoffs[0], true, o.Strict, o.QuasiStrict})
	}
	mixed := s.orbits(0, s.n)
	slices.Reverse(mixed) // descending probabilities
	for _, o := range mixed {
		if o.Continuum {
			res.Continua = append(res.Continua, []int{0, 1})
			res.incomplete("continuum: every mixture is an equilibrium")
			continue
		}
		res.Equilibria = append(res.Equilibria, SymmetricEquilibrium{[]Number{o.Probability, o.Probability.Complement()}, o.Payoffs[2], false, false, true})
	}
	for _, o := range s.orbits(0, 0) {
		res.Equilibria = append(res.Equilibria, SymmetricEquilibrium{[]Number{zero, one}, o.Payoffs[1], true, o.Strict, o.QuasiStrict})
	}
	return nil
}

// Complement is 1 - x.
func (x Number) Complement() Number {
	one := big.NewRat(1, 1)
	out := Number{Lo: new(big.Rat).Sub(one, x.Hi), Hi: new(big.Rat).Sub(one, x.Lo)}
	if x.Algebraic == nil {
		return out
	}
	// 1 - x is a root of p(1 - x).
	p := x.Algebraic.Poly()
	flipped := exact.Univariate(nil)
	minus := exact.UnivariateInts(1, -1)
	power := exact.UnivariateInts(1)
	sum := make([]*big.Int, len(p))
	for i := range sum {
		sum[i] = new(big.Int)
	}
	for _, c := range p {
		for i, d := range power {
			sum[i].Add(sum[i], new(big.Int).Mul(c, d))
		}
		power = power.Mul(minus)
	}
	flipped = exact.NewUnivariate(sum)
	iv := x.Algebraic.Interval()
	unit := exact.RatInt(1)
	a := exact.RootIn(flipped, exact.Interval{Lo: unit.Sub(iv.Hi), Hi: unit.Sub(iv.Lo)})
	out.Algebraic = &a
	return out
}

// support looks for equilibria with one support.
func (g *Symmetric) support(ctx context.Context, set []int, digits int, res *SymmetricResult) {
	k := len(g.Payoff)
	at := make([]int, k) // unknown of each action's ratio to the first of the support
	for a := range at {
		at[a] = -2
	}
	for i, a := range set {
		at[a] = i - 1
	}
	p := &polynomialSystem{ctx: ctx, vars: len(set) - 1, limit: eliminationLimit}
	b := &branch{}
	for v := range p.vars {
		b.left = append(b.left, v)
	}
	gain := make([]algebra.Poly, k) // of each action over the first of the support
	for a := range k {
		if a == set[0] {
			continue
		}
		gain[a] = g.polynomial(at, func(r int) *big.Rat { return new(big.Rat).Sub(g.Payoff[a][r], g.Payoff[set[0]][r]) })
		if at[a] >= 0 {
			b.eqs = append(b.eqs, gain[a])
		} else {
			b.atLeast = append(b.atLeast, gain[a].Neg())
		}
	}
	p.solve(b)
	name := fmt.Sprintf("support of actions %v", set)
	if p.gave {
		res.incomplete(name + " is undecided: its equations are too large to be solved")
		return
	}
	if p.sampled {
		res.incomplete(name + ": a set of equilibria was found but not searched for isolated ones")
	}
	for i := range p.found {
		pt := &p.found[i]
		if pt.dim > 0 {
			if len(res.Continua) == 0 || !slices.Equal(res.Continua[len(res.Continua)-1], set) {
				res.Continua = append(res.Continua, set)
				res.incomplete(fmt.Sprintf("continuum of dimension %d on the %s", pt.dim, name))
			}
			continue
		}
		e := g.equilibrium(p, pt, at, set, digits)
		tied := false
		for a := range k {
			tied = tied || at[a] == -2 && p.sign(pt, gain[a]) == 0
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
func (g *Symmetric) polynomial(at []int, value func(rank int) *big.Rat) algebra.Poly {
	f, _ := g.scaled(at, value)
	return f
}

// scaled also returns the scale.
func (g *Symmetric) scaled(at []int, value func(rank int) *big.Rat) (algebra.Poly, *big.Int) {
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
	ints, den := integers(values)
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

// equilibrium gives a solution as probabilities.
func (g *Symmetric) equilibrium(p *polynomialSystem, pt *algebraicPoint, at, set []int, digits int) SymmetricEquilibrium {
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)+1), nil)
	width := exact.RatBig(new(big.Rat).SetFrac(big.NewInt(1), ten))
	sum := algebra.IntPoly(1)
	for v := range p.vars {
		sum = sum.Add(algebra.Variable(v))
	}
	e := SymmetricEquilibrium{Strategy: make([]Number, len(at))}
	for a, v := range at {
		switch {
		case v == -2:
			e.Strategy[a] = RationalNumber(new(big.Rat))
		case v == -1:
			e.Strategy[a] = p.value(pt, quotient{algebra.IntPoly(1), sum}, width)
		default:
			e.Strategy[a] = p.value(pt, quotient{algebra.Variable(v), sum}, width)
		}
	}
	f, den := g.scaled(at, func(r int) *big.Rat { return g.Payoff[set[0]][r] })
	q := quotient{f, algebra.Constant(algebra.IntFromBig(den)).Mul(sum.Pow(g.Players - 1))}
	if pt.rational() {
		e.Payoff = p.value(pt, q, width)
	} else {
		iv := enclose(p.tower(pt.at), pt.reduce(q), width)
		e.Payoff = Number{Lo: iv.Lo.Big(), Hi: iv.Hi.Big()}
	}
	return e
}
