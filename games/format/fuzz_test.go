package format

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
	"unicode/utf8"

	"brink/games"
)

// addSeeds gives a fuzz target the inputs of the tests with the extensions.
func addSeeds(f *testing.F, extensions ...string) {
	f.Helper()
	for _, ext := range extensions {
		files, _ := filepath.Glob("testdata/*" + ext)
		for _, name := range files {
			if data, err := os.ReadFile(name); err == nil {
				f.Add(data)
			}
		}
		archives, _ := filepath.Glob("testdata/*/*.txtar")
		for _, path := range archives {
			_, files := readArchive(f, path)
			for _, x := range files {
				if filepath.Ext(x.name) == ext {
					f.Add([]byte(x.data))
				}
			}
		}
	}
}

// watch ends a run in which one input takes too long, so that the fuzzer keeps
// the input; the caller calls what it returns when done.
func watch(data []byte) func() {
	timer := time.AfterFunc(patience, func() { panic(fmt.Sprintf("reading takes too long: %q", data)) })
	return func() { timer.Stop() }
}

// patience is generous: machines that fuzz are busy.
const patience = 60 * time.Second

// fuzzReader holds a reader to its promises on any input: no panic, a game
// exactly when there is no error, places inside the text, and a game that is
// written and read back unchanged.
func fuzzReader(t *testing.T, data []byte, format Format) {
	defer watch(data)()
	file, ds := Read("fuzz", data, format)
	if utf8.Valid(data) {
		checkPlaces(t, string(data), ds)
	}
	if (file == nil) != ds.HasErrors() {
		t.Fatalf("game %v with diagnostics\n%s", file != nil, show(ds))
	}
	show(ds)
	if file == nil {
		return
	}
	if file.Game == nil {
		for _, to := range []Format{YAML, JSON} {
			if d := differModels(file.Model, rewriteModel(t, file.Model, to)); d != "" {
				t.Fatalf("%s: %s", to, d)
			}
		}
		return
	}
	g := file.Game
	if g == nil {
		return // only strategic games are written back so far
	}
	if n := g.Profiles(1 << 12); n < 0 {
		return
	}
	var b bytes.Buffer
	if err := Write(&b, g, format); err != nil {
		return // such as a matrix format for a game with parameters
	}
	again, ds := Read("fuzz", b.Bytes(), format)
	if ds.HasErrors() {
		t.Fatalf("cannot read back:\n%s\n%s", show(ds), b.String())
	}
	if d := differ(g, again.Game); d != "" {
		t.Fatalf("%s\n%s", d, b.String())
	}
}

func FuzzYAML(f *testing.F) {
	addSeeds(f, ".yaml", ".json")
	f.Fuzz(func(t *testing.T, data []byte) { fuzzReader(t, data, YAML) })
}

// fuzzKind fuzzes files of one kind.
func fuzzKind(f *testing.F, k games.Kind) {
	for name, text := range kindSamples(f) {
		if file, _ := Read(name, []byte(text), ""); file != nil && file.Model.Kind() == k {
			f.Add([]byte(text))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) { fuzzReader(t, data, YAML) })
}

func FuzzTree(f *testing.F)       { fuzzKind(f, games.TreeForm) }
func FuzzBayesian(f *testing.F)   { fuzzKind(f, games.BayesianForm) }
func FuzzStochastic(f *testing.F) { fuzzKind(f, games.StochasticForm) }
func FuzzContinuous(f *testing.F) { fuzzKind(f, games.ContinuousForm) }
func FuzzDynamics(f *testing.F)   { fuzzKind(f, games.DynamicsForm) }

func FuzzNFG(f *testing.F) {
	addSeeds(f, ".nfg")
	f.Fuzz(func(t *testing.T, data []byte) { fuzzReader(t, data, NFG) })
}

func FuzzEFG(f *testing.F) {
	addSeeds(f, ".efg")
	f.Fuzz(func(t *testing.T, data []byte) { fuzzReader(t, data, EFG) })
}

func FuzzMatrices(f *testing.F) {
	addSeeds(f, ".lrs", ".gam")
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzReader(t, data, LRS)
		fuzzReader(t, data, GAM)
	})
}

// FuzzRecognise reads anything as whatever it looks like.
func FuzzRecognise(f *testing.F) {
	addSeeds(f, ".yaml", ".json", ".nfg", ".efg", ".lrs", ".gam")
	f.Fuzz(func(t *testing.T, data []byte) {
		defer watch(data)()
		file, ds := Read("fuzz", data, "")
		if (file == nil) != ds.HasErrors() {
			t.Fatalf("game %v with diagnostics\n%s", file != nil, show(ds))
		}
	})
}

// FuzzFormulas puts texts where a game file has formulas: a payoff, a range, an
// assumption, the key of a transition and a claim.
func FuzzFormulas(f *testing.F) {
	f.Add("is(a)*x", "[0, 1)", "x > 0", "a b", "nash(a, b) => spe(mine, grim)")
	f.Add("if(others(b) > 0, x/others(b), sum(is(a)))", "(-inf, y]", "x = 1 or not y != 2", "* a", "payoff(P1, (a, b)) >= prob(P2, b)")
	f.Add("plays(P2, \"a\") + max(x, y)^2", "[min(x, y), inf)", "true", "a,*", "risk_dominant((a, a), (b, b)) <=> increasing(x^2, x)")
	f.Fuzz(func(t *testing.T, payoff, within, assume, key, claim string) {
		quoted := func(s string) string { return jsonString(s) }
		text := "{\"brink\": 1, \"id\": \"fuzz\", \"parameters\": {\"x\": {\"range\": " + quoted(within) + "}, \"y\": 1},\n" +
			"\"assume\": [" + quoted(assume) + "], \"players\": {\"P1\": [\"a\", \"b\"], \"P2\": [\"a\", \"b\"]},\n" +
			"\"payoffs\": {\"P1\": " + quoted(payoff) + ", \"P2\": " + quoted(payoff) + "},\n" +
			"\"repeated\": {\"discount\": \"y/2\", \"automata\": {\"mine\": {\"states\": {\"s\": {\"play\": \"a\", \"next\": {" + quoted(key) + ": \"s\", \"else\": \"s\"}}}}}},\n" +
			"\"claims\": [{\"id\": \"c\", \"holds\": " + quoted(claim) + "}]}\n"
		fuzzReader(t, []byte(text), JSON)
	})
}
