package stability

import (
	"context"
	"errors"
	"math/big"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/nash"
	"brink/solver/prove"
	"pgregory.net/rapid"
)

// volunteers is the volunteer's dilemma of n players (Diekmann 1985): whoever
// volunteers pays c, all have b if somebody does.
func volunteers(n int) written {
	w := written{params: split("b c"), assume: splitAt("c > 0; b > c")}
	for range n {
		w.shape = append(w.shape, 2)
	}
	for i := range 1 << n {
		var cell []string
		for p := range n {
			u := "0"
			if i != 1<<n-1 {
				u = "b"
			}
			if i>>(n-1-p)&1 == 0 {
				u += " - c"
			}
			cell = append(cell, u)
		}
		w.cells = append(w.cells, cell)
	}
	return w
}

// ring is a game of three players, each of whom gains x times the odds of the next,
// plus y times those of the one before, plus both times the product, plus rest, by her
// first action.
func ring(x, y, rest, both string) written {
	return cube("a b", "a >= 0; b >= 0; a + b > 0", func(p int, q []int) string {
		switch next, before := q[(p+1)%3], q[(p+2)%3]; {
		case q[p] == 1:
			return "0"
		case next == 0 && before == 0:
			return both
		case next == 0:
			return x
		case before == 0:
			return y
		}
		return rest
	})
}

// TestProbOfMany: prob of three and more players, rational or not.
func TestProbOfMany(t *testing.T) {
	three := cube("w b", "w > 0; 0 <= b < 1/2", func(p int, q []int) string {
		sign := "w"
		if (q[p] == q[(p+1)%3]) == (p == 2) {
			sign = "-w"
		}
		if p == 2 && q[2] == 0 {
			sign += " + b"
		}
		return sign
	})
	for _, c := range []struct {
		game  written
		holds string
		want  prove.Status
	}{
		{volunteers(3), "prob(P1, b)^2 = c/b", prove.Proved}, // they wait with probability (c/b)^(1/(n-1))
		{volunteers(4), "prob(P1, b)^3 = c/b", prove.Proved},
		{volunteers(4), "prob(P1, b)^2 = c/b", prove.Refuted},
		{volunteers(4), "increasing(prob(P2, b), c)", prove.Proved},
		{volunteers(4), "increasing(prob(P2, b), b)", prove.Refuted},
		{volunteers(4), "prob(P1, b) > 1/2", prove.Conditional},
		{volunteers(4), "mixed() => 1/prob(P1, b) > 1", prove.Proved},
		{three, "prob(P1, a) = 1/2 + b/(4*w)", prove.Proved},
		{three, "increasing(prob(P1, a), b) and decreasing(prob(P1, a), w)", prove.Proved},
		// Whether the coefficient of a odds vanishes does not matter to the mixture.
		{ring("a", "b", "- a - b", "0"), "prob(P1, a) = 1/2", prove.Proved},
		{ring("a", "b", "- a - b", "0"), "prob(P1, a) = 1/2 and a != 0 and b != 0", prove.Conditional},
		{ring("a - b", "b - a", "- a - b", "a + b"), "prob(P1, a) = 1/2", prove.Proved},
		{ring("a - b", "b - a", "- a - b", "a + b"), "prob(P1, a) = 1/2 and a != 0", prove.Conditional},
		{three, "prob(P2, b) = 1/2", prove.Proved},
		{cube("x", "", func(int, []int) string { return "x" }), "prob(P1, a) > 0", prove.Vacuous},
		{cube("x", "", func(p int, q []int) string { return []string{"1", "0"}[q[p]] }), "prob(P1, a) > 0", prove.Vacuous},
	} {
		v, _, ok := verdict(t, c.game.must(t), c.holds)
		if !ok || v.Status != c.want {
			t.Errorf("%s: %v, want %v", c.holds, v.Status, c.want)
		}
	}
}

// TestProbOfManyInNumbers: where prob is said to be defined there is one completely
// mixed equilibrium, and a claim about its probability is true of it.
func TestProbOfManyInNumbers(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		w := drawManyPlayers(t)
		if len(w.params) > 1 || w.shape[2] > 2 {
			t.Skip("takes long")
		}
		t.Log(w)
		g := mustGame(t, w)
		cl, err := NewCompiler(g).Compile(ctx, games.Claim{Holds: "prob(P1, a) >= 1/3"})
		if errors.Is(err, ErrUndecidable) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		hyps := expr.True()
		for _, h := range cl.Hypotheses {
			hyps = expr.And(hyps, h.Defined, h.Formula)
		}
		for _, l := range cl.Lemmas {
			if ans, at := prove.Assume(g.Hypotheses(), prove.Options{Budget: 20_000}).Satisfiable(ctx, l); ans == prove.Yes {
				t.Fatalf("the lemma %v is false at %v", l, at)
			}
		}
		var edges []algebra.Poly
		add := func(a expr.Atom) { edges = append(edges, a.P) }
		hyps.Atoms(add)
		cl.Holds.Atoms(add)
		for range 6 {
			point, ok := drawPoint(t, g, edges)
			if !ok || !hyps.Eval(point) {
				continue
			}
			s, err := g.At(point)
			if err != nil {
				t.Fatal(err)
			}
			res, err := nash.All(ctx, s, nash.Options{Workers: 1})
			if err != nil || !res.Complete {
				continue
			}
			var whole []nash.Equilibrium
			for _, e := range res.Equilibria {
				if compareSupports(supportOf(e), [][]int{{0, 1}, {0, 1}, {0, 1}}) == 0 {
					whole = append(whole, e)
				}
			}
			if len(whole) != 1 {
				t.Fatalf("at %v: %d completely mixed equilibria where prob is defined", point, len(whole))
			}
			third := big.NewRat(1, 3)
			if e := whole[0]; e.Irrational == nil && cl.Holds.Eval(point) != (e.Strategies[0][0].Cmp(third) >= 0) {
				t.Fatalf("at %v: prob is %v, the claim says %v", point, e.Strategies[0][0], cl.Holds.Eval(point))
			}
		}
	})
}
