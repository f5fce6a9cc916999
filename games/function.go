package games

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"brink/games/algebra"
	"brink/games/expr"
)

// Term is a value of one of expr.Functions that is no rational function: a variable
// of its own, the derived parameters of a header. Arg mentions only variables before
// it. The function "root" has no argument: the term is the only root of the irreducible
// Poly, in variable 0, between Low and High.
type Term struct {
	Func      string
	Arg       algebra.Ratio
	Poly      algebra.Poly
	Low, High *big.Rat
}

// Algebraic reports whether what is known of the term by itself determines it.
func (t *Term) Algebraic() bool { return t.Func == "sqrt" || t.Func == "root" }

// maxTermPower bounds the exponents with which a term stands for others: beyond,
// exp(1000) is a term of its own and not exp(1)^1000.
const maxTermPower = 12

// Terms lists the indices of the derived parameters.
func (h *Header) Terms() []int {
	var out []int
	for i, p := range h.Params {
		if p.Derived != nil {
			out = append(out, i)
		}
	}
	return out
}

// Roots lists the derived parameters that an equation defines as functions of the
// others, with these equations.
func (h *Header) Roots() map[algebra.Var]algebra.Poly {
	out := make(map[algebra.Var]algebra.Poly)
	for _, i := range h.Terms() {
		t := algebra.FromPoly(algebra.Variable(i))
		switch d := h.Params[i].Derived; d.Func {
		case "root":
			out[i] = d.Poly.Rename([]algebra.Var{i})
		case "sqrt":
			out[i] = t.Mul(t).Sub(d.Arg).Num()
		}
	}
	return out
}

// Free lists the parameters proper, without derived ones: they come first.
func (h *Header) Free() []Parameter {
	for i, p := range h.Params {
		if p.Derived != nil {
			return h.Params[:i]
		}
	}
	return h.Params
}

// FreeNames lists the names of the parameters proper.
func (h *Header) FreeNames() []string { return h.Names()[:len(h.Free())] }

// Function is the value of a function in terms of the derived parameters: the ones
// that the file mentions. Sums in the argument of exp and products in that of log are
// taken apart as far as that makes terms of others, so that exp(2*x) and exp(x)^2 are
// one value, and log(1/x) is -log(x).
func (h *Header) Function(name string, arg algebra.Ratio) (algebra.Ratio, error) {
	t := table{params: h.Params}
	if r, ok := t.value(name, arg); ok {
		return r, nil
	}
	return algebra.Ratio{}, fmt.Errorf("%s(%s) is not among the terms of the file; write its argument as a formula of the parameters", name, h.Printer().Ratio(arg))
}

// AddTerms appends derived parameters for the terms of a file, such as were found in
// it. Variable first+i in an argument stands for the value of the i-th of them.
func (h *Header) AddTerms(terms []Term, first algebra.Var) error {
	t := &table{params: h.Params, grow: true, split: make(map[string]*big.Int)}
	order := settledOrder(terms, first)
	for range 8 {
		t.params, t.again = h.Params[:len(h.Params):len(h.Params)], false
		values := make([]algebra.Ratio, len(terms))
		for _, i := range order {
			u := terms[i]
			if u.Func == "root" {
				values[i], _ = t.rootOf(u.Poly, u.Low, u.High)
				continue
			}
			arg := u.Arg
			for j := i - 1; j >= 0; j-- {
				r, err := arg.Substitute(first+j, values[j])
				if err != nil {
					return err
				}
				arg = r
			}
			if v, ok := t.value(u.Func, arg); ok {
				values[i] = v
			}
		}
		if !t.again {
			break
		}
	}
	h.Params = t.params
	for _, i := range h.Terms() {
		h.Params[i].Within = h.facts(i)
	}
	return nil
}

// settledOrder is an order of terms that does not depend on the order in which they were
// found: what they are made of goes first, then short ones.
func settledOrder(terms []Term, first algebra.Var) []int {
	names := make([]string, int(first)+len(terms))
	for v := range first {
		names[v] = "v" + strconv.Itoa(v)
	}
	depth := make([]int, len(terms))
	for i, t := range terms {
		for _, v := range t.Arg.Vars() {
			if v >= first {
				depth[i] = max(depth[i], depth[v-first]+1)
			}
		}
		names[int(first)+i] = t.Func + "(" + expr.Printer{Names: names}.Ratio(t.Arg) + ")"
		if t.Func == "root" {
			names[int(first)+i] = rootName(t.Poly, t.Low, t.High)
		}
	}
	order := make([]int, len(terms))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := names[int(first)+i], names[int(first)+j]
		return cmp.Or(depth[i]-depth[j], len(a)-len(b), strings.Compare(a, b))
	})
	return order
}

