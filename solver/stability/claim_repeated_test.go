package stability

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"testing"

	"brink/games"
	"brink/games/expr"
	"brink/games/format"
)

const noisyGrim = `
brink: 1
id: noisy
parameters:
  delta: {default: 1/2, range: "[0, 1)"}
  eps: {default: 1/10, range: "[0, 1/2]"}
  q: {default: 1/2, range: "[0, 1]"}
  T: {default: 5}
players: {A: [c, d], B: [c, d]}
payoffs:
  c: [[3, 3], [0, T]]
  d: [[T, 0], ["if(T > 4, 1, 2)", 1]]
repeated:
  discount: delta
  error: eps
  automata:
    forgiving:
      start: trust
      states:
        trust:  {play: c, next: {"c c": trust, else: {punish: q, trust: 1 - q}}}
        punish: {play: d, next: {"d d": {trust: 1/4, punish: 3/4}, else: punish}}
`

// TestRepeatedClaimsAtNumbers: numbers given for parameters change nothing but the
// work: the claim holds where the condition over all parameters does.
func TestRepeatedClaimsAtNumbers(t *testing.T) {
	f, ds := format.Read("noisy.yaml", []byte(noisyGrim), "")
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	g := f.Game
	for _, predicate := range []string{"spe", "repeated_nash"} {
		holds := predicate + "(forgiving, forgiving)"
		all, err := NewCompiler(g).Compile(context.Background(), games.Claim{Holds: holds})
		if err != nil {
			t.Fatal(err)
		}
		seen := map[bool]int{}
		for _, delta := range []string{"0", "1/4", "2/3", "9/10", "99/100"} {
			for _, eps := range []string{"0", "1/50", "1/2"} {
				for _, q := range []string{"0", "1"} {
					for _, T := range []string{"3", "5"} {
						point := make([]*big.Rat, 4)
						given := []string{}
						for i, x := range []string{delta, eps, q, T} {
							point[i], _ = new(big.Rat).SetString(x)
							given = append(given, fmt.Sprintf("%s = %s", g.Params[i].Name, x))
						}
						want := all.Holds.Eval(point)
						cl, err := NewCompiler(g).Compile(context.Background(), games.Claim{Given: given, Holds: holds})
						if err != nil {
							t.Fatal(err)
						}
						if got := cl.Holds.Eval(point); got != want {
							t.Errorf("%s at %v: %v with numbers given, %v over all parameters", predicate, given, got, want)
						}
						seen[want]++
					}
				}
			}
		}
		if seen[true] == 0 || seen[false] == 0 {
			t.Errorf("%s: %v", predicate, seen)
		}
	}
}

// TestRepeatedClaimsInterrupted: time that runs out while the condition is made
// leaves a claim undecided; it is no mistake in the file.
func TestRepeatedClaimsInterrupted(t *testing.T) {
	f, ds := format.Read("noisy.yaml", []byte(noisyGrim), "")
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(errors.New("time is up"))
	for _, holds := range []string{"spe(forgiving, forgiving)", "not repeated_nash(grim, grim)"} {
		_, err := NewCompiler(f.Game).Compile(ctx, games.Claim{Holds: holds})
		if !errors.Is(err, ErrUndecidable) {
			t.Errorf("%s: %v", holds, err)
		}
	}
}

// TestEqualities: only parameters that every point of a conjunction sets to the
// same number are read as numbers.
func TestEqualities(t *testing.T) {
	for text, want := range map[string]string{
		"x = 1/3 and y >= 0":       "map[0:1/3]",
		"2*x = -3 and 0 = 1 - 4*y": "map[0:-3/2 1:1/4]",
		"x = 1 or y = 2":           "map[]",
		"x = y and x*y = 1":        "map[]",
		"x^2 = 4":                  "map[]",
		"x != 1":                   "map[]",
	} {
		f, _, err := expr.CompileFormula(text, expr.Names{"x", "y"})
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(equalities(f)); got != want {
			t.Errorf("%s: %s, expected %s", text, got, want)
		}
	}
}
