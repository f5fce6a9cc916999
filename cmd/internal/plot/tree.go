package plot

import (
	"fmt"
	"math"
	"slices"

	"brink/cmd/internal/figure"
)

// Tree is a game in extensive form as textbooks draw it: from the top, with the players
// at their nodes, actions on the branches, information sets as dashed curves, and
// payoffs below the leaves.
type Tree struct {
	Title   string
	Players []string
	Nodes   []Node // the root first, children behind their parents
	// Sets are the information sets of several nodes.
	Sets []NodeSet
}

// Node is a node of a Tree.
type Node struct {
	// Player moves at an inner node, none where it is negative: chance does. Label stands
	// beside the node; at a leaf it is its name.
	Player   int
	Label    string
	Children []int
	Branches []figure.Label // what leads to each child
	Taken    []bool         // which of them are taken in the equilibrium shown; nil for none
	Payoffs  []figure.Label // of a leaf, by player
}

// NodeSet is an information set: its nodes, who moves there and what it is called.
type NodeSet struct {
	Player int
	Label  string
	Nodes  []int
}

// Sizes of a drawing of a tree, in points.
const (
	treeText   = 9
	treeLine   = 12 // between lines of text
	treeRadius = 3.6
	treeGap    = 14 // between neighbours on a level
	treeAlong  = 0.6
	treeMargin = 16
	treeLean   = 3   // of branches with labels between them: sideways by downwards
	treeTall   = 150 // between levels, where only that lets branches lean less
)

// treeDrawing is a Tree with its places.
type treeDrawing struct {
	*Tree
	x, y   []float64 // of nodes
	level  float64   // between levels
	inSet  []bool
	parent []int
}

// DrawTree draws a game in extensive form.
func DrawTree(t *Tree) (*figure.Scene, error) {
	d := newTreeDrawing(t)
	s := figure.New(0, 0)
	d.paint(s)
	// The sheet is as large as what is on it.
	low, high := s.Extent()
	s.Width, s.Height = high.X-low.X+2*treeMargin, high.Y-low.Y+2*treeMargin
	left := treeMargin - low.X
	if t.Title != "" {
		title := figure.Words(t.Title)
		if w := title.Width(titleSize) + 2*treeMargin; w > s.Width {
			left += (w - s.Width) / 2
			s.Width = w
		}
		s.Height += 2 * titleSize
		s.Title = t.Title
	}
	s.Shift(left, treeMargin-low.Y)
	if t.Title != "" {
		s.Text(figure.Text{At: figure.Point{X: s.Width / 2, Y: s.Height - treeMargin}, Label: figure.Words(t.Title), Size: titleSize, H: figure.Middle, V: figure.Top})
	}
	if s.Width > figure.MaxSide || s.Height > figure.MaxSide {
		return nil, fmt.Errorf("%w: the tree would be %.0f by %.0f inches large", ErrNoData, s.Width/72, s.Height/72)
	}
	return s, nil
}

// place lays the tree out. What stands below a leaf takes its room on the next level,
// so that nothing is drawn through it.
func (d *treeDrawing) place() {
	n := len(d.Nodes)
	children := make([][]int, n, 2*n)
	widths := make([]float64, n, 2*n)
	low := 0.0 // what stands below leaves
	for i, x := range d.Nodes {
		children[i] = x.Children
		for k, c := range x.Children {
			d.parent[c] = i
			w := roomFor(x.Branches[k]) + 14
			if k > 0 && k < len(x.Children)-1 {
				w /= treeAlong
			}
			widths[c] = max(widths[c], w)
		}
		block := 2 * treeRadius
		if x.Children == nil {
			for _, u := range x.Payoffs {
				block = max(block, roomFor(u))
			}
			block = max(block, roomFor(figure.Words(x.Label)))
			high := 0.0
			for _, u := range x.Payoffs {
				high += lineOf(u)
			}
			if x.Label != "" {
				high += treeLine
			}
			low = max(low, high)
		} else if !d.inSet[i] && i > 0 {
			block = 2 * (roomFor(figure.Words(d.nodeLabel(i))) + treeRadius + 6)
		}
		widths[i] = max(widths[i], block)
	}
	for i := range n {
		if d.Nodes[i].Children == nil {
			children[i] = []int{len(children)}
			children, widths = append(children, nil), append(widths, widths[i])
		}
	}
	d.level = max(60, low+26)
	x := tidy(children, func(a, b int) float64 {
		apart := (widths[a]+widths[b])/2 + treeGap
		if a >= n || b >= n {
			return apart
		}
		switch {
		case d.parent[a] != d.parent[b]:
			room := 0.0 // of labels that stand between the two
			if !d.beforeBranch(a) {
				room += roomFor(d.branchTo(a))
			}
			if d.beforeBranch(b) {
				room += roomFor(d.branchTo(b))
			}
			apart = max(apart, room+treeGap)
		case d.inner(a):
			label := d.branchTo(a)
			apart = max(apart, (roomFor(label)+4+(label.Height(treeText)+2)*treeLean)/treeAlong)
		}
		return apart
	})
	for i := range n {
		siblings := d.Nodes[d.parent[i]].Children
		if k := slices.Index(siblings, i); k > 0 && len(siblings) > 2 { // beside a label between branches
			d.level = max(d.level, min(math.Abs(x[i]-x[d.parent[i]])/treeLean, treeTall))
		}
	}
	depth := make([]int, n)
	d.x, d.y = make([]float64, n), make([]float64, n)
	for i := range d.Nodes {
		if i > 0 {
			depth[i] = depth[d.parent[i]] + 1
		}
		d.x[i], d.y[i] = x[i], -float64(depth[i])*d.level
	}
}

// roomFor is the room that a text needs, with some to spare for readers of SVG without
// the font.
func roomFor(l figure.Label) float64 { return 1.05 * l.Width(treeText) }

// newTreeDrawing gives the nodes of a tree their places.
func newTreeDrawing(t *Tree) *treeDrawing {
	d := &treeDrawing{Tree: t, inSet: make([]bool, len(t.Nodes)), parent: make([]int, len(t.Nodes))}
	for _, s := range t.Sets {
		for _, n := range s.Nodes {
			d.inSet[n] = true
		}
	}
	d.place()
	return d
}

// lineOf is the height of a line of text: more of fractions.
func lineOf(l figure.Label) float64 { return max(treeLine, l.Height(treeText)+2) }

// inner reports whether a node has siblings on both sides.
func (d *treeDrawing) inner(i int) bool {
	siblings := d.Nodes[d.parent[i]].Children
	return i > 0 && i != siblings[0] && i != siblings[len(siblings)-1]
}

// beforeBranch reports whether what leads to a node is written on the left: where it is
// the first of several.
func (d *treeDrawing) beforeBranch(i int) bool {
	siblings := d.Nodes[d.parent[i]].Children
	return len(siblings) > 1 && i == siblings[0]
}

// branchTo is what leads to a node.
func (d *treeDrawing) branchTo(i int) figure.Label {
	x := d.Nodes[d.parent[i]]
	return x.Branches[slices.Index(x.Children, i)]
}

// nodeLabel is what stands beside an inner node.
func (d *treeDrawing) nodeLabel(i int) string {
	x := d.Nodes[i]
	switch {
	case x.Player < 0:
		return x.Label
	case x.Label == "":
		return d.Players[x.Player]
	}
	return d.Players[x.Player] + " · " + x.Label
}
