package check

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"brink/games/algebra"
	"brink/games/expr"
)

// Signs is a set of signs of a real number.
type Signs uint8

// The signs. Their bits agree with package prove's.
const (
	Neg Signs = 1 << iota
	Zero
	Pos
	every = Neg | Zero | Pos
)

// Literal is the condition that a polynomial has one of some signs.
type Literal struct {
	P   algebra.Poly
	Set Signs
}

// Lemma says that no real point satisfies all literals. Exactly one of Sum,
// Cover, Subst and Box certifies it.
type Lemma struct {
	Lits  []Literal
	Sum   []Summand
	Cover *Cover
	Subst *Substitution
	Box   *Box
}

// Substitution solves literal Equation, b·Var + c = 0, for Var: the literals fix
// a sign of b other than 0, and Rest refutes the other literals with -c/b for
// Var.
type Substitution struct {
	Equation int
	Var      algebra.Var
	// Coefficient says how b factors, when the literals are about its factors.
	Coefficient *Factored
	Rest        *Evidence
}

// Summand is Weight · Π P^N.
type Summand struct {
	Weight  *big.Rat
	Factors []Power
}

// Power is a polynomial with an exponent.
type Power struct {
	P algebra.Poly
	N int
}

// Cover is a covering of R^n, one variable after the other, by cells in each of
// which some literal fails.
type Cover struct {
	Order []algebra.Var // all variables of the lemma
	Cells []Cell        // along Order[0], from left to right
	// Factored says how projected polynomials factor. The cells are bounded by
	// the roots of the factors; a polynomial that is missing counts as its own.
	Factored []Factored
}

// Cell is either the set on which a literal fails as its last variable varies
// (Literal >= 0), or the surroundings of a sample value over which Cells cover
// the line of the next variable. A literal that fails in several parts of a line
// is listed once for each that is used.
type Cell struct {
	Literal int
	Sample  Sample
	Cells   []Cell
}

// Sample is a rational, or the only root of P in the variable at hand between Lo
// and Hi, at the samples of the variables before.
type Sample struct {
	Rat    *big.Rat
	P      algebra.Poly
	Lo, Hi *big.Rat
}

// Factored says that P = Constant · Π List.
type Factored struct {
	P        algebra.Poly
	Constant algebra.Int
	List     []Power
}

// Evidence refutes formulas: they cannot hold together.
type Evidence struct {
	Factored []Factored // how polynomials of the formulas relate to those of the lemmas
	Lemmas   []Lemma
}

// What the answers other than acceptance wrap.
var (
	// ErrRejected says that evidence does not prove what it should.
	ErrRejected = errors.New("evidence rejected")
	// ErrGaveUp says that it was neither accepted nor rejected: the steps were
	// used up, or the context was done.
	ErrGaveUp = errors.New("evidence not checked to the end")
)

func reject(format string, args ...interface{}) error {
	return fmt.Errorf("%w: %s", ErrRejected, fmt.Sprintf(format, args...))
}

// Refutes returns nil if the evidence proves that no real point satisfies all
// the formulas, and otherwise an error that wraps ErrRejected or ErrGaveUp. It
// takes at most the given steps, each about a microsecond; 0 stands for
// DefaultSteps.
func Refutes(ctx context.Context, formulas []expr.Formula, ev *Evidence, steps int) error {
	return metered(ctx, steps, func(m *meter) error {
		if e := ctx.Err(); e != nil {
			panic(gaveUp{e.Error()})
		}
		fs := make([]formula, len(formulas))
		for i, f := range formulas {
			fs[i] = readFormula(f)
		}
		return m.refutes(fs, ev, 0)
	})
}

// metered calls f with a meter of the given steps, 0 for DefaultSteps, and turns its
// giving up into an error that wraps ErrGaveUp.
func metered(ctx context.Context, steps int, f func(*meter) error) (err error) {
	if steps == 0 {
		steps = DefaultSteps
	}
	defer func() {
		switch x := recover().(type) {
		case nil:
		case gaveUp:
			err = fmt.Errorf("%w: %s", ErrGaveUp, x.why)
		default:
			panic(x)
		}
	}()
	return f(&meter{ctx: ctx, left: steps})
}

