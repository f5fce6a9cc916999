package prove

import (
	"context"
	"errors"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove/check"
)

// tamper changes one thing in a copy of the evidence.
func (g generator) tamper(ev *check.Evidence) *check.Evidence {
	out := &check.Evidence{Factored: slices.Clone(ev.Factored), Lemmas: slices.Clone(ev.Lemmas)}
	if len(out.Factored) > 0 && g.IntN(6) == 0 {
		f := &out.Factored[g.IntN(len(out.Factored))]
		switch g.IntN(3) {
		case 0:
			f.Constant = f.Constant.Neg()
		case 1:
			f.List = slices.Clone(f.List)
			f.List = append(f.List, f.List...)
		default:
			f.P = f.P.Add(algebra.IntPoly(1))
		}
		return out
	}
	if len(out.Lemmas) == 0 {
		return out
	}
	l := &out.Lemmas[g.IntN(len(out.Lemmas))]
	l.Lits = slices.Clone(l.Lits)
	if len(l.Lits) == 0 {
		return out
	}
	k := g.IntN(len(l.Lits))
	switch g.IntN(5) {
	case 0:
		l.Lits = slices.Delete(l.Lits, k, k+1)
	case 1:
		l.Lits[k].Set = check.Signs(1 + g.IntN(7))
	case 2:
		l.Lits[k].P = l.Lits[k].P.Sub(algebra.IntPoly(int64(1 + g.IntN(3))))
	default:
		g.tamperCertificate(l)
	}
	return out
}

func (g generator) tamperCertificate(l *check.Lemma) {
	switch {
	case len(l.Sum) > 0:
		l.Sum = slices.Clone(l.Sum)
		k := g.IntN(len(l.Sum))
		if g.IntN(2) == 0 {
			l.Sum = slices.Delete(l.Sum, k, k+1)
		} else {
			l.Sum[k].Weight = new(big.Rat).Mul(l.Sum[k].Weight, big.NewRat(int64(g.IntN(5)-2), 2))
		}
	case l.Cover != nil && len(l.Cover.Cells) > 0:
		c := *l.Cover
		c.Cells = slices.Clone(c.Cells)
		k := g.IntN(len(c.Cells))
		switch x := &c.Cells[k]; {
		case g.IntN(3) == 0:
			c.Cells = slices.Delete(c.Cells, k, k+1)
		case x.Literal >= 0:
			x.Literal = g.IntN(len(l.Lits))
		case g.IntN(2) == 0:
			x.Sample = check.Sample{Rat: big.NewRat(int64(g.IntN(9)-4), 2)}
		default:
			x.Cells = slices.Clone(x.Cells)[min(1, len(x.Cells)):]
		}
		if len(c.Factored) > 0 && g.IntN(4) == 0 {
			c.Factored = slices.Clone(c.Factored)
			c.Factored[0].List = c.Factored[0].List[min(1, len(c.Factored[0].List)):]
		}
		l.Cover = &c
	case l.Box != nil:
		b := *l.Box
		if b.Literal >= 0 {
			b.Literal = g.IntN(len(l.Lits))
		} else {
			b.Parts[g.IntN(2)] = &check.Box{Literal: g.IntN(len(l.Lits))}
		}
		l.Box = &b
	case l.Subst != nil:
		s := *l.Subst
		switch g.IntN(3) {
		case 0:
			s.Rest = g.tamper(s.Rest)
		case 1:
			s.Equation = g.IntN(len(l.Lits))
		default:
			s.Var = g.IntN(4)
		}
		l.Subst = &s
	}
}

// TestTamperedEvidenceProvesNothingFalse: evidence for a contradiction, with a
// condition of it left out so that the rest has a point, and changed in any way,
// is never accepted for the rest. Neither is it a reason to panic.
func TestTamperedEvidenceProvesNothingFalse(t *testing.T) {
	n := 500
	if testing.Short() {
		n = 100
	}
	g := generator{Rand: rand.New(rand.NewPCG(31, 32))}
	ctx := context.Background()
	tried, changed := 0, 0
	for range n {
		f := g.formula(1+g.IntN(3), 1+g.IntN(3), 2+g.IntN(4))
		if f.Kind != expr.KAnd {
			continue
		}
		ans, ev := refute(ctx, Assume(expr.True(), Options{Budget: 200_000}), f)
		if ans != No {
			continue
		}
		for i := range f.Args {
			rest := slices.Delete(slices.Clone(f.Args), i, i+1)
			if sat, _ := Assume(expr.And(rest...), Options{Budget: 200_000}).Satisfiable(ctx, expr.True()); sat != Yes {
				continue
			}
			tried++
			for range 12 {
				forged := ev
				for range 1 + g.IntN(3) {
					forged = g.tamper(forged)
				}
				err := check.Refutes(ctx, rest, forged, 2_000_000)
				switch {
				case errors.Is(err, check.ErrRejected):
					changed++
				case !errors.Is(err, check.ErrGaveUp):
					t.Fatalf("%v has a point, and evidence against it is accepted: %v", rest, err)
				}
			}
		}
	}
	if tried < n/10 || changed < 10*tried {
		t.Errorf("%d satisfiable parts, %d forgeries rejected", tried, changed)
	}
}

// TestCheckGivesUp: without steps or time the evidence is neither accepted nor
// rejected.
func TestCheckGivesUp(t *testing.T) {
	f := formula(t, "x^3 + y^3 = 1 and x > 1 and y > 0 and x*y > 3")
	ctx, cancel := context.WithCancel(context.Background())
	_, ev := refute(ctx, Assume(expr.True(), Options{}), f)
	if err := check.Refutes(ctx, []expr.Formula{f}, ev, 0); err != nil {
		t.Error(err)
	}
	if err := check.Refutes(ctx, []expr.Formula{f}, ev, 5); !errors.Is(err, check.ErrGaveUp) || errors.Is(err, check.ErrRejected) {
		t.Errorf("with five steps: %v", err)
	}
	cancel()
	if err := check.Refutes(ctx, []expr.Formula{f}, ev, 0); !errors.Is(err, check.ErrGaveUp) {
		t.Errorf("after the end: %v", err)
	}
}
