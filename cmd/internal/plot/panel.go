package plot

import (
	"brink/cmd/internal/figure"
	"brink/cmd/internal/report"
	"brink/solver/answer"
)

// Panel is a map without title, legend and marker, for who has these beside it: a page
// on which the point moves.
type Panel struct {
	Scene *figure.Scene
	// X, Y, Width and Height are the area of the data on the scene, Y from its top.
	X, Y, Width, Height float64
	Keys                []Key
}

// Key is an entry of the legend of a panel: what is the case where the colour is.
type Key struct {
	Sample *figure.Scene
	Label  string
	Rows   []int // of the table that exist there
}

// keyPeriod is the width of a sample.
const keyPeriod = sampleWide

// MapPanel draws the panel of a map.
func MapPanel(w *report.Words, m *answer.Map) *Panel {
	d := newMapDrawing(w, m)
	d.bare = true
	p := &Panel{Scene: d.draw(func() *figure.Scene { return sheet("", nil, nil, d.chart) })}
	p.Scene.Title = w.MapTitle(m)
	p.X, p.Width, p.Height = d.chart.left, d.chart.wide, d.chart.high
	p.Y = p.Scene.Height - d.chart.low - d.chart.high
	for _, k := range d.keys() {
		s := figure.New(keyPeriod, sampleHigh+1)
		k.entry.sample(s, 0.5, 0.5, keyPeriod-1, sampleHigh)
		out := Key{Sample: s, Label: k.entry.label.Plain()}
		if k.class >= 0 {
			out.Rows = m.Classes[k.class].Rows
		}
		p.Keys = append(p.Keys, out)
	}
	return p
}
