package plot

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"brink/solver/dynamics"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// maxLines is the number of frequencies that are drawn; more could not be told
// apart.
const maxLines = 14

// logSpan is the ratio of the largest to the smallest positive exploitability
// from which on its axis is logarithmic.
const logSpan = 30

// FictitiousPlay draws two panels over the rounds on a logarithmic axis: the
// empirical frequency of each action, and each player's exploitability. labels
// names the actions of each player for the legend. It writes the picture to
// path (nowhere if path is "") and returns it as SVG. When there are more than
// fourteen actions, those whose frequency was highest at some time are drawn and
// the legend says how many are not.
func FictitiousPlay(path, title string, labels [][]string, trace []dynamics.Sample) ([]byte, error) {
	if len(trace) == 0 {
		return nil, fmt.Errorf("%w: play was not sampled", ErrNoData)
	}
	last := trace[len(trace)-1]
	if len(labels) != len(last.Frequencies) {
		return nil, fmt.Errorf("%w: labels for %d of %d players", ErrNoData, len(labels), len(last.Frequencies))
	}
	for p, names := range labels {
		if len(names) != len(last.Frequencies[p]) {
			return nil, fmt.Errorf("%w: player %d has %d labels for %d actions", ErrNoData, p+1, len(names), len(last.Frequencies[p]))
		}
	}

	frequency, fLegend, err := frequencyPanel(title, labels, trace)
	if err != nil {
		return nil, err
	}
	gain, gLegend, err := exploitabilityPanel(labels, trace)
	if err != nil {
		return nil, err
	}
	for _, p := range []*plot.Plot{frequency, gain} {
		p.X.Scale, p.X.Tick.Marker = plot.LogScale{}, decades{}
		p.X.Min, p.X.Max = 1, math.Max(10, float64(last.Round))
	}
	return save(path, 8*vg.Inch, 6.5*vg.Inch, func(c draw.Canvas) {
		c = sheet(c)
		// Both legends are set in one strip, so that the panels line up, each
		// level with the top of its panel.
		width := max(legendWidth(&fLegend), legendWidth(&gLegend))
		strip := draw.Crop(c, c.Max.X-c.Min.X-width, 0, 0, 0)
		panels := plot.Align([][]*plot.Plot{{frequency}, {gain}},
			draw.Tiles{Rows: 2, Cols: 1, PadY: vg.Points(14)}, draw.Crop(c, 0, -width-legendGap, 0, 0))
		for k, p := range []*plot.Plot{frequency, gain} {
			p.Draw(panels[k][0])
			level := strip
			level.Max.Y = p.DataCanvas(panels[k][0]).Max.Y
			[]*plot.Legend{&fLegend, &gLegend}[k].Draw(level)
		}
	})
}

func frequencyPanel(title string, labels [][]string, trace []dynamics.Sample) (*plot.Plot, plot.Legend, error) {
	p := newPlot(title, "", "empirical frequency")
	p.Y.Min, p.Y.Max = 0, 1
	p.Y.Tick.Marker = unitTicks
	legend := newLegend()

	mixed := make([][][]float64, len(trace))
	for i, s := range trace {
		mixed[i] = s.Frequencies
	}
	actions, hidden := selectActions(mixed)
	rank := make([]int, len(labels)) // of the action among its player's drawn ones
	for _, a := range actions {
		xys := make(plotter.XYs, len(trace))
		for i, s := range trace {
			xys[i] = plotter.XY{X: float64(s.Round), Y: s.Frequencies[a.player][a.index]}
		}
		style := actionStyle(a.player, rank[a.player])
		rank[a.player]++
		if err := addLine(p, xys, style); err != nil {
			return nil, legend, err
		}
		legend.Add(shorten(labels[a.player][a.index], maxEntry), &plotter.Line{LineStyle: style})
	}
	if hidden != "" {
		legend.Add(hidden, blank{})
	}
	return p, legend, nil
}

// action is a player's action and the greatest frequency it had.
type action struct {
	player, index int
	peak          float64
}

