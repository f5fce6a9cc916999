package certificate

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
	"brink/solver/prove/check"
)

// item is something known in a branch that is to be contradicted.
type item struct {
	name string
	f    *prop
}

// refuter contradicts what is known in a branch.
type refuter struct {
	p        *script
	items    []item
	factored map[string]product
	polys    map[string]algebra.Poly
	lemmas   []*refuted
}

// refuted is a lemma of a refutation: literals that hold nowhere together.
type refuted struct {
	lits  []literal
	l     check.Lemma
	proof string // its name at the variables, once it is stated
}

// literal is a polynomial without a common factor and a set of signs.
type literal struct {
	p   algebra.Poly
	key string
	set check.Signs
}

func literalOf(p algebra.Poly, set check.Signs) literal {
	q, k := p.Primitive()
	if k.Sign() < 0 {
		set = turned(set)
	}
	return literal{q, q.Key(), set}
}

// refute proves False from what is known in a branch: first without what holds for all
// values, then with values for which it may be of use, each time with cases of numbers
// once they matter.
func (p *script) refute(b branch) string {
	p.step()
	items, opened := p.items(b)
	text, err := p.contradict(items)
	if err == nil {
		return text
	}
	if opened != nil {
		d := p.fresh("c")
		return fmt.Sprintf("destruct %s as [%s|%s].\n{ %s}\n%s", p.decided(opened), d, d,
			p.refute(b.decide(decision{d, opened, true})), p.refute(b.decide(decision{d, opened, false})))
	}
	if len(b.rules) > 0 {
		k := b.rules[0]
		b.rules = b.rules[1:]
		d, h := p.fresh("d"), p.fresh("h")
		return fmt.Sprintf("assert (%s : %s).\n{ %s}\npose proof (%s %s) as %s.\n%s", d, coq(k.t.args[0]), p.goal(b, k.t.args[0]), k.name, d, h,
			p.assume(b, []known{{h, k.t.args[1]}}, p.contradiction))
	}
	if len(b.every) == 0 {
		fail("no proof was found: %v", err)
	}
	var list []known
	var uses strings.Builder
	for _, k := range b.every {
		if k.t.guess == nil {
			continue
		}
		for _, values := range k.t.guess() {
			by := map[string]*term{}
			var args []string
			for i, v := range k.t.vars {
				by[v] = values[i].plainCases()
				args = append(args, coq(by[v]))
			}
			h := p.fresh("i")
			fmt.Fprintf(&uses, "pose proof (%s %s) as %s.\n", k.name, strings.Join(args, " "), h)
			list = append(list, known{h, k.t.args[0].put(by)})
		}
	}
	if len(list) == 0 {
		fail("no proof was found: %v", err)
	}
	b.every = nil
	return uses.String() + p.assume(b, list, p.contradiction)
}

func (b branch) decide(d decision) branch {
	b.cases = append(slices.Clone(b.cases), d)
	t := d.cond
	if !d.is {
		t = apply("not", t)
	}
	return b.plus(known{d.name, t})
}

// items are the sentences whose numbers the decisions of the branch determine; opened
// is a condition that is not decided.
func (p *script) items(b branch) (out []item, opened *term) {
	for _, k := range b.plain {
		f, cond := p.prop(b, k.t)
		if cond != nil {
			if opened == nil {
				opened = cond
			}
			continue
		}
		out = append(out, item{k.name, f})
	}
	return out, opened
}

// prop reads a sentence; cond is a condition that must be decided first.
func (p *script) prop(b branch, t *term) (f *prop, cond *term) {
	t = p.body(t)
	switch t.op {
	case "and", "or", "not", "=>", "<=>", "true", "false":
		f = &prop{op: t.op}
		for _, a := range t.args {
			g, cond := p.prop(b, a)
			if cond != nil {
				return nil, cond
			}
			f.args = append(f.args, g)
		}
		return f, nil
	}
	e := &evaluation{p: p, b: b}
	x, y := e.value(t.args[0]), e.value(t.args[1])
	if e.cond != nil {
		return nil, e.cond
	}
	if e.failed {
		fail("a number divides by 0")
	}
	c := &comparison{lhs: coq(t.args[0]), rhs: coq(t.args[1]), op: t.op, set: setOf(t.op), ratio: x.Sub(y), divisors: e.divisors, cases: e.cases}
	return &prop{op: "atom", atom: c}, nil
}

