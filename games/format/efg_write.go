package format

import (
	"bufio"
	"fmt"
	"math/big"

	"brink/games"
)

// writeEFG writes Gambit's extensive form.
func writeEFG(b *bufio.Writer, e *games.Extensive) error {
	fmt.Fprintf(b, "EFG 2 R %s {", quote(e.Title))
	for _, p := range e.Players {
		b.WriteString(" " + quote(p))
	}
	fmt.Fprintf(b, " }\n%s\n\n", quote(e.Comment))
	// Information sets are numbered for each player, from 1.
	number := make([]int, len(e.Infosets))
	next := make(map[int]int)
	for h, set := range e.Infosets {
		next[set.Player]++
		number[h] = next[set.Player]
	}
	// The order of the file is that of a walk through the tree.
	stack := []int{0}
	for len(stack) > 0 {
		n := e.Nodes[stack[len(stack)-1]]
		stack = stack[:len(stack)-1]
		if n.Infoset < 0 {
			fmt.Fprintf(b, "t %s ", quote(n.Label))
		} else {
			set := e.Infosets[n.Infoset]
			if set.Player == games.Chance {
				fmt.Fprintf(b, "c %s %d %s {", quote(n.Label), number[n.Infoset], quote(set.Label))
			} else {
				fmt.Fprintf(b, "p %s %d %d %s {", quote(n.Label), set.Player+1, number[n.Infoset], quote(set.Label))
			}
			for a, name := range set.Actions {
				b.WriteString(" " + quote(name))
				if set.Player == games.Chance {
					b.WriteString(" " + set.Probs[a].RatString())
				}
			}
			b.WriteString(" } ")
		}
		if n.Outcome < 0 {
			b.WriteString("0\n")
		} else {
			o := e.Outcomes[n.Outcome]
			fmt.Fprintf(b, "%d %s {", n.Outcome+1, quote(o.Label))
			for p, u := range o.Payoffs {
				if p > 0 {
					b.WriteByte(',')
				}
				b.WriteString(" " + u.RatString())
			}
			b.WriteString(" }\n")
		}
		for i := len(n.Children) - 1; i >= 0; i-- {
			stack = append(stack, n.Children[i])
		}
	}
	return nil
}

// simultaneous returns the tree in which the players move one after the other,
// each in a single information set, so that none knows what the others did.
func simultaneous(s *games.Strategic, comment string) *games.Extensive {
	e := &games.Extensive{Title: s.Name, Comment: comment}
	for p, pl := range s.Players {
		e.Players = append(e.Players, pl.Name)
		e.Infosets = append(e.Infosets, games.Infoset{Player: p, Label: pl.Name, Actions: pl.Actions})
	}
	profile := make([]int, len(s.Players))
	var grow func(p int) int
	grow = func(p int) int {
		here := len(e.Nodes)
		if p == len(s.Players) {
			index := s.Index(profile)
			pays := make([]*big.Rat, p)
			for q := range pays {
				pays[q] = s.Payoffs[q].Rat(index)
			}
			e.Nodes = append(e.Nodes, games.Node{Infoset: -1, Outcome: len(e.Outcomes)})
			e.Outcomes = append(e.Outcomes, games.Outcome{Payoffs: pays})
			return here
		}
		e.Nodes = append(e.Nodes, games.Node{Infoset: p, Outcome: -1})
		children := make([]int, len(s.Players[p].Actions))
		for a := range children {
			profile[p] = a
			children[a] = grow(p + 1)
		}
		e.Nodes[here].Children = children
		return here
	}
	grow(0)
	return e
}
