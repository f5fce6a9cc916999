package expr

import (
	"errors"
	"math/big"

	"brink/games/algebra"
)

// Value is a piecewise rational function: Cases whose guards exclude each other
// and cover everything. A plain rational function is one case with guard true.
type Value struct{ Cases []Case }

// Case is a rational function and the condition under which it applies.
type Case struct {
	When Formula
	Is   algebra.Ratio
}

// ErrTooManyCases is returned when if, min, max and abs multiply beyond MaxCases
// cases or MaxAtoms comparisons in their guards.
var ErrTooManyCases = errors.New("too many cases of if, min, max or abs")

// ErrTooManyTerms is returned when an expression passes MaxTerms or MaxPower, or
// takes too much work to expand.
var ErrTooManyTerms = errors.New("the expression expands to too many terms")

// Plain returns the value with the single case r.
func Plain(r algebra.Ratio) Value { return Value{[]Case{{True(), r}}} }

// Ratio returns the function of a value with one case.
func (v Value) Ratio() (algebra.Ratio, bool) {
	if len(v.Cases) == 1 {
		return v.Cases[0].Is, true
	}
	return algebra.Ratio{}, false
}

// Eval evaluates at a rational point.
func (v Value) Eval(point []*big.Rat) (*big.Rat, error) {
	for i := range v.Cases {
		if c := &v.Cases[i]; c.When.Eval(point) {
			return c.Is.Eval(point)
		}
	}
	return nil, errors.New("expr: no case applies")
}

// Equal reports whether v and w have equal cases, in any order. Values that are
// equal as functions may differ in form: max(x, y) and max(y, x) do.
func (v Value) Equal(w Value) bool {
	if len(v.Cases) != len(w.Cases) {
		return false
	}
next:
	for i, a := range v.Cases {
		for j := range w.Cases {
			b := &w.Cases[(i+j)%len(w.Cases)] // most often in the same place
			if a.Is.Equal(b.Is) && a.When.Equal(b.When) {
				continue next
			}
		}
		return false
	}
	return true
}

// Hash returns a number that is equal for values that are Equal.
func (v Value) Hash() uint64 {
	h := uint64(0)
	for i := range v.Cases {
		h += algebra.Mix(v.Cases[i].Is.Hash() ^ v.Cases[i].When.hash())
	}
	return h
}

// Combine applies f to every compatible pair of cases.
func (v Value) Combine(w Value, f func(a, b algebra.Ratio) (algebra.Ratio, error)) (Value, error) {
	return combine(v, w, nil, f)
}

func combine(v, w Value, e *algebra.Effort, f func(a, b algebra.Ratio) (algebra.Ratio, error)) (Value, error) {
	if x, ok := v.Ratio(); ok {
		if y, ok := w.Ratio(); ok {
			r, err := f(x, y)
			if err != nil {
				return Value{}, err
			}
			return Plain(r), nil
		}
	}
	b := caseBuilder{effort: e}
	for _, x := range v.Cases {
		for _, y := range w.Cases {
			when, ok := b.and(x.When, y.When)
			if !ok {
				return Value{}, ErrTooManyCases
			}
			if when.IsFalse() {
				continue
			}
			r, err := f(x.Is, y.Is)
			if err != nil {
				return Value{}, err
			}
			if err := b.add(when, r); err != nil {
				return Value{}, err
			}
		}
	}
	return b.value()
}

// caseBuilder collects cases, joining those with the same function.
type caseBuilder struct {
	effort *algebra.Effort
	cases  []Case
	parts  [][]Formula // the guards of each case, to be joined by or
	hashes []uint64    // of the functions
	atoms  int
}

// and is the conjunction of two guards. The effort it takes keeps a formula with
// many large guards from being built in full before it is refused.
func (b *caseBuilder) and(f, g Formula) (Formula, bool) {
	if f.IsTrue() {
		return g, true
	}
	if g.IsTrue() {
		return f, true
	}
	if !b.effort.Spend(atomEffort * (f.Size() + g.Size())) {
		return Formula{}, false
	}
	return And(f, g), true
}

