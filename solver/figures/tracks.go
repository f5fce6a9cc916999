//go:build !js

package figures

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/plane"
	"brink/solver/prove"
)

// maxTracked are as many numbers as are drawn over a parameter.
const maxTracked = 4

// tracked are the codes of numbers that are drawn, what is played before what it pays.
var tracked = []string{"rest", "eq", "cutoff", "value", "payoff"}

// Tracks draws how equilibria or rest points move with a parameter: their numbers over it,
// in the colours of the rows, dashed where they are not stable.
func Tracks(a *answer.Tracks) (*answer.Figure, error) {
	f := &answer.Figure{Base: a.Base, Kind: "branches", Point: slices.Clone(a.Point), Table: a.Equilibria}
	f.Point[a.Over] = nil
	d := &tracksDrawing{Tracks: a, f: f, keys: make(map[[2]int]int)}
	d.colours()
	for _, n := range d.numbers() {
		d.panel(n)
	}
	if len(f.Panels) == 0 {
		return nil, fmt.Errorf("%w: no number of an equilibrium is known as a function of the parameter", ErrFigure)
	}
	for i := range f.Panels[:len(f.Panels)-1] {
		f.Panels[i].X.Says = answer.Saying{}
	}
	for _, t := range a.Tracks {
		if t.Judged {
			add(f, answer.Key{Says: says(note.FigureSolidStable), Form: answer.KeyText})
			break
		}
	}
	return f, nil
}

// tracksDrawing is branches on their way into a figure.
type tracksDrawing struct {
	*answer.Tracks
	f      *answer.Figure
	places []int
	keys   map[[2]int]int // by row and stability
}

func (d *tracksDrawing) colours() {
	var edges []bool
	for _, r := range d.Equilibria.Table.Rows {
		edges = append(edges, r.KnifeEdge == prove.Yes)
	}
	d.places = concept.Places(edges)
}

// numberName is a number of rows: its code and its names, several where players do or get
// the same.
type numberName struct {
	code  string
	names []string
}

// numbers lists what is drawn; numbers that are the same everywhere have one chart.
func (d *tracksDrawing) numbers() []numberName {
	var out []numberName
	for _, code := range tracked {
		for _, r := range d.Equilibria.Table.Rows {
			for _, n := range r.Numbers {
				if n.Code != code || code == "value" && !d.atStart(n.Name) || slices.ContainsFunc(out, func(o numberName) bool { return o.code == code && slices.Contains(o.names, n.Name) }) {
					continue
				}
				i := slices.IndexFunc(out, func(o numberName) bool { return o.code == code && code != "rest" && d.same(code, o.names[0], n.Name) })
				switch {
				case i >= 0:
					out[i].names = append(out[i].names, n.Name)
				case len(out) < maxTracked:
					out = append(out, numberName{code, []string{n.Name}})
				}
			}
		}
	}
	return out
}

// atStart reports whether a value of a game with states is that of its start.
func (d *tracksDrawing) atStart(name string) bool {
	g, ok := d.Model.(*games.Stochastic)
	return !ok || strings.HasSuffix(name, " "+g.States[g.Start].Name)
}

// position is where a row has a number.
func position(r *concept.Row, code, name string) int {
	return slices.IndexFunc(r.Numbers, func(n concept.Number) bool { return n.Code == code && n.Name == name })
}

// same reports whether two numbers are the same in all samples.
func (d *tracksDrawing) same(code, a, b string) bool {
	for i := range d.Tracks.Tracks {
		t := &d.Tracks.Tracks[i]
		r := d.Equilibria.Table.Rows[t.Row]
		p, q := position(r, code, a), position(r, code, b)
		if p < 0 || q < 0 {
			return false
		}
		for _, s := range t.Samples {
			if !slices.EqualFunc(s.Values[p], s.Values[q], func(x, y *big.Rat) bool { return x.Cmp(y) == 0 }) {
				return false
			}
		}
	}
	return true
}

// axisSays names an axis.
func axisSays(n numberName) answer.Saying {
	switch n.code {
	case "payoff":
		return says(note.FigurePayoffs, n.names)
	case "cutoff":
		return says(note.FigureCutoffs, n.names)
	case "value":
		return says(note.FigureValues, n.names)
	}
	return answer.Saying{Name: list(n.names)}
}

// panel draws a number. Where it is one of several roots each is a line.
func (d *tracksDrawing) panel(n numberName) {
	v := d.Over
	p := answer.Panel{Low: true, X: answer.Axis{Says: answer.Saying{Param: &v}, Lo: answer.Float(d.Lo), Hi: answer.Float(d.Hi)}, Y: answer.Axis{Says: axisSays(n)}}
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := range d.Tracks.Tracks {
		t := &d.Tracks.Tracks[i]
		at := position(d.Equilibria.Table.Rows[t.Row], n.code, n.names[0])
		if at < 0 {
			continue
		}
		var now []answer.Line
		var before []answer.Tri
		flush := func() {
			for _, l := range now {
				if len(l.Points) > 0 {
					p.Lines = append(p.Lines, l)
				}
			}
			now = nil
		}
		for _, s := range t.Samples {
			values := s.Values[at]
			if len(values) != len(now) || before != nil && !slices.Equal(before, s.Stable) {
				flush()
				now = make([]answer.Line, len(values))
				for k := range now {
					now[k].Key = d.key(t, s.Stable, k)
				}
			}
			before = s.Stable
			for k, x := range values {
				y := answer.Float(x)
				lo, hi = min(lo, y), max(hi, y)
				now[k].Points = append(now[k].Points, plane.Vec{X: answer.Float(s.At), Y: y})
			}
		}
		flush()
	}
	if p.Lines == nil {
		return
	}
	p.Y.Lo, p.Y.Hi = window(p.Lines, lo, hi)
	d.f.Panels = append(d.f.Panels, p)
}

// steep is how many times the middle half of the values may fit into what is shown.
const steep = 8

// window is a range of values with air; of what goes to infinity a part.
func window(lines []answer.Line, lo, hi float64) (float64, float64) {
	var all []float64
	for _, l := range lines {
		for _, p := range l.Points {
			all = append(all, p.Y)
		}
	}
	slices.Sort(all)
	a, b := all[len(all)/8], all[len(all)-1-len(all)/8]
	if d := b - a; d > 0 && hi-lo > steep*d {
		lo, hi = max(lo, a-2*d), min(hi, b+2*d)
	}
	return widened(lo, hi)
}

// key is that of a row, dashed where it is not stable: by what is known of the k-th of
// several numbers, else of the row.
func (d *tracksDrawing) key(t *answer.Track, each []answer.Tri, k int) int {
	stable := 0
	if t.Judged && !t.Stable {
		stable = 1
	}
	if k < len(each) {
		stable = map[answer.Tri]int{answer.Yes: 0, answer.No: 1, answer.NoAnswer: 2}[each[k]]
	}
	id := [2]int{t.Row, stable}
	if k, ok := d.keys[id]; ok {
		return k
	}
	row := t.Row
	n := add(d.f, answer.Key{
		Says:   answer.Saying{Row: &row, Note: note.New(note.FigureRow, t.Row+1)},
		Colour: d.places[t.Row], Form: answer.KeyLine, Dashed: stable == 1, Thin: stable == 2,
	})
	for other := range 2 {
		if _, ok := d.keys[[2]int{t.Row, other}]; ok && stable < 2 {
			d.f.Keys[n].Quiet = true
		}
	}
	if stable == 2 {
		d.f.Keys[n].Says = says(note.FigureUndecidedRest)
	}
	d.keys[id] = n
	return n
}
