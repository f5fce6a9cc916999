package plot

import (
	"math"
	"slices"

	"brink/cmd/internal/figure"
	"brink/solver/answer"
)

// graphDrawing is a graph on its way to paper: nodes are boxes, edges curves that bend to
// their left so that those of both directions stay apart.
type graphDrawing struct {
	*figureDrawing
	wide, high []float64 // of nodes
	at         []figure.Point
	curves     [][3]figure.Point // of edges: quadratic, from box to box
	whole      [][3]figure.Point // the same from centre to centre
	inked      []ink
}

// Sizes of graphs, in points.
const (
	nodeAir  = 7
	nodeGap  = 72 // between boxes
	loopHigh = 30
	headSize = 5.5
)

// graph draws a graph: in layers from the start where play never returns to a state that
// it left, and else around a circle.
func (d *figureDrawing) graph() (*figure.Scene, error) {
	g := &graphDrawing{figureDrawing: d}
	for _, n := range d.Graph.Nodes {
		wide := figure.Words(n.Name).Width(textSize)
		for _, b := range n.Below {
			wide = max(wide, d.say(b).Width(smallSize))
		}
		g.wide = append(g.wide, wide+2*nodeAir)
		g.high = append(g.high, lineHeight*float64(1+len(n.Below))+nodeAir)
	}
	if layers, ok := g.layers(); ok {
		g.inLayers(layers)
	} else {
		g.around()
	}
	g.route()
	s := figure.New(0, 0)
	g.paint(s)
	return d.fitted(s), nil
}

// fitted is a sheet as large as what is on it, with title, remark and legend.
func (d *figureDrawing) fitted(inner *figure.Scene) *figure.Scene {
	low, high := inner.Extent()
	wide, tall := high.X-low.X, high.Y-low.Y
	c := &chart{wide: max(wide, 220), high: tall + margin, x: axis{hi: 1}, y: axis{hi: 1}}
	s := sheet(d.words.GameName(d.About()), d.remark(), d.legend(), c)
	s.Place(inner, figure.Point{X: c.left + (c.wide-wide)/2 - low.X, Y: c.low + margin/2 - low.Y}, 1)
	return s
}

// layers numbers nodes by the longest way from the start; ok is false where there are
// ways back.
func (g *graphDrawing) layers() (layer []int, ok bool) {
	n := len(g.Graph.Nodes)
	layer = make([]int, n)
	for range n {
		changed := false
		for _, e := range g.Graph.Edges {
			if e.From != e.To && layer[e.To] < layer[e.From]+1 {
				layer[e.To] = layer[e.From] + 1
				changed = true
			}
		}
		if !changed {
			return layer, true
		}
	}
	return nil, false
}

// inLayers places nodes from left to right, those of a layer above each other in the order
// of what leads to them.
func (g *graphDrawing) inLayers(layer []int) {
	g.at = make([]figure.Point, len(layer))
	x := 0.0
	for l := 0; ; l++ {
		var here []int
		for i, k := range layer {
			if k == l {
				here = append(here, i)
			}
		}
		if here == nil {
			return
		}
		above := func(i int) float64 { // the middle of what leads here
			sum, n := 0.0, 0
			for _, e := range g.Graph.Edges {
				if e.To == i && e.From != i {
					sum += g.at[e.From].Y
					n++
				}
			}
			if n == 0 {
				return 0
			}
			return sum / float64(n)
		}
		slices.SortStableFunc(here, func(a, b int) int {
			switch u, v := above(a), above(b); {
			case u > v+1e-9:
				return -1
			case u < v-1e-9:
				return 1
			}
			return 0
		})
		wide, high := 0.0, 0.0
		for _, i := range here {
			wide = max(wide, g.wide[i])
			high += g.high[i] + nodeGap
		}
		y := (high - nodeGap) / 2
		for _, i := range here {
			g.at[i] = figure.Point{X: x + wide/2, Y: y - g.high[i]/2}
			y -= g.high[i] + nodeGap
		}
		x += wide + g.labelRoom(layer, l) + nodeGap/2
	}
}

// labelRoom is what the labels of the edges between a layer and the next need.
func (g *graphDrawing) labelRoom(layer []int, l int) float64 {
	room := nodeGap / 2.0
	for _, e := range g.Graph.Edges {
		if layer[e.From] == l && layer[e.To] == l+1 {
			w, _ := g.labelSize(&e)
			room = max(room, w+16)
		}
	}
	return room
}

// around places nodes on an ellipse, the first at the left.
func (g *graphDrawing) around() {
	n := len(g.wide)
	widest, highest, label := slices.Max(g.wide), slices.Max(g.high), 0.0
	for i := range g.Graph.Edges {
		w, _ := g.labelSize(&g.Graph.Edges[i])
		label = max(label, w)
	}
	count := float64(n)
	rx := max((widest+label+30)/2, count*(widest+nodeGap)/(2*math.Pi), (widest+label+nodeGap/2)/(2*math.Sin(math.Pi/max(count, 2))))
	ry := max((highest+nodeGap)/2*1.2, count*(highest+nodeGap)/(2*math.Pi)*1.25)
	ry = max(ry, rx*0.5)
	for i := range n {
		sin, cos := math.Sincos(math.Pi - 2*math.Pi*float64(i)/count)
		g.at = append(g.at, figure.Point{X: rx * cos, Y: ry * sin})
	}
}