// facts is what holds of derived parameter i by itself: all of it for a root, the
// first bounds for exp and log. Where the argument has no value or is outside the
// domain nothing is said.
func (h *Header) facts(i int) expr.Formula {
	t, u := algebra.FromPoly(algebra.Variable(i)), h.Params[i].Derived.Arg
	one, zero := algebra.FromInt(1), algebra.Ratio{}
	var f, outside expr.Formula
	switch d := h.Params[i].Derived; d.Func {
	case "root":
		return expr.And(expr.Sign(d.Poly.Rename([]algebra.Var{i}), expr.EQ), expr.Compare(t, expr.GT, algebra.FromRat(d.Low)), expr.Compare(t, expr.LT, algebra.FromRat(d.High)))
	case "sqrt":
		f, outside = expr.Compare(t.Mul(t), expr.EQ, u), expr.Compare(u, expr.LT, zero)
	case "exp":
		f = expr.And(expr.Compare(t, expr.GE, one.Add(u)), expr.Compare(t.Mul(one.Sub(u)), expr.LE, one))
	case "log":
		f = expr.And(expr.Compare(t, expr.LE, u.Sub(one)), expr.Compare(t.Mul(u), expr.GE, u.Sub(one)))
		outside = expr.Compare(u, expr.LE, zero)
	}
	if d := u.Den(); !d.IsConst() {
		outside = expr.Or(outside, expr.Sign(d, expr.EQ))
	}
	f = expr.Or(f, outside)
	switch h.Params[i].Derived.Func {
	case "sqrt":
		f = expr.And(expr.Compare(t, expr.GE, zero), f)
	case "exp":
		f = expr.And(expr.Compare(t, expr.GT, zero), f)
	}
	return f
}

// table finds values among derived parameters and, with grow, adds those that are
// missing.
type table struct {
	params []Parameter
	grow   bool
	// split says by what the argument of an exponential is divided, by its key: so
	// that others are its powers. again is set where an entry was added.
	split map[string]*big.Int
	again bool
}

func (t *table) value(name string, arg algebra.Ratio) (algebra.Ratio, bool) {
	switch name {
	case "sqrt":
		return t.root(arg)
	case "exp":
		return t.exponential(arg)
	}
	return t.logarithm(arg)
}

// term is the variable of a term with just this argument.
func (t *table) term(name string, arg algebra.Ratio) (algebra.Ratio, bool) {
	for i, p := range t.params {
		if p.Derived != nil && p.Derived.Func == name && p.Derived.Arg.Equal(arg) {
			return algebra.FromPoly(algebra.Variable(i)), true
		}
	}
	if !t.grow {
		return algebra.Ratio{}, false
	}
	names := (&Header{Params: t.params}).Printer()
	text := name + "(" + names.Ratio(arg) + ")"
	t.params = append(t.params, Parameter{Name: text, Derived: &Term{Func: name, Arg: arg}, Within: expr.True()})
	return algebra.FromPoly(algebra.Variable(len(t.params) - 1)), true
}

// root takes squares out of constants.
func (t *table) root(arg algebra.Ratio) (algebra.Ratio, bool) {
	if arg.IsZero() {
		return arg, true
	}
	k, ok := arg.Rat()
	if !ok {
		return t.term("sqrt", arg)
	}
	n := new(big.Int).Mul(k.Num(), k.Denom()) // sqrt(a/b) = sqrt(a*b)/b
	out := new(big.Rat).SetFrac(big.NewInt(1), k.Denom())
	if s := new(big.Int).Sqrt(n); new(big.Int).Mul(s, s).Cmp(n) == 0 {
		return algebra.FromRat(out.Mul(out, new(big.Rat).SetInt(s))), true
	}
	primes, rest := factorInteger(n)
	for _, f := range primes {
		for ; f.n >= 2; f.n -= 2 {
			out.Mul(out, new(big.Rat).SetInt64(f.p))
		}
		if f.n == 1 {
			rest = new(big.Int).Mul(rest, big.NewInt(f.p))
		}
	}
	v, ok := t.term("sqrt", algebra.FromRat(new(big.Rat).SetInt(rest)))
	return v.Mul(algebra.FromRat(out)), ok
}

