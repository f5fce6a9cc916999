package graph

import (
	"math"
	"math/big"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
	"brink/solver/prove/check"
)

// view is a function of an argument and what its value is in the variables: a term, or
// what follows for another argument.
type view struct {
	t     *games.Term
	value algebra.Ratio
}

// views lists the ways to see term i: log(u) is 2*log(s) where s is sqrt(u).
func views(h *games.Header, terms []int, i int) []view {
	t, v := h.Params[i].Derived, algebra.FromPoly(algebra.Variable(i))
	out := []view{{t, v}}
	for _, j := range terms {
		if s := h.Params[j].Derived; t.Func == "log" && s.Func == "sqrt" && s.Arg.Equal(t.Arg) {
			half := algebra.FromRat(big.NewRat(1, 2))
			out = append(out, view{&games.Term{Func: "log", Arg: algebra.FromPoly(algebra.Variable(j))}, v.Mul(half)})
		}
	}
	return out
}

// fact is what holds on the graph, and the rule by which package check derives it; one
// without a rule has no evidence.
type fact struct {
	is  expr.Formula
	why check.Bound
}

// by is a rule about the value that is seen.
func (w view) by(rule check.Rule, n int, at ...*big.Rat) check.Bound {
	return check.Bound{Rule: rule, Of: []check.Value{{Func: w.t.Func, Arg: w.t.Arg, Is: w.value}}, N: n, At: at}
}

// family lists bounds of a value that hold on the whole graph, touching it at 0 or 1
// with high order, the simplest first.
func (w view) family() []fact {
	t, l, u := w.t, w.value, w.t.Arg
	k := algebra.FromInt
	var out []fact
	outside := expr.False()
	add := func(rule check.Rule, n int, f expr.Formula) { out = append(out, fact{f, w.by(rule, n)}) }
	if d := u.Den(); !d.IsConst() {
		outside = expr.Sign(d, expr.EQ)
	}
	above, below := expr.Compare(u, expr.GE, k(0)), expr.Compare(u, expr.LE, k(0))
	switch t.Func {
	case "exp":
		// Truncated series: of odd degree they are below exp, of even degree too for
		// positive arguments, and above it for negative ones. The same for exp(-u).
		for n := 2; n <= 6; n++ {
			p, q := series(u, n), series(u.Neg(), n)
			if n%2 == 1 {
				add(check.Series, n, expr.Compare(l, expr.GE, p))
				add(check.SeriesBack, n, expr.Compare(l.Mul(q), expr.LE, k(1)))
				continue
			}
			add(check.Series, n, expr.And(expr.Implies(above, expr.Compare(l, expr.GE, p)), expr.Implies(below, expr.Compare(l, expr.LE, p))))
			add(check.SeriesBack, n, expr.And(expr.Implies(below, expr.Compare(l.Mul(q), expr.LE, k(1))), expr.Implies(above, expr.Compare(l.Mul(q), expr.GE, k(1)))))
		}
		// Diagonal Padé approximants N(u)/N(-u), N > 0 from degree 2: the sign of
		// exp(u)*N(-u) - N(u) is (-1)^n for positive u, and the other one for negative
		// (Hermite's integral for the remainder).
		pade1 := k(2).Add(u)
		pade2 := k(12).Add(k(6).Mul(u)).Add(u.Mul(u))
		minus2 := k(12).Sub(k(6).Mul(u)).Add(u.Mul(u))
		add(check.Pade, 1, expr.And(expr.Implies(above, expr.Compare(l.Mul(k(2).Sub(u)), expr.LE, pade1)), expr.Implies(below, expr.Compare(l.Mul(k(2).Sub(u)), expr.GE, pade1))))
		add(check.Pade, 2, expr.And(expr.Implies(above, expr.Compare(l.Mul(minus2), expr.GE, pade2)), expr.Implies(below, expr.Compare(l.Mul(minus2), expr.LE, pade2))))
	case "log":
		outside = expr.Or(outside, expr.Compare(u, expr.LE, k(0)))
		z := u.Sub(k(1))
		above, below = expr.Compare(z, expr.GE, k(0)), expr.Compare(z, expr.LE, k(0))
		// 2(u-1)/(u+1) is below from 1 on and above before: its slope differs from 1/u
		// by -(u-1)^2/(u(u+1)^2). (u-1)(u+5)/(4u+2) is above everywhere: its slope
		// differs by (u-1)^3/(u(2u+1)^2); and so, below, at 1/u.
		add(check.LogBound, 1, expr.And(expr.Implies(above, expr.Compare(l.Mul(u.Add(k(1))), expr.GE, k(2).Mul(z))), expr.Implies(below, expr.Compare(l.Mul(u.Add(k(1))), expr.LE, k(2).Mul(z)))))
		add(check.LogBound, 2, expr.Compare(l.Mul(k(4).Mul(u).Add(k(2))), expr.LE, z.Mul(u.Add(k(5)))))
		add(check.LogBound, 3, expr.Compare(l.Mul(k(2).Mul(u)).Mul(u.Add(k(2))), expr.GE, z.Mul(k(5).Mul(u).Add(k(1)))))
	}
	for n := range out {
		out[n].is = expr.Or(out[n].is, outside)
	}
	return out
}

