package expr

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/games/algebra"
)

// Scope gives meaning to the names and calls of a formula beyond the language
// itself.
type Scope interface {
	// Name returns the value of a parameter or defined name.
	Name(name string) (Value, bool)
	// Call compiles a call that is not if, min, max or abs. It returns a number
	// or a truth value; ok is false when the function is unknown here.
	Call(c *Compiler, n *Node) (res Result, ok bool, err *Error)
	// Suggest returns a hint for an unknown name, such as "did you mean phi?".
	Suggest(name string) string
}

// PartialScope is a Scope with names that have no value everywhere, such as one
// defined as 1/x. Where a formula uses the name, Domain must hold.
type PartialScope interface {
	Scope
	Domain(name string) Formula
}

// WatchingScope is a Scope that is told of divisions: the text of the divisor, and
// where it is not zero.
type WatchingScope interface {
	Scope
	Divides(by string, nonzero Formula)
}

// Result is a compiled number or truth value.
type Result struct {
	Truth   bool // whether it is a truth value
	Counts  bool // a truth value that also stands for 1 or 0 where a number is wanted
	Value   Value
	Formula Formula
}

// Number wraps a value.
func Number(v Value) Result { return Result{Value: v} }

// Truth wraps a formula.
func Truth(f Formula) Result { return Result{Truth: true, Formula: f} }

// Indicator wraps a formula that is 1 or 0 where a number is wanted.
func Indicator(f Formula) Result { return Result{Truth: true, Counts: true, Formula: f} }

// Compiler turns syntax into values and formulas over the parameters.
type Compiler struct {
	Src   string // the text the nodes were parsed from
	Scope Scope
	// Context, if not nil, ends the work on the formula, which is charged to its
	// allowance.
	Context context.Context
	// Defined collects the condition under which everything compiled so far has
	// a meaning: no division by zero on a path that is taken. The zero value
	// stands for true.
	defined []Formula
	path    []Formula
	atoms   int             // comparisons in defined
	work    *algebra.Effort // what is left for the formula; set at first use
}

func (c *Compiler) effort() *algebra.Effort {
	if c.work == nil {
		if c.work = algebra.NewEffort(maxEffort); c.Context != nil {
			c.work = algebra.Within(c.Context, maxEffort)
		}
	}
	return c.work
}

// Spent is the work of what was compiled so far, in elementary steps of some 5
// to 50 ns, so that whoever compiles many formulas can bound them together.
func (c *Compiler) Spent() int {
	if c.work == nil {
		return 0
	}
	return maxEffort - c.work.Left()
}

// Spend takes steps off the budget of the formula, for scopes whose functions do
// work of their own. It fails at n when the budget is spent.
func (c *Compiler) Spend(n *Node, steps int) *Error {
	if c.effort().Spend(steps) {
		return nil
	}
	return c.refuse(n, ErrTooManyTerms)
}

// Add returns a + b within the budget of the formula, for scopes.
func (c *Compiler) Add(n *Node, a, b Value) (Value, *Error) {
	return c.number(n)(addValues(a, b, c.effort()))
}

// Defined is the condition under which no division by zero occurs.
func (c *Compiler) Defined() Formula { return And(c.defined...) }

// Require notes that f must hold on the path being compiled, for scopes whose
// functions are not defined everywhere.
func (c *Compiler) Require(f Formula) {
	if f.IsTrue() || c.dead() {
		return
	}
	f = Implies(And(c.path...), f)
	c.atoms += f.Size()
	c.effort().Spend(atomEffort * f.Size())
	c.defined = append(c.defined, f)
}

// dead reports whether the path being compiled is never taken: the branch of an
// if whose condition is false, which may divide by zero.
func (c *Compiler) dead() bool {
	for _, f := range c.path {
		if f.IsFalse() {
			return true
		}
	}
	return len(c.path) > 1 && And(c.path...).IsFalse()
}

// CompileValue parses and compiles src as a number.
func CompileValue(src string, scope Scope) (Value, Formula, *Error) {
	n, err := Parse(src)
	if err != nil {
		return Value{}, Formula{}, err
	}
	c := &Compiler{Src: src, Scope: scope}
	v, err := c.Value(n)
	return v, c.Defined(), err
}

// CompileFormula parses and compiles src as a truth value.
func CompileFormula(src string, scope Scope) (Formula, Formula, *Error) {
	n, err := Parse(src)
	if err != nil {
		return Formula{}, Formula{}, err
	}
	c := &Compiler{Src: src, Scope: scope}
	f, err := c.Formula(n)
	return f, c.Defined(), err
}

func fail(n *Node, hint, format string, args ...any) *Error {
	return &Error{n.Pos, n.End, fmt.Sprintf(format, args...), hint}
}

// Fail builds an error at a node, for scopes.
func Fail(n *Node, hint, format string, args ...any) *Error { return fail(n, hint, format, args...) }

// Value compiles a node as a number.
func (c *Compiler) Value(n *Node) (Value, *Error) {
	r, err := c.Compile(n)
	if err != nil {
		return Value{}, err
	}
	return c.asValue(n, r)
}

