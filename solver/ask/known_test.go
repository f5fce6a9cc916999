package ask_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"brink/games"
	"brink/games/format"
	"brink/solver/answer"
	"brink/solver/ask"
)

// TestKnownReadsBack: what is found at a point is a known result of the file, of every
// kind of game, that the reader takes and the verifier finds again.
func TestKnownReadsBack(t *testing.T) {
	crowd := `brink: 1
id: crowd
parameters: {n: 5, b: 3, c: 1}
assume: [n >= 2]
players: {count: n, prefix: S, actions: [hold, race]}
payoffs: {each: "if(is(race), b - c*others(race), 0)"}
`
	root := `brink: 1
id: root
parameters: {a: 2}
dynamics: {time: continuous, variables: {x: "[0, inf)"}, rates: {x: "a - x^2"}}
`
	texts := map[string]string{"crowd.yaml": crowd, "root.yaml": root}
	for _, name := range []string{
		"mckelvey-mclennan", "beer-quiche-tree", "chain-store-tree", "meeting-types", "more-information",
		"big-match", "cournot-choices", "tullock", "richardson", "hawk-dove-replicator",
	} {
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", name+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		texts[name+".yaml"], _, _ = strings.Cut(string(data), "known:")
	}
	ctx := context.Background()
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			read := func(text string) games.Model {
				f, ds := format.Read(name, []byte(text), "")
				if ds.HasErrors() {
					t.Fatalf("%v\n%s", ds, text)
				}
				return f.Model
			}
			found, err := ask.Solve.Run(ctx, read(text), nil, ask.Options{Search: ask.Search{Stated: true}})
			if err != nil {
				t.Fatal(err)
			}
			k, err := ask.KnownOf(ctx, found)
			if err != nil {
				t.Fatal(err)
			}
			section := format.WriteKnown([]games.Known{k})
			m := read(text + section)
			if written := format.WriteKnown(m.Head().Known); written != section {
				t.Errorf("read as\n%sinstead of\n%s", written, section)
			}
			a, err := ask.Verify.Run(ctx, m, nil, ask.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range a.(*answer.Verdicts).Known {
				if r.Agrees() != answer.Yes {
					t.Errorf("%+v of\n%s", r.Findings, section)
				}
			}
		})
	}
}

// TestKnownOfCrowd: players alike whose number is a parameter have known results too.
func TestKnownOfCrowd(t *testing.T) {
	const text = `brink: 1
parameters: {n: 5, b: 3, c: 1}
assume: [n >= 2]
players: {count: n, prefix: S, actions: [hold, race]}
payoffs: {each: "if(is(race), b - c*others(race), 0)"}
known:
`
	for known, want := range map[string]answer.Tri{
		"{contains: {play: some, fewest: 3, most: 4}}":                      answer.Yes,
		"{contains: {play: mix, strategy: {hold: 1/4, race: 3/4}}}":         answer.Yes,
		"{contains: {play: all, actions: [race]}}":                          answer.No,
		"{at: {b: 4}, contains: {play: all, actions: [race], payoff: 0}}":   answer.Yes,
		"{at: {b: 4}, contains: {play: all, actions: race, strict: true}}":  answer.No,
		"{at: {b: -1}, equilibria: {play: all, actions: hold, payoff: 0}}":  answer.Yes,
		"{at: {b: -1}, equilibria: {play: all, actions: hold, payoff: -1}}": answer.No,
	} {
		f, ds := format.Read("crowd.yaml", []byte(text+"  - "+known+"\n"), "")
		if len(ds) > 0 {
			t.Fatal(ds)
		}
		a, err := ask.Verify.Run(context.Background(), f.Model, nil, ask.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.(*answer.Verdicts).Known[0].Agrees(); got != want {
			t.Errorf("%s: %v", known, got)
		}
	}
}
