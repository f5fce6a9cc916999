package certificate

import (
	"io"
	"math/big"
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// WriteQEPCAD writes a claim as input of QEPCAD B: whether there is a point of the
// hypotheses at which the claim fails. The language has no definitions: those of the
// payoffs and the predicates stand in the description at its top, and the formula is
// what they say once they are put in for each other, quantifiers in front. ok is false,
// and nothing is written, where the claim has no such form. Title must not hold
// brackets.
func WriteQEPCAD(w io.Writer, m games.Model, c games.Claim, title string) (ok bool, err error) {
	s, err := newSentence(m, c)
	if err != nil || len(s.h.Whole) > 0 {
		return false, nil
	}
	defer func() {
		if r := recover(); r != nil {
			if _, is := r.(unwritten); !is {
				panic(r)
			}
			ok, err = false, nil
		}
	}()
	q := &prenex{s: s, numbering: numbering{index: map[string]algebra.Var{}}}
	for _, v := range append(slices.Clone(s.params), s.odds...) {
		q.prefix = append(q.prefix, prove.Quantifier{Is: 'E', Var: q.variable(v)})
	}
	claim := all(append(slices.Clone(s.checks), s.call("claim", terms(s.odds)...)))
	body := q.formula(all(append(slices.Clone(s.hyps), apply("not", claim))), false)
	var b strings.Builder
	b.WriteString(title)
	for _, d := range s.meanings {
		b.WriteString("\n  " + infix{s.params}.meaning(d))
	}
	for _, r := range s.remarks {
		b.WriteString("\n  " + r)
	}
	text := strings.NewReplacer("[", "(", "]", ")").Replace(b.String())
	return true, prove.WriteQEPCADPrenex(w, text, q.prefix, body, q.shown())
}

// prenex brings a sentence into a quantifier prefix and a formula of polynomials.
type prenex struct {
	s *sentence
	numbering
	prefix []prove.Quantifier
	atoms  int
}

// maxAtoms bounds the comparisons of a file for QEPCAD.
const maxAtoms = 4000

// shown are the names as they stand in the definitions.
func (q *prenex) shown() []string {
	var out []string
	for _, n := range q.names {
		out = append(out, plainName(n))
	}
	return out
}

// body is what a definition says at its arguments.
func (q *prenex) body(t *term) *term {
	for _, d := range q.s.meanings {
		if d.name == t.text {
			by := map[string]*term{}
			for i, x := range d.params {
				by[x] = t.args[i]
			}
			return d.body.put(by)
		}
	}
	panic(unwritten{errUnwritten})
}

// formula writes a sentence, or its opposite, without quantifiers: they go to the
// prefix, each with a variable of its own.
func (q *prenex) formula(t *term, not bool) expr.Formula {
	switch t.op {
	case "call":
		return q.formula(q.body(t), not)
	case "true", "false":
		if (t.op == "true") != not {
			return expr.True()
		}
		return expr.False()
	case "not":
		return q.formula(t.args[0], !not)
	case "and", "or":
		out := expr.Formula{Kind: expr.KAnd}
		if (t.op == "or") != not {
			out.Kind = expr.KOr
		}
		for _, a := range t.args {
			out.Args = append(out.Args, q.formula(a, not))
		}
		return out
	case "=>":
		return q.formula(some([]*term{apply("not", t.args[0]), t.args[1]}), not)
	case "<=>":
		x, y := t.args[0], t.args[1]
		return q.formula(all([]*term{apply("=>", x, y), apply("=>", y, x)}), not)
	case "ite":
		return q.formula(all([]*term{apply("=>", t.args[0], t.args[1]), some([]*term{t.args[0], t.args[2]})}), not)
	case "forall":
		is := byte('A')
		if not {
			is = 'E'
		}
		renamed := map[string]*term{}
		for _, v := range t.vars {
			x := v
			for n := 2; ; n++ {
				if _, used := q.index[x]; !used {
					break
				}
				x = v + "." + string(rune('0'+n%10)) + strings.Repeat("'", n/10)
			}
			q.prefix = append(q.prefix, prove.Quantifier{Is: is, Var: q.variable(x)})
			renamed[v] = named(x)
		}
		return q.formula(t.args[0].put(renamed), not)
	}
	return q.comparison(t, not)
}

// opposite are the comparisons that hold where others do not.
var opposite = map[string]string{"<": ">=", "<=": ">", "=": "!=", "!=": "=", ">=": "<", ">": "<="}

// comparison writes a comparison of numbers: in cases, where they have some.
func (q *prenex) comparison(t *term, not bool) expr.Formula {
	if cond := q.opened(t); cond != nil {
		yes, no := q.decided(t, cond, true), q.decided(t, cond, false)
		return q.formula(all([]*term{apply("=>", cond, yes), some([]*term{cond, no})}), not)
	}
	if q.atoms++; q.atoms > maxAtoms {
		panic(unwritten{errUnwritten})
	}
	op := t.op
	if not {
		op = opposite[op]
	}
	x := q.number(t.args[0]).Sub(q.number(t.args[1]))
	p := x.Num()
	if op != "=" && op != "!=" && !x.Den().IsConst() {
		p = p.Mul(x.Den())
	} else if k, ok := x.Den().Const(); ok && k.Sign() < 0 {
		p = p.Neg()
	}
	for _, o := range []expr.Op{expr.LT, expr.LE, expr.EQ, expr.NE, expr.GE, expr.GT} {
		if o.String() == op {
			return expr.Formula{Kind: expr.KAtom, Atom: expr.Atom{P: p, Op: o}}
		}
	}
	panic(unwritten{errUnwritten})
}

// opened is the first condition of a number in cases.
func (q *prenex) opened(t *term) *term {
	switch t.op {
	case "call":
		return q.opened(q.body(t))
	case "ite":
		if c := q.opened(t.args[0]); c != nil && !t.args[0].isTruth() {
			return c
		}
		return t.args[0]
	case "min":
		return apply("<=", t.args[0], t.args[1])
	case "max":
		return apply(">=", t.args[0], t.args[1])
	case "abs":
		return apply(">=", t.args[0], numeral("0"))
	}
	for _, a := range t.args {
		if c := q.opened(a); c != nil {
			return c
		}
	}
	return nil
}

// decided is a comparison once a condition of its numbers is known.
func (q *prenex) decided(t, cond *term, holds bool) *term {
	if t.op == "call" {
		return q.decided(q.body(t), cond, holds)
	}
	pick := func(c, x, y *term) *term {
		if coq(c.plainCases()) != coq(cond.plainCases()) {
			return nil
		}
		if holds {
			return q.decided(x, cond, holds)
		}
		return q.decided(y, cond, holds)
	}
	var out *term
	switch t.op {
	case "ite":
		out = pick(t.args[0], t.args[1], t.args[2])
	case "min":
		out = pick(apply("<=", t.args[0], t.args[1]), t.args[0], t.args[1])
	case "max":
		out = pick(apply(">=", t.args[0], t.args[1]), t.args[0], t.args[1])
	case "abs":
		out = pick(apply(">=", t.args[0], numeral("0")), t.args[0], apply("neg", t.args[0]))
	}
	if out != nil {
		return out
	}
	c := *t
	c.args = nil
	for _, a := range t.args {
		c.args = append(c.args, q.decided(a, cond, holds))
	}
	return &c
}

// number is a number without cases as a rational function.
func (q *prenex) number(t *term) algebra.Ratio {
	switch t.op {
	case "call":
		return q.number(q.body(t))
	case "num":
		r, ok := new(big.Rat).SetString(t.text)
		if !ok {
			panic(unwritten{errUnwritten})
		}
		return algebra.FromRat(r)
	case "name":
		return algebra.FromPoly(algebra.Variable(q.variable(t.text)))
	case "neg":
		return q.number(t.args[0]).Neg()
	}
	if len(t.args) != 2 {
		panic(unwritten{errUnwritten})
	}
	z, ok, err := operate(t.op, q.number(t.args[0]), q.number(t.args[1]))
	if !ok || err != nil {
		panic(unwritten{errUnwritten})
	}
	return z
}
