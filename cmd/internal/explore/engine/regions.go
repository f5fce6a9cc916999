package engine

import (
	"cmp"
	"fmt"
	"strings"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/ask"
)

type regionsOptions struct {
	X      string               `json:"x"`
	Y      string               `json:"y"`
	By     string               `json:"by"`
	Ranges map[string][2]string `json:"ranges"`
}

type regionsAnswer struct {
	common
	SVG    string   `json:"svg"`
	Alt    string   `json:"alt"`
	Frame  frame    `json:"frame"`
	X      axis     `json:"x"`
	Y      *axis    `json:"y"`
	Legend []legend `json:"legend"`
}

// frame is the area of the data in the units of the picture, from its upper left.
type frame struct {
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

type axis struct {
	Name  string `json:"name"`
	Lo    string `json:"lo"`
	Hi    string `json:"hi"`
	Label string `json:"label"`
}

type legend struct {
	SVG    string   `json:"svg"` // a sample of the colour or the stripes
	Colour string   `json:"colour,omitempty"`
	Label  string   `json:"label"`
	Rows   []string `json:"rows"`
}

// regions divides the space of one or two parameters, the others at the point.
func (q *question) regions() (any, error) {
	m, opt, err := q.chart()
	if err != nil {
		return nil, err
	}
	p := plot.MapPanel(q.w, m)
	svg, err := figure.Encode(p.Scene, figure.SVG)
	if err != nil {
		return nil, err
	}
	out := regionsAnswer{
		common: q.of(m, q.command("regions", append(q.fixed(opt), "--over", quoted(opt.over()))...)),
		SVG:    string(svg), Alt: q.w.MapTitle(m), Frame: frame{p.X, p.Y, p.Width, p.Height}, Legend: []legend{},
	}
	w := m.Plane.Window
	out.X = q.axis(m, m.Over[0], w.XLo, w.XHi)
	if len(m.Over) == 2 {
		y := q.axis(m, m.Over[1], w.YLo, w.YHi)
		out.Y = &y
	}
	var colours map[int]int
	switch {
	case m.Conditions != nil:
		colours = plot.RowColours(m.Conditions)
	case m.Equilibria != nil:
		colours = plot.RowColours(m.Equilibria)
	}
	for _, k := range p.Keys {
		sample, err := figure.Encode(k.Sample, figure.SVG)
		if err != nil {
			return nil, err
		}
		x := legend{SVG: string(sample), Label: report.Text(k.Label).Markup(), Rows: []string{}}
		for _, r := range k.Rows {
			x.Rows = append(x.Rows, rowID(r, r))
		}
		if len(k.Rows) == 1 {
			x.Colour = figure.Tint(colours[k.Rows[0]]).Hex()
		}
		out.Legend = append(out.Legend, x)
	}
	return out, nil
}

// over is what --over takes.
func (o *regionsOptions) over() string {
	var parts []string
	for _, name := range o.names() {
		if r, ok := o.Ranges[name]; ok {
			name += "=" + r[0] + ".." + r[1]
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, ",")
}

func (o *regionsOptions) names() []string {
	if o.Y == "" || o.Y == o.X {
		return []string{o.X}
	}
	return []string{o.X, o.Y}
}

// fixed are the values of the parameters that do not vary, as flags, and what tells
// points apart.
func (q *question) fixed(o *regionsOptions) []string {
	var out []string
	for _, name := range q.m.Head().FreeNames() {
		if v, ok := q.req.Point[name]; ok && name != o.X && name != o.Y {
			out = append(out, "--set", quoted(name+"="+v))
		}
	}
	if o.By != "" {
		out = append(out, "--by", quoted(o.By))
	}
	return out
}

// chart is the map that the request asks for; without names, over the first two
// parameters.
func (q *question) chart() (*answer.Map, *regionsOptions, error) {
	model, err := q.load()
	if err != nil {
		return nil, nil, err
	}
	o := &regionsOptions{}
	if err := q.options(o); err != nil {
		return nil, nil, err
	}
	if free := model.Head().FreeNames(); o.X == "" && len(free) > 0 {
		o.X = free[0]
		if len(free) > 1 {
			o.Y = free[1]
		}
	}
	at, err := q.values(model)
	if err != nil {
		return nil, nil, err
	}
	opt := q.ask()
	opt.Over, opt.Chart = o.names(), ask.Chart{Draw: true, By: o.By}
	for _, name := range opt.Over {
		r := ask.Range{}
		if ends, ok := o.Ranges[name]; ok {
			if r.Lo, err = expr.ParseNumber(ends[0]); err == nil {
				r.Hi, err = expr.ParseNumber(ends[1])
			}
			if err == nil && r.Lo.Cmp(r.Hi) >= 0 {
				err = fmt.Errorf("the stretch from %s to %s is empty", ends[0], ends[1])
			}
			if err != nil {
				return nil, nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		opt.Chart.Ranges = append(opt.Chart.Ranges, r)
	}
	got, err := ask.MapOf(q.ctx, model, at, opt)
	return got, o, err
}

func (q *question) axis(m *answer.Map, v algebra.Var, lo, hi *number) axis {
	h := m.About()
	p := h.Params[v]
	symbol := report.Formula(p.Name, h.LaTeX().Names[v])
	label := cmp.Or(symbol.MathML(), symbol.Markup())
	if what := strings.TrimSpace(h.In(q.w.Language, p.Description)); what != "" {
		label = report.Text(what).Markup() + " " + label
	}
	if p.Unit != "" {
		label += " (" + report.Text(p.Unit).Markup() + ")"
	}
	return axis{p.Name, lo.RatString(), hi.RatString(), label}
}
