package check

import "brink/games/expr"

// The second step: with the signs of polynomials as the only unknowns, formulas
// and lemmas contradict each other. A plain case distinction decides; the lemmas
// are there to close its branches early.

// formula is a formula in this package's algebra.
type formula struct {
	kind expr.Kind
	lit  literal // of an atom: a normal polynomial that is not constant
	args []formula
	// once the factors are known: sign·Π signs[v]^n must be in the literal's set
	sign    int
	factors []signPower
}

type signPower struct{ v, n int }

func readFormula(f expr.Formula) formula {
	g := formula{kind: f.Kind}
	if f.Kind == expr.KAtom {
		var set Signs
		for _, t := range [3]int{-1, 0, 1} {
			if f.Atom.Op.Holds(t) {
				set |= signSet(t)
			}
		}
		return atom(read(f.Atom.P), set)
	}
	for _, a := range f.Args {
		g.args = append(g.args, readFormula(a))
	}
	return g
}

// atom is the condition that p has a sign in set.
func atom(p poly, set Signs) formula {
	if k, ok := p.constant(); ok {
		if signSet(k.Sign())&set != 0 {
			return formula{kind: expr.KTrue}
		}
		return formula{kind: expr.KFalse}
	}
	return formula{kind: expr.KAtom, lit: newLiteral(p, set)}
}

// knowledge holds for each polynomial the signs that are left.
type knowledge struct {
	*meter
	index    map[string]int
	signs    []Signs
	formulas []formula
	lemmas   [][]signLiteral
}

type signLiteral struct {
	v   int
	set Signs
}

func (m *meter) contradictory(formulas []formula, lemmas [][]literal, known map[string]factored) error {
	k := &knowledge{meter: m, index: map[string]int{}, formulas: formulas}
	for _, l := range lemmas {
		var lits []signLiteral
		for _, x := range l {
			lits = append(lits, signLiteral{k.variable(x.key), x.set})
		}
		k.lemmas = append(k.lemmas, lits)
	}
	for i := range formulas {
		k.number(&formulas[i], known)
	}
	if !k.closed() {
		return reject("the lemmas do not contradict the formulas")
	}
	return nil
}

func (k *knowledge) variable(key string) int {
	v, ok := k.index[key]
	if !ok {
		v = len(k.signs)
		k.index[key] = v
		k.signs = append(k.signs, every)
	}
	return v
}

// number looks the factors of all atoms up; an atom without any is its own.
func (k *knowledge) number(f *formula, known map[string]factored) {
	for i := range f.args {
		k.number(&f.args[i], known)
	}
	if f.kind != expr.KAtom {
		return
	}
	fs, ok := known[f.lit.key]
	if !ok {
		fs = factored{sign: 1, list: []factor{{key: f.lit.key, n: 1}}}
	}
	f.sign = fs.sign
	for _, q := range fs.list {
		f.factors = append(f.factors, signPower{k.variable(q.key), q.n})
	}
}

// closed reports whether every branch from here ends in a contradiction.
func (k *knowledge) closed() bool {
	saved := append([]Signs(nil), k.signs...)
	defer func() { copy(k.signs, saved) }()
	for changed := true; changed; {
		changed = false
		k.spend(1 + (len(k.lemmas)+len(k.formulas))/4)
		for _, l := range k.lemmas {
			c, bad := k.useLemma(l)
			if bad {
				return true
			}
			changed = changed || c
		}
		for i := range k.formulas {
			c, bad := k.assume(&k.formulas[i])
			if bad {
				return true
			}
			changed = changed || c
		}
	}
	v := -1
	for i := range k.formulas {
		if v = k.undecided(&k.formulas[i]); v >= 0 {
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
			keep |= every &^ x.set
		}
	}
	return k.narrow(l[open].v, keep)
}

// truth evaluates f: -1 false, 1 true, 0 open.
func (k *knowledge) truth(f *formula) int {
	switch f.kind {
	case expr.KTrue:
		return 1
	case expr.KFalse:
		return -1
	case expr.KAtom:
		s := signSet(f.sign)
		for _, q := range f.factors {
			s = mul(s, pow(k.signs[q.v], q.n))
		}
		switch {
		case s&f.lit.set == 0:
			return -1
		case s&^f.lit.set == 0:
			return 1
		}
		return 0
	}
	// A conjunction is false when a part is, a disjunction true when a part is.
	decisive := -1
	if f.kind == expr.KOr {
		decisive = 1
	}
	open := false
	for i := range f.args {
		t := k.truth(&f.args[i])
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
func (k *knowledge) assume(f *formula) (changed, bad bool) {
	switch f.kind {
	case expr.KTrue:
		return false, false
	case expr.KFalse:
		return false, true
	case expr.KAnd:
		for i := range f.args {
			c, b := k.assume(&f.args[i])
			if b {
				return c, true
			}
			changed = changed || c
		}
		return changed, false
	case expr.KOr:
		last := -1
		for i := range f.args {
			switch k.truth(&f.args[i]) {
			case 1:
				return false, false
			case 0:
				if last >= 0 {
					return false, false
				}
				last = i
			}
		}
		if last < 0 {
			return false, true
		}
		return k.assume(&f.args[last])
	}
	// An atom: try each sign of each factor that is left.
	for _, q := range f.factors {
		keep := Signs(0)
		old := k.signs[q.v]
		for _, s := range [3]Signs{Neg, Zero, Pos} {
			if old&s != 0 {
				k.signs[q.v] = s
				if k.truth(f) >= 0 {
					keep |= s
				}
			}
		}
		k.signs[q.v] = old
		c, b := k.narrow(q.v, keep)
		if b {
			return c, true
		}
		changed = changed || c
	}
	return changed, k.truth(f) < 0
}

// undecided finds a polynomial whose sign matters to an open formula, or -1.
func (k *knowledge) undecided(f *formula) int {
	if k.truth(f) != 0 {
		return -1
	}
	for _, q := range f.factors {
		if s := k.signs[q.v]; s != Neg && s != Zero && s != Pos {
			return q.v
		}
	}
	for i := range f.args {
		if v := k.undecided(&f.args[i]); v >= 0 {
			return v
		}
	}
	return -1
}