// selectActions chooses the actions to draw of a course of mixtures, in their
// order, and says in words what is left out.
func selectActions(course [][][]float64) (actions []action, hidden string) {
	for q, row := range course[0] {
		for a := range row {
			act := action{player: q, index: a}
			for _, mixed := range course {
				act.peak = math.Max(act.peak, mixed[q][a])
			}
			actions = append(actions, act)
		}
	}
	all := len(actions)
	if all <= maxLines {
		return actions, ""
	}
	slices.SortStableFunc(actions, func(a, b action) int { return cmp.Compare(b.peak, a.peak) })
	played := slices.IndexFunc(actions, func(a action) bool { return a.peak == 0 })
	hidden = fmt.Sprintf("and %d rarer actions", all-maxLines)
	if played >= 0 && played <= maxLines {
		hidden = fmt.Sprintf("%d actions never played", all-played)
		actions = actions[:played]
	} else {
		actions = actions[:maxLines]
	}
	slices.SortFunc(actions, func(a, b action) int { return cmp.Or(a.player-b.player, a.index-b.index) })
	return actions, hidden
}

// addLine draws points joined by a line; a single point as a dot.
func addLine(p *plot.Plot, xys plotter.XYs, style draw.LineStyle) error {
	if len(xys) == 1 {
		dot, err := plotter.NewScatter(xys)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrNoData, err)
		}
		dot.GlyphStyle = draw.GlyphStyle{Color: style.Color, Radius: style.Width + vg.Points(1), Shape: draw.CircleGlyph{}}
		p.Add(dot)
		return nil
	}
	line, err := plotter.NewLine(xys)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoData, err)
	}
	line.LineStyle = style
	p.Add(line)
	return nil
}

func exploitabilityPanel(labels [][]string, trace []dynamics.Sample) (*plot.Plot, plot.Legend, error) {
	p := newPlot("", "round", "exploitability")
	legend := newLegend()
	low, high := math.Inf(1), 0.0
	for _, s := range trace {
		for _, e := range s.Exploitability {
			high = math.Max(high, e)
			if e > 0 {
				low = math.Min(low, e)
			}
		}
	}
	logarithmic := high > logSpan*low
	switch {
	case logarithmic:
		p.Y.Scale, p.Y.Tick.Marker = plot.LogScale{}, decades{}
		p.Y.Min, p.Y.Max = math.Pow(10, math.Floor(math.Log10(low))), high*1.2
	case high == 0:
		p.Y.Min, p.Y.Max = 0, 1
	default:
		p.Y.Min, p.Y.Max = 0, high*1.05
	}
	for q := range labels {
		// Zero has no place on a logarithmic axis: the line is interrupted.
		var pieces []plotter.XYs
		fresh := true
		for _, s := range trace {
			y := s.Exploitability[q]
			if logarithmic && y <= 0 {
				p.Y.Label.Text = "exploitability (0 left out)"
				fresh = true
				continue
			}
			if fresh {
				pieces = append(pieces, nil)
				fresh = false
			}
			k := len(pieces) - 1
			pieces[k] = append(pieces[k], plotter.XY{X: float64(s.Round), Y: y})
		}
		style := draw.LineStyle{Color: lineColour(q), Width: vg.Points(1.6), Dashes: dash(q)}
		for _, xys := range pieces {
			if err := addLine(p, xys, style); err != nil {
				return nil, legend, err
			}
		}
		legend.Add(shorten(playerName(labels[q], q), maxEntry), &plotter.Line{LineStyle: style})
	}
	return p, legend, nil
}

// playerName is what the labels of a player's actions have in common before the
// first colon, or her number.
func playerName(labels []string, player int) string {
	if len(labels) > 0 {
		if name, _, ok := strings.Cut(labels[0], ": "); ok {
			return name
		}
	}
	return fmt.Sprintf("player %d", player+1)
}

// blank is the sample of a legend entry that stands for no line.
type blank struct{}

func (blank) Thumbnail(*draw.Canvas) {}
