// Package symmetric finds equilibria of games of exchangeable players from payoffs
// that count who does what, without the table of all profiles.
package symmetric

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"brink/games"
	"brink/solver/exact"
	"brink/solver/nash/method"
	"brink/solver/nash/polynomial"
	"brink/solver/note"
)

// Game is a game of exchangeable players with the same actions. Payoff[a]
// holds what a player at action a gets for every way in which the others can be
// distributed over the actions, in the order of games.Game.Rank: for two
// actions, Payoff[a][k] is the payoff when k of the others choose the first.
type Game struct {
	Players int
	Payoff  [][]*big.Rat
}

// Err is wrapped by errors about payoffs that fit no symmetric game.
var Err = errors.New("symmetric game")

func (g *Game) validate() error {
	if g.Players < 1 || len(g.Payoff) < 1 {
		return fmt.Errorf("%w: %d players with %d actions", Err, g.Players, len(g.Payoff))
	}
	want := games.Compositions(g.Players-1, len(g.Payoff))
	for a, u := range g.Payoff {
		if len(u) != want {
			return fmt.Errorf("%w: %d payoffs for action %d, %d ways to distribute the others", Err, len(u), a+1, want)
		}
		if slices.Contains(u, nil) {
			return fmt.Errorf("%w: action %d lacks a payoff", Err, a+1)
		}
	}
	return nil
}

// Orbit is a set of equilibria of a symmetric game with two actions that differ
// only by exchanging players: some choose the first action, some the second,
// and some mix, all alike.
type Orbit struct {
	First, Second, Mixing int
	// Probability is that of the first action in the mixture; the zero Number
	// when nobody mixes.
	Probability method.Number
	// Payoffs of those at the first action, at the second, and who mix; the
	// zero Number for groups without members.
	Payoffs      [3]method.Number
	Multiplicity *big.Int // number of equilibria in the orbit

	Strict      bool // every player has one best reply
	QuasiStrict bool // nobody has a best reply she does not use
	// Continuum: the mixing players may mix with any probability in an interval
	// that contains Probability.
	Continuum bool
}

// Orbits is the answer of TwoActionOrbits.
type Orbits struct {
	Orbits []Orbit
	// Complete: these are all equilibria in which those who mix, mix alike.
	// Every symmetric and every pure equilibrium is among them; from four
	// mixing players on there can be others.
	Complete bool
	Reasons  []note.Note
}

// TwoActionOrbits finds the equilibria of a symmetric game with two actions in
// which all players who mix do so with the same probability, counting
// exchangeable players once. With m players at the first action, r mixing with
// probability p, and d(k) the gain from the first action when k others choose
// it, those who mix are indifferent when
//
//	G(m) = Σ_j C(r-1, j)·p^j·(1-p)^(r-1-j)·d(m+j) = 0;
//
// then a player at the first action gains p·G(m) + (1-p)·G(m-1) = (1-p)·G(m-1)
// from being there, and one at the second loses p·G(m+1). The roots of G in
// (0, 1) are isolated exactly, so that any number of players up to some 50 is
// within reach: O(n²) polynomials of degree below n.
func TwoActionOrbits(ctx context.Context, g Game, opt method.Options) (*Orbits, error) {
	s, err := newTwoActions(ctx, g, opt)
	if err != nil {
		return nil, err
	}
	res := &Orbits{Complete: true}
	n := g.Players
	for first := n; first >= 0; first-- {
		for mixing := n - first; mixing >= 0; mixing-- {
			found := s.orbits(first, mixing)
			if ctx.Err() != nil {
				res.Complete = false
				res.Reasons = append(res.Reasons, method.Cancelled(ctx))
				return res, nil
			}
			res.Orbits = append(res.Orbits, found...)
		}
	}
	for _, o := range res.Orbits {
		if o.Continuum {
			res.Complete = false
			res.Reasons = append(res.Reasons, note.New(note.OrbitContinuum, o.First, o.Second, o.Mixing))
		}
	}
	return res, nil
}

// twoActions is a symmetric game with two actions, prepared.
type twoActions struct {
	ctx    context.Context // when it ends, what is found means nothing
	n      int
	pay    [2][]*big.Rat
	gain   []*big.Int // d, times a positive number
	digits int
}

func newTwoActions(ctx context.Context, g Game, opt method.Options) (*twoActions, error) {
	if err := g.validate(); err != nil {
		return nil, err
	}
	if len(g.Payoff) != 2 {
		return nil, fmt.Errorf("%w: %d actions where two are expected", Err, len(g.Payoff))
	}
	s := &twoActions{ctx: ctx, n: g.Players, pay: [2][]*big.Rat(g.Payoff), digits: opt.Decimals()}
	d := make([]*big.Rat, g.Players)
	for k := range d {
		d[k] = new(big.Rat).Sub(s.pay[0][k], s.pay[1][k])
	}
	s.gain, _ = polynomial.Integers(d)
	return s, nil
}

