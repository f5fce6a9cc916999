package games

import (
	"fmt"
	"slices"
	"strings"

	"brink/games/expr"
)

// TreeForm is the kind of Tree.
const TreeForm Kind = "tree"

// Tree is a model in extensive form: moves of players and of chance, with
// formulas for payoffs and probabilities. A Tree is immutable once read.
type Tree struct {
	Header

	Players []string
	Sets    []TreeSet // information sets of players, in the order of their first nodes
	// Nodes holds the root first and children behind their parents.
	Nodes []TreeNode
	// Defined is the condition under which nothing divides by zero and the
	// probabilities of every chance move are at least 0 and sum to 1.
	Defined expr.Formula
	// Swaps are exchanges of information sets and actions that leave the tree as it is,
	// as far as they are known.
	Swaps []Swap
}

// Swap exchanges information sets and actions: set h becomes Sets[h], and its action a
// that set's action Actions[h][a].
type Swap struct {
	Sets    []int
	Actions [][]int
}

// TreeSet is an information set: what a player knows when she moves.
type TreeSet struct {
	Name    string
	Player  int
	Actions []string
	Nodes   []int
	Labels  []string // names of its nodes, where there are several
}

// TreeNode is a leaf (Children is nil), a move of a player (Set is at least 0), or
// of chance.
type TreeNode struct {
	Path     []string // the actions that lead here
	Parent   int      // -1 for the root
	Set      int      // of Tree.Sets; -1 for leaves and chance
	Branches []string // names of the outcomes of chance
	Chance   []expr.Value
	Children []int
	Name     string       // of a leaf, "" for none
	Payoffs  []expr.Value // of a leaf: all payoffs on the way to it
}

func (*Tree) Kind() Kind              { return TreeForm }
func (t *Tree) Meaning() expr.Formula { return t.Defined }
func (*Tree) sealed()                 {}

// Set returns the index of an information set by its name, or -1.
func (t *Tree) Set(name string) int {
	return slices.IndexFunc(t.Sets, func(s TreeSet) bool { return s.Name == name })
}

// SetNames lists the information sets.
func (t *Tree) SetNames() []string {
	names := make([]string, len(t.Sets))
	for i, s := range t.Sets {
		names[i] = s.Name
	}
	return names
}

// Outcomes lists the names of leaves, each once, in the order of the tree.
func (t *Tree) Outcomes() []string {
	var names []string
	for _, n := range t.Nodes {
		if n.Name != "" && !slices.Contains(names, n.Name) {
			names = append(names, n.Name)
		}
	}
	return names
}

// PerfectInformation reports whether every information set is a single node.
func (t *Tree) PerfectInformation() bool {
	return !slices.ContainsFunc(t.Sets, func(s TreeSet) bool { return len(s.Nodes) > 1 })
}

// RecallFault names an information set at which its player does not know what she
// knew or did earlier, with ok false where there is none: perfect recall in the
// sense of Kuhn (1953). Sets with one action, at which there is nothing to choose, do
// not count.
func (t *Tree) RecallFault() (set int, ok bool) {
	// What a player did and knew on the way to a node: her sets and actions.
	own := func(node, player int) string {
		var steps []string
		for at := node; t.Nodes[at].Parent >= 0; {
			parent := t.Nodes[at].Parent
			if s := t.Nodes[parent].Set; s >= 0 && t.Sets[s].Player == player && len(t.Sets[s].Actions) > 1 {
				steps = append(steps, fmt.Sprint(s, "/", slices.Index(t.Nodes[parent].Children, at)))
			}
			at = parent
		}
		return strings.Join(steps, ",")
	}
	for h, s := range t.Sets {
		for _, n := range s.Nodes[1:] {
			if own(n, s.Player) != own(s.Nodes[0], s.Player) {
				return h, true
			}
		}
	}
	return 0, false
}

// labelNodes names the nodes of the information sets with several nodes by the
// steps of their paths in which they differ.
func (t *Tree) labelNodes() {
	for h := range t.Sets {
		s := &t.Sets[h]
		if len(s.Nodes) < 2 {
			continue
		}
		paths := make([][]string, len(s.Nodes))
		for i, n := range s.Nodes {
			paths[i] = t.Nodes[n].Path
		}
		s.Labels = distinctSteps(paths)
	}
}

// distinctSteps shortens paths to the fewest steps at the same places that still
// tell them apart; paths of unequal length keep all but what they begin with.
func distinctSteps(paths [][]string) []string {
	out := make([]string, len(paths))
	length := len(paths[0])
	same := !slices.ContainsFunc(paths, func(p []string) bool { return len(p) != length })
	var keep []int
	if same {
		for i := range length {
			if slices.ContainsFunc(paths, func(p []string) bool { return p[i] != paths[0][i] }) {
				keep = append(keep, i)
			}
		}
		// One step may tell all apart.
		for _, i := range keep {
			seen := make(map[string]bool)
			for _, p := range paths {
				seen[p[i]] = true
			}
			if len(seen) == len(paths) {
				keep = []int{i}
				break
			}
		}
	}
	for k, p := range paths {
		if !same {
			out[k] = strings.Join(p, ".")
			continue
		}
		steps := make([]string, len(keep))
		for j, i := range keep {
			steps[j] = p[i]
		}
		out[k] = strings.Join(steps, ".")
	}
	return out
}

// Finish fills what follows from the nodes: parents, paths and labels. Readers call
// it once; nodes must stand behind their parents.
func (t *Tree) Finish() {
	t.Nodes[0].Parent = -1
	for i := range t.Nodes {
		n := &t.Nodes[i]
		for k, c := range n.Children {
			child := &t.Nodes[c]
			child.Parent = i
			name := ""
			if n.Set >= 0 {
				name = t.Sets[n.Set].Actions[k]
			} else {
				name = n.Branches[k]
			}
			child.Path = append(slices.Clip(slices.Clone(n.Path)), name)
		}
	}
	t.labelNodes()
}
