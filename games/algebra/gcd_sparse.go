package algebra

import "slices"

// sparseGCD computes the greatest common divisor of primitive polynomials in the
// same variables by sparse modular interpolation: Zippel, "Probabilistic
// algorithms for sparse polynomials", EUROSAM 1979, on the plan of Brown, "On
// Euclid's algorithm and the computation of polynomial greatest common divisors",
// J. ACM 18 (1971).
//
// With g the leading coefficient of gcd(p, q) in a main variable, and γ the gcd
// of the leading coefficients of p and q, the multiple H = (γ/g)·gcd(p, q) is
// determined by its images in the main variable at points for the others, each
// scaled to have leading coefficient γ. It is interpolated modulo primes of 61
// bits, one variable after the other, and lifted by the Chinese remainder
// theorem; its primitive part is accepted when it divides p and q. Since no image
// is of smaller degree than the gcd, a divisor of that degree is the gcd.
//
// For T terms of H at each power of the main variable, degree d in each of k
// variables and n terms of p and q, an image of H takes O(k·d·T·(n + d²) + k·d²·T²)
// steps. ok is false when the effort runs out.
func sparseGCD(p, q Poly, bound []uint16, e *Effort) (_ Poly, ok bool) {
	// The variable of highest degree is main: it is not interpolated.
	main := 0
	for v, d := range bound {
		if d > bound[main] {
			main = v
		}
	}
	content, ok := gcdAll(Poly{}, append(p.Coeffs(main), q.Coeffs(main)...), e)
	if !ok {
		return Poly{}, false
	}
	if !content.isOne() {
		p, q = e.mustDiv(p, content), e.mustDiv(q, content)
		if e.Spent() {
			return Poly{}, false
		}
		bound = slices.Clone(bound)
		for v := range bound {
			bound[v] -= min(bound[v], uint16(content.Degree(v)))
		}
	}
	lead, ok := gcd(p.LeadCoeff(main), q.LeadCoeff(main), e)
	if !ok {
		return Poly{}, false
	}
	z := interpolation{main: main, deg: int(bound[main]), effort: e}
	degrees := 0
	for v, d := range bound {
		// A variable of the operands that the gcd lacks still needs a value.
		if n := int(d) + lead.Degree(v) + 1; v != main && (n > 1 || p.Has(v) || q.Has(v)) {
			z.vars, z.nodes = append(z.vars, v), append(z.nodes, n)
			degrees += n
		}
	}
	z.p, z.q, z.lead = z.prepare(p), z.prepare(q), z.prepare(lead)
	// The coefficients of H have no more than about this many bits (Mignotte
	// 1974). If that many primes do not give the gcd, an early image was wrong.
	enough := (64*(words(p)+words(q)+words(lead))+2*(degrees+z.deg))/60 + 3
	var sum residues
	for f, attempt := (field{mersenne61}), 0; ; attempt++ {
		if attempt%maxAttempts == 0 && attempt > 0 {
			f = f.previous()
		}
		deg := z.deg
		image, ok := z.image(f, attempt)
		if e.Spent() {
			return Poly{}, false
		}
		if z.deg < deg || sum.primes > enough { // the earlier images were unlucky
			sum = residues{}
		}
		if z.deg == 0 {
			return content, true
		}
		if !ok {
			continue
		}
		stable := sum.join(f, image)
		attempt += maxAttempts - 1 - attempt%maxAttempts // this prime has served
		if !stable && sum.primes > 1 {
			continue
		}
		cand, ok := sum.value.primitiveIn(main, e)
		if !ok {
			return Poly{}, false
		}
		if _, ok := p.divExact(cand, e); ok {
			if _, ok := q.divExact(cand, e); ok {
				return cand.times(content, e), !e.Spent()
			}
		}
		if e.Spent() {
			return Poly{}, false
		}
	}
}

// maxAttempts is how many sets of points are tried modulo one prime. One is
// unlucky with probability below terms · degree / 2^61, so a second attempt is
// already a sign that the prime itself divides something it should not.
const maxAttempts = 3

// primitiveIn divides by the content in v and makes the leading coefficient
// positive.
func (p Poly) primitiveIn(v Var, e *Effort) (Poly, bool) {
	c, ok := gcdAll(Poly{}, p.Coeffs(v), e)
	if !ok {
		return Poly{}, false
	}
	if p.Lead().Sign() < 0 {
		c = c.Neg()
	}
	return e.mustDiv(p, c), !e.Spent()
}

// interpolation is the plan of the evaluations: variable vars[i] takes nodes[i]
// consecutive values.
type interpolation struct {
	main       Var
	deg        int // of the gcd in main, as far as known
	vars       []Var
	nodes      []int
	p, q, lead columns
	effort     *Effort
}

