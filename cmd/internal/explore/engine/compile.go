package engine

import (
	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
)

// test is a condition that a page decides by itself while a slider moves: and, or,
// sign conditions on polynomials with integer coefficients, true and false. nil stands
// for one that it has to ask about.
type test any

// compiled is a formula as a test; nil where it has terms such as sqrt, whose values at
// a rational point are no rational numbers, or is so long that nobody would wait.
func compiled(h *games.Header, f expr.Formula) test {
	free := len(h.Free())
	for _, v := range f.Vars() {
		if v >= free {
			return nil
		}
	}
	if answer.Terms(f) > answer.HugeTerms {
		return nil
	}
	return testOf(h, f)
}

func testOf(h *games.Header, f expr.Formula) test {
	switch f.Kind {
	case expr.KTrue:
		return map[string]int{"true": 1}
	case expr.KFalse:
		return map[string]int{"false": 1}
	case expr.KAtom:
		return map[string][2]any{"sign": {f.Atom.Op.String(), polynomial(h, f.Atom.P)}}
	}
	args := make([]test, len(f.Args))
	for i, g := range f.Args {
		args[i] = testOf(h, g)
	}
	if f.Kind == expr.KAnd {
		return map[string][]test{"and": args}
	}
	return map[string][]test{"or": args}
}

// polynomial is a list of coefficients, each with the exponents of the parameters.
func polynomial(h *games.Header, p algebra.Poly) [][2]any {
	out := make([][2]any, p.Terms())
	for i := range out {
		c, exps := p.Term(i)
		powers := make(map[string]int)
		for v, e := range exps {
			if e > 0 {
				powers[h.Params[v].Name] = int(e)
			}
		}
		out[i] = [2]any{c.String(), powers}
	}
	return out
}
