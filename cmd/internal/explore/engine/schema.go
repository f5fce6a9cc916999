package engine

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"brink/games"
	"brink/games/format"
)

type schemaAnswer struct {
	common
	Keys       []schemaKey  `json:"keys"`
	Predicates []schemaName `json:"predicates"`
	Functions  []schemaName `json:"functions"`
}

type schemaKey struct {
	Path string `json:"path"` // of the mapping that has it: "" at the top, * for any name
	Name string `json:"name"`
	Hint string `json:"hint,omitempty"`
}

type schemaName struct {
	Name      string `json:"name"`
	Signature string `json:"signature"`
	Hint      string `json:"hint,omitempty"`
}

// schema lists the keys of game files, and what formulas in them may call.
func (q *question) schema() (any, error) {
	out := schemaAnswer{common: common{Complete: true}, Keys: schemaKeys(), Predicates: []schemaName{}, Functions: []schemaName{}}
	for _, k := range games.Kinds() {
		for _, p := range games.Predicates(k) {
			at := slices.IndexFunc(out.Predicates, func(x schemaName) bool { return x.Signature == p.Usage })
			switch {
			case at < 0:
				out.Predicates = append(out.Predicates, schemaName{p.Name, p.Usage, string(k)})
			default:
				out.Predicates[at].Hint += ", " + string(k)
			}
		}
	}
	usages := append([]string{"min(a, b, …)", "max(a, b, …)", "abs(a)", "if(formula, a, b)", "sqrt(a)", "exp(a)", "log(a)", "root(polynomial, from, to)"}, format.PayoffFunctions()...)
	for _, use := range usages {
		name, _, _ := strings.Cut(use, "(")
		out.Functions = append(out.Functions, schemaName{name, use, ""})
	}
	return out, nil
}

// node is the part of a JSON schema that completion needs.
type node struct {
	Description string          `json:"description"`
	Ref         string          `json:"$ref"`
	Properties  json.RawMessage `json:"properties"`
	Additional  json.RawMessage `json:"additionalProperties"`
	Items       json.RawMessage `json:"items"`
	OneOf       []node          `json:"oneOf"`
	AnyOf       []node          `json:"anyOf"`
	Then        *node           `json:"then"`
	Else        *node           `json:"else"`
}

// schemaKeys walks the schema of game files. It is this program's own, so that it can be
// read.
func schemaKeys() []schemaKey {
	var root struct {
		node
		Defs map[string]node `json:"$defs"`
	}
	if err := json.Unmarshal(format.Schema(), &root); err != nil {
		return nil
	}
	w := schemaWalk{defs: root.Defs}
	w.walk("", root.node, nil)
	return w.keys
}

type schemaWalk struct {
	defs map[string]node
	keys []schemaKey
}

func (w *schemaWalk) add(k schemaKey) {
	if !slices.ContainsFunc(w.keys, func(x schemaKey) bool { return x.Path == k.Path && x.Name == k.Name }) {
		w.keys = append(w.keys, k)
	}
}

// walk lists the keys of a mapping and of those in it; seen are the definitions on the
// way, for a tree has nodes within nodes.
func (w *schemaWalk) walk(path string, n node, seen []string) {
	if name, ok := strings.CutPrefix(n.Ref, "#/$defs/"); ok && !slices.Contains(seen, name) {
		w.walk(path, w.defs[name], append(slices.Clone(seen), name))
	}
	for _, x := range append(slices.Clone(n.OneOf), n.AnyOf...) {
		w.walk(path, x, seen)
	}
	for _, x := range []*node{n.Then, n.Else} {
		if x != nil {
			w.walk(path, *x, seen)
		}
	}
	for _, p := range inOrder(n.Properties) {
		w.add(schemaKey{path, p.name, p.node.Description})
		w.walk(strings.TrimPrefix(path+"."+p.name, "."), p.node, seen)
	}
	for _, raw := range []json.RawMessage{n.Additional, n.Items} {
		var x node
		if json.Unmarshal(raw, &x) == nil {
			w.walk(strings.TrimPrefix(path+".*", "."), x, seen)
		}
	}
}

type property struct {
	name string
	node node
}

// inOrder lists the properties of a schema as they are written.
func inOrder(raw json.RawMessage) []property {
	var out []property
	d := json.NewDecoder(bytes.NewReader(raw))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return out
		}
		var n node
		if err := d.Decode(&n); err != nil {
			return out
		}
		out = append(out, property{t.(string), n})
	}
	return out
}
