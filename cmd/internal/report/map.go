package report

import (
	"math/big"
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/solver/answer"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/plane"
)

// MapTitle is what the picture of a map is called.
func (w *Words) MapTitle(m *answer.Map) string {
	title := w.nameOf(m.About())
	switch m.By {
	case answer.ByUnique:
		return w.Say(sayMapBy, title, w.Say(sayByUnique))
	case answer.ByCount:
		return w.Say(sayMapBy, title, w.Say(sayByCount))
	case answer.ByRiskDominant:
		return w.Say(sayMapBy, title, w.Say(sayByRiskDominant))
	case answer.ByEfficient:
		return w.Say(sayMapBy, title, w.Say(sayByEfficient))
	case answer.ByClaim:
		return w.Say(sayMapBy, title, w.Say(sayByClaim, m.Claim.ID))
	}
	return title
}

// GameName is what a reader calls a game.
func (w *Words) GameName(h *games.Header) string { return w.nameOf(h) }

// MapRemark says which claim or solution concept a map is about, and what it holds
// fixed, whose values are written as the caller writes them.
func (w *Words) MapRemark(m *answer.Map, fixed string) string {
	var parts []string
	if m.Claim != nil && m.Claim.Says != "" {
		parts = append(parts, m.About().In(w.Language, m.Claim.Says))
	}
	if m.By == answer.ByConcept {
		what := w.conceptOf(m.Equilibria)
		if i := strings.IndexAny(what, ".;。；"); i > 0 {
			what = what[:i] // what is not looked for stands in the table
		}
		parts = append(parts, what)
	}
	if fixed != "" {
		parts = append(parts, w.Say(sayOthersAt, fixed))
	}
	if slices.ContainsFunc(m.Why(), func(n note.Note) bool { return n.Code == note.Traced }) {
		parts = append(parts, w.Say(sayTraced))
	}
	return strings.Join(parts, w.stop)
}

// MapDefault names the point at which the parameters have their defaults.
func (w *Words) MapDefault(values string) string { return w.Say(sayDefaultPoint, values) }

// MapClass says what a class of a map is.
func (w *Words) MapClass(m *answer.Map, i int) string {
	return w.MapClassBy(m, i, func(row int) string { return w.MapRow(m, row) })
}

// MapClassBy is MapClass with the rows of the table called as the caller calls them.
func (w *Words) MapClassBy(m *answer.Map, i int, called func(row int) string) string {
	if i == plane.Outside {
		return w.Say(sayOutside)
	}
	c := m.Classes[i]
	switch {
	case m.By == answer.ByClaim && c.Holds:
		return w.Say(sayClassHolds)
	case m.By == answer.ByClaim:
		return w.Say(sayClassFails)
	case m.By == answer.ByCount && c.Infinite:
		return w.Say(sayClassInfinite)
	case m.By == answer.ByCount && c.Several:
		return w.Say(sayClassAtLeast, c.Count)
	case m.By == answer.ByCount:
		return w.Say(sayClassCount, c.Count)
	case m.By == answer.ByUnique && c.Several:
		return w.Say(sayClassSeveral)
	case len(c.Rows) == 0:
		return w.Say(sayNoneOfTable)
	}
	list := func(rows []int) string {
		names := make([]string, len(rows))
		for k, row := range rows {
			names[k] = called(row)
		}
		return strings.Join(names, " | ")
	}
	names, chosen := list(c.Rows), w.Say(sayNobody)
	if len(c.Chosen) > 0 {
		chosen = list(c.Chosen)
	}
	switch {
	case len(c.Rows) == 1 && len(c.Chosen) == 0:
		return names
	case m.By == answer.ByRiskDominant:
		return w.Say(sayClassRiskDominant, names, chosen)
	case m.By == answer.ByEfficient:
		return w.Say(sayClassEfficient, names, chosen)
	}
	return names
}

// MapRow is what a row of the table of a map is called.
func (w *Words) MapRow(m *answer.Map, row int) string {
	if m.Conditions != nil {
		return w.row(m.Conditions.Players, m.Conditions.Rows[row])
	}
	return w.play(m.Equilibria, m.Equilibria.Table.Rows[row], row)
}