// maxNesting bounds substitutions within substitutions.
const maxNesting = 64

// literal is a Literal in this package's algebra: p is normal.
type literal struct {
	p   poly
	key string
	set Signs
}

// newLiteral makes the polynomial normal, which may turn the signs.
func newLiteral(p poly, set Signs) literal {
	q, sign := p.normal()
	if sign < 0 {
		set = flip(set)
	}
	return literal{q, q.key(), set & every}
}

// flip is the set of signs of -x.
func flip(s Signs) Signs { return s&Zero | s>>2 | s<<2&Pos }

// factored is the sign and the normal factors of a polynomial.
type factored struct {
	sign int
	list []factor
}

type factor struct {
	p   poly
	key string
	n   int
}

// multiply verifies a factorisation and returns the key of the normal form of
// its product, and the factors of that.
func (m *meter) multiply(f Factored) (string, factored, error) {
	p, sign := read(f.P).normal()
	out := factored{sign: sign}
	if out.sign *= f.Constant.Sign(); out.sign == 0 {
		return "", out, reject("a factorisation of 0")
	}
	product := integer(f.Constant.Big())
	for _, q := range f.List {
		if q.N < 1 {
			return "", out, reject("an exponent is not positive")
		}
		g := read(q.P)
		product = m.mul(product, m.pow(g, q.N))
		g, s := g.normal()
		if s < 0 && q.N%2 == 1 {
			out.sign = -out.sign
		}
		out.list = append(out.list, factor{g, g.key(), q.N})
	}
	if !m.add(product, read(f.P), -1).isZero() {
		return "", out, reject("a factorisation does not multiply out")
	}
	return p.key(), out, nil
}

// lemma is a Lemma in this package's algebra.
type lemma struct {
	*meter
	Lemma
	lits []literal
}

func (m *meter) refutes(formulas []formula, ev *Evidence, depth int) error {
	if ev == nil {
		return reject("there is none")
	}
	if depth > maxNesting {
		return reject("it is nested too deeply")
	}
	lemmas := make([][]literal, len(ev.Lemmas))
	for i, x := range ev.Lemmas {
		l := &lemma{meter: m, Lemma: x}
		for _, y := range x.Lits {
			l.lits = append(l.lits, newLiteral(read(y.P), y.Set))
		}
		if err := l.verify(depth); err != nil {
			return fmt.Errorf("lemma %d: %w", i+1, err)
		}
		lemmas[i] = l.lits
	}
	known := map[string]factored{}
	for _, f := range ev.Factored {
		key, fs, err := m.multiply(f)
		if err != nil {
			return err
		}
		known[key] = fs
	}
	return m.contradictory(formulas, lemmas, known)
}

func (l *lemma) verify(depth int) error {
	switch {
	case l.Cover != nil && l.Sum == nil && l.Subst == nil && l.Box == nil:
		return l.verifyCover()
	case l.Cover == nil && l.Sum != nil && l.Subst == nil && l.Box == nil:
		return l.verifySum()
	case l.Cover == nil && l.Sum == nil && l.Subst != nil && l.Box == nil:
		return l.verifySubst(depth)
	case l.Cover == nil && l.Sum == nil && l.Subst == nil && l.Box != nil:
		return l.verifyBox()
	}
	return reject("a lemma needs one certificate")
}

// verifySubst carries the substitution out and verifies the evidence for the
// rest.
func (l *lemma) verifySubst(depth int) error {
	s := l.Subst
	if s.Equation < 0 || s.Equation >= len(l.lits) || s.Var < 0 {
		return reject("a substitution names no literal")
	}
	eq := l.lits[s.Equation]
	if eq.set != Zero || eq.p.degree(s.Var) != 1 {
		return reject("a substitution needs a linear equation")
	}
	cs := eq.p.coeffs(s.Var)
	b, c := cs[1], cs[0]
	sign, err := l.signOf(b)
	if err != nil {
		return err
	}
	if sign != Pos && sign != Neg {
		return reject("the coefficient of a substitution may vanish")
	}
	var rest []formula
	for i, x := range l.lits {
		if i == s.Equation {
			continue
		}
		// p(-c/b)·b^d has the sign of p times that of b^d.
		set := mul(x.set, pow(sign, x.p.degree(s.Var)))
		rest = append(rest, atom(l.ratio(x.p, s.Var, c.neg(), b), set))
	}
	return l.refutes(rest, s.Rest, depth+1)
}

