package plot

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
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
	Branches []string // what leads to each child
	Taken    []bool   // which of them are taken in the equilibrium shown; nil for none
	Payoffs  []string // of a leaf, by player
}

// NodeSet is an information set: its nodes, who moves there and what it is called.
type NodeSet struct {
	Player int
	Label  string
	Nodes  []int
}

// Sizes of a drawing of a tree, in points.
const (
	treeText   = 10
	treeLine   = 12 // between lines of text
	treeRadius = 3.6
	treeGap    = 14 // between neighbours on a level
	treeAlong  = 0.6
	treeMargin = 16
)

// maxTreePoints bounds the size of a drawing; larger ones are not drawn.
const maxTreePoints = 14_000

// treeDrawing is a Tree with its places.
type treeDrawing struct {
	*Tree
	style  text.Style
	x, y   []vg.Length // of nodes
	level  vg.Length   // between levels
	inSet  []bool
	parent []int
}

// DrawTree draws a game in extensive form, writes the picture to path (nowhere if path
// is "") and returns it as SVG.
func DrawTree(path string, t *Tree) ([]byte, error) {
	d := &treeDrawing{Tree: t, style: text.Style{Color: color.Black, Font: plot.DefaultFont, Handler: plot.DefaultTextHandler}, inSet: make([]bool, len(t.Nodes)), parent: make([]int, len(t.Nodes))}
	sans(&d.style, treeText)
	for _, s := range t.Sets {
		for _, n := range s.Nodes {
			d.inSet[n] = true
		}
	}
	d.place()
	left, right, bottom := d.bounds()
	title := d.style
	sans(&title, 13)
	head := vg.Points(treeMargin)
	if t.Title != "" {
		head += vg.Points(24)
	}
	width := max(right-left+2*vg.Points(treeMargin), title.Width(label(t.Title))+2*vg.Points(treeMargin))
	height := head - bottom + vg.Points(treeMargin) + vg.Points(treeLine)
	if width > vg.Points(maxTreePoints) || height > vg.Points(maxTreePoints) {
		return nil, errTooLargeToDraw(width, height)
	}
	return save(path, width, height, func(c draw.Canvas) {
		c.SetColor(color.White)
		c.Fill(c.Rectangle.Path())
		if t.Title != "" {
			title.XAlign, title.YAlign = draw.XCenter, draw.YTop
			c.FillText(title, vg.Point{X: c.Center().X, Y: c.Max.Y - vg.Points(treeMargin/2)}, label(t.Title))
		}
		// The middle of the drawing, not its root, stands in the middle of the sheet.
		origin := vg.Point{X: c.Center().X - (left+right)/2, Y: c.Max.Y - head - vg.Points(treeLine)}
		d.paint(c, origin)
	})
}

// place lays the tree out. What stands below a leaf takes its room on the next level,
// so that nothing is drawn through it.
func (d *treeDrawing) place() {
	n := len(d.Nodes)
	children := make([][]int, n, 2*n)
	widths := make([]float64, n, 2*n)
	lines := 0
	for i, x := range d.Nodes {
		children[i] = x.Children
		for k, c := range x.Children {
			d.parent[c] = i
			w := float64(d.width(x.Branches[k])) + 14
			if k > 0 && k < len(x.Children)-1 {
				w /= treeAlong
			}
			widths[c] = max(widths[c], w)
		}
		block := 2 * treeRadius
		if x.Children == nil {
			for _, u := range x.Payoffs {
				block = max(block, float64(d.width(u)))
			}
			block = max(block, float64(d.width(x.Label)))
			rows := len(x.Payoffs)
			if x.Label != "" {
				rows++
			}
			lines = max(lines, rows)
		} else if !d.inSet[i] && i > 0 {
			block = 2 * (float64(d.width(d.nodeLabel(i))) + treeRadius + 6)
		}
		widths[i] = max(widths[i], block)
	}
	for i := range n {
		if d.Nodes[i].Children == nil {
			children[i] = []int{len(children)}
			children, widths = append(children, nil), append(widths, widths[i])
		}
	}
	x := tidy(children, func(a, b int) float64 { return (widths[a]+widths[b])/2 + treeGap })
	d.level = vg.Points(max(64, float64(lines*treeLine)+26))
	depth := make([]int, n)
	d.x, d.y = make([]vg.Length, n), make([]vg.Length, n)
	for i := range d.Nodes {
		if i > 0 {
			depth[i] = depth[d.parent[i]] + 1
		}
		d.x[i], d.y[i] = vg.Points(x[i]), -vg.Length(depth[i])*d.level
	}
}

