package prove

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"brink/games/algebra"
	"brink/games/expr"
)

// WriteQEPCAD writes the problem as input of QEPCAD B (Brown 2003, "QEPCAD B: a
// program for computing with semi-algebraic sets using CADs"): whether there is a
// point of the hypotheses at which the claim fails. The answer is FALSE exactly
// when the claim is proved or vacuous. Title must not hold brackets.
func WriteQEPCAD(w io.Writer, p Problem, title string) error {
	f := expr.And(append(slices.Clone(p.Hyps), expr.Not(p.Claim))...)
	return WriteQEPCADPrenex(w, title, quantifiers('E', f.Vars()), f, p.Names)
}

// Quantifier binds a variable: 'E' there is, 'A' for all.
type Quantifier struct {
	Is  byte
	Var algebra.Var
}

func quantifiers(is byte, vars []algebra.Var) []Quantifier {
	var out []Quantifier
	for _, v := range vars {
		out = append(out, Quantifier{is, v})
	}
	return out
}

// WriteQEPCADPrenex asks whether a formula holds whose variables are all bound by the
// prefix, the outermost first. Those that do not occur in it are left out.
func WriteQEPCADPrenex(w io.Writer, title string, prefix []Quantifier, f expr.Formula, names []string) error {
	occurs := f.Vars()
	prefix = slices.DeleteFunc(slices.Clone(prefix), func(q Quantifier) bool { return !slices.Contains(occurs, q.Var) })
	if len(prefix) == 0 {
		prefix = quantifiers('E', []algebra.Var{0}) // it wants a variable
	}
	return writeQEPCAD(w, title, nil, prefix, f, names)
}

// writeQEPCAD asks for the quantifier-free equivalent of a formula in which some
// variables are free and the others bound by the prefix.
func writeQEPCAD(w io.Writer, title string, free []algebra.Var, prefix []Quantifier, f expr.Formula, names []string) error {
	b := bufio.NewWriter(w)
	n := len(names)
	for _, v := range free {
		n = max(n, v+1)
	}
	for _, q := range prefix {
		n = max(n, q.Var+1)
	}
	q := qepcadWriter{b, qepcadNames(names, n)}
	var list []string
	for _, v := range free {
		list = append(list, q.names[v])
	}
	for _, x := range prefix {
		list = append(list, q.names[x.Var])
		if x.Var < len(names) && names[x.Var] != q.names[x.Var] {
			title += "\n  " + q.names[x.Var] + " is " + strings.NewReplacer("[", "(", "]", ")").Replace(strings.Join(strings.Fields(names[x.Var]), " "))
		}
	}
	fmt.Fprintf(b, "[%s]\n(%s)\n%d\n", title, strings.Join(list, ","), len(free))
	for _, x := range prefix {
		fmt.Fprintf(b, "(%c %s)", x.Is, q.names[x.Var])
	}
	b.WriteString("[")
	q.formula(f)
	b.WriteString("].\nfinish\n")
	return b.Flush()
}

// qepcadNames returns a distinct name of letters and digits for each of n
// variables: the given one where it is so already, otherwise a numbered one.
func qepcadNames(names []string, n int) []string {
	out := make([]string, n)
	used := map[string]bool{}
	plain := func(s string) bool {
		for i, c := range []byte(s) {
			letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
			if !letter && (i == 0 || c < '0' || c > '9') {
				return false
			}
		}
		// E, A, F, G, C and X are quantifiers.
		return s != "" && (len(s) > 1 || s[0] >= 'a')
	}
	for i := range out {
		if i < len(names) && plain(names[i]) && !used[names[i]] {
			out[i] = names[i]
			used[out[i]] = true
		}
	}
	for i := range out {
		for k := 0; out[i] == ""; k++ {
			if s := fmt.Sprintf("x%d", i+k*n); !used[s] {
				out[i] = s
				used[s] = true
			}
		}
	}
	return out
}

type qepcadWriter struct {
	*bufio.Writer
	names []string
}

func (w qepcadWriter) formula(f expr.Formula) {
	switch f.Kind {
	case expr.KTrue:
		w.WriteString("0 = 0")
	case expr.KFalse:
		w.WriteString("0 = 1")
	case expr.KAtom:
		w.poly(f.Atom.P)
		op := f.Atom.Op.String()
		if f.Atom.Op == expr.NE {
			op = "/="
		}
		w.WriteString(" " + op + " 0")
	default:
		for i, a := range f.Args {
			if i > 0 {
				w.WriteString([...]string{expr.KAnd: " /\\\n", expr.KOr: " \\/\n"}[f.Kind])
			}
			if a.Kind == expr.KAtom {
				w.formula(a)
				continue
			}
			w.WriteString("[")
			w.formula(a)
			w.WriteString("]")
		}
	}
}

// poly writes a polynomial with juxtaposed factors.
func (w qepcadWriter) poly(p algebra.Poly) {
	if p.IsZero() {
		w.WriteString("0")
		return
	}
	for i := range p.Terms() {
		c, e := p.Term(i)
		k := c.Big()
		switch {
		case k.Sign() < 0:
			w.WriteString(" - ")
		case i > 0:
			w.WriteString(" + ")
		}
		parts := []string{strings.TrimPrefix(k.String(), "-")}
		for v, n := range e {
			if n > 0 {
				parts = append(parts, fmt.Sprintf("%s^%d", w.names[v], n))
			}
		}
		w.WriteString(strings.Join(parts, " "))
	}
}
