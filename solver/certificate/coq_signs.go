package certificate

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove/check"
)

// fact is what is known of the sign of a polynomial, with the name of its proof.
type fact struct {
	set  check.Signs
	name string
}

// facts are those of a branch, by the polynomials' keys.
type facts map[string]fact

func (k facts) set(key string) check.Signs {
	if f, ok := k[key]; ok {
		return f.set
	}
	return anySign
}

// product is k times powers of polynomials.
type product struct {
	k    *big.Rat
	list []power
}

type power struct {
	p   algebra.Poly
	key string
	n   int
}

// prop is a sentence without quantifiers, with its comparisons.
type prop struct {
	op   string
	args []*prop
	atom *comparison
}

// comparison says that a number has one of some signs: k·Π p^n, over a divisor if there
// is one.
type comparison struct {
	lhs, rhs string
	op       string
	set      check.Signs
	num, den product
	ratio    algebra.Ratio
	divisors []algebra.Poly // what the sides divide by
	over     []product      // the same
	cases    []decision     // on which the number rests
}

// normal makes a product of a polynomial by its known factors.
func (r *refuter) normal(p algebra.Poly) product {
	if p.IsZero() {
		return product{k: new(big.Rat)}
	}
	q, k := p.Primitive()
	out := product{k: new(big.Rat).SetInt(k.Big())}
	if q.IsConst() {
		return out
	}
	f, ok := r.factored[q.Key()]
	if !ok {
		out.list = []power{{q, q.Key(), 1}}
		return out
	}
	out.k.Mul(out.k, f.k)
	out.list = f.list
	return out
}

// learn notes how polynomials factor.
func (r *refuter) learn(list []check.Factored) {
	for _, f := range list {
		p, c := f.P.Primitive()
		if p.IsConst() {
			continue
		}
		out := product{k: new(big.Rat).SetFrac(f.Constant.Big(), c.Big())}
		for _, x := range f.List {
			q, c := x.P.Primitive()
			for range x.N {
				out.k.Mul(out.k, new(big.Rat).SetInt(c.Big()))
			}
			if !q.IsConst() {
				out.list = append(out.list, power{q, q.Key(), x.N})
			}
		}
		r.factored[p.Key()] = out
	}
}

// signs are those that a product can have.
func (x product) signs(k facts) check.Signs {
	out := signOf(x.k)
	for _, f := range x.list {
		out = timesSigns(out, powerSigns(k.set(f.key), f.n))
	}
	return out
}

func signOf(x *big.Rat) check.Signs {
	return [3]check.Signs{check.Neg, check.Zero, check.Pos}[x.Sign()+1]
}

// truth is 1, -1 or 0 where it is open.
func (c *comparison) truth(k facts) int {
	for _, d := range c.over {
		if d.signs(k)&check.Zero != 0 {
			return 0
		}
	}
	if len(c.den.list) > 0 && c.den.signs(k)&check.Zero != 0 {
		return 0
	}
	s := c.num.signs(k)
	switch {
	case s&^c.set == 0:
		return 1
	case s&c.set == 0:
		return -1
	}
	return 0
}

func (f *prop) truth(k facts) int {
	switch f.op {
	case "true":
		return 1
	case "false":
		return -1
	case "atom":
		return f.atom.truth(k)
	case "not":
		return -f.args[0].truth(k)
	case "=>":
		return max(-f.args[0].truth(k), f.args[1].truth(k))
	case "<=>":
		return f.args[0].truth(k) * f.args[1].truth(k)
	}
	out := map[string]int{"and": 1, "or": -1}[f.op]
	for _, g := range f.args {
		if f.op == "and" {
			out = min(out, g.truth(k))
		} else {
			out = max(out, g.truth(k))
		}
	}
	return out
}

// open lists the polynomials on whose signs the truth still depends.
func (f *prop) open(k facts, yield func(key string)) {
	if f.truth(k) != 0 {
		return
	}
	if f.op == "atom" {
		lists := [][]power{f.atom.den.list, f.atom.num.list}
		for _, d := range f.atom.over {
			lists = append([][]power{d.list}, lists...)
		}
		for _, list := range lists {
			for _, x := range list {
				if s := k.set(x.key); s != check.Neg && s != check.Zero && s != check.Pos {
					yield(x.key)
				}
			}
		}
	}
	for _, g := range f.args {
		g.open(k, yield)
	}
}

