package games

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"brink/games/algebra"
	"brink/games/expr"
)

// At returns the tree at a point of its parameters, in numbers; payoffs on the way
// stand at the leaves. It fails with ErrUndefined where a number is undefined or
// chance has no probabilities.
func (t *Tree) At(point []*big.Rat) (*Extensive, error) {
	if len(point) < len(t.Params) {
		return nil, fmt.Errorf("%w: %d values for %d parameters", ErrMissing, len(point), len(t.Params))
	}
	e := &Extensive{Title: t.Name, Comment: t.Description, Players: t.Players}
	for _, s := range t.Sets {
		e.Infosets = append(e.Infosets, Infoset{Player: s.Player, Label: s.Name, Actions: s.Actions})
	}
	numbers := func(i int, vs []expr.Value) ([]*big.Rat, error) {
		out := make([]*big.Rat, len(vs))
		for k, v := range vs {
			x, err := v.Eval(point)
			if err != nil {
				return nil, fmt.Errorf("at %s: %w: %v", t.NodeName(i), ErrUndefined, err)
			}
			out[k] = x
		}
		return out, nil
	}
	for i, n := range t.Nodes {
		node := Node{Infoset: n.Set, Outcome: -1, Children: n.Children}
		switch {
		case n.Children == nil:
			pays, err := numbers(i, n.Payoffs)
			if err != nil {
				return nil, err
			}
			node.Outcome = len(e.Outcomes)
			e.Outcomes = append(e.Outcomes, Outcome{Label: n.Name, Payoffs: pays})
		case n.Set < 0:
			probs, err := numbers(i, n.Chance)
			if err != nil {
				return nil, err
			}
			node.Infoset = len(e.Infosets)
			e.Infosets = append(e.Infosets, Infoset{Player: Chance, Label: strings.Join(n.Path, "."), Actions: n.Branches, Probs: probs})
		}
		e.Nodes = append(e.Nodes, node)
	}
	if !t.Defined.Eval(point) {
		return nil, fmt.Errorf("%w: %s does not hold", ErrUndefined, t.Printer().Formula(t.Defined))
	}
	return e, nil
}

// NodeName names a node by the actions that lead there.
func (t *Tree) NodeName(i int) string {
	if i == 0 {
		return "the root"
	}
	return strings.Join(t.Nodes[i].Path, ".")
}

// Tree returns the game as a tree of formulas, with what is paid on the way at the
// leaves. Information sets are called by their labels where these tell them apart.
// It expects perfect recall.
func (e *Extensive) Tree() *Tree {
	t := &Tree{Header: Header{Name: e.Title, Description: e.Comment}, Players: e.Players, Defined: expr.True()}
	plain := func(xs []*big.Rat) []expr.Value {
		out := make([]expr.Value, len(xs))
		for i, x := range xs {
			out[i] = expr.Plain(algebra.FromRat(x))
		}
		return out
	}
	paid := make([][]*big.Rat, len(e.Nodes)) // on the way to each node, it included
	parent := make([]int, len(e.Nodes))
	order := e.walk(parent)
	place := make([]int, len(e.Nodes)) // in the tree, whose nodes stand in the order of a walk
	for k, i := range order {
		place[i] = k
	}
	set := make([]int, len(e.Infosets)) // of the tree; from 1
	for k, i := range order {
		n := &e.Nodes[i]
		pays := make([]*big.Rat, len(e.Players))
		for p := range pays {
			pays[p] = new(big.Rat)
			if i != 0 {
				pays[p].Set(paid[parent[i]][p])
			}
			if n.Outcome >= 0 {
				pays[p].Add(pays[p], e.Outcomes[n.Outcome].Payoffs[p])
			}
		}
		paid[i] = pays
		node := TreeNode{Set: -1}
		for _, c := range n.Children {
			node.Children = append(node.Children, place[c])
		}
		switch {
		case n.Infoset < 0:
			node.Payoffs = plain(pays)
			if n.Outcome >= 0 {
				node.Name = e.Outcomes[n.Outcome].Label
			}
		case e.Infosets[n.Infoset].Player == Chance:
			x := &e.Infosets[n.Infoset]
			node.Branches, node.Chance = x.Actions, plain(x.Probs)
		default:
			x := &e.Infosets[n.Infoset]
			if set[n.Infoset] == 0 {
				t.Sets = append(t.Sets, TreeSet{Name: x.Label, Player: x.Player, Actions: x.Actions})
				set[n.Infoset] = len(t.Sets)
			}
			node.Set = set[n.Infoset] - 1
			t.Sets[node.Set].Nodes = append(t.Sets[node.Set].Nodes, k)
		}
		t.Nodes = append(t.Nodes, node)
	}
	t.Finish()
	t.nameSets()
	return t
}