// asValue makes a number of what a node was compiled to.
func (c *Compiler) asValue(n *Node, r Result) (Value, *Error) {
	if r.Counts {
		v, e := ifValue(r.Formula, Plain(algebra.FromInt(1)), Plain(algebra.Ratio{}), c.effort())
		if e != nil {
			return Value{}, c.refuse(n, e)
		}
		return v, nil
	}
	if r.Truth {
		return Value{}, fail(n, "use if(condition, a, b) to turn a condition into a number", "found a condition where a number was expected")
	}
	return r.Value, nil
}

const numberAsCondition = "found a number where a condition was expected"

// Formula compiles a node as a truth value.
func (c *Compiler) Formula(n *Node) (Formula, *Error) {
	r, err := c.Compile(n)
	if err != nil {
		return Formula{}, err
	}
	if !r.Truth {
		hint := "compare it, as in " + abbreviate(n.Source(c.Src)) + " > 0"
		return Formula{}, fail(n, hint, numberAsCondition)
	}
	return r.Formula, nil
}

// Compile compiles a node as whichever it is.
func (c *Compiler) Compile(n *Node) (Result, *Error) {
	switch n.Kind {
	case NNumber:
		return Number(Plain(algebra.FromRat(n.Value))), nil
	case NBool:
		return Truth(Bool(n.Text == "true")), nil
	case NName:
		if v, ok := c.Scope.Name(n.Text); ok {
			if p, ok := c.Scope.(PartialScope); ok {
				c.Require(p.Domain(n.Text))
			}
			return Number(v), nil
		}
		hint := c.Scope.Suggest(n.Text)
		switch use := functionUse(n.Text); {
		case use != "":
			hint = "it is a function: write " + use
		case n.Text == "e":
			hint = "write exp(x) for powers of e; " + hint
		case strings.EqualFold(n.Text, "true") || strings.EqualFold(n.Text, "false"):
			hint = "write " + strings.ToLower(n.Text)
		}
		return Result{}, fail(n, hint, "%q is not a parameter or a defined name", n.Text)
	case NString:
		return Result{}, fail(n, "", "found the quoted name %q where a number or a condition was expected", n.Text)
	case NTuple:
		return Result{}, fail(n, "the decimal point is written . as in 0.5; a profile stands inside a predicate, as in nash(a, b)", "found a list in parentheses where a number or a condition was expected")
	case NNeg:
		v, err := c.Value(n.Args[0])
		if err != nil {
			return Result{}, err
		}
		return Number(negValue(v)), nil
	case NAdd, NSub:
		return c.arithmetic(spine(n, NAdd, NSub))
	case NMul, NDiv:
		return c.arithmetic(spine(n, NMul, NDiv))
	case NPow:
		return c.power(n)
	case NCall:
		return c.call(n)
	case NCompare:
		return c.compare(n)
	case NNot:
		f, err := c.Formula(n.Args[0])
		return Truth(Not(f)), err
	}
	return c.connective(n)
}

// number turns the error of an arithmetic operation into one with a place.
func (c *Compiler) number(n *Node) func(Value, error) (Value, *Error) {
	return func(v Value, err error) (Value, *Error) {
		switch {
		case err == nil:
			return v, nil
		case errors.Is(err, algebra.ErrDivisionByZero) && c.dead():
			return Plain(algebra.Ratio{}), nil // never evaluated
		case errors.Is(err, algebra.ErrDivisionByZero):
			return Value{}, fail(n, "guard the division, as in if(x != 0, y/x, 0)", "%q divides by zero", abbreviate(n.Source(c.Src)))
		}
		return Value{}, c.refuse(n, err)
	}
}

// refuse is the error of an operation that passes a limit.
func (c *Compiler) refuse(n *Node, err error) *Error {
	return fail(n, "simplify it or split it with define", "%s", err)
}

// spine lists the nodes of a chain of operators of equal precedence, a - b + c,
// from the innermost on the left to n itself, so that long sums do not recurse.
func spine(n *Node, kinds ...NodeKind) []*Node {
	var chain []*Node
	for ; slices.Contains(kinds, n.Kind); n = n.Args[0] {
		chain = append(chain, n)
	}
	slices.Reverse(chain)
	return chain
}

func (c *Compiler) arithmetic(chain []*Node) (Result, *Error) {
	acc, err := c.Value(chain[0].Args[0])
	if err != nil {
		return Result{}, err
	}
	for _, n := range chain {
		b, err := c.Value(n.Args[1])
		if err != nil {
			return Result{}, err
		}
		switch n.Kind {
		case NAdd:
			acc, err = c.number(n)(addValues(acc, b, c.effort()))
		case NSub:
			acc, err = c.number(n)(subValues(acc, b, c.effort()))
		case NMul:
			acc, err = c.number(n)(mulValues(acc, b, c.effort()))
		default:
			if acc, err = c.number(n)(divValues(acc, b, c.effort())); err == nil {
				err = c.nonzero(n.Args[1], b)
			}
		}
		if err != nil {
			return Result{}, err
		}
	}
	return Number(acc), nil
}

