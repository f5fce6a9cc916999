package prove

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
)

// node is a formula whose literals are about single factors. It is immutable
// and shared.
type node struct {
	kind nodeKind
	id   int32   // of nLit: the factor
	set  SignSet // of nLit, nProd
	ids  []int32 // of nProd: at least two different factors, each once
	args []*node // of nAnd, nOr
}

type nodeKind uint8

const (
	nFalse nodeKind = iota
	nTrue
	nLit
	nProd
	nAnd
	nOr
)

var (
	falseNode = &node{kind: nFalse}
	trueNode  = &node{kind: nTrue}
)

// compile turns a formula into nodes, factoring every polynomial.
func (l *library) compile(ctx context.Context, f expr.Formula) *node {
	switch f.Kind {
	case expr.KTrue:
		return trueNode
	case expr.KFalse:
		return falseNode
	case expr.KAtom:
		return l.atom(ctx, f.Atom)
	}
	args := make([]*node, 0, len(f.Args))
	for _, a := range f.Args {
		args = append(args, l.compile(ctx, a))
	}
	if f.Kind == expr.KAnd {
		return andNode(args...)
	}
	return orNode(args...)
}

func (l *library) atom(ctx context.Context, a expr.Atom) *node {
	key := a.Op.String() + a.P.Key()
	l.mu.RLock()
	n := l.atoms[key]
	l.mu.RUnlock()
	if n != nil {
		return n
	}
	// Factor outside the lock: it may take long.
	fs := l.factorise(ctx, a.P)
	l.mu.Lock()
	defer l.mu.Unlock()
	n = l.product(fs, SignsOf(a.Op))
	if len(l.atoms) < l.budget && ctx.Err() == nil {
		l.atoms[key] = n
	}
	return n
}

// factorise is Factorize with a memory, within factorSteps: a polynomial that takes
// more stays together, and so does one that the end of the context interrupts.
func (l *library) factorise(ctx context.Context, p algebra.Poly) algebra.Factors {
	if p.TotalDegree() == 1 {
		fs, _ := factorize(ctx, p)
		return fs
	}
	key := p.Key()
	l.mu.RLock()
	fs, ok := l.factored[key]
	l.mu.RUnlock()
	if ok {
		return fs
	}
	fs, ok = factorize(ctx, p)
	l.mu.Lock()
	if len(l.factored) < l.budget && (ok || ctx.Err() == nil) {
		l.factored[key] = fs
	}
	l.mu.Unlock()
	return fs
}

// factoriseFully is factorise for what people read: it also splits factors of degree
// three and more in every variable, which searches leave together.
func (l *library) factoriseFully(ctx context.Context, p algebra.Poly) algebra.Factors {
	var out algebra.Factors
	shallow := l.factorise(ctx, p)
	out.Constant = shallow.Constant
	for _, f := range shallow.List {
		if len(f.P.Vars()) < 2 || !deepIn(f.P) {
			out.List = append(out.List, f)
			continue
		}
		key := "fully " + f.P.Key()
		l.mu.RLock()
		deep, ok := l.factored[key]
		l.mu.RUnlock()
		if !ok {
			deep, _ = algebra.Within(ctx, deepSteps).FactorizeFully(f.P)
			l.mu.Lock()
			if len(l.factored) < l.budget && ctx.Err() == nil {
				l.factored[key] = deep
			}
			l.mu.Unlock()
		}
		if f.N%2 == 1 { // 1 or -1, the factors being primitive
			out.Constant = out.Constant.Mul(deep.Constant)
		}
		for _, g := range deep.List {
			out.List = append(out.List, algebra.Factor{P: g.P, N: g.N * f.N})
		}
	}
	return out
}

// deepIn reports whether p has degree three or more in each of its variables.
func deepIn(p algebra.Poly) bool {
	return !slices.ContainsFunc(p.Vars(), func(v algebra.Var) bool { return p.Degree(v) < 3 })
}

// deepSteps bounds the factorisation of a polynomial for readers.
const deepSteps = 1 << 20

// factorSteps bounds the factorisation of a polynomial; it takes a few tenths of a
// second. Those of published models take less than a thousandth of it.
const factorSteps = 1 << 24

// factorize factors p within factorSteps; ok is false when it could not, and then the
// factor that p is may have squares.
func factorize(ctx context.Context, p algebra.Poly) (_ algebra.Factors, ok bool) {
	if p.TotalDegree() == 1 {
		q, k := p.Primitive()
		return algebra.Factors{Constant: k, List: []algebra.Factor{{P: q, N: 1}}}, true
	}
	return algebra.Within(ctx, factorSteps).Factorize(p)
}

// product is the condition that Constant·Π P^N has a sign in set.
func (l *library) product(fs algebra.Factors, set SignSet) *node {
	if fs.Constant.Sign() == 0 {
		return boolNode(set&Zero != 0)
	}
	var odd, even []int32
	for _, f := range fs.List {
		id := l.intern(f.P)
		if f.N%2 == 1 {
			odd = append(odd, id)
		} else {
			even = append(even, id)
		}
	}
	neg := fs.Constant.Sign() < 0
	if neg {
		set = set.Flip()
	}
	all := append(append([]int32{}, odd...), even...)
	zero := func() *node { // some factor vanishes
		var or []*node
		for _, id := range all {
			or = append(or, l.lit(id, Zero))
		}
		return orNode(or...)
	}
	sign := func(set SignSet) *node { // sign of the odd part
		switch len(odd) {
		case 0:
			return boolNode(set&Pos != 0)
		case 1:
			return l.lit(odd[0], set)
		}
		return &node{kind: nProd, ids: odd, set: set}
	}
	nonzero := func(ids []int32) *node {
		var and []*node
		for _, id := range ids {
			and = append(and, l.lit(id, NonZero))
		}
		return andNode(and...)
	}
	switch set {
	case Zero:
		return zero()
	case NonZero:
		return nonzero(all)
	case Pos, Neg:
		return andNode(sign(set), nonzero(even))
	case NonNeg, NonPos:
		or := []*node{sign(set)}
		for _, id := range even {
			or = append(or, l.lit(id, Zero))
		}
		return orNode(or...)
	}
	return boolNode(set == Any)
}

// lit is the literal that factor id has a sign in set, decided by the factor's
// shape where that suffices; the lock is held.
func (l *library) lit(id int32, set SignSet) *node {
	shape := l.facts[id].shape
	set &= shape
	if set == 0 {
		return falseNode
	}
	if set == shape {
		return trueNode
	}
	return &node{kind: nLit, id: id, set: set}
}

func boolNode(b bool) *node {
	if b {
		return trueNode
	}
	return falseNode
}

func andNode(ns ...*node) *node {
	var args []*node
	for _, n := range ns {
		switch n.kind {
		case nFalse:
			return falseNode
		case nTrue:
		case nAnd:
			args = append(args, n.args...)
		default:
			args = append(args, n)
		}
	}
	switch len(args) {
	case 0:
		return trueNode
	case 1:
		return args[0]
	}
	return &node{kind: nAnd, args: args}
}

func orNode(ns ...*node) *node {
	var args []*node
	for _, n := range ns {
		switch n.kind {
		case nTrue:
			return trueNode
		case nFalse:
		case nOr:
			args = append(args, n.args...)
		default:
			args = append(args, n)
		}
	}
	switch len(args) {
	case 0:
		return falseNode
	case 1:
		return args[0]
	}
	return &node{kind: nOr, args: args}
}
