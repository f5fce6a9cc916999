package stability

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/nash"
	"brink/solver/prove"
	"pgregory.net/rapid"
)

// truths evaluates predicates of claims in numbers, by their definitions.
type truths struct{ s *games.Strategic }

func (u truths) pay(p int, profile []int) *big.Rat { return u.s.Payoffs[p].Rat(u.s.Index(profile)) }

// profiles calls yield for every pure profile.
func (u truths) profiles(yield func([]int)) {
	q := make([]int, len(u.s.Players))
	for i := range u.s.Profiles() {
		u.s.Decode(i, q)
		yield(q)
	}
}

// nash reports whether no deviation from p gains, or for strict whether every
// one loses.
func (u truths) nash(p []int, strict bool) bool {
	for i := range p {
		q := append([]int(nil), p...)
		for a := range u.s.Players[i].Actions {
			if q[i] = a; a == p[i] {
				continue
			}
			if c := u.pay(i, p).Cmp(u.pay(i, q)); c < 0 || strict && c == 0 {
				return false
			}
		}
	}
	return true
}

// compare calls yield with the comparison of actions a and b of player i at
// every profile of the others.
func (u truths) compare(i, a, b int, yield func(c int)) {
	u.profiles(func(q []int) {
		if q[i] == a {
			r := append([]int(nil), q...)
			r[i] = b
			yield(u.pay(i, q).Cmp(u.pay(i, r)))
		}
	})
}

func (u truths) dominates(i, a, b int) bool {
	all := a != b
	u.compare(i, a, b, func(c int) { all = all && c > 0 })
	return all
}

func (u truths) dominant(i, a int) bool {
	for b := range u.s.Players[i].Actions {
		if b != a && !u.dominates(i, a, b) {
			return false
		}
	}
	return true
}

func (u truths) weaklyDominant(i, a int) bool {
	for b := range u.s.Players[i].Actions {
		if b == a {
			continue
		}
		never, some := true, false
		u.compare(i, a, b, func(c int) {
			never = never && c >= 0
			some = some || c > 0
		})
		if !never || !some {
			return false
		}
	}
	return true
}

func (u truths) pareto(p, q []int) bool {
	all, some := true, false
	for i := range p {
		c := u.pay(i, p).Cmp(u.pay(i, q))
		all = all && c >= 0
		some = some || c > 0
	}
	return all && some
}

func (u truths) efficient(p []int) bool {
	ok := true
	u.profiles(func(q []int) { ok = ok && !u.pareto(q, p) })
	return ok
}

func (u truths) noPureNash() bool {
	none := true
	u.profiles(func(q []int) { none = none && !u.nash(q, false) })
	return none
}

// unique looks at all support pairs of a two-player game.
func (u truths) unique(p []int) bool {
	if !u.nash(p, false) {
		return false
	}
	for _, I := range subsets(len(u.s.Players[0].Actions)) {
		for _, J := range subsets(len(u.s.Players[1].Actions)) {
			if len(I) == 1 && len(J) == 1 && I[0] == p[0] && J[0] == p[1] {
				continue
			}
			if carries(u.s, I, J) {
				return false
			}
		}
	}
	return true
}

func (u truths) mixed() bool {
	return carries(u.s, first(len(u.s.Players[0].Actions)), first(len(u.s.Players[1].Actions)))
}

// solvable reports whether iterated elimination of strictly dominated actions
// leaves only p.
func (u truths) solvable(p []int) bool {
	out := make([][]bool, len(p))
	for i, pl := range u.s.Players {
		out[i] = make([]bool, len(pl.Actions))
	}
	for changed := true; changed; {
		changed = false
		for i := range out {
			for a := range out[i] {
				for b := range out[i] {
					if out[i][a] || a == b {
						continue
					}
					beaten := true
					u.profiles(func(q []int) {
						for j := range q {
							if q[i] != a || j != i && out[j][q[j]] {
								return
							}
						}
						r := append([]int(nil), q...)
						r[i] = b
						beaten = beaten && u.pay(i, r).Cmp(u.pay(i, q)) > 0
					})
					if beaten {
						out[i][a], changed = true, true
					}
				}
			}
		}
	}
	for i := range out {
		for a := range out[i] {
			if out[i][a] == (a == p[i]) {
				return false
			}
		}
	}
	return true
}