// columns is a polynomial as a table of exponents, the main variable's first and
// then those of vars, with rows in ascending order. So terms that become equal
// when the last variables get values are neighbours.
type columns struct {
	n   int // exponents a row
	exp []uint16
	c   []Int
	deg int // in the main variable
}

func (z *interpolation) prepare(p Poly) columns {
	n := 1 + len(z.vars)
	order := append([]Var{z.main}, z.vars...)
	exp := make([]uint16, n*len(p.c))
	idx := make([]int, len(p.c))
	row := func(i int) []uint16 { return exp[i*n : (i+1)*n] }
	for i := range p.c {
		idx[i] = i
		for j, v := range order {
			if v < p.nv {
				row(i)[j] = p.exp[i*p.nv+v]
			}
		}
	}
	slices.SortFunc(idx, func(a, b int) int { return compareRows(row(a), row(b)) })
	k := columns{n: n, deg: p.Degree(z.main), exp: make([]uint16, 0, len(exp)), c: make([]Int, 0, len(idx))}
	for _, i := range idx {
		k.exp, k.c = append(k.exp, row(i)...), append(k.c, p.c[i])
	}
	return k
}

// table is a polynomial modulo a prime in the manner of columns.
type table struct {
	n   int
	exp []uint16
	c   []uint64
}

// at gives the last variable the value x.
func (t table) at(f field, x uint64) table {
	out := table{n: t.n - 1, exp: make([]uint16, 0, (t.n-1)*len(t.c)), c: make([]uint64, 0, len(t.c))}
	var stack [16]uint64
	powers := append(stack[:0], 1)
	for i, c := range t.c {
		row := t.exp[i*t.n : (i+1)*t.n]
		e := int(row[t.n-1])
		for e >= len(powers) {
			powers = append(powers, f.mul(powers[len(powers)-1], x))
		}
		c = f.mul(c, powers[e])
		if last := len(out.c) - 1; last >= 0 && slices.Equal(out.exp[last*out.n:], row[:out.n]) {
			out.c[last] = f.add(out.c[last], c)
			continue
		}
		out.exp, out.c = append(out.exp, row[:out.n]...), append(out.c, c)
	}
	return out
}

// ratios returns for every row the value of its monomial in the variables beyond
// the main one, at the given values.
func (t table) ratios(f field, at []uint64) []uint64 {
	out := make([]uint64, len(t.c))
	for i := range out {
		out[i] = monomialAt(f, t.exp[i*t.n+1:(i+1)*t.n], at)
	}
	return out
}

func monomialAt(f field, exp []uint16, at []uint64) uint64 {
	v := uint64(1)
	for j, e := range exp {
		if e > 0 {
			v = f.mul(v, f.pow(at[j], uint64(e)))
		}
	}
	return v
}

// operands are p, q and γ at some stage.
type operands [3]table

func (o operands) at(f field, x uint64) operands {
	return operands{o[0].at(f, x), o[1].at(f, x), o[2].at(f, x)}
}

// leaf returns the image of H in the main variable where every row of the
// operands has the value given, dense, constant term first. It lowers z.deg when
// the image has smaller degree, and fails then and when the point is unlucky.
//
// An image bounds the degree of the gcd where γ does not vanish, for then neither
// does g and the image of the gcd, which divides that of p and of q, keeps its
// degree; but two operands that vanish altogether have every divisor and bound
// nothing.
func (z *interpolation) leaf(f field, o operands, values [3][]uint64) ([]uint64, bool) {
	lead := uint64(0)
	for _, c := range values[2] {
		lead = f.add(lead, c)
	}
	z.effort.Spend(len(values[0]) + len(values[1]) + (z.deg+1)*(z.deg+1))
	if lead == 0 || z.effort.Spent() {
		return nil, false
	}
	var stackP, stackQ [24]uint64
	dense := func(t table, c []uint64, deg int, out []uint64) []uint64 {
		if deg >= len(out) {
			out = make([]uint64, deg+1)
		}
		out = out[:deg+1]
		for i, x := range c {
			e := t.exp[i*t.n]
			out[e] = f.add(out[e], x)
		}
		return out
	}
	h := f.gcd(dense(o[0], values[0], z.p.deg, stackP[:]), dense(o[1], values[1], z.q.deg, stackQ[:]))
	if len(h) == 0 {
		return nil, false
	}
	if d := len(h) - 1; d != z.deg {
		z.deg = min(z.deg, d)
		return nil, false
	}
	k := f.mul(lead, f.inv(h[z.deg]))
	out := make([]uint64, len(h))
	for j, c := range h {
		out[j] = f.mul(c, k)
	}
	return out, true
}

