package answer

import (
	"slices"
	"strings"

	"brink/solver/plane"
)

// Names lists what rows of the table are called in JSON.
func (m *Map) Names(rows []int) []string {
	out := []string{}
	for _, i := range rows {
		if m.Conditions != nil {
			out = append(out, Profile(m.Conditions.Players, m.Conditions.Rows[i].Support))
			continue
		}
		var parts []string
		for _, c := range m.Equilibria.Table.Rows[i].Play {
			parts = append(parts, c.Place+": "+strings.Join(c.Over, " / "))
		}
		out = append(out, strings.Join(parts, "; "))
	}
	return out
}

type mapJSON struct {
	Type  string            `json:"type"` // as GeoJSON has it
	Game  string            `json:"game"`
	By    By                `json:"by"`
	Claim string            `json:"claim,omitempty"`
	Over  []string          `json:"over"`
	Fixed map[string]string `json:"fixed"`
	reasonsJSON
	Window   map[string][2]string `json:"window"`
	Classes  []classJSON          `json:"classes"`
	Contour  string               `json:"contour,omitempty"`
	Features []featureJSON        `json:"features"`
}

type classJSON struct {
	Equilibria []string `json:"equilibria"`
	Chosen     []string `json:"chosen,omitempty"`
	Holds      *bool    `json:"holds,omitempty"`
	Count      *int     `json:"count,omitempty"`
	Several    bool     `json:"several,omitempty"`
	Infinite   bool     `json:"infinite,omitempty"`
}

type featureJSON struct {
	Type       string         `json:"type"`
	Properties map[string]any `json:"properties"`
	Geometry   geometryJSON   `json:"geometry"`
}

type geometryJSON struct {
	Type        string `json:"type"`
	Coordinates any    `json:"coordinates"`
}

// JSON is a collection of features as RFC 7946 has them, in the coordinates of the
// parameters: what is drawn, with the numbers of the classes, from 0. Outlines are
// rounded; equations and samples are exact.
func (m *Map) JSON(words Words) any {
	h := m.About()
	pr := h.Printer()
	j := &mapJSON{Type: "FeatureCollection", Game: h.ID, By: m.By, Over: []string{}, Fixed: map[string]string{}, reasonsJSON: m.reasonsJSON(words),
		Window: map[string][2]string{}, Classes: []classJSON{}, Contour: m.ContourOf, Features: []featureJSON{}}
	if m.Claim != nil {
		j.Claim = m.Claim.ID
	}
	w := m.Plane.Window
	for i, v := range m.Over {
		j.Over = append(j.Over, h.Params[v].Name)
		j.Window[h.Params[v].Name] = [...][2]string{{w.XLo.RatString(), w.XHi.RatString()}, {w.YLo.RatString(), w.YHi.RatString()}}[i]
	}
	for _, v := range m.Fixed() {
		j.Fixed[h.Params[v].Name] = m.Point[v].RatString()
	}
	for _, c := range m.Classes {
		k := classJSON{Equilibria: m.Names(c.Rows), Several: c.Several, Infinite: c.Infinite}
		switch m.By {
		case ByClaim:
			k.Holds = &c.Holds
		case ByCount:
			k.Count = &c.Count
		case ByRiskDominant, ByEfficient:
			k.Chosen = m.Names(c.Chosen)
		}
		j.Classes = append(j.Classes, k)
	}
	add := func(kind string, coordinates any, properties map[string]any) {
		j.Features = append(j.Features, featureJSON{"Feature", properties, geometryJSON{kind, coordinates}})
	}
	for i := range m.Plane.Regions {
		r := &m.Plane.Regions[i]
		sample := map[string]string{}
		for k, v := range m.Over {
			sample[h.Params[v].Name] = r.Sample[k].RatString()
		}
		add("MultiPolygon", polygons(r), map[string]any{"class": r.Class, "sample": sample})
	}
	curve := func(k *plane.Curve, properties map[string]any) {
		properties["equation"] = pr.Relation(m.Equation(k))
		add("LineString", coordinates(k.Points), properties)
	}
	for i := range m.Plane.Curves {
		k := &m.Plane.Curves[i]
		curve(k, map[string]any{"class": k.Class, "sides": k.Sides, "knife_edge": k.KnifeEdge()})
	}
	for _, d := range m.Plane.Dots {
		add("Point", [2]float64{d.At.X, d.At.Y}, map[string]any{"class": d.Class, "knife_edge": true})
	}
	for _, c := range m.Contours {
		for i := range c.Curves {
			curve(&c.Curves[i], map[string]any{"level": c.Level.RatString()})
		}
	}
	return j
}

func coordinates(line []plane.Vec) [][2]float64 {
	out := make([][2]float64, len(line))
	for i, p := range line {
		out[i] = [2]float64{p.X, p.Y}
	}
	return out
}

// polygons puts the outlines of a region in the order of GeoJSON: each outer ring with
// the holes in it behind, all closed.
func polygons(r *plane.Region) [][][][2]float64 {
	var out [][][][2]float64
	var outer [][]plane.Vec
	for _, l := range r.Loops {
		if plane.Area(l) > 0 {
			outer = append(outer, l)
			out = append(out, [][][2]float64{coordinates(append(slices.Clone(l), l[0]))})
		}
	}
	for _, l := range r.Loops {
		if plane.Area(l) > 0 {
			continue
		}
		// The least ring around it is the one that it is a hole of.
		best := -1
		for i, o := range outer {
			if plane.Inside(o, l) && (best < 0 || plane.Area(o) < plane.Area(outer[best])) {
				best = i
			}
		}
		if best >= 0 {
			out[best] = append(out[best], coordinates(append(slices.Clone(l), l[0])))
		}
	}
	return out
}
