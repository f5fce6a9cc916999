package expr

import (
	"strings"

	"brink/games/algebra"
)

// Printer writes polynomials, rational functions and formulas in the language
// of the contract, or in LaTeX. What it writes in text parses back to an equal
// object.
type Printer struct {
	Names []string // of the variables; x0, x1, … where missing
	LaTeX bool
	Plain bool // sums are not grouped to read better
}

// Poly prints a polynomial; see algebra.Printer.
func (pr Printer) Poly(p algebra.Poly) string { return algebra.Printer(pr).Poly(p) }

// Ratio prints a rational function; see algebra.Printer.
func (pr Printer) Ratio(r algebra.Ratio) string { return algebra.Printer(pr).Ratio(r) }

// Formula prints f; a disjunction inside a conjunction is parenthesised, and the
// other way round too, for the reader's sake.
func (pr Printer) Formula(f Formula) string {
	switch f.Kind {
	case KFalse:
		return pr.word("false")
	case KTrue:
		return pr.word("true")
	case KAtom:
		return pr.Atom(f.Atom)
	}
	parts := make([]string, len(f.Args))
	for i, a := range f.Args {
		parts[i] = pr.Formula(a)
		if a.Kind == KOr || a.Kind == KAnd {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	if f.Kind == KAnd {
		return strings.Join(parts, pr.word(" and "))
	}
	return strings.Join(parts, pr.word(" or "))
}

// Value prints v as an expression of the language, with if(…) for its cases.
func (pr Printer) Value(v Value) string {
	if len(v.Cases) == 0 {
		return "0"
	}
	last := len(v.Cases) - 1
	if pr.LaTeX && last > 0 {
		var rows []string
		for _, c := range v.Cases {
			rows = append(rows, pr.Ratio(c.Is)+` & `+pr.Formula(c.When))
		}
		return `\begin{cases} ` + strings.Join(rows, ` \\ `) + ` \end{cases}`
	}
	out := pr.Ratio(v.Cases[last].Is)
	for i := last - 1; i >= 0; i-- {
		out = "if(" + pr.Formula(v.Cases[i].When) + ", " + pr.Ratio(v.Cases[i].Is) + ", " + out + ")"
	}
	return out
}

// word prints a word of the language of formulas.
func (pr Printer) word(w string) string {
	if !pr.LaTeX {
		return w
	}
	switch w {
	case " and ":
		return ` \land `
	case " or ":
		return ` \lor `
	}
	return `\text{` + w + `}`
}

func (pr Printer) op(op Op) string {
	if !pr.LaTeX {
		return " " + op.String() + " "
	}
	return [...]string{" < ", ` \le `, " = ", ` \ne `, ` \ge `, " > "}[op]
}

// Atom prints the comparison that was chosen for a, or else the one of
// algebra.Printer.Sides: phi <= c, 2*R > T + S, c*(1 - delta) > 0.
func (pr Printer) Atom(a Atom) string {
	if a.Show != nil {
		return pr.Relation(*a.Show)
	}
	op := a.Op
	left, right, turned := algebra.Printer(pr).Sides(a.P)
	if turned {
		op = op.Flip()
	}
	return left + pr.op(op) + right
}

// Relation prints L Op R.
func (pr Printer) Relation(r Relation) string {
	return pr.Ratio(r.L) + pr.op(r.Op) + pr.Ratio(r.R)
}