// part is the coefficient of a power of the main variable in H, as far as it is
// interpolated: monomials in the first variables with their coefficients.
type part struct {
	n   int // exponents a monomial
	exp []uint16
	c   []uint64
}

// image returns H modulo f, coefficients in 0, …, p-1.
func (z *interpolation) image(f field, attempt int) (Poly, bool) {
	// stages[i] has values for all variables from vars[i] on.
	stages := make([]operands, len(z.vars)+1)
	start, ratio := make([]uint64, len(z.vars)), make([]uint64, len(z.vars))
	for i, v := range z.vars {
		start[i], ratio[i] = f.point(v, 2*attempt+1), f.point(v, 2*attempt+2)
	}
	var o operands
	for i, k := range []columns{z.p, z.q, z.lead} {
		o[i] = table{k.n, k.exp, f.all(k.c)}
	}
	stages[len(z.vars)] = o
	for i := len(z.vars) - 1; i >= 0; i-- {
		stages[i] = stages[i+1].at(f, start[i])
	}
	o = stages[0]
	h, ok := z.leaf(f, o, [3][]uint64{o[0].c, o[1].c, o[2].c})
	if !ok {
		return Poly{}, false
	}
	parts := make([]part, len(h))
	for j, c := range h {
		if c != 0 {
			parts[j].c = []uint64{c}
		}
	}
	for i := range z.vars {
		if parts, ok = z.extend(f, parts, stages[i+1], start[i], ratio[:i], z.nodes[i]); !ok {
			return Poly{}, false
		}
	}
	return z.assemble(parts), true
}

// extend interpolates one more variable, given H with that variable at start: at
// every further value the monomials known so far are taken for all there are,
// and their coefficients found from images at powers of the ratios.
func (z *interpolation) extend(f field, parts []part, o operands, start uint64, ratio []uint64, nodes int) ([]part, bool) {
	longest := 0
	roots := make([][]uint64, len(parts)) // values of the monomials at the ratios
	values := make([][][]uint64, len(parts))
	for j, p := range parts {
		longest = max(longest, len(p.c))
		for m := range p.c {
			roots[j] = append(roots[j], monomialAt(f, p.exp[m*p.n:(m+1)*p.n], ratio))
		}
		values[j] = append(values[j], p.c)
	}
	for t := 1; t < nodes; t++ {
		if !z.effort.Spend(len(o[0].c) + len(o[1].c) + len(o[2].c)) {
			return nil, false
		}
		here := o.at(f, f.add(start, uint64(t)))
		var step, cur [3][]uint64
		for i, tab := range here {
			step[i], cur[i] = tab.ratios(f, ratio), slices.Clone(tab.c)
		}
		images := make([][]uint64, len(parts)) // of each part, at ratio^1, ratio^2, …
		for range longest {
			for i := range cur {
				for r, x := range step[i] {
					cur[i][r] = f.mul(cur[i][r], x)
				}
			}
			h, ok := z.leaf(f, here, cur)
			if !ok {
				return nil, false
			}
			for j := range parts {
				images[j] = append(images[j], h[j])
			}
		}
		for j := range parts {
			if !z.effort.Spend(len(roots[j]) * len(roots[j])) {
				return nil, false
			}
			c, ok := f.solveVandermonde(roots[j], images[j])
			if !ok {
				return nil, false
			}
			values[j] = append(values[j], c)
		}
	}
	inv := f.inverses(nodes)
	out := make([]part, len(parts))
	column := make([]uint64, nodes)
	for j, p := range parts {
		out[j].n = p.n + 1
		for m := range p.c {
			for t := range column {
				column[t] = values[j][t][m]
			}
			f.interpolate(column, start, inv)
			for e, c := range column {
				if c != 0 {
					out[j].exp = append(append(out[j].exp, p.exp[m*p.n:(m+1)*p.n]...), uint16(e))
					out[j].c = append(out[j].c, c)
				}
			}
		}
	}
	return out, true
}

// assemble returns the polynomial of the parts.
func (z *interpolation) assemble(parts []part) Poly {
	nv := z.main + 1
	for _, v := range z.vars {
		nv = max(nv, v+1)
	}
	out := Poly{nv: nv}
	for j, p := range parts {
		for m, c := range p.c {
			row := make([]uint16, nv)
			row[z.main] = uint16(j)
			for i, v := range z.vars {
				row[v] = p.exp[m*p.n+i]
			}
			out.exp, out.c = append(out.exp, row...), append(out.c, NewInt(int64(c)))
		}
	}
	return collect(nv, out.exp, out.c)
}