// formula is the sentence for the prover, weakened where a number may have no meaning;
// of its negation if not positive.
func (f *prop) formula(positive bool) expr.Formula {
	list := func(join func(...expr.Formula) expr.Formula, positive bool) expr.Formula {
		var fs []expr.Formula
		for _, g := range f.args {
			fs = append(fs, g.formula(positive))
		}
		return join(fs...)
	}
	switch f.op {
	case "true", "false":
		return expr.Bool(f.op == "true" == positive)
	case "not":
		return f.args[0].formula(!positive)
	case "=>":
		if positive {
			return expr.Or(f.args[0].formula(false), f.args[1].formula(true))
		}
		return expr.And(f.args[0].formula(true), f.args[1].formula(false))
	case "<=>":
		x, y := f.args[0], f.args[1]
		return expr.Or(expr.And(x.formula(true), y.formula(positive)), expr.And(x.formula(false), y.formula(!positive)))
	case "and", "or":
		if f.op == "and" == positive {
			return list(expr.And, positive)
		}
		return list(expr.Or, positive)
	}
	c := f.atom
	op := opOf(c.set)
	if !positive {
		op = op.Negate()
	}
	fs := []expr.Formula{expr.Sign(c.ratio.Den(), expr.EQ), expr.Compare(c.ratio, op, algebra.Ratio{})}
	for _, d := range c.divisors {
		fs = append(fs, expr.Sign(d, expr.EQ))
	}
	return expr.Or(fs...)
}

func opOf(s check.Signs) expr.Op {
	return map[check.Signs]expr.Op{check.Neg: expr.LT, check.Zero: expr.EQ, check.Pos: expr.GT,
		check.Neg | check.Zero: expr.LE, check.Zero | check.Pos: expr.GE, check.Neg | check.Pos: expr.NE}[s]
}

// chain is a proof of the sign of a product, with the product as it is written. Each
// polynomial's sign is a fact, or it stands in an even power.
func (p *script) chain(x product, k facts) (text, proof string, set check.Signs) {
	type part struct {
		text, proof string
		set         check.Signs
	}
	var parts []part
	one := big.NewRat(1, 1)
	if x.k.Cmp(one) != 0 || len(x.list) == 0 {
		parts = append(parts, part{"(" + x.k.RatString() + ")", p.number(x.k), signOf(x.k)})
	}
	for _, f := range x.list {
		text, have := coqPoly(f.p, p.names), k[f.key]
		for n := f.n; n > 0; {
			switch {
			case n == 1:
				parts = append(parts, part{text, have.name, k.set(f.key)})
				n--
			case have.set&check.Zero == 0 && have.name != "":
				parts = append(parts, part{"(" + text + " * " + text + ")", "(" + p.lemma("square_"+signWords[have.set]) + " " + have.name + ")", check.Pos})
				n -= 2
			case have.set != check.Zero || have.name == "":
				parts = append(parts, part{"(" + text + " * " + text + ")", "(" + p.lemma("square") + " " + text + ")", check.Zero | check.Pos})
				n -= 2
			default:
				s := timesSigns(have.set, have.set)
				parts = append(parts, part{"(" + text + " * " + text + ")", p.times(have.set, have.set, have.name, have.name), s})
				n -= 2
			}
		}
	}
	last := parts[len(parts)-1]
	text, proof, set = last.text, last.proof, last.set
	for _, x := range slices.Backward(parts[:len(parts)-1]) {
		proof = p.times(x.set, set, x.proof, proof)
		text, set = "("+x.text+" * "+text+")", timesSigns(x.set, set)
	}
	return text, proof, set
}

// times proves the sign of a product of two.
func (p *script) times(s, t check.Signs, x, y string) string {
	word := func(s check.Signs, proof string) string {
		if proof == "" || s == anySign {
			return "any"
		}
		return signWords[s]
	}
	a, b := word(s, x), word(t, y)
	if a == "eq" {
		b, y = "any", ""
	} else if b == "eq" {
		a, x = "any", ""
	}
	if timesSigns(s, t) == anySign {
		return ""
	}
	return "(" + strings.Join(slices.DeleteFunc([]string{p.lemma("mul_" + a + "_" + b), x, y}, func(s string) bool { return s == "" }), " ") + ")"
}

// number proves the sign of a number.
func (p *script) number(k *big.Rat) string {
	text := k.RatString()
	name, ok := p.numbers[text]
	if !ok {
		name = fmt.Sprintf("number_%d", len(p.numbers)+1)
		p.numbers[text] = name
		fmt.Fprintf(&p.lemmas, "Lemma %s : (%s) %s 0.\nProof. lra. Qed.\n", name, text, signOps[signOf(k)])
	}
	return name
}

