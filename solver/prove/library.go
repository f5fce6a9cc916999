package prove

import (
	"sync"

	"brink/games/algebra"
	"brink/solver/exact"
)

// library numbers the factors, monomials and linear forms that occur, so that a
// search works on small integers. It only grows; a search keeps the numbers it
// was given. Safe for concurrent use.
type library struct {
	mu       sync.RWMutex
	facts    []*factor
	byKey    map[string]int32
	forms    []*form
	formKey  map[string]int32
	atoms    map[string]*node // compiled atoms
	factored map[string]algebra.Factors
	budget   int // how many atoms are remembered at most
}

// factor is a numbered polynomial: primitive, square-free, of positive leading
// coefficient.
type factor struct {
	id    int32
	p     algebra.Poly
	vars  []algebra.Var
	deg   int
	shape SignSet // signs it can have anywhere, by its form alone
	// p = scale·form + konst, scale > 0 or < 0
	form  int32
	scale exact.Rat
	konst exact.Rat
}

// form is a monomial, or a homogeneous-looking sum of several: a primitive
// polynomial without constant term. Factors that differ by a constant share
// their form, so that x < 1 and x > 2 meet as bounds of one simplex variable.
type form struct {
	p     algebra.Poly
	mono  []uint16    // exponents, when it is a monomial
	v     algebra.Var // the variable, when it is one; otherwise -1
	deg   int
	terms []formTerm // when it is a sum of no more than maxFormTerms
}

type formTerm struct {
	form int32 // of the monomial
	c    exact.Rat
}

const libraryAtoms = 1 << 14

// maxFormTerms bounds the sums that linear reasoning looks into; longer ones are
// unknowns to it like monomials.
const maxFormTerms = 1000

func newLibrary() *library {
	return &library{byKey: map[string]int32{}, formKey: map[string]int32{}, atoms: map[string]*node{}, factored: map[string]algebra.Factors{}, budget: libraryAtoms}
}

func (l *library) factor(id int32) *factor {
	l.mu.RLock()
	f := l.facts[id]
	l.mu.RUnlock()
	return f
}

func (l *library) formOf(id int32) *form {
	l.mu.RLock()
	f := l.forms[id]
	l.mu.RUnlock()
	return f
}

// intern numbers a factor; the lock is held.
func (l *library) intern(p algebra.Poly) int32 {
	key := p.Key()
	if id, ok := l.byKey[key]; ok {
		return id
	}
	f := &factor{id: int32(len(l.facts)), p: p, vars: p.Vars(), deg: p.TotalDegree(), shape: shapeOf(p)}
	k := p.ConstTerm()
	f.konst = ratInt(k)
	lin, scale := p.Sub(algebra.Constant(k)).Primitive()
	f.scale = ratInt(scale)
	f.form = l.internForm(lin)
	l.facts = append(l.facts, f)
	l.byKey[key] = f.id
	return f.id
}

// polyID numbers a polynomial that is already primitive with positive lead.
func (l *library) polyID(p algebra.Poly) int32 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.intern(p)
}

func (l *library) internForm(p algebra.Poly) int32 {
	key := p.Key()
	if id, ok := l.formKey[key]; ok {
		return id
	}
	f := &form{p: p, deg: p.TotalDegree(), v: -1}
	if p.Terms() == 1 {
		_, f.mono = p.Term(0)
		if f.deg == 1 {
			f.v = p.Vars()[0]
		}
	} else if p.Terms() <= maxFormTerms {
		for i := range p.Terms() {
			c, e := p.Term(i)
			f.terms = append(f.terms, formTerm{l.internForm(monomial(e)), ratInt(c)})
		}
	}
	id := int32(len(l.forms))
	l.forms = append(l.forms, f)
	l.formKey[key] = id
	return id
}

func monomial(e []uint16) algebra.Poly {
	m := algebra.IntPoly(1)
	for v, k := range e {
		if k > 0 {
			m = m.Mul(algebra.Variable(v).Pow(int(k)))
		}
	}
	return m
}

func ratInt(n algebra.Int) exact.Rat {
	if w, ok := n.Int64(); ok {
		return exact.RatInt(w)
	}
	return exact.RatBigInt(n.Big())
}

// shapeOf finds the signs a polynomial can have from its form: a sum of even
// monomials with positive coefficients is never negative.
func shapeOf(p algebra.Poly) SignSet {
	s := Zero
	for i := range p.Terms() {
		c, e := p.Term(i)
		m := SignOf(c.Sign())
		for _, k := range e {
			m = m.Mul(Any.Pow(int(k)))
		}
		if s = s.Add(m); s == Any {
			break
		}
	}
	return s
}
