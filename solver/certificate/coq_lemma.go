package certificate

import (
	"fmt"
	"math/big"
	"strings"

	"brink/games/algebra"
	"brink/solver/prove/check"
)

// apply is a proof of False by a lemma whose literals the facts imply.
func (r *refuter) apply(m *refuted, k facts) string {
	p := r.p
	if m.proof == "" {
		m.proof = p.stateLemma(m)
	}
	out := m.proof
	for _, x := range m.lits {
		out += " " + p.weaken(k[x.key], x.set)
	}
	return "(" + out + ")"
}

// weaken proves that a polynomial has one of more signs than are known.
func (p *script) weaken(f fact, set check.Signs) string {
	if f.set == set {
		return f.name
	}
	return "(" + p.lemma("weak_"+signWords[f.set]+"_"+signWords[set]) + " " + f.name + ")"
}

// stateLemma states that the literals of a lemma hold nowhere together, and proves it.
func (p *script) stateLemma(m *refuted) string {
	var premisses, names []string
	known := facts{}
	for i, x := range m.lits {
		premisses = append(premisses, coqPoly(x.p, p.names)+" "+signOps[x.set]+" 0")
		name := fmt.Sprintf("l%d", i)
		names = append(names, name)
		known[x.key] = fact{x.set, name}
	}
	var proof string
	switch {
	case m.l.Sum != nil:
		proof = p.sum(m, known)
	case m.l.Subst != nil:
		proof = p.substitution(m, known)
	default:
		// Coverings and boxes have no form in Coq; most can be had without.
		if proof = p.eliminate(m.lits, known); proof != "" {
			break
		}
		if m.l.Sum = p.products(m.lits); m.l.Sum == nil {
			fail("a covering has no form in Coq")
		}
		proof = p.sum(m, known)
	}
	var vars []string
	all := strings.Join(premisses, " ")
	for _, v := range p.names {
		if mentions(all, coqName(v)) {
			vars = append(vars, coqName(v))
		}
	}
	name := fmt.Sprintf("lemma_%d", len(p.stated)+1)
	p.stated[name] = name
	fmt.Fprintf(&p.lemmas, "Lemma %s : forall %s : R, %s -> False.\nProof.\nintros %s.\n%sQed.\n", name, strings.Join(vars, " "),
		strings.Join(premisses, " -> "), strings.Join(append(vars[:len(vars):len(vars)], names...), " "), proof)
	return strings.Join(append([]string{name}, vars...), " ")
}

// sum proves a lemma by adding products of known signs up.
func (p *script) sum(m *refuted, known facts) string {
	den := big.NewInt(1) // of all weights
	for _, s := range m.l.Sum {
		d := s.Weight.Denom()
		g := new(big.Int).GCD(nil, nil, den, d)
		den.Mul(den, new(big.Int).Quo(d, g))
	}
	text, proof, set := "", "", check.Signs(0)
	total := algebra.Poly{}
	for i := len(m.l.Sum) - 1; i >= 0; i-- {
		s := m.l.Sum[i]
		x := product{k: new(big.Rat).Mul(s.Weight, new(big.Rat).SetInt(den))}
		value := algebra.Constant(algebra.IntFromBig(x.k.Num()))
		for _, f := range s.Factors {
			q, k := f.P.Primitive()
			for range f.N {
				x.k.Mul(x.k, new(big.Rat).SetInt(k.Big()))
				value = value.Mul(f.P)
			}
			if !q.IsConst() && f.N > 0 {
				x.list = append(x.list, power{q, q.Key(), f.N})
			}
		}
		total = total.Add(value)
		t, pr, sg := p.chain(x, known)
		if sg&check.Neg != 0 {
			fail("a summand may be negative")
		}
		if sg == check.Zero {
			pr, sg = "("+p.lemma("weak_eq_ge")+" "+pr+")", check.Zero|check.Pos
		}
		if text == "" {
			text, proof, set = t, pr, sg
			continue
		}
		proof = "(" + p.lemma("add_"+signWords[sg]+"_"+signWords[set]) + " " + pr + " " + proof + ")"
		text = "(" + t + " + " + text + ")"
		if sg == check.Pos {
			set = sg
		}
	}
	k, ok := total.Const()
	if !ok {
		fail("a sum is no number")
	}
	return fmt.Sprintf("assert (T : %s %s 0) by exact %s.\nassert (E : %s = %s) by ring.\nrewrite E in T; lra.\n", text, signOps[set], proof, text, k.Big().String())
}

// substitution proves a lemma by solving a literal for a variable.
func (p *script) substitution(m *refuted, known facts) string {
	s := m.l.Subst
	eq := m.lits[s.Equation]
	cs := eq.p.Coeffs(s.Var)
	b, c := cs[1], cs[0]
	r := &refuter{p: p, factored: map[string]product{}, polys: map[string]algebra.Poly{}}
	if s.Coefficient != nil {
		r.learn([]check.Factored{*s.Coefficient})
	}
	x := r.normal(b)
	text, proof, sign := p.chain(x, known)
	if sign != check.Neg && sign != check.Pos {
		fail("a coefficient has no known sign")
	}
	bText := coqPoly(b, p.names)
	var out strings.Builder
	fmt.Fprintf(&out, "assert (B : %s %s 0) by exact (%s (%s) %s).\n", bText, signOps[sign], p.lemma("is_"+signWords[sign]), p.identity(bText, text), proof)
	q, k := b.Primitive()
	for i, l := range m.lits {
		if i == s.Equation {
			continue
		}
		d := l.p.Degree(s.Var)
		at := l.p.SubstituteRatio(s.Var, c.Neg(), b)
		cofactor, ok := l.p.Mul(b.Pow(d)).Sub(at).DivExact(eq.p)
		if !ok {
			fail("a substitution does not come out")
		}
		kd := new(big.Rat).SetInt64(1)
		for range d {
			kd.Mul(kd, new(big.Rat).SetInt(k.Big()))
		}
		e := product{k: kd, list: []power{{l.p, l.key, 1}}}
		f := facts{l.key: known[l.key]}
		if d > 0 && !q.IsConst() {
			qset := sign
			if k.Sign() < 0 {
				qset = turned(sign)
			}
			name := fmt.Sprintf("b%d", i)
			fmt.Fprintf(&out, "assert (%s : %s %s 0) by lra.\n", name, coqPoly(q, p.names), signOps[qset])
			e.list = append(e.list, power{q, q.Key(), d})
			f[q.Key()] = fact{qset, name}
		}
		text, proof, set := p.chain(e, f)
		atText := coqPoly(at, p.names)
		h := fmt.Sprintf("r%d", i)
		fmt.Fprintf(&out, "assert (%s : %s %s 0).\n{ refine (%s (_ : %s = %s - %s * %s) l%d %s); ring. }\n", h, atText, signOps[set],
			p.lemma("sub_"+signWords[set]), atText, text, coqPoly(cofactor, p.names), coqPoly(eq.p, p.names), s.Equation, proof)
		r.items = append(r.items, item{h, &prop{op: "atom", atom: &comparison{lhs: atText, rhs: "0", op: strings.Replace(signOps[set], "<>", "!=", 1), set: set, ratio: algebra.FromPoly(at)}}})
	}
	r.take(s.Rest)
	for _, it := range r.items {
		r.number(it.f)
	}
	out.WriteString(r.close(facts{}))
	return out.String()
}