// series is the sum of u^j/j! up to j = n.
func series(u algebra.Ratio, n int) algebra.Ratio {
	sum, term := algebra.FromInt(1), algebra.FromInt(1)
	for j := 1; j <= n; j++ {
		term = term.Mul(u).Mul(algebra.FromRat(big.NewRat(1, int64(j))))
		sum = sum.Add(term)
	}
	return sum
}

// powers lists how often to take a term in comparisons: once, and for an exponential as
// often as a formula does at most.
func powers(t *games.Term, i int, f expr.Formula) []int64 {
	most := 1
	if t.Func == "exp" {
		f.Atoms(func(a expr.Atom) { most = max(most, a.P.Degree(i)) })
	}
	if most == 1 {
		return []int64{1}
	}
	return []int64{1, int64(most)}
}

// multiple is the term with n times the argument of an exponential.
func multiple(t *games.Term, i int, n int64) (*games.Term, algebra.Ratio) {
	v := algebra.FromPoly(algebra.Variable(i).Pow(int(n)))
	return &games.Term{Func: t.Func, Arg: t.Arg.Mul(algebra.FromInt(n))}, v
}

// relations lists what holds between terms: that functions increase, that exp and log
// are inverse to each other, and that the log of a product of positive factors is the
// sum of their logs, where those are terms.
func relations(h *games.Header, terms []int, goal expr.Formula) (pairs, always []fact) {
	for n, i := range terms {
		a := h.Params[i].Derived
		for _, j := range terms[:n] {
			b := h.Params[j].Derived
			if a.Func == "root" || b.Func == "root" {
				continue
			}
			if a.Func != b.Func {
				pairs = append(pairs, inverse(h, i, j, goal)...)
				continue
			}
			for _, m := range powers(a, i, goal) {
				for _, k := range powers(b, j, goal) {
					c, x := multiple(a, i, m)
					d, y := multiple(b, j, k)
					pairs = append(pairs, related(c, d, x, y)...)
				}
			}
		}
		if a.Func != "log" {
			continue
		}
		sum, positive, ok := algebra.Ratio{}, expr.True(), true
		for side, p := range []algebra.Poly{a.Arg.Num(), a.Arg.Den()} {
			sign := int64(1 - 2*side)
			f := algebra.Factorize(p)
			if f.Constant.Sign() < 0 {
				ok = false
				break
			}
			parts := append([]algebra.Factor{{P: algebra.Constant(f.Constant), N: 1}}, f.List...)
			for _, x := range parts {
				l, err := h.Function("log", algebra.FromPoly(x.P))
				ok = ok && err == nil && known(l, terms)
				sum = sum.Add(l.Mul(algebra.FromInt(sign * int64(x.N))))
				positive = expr.And(positive, expr.Sign(x.P, expr.GT))
			}
		}
		if l := algebra.FromPoly(algebra.Variable(i)); ok && !l.Equal(sum) {
			always = append(always, fact{expr.Implies(positive, expr.Compare(l, expr.EQ, sum)), product(h, i, sum)})
		}
	}
	return pairs, always
}