// RowName is what a row of a table of conditions is called.
func (w *Words) RowName(players []games.Player, r *answer.Row) string { return w.row(players, r) }

// PlayName is what row i of a table of equilibria is called.
func (w *Words) PlayName(a *answer.Equilibria, r *concept.Row, i int) string { return w.play(a, r, i) }

// MapEquation is the equation of a curve of a map, as a formula.
func (w *Words) MapEquation(m *answer.Map, k *plane.Curve) Cell {
	r := m.Equation(k)
	return Formula(m.About().Printer().Relation(r), m.About().LaTeX().Relation(r))
}

// MapCaption stands below the picture of regions.
func (w *Words) MapCaption() string { return w.Say(sayMapCaption) }

// MapContour says what contours are of.
func (w *Words) MapContour(m *answer.Map) string { return w.Say(sayContourOf, m.ContourOf) }

// pieces lists what a map is made of: regions with a sample each, the lines and points
// that are unlike what is beside them, and the other boundaries.
func (w *Words) pieces(m *answer.Map) []Block {
	h := m.About()
	t := &Table{Header: []string{w.Say(sayPiece), w.Say(sayWhere), w.Say(sayEquilibria)}}
	if m.By == answer.ByClaim {
		t.Header[2] = w.Say(sayClaim)
	}
	add := func(kind, where Cell, what string) { t.Rows = append(t.Rows, []Cell{kind, where, Text(what)}) }
	exact := func(at [2]*big.Rat) string {
		var parts []string
		for i, v := range m.Over {
			parts = append(parts, h.Params[v].Name+" = "+at[i].RatString())
		}
		return w.List(parts)
	}
	near := func(p plane.Vec) string {
		at := []float64{p.X, p.Y}[:len(m.Over)]
		var parts []string
		for _, x := range at {
			parts = append(parts, decimals(x))
		}
		return "(" + w.List(parts) + ")"
	}
	for _, r := range m.Plane.Regions {
		add(Text(w.Say(sayRegionPiece)), Text(exact(r.Sample)), w.MapClass(m, r.Class))
	}
	for _, edge := range []bool{true, false} {
		for i := range m.Plane.Curves {
			k := &m.Plane.Curves[i]
			if k.KnifeEdge() != edge {
				continue
			}
			where := w.MapEquation(m, k).Text
			if len(m.Over) == 2 {
				where = w.Say(sayAlongCurve, where, near(k.Points[0]), near(k.Points[len(k.Points)-1]))
			}
			if edge {
				add(Text(w.Say(sayKnifeEdgePiece)), Text(where), w.MapClass(m, k.Class))
			} else {
				add(Text(w.Say(sayBoundaryPiece)), Text(where), w.Say(saySides, w.MapClass(m, k.Sides[0]), w.MapClass(m, k.Sides[1])))
			}
		}
	}
	for _, p := range m.Plane.Dots {
		add(Text(w.Say(sayPointPiece)), Text(near(p.At)), w.MapClass(m, p.Class))
	}
	t.Notes = append(w.vacuous(m), w.missing(m)...)
	over := make([]string, len(m.Over))
	for i, v := range m.Over {
		over[i] = h.Params[v].Name
	}
	intro := w.Say(sayVarying, over)
	var fixed []algebra.Var
	for _, v := range m.Fixed() {
		if m.Point[v] != nil {
			fixed = append(fixed, v)
		}
	}
	if len(fixed) > 0 {
		values := make([]string, len(fixed))
		for i, v := range fixed {
			values[i] = w.value(h.Params[v].Name, answer.Real{Rat: m.Point[v]})
		}
		intro = w.Say(sayVaryingAt, over, values)
	}
	return []Block{Paragraph{intro}, t}
}

// decimals rounds a coordinate of a picture for reading.
func decimals(x float64) string {
	r := new(big.Rat).SetFloat64(x)
	s := strings.TrimRight(strings.TrimRight(r.FloatString(4), "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}
