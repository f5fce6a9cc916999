package format

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "rewrite the expected diagnostics in testdata")

// TestRejected reads every file of testdata/rejected and compares the
// diagnostics, places and carets included, with what stands beside it.
func TestRejected(t *testing.T) {
	archives, err := filepath.Glob("testdata/rejected/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no test data", err)
	}
	for _, path := range archives {
		head, files := readArchive(t, path)
		want := make(map[string]string)
		for _, f := range files {
			want[f.name] = f.data
		}
		var fresh []section
		for _, f := range files {
			ext := filepath.Ext(f.name)
			if ext == ".want" {
				continue
			}
			_, ds := Read(f.name, []byte(f.data), "")
			if !ds.HasErrors() {
				t.Errorf("%s: %s is accepted", path, f.name)
			}
			checkPlaces(t, f.data, ds)
			got := show(ds)
			expected := f.name + ".want"
			fresh = append(fresh, f, section{expected, got})
			if !*update && got != want[expected] {
				t.Errorf("%s: %s:\ngot\n%s\nwant\n%s", path, f.name, got, want[expected])
			}
		}
		if *update {
			if err := os.WriteFile(path, []byte(formatArchive(head, fresh)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// checkPlaces holds every diagnostic to the text: the line exists, the snippet
// is that line, and the range lies in it or right behind it.
func checkPlaces(t testing.TB, text string, ds Diagnostics) {
	t.Helper()
	s := newSource("", strings.TrimPrefix(text, "\ufeff"))
	for _, d := range ds {
		if d.Severity != Error && d.Severity != Warning {
			t.Errorf("invalid severity: %+v", d)
		}
		if d.Line == 0 {
			continue
		}
		width := len([]rune(d.Snippet))
		if d.Line < 0 || d.Line > len(s.lines) || d.Column < 1 || d.Column > width+1 || d.EndColumn <= d.Column || d.EndColumn > width+2 {
			t.Errorf("place outside the text: %+v", d)
		}
	}
}

func compileSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("game.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("game.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// instance turns YAML into what a validator in an editor sees.
func instance(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return instance(n.Content[0])
	case yaml.AliasNode:
		return instance(n.Alias)
	case yaml.SequenceNode:
		l := make([]any, len(n.Content))
		for i, c := range n.Content {
			l[i] = instance(c)
		}
		return l
	case yaml.MappingNode:
		m := make(map[string]any)
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = instance(n.Content[i+1])
		}
		return m
	}
	switch n.Tag {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		if json.Valid([]byte(n.Value)) {
			return json.Number(n.Value)
		}
	}
	return n.Value
}

// kindFiles are games of the kinds other than the strategic form, and whether they
// have the right shape.
var kindFiles = map[string]bool{
	"{brink: 1, players: [A, B], tree: {pays: [1, 0], move: A, set: s, actions: {l: [x, 0], r: {name: war, pays: [1, 2]}}}}": true,
	"{brink: 1, players: [A], tree: {chance: {a: 1/2, b: 1/2}, then: {a: [0], b: {move: A, actions: {l: [1], r: [0]}}}}}":    true,
	"{brink: 1, players: [A], tree: {move: A}}":                                                                                    false,
	"{brink: 1, players: [A], tree: {move: A, actions: {l: [1], r: [0]}, moves: A}}":                                               false,
	"{brink: 1, players: {A: [l, r]}, tree: [1]}":                                                                                  false,
	"{brink: 1, players: [A, B], payoffs: {each: 1}}":                                                                              false,
	"{brink: 1, players: {A: {chooses: x, range: \"[0, 1]\"}, B: {chooses: y, range: \"[0, 1]\"}}, payoffs: {A: x - y, B: y - x}}": true,
	"{brink: 1, players: {A: [l, r], B: [l, r]}, types: {A: {t: {prob: 1/2}, u: {prob: 1/2}}}, payoffs: {each: is(l)}}":            true,
	"{brink: 1, players: {A: [l, r]}, discount: d, start: s, states: {s: {payoffs: {each: is(l)}, next: {else: s}}}}":              true,
	"{brink: 1, parameters: {n: 3}, players: {count: n, actions: [a, b]}, payoffs: {each: is(a)}}":                                 true,
	"{brink: 1}": false,
}

// TestSchemaAgrees checks that the schema accepts every game file here and in
// the library, rejects what has the wrong shape, and accepts what is wrong in
// meaning only.
func TestSchemaAgrees(t *testing.T) {
	schema := compileSchema(t)
	validate := func(data []byte) error {
		var n yaml.Node
		if err := yaml.Unmarshal(data, &n); err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		return schema.Validate(instance(&n))
	}
	library, _ := filepath.Glob("../models/*.yaml")
	own, _ := filepath.Glob("testdata/*.yaml")
	for _, path := range append(library, own...) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(data); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	for text, valid := range kindFiles {
		if err := validate([]byte(text)); (err == nil) != valid {
			t.Errorf("%s: schema says %v", text, err)
		}
	}
	for archive, valid := range map[string]bool{"shape": false, "meaning": true} {
		_, files := readArchive(t, "testdata/rejected/"+archive+".txtar")
		for _, f := range files {
			if filepath.Ext(f.name) == ".want" {
				continue
			}
			if err := validate([]byte(f.data)); (err == nil) != valid {
				t.Errorf("%s in %s: schema says %v", f.name, archive, err)
			}
		}
	}
}
