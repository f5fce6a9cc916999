package certificate

import (
	"slices"
	"strings"
)

// term is a number or a truth value as it is written, before anything is computed with
// it: what a file for another prover is made of.
type term struct {
	op   string // num, name, call, forall, true, false, ite, min, max, abs, neg, + - * /, a comparison or a connective
	text string // of a number, a name, or what is called
	args []*term
	vars []string // of forall
	// guess lists values with which a forall may be of use.
	guess func() [][]*term
}

func apply(op string, args ...*term) *term { return &term{op: op, args: args} }
func numeral(text string) *term            { return &term{op: "num", text: text} }
func named(name string) *term              { return &term{op: "name", text: name} }

// all and any are flat, and short where they have one part or none.
func all(args []*term) *term  { return joined("and", "true", args) }
func some(args []*term) *term { return joined("or", "false", args) }

func joined(op, unit string, args []*term) *term {
	args = slices.DeleteFunc(slices.Clone(args), func(t *term) bool { return t.op == unit })
	switch len(args) {
	case 0:
		return apply(unit)
	case 1:
		return args[0]
	}
	return apply(op, args...)
}

// sum and multiplied leave out what changes nothing.
func sum(args ...*term) *term {
	var out *term
	for _, t := range args {
		switch {
		case t.is("0"):
		case out == nil:
			out = t
		default:
			out = apply("+", out, t)
		}
	}
	if out == nil {
		return numeral("0")
	}
	return out
}

func multiplied(args ...*term) *term {
	var out *term
	for _, t := range args {
		switch {
		case t.is("0"):
			return t
		case t.is("1"):
		case out == nil:
			out = t
		default:
			out = apply("*", out, t)
		}
	}
	if out == nil {
		return numeral("1")
	}
	return out
}

// is reports whether a term is a numeral.
func (t *term) is(text string) bool { return t.op == "num" && t.text == text }

// counted is 1 or 0 for a condition that is known, as is(action) at a profile.
func (t *term) counted() *term {
	switch t.op {
	case "true":
		return numeral("1")
	case "false":
		return numeral("0")
	case "ite":
		return apply("ite", t.args[0], t.args[1].counted(), t.args[2].counted())
	}
	return t
}

// forAll binds variables.
func forAll(vars []string, body *term) *term {
	if len(vars) == 0 {
		return body
	}
	return &term{op: "forall", vars: vars, args: []*term{body}}
}

// put replaces names.
func (t *term) put(by map[string]*term) *term {
	if to, ok := by[t.text]; ok && t.op == "name" {
		return to
	}
	out := *t
	out.args = make([]*term, len(t.args))
	for i, a := range t.args {
		out.args[i] = a.put(by)
	}
	if t.guess != nil {
		out.guess = func() [][]*term {
			list := t.guess()
			for _, values := range list {
				for i, v := range values {
					values[i] = v.put(by)
				}
			}
			return list
		}
	}
	return &out
}

// guessed is a forall with values with which it may be of use.
func (t *term) guessed(guess func() [][]*term) *term {
	t.guess = guess
	return t
}

// mentions reports whether a term has one of the names.
func (t *term) mentions(names []string) bool {
	return t.op == "name" && slices.Contains(names, t.text) ||
		slices.ContainsFunc(t.args, func(a *term) bool { return a.mentions(names) })
}

// uses reports whether a term has the operation.
func (t *term) uses(op string) bool {
	return t.op == op || slices.ContainsFunc(t.args, func(a *term) bool { return a.uses(op) })
}

// meaning is a definition: a name for a term with parameters.
type meaning struct {
	name   string
	params []string
	truth  bool
	body   *term
}

// identifier makes a name of texts that any language reads: letters, digits and _.
func identifier(texts ...string) string {
	var b strings.Builder
	for i, t := range texts {
		if i > 0 {
			b.WriteByte('_')
		}
		for _, r := range t {
			if r < 128 && (r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_') {
				b.WriteRune(r)
			} else {
				b.WriteByte('_')
			}
		}
	}
	return b.String()
}
