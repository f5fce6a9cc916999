package check

import (
	"brink/games/algebra"
	"brink/games/expr"
)

// The second step: with the signs of polynomials as the only unknowns, formulas
// and lemmas contradict each other. A plain case distinction decides; the lemmas
// are there to close its branches early.

// knowledge holds for each polynomial the signs that are left.
type knowledge struct {
	index    map[string]int
	signs    []Signs
	factored map[string]Factored
	formulas []expr.Formula
	lemmas   [][]signLiteral
	steps    int
}

type signLiteral struct {
	v   int
	set Signs
}

// maxSteps bounds the case distinction; evidence that needs more is rejected.
const maxSteps = 2_000_000

func contradictory(formulas []expr.Formula, ev *Evidence) error {
	k := &knowledge{index: map[string]int{}, factored: map[string]Factored{}, formulas: formulas}
	for _, f := range ev.Factored {
		k.factored[f.P.Key()] = f
	}
	for _, l := range ev.Lemmas {
		var lits []signLiteral
		for _, x := range l.Lits {
			lits = append(lits, signLiteral{k.variable(x.P), x.Set & any})
		}
		k.lemmas = append(k.lemmas, lits)
	}
	for _, f := range formulas {
		f.Atoms(func(a expr.Atom) {
			for _, q := range k.factors(a.P).List {
				k.variable(q.P)
			}
		})
	}
	closed := k.closed()
	if k.steps > maxSteps {
		return reject("the case distinction is too long")
	}
	if !closed {
		return reject("the lemmas do not contradict the formulas")
	}
	return nil
}

func (k *knowledge) variable(p algebra.Poly) int {
	key := p.Key()
	v, ok := k.index[key]
	if !ok {
		v = len(k.signs)
		k.index[key] = v
		k.signs = append(k.signs, any)
	}
	return v
}

// factors is the given factorisation of p, or p itself.
func (k *knowledge) factors(p algebra.Poly) Factored {
	if f, ok := k.factored[p.Key()]; ok {
		return f
	}
	return Factored{P: p, Constant: algebra.NewInt(1), List: []Power{{P: p, N: 1}}}
}

// sign is the set of signs that p can have.
func (k *knowledge) sign(p algebra.Poly) Signs {
	f := k.factors(p)
	s := signSet(f.Constant.Sign())
	for _, q := range f.List {
		s = mul(s, pow(k.signs[k.variable(q.P)], q.N))
	}
	return s
}

// closed reports whether every branch from here ends in a contradiction.
func (k *knowledge) closed() bool {
	if k.steps++; k.steps > maxSteps {
		return false
	}
	saved := append([]Signs(nil), k.signs...)
	defer func() { copy(k.signs, saved) }()
	for changed := true; changed; {
		changed = false
		for _, l := range k.lemmas {
			c, bad := k.useLemma(l)
			if bad {
				return true
			}
			changed = changed || c
		}
		for _, f := range k.formulas {
			c, bad := k.assume(f)
			if bad {
				return true
			}
			changed = changed || c
		}
	}
	v := -1
	for _, f := range k.formulas {
		if v = k.undecided(f); v >= 0 {
			break
		}
	}
	if v < 0 {
		return false // all formulas hold: nothing contradicts them
	}
	for _, s := range [3]Signs{Neg, Zero, Pos} {
		if k.signs[v]&s == 0 {
			continue
		}
		old := k.signs[v]
		k.signs[v] = s
		ok := k.closed()
		k.signs[v] = old
		if !ok {
			return false
		}
	}
	return true
}

// narrow intersects the signs of variable v.
func (k *knowledge) narrow(v int, set Signs) (changed, bad bool) {
	old := k.signs[v]
	k.signs[v] &= set
	return k.signs[v] != old, k.signs[v] == 0
}

// useLemma: not all literals hold.
func (k *knowledge) useLemma(l []signLiteral) (changed, bad bool) {
	open := -1
	for i, x := range l {
		switch s := k.signs[x.v]; {
		case s&x.set == 0:
			return false, false
		case s&^x.set != 0:
			if open >= 0 && l[open].v != x.v {
				return false, false
			}
			open = i
		}
	}
	if open < 0 {
		return false, true
	}
	// Only one polynomial is open; it may occur in several literals.
	keep := Signs(0)
	for _, x := range l {
		if x.v == l[open].v {
			keep |= any &^ x.set
		}
	}
	return k.narrow(l[open].v, keep)
}

// truth evaluates f: -1 false, 1 true, 0 open.
func (k *knowledge) truth(f expr.Formula) int {
	switch f.Kind {
	case expr.KTrue:
		return 1
	case expr.KFalse:
		return -1
	case expr.KAtom:
		s := k.sign(f.Atom.P)
		in, out := false, false
		for _, t := range [3]int{-1, 0, 1} {
			if s&signSet(t) != 0 {
				if f.Atom.Op.Holds(t) {
					in = true
				} else {
					out = true
				}
			}
		}
		switch {
		case in && out:
			return 0
		case in:
			return 1
		}
		return -1
	}
	// A conjunction is false when a part is, a disjunction true when a part is.
	decisive := -1
	if f.Kind == expr.KOr {
		decisive = 1
	}
	open := false
	for _, g := range f.Args {
		t := k.truth(g)
		if t == decisive {
			return t
		}
		open = open || t == 0
	}
	if open {
		return 0
	}
	return -decisive
}

// assume draws simple consequences of f being true.
func (k *knowledge) assume(f expr.Formula) (changed, bad bool) {
	switch f.Kind {
	case expr.KTrue:
		return false, false
	case expr.KFalse:
		return false, true
	case expr.KAnd:
		for _, g := range f.Args {
			c, b := k.assume(g)
			if b {
				return c, true
			}
			changed = changed || c
		}
		return changed, false
	case expr.KOr:
		var open []expr.Formula
		for _, g := range f.Args {
			switch k.truth(g) {
			case 1:
				return false, false
			case 0:
				open = append(open, g)
			}
		}
		switch len(open) {
		case 0:
			return false, true
		case 1:
			return k.assume(open[0])
		}
		return false, false
	}
	// An atom: try each sign of each factor that is left.
	fs := k.factors(f.Atom.P)
	for _, q := range fs.List {
		v := k.variable(q.P)
		keep := Signs(0)
		old := k.signs[v]
		for _, s := range [3]Signs{Neg, Zero, Pos} {
			if old&s != 0 {
				k.signs[v] = s
				if k.truth(f) >= 0 {
					keep |= s
				}
			}
		}
		k.signs[v] = old
		c, b := k.narrow(v, keep)
		if b {
			return c, true
		}
		changed = changed || c
	}
	if k.truth(f) < 0 {
		return changed, true
	}
	return changed, false
}

// undecided finds a polynomial whose sign matters to an open formula, or -1.
func (k *knowledge) undecided(f expr.Formula) int {
	if k.truth(f) != 0 {
		return -1
	}
	if f.Kind == expr.KAtom {
		for _, q := range k.factors(f.Atom.P).List {
			v := k.variable(q.P)
			if s := k.signs[v]; s != Neg && s != Zero && s != Pos {
				return v
			}
		}
		return -1
	}
	for _, g := range f.Args {
		if v := k.undecided(g); v >= 0 {
			return v
		}
	}
	return -1
}