func setOf(op string) check.Signs {
	for s, x := range signOps {
		if x == op || x == "<>" && op == "!=" {
			return s
		}
	}
	panic("no comparison: " + op)
}

// evaluation makes rational functions of numbers.
type evaluation struct {
	p        *script
	b        branch
	divisors []algebra.Poly
	cases    []decision
	cond     *term
	failed   bool
}

func (e *evaluation) value(t *term) algebra.Ratio {
	if e.cond != nil || e.failed {
		return algebra.Ratio{}
	}
	switch t.op {
	case "call":
		return e.value(e.p.body(t))
	case "num":
		r, ok := new(big.Rat).SetString(t.text)
		if !ok {
			fail("%s is no number", t.text)
		}
		return algebra.FromRat(r)
	case "name":
		return algebra.FromPoly(algebra.Variable(e.p.variable(t.text)))
	case "neg":
		return e.value(t.args[0]).Neg()
	case "ite":
		key := coq(t.args[0])
		for _, d := range e.b.cases {
			if coq(d.cond) != key {
				continue
			}
			if !slices.ContainsFunc(e.cases, func(x decision) bool { return x.name == d.name }) {
				e.cases = append(e.cases, d)
			}
			if d.is {
				return e.value(t.args[1])
			}
			return e.value(t.args[2])
		}
		e.cond = t.args[0]
		return algebra.Ratio{}
	}
	z, ok, err := operate(t.op, e.value(t.args[0]), e.value(t.args[1]))
	if !ok {
		fail("a number is written with %s", t.op)
	}
	if err != nil && e.cond == nil {
		e.failed = true
	}
	if t.op == "/" {
		e.divides(t.args[1])
	}
	return z
}

// divides notes that something is divided by a number, factor by factor.
func (e *evaluation) divides(t *term) {
	switch t.op {
	case "call":
		e.divides(e.p.body(t))
		return
	case "*":
		e.divides(t.args[0])
		e.divides(t.args[1])
		return
	}
	y := e.value(t)
	for _, d := range []algebra.Poly{y.Num(), y.Den()} {
		if q, _ := d.Primitive(); !q.IsConst() && !slices.ContainsFunc(e.divisors, q.Equal) {
			e.divisors = append(e.divisors, q)
		}
	}
}

// contradict refutes items together.
func (p *script) contradict(items []item) (string, error) {
	var fs []expr.Formula
	for _, it := range items {
		fs = append(fs, it.f.formula(true))
	}
	r := &refuter{p: p, items: items, factored: map[string]product{}, polys: map[string]algebra.Poly{}}
	if f := expr.And(fs...); !f.IsFalse() {
		pr := prove.Problem{Hyps: f.Conjuncts(), Claim: expr.False()}
		for _, n := range p.names {
			pr.Names = append(pr.Names, n)
			pr.Prefer = append(pr.Prefer, nil)
		}
		cert, err := prove.Certify(p.ctx, pr, prove.Verdict{Status: prove.Proved}, prove.Options{Budget: p.opt.Budget})
		switch {
		case err != nil:
			return "", err
		case cert == nil || len(cert.Refuted) != 1:
			return "", ErrNone
		}
		r.take(cert.Refuted[0].Evidence)
	}
	for _, it := range items {
		r.number(it.f)
	}
	return r.close(facts{}), nil
}

