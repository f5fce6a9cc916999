package stability_test

import (
	"context"
	"errors"
	"testing"

	"brink/games"
	"brink/games/expr"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/prove"
	"brink/solver/stability"
)

// TestRowsAreCertified has the rows of the library certified from the definition
// of equilibrium, and rows with a changed condition refused.
func TestRowsAreCertified(t *testing.T) {
	ctx := context.Background()
	opt := prove.Options{Budget: 300_000}
	rows, accepted, forged := 0, 0, 0
	for _, id := range models.IDs() {
		src, _ := models.Source(id)
		f, diags := format.Read(id+".yaml", src, "")
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		g, ok := f.Model.(*games.Game)
		if !ok || g.Profiles(10) >= 10 {
			continue
		}
		table, err := stability.Conditions(ctx, g, stability.Options{})
		if err != nil {
			continue
		}
		for _, r := range table.Rows {
			ev, err := table.Certify(ctx, r, opt)
			if err != nil {
				t.Errorf("%s: %v", g.ID, err)
				continue
			}
			rows++
			if ev.Accepted == prove.Yes {
				accepted++
			}
			if !r.Pure() || rows%5 > 0 {
				continue
			}
			// The opposite, and a bound that is off where there is one.
			wrong := *r
			for _, f := range []expr.Formula{expr.Not(r.Exists), shifted(r.Exists)} {
				wrong.Exists = f
				if same := prove.Assume(g.Hypotheses(), opt).Implies(ctx, expr.Iff(f, r.Exists)); same != prove.No {
					continue
				}
				forged++
				if ev, err := table.Certify(ctx, &wrong, opt); err == nil && ev.Accepted == prove.Yes || err != nil && !errors.Is(err, prove.ErrSelfCheck) {
					t.Errorf("%s %s: %s is certified in place of %s", g.ID, r.Profile(g), g.Printer().Formula(f), g.Printer().Formula(r.Exists))
				}
			}
		}
	}
	t.Logf("%d rows, %d accepted in full, %d forgeries", rows, accepted, forged)
	if accepted < rows/2 || forged == 0 {
		t.Errorf("%d of %d rows were accepted, %d forgeries refused", accepted, rows, forged)
	}
}

// shifted makes strict comparisons weak and weak ones strict.
func shifted(f expr.Formula) expr.Formula {
	return f.Map(func(a expr.Atom) expr.Formula {
		return expr.Sign(a.P, [...]expr.Op{expr.LT: expr.LE, expr.LE: expr.LT, expr.EQ: expr.GE, expr.NE: expr.GT, expr.GE: expr.GT, expr.GT: expr.GE}[a.Op])
	})
}
