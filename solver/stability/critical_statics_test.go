package stability

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"brink/games"
	"brink/games/expr"
	"brink/games/format"
	"brink/solver/repeated"
)

// staticsOf lists "T increasing, R decreasing" for one profile of a game given as text.
func staticsOf(t *testing.T, src string, profile ...string) (*games.Game, []CriticalStatic, string) {
	t.Helper()
	f, problems := format.Read("test.yaml", []byte(src), "")
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	row, err := repeated.Analyse(context.Background(), f.Game, profile)
	if err != nil {
		t.Fatal(err)
	}
	list, err := RowStatics(context.Background(), f.Game, row)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range list {
		out = append(out, f.Game.Params[c.Parameter].Name+" "+c.Text(f.Game))
	}
	return f.Game, list, strings.Join(out, ", ")
}

// dilemma is SYM(T, R, P, S) with assumptions and an automata section.
func dilemma(assume, automata string) string {
	return `brink: 1
parameters: {T: 5, R: 3, P: 1, S: 0, delta: {default: 4/5, range: "[0, 1)"}}
assume: [` + assume + `]
players: {A: [C, D], B: [C, D]}
payoffs:
  C: [[R, R], [S, T]]
  D: [[T, S], [P, P]]
repeated:
  discount: delta
` + automata
}

// Known comparative statics: grim's (T - R)/(T - P), the root of δ + … + δ^L =
// (T - R)/(R - P) of limited punishment, penance's max of (T - R)/(R - S) and
// (P - S)/(R - S), and tit-for-tat on its knife-edge.
func TestCriticalStaticsOfTheDilemma(t *testing.T) {
	const pd = "T > R, R > P, P > S"
	for _, c := range []struct{ assume, profile, want string }{
		{pd, "grim", "T increasing, R decreasing, P increasing, S constant"},
		{pd, "limited-punishment(2)", "T increasing, R decreasing, P increasing, S constant"},
		{pd, "limited-punishment(4)", "T increasing, R decreasing, P increasing, S constant"},
		{pd, "tit-for-tat", strings.Repeat("? vacuous: works at no two neighbouring values, ", 4)},
		{pd + ", T - R < P - S, 2*R > T + S", "penance", "T constant, R decreasing, P increasing, S decreasing"},
		{pd + ", T - R > P - S", "penance", "T increasing, R decreasing, P constant, S increasing"},
		{pd, "penance", "T increasing, R decreasing, P increasing, S depends: rises iff 2*R > T + S and T + S >= R + P; falls iff T + S <= R + P"},
		// A stag hunt needs no patience, a deadlock cannot have enough.
		{"R > T, T > P, P > S", "grim", "T constant, R constant, P constant, S constant"},
		{"T > P, P > R, R > S", "grim", strings.Repeat("? vacuous: works at no two neighbouring values, ", 4)},
	} {
		_, _, got := staticsOf(t, dilemma(c.assume, ""), c.profile, c.profile)
		want := c.want
		for _, name := range []string{"T", "R", "P", "S"} {
			want = strings.Replace(want, "?", name, 1)
		}
		if want = strings.TrimSuffix(want, ", "); got != want {
			t.Errorf("%s, %s: %s\nwant %s", c.profile, c.assume, got, want)
		}
	}
}

// Discount factors from x up to y work, where x < y, or from z on, where that is
// less than 1: the least is x, z or neither.
func TestCriticalStaticsOfUnions(t *testing.T) {
	src := `brink: 1
parameters: {x: {default: 1/4, range: "(0, 1)"}, y: {default: 1/2, range: "(0, 1)"}, z: {default: 3/4, range: "(0, 1)"}, delta: {default: 4/5, range: "[0, 1)"}}
players: {A: [C, D], B: [C, D]}
payoffs: {C: [[0, 0], [0, 0]], D: [[0, 0], [0, 0]]}
repeated: {discount: delta}
`
	f, problems := format.Read("test.yaml", []byte(src), "")
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	g := f.Game
	names := expr.Names(g.Names())
	for _, c := range []struct{ good, want string }{
		{"delta >= z", "z increasing"},
		{"delta^3 + delta >= 2*z", "z increasing"},
		{"x <= delta and delta <= y or delta >= z", "x increasing, y decreasing, z increasing"},
		{"(delta - x)*(delta - z) >= 0", "x constant, z constant"},
		{"(delta - x)*(delta - z) <= 0", "x increasing, z increasing"},
		{"delta > x and delta < y", "x increasing, y constant"},
		{"delta^2 <= y - x", "x constant, y constant"},
		{"delta >= x and delta >= 1 - x", "x depends"},
		{"delta = x or delta = y", "x increasing, y increasing"},
		{"delta*(1 - z) >= x*y", "x increasing, y increasing, z increasing"},
	} {
		good, _, err := expr.CompileFormula(c.good, names)
		if err != nil {
			t.Fatal(err)
		}
		list, failed := CriticalStatics(context.Background(), g, good, 3)
		if failed != nil {
			t.Fatal(failed)
		}
		var got []string
		for _, s := range list {
			got = append(got, g.Params[s.Parameter].Name+" "+s.Direction.String())
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%s: %s, want %s", c.good, text, c.want)
		}
	}
}

