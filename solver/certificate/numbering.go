package certificate

import "brink/games/algebra"

// numbering gives the names of a file numbers, as algebra has its variables.
type numbering struct {
	names []string
	index map[string]algebra.Var
}

func (n *numbering) variable(name string) algebra.Var {
	v, ok := n.index[name]
	if !ok {
		v = len(n.names)
		n.index[name] = v
		n.names = append(n.names, name)
	}
	return v
}

// operate is a sum, a difference, a product or a quotient, whose error is that it divides
// by zero; ok is false for other operations.
func operate(op string, x, y algebra.Ratio) (z algebra.Ratio, ok bool, err error) {
	switch op {
	case "+":
		return x.Add(y), true, nil
	case "-":
		return x.Sub(y), true, nil
	case "*":
		return x.Mul(y), true, nil
	case "/":
		z, err = x.Div(y)
		return z, true, err
	}
	return z, false, nil
}
