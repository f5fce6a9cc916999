package certificate

import (
	"slices"
	"strings"
)

// plainName is a name without the marks of bound variables.
func plainName(name string) string { return strings.ReplaceAll(name, "'", "_") }

func plainNames(names []string) string {
	var out []string
	for _, n := range names {
		out = append(out, plainName(n))
	}
	return strings.Join(out, ", ")
}

// infix writes definitions for readers, with the parameters left out of the arguments.
type infix struct{ params []string }

// meaning writes a definition.
func (w infix) meaning(d meaning) string {
	name := plainName(d.name)
	own := d.params
	if len(own) >= len(w.params) && slices.Equal(own[:len(w.params)], w.params) {
		own = own[len(w.params):]
	}
	if len(own) > 0 {
		name += "(" + plainNames(own) + ")"
	}
	return name + " := " + w.term(d.body)
}

func (w infix) term(t *term) string {
	var args []string
	for _, a := range t.args {
		text := w.term(a)
		if len(a.args) > 1 && !slices.Contains([]string{"call", "min", "max"}, a.op) || a.op == "forall" || a.op == "neg" {
			text = "(" + text + ")"
		}
		args = append(args, text)
	}
	switch t.op {
	case "num", "name":
		return plainName(t.text)
	case "call":
		own := t.args
		if n := len(w.params); len(own) >= n && slices.EqualFunc(own[:n], w.params, func(a *term, p string) bool { return a.op == "name" && a.text == p }) {
			own, args = own[n:], args[n:]
		}
		if len(own) == 0 {
			return plainName(t.text)
		}
		return plainName(t.text) + "(" + strings.Join(args, ", ") + ")"
	case "true", "false":
		return t.op
	case "neg":
		return "-" + args[0]
	case "not":
		return "not (" + w.term(t.args[0]) + ")"
	case "ite":
		return "if " + args[0] + " then " + args[1] + " else " + args[2]
	case "min", "max", "abs":
		return t.op + "(" + strings.Join(args, ", ") + ")"
	case "forall":
		return "for all " + plainNames(t.vars) + ": " + args[0]
	}
	return strings.Join(args, " "+t.op+" ")
}
