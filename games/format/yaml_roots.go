package format

import (
	"fmt"
	"math/big"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// The square root of what a player chooses becomes the variable of the game, of which
// the choice is a function: payoffs are rational again, and nothing is lost, since the
// root increases. As with terms, the first reading of a file notes what occurs.

// rootOfChoice is the square root of k*x + b for numbers k and b and what is chosen, x.
// Variables from first on are those of the choices; behind them is that of every other
// among players who are alike.
func (s *scope) rootOfChoice(arg algebra.Ratio, v, first algebra.Var) (algebra.Ratio, error) {
	name, ok := s.isOfChoice(v, first)
	if !ok {
		return algebra.Ratio{}, errMixed
	}
	is := algebra.FromPoly(algebra.Variable(v))
	var scale *big.Rat
	if root := s.roots[name]; root != nil {
		k, ok := arg.Mul(is.Mul(is).Inv()).Rat()
		if !ok {
			return algebra.Ratio{}, fmt.Errorf("the square root of %s is taken already, of what is no multiple of this: payoffs have one square root for each choice", name)
		}
		scale, is = k, is.Mul(algebra.FromInt(root.Sign))
	} else {
		k, b, ok := linearIn(arg, v)
		if !ok {
			return algebra.Ratio{}, fmt.Errorf("the square root of what is chosen is read of k*%s + b with numbers k and b", name)
		}
		scale = new(big.Rat).Abs(k)
		noted := &games.Root{Sign: int64(k.Sign()), Shift: b.Quo(b, scale)}
		if old := s.rooted[name]; old != nil && (old.Sign != noted.Sign || old.Shift.Cmp(noted.Shift) != 0) {
			return algebra.Ratio{}, fmt.Errorf("the square root of %s is taken already, of what is no multiple of this: payoffs have one square root for each choice", name)
		}
		s.rooted[name] = noted
	}
	if scale.Cmp(big.NewRat(1, 1)) == 0 {
		return is, nil
	}
	k, err := s.Function("sqrt", algebra.FromRat(scale))
	return is.Mul(k), err
}

// linearIn takes k*v + b apart.
func linearIn(r algebra.Ratio, v algebra.Var) (k, b *big.Rat, ok bool) {
	den, ok := algebra.FromPoly(r.Den()).Rat()
	if !ok || r.Num().Degree(v) != 1 {
		return nil, nil, false
	}
	cs := r.Num().Coeffs(v)
	k, ok1 := algebra.FromPoly(cs[1]).Rat()
	b, ok2 := algebra.FromPoly(cs[0]).Rat()
	if !ok1 || !ok2 {
		return nil, nil, false
	}
	return new(big.Rat).Quo(k, den), new(big.Rat).Quo(b, den), true
}

// asRoot makes variable x the square root of a choice that was read as one of its own: the
// range is about the root then.
func (d *decoder) asRoot(v *games.Variable, x algebra.Var, at *yaml.Node) {
	root := d.scope.roots[v.Name]
	if root == nil {
		return
	}
	v.Root, v.Within = root, expr.True()
	d.scope.values[v.Name] = expr.Plain(v.Choice(x))
	first := v.Low // the end beyond which the root has no value
	if root.Sign < 0 {
		first = v.High
	}
	if first == nil {
		d.errorAtNode(at, "give the choice a range on which the root has a value", "the square root has no value on a part of the range of %s", v.Name)
		return
	}
	moveEnds(v, x, func(e *games.End) (expr.Value, bool) { return d.rootAt(root, e, at) })
}

// moveEnds has the ends of a range where an increasing function of what is chosen, the
// variable x, has them.
func moveEnds(v *games.Variable, x algebra.Var, to func(*games.End) (expr.Value, bool)) {
	is := expr.Plain(algebra.FromPoly(algebra.Variable(x)))
	for _, e := range []struct {
		end          *games.End
		closed, open expr.Op
	}{{v.Low, expr.GE, expr.GT}, {v.High, expr.LE, expr.LT}} {
		if e.end == nil {
			continue
		}
		r, ok := to(e.end)
		if !ok {
			return
		}
		op := e.open
		if e.end.Closed {
			op = e.closed
		}
		e.end.At = r
		v.Within = expr.And(v.Within, is.Compare(op, r))
	}
}

// rootAt is the root at an end of the range of the choice.
func (d *decoder) rootAt(root *games.Root, e *games.End, at *yaml.Node) (expr.Value, bool) {
	end, ok := e.At.Ratio()
	if !ok {
		d.errorAtNode(at, "write an end without if, min and max", "the range of a choice whose square root is taken has an end in cases")
		return expr.Value{}, false
	}
	of := root.Of(end)
	inside := expr.Compare(of, expr.GE, algebra.Ratio{})
	if inside.IsFalse() {
		d.errorAtNode(at, "give the choice a range on which the root has a value", "the square root has no value on a part of the range")
		return expr.Value{}, false
	}
	d.domain = append(d.domain, inside)
	r, err := d.scope.Function("sqrt", of)
	if err != nil {
		d.errorAtNode(at, "", "%v", err)
		return expr.Value{}, false
	}
	return expr.Plain(r.Mul(algebra.FromInt(root.Sign))), true
}

// noteRoots has the roots of the ends of ranges among the terms that are noted.
func (d *decoder) noteRoots(vs []games.Variable) {
	for _, v := range vs {
		root := d.scope.rooted[v.Name]
		if root == nil {
			continue
		}
		for _, e := range []*games.End{v.Low, v.High} {
			if e == nil {
				continue
			}
			if end, ok := e.At.Ratio(); ok && !expr.Compare(root.Of(end), expr.GE, algebra.Ratio{}).IsFalse() {
				// A term too many is told by the second reading.
				_, _ = d.scope.Function("sqrt", root.Of(end))
			}
		}
	}
}
