package answer

import (
	"math/big"
	"slices"

	"brink/games"
	"brink/solver/note"
)

// Plans is the subgame-perfect equilibria in pure strategies of an extensive game of
// perfect information.
type Plans struct {
	Base
	Point   []*big.Rat
	Method  string
	Tree    *games.Extensive
	Players []games.Player // of the reduced strategic form; without actions where that is too large
	Nodes   []int          // of the tree, at which a player has a choice
	// Equilibria are by what is chosen at each node.
	Equilibria []Plan
	// Nash are the same equilibria in the reduced strategic form; nil where that is
	// too large.
	Nash []Equilibrium
	// Ties are the information sets at which some equilibrium leaves the player more
	// than one best action.
	Ties   []int
	Count  *big.Int     // of all such equilibria; nil where it is not known
	Values [][]*big.Rat // their payoffs, each once

	parent []int // of every node, -1 at the root
}

// Plan is an action at every information set.
type Plan struct {
	Actions []int // by information set; -1 at those of chance
	Payoffs []*big.Rat
}

// Infoset is that of a node.
func (p *Plans) Infoset(node int) *games.Infoset {
	return &p.Tree.Infosets[p.Tree.Nodes[node].Infoset]
}

// After lists the actions that lead to a node.
func (p *Plans) After(node int) []string {
	if p.parent == nil {
		p.parent = make([]int, len(p.Tree.Nodes))
		p.parent[0] = -1
		for i, n := range p.Tree.Nodes {
			for _, child := range n.Children {
				p.parent[child] = i
			}
		}
	}
	out := []string{}
	for ; p.parent[node] >= 0; node = p.parent[node] {
		up := p.parent[node]
		out = append(out, p.Infoset(up).Actions[slices.Index(p.Tree.Nodes[up].Children, node)])
	}
	slices.Reverse(out)
	return out
}

// Choice is the action of a plan at a node.
func (p *Plans) Choice(plan Plan, node int) string {
	return p.Infoset(node).Actions[plan.Actions[p.Tree.Nodes[node].Infoset]]
}

// TieNodes are the nodes at which best actions tie.
func (p *Plans) TieNodes() []int {
	var out []int
	for _, node := range p.Nodes {
		if slices.Contains(p.Ties, p.Tree.Nodes[node].Infoset) {
			out = append(out, node)
		}
	}
	return out
}

// maxTies bounds the nodes that are named in a sentence.
const maxTies = 3

// TieNote says where best actions tie.
func (p *Plans) TieNote() note.Note {
	var parts []note.Note
	for _, node := range p.TieNodes() {
		if len(parts) == maxTies {
			parts = append(parts, note.New(note.More, len(p.Ties)-maxTies))
			break
		}
		player := p.Tree.Players[p.Infoset(node).Player]
		if after := p.After(node); len(after) > 0 {
			parts = append(parts, note.New(note.MoveAfter, player, after))
		} else {
			parts = append(parts, note.New(note.MoveAtStart, player))
		}
	}
	return note.New(note.BestActionsTie, parts)
}

// Profiles lists the equilibria in the reduced strategic form for Gambit's lines;
// nil where that is too large.
func (p *Plans) Profiles() (list [][][]*big.Rat, rounded []int) {
	if p.Nash == nil {
		return nil, nil
	}
	list = make([][][]*big.Rat, len(p.Nash))
	for k, e := range p.Nash {
		list[k] = e.Strategies
	}
	return list, nil
}

// nodeJSON is a node at which a player has a choice.
type nodeJSON struct {
	Player  string   `json:"player"`
	Infoset string   `json:"infoset"`
	After   []string `json:"after"` // the actions that lead there
	Actions []string `json:"actions"`
}

// JSON is the contract's object, with the nodes and the choices at them.
func (p *Plans) JSON(words Words) any {
	j := p.newSolutionJSON(words, p.Point, p.Method)
	j.Players, j.Degenerate = playersJSON(p.Players), len(p.Ties) > 0
	j.Nodes = []nodeJSON{}
	if len(p.Ties) > 0 {
		j.Degeneracy = words(p.TieNote())
	}
	if p.Count != nil {
		j.Count = p.Count.String()
	}
	for _, v := range p.Values {
		row := make([]string, len(v))
		for i, x := range v {
			row[i] = x.RatString()
		}
		j.Values = append(j.Values, row)
	}
	for _, node := range p.Nodes {
		set := p.Infoset(node)
		j.Nodes = append(j.Nodes, nodeJSON{p.Tree.Players[set.Player], set.Label, p.After(node), set.Actions})
	}
	for k, plan := range p.Equilibria {
		q := equilibriumJSON{Strategies: [][]any{}, Payoffs: ratsJSON(plan.Payoffs), Pure: true}
		if p.Nash != nil {
			q.Strict, q.Quasi = p.Nash[k].Strict, p.Nash[k].QuasiStrict
			for _, x := range p.Nash[k].Strategies {
				q.Strategies = append(q.Strategies, ratsJSON(x))
			}
		}
		for _, node := range p.Nodes {
			q.Choices = append(q.Choices, p.Choice(plan, node))
		}
		j.Equilibria = append(j.Equilibria, q)
	}
	return j
}
