package certify_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/certify"
	"brink/solver/note"
	"brink/solver/prove"
	"brink/solver/stability"
)

func rowOf(t *stability.Table, r *stability.Row) certify.Row {
	var others []expr.Formula
	for _, q := range t.Rows {
		if q != r && slices.EqualFunc(q.Support, r.Support, slices.Equal) {
			others = append(others, q.Exists)
		}
	}
	return certify.Row{
		Others:  others,
		Support: r.Support, Strategies: r.Strategies, Root: (*certify.Root)(r.Root), Payoffs: r.Payoffs,
		Exists: r.Exists, Strict: r.Strict, Efficient: r.Efficient, RiskDominant: r.RiskDominant, ESS: r.ESS,
	}
}

// tables are those of the games of the library with few profiles, and of games
// whose rows are of kinds that the library lacks; they are made once.
func tables(t *testing.T) []*stability.Table {
	t.Helper()
	out, err := allTables()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var allTables = sync.OnceValues(func() (out []*stability.Table, first error) {
	add := func(name string, src []byte) {
		f, diags := format.Read(name, src, "")
		if diags.HasErrors() {
			first = diags
			return
		}
		g, ok := f.Model.(*games.Game)
		if !ok || g.Profiles(10) < 0 || g.ID == "precipice" || g.ID == "decisive-race" {
			return // these take long
		}
		table, err := stability.Conditions(context.Background(), g, stability.Options{})
		if err != nil {
			first = fmt.Errorf("%s: %w", name, err)
			return
		}
		out = append(out, table)
	}
	for _, id := range models.IDs() {
		src, _ := models.Source(id)
		add(id+".yaml", src)
	}
	for name, src := range map[string]string{
		"pieces.yaml": "brink: 1\nparameters: {x: 0}\nplayers: {A: [a, b], B: [a, b]}\n" +
			"payoffs: {each: 'if(plays(A, a) and plays(B, a), max(x, 1, 2 - x), if(plays(A, b) and plays(B, b), abs(x), 0))'}\n",
		"rock.yaml": "brink: 1\nparameters: {w: 1, l: 1}\nassume: [w > 0, l > 0]\nplayers: {A: [r, p, s], B: [r, p, s]}\n" +
			"payoffs: [[[0, 0], [-l, w], [w, -l]], [[w, -l], [0, 0], [-l, w]], [[-l, w], [w, -l], [0, 0]]]\n",
		"division.yaml": "brink: 1\nparameters: {f: 1}\nplayers: {A: [a, b], B: [a, b]}\n" +
			"payoffs: [[[1/f, 1], [0, 0]], [[0, 0], [1, f]]]\n",
	} {
		add(name, []byte(src))
	}
	return out, first
})

// TestRows has every column of the tables certified.
func TestRows(t *testing.T) {
	columns := map[certify.Column]int{}
	for _, table := range tables(t) {
		c := certify.Rows(context.Background(), table.Game, certify.Options{})
		for _, r := range table.Rows {
			list, err := c.Certify(context.Background(), rowOf(table, r))
			if err != nil {
				t.Errorf("%s: %v", r.Profile(table.Game), err)
			}
			for _, e := range list {
				columns[e.Column]++
				if e.Accepted != prove.Yes && e.Why.Code != note.OthersToo {
					t.Errorf("%s %s: %s is not certified: %v", table.Game.ID, r.Profile(table.Game), e.Column, e.Why)
				}
			}
		}
	}
	for _, col := range []certify.Column{certify.Exists, certify.Probabilities, certify.Payoffs, certify.Strict, certify.Efficient, certify.RiskDominant, certify.ESS} {
		if columns[col] < 5 {
			t.Errorf("%d rows have column %s", columns[col], col)
		}
	}
}

// TestForgeries changes one thing that a row says to what the hypotheses do not
// make the same: it must not be certified.
func TestForgeries(t *testing.T) {
	ctx := context.Background()
	forged := map[certify.Column]int{}
	for seen, table := range tables(t) {
		g := table.Game
		asm := prove.Assume(g.Hypotheses(), prove.Options{})
		c := certify.Rows(ctx, g, certify.Options{Budget: 200_000})
		refused := func(col certify.Column, wrong certify.Row, what string) {
			forged[col]++
			list, err := c.Certify(ctx, wrong)
			if err != nil {
				if !errors.Is(err, prove.ErrSelfCheck) {
					t.Errorf("%s: %v", g.ID, err)
				}
				return
			}
			for _, e := range list {
				if e.Column == col && e.Accepted == prove.Yes {
					t.Errorf("%s %v: %s is certified for %s", g.ID, wrong.Support, what, col)
				}
			}
		}
		for i, r := range table.Rows {
			if (seen+i)%3 > 0 {
				continue // for speed
			}
			formulas := []struct {
				col certify.Column
				of  func(*certify.Row) *expr.Formula
			}{
				{certify.Exists, func(r *certify.Row) *expr.Formula { return &r.Exists }},
				{certify.Strict, func(r *certify.Row) *expr.Formula { return &r.Strict }},
				{certify.Efficient, func(r *certify.Row) *expr.Formula { return r.Efficient }},
				{certify.RiskDominant, func(r *certify.Row) *expr.Formula { return r.RiskDominant }},
				{certify.ESS, func(r *certify.Row) *expr.Formula { return r.ESS }},
			}
			for j, x := range formulas {
				right := rowOf(table, r)
				if x.of(&right) == nil || (i/3+j)%2 == 1 {
					continue
				}
				f := *x.of(&right)
				for _, w := range []expr.Formula{expr.Not(f), shifted(f)} {
					if asm.Implies(ctx, expr.Iff(w, f)) != prove.No {
						continue
					}
					wrong := rowOf(table, r)
					switch x.col {
					case certify.Efficient:
						wrong.Efficient = &w
					case certify.RiskDominant:
						wrong.RiskDominant = &w
					case certify.ESS:
						wrong.ESS = &w
					default:
						*x.of(&wrong) = w
					}
					refused(x.col, wrong, g.Printer().Formula(w))
				}
			}
			if r.Payoffs != nil {
				wrong := rowOf(table, r)
				wrong.Payoffs = append([]algebra.Ratio{r.Payoffs[0].Add(algebra.FromInt(1))}, r.Payoffs[1:]...)
				refused(certify.Payoffs, wrong, "another payoff")
			}
			if r.Root != nil {
				wrong := rowOf(table, r)
				root := *wrong.Root
				root.Poly = root.Poly.Add(algebra.IntPoly(1))
				wrong.Root = &root
				refused(certify.Probabilities, wrong, "another equation")
			}
			if r.Strategies != nil && !r.Pure() {
				wrong := rowOf(table, r)
				wrong.Strategies = nil
				for _, m := range r.Strategies {
					var squares []algebra.Ratio
					for _, x := range m {
						squares = append(squares, x.Mul(x))
					}
					wrong.Strategies = append(wrong.Strategies, squares)
				}
				refused(certify.Probabilities, wrong, "squares of probabilities")
			}
		}
	}
	for _, col := range []certify.Column{certify.Exists, certify.Probabilities, certify.Payoffs, certify.Strict, certify.Efficient, certify.RiskDominant, certify.ESS} {
		if forged[col] == 0 {
			t.Errorf("nothing was forged in column %s", col)
		}
	}
}

// shifted makes strict comparisons weak and weak ones strict.
func shifted(f expr.Formula) expr.Formula {
	return f.Map(func(a expr.Atom) expr.Formula {
		return expr.Sign(a.P, [...]expr.Op{expr.LT: expr.LE, expr.LE: expr.LT, expr.EQ: expr.GE, expr.NE: expr.GT, expr.GE: expr.GT, expr.GT: expr.GE}[a.Op])
	})
}
