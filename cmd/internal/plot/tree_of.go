package plot

import (
	"strings"

	"brink/cmd/internal/figure"
	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
)

// TreeOf is a tree to be drawn; chance is what moves of chance are called. Marked are
// the branches on the way of an equilibrium; plays says what it chooses with positive
// probability at a set, and is nil for none.
func TreeOf(t *games.Tree, title, chance string, plays func(set, action string) bool) *Tree {
	out := &Tree{Title: title, Players: t.Players}
	reached := make([]bool, len(t.Nodes))
	reached[0] = true
	for i, n := range t.Nodes {
		x := Node{Player: -1, Children: n.Children}
		switch {
		case n.Children == nil:
			x.Label = n.Name
			for _, v := range n.Payoffs {
				x.Payoffs = append(x.Payoffs, valueLabel(&t.Header, v))
			}
		case n.Set < 0:
			x.Label = chance
			for k, b := range n.Branches {
				x.Branches = append(x.Branches, figure.Join(figure.Words(b+" ("), valueLabel(&t.Header, n.Chance[k]), figure.Words(")")))
			}
		default:
			s := &t.Sets[n.Set]
			x.Player = s.Player
			for _, a := range s.Actions {
				x.Branches = append(x.Branches, figure.Words(a))
			}
			x.Label = setLabel(t, n.Set)
		}
		if plays != nil && n.Children != nil {
			x.Taken = make([]bool, len(n.Children))
			for k, c := range n.Children {
				x.Taken[k] = reached[i] && (n.Set < 0 && !concept.IsZero(n.Chance[k]) || n.Set >= 0 && plays(t.Sets[n.Set].Name, t.Sets[n.Set].Actions[k]))
				reached[c] = x.Taken[k]
			}
		}
		out.Nodes = append(out.Nodes, x)
	}
	for h, s := range t.Sets {
		if len(s.Nodes) > 1 {
			out.Sets = append(out.Sets, NodeSet{Player: s.Player, Label: setLabel(t, h), Nodes: s.Nodes})
		}
	}
	return out
}

// valueLabel is a value as mathematics; one with cases as it is written.
func valueLabel(h *games.Header, v expr.Value) figure.Label {
	if r, ok := v.Ratio(); ok {
		return ratioLabel(h, r)
	}
	return figure.Words(h.Printer().Value(v))
}

func ratioLabel(h *games.Header, r algebra.Ratio) figure.Label {
	return figure.Math(h.LaTeX().Ratio(r))
}

// setLabel is what an information set is called; "" where it has the name of its path
// or of its player.
func setLabel(t *games.Tree, h int) string {
	s := &t.Sets[h]
	if len(s.Nodes) == 1 && (s.Name == strings.Join(t.Nodes[s.Nodes[0]].Path, ".") || s.Name == t.Players[s.Player]) {
		return ""
	}
	return s.Name
}
