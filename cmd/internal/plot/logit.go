package plot

import (
	"fmt"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/nash"
)

// LogitBranch draws the probability of each action along a branch of logit equilibria
// over the precision λ, from low to high on a logarithmic axis; points outside are left
// out. When there are more than fourteen actions, those with the highest peaks are drawn
// and the legend says how many are not.
func LogitBranch(w *report.Words, title string, players []games.Player, points []nash.LogitPoint, low, high float64) (*figure.Scene, error) {
	var x []float64
	var mixed [][][]float64
	for _, pt := range points {
		if pt.Lambda >= low && pt.Lambda <= high {
			x, mixed = append(x, pt.Lambda), append(mixed, pt.Strategies)
		}
	}
	if len(x) == 0 || low <= 0 || high <= low {
		return nil, fmt.Errorf("%w: no point of the branch has a precision between %g and %g", ErrNoData, low, high)
	}
	if err := checkLabels(players, mixed[0]); err != nil {
		return nil, err
	}
	precision := figure.Join(figure.Words(w.Say(report.FigurePrecision)+" "), figure.Math(`\lambda`))
	c := &chart{x: logarithmic(precision, low, high), y: unit(figure.Words(w.Say(report.FigureProbability))), wide: chartWide, high: 190}
	lines, l := probabilityLines(w, players, x, mixed)
	s := sheet(title, nil, l, c)
	c.draw(s, lines)
	return s, nil
}
