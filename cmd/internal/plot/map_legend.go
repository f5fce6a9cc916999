package plot

import (
	"slices"
	"strconv"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/answer"
	"brink/solver/plane"
	"brink/solver/prove"
)

// number gives every row of the table its name and its colour.
func (d *mapDrawing) number() {
	switch {
	case d.Conditions != nil:
		d.names, d.colour = make([]string, len(d.Conditions.Rows)), RowColours(d.Conditions)
	case d.Equilibria != nil:
		d.names, d.colour = make([]string, len(d.Equilibria.Table.Rows)), RowColours(d.Equilibria)
	}
	for i := range d.names {
		d.names[i] = d.words.MapRow(d.Map, i)
	}
}

// RowColours numbers the rows of a table of conditions, or of branches, for the colours that pictures
// have for them, whatever is drawn, in every language.
func RowColours(a answer.Answer) map[int]int {
	w := report.English()
	rows := func(players []games.Player, rows []*answer.Row) map[int]int {
		names := make([]string, len(rows))
		for i, r := range rows {
			names[i] = w.RowName(players, r)
		}
		return colours(names, func(i int) bool { return rows[i].KnifeEdge })
	}
	switch a := a.(type) {
	case *answer.Conditions:
		return rows(a.Players, a.Rows)
	case *answer.Branches:
		return rows(a.Players, a.Rows)
	case *answer.Equilibria:
		names := make([]string, len(a.Table.Rows))
		for i, r := range a.Table.Rows {
			names[i] = w.PlayName(a, r, i)
		}
		return colours(names, func(i int) bool { return a.Table.Rows[i].KnifeEdge == prove.Yes })
	}
	return nil
}

// colours numbers rows: those that exist on an area come first, and rows of one name,
// such as the branches of a mixed equilibrium, have one colour.
func colours(names []string, edge func(i int) bool) map[int]int {
	colour, of := make(map[int]int), make(map[string]int)
	for _, edges := range []bool{false, true} {
		for i, name := range names {
			if edge(i) != edges {
				continue
			}
			if _, ok := of[name]; !ok {
				of[name] = len(of)
			}
			colour[i] = of[name]
		}
	}
	return colour
}

// longLegend is the number of lines beyond which a legend lists the equilibria once, and
// then what exists together by their numbers.
const longLegend = 16

// legend lists the classes that have areas, then those of lines and points alone, and
// the marker. Classes that are called alike look alike and stand in it once.
func (d *mapDrawing) legend() legend {
	keys := d.keys()
	lines := 0
	for _, k := range keys {
		lines += len(broken(k.entry.label, chartWide-sampleWide-6, textSize))
	}
	var l legend
	if rows := d.occurring(); lines > longLegend && len(rows) > 0 {
		number := make(map[string]int)
		for _, r := range rows {
			if number[d.names[r]] != 0 {
				continue
			}
			number[d.names[r]] = len(number) + 1
			n := figure.Words(strconv.Itoa(len(number)))
			l = append(l, entry{func(s *figure.Scene, x, y, w, h float64) {
				s.Draw(figure.Rect(x, y, w, h), figure.Tint(d.colour[r]), figure.Stroke{Colour: figure.Grey(0.3), Width: 0.4})
				s.Text(figure.Text{At: figure.Point{X: x + w/2, Y: y + h/2}, Label: n, Size: smallSize, H: figure.Middle, V: figure.Middle})
			}, figure.Words(d.names[r])})
		}
		keys = append(d.classes(func(c int) string {
			return d.words.MapClassBy(d.Map, c, func(r int) string { return strconv.Itoa(number[d.names[r]]) })
		}), d.others()...)
	}
	for _, k := range keys {
		l = append(l, k.entry)
	}
	return l
}

// key is an entry of the legend and the class that it stands for, -1 for none.
type key struct {
	class int
	entry entry
}

// keys are the entries of a legend that calls everything by its name.
func (d *mapDrawing) keys() []key {
	return append(d.classes(func(c int) string { return d.words.MapClass(d.Map, c) }), d.others()...)
}

// others are the entries for equations that have no room, contours and the marker.
func (d *mapDrawing) others() []key {
	var l []key
	for _, k := range d.crowded {
		l = append(l, key{-1, entry{func(s *figure.Scene, x, y, w, h float64) {
			s.Text(figure.Text{At: figure.Point{X: x + w/2, Y: y + h/2}, Label: d.letter(k), Size: textSize, H: figure.Middle, V: figure.Middle})
		}, d.equation(k)}})
	}
	if len(d.Contours) > 0 {
		l = append(l, key{-1, entry{func(s *figure.Scene, x, y, w, h float64) {
			s.Stroke(figure.Polyline(figure.Point{X: x, Y: y + h/2}, figure.Point{X: x + w, Y: y + h/2}), contourStroke)
		}, figure.Words(d.words.MapContour(d.Map))}})
	}
	if _, ok := d.marker(); ok {
		l = append(l, key{-1, entry{func(s *figure.Scene, x, y, w, h float64) {
			cross(s, figure.Point{X: x + w/2, Y: y + h/2})
		}, mathWithin(d.words.MapDefault, valuesLabel(d.About(), d.Point, d.Over))}})
	}
	return l
}

// occurring lists the rows of the table that are somewhere on the map, in its order.
func (d *mapDrawing) occurring() []int {
	var rows []int
	for c := range d.Classes {
		if d.shown(c) {
			rows = append(rows, d.Classes[c].Rows...)
		}
	}
	slices.Sort(rows)
	return slices.Compact(rows)
}

// shown reports whether a class has a place on the map.
func (d *mapDrawing) shown(c int) bool {
	return d.hasArea(c) || d.onLines(c) || d.onDots(c)
}

func (d *mapDrawing) hasArea(c int) bool {
	return slices.ContainsFunc(d.Plane.Regions, func(r plane.Region) bool { return r.Class == c })
}

func (d *mapDrawing) onDots(c int) bool {
	return slices.ContainsFunc(d.Plane.Dots, func(p plane.Dot) bool { return p.Class == c })
}

// classes are the entries of classes under the names that they are called by.
func (d *mapDrawing) classes(called func(class int) string) []key {
	var l []key
	seen := make(map[string]bool)
	add := func(c int, sample func(s *figure.Scene, x, y, w, h float64)) {
		if name := called(c); !seen[name] {
			seen[name] = true
			l = append(l, key{c, entry{sample, figure.Words(name)}})
		}
	}
	for i := range d.Plane.Regions {
		c := d.Plane.Regions[i].Class
		add(c, func(s *figure.Scene, x, y, w, h float64) {
			d.area(s, c, figure.Rect(x, y, w, h), 4)
			s.Stroke(figure.Rect(x, y, w, h), figure.Stroke{Colour: figure.Grey(0.3), Width: 0.4})
		})
	}
	for c := range d.Classes {
		switch {
		case d.hasArea(c):
		case d.onLines(c):
			add(c, func(s *figure.Scene, x, y, w, h float64) {
				d.along(s, c, figure.Polyline(figure.Point{X: x, Y: y + h/2}, figure.Point{X: x + w, Y: y + h/2}))
			})
		case d.onDots(c):
			add(c, func(s *figure.Scene, x, y, w, h float64) {
				d.dot(s, c, figure.Point{X: x + w/2, Y: y + h/2})
			})
		}
	}
	return l
}
