package plot

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"brink/cmd/internal/report"
	"brink/solver/ask"
	"brink/solver/plane"
	"brink/solver/prove"
)

// TestLegends: every class that is somewhere on a map stands in the legend once, also
// where equilibria are listed by numbers, rows of one name have one colour, and nothing
// is cut.
func TestLegends(t *testing.T) {
	w := report.English()
	for _, c := range []struct {
		id       string
		over     []string
		numbered bool
	}{
		{"first-strike", []string{"phi", "c"}, false},
		{"beer-quiche", []string{"p", "b"}, true},
		{"defence-dominance", []string{"phi_B", "phi_R"}, true},
		{"inspection-recursive", []string{"n", "m"}, false},
	} {
		m := mapOf(t, c.id, ask.Chart{}, c.over...)
		d := &mapDrawing{Map: m, words: w, labeller: labeller{chart: &chart{}}}
		d.number()
		seen := make(map[string]bool)
		var all strings.Builder
		for _, e := range d.legend() {
			text := e.label.Plain()
			if seen[text] {
				t.Errorf("%s: the legend says %q twice", c.id, text)
			}
			seen[text] = true
			fmt.Fprintln(&all, text)
		}
		for _, r := range d.occurring() {
			if !strings.Contains(all.String(), d.names[r]) {
				t.Errorf("%s: the legend lacks %s", c.id, d.names[r])
			}
			for _, o := range d.occurring() {
				if (d.names[r] == d.names[o]) != (d.colour[r] == d.colour[o]) {
					t.Errorf("%s: %s and %s have the colours %d and %d", c.id, d.names[r], d.names[o], d.colour[r], d.colour[o])
				}
			}
		}
		for k := range m.Classes {
			if d.shown(k) && !c.numbered && !seen[w.MapClass(m, k)] {
				t.Errorf("%s: the legend lacks %s", c.id, w.MapClass(m, k))
			}
		}
		if got := strings.Contains(all.String(), "\n1 | "); got != c.numbered {
			t.Errorf("%s: by numbers: %v\n%s", c.id, got, all.String())
		}
		if strings.Contains(all.String(), "…") {
			t.Errorf("%s: the legend is cut:\n%s", c.id, all.String())
		}
	}
}

// TestRegionsAreSeen: what is stable somewhere shows without being asked for: the war of
// second-strike, and the knife-edges of many-fingers as its table has them.
func TestRegionsAreSeen(t *testing.T) {
	w := report.English()
	m := mapOf(t, "second-strike", ask.Chart{}, "phi", "s")
	if !slices.ContainsFunc(m.Plane.Regions, func(r plane.Region) bool { return w.MapClass(m, r.Class) == "(strike, strike)" }) {
		t.Error("the region of second-strike in which only war is stable is not on its map")
	}
	m = mapOf(t, "many-fingers", ask.Chart{}, "phi", "c")
	edges := 0
	for i, row := range m.Equilibria.Table.Rows {
		on := slices.ContainsFunc(m.Plane.Curves, func(k plane.Curve) bool {
			return k.KnifeEdge() && slices.Contains(m.Classes[k.Class].Rows, i)
		})
		in := slices.ContainsFunc(m.Plane.Regions, func(r plane.Region) bool { return slices.Contains(m.Classes[r.Class].Rows, i) })
		if edge := row.KnifeEdge == prove.Yes; edge && (!on || in) || !edge && !in {
			t.Errorf("many-fingers: row %d (knife-edge: %v) is on lines: %v, on areas: %v", i, edge, on, in)
		} else if edge {
			edges++
		}
	}
	if edges != 1 {
		t.Errorf("many-fingers has %d knife-edges", edges)
	}
}

// TestLabelsHaveRoom: an equation that has no room beside its boundary stands in the
// legend under a letter, and across a strip it is rounded.
func TestLabelsHaveRoom(t *testing.T) {
	for id, want := range map[string]string{"power-shift p1,p2": "p1=2225", "leapfrog l": "l≈0.6968"} {
		name, over, _ := strings.Cut(id, " ")
		s := Map(report.English(), mapOf(t, name, ask.Chart{}, strings.Split(over, ",")...))
		if low, high := s.Extent(); low.X < 0 || low.Y < 0 || high.X > s.Width || high.Y > s.Height {
			t.Errorf("%s: %v to %v on a sheet of %v by %v", name, low, high, s.Width, s.Height)
		}
		svg, err := Save("", s)
		if err != nil {
			t.Fatal(err)
		}
		if text := plain(t, svg); !strings.Contains(text, want) {
			t.Errorf("%s lacks %q: %s", name, want, text)
		}
	}
}
