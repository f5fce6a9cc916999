package prove

import (
	"bufio"
	"fmt"
	"io"
	"math/big"
	"strings"

	"brink/games/algebra"
	"brink/games/expr"
)

// WriteSMT2 writes the problem as an SMT-LIB 2.6 script in the logic QF_NRA, or ALL
// where there are whole numbers: the hypotheses and the negation of the claim. It is unsatisfiable exactly when the
// claim is proved or vacuous.
func WriteSMT2(w io.Writer, p Problem) error {
	all := append(append([]expr.Formula(nil), p.Hyps...), expr.Not(p.Claim))
	return writeScript(w, all, p.Names, p.Whole...)
}

// writeScript asserts the formulas and asks for satisfiability.
func writeScript(w io.Writer, fs []expr.Formula, names []string, whole ...algebra.Var) error {
	b := bufio.NewWriter(w)
	n := len(names)
	for _, f := range fs {
		for _, v := range f.Vars() {
			n = max(n, v+1)
		}
	}
	sw := smtWriter{b, smtNames(names, n)}
	if len(whole) > 0 {
		fmt.Fprintln(b, "(set-logic ALL)")
	} else {
		fmt.Fprintln(b, "(set-logic QF_NRA)")
	}
	for i, name := range sw.names {
		fmt.Fprintf(b, "(declare-const %s Real)", name)
		if i < len(names) && name != "|"+names[i]+"|" {
			fmt.Fprintf(b, " ; %s", strings.Join(strings.Fields(names[i]), " "))
		}
		fmt.Fprintln(b)
	}
	for _, v := range whole {
		fmt.Fprintf(b, "(assert (is_int %s))\n", sw.names[v])
	}
	for _, f := range fs {
		b.WriteString("(assert ")
		sw.formula(f)
		b.WriteString(")\n")
	}
	fmt.Fprintln(b, "(check-sat)")
	return b.Flush()
}

// smtNames returns a distinct symbol for each of n variables. Quoted symbols may
// hold anything but | and \; the standard takes any printable character, but not
// every solver reads more than ASCII, so other names are numbered. A prefix
// keeps clear of reserved words.
func smtNames(names []string, n int) []string {
	out := make([]string, n)
	seen := map[string]bool{}
	for i := range out {
		out[i] = fmt.Sprintf("|x%d|", i)
		if i < len(names) && plainSymbol(names[i]) && !seen[names[i]] {
			seen[names[i]] = true
			out[i] = "|" + names[i] + "|"
		}
	}
	// A given name may look like a numbered one.
	used := map[string]bool{}
	for i, s := range out {
		for used[s] {
			s = "|_" + s[1:]
		}
		used[s] = true
		out[i] = s
	}
	return out
}

func plainSymbol(s string) bool {
	for _, c := range []byte(s) {
		if c < ' ' || c > '~' || c == '|' || c == '\\' {
			return false
		}
	}
	return s != ""
}

type smtWriter struct {
	*bufio.Writer
	names []string
}

func (w smtWriter) formula(f expr.Formula) {
	switch f.Kind {
	case expr.KTrue:
		w.WriteString("true")
	case expr.KFalse:
		w.WriteString("false")
	case expr.KAtom:
		op := f.Atom.Op
		if op == expr.NE {
			w.WriteString("(not ")
			op = expr.EQ
		}
		w.WriteString("(" + op.String() + " ")
		w.poly(f.Atom.P)
		w.WriteString(" 0)")
		if f.Atom.Op == expr.NE {
			w.WriteString(")")
		}
	default:
		w.WriteString([...]string{expr.KAnd: "(and", expr.KOr: "(or"}[f.Kind])
		for _, a := range f.Args {
			w.WriteString(" ")
			w.formula(a)
		}
		w.WriteString(")")
	}
}

func (w smtWriter) poly(p algebra.Poly) {
	if p.IsZero() {
		w.WriteString("0")
		return
	}
	if p.Terms() > 1 {
		w.WriteString("(+")
	}
	for i := range p.Terms() {
		if p.Terms() > 1 {
			w.WriteString(" ")
		}
		c, e := p.Term(i)
		parts := []string{smtInt(c.Big())}
		if c.IsOne() {
			parts = nil
		}
		for v, k := range e {
			for range k {
				parts = append(parts, w.names[v])
			}
		}
		switch len(parts) {
		case 0:
			w.WriteString("1")
		case 1:
			w.WriteString(parts[0])
		default:
			w.WriteString("(* " + strings.Join(parts, " ") + ")")
		}
	}
	if p.Terms() > 1 {
		w.WriteString(")")
	}
}

func smtInt(n *big.Int) string {
	if n.Sign() < 0 {
		return "(- " + new(big.Int).Neg(n).String() + ")"
	}
	return n.String()
}
