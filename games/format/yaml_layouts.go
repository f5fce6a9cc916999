package format

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"brink/games/expr"
)

// Layouts of payoffs that papers and other programs use, where no other reading
// is possible: cells as pairs in parentheses, a matrix for each player, rows in
// the order of the actions.

// unfolded is the list that a scalar such as (3, 3) stands for: a node for each
// part, at its place. Other nodes are returned as they are.
func (d *decoder) unfolded(n *yaml.Node) *yaml.Node {
	if n.Kind != yaml.ScalarNode || len(n.Value) > expr.MaxSource {
		return n
	}
	src, base := n.Value, 0
	root, err := expr.Parse(src)
	if err != nil { // 3, 3 and (3, 3), (0, 5) without parentheses around
		src, base = "("+src+")", 1
		root, err = expr.Parse(src)
	}
	if err != nil || root.Kind != expr.NTuple {
		return n
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Line: n.Line, Column: n.Column}
	for _, a := range root.Args {
		from := max(0, a.Pos-base)
		p := d.place(n, from)
		list.Content = append(list.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: n.Value[from : a.End-base], Line: p.line, Column: p.column})
	}
	return list
}

// isMatrix reports whether n is a list of as many lists, each with as many
// scalars.
func isMatrix(n *yaml.Node, rows, columns int) bool {
	return n.Kind == yaml.SequenceNode && len(n.Content) == rows && !slices.ContainsFunc(n.Content, func(r *yaml.Node) bool {
		return r.Kind != yaml.SequenceNode || len(r.Content) != columns ||
			slices.ContainsFunc(r.Content, func(c *yaml.Node) bool { return c.Kind != yaml.ScalarNode })
	})
}

// areMatrices reports whether the payoffs of a game of two are a matrix for each
// player, the first player's actions down, the second's across.
func (d *decoder) areMatrices(es []entry) bool {
	ps := d.g.Players
	return len(ps) == 2 && len(es) == 2 && !slices.ContainsFunc(es, func(e entry) bool {
		return d.playerIndex(e.key.Value) < 0 || !isMatrix(e.value, len(ps[0].Actions), len(ps[1].Actions))
	})
}

// matrices reads a matrix for each of two players.
func (d *decoder) matrices(key *yaml.Node, es []entry) {
	n, ok := d.size(key, maxPayoffs, "")
	if !ok {
		return
	}
	texts := emptyTexts(2, n)
	d.g.Payoffs = d.table(n)
	for _, e := range es {
		p := d.playerIndex(e.key.Value)
		for a, row := range e.value.Content {
			for b, c := range row.Content {
				if v, ok := d.value(c, d.scope); ok {
					index := a*len(row.Content) + b
					d.g.Payoffs[p][index], texts[p][index] = v, c.Value
				}
			}
		}
	}
	d.keepTexts(texts)
}

// rows reads rows of cells without the names of the first player's actions, in
// their order.
func (d *decoder) rows(key, n *yaml.Node) {
	row := d.g.Players[0]
	if len(n.Content) != len(row.Actions) {
		d.errorAtNode(n, payoffsHint, "found %s of payoffs where %d, one per action of %s, were expected", plural(len(n.Content), "row"), len(row.Actions), row.Name)
		return
	}
	if isMatrix(n, len(row.Actions), len(d.g.Players[1].Actions)) {
		d.errorAtNode(n, "write one list for each cell, as in [[3, 3], [0, 5]], or a matrix for each player", "found one number where the payoffs of both players were expected in each cell")
		return
	}
	es := make([]entry, len(n.Content))
	for a, c := range n.Content {
		es[a] = entry{&yaml.Node{Kind: yaml.ScalarNode, Value: row.Actions[a], Line: c.Line, Column: c.Column}, c}
	}
	d.bimatrix(key, es)
	d.finish(key)
}
