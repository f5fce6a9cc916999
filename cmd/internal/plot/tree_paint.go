package plot

import (
	"cmp"
	"math"
	"slices"

	"brink/cmd/internal/figure"
)

func (d *treeDrawing) paint(s *figure.Scene) {
	at := func(i int) figure.Point { return figure.Point{X: d.x[i], Y: d.y[i]} }
	for i, x := range d.Nodes {
		for k, child := range x.Children {
			line := figure.Stroke{Colour: figure.Grey(0.35), Width: 0.8}
			if x.Taken != nil && x.Taken[k] {
				line = figure.Stroke{Colour: figure.Black, Width: 2.4}
			}
			s.Stroke(figure.Polyline(at(i), at(child)), line)
		}
	}
	for k := range d.Sets {
		d.curve(s, k)
	}
	for i, x := range d.Nodes {
		for k, child := range x.Children {
			s.Text(d.branch(x.Branches[k], at(i), at(child), d.inner(child)))
		}
		if x.Children == nil {
			d.leaf(s, x, at(i))
			continue
		}
		d.dot(s, x, at(i))
		if !d.inSet[i] {
			d.beside(s, i, at(i))
		}
	}
}

// branch is an action beside its branch, clear of the line: on the outer side, of inner
// branches on the right, where place leaves the room.
func (d *treeDrawing) branch(name figure.Label, p, q figure.Point, inner bool) figure.Text {
	t := figure.Text{Label: name, Size: treeText, V: figure.Middle, Ground: true}
	t.At = figure.Point{X: p.X + (q.X-p.X)*treeAlong, Y: p.Y + (q.Y-p.Y)*treeAlong}
	off := clear(name, q.X-p.X, q.Y-p.Y)
	if q.X < p.X-1 && !inner {
		t.H, t.At.X = figure.End, t.At.X-off
	} else {
		t.At.X += off
	}
	return t
}

// clear is how far from a branch a text must begin for the branch to pass it.
func clear(name figure.Label, dx, dy float64) float64 {
	return 4 + (name.Height(treeText)/2+1)*math.Abs(dx/dy)
}

// leaf writes the name of a leaf and its payoffs, in the colours of the players.
func (d *treeDrawing) leaf(s *figure.Scene, x Node, p figure.Point) {
	t := figure.Text{Size: treeText, H: figure.Middle, V: figure.Middle, At: figure.Point{X: p.X, Y: p.Y - treeLine*0.75}}
	if x.Label != "" {
		t.Label, t.Colour = figure.Words(x.Label), figure.Grey(0.4)
		s.Text(t)
		t.At.Y -= treeLine
	}
	for k, u := range x.Payoffs {
		more := (lineOf(u) - treeLine) / 2 // above and below, of fractions
		t.Label, t.Colour, t.At.Y = u, figure.Palette(k), t.At.Y-more
		s.Text(t)
		t.At.Y -= treeLine + more
	}
}

// dot draws an inner node: in the colour of the player, hollow for chance.
func (d *treeDrawing) dot(s *figure.Scene, x Node, p figure.Point) {
	disc := figure.Disc(p, treeRadius)
	if x.Player >= 0 {
		s.Fill(disc, figure.Palette(x.Player))
		return
	}
	s.Draw(disc, figure.White, figure.Stroke{Colour: figure.Black, Width: 1})
}