// exponential writes exp(arg) as a product of powers of terms.
func (t *table) exponential(arg algebra.Ratio) (algebra.Ratio, bool) {
	if arg.IsZero() {
		return algebra.FromInt(1), true
	}
	arg, factor := t.takeLogs(arg)
	if arg.IsZero() {
		return factor, true
	}
	v, ok := t.pure(arg)
	return v.Mul(factor), ok
}

// pure is exponential of an argument without logarithms as summands.
func (t *table) pure(arg algebra.Ratio) (algebra.Ratio, bool) {
	var at []int
	var args []algebra.Ratio
	for i, p := range t.params {
		if p.Derived == nil || p.Derived.Func != "exp" {
			continue
		}
		if p.Derived.Arg.Equal(arg) {
			return algebra.FromPoly(algebra.Variable(i)), true
		}
		if _, dependent := combination(p.Derived.Arg, args); dependent {
			continue // a power too high to be written as one
		}
		at, args = append(at, i), append(args, p.Derived.Arg)
	}
	c, ok := combination(arg, args)
	if !ok {
		if k := t.split[keyOf(arg)]; k != nil {
			if base, ok := t.term("exp", arg.Mul(algebra.FromRat(new(big.Rat).SetFrac(big.NewInt(1), k)))); ok {
				r, err := base.Pow(int(k.Int64()))
				return r, err == nil
			}
		}
		return t.term("exp", arg)
	}
	out, sum := algebra.FromInt(1), new(big.Rat)
	for _, x := range c {
		sum.Add(sum, new(big.Rat).Abs(x))
	}
	if sum.Cmp(new(big.Rat).SetInt64(maxTermPower)) > 0 {
		return t.term("exp", arg)
	}
	for i, x := range c {
		if !x.IsInt() {
			return t.refine(arg, args[i], x.Denom())
		}
		r, err := algebra.FromPoly(algebra.Variable(at[i])).Pow(int(x.Num().Int64()))
		if err != nil {
			return algebra.Ratio{}, false
		}
		out = out.Mul(r)
	}
	return out, true
}

// refine has the base of the argument divided by k in the next pass, where that keeps
// powers low; else the argument has a term of its own.
func (t *table) refine(arg, base algebra.Ratio, k *big.Int) (algebra.Ratio, bool) {
	if !t.grow {
		return algebra.Ratio{}, false
	}
	if k.IsInt64() && k.Int64() <= maxTermPower {
		// The base may itself be a split of what was asked for first.
		for key, by := range t.split {
			if keyOf(base.Mul(algebra.FromRat(new(big.Rat).SetInt(by)))) == key {
				if all := new(big.Int).Mul(by, k); all.Cmp(big.NewInt(maxTermPower)) <= 0 {
					t.split[key], t.again = all, true
					return algebra.FromInt(1), true
				}
				return t.term("exp", arg)
			}
		}
		t.split[keyOf(base)], t.again = k, true
		return algebra.FromInt(1), true
	}
	return t.term("exp", arg)
}

func keyOf(r algebra.Ratio) string { return r.Num().Key() + "/" + r.Den().Key() }

// takeLogs takes whole multiples of logarithms out of a sum: exp(n*log(u) + v) is
// u^n*exp(v). The domain of log(u) is that of the formula already.
func (t *table) takeLogs(arg algebra.Ratio) (rest, factor algebra.Ratio) {
	factor = algebra.FromInt(1)
	k, ok := arg.Den().Const()
	if !ok {
		return arg, factor
	}
	num := arg.Num()
	for i, p := range t.params {
		if p.Derived == nil || p.Derived.Func != "log" || num.Degree(i) != 1 {
			continue
		}
		c, constant := num.LeadCoeff(i).Const()
		if !constant {
			continue
		}
		n := new(big.Rat).SetFrac(c.Big(), k.Big())
		if !n.IsInt() || n.Num().CmpAbs(big.NewInt(maxTermPower)) > 0 {
			continue
		}
		if u, err := p.Derived.Arg.Pow(int(n.Num().Int64())); err == nil {
			factor = factor.Mul(u)
			num = num.Sub(algebra.Variable(i).Scale(c))
		}
	}
	return algebra.RatioOf(num, arg.Den()), factor
}

