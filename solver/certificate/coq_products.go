package certificate

import (
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/solver/exact"
	"brink/solver/prove/check"
)

// Bounds on the products of literals with which a covering is replaced.
const (
	maxProducts  = 200
	maxMonomials = 84
)

// factorable is a literal as a number that is not negative.
type factorable struct {
	p   algebra.Poly // as it stands in a summand
	w   int64        // 1 or -1
	set check.Signs
}

// products looks for products of literals, with weights, that are not negative and add
// up to a negative number, or to 0 although one is positive (Handelman 1988): what a
// covering shows is so shown by one identity. nil where there is none of few factors.
func (p *script) products(lits []literal) []check.Summand {
	var fs []factorable
	var vars []algebra.Var
	for _, l := range lits {
		for _, v := range l.p.Vars() {
			if !slices.Contains(vars, v) {
				vars = append(vars, v)
			}
		}
		switch {
		case l.set == check.Neg|check.Pos:
		case l.set&check.Pos == 0 && l.set != check.Zero:
			fs = append(fs, factorable{l.p, -1, turned(l.set)})
		default:
			fs = append(fs, factorable{l.p, 1, l.set})
		}
	}
	degree := 2
	for _, l := range lits {
		degree = max(degree, l.p.TotalDegree())
	}
	for n := degree; n <= degree+2; n++ {
		list := p.candidates(fs, vars, n)
		if list == nil {
			return nil
		}
		if out := p.balance(list); out != nil {
			return out
		}
	}
	return nil
}

// candidate is a product with whether it is positive.
type candidate struct {
	s        check.Summand
	value    algebra.Poly
	positive bool
}

// candidates are the products of literals of degree at most n, equations in both directions, and
// of equations and squares with variables; nil where there are too many.
func (p *script) candidates(fs []factorable, vars []algebra.Var, n int) []candidate {
	one := big.NewRat(1, 1)
	out := []candidate{{check.Summand{Weight: one}, algebra.Constant(algebra.NewInt(1)), true}}
	add := func(w int64, factors []check.Power, value algebra.Poly, set check.Signs) {
		out = append(out, candidate{check.Summand{Weight: big.NewRat(w, 1), Factors: factors}, value, set == check.Pos})
		if set == check.Zero {
			out = append(out, candidate{check.Summand{Weight: big.NewRat(-w, 1), Factors: factors}, value.Neg(), false})
		}
	}
	var extend func(from int, w int64, factors []check.Power, value algebra.Poly, set check.Signs)
	extend = func(from int, w int64, factors []check.Power, value algebra.Poly, set check.Signs) {
		for i := from; i < len(fs) && len(out) <= maxProducts; i++ {
			f := fs[i]
			if value.TotalDegree()+f.p.TotalDegree() > n {
				continue
			}
			next := slices.Clone(factors)
			if k := len(next) - 1; k >= 0 && next[k].P.Equal(f.p) {
				next[k].N++
			} else {
				next = append(next, check.Power{P: f.p, N: 1})
			}
			s := timesSigns(set, f.set)
			v := value.Mul(f.p)
			if f.w < 0 {
				v = v.Neg()
			}
			add(w*f.w, next, v, s)
			extend(i, w*f.w, next, v, s)
		}
	}
	extend(0, 1, nil, algebra.Constant(algebra.NewInt(1)), check.Pos)
	for _, f := range fs {
		for _, v := range vars {
			x := algebra.Variable(v)
			switch {
			case f.p.TotalDegree() == n:
			case f.set == check.Zero:
				add(1, []check.Power{{P: f.p, N: 1}, {P: x, N: 1}}, f.p.Mul(x), check.Zero)
			case len(vars) < 3 && f.p.TotalDegree() < n-1 && !f.p.Equal(x):
				value := f.p.Mul(x).Mul(x)
				if f.w < 0 {
					value = value.Neg()
				}
				add(f.w, []check.Power{{P: f.p, N: 1}, {P: x, N: 2}}, value, f.set|check.Zero)
			}
		}
	}
	if len(out) > maxProducts {
		return nil
	}
	return out
}

// balance finds weights with which candidates add up to 0, a positive one among them.
func (p *script) balance(list []candidate) []check.Summand {
	rows := map[string]int{}
	var keys []string
	for _, c := range list {
		for i := range c.value.Terms() {
			_, exps := c.value.Term(i)
			k := exponents(exps)
			if _, ok := rows[k]; !ok {
				rows[k] = len(keys)
				keys = append(keys, k)
			}
		}
	}
	m := len(keys)
	if m > maxMonomials {
		return nil
	}
	lp := exact.LP{A: make([][]*big.Int, 2*m+2), B: make([]*big.Int, 2*m+2), C: make([]*big.Int, len(list))}
	for i := range lp.A {
		lp.A[i] = make([]*big.Int, len(list))
		for j := range list {
			lp.A[i][j] = new(big.Int)
		}
		lp.B[i] = new(big.Int)
	}
	lp.B[2*m].SetInt64(1)
	lp.B[2*m+1].SetInt64(-1)
	for j, c := range list {
		lp.C[j] = new(big.Int)
		for i := range c.value.Terms() {
			k, exps := c.value.Term(i)
			r := rows[exponents(exps)]
			lp.A[2*r][j] = k.Big()
			lp.A[2*r+1][j] = new(big.Int).Neg(k.Big())
		}
		if c.positive {
			lp.A[2*m][j] = big.NewInt(1)
			lp.A[2*m+1][j] = big.NewInt(-1)
		}
	}
	res, err := lp.Solve(p.ctx)
	if err != nil || res.Status != exact.LPOptimal {
		return nil
	}
	var out []check.Summand
	for j, x := range res.X {
		if x.Sign() > 0 {
			s := list[j].s
			out = append(out, check.Summand{Weight: new(big.Rat).Mul(x, s.Weight), Factors: s.Factors})
		}
	}
	return out
}

// exponents is a monomial as a key.
func exponents(exps []uint16) string {
	for len(exps) > 0 && exps[len(exps)-1] == 0 {
		exps = exps[:len(exps)-1]
	}
	b := make([]byte, 0, 2*len(exps))
	for _, n := range exps {
		b = append(b, byte(n), byte(n>>8))
	}
	return string(b)
}
