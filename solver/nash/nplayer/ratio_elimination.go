package nplayer

import (
	"context"
	"math/big"

	"brink/games/algebra"
	"brink/solver/exact"
	"brink/solver/nash/method"
	"brink/solver/nash/polynomial"
	"brink/solver/note"
)

// elimination solves an indifference system algebraically, in the ratios
// r_j(a) = x_j(a)/x_j(a_j) to the first action of each support: since every
// function is homogeneous in each player's strategy, the sums to one go away
// and the unknowns are just positive.
type elimination struct {
	s  *indifference
	p  *polynomial.System
	at [][]int // number of each ratio, -1 for first actions
}

// newElimination prepares an elimination that may take about limit
// microseconds.
func (s *indifference) newElimination(ctx context.Context, limit int) *elimination {
	e := &elimination{s: s, at: make([][]int, len(s.size))}
	n := 0
	for j, k := range s.size {
		e.at[j] = make([]int, k)
		e.at[j][0] = -1
		for a := 1; a < k; a++ {
			e.at[j][a] = n
			n++
		}
	}
	e.p = &polynomial.System{Ctx: ctx, Vars: n, Limit: limit}
	return e
}

// function writes a function of a block in the ratios.
func (e *elimination) function(b *block, row int) algebra.Poly {
	return e.polynomial(b, func(v int) algebra.Int { return e.s.value(b, row, v) })
}

// polynomial writes a function with the given values at the profiles of a
// block in the ratios.
func (e *elimination) polynomial(b *block, value func(v int) algebra.Int) algebra.Poly {
	var f algebra.Poly
	for v := range b.verts {
		d := value(v)
		if d.Sign() == 0 {
			continue
		}
		t := algebra.Constant(d)
		for l, k := range e.s.size {
			if b.step[l] != 0 {
				if u := e.at[l][v/b.step[l]%k]; u >= 0 {
					t = t.Mul(algebra.Variable(u))
				}
			}
		}
		f = f.Add(t)
	}
	return f
}

// run settles a support profile, or returns not ok when that would take too
// long. It is the answer to multiple and to infinitely many solutions, of which
// numerical methods know nothing.
func (e *elimination) run() (finding, bool) {
	s, p := e.s, e.p
	root := &polynomial.Branch{}
	for v := range p.Vars {
		root.Left = append(root.Left, v)
	}
	for k := range s.blocks {
		b := &s.blocks[k]
		for row := range b.rows {
			if f := e.function(b, row); row < b.eqs {
				root.Eqs = append(root.Eqs, f)
			} else {
				root.AtLeast = append(root.AtLeast, f.Neg())
			}
		}
	}
	p.Solve(root)
	if p.Gave {
		return finding{}, false
	}
	var f finding
	if p.Sampled {
		f.unresolved = note.New(note.SetNotSearched)
	}
	for i := range p.Found {
		pt := &p.Found[i]
		if pt.Dim > 0 {
			if f.family == nil || f.family.dimension < pt.Dim {
				f.family = &family{dimension: pt.Dim, sample: e.rational(pt)}
			}
			continue
		}
		replies, _ := s.replies(func(b *block, row int) (int, bool) { return p.Sign(pt, e.function(b, row)), true })
		if p.Gave || replies == nil {
			return finding{}, false
		}
		c := candidate{replies: replies, rat: e.rational(pt)}
		if c.rat == nil {
			c.exact = func(digits int) *method.Irrational { return e.irrational(pt, digits) }
		}
		f.points = append(f.points, c)
	}
	return f, true
}

// probability is the probability of action a of mixing player j.
func (e *elimination) probability(j, a int) polynomial.Quotient {
	q := polynomial.Quotient{Num: algebra.IntPoly(1), Den: algebra.IntPoly(1)}
	for _, u := range e.at[j][1:] {
		q.Den = q.Den.Add(algebra.Variable(u))
	}
	if u := e.at[j][a]; u >= 0 {
		q.Num = algebra.Variable(u)
	}
	return q
}

// payoff is player i's expected payoff.
func (e *elimination) payoff(i int) polynomial.Quotient {
	s := e.s
	b, pay := s.payoffs(i)
	q := polynomial.Quotient{
		Num: e.polynomial(&b, func(v int) algebra.Int { return pay[b.over[v]] }),
		Den: algebra.Constant(algebra.IntFromBig(s.m.g.Payoffs[i].Den)),
	}
	for l := range s.size {
		if b.step[l] != 0 {
			q.Den = q.Den.Mul(e.probability(l, 0).Den)
		}
	}
	return q
}

// rational returns the strategies of the mixing players if the point has
// rational coordinates.
func (e *elimination) rational(pt *polynomial.Point) [][]*big.Rat {
	if !pt.Rational() {
		return nil
	}
	out := make([][]*big.Rat, len(e.s.size))
	for j, k := range e.s.size {
		for a := range k {
			x, _ := e.p.Value(pt, e.probability(j, a), exact.RatInt(1)) // nothing to refine
			out[j] = append(out[j], x.Lo)
		}
	}
	return out
}

// irrational gives an irrational point in the full game, nil when the context ends.
func (e *elimination) irrational(pt *polynomial.Point, digits int) *method.Irrational {
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)+1), nil)
	width := exact.RatBig(new(big.Rat).SetFrac(big.NewInt(1), ten))
	whole := true
	value := func(q polynomial.Quotient) method.Number {
		x, ok := e.p.Value(pt, q, width)
		whole = whole && ok
		return x
	}
	irr := e.s.irrational(
		func(j, k int) method.Number { return value(e.probability(j, k)) },
		func(i int) method.Number { return value(e.payoff(i)) })
	if !whole {
		return nil
	}
	return irr
}

// near says whether the point agrees with the root of a certificate to some
// nine digits; it means nothing once the elimination gave up.
func (e *elimination) near(pt *polynomial.Point, r *root) bool {
	t := e.p.Tower(pt.At)
	for j, k := range e.s.size {
		for a := range k {
			iv, ok := polynomial.Enclose(t, pt.Reduce(e.probability(j, a)), exact.RatFrac(1, 1<<30))
			if !ok {
				return false
			}
			lo := new(big.Rat).SetFrac(new(big.Int).Sub(r.at.z[j][a], r.at.radius), r.at.one())
			hi := new(big.Rat).SetFrac(new(big.Int).Add(r.at.z[j][a], r.at.radius), r.at.one())
			if iv.Hi.Big().Cmp(lo) < 0 || iv.Lo.Big().Cmp(hi) > 0 {
				return false
			}
		}
	}
	return true
}

// name gives defining polynomials to the numbers of a point that are enclosed,
// where they are not too large.
func (e *elimination) name(pt *polynomial.Point, irr *method.Irrational) {
	name := func(q polynomial.Quotient, x *method.Number) {
		e.p.Gave, e.p.Limit = false, e.p.Spent+namingLimit
		e.p.Name(pt, q, x)
	}
	j := 0
	for i, set := range e.s.support {
		if set&(set-1) != 0 {
			for k, a := range e.s.act[j] {
				name(e.probability(j, k), &irr.Strategies[i][a])
			}
			j++
		}
		name(e.payoff(i), &irr.Payoffs[i])
	}
}
