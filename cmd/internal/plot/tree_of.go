package plot

import (
	"fmt"
	"strings"

	"gonum.org/v1/plot/vg"

	"brink/games"
	"brink/solver/concept"
)

func errTooLargeToDraw(width, height vg.Length) error {
	return fmt.Errorf("%w: the tree would be %.0f by %.0f inches large", ErrNoData, float64(width/vg.Inch), float64(height/vg.Inch))
}

// TreeOf is a tree to be drawn; chance is what moves of chance are called. Marked are
// the branches on the way of an equilibrium; plays says what it chooses with positive
// probability at a set, and is nil for none.
func TreeOf(t *games.Tree, title, chance string, plays func(set, action string) bool) *Tree {
	out := &Tree{Title: title, Players: t.Players}
	pr := t.Printer()
	reached := make([]bool, len(t.Nodes))
	reached[0] = true
	for i, n := range t.Nodes {
		x := Node{Player: -1, Children: n.Children}
		switch {
		case n.Children == nil:
			x.Label = n.Name
			for _, v := range n.Payoffs {
				x.Payoffs = append(x.Payoffs, pr.Value(v))
			}
		case n.Set < 0:
			x.Label = chance
			for k, b := range n.Branches {
				x.Branches = append(x.Branches, b+" ("+pr.Value(n.Chance[k])+")")
			}
		default:
			s := &t.Sets[n.Set]
			x.Player, x.Branches = s.Player, s.Actions
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

// setLabel is what an information set is called; "" where it has the name of its path
// or of its player.
func setLabel(t *games.Tree, h int) string {
	s := &t.Sets[h]
	if len(s.Nodes) == 1 && (s.Name == strings.Join(t.Nodes[s.Nodes[0]].Path, ".") || s.Name == t.Players[s.Player]) {
		return ""
	}
	return s.Name
}
