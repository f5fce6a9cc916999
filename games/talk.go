package games

import (
	"fmt"
	"slices"
	"strings"

	"brink/games/expr"
)

// Talk is what a player may say before a game, at no cost.
type Talk struct {
	Player   int
	Messages []string
}

// WithTalk returns the game in which, once the types are drawn, the players of talk
// say one of their messages, all at once and heard by all, and then everybody acts
// (cheap talk: Crawford and Sobel 1982; Farrell 1987). A player's sets are called by
// her name, her type where she has several, and the messages that were heard:
// Sender.low, Receiver.yes. Leaves are called by what is done, with a dot between. It
// expects listed types; work is a leaf for each profile of types, messages and
// actions.
func (b *Bayesian) WithTalk(talk []Talk) *Tree {
	w := &talkWriter{b: b, talk: talk, t: &Tree{Defined: b.Defined}, sets: make(map[string]int)}
	for _, p := range b.Players {
		w.t.Players = append(w.t.Players, p.Name)
	}
	w.types = make([]int, len(b.Players))
	w.action = make([]int, len(b.Players))
	w.message = make([]int, len(talk))
	root := len(w.t.Nodes)
	profiles := 1
	for _, n := range b.TypeShape() {
		profiles *= n
	}
	if profiles > 1 {
		w.t.Nodes = append(w.t.Nodes, TreeNode{Set: -1})
	}
	EachIndex(b.TypeShape(), func(k int, at []int) {
		if r, ok := b.Prior[k].Ratio(); ok && r.IsZero() {
			return
		}
		copy(w.types, at)
		w.profile = k
		node := w.says(0)
		if profiles == 1 {
			return
		}
		var names []string
		for p, t := range at {
			if len(b.Types[p]) > 1 {
				names = append(names, b.Types[p][t].Name)
			}
		}
		n := &w.t.Nodes[root]
		n.Branches, n.Chance, n.Children = append(n.Branches, strings.Join(names, ".")), append(n.Chance, b.Prior[k]), append(n.Children, node)
	})
	w.t.Finish()
	w.swap()
	return w.t
}

// swap notes that nothing changes where two messages of a speaker mean each other:
// neighbours, by which all orders of them can be had.
func (w *talkWriter) swap() {
	for k, s := range w.talk {
		for m := range len(s.Messages) - 1 {
			exchange := func(x int) int {
				switch x {
				case m:
					return m + 1
				case m + 1:
					return m
				}
				return x
			}
			var out Swap
			for h, set := range w.t.Sets {
				to, actions := h, make([]int, len(set.Actions))
				for a := range actions {
					actions[a] = a
				}
				switch heard := w.heard[h]; {
				case heard != nil:
					other := slices.Clone(heard)
					other[k] = exchange(other[k])
					for g, x := range w.heard {
						if slices.Equal(x, other) && w.who[g] == w.who[h] {
							to = g
						}
					}
				case set.Player == s.Player:
					for a := range actions {
						actions[a] = exchange(a)
					}
				}
				out.Sets, out.Actions = append(out.Sets, to), append(out.Actions, actions)
			}
			w.t.Swaps = append(w.t.Swaps, out)
		}
	}
}

// talkWriter lays out a game with talk: where it is on the way through it.
type talkWriter struct {
	b    *Bayesian
	talk []Talk
	t    *Tree
	sets map[string]int
	// By set: whose it is, by player and type, and the messages that were heard there,
	// nil where one is said.
	who   [][2]int
	heard [][]int

	profile                int // of types, by its index
	types, message, action []int
}

// move adds a node of a player's set, where some messages were heard, and what follows
// each of her actions.
func (w *talkWriter) move(player int, name string, heard []int, actions []string, then func(a int) int) int {
	h, ok := w.sets[name]
	if !ok {
		h = len(w.t.Sets)
		w.sets[name] = h
		w.t.Sets = append(w.t.Sets, TreeSet{Name: name, Player: player, Actions: actions})
		w.who, w.heard = append(w.who, [2]int{player, w.types[player]}), append(w.heard, slices.Clone(heard))
	}
	i := len(w.t.Nodes)
	w.t.Sets[h].Nodes = append(w.t.Sets[h].Nodes, i)
	w.t.Nodes = append(w.t.Nodes, TreeNode{Set: h})
	for a := range actions {
		child := then(a)
		w.t.Nodes[i].Children = append(w.t.Nodes[i].Children, child)
	}
	return i
}

// says lets the k-th speaker and those after her speak.
func (w *talkWriter) says(k int) int {
	if k == len(w.talk) {
		return w.does(0)
	}
	s := w.talk[k]
	return w.move(s.Player, w.b.Agent(s.Player, w.types[s.Player]), nil, s.Messages, func(m int) int {
		w.message[k] = m
		return w.says(k + 1)
	})
}

// does lets player p and those after her act.
func (w *talkWriter) does(p int) int {
	if p == len(w.b.Players) {
		return w.leaf()
	}
	actions := w.b.Players[p].Actions
	if len(actions) == 1 {
		w.action[p] = 0
		return w.does(p + 1)
	}
	name := w.b.Agent(p, w.types[p])
	for k, s := range w.talk {
		name += "." + s.Messages[w.message[k]]
	}
	return w.move(p, name, w.message, actions, func(a int) int {
		w.action[p] = a
		return w.does(p + 1)
	})
}

func (w *talkWriter) leaf() int {
	index := 0
	var names []string
	for p, pl := range w.b.Players {
		index = index*len(pl.Actions) + w.action[p]
		if len(pl.Actions) > 1 {
			names = append(names, pl.Actions[w.action[p]])
		}
	}
	n := TreeNode{Set: -1, Name: strings.Join(names, "."), Payoffs: make([]expr.Value, len(w.b.Players))}
	for p := range n.Payoffs {
		n.Payoffs[p] = w.b.Payoffs[w.profile][p][index]
	}
	w.t.Nodes = append(w.t.Nodes, n)
	return len(w.t.Nodes) - 1
}

// TalkSize is the number of leaves of WithTalk; an error says that they are more than
// most.
func (b *Bayesian) TalkSize(talk []Talk, most int) (int, error) {
	size := 1
	for _, n := range append(b.TypeShape(), b.Shape()...) {
		if size *= n; size > most {
			return 0, fmt.Errorf("%w: more than %d leaves", ErrTooLarge, most)
		}
	}
	for _, s := range talk {
		if size *= len(s.Messages); size > most {
			return 0, fmt.Errorf("%w: more than %d leaves", ErrTooLarge, most)
		}
	}
	return size, nil
}
