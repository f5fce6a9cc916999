package algebra

import "slices"

// Factor is a polynomial with its multiplicity.
type Factor struct {
	P Poly
	N int
}

// Factors is Constant · Π P^N. Every P is primitive with positive leading
// coefficient, square-free, and coprime to the others; factors are in canonical
// order.
type Factors struct {
	Constant Int
	List     []Factor
}

// Expand multiplies the factors out.
func (f Factors) Expand() Poly {
	p := Constant(f.Constant)
	for _, x := range f.List {
		p = p.Mul(x.P.Pow(x.N))
	}
	return p
}

// SquareFree splits p into square-free factors of distinct multiplicity classes
// (Yun 1976, applied to one variable at a time, contents first).
func SquareFree(p Poly) Factors {
	if p.IsZero() {
		return Factors{}
	}
	pp, k := p.Primitive()
	out := Factors{Constant: k}
	pp = splitMonomial(pp, &out.List)
	splitSquares(pp, nil, func(q Poly, n int) { out.List = append(out.List, Factor{q, n}) })
	out.List = coalesce(out.List)
	return out
}

// splitMonomial moves the variables that divide p to the list of factors.
func splitMonomial(p Poly, out *[]Factor) Poly {
	m := p.monomial()
	for v, e := range m.exp {
		if e > 0 {
			*out = append(*out, Factor{Variable(v), int(e)})
		}
	}
	return p.divMonomial(m)
}

// splitSquares calls yield for the square-free factors of a primitive p.
func splitSquares(p Poly, e *Effort, yield func(Poly, int)) {
	for !p.IsConst() {
		v := p.Vars()[0]
		c := p.contentIn(v, e)
		if !c.isOne() {
			p = e.mustDiv(p, c)
		}
		yun(p, v, e, yield)
		p = c
	}
}

// yun splits p, primitive in v, by the multiplicity of its factors. What it yields
// means nothing when the effort runs out.
func yun(p Poly, v Var, e *Effort, yield func(Poly, int)) {
	d := p.Derivative(v)
	g, ok := gcd(p, d, e)
	if !ok {
		return
	}
	if g.isOne() {
		yield(p, 1)
		return
	}
	// w holds the product of the factors of multiplicity i and more.
	w, y := e.mustDiv(p, g), e.mustDiv(d, g)
	for i := 1; !e.Spent(); i++ {
		z := y.Sub(w.Derivative(v))
		if z.IsZero() {
			if !w.IsConst() {
				yield(w, i)
			}
			return
		}
		f, ok := gcd(w, z, e)
		if !ok {
			return
		}
		if !f.isOne() {
			yield(f, i)
		}
		w, y = e.mustDiv(w, f), e.mustDiv(z, f)
	}
}

// coalesce adds up the multiplicities of equal factors and sorts.
func coalesce(fs []Factor) []Factor {
	slices.SortFunc(fs, func(a, b Factor) int { return compareSize(a.P, b.P) })
	var out []Factor
	for _, f := range fs {
		if n := len(out); n > 0 && out[n-1].P.Equal(f.P) {
			out[n-1].N += f.N
			continue
		}
		out = append(out, f)
	}
	return out
}

// compareSize orders by degree, then number of terms, then canonically, so that
// simple factors are printed first.
func compareSize(p, q Poly) int {
	if c := p.TotalDegree() - q.TotalDegree(); c != 0 {
		return c
	}
	if c := p.Terms() - q.Terms(); c != 0 {
		return c
	}
	return -p.Compare(q)
}

// Factorize splits p into factors, completely where p is univariate (within
// limits that formulas do not reach) or where every part that is left after
// contents are removed has degree at most 2 in some variable, which covers the
// multilinear and quadratic formulas of games. Deeper factors may stay together;
// the product is always exactly p. FactorizeFully looks further.
func Factorize(p Poly) Factors {
	f := factorizer{complete: true}
	return f.all(p)
}

// Factorize is the function of that name; ok is false when the effort runs out. Then
// the factors are p itself, which may have squares.
func (e *Effort) Factorize(p Poly) (_ Factors, ok bool) {
	f := factorizer{complete: true, effort: e}
	if out := f.all(p); !e.Spent() {
		return out, true
	}
	return unfactored(p), false
}

// unfactored is p as its only factor.
func unfactored(p Poly) Factors {
	pp, k := p.Primitive()
	return Factors{Constant: k, List: []Factor{{pp, 1}}}
}

