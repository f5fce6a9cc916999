package figures

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/note"
	"brink/solver/plane"
)

// Critical draws, for every profile of automata, the least discount factor at which it is
// subgame perfect over another parameter: the boundary of its condition, exactly, with its
// equation, and where the condition also bounds the discount factor from above, that
// boundary dashed. Where there is one profile alone the area between is tinted.
func Critical(ctx context.Context, a *answer.Repeated, over string, shown ask.Range) (*answer.Figure, error) {
	h := a.About()
	if a.Discount < 0 {
		return nil, fmt.Errorf("%w: the discount factor is no parameter of its own", ErrFigure)
	}
	if err := plain(h); err != nil {
		return nil, err
	}
	x := slices.Index(h.FreeNames(), over)
	switch {
	case x < 0:
		return nil, fmt.Errorf("%w: %q is not a parameter\n\n%s", ask.ErrOver, over, expr.DidYouMean(over, h.FreeNames()))
	case x == a.Discount:
		return nil, fmt.Errorf("%w: %s is the discount factor itself; name another parameter", ask.ErrOver, over)
	}
	f := &answer.Figure{Base: answer.Base{Model: a.Model, Complete: a.Complete, Reasons: a.Reasons}, Kind: "critical-discount", Point: slices.Clone(a.Point)}
	f.Point[x], f.Point[a.Discount] = nil, nil
	q := &plane.Question{X: x, Y: a.Discount, Allowed: at(games.Hypotheses(a.Model), f.Point), Class: func(truth []bool) int {
		return slices.Index(truth, true) + 1
	}}
	for _, r := range a.Rows {
		q.Conditions = append(q.Conditions, at(r.SPE, f.Point))
	}
	limits := ask.Limits(h, x, a.Point)
	limits.Whole = games.Whole(a.Model, x)
	if shown.Lo != nil {
		limits = plane.Limits{Lo: shown.Lo, Hi: shown.Hi, Given: true}
	}
	w, err := plane.Fit(ctx, q, limits, plane.Limits{Lo: new(big.Rat), Hi: one, Given: true})
	if err != nil {
		return nil, refused(err)
	}
	d, v := a.Discount, algebra.Var(x)
	c := &critical{f: f, w: w, over: v, discount: d}
	c.panel = answer.Panel{X: answer.Axis{Says: answer.Saying{Param: &v}, Lo: answer.Float(w.XLo), Hi: answer.Float(w.XHi)}, Y: unitAxis(answer.Saying{Param: &d})}
	names := make(map[string]int) // keys of profiles by what is drawn of them
	for i, r := range a.Rows {
		own := *q
		own.Conditions, own.Class = q.Conditions[i:i+1], func(truth []bool) int {
			if truth[0] {
				return 1
			}
			return 0
		}
		m, err := plane.Divide(ctx, &own, w)
		if err != nil {
			return nil, refused(err)
		}
		name := profileName(r.Profile)
		if k, ok := names[drawnOf(m)]; ok { // the same curve
			f.Keys[k].Says.Note.Args[0] = fmt.Sprint(f.Keys[k].Says.Note.Args[0], "; ", name)
			continue
		}
		c.symbolic = []expr.Formula{r.SPE}
		names[drawnOf(m)] = c.row(m, i, name, len(a.Rows) == 1)
	}
	f.Panels = []answer.Panel{c.panel}
	return f, nil
}

// critical is a figure of critical discount factors in the making.
type critical struct {
	f        *answer.Figure
	w        plane.Window
	panel    answer.Panel
	over     algebra.Var
	discount algebra.Var
	most     int // key + 1 of where the discount factor is bounded from above
	symbolic []expr.Formula
}

// profileName is a profile of automata, once where all play the same.
func profileName(profile []string) string {
	if len(slices.Compact(slices.Clone(profile))) == 1 {
		return profile[0]
	}
	return list(profile)
}

// drawnOf is what a division shows, to be compared.
func drawnOf(m *plane.Map) string {
	var out []string
	for i := range m.Curves {
		k := &m.Curves[i]
		out = append(out, fmt.Sprint(k.P.Key(), k.Class, k.Sides, k.Points[0], k.Points[len(k.Points)-1]))
	}
	return strings.Join(out, "|")
}

// row draws the boundaries of a profile's condition, and returns the key of its name.
func (c *critical) row(m *plane.Map, colour int, name string, alone bool) int {
	if alone {
		for _, r := range m.Regions {
			if r.Class != 1 {
				continue
			}
			area := answer.Area{Key: add(c.f, answer.Key{Says: says(note.FigureSustained, name), Colour: colour})}
			for _, l := range r.Loops {
				area.Loops = append(area.Loops, answer.Outline{Points: l})
			}
			c.panel.Areas = append(c.panel.Areas, area)
		}
	}
	least := -1
	labelled := make(map[string]bool)
	for i := range m.Curves {
		k := &m.Curves[i]
		below, above := k.Sides[0] == 1, k.Sides[1] == 1
		if below == above {
			continue
		}
		line := answer.Line{Outline: answer.Outline{Points: k.Points}}
		upright := k.P.Degree(c.discount) == 0
		switch {
		case below && k.Class == plane.Outside || upright && k.Bound:
			continue // the end of what is allowed
		case above && !upright:
			if least < 0 {
				least = add(c.f, answer.Key{Says: says(note.FigureCritical, name), Colour: colour, Form: answer.KeyLine})
			}
			line.Key = least
		default:
			if c.most == 0 {
				c.most = 1 + add(c.f, answer.Key{Says: says(note.FigureNoMore), Colour: answer.Ink, Form: answer.KeyLine, Dashed: true})
			}
			line.Key = c.most - 1
		}
		if key := k.P.Key(); !labelled[key] && !k.Bound {
			labelled[key] = true
			line.Says = equation(symbolic(c.symbolic, c.f.Point, k.P), c.discount, c.over)
		}
		c.panel.Lines = append(c.panel.Lines, line)
	}
	switch {
	case least >= 0:
		return least
	case slices.ContainsFunc(m.Regions, func(r plane.Region) bool { return r.Class == 1 }):
		return add(c.f, answer.Key{Says: says(note.FigureCritical, name), Colour: colour, Form: answer.KeyLine})
	}
	return add(c.f, answer.Key{Says: says(note.FigureNowhere, name), Form: answer.KeyText})
}