// add appends a case, or widens the one that has the same function.
func (b *caseBuilder) add(when Formula, is algebra.Ratio) error {
	if when.IsFalse() {
		return nil
	}
	if b.atoms += when.Size(); b.atoms > MaxAtoms {
		return ErrTooManyCases
	}
	h := is.Hash()
	for i := range b.cases {
		if b.hashes[i] == h && b.cases[i].Is.Equal(is) {
			b.parts[i] = append(b.parts[i], when)
			return nil
		}
	}
	if len(b.cases) == MaxCases {
		return ErrTooManyCases
	}
	b.hashes = append(b.hashes, h)
	b.cases = append(b.cases, Case{Is: is})
	b.parts = append(b.parts, []Formula{when})
	return nil
}

func (b *caseBuilder) value() (Value, error) {
	for i := range b.cases {
		b.cases[i].When = Or(b.parts[i]...)
	}
	if len(b.cases) == 1 {
		b.cases[0].When = True() // one case covers everything
	}
	return Value{b.cases}, nil
}

// atomEffort is the effort of putting an atom into a formula.
const atomEffort = 16

// Compare returns the formula v op w.
func (v Value) Compare(op Op, w Value) Formula {
	f, _ := compareValues(v, op, w, nil)
	return f
}

func compareValues(v Value, op Op, w Value, e *algebra.Effort) (Formula, error) {
	var any []Formula
	atoms := 0
	for _, a := range v.Cases {
		for _, b := range w.Cases {
			if e != nil {
				n := a.When.Size() + b.When.Size() + 1
				if atoms += n; atoms > MaxAtoms || !e.Spend(atomEffort*n) {
					return Formula{}, ErrTooManyCases
				}
			}
			f, ok := compareRatios(a.Is, op, b.Is, e)
			if !ok {
				return Formula{}, ErrTooManyTerms
			}
			any = append(any, And(a.When, b.When, f))
		}
	}
	return Or(any...), nil
}

// If returns the value that is a where f holds and b elsewhere.
func If(f Formula, a, b Value) (Value, error) { return ifValue(f, a, b, nil) }

func ifValue(f Formula, a, b Value, e *algebra.Effort) (Value, error) {
	out := caseBuilder{effort: e}
	for _, branch := range []struct {
		f Formula
		v Value
	}{{f, a}, {Not(f), b}} {
		for _, c := range branch.v.Cases {
			when, ok := out.and(branch.f, c.When)
			if !ok {
				return Value{}, ErrTooManyCases
			}
			if err := out.add(when, c.Is); err != nil {
				return Value{}, err
			}
		}
	}
	return out.value()
}

// Min returns the smaller of two values, Max the larger.
func Min(v, w Value) (Value, error) { return extreme(LE, []Value{v, w}, nil) }

// Max returns the larger of two values.
func Max(v, w Value) (Value, error) { return extreme(GE, []Value{v, w}, nil) }

// extreme returns the least of the values for op LE and the greatest for GE. For
// every choice of a case from each value, a function is the result where it
// compares strictly with the earlier ones and weakly with the later ones, so
// that guards exclude each other without repeating what led to a case.
func extreme(op Op, vs []Value, e *algebra.Effort) (Value, error) {
	type choice struct {
		when Formula
		rs   []algebra.Ratio
	}
	out := caseBuilder{effort: e}
	choices := []choice{{when: True()}}
	for _, v := range vs {
		var next []choice
		for _, ch := range choices {
			for _, c := range v.Cases {
				when, ok := out.and(ch.when, c.When)
				if !ok || len(next) == MaxCases {
					return Value{}, ErrTooManyCases
				}
				if when.IsFalse() {
					continue
				}
				if !e.Spend(len(ch.rs)) {
					return Value{}, ErrTooManyCases
				}
				next = append(next, choice{when, keepExtreme(op, ch.rs, c.Is)})
			}
		}
		choices = next
	}
	strict := op.Negate().Flip() // LE becomes LT
	for _, ch := range choices {
		if len(ch.rs)*len(ch.rs) > MaxAtoms {
			return Value{}, ErrTooManyCases
		}
		for i, r := range ch.rs {
			guard := []Formula{ch.when}
			for j, s := range ch.rs {
				if i == j {
					continue
				}
				o := op
				if j < i {
					o = strict
				}
				f, ok := compareRatios(r, o, s, e)
				if !ok {
					return Value{}, ErrTooManyTerms
				}
				guard = append(guard, f)
			}
			if !e.Spend(atomEffort * (ch.when.Size() + len(ch.rs))) {
				return Value{}, ErrTooManyCases
			}
			if err := out.add(And(guard...), r); err != nil {
				return Value{}, err
			}
		}
	}
	return out.value()
}