// beside writes who moves beside a node, away from the branch that leads there.
func (d *treeDrawing) beside(s *figure.Scene, i int, p figure.Point) {
	t := figure.Text{Label: figure.Words(d.nodeLabel(i)), Size: treeText, Colour: figure.Grey(0.25), V: figure.Middle, Ground: true, At: figure.Point{X: p.X, Y: p.Y + 3}}
	if x := d.Nodes[i]; x.Player >= 0 {
		t.Colour = figure.Palette(x.Player)
	}
	switch off := treeRadius + 4; {
	case i == 0:
		t.H, t.At.Y = figure.Middle, p.Y+treeRadius+treeLine*0.7
	case d.x[i] < d.x[d.parent[i]]-1:
		t.H, t.At.X = figure.End, p.X-off
	default:
		t.At.X = p.X + off
	}
	s.Text(t)
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
func (d *treeDrawing) rise(k, a, b int) float64 {
	if !d.between(a, b) {
		return 9
	}
	before := 0 // sets on the level
	for _, s := range d.Sets[:k] {
		if d.y[s.Nodes[0]] == d.y[a] {
			before++
		}
	}
	if before%2 == 1 {
		return (-16)
	}
	return 16
}

// setPlace is where the label of a set stands, and how it is aligned: above the widest
// stretch of the curve, or at an end that is the first or the last of its level where
// the curve passes other nodes.
func (d *treeDrawing) setPlace(k int) (pt figure.Point, align figure.Align) {
	nodes := d.inOrder(k)
	passes, widest := false, -1.0
	for j, a := range nodes[:len(nodes)-1] {
		b := nodes[j+1]
		passes = passes || d.between(a, b)
		if w := d.x[b] - d.x[a]; w > widest {
			widest = w
			pt = figure.Point{X: (d.x[a] + d.x[b]) / 2, Y: (d.y[a]+d.y[b])/2 + d.rise(k, a, b) + (treeLine * 0.7)}
		}
	}
	if !passes {
		return d.roomiest(k, pt), figure.Middle
	}
	first, last := nodes[0], nodes[len(nodes)-1]
	off := (treeRadius + 5)
	switch {
	case d.outermost(first, -1):
		return figure.Point{X: d.x[first] - off, Y: d.y[first]}, figure.End
	case d.outermost(last, 1):
		return figure.Point{X: d.x[last] + off, Y: d.y[last]}, figure.Start
	}
	return pt, figure.Middle
}

// roomiest is where the label of a set meets the fewest branches and their labels: where
// it was to stand, to the side of that, or below the curve.
func (d *treeDrawing) roomiest(k int, pt figure.Point) figure.Point {
	label := figure.Words(d.setLabel(d.Sets[k]))
	box := ink{wide: label.Width(treeText) + 4, high: label.Height(treeText)}
	best, least := pt, math.MaxInt
	for _, down := range []float64{0, 9 + treeLine*1.1, 9 + treeLine*1.8} {
		for _, aside := range []float64{0, 12, -12, 28, -28} {
			box.at = figure.Point{X: pt.X + aside, Y: pt.Y - down}
			if met := d.met(box); met < least {
				best, least = box.at, met
			}
		}
	}
	return best
}

// met counts the branches that go through a box, and twice their labels in it.
func (d *treeDrawing) met(box ink) int {
	n := 0
	for i, x := range d.Nodes {
		for k, c := range x.Children {
			p, q := figure.Point{X: d.x[i], Y: d.y[i]}, figure.Point{X: d.x[c], Y: d.y[c]}
			if q.Y > box.at.Y+box.high || p.Y < box.at.Y-box.high {
				continue
			}
			if box.cuts(p, q) {
				n++
			}
			t := d.branch(x.Branches[k], p, q, d.inner(c))
			wide := t.Label.Width(treeText)
			if t.H == figure.End {
				t.At.X -= wide
			}
			if math.Abs(t.At.Y-box.at.Y) < (t.Label.Height(treeText)+box.high)/2 && t.At.X < box.at.X+box.wide/2 && t.At.X+wide > box.at.X-box.wide/2 {
				n += 2
			}
		}
	}
	return n
}

// outermost reports whether no node of the level stands farther to one side.
func (d *treeDrawing) outermost(i int, side float64) bool {
	for k := range d.Nodes {
		if d.y[k] == d.y[i] && (d.x[k]-d.x[i])*side > 0 {
			return false
		}
	}
	return true
}

// curve joins the nodes of an information set, and says whose it is.
func (d *treeDrawing) curve(s *figure.Scene, k int) {
	set := d.Sets[k]
	nodes := d.inOrder(k)
	colour := figure.Palette(set.Player)
	for j, a := range nodes[:len(nodes)-1] {
		b := nodes[j+1]
		p, q := figure.Point{X: d.x[a], Y: d.y[a]}, figure.Point{X: d.x[b], Y: d.y[b]}
		path := figure.Polyline(p)
		path.QuadTo(p, figure.Point{X: (p.X + q.X) / 2, Y: (p.Y+q.Y)/2 + 2*d.rise(k, a, b)}, q)
		s.Stroke(path, figure.Stroke{Colour: colour, Width: 1.1, Dash: []float64{4, 3}})
	}
	at, align := d.setPlace(k)
	s.Text(figure.Text{At: at, Label: figure.Words(d.setLabel(set)), Size: treeText, Colour: colour, H: align, V: figure.Middle, Ground: true})
}

// setLabel says who moves at a set, and what it is called.
func (d *treeDrawing) setLabel(s NodeSet) string {
	if s.Label == "" {
		return d.Players[s.Player]
	}
	return d.Players[s.Player] + " · " + s.Label
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
