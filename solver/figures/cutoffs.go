package figures

import (
	"context"
	"fmt"
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/solver/answer"
	"brink/solver/concept"
	"brink/solver/note"
)

// hasCutoffs: types, or what all observe, are numbers.
func hasCutoffs(m games.Model) bool {
	b, ok := m.(*games.Bayesian)
	return ok && (b.Densities != nil || b.Common != nil)
}

// cutoffs draws for every player the density of her number, and which of the numbers
// choose which action: below the density where there is one equilibrium, else in a strip
// for each. Players of whom all is the same have one chart.
func cutoffs(_ context.Context, r Request) (*answer.Figure, error) {
	b := r.Model.(*games.Bayesian)
	found, ok := r.Answer.(*answer.Equilibria)
	if !ok || found.Point == nil {
		return nil, fmt.Errorf("%w: cut-offs are those of equilibria at numbers", ErrFigure)
	}
	f := r.figureOf("cut-offs")
	f.Complete, f.Reasons = found.Complete, found.Reasons
	t := &cutoffDiagram{b: b, f: f, point: r.At, rows: found.Table.Rows, actions: make(map[string]int)}
	seen := make(map[string]int) // panels by what they show
	for p := range b.Players {
		d := b.Common
		if b.Densities != nil {
			d = b.Densities[p]
		}
		if d == nil {
			continue
		}
		key := t.content(p, d)
		if i, ok := seen[key]; ok {
			t.groups[i] = append(t.groups[i], p)
			continue
		}
		seen[key] = len(t.groups)
		t.groups = append(t.groups, []int{p})
	}
	for _, ps := range t.groups {
		if err := t.panels(ps); err != nil {
			return nil, err
		}
	}
	if len(t.rows) == 0 {
		add(f, answer.Key{Says: says(note.FigureNoEquilibrium), Form: answer.KeyText})
	}
	return f, nil
}

// cutoffDiagram is cut-offs on their way into a figure.
type cutoffDiagram struct {
	b       *games.Bayesian
	f       *answer.Figure
	point   []*big.Rat
	rows    []*concept.Row
	groups  [][]int // players of one chart
	actions map[string]int
	lines   []int // keys of cut-offs, by row
	curve   int
}

// cut is a player's cut-offs in a row, the action below it and the one above.
func (t *cutoffDiagram) cut(row *concept.Row, p int, lo, hi *big.Rat) (at []answer.Real, below, above string) {
	name := t.b.Players[p].Name
	for _, n := range row.Numbers {
		if n.Code == "cutoff" && n.Name == name {
			at = realsAt(n.Is)
		}
	}
	for _, c := range row.Play {
		if c.Player != p {
			continue
		}
		switch c.At {
		case "all":
			return []answer.Real{answer.RealRat(hi)}, c.Over[0], ""
		case "none":
			return []answer.Real{answer.RealRat(lo)}, "", c.Over[0]
		}
		below = c.Over[0]
		if len(c.Over) > 1 {
			above = c.Over[1]
		}
	}
	return at, below, above
}

// content is what the chart of a player shows, to be compared.
func (t *cutoffDiagram) content(p int, d *games.Density) string {
	x := t.number(p)
	out := fmt.Sprint(d.Attr, d.Range, t.b.Players[p].Actions)
	if v, ok := d.At.Ratio(); ok { // in a variable that all share
		if s, err := v.Substitute(x, algebra.FromPoly(algebra.Variable(len(t.b.Params)))); err == nil {
			out += fmt.Sprint(s)
		}
	}
	for _, row := range t.rows {
		at, below, above := t.cut(row, p, new(big.Rat), one)
		out += fmt.Sprint(at, below, above)
	}
	return out
}

// number is the variable of a player's number.
func (t *cutoffDiagram) number(p int) algebra.Var {
	if t.b.Common != nil {
		return len(t.b.Params)
	}
	return len(t.b.Params) + p
}

// samplesOfDensity are as many points as a density that is no straight line is drawn by.
const samplesOfDensity = 120

// panels are the charts of players of whom all is the same.
func (t *cutoffDiagram) panels(ps []int) error {
	p := ps[0]
	d := t.b.Common
	if t.b.Densities != nil {
		d = t.b.Densities[p]
	}
	lo, err := d.Low.Eval(t.point)
	if err != nil {
		return err
	}
	hi, err := d.High.Eval(t.point)
	if err != nil {
		return err
	}
	where := make([]*big.Rat, t.number(p)+1)
	copy(where, t.point)
	density := func(z *big.Rat) (*big.Rat, error) {
		where[t.number(p)] = z
		return d.At.Eval(where)
	}
	var names []string
	for _, q := range ps {
		names = append(names, t.b.Players[q].Name)
	}
	panel := answer.Panel{
		X: answer.Axis{Says: says(note.FigureNumberOf, d.Attr, names), Lo: answer.Float(lo), Hi: answer.Float(hi)},
		Y: answer.Axis{Says: says(note.FigureDensity)},
	}
	if t.b.Common != nil {
		panel.X.Says = says(note.FigureObserved, d.Attr)
	}
	var curve [][2]*big.Rat
	top := new(big.Rat)
	for k := range int64(samplesOfDensity + 1) {
		z := between(lo, hi, k, samplesOfDensity)
		v, err := density(z)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrFigure, err)
		}
		if v.Cmp(top) > 0 {
			top = v
		}
		curve = append(curve, [2]*big.Rat{z, v})
	}
	panel.Y.Hi = answer.Float(top) * 1.15
	if len(t.rows) == 1 {
		at, below, above := t.cut(t.rows[0], p, lo, hi)
		if len(at) == 1 {
			t.shade(&panel, curve, at[0], below, above)
		}
	}
	if len(t.groups) > 0 && len(t.f.Panels) == 0 {
		t.curve = add(t.f, answer.Key{Says: says(note.FigureDensity), Colour: answer.Ink, Form: answer.KeyLine})
	}
	panel.Lines = append(panel.Lines, answer.Line{Key: t.curve, Outline: answer.Outline{Corners: straightened(curve)}})
	for i, row := range t.rows {
		at, _, _ := t.cut(row, p, lo, hi)
		if i == len(t.lines) {
			key := answer.Key{Says: says(note.FigureCutoff), Colour: answer.Ink, Form: answer.KeyLine, Dashed: true}
			if len(t.rows) > 1 {
				key.Colour, key.Says = row.Place, says(note.FigureCutoffOf, i+1)
			}
			t.lines = append(t.lines, add(t.f, key))
		}
		for _, c := range at {
			x := c.Round(12)
			l := answer.Line{Key: t.lines[i], Outline: answer.Outline{Corners: [][2]*big.Rat{{x, new(big.Rat)}, {x, new(big.Rat).SetFloat64(panel.Y.Hi)}}}}
			if c.Rat != nil && c.Rat.Cmp(lo) > 0 && c.Rat.Cmp(hi) < 0 {
				l.Says = number(c.Rat)
			}
			panel.Lines = append(panel.Lines, l)
		}
	}
	t.f.Panels = append(t.f.Panels, panel)
	if len(t.rows) > 1 {
		t.strips(p, lo, hi)
	}
	return nil
}

