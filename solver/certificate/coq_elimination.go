package certificate

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"brink/games/algebra"
	"brink/solver/prove/check"
)

// eliminator contradicts literals by eliminating variables in which all are linear:
// two whose coefficients have opposite signs bound the variable from below and above,
// and the product sum without it follows (Fourier 1827, Motzkin 1936, with coefficients
// that are polynomials). Signs of coefficients that are not known are distinguished.
// Polynomials that come up are replaced by their factors.
type eliminator struct {
	r     *refuter
	depth int
	left  int // steps
}

// maxElimination bounds the steps of one lemma.
const maxElimination = 1500

// eliminate is a proof of False from facts on literals, "" where none is found.
func (p *script) eliminate(lits []literal, known facts) (text string) {
	r := &refuter{p: p, factored: map[string]product{}, polys: map[string]algebra.Poly{}}
	var vars []algebra.Var
	for _, l := range lits {
		r.polys[l.key] = l.p
		for _, v := range l.p.Vars() {
			if !slices.Contains(vars, v) {
				vars = append(vars, v)
			}
		}
	}
	e := &eliminator{r: r, left: maxElimination}
	return e.close(known, vars)
}

// close proves False, or returns "".
func (e *eliminator) close(k facts, vars []algebra.Var) string {
	if e.left--; e.left < 0 {
		return ""
	}
	var out strings.Builder
	k = maps.Clone(k)
	for {
		v, ok := e.linear(k, vars)
		if !ok {
			return ""
		}
		text, done, split := e.pairs(k, v)
		out.WriteString(text)
		if done {
			return out.String()
		}
		if split != "" {
			rest := e.cases(k, split, vars)
			if rest == "" {
				return ""
			}
			return out.String() + rest
		}
		vars = slices.DeleteFunc(slices.Clone(vars), func(w algebra.Var) bool { return w == v })
		if len(vars) == 0 {
			return ""
		}
		for key := range k { // what has the variable has served
			if e.r.polys[key].Has(v) {
				delete(k, key)
			}
		}
	}
}

// linear is a variable in which everything known is linear, one that few mention.
func (e *eliminator) linear(k facts, vars []algebra.Var) (best algebra.Var, ok bool) {
	least := 0
	for _, v := range vars {
		lower, upper := 0, 0
		fine := true
		for key := range k {
			p := e.r.polys[key]
			switch d := p.Degree(v); {
			case d > 1:
				fine = false
			case d == 1:
				lower++
				upper += p.LeadCoeff(v).Terms()
			}
		}
		if cost := lower*lower + upper; fine && lower > 0 && (!ok || cost < least) {
			best, least, ok = v, cost, true
		}
	}
	return best, ok
}

