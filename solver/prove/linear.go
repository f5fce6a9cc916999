package prove

import (
	"brink/games/algebra"
	"brink/solver/exact"
)

// propagateLinear hands the known signs to the simplex, nonlinear monomials as
// variables of their own whose signs follow from those of their factors. False
// is a conflict, which is learned as a lemma.
func (s *search) propagateLinear() bool {
	for s.synced < len(s.trail) {
		id := s.trail[s.synced].id
		s.synced++
		if !s.assertSign(id) {
			return false
		}
	}
	if !s.monomialSigns() {
		return false
	}
	conf, done := s.lp.check()
	if !done {
		return true
	}
	if conf != nil {
		s.learn(s.fromFarkas(conf))
		return false
	}
	return s.boundSigns()
}

// simplexVar returns the simplex variable of a form, adding it if needed.
func (s *search) simplexVar(id int32) int32 {
	for int(id) >= len(s.xOf) {
		s.xOf = append(s.xOf, 0)
	}
	if x := s.xOf[id]; x > 0 {
		return x - 1
	}
	f := s.lib.formOf(id)
	var x int32
	if f.mono != nil || f.p.Terms() > maxFormTerms {
		x = s.lp.addStructural()
		s.nvars = max(s.nvars, f.v+1)
	} else {
		terms := make([]term, len(f.terms))
		for i, t := range f.terms {
			terms[i] = term{s.simplexVar(t.form), t.c}
		}
		x = s.lp.addSlack(terms)
	}
	s.xOf[id] = x + 1
	for int(x) >= len(s.formOf) {
		s.formOf = append(s.formOf, 0)
	}
	s.formOf[x] = id
	return x
}

// assertSign gives the simplex the bounds that the domain of a factor implies.
func (s *search) assertSign(id int32) bool {
	d := s.dom[id]
	f := s.lib.factor(id)
	if d == Any || d == NonZero {
		return true
	}
	x := s.simplexVar(f.form)
	// p = scale·form + konst and the sign of p bound the form at -konst/scale.
	limit := f.konst.Neg().Quo(f.scale)
	scale := f.scale.Abs()
	ok := true
	if d&Neg == 0 {
		ok = s.assertBound(x, f.scale.Sign() < 0, limit, constraint{[]power{{id, 1}}, 1, scale, []lit{{id, d}}, d == Pos})
	}
	if ok && d&Pos == 0 {
		ok = s.assertBound(x, f.scale.Sign() > 0, limit, constraint{[]power{{id, 1}}, -1, scale, []lit{{id, d}}, d == Neg})
	}
	return ok
}

func (s *search) assertBound(x int32, upper bool, limit exact.Rat, c constraint) bool {
	v := delta{r: limit}
	if c.strict {
		v.k = one
		if upper {
			v.k = one.Neg()
		}
	}
	if old := s.lp.hi[x]; upper && old.set && old.v.cmp(v) <= 0 {
		return true
	}
	if old := s.lp.lo[x]; !upper && old.set && old.v.cmp(v) >= 0 {
		return true
	}
	why := int32(len(s.cons))
	s.cons = append(s.cons, c)
	if conf := s.lp.assertBound(x, upper, v, why); conf != nil {
		s.learn(s.fromFarkas(conf))
		return false
	}
	return true
}

// monomialSigns bounds nonlinear monomials by the signs of their variables.
func (s *search) monomialSigns() bool {
	for x := 0; x < len(s.formOf); x++ {
		f := s.lib.formOf(s.formOf[x])
		if f.deg < 2 || f.mono == nil {
			continue
		}
		sign := Pos
		var prod []power
		for v, k := range f.mono {
			if k > 0 {
				id := s.lib.polyID(algebra.Variable(v))
				sign = sign.Mul(s.domain(id).Pow(int(k)))
				prod = append(prod, power{id, int(k)})
			}
		}
		if sign == Any || sign == NonZero || sign == 0 {
			continue
		}
		var lits []lit
		for _, p := range prod {
			if d := s.domain(p.id); d != Any {
				lits = append(lits, lit{p.id, d})
			}
		}
		ok := true
		if sign&Neg == 0 {
			ok = s.assertBound(int32(x), false, exact.Rat{}, constraint{prod, 1, one, lits, sign == Pos})
		}
		if ok && sign&Pos == 0 {
			ok = s.assertBound(int32(x), true, exact.Rat{}, constraint{prod, -1, one, lits, sign == Neg})
		}
		if !ok {
			return false
		}
	}
	return true
}

