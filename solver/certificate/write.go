package certificate

import (
	"strings"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove/check"
)

// writer writes evidence as data.
type writer struct {
	pr     expr.Printer
	index  map[string]int
	out    *Proof
	failed bool // something has no form in a certificate
}

// write returns nil where the evidence has no form in a certificate.
func write(ev *check.Evidence, names []string) *Proof {
	w := &writer{pr: expr.Printer{Names: names}, index: map[string]int{}, out: &Proof{}}
	for _, l := range ev.Lemmas {
		w.out.Lemmas = append(w.out.Lemmas, w.lemma(l))
	}
	for _, f := range ev.Factored {
		w.factors(f)
	}
	if w.failed {
		return nil
	}
	return w.out
}

// poly is the number of a polynomial.
func (w *writer) poly(p algebra.Poly) int {
	key := p.Key()
	k, ok := w.index[key]
	if !ok {
		k = len(w.out.Polynomials)
		w.index[key] = k
		w.out.Polynomials = append(w.out.Polynomials, w.pr.Poly(p))
	}
	return k
}

// factors lists the factors of a polynomial, which a checker divides by.
func (w *writer) factors(f check.Factored) {
	for _, q := range f.List {
		if !q.P.IsConst() {
			w.poly(q.P)
		}
	}
}

// comparisons are the sets of signs in words of a comparison with 0.
var comparisons = map[check.Signs]string{
	check.Neg: "<", check.Zero: "=", check.Pos: ">",
	check.Neg | check.Zero: "<=", check.Zero | check.Pos: ">=", check.Neg | check.Pos: "!=",
	check.Neg | check.Zero | check.Pos: "any", 0: "none",
}

func (w *writer) lemma(l check.Lemma) Lemma {
	out := Lemma{Literals: []Literal{}}
	for _, x := range l.Lits {
		out.Literals = append(out.Literals, Literal{w.poly(x.P), comparisons[x.Set]})
	}
	switch {
	case l.Sum != nil:
		for _, s := range l.Sum {
			sm := Summand{Weight: s.Weight.RatString()}
			for _, f := range s.Factors {
				sm.Powers = append(sm.Powers, [2]int{w.poly(f.P), f.N})
			}
			out.Sum = append(out.Sum, sm)
		}
	case l.Subst != nil:
		if f := l.Subst.Coefficient; f != nil {
			w.factors(*f)
		}
		out.Solve = &Substitution{l.Subst.Equation, w.name(l.Subst.Var), write(l.Subst.Rest, w.pr.Names)}
		w.failed = w.failed || out.Solve.Rest == nil
	case l.Box != nil:
		out.Cases = w.boxes(l)
	case l.Cover != nil:
		c := &Cover{}
		for _, v := range l.Cover.Order {
			c.Order = append(c.Order, w.name(v))
		}
		for _, f := range l.Cover.Factored {
			w.factors(f)
		}
		c.Cells = w.cells(l.Cover.Cells)
		out.Cover = c
	}
	return out
}

func (w *writer) name(v algebra.Var) string { return w.pr.Names[v] }

func (w *writer) cells(list []check.Cell) []Cell {
	var out []Cell
	for _, c := range list {
		if c.Literal >= 0 {
			out = append(out, Cell{Fails: &c.Literal})
			continue
		}
		cell := Cell{Cells: w.cells(c.Cells)}
		if c.Sample.Rat != nil {
			cell.At = c.Sample.Rat.RatString()
		} else {
			cell.Root = &Root{w.poly(c.Sample.P), [2]string{c.Sample.Lo.RatString(), c.Sample.Hi.RatString()}}
		}
		out = append(out, cell)
	}
	return out
}

// plain keeps a name inside a file name.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("/\\:*?\"<>|", r) || r < ' ' {
			return '-'
		}
		return r
	}, s)
}