// keepExtreme returns the candidates with r: once each, and of the constants only
// the extreme one.
func keepExtreme(op Op, rs []algebra.Ratio, r algebra.Ratio) []algebra.Ratio {
	k, constant := r.Rat()
	for i, s := range rs {
		if s.Equal(r) {
			return rs
		}
		if l, ok := s.Rat(); constant && ok {
			if op.Holds(l.Cmp(k)) {
				return rs
			}
			out := append([]algebra.Ratio(nil), rs...)
			out[i] = r
			return out
		}
	}
	return append(rs[:len(rs):len(rs)], r)
}

// absValue returns |v|.
func absValue(v Value, e *algebra.Effort) (Value, error) {
	out := caseBuilder{effort: e}
	for _, c := range v.Cases {
		f, ok := compareRatios(c.Is, GE, algebra.Ratio{}, e)
		if !ok {
			return Value{}, ErrTooManyTerms
		}
		for _, half := range []Case{{f, c.Is}, {Not(f), c.Is.Neg()}} {
			when, ok := out.and(c.When, half.When)
			if !ok {
				return Value{}, ErrTooManyCases
			}
			if err := out.add(when, half.Is); err != nil {
				return Value{}, err
			}
		}
	}
	return out.value()
}

// The arithmetic of values within an effort.

func within(r algebra.Ratio, ok bool) (algebra.Ratio, error) {
	if !ok {
		return algebra.Ratio{}, ErrTooManyTerms
	}
	return r, nil
}

func addValues(v, w Value, e *algebra.Effort) (Value, error) {
	return combine(v, w, e, func(a, b algebra.Ratio) (algebra.Ratio, error) { return within(e.AddRatios(a, b)) })
}

func subValues(v, w Value, e *algebra.Effort) (Value, error) {
	return combine(v, w, e, func(a, b algebra.Ratio) (algebra.Ratio, error) { return within(e.AddRatios(a, b.Neg())) })
}

func mulValues(v, w Value, e *algebra.Effort) (Value, error) {
	return combine(v, w, e, func(a, b algebra.Ratio) (algebra.Ratio, error) { return within(e.MulRatios(a, b)) })
}

func divValues(v, w Value, e *algebra.Effort) (Value, error) {
	return combine(v, w, e, func(a, b algebra.Ratio) (algebra.Ratio, error) {
		if b.IsZero() {
			return algebra.Ratio{}, algebra.ErrDivisionByZero
		}
		return within(e.MulRatios(a, b.Inv()))
	})
}

// negValue returns -v, powValue v^n.
func negValue(v Value) Value {
	cases := make([]Case, len(v.Cases))
	for i, c := range v.Cases {
		cases[i] = Case{c.When, c.Is.Neg()}
	}
	return Value{cases}
}

func powValue(v Value, n int, e *algebra.Effort) (Value, error) {
	out := caseBuilder{effort: e}
	for _, c := range v.Cases {
		r, k := c.Is, n
		if k < 0 {
			if r.IsZero() {
				return Value{}, algebra.ErrDivisionByZero
			}
			r, k = r.Inv(), -k
		}
		num, ok := e.Pow(r.Num(), k)
		den, ok2 := e.Pow(r.Den(), k)
		if !ok || !ok2 {
			return Value{}, ErrTooManyTerms
		}
		if err := out.add(c.When, algebra.Lowest(num, den)); err != nil {
			return Value{}, err
		}
	}
	return out.value()
}
