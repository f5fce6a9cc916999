package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/nash"
)

// backwardInduction is the value of --method for subgame-perfect equilibria.
const backwardInduction = "backward-induction"

// jsonNode is a node at which a player has a choice.
type jsonNode struct {
	Player  string   `json:"player"`
	Infoset string   `json:"infoset"`
	After   []string `json:"after"` // the actions that lead there
	Actions []string `json:"actions"`
}

func (a *app) backwardInduction(ctx context.Context, gs []*games.Game, opt nash.Options) error {
	doc := &report.Document{Title: "Subgame-perfect equilibria", NE: [][]report.Profile{}}
	var all []*jsonSolve
	incomplete := false
	for _, g := range gs {
		if g.Extensive == nil {
			return usage("%s: --method %s is for extensive games\n\nit reads Gambit .efg files; a strategic form does not say who moves first", g.ID, backwardInduction)
		}
		if _, err := a.point(g); err != nil {
			return err
		}
		bar := a.startProgress("solving " + g.ID)
		opt.Progress = func(p nash.Progress) {
			bar.Note(fmt.Sprintf("%d of %d nodes visited", p.Bases, len(g.Extensive.Nodes)))
		}
		res, err := nash.BackwardInduction(ctx, g.Extensive, opt)
		bar.Done()
		if errors.Is(err, nash.ErrImperfectInformation) {
			return usage("%s: %v\n\nbrink solve without --method lists the Nash equilibria of its reduced strategic form", g.ID, err)
		}
		if err != nil {
			return solverError(g, err)
		}
		incomplete = incomplete || !res.Complete
		entitle(doc, g, len(gs) > 1)
		t := &inductionAnswer{g: g, e: g.Extensive, res: res}
		if err := t.find(); err != nil {
			return solverError(g, err)
		}
		switch {
		case a.tables():
			t.tables(doc)
		case a.json():
			all = append(all, t.json())
		default:
			if t.nash == nil {
				return usage("%s: its strategic form is too large for --format ne", g.ID)
			}
			list := make([]report.Profile, len(t.nash))
			for k, e := range t.nash {
				list[k] = e.Strategies
			}
			doc.NE = append(doc.NE, list)
		}
	}
	doc.JSON = oneOrAll(all)
	return a.finish(doc, incomplete)
}

// inductionAnswer is what there is to say about one game.
type inductionAnswer struct {
	g   *games.Game
	e   *games.Extensive
	res *nash.SubgamePerfect

	nodes  []int              // at which a player has a choice
	parent []int              // of every node, -1 at the root
	nash   []nash.Equilibrium // in the reduced strategic form; nil where that is too large
}

// maxReduced bounds the probabilities of the equilibria in the reduced form.
const maxReduced = 1 << 22

// find lists the nodes with a choice and the equilibria in the reduced form,
// where they must be Nash equilibria.
func (t *inductionAnswer) find() error {
	t.parent = make([]int, len(t.e.Nodes))
	t.parent[0] = -1
	for i, n := range t.e.Nodes {
		for _, child := range n.Children {
			t.parent[child] = i
		}
		if n.Infoset >= 0 && t.e.Infosets[n.Infoset].Player != games.Chance && len(n.Children) > 1 {
			t.nodes = append(t.nodes, i)
		}
	}
	size := 0
	for _, pl := range t.g.Players {
		size += len(pl.Actions)
	}
	if t.g.Payoffs == nil || size*len(t.res.Equilibria) > maxReduced {
		return nil
	}
	s, err := t.g.At(nil)
	if err != nil {
		return err
	}
	t.nash = []nash.Equilibrium{}
	for _, plan := range t.res.Equilibria {
		profile := make([]int, len(t.g.Players))
		for p, plans := range t.g.Plans {
			profile[p] = slices.IndexFunc(plans, func(reduced games.Plan) bool { return agrees(reduced, plan.Actions) })
		}
		if slices.Contains(profile, -1) {
			return fmt.Errorf("%w: a subgame-perfect equilibrium has no reduced strategy", nash.ErrSelfCheck)
		}
		e, ok := nash.PureEquilibrium(s, profile)
		if !ok {
			return fmt.Errorf("%w: a subgame-perfect equilibrium is not a Nash equilibrium", nash.ErrSelfCheck)
		}
		t.nash = append(t.nash, e)
	}
	return nil
}

