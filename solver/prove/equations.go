package prove

import (
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// substitution is the certificate of a lemma by an equation: the literal at
// place `equation` says b·v + c = 0, where b has a known sign other than 0; with
// -c/b for v the other literals are refuted by sub.
type substitution struct {
	equation int
	v        algebra.Var
	formulas []expr.Formula
	sub      *search
}

// substituteLeaf solves an equation of the leaf for a variable and decides the
// rest without it. It reports whether there was such an equation; sat says that a
// model was found, and otherwise a lemma was learned or s.partial was set.
func (s *search) substituteLeaf(lits []lit) (done, sat bool) {
	k, v := s.bestEquation(lits)
	if k < 0 {
		return false, false
	}
	eq := s.lib.factor(lits[k].id).p
	cs := eq.Coeffs(v)
	b, c := cs[1], cs[0]
	sign, signLits := s.knownSign(b, lits)

	sub := newSearch(s.lib, s.work)
	sub.prefer, sub.nvars, sub.searched, sub.depth = s.prefer, s.nvars, s.searched, s.depth+1
	formulas := make([]expr.Formula, len(lits))
	roots := make([]*node, len(lits))
	for i, x := range lits {
		if i == k {
			formulas[i], roots[i] = expr.True(), trueNode
			continue
		}
		p := s.lib.factor(x.id).p
		s.work.spend(1 + p.Terms())
		formulas[i] = substitute(p, x.set, v, b, c, sign)
		roots[i] = s.lib.compile(s.work.ctx, formulas[i])
	}
	sub.roots = roots
	ans := No
	if !slices.Contains(roots, falseNode) {
		ans = sub.solve()
	}
	switch ans {
	case Yes:
		return true, s.lift(sub.model, eq, v)
	case Unknown:
		s.partial = true
		return true, false
	}
	// The lemma needs the equation, what makes its coefficient nonzero, and the
	// literals that the refutation of the rest needs.
	keep := sub.needed()
	var l lemma
	cert := &substitution{v: v, sub: sub}
	for i, x := range lits {
		if i == k || keep[i] || slices.Contains(signLits, i) {
			if i == k {
				cert.equation = len(l.lits)
			}
			l.lits = append(l.lits, x)
			cert.formulas = append(cert.formulas, formulas[i])
		}
	}
	l.subst = cert
	s.learn(l)
	return true, false
}

// substitute returns the condition that p, with v = -c/b, has a sign in set; b
// has the given sign.
func substitute(p algebra.Poly, set SignSet, v algebra.Var, b, c algebra.Poly, sign int) expr.Formula {
	if sign < 0 && p.Degree(v)%2 == 1 {
		set = set.Flip()
	}
	return expr.Sign(p.SubstituteRatio(v, c.Neg(), b), set.Op())
}

// bestEquation picks a literal p = 0 and a variable in which p is linear with a
// coefficient of known sign, the fewest terms first.
func (s *search) bestEquation(lits []lit) (int, algebra.Var) {
	best, bestVar, bestCost := -1, 0, 0
	for i, x := range lits {
		if x.set != Zero {
			continue
		}
		f := s.lib.factor(x.id)
		for _, v := range f.vars {
			if f.p.Degree(v) != 1 {
				continue
			}
			b := f.p.LeadCoeff(v)
			cost := f.p.Terms()
			if !b.IsConst() {
				if cost += 10 * b.Terms() * b.TotalDegree(); cost > maxEquation {
					continue
				}
				if sign, _ := s.knownSign(b, lits); sign == 0 {
					continue
				}
			}
			if best < 0 || cost < bestCost {
				best, bestVar, bestCost = i, v, cost
			}
		}
	}
	return best, bestVar
}

// maxEquation bounds the cost of an equation with a polynomial coefficient: long
// ones make the rest grow more than a variable less is worth.
const maxEquation = 30

// knownSign is the sign of b, if the literals fix one that is not 0, and which
// literals those are.
func (s *search) knownSign(b algebra.Poly, lits []lit) (int, []int) {
	fs := s.lib.factorise(s.work.ctx, b)
	sign := fs.Constant.Sign()
	var used []int
	for _, f := range fs.List {
		id := s.lib.polyID(f.P)
		set := s.lib.factor(id).shape
		for i, x := range lits {
			if x.id == id {
				set &= x.set
				used = append(used, i)
			}
		}
		switch set = set.Pow(f.N); set {
		case Pos:
		case Neg:
			sign = -sign
		default:
			return 0, nil
		}
	}
	return sign, used
}

// lift extends a model of the rest by the value of the solved variable.
func (s *search) lift(m *Model, eq algebra.Poly, v algebra.Var) bool {
	t := m.tower
	if t == nil {
		t = &exact.Tower{}
		for u, c := range m.coords {
			if u != v {
				t.PushRat(u, exact.RatBig(c.Rat))
			}
		}
	} else {
		t = t.Without(v)
	}
	t.Spend = s.work.spend
	for u := range s.nvars {
		if u != v && u >= len(m.coords) {
			t.PushRat(u, s.startPoint()[u])
		}
	}
	roots, _ := t.Roots(eq, v)
	if len(roots) != 1 {
		s.partial = true
		return false
	}
	t.PushRoot(v, roots[0])
	return s.tryTower(t)
}

// needed tells which roots of a refuted search its lemmas refute: roots are
// dropped one by one as long as logic alone still finds the contradiction.
func (s *search) needed() []bool {
	keep := make([]bool, len(s.roots))
	all := s.roots
	for i := range all {
		keep[i] = all[i] != trueNode
	}
	for i := range all {
		if !keep[i] {
			continue
		}
		keep[i] = false
		p := &search{lib: s.lib, work: s.work, lemmas: s.lemmas, lp: &simplex{work: s.work}, logicOnly: true}
		for k, n := range all {
			if keep[k] {
				p.roots = append(p.roots, n)
			}
		}
		if p.branch() || p.partial {
			keep[i] = true
		}
	}
	return keep
}
