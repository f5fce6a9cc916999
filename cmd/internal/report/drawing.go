package report

import (
	"slices"
	"strings"

	"brink/games"
)

// Bounds of a drawing in text: its columns, its lines, and the columns that are left
// for what stands behind the branches.
const (
	drawingWidth = 80
	drawingLines = 160
	drawingRoom  = 28
)

// Drawing draws a tree with lines and corners: a line for every node, moves and chance
// with the player and the information set behind the action that leads there, in
// braces where several nodes are in it, and payoffs in columns at the leaves. Where the
// columns do not fit, payoffs stand below the leaves; what lies too deep, or makes too
// many lines, is counted.
func (w *Words) Drawing(t *games.Tree) []Block {
	d := &drawing{w: w, t: t, depth: drawingDepth(t)}
	d.node(0, "", "", "")
	blocks := []Block{Pre{strings.Join(d.layOut(), "\n")}}
	var notes []string
	if slices.ContainsFunc(t.Sets, func(s games.TreeSet) bool { return len(s.Nodes) > 1 }) {
		notes = append(notes, w.Say(saySharedSets))
	}
	if d.nodes < len(t.Nodes) {
		notes = append(notes, w.Say(sayDrawn, d.nodes, len(t.Nodes)))
	}
	for _, n := range notes {
		blocks = append(blocks, Paragraph{n})
	}
	return blocks
}

// Chance is what moves of chance are called; pictures, whose letters are few, have the
// English word.
func (w *Words) Chance() string { return w.Say(sayChance) }

// TreeCaption is what stands below the picture of a tree, in which the way of an
// equilibrium may be marked.
func (w *Words) TreeCaption(marked bool) string {
	if marked {
		return w.Say(sayTreeMarked)
	}
	return w.Say(sayTreeCaption)
}

// drawing is the lines of a tree, in order.
type drawing struct {
	w     *Words
	t     *games.Tree
	depth int // down to which nodes are drawn
	lines []drawn
	nodes int // that are drawn
}

// drawn is a node: its branches and text, the branches of lines below it, and the
// payoffs of a leaf.
type drawn struct {
	branch, text, below string
	pays                []string
}

// drawingDepth is the depth down to which a tree is drawn: all of it, or as much as
// makes few enough lines that begin far enough to the left.
func drawingDepth(t *games.Tree) int {
	byDepth := []int{}
	for _, n := range t.Nodes {
		for len(byDepth) <= len(n.Path) {
			byDepth = append(byDepth, 0)
		}
		byDepth[len(n.Path)]++
	}
	depth, lines := 0, 0
	for depth < len(byDepth) && lines+byDepth[depth] <= drawingLines && 3*depth <= drawingWidth-drawingRoom {
		lines += byDepth[depth]
		depth++
	}
	return max(depth-1, 1)
}

func (d *drawing) node(i int, branch, below, text string) {
	n := &d.t.Nodes[i]
	d.nodes++
	join := func(sep, more string) {
		if text != "" {
			text += sep
		}
		text += more
	}
	line := drawn{branch: branch, below: below}
	switch {
	case n.Children == nil:
		if n.Name != "" {
			join(": ", n.Name)
		}
		for _, v := range n.Payoffs {
			line.pays = append(line.pays, d.t.Printer().Value(v))
		}
	case len(n.Path) >= d.depth:
		join(" ─ ", d.who(n))
		join(" ", "… "+d.w.Say(sayNodesBelow, behind(d.t, i)))
	default:
		join(" ─ ", d.who(n))
	}
	line.text = text
	if n.Children == nil || len(n.Path) >= d.depth {
		d.lines = append(d.lines, line)
		return
	}
	line.below = below + "│  "
	d.lines = append(d.lines, line)
	for k, c := range n.Children {
		edge, on := "├─ ", "│  "
		if k == len(n.Children)-1 {
			edge, on = "└─ ", "   "
		}
		name := ""
		if n.Set >= 0 {
			name = d.t.Sets[n.Set].Actions[k]
		} else {
			name = n.Branches[k] + " (" + d.t.Printer().Value(n.Chance[k]) + ")"
		}
		d.node(c, below+edge, below+on, name)
	}
}

// behind counts the nodes below a node.
func behind(t *games.Tree, i int) int {
	count := 0
	for _, c := range t.Nodes[i].Children {
		count += 1 + behind(t, c)
	}
	return count
}

// who says who moves at a node, and in which information set: a set of one node that
// is called by its path needs no name.
func (d *drawing) who(n *games.TreeNode) string {
	if n.Set < 0 {
		return d.w.Say(sayChance)
	}
	s := &d.t.Sets[n.Set]
	player := d.t.Players[s.Player]
	switch {
	case len(s.Nodes) > 1:
		return player + " {" + s.Name + "}"
	case s.Name == strings.Join(n.Path, ".") || s.Name == player:
		return player
	}
	return player + " [" + s.Name + "]"
}

// layOut makes the lines: payoffs in columns, below the names of the players, where all
// of them fit.
func (d *drawing) layOut() []string {
	players := len(d.t.Players)
	left := 0
	width := make([]int, players)
	for p, name := range d.t.Players {
		width[p] = lineWidth(name)
	}
	for _, l := range d.lines {
		left = max(left, lineWidth(l.branch+l.text))
		for p, u := range l.pays {
			width[p] = max(width[p], lineWidth(u))
		}
	}
	leaves := false
	for _, l := range d.lines {
		leaves = leaves || l.pays != nil
	}
	total := left
	for _, x := range width {
		total += 2 + x
	}
	var out []string
	if total <= drawingWidth {
		row := func(text string, cells []string) string {
			var b strings.Builder
			b.WriteString(text + strings.Repeat(" ", left-lineWidth(text)))
			for p, c := range cells {
				b.WriteString(strings.Repeat(" ", 2+width[p]-lineWidth(c)) + c)
			}
			return strings.TrimRight(b.String(), " ")
		}
		for i, l := range d.lines {
			cells := l.pays
			if i == 0 && l.pays == nil && leaves {
				cells = d.t.Players
			}
			out = append(out, row(l.branch+l.text, cells))
		}
		return out
	}
	for _, l := range d.lines {
		out = append(out, d.broken(l.branch, l.below, l.text)...)
		for p, u := range l.pays {
			out = append(out, d.broken(l.below+"   ", l.below+"     ", d.t.Players[p]+": "+u)...)
		}
	}
	return out
}

// broken breaks a text at its spaces into lines of the drawing's width.
func (d *drawing) broken(first, next, text string) []string {
	var out []string
	line, head := "", first
	for word := range strings.SplitSeq(text, " ") {
		if line != "" && lineWidth(head+line)+1+lineWidth(word) > drawingWidth {
			out = append(out, head+line)
			line, head = "", next
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(out, head+line)
}