// centre is the middle of all nodes.
func (g *graphDrawing) centre() figure.Point {
	var c figure.Point
	for _, p := range g.at {
		c.X += p.X / float64(len(g.at))
		c.Y += p.Y / float64(len(g.at))
	}
	return c
}

// route finds the curves of edges. One that would go through a box bends around it.
func (g *graphDrawing) route() {
	for i := range g.Graph.Edges {
		e := &g.Graph.Edges[i]
		a, b := g.at[e.From], g.at[e.To]
		if e.From == e.To {
			g.curves, g.whole = append(g.curves, [3]figure.Point{}), append(g.whole, [3]figure.Point{})
			continue
		}
		dx, dy := b.X-a.X, b.Y-a.Y
		l := math.Hypot(dx, dy)
		back := slices.ContainsFunc(g.Graph.Edges, func(o answer.GraphEdge) bool { return o.From == e.To && o.To == e.From })
		bends := []float64{0, 0.25, -0.25, 0.4, -0.4, 0.6, -0.6}
		if back {
			bends = []float64{0.22, 0.35, 0.5, 0.1, 0.7}
		}
		least := math.Inf(1)
		var whole [3]figure.Point
		for _, bend := range bends {
			c := figure.Point{X: (a.X+b.X)/2 - dy*bend, Y: (a.Y+b.Y)/2 + dx*bend}
			q := [3]figure.Point{a, c, b}
			cost := math.Abs(bend) * l * 0.05
			for t := 0.05; t < 1; t += 0.05 {
				p := bezier(q, t)
				for k := range g.at {
					if k != e.From && k != e.To && math.Abs(p.X-g.at[k].X) < g.wide[k]/2+5 && math.Abs(p.Y-g.at[k].Y) < g.high[k]/2+5 {
						cost += 50
					}
				}
			}
			if cost < least {
				least, whole = cost, q
			}
		}
		g.whole = append(g.whole, whole)
		g.curves = append(g.curves, g.between(whole, e.From, e.To))
	}
}

// bezier is a point of a quadratic curve.
func bezier(q [3]figure.Point, t float64) figure.Point {
	u := 1 - t
	return figure.Point{X: u*u*q[0].X + 2*u*t*q[1].X + t*t*q[2].X, Y: u*u*q[0].Y + 2*u*t*q[1].Y + t*t*q[2].Y}
}

// between is the part of a curve outside of the boxes at its ends.
func (g *graphDrawing) between(q [3]figure.Point, from, to int) [3]figure.Point {
	inside := func(p figure.Point, i int) bool {
		return math.Abs(p.X-g.at[i].X) < g.wide[i]/2+1 && math.Abs(p.Y-g.at[i].Y) < g.high[i]/2+1
	}
	edge := func(lo, hi float64, i int) float64 { // lo inside, hi outside
		for range 40 {
			if m := (lo + hi) / 2; inside(bezier(q, m), i) {
				lo = m
			} else {
				hi = m
			}
		}
		return hi
	}
	t0, t1 := edge(0, 0.5, from), edge(1, 0.5, to)
	// The part from t0 to t1 by its blossom.
	bloom := func(s, t float64) figure.Point {
		return figure.Point{
			X: (1-s)*(1-t)*q[0].X + (s*(1-t)+t*(1-s))*q[1].X + s*t*q[2].X,
			Y: (1-s)*(1-t)*q[0].Y + (s*(1-t)+t*(1-s))*q[1].Y + s*t*q[2].Y,
		}
	}
	return [3]figure.Point{bloom(t0, t0), bloom(t0, t1), bloom(t1, t1)}
}

func (g *graphDrawing) labelSize(e *answer.GraphEdge) (wide, high float64) {
	for _, s := range e.Says {
		l := g.say(s)
		wide = max(wide, l.Width(smallSize))
		high += max(l.Height(smallSize), smallSize*1.2) + 1
	}
	return wide, high
}

func (g *graphDrawing) paint(s *figure.Scene) {
	for i, p := range g.at {
		g.inked = append(g.inked, ink{at: p, wide: g.wide[i] + 4, high: g.high[i] + 4})
	}
	loops := make([]figure.Point, len(g.at)) // where the labels of loops stand
	for i := range g.Graph.Edges {
		e := &g.Graph.Edges[i]
		k := stroke(&g.Keys[e.Key])
		k.Width = min(k.Width, 1.2)
		if e.From == e.To {
			loops[e.From] = g.loop(s, e.From, k)
			continue
		}
		q := g.curves[i]
		var path figure.Path
		path.MoveTo(q[0])
		path.QuadTo(q[0], q[1], q[2])
		s.Stroke(path, k)
		arrowHead(s, bezier(q, 0.93), q[2], k.Colour, headSize)
	}
	for i := range g.Graph.Edges {
		if e := &g.Graph.Edges[i]; e.Says != nil {
			g.edgeLabel(s, e, g.curves[i], loops[e.From])
		}
	}
	for i, n := range g.Graph.Nodes {
		g.node(s, i, n)
	}
}