// sorted are the keys of facts in a fixed order.
func (k facts) sorted() []string {
	var keys []string
	for key := range k {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// pairs derives what follows without a variable; done says that it is a contradiction,
// split is a coefficient whose sign must be known first.
func (e *eliminator) pairs(k facts, v algebra.Var) (text string, done bool, split string) {
	var out strings.Builder
	type bound struct {
		p     algebra.Poly
		f     fact
		a     algebra.Poly
		an    product
		asign check.Signs
	}
	var list []bound
	for _, key := range k.sorted() {
		p := e.r.polys[key]
		if p.Degree(v) != 1 || k[key].set == check.Neg|check.Pos {
			continue
		}
		b := bound{p: p, f: k[key], a: p.Coeffs(v)[1]}
		b.an = e.factors(b.a)
		b.asign = b.an.signs(k)
		if b.asign != check.Neg && b.asign != check.Pos && b.asign != check.Zero {
			for _, x := range b.an.list {
				if s := k.set(x.key); s != check.Neg && s != check.Pos && s != check.Zero {
					return out.String(), false, x.key
				}
			}
		}
		list = append(list, b)
	}
	for _, b := range list {
		if b.asign == check.Zero { // what is left without the variable
			rest := b.p.Coeffs(v)[0]
			aText, aProof, _ := e.r.p.chain(b.an, k)
			says := fmt.Sprintf("%s = %s - %s * %s", coqPoly(rest, e.r.p.names), coqPoly(b.p, e.r.p.names), coqName(e.r.p.names[v]), aText)
			if e.learn(&out, k, rest, b.f.set, fmt.Sprintf("(%s (%s) %s %s)", e.r.p.lemma("sub_"+signWords[b.f.set]), e.r.p.state("same", says, nil, "ring"), aProof, b.f.name)) {
				return out.String(), true, ""
			}
		}
	}
	for i, x := range list {
		for _, y := range list[i+1:] {
			if x.asign == check.Zero || y.asign == check.Zero {
				continue
			}
			// a_y·p_x - a_x·p_y has not the variable.
			sx, sy := timesSigns(y.asign, x.f.set), timesSigns(turned(x.asign), y.f.set)
			set := plusSigns(sx, sy)
			if set == anySign || set == check.Neg|check.Pos {
				continue
			}
			minus := x.an
			minus.k = new(big.Rat).Neg(x.an.k)
			kk := k.and("x", x.f).and("y", y.f)
			one := product{k: y.an.k, list: append(slices.Clone(y.an.list), power{x.p, "x", 1})}
			two := product{k: minus.k, list: append(slices.Clone(minus.list), power{y.p, "y", 1})}
			t1, p1, s1 := e.r.p.chain(one, kk)
			t2, p2, s2 := e.r.p.chain(two, kk)
			rest := y.a.Mul(x.p).Sub(x.a.Mul(y.p))
			says := fmt.Sprintf("%s = %s + %s", coqPoly(rest, e.r.p.names), t1, t2)
			sum := fmt.Sprintf("(%s %s %s)", e.r.p.lemma("plus_"+signWords[s1]+"_"+signWords[s2]), p1, p2)
			if e.learn(&out, k, rest, set, fmt.Sprintf("(%s (%s) %s)", e.r.p.lemma("is_"+signWords[set]), e.r.p.state("same", says, nil, "ring"), sum)) {
				return out.String(), true, ""
			}
		}
	}
	return out.String(), false, ""
}

// plusSigns are the signs of a sum.
func plusSigns(a, b check.Signs) check.Signs {
	switch {
	case a == check.Zero:
		return b
	case b == check.Zero:
		return a
	case a&check.Neg == 0 && b&check.Neg == 0:
		if a&b&check.Zero != 0 {
			return check.Zero | check.Pos
		}
		return check.Pos
	case a&check.Pos == 0 && b&check.Pos == 0:
		if a&b&check.Zero != 0 {
			return check.Zero | check.Neg
		}
		return check.Neg
	}
	return anySign
}

// factors is a polynomial as a product; its factors are noted.
func (e *eliminator) factors(p algebra.Poly) product {
	q, _ := p.Primitive()
	if _, ok := e.r.factored[q.Key()]; !ok && !q.IsConst() && !p.IsZero() {
		var list check.Factored
		list.P, list.Constant = q, algebra.NewInt(1)
		fs := algebra.Factorize(q)
		list.Constant = fs.Constant
		for _, f := range fs.List {
			list.List = append(list.List, check.Power{P: f.P, N: f.N})
		}
		e.r.learn([]check.Factored{list})
	}
	out := e.r.normal(p)
	for _, x := range out.list {
		e.r.polys[x.key] = x.p
	}
	return out
}

// learn notes that a polynomial has one of some signs, of its only factor of unknown
// sign if there is one; it reports whether that is a contradiction, which it then
// proves.
func (e *eliminator) learn(out *strings.Builder, k facts, p algebra.Poly, set check.Signs, proof string) bool {
	s := e.r.p
	x := e.factors(p)
	name := s.fresh("e")
	if have := x.signs(k); have&set == 0 {
		text, chain, sign := s.chain(x, k)
		fmt.Fprintf(out, "exact (%s %s (%s (%s) %s)).\n", s.lemma("clash_"+signWords[set]+"_"+signWords[sign]), proof, s.lemma("is_"+signWords[sign]), s.identity(coqPoly(p, s.names), text), chain)
		return true
	}
	if p.IsConst() {
		return false
	}
	// The product of all factors of strict sign, and what is left.
	known := product{k: x.k}
	var open []power
	for _, f := range x.list {
		if t := k.set(f.key); t == check.Neg || t == check.Pos {
			known.list = append(known.list, f)
		} else {
			open = append(open, f)
		}
	}
	text, chain, sign := s.chain(known, k)
	if len(open) == 0 || sign != check.Neg && sign != check.Pos {
		return false
	}
	rest := algebra.Constant(algebra.NewInt(1))
	for _, f := range open {
		rest = rest.Mul(f.p.Pow(f.n))
	}
	q, c := rest.Primitive()
	if !c.IsOne() {
		return false
	}
	key := q.Key()
	e.r.polys[key] = q
	if len(open) > 1 || open[0].n > 1 {
		e.r.factored[key] = product{k: big.NewRat(1, 1), list: []power{{q, key, 1}}}
	}
	left := set
	if sign == check.Neg {
		left = turned(set)
	}
	old, had := k[key]
	if had && old.set&^left == 0 {
		return false
	}
	qText := coqPoly(q, s.names)
	fmt.Fprintf(out, "assert (%s : %s %s 0) by exact (%s (%s) %s %s).\n", name, qText, signOps[left], s.lemma("quot_"+signWords[sign]+"_"+signWords[set]),
		s.identity(coqPoly(p, s.names), text+" * "+qText), chain, proof)
	if !had {
		k[key] = fact{left, name}
		return false
	}
	both := old.set & left
	if both == 0 {
		fmt.Fprintf(out, "exact (%s %s %s).\n", s.lemma("clash_"+signWords[old.set]+"_"+signWords[left]), old.name, name)
		return true
	}
	if both == left {
		k[key] = fact{left, name}
		return false
	}
	more := s.fresh("e")
	fmt.Fprintf(out, "assert (%s : %s %s 0) by exact (%s %s %s).\n", more, qText, signOps[both], s.lemma("both_"+signWords[old.set]+"_"+signWords[left]), old.name, name)
	k[key] = fact{both, more}
	return false
}

// cases distinguishes the signs of a polynomial.
func (e *eliminator) cases(k facts, key string, vars []algebra.Var) string {
	p := e.r.p
	if e.depth > 6 {
		return ""
	}
	e.depth++
	defer func() { e.depth-- }()
	have := k.set(key)
	var out strings.Builder
	branch := func(set check.Signs, name string) bool {
		text := e.close(k.and(key, fact{set, name}), vars)
		if text == "" {
			return false
		}
		out.WriteString("{ " + text + "}\n")
		return true
	}
	poly := coqPoly(e.r.polys[key], p.names)
	x, y := p.fresh("s"), p.fresh("s")
	switch have {
	case anySign, check.Neg | check.Pos:
		if have == anySign {
			fmt.Fprintf(&out, "destruct (%s %s) as [%s|%s].\n", p.lemma("split_lt"), poly, x, y)
			if !branch(check.Neg, x) || !branch(check.Zero|check.Pos, y) {
				return ""
			}
			return out.String()
		}
		fmt.Fprintf(&out, "destruct (%s %s %s) as [%s|%s].\n", p.lemma("split_ne"), poly, k[key].name, x, y)
		if !branch(check.Neg, x) || !branch(check.Pos, y) {
			return ""
		}
	case check.Neg | check.Zero:
		fmt.Fprintf(&out, "destruct (%s %s %s) as [%s|%s].\n", p.lemma("split_le"), poly, k[key].name, x, y)
		if !branch(check.Neg, x) || !branch(check.Zero, y) {
			return ""
		}
	default:
		fmt.Fprintf(&out, "destruct (%s %s %s) as [%s|%s].\n", p.lemma("split_ge"), poly, k[key].name, x, y)
		if !branch(check.Pos, x) || !branch(check.Zero, y) {
			return ""
		}
	}
	return out.String()
}