// orbits finds the equilibria with the given numbers of players at the first
// action and mixing.
func (s *twoActions) orbits(first, mixing int) []Orbit {
	base := Orbit{First: first, Second: s.n - first - mixing, Mixing: mixing}
	ways := new(big.Int).Binomial(int64(s.n), int64(first))
	base.Multiplicity = ways.Mul(ways, new(big.Int).Binomial(int64(s.n-first), int64(mixing)))
	if mixing == 0 {
		o, ok := s.pure(base)
		if !ok {
			return nil
		}
		return []Orbit{o}
	}
	window := s.gain[first : first+mixing]
	if !slices.ContainsFunc(window, func(d *big.Int) bool { return d.Sign() != 0 }) {
		return s.indifferent(base)
	}
	var out []Orbit
	for _, p := range s.mixtures(window) {
		left, right := -1, -1 // signs of what those who do not mix would gain by changing
		if first > 0 {
			left = -p.SignOf(bernstein(s.gain[first-1 : first-1+mixing]))
		}
		if base.Second > 0 {
			right = p.SignOf(bernstein(s.gain[first+1 : first+1+mixing]))
		}
		if left <= 0 && right <= 0 {
			o := base
			o.QuasiStrict = left < 0 && right < 0
			out = append(out, s.finish(o, p))
		}
	}
	return out
}

// pure judges a pure profile.
func (s *twoActions) pure(o Orbit) (Orbit, bool) {
	o.Strict = true
	if o.First > 0 {
		sign := s.gain[o.First-1].Sign()
		if sign < 0 {
			return o, false
		}
		o.Strict = sign > 0
		o.Payoffs[0] = method.RationalNumber(s.pay[0][o.First-1])
	}
	if o.Second > 0 {
		sign := s.gain[o.First].Sign()
		if sign > 0 {
			return o, false
		}
		o.Strict = o.Strict && sign < 0
		o.Payoffs[1] = method.RationalNumber(s.pay[1][o.First])
	}
	o.QuasiStrict = o.Strict
	return o, true
}

// indifferent treats mixing players who are indifferent whatever they do: the
// others limit the probability, by polynomial inequalities.
func (s *twoActions) indifferent(base Orbit) []Orbit {
	var limits []exact.Univariate // at most zero
	ends := []exact.Algebraic{exact.AlgebraicRat(exact.RatInt(0)), exact.AlgebraicRat(exact.RatInt(1))}
	add := func(window []*big.Int, sign int64) {
		f := bernstein(window)
		if len(f) == 0 {
			return
		}
		limits = append(limits, f.Mul(exact.UnivariateInts(sign)))
		roots, _ := exact.Roots(s.ctx, f)
		ends = append(ends, roots...)
	}
	if base.First > 0 {
		add(s.gain[base.First-1:base.First-1+base.Mixing], -1)
	}
	if base.Second > 0 {
		add(s.gain[base.First+1:base.First+1+base.Mixing], 1)
	}
	slices.SortFunc(ends, exact.Algebraic.Cmp)
	holds := func(p exact.Algebraic) bool {
		return !slices.ContainsFunc(limits, func(f exact.Univariate) bool { return p.SignOf(f) > 0 })
	}
	zero, one := exact.RatInt(0), exact.RatInt(1)
	var out []Orbit
	last := false // whether the interval before belongs to the solutions
	for k, p := range ends {
		if p.CmpRat(zero) < 0 || p.CmpRat(one) >= 0 || k+1 < len(ends) && p.Cmp(ends[k+1]) == 0 {
			continue
		}
		next := ends[k+1]
		for p.Interval().Hi.Cmp(next.Interval().Lo) >= 0 {
			p, next = p.Refine(), next.Refine()
		}
		lo, hi := p.Interval().Hi, next.Interval().Lo
		mid := exact.AlgebraicRat(exact.Simplest(&lo, &hi))
		here := holds(mid)
		if p.CmpRat(zero) > 0 && !last && !here && holds(p) {
			out = append(out, s.finish(base, p)) // an isolated point between
		}
		if here && !last {
			o := base
			o.Continuum = true
			out = append(out, s.finish(o, mid))
		}
		last = here
	}
	return out
}

