package format

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games"
)

// knownTable reads a known result of a game that is not in strategic form: rows of
// its table of conditions at a point.
func (d *decoder) knownTable(n *yaml.Node) {
	if d.model == nil {
		return // what the rows are about was not understood
	}
	kind := d.model.Kind()
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if key := n.Content[i]; slices.Contains([]string{"components", "value", "critical"}, key.Value) {
				d.errorAtNode(key, "give equilibria, contains or count, or state a claim", "%s is about games in strategic form and repeated play, found it in a game of the kind %s", key.Value, kind)
				return
			}
		}
	}
	f := d.fields(n, "a known result", "at", "concept", "equilibria", "contains", "count", "source")
	if f == nil {
		return
	}
	k := games.Known{Place: games.Place{File: d.file, Line: n.Line, Column: n.Column}, Source: d.texts(f["source"], "a source")}
	if f["equilibria"].key == nil && f["contains"].key == nil && f["count"].key == nil {
		d.errorAtNode(n, "give one of equilibria, contains and count", "the known result states nothing")
	}
	k.At = d.settings(f["at"])
	if e := f["concept"]; e.key != nil {
		k.Concept, _ = d.text(e, "a solution concept")
	}
	k.Rows = d.knownRows(f["equilibria"])
	k.SomeRows = d.knownRows(f["contains"])
	k.Count = d.positive(f["count"], "a number of equilibria")
	if e := f["count"]; k.Count > 0 && k.Rows != nil && len(k.Rows) != k.Count {
		d.errorAtNode(e.value, "leave the count out: the list says it", "found a count of %d beside a list of %s", k.Count, plural(len(k.Rows), "equilibrium"))
	}
	d.g.Known = append(d.g.Known, k)
}

// knownRows reads a list of rows; a row alone stands for a list of one.
func (d *decoder) knownRows(e entry) []games.KnownRow {
	if e.key == nil {
		return nil
	}
	items := []*yaml.Node{e.value}
	if e.value.Kind == yaml.SequenceNode {
		items = e.value.Content
	}
	if len(items) > maxKnown {
		d.errorAtNode(e.key, "give their count", "found %d equilibria; at most %d are read", len(items), maxKnown)
		return nil
	}
	shapes := rowShapes(d.model)
	out := make([]games.KnownRow, 0, len(items))
	for _, item := range items {
		fields := d.fields(item, "an equilibrium, as in "+shapes[0].example, shapeNames(shapes)...)
		if fields == nil {
			continue
		}
		row := games.KnownRow{Text: flow(item)}
		for _, key := range item.Content { // in the order of the file
			for _, s := range shapes {
				if f := fields[s.name]; f.key == key {
					s.read(rowReader{d, []string{s.name}, &row}, f.value)
				}
			}
		}
		out = append(out, row)
	}
	return out
}

