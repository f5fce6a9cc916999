package format

import (
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// differModels describes how two models differ, "" where they do not: values and
// formulas by what they are, all else by what it holds. Places in the files differ.
func differModels(m, n games.Model) string {
	if m.Kind() != n.Kind() {
		return string(m.Kind()) + " and " + string(n.Kind())
	}
	params := len(m.Head().Params) + maxVariables
	return cmp.Diff(m, n,
		cmp.Comparer(func(a, b *big.Rat) bool { return a == b || a != nil && b != nil && a.Cmp(b) == 0 }),
		cmp.Comparer(func(a, b algebra.Ratio) bool { return a.Equal(b) }),
		cmp.Comparer(func(a, b expr.Value) bool { return equalValues(a, b, params) }),
		cmp.Comparer(func(a, b expr.Formula) bool { return a.Key() == b.Key() }),
		cmpopts.IgnoreTypes(games.Place{}, []games.Place{}),
		cmpopts.IgnoreFields(games.Header{}, "Written"),
		cmpopts.IgnoreFields(games.Tree{}, "Swaps"), // of talk:, which is written out as a tree
		cmpopts.EquateEmpty(),
		cmp.AllowUnexported(games.Define{}),
	)
}

// rewriteModel writes a model and reads it back; the second writing equals the first.
func rewriteModel(t testing.TB, m games.Model, to Format) games.Model {
	t.Helper()
	var once, twice strings.Builder
	if err := Write(&once, m, to); err != nil {
		t.Fatalf("writing %s: %v", to, err)
	}
	f, ds := Read("again."+string(to), []byte(once.String()), "")
	if ds.HasErrors() {
		t.Fatalf("reading back %s:\n%s\n%s", to, show(ds), once.String())
	}
	if f.Format != to {
		t.Fatalf("%s is recognised as %s:\n%s", to, f.Format, once.String())
	}
	if err := Write(&twice, f.Model, to); err != nil || twice.String() != once.String() {
		t.Errorf("%s is not canonical: %v\n%s\n%s", to, err, once.String(), twice.String())
	}
	return f.Model
}

// kindSamples are files of the kinds that are written as they were read.
func kindSamples(t testing.TB) map[string]string {
	t.Helper()
	samples := make(map[string]string)
	for _, pattern := range []string{"../../testdata/*.yaml", "../models/*.yaml", "testdata/kinds/*.yaml"} {
		files, _ := filepath.Glob(pattern)
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			samples[name] = string(data)
		}
	}
	return samples
}

// Models of every kind survive YAML and JSON.
func TestRewriteKinds(t *testing.T) {
	seen := make(map[games.Kind]int)
	for name, text := range kindSamples(t) {
		f, ds := Read(name, []byte(text), "")
		if ds.HasErrors() {
			t.Fatal(show(ds))
		}
		if f.Game != nil {
			continue // TestRewriteModels
		}
		seen[f.Model.Kind()]++
		for _, to := range []Format{YAML, JSON} {
			if d := differModels(f.Model, rewriteModel(t, f.Model, to)); d != "" {
				t.Errorf("%s as %s: %s", name, to, d)
			}
		}
	}
	for _, k := range []games.Kind{games.TreeForm, games.BayesianForm, games.StochasticForm, games.ContinuousForm, games.DynamicsForm} {
		if seen[k] < 2 {
			t.Errorf("only %d files of the kind %s", seen[k], k)
		}
	}
}

