package answer

import (
	"math"
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
	"brink/solver/note"
	"brink/solver/plane"
)

// Figure is what a picture shows of an answer, as data: charts of areas, lines and
// marks, or a graph. A kind of figure is a function that makes one (package figures);
// how it is painted is for whoever shows it.
type Figure struct {
	Base
	Kind   string     // as --figure spells it
	Point  []*big.Rat // values of the parameters; nil for those that vary
	Panels []Panel
	Graph  *Graph
	// Keys are what areas, lines and marks stand for, in the order of the legend.
	Keys    []Key
	Remarks []note.Note
	// Variables are the names of the variables behind the parameters that formulas
	// mention.
	Variables []string
	// Table is what rows are rows of.
	Table *Equilibria
}

// Printing is the header of the model with the variables of the figure.
func (f *Figure) Printing() *games.Header {
	h := *f.About()
	h.Params = h.Params[:len(h.Params):len(h.Params)]
	for _, v := range f.Variables {
		h.Params = append(h.Params, games.Parameter{Name: v})
	}
	return &h
}

// Key is what areas, lines and marks of a figure stand for.
type Key struct {
	Says Saying
	// Colour is a number of the palette; Ink for what has none.
	Colour int
	Form   KeyForm
	// Dashed of lines: neither strict nor stable. Hollow of marks likewise. Thin lines
	// are in the background, Broad ones below others that may lie on them.
	Dashed, Hollow, Thin, Broad bool
	// Shade, of areas, is a level from 0 to 1 instead of a colour; nil for none.
	Shade *float64
	// Quiet: another key stands for it in the legend.
	Quiet bool
	// Approximate: computed in floating point.
	Approximate bool
}

// Ink is the colour of what has none of its own.
const Ink = -1

// KeyForm is what a key is about.
type KeyForm uint8

// The forms.
const (
	KeyArea KeyForm = iota
	KeyLine
	KeyArrow
	KeyMark
	KeyText // a remark without a sample
)

// Saying is a short text of a figure: a note or a name, and then a formula.
type Saying struct {
	Note     note.Note
	Name     string
	Param    *algebra.Var // the name of a parameter, with what it is
	Ratio    *algebra.Ratio
	Relation *expr.Relation
	// Row is a row of Figure.Table, which whoever shows it names as the table does;
	// Note is what else it is called.
	Row *int
}

// Panel is a chart. In a Triangle points are the shares of the first and the second
// corner.
type Panel struct {
	X, Y     Axis
	Triangle []Saying // names of the three corners; nil for a chart with two axes
	// Square panels are as high as wide; Low ones are strips.
	Square, Low bool
	Areas       []Area
	Lines       []Line
	Marks       []Mark
	Arrows      []Arrow
}

// IsTriangle reports whether the panel is a simplex.
func (p *Panel) IsTriangle() bool { return p.Triangle != nil }

// Axis is a range of numbers; one without a saying and ticks has no marks.
type Axis struct {
	Says   Saying
	Lo, Hi float64
	// Ticks are marks with names, instead of numbers.
	Ticks []Tick
}

// Tick is a named mark of an axis.
type Tick struct {
	At   float64
	Says Saying
}

// Outline is a polygon, or a polyline: by exact corners, or by points on it to be drawn.
type Outline struct {
	Corners [][2]*big.Rat
	Points  []plane.Vec
}

// Vecs are the points of an outline for drawing.
func (o Outline) Vecs() []plane.Vec {
	if o.Corners == nil {
		return o.Points
	}
	out := make([]plane.Vec, len(o.Corners))
	for i, c := range o.Corners {
		out[i] = plane.Vec{X: Float(c[0]), Y: Float(c[1])}
	}
	return out
}

// Area is a region, outlines of holes turned the other way.
type Area struct {
	Key   int
	Loops []Outline
}

// Line is a curve.
type Line struct {
	Key int
	Outline
	// Says stands along it.
	Says *Saying
	// Arrow says that it has a direction.
	Arrow bool
}

