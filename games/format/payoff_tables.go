package format

import (
	"brink/games"
	"brink/games/expr"
)

// typed is what payoff formulas may ask about private types: the types of all
// players at which the payoffs are read.
type typed struct {
	types [][]games.Type
	at    []int
}

// payoffTable reads payoffs in any of their forms for the given players: for one
// state, or one profile of types. It returns nil after an error.
func (d *decoder) payoffTable(e entry, players []games.Player, t *typed) [][]expr.Value {
	g, index, before := *d.g, d.index, d.errorCount()
	d.g.Players, d.g.Payoffs, d.g.Symmetric, d.g.Text = players, nil, nil, nil
	d.index, d.typed = nil, t
	d.payoffs(e)
	table := d.g.Payoffs
	if table == nil && d.errorCount() == before {
		d.errorAtNode(e.key, "", "the players have too many profiles")
	}
	d.g.Players, d.g.Payoffs, d.g.Symmetric, d.g.Text, d.g.Defined = g.Players, g.Payoffs, g.Symmetric, g.Text, g.Defined
	d.index, d.typed = index, nil
	if d.errorCount() > before {
		return nil
	}
	return table
}

// typeCall compiles own(attribute), ATTRIBUTE(player) and type(player, type).
func (s *payoffScope) typeCall(c *expr.Compiler, n *expr.Node) (expr.Result, bool, *expr.Error) {
	t := s.typed
	if t == nil {
		return expr.Result{}, false, nil
	}
	attribute := func(p int, at *expr.Node, name string) (expr.Result, *expr.Error) {
		v, ok := t.types[p][t.at[p]].Attr[name]
		if !ok {
			return expr.Result{}, expr.Fail(at, "", "the type %s of %s has no attribute %q", t.types[p][t.at[p]].Name, s.players[p].Name, abbreviate(name))
		}
		return expr.Number(v), nil
	}
	switch {
	case n.Text == "own":
		if len(n.Args) != 1 {
			return expr.Result{}, true, expr.Fail(n, "write own(attribute)", "own takes 1 argument, found %d", len(n.Args))
		}
		r, err := attribute(s.me, n.Args[0], nodeName(c.Src, n.Args[0]))
		return r, true, err
	case n.Text == "type":
		if len(n.Args) != 2 {
			return expr.Result{}, true, expr.Fail(n, "write type(player, type)", "type takes 2 arguments, found %d", len(n.Args))
		}
		p, err := s.player(c, n.Args[0])
		if err != nil {
			return expr.Result{}, true, err
		}
		name := nodeName(c.Src, n.Args[1])
		var names []string
		for k, ty := range t.types[p] {
			if ty.Name == name {
				return expr.Indicator(expr.Bool(t.at[p] == k)), true, nil
			}
			names = append(names, ty.Name)
		}
		return expr.Result{}, true, expr.Fail(n.Args[1], suggest(name, names), "%q is not a type of %s", abbreviate(name), s.players[p].Name)
	case len(n.Args) == 1:
		for _, ts := range t.types {
			for _, ty := range ts {
				if _, ok := ty.Attr[n.Text]; ok {
					p, err := s.player(c, n.Args[0])
					if err != nil {
						return expr.Result{}, true, err
					}
					r, err := attribute(p, n, n.Text)
					return r, true, err
				}
			}
		}
	}
	return expr.Result{}, false, nil
}