// boundSigns learns the sign of a variable from its bounds where nonlinear
// monomials can use it: x >= 1 makes x positive.
func (s *search) boundSigns() bool {
	for x := 0; x < len(s.formOf); x++ {
		f := s.lib.formOf(s.formOf[x])
		if f.deg < 2 || f.mono == nil {
			continue
		}
		for v, k := range f.mono {
			if k == 0 {
				continue
			}
			id := s.lib.polyID(algebra.Variable(v))
			y := s.simplexVar(s.lib.factor(id).form)
			if d := s.domain(id); d&Neg != 0 && s.lp.lo[y].set && s.lp.lo[y].v.cmp(delta{}) >= 0 ||
				d&Pos != 0 && s.lp.hi[y].set && s.lp.hi[y].v.cmp(delta{}) <= 0 ||
				d&Zero != 0 && (s.lp.lo[y].set && s.lp.lo[y].v.cmp(delta{}) > 0 || s.lp.hi[y].set && s.lp.hi[y].v.cmp(delta{}) < 0) {
				if !s.learnSign(id, y) {
					return false
				}
			}
		}
	}
	return true
}

// learnSign probes each sign left of factor id against the bounds of its simplex
// variable and learns the lemmas that exclude some.
func (s *search) learnSign(id, y int32) bool {
	for _, sign := range [3]SignSet{Neg, Zero, Pos} {
		if s.domain(id)&sign == 0 {
			continue
		}
		m, n := s.lp.mark(), len(s.cons)
		var conf []farkas
		why := int32(n)
		switch sign {
		case Neg:
			s.cons = append(s.cons, constraint{[]power{{id, 1}}, -1, one, []lit{{id, Neg}}, true})
			conf = s.lp.assertBound(y, true, delta{k: one.Neg()}, why)
		case Pos:
			s.cons = append(s.cons, constraint{[]power{{id, 1}}, 1, one, []lit{{id, Pos}}, true})
			conf = s.lp.assertBound(y, false, delta{k: one}, why)
		case Zero:
			s.cons = append(s.cons, constraint{[]power{{id, 1}}, 1, one, []lit{{id, Zero}}, false},
				constraint{[]power{{id, 1}}, -1, one, []lit{{id, Zero}}, false})
			conf = s.lp.assertBound(y, false, delta{}, why)
			if conf == nil {
				conf = s.lp.assertBound(y, true, delta{}, why+1)
			}
		}
		if conf != nil {
			s.learn(s.fromFarkas(conf))
		}
		s.lp.undo(m)
		s.cons = s.cons[:n]
		if conf != nil && !s.assumeLemma(&s.lemmas[len(s.lemmas)-1]) {
			return false
		}
	}
	return true
}

// simplexPoint tries the point where the simplex stands.
func (s *search) simplexPoint() bool {
	if s.lp.stale {
		return false
	}
	at := s.startPoint()
	eps := s.lp.concrete()
	for x, id := range s.formOf {
		if f := s.lib.formOf(id); f.v >= 0 {
			v := s.lp.val[x]
			at[f.v] = v.r.Add(eps.Mul(v.k))
		}
	}
	return s.tryPoint(at)
}

// startPoint is the preferred point, zero where there is no preference.
func (s *search) startPoint() []exact.Rat {
	at := make([]exact.Rat, s.nvars)
	copy(at, s.prefer)
	return at
}
