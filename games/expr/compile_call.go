package expr

// under compiles a number on the path where guard holds.
func (c *Compiler) under(guard Formula, n *Node) (Value, *Error) {
	c.path = append(c.path, guard)
	v, err := c.Value(n)
	c.path = c.path[:len(c.path)-1]
	return v, err
}

// call compiles the functions of the language and asks the scope for the rest.
func (c *Compiler) call(n *Node) (Result, *Error) {
	var v Value
	var err *Error
	switch n.Text {
	case "if":
		v, err = c.callIf(n)
	case "min", "max":
		v, err = c.callExtreme(n)
	case "abs":
		if len(n.Args) != 1 {
			return Result{}, fail(n, "", "abs takes 1 argument, found %d", len(n.Args))
		}
		if v, err = c.Value(n.Args[0]); err == nil {
			v, err = c.number(n)(absValue(v, c.effort()))
		}
	default:
		r, ok, err := c.Scope.Call(c, n)
		if err != nil {
			return Result{}, err
		}
		if !ok {
			return Result{}, fail(n, c.Scope.Suggest(n.Text), "%q is not a function known here", n.Text)
		}
		return r, nil
	}
	return Number(v), err
}

func (c *Compiler) callIf(n *Node) (Value, *Error) {
	if len(n.Args) != 3 {
		return Value{}, fail(n, "write if(condition, value, other value)", "if takes 3 arguments, found %d", len(n.Args))
	}
	f, err := c.Formula(n.Args[0])
	if err != nil {
		return Value{}, err
	}
	a, err := c.under(f, n.Args[1])
	if err != nil {
		return Value{}, err
	}
	b, err := c.under(Not(f), n.Args[2])
	if err != nil {
		return Value{}, err
	}
	return c.number(n)(ifValue(f, a, b, c.effort()))
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
			return fail(m, "", "%s takes at least 1 argument, found none", n.Text)
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
