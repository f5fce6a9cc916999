package sequential

import (
	"slices"
	"sync"

	"brink/games"
	"brink/games/expr"
	"brink/solver/concept"
)

// signalling is a tree in which chance draws a type of the sender, she sends a
// message, and a receiver who sees nothing else replies.
type signalling struct {
	t        *games.Tree
	settler  *concept.Settler
	way      *routes
	sender   int
	types    []int // the sender's nodes
	messages []message

	mu   sync.Mutex
	best map[string]expr.Formula // by message, types and replies
}

// message is what follows one action of the sender.
type message struct {
	set  int               // of the receiver; -1 where nobody replies
	pays [][][2]expr.Value // by type and reply: of the sender and of the receiver
}

// signallingGame reads a tree as a signalling game, if it is one.
func signallingGame(t *games.Tree, s *concept.Settler) (*signalling, bool) {
	root := &t.Nodes[0]
	if len(t.Players) != 2 || root.Set >= 0 || len(root.Children) < 2 {
		return nil, false
	}
	g := &signalling{t: t, settler: s, types: root.Children, best: make(map[string]expr.Formula)}
	var actions []string
	for k, n := range g.types {
		h := t.Nodes[n].Set
		if h < 0 || len(t.Sets[h].Nodes) > 1 {
			return nil, false
		}
		if set := t.Sets[h]; k == 0 {
			g.sender, actions = set.Player, set.Actions
		} else if set.Player != g.sender || !slices.Equal(set.Actions, actions) {
			return nil, false
		}
	}
	for m := range actions {
		msg := message{set: t.Nodes[t.Nodes[g.types[0]].Children[m]].Set}
		if msg.set >= 0 && (t.Sets[msg.set].Player == g.sender || len(t.Sets[msg.set].Nodes) != len(g.types)) {
			return nil, false
		}
		for _, n := range g.types {
			at := t.Nodes[n].Children[m]
			if t.Nodes[at].Set != msg.set {
				return nil, false
			}
			ends := []int{at}
			if msg.set >= 0 {
				ends = t.Nodes[at].Children
			}
			var pays [][2]expr.Value
			for _, z := range ends {
				c := &concept.Calc{}
				own, ok := afterChance(c, t, z, g.sender)
				other, _ := afterChance(c, t, z, 1-g.sender)
				if !ok || c.Err != nil {
					return nil, false
				}
				pays = append(pays, [2]expr.Value{own, other})
			}
			msg.pays = append(msg.pays, pays)
		}
		g.messages = append(g.messages, msg)
	}
	return g, true
}

// class says how much a pair of supports reveals: every type sends messages of her
// own (separating), all send the same one (pooling), or something between.
func (g *signalling) class(support [][]int) string {
	sent := make([][]int, len(g.types))
	for k, n := range g.types {
		sent[k] = support[g.t.Nodes[n].Set]
	}
	pooling, separating := len(sent[0]) == 1, true
	for k := range sent[1:] {
		pooling = pooling && slices.Equal(sent[k+1], sent[0])
		for _, other := range sent[:k+1] {
			separating = separating && !slices.ContainsFunc(other, func(m int) bool { return contains(sent[k+1], m) })
		}
	}
	switch {
	case pooling:
		return "pooling"
	case separating:
		return "separating"
	}
	return "semi-separating"
}