// take notes lemmas and factors.
func (r *refuter) take(ev *check.Evidence) {
	r.learn(ev.Factored)
	for _, l := range ev.Lemmas {
		m := &refuted{l: l}
		for _, x := range l.Lits {
			y := literalOf(x.P, x.Set)
			r.polys[y.key] = y.p
			m.lits = append(m.lits, y)
		}
		for i, x := range m.lits { // of the same polynomial, what all say of it
			for _, y := range m.lits {
				if x.key == y.key {
					m.lits[i].set &= y.set
				}
			}
		}
		r.lemmas = append(r.lemmas, m)
	}
}

// number makes the products of the comparisons of a sentence.
func (r *refuter) number(f *prop) {
	for _, g := range f.args {
		r.number(g)
	}
	if f.op != "atom" {
		return
	}
	c := f.atom
	if op := opOf(c.set); op == expr.EQ || op == expr.NE || c.ratio.Den().IsConst() {
		c.num = r.normal(c.ratio.Num())
		if k, ok := c.ratio.Den().Const(); ok {
			c.num.k.Quo(c.num.k, new(big.Rat).SetInt(k.Big()))
		}
	} else {
		c.num = r.normal(c.ratio.Num().Mul(c.ratio.Den()))
	}
	if !c.ratio.Den().IsConst() {
		c.den = r.normal(c.ratio.Den())
	}
	for _, d := range c.divisors {
		c.over = append(c.over, r.normal(d))
	}
	for _, x := range append([]product{c.num, c.den}, c.over...) {
		for _, f := range x.list {
			r.polys[f.key] = f.p
		}
	}
}

// close proves False from facts on signs.
func (r *refuter) close(k facts) string {
	r.p.step()
	for _, it := range r.items {
		if it.f.truth(k) < 0 {
			return fmt.Sprintf("exact (%s %s).\n", r.falsehood(it.f, k), it.name)
		}
	}
	key, set := "", check.Signs(0)
	for _, l := range r.lemmas {
		open, n := literal{}, 0
		possible := true
		for _, x := range l.lits {
			s := k.set(x.key)
			if s&x.set == 0 {
				possible = false
			}
			if s&^x.set != 0 {
				open, n = x, n+1
			}
		}
		if !possible {
			continue
		}
		if n == 0 {
			return "exact " + r.apply(l, k) + ".\n"
		}
		if n == 1 && key == "" {
			key, set = open.key, open.set
		}
	}
	if key == "" {
		key, set = r.forced(k)
	}
	for _, it := range r.items {
		if key != "" {
			break
		}
		it.f.open(k, func(x string) {
			if key == "" {
				key = x
				set = check.Zero
				if s := k.set(x); s == check.Neg|check.Pos || s == anySign {
					set = check.Neg
				}
			}
		})
	}
	if key == "" {
		fail("the lemmas do not contradict the branch")
	}
	return r.split(k, key, set)
}

// forced finds a polynomial whose sign a sentence restricts, and signs that it excludes.
func (r *refuter) forced(k facts) (key string, out check.Signs) {
	for _, it := range r.items {
		if it.f.truth(k) != 0 {
			continue
		}
		it.f.open(k, func(x string) {
			if key != "" {
				return
			}
			var never check.Signs
			for _, s := range []check.Signs{check.Neg, check.Zero, check.Pos} {
				if k.set(x)&s != 0 && it.f.truth(k.and(x, fact{set: s})) < 0 {
					never |= s
				}
			}
			for _, s := range []check.Signs{check.Pos, check.Zero} {
				if never == k.set(x) { // one of them at a time
					never &^= s
				}
			}
			if never != 0 {
				key, out = x, never
			}
		})
		if key != "" {
			return key, out
		}
	}
	return "", 0
}

func (k facts) and(key string, f fact) facts {
	out := maps.Clone(k)
	out[key] = f
	return out
}

