package format

import (
	"fmt"
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// A file with sqrt, exp or log is read twice. The first time, each value of them is a
// variable beyond all others, and is noted; the second time they are the derived
// parameters that the header makes of what was noted.

// firstTerm is the first variable of noted terms; maxFunctions bounds their number.
const (
	firstTerm    = maxParameters + 400
	maxFunctions = 60
)

// terms adds the derived parameters of the terms noted by an earlier reading.
func (d *decoder) terms(found []games.Term) {
	if !d.again {
		return
	}
	if err := d.g.AddTerms(found, firstTerm); err != nil {
		d.errorAtNode(d.first(), "", "the terms with sqrt, exp and log: %v", err)
	}
	d.scope.header = &d.g.Header
}

// Function implements expr.FunctionScope.
func (s *scope) Function(name string, arg algebra.Ratio) (algebra.Ratio, error) {
	n := len(s.nodes)
	if s.header != nil {
		n = len(s.header.Params)
	}
	for _, v := range arg.Vars() {
		if v >= n && (v < firstTerm || v >= firstTerm+maxFunctions) {
			if s.chosen != nil {
				switch name {
				case "sqrt":
					return s.rootOfChoice(arg, v, n)
				case "log":
					return s.logOfChoice(arg, n)
				}
				return s.expOfChoice(arg, n)
			}
			return algebra.Ratio{}, fmt.Errorf("the argument of %s may depend on parameters alone, not on what players choose or on values of predicates; of a choice, let the player choose the value of %s and write the rest in terms of it", name, name)
		}
	}
	if s.header != nil {
		return s.header.Function(name, arg)
	}
	for i, t := range s.terms {
		if t.Func == name && t.Arg.Equal(arg) {
			return algebra.FromPoly(algebra.Variable(firstTerm + i)), nil
		}
	}
	return s.note(games.Term{Func: name, Arg: arg})
}

// note adds a term to those that the file was found to mention.
func (s *scope) note(t games.Term) (algebra.Ratio, error) {
	if len(s.terms) == maxFunctions {
		return algebra.Ratio{}, fmt.Errorf("the file has more than %d terms with sqrt, exp, log and root", maxFunctions)
	}
	s.terms = append(s.terms, t)
	return algebra.FromPoly(algebra.Variable(firstTerm + len(s.terms) - 1)), nil
}

// Root implements expr.RootScope.
func (s *scope) Root(p algebra.Poly, low, high *big.Rat) (algebra.Ratio, error) {
	if s.header != nil {
		return s.header.Root(p, low, high)
	}
	t, err := games.RootTerm(p, low, high)
	if err != nil {
		return algebra.Ratio{}, err
	}
	return s.note(t)
}

// Root implements expr.RootScope.
func (f forgiving) Root(p algebra.Poly, low, high *big.Rat) (algebra.Ratio, error) {
	if s, ok := f.Scope.(expr.RootScope); ok {
		return s.Root(p, low, high)
	}
	return algebra.Ratio{}, fmt.Errorf("root has no place where a number is expected")
}

// Function implements expr.FunctionScope.
func (f forgiving) Function(name string, arg algebra.Ratio) (algebra.Ratio, error) {
	if s, ok := f.Scope.(expr.FunctionScope); ok {
		return s.Function(name, arg)
	}
	return algebra.Ratio{}, fmt.Errorf("%s has no place where a number is expected", name)
}