// signOf is the set of signs of the coefficient of a substitution that the
// literals on its factors leave.
func (l *lemma) signOf(b poly) (Signs, error) {
	p, s := b.normal()
	fs := factored{sign: 1, list: []factor{{p, p.key(), 1}}}
	if h := l.Subst.Coefficient; h != nil {
		key, given, err := l.multiply(*h)
		if err != nil {
			return 0, err
		}
		if key == p.key() {
			fs = given
		}
	}
	sign := signSet(s * fs.sign)
	for _, f := range fs.list {
		sign = mul(sign, pow(l.known(f.p, f.key), f.n))
	}
	return sign, nil
}

// known is the set of signs of a normal polynomial that its form and the literals
// leave.
func (l *lemma) known(p poly, key string) Signs {
	set := termSigns(p)
	for _, x := range l.lits {
		if x.key == key {
			set &= x.set
		}
	}
	return set
}

// termSigns is the set of signs that a polynomial can have because its terms are
// even powers with coefficients of one sign, or any.
func termSigns(p poly) Signs {
	constant := false
	for _, t := range p {
		if t.c.Sign() < 0 {
			return every
		}
		for i := 1; i < len(t.mono); i += 2 {
			if t.mono[i]%2 == 1 {
				return every
			}
		}
		constant = constant || t.mono == ""
	}
	if constant {
		return Pos
	}
	return Zero | Pos
}

// verifySum adds up a positive combination: each summand is non-negative where
// the literals hold, and the sum is a negative constant, or zero although a
// summand is positive.
func (l *lemma) verifySum() error {
	denom := big.NewInt(1) // of all weights
	for _, s := range l.Sum {
		if s.Weight == nil {
			return reject("a summand has no weight")
		}
		g := new(big.Int).GCD(nil, nil, denom, s.Weight.Denom())
		denom = new(big.Int).Mul(denom, new(big.Int).Quo(s.Weight.Denom(), g))
	}
	var total poly
	positive := false
	for _, s := range l.Sum {
		sign := signSet(s.Weight.Sign())
		k := new(big.Int).Mul(s.Weight.Num(), new(big.Int).Quo(denom, s.Weight.Denom()))
		product := integer(k)
		for _, f := range s.Factors {
			if f.N < 0 {
				return reject("an exponent is negative")
			}
			p := read(f.P)
			x := newLiteral(p, every)
			set := every
			for _, y := range l.lits {
				if y.key == x.key {
					set &= y.set
				}
			}
			if _, turned := p.normal(); turned < 0 {
				set = flip(set)
			}
			sign = mul(sign, pow(set, f.N))
			product = l.mul(product, l.pow(p, f.N))
		}
		if sign&Neg != 0 {
			return reject("a summand may be negative")
		}
		positive = positive || sign&Zero == 0
		total = l.add(total, product, 1)
	}
	k, ok := total.constant()
	if !ok {
		return reject("the sum is not constant")
	}
	if k.Sign() < 0 || k.Sign() == 0 && positive {
		return nil
	}
	return reject("the sum is no contradiction")
}

func signSet(s int) Signs {
	switch {
	case s < 0:
		return Neg
	case s > 0:
		return Pos
	}
	return Zero
}

// mul is the set of signs of products.
func mul(a, b Signs) Signs {
	var out Signs
	for _, s := range [3]int{-1, 0, 1} {
		for _, t := range [3]int{-1, 0, 1} {
			if a&signSet(s) != 0 && b&signSet(t) != 0 {
				out |= signSet(s * t)
			}
		}
	}
	return out
}

// pow is the set of signs of n-th powers.
func pow(a Signs, n int) Signs {
	switch {
	case n == 0:
		return Pos
	case n%2 == 1:
		return a
	}
	var out Signs
	for _, s := range [3]int{-1, 0, 1} {
		if a&signSet(s) != 0 {
			out |= signSet(s * s)
		}
	}
	return out
}
