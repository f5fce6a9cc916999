package expr

import (
	"errors"
	"fmt"
	"math/big"
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
	// Defined collects the condition under which everything compiled so far has
	// a meaning: no division by zero on a path that is taken. The zero value
	// stands for true.
	defined []Formula
	path    []Formula
}

// Defined is the condition under which no division by zero occurs.
func (c *Compiler) Defined() Formula { return And(c.defined...) }

// Require adds a condition to Defined, for scopes whose functions are not defined
// everywhere.
func (c *Compiler) Require(f Formula) {
	if !f.IsTrue() {
		c.defined = append(c.defined, Implies(And(c.path...), f))
	}
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
	if r.Counts {
		v, e := If(r.Formula, Plain(FromInt(1)), Plain(Ratio{}))
		if e != nil {
			return Value{}, fail(n, "", "%s", e)
		}
		return v, nil
	}
	if r.Truth {
		return Value{}, fail(n, "use if(condition, a, b) to turn a condition into a number", "found a condition where a number was expected")
	}
	return r.Value, nil
}

// Formula compiles a node as a truth value.
func (c *Compiler) Formula(n *Node) (Formula, *Error) {
	r, err := c.Compile(n)
	if err != nil {
		return Formula{}, err
	}
	if !r.Truth {
		return Formula{}, fail(n, "compare it, as in "+abbreviate(n.Source(c.Src))+" > 0", "found a number where a condition was expected")
	}
	return r.Formula, nil
}

