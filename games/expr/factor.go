package expr

import (
	"math/big"
	"slices"
)

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
	splitSquares(pp, &out.List)
	out.List = coalesce(out.List)
	return out
}

func splitSquares(p Poly, out *[]Factor) {
	if p.IsConst() {
		return
	}
	v := p.Vars()[0]
	if c := p.ContentIn(v); !c.IsConst() {
		splitSquares(c, out)
		p = p.mustDiv(c)
	}
	d := p.Derivative(v)
	g := GCD(p, d)
	if g.IsConst() {
		*out = append(*out, Factor{p, 1})
		return
	}
	// Yun's loop: w holds the product of the factors of multiplicity >= i.
	w, y := p.mustDiv(g), d.mustDiv(g)
	for i := 1; ; i++ {
		z := y.Sub(w.Derivative(v))
		if z.IsZero() {
			if !w.IsConst() {
				*out = append(*out, Factor{w, i})
			}
			return
		}
		f := GCD(w, z)
		if !f.IsConst() {
			*out = append(*out, Factor{f, i})
		}
		w, y = w.mustDiv(f), z.mustDiv(f)
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

// Factorize splits p into factors: completely where every square-free part is,
// after removing contents, of degree at most 2 in some variable (which covers
// the multilinear and quadratic formulas of games), and univariate parts into
// their rational linear factors and the rest. Deeper factors may stay together;
// the product is always exactly p.
func Factorize(p Poly) Factors {
	sf := SquareFree(p)
	out := Factors{Constant: sf.Constant}
	for _, f := range sf.List {
		for _, q := range splitSquareFree(f.P) {
			out.List = append(out.List, Factor{q, f.N})
		}
	}
	out.List = coalesce(out.List)
	return out
}

// splitSquareFree factors a primitive square-free polynomial.
func splitSquareFree(p Poly) []Poly {
	vars := p.Vars()
	if len(vars) == 0 {
		return nil
	}
	for _, v := range vars {
		if c := p.ContentIn(v); !c.IsConst() {
			return append(splitSquareFree(c), splitSquareFree(p.mustDiv(c))...)
		}
	}
	if len(vars) == 1 {
		return splitRationalRoots(p, vars[0])
	}
	for _, v := range vars {
		if p.Degree(v) == 1 { // content-free and linear in v: irreducible
			return []Poly{p}
		}
	}
	for _, v := range vars {
		if p.Degree(v) == 2 {
			return splitQuadratic(p, v)
		}
	}
	return []Poly{p}
}

// splitQuadratic factors a content-free p of degree 2 in v: it is reducible
// exactly when its discriminant is a square s², and then one factor is the
// primitive part of 2a·v + b - s.
func splitQuadratic(p Poly, v Var) []Poly {
	c := p.Coeffs(v)
	s, ok := Sqrt(Discriminant(p, v))
	if !ok {
		return []Poly{p}
	}
	f := FromCoeffs(v, []Poly{c[1].Sub(s), c[2].Scale(NewInt(2))})
	f, _ = f.primitiveIn(v, nil)
	g, ok := p.DivExact(f)
	if !ok || g.IsConst() {
		return []Poly{p}
	}
	return []Poly{f, g}
}

// Sqrt returns the square root of p with positive leading coefficient, if p is
// the square of a polynomial.
func Sqrt(p Poly) (Poly, bool) {
	if p.IsZero() {
		return p, true
	}
	sf := SquareFree(p)
	if sf.Constant.Sign() < 0 {
		return Poly{}, false
	}
	k := new(big.Int).Sqrt(sf.Constant.Big())
	if new(big.Int).Mul(k, k).Cmp(sf.Constant.Big()) != 0 {
		return Poly{}, false
	}
	r := Constant(IntFromBig(k))
	for _, f := range sf.List {
		if f.N%2 == 1 {
			return Poly{}, false
		}
		r = r.Mul(f.P.Pow(f.N / 2))
	}
	return r, true
}

// rootSearchLimit bounds the integers whose divisors are tried in the search
// for rational roots.
const rootSearchLimit = 1 << 31

// splitRationalRoots divides out the rational roots of a primitive square-free
// univariate polynomial (the rational root theorem), then a remaining quadratic
// is irreducible.
func splitRationalRoots(p Poly, v Var) []Poly {
	var out []Poly
	if p.Degree(v) > 1 && p.ConstTerm().Sign() == 0 {
		x := Variable(v)
		out = append(out, x)
		p = p.mustDiv(x)
	}
	if p.Degree(v) < 2 {
		return append(out, p)
	}
	if p.Degree(v) == 2 {
		return append(out, splitQuadratic(p, v)...)
	}
	a, okA := p.Lead().Abs().Int64()
	c, okC := p.ConstTerm().Abs().Int64()
	if !okA || !okC || a > rootSearchLimit || c > rootSearchLimit {
		return append(out, p)
	}
	dens, nums := divisors(a), divisors(c)
	if len(dens)*len(nums) > 4096 {
		return append(out, p)
	}
	for _, d := range dens {
		for _, n := range nums {
			for _, s := range [2]int64{1, -1} {
				if p.Degree(v) < 2 {
					return append(out, p)
				}
				// d·x - s·n with gcd(n, d) = 1
				if g := NewInt(n).GCD(NewInt(d)); !g.IsOne() {
					continue
				}
				f := Variable(v).Scale(NewInt(d)).Sub(IntPoly(s * n))
				if q, ok := p.DivExact(f); ok {
					out = append(out, f)
					p = q
				}
			}
		}
	}
	if p.IsConst() {
		return out
	}
	if p.Degree(v) == 2 {
		return append(out, splitQuadratic(p, v)...)
	}
	return append(out, p)
}

func divisors(n int64) []int64 {
	var low, high []int64
	for d := int64(1); d*d <= n; d++ {
		if n%d == 0 {
			low = append(low, d)
			if d != n/d {
				high = append(high, n/d)
			}
		}
	}
	slices.Reverse(high)
	return append(low, high...)
}