// loop draws an edge from a node to itself, away from the middle of the graph, and
// returns the place for its label.
func (g *graphDrawing) loop(s *figure.Scene, i int, k figure.Stroke) figure.Point {
	side := 1.0
	if g.at[i].Y < g.centre().Y-1e-9 {
		side = -1
	}
	p := g.at[i]
	y := p.Y + side*(g.high[i]/2+1)
	a, b := figure.Point{X: p.X - 9, Y: y}, figure.Point{X: p.X + 9, Y: y}
	c, e := figure.Point{X: p.X - 20, Y: y + side*loopHigh}, figure.Point{X: p.X + 20, Y: y + side*loopHigh}
	var path figure.Path
	path.MoveTo(a)
	path.CurveTo(c, e, b)
	s.Stroke(path, k)
	arrowHead(s, figure.Point{X: b.X + 3, Y: b.Y + side*8}, b, k.Colour, headSize)
	return figure.Point{X: p.X, Y: y + side*(loopHigh*0.75+3)}
}

// edgeLabel writes the label of an edge on its curve, where it covers the least.
func (g *graphDrawing) edgeLabel(s *figure.Scene, e *answer.GraphEdge, q [3]figure.Point, loop figure.Point) {
	wide, high := g.labelSize(e)
	place := ink{wide: wide + 3, high: high + 2}
	if e.From == e.To {
		place.at = loop
		if loop.Y > g.at[e.From].Y {
			place.at.Y += high / 2
		} else {
			place.at.Y -= high / 2
		}
	} else {
		least := math.Inf(1)
		for _, t := range []float64{0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72} {
			k := place
			k.at = bezier(q, t)
			cost := math.Abs(t-0.5) * 4
			for _, o := range g.inked {
				for _, p := range o.points() {
					if k.contains(p) {
						cost += 5
					}
				}
				for _, p := range k.points() {
					if o.contains(p) {
						cost += 5
					}
				}
			}
			for j, other := range g.curves {
				if other == q || g.Graph.Edges[j].From == g.Graph.Edges[j].To {
					continue
				}
				for u := 0.05; u < 1; u += 0.05 {
					if k.contains(bezier(other, u)) {
						cost += 2
					}
				}
			}
			if cost < least {
				least, place.at = cost, k.at
			}
		}
	}
	g.inked = append(g.inked, place)
	y := place.at.Y + high/2
	for _, say := range e.Says {
		l := g.say(say)
		line := max(l.Height(smallSize), smallSize*1.2) + 1
		s.Text(figure.Text{At: figure.Point{X: place.at.X, Y: y - line/2}, Label: l, Size: smallSize, H: figure.Middle, V: figure.Middle, Ground: true})
		y -= line
	}
}

// node draws a box with its name; that of the start is heavier.
func (g *graphDrawing) node(s *figure.Scene, i int, n answer.GraphNode) {
	p := g.at[i]
	edge := figure.Stroke{Colour: figure.Black, Width: 0.8}
	if n.Start {
		edge.Width = 2
	}
	s.Draw(rounder(p.X-g.wide[i]/2, p.Y-g.high[i]/2, g.wide[i], g.high[i], 5), figure.Grey(0.96), edge)
	y := p.Y + g.high[i]/2 - nodeAir/2 - lineHeight/2
	s.Text(figure.Text{At: figure.Point{X: p.X, Y: y}, Label: figure.Words(n.Name), Size: textSize, H: figure.Middle, V: figure.Middle})
	for _, b := range n.Below {
		y -= lineHeight
		s.Text(figure.Text{At: figure.Point{X: p.X, Y: y}, Label: g.say(b), Size: smallSize, Colour: figure.Grey(0.25), H: figure.Middle, V: figure.Middle})
	}
}

// rounder is a rectangle with rounded corners.
func rounder(x, y, w, h, r float64) figure.Path {
	pt := func(x, y float64) figure.Point { return figure.Point{X: x, Y: y} }
	var p figure.Path
	p.MoveTo(pt(x+r, y))
	p.LineTo(pt(x+w-r, y))
	p.QuadTo(pt(x+w-r, y), pt(x+w, y), pt(x+w, y+r))
	p.LineTo(pt(x+w, y+h-r))
	p.QuadTo(pt(x+w, y+h-r), pt(x+w, y+h), pt(x+w-r, y+h))
	p.LineTo(pt(x+r, y+h))
	p.QuadTo(pt(x+r, y+h), pt(x, y+h), pt(x, y+h-r))
	p.LineTo(pt(x, y+r))
	p.QuadTo(pt(x, y+r), pt(x, y), pt(x+r, y))
	p.Close()
	return p
}