// mixtures returns the zeros of G in (0, 1). In t = p/(1-p) the coefficients are
// those of the window times binomials, so windows without a change of sign
// have none (Descartes).
func (s *twoActions) mixtures(window []*big.Int) []exact.Algebraic {
	coeffs := make([]*big.Int, len(window))
	pos, neg := false, false
	for j, d := range window {
		coeffs[j] = new(big.Int).Binomial(int64(len(window)-1), int64(j))
		coeffs[j].Mul(coeffs[j], d)
		pos, neg = pos || d.Sign() > 0, neg || d.Sign() < 0
	}
	if !pos || !neg {
		return nil
	}
	in := bernstein(window)
	one := exact.RatInt(1)
	var out []exact.Algebraic
	roots, _ := exact.Roots(s.ctx, exact.NewUnivariate(coeffs))
	for _, t := range roots {
		if t.Sign() <= 0 {
			continue
		}
		if r, ok := t.Rational(); ok {
			out = append(out, exact.AlgebraicRat(r.Quo(r.Add(one))))
			continue
		}
		for t.Interval().Lo.Sign() < 0 {
			t = t.Refine()
		}
		iv := t.Interval()
		out = append(out, exact.RootIn(in, exact.Interval{Lo: iv.Lo.Quo(iv.Lo.Add(one)), Hi: iv.Hi.Quo(iv.Hi.Add(one))}))
	}
	return out
}

// bernstein is Σ_j C(n, j)·p^j·(1-p)^(n-j)·d_j as a polynomial in p, n + 1 the
// length of the list.
func bernstein(d []*big.Int) exact.Univariate {
	n := len(d) - 1
	out := make([]*big.Int, n+1)
	t := new(big.Int)
	for i := range out {
		// The i-th coefficient is C(n, i) times the i-th forward difference.
		out[i] = new(big.Int)
		for j := 0; j <= i; j++ {
			t.Binomial(int64(i), int64(j))
			t.Mul(t, d[j])
			if (i-j)%2 == 1 {
				t.Neg(t)
			}
			out[i].Add(out[i], t)
		}
		out[i].Mul(out[i], t.Binomial(int64(n), int64(i)))
	}
	return exact.NewUnivariate(out)
}

// finish fills in probability and payoffs.
func (s *twoActions) finish(o Orbit, p exact.Algebraic) Orbit {
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(s.digits)+1), nil)
	width := exact.RatBig(new(big.Rat).SetFrac(big.NewInt(1), ten))
	o.Probability = numberOf(p, width)
	if o.First > 0 {
		o.Payoffs[0] = meanAt(s.pay[0][o.First-1:o.First+o.Mixing], p, width)
	}
	if o.Second > 0 {
		o.Payoffs[1] = meanAt(s.pay[1][o.First:o.First+o.Mixing+1], p, width)
	}
	// Both actions pay those who mix the same: a constant one tells exactly.
	mixing := s.pay[0][o.First : o.First+o.Mixing]
	if second := s.pay[1][o.First : o.First+o.Mixing]; !slices.ContainsFunc(second, func(u *big.Rat) bool { return u.Cmp(second[0]) != 0 }) {
		mixing = second
	}
	o.Payoffs[2] = meanAt(mixing, p, width)
	return o
}

func numberOf(a exact.Algebraic, width exact.Rat) method.Number {
	if r, ok := a.Rational(); ok {
		return method.RationalNumber(r.Big())
	}
	a = a.RefineTo(width)
	return method.Number{Lo: a.Interval().Lo.Big(), Hi: a.Interval().Hi.Big(), Algebraic: &a}
}

// meanAt is the mean of a list under the binomial distribution with probability
// p, enclosed to within width where p is irrational: on an interval of
// probabilities the mean moves by at most the length times (n-1) times the
// spread of the list.
func meanAt(u []*big.Rat, p exact.Algebraic, width exact.Rat) method.Number {
	n := len(u) - 1
	mean := func(x *big.Rat) *big.Rat {
		y := new(big.Rat).Sub(big.NewRat(1, 1), x)
		w := slices.Clone(u) // de Casteljau's scheme
		for k := n; k > 0; k-- {
			for j := range k {
				a := new(big.Rat).Mul(y, w[j])
				w[j] = a.Add(a, new(big.Rat).Mul(x, w[j+1]))
			}
		}
		return w[0]
	}
	if r, ok := p.Rational(); ok {
		return method.RationalNumber(mean(r.Big()))
	}
	lo, hi := u[0], u[0]
	for _, x := range u {
		if x.Cmp(lo) < 0 {
			lo = x
		}
		if x.Cmp(hi) > 0 {
			hi = x
		}
	}
	slope := new(big.Rat).Sub(hi, lo)
	slope.Mul(slope, big.NewRat(int64(n), 1))
	if slope.Sign() == 0 {
		return method.RationalNumber(u[0])
	}
	p = p.RefineTo(width.Mul(exact.RatFrac(1, 4)).Quo(exact.RatBig(slope)))
	// A short number inside keeps the arithmetic small.
	iv := p.Interval()
	at := exact.Simplest(&iv.Lo, &iv.Hi).Big()
	err := new(big.Rat).Sub(iv.Hi.Big(), iv.Lo.Big())
	err.Mul(err, slope)
	value := mean(at)
	return method.Number{Lo: new(big.Rat).Sub(value, err), Hi: new(big.Rat).Add(value, err)}
}