// Tree returns the extensive form as a tree, under the header of the game.
func (g *Game) Tree() *Tree {
	t := g.Extensive.Tree()
	t.Header = g.Header
	return t
}

// walk lists the nodes in the order of a walk through the tree, and their parents.
func (e *Extensive) walk(parent []int) []int {
	order := make([]int, 0, len(e.Nodes))
	stack := []int{0}
	for len(stack) > 0 {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		order = append(order, i)
		children := e.Nodes[i].Children
		for k := len(children) - 1; k >= 0; k-- {
			parent[children[k]] = i
			stack = append(stack, children[k])
		}
	}
	return order
}

// nameSets names sets without a name, and all but the first of one name: after their
// paths where they are one node, else after their players and a number.
func (t *Tree) nameSets() {
	taken := make(map[string]bool)
	for _, s := range t.Sets {
		taken[s.Name] = true
	}
	seen := map[string]bool{"": true}
	for h := range t.Sets {
		s := &t.Sets[h]
		name := s.Name
		if name == "" && len(s.Nodes) == 1 {
			if name = strings.Join(t.Nodes[s.Nodes[0]].Path, "."); name == "" {
				name = t.Players[s.Player]
			}
		}
		base := name
		if base == "" {
			base = t.Players[s.Player]
		}
		for k := 1; seen[name] || name != s.Name && taken[name]; k++ {
			name = base + " " + strconv.Itoa(k)
		}
		seen[name], s.Name = true, name
	}
}

// Write lays the tree out as a file has it: players and nested nodes.
func (t *Tree) Write() *Part {
	out := &Part{}
	out.Add("players", Scalars(t.Players))
	parts := make([]*Part, len(t.Nodes))
	number := func(v expr.Value) *Part { return Scalar(t.Printer().Value(v)) }
	for i := len(t.Nodes) - 1; i >= 0; i-- {
		n := &t.Nodes[i]
		p := &Part{}
		switch {
		case n.Children == nil:
			pays := &Part{Kind: PartList}
			for _, v := range n.Payoffs {
				pays.Parts = append(pays.Parts, number(v))
			}
			if p = pays; n.Name != "" {
				p = &Part{}
				p.Add("name", Scalar(n.Name))
				p.Add("pays", pays)
			}
		case n.Set < 0:
			chance, then := &Part{}, &Part{}
			for k, c := range n.Children {
				chance.Add(n.Branches[k], number(n.Chance[k]))
				then.Add(n.Branches[k], parts[c])
			}
			p.Add("chance", chance)
			p.Add("then", then)
		default:
			s := &t.Sets[n.Set]
			p.Add("move", Scalar(t.Players[s.Player]))
			if i == 0 || s.Name != strings.Join(n.Path, ".") {
				p.Add("set", Scalar(s.Name))
			}
			actions := &Part{}
			for k, c := range n.Children {
				actions.Add(s.Actions[k], parts[c])
			}
			p.Add("actions", actions)
		}
		parts[i] = p
	}
	out.Add("tree", parts[0])
	return out
}