// Compile compiles a node as whichever it is.
func (c *Compiler) Compile(n *Node) (Result, *Error) {
	switch n.Kind {
	case NNumber:
		return Number(Plain(FromRat(n.Value))), nil
	case NBool:
		return Truth(Bool(n.Text == "true")), nil
	case NName:
		if v, ok := c.Scope.Name(n.Text); ok {
			if p, ok := c.Scope.(PartialScope); ok {
				c.require(p.Domain(n.Text))
			}
			return Number(v), nil
		}
		return Result{}, fail(n, c.Scope.Suggest(n.Text), "%q is not a parameter or a defined name", n.Text)
	case NString:
		return Result{}, fail(n, "", "found the quoted name %q where a number or a condition was expected", n.Text)
	case NTuple:
		return Result{}, fail(n, "", "found a list in parentheses where a number or a condition was expected")
	case NNeg:
		v, err := c.Value(n.Args[0])
		if err != nil {
			return Result{}, err
		}
		return c.number(n)(subValues(Plain(Ratio{}), v))
	case NAdd, NSub, NMul, NDiv:
		return c.arithmetic(n)
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
func (c *Compiler) number(n *Node) func(Value, error) (Result, *Error) {
	return func(v Value, err error) (Result, *Error) {
		switch {
		case err == nil:
			return Number(v), nil
		case errors.Is(err, ErrDivisionByZero) && c.dead():
			return Number(Plain(Ratio{})), nil // never evaluated
		case errors.Is(err, ErrDivisionByZero):
			return Result{}, fail(n, "", "%q divides by zero", abbreviate(n.Source(c.Src)))
		}
		return Result{}, fail(n, "simplify it or split it with define", "%s", err)
	}
}

func (c *Compiler) arithmetic(n *Node) (Result, *Error) {
	a, err := c.Value(n.Args[0])
	if err != nil {
		return Result{}, err
	}
	b, err := c.Value(n.Args[1])
	if err != nil {
		return Result{}, err
	}
	switch n.Kind {
	case NAdd:
		return c.number(n)(addValues(a, b))
	case NSub:
		return c.number(n)(subValues(a, b))
	case NMul:
		return c.number(n)(mulValues(a, b))
	}
	c.nonzero(b)
	return c.number(n)(divValues(a, b))
}

// nonzero notes that v must not vanish on the path being compiled.
func (c *Compiler) nonzero(v Value) {
	c.require(v.Compare(NE, Plain(Ratio{})))
}

// require notes that f must hold on the path being compiled.
func (c *Compiler) require(f Formula) {
	if f.IsTrue() || c.dead() {
		return
	}
	c.defined = append(c.defined, Implies(And(c.path...), f))
}

// dead reports whether the path being compiled is never taken: the branch of an
// if whose condition is false, which may divide by zero.
func (c *Compiler) dead() bool {
	for _, f := range c.path {
		if f.IsFalse() {
			return true
		}
	}
	return false
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
		return Result{}, fail(n.Args[1], "", "the exponent %s is too large: at most %d", abbreviate(e.RatString()), MaxPower)
	}
	k := int(e.Num().Int64())
	if k < 0 {
		c.nonzero(base)
	}
	return c.number(n)(powValue(base, k))
}

func (c *Compiler) compare(n *Node) (Result, *Error) {
	vals := make([]Value, len(n.Args))
	for i, a := range n.Args {
		v, err := c.Value(a)
		if err != nil {
			return Result{}, err
		}
		vals[i] = v
	}
	all := make([]Formula, len(n.Ops))
	for i, op := range n.Ops {
		if len(vals[i].Cases)*len(vals[i+1].Cases) > MaxCases {
			return Result{}, fail(n, "", "%s", ErrTooManyCases)
		}
		all[i] = vals[i].Compare(op, vals[i+1])
	}
	return Truth(And(all...)), nil
}

func (c *Compiler) connective(n *Node) (Result, *Error) {
	a, err := c.Formula(n.Args[0])
	if err != nil {
		return Result{}, err
	}
	// The right side of a connective matters only where the left leaves the
	// answer open: c != 0 and 1/c > 2 has a meaning everywhere.
	guard := a
	if n.Kind == NOr {
		guard = Not(a)
	}
	var b Formula
	if n.Kind == NIff {
		b, err = c.Formula(n.Args[1])
	} else {
		b, err = c.under(guard, n.Args[1])
	}
	if err != nil {
		return Result{}, err
	}
	switch n.Kind {
	case NAnd:
		return Truth(And(a, b)), nil
	case NOr:
		return Truth(Or(a, b)), nil
	case NImplies:
		return Truth(Implies(a, b)), nil
	}
	return Truth(Iff(a, b)), nil
}

func (c *Compiler) under(guard Formula, n *Node) (Formula, *Error) {
	c.path = append(c.path, guard)
	f, err := c.Formula(n)
	c.path = c.path[:len(c.path)-1]
	return f, err
}

// call compiles the functions of the language and asks the scope for the rest.
func (c *Compiler) call(n *Node) (Result, *Error) {
	switch n.Text {
	case "if":
		if len(n.Args) != 3 {
			return Result{}, fail(n, "write if(condition, value, other value)", "if takes 3 arguments, found %d", len(n.Args))
		}
		f, err := c.Formula(n.Args[0])
		if err != nil {
			return Result{}, err
		}
		branch := func(guard Formula, arg *Node) (Value, *Error) {
			c.path = append(c.path, guard)
			defer func() { c.path = c.path[:len(c.path)-1] }()
			return c.Value(arg)
		}
		a, err := branch(f, n.Args[1])
		if err != nil {
			return Result{}, err
		}
		b, err := branch(Not(f), n.Args[2])
		if err != nil {
			return Result{}, err
		}
		return c.number(n)(If(f, a, b))
	case "min", "max":
		if len(n.Args) < 1 {
			return Result{}, fail(n, "", "%s takes at least 1 argument, found none", n.Text)
		}
		acc, err := c.Value(n.Args[0])
		if err != nil {
			return Result{}, err
		}
		for _, a := range n.Args[1:] {
			v, err := c.Value(a)
			if err != nil {
				return Result{}, err
			}
			pick := Min
			if n.Text == "max" {
				pick = Max
			}
			r, err := c.number(n)(pick(acc, v))
			if err != nil {
				return Result{}, err
			}
			acc = r.Value
		}
		return Number(acc), nil
	case "abs":
		if len(n.Args) != 1 {
			return Result{}, fail(n, "", "abs takes 1 argument, found %d", len(n.Args))
		}
		v, err := c.Value(n.Args[0])
		if err != nil {
			return Result{}, err
		}
		neg, e := subValues(Plain(Ratio{}), v)
		if e != nil {
			return c.number(n)(neg, e)
		}
		return c.number(n)(Max(v, neg))
	}
	r, ok, err := c.Scope.Call(c, n)
	if err != nil {
		return Result{}, err
	}
	if !ok {
		return Result{}, fail(n, c.Scope.Suggest(n.Text), "%q is not a function known here", n.Text)
	}
	return r, nil
}

// Names is the plainest Scope: parameter i is variable i, and there are no
// functions.
type Names []string

// Name implements Scope.
func (ns Names) Name(name string) (Value, bool) {
	for i, n := range ns {
		if n == name {
			return Plain(FromPoly(Variable(i))), true
		}
	}
	return Value{}, false
}

// Call implements Scope.
func (ns Names) Call(*Compiler, *Node) (Result, bool, *Error) { return Result{}, false, nil }

// Suggest implements Scope.
func (ns Names) Suggest(name string) string { return DidYouMean(name, ns) }
