package format

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games/algebra"
	"brink/games/expr"
)

// maxWork bounds the steps spent on all formulas of a file, seconds of them; tests of
// hostile files lower it.
var maxWork = 1 << 26

// formulaSteps is what a formula costs besides those its compiler counts. Terms that
// are kept cost memory too: keptSteps each.
const (
	formulaSteps = 50
	keptSteps    = 16
)

// workOf is what compiling a value has cost.
func workOf(c *expr.Compiler, v expr.Value) int {
	n := c.Spent() + formulaSteps
	for _, x := range v.Cases {
		n += keptSteps * (x.Is.Num().Terms() + x.Is.Den().Terms() + x.When.Size())
	}
	return n
}

// compileValue compiles a number from the value of scalar n, which has the
// formula from byte base on.
func (d *decoder) compileValue(n *yaml.Node, base int, src string, sc expr.Scope) (expr.Value, expr.Formula, bool) {
	var v expr.Value
	var domain expr.Formula
	ok := d.compileAll(n, base, src, sc, func(c *expr.Compiler, root *expr.Node) (err *expr.Error) {
		v, err = c.Value(root)
		domain = c.Defined()
		d.work += workOf(c, v)
		return err
	})
	return v, domain, ok
}

// compileFormula compiles a truth value likewise.
func (d *decoder) compileFormula(n *yaml.Node, base int, src string, sc expr.Scope) (expr.Formula, expr.Formula, bool) {
	var f, domain expr.Formula
	ok := d.compileAll(n, base, src, sc, func(c *expr.Compiler, root *expr.Node) (err *expr.Error) {
		f, err = c.Formula(root)
		domain = c.Defined()
		d.work += c.Spent() + formulaSteps
		return err
	})
	return f, domain, ok
}

// compileAll reports every unknown name of a formula, not the first alone: after
// each it compiles again with the name known. It compiles nothing when the work
// on the file is spent or so much is wrong that nobody reads on.
func (d *decoder) compileAll(n *yaml.Node, base int, src string, sc expr.Scope, compile func(*expr.Compiler, *expr.Node) *expr.Error) bool {
	if d.full() || d.work > maxWork || d.ctx.Err() != nil {
		return false
	}
	root, err := expr.Parse(src)
	if err != nil {
		d.errorInside(n, base, err)
		return false
	}
	const most = 10
	known := forgiving{Scope: sc, extra: make(map[string]bool)}
	for range most {
		c := &expr.Compiler{Src: src, Scope: known, Context: d.ctx}
		err := compile(c, root)
		if d.work > maxWork {
			d.errorAtNode(n, "simplify the formulas", "the formulas up to here take too much work")
			return false
		}
		if err == nil {
			return len(known.extra) == 0
		}
		if err == errUnexamined {
			return false
		}
		name := src[err.Pos:err.End]
		if known.extra[name] {
			return false
		}
		d.errorInside(n, base, err)
		if !expr.ValidName(name) || !strings.Contains(err.Msg, "parameter") {
			return false
		}
		known.extra[name] = true
	}
	return false
}

// forgiving is a scope in which names that were reported stand for an unknown
// of their own, so that they cause no further errors.
type forgiving struct {
	expr.Scope
	extra map[string]bool
}

// stranger is the variable of names that were reported.
const stranger = maxParameters + 1000

// Name implements expr.Scope.
func (f forgiving) Name(name string) (expr.Value, bool) {
	if f.extra[name] {
		return expr.Plain(algebra.FromPoly(algebra.Variable(stranger))), true
	}
	return f.Scope.Name(name)
}

// Domain implements expr.PartialScope.
func (f forgiving) Domain(name string) expr.Formula {
	if p, ok := f.Scope.(expr.PartialScope); ok {
		return p.Domain(name)
	}
	return expr.True()
}

// plural prints a number of things.
func plural(n int, what string) string {
	switch {
	case n == 1:
		return "1 " + what
	case strings.HasSuffix(what, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(what, "y"))
	}
	return fmt.Sprintf("%d %ss", n, what)
}