// logarithm takes exponentials, powers and reciprocals out of the argument.
func (t *table) logarithm(arg algebra.Ratio) (algebra.Ratio, bool) {
	if k, ok := arg.Rat(); ok {
		return t.logConstant(k)
	}
	var out algebra.Ratio
	num, den := arg.Num(), arg.Den()
	for i, p := range t.params {
		if p.Derived == nil || p.Derived.Func != "exp" {
			continue
		}
		for _, side := range []struct {
			p    *algebra.Poly
			sign int64
		}{{&num, 1}, {&den, -1}} {
			for !side.p.IsConst() {
				q, ok := side.p.DivExact(algebra.Variable(i))
				if !ok {
					break
				}
				*side.p, out = q, out.Add(p.Derived.Arg.Mul(algebra.FromInt(side.sign)))
			}
		}
	}
	rest := algebra.RatioOf(num, den)
	if k, ok := rest.Rat(); ok {
		v, ok := t.logConstant(k)
		return out.Add(v), ok
	}
	sign := algebra.FromInt(1)
	if num.IsConst() || !den.IsConst() && den.Compare(num) < 0 {
		rest, sign = rest.Inv(), algebra.FromInt(-1)
	}
	if rest.Den().IsConst() {
		if f := algebra.SquareFree(rest.Num()); len(f.List) == 1 && f.List[0].N%2 == 1 {
			k := new(big.Rat).SetFrac(f.Constant.Big(), rest.Den().ConstTerm().Big())
			base := f.List[0].P
			if k.Sign() < 0 {
				base = base.Neg()
				k.Neg(k)
			}
			v, ok1 := t.term("log", algebra.FromPoly(base))
			w, ok2 := t.logConstant(k)
			v = v.Mul(algebra.FromInt(int64(f.List[0].N))).Add(w)
			return out.Add(sign.Mul(v)), ok1 && ok2
		}
	}
	v, ok := t.term("log", rest)
	return out.Add(sign.Mul(v)), ok
}

// logConstant is the sum over the primes of a positive number.
func (t *table) logConstant(k *big.Rat) (algebra.Ratio, bool) {
	var out algebra.Ratio
	for i, n := range []*big.Int{k.Num(), k.Denom()} {
		sign := int64(1 - 2*i)
		primes, rest := factorInteger(n)
		if rest.Cmp(big.NewInt(1)) != 0 {
			v, ok := t.term("log", algebra.FromRat(new(big.Rat).SetInt(rest)))
			if !ok {
				return v, false
			}
			out = out.Add(v.Mul(algebra.FromInt(sign)))
		}
		for _, f := range primes {
			v, ok := t.term("log", algebra.FromInt(f.p))
			if !ok {
				return v, false
			}
			out = out.Add(v.Mul(algebra.FromInt(sign * int64(f.n))))
		}
	}
	return out, true
}

// primePower is a prime and its exponent.
type primePower struct {
	p int64
	n int
}

// factorInteger takes small primes out of a positive number.
func factorInteger(n *big.Int) ([]primePower, *big.Int) {
	const most = 1000
	var out []primePower
	rest := new(big.Int).Set(n)
	one, q, r := big.NewInt(1), new(big.Int), new(big.Int)
	for p := int64(2); p <= most && rest.Cmp(one) > 0; p++ {
		f := primePower{p: p}
		for {
			if q.QuoRem(rest, big.NewInt(p), r); r.Sign() != 0 {
				break
			}
			rest.Set(q)
			f.n++
		}
		if f.n > 0 {
			out = append(out, f)
		}
	}
	return out, rest
}

// at is the value at a rational point where that is rational: of roots of squares,
// exp(0) and log(1). Outside its domain, where no formula that holds asks for it, it
// counts as 0.
func (t *Term) at(point []*big.Rat) (*big.Rat, error) {
	if t.Func == "root" {
		return nil, fmt.Errorf("%w: %s; conditions and verify need none", ErrIrrational, rootName(t.Poly, t.Low, t.High))
	}
	for _, v := range t.Arg.Vars() {
		if point[v] == nil {
			return nil, ErrIrrational
		}
	}
	u, err := t.Arg.Eval(point)
	if err != nil {
		return new(big.Rat), nil
	}
	one := big.NewRat(1, 1)
	switch {
	case t.Func == "exp" && u.Sign() == 0:
		return one, nil
	case t.Func == "log" && (u.Sign() <= 0 || u.Cmp(one) == 0), t.Func == "sqrt" && u.Sign() <= 0:
		return new(big.Rat), nil
	case t.Func == "sqrt":
		n, d := new(big.Int).Sqrt(u.Num()), new(big.Int).Sqrt(u.Denom())
		if s := new(big.Rat).SetFrac(n, d); new(big.Rat).Mul(s, s).Cmp(u) == 0 {
			return s, nil
		}
	}
	return nil, fmt.Errorf("%w: %s(%s); conditions and verify need none", ErrIrrational, t.Func, u.RatString())
}