func letters(p []int) string {
	var out []string
	for _, a := range p {
		out = append(out, string(rune('a'+a)))
	}
	return strings.Join(out, ", ")
}

// drawClaim draws a predicate for the game with its truth in numbers. The truth
// is not asked where the predicate has no meaning.
func drawClaim(t *rapid.T, g *games.Game, symmetric bool) (string, func(truths) bool) {
	action := func(i int) int { return rapid.IntRange(0, len(g.Players[i].Actions)-1).Draw(t, "action") }
	profile := func() []int {
		p := make([]int, len(g.Players))
		for i := range p {
			p[i] = action(i)
		}
		return p
	}
	p := profile()
	i := rapid.IntRange(0, len(g.Players)-1).Draw(t, "player")
	name, a, b := g.Players[i].Name, action(i), action(i)
	two := len(g.Players) == 2
	switch k := rapid.IntRange(0, 13).Draw(t, "predicate"); {
	case k == 0:
		return "nash(" + letters(p) + ")", func(u truths) bool { return u.nash(p, false) }
	case k == 1:
		return "strict(" + letters(p) + ")", func(u truths) bool { return u.nash(p, true) }
	case k == 2:
		return "no_pure_nash()", truths.noPureNash
	case k == 3:
		return fmt.Sprintf("dominant(%s, %s)", name, letters([]int{a})), func(u truths) bool { return u.dominant(i, a) }
	case k == 4:
		return fmt.Sprintf("weakly_dominant(%s, %s)", name, letters([]int{a})), func(u truths) bool { return u.weaklyDominant(i, a) }
	case k == 5:
		return fmt.Sprintf("dominates(%s, %s, %s)", name, letters([]int{a}), letters([]int{b})), func(u truths) bool { return u.dominates(i, a, b) }
	case k == 6:
		return "efficient(" + letters(p) + ")", func(u truths) bool { return u.efficient(p) }
	case k == 7:
		q := profile()
		return fmt.Sprintf("pareto((%s), (%s))", letters(p), letters(q)), func(u truths) bool { return u.pareto(p, q) }
	case k == 8:
		q := profile()
		return fmt.Sprintf("payoff(%s, (%s)) >= payoff(%s, (%s)) + p", name, letters(p), name, letters(q)), nil
	case k == 9 && two:
		return "mixed()", truths.mixed
	case k == 10 && two:
		return "unique(" + letters(p) + ")", func(u truths) bool { return u.unique(p) }
	case k == 11 && two && len(g.Players[0].Actions) == 2 && len(g.Players[1].Actions) == 2:
		return fmt.Sprintf("risk_dominant((%s), (%s))", letters(p), letters([]int{1 - p[0], 1 - p[1]})),
			func(u truths) bool { return riskDominantAt(u.s, p[0], p[1]) }
	case k == 12 && symmetric:
		return "ess(" + letters(p[:1]) + ")", func(u truths) bool { return u.nash([]int{p[0], p[0]}, false) && stableAt(u.s, p[0]) }
	}
	return "not strict(" + letters(p) + ") and nash(" + letters(p) + ")", func(u truths) bool { return u.nash(p, false) && !u.nash(p, true) }
}

// stableAt is the definition of evolutionary stability of the pure action i for
// two or three actions, through the exact condition in checkESS.
func stableAt(s *games.Strategic, i int) bool {
	x := make([]*big.Rat, len(s.Players[0].Actions))
	for k := range x {
		x[k] = new(big.Rat)
	}
	x[i].SetInt64(1)
	return stable(s, x)
}

// TestPredicates holds the formulas of claims to the definitions of their
// predicates, in games of two and three players.
func TestPredicates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.SampledFrom(kinds).Draw(t, "kind")
		var w written
		if rapid.Bool().Draw(t, "two players") {
			w = drawGame(t, k, [][]int{{2, 2}, {2, 2}, {2, 3}, {3, 3}})
		} else {
			w = drawThreePlayers(t)
		}
		t.Log(w)
		g := mustGame(t, w)
		symmetric := len(w.shape) == 2 && w.symmetric()
		holds, truth := drawClaim(t, g, symmetric)
		hyps, f := compileClaim(t, g, holds)
		var edges []algebra.Poly
		f.Atoms(func(a expr.Atom) { edges = append(edges, a.P) })
		for range 12 {
			point, ok := drawPoint(t, g, edges)
			if !ok || !hyps.Eval(point) || truth == nil {
				continue
			}
			s, err := g.At(point)
			if err != nil {
				t.Fatal(err)
			}
			if want := truth(truths{s}); f.Eval(point) != want {
				t.Fatalf("%s at %v: %v, want %v", holds, point, !want, want)
			}
		}
	})
}