// shade fills the area below a density on the two sides of a cut-off.
func (t *cutoffDiagram) shade(panel *answer.Panel, curve [][2]*big.Rat, cut answer.Real, below, above string) {
	x := cut.Round(12)
	zero := new(big.Rat)
	var left, right [][2]*big.Rat
	for i, c := range curve {
		if i > 0 && curve[i-1][0].Cmp(x) < 0 && c[0].Cmp(x) > 0 {
			b := curve[i-1]
			share := new(big.Rat).Quo(new(big.Rat).Sub(x, b[0]), new(big.Rat).Sub(c[0], b[0]))
			y := new(big.Rat).Sub(c[1], b[1])
			y.Mul(y, share).Add(y, b[1])
			left, right = append(left, [2]*big.Rat{x, y}), append(right, [2]*big.Rat{x, y})
		}
		if c[0].Cmp(x) <= 0 {
			left = append(left, c)
		}
		if c[0].Cmp(x) >= 0 {
			right = append(right, c)
		}
	}
	for _, side := range []struct {
		curve  [][2]*big.Rat
		action string
	}{{left, below}, {right, above}} {
		if len(side.curve) < 2 || side.action == "" {
			continue
		}
		loop := append([][2]*big.Rat{{side.curve[0][0], zero}}, straightened(side.curve)...)
		loop = append(loop, [2]*big.Rat{side.curve[len(side.curve)-1][0], zero})
		panel.Areas = append(panel.Areas, answer.Area{Key: t.action(side.action), Loops: []answer.Outline{{Corners: loop}}})
	}
}

// action is the key of those who choose an action.
func (t *cutoffDiagram) action(name string) int {
	k, ok := t.actions[name]
	if !ok {
		k = add(t.f, answer.Key{Says: says(note.FigureChoose, name), Colour: len(t.actions)})
		t.actions[name] = k
	}
	return k
}

// strips say for each equilibrium which numbers of a player choose which action.
func (t *cutoffDiagram) strips(p int, lo, hi *big.Rat) {
	n := int64(len(t.rows))
	panel := answer.Panel{
		Low: true,
		X:   answer.Axis{Lo: answer.Float(lo), Hi: answer.Float(hi)},
		Y:   answer.Axis{Says: says(note.FigureEquilibrium), Lo: 0, Hi: float64(n)},
	}
	for i, row := range t.rows {
		top := big.NewRat(n-int64(i), 1)
		at, below, above := t.cut(row, p, lo, hi)
		panel.Y.Ticks = append(panel.Y.Ticks, answer.Tick{At: float64(n-int64(i)) - 0.5, Says: answer.Saying{Name: fmt.Sprint(i + 1)}})
		if len(at) != 1 {
			continue // which of several it is was not found
		}
		x := at[0].Round(12)
		for _, side := range []struct {
			from, to *big.Rat
			action   string
		}{{lo, x, below}, {x, hi, above}} {
			if side.action == "" || side.from.Cmp(side.to) >= 0 {
				continue
			}
			low, high := new(big.Rat).Sub(top, big.NewRat(17, 20)), new(big.Rat).Sub(top, big.NewRat(3, 20))
			panel.Areas = append(panel.Areas, answer.Area{Key: t.action(side.action), Loops: []answer.Outline{{Corners: [][2]*big.Rat{{side.from, low}, {side.to, low}, {side.to, high}, {side.from, high}}}}})
		}
	}
	t.f.Panels = append(t.f.Panels, panel)
}

// straightened drops the points of a line that lie between their neighbours.
func straightened(l [][2]*big.Rat) [][2]*big.Rat {
	var out [][2]*big.Rat
	for i, c := range l {
		if n := len(out); n > 0 && i+1 < len(l) {
			a, b := out[n-1], l[i+1]
			u := new(big.Rat).Mul(new(big.Rat).Sub(c[0], a[0]), new(big.Rat).Sub(b[1], a[1]))
			v := new(big.Rat).Mul(new(big.Rat).Sub(b[0], a[0]), new(big.Rat).Sub(c[1], a[1]))
			if u.Cmp(v) == 0 {
				continue
			}
		}
		out = append(out, c)
	}
	return out
}

// number is a number as a label.
func number(x *big.Rat) *answer.Saying {
	r := algebra.FromRat(x)
	return &answer.Saying{Ratio: &r}
}