// Random automata: every proved direction holds between random neighbouring points,
// where the critical discount factor is computed by root isolation, and every
// witness of "depends" moves as it says.
func TestCriticalStaticsAgreeWithRoots(t *testing.T) {
	rng := rand.New(rand.NewPCG(51, 52))
	compared, depends, undecided := 0, 0, 0
	for k := range 150 {
		var automata strings.Builder
		automata.WriteString("  automata:\n")
		for _, name := range []string{"s0", "s1"} {
			fmt.Fprintf(&automata, "    %s:\n      start: a\n      states:\n", name)
			for _, q := range "ab" {
				fmt.Fprintf(&automata, "        %c: {play: %s, next: {", q, []string{"C", "D"}[rng.IntN(2)])
				for _, o := range []string{"C C", "C D", "D C", "D D"} {
					fmt.Fprintf(&automata, `"%s": %c, `, o, "ab"[rng.IntN(2)])
				}
				automata.WriteString("}}\n")
			}
		}
		profile := []string{"s0", "s1"}
		if k == 0 {
			profile = []string{"penance", "penance"}
		}
		g, list, text := staticsOf(t, dilemma("T > R, R > P, P > S", automata.String()), profile...)
		row, err := repeated.Analyse(context.Background(), g, profile)
		if err != nil {
			t.Fatal(err)
		}
		least := func(at []*big.Rat) *repeated.Critical {
			c, err := row.Critical(context.Background(), at)
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		for _, s := range list {
			name := g.Params[s.Parameter].Name
			if s.Direction == Undecided {
				undecided++
			}
			for k, at := range [][]*big.Rat{s.RisesAt, s.FallsAt} {
				if at == nil {
					continue
				}
				depends++
				side := int64(1 - 2*k) // rises to the right, falls to the left
				here := least(at)
				at[s.Parameter] = new(big.Rat).Add(at[s.Parameter], big.NewRat(side, 1<<30))
				if next := least(at); !next.Empty() && next.Min().Cmp(here.Min()) <= 0 {
					t.Errorf("%s in %s at %v: no larger beside\n%s", text, name, at, automata.String())
				}
			}
			for range 12 {
				v := []int64{int64(rng.IntN(40))}
				for len(v) < 4 {
					v = append(v, v[len(v)-1]+1+int64(rng.IntN(12)))
				}
				at := []*big.Rat{big.NewRat(v[3], 1), big.NewRat(v[2], 1), big.NewRat(v[1], 1), big.NewRat(v[0], 1), new(big.Rat)}
				here := least(at)
				at[s.Parameter] = new(big.Rat).Add(at[s.Parameter], big.NewRat(1, 64))
				next := least(at)
				if here.Empty() || next.Empty() {
					continue
				}
				compared++
				order := next.Min().Cmp(here.Min())
				if order != 0 && s.Direction == Constant || order < 0 && s.Direction == Increasing || order > 0 && s.Direction == Decreasing {
					t.Errorf("%s is %s, but %s becomes %s at %v\n%s", name, s.Direction, here, next, at, automata.String())
				}
			}
		}
	}
	if compared < 300 || depends < 2 || undecided > 0 {
		t.Errorf("%d comparisons, %d witnesses, %d undecided", compared, depends, undecided)
	}
	t.Logf("%d comparisons, %d witnesses", compared, depends)
}
