package plot

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/dynamics"
)

// maxLines is the number of frequencies that are drawn; more could not be told apart.
const maxLines = 14

// logSpan is the ratio of the largest to the smallest positive exploitability from
// which on its axis is logarithmic.
const logSpan = 30

// FictitiousPlay draws two panels over the rounds on a logarithmic axis: the empirical
// frequency of each action, and each player's exploitability. When there are more than
// fourteen actions, those whose frequency was highest at some time are drawn and the
// legend says how many are not.
func FictitiousPlay(w *report.Words, title string, players []games.Player, trace []dynamics.Sample) (*figure.Scene, error) {
	if len(trace) == 0 {
		return nil, fmt.Errorf("%w: play was not sampled", ErrNoData)
	}
	last := trace[len(trace)-1]
	mixed := make([][][]float64, len(trace))
	rounds := make([]float64, len(trace))
	for i, s := range trace {
		mixed[i], rounds[i] = s.Frequencies, float64(s.Round)
	}
	if err := checkLabels(players, last.Frequencies); err != nil {
		return nil, err
	}
	x := logarithmic(figure.Words(w.Say(report.FigureRound)), 1, math.Max(10, float64(last.Round)))
	frequencies := &chart{x: x, y: unit(figure.Words(w.Say(report.FigureFrequency))), wide: chartWide, high: 150}
	frequencies.x.label = nil
	gains := &chart{x: x, wide: chartWide, high: 120}
	lines, l := probabilityLines(w, players, rounds, mixed)
	more, zeros := gainLines(players, trace, gains, w)
	l = append(l, entry{})
	for p, pl := range players {
		if p < len(last.Exploitability) {
			l = append(l, entry{lineSample(gainStroke(p)), figure.Words(w.Say(report.FigureExploits, pl.Name))})
		}
	}
	if zeros {
		l = append(l, entry{label: figure.Words(w.Say(report.FigureZeros))})
	}
	s := sheet(title, nil, l, frequencies, gains)
	frequencies.draw(s, lines)
	gains.draw(s, more)
	return s, nil
}

// checkLabels reports whether players and their actions fit probabilities.
func checkLabels(players []games.Player, mixed [][]float64) error {
	if len(players) != len(mixed) {
		return fmt.Errorf("%w: names of %d of %d players", ErrNoData, len(players), len(mixed))
	}
	for p, pl := range players {
		if len(pl.Actions) != len(mixed[p]) {
			return fmt.Errorf("%w: player %d has %d actions, not %d", ErrNoData, p+1, len(mixed[p]), len(pl.Actions))
		}
	}
	return nil
}

// unit is an axis of probabilities.
func unit(label figure.Label) axis {
	a := axis{label: label, lo: 0, hi: 1}
	for _, t := range []struct {
		at   float64
		text string
	}{{0, "0"}, {0.25, "0.25"}, {0.5, "0.5"}, {0.75, "0.75"}, {1, "1"}} {
		a.ticks = append(a.ticks, tick{t.at, figure.Math(t.text)})
	}
	return a
}

// drawnLine is points joined by a line; a single point is a dot.
type drawnLine struct {
	at     []figure.Point // in the numbers of the axes
	stroke figure.Stroke
}

// draw draws the grid, the lines and the axes of a chart.
func (c *chart) draw(s *figure.Scene, lines []drawnLine) {
	c.grid(s)
	c.axes(s)
	s.Within(figure.Rect(c.left-2, c.low-2, c.wide+4, c.high+4), func(s *figure.Scene) {
		for _, l := range lines {
			at := make([]figure.Point, len(l.at))
			for i, p := range l.at {
				at[i] = c.at(p.X, p.Y)
			}
			if len(at) == 1 {
				s.Fill(figure.Disc(at[0], l.stroke.Width), l.stroke.Colour)
				continue
			}
			s.Stroke(figure.Polyline(at...), l.stroke)
		}
	})
}

