package expr

import "strings"

// under compiles a node on the path where guard holds.
func (c *Compiler) under(guard Formula, n *Node) (Result, *Error) {
	c.path = append(c.path, guard)
	r, err := c.Compile(n)
	c.path = c.path[:len(c.path)-1]
	return r, err
}

// call compiles the functions of the language and asks the scope for the rest.
func (c *Compiler) call(n *Node) (Result, *Error) {
	var v Value
	var err *Error
	switch n.Text {
	case "if":
		return c.callIf(n)
	case "min", "max":
		v, err = c.callExtreme(n)
	case "abs":
		if len(n.Args) != 1 {
			return Result{}, fail(n, "write "+functionUse(n.Text), "abs takes 1 argument, found %d", len(n.Args))
		}
		if v, err = c.Value(n.Args[0]); err == nil {
			v, err = c.number(n)(absValue(v, c.effort()))
		}
	case "sqrt", "exp", "log":
		v, err = c.callFunction(n)
	case "root":
		v, err = c.callRoot(n)
	default:
		r, ok, err := c.Scope.Call(c, n)
		if err != nil {
			return Result{}, err
		}
		if !ok {
			return Result{}, c.unknown(n)
		}
		return r, nil
	}
	return Number(v), err
}

// unknown is the error of a function that neither the language nor the scope has.
func (c *Compiler) unknown(n *Node) *Error {
	if what := beyond(n.Text); what != "" {
		return fail(n, "formulas have + - * / ^ with integer exponents, min, max, abs, if, sqrt, exp, log and root",
			"%s is not supported: %s", n.Text, what)
	}
	hint := c.Scope.Suggest(n.Text)
	if own := DidYouMean(n.Text, []string{"min", "max", "abs", "if", "sqrt", "exp", "log", "root"}); len(n.Text) > 1 && strings.HasPrefix(own, "did you mean") {
		hint = own
	}
	return fail(n, hint, "%q is not a function known here", n.Text)
}

// beyond says why a function that mathematics has is not among those of formulas;
// "" for names that are no such function.
func beyond(name string) string {
	switch strings.ToLower(name) {
	case "cbrt":
		return "its values are not rational functions of the parameters"
	case "ln":
		return "the natural logarithm is log"
	case "log2", "log10", "sin", "cos", "tan", "sinh", "cosh", "tanh", "atan", "arctan", "erf", "gamma", "sigmoid", "logit":
		return "it is no rational function of its argument"
	case "floor", "ceil", "round", "mod", "sign", "sgn":
		return "it jumps at infinitely many points or is no rational function; if(condition, a, b) writes a jump"
	}
	return ""
}

// callIf compiles if(condition, a, b): a number, or of two conditions the one or
// the other.
func (c *Compiler) callIf(n *Node) (Result, *Error) {
	if len(n.Args) != 3 {
		return Result{}, fail(n, "write if(condition, value, other value)", "if takes 3 arguments, found %d", len(n.Args))
	}
	f, err := c.Formula(n.Args[0])
	if err != nil {
		return Result{}, err
	}
	a, err := c.under(f, n.Args[1])
	if err != nil {
		return Result{}, err
	}
	b, err := c.under(Not(f), n.Args[2])
	if err != nil {
		return Result{}, err
	}
	if a.Truth && b.Truth && !(a.Counts && b.Counts) {
		r, err := c.truth(n, Or, []Formula{And(f, a.Formula), And(Not(f), b.Formula)})
		return r, err
	}
	x, err := c.asValue(n.Args[1], a)
	if err != nil {
		return Result{}, err
	}
	y, err := c.asValue(n.Args[2], b)
	if err != nil {
		return Result{}, err
	}
	v, err := c.number(n)(ifValue(f, x, y, c.effort()))
	return Number(v), err
}

// callExtreme compiles min and max. Directly nested calls of the same function
// are one call: min(a, min(b, c)) has three cases with two comparisons each.
func (c *Compiler) callExtreme(n *Node) (Value, *Error) {
	op := LE
	if n.Text == "max" {
		op = GE
	}
	var vs []Value
	var gather func(m *Node) *Error
	gather = func(m *Node) *Error {
		if len(m.Args) == 0 {
			return fail(m, "write "+functionUse(n.Text), "%s takes at least 1 argument, found none", n.Text)
		}
		for _, a := range m.Args {
			if a.Kind == NCall && a.Text == n.Text {
				if err := gather(a); err != nil {
					return err
				}
				continue
			}
			v, err := c.Value(a)
			if err != nil {
				return err
			}
			vs = append(vs, v)
		}
		return nil
	}
	if err := gather(n); err != nil {
		return Value{}, err
	}
	return c.number(n)(extreme(op, vs, c.effort()))
}
