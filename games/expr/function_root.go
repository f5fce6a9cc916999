package expr

import (
	"math/big"

	"brink/games/algebra"
)

// RootScope is a Scope that has values for roots of polynomials: the only root of p,
// in variable 0, between two numbers.
type RootScope interface {
	Scope
	Root(p algebra.Poly, low, high *big.Rat) (algebra.Ratio, error)
}

// maxRootDegree bounds the degree of a polynomial whose root is named.
const maxRootDegree = 30

const rootUsage = `write root("x^3 + x - 1", 0, 1): the only root of a polynomial in x between two numbers`

// callRoot compiles root("x^3 + x - 1", 0, 1).
func (c *Compiler) callRoot(n *Node) (Value, *Error) {
	s, ok := c.Scope.(RootScope)
	if !ok {
		return Value{}, fail(n, "use it in claims:", "root has no place here")
	}
	if len(n.Args) != 3 {
		return Value{}, fail(n, rootUsage, "root takes 3 arguments, found %d", len(n.Args))
	}
	text := n.Args[0].Source(c.Src)
	if n.Args[0].Kind == NString {
		text = n.Args[0].Text
	}
	v, _, err := CompileValue(text, Names{"x"})
	r, plain := v.Ratio()
	if err != nil || !plain || !r.Den().IsConst() || r.Num().IsConst() {
		return Value{}, fail(n.Args[0], rootUsage, "%q is not a polynomial in x", abbreviate(text))
	}
	if r.Num().Degree(0) > maxRootDegree {
		return Value{}, fail(n.Args[0], "", "the degree of %q is beyond %d", abbreviate(text), maxRootDegree)
	}
	var ends [2]*big.Rat
	for i, a := range n.Args[1:] {
		v, err := c.Value(a)
		if err != nil {
			return Value{}, err
		}
		if r, ok := v.Ratio(); ok {
			ends[i], ok = r.Rat()
			if ok {
				continue
			}
		}
		return Value{}, fail(a, rootUsage, "%q is not a number", abbreviate(a.Source(c.Src)))
	}
	root, e := s.Root(r.Num(), ends[0], ends[1])
	if e != nil {
		return Value{}, fail(n, "", "%v", e)
	}
	return Plain(root), nil
}
