package prove

import (
	"context"
	"errors"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games/expr"
	"brink/solver/prove/check"
)

// refute searches for a point of the hypotheses and f, with evidence when there
// is none.
func refute(ctx context.Context, a *Assumptions, f expr.Formula) (Answer, *check.Evidence) {
	q := a.inquire(ctx, a.hyps, f)
	return q.ans, q.evidence
}

// TestEvidenceIsAccepted has every refutation of generated formulas checked.
func TestEvidenceIsAccepted(t *testing.T) {
	n := 1500
	if testing.Short() {
		n = 200
	}
	g := generator{Rand: rand.New(rand.NewPCG(9, 10))}
	ctx := context.Background()
	refuted, sums, covers, boxes := 0, 0, 0, 0
	for range n {
		f := g.formula(1+g.IntN(4), 1+g.IntN(3), 2+g.IntN(5))
		a := Assume(expr.True(), Options{Budget: 500_000})
		ans, ev := refute(ctx, a, f)
		if ans != No {
			continue
		}
		refuted++
		for _, l := range ev.Lemmas {
			switch {
			case l.Cover != nil:
				covers++
			case l.Box != nil:
				boxes++
			default:
				sums++
			}
		}
		if err := check.Refutes(context.Background(), []expr.Formula{f}, ev, 0); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
	t.Logf("%d refuted by %d sums, %d boxes and %d coverings", refuted, sums, boxes, covers)
}

// TestForgedEvidenceIsRejected alters accepted evidence in ways that must not
// pass.
func TestForgedEvidenceIsRejected(t *testing.T) {
	ctx := context.Background()
	for _, c := range []string{
		"a > b and b > c and c > a",
		"x > 0 and y > 0 and x*y + x < 0",
		"x^2 + y^2 < 1 and x + y > 2",
		"x^3 + y^3 = 1 and x > 1 and y > 0 and x*y > 3",
		"x^2 + 1 <= 0",
	} {
		f := formula(t, c)
		ans, ev := refute(ctx, Assume(expr.True(), Options{}), f)
		if ans != No {
			t.Fatalf("%s: %s", c, ans)
		}
		fs := []expr.Formula{f}
		if err := check.Refutes(context.Background(), fs, ev, 0); err != nil {
			t.Errorf("%s: %v", c, err)
		}
		// For other formulas the evidence is worthless.
		if err := check.Refutes(context.Background(), []expr.Formula{formula(t, "a < b and x < 7 and y < 7")}, ev, 0); !errors.Is(err, check.ErrRejected) {
			t.Errorf("%s: its evidence is accepted for a satisfiable formula", c)
		}
		for i := range ev.Lemmas {
			forged := *ev
			forged.Lemmas = append([]check.Lemma(nil), ev.Lemmas...)
			l := forged.Lemmas[i]
			forged.Lemmas[i].Lits = l.Lits[1:]
			if err := check.Refutes(context.Background(), fs, &forged, 0); !errors.Is(err, check.ErrRejected) {
				t.Errorf("%s: a lemma with a literal less is accepted", c)
			}
			if l.Sum != nil {
				sum := append([]check.Summand(nil), l.Sum...)
				sum[0].Weight = new(big.Rat).Add(sum[0].Weight, big.NewRat(1, 7))
				forged.Lemmas[i] = check.Lemma{Lits: l.Lits, Sum: sum}
			} else {
				cells := l.Cover.Cells
				forged.Lemmas[i] = check.Lemma{Lits: l.Lits, Cover: &check.Cover{Order: l.Cover.Order, Cells: cells[1:]}}
			}
			if err := check.Refutes(context.Background(), fs, &forged, 0); !errors.Is(err, check.ErrRejected) {
				t.Errorf("%s: a changed certificate is accepted", c)
			}
		}
	}
	if err := check.Refutes(context.Background(), nil, &check.Evidence{}, 0); !errors.Is(err, check.ErrRejected) {
		t.Error("nothing is refuted by nothing")
	}
}