// flow writes a node on one line.
func flow(n *yaml.Node) string {
	var parts []string
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			parts = append(parts, n.Content[i].Value+": "+flow(n.Content[i+1]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case yaml.SequenceNode:
		for _, c := range n.Content {
			parts = append(parts, flow(c))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return n.Value
}

// rowShape is one field of the rows of a kind, as in their JSON.
type rowShape struct {
	name, example string
	read          func(r rowReader, n *yaml.Node)
}

func shapeNames(shapes []rowShape) []string {
	var out []string
	for _, s := range shapes {
		out = append(out, s.name)
	}
	return out
}

// rowReader reads the facts below a path.
type rowReader struct {
	d    *decoder
	path []string
	row  *games.KnownRow
}

func (r rowReader) below(name string) rowReader {
	r.path = append(slices.Clone(r.path), name)
	return r
}

func (r rowReader) word(w string) {
	r.row.Facts = append(r.row.Facts, games.KnownFact{Path: r.path, Word: w})
}

// number reads one number.
func (r rowReader) number(n *yaml.Node) {
	if x, ok := r.d.exact(n, nil); ok {
		r.row.Facts = append(r.row.Facts, games.KnownFact{Path: r.path, Is: x})
	}
}

// truth reads true or false.
func (r rowReader) truth(n *yaml.Node) {
	if n.Kind != yaml.ScalarNode || n.Value != "true" && n.Value != "false" {
		r.d.errorAtNode(n, "", "found %s where true or false was expected", kindName(n))
		return
	}
	r.word(n.Value)
}

// oneWord reads one of some words.
func (r rowReader) oneWord(n *yaml.Node, what string, words []string) {
	if n.Kind != yaml.ScalarNode || len(words) > 0 && !slices.Contains(words, n.Value) {
		r.d.errorAtNode(n, suggest(n.Value, words), "found %s where %s was expected", kindName(n), what)
		return
	}
	r.word(n.Value)
}

// each reads a mapping from names, or, where a list is allowed, one value for each
// name in order.
func (r rowReader) each(n *yaml.Node, what string, names []string, list bool, read func(r rowReader, name string, n *yaml.Node)) {
	if list && n.Kind == yaml.SequenceNode {
		if len(n.Content) != len(names) {
			r.d.errorAtNode(n, "", "found %s where %d, one per player, were expected", plural(len(n.Content), "value"), len(names))
			return
		}
		for i, c := range n.Content {
			read(r.below(names[i]), names[i], c)
		}
		return
	}
	es, _ := r.d.entries(n, what)
	for _, e := range es {
		if !slices.Contains(names, e.key.Value) {
			r.d.errorAtNode(e.key, suggest(e.key.Value, names), "%q is not %s", abbreviate(e.key.Value), what)
			continue
		}
		read(r.below(e.key.Value), e.key.Value, e.value)
	}
}

// numbers reads numbers by name.
func (r rowReader) numbers(n *yaml.Node, what string, names []string, list bool) {
	r.each(n, what, names, list, func(r rowReader, _ string, n *yaml.Node) { r.number(n) })
}

// weights reads an action, chosen for certain, or probabilities of actions.
func (r rowReader) weights(n *yaml.Node, what string, names []string) {
	if n.Kind != yaml.ScalarNode {
		r.numbers(n, what, names, false)
		return
	}
	if !slices.Contains(names, n.Value) {
		r.d.errorAtNode(n, suggest(n.Value, names), "%q is not %s", abbreviate(n.Value), what)
		return
	}
	r.row.Facts = append(r.row.Facts, games.KnownFact{Path: append(slices.Clone(r.path), n.Value), Is: games.ExactRat(big.NewRat(1, 1))})
}

// rowShapes lists the fields of the rows of a model, the one with the strategies
// first.
func rowShapes(m games.Model) []rowShape {
	switch m := m.(type) {
	case *games.Tree:
		actions, labels := make(map[string][]string), make(map[string][]string)
		for _, s := range m.Sets {
			actions[s.Name], labels[s.Name] = s.Actions, s.Labels
		}
		return []rowShape{
			placed("strategies", "{strategies: {set: action}}", "an information set", "an action of", m.SetNames(), actions),
			placed("beliefs", "", "an information set", "a node of", m.SetNames(), labels),
			counted("outcomes", "the name of a leaf", m.Outcomes(), false),
			counted("payoffs", "a player", m.Players, true),
			truth("intuitive"), truth("d1"), truth("efficient"), word("class"),
		}
	case *games.Bayesian:
		var agents, players []string
		actions := make(map[string][]string)
		for p, ts := range m.Types {
			players = append(players, m.Players[p].Name)
			actions[m.Players[p].Name] = m.Players[p].Actions
			for t := range ts {
				agents = append(agents, m.Agent(p, t))
				actions[m.Agent(p, t)] = m.Players[p].Actions
			}
		}
		if len(agents) == 0 { // densities
			for _, p := range m.Players {
				agents, players = append(agents, p.Name), append(players, p.Name)
				actions[p.Name] = p.Actions
			}
		}
		return []rowShape{
			placed("strategies", "{strategies: {Blue.tough: action}}", "a player or one of her types", "an action of", agents, actions),
			{"cutoffs", "", func(r rowReader, n *yaml.Node) {
				r.each(n, "a player", players, false, func(r rowReader, _ string, n *yaml.Node) {
					if n.Value == "all" || n.Value == "none" {
						r.word(n.Value)
						return
					}
					r.number(n)
				})
			}},
			{"below", "", func(r rowReader, n *yaml.Node) {
				r.each(n, "a player", players, false, func(r rowReader, p string, n *yaml.Node) { r.oneWord(n, "an action of "+p, actions[p]) })
			}},
			counted("payoffs", "a player", players, true),
		}
	case *games.Stochastic:
		return []rowShape{
			{"strategies", "{strategies: {state: [action, action]}}", func(r rowReader, n *yaml.Node) {
				r.each(n, "a state", m.StateNames(), false, func(r rowReader, name string, n *yaml.Node) {
					r.each(n, "a player", m.Players, true, func(r rowReader, p string, n *yaml.Node) {
						at := m.States[m.State(name)].Players[slices.Index(m.Players, p)]
						r.weights(n, fmt.Sprintf("an action of %s in %s", p, name), at.Actions)
					})
				})
			}},
			{"values", "", func(r rowReader, n *yaml.Node) {
				r.each(n, "a state", m.StateNames(), false, func(r rowReader, _ string, n *yaml.Node) { r.numbers(n, "a player", m.Players, true) })
			}},
			counted("long_run", "a state", m.StateNames(), false),
		}
	case *games.Continuous:
		return []rowShape{
			counted("strategies", "a player", m.Players, true),
			{"place", "", func(r rowReader, n *yaml.Node) {
				r.each(n, "a variable", m.VariableNames(), false, func(r rowReader, _ string, n *yaml.Node) {
					r.oneWord(n, "where it lies, such as interior", nil)
				})
			}},
			counted("payoffs", "a player", m.Players, true),
		}
	case *games.Anonymous:
		count := func(name string) rowShape { return rowShape{name, "", rowReader.number} }
		return []rowShape{
			{"play", "{play: all, actions: [action]}", func(r rowReader, n *yaml.Node) {
				r.oneWord(n, "all, some or mix", []string{"all", "some", "mix"})
			}},
			{"actions", "", func(r rowReader, n *yaml.Node) {
				items, _ := r.d.list(n, "actions", true)
				for _, item := range items {
					if !slices.Contains(m.Actions[:], item.Value) {
						r.d.errorAtNode(item, suggest(item.Value, m.Actions[:]), "%q is not an action", abbreviate(item.Value))
						continue
					}
					r.below(item.Value).word("true")
				}
			}},
			counted("strategy", "an action", m.Actions[:], false),
			count("payoff"), count("fewest"), count("most"), count("none_of_others"), count("all_others"),
			truth("strict"), truth("laplacian"),
		}
	case *games.Dynamics:
		return []rowShape{
			counted("at", "a variable", m.VariableNames(), false),
			truth("stable"), truth("undecided"), truth("global"), truth("node"), truth("focus"), truth("saddle"), truth("centre"),
		}
	}
	return nil
}

func placed(name, example, what, of string, places []string, actions map[string][]string) rowShape {
	return rowShape{name, example, func(r rowReader, n *yaml.Node) {
		r.each(n, what, places, false, func(r rowReader, place string, n *yaml.Node) { r.weights(n, of+" "+place, actions[place]) })
	}}
}

func counted(name, what string, names []string, list bool) rowShape {
	return rowShape{name, "{" + name + ": {name: 1/2}}", func(r rowReader, n *yaml.Node) { r.numbers(n, what, names, list) }}
}

func truth(name string) rowShape { return rowShape{name, "", rowReader.truth} }

func word(name string) rowShape {
	return rowShape{name, "", func(r rowReader, n *yaml.Node) { r.oneWord(n, "a word", nil) }}
}
