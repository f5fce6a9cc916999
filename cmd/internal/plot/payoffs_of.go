package plot

import (
	"math/big"

	"brink/cmd/internal/report"
	"brink/solver/answer"
	"brink/solver/note"
)

// SetsOf draws what is known about the payoffs of two players: the feasible ones,
// those above the pure minmax, those of equilibria, and the pure equilibria of the
// stage game. Shapes are computed exactly and only rounded to be drawn.
func SetsOf(w *report.Words, a *answer.Repeated) *Sets {
	players, stage := a.Game().Players, a.Stage
	payoff := func(p int) string { return w.Say(note.FigurePayoffOf, players[p].Name) }
	out := &Sets{Title: w.SetsTitle(a), X: payoff(0), Y: payoff(1)}
	add := func(label string, vs [][2]*big.Rat) {
		out.Sets = append(out.Sets, Set{Label: label, Vertices: pointsOf(vs)})
	}
	add(w.Say(report.FigureFeasible), stage.Feasible)
	if stage.Rational == nil {
		add(w.Say(report.FigureRationalNone), nil)
	} else {
		add(w.Say(report.FigureRational), stage.Rational)
	}
	if p := a.PayoffSet; p != nil {
		vertices := make([][2]*big.Rat, len(p.Vertices))
		for i, x := range p.Vertices {
			vertices[i] = x.At
		}
		switch {
		case p.Empty:
			add(w.Say(report.FigureSetNone), nil)
		case p.Exact:
			add(w.Say(report.FigureSet), vertices)
		default:
			add(w.Say(report.FigureSetAtMost), p.Outer)
			add(w.Say(report.FigureSetAtLeast), vertices)
		}
	}
	if p := a.PayoffSet; p != nil && len(p.Pure) == 2 {
		at := pointOf(p.Pure[0], p.Pure[1])
		out.Minmax = &at
	}
	if u := a.Unrandomised; u != nil {
		out.Sets = append(out.Sets, coverOf(w, u, stage))
		if len(u.Points) > 0 {
			paths := Mark{Label: w.Say(report.FigurePaths), Small: true}
			for _, p := range u.Points {
				paths.At = append(paths.At, pointOf(p.Payoff[0], p.Payoff[1]))
			}
			out.Marks = append(out.Marks, paths)
		}
	}
	if stage.Equilibria != nil {
		out.Marks = append(out.Marks, Mark{Label: w.Say(report.FigureStage), At: pointsOf(stage.Equilibria)})
	}
	return out
}

// coverOf is the cells of payoffs without randomisation.
func coverOf(w *report.Words, u *answer.Unrandomised, stage *answer.StagePayoffs) Set {
	out := Set{Label: w.Say(report.FigureUnrandomised)}
	if u.Empty {
		out.Label = w.Say(report.FigureUnrandomisedNone)
	}
	bottom, top := boxOf(stage.Feasible)
	for _, r := range u.Cover {
		low, high := pointOf(r[0], r[2]), pointOf(r[1], r[3])
		// Nothing is feasible outside the box, which the cells may leave where it is
		// flat.
		out.Cells = append(out.Cells, Cell{
			Min: Point{X: max(low.X, bottom.X), Y: max(low.Y, bottom.Y)},
			Max: Point{X: min(high.X, top.X), Y: min(high.Y, top.Y)},
		})
	}
	return out
}

func pointOf(x, y *big.Rat) Point {
	a, _ := x.Float64()
	b, _ := y.Float64()
	return Point{X: a, Y: b}
}

func pointsOf(vs [][2]*big.Rat) []Point {
	var out []Point
	for _, v := range vs {
		out = append(out, pointOf(v[0], v[1]))
	}
	return out
}

// boxOf is the least rectangle around points.
func boxOf(vs [][2]*big.Rat) (low, high Point) {
	ps := pointsOf(vs)
	low, high = ps[0], ps[0]
	for _, p := range ps[1:] {
		low = Point{X: min(low.X, p.X), Y: min(low.Y, p.Y)}
		high = Point{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
	}
	return low, high
}