// FactorizeFully splits p into factors as Factorize does, and also parts of
// degree 3 or more in every one of several variables. complete reports that
// every factor is irreducible over the rationals; it is false where the search
// passed its limits. It may take some hundred times as long as Factorize.
func FactorizeFully(p Poly) (factors Factors, complete bool) {
	return (*Effort)(nil).FactorizeFully(p)
}

// FactorizeFully is the function of that name; when the effort runs out the factors
// are p itself, and not complete.
func (e *Effort) FactorizeFully(p Poly) (factors Factors, complete bool) {
	f := factorizer{deep: true, complete: true, effort: e}
	if factors = f.all(p); e.Spent() {
		return unfactored(p), false
	}
	return factors, f.complete
}

// factorizer has the wishes and the state of a factorisation. Once the effort is
// spent its results mean nothing.
type factorizer struct {
	deep, complete bool
	effort         *Effort
}

func (f *factorizer) all(p Poly) Factors {
	if p.IsZero() {
		return Factors{}
	}
	pp, k := p.Primitive()
	out := Factors{Constant: k}
	pp = splitMonomial(pp, &out.List)
	f.split(pp, 1, &out.List)
	out.List = coalesce(out.List)
	return out
}

// split factors a primitive p that no monomial divides. It may have repeated
// factors, and stands to the power n.
func (f *factorizer) split(p Poly, n int, out *[]Factor) {
	v, least := f.main(p)
	if v < 0 {
		return
	}
	if p.single() >= 0 {
		*out = append(*out, Factor{p, n})
		return
	}
	if c := p.contentIn(v, f.effort); !c.isOne() {
		if f.effort.Spent() {
			return
		}
		f.split(c, n, out)
		p = f.effort.mustDiv(p, c)
	}
	if least == 1 { // linear in v and primitive: irreducible
		*out = append(*out, Factor{p, n})
		return
	}
	yun(p, v, f.effort, func(q Poly, m int) {
		for _, r := range f.squareFree(q) {
			*out = append(*out, Factor{r, n * m})
		}
	})
}

// main returns the variable of least positive degree in p, or -1, and the degree.
func (f *factorizer) main(p Poly) (v Var, least int) {
	var buf [16]uint16
	v = -1
	for u, d := range p.degrees(buf[:0]) {
		if d > 0 && (v < 0 || int(d) < least) {
			v, least = u, int(d)
		}
	}
	return v, least
}

// squareFree factors a primitive square-free polynomial.
func (f *factorizer) squareFree(p Poly) []Poly {
	v, least := f.main(p)
	if v < 0 {
		return nil
	}
	if c := p.contentIn(v, f.effort); !c.isOne() {
		return f.both(p, c)
	}
	switch {
	case least == 1:
		return []Poly{p}
	case least == 2:
		return splitQuadratic(p, v, f.effort)
	}
	if len(p.Vars()) == 1 {
		out, complete := splitUnivariate(p, v, f.effort)
		f.complete = f.complete && complete
		return out
	}
	if !f.deep {
		f.complete = false
		return []Poly{p}
	}
	for _, u := range p.Vars() {
		if c := p.contentIn(u, f.effort); !c.isOne() {
			return f.both(p, c)
		}
	}
	out, complete := splitKronecker(p, f.effort)
	f.complete = f.complete && complete
	return out
}

// both factors a divisor c of a square-free p, and p/c.
func (f *factorizer) both(p, c Poly) []Poly {
	rest := f.effort.mustDiv(p, c)
	if f.effort.Spent() {
		return nil
	}
	return append(f.squareFree(c), f.squareFree(rest)...)
}

// splitQuadratic factors a p of degree 2 in v that is primitive in v: it is
// reducible exactly when its discriminant is a square s², and then one factor is
// the primitive part of 2a·v + b - s.
func splitQuadratic(p Poly, v Var, e *Effort) []Poly {
	d, ok := e.Discriminant(p, v)
	if !ok {
		return nil
	}
	s, ok := sqrt(d, e)
	if !ok {
		return []Poly{p}
	}
	c := p.Coeffs(v)
	f, ok := FromCoeffs(v, []Poly{c[1].Sub(s), c[2].Scale(NewInt(2))}).primitiveIn(v, e)
	if !ok {
		return nil
	}
	g, ok := p.divExact(f, e)
	if !ok || g.IsConst() {
		return []Poly{p}
	}
	return []Poly{f, g}
}
