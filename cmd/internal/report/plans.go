package report

import (
	"math/big"
	"strconv"
	"strings"

	"brink/games"
	"brink/solver/answer"
)

// Limits of what is shown of subgame-perfect equilibria.
const (
	maxPlay          = 120 // length of a course of play
	maxChoiceColumns = 6   // equilibria beside each other
	maxChoiceRows    = 100 // nodes
	maxValues        = 8   // payoffs in a sentence
)

// plans shows subgame-perfect equilibria: the course of play and the payoffs of
// each, and what is chosen at each node where they are few.
func (w *Words) plans(a *answer.Plans) []Block {
	list := &Table{Header: []string{"#", w.Say(sayCourse), w.Say(sayPayoffs)}, Align: []Align{Right}}
	for k, plan := range a.Equilibria {
		list.Rows = append(list.Rows, Texts(strconv.Itoa(k+1), w.course(a, plan), rats(plan.Payoffs)))
	}
	if len(list.Rows) == 0 {
		list.Notes = append(list.Notes, w.Say(sayNoneFound))
	}
	if len(a.Ties) > 0 {
		list.Notes = append(list.Notes, w.Note(a.TieNote()))
		if text := w.planValues(a.Values); text != "" {
			list.Notes = append(list.Notes, text)
		}
	}
	if a.Complete {
		list.Notes = append(list.Notes, w.Say(sayExactBy, w.Say(sayOnlyPerfect), a.Method))
	}
	list.Notes = append(list.Notes, w.missing(a)...)
	if len(a.Equilibria) == 0 || len(a.Equilibria) > maxChoiceColumns {
		return []Block{list}
	}
	return []Block{list, w.choices(a)}
}

// choices shows what each equilibrium chooses at each node.
func (w *Words) choices(a *answer.Plans) *Table {
	t := &Table{Title: w.Say(sayChoices), Header: []string{w.Say(sayAfter), w.Say(sayPlayer)}}
	var values [][]*big.Rat
	if len(a.Equilibria) == 1 {
		t.Header = append(t.Header, w.Say(sayChoice), w.Say(sayPayoffsOn))
		values = a.Tree.Values(a.Equilibria[0].Actions)
	} else {
		for k := range a.Equilibria {
			t.Header = append(t.Header, w.Say(sayInNumber, k+1))
		}
	}
	for k, node := range a.Nodes {
		if k == maxChoiceRows {
			t.Notes = append(t.Notes, w.Say(sayMoreNodes, len(a.Nodes)-k))
			break
		}
		history := strings.Join(a.After(node), ", ")
		if history == "" {
			history = w.Say(sayStart)
		}
		row := []string{history, a.Tree.Players[a.Infoset(node).Player]}
		for _, plan := range a.Equilibria {
			row = append(row, a.Choice(plan, node))
		}
		if values != nil {
			row = append(row, rats(values[node]))
		}
		t.Rows = append(t.Rows, Texts(row...))
	}
	return t
}

// course is the course of play under a plan: the actions on its way, and behind a
// move of chance that on every branch.
func (w *Words) course(a *answer.Plans, plan answer.Plan) string {
	var b strings.Builder
	var walk func(node int, first bool)
	walk = func(node int, first bool) {
		for {
			n := &a.Tree.Nodes[node]
			if n.Infoset < 0 || b.Len() > maxPlay {
				return
			}
			set := a.Infoset(node)
			if !first {
				b.WriteString(", ")
			}
			if set.Player == games.Chance && len(n.Children) > 1 {
				for k, child := range n.Children {
					if k > 0 {
						b.WriteString("; ")
					}
					b.WriteString(w.Say(sayIfChance, set.Actions[k]))
					if a.Tree.Nodes[child].Infoset < 0 {
						b.WriteString(w.Say(sayEnd))
					} else if set := a.Infoset(child); set.Player == games.Chance && len(set.Actions) > 1 {
						b.WriteString("(")
						walk(child, true)
						b.WriteString(")")
					} else {
						walk(child, true)
					}
				}
				return
			}
			action := 0
			if set.Player != games.Chance {
				action = plan.Actions[n.Infoset]
			}
			b.WriteString(set.Actions[action])
			node, first = n.Children[action], false
		}
	}
	walk(0, true)
	if out := []rune(b.String()); len(out) > maxPlay {
		return string(out[:maxPlay]) + "…"
	}
	return b.String()
}

// planValues says what several equilibria pay.
func (w *Words) planValues(all [][]*big.Rat) string {
	switch len(all) {
	case 0:
		return ""
	case 1:
		return w.Say(sayEveryPays, rats(all[0]))
	}
	parts := make([]string, min(len(all), maxValues))
	for k := range parts {
		parts[k] = rats(all[k])
	}
	text := strings.Join(parts, "; ")
	if len(all) > maxValues {
		text += "; …"
	}
	return w.Say(sayDifferentPayoffs, len(all), text)
}

// rats lists numbers.
func rats(v []*big.Rat) string {
	parts := make([]string, len(v))
	for i, r := range v {
		parts[i] = r.RatString()
	}
	return strings.Join(parts, ", ")
}
