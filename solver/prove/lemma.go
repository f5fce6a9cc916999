package prove

import (
	"brink/solver/exact"
)

// lit is a literal: factor id has a sign in set.
type lit struct {
	id  int32
	set SignSet
}

// lemma says that no real point satisfies all its literals. It does not depend
// on hypotheses.
type lemma struct {
	lits  []lit
	sum   []summand     // the certificate, when it is a positive combination
	cells *coverResult  // the certificate, when it is a covering
	subst *substitution // the certificate, when it is an equation
	box   *boxTree      // the certificate, when it is a halving of a box
}

// summand is weight · Π factor^power, a product that the literals make
// non-negative; the summands of a certificate add up to a negative constant, or
// to zero while one of them is positive.
type summand struct {
	weight exact.Rat // its sign matches the product's
	prod   []power
}

type power struct {
	id int32
	n  int
}

// constraint is what the simplex knows as one bound: scale·(product of powers of
// factors) is >= 0, > 0 (strict), or = 0, because of the literals.
type constraint struct {
	prod   []power
	sign   int       // of the product: the bound says sign·Π >= 0
	scale  exact.Rat // positive: bound slack = sign·Π/scale
	lits   []lit
	strict bool
}

// fromFarkas turns a conflict of the simplex into a lemma. Where the weighted
// sum is a negative constant, strictness is not needed and the literals are
// weakened, which makes the lemma stronger.
func (s *search) fromFarkas(conf []farkas) lemma {
	var l lemma
	strict := false
	for _, f := range conf {
		if s.cons[f.why].strict {
			strict = true
		}
	}
	need := false
	if strict {
		need = s.constantOf(conf).Sign() == 0
	}
	for _, f := range conf {
		c := &s.cons[f.why]
		l.sum = append(l.sum, summand{f.weight.Quo(c.scale).Mul(exact.RatInt(int64(c.sign))), c.prod})
		keep := c.strict && need
		if keep {
			need = false // one strict constraint suffices
		}
		for _, x := range c.lits {
			set := x.set
			if !keep && len(c.prod) == 1 && c.prod[0].n == 1 {
				set = NonNeg
				if c.sign < 0 {
					set = NonPos
				}
			}
			l.add(lit{x.id, set & s.lib.factor(x.id).shape})
		}
	}
	return l
}

// add intersects with an earlier literal of the same factor.
func (l *lemma) add(x lit) {
	for i := range l.lits {
		if l.lits[i].id == x.id {
			l.lits[i].set &= x.set
			return
		}
	}
	l.lits = append(l.lits, x)
}

// constantOf adds up the constant terms of a conflict's constraints; all other
// terms cancel.
func (s *search) constantOf(conf []farkas) exact.Rat {
	var sum exact.Rat
	for _, f := range conf {
		c := &s.cons[f.why]
		k := exact.RatInt(int64(c.sign)).Quo(c.scale)
		for _, p := range c.prod {
			for range p.n {
				k = k.Mul(s.lib.factor(p.id).konst)
			}
		}
		sum = sum.Add(f.weight.Mul(k))
	}
	return sum
}