// nonzero notes that v, the value of n, must not vanish on the path being
// compiled.
func (c *Compiler) nonzero(n *Node, v Value) *Error {
	f, err := compareValues(v, NE, Plain(algebra.Ratio{}), c.effort())
	if err != nil {
		return c.refuse(n, err)
	}
	if w, ok := c.Scope.(WatchingScope); ok && !c.dead() {
		w.Divides(n.Source(c.Src), f)
	}
	c.Require(f)
	if c.atoms > MaxAtoms {
		return fail(n, "split the formula with define", "the divisions of the formula have too many conditions: at most %d comparisons", MaxAtoms)
	}
	return nil
}

func (c *Compiler) power(n *Node) (Result, *Error) {
	base, err := c.Value(n.Args[0])
	if err != nil {
		return Result{}, err
	}
	ev, err := c.Value(n.Args[1])
	if err != nil {
		return Result{}, err
	}
	r, ok := ev.Ratio()
	var e *big.Rat
	if ok {
		e, ok = r.Rat()
	}
	if !ok || !e.IsInt() {
		return Result{}, fail(n.Args[1], "only integer constants can be exponents", "found the exponent %q where an integer was expected", abbreviate(n.Args[1].Source(c.Src)))
	}
	if !e.Num().IsInt64() || e.Num().Int64() > MaxPower || e.Num().Int64() < -MaxPower {
		return Result{}, fail(n.Args[1], "write a smaller power", "the exponent %s is too large: at most %d", abbreviate(e.RatString()), MaxPower)
	}
	k := int(e.Num().Int64())
	v, err := c.number(n)(powValue(base, k, c.effort()))
	if err == nil && k < 0 {
		err = c.nonzero(n.Args[0], base)
	}
	return Number(v), err
}

// compare compiles a chain of comparisons, a < b <= c, as the conjunction of its
// links.
func (c *Compiler) compare(n *Node) (Result, *Error) {
	all := make([]Formula, len(n.Ops))
	left, err := c.Value(n.Args[0])
	if err != nil {
		return Result{}, err
	}
	for i, op := range n.Ops {
		right, err := c.Value(n.Args[i+1])
		if err != nil {
			return Result{}, err
		}
		f, e := compareValues(left, op, right, c.effort())
		if e != nil {
			return Result{}, c.refuse(n, e)
		}
		all[i], left = f, right
	}
	return c.truth(n, And, all)
}

// truth joins formulas unless they are too large.
func (c *Compiler) truth(n *Node, join func(...Formula) Formula, fs []Formula) (Result, *Error) {
	size := 0
	for _, f := range fs {
		size += f.Size()
	}
	if size > MaxAtoms || !c.effort().Spend(atomEffort*size) {
		return Result{}, fail(n, "split it into several conditions", "the condition has too many parts: at most %d comparisons", MaxAtoms)
	}
	return Truth(join(fs...)), nil
}

// connective compiles and, or, =>, <=>. The right side of the first three
// matters only where the left leaves the answer open: c != 0 and 1/c > 2 has a
// meaning everywhere.
func (c *Compiler) connective(n *Node) (Result, *Error) {
	chain := spine(n, n.Kind)
	if n.Kind == NImplies {
		chain = []*Node{n} // associates to the right
	}
	first, err := c.Formula(chain[0].Args[0])
	if err != nil {
		if n.Kind == NImplies && err.Msg == numberAsCondition {
			err.Hint = "=> means implies; at least is written >="
		}
		return Result{}, err
	}
	if n.Kind == NIff {
		acc := Truth(first)
		for _, m := range chain {
			f, err := c.Formula(m.Args[1])
			if err != nil {
				return Result{}, err
			}
			pair := func(...Formula) Formula { return Iff(acc.Formula, f) }
			if acc, err = c.truth(m, pair, []Formula{acc.Formula, acc.Formula, f, f}); err != nil {
				return Result{}, err
			}
		}
		return acc, nil
	}
	parts, depth := []Formula{first}, len(c.path)
	defer func() { c.path = c.path[:depth] }()
	for _, m := range chain {
		guard := parts[len(parts)-1]
		if n.Kind == NOr {
			guard = Not(guard)
		}
		c.path = append(c.path, guard)
		f, err := c.Formula(m.Args[1])
		if err != nil {
			return Result{}, err
		}
		parts = append(parts, f)
	}
	switch n.Kind {
	case NAnd:
		return c.truth(n, And, parts)
	case NImplies:
		parts[0] = Not(parts[0])
	}
	return c.truth(n, Or, parts)
}

// Names is the plainest Scope: parameter i is variable i, and there are no
// functions.
type Names []string

// Name implements Scope.
func (ns Names) Name(name string) (Value, bool) {
	for i, n := range ns {
		if n == name {
			return Plain(algebra.FromPoly(algebra.Variable(i))), true
		}
	}
	return Value{}, false
}

// Call implements Scope.
func (ns Names) Call(*Compiler, *Node) (Result, bool, *Error) { return Result{}, false, nil }

// Suggest implements Scope.
func (ns Names) Suggest(name string) string { return DidYouMean(name, ns) }
