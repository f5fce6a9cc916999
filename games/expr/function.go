package expr

import (
	"brink/games/algebra"
)

// Functions are the functions of one number that are no rational functions: a scope
// may know their values.
var Functions = []string{"sqrt", "exp", "log"}

// FunctionScope is a Scope that has values for Functions. The value of one at an
// argument is a variable, or a power or product of variables, of which the scope
// knows what they are.
type FunctionScope interface {
	Scope
	Function(name string, arg algebra.Ratio) (algebra.Ratio, error)
}

// callFunction compiles sqrt, exp and log, of an argument in cases case by case. A
// root needs an argument that is not negative, a logarithm a positive one.
func (c *Compiler) callFunction(n *Node) (Value, *Error) {
	s, ok := c.Scope.(FunctionScope)
	if !ok {
		return Value{}, fail(n, "use it in payoffs, define:, assume: or claims:", "%s has no place here", n.Text)
	}
	if len(n.Args) != 1 {
		return Value{}, fail(n, "write "+functionUse(n.Text), "%s takes 1 argument, found %d", n.Text, len(n.Args))
	}
	v, err := c.Value(n.Args[0])
	if err != nil {
		return Value{}, err
	}
	out := caseBuilder{effort: c.effort()}
	for _, x := range v.Cases {
		if n.Text != "exp" {
			op := GE
			if n.Text == "log" {
				op = GT
			}
			inside, ok := compareRatios(x.Is, op, algebra.Ratio{}, c.effort())
			if !ok {
				return Value{}, c.refuse(n, ErrTooManyTerms)
			}
			if inside.IsFalse() && x.When.IsTrue() && !c.dead() {
				return Value{}, fail(n, "", "%q has no value: its argument is %s", abbreviate(n.Source(c.Src)), map[bool]string{true: "not positive", false: "negative"}[n.Text == "log"])
			}
			c.Require(Implies(x.When, inside))
			if inside.IsFalse() {
				if e := out.add(x.When, algebra.Ratio{}); e != nil { // never evaluated
					return Value{}, c.refuse(n, e)
				}
				continue
			}
		}
		r, e := s.Function(n.Text, x.Is)
		if e != nil {
			return Value{}, fail(n, "", "%v", e)
		}
		if e := out.add(x.When, r); e != nil {
			return Value{}, c.refuse(n, e)
		}
	}
	return c.number(n)(out.value())
}
