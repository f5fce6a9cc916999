package sequential_test

import (
	"context"
	"strings"
	"testing"

	"brink/games"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/prove"
	"brink/solver/sequential"
)

const beerQuiche = `brink: 1
parameters: {p: {default: 1/4, range: "(0, 1)"}, m: {default: 1, range: "(0, inf)"}, d: {default: 2, range: "(0, inf)"}}
players: [S, R]
tree:
  chance: {strong: p, weak: 1 - p}
  then:
    strong:
      move: S
      set: strong
      actions:
        beer: {move: R, set: beer, actions: {fight: {name: duel, pays: [m, -1]}, leave: [m + d, 0]}}
        quiche: {move: R, set: quiche, actions: {fight: {name: duel, pays: [0, -1]}, leave: [d, 0]}}
    weak:
      move: S
      set: weak
      actions:
        beer: {move: R, set: beer, actions: {fight: {name: duel, pays: [0, 1]}, leave: [d, 0]}}
        quiche: {move: R, set: quiche, actions: {fight: {name: duel, pays: [m, 1]}, leave: [m + d, 0]}}
`

const horse = `brink: 1
parameters: {t: {default: 3, range: "(0, inf)"}}
players: [One, Two, Three]
tree:
  move: One
  set: one
  actions:
    D: {move: Three, set: three, actions: {L: [t, 2, 2], R: [0, 0, 0]}}
    C:
      move: Two
      set: two
      actions:
        c: [1, 1, 1]
        d: {move: Three, set: three, actions: {L: [4, 4, 0], R: [0, 0, 1]}}
`

// twins is a game in which weak perfect Bayesian equilibria are not all sequential:
// One does not know the state when she comes in, so that Two's belief is the prior,
// whatever he expected.
const twins = `brink: 1
parameters: {p: {default: 1/2, range: "(0, 1)"}}
players: [One, Two]
tree:
  chance: {good: p, bad: 1 - p}
  then:
    good: {move: One, set: entry, actions: {out: [1, 0], in: {move: Two, set: reply, actions: {a: [3, 1], b: [0, 0]}}}}
    bad: {move: One, set: entry, actions: {out: [1, 0], in: {move: Two, set: reply, actions: {a: [3, 0], b: [0, 1]}}}}
`

const centipede = `brink: 1
parameters: {g: {default: 2, range: "(1, inf)"}}
players: [A, B]
tree: {move: A, set: a1, actions: {take: [g, 1], pass: {move: B, set: b1, actions: {take: [1, g^2], pass: {move: A, set: a2, actions: {take: [g^3, g], pass: [g^2, g^4]}}}}}}
`

const ultimatum = `brink: 1
parameters: {o: {default: 1/4, range: "[0, 1/2)"}}
players: [P, R]
tree:
  move: P
  set: offer
  actions:
    half: {move: R, set: fair, actions: {accept: [1/2, 1/2], reject: [0, o]}}
    little: {move: R, set: unfair, actions: {accept: [1, 0], reject: [0, o]}}
`

type maker = func(context.Context, *games.Tree) (*concept.Table, error)

// TestPublishedResults holds tables to what papers and textbooks prove: Cho and Kreps
// (1987), Selten (1975), Kreps and Wilson (1982), Rosenthal (1981), ultimatum
// bargaining with an outside option.
func TestPublishedResults(t *testing.T) {
	for _, c := range []struct {
		name, file, column string
		make               maker
		play               string // what some row plays for certain
		want               string
	}{
		{"beer", beerQuiche, "", sequential.PerfectBayesian, "strong=beer weak=beer", "p >= 1/2 and d >= m"},
		{"quiche", beerQuiche, "", sequential.PerfectBayesian, "strong=quiche weak=quiche", "p >= 1/2 and d >= m"},
		{"beer is intuitive", beerQuiche, "intuitive", sequential.PerfectBayesian, "strong=beer weak=beer", "p >= 1/2 and d >= m"},
		{"quiche is not", beerQuiche, "intuitive", sequential.PerfectBayesian, "strong=quiche weak=quiche quiche=leave", "false"},
		{"beer is divine", beerQuiche, "d1", sequential.PerfectBayesian, "strong=beer weak=beer beer=leave quiche=fight", "p >= 1/2 and d >= m"},
		{"separation", beerQuiche, "", sequential.Sequential, "strong=beer weak=quiche", "m >= d"},
		{"horse down", horse, "", sequential.Sequential, "one=D", "t >= 4"},
		{"horse across", horse, "", sequential.Sequential, "one=C two=c", "true"},
		{"horse Nash", horse, "", sequential.Nash, "one=D three=L", "t >= 1"},
		{"twins out, weakly", twins, "", sequential.PerfectBayesian, "entry=out reply=b", "true"},
		{"twins out", twins, "", sequential.Sequential, "entry=out reply=b", "p <= 1/2"},
		{"twins in", twins, "", sequential.Sequential, "entry=in reply=a", "p >= 1/2"},
		{"centipede", centipede, "", sequential.SubgamePerfect, "a1=take", "true"},
		{"centipede unravels", centipede, "", sequential.SubgamePerfect, "a1=pass", "false"},
		{"ultimatum", ultimatum, "", sequential.SubgamePerfect, "offer=little unfair=accept", "o = 0"},
		{"outside option", ultimatum, "", sequential.SubgamePerfect, "offer=half fair=accept unfair=reject", "true"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := read(t, c.file)
			tab := table(t, tree, c.make)
			sequential.Refine(context.Background(), tree, tab)
			var any []expr.Formula
			for _, r := range tab.Rows {
				if !plays(r, c.play) {
					continue
				}
				if c.column == "" {
					any = append(any, r.Exists)
				}
				for _, col := range r.Columns {
					if col.Code == c.column {
						any = append(any, col.When)
					}
				}
			}
			want, _, err := expr.CompileFormula(c.want, expr.Names(tree.Names()))
			if err != nil {
				t.Fatal(err)
			}
			a := prove.Assume(games.Hypotheses(tree), prove.Options{})
			got := expr.Or(any...)
			differ := expr.Or(expr.And(got, expr.Not(want)), expr.And(want, expr.Not(got)))
			if ans, _ := a.Satisfiable(context.Background(), differ); ans != prove.No {
				t.Errorf("the condition is %s, not %s", expr.Printer{Names: tree.Names()}.Formula(got), c.want)
			}
		})
	}
}

// plays reports whether a row chooses SET=ACTION … for certain.
func plays(r *concept.Row, play string) bool {
	for _, w := range strings.Fields(play) {
		set, action, _ := strings.Cut(w, "=")
		ok := false
		for _, c := range r.Play {
			ok = ok || c.Place == set && c.Pure() && c.Over[0] == action
		}
		if !ok {
			return false
		}
	}
	return true
}

func TestClassesOfSignalling(t *testing.T) {
	tree := read(t, beerQuiche)
	tab := table(t, tree, sequential.PerfectBayesian)
	sequential.Refine(context.Background(), tree, tab)
	seen := make(map[string]int)
	for _, r := range tab.Rows {
		seen[r.Class]++
		if plays(r, "strong=beer weak=quiche") != (r.Class == "separating") {
			t.Errorf("%v is %s", r.Play, r.Class)
		}
	}
	if seen["pooling"] == 0 || seen["separating"] == 0 || seen["semi-separating"] == 0 || seen[""] > 0 {
		t.Errorf("found %v", seen)
	}
}