// show proves that a comparison holds, or does not, where the facts say so.
func (r *refuter) show(c *comparison, k facts) string {
	p := r.p
	text, proof, set := p.chain(c.num, k)
	if len(c.den.list) > 0 {
		den := coqPoly(c.ratio.Den(), p.names)
		ne := r.nonzero(c.ratio.Den(), c.den, k)
		if c.op == "=" || c.op == "!=" {
			proof = p.times(set, check.Neg|check.Pos, proof, "("+p.lemma("inv_nonzero")+" "+ne+")")
			text, set = "("+text+" * / "+den+")", timesSigns(set, check.Neg|check.Pos)
		} else {
			proof = p.times(set, check.Pos, proof, "("+p.lemma("inv_square")+" "+ne+")")
			text = "(" + text + " * / (" + den + " * " + den + "))"
		}
	}
	kind := "at_"
	if set&c.set == 0 {
		kind = "not_"
	}
	return fmt.Sprintf("(%s %s %s)", p.lemma(kind+ordering(c.op)+"_"+signWords[set]), r.difference(c, text, k), proof)
}

// nonzero proves that a divisor is not 0.
func (r *refuter) nonzero(d algebra.Poly, x product, k facts) string {
	p := r.p
	text, proof, set := p.chain(x, k)
	if set != check.Neg|check.Pos {
		proof = "(" + p.lemma("weak_"+signWords[set]+"_ne") + " " + proof + ")"
	}
	return fmt.Sprintf("(%s (%s) %s)", p.lemma("is_ne"), p.identity(coqPoly(d, p.names), text), proof)
}

// identity is a lemma that two polynomials are the same, at the variables.
func (p *script) identity(a, b string) string { return p.state("same", a+" = "+b, nil, "ring") }

// state is a lemma for all variables that it mentions, under premisses, applied to
// them; the premisses' proofs are to follow.
func (p *script) state(kind, says string, premisses []string, tactic string) string {
	all := says + strings.Join(premisses, " ")
	var vars []string
	for _, v := range p.names {
		if mentions(all, coqName(v)) {
			vars = append(vars, coqName(v))
		}
	}
	statement := says
	for _, h := range slices.Backward(premisses) {
		statement = h + " -> " + statement
	}
	name, ok := p.stated[statement]
	if !ok {
		name = fmt.Sprintf("%s_%d", kind, len(p.stated)+1)
		p.stated[statement] = name
		binder := ""
		if len(vars) > 0 {
			binder = "forall " + strings.Join(vars, " ") + " : R, "
		}
		fmt.Fprintf(&p.lemmas, "Lemma %s : %s%s.\nProof. intros; %s. Qed.\n", name, binder, statement, tactic)
	}
	return strings.Join(append([]string{name}, vars...), " ")
}

// mentions reports whether a text has a name as a word of its own.
func mentions(text, name string) bool {
	word := func(b byte) bool {
		return b == '_' || b == '\'' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
	}
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return false
		}
		i += at
		end := i + len(name)
		if (i == 0 || !word(text[i-1])) && (end == len(text) || !word(text[end])) {
			return true
		}
		at = i + 1
	}
}

// difference is a lemma that the sides of a comparison differ by a product; it rests on
// the decisions of the branch, and on divisors that are not 0.
func (r *refuter) difference(c *comparison, text string, k facts) string {
	p := r.p
	var premisses, proofs []string
	for _, d := range c.cases {
		says := coq(d.cond)
		if !d.is {
			says = "~ " + says
		}
		premisses, proofs = append(premisses, says), append(proofs, d.name)
	}
	for i, d := range c.divisors {
		premisses = append(premisses, coqPoly(d, p.names)+" <> 0")
		proofs = append(proofs, r.nonzero(d, c.over[i], k))
	}
	if len(c.den.list) > 0 && !slices.ContainsFunc(c.divisors, c.ratio.Den().Equal) {
		premisses = append(premisses, coqPoly(c.ratio.Den(), p.names)+" <> 0")
		proofs = append(proofs, r.nonzero(c.ratio.Den(), c.den, k))
	}
	return "(" + strings.Join(append([]string{p.state("differ", c.lhs+" - "+c.rhs+" = "+text, premisses, p.compute(append(premisses, c.lhs, c.rhs)...))}, proofs...), " ") + ")"
}

// compute is the tactic that carries out what the definitions say that texts mention, and
// cases.
func (p *script) compute(texts ...string) string {
	var names []string
	cases := false
	for _, d := range slices.Backward(p.th.meanings) {
		if d.truth || !slices.ContainsFunc(texts, func(t string) bool { return mentions(t, d.name) }) {
			continue
		}
		names = append(names, d.name)
		texts = append(texts, coq(d.body))
	}
	for _, t := range texts {
		cases = cases || mentions(t, "if")
	}
	tactic := ""
	if len(names) > 0 {
		tactic = "unfold " + strings.Join(names, ", ") + " in *; "
	}
	if cases {
		tactic += "repeat (match goal with |- context [if ?d then _ else _] => destruct d; [try (exfalso; lra)|try (exfalso; lra)] end); "
	}
	return tactic + "first [ring | field; repeat split; nonzero]"
}