// What is written of a tree without its file is the same tree, in YAML and, at
// numbers, in Gambit's form.
func TestRewriteTrees(t *testing.T) {
	trees := 0
	for name, text := range kindSamples(t) {
		f, ds := Read(name, []byte(text), "")
		if ds.HasErrors() {
			t.Fatal(show(ds))
		}
		tree, ok := f.Model.(*games.Tree)
		if !ok {
			continue
		}
		trees++
		bare := *tree
		bare.Written, bare.Known = nil, nil
		for _, to := range []Format{YAML, JSON} {
			again := *rewriteModel(t, &bare, to).(*games.Tree)
			again.Defined = tree.Defined // simplified payoffs need not say where the original divides
			if d := differModels(&bare, &again); d != "" {
				t.Errorf("%s as %s: %s", name, to, d)
			}
		}
		if len(tree.Free()) < len(tree.Params) {
			continue // exp and log have no rational values
		}
		at, err := tree.Point(nil)
		if err != nil {
			t.Fatal(err)
		}
		var efg strings.Builder
		if err := WriteAt(&efg, tree, at, EFG); err != nil {
			t.Fatal(err)
		}
		g, ds := Read("again.efg", []byte(efg.String()), "")
		if ds.HasErrors() {
			t.Fatal(show(ds))
		}
		again := g.Game.Tree()
		again.Params = tree.Params
		if len(again.Nodes) != len(tree.Nodes) || len(again.Sets) != len(tree.Sets) {
			t.Fatalf("%s: %d nodes and %d sets, then %d and %d", name, len(tree.Nodes), len(tree.Sets), len(again.Nodes), len(again.Sets))
		}
		sameNumbers(t, name, tree, again, at)
	}
	if trees < 3 {
		t.Errorf("only %d trees", trees)
	}
}

// sameNumbers compares two trees at a point. Sets and nodes stand in the order of a
// walk through the tree only where the file lists what chance does in one order.
func sameNumbers(t *testing.T, name string, a, b *games.Tree, at []*big.Rat) {
	t.Helper()
	var walk func(i, k int)
	walk = func(i, k int) {
		x, y := a.Nodes[i], b.Nodes[k]
		if (x.Set < 0) != (y.Set < 0) || x.Name != y.Name || len(x.Children) != len(y.Children) {
			t.Fatalf("%s: node %d is %+v, then %+v", name, i, x, y)
		}
		if x.Set >= 0 && (a.Sets[x.Set].Name != b.Sets[y.Set].Name || strings.Join(a.Sets[x.Set].Actions, ",") != strings.Join(b.Sets[y.Set].Actions, ",")) {
			t.Fatalf("%s: set %+v, then %+v", name, a.Sets[x.Set], b.Sets[y.Set])
		}
		for _, vs := range [][2][]expr.Value{{x.Chance, y.Chance}, {x.Payoffs, y.Payoffs}} {
			for j := range vs[0] {
				v, err := vs[0][j].Eval(at)
				w, err2 := vs[1][j].Eval(at)
				if err != nil || err2 != nil || v.Cmp(w) != 0 {
					t.Fatalf("%s: at %s %v, then %v", name, a.NodeName(i), v, w)
				}
			}
		}
		for j := range x.Children {
			walk(x.Children[j], y.Children[j])
		}
	}
	walk(0, 0)
}

// Gambit's own examples become trees, and the same extensive games again.
func TestSharedTrees(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(sharedGames, "*.efg"))
	more, _ := filepath.Glob("testdata/kinds/*.efg")
	for _, path := range append(files, more...) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f, ds := Read(filepath.Base(path), data, "")
		if ds.HasErrors() {
			t.Fatal(show(ds))
		}
		tree := f.Game.Tree()
		again := rewriteModel(t, tree, YAML).(*games.Tree)
		if d := differModels(tree, again); d != "" {
			t.Errorf("%s: %s", path, d)
		}
		var once, twice strings.Builder
		if WriteAt(&once, tree, nil, EFG) != nil || WriteAt(&twice, again, nil, EFG) != nil || once.String() != twice.String() {
			t.Errorf("%s changes:\n%s\n%s", path, once.String(), twice.String())
		}
		if len(tree.Nodes) != len(f.Game.Extensive.Nodes) {
			t.Errorf("%s: %d nodes, then %d", path, len(f.Game.Extensive.Nodes), len(tree.Nodes))
		}
		back, ds := Read("again.efg", []byte(once.String()), "")
		if ds.HasErrors() {
			t.Fatal(show(ds))
		}
		for p := range f.Game.Payoffs {
			for i, v := range f.Game.Payoffs[p] {
				if !equalValues(v, back.Game.Payoffs[p][i], 0) {
					t.Fatalf("%s: payoff %d of player %d changes", path, i, p)
				}
			}
		}
	}
}
