package plot

import (
	"fmt"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"brink/solver/nash"
)

// LogitBranch draws the probability of each action along a branch of logit
// equilibria over the precision λ, from low to high on a logarithmic axis; points
// outside are left out. labels names the actions of each player for the legend.
// It writes the picture to path (nowhere if path is "") and returns it as SVG.
// When there are more than fourteen actions, those with the highest peaks are
// drawn and the legend says how many are not.
func LogitBranch(path, title string, labels [][]string, points []nash.LogitPoint, low, high float64) ([]byte, error) {
	var shown []nash.LogitPoint
	for _, pt := range points {
		if pt.Lambda >= low && pt.Lambda <= high {
			shown = append(shown, pt)
		}
	}
	if len(shown) == 0 || low <= 0 || high <= low {
		return nil, fmt.Errorf("%w: no point of the branch has a precision between %g and %g", ErrNoData, low, high)
	}
	for p, x := range shown[0].Strategies {
		if p >= len(labels) || len(labels[p]) != len(x) {
			return nil, fmt.Errorf("%w: no label for each action of player %d", ErrNoData, p+1)
		}
	}

	p := newPlot(title, "precision λ", "probability (approximate)")
	p.X.Scale, p.X.Tick.Marker = plot.LogScale{}, decades{}
	p.X.Min, p.X.Max = low, high
	p.Y.Min, p.Y.Max = 0, 1
	p.Y.Tick.Marker = unitTicks
	legend := newLegend()
	mixed := make([][][]float64, len(shown))
	for i, pt := range shown {
		mixed[i] = pt.Strategies
	}
	actions, hidden := selectActions(mixed)
	rank := make([]int, len(labels))
	for _, a := range actions {
		xys := make(plotter.XYs, len(shown))
		for i, pt := range shown {
			xys[i] = plotter.XY{X: pt.Lambda, Y: math.Min(1, pt.Strategies[a.player][a.index])}
		}
		style := actionStyle(a.player, rank[a.player])
		rank[a.player]++
		if err := addLine(p, xys, style); err != nil {
			return nil, err
		}
		legend.Add(shorten(labels[a.player][a.index], maxEntry), &plotter.Line{LineStyle: style})
	}
	if hidden != "" {
		legend.Add(hidden, blank{})
	}
	return compose(path, 8*vg.Inch, 4.5*vg.Inch, p, &legend)
}

// unitTicks marks an axis of probabilities.
var unitTicks = plot.ConstantTicks{{Value: 0, Label: "0"}, {Value: 0.25, Label: "0.25"}, {Value: 0.5, Label: "0.5"}, {Value: 0.75, Label: "0.75"}, {Value: 1, Label: "1"}}

// actionStyle is the line of a player's action. Actions of the same rank share a
// colour. The first player's lines are broad and light, so that dashes on top of
// them can be seen.
func actionStyle(player, rank int) draw.LineStyle {
	if player == 0 {
		return draw.LineStyle{Color: fillColour(rank), Width: vg.Points(3)}
	}
	return draw.LineStyle{Color: lineColour(rank), Width: vg.Points(1.5), Dashes: dash(player)}
}
