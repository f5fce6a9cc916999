package format

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games/expr"
)

// compileValue compiles a number from the value of scalar n, which has the
// formula from byte base on.
func (d *decoder) compileValue(n *yaml.Node, base int, src string, sc expr.Scope) (expr.Value, expr.Formula, bool) {
	var v expr.Value
	var domain expr.Formula
	ok := d.compileAll(n, base, src, sc, func(s expr.Scope) (err *expr.Error) {
		v, domain, err = expr.CompileValue(src, s)
		return err
	})
	return v, domain, ok
}

// compileFormula compiles a truth value likewise.
func (d *decoder) compileFormula(n *yaml.Node, base int, src string, sc expr.Scope) (expr.Formula, expr.Formula, bool) {
	var f, domain expr.Formula
	ok := d.compileAll(n, base, src, sc, func(s expr.Scope) (err *expr.Error) {
		f, domain, err = expr.CompileFormula(src, s)
		return err
	})
	return f, domain, ok
}

// compileAll reports every unknown name of a formula, not the first alone: after
// each it compiles again with the name known.
func (d *decoder) compileAll(n *yaml.Node, base int, src string, sc expr.Scope, compile func(expr.Scope) *expr.Error) bool {
	const most = 10
	known := forgiving{Scope: sc, extra: make(map[string]bool)}
	for range most {
		err := compile(known)
		if err == nil {
			return len(known.extra) == 0
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
		return expr.Plain(expr.FromPoly(expr.Variable(stranger))), true
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
