package certificate

import (
	"fmt"
	"strings"

	"brink/games/algebra"
)

// coqName is a name with a sign that no word of Coq has.
func coqName(name string) string { return name + "_" }

func coqNames(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = coqName(n)
	}
	return out
}

func coqBinders(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return " (" + strings.Join(coqNames(names), " ") + " : R)"
}

var coqOps = map[string]string{
	"+": "+", "-": "-", "*": "*", "/": "/", "<": "<", "<=": "<=", "=": "=", "!=": "<>", ">=": ">=", ">": ">",
	"and": "/\\", "or": "\\/", "=>": "->", "<=>": "<->",
}

// deciders are the decisions of the standard library that conditions of numbers rest on.
var deciders = map[string]string{"<": "Rlt_dec", "<=": "Rle_dec", ">": "Rgt_dec", ">=": "Rge_dec", "=": "Req_EM_T"}

// coq writes a term.
func coq(t *term) string {
	args := make([]string, len(t.args))
	for i, a := range t.args {
		args[i] = coq(a)
	}
	if op, ok := coqOps[t.op]; ok {
		return "(" + strings.Join(args, " "+op+" ") + ")"
	}
	switch t.op {
	case "num":
		return "(" + t.text + ")"
	case "name":
		return coqName(t.text)
	case "call":
		if len(args) == 0 {
			return t.text
		}
		return "(" + t.text + " " + strings.Join(args, " ") + ")"
	case "neg":
		return "(- " + args[0] + ")"
	case "not":
		return "(~ " + args[0] + ")"
	case "true":
		return "True"
	case "false":
		return "False"
	case "forall":
		return "(forall " + strings.Join(coqNames(t.vars), " ") + " : R, " + args[0] + ")"
	case "exists":
		return "(exists " + strings.Join(coqNames(t.vars), " ") + " : R, " + args[0] + ")"
	case "ite":
		c := t.args[0]
		return fmt.Sprintf("(if %s %s %s then %s else %s)", deciders[c.op], coq(c.args[0]), coq(c.args[1]), args[1], args[2])
	}
	panic("a term has no form in Coq: " + t.op)
}

// coqPoly writes a polynomial with whole coefficients.
func coqPoly(p algebra.Poly, names []string) string {
	if p.IsZero() {
		return "0"
	}
	var b strings.Builder
	b.WriteByte('(')
	for i := range p.Terms() {
		k, exps := p.Term(i)
		if i > 0 {
			b.WriteString(" + ")
		}
		fmt.Fprintf(&b, "(%s)", k.Big().String())
		for v, n := range exps {
			switch {
			case n == 1:
				b.WriteString("*" + coqName(names[v]))
			case n > 1:
				fmt.Fprintf(&b, "*%s^%d", coqName(names[v]), n)
			}
		}
	}
	b.WriteByte(')')
	return b.String()
}

// polyTerm is a polynomial as a term.
func polyTerm(p algebra.Poly, names []string) *term {
	var sum *term
	for i := range p.Terms() {
		k, exps := p.Term(i)
		t := numeral(k.Big().String())
		one := k.IsOne()
		for v, n := range exps {
			for range n {
				if one {
					t, one = named(names[v]), false
				} else {
					t = apply("*", t, named(names[v]))
				}
			}
		}
		if sum == nil {
			sum = t
		} else {
			sum = apply("+", sum, t)
		}
	}
	if sum == nil {
		return numeral("0")
	}
	return sum
}

// ratioTerm is a rational function as a term.
func ratioTerm(r algebra.Ratio, names []string) *term {
	t := polyTerm(r.Num(), names)
	if k, ok := r.Den().Const(); ok && k.IsOne() {
		return t
	}
	return apply("/", t, polyTerm(r.Den(), names))
}

// plainCases writes min, max, abs and conditions that are no comparisons by numbers in
// cases of single comparisons.
func (t *term) plainCases() *term {
	out := *t
	out.args = make([]*term, len(t.args))
	for i, a := range t.args {
		out.args[i] = a.plainCases()
	}
	a := out.args
	switch t.op {
	case "min":
		return apply("ite", apply("<=", a[0], a[1]), a[0], a[1])
	case "max":
		return apply("ite", apply(">=", a[0], a[1]), a[0], a[1])
	case "abs":
		return apply("ite", apply(">=", a[0], numeral("0")), a[0], apply("neg", a[0]))
	case "ite":
		if a[1].isTruth() {
			return all([]*term{apply("=>", a[0], a[1]), apply("=>", apply("not", a[0]), a[2])})
		}
		return choice(a[0], a[1], a[2])
	}
	return &out
}

// choice is x where f holds and else y.
func choice(f, x, y *term) *term {
	switch f.op {
	case "true":
		return x
	case "false":
		return y
	case "not":
		return choice(f.args[0], y, x)
	case "!=":
		return choice(apply("=", f.args...), y, x)
	case "and":
		for i := len(f.args) - 1; i >= 0; i-- {
			x = choice(f.args[i], x, y)
		}
		return x
	case "or":
		for i := len(f.args) - 1; i >= 0; i-- {
			y = choice(f.args[i], x, y)
		}
		return y
	case "=>":
		return choice(f.args[0], choice(f.args[1], x, y), x)
	case "<=>":
		return choice(f.args[0], choice(f.args[1], x, y), choice(f.args[1], y, x))
	}
	if deciders[f.op] == "" {
		panic(unwritten{errUnwritten})
	}
	return apply("ite", f, x, y)
}

// isTruth reports whether a term is a truth value and no number.
func (t *term) isTruth() bool {
	switch t.op {
	case "true", "false", "and", "or", "not", "=>", "<=>", "<", "<=", "=", "!=", ">=", ">", "forall":
		return true
	case "ite":
		return t.args[1].isTruth()
	}
	return false
}