// width is the room that a text needs, with some to spare for readers of SVG without
// the font.
func (d *treeDrawing) width(s string) vg.Length {
	return d.style.Width(shorten(s, maxLabel)) * 1.1
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

// bounds are the ends of what is drawn, the root at height 0.
func (d *treeDrawing) bounds() (left, right, bottom vg.Length) {
	for i, x := range d.Nodes {
		half := vg.Points(treeRadius)
		low := d.y[i]
		if x.Children == nil {
			for _, u := range x.Payoffs {
				half = max(half, d.width(u)/2)
			}
			half = max(half, d.width(x.Label)/2)
			low -= vg.Points(float64(len(x.Payoffs)+1)*treeLine + treeRadius)
		} else if !d.inSet[i] {
			half = d.width(d.nodeLabel(i)) + vg.Points(treeRadius+6)
		}
		if i > 0 {
			p := d.parent[i]
			k := slices.Index(d.Nodes[p].Children, i)
			at := d.x[p] + (d.x[i]-d.x[p])*treeAlong
			w := d.width(d.Nodes[p].Branches[k]) + d.clear(d.x[i]-d.x[p], d.y[i]-d.y[p])
			if d.x[i] < d.x[p]-1 {
				w = -w
			}
			left, right = min(left, at+w), max(right, at+w)
		}
		left, right, bottom = min(left, d.x[i]-half), max(right, d.x[i]+half), min(bottom, low)
	}
	for k, s := range d.Sets {
		pt, align := d.setPlace(k)
		w := d.width(d.setLabel(s))
		left, right = min(left, pt.X+w*vg.Length(align)), max(right, pt.X+w*vg.Length(1+align))
	}
	return left, right, bottom
}

func (d *treeDrawing) setLabel(s NodeSet) string {
	if s.Label == "" {
		return d.Players[s.Player]
	}
	return d.Players[s.Player] + " · " + s.Label
}

func (d *treeDrawing) paint(c draw.Canvas, origin vg.Point) {
	at := func(i int) vg.Point { return vg.Point{X: origin.X + d.x[i], Y: origin.Y + d.y[i]} }
	for i, x := range d.Nodes {
		for k, child := range x.Children {
			line := draw.LineStyle{Color: color.Gray{90}, Width: vg.Points(0.9)}
			if x.Taken != nil && x.Taken[k] {
				line = draw.LineStyle{Color: color.Black, Width: vg.Points(2.6)}
			}
			p, q := at(i), at(child)
			c.StrokeLine2(line, p.X, p.Y, q.X, q.Y)
		}
	}
	for k := range d.Sets {
		d.curve(c, k, origin)
	}
	for i, x := range d.Nodes {
		for k, child := range x.Children {
			d.branch(c, x.Branches[k], at(i), at(child))
		}
		if x.Children == nil {
			d.leaf(c, x, at(i))
			continue
		}
		d.dot(c, x, at(i))
		if !d.inSet[i] {
			d.beside(c, i, at(i))
		}
	}
}

// branch writes an action beside its branch, on the outer side, clear of the line.
func (d *treeDrawing) branch(c draw.Canvas, name string, p, q vg.Point) {
	sty := d.style
	sty.YAlign = draw.YCenter
	pt := vg.Point{X: p.X + (q.X-p.X)*treeAlong, Y: p.Y + (q.Y-p.Y)*treeAlong}
	off := d.clear(q.X-p.X, q.Y-p.Y)
	if q.X < p.X-1 {
		sty.XAlign, pt.X = draw.XRight, pt.X-off
	} else {
		sty.XAlign, pt.X = draw.XLeft, pt.X+off
	}
	c.FillText(sty, pt, shorten(name, maxLabel))
}

// clear is how far from a branch a line of text must begin for the branch to pass it.
func (d *treeDrawing) clear(dx, dy vg.Length) vg.Length {
	slope := math.Abs(float64(dx / dy))
	return vg.Points(4 + min(treeText*0.5*slope, 24))
}

// write writes a text on a white ground.
func (d *treeDrawing) write(c draw.Canvas, sty text.Style, pt vg.Point, s string) {
	s = shorten(s, maxLabel)
	w, h := sty.Width(s), vg.Points(treeText)
	box := vg.Rectangle{Min: vg.Point{X: pt.X + w*vg.Length(sty.XAlign), Y: pt.Y - h/2}, Max: vg.Point{X: pt.X + w*(1+vg.Length(sty.XAlign)), Y: pt.Y + h/2}}
	fill(c, color.White, box)
	c.FillText(sty, pt, s)
}

// leaf writes the name of a leaf and its payoffs, in the colours of the players.
func (d *treeDrawing) leaf(c draw.Canvas, x Node, p vg.Point) {
	sty := d.style
	sty.XAlign, sty.YAlign = draw.XCenter, draw.YCenter
	p.Y -= vg.Points(treeLine * 0.75)
	if x.Label != "" {
		name := sty
		name.Color = color.Gray{110}
		c.FillText(name, p, shorten(x.Label, maxLabel))
		p.Y -= vg.Points(treeLine)
	}
	for k, u := range x.Payoffs {
		sty.Color = lineColour(k)
		c.FillText(sty, p, shorten(u, maxLabel))
		p.Y -= vg.Points(treeLine)
	}
}

// dot draws an inner node: in the colour of the player, hollow for chance.
func (d *treeDrawing) dot(c draw.Canvas, x Node, p vg.Point) {
	r := vg.Points(treeRadius)
	var disc vg.Path
	disc.Move(vg.Point{X: p.X + r, Y: p.Y})
	disc.Arc(p, r, 0, 2*math.Pi)
	disc.Close()
	if x.Player >= 0 {
		c.SetColor(lineColour(x.Player))
		c.Fill(disc)
		return
	}
	c.SetColor(color.White)
	c.Fill(disc)
	c.SetLineStyle(draw.LineStyle{Color: color.Black, Width: vg.Points(1.1)})
	c.Stroke(disc)
}

// beside writes who moves beside a node, away from the branch that leads there.
func (d *treeDrawing) beside(c draw.Canvas, i int, p vg.Point) {
	sty := d.style
	sty.Color = color.Gray{60}
	if x := d.Nodes[i]; x.Player >= 0 {
		sty.Color = lineColour(x.Player)
	}
	sty.YAlign = draw.YCenter
	pt := vg.Point{X: p.X, Y: p.Y + vg.Points(3)}
	switch off := vg.Points(treeRadius + 4); {
	case i == 0:
		sty.XAlign, pt.Y = draw.XCenter, p.Y+vg.Points(treeRadius+treeLine*0.7)
	case d.x[i] < d.x[d.parent[i]]-1:
		sty.XAlign, pt.X = draw.XRight, p.X-off
	default:
		sty.XAlign, pt.X = draw.XLeft, p.X+off
	}
	d.write(c, sty, pt, d.nodeLabel(i))
}

// inOrder are the nodes of a set from left to right.
func (d *treeDrawing) inOrder(k int) []int {
	nodes := slices.Clone(d.Sets[k].Nodes)
	slices.SortStableFunc(nodes, func(a, b int) int { return cmp.Compare(d.x[a], d.x[b]) })
	return nodes
}

// rise is how far the curve of a set goes above the middle of two of its nodes, or below
// where it is negative: a little where they are neighbours, else past what stands
// between; of sets that cross each other every other one goes below.
func (d *treeDrawing) rise(k, a, b int) vg.Length {
	if !d.between(a, b) {
		return vg.Points(9)
	}
	before := 0 // sets on the level
	for _, s := range d.Sets[:k] {
		if d.y[s.Nodes[0]] == d.y[a] {
			before++
		}
	}
	if before%2 == 1 {
		return vg.Points(-16)
	}
	return vg.Points(16)
}

// setPlace is where the label of a set stands, and how it is aligned: above the widest
// stretch of the curve, or at an end that is the first or the last of its level where
// the curve passes other nodes.
func (d *treeDrawing) setPlace(k int) (pt vg.Point, align text.XAlignment) {
	nodes := d.inOrder(k)
	passes, widest := false, vg.Length(-1)
	for j, a := range nodes[:len(nodes)-1] {
		b := nodes[j+1]
		passes = passes || d.between(a, b)
		if w := d.x[b] - d.x[a]; w > widest {
			widest = w
			pt = vg.Point{X: (d.x[a] + d.x[b]) / 2, Y: (d.y[a]+d.y[b])/2 + d.rise(k, a, b) + vg.Points(treeLine*0.7)}
		}
	}
	if !passes {
		return pt, draw.XCenter
	}
	first, last := nodes[0], nodes[len(nodes)-1]
	off := vg.Points(treeRadius + 5)
	switch {
	case d.outermost(first, -1):
		return vg.Point{X: d.x[first] - off, Y: d.y[first]}, draw.XRight
	case d.outermost(last, 1):
		return vg.Point{X: d.x[last] + off, Y: d.y[last]}, draw.XLeft
	}
	return pt, draw.XCenter
}

// outermost reports whether no node of the level stands farther to one side.
func (d *treeDrawing) outermost(i int, side vg.Length) bool {
	for k := range d.Nodes {
		if d.y[k] == d.y[i] && (d.x[k]-d.x[i])*side > 0 {
			return false
		}
	}
	return true
}

// curve joins the nodes of an information set, and says whose it is.
func (d *treeDrawing) curve(c draw.Canvas, k int, origin vg.Point) {
	s := d.Sets[k]
	nodes := d.inOrder(k)
	colour := lineColour(s.Player)
	c.SetLineStyle(draw.LineStyle{Color: colour, Width: vg.Points(1.1), Dashes: []vg.Length{vg.Points(4), vg.Points(3)}})
	for j, a := range nodes[:len(nodes)-1] {
		b := nodes[j+1]
		p, q := vg.Point{X: d.x[a], Y: d.y[a]}.Add(origin), vg.Point{X: d.x[b], Y: d.y[b]}.Add(origin)
		var path vg.Path
		path.Move(p)
		path.QuadTo(vg.Point{X: (p.X + q.X) / 2, Y: (p.Y+q.Y)/2 + 2*d.rise(k, a, b)}, q)
		c.Stroke(path)
	}
	c.SetLineStyle(draw.LineStyle{Color: color.Black, Width: vg.Points(1)})
	pt, align := d.setPlace(k)
	sty := d.style
	sty.Color, sty.XAlign, sty.YAlign = colour, align, draw.YCenter
	d.write(c, sty, pt.Add(origin), d.setLabel(s))
}

// between reports whether another node stands between two of a level.
func (d *treeDrawing) between(a, b int) bool {
	for i := range d.Nodes {
		if i != a && i != b && d.y[i] == d.y[a] && d.x[i] > d.x[a] && d.x[i] < d.x[b] {
			return true
		}
	}
	return false
}