// product is the rule that log term i is a linear combination of others; none where the
// sum mentions more than these.
func product(h *games.Header, i int, sum algebra.Ratio) check.Bound {
	side := func(v algebra.Var) check.Value {
		t := h.Params[v].Derived
		return check.Value{Func: "log", Arg: t.Arg, Is: algebra.FromPoly(algebra.Variable(v))}
	}
	b := check.Bound{Rule: check.Product, Of: []check.Value{side(i)}, At: []*big.Rat{big.NewRat(-1, 1)}}
	rest := sum
	for _, v := range sum.Vars() {
		if t := h.Params[v].Derived; t == nil || t.Func != "log" || sum.Num().Degree(v) != 1 || sum.Den().Has(v) {
			return check.Bound{}
		}
		k, ok := sum.Derivative(v).Rat()
		if !ok {
			return check.Bound{}
		}
		b.Of, b.At = append(b.Of, side(v)), append(b.At, k)
		rest = rest.Sub(algebra.FromPoly(algebra.Variable(v)).Mul(algebra.FromRat(k)))
	}
	if !rest.IsZero() {
		return check.Bound{}
	}
	return b
}

// inverse lists what holds between an exponential and a logarithm l = log(u): u is the
// exponential of l.
func inverse(h *games.Header, i, j int, goal expr.Formula) []fact {
	if h.Params[i].Derived.Func == "log" {
		i, j = j, i
	}
	e, l := h.Params[i].Derived, h.Params[j].Derived
	if e.Func != "exp" || l.Func != "log" {
		return nil
	}
	b := &games.Term{Func: "exp", Arg: algebra.FromPoly(algebra.Variable(j))}
	var out []fact
	for _, m := range powers(e, i, goal) {
		c, x := multiple(e, i, m)
		for _, f := range related(c, b, x, l.Arg) {
			f.is = expr.Or(f.is, undefined(l))
			out = append(out, f)
		}
	}
	return out
}

// related lists what holds between two values of one function: that it increases, and
// the tangents of each at the other's argument, and for log at their reciprocals.
func related(a, b *games.Term, x, y algebra.Ratio) []fact {
	outside := expr.Or(undefined(a), undefined(b))
	of := []check.Value{{Func: a.Func, Arg: a.Arg, Is: x}, {Func: b.Func, Arg: b.Arg, Is: y}}
	same := []expr.Formula{outside}
	for _, op := range []expr.Op{expr.LT, expr.EQ, expr.GT} {
		same = append(same, expr.And(expr.Compare(a.Arg, op, b.Arg), expr.Compare(x, op, y)))
	}
	out := []fact{{expr.Or(same...), check.Bound{Rule: check.Order, Of: of}}}
	for n, f := range touching(a, b, x, y) {
		out = append(out, fact{expr.Or(f, outside), check.Bound{Rule: check.Touch, Of: of, N: n}})
	}
	return out
}

// touching lists the tangents of two values of one function.
func touching(a, b *games.Term, x, y algebra.Ratio) []expr.Formula {
	u, v, one := a.Arg, b.Arg, algebra.FromInt(1)
	switch a.Func {
	case "exp":
		return []expr.Formula{
			expr.Compare(x, expr.GE, y.Mul(one.Add(u).Sub(v))),
			expr.Compare(y, expr.GE, x.Mul(one.Add(v).Sub(u))),
			expr.Compare(x.Mul(y), expr.GE, one.Add(u).Add(v)),
		}
	case "log":
		return []expr.Formula{
			expr.Compare(v.Mul(x.Sub(y)), expr.LE, u.Sub(v)),
			expr.Compare(u.Mul(y.Sub(x)), expr.LE, v.Sub(u)),
			expr.Compare(x.Add(y), expr.LE, u.Mul(v).Sub(one)),
			expr.Compare(u.Mul(v).Mul(x.Add(y)), expr.GE, u.Mul(v).Sub(one)),
		}
	}
	return nil
}

