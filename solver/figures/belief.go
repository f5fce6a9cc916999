package figures

import (
	"context"
	"math/big"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/concept"
	"brink/solver/note"
)

// hasBeliefLine: trees with an information set of two nodes at which a player decides
// last.
func hasBeliefLine(m games.Model) bool {
	t, ok := m.(*games.Tree)
	return ok && len(lastSets(t)) > 0
}

// lastSets lists the information sets of two nodes behind which nobody moves but chance,
// and at which there is a choice.
func lastSets(t *games.Tree) []int {
	var out []int
	for h, s := range t.Sets {
		if len(s.Nodes) != 2 || len(s.Actions) < 2 || len(s.Actions) > maxActions {
			continue
		}
		last := true
		for _, n := range s.Nodes {
			for _, c := range t.Nodes[n].Children {
				last = last && onlyChance(t, c)
			}
		}
		if last {
			out = append(out, h)
		}
	}
	return out
}

func onlyChance(t *games.Tree, i int) bool {
	n := &t.Nodes[i]
	if n.Children == nil {
		return true
	}
	return n.Set < 0 && !slices.ContainsFunc(n.Children, func(c int) bool { return !onlyChance(t, c) })
}

// beliefLine draws what a player who moves last expects from her actions over her belief
// about which of two nodes she is at: the best reply along the upper envelope, where it
// changes, as a formula, and the beliefs of equilibria.
func beliefLine(ctx context.Context, r Request) (*answer.Figure, error) {
	t := r.Model.(*games.Tree)
	f := r.figureOf("belief-line")
	point := r.At
	if point == nil {
		var err error
		if point, err = t.Point(nil); err != nil {
			return nil, err
		}
		f.Point = point
	}
	found, ok := r.Answer.(*answer.Equilibria)
	if !ok || found.Point == nil {
		got, err := ask.Solve.Run(ctx, t, point, ask.Options{Concept: "pbe", Workers: r.Workers})
		if err != nil {
			return nil, err
		}
		found = got.(*answer.Equilibria)
	}
	f.Complete, f.Reasons = found.Complete, found.Reasons
	b := &beliefs{t: t, point: point, f: f, rows: found.Table.Rows, change: -1, marks: make(map[int]int)}
	for _, h := range lastSets(t) {
		if err := b.panel(h); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// beliefs is belief lines on their way into a figure.
type beliefs struct {
	t      *games.Tree
	point  []*big.Rat
	f      *answer.Figure
	rows   []*concept.Row
	top    []string // actions that have keys, and their keys
	keys   []int
	change int // key of where best replies change
	marks  map[int]int
}

// expected is what a player expects from a node on, chance taken into account.
func (b *beliefs) expected(c *concept.Calc, i, player int) expr.Value {
	n := &b.t.Nodes[i]
	if n.Children == nil {
		return n.Payoffs[player]
	}
	sum := concept.Zero
	for k, child := range n.Children {
		sum = c.Add(sum, c.Mul(n.Chance[k], b.expected(c, child, player)))
	}
	return sum
}

// panel is the belief line of an information set.
func (b *beliefs) panel(h int) error {
	s := &b.t.Sets[h]
	player := b.t.Players[s.Player]
	calc := &concept.Calc{}
	pays := make([][2]expr.Value, len(s.Actions)) // by action: at the second node, at the first
	numbers := make([][2]*big.Rat, len(s.Actions))
	for a := range s.Actions {
		for k := range 2 {
			v := b.expected(calc, b.t.Nodes[s.Nodes[1-k]].Children[a], s.Player)
			x, err := v.Eval(b.point)
			if err != nil {
				return err
			}
			pays[a][k], numbers[a][k] = v, x
		}
	}
	if calc.Err != nil {
		return calc.Err
	}
	value := func(a int, x *big.Rat) *big.Rat {
		d := new(big.Rat).Sub(numbers[a][1], numbers[a][0])
		return d.Mul(d, x).Add(d, numbers[a][0])
	}
	panel := answer.Panel{
		Low: true,
		X:   unitAxis(says(note.FigureBelief, s.Name, s.Labels[0])),
		Y:   answer.Axis{Says: says(note.FigurePayoffOf, player)},
	}
	lo, hi := numbers[0][0], numbers[0][0]
	for _, pair := range numbers {
		for _, v := range pair {
			if v.Cmp(lo) < 0 {
				lo = v
			}
			if v.Cmp(hi) > 0 {
				hi = v
			}
		}
	}
	panel.Y.Lo, panel.Y.Hi = widened(answer.Float(lo), answer.Float(hi))
	floor := new(big.Rat).SetFloat64(panel.Y.Lo)
	zero := new(big.Rat)
	for a := range s.Actions {
		panel.Lines = append(panel.Lines, answer.Line{Key: b.key(s.Actions[a], true), Outline: answer.Outline{Corners: [][2]*big.Rat{{zero, value(a, zero)}, {one, value(a, one)}}}})
	}
	pieces := upper(len(s.Actions), value)
	for i, piece := range pieces {
		a := piece.best
		panel.Lines = append(panel.Lines, answer.Line{Key: b.key(s.Actions[a], false), Outline: answer.Outline{Corners: [][2]*big.Rat{{piece.from, value(a, piece.from)}, {piece.to, value(a, piece.to)}}}})
		if i+1 == len(pieces) {
			continue
		}
		if b.change < 0 {
			b.change = add(b.f, answer.Key{Says: says(note.FigureIndifferent, player), Colour: answer.Ink, Form: answer.KeyLine, Dashed: true, Thin: true})
		}
		panel.Lines = append(panel.Lines, answer.Line{
			Key:     b.change,
			Outline: answer.Outline{Corners: [][2]*big.Rat{{piece.to, floor}, {piece.to, value(a, piece.to)}}},
			Says:    b.threshold(pays[a], pays[pieces[i+1].best], piece.to),
		})
	}
	for i, row := range b.rows {
		for _, c := range row.Beliefs {
			if c.Place != s.Name {
				continue
			}
			for k, label := range c.Over {
				if label != s.Labels[0] || k >= len(c.Probs) {
					continue
				}
				xs := realsAt(c.Probs[k])
				if len(xs) != 1 {
					continue
				}
				best := pieces[0].best
				for _, piece := range pieces {
					if piece.from.Cmp(xs[0].Round(12)) <= 0 {
						best = piece.best
					}
				}
				key, ok := b.marks[i]
				if !ok {
					key = add(b.f, answer.Key{Says: says(note.FigureBeliefOf, i+1), Colour: row.Place, Form: answer.KeyMark})
					b.marks[i] = key
				}
				panel.Marks = append(panel.Marks, answer.Mark{Key: key, X: xs[0], Y: answer.RealRat(value(best, xs[0].Round(12)))})
			}
		}
	}
	b.f.Panels = append(b.f.Panels, panel)
	return nil
}

// key is the key of an action, as a thin line or where it is best.
func (b *beliefs) key(action string, thin bool) int {
	name := action
	if !thin {
		name = "\x00" + action
	}
	if i := slices.Index(b.top, name); i >= 0 {
		return b.keys[i]
	}
	colour := 0
	for _, n := range b.top {
		if n[0] != 0 {
			colour++
		}
	}
	k := answer.Key{Says: answer.Saying{Name: action}, Colour: colour, Form: answer.KeyLine, Thin: thin}
	if !thin {
		k.Says = says(note.FigureBestReply, action)
		own := &b.f.Keys[b.key(action, true)]
		k.Colour, own.Quiet = own.Colour, true
	}
	b.top, b.keys = append(b.top, name), append(b.keys, add(b.f, k))
	return b.keys[len(b.keys)-1]
}

// threshold is the belief at which two actions are as good, as a formula where it is one
// at the point.
func (b *beliefs) threshold(u, v [2]expr.Value, at *big.Rat) *answer.Saying {
	var d [2]algebra.Ratio
	for k := range d {
		x, ok := caseAt(u[k], b.point)
		y, ok2 := caseAt(v[k], b.point)
		if !ok || !ok2 {
			return number(at)
		}
		d[k] = x.Sub(y)
	}
	t, err := d[0].Div(d[0].Sub(d[1]))
	if err != nil {
		return number(at)
	}
	return &answer.Saying{Ratio: &t}
}

// caseAt is the case of a value that holds at a point.
func caseAt(v expr.Value, point []*big.Rat) (algebra.Ratio, bool) {
	for _, c := range v.Cases {
		if c.When.Eval(point) {
			return c.Is, true
		}
	}
	return algebra.Ratio{}, false
}
