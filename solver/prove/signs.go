package prove

import "brink/games/expr"

// SignSet is a set of signs a number may have. The empty set means that no
// point exists at which to take the sign.
type SignSet uint8

// The signs and their unions.
const (
	Neg     SignSet = 1 << iota // < 0
	Zero                        // = 0
	Pos                         // > 0
	NonPos  = Neg | Zero
	NonNeg  = Zero | Pos
	NonZero = Neg | Pos
	Any     = Neg | Zero | Pos
)

// SignOf returns the set that holds just the given sign.
func SignOf(sign int) SignSet {
	switch {
	case sign < 0:
		return Neg
	case sign > 0:
		return Pos
	}
	return Zero
}

// SignsOf returns the signs that satisfy a comparison with zero.
func SignsOf(op expr.Op) SignSet {
	return [...]SignSet{expr.LT: Neg, expr.LE: NonPos, expr.EQ: Zero, expr.NE: NonZero, expr.GE: NonNeg, expr.GT: Pos}[op]
}

// Op returns the comparison with zero that a proper non-empty subset of Any
// stands for.
func (s SignSet) Op() expr.Op {
	return [...]expr.Op{Neg: expr.LT, NonPos: expr.LE, Zero: expr.EQ, NonZero: expr.NE, NonNeg: expr.GE, Pos: expr.GT, Any: 0}[s]
}

// Flip returns the signs of -x for the x with signs s.
func (s SignSet) Flip() SignSet { return s&Zero | s>>2 | s<<2&Pos }

// Mul returns the signs of products of numbers with signs s and t.
func (s SignSet) Mul(t SignSet) SignSet {
	var r SignSet
	if s&Pos != 0 {
		r |= t
	}
	if s&Neg != 0 {
		r |= t.Flip()
	}
	if s&Zero != 0 && t != 0 {
		r |= Zero
	}
	return r
}

// Add returns the signs of sums of numbers with signs s and t.
func (s SignSet) Add(t SignSet) SignSet {
	if s == 0 || t == 0 {
		return 0
	}
	var r SignSet
	switch {
	case s&Pos != 0 && t&Neg != 0 || s&Neg != 0 && t&Pos != 0:
		return Any
	case s&Zero != 0 && t&Zero != 0:
		r = Zero
	}
	return r | (s|t)&NonZero
}

// Pow returns the signs of n-th powers, n >= 0.
func (s SignSet) Pow(n int) SignSet {
	switch {
	case s == 0:
		return 0
	case n == 0:
		return Pos
	case n%2 == 1:
		return s
	}
	r := s & Zero
	if s&NonZero != 0 {
		r |= Pos
	}
	return r
}

// single reports whether the sign is known.
func (s SignSet) single() bool { return s == Neg || s == Zero || s == Pos }

// sign is the sign of a set that holds just one.
func (s SignSet) sign() int {
	switch s {
	case Neg:
		return -1
	case Pos:
		return 1
	}
	return 0
}

// String names the set as a comparison with zero.
func (s SignSet) String() string {
	return [...]string{"none", "<0", "=0", "<=0", ">0", "!=0", ">=0", "any"}[s&Any]
}