// known reports whether r mentions no terms but the given ones.
func known(r algebra.Ratio, terms []int) bool {
	for _, v := range r.Vars() {
		if !slices.Contains(terms, v) {
			return false
		}
	}
	return true
}

// undefined is where a term has no value.
func undefined(t *games.Term) expr.Formula {
	f := expr.False()
	switch t.Func {
	case "sqrt":
		f = expr.Compare(t.Arg, expr.LT, algebra.Ratio{})
	case "log":
		f = expr.Compare(t.Arg, expr.LE, algebra.Ratio{})
	}
	if d := t.Arg.Den(); !d.IsConst() {
		f = expr.Or(f, expr.Sign(d, expr.EQ))
	}
	return f
}

// farthest bounds the arguments near which lines are laid.
const farthest = 60

// exclude returns bounds that the graph satisfies and that a value v at an argument
// near a does not, or that come closer: tangents on the curved side, and
// chords with the ends of their ranges on the other.
func (w view) exclude(a, v *big.Rat) []fact {
	t := w.t
	if t.Algebraic() {
		return nil
	}
	if far := big.NewRat(farthest, 1); t.Func == "exp" && new(big.Rat).Abs(a).Cmp(far) > 0 {
		a = new(big.Rat).Mul(far, new(big.Rat).SetInt64(int64(a.Sign())))
	}
	if t.Func == "log" && a.Sign() <= 0 {
		return nil
	}
	here, ok := enclose(t.Func, a, 64)
	if !ok {
		return nil
	}
	// gap is how far v is from the graph: relative to exp, since tangents are.
	mid := here.Lo.Big()
	gap := new(big.Rat).Sub(v, mid)
	high := gap.Sign() > 0
	gap.Abs(gap)
	if t.Func == "exp" {
		gap.Quo(gap, mid)
	}
	g, _ := gap.Float64()
	g = math.Max(g, 0x1p-60)
	bits := 4 + max(0, int(math.Ceil(-math.Log2(g))))
	// A line is off by about the square of the step, relative to the argument for log.
	step := math.Exp2(math.Floor(math.Log2(math.Sqrt(math.Min(g, 16)))))
	if t.Func == "log" {
		x, _ := a.Float64()
		step = math.Exp2(math.Floor(math.Log2(step * x)))
		step = math.Min(step, math.Exp2(math.Floor(math.Log2(x))-1))
	}
	width := new(big.Rat).SetFloat64(step)
	if width == nil || width.Sign() <= 0 {
		return nil
	}
	n := new(big.Rat).Quo(a, width)
	low := new(big.Rat).Mul(new(big.Rat).SetInt(floor(n)), width)
	b := bounds{w, t, expr.False(), bits}
	if und := undefined(t); !und.IsFalse() {
		b.outside = und
	}
	if high == (t.Func == "exp") {
		var out []fact
		up := new(big.Rat).Add(low, width)
		out = append(out, b.chord(low, up)...)
		if low.Cmp(a) == 0 {
			out = append(out, b.chord(new(big.Rat).Sub(low, width), low)...)
		}
		return out
	}
	near := low
	if half := new(big.Rat).Add(low, new(big.Rat).Quo(width, big.NewRat(2, 1))); a.Cmp(half) > 0 {
		near = new(big.Rat).Add(low, width)
	}
	return b.tangent(near)
}

func floor(q *big.Rat) *big.Int { return new(big.Int).Div(q.Num(), q.Denom()) }

// bounds makes lines with coefficients of some bits.
type bounds struct {
	view
	t       *games.Term
	outside expr.Formula
	bits    int
}

// outward rounds a number to some bits, relative to its size, up or down.
func outward(x exact.Rat, bits int, up bool) *big.Rat {
	q := x.Big()
	shift := bits - (q.Num().BitLen() - q.Denom().BitLen())
	if shift <= 0 {
		shift = 0
	}
	unit := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(shift)))
	n := floor(new(big.Rat).Mul(q, unit))
	r := new(big.Rat).Quo(new(big.Rat).SetInt(n), unit)
	if up && r.Cmp(q) != 0 {
		r.Add(r, new(big.Rat).Inv(unit))
	}
	return r
}