// Mark is a point.
type Mark struct {
	Key  int
	X, Y Real
	Says *Saying
}

// Arrow is a direction at a point, of length 1 at most, in the scales of the axes.
type Arrow struct {
	Key     int
	At, Way plane.Vec
}

// Graph is nodes with edges between them.
type Graph struct {
	Nodes []GraphNode
	Edges []GraphEdge
}

// GraphNode is a node: its name, what stands below it, and whether play starts there.
type GraphNode struct {
	Name  string
	Below []Saying
	Start bool
}

// GraphEdge leads from a node to another, or back to it.
type GraphEdge struct {
	From, To int
	Key      int
	Says     []Saying // lines of its label
}

// Float rounds a rational number.
func Float(r *big.Rat) float64 {
	x, _ := r.Float64()
	return x
}

// Float is the number rounded.
func (x Real) Float() float64 { return Float(x.Round(digitsFloat)) }

// digitsFloat are the digits of a number in floating point.
const digitsFloat = 17

// RealRat is a rational number.
func RealRat(r *big.Rat) Real { return Real{Rat: r} }

// RealsOf are algebraic numbers.
func RealsOf(as []exact.Algebraic) []Real {
	out := make([]Real, len(as))
	for i, a := range as {
		out[i] = RealOf(a)
	}
	return out
}

type figureJSON struct {
	Game       string            `json:"game"`
	Figure     string            `json:"figure"`
	Parameters map[string]string `json:"parameters"`
	reasonsJSON
	Series  []keyJSON   `json:"series"`
	Panels  []panelJSON `json:"panels,omitempty"`
	Graph   *graphJSON  `json:"graph,omitempty"`
	Remarks []string    `json:"remarks,omitempty"`
}

type keyJSON struct {
	Says        string `json:"says"`
	Form        string `json:"form"`
	Dashed      bool   `json:"dashed,omitempty"`
	Hollow      bool   `json:"hollow,omitempty"`
	Approximate bool   `json:"approximate,omitempty"`
}

type panelJSON struct {
	X       *axisJSON   `json:"x,omitempty"`
	Y       *axisJSON   `json:"y,omitempty"`
	Corners []string    `json:"corners,omitempty"`
	Areas   []areaJSON  `json:"areas"`
	Lines   []lineJSON  `json:"lines"`
	Marks   []markJSON  `json:"marks"`
	Arrows  []arrowJSON `json:"arrows,omitempty"`
}

type axisJSON struct {
	Says  string     `json:"says"`
	Range [2]float64 `json:"range"`
}

type areaJSON struct {
	Series   int      `json:"series"`
	Outlines [][]pair `json:"outlines"`
}

type lineJSON struct {
	Series int    `json:"series"`
	Label  string `json:"label,omitempty"`
	Points []pair `json:"points"`
}

type markJSON struct {
	Series int    `json:"series"`
	Label  string `json:"label,omitempty"`
	At     pair   `json:"at"`
}

type arrowJSON struct {
	At  [2]float64 `json:"at"`
	Way [2]float64 `json:"way"`
}

// pair is a point: exact numbers as p/q, others as numbers.
type pair [2]any

type graphJSON struct {
	Nodes []nodeGraphJSON `json:"nodes"`
	Edges []edgeJSON      `json:"edges"`
}

type nodeGraphJSON struct {
	Name  string   `json:"name"`
	Start bool     `json:"start,omitempty"`
	Below []string `json:"below,omitempty"`
}

type edgeJSON struct {
	From   string   `json:"from"`
	To     string   `json:"to"`
	Series int      `json:"series"`
	Label  []string `json:"label,omitempty"`
}

// FormName names the form of a key.
func (k *Key) FormName() string {
	return [...]string{"area", "line", "arrow", "mark", "text"}[k.Form]
}

