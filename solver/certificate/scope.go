package certificate

import (
	"math/big"
	"strings"

	"brink/games/algebra"
	"brink/games/expr"
)

// Name implements expr.Scope.
func (s *statement) Name(name string) (expr.Value, bool) {
	if v, ok := expr.Names(s.g.Names()).Name(name); ok {
		return v, true
	}
	for _, d := range s.g.Defines {
		if d.Name == name {
			return d.Value, true
		}
	}
	return expr.Value{}, false
}

// Domain implements expr.PartialScope.
func (s *statement) Domain(name string) expr.Formula {
	v, _ := s.Name(name)
	var all []expr.Formula
	for _, c := range v.Cases {
		if d := c.Is.Den(); !d.IsConst() {
			all = append(all, expr.Implies(c.When, expr.Sign(d, expr.NE)))
		}
	}
	return expr.And(all...)
}

// Function implements expr.FunctionScope: no function has a value here.
func (s *statement) Function(string, algebra.Ratio) (algebra.Ratio, error) {
	return algebra.Ratio{}, errUnwritten
}

// Root implements expr.RootScope: no root has a value here.
func (s *statement) Root(algebra.Poly, *big.Rat, *big.Rat) (algebra.Ratio, error) {
	return algebra.Ratio{}, errUnwritten
}

// Suggest implements expr.Scope.
func (s *statement) Suggest(string) string { return "" }

// Call implements expr.Scope.
func (s *statement) Call(c *expr.Compiler, n *expr.Node) (expr.Result, bool, *expr.Error) {
	d, ok := definitions[n.Text]
	if !ok {
		return expr.Result{}, false, nil
	}
	r, err := d(s, &call{c, n})
	if err != nil {
		return expr.Result{}, true, expr.Fail(n, "", "%v", err)
	}
	return r, true, nil
}

// call is a predicate with its arguments.
type call struct {
	*expr.Compiler
	n *expr.Node
}

// arg is an argument, if there is one.
func (c *call) arg(i int) *expr.Node {
	if i < len(c.n.Args) {
		return c.n.Args[i]
	}
	return &expr.Node{}
}

// text is the name that an argument stands for.
func (c *call) text(n *expr.Node) string {
	if n.Kind == expr.NString {
		return n.Text
	}
	t := strings.TrimSpace(n.Source(c.Src))
	for strings.HasPrefix(t, "(") && strings.HasSuffix(t, ")") {
		t = strings.TrimSpace(t[1 : len(t)-1])
	}
	return strings.Trim(t, `"'`)
}

// player reads the name of a player.
func (s *statement) player(c *call, n *expr.Node) (int, error) {
	for p, pl := range s.g.Players {
		if pl.Name == c.text(n) {
			return p, nil
		}
	}
	return 0, errUnwritten
}

// action reads the name of an action of player p.
func (s *statement) action(c *call, n *expr.Node, p int) (int, error) {
	for a, known := range s.g.Players[p].Actions {
		if known == c.text(n) {
			return a, nil
		}
	}
	return 0, errUnwritten
}

// profile reads one action per player, the arguments themselves or a list in
// parentheses.
func (s *statement) profile(c *call, args ...*expr.Node) ([]int, error) {
	if len(args) == 1 && args[0].Kind == expr.NTuple {
		args = args[0].Args
	}
	if len(args) != len(s.g.Players) {
		return nil, errUnwritten
	}
	out := make([]int, len(args))
	for p, n := range args {
		a, err := s.action(c, n, p)
		if err != nil {
			return nil, err
		}
		out[p] = a
	}
	return out, nil
}

// playerAction reads a player and an action of hers.
func (s *statement) playerAction(c *call) (p, a int, err error) {
	if p, err = s.player(c, c.arg(0)); err != nil {
		return 0, 0, err
	}
	a, err = s.action(c, c.arg(1), p)
	return p, a, err
}