// split distinguishes signs of a polynomial.
func (r *refuter) split(k facts, key string, set check.Signs) string {
	p, have := r.p, k.set(key)
	set &= have
	other := have &^ set
	if set == 0 || other == 0 {
		fail("a case distinction is idle")
	}
	a, b := set, other
	var with string
	switch have {
	case anySign:
		one := a
		if a == check.Neg|check.Pos || a == check.Neg|check.Zero || a == check.Zero|check.Pos {
			one = b
			a, b = b, a
		}
		with = fmt.Sprintf("(%s %s)", p.lemma("split_"+signWords[one]), coqPoly(r.polys[key], p.names))
	default:
		first := map[check.Signs]check.Signs{check.Neg | check.Zero: check.Neg, check.Zero | check.Pos: check.Pos, check.Neg | check.Pos: check.Neg}[have]
		if a != first {
			a, b = b, a
		}
		name := p.lemma("split_" + signWords[have])
		with = fmt.Sprintf("(%s %s %s)", name, coqPoly(r.polys[key], p.names), k[key].name)
	}
	x, y := p.fresh("s"), p.fresh("s")
	return fmt.Sprintf("destruct %s as [%s|%s].\n{ %s}\n%s", with, x, y, r.close(k.and(key, fact{a, x})), r.close(k.and(key, fact{b, y})))
}

// falsehood proves that a sentence does not hold, truth that it does.
func (r *refuter) falsehood(f *prop, k facts) string {
	p := r.p
	no := func(i int) string { return r.falsehood(f.args[i], k) }
	yes := func(i int) string { return r.truth(f.args[i], k) }
	switch f.op {
	case "false":
		return "(fun h : False => h)"
	case "atom":
		return r.show(f.atom, k)
	case "not":
		return "(" + p.lemma("not_not") + " " + yes(0) + ")"
	case "=>":
		return "(" + p.lemma("not_imp") + " " + yes(0) + " " + no(1) + ")"
	case "<=>":
		if f.args[0].truth(k) > 0 {
			return "(" + p.lemma("not_iff") + " " + yes(0) + " " + no(1) + ")"
		}
		return "(" + p.lemma("not_iff'") + " " + no(0) + " " + yes(1) + ")"
	case "and":
		i := slices.IndexFunc(f.args, func(g *prop) bool { return g.truth(k) < 0 })
		out := no(i)
		if i < len(f.args)-1 {
			out = "(" + p.lemma("not_left") + " " + out + ")"
		}
		for range i {
			out = "(" + p.lemma("not_right") + " " + out + ")"
		}
		return out
	}
	out := no(len(f.args) - 1)
	for i := len(f.args) - 2; i >= 0; i-- {
		out = "(" + p.lemma("not_both") + " " + no(i) + " " + out + ")"
	}
	return out
}

func (r *refuter) truth(f *prop, k facts) string {
	p := r.p
	no := func(i int) string { return r.falsehood(f.args[i], k) }
	yes := func(i int) string { return r.truth(f.args[i], k) }
	switch f.op {
	case "true":
		return "I"
	case "atom":
		return r.show(f.atom, k)
	case "not":
		return no(0)
	case "=>":
		if f.args[1].truth(k) > 0 {
			return "(" + p.lemma("imp_right") + " " + yes(1) + ")"
		}
		return "(" + p.lemma("imp_left") + " " + no(0) + ")"
	case "<=>":
		if f.args[0].truth(k) > 0 {
			return "(" + p.lemma("iff_both") + " " + yes(0) + " " + yes(1) + ")"
		}
		return "(" + p.lemma("iff_none") + " " + no(0) + " " + no(1) + ")"
	case "and":
		out := yes(len(f.args) - 1)
		for i := len(f.args) - 2; i >= 0; i-- {
			out = "(conj " + yes(i) + " " + out + ")"
		}
		return out
	}
	i := slices.IndexFunc(f.args, func(g *prop) bool { return g.truth(k) > 0 })
	out := yes(i)
	if i < len(f.args)-1 {
		out = "(or_introl " + out + ")"
	}
	for range i {
		out = "(or_intror " + out + ")"
	}
	return out
}