// symmetric reports whether the text of a two-player game is.
func (w written) symmetric() bool {
	n := w.shape[0]
	if w.shape[1] != n {
		return false
	}
	for i := range n {
		for j := range n {
			if w.cells[i*n+j][0] != w.cells[j*n+i][1] {
				return false
			}
		}
	}
	return true
}

// drawThreePlayers draws a 2×2×2 or 2×2×3 game with ties and cases.
func drawThreePlayers(t *rapid.T) written {
	w := written{params: []string{"p", "q"}, shape: rapid.SampledFrom([][]int{{2, 2, 2}, {2, 2, 3}}).Draw(t, "shape")}
	pool := []string{"0", "1", "p", "q", "-p", "p - q", "p*q", "max(p, q)", "if(p > 1, q, 1)"}
	for range w.shape[0] * w.shape[1] * w.shape[2] {
		var cell []string
		for range 3 {
			cell = append(cell, rapid.SampledFrom(pool).Draw(t, "payoff"))
		}
		w.cells = append(w.cells, cell)
	}
	return w
}

// TestUniqueManyPlayers: where unique is decided for three players, it is true
// exactly where iterated dominance leaves the profile, and elsewhere the profile
// is no equilibrium or another pure profile is one. Where it is not decided and said
// to fail at a point, it does.
func TestUniqueManyPlayers(t *testing.T) {
	decided, refuted := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		w := drawThreePlayers(t)
		if rapid.Bool().Draw(t, "bias") {
			// Rewarding one action makes games that dominance solves.
			for i := range w.cells {
				if i < len(w.cells)/2 {
					w.cells[i][0] += " + 3 + abs(p) + abs(q)"
				}
				if i%2 == 0 {
					w.cells[i][2] += " + 3"
				}
			}
		}
		t.Log(w)
		g := mustGame(t, w)
		p := []int{0, rapid.IntRange(0, 1).Draw(t, "b"), 0}
		claim := games.Claim{Holds: "unique(" + letters(p) + ")"}
		// Where the work ends early, at any step, nothing false may be said.
		ctx, cancel := algebra.WithAllowance(context.Background(), 30_000, errors.New("enough"))
		defer cancel()
		cl, err := NewCompiler(g).Compile(ctx, claim)
		if errors.Is(err, ErrUndecidable) {
			if at := NewCompiler(g).FailsAt(context.Background(), claim); at != nil {
				refuted++
				s, err := g.At(at)
				if err != nil {
					t.Fatal(err)
				}
				if alone, known := aloneAt(t, s, p); known && alone {
					t.Fatalf("at %v the claim is said to fail", at)
				}
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		decided++
		edges := []algebra.Poly{}
		cl.Holds.Atoms(func(a expr.Atom) { edges = append(edges, a.P) })
		for range 10 {
			point, _ := drawPoint(t, g, edges)
			s, err := g.At(point)
			if err != nil {
				t.Fatal(err)
			}
			u := truths{s}
			got := cl.Holds.Eval(point)
			if u.solvable(p) && !got {
				t.Fatalf("at %v: dominance leaves the profile alone, yet it is said not to be unique", point)
			}
			if alone, known := aloneAt(t, s, p); known && got != alone {
				t.Fatalf("at %v: unique is %v, the solver for numbers finds %v", point, got, alone)
			}
		}
	})
	if decided == 0 || refuted == 0 {
		t.Errorf("%d claims were decided, and of the others %d have a point at which they fail", decided, refuted)
	}
}