func (b bounds) or(f expr.Formula) expr.Formula { return expr.Or(f, b.outside) }

func (b bounds) compare(op expr.Op, r algebra.Ratio) expr.Formula {
	return expr.Compare(b.value, op, r)
}

// line is y + m*(u - a).
func (b bounds) line(y, m, a *big.Rat) algebra.Ratio {
	return algebra.FromRat(y).Add(algebra.FromRat(m).Mul(b.t.Arg.Sub(algebra.FromRat(a))))
}

// along is a rule about the line y + m*(u - a), after other numbers.
func (b bounds) along(rule check.Rule, y, m, a *big.Rat, at ...*big.Rat) check.Bound {
	zero := new(big.Rat).Mul(m, a)
	return b.by(rule, 0, append(at, m, zero.Sub(y, zero))...)
}

// tangent is the line of the graph at about a, moved outwards.
func (b bounds) tangent(a *big.Rat) []fact {
	iv, ok := enclose(b.t.Func, a, b.bits+64)
	if !ok {
		return nil
	}
	if b.t.Func == "log" { // the slope 1/a is exact
		y, m := outward(iv.Hi, b.bits, true), new(big.Rat).Inv(a)
		return []fact{
			{b.or(b.compare(expr.LE, b.line(y, m, a))), b.along(check.Line, y, m, a)},
			b.beyond(a, iv),
		}
	}
	m := outward(iv.Lo, b.bits, false) // the graph has slope m at log(m)
	if m.Sign() <= 0 {
		return nil
	}
	at, ok := enclose("log", m, b.bits+64)
	if !ok {
		return nil
	}
	from := outward(at.Hi, b.bits+16, true)
	return []fact{
		{b.or(b.compare(expr.GE, b.line(m, m, from))), b.along(check.Line, m, m, from)},
		b.beyond(a, iv),
	}
}

// chord is the line between the values at two arguments, moved outwards, over the
// range between them, and what the values say about all other arguments.
func (b bounds) chord(from, to *big.Rat) []fact {
	if b.t.Func == "log" && from.Sign() <= 0 {
		return nil
	}
	x, ok1 := enclose(b.t.Func, from, b.bits+64)
	y, ok2 := enclose(b.t.Func, to, b.bits+64)
	if !ok1 || !ok2 {
		return nil
	}
	up, op := true, expr.LE
	ends := [2]exact.Rat{x.Hi, y.Hi}
	if b.t.Func == "log" {
		up, op = false, expr.GE
		ends = [2]exact.Rat{x.Lo, y.Lo}
	}
	p, q := outward(ends[0], b.bits, up), outward(ends[1], b.bits, up)
	m := new(big.Rat).Quo(new(big.Rat).Sub(q, p), new(big.Rat).Sub(to, from))
	inside := expr.And(expr.Compare(b.t.Arg, expr.GE, algebra.FromRat(from)), expr.Compare(b.t.Arg, expr.LE, algebra.FromRat(to)))
	return []fact{
		{b.or(expr.Implies(inside, b.compare(op, b.line(p, m, from)))), b.along(check.Chord, p, m, from, from, to)},
		b.beyond(from, x), b.beyond(to, y),
	}
}

// beyond says that larger arguments have larger values.
func (b bounds) beyond(a *big.Rat, iv exact.Interval) fact {
	lo, hi := outward(iv.Lo, b.bits, false), outward(iv.Hi, b.bits, true)
	at := algebra.FromRat(a)
	return fact{b.or(expr.And(
		expr.Or(expr.Compare(b.t.Arg, expr.LT, at), b.compare(expr.GE, algebra.FromRat(lo))),
		expr.Or(expr.Compare(b.t.Arg, expr.GT, at), b.compare(expr.LE, algebra.FromRat(hi))),
	)), b.by(check.Step, 0, a, lo, hi)}
}