// lineSample is the sample of a line in a legend.
func lineSample(k figure.Stroke) func(s *figure.Scene, x, y, w, h float64) {
	return func(s *figure.Scene, x, y, w, h float64) {
		s.Stroke(figure.Polyline(figure.Point{X: x, Y: y + h/2}, figure.Point{X: x + w, Y: y + h/2}), k)
	}
}

// actionStroke is the line of a player's action. Actions of the same rank share a
// colour. The first player's lines are broad and light, so that dashes on top of them
// can be seen.
func actionStroke(player, rank int) figure.Stroke {
	if player == 0 {
		return figure.Stroke{Colour: figure.Tint(rank), Width: 3}
	}
	return figure.Stroke{Colour: figure.Palette(rank), Width: 1.4, Dash: figure.Dash(player)}
}

// probabilityLines are the lines of the probabilities of actions over something, and
// their legend.
func probabilityLines(w *report.Words, players []games.Player, x []float64, mixed [][][]float64) ([]drawnLine, legend) {
	actions, hidden := selectActions(w, mixed)
	var lines []drawnLine
	var l legend
	rank := make([]int, len(players)) // of the action among its player's drawn ones
	for _, a := range actions {
		line := drawnLine{stroke: actionStroke(a.player, rank[a.player])}
		rank[a.player]++
		for i := range x {
			line.at = append(line.at, figure.Point{X: x[i], Y: math.Min(1, mixed[i][a.player][a.index])})
		}
		lines = append(lines, line)
		l = append(l, entry{lineSample(line.stroke), figure.Words(players[a.player].Name + ": " + players[a.player].Actions[a.index])})
	}
	if hidden != "" {
		l = append(l, entry{label: figure.Words(hidden)})
	}
	return lines, l
}

// action is a player's action and the greatest frequency it had.
type action struct {
	player, index int
	peak          float64
}

// selectActions chooses the actions to draw of a course of mixtures, in their order, and
// says in words what is left out.
func selectActions(w *report.Words, course [][][]float64) (actions []action, hidden string) {
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
	hidden = w.Say(report.FigureRarer, all-maxLines)
	if played >= 0 && played <= maxLines {
		hidden = w.Say(report.FigureNeverPlayed, all-played)
		actions = actions[:played]
	} else {
		actions = actions[:maxLines]
	}
	slices.SortFunc(actions, func(a, b action) int { return cmp.Or(a.player-b.player, a.index-b.index) })
	return actions, hidden
}

func gainStroke(p int) figure.Stroke {
	return figure.Stroke{Colour: figure.Palette(p), Width: 1.4, Dash: figure.Dash(p)}
}

// gainLines are the lines of exploitability; they set the axis of the chart. Zero has no
// place on a logarithmic axis: lines are interrupted there, and zeros says so.
func gainLines(players []games.Player, trace []dynamics.Sample, c *chart, w *report.Words) (lines []drawnLine, zeros bool) {
	low, high := math.Inf(1), 0.0
	for _, s := range trace {
		for _, e := range s.Exploitability {
			high = math.Max(high, e)
			if e > 0 {
				low = math.Min(low, e)
			}
		}
	}
	label := figure.Words(w.Say(report.FigureExploitability))
	switch {
	case high > logSpan*low:
		c.y = logarithmic(label, math.Pow(10, math.Floor(math.Log10(low))), high*1.2)
	case high == 0:
		c.y = linear(label, 0, 1)
	default:
		c.y = linear(label, 0, high*1.05)
	}
	for q := range players {
		fresh := true
		for _, s := range trace {
			if q >= len(s.Exploitability) {
				continue
			}
			y := s.Exploitability[q]
			if c.y.log && y <= 0 {
				zeros, fresh = true, true
				continue
			}
			if fresh {
				lines = append(lines, drawnLine{stroke: gainStroke(q)})
				fresh = false
			}
			k := len(lines) - 1
			lines[k].at = append(lines[k].at, figure.Point{X: float64(s.Round), Y: y})
		}
	}
	return lines, zeros
}