// Plain writes a saying in letters.
func (f *Figure) Plain(words Words, s Saying) string {
	pr := f.Printing().Printer()
	out := s.Name
	join := func(t string) {
		if out != "" && t != "" {
			out += " "
		}
		out += t
	}
	if !s.Note.IsZero() {
		join(words(s.Note))
	}
	switch {
	case s.Param != nil:
		join(f.About().Params[*s.Param].Name)
	case s.Ratio != nil:
		join(pr.Ratio(*s.Ratio))
	case s.Relation != nil:
		join(pr.Relation(*s.Relation))
	}
	return out
}

func (o Outline) json() []pair {
	out := []pair{}
	for _, c := range o.Corners {
		out = append(out, pair{c[0].RatString(), c[1].RatString()})
	}
	if o.Corners == nil {
		for _, p := range o.Points {
			out = append(out, pair{Traced(p.X), Traced(p.Y)})
		}
	}
	return out
}

// Traced keeps the digits that a traced point has.
func Traced(x float64) float64 {
	if x == 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		return 0
	}
	scale := math.Pow(10, 9-math.Ceil(math.Log10(math.Abs(x))))
	return math.Round(x*scale) / scale
}

// JSON is the data of the figure.
func (f *Figure) JSON(words Words) any {
	h := f.About()
	j := &figureJSON{Game: h.ID, Figure: f.Kind, Parameters: map[string]string{}, reasonsJSON: f.reasonsJSON(words), Series: []keyJSON{}}
	for v, r := range f.Point {
		if r != nil && h.Params[v].Derived == nil {
			j.Parameters[h.Params[v].Name] = r.RatString()
		}
	}
	say := func(s Saying) string { return f.Plain(words, s) }
	label := func(s *Saying) string {
		if s == nil {
			return ""
		}
		return say(*s)
	}
	for i := range f.Keys {
		k := &f.Keys[i]
		j.Series = append(j.Series, keyJSON{say(k.Says), k.FormName(), k.Dashed, k.Hollow, k.Approximate})
	}
	for i := range f.Panels {
		p := &f.Panels[i]
		out := panelJSON{Areas: []areaJSON{}, Lines: []lineJSON{}, Marks: []markJSON{}}
		if p.IsTriangle() {
			for _, c := range p.Triangle {
				out.Corners = append(out.Corners, say(c))
			}
		} else {
			out.X, out.Y = &axisJSON{say(p.X.Says), [2]float64{p.X.Lo, p.X.Hi}}, &axisJSON{say(p.Y.Says), [2]float64{p.Y.Lo, p.Y.Hi}}
		}
		for _, a := range p.Areas {
			area := areaJSON{Series: a.Key}
			for _, l := range a.Loops {
				area.Outlines = append(area.Outlines, l.json())
			}
			out.Areas = append(out.Areas, area)
		}
		for _, l := range p.Lines {
			out.Lines = append(out.Lines, lineJSON{l.Key, label(l.Says), l.json()})
		}
		for _, m := range p.Marks {
			out.Marks = append(out.Marks, markJSON{m.Key, label(m.Says), pair{m.X.JSON(), m.Y.JSON()}})
		}
		for _, a := range p.Arrows {
			out.Arrows = append(out.Arrows, arrowJSON{[2]float64{Traced(a.At.X), Traced(a.At.Y)}, [2]float64{Traced(a.Way.X), Traced(a.Way.Y)}})
		}
		j.Panels = append(j.Panels, out)
	}
	if g := f.Graph; g != nil {
		j.Graph = &graphJSON{Nodes: []nodeGraphJSON{}, Edges: []edgeJSON{}}
		all := func(ss []Saying) []string {
			var out []string
			for _, s := range ss {
				out = append(out, say(s))
			}
			return out
		}
		for _, n := range g.Nodes {
			j.Graph.Nodes = append(j.Graph.Nodes, nodeGraphJSON{n.Name, n.Start, all(n.Below)})
		}
		for _, e := range g.Edges {
			j.Graph.Edges = append(j.Graph.Edges, edgeJSON{g.Nodes[e.From].Name, g.Nodes[e.To].Name, e.Key, all(e.Says)})
		}
	}
	for _, n := range f.Remarks {
		j.Remarks = append(j.Remarks, words(n))
	}
	return j
}