// aloneAt reports whether the solver for numbers finds the profile p and nothing else.
func aloneAt(t *rapid.T, s *games.Strategic, p []int) (alone, known bool) {
	res, err := nash.All(context.Background(), s, nash.Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	return len(res.Equilibria) == 1 && len(res.Continua) == 0 && compareSupports(supportOf(res.Equilibria[0]), pureSupport(p)) == 0, res.Complete
}

// TestProb: prob is the probability in the completely mixed equilibrium, and is
// defined exactly where there is one such equilibrium.
func TestProb(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawGame(t, rapid.SampledFrom(kinds).Draw(t, "kind"), [][]int{{2, 2}, {3, 3}})
		t.Log(w)
		g := mustGame(t, w)
		i := rapid.IntRange(0, 1).Draw(t, "player")
		a := rapid.IntRange(0, len(g.Players[i].Actions)-1).Draw(t, "action")
		cl, err := NewCompiler(g).Compile(context.Background(),
			games.Claim{Holds: fmt.Sprintf("prob(P%d, %s) >= 1/3", i+1, letters([]int{a}))})
		if err != nil {
			t.Fatal(err)
		}
		defined := expr.True()
		for _, h := range cl.Hypotheses {
			defined = expr.And(defined, h.Defined, h.Formula)
		}
		edges := []algebra.Poly{}
		cl.Holds.Atoms(func(a expr.Atom) { edges = append(edges, a.P) })
		defined.Atoms(func(a expr.Atom) { edges = append(edges, a.P) })
		n := len(g.Players[0].Actions)
		for range 10 {
			point, ok := drawPoint(t, g, edges)
			if !ok {
				continue
			}
			s, err := g.At(point)
			if err != nil {
				t.Fatal(err)
			}
			want := carries(s, first(n), first(n)) && sole(s, first(n), first(n))
			if got := defined.Eval(point); got != want {
				t.Fatalf("at %v: prob is defined: %v, want %v", point, got, want)
			}
			if !want {
				continue
			}
			res, err := nash.All(t.Context(), s, nash.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var x *big.Rat
			for _, e := range res.Equilibria {
				zero := func(r *big.Rat) bool { return r.Sign() == 0 }
				if !slices.ContainsFunc(e.Strategies[0], zero) && !slices.ContainsFunc(e.Strategies[1], zero) {
					x = e.Strategies[i][a]
				}
			}
			if got := cl.Holds.Eval(point); got != (x.Cmp(big.NewRat(1, 3)) >= 0) {
				t.Fatalf("at %v: prob >= 1/3 is %v, the probability is %v", point, got, x)
			}
		}
	})
}

// TestProbOfNoMixture: where no mixture ever exists, what prob says of it is
// vacuous, and a claim that only speaks of it under a condition that never holds
// is decided by the rest.
func TestProbOfNoMixture(t *testing.T) {
	g := bimatrixGame("x", "x > 0", []string{"2, 2", "0, 1"}, []string{"1, 0", "0, -x"}).must(t)
	for _, c := range []struct {
		holds   string
		want    prove.Status
		nowhere string
	}{
		{"prob(P1, a) > 1/2", prove.Vacuous, "[prob(P1, a)]"},
		{"mixed() => prob(P1, a) > 1/2", prove.Proved, "[prob(P1, a)]"},
		{"mixed() and prob(P1, a) > 1/2", prove.Refuted, "[prob(P1, a)]"},
		{"x > 1 or (mixed() and prob(P1, a) > 1/2)", prove.Conditional, "[prob(P1, a)]"},
		{"x > 1 or 1/(x - 1) < 0", prove.Proved, "[]"},
	} {
		v, cl, ok := verdict(t, g, c.holds)
		if !ok || v.Status != c.want || fmt.Sprint(cl.Nowhere) != c.nowhere {
			t.Errorf("%s: %v, nowhere defined %v, want %v, %s", c.holds, v.Status, cl.Nowhere, c.want, c.nowhere)
		}
	}
	for holds, want := range map[string]prove.Status{"x > 0 or 1/(x - x^2) > 0": prove.Proved, "1/(x - x^2) > 0": prove.Vacuous} {
		v, cl, ok := verdict(t, g, holds, "x*(x - 1) = 0")
		if !ok || v.Status != want || fmt.Sprint(cl.Nowhere) != "[1/(x - x^2)]" {
			t.Errorf("%s at x = 1: %v, nowhere defined %v", holds, v.Status, cl.Nowhere)
		}
	}
}