// agrees reports whether a reduced strategy takes the given actions.
func agrees(reduced games.Plan, actions []int) bool {
	for h, a := range reduced {
		if a >= 0 && a != actions[h] {
			return false
		}
	}
	return true
}

// infoset is that of a node.
func (t *inductionAnswer) infoset(node int) *games.Infoset {
	return &t.e.Infosets[t.e.Nodes[node].Infoset]
}

// after lists the actions that lead to a node.
func (t *inductionAnswer) after(node int) []string {
	out := []string{}
	for ; t.parent[node] >= 0; node = t.parent[node] {
		up := t.parent[node]
		out = append(out, t.infoset(up).Actions[slices.Index(t.e.Nodes[up].Children, node)])
	}
	slices.Reverse(out)
	return out
}

// choice is the action of a plan at a node.
func (t *inductionAnswer) choice(plan nash.PurePlan, node int) string {
	return t.infoset(node).Actions[plan.Actions[t.e.Nodes[node].Infoset]]
}

// maxPlay bounds the length of a course of play in a table.
const maxPlay = 120

// play is the course of play under a plan: the actions on its way, and behind a
// move of chance that on every branch.
func (t *inductionAnswer) play(plan nash.PurePlan) string {
	var b strings.Builder
	var walk func(node int, first bool)
	walk = func(node int, first bool) {
		for {
			n := &t.e.Nodes[node]
			if n.Infoset < 0 || b.Len() > maxPlay {
				return
			}
			set := t.infoset(node)
			if !first {
				b.WriteString(", ")
			}
			if set.Player == games.Chance && len(n.Children) > 1 {
				for a, child := range n.Children {
					if a > 0 {
						b.WriteString("; ")
					}
					b.WriteString("if " + set.Actions[a] + ": ")
					if t.e.Nodes[child].Infoset < 0 {
						b.WriteString("end")
					} else if set := t.infoset(child); set.Player == games.Chance && len(set.Actions) > 1 {
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

// Limits of the table of choices: equilibria beside each other, and nodes.
const (
	maxChoiceColumns = 6
	maxChoiceRows    = 100
)

func (t *inductionAnswer) tables(doc *report.Document) {
	list := &report.Table{Header: []string{"#", "Play", "Payoffs"}, Align: []report.Align{report.Right}}
	for k, plan := range t.res.Equilibria {
		list.Rows = append(list.Rows, report.Texts(fmt.Sprint(k+1), t.play(plan), join(rats(plan.Payoffs))))
	}
	if len(list.Rows) == 0 {
		list.Notes = append(list.Notes, "no equilibrium was found by the search that was made")
	}
	if text := t.ties(); text != "" {
		list.Notes = append(list.Notes, text)
	}
	if text := t.values(); text != "" {
		list.Notes = append(list.Notes, text)
	}
	if t.res.Complete {
		list.Notes = append(list.Notes, "complete: this is the only subgame-perfect equilibrium (exact, method "+backwardInduction+")")
	}
	for _, r := range t.res.Reasons {
		list.Notes = append(list.Notes, "not complete: "+r)
	}
	doc.Blocks = append(doc.Blocks, list)
	if len(t.res.Equilibria) == 0 || len(t.res.Equilibria) > maxChoiceColumns {
		return
	}
	choices := &report.Table{Title: "Choices", Header: []string{"After", "Player"}}
	for k := range t.res.Equilibria {
		if len(t.res.Equilibria) == 1 {
			choices.Header = append(choices.Header, "Choice", "Payoffs from there on")
		} else {
			choices.Header = append(choices.Header, fmt.Sprintf("in #%d", k+1))
		}
	}
	var values [][]*big.Rat
	if len(t.res.Equilibria) == 1 {
		values = t.e.Values(t.res.Equilibria[0].Actions)
	}
	for k, node := range t.nodes {
		if k == maxChoiceRows {
			choices.Notes = append(choices.Notes, fmt.Sprintf("and %d further nodes, which --format json lists", len(t.nodes)-k))
			break
		}
		history := strings.Join(t.after(node), ", ")
		if history == "" {
			history = "the start"
		}
		row := []string{history, t.e.Players[t.infoset(node).Player]}
		for _, plan := range t.res.Equilibria {
			row = append(row, t.choice(plan, node))
		}
		if values != nil {
			row = append(row, join(rats(values[node])))
		}
		choices.Rows = append(choices.Rows, report.Texts(row...))
	}
	doc.Blocks = append(doc.Blocks, choices)
}

// maxValues bounds the payoffs that are listed in a sentence.
const maxValues = 8

// values says what several equilibria pay.
func (t *inductionAnswer) values() string {
	all := t.res.Payoffs
	switch {
	case len(t.res.Ties) == 0 || len(all) == 0:
		return ""
	case len(all) == 1:
		return "every equilibrium in pure strategies pays " + join(rats(all[0]))
	}
	parts := make([]string, min(len(all), maxValues))
	for k := range parts {
		parts[k] = join(rats(all[k]))
	}
	text := fmt.Sprintf("the equilibria in pure strategies have %d different payoffs: %s", len(all), strings.Join(parts, "; "))
	if len(all) > maxValues {
		text += "; …"
	}
	return text
}

// maxTies bounds the nodes that are named in a sentence.
const maxTies = 3

// ties names the nodes where ties occur.
func (t *inductionAnswer) ties() string {
	if len(t.res.Ties) == 0 {
		return ""
	}
	var parts []string
	for _, node := range t.nodes {
		if !slices.Contains(t.res.Ties, t.e.Nodes[node].Infoset) {
			continue
		}
		if len(parts) == maxTies {
			parts = append(parts, fmt.Sprintf("%d more", len(t.res.Ties)-maxTies))
			break
		}
		where := "at the start"
		if after := t.after(node); len(after) > 0 {
			where = "after " + strings.Join(after, ", ")
		}
		parts = append(parts, t.e.Players[t.infoset(node).Player]+" "+where)
	}
	return "best actions tie for " + strings.Join(parts, "; ")
}

func (t *inductionAnswer) json() *jsonSolve {
	j := &jsonSolve{
		Game: t.g.ID, Parameters: map[string]string{}, Method: backwardInduction, Exact: true, Complete: t.res.Complete,
		Reasons: append([]string{}, t.res.Reasons...), Degenerate: len(t.res.Ties) > 0, Degeneracy: t.ties(),
		Equilibria: []jsonEquilibrium{}, Subsets: []jsonSubset{}, Components: []jsonComponent{}, Nodes: []jsonNode{},
	}
	if t.res.Count != nil {
		j.Count = t.res.Count.String()
	}
	for _, v := range t.res.Payoffs {
		j.Values = append(j.Values, rats(v))
	}
	for p, name := range t.e.Players {
		pl := jsonPlayer{Name: name, Actions: []string{}}
		if t.g.Payoffs != nil {
			pl.Actions = t.g.Players[p].Actions
		}
		j.Players = append(j.Players, pl)
	}
	for _, node := range t.nodes {
		set := t.infoset(node)
		j.Nodes = append(j.Nodes, jsonNode{t.e.Players[set.Player], set.Label, t.after(node), set.Actions})
	}
	for k, plan := range t.res.Equilibria {
		q := jsonEquilibrium{Strategies: [][]any{}, Payoffs: anys(rats(plan.Payoffs)), Pure: true}
		if t.nash != nil {
			q.Strict, q.Quasi = t.nash[k].Strict, t.nash[k].QuasiStrict
			for _, x := range t.nash[k].Strategies {
				q.Strategies = append(q.Strategies, anys(rats(x)))
			}
		}
		for _, node := range t.nodes {
			q.Choices = append(q.Choices, t.choice(plan, node))
		}
		j.Equilibria = append(j.Equilibria, q)
	}
	return j
}
