package certificate

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"brink/games"
)

// WriteSMT2 writes a claim as an SMT-LIB 2.6 script that defines the payoffs and the
// predicates and asserts the hypotheses and the negated claim, so that a solver checks
// the step from the game to the verdict too: it is unsatisfiable exactly when the claim
// holds wherever its hypotheses do. ok is false, and nothing is written, where the claim
// has no such form.
func WriteSMT2(w io.Writer, m games.Model, c games.Claim) (ok bool, err error) {
	s, err := newSentence(m, c)
	if err != nil {
		return false, nil
	}
	var b strings.Builder
	logic := "QF_NRA"
	quantified := func(t *term) bool { return t.uses("forall") }
	if slices.ContainsFunc(s.hyps, quantified) || slices.ContainsFunc(s.meanings, func(d meaning) bool { return quantified(d.body) }) {
		logic = "NRA"
	}
	whole := s.whole()
	if len(whole) > 0 {
		logic = "ALL"
	}
	for _, x := range s.remarks {
		fmt.Fprintf(&b, "; %s\n", strings.Join(strings.Fields(x), " "))
	}
	fmt.Fprintf(&b, "(set-logic %s)\n", logic)
	for _, d := range s.meanings {
		sort := "Real"
		if d.truth {
			sort = "Bool"
		}
		fmt.Fprintf(&b, "(define-fun %s (%s) %s %s)\n", d.name, smtBinders(d.params), sort, smt(d.body))
	}
	for i, p := range s.params {
		fmt.Fprintf(&b, "(declare-const %s Real)", smtName(p))
		if name := s.h.Params[i].Name; name != p {
			fmt.Fprintf(&b, " ; %s", strings.Join(strings.Fields(name), " "))
		}
		b.WriteByte('\n')
	}
	for _, v := range s.odds {
		fmt.Fprintf(&b, "(declare-const %s Real)\n", smtName(v))
	}
	for _, v := range whole {
		fmt.Fprintf(&b, "(assert (is_int %s))\n", smtName(v))
	}
	for _, h := range s.hyps {
		fmt.Fprintf(&b, "(assert %s)\n", smt(h))
	}
	var args []*term
	for _, v := range s.odds {
		args = append(args, named(v))
	}
	fmt.Fprintf(&b, "(assert (not %s))\n(check-sat)\n", smt(all(append(slices.Clone(s.checks), s.call("claim", args...)))))
	_, err = io.WriteString(w, b.String())
	return true, err
}

// smtName quotes a name, so that none is a reserved word.
func smtName(name string) string { return "|" + name + "|" }

func smtBinders(names []string) string {
	var out []string
	for _, n := range names {
		out = append(out, "("+smtName(n)+" Real)")
	}
	return strings.Join(out, " ")
}

// smt writes a term.
func smt(t *term) string {
	var args []string
	for _, a := range t.args {
		args = append(args, smt(a))
	}
	form := func(op string) string {
		if len(args) == 0 {
			return op
		}
		return "(" + op + " " + strings.Join(args, " ") + ")"
	}
	switch t.op {
	case "num":
		num, den, ratio := strings.Cut(strings.TrimPrefix(t.text, "-"), "/")
		if ratio {
			num = "(/ " + num + " " + den + ")"
		}
		if strings.HasPrefix(t.text, "-") {
			num = "(- " + num + ")"
		}
		return num
	case "name":
		return smtName(t.text)
	case "call":
		return form(t.text)
	case "neg":
		return form("-")
	case "<=>":
		return form("=")
	case "!=":
		return "(not " + form("=") + ")"
	case "min":
		return fmt.Sprintf("(ite (<= %s %s) %s %s)", args[0], args[1], args[0], args[1])
	case "max":
		return fmt.Sprintf("(ite (>= %s %s) %s %s)", args[0], args[1], args[0], args[1])
	case "abs":
		return fmt.Sprintf("(ite (>= %s 0) %s (- %s))", args[0], args[0], args[0])
	case "forall":
		return "(forall (" + smtBinders(t.vars) + ") " + args[0] + ")"
	case "exists":
		return "(exists (" + smtBinders(t.vars) + ") " + args[0] + ")"
	}
	return form(t.op)
}
