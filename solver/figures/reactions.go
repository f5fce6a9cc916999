package figures

import (
	"context"
	"math/big"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/concept"
	"brink/solver/continuous"
	"brink/solver/note"
	"brink/solver/plane"
)

// hasReactions: two players who choose numbers at once, which are the variables
// themselves and not functions of these.
func hasReactions(m games.Model) bool {
	c, ok := m.(*games.Continuous)
	otherwise := func(v games.Variable) bool { return v.Root != nil || v.Rate != nil }
	return ok && len(c.Variables) == 2 && c.Alike == nil && c.Moves == nil && !slices.ContainsFunc(c.Variables, otherwise)
}

// reactions draws the best replies of two players who choose numbers: the curves on which
// no other choice does better, traced exactly, and the equilibria.
func reactions(ctx context.Context, r Request) (*answer.Figure, error) {
	g := r.Model.(*games.Continuous)
	if err := plain(g.Head()); err != nil {
		return nil, err
	}
	system, err := continuous.NewSystem(ctx, g, concept.NewSettler(g))
	if err != nil {
		return nil, err
	}
	f := r.figureOf("reactions")
	f.Variables = g.VariableNames()
	vars := system.Vars()
	q := &plane.Question{X: vars[0], Y: vars[1], Allowed: at(system.Space(), r.At), Class: func(truth []bool) int {
		n := 0
		for i, b := range truth {
			if b {
				n += 1 << i
			}
		}
		return n
	}}
	for p := range g.Players {
		q.Conditions = append(q.Conditions, at(system.Reply(p), r.At))
	}
	rows := []*concept.Row(nil)
	if found, ok := r.Answer.(*answer.Equilibria); ok && found.Point != nil {
		rows = found.Table.Rows
		f.Complete, f.Reasons = found.Complete, found.Reasons
	}
	limits := [2]plane.Limits{}
	for p, v := range g.Variables {
		limits[p] = plane.Limits{Lo: end(v.Low, r.At), Hi: end(v.High, r.At)}
		limits[p].Given = limits[p].Lo != nil && limits[p].Hi != nil
		if limits[p].Hi == nil { // room behind the equilibria
			limits[p].Default = farthest(rows, p)
		}
	}
	w, err := plane.Fit(ctx, q, limits[0], limits[1])
	if err != nil {
		return nil, refused(err)
	}
	m, err := plane.Divide(ctx, q, w)
	if err != nil {
		return nil, refused(err)
	}
	panel := answer.Panel{Square: true}
	panel.X = answer.Axis{Says: says(note.FigureChoice, g.Players[0], g.Variables[0].Name), Lo: answer.Float(w.XLo), Hi: answer.Float(w.XHi)}
	panel.Y = answer.Axis{Says: says(note.FigureChoice, g.Players[1], g.Variables[1].Name), Lo: answer.Float(w.YLo), Hi: answer.Float(w.YHi)}
	keys := [2]int{-1, -1}
	key := func(p int) int {
		if keys[p] < 0 {
			keys[p] = add(f, answer.Key{Says: says(note.FigureReplies, g.Players[p]), Colour: 4 * p, Form: answer.KeyLine, Broad: p == 0})
		}
		return keys[p]
	}
	for _, region := range m.Regions { // where many choices are best replies
		if region.Class == 0 {
			continue
		}
		key := answer.Key{Says: says(note.FigureReplies, g.Players), Colour: region.Class - 1}
		if region.Class < 3 {
			key.Says = says(note.FigureReplies, g.Players[region.Class-1])
		}
		a := answer.Area{Key: add(f, key)}
		for _, l := range region.Loops {
			a.Loops = append(a.Loops, answer.Outline{Points: l})
		}
		panel.Areas = append(panel.Areas, a)
	}
	labelled := make(map[string]bool)
	for i := range m.Curves {
		c := &m.Curves[i]
		for p := range keys {
			if c.Class == plane.Outside || c.Class>>p&1 == 0 || c.Sides[0]>>p&1 == 1 && c.Sides[0] != plane.Outside || c.Sides[1]>>p&1 == 1 && c.Sides[1] != plane.Outside {
				continue
			}
			l := answer.Line{Key: key(p), Outline: answer.Outline{Points: c.Points}}
			if key := c.P.Key(); !labelled[key] && !c.Bound {
				labelled[key] = true
				// An equation that is solved for no choice is long: it stands in the legend.
				says := equation(symbolic([]expr.Formula{system.Reply(p)}, r.At, c.P), vars[p], vars[1-p])
				if named := &f.Keys[l.Key].Says; says.Relation.R.IsZero() && len(says.Relation.L.Vars()) > 1 {
					if named.Relation == nil {
						named.Relation = says.Relation
					}
				} else {
					l.Says = says
				}
			}
			panel.Lines = append(panel.Lines, l)
		}
	}
	for _, row := range rows {
		x, y := realsAt(row.Numbers[0].Is), realsAt(row.Numbers[1].Is)
		if len(x) != 1 || len(y) != 1 {
			f.Incomplete(note.New(note.FigureLeftOut))
			continue
		}
		key := add(f, answer.Key{Says: says(note.FigureEquilibriumNo, len(panel.Marks)+1), Colour: row.Place, Form: answer.KeyMark})
		panel.Marks = append(panel.Marks, answer.Mark{Key: key, X: x[0], Y: y[0]})
	}
	if len(rows) == 0 {
		add(f, answer.Key{Says: says(note.FigureNoEquilibrium), Form: answer.KeyText})
	}
	f.Panels = []answer.Panel{panel}
	return f, nil
}

// farthest is half again as far as the farthest equilibrium.
func farthest(rows []*concept.Row, p int) *big.Rat {
	var out *big.Rat
	for _, row := range rows {
		for _, x := range realsAt(row.Numbers[p].Is) {
			v := new(big.Rat).Mul(x.Round(12), big.NewRat(3, 2))
			if out == nil || v.Cmp(out) > 0 {
				out = v
			}
		}
	}
	if out == nil {
		return one
	}
	return out
}

// equation is that of a curve, solved for a variable where that is simple.
func equation(p algebra.Poly, first, second algebra.Var) *answer.Saying {
	for _, v := range []algebra.Var{first, second} {
		if p.Degree(v) == 1 {
			cs := p.Coeffs(v)
			return &answer.Saying{Relation: &expr.Relation{L: algebra.FromPoly(algebra.Variable(v)), Op: expr.EQ, R: algebra.RatioOf(cs[0].Neg(), cs[1])}}
		}
	}
	return &answer.Saying{Relation: &expr.Relation{L: algebra.FromPoly(p), Op: expr.EQ}}
}

// symbolic is the polynomial in the parameters that a curve's polynomial comes from: a
// factor of an atom of the conditions which is that one at the point; the polynomial
// itself where there is none.
func symbolic(conditions []expr.Formula, point []*big.Rat, p algebra.Poly) algebra.Poly {
	out, found := p, false
	same := func(q algebra.Poly) bool {
		for v, r := range point {
			if r != nil {
				q = q.At(v, r)
			}
		}
		q, _ = q.Primitive()
		return q.Equal(p) || q.Neg().Equal(p)
	}
	for _, f := range conditions {
		f.Atoms(func(a expr.Atom) {
			if found {
				return
			}
			for _, x := range algebra.Factorize(a.P).List {
				if same(x.P) {
					out, found = x.P, true
					return
				}
			}
		})
	}
	return out
}
