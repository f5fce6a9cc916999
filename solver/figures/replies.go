package figures

import (
	"context"
	"math/big"
	"slices"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/note"
	"brink/solver/plane"
)

// hasReplies: two players one of whom has two or three actions.
func hasReplies(m games.Model) bool {
	g, ok := m.(*games.Game)
	if !ok || len(g.Players) != 2 {
		return false
	}
	a, b := len(g.Players[0].Actions), len(g.Players[1].Actions)
	return min(a, b) >= 2 && min(a, b) <= 3 && max(a, b) <= maxActions
}

// maxActions are as many actions as can be told apart in a picture.
const maxActions = 14

// bestReplies draws the best replies of two players: against each other for two actions
// each; what one gets from her actions over the mixture of the other where that one has
// two, with the upper envelope; and else the simplex of the mixtures of a player with
// three actions, divided by the best replies of the other. Equilibria are marked.
func bestReplies(ctx context.Context, r Request) (*answer.Figure, error) {
	g := r.Model.(*games.Game)
	s, err := g.At(r.At)
	if err != nil {
		return nil, err
	}
	f := r.figureOf("best-replies")
	t := &twoPlayers{g: g, s: s, f: f}
	if a, ok := r.Answer.(*answer.Solution); ok {
		t.solution = a
		f.Complete, f.Reasons = a.Complete, a.Reasons
	}
	shape := [2]int{len(g.Players[0].Actions), len(g.Players[1].Actions)}
	switch {
	case shape == [2]int{2, 2}:
		t.correspondences()
	case shape[0] == 2:
		t.envelope(0)
	case shape[1] == 2:
		t.envelope(1)
	default:
		t.simplices()
	}
	return f, nil
}

// twoPlayers is a figure of best replies in the making.
type twoPlayers struct {
	g        *games.Game
	s        *games.Strategic
	f        *answer.Figure
	solution *answer.Solution
}

// pay is what player p gets when she plays own and the other plays other.
func (t *twoPlayers) pay(p, own, other int) *big.Rat {
	x := []int{own, other}
	if p == 1 {
		x = []int{other, own}
	}
	return t.s.Payoffs[p].Rat(t.s.Index(x))
}

// equilibriumMarks marks the equilibria of the solution at the places that at gives.
func (t *twoPlayers) equilibriumMarks(panel *answer.Panel, key int, at func(e *answer.Equilibrium) (x, y answer.Real)) {
	if t.solution == nil {
		return
	}
	for i := range t.solution.Equilibria {
		x, y := at(&t.solution.Equilibria[i])
		m := answer.Mark{Key: key, X: x, Y: y}
		if !slices.ContainsFunc(panel.Marks, func(o answer.Mark) bool {
			return o.Key == key && o.X.String() == x.String() && o.Y.String() == y.String()
		}) {
			panel.Marks = append(panel.Marks, m)
		}
	}
}

// prob is the probability of an action in an equilibrium.
func prob(e *answer.Equilibrium, p, action int) answer.Real {
	if e.Irrational != nil {
		return e.Irrational.Strategies[p][action]
	}
	return answer.RealRat(e.Strategies[p][action])
}

// correspondences are the best replies of a 2×2 game over the square of mixtures.
func (t *twoPlayers) correspondences() {
	panel := answer.Panel{Square: true}
	for p, axis := range []*answer.Axis{&panel.X, &panel.Y} {
		*axis = unitAxis(says(note.FigurePlays, t.g.Players[p].Name, t.g.Players[p].Actions[0]))
	}
	unit := [][2]*big.Rat{{new(big.Rat), new(big.Rat)}, {one, new(big.Rat)}, {one, one}, {new(big.Rat), one}}
	for p := range 2 {
		gain := func(other int) *big.Rat { return new(big.Rat).Sub(t.pay(p, 0, other), t.pay(p, 1, other)) }
		reply := answer.Reply{AtZero: gain(1), AtOne: gain(0)}
		key := answer.Key{Says: says(note.FigureReplies, t.g.Players[p].Name), Colour: 3 * p}
		if reply.Always() { // everything is a best reply
			panel.Areas = append(panel.Areas, answer.Area{Key: add(t.f, key), Loops: []answer.Outline{{Corners: unit}}})
			continue
		}
		key.Form, key.Colour, key.Broad = answer.KeyLine, 4*p, p == 0
		line := answer.Line{Key: add(t.f, key)}
		for _, k := range reply.Corners() {
			at := [2]*big.Rat{k[1], k[0]}
			if p == 1 {
				at = k
			}
			line.Corners = append(line.Corners, at)
		}
		panel.Lines = append(panel.Lines, line)
	}
	key := add(t.f, answer.Key{Says: says(note.FigureEquilibria), Colour: answer.Ink, Form: answer.KeyMark})
	// Extreme equilibria of one maximal Nash subset have a line or an area between them.
	if t.solution != nil {
		joined := -1
		for _, set := range t.solution.Subsets {
			if len(set.Extreme) != 2 {
				continue
			}
			if joined < 0 {
				joined = add(t.f, answer.Key{Says: says(note.FigureContinuum), Colour: answer.Ink, Form: answer.KeyLine})
			}
			line := answer.Line{Key: joined}
			for _, i := range set.Extreme {
				e := &t.solution.Equilibria[i-1]
				line.Corners = append(line.Corners, [2]*big.Rat{prob(e, 0, 0).Round(12), prob(e, 1, 0).Round(12)})
			}
			panel.Lines = append(panel.Lines, line)
		}
	}
	t.equilibriumMarks(&panel, key, func(e *answer.Equilibrium) (x, y answer.Real) { return prob(e, 0, 0), prob(e, 1, 0) })
	t.f.Panels = []answer.Panel{panel}
}

// envelope is what the actions of a player get over the mixture of q, who has two
// actions: lines, those that are best replies along the upper envelope, and which way q
// would go there.
func (t *twoPlayers) envelope(q int) {
	p := 1 - q
	g := t.g
	panel := answer.Panel{
		X: unitAxis(says(note.FigurePlays, g.Players[q].Name, g.Players[q].Actions[0])),
		Y: answer.Axis{Says: says(note.FigurePayoffOf, g.Players[p].Name)},
	}
	value := func(a int, x *big.Rat) *big.Rat {
		first, second := t.pay(p, a, 0), t.pay(p, a, 1)
		d := new(big.Rat).Sub(first, second)
		return d.Mul(d, x).Add(d, second)
	}
	zero := new(big.Rat)
	n := len(g.Players[p].Actions)
	lo, hi := value(0, zero), value(0, zero)
	for a := range n {
		for _, x := range []*big.Rat{zero, one} {
			if v := value(a, x); v.Cmp(lo) < 0 {
				lo = v
			} else if v.Cmp(hi) > 0 {
				hi = v
			}
		}
	}
	panel.Y.Lo, panel.Y.Hi = widened(answer.Float(lo), answer.Float(hi))
	keys := make([]int, n)
	for a, name := range g.Players[p].Actions {
		keys[a] = add(t.f, answer.Key{Says: answer.Saying{Name: g.Players[p].Name + ": " + name}, Colour: a, Form: answer.KeyLine, Thin: true})
		panel.Lines = append(panel.Lines, answer.Line{Key: keys[a], Outline: answer.Outline{Corners: [][2]*big.Rat{{zero, value(a, zero)}, {one, value(a, one)}}}})
	}
	top := make([]int, n)
	for i := range top {
		top[i] = -1
	}
	change := -1
	way := -1
	for _, piece := range upper(n, value) {
		from, to, a := piece.from, piece.to, piece.best
		if top[a] < 0 {
			top[a] = add(t.f, answer.Key{Says: says(note.FigureReplyOf, g.Players[p].Name, g.Players[p].Actions[a]), Colour: a, Form: answer.KeyLine})
			t.f.Keys[keys[a]].Quiet = true
		}
		panel.Lines = append(panel.Lines, answer.Line{Key: top[a], Outline: answer.Outline{Corners: [][2]*big.Rat{{from, value(a, from)}, {to, value(a, to)}}}})
		if to.Cmp(one) < 0 {
			if change < 0 {
				change = add(t.f, answer.Key{Says: says(note.FigureIndifferent, g.Players[p].Name), Colour: answer.Ink, Form: answer.KeyLine, Dashed: true, Thin: true})
			}
			low, _ := new(big.Rat).SetString(new(big.Float).SetFloat64(panel.Y.Lo).Text('g', 20))
			panel.Lines = append(panel.Lines, answer.Line{Key: change, Outline: answer.Outline{Corners: [][2]*big.Rat{{to, low}, {to, value(a, to)}}}, Says: number(to)})
		}
		// Which way the other player goes there.
		if d := t.pay(q, 0, a).Cmp(t.pay(q, 1, a)); d != 0 {
			if way < 0 {
				way = add(t.f, answer.Key{Says: says(note.FigureGains, g.Players[q].Name), Colour: answer.Ink, Form: answer.KeyArrow})
			}
			m := mean(from, to)
			panel.Arrows = append(panel.Arrows, answer.Arrow{Key: way, At: plane.Vec{X: answer.Float(m), Y: answer.Float(value(a, m))}, Way: plane.Vec{X: float64(d)}})
		}
	}
	key := add(t.f, answer.Key{Says: says(note.FigureEquilibria), Colour: answer.Ink, Form: answer.KeyMark})
	t.equilibriumMarks(&panel, key, func(e *answer.Equilibrium) (x, y answer.Real) {
		x = prob(e, q, 0)
		if e.Irrational != nil {
			return x, e.Irrational.Payoffs[p]
		}
		return x, answer.RealRat(e.Payoffs[p])
	})
	t.f.Panels = []answer.Panel{panel}
}

// piece is a stretch of a mixture on which an action is best.
type piece struct {
	from, to *big.Rat
	best     int
}

// upper are the pieces of the upper envelope of n functions that are linear on the unit
// interval; of actions that are as good all along a piece the first.
func upper(n int, value func(a int, x *big.Rat) *big.Rat) []piece {
	zero := new(big.Rat)
	// Where two lines cross the best may change.
	breaks := []*big.Rat{zero, one}
	for a := range n {
		for b := range a {
			d0, d1 := new(big.Rat).Sub(value(a, zero), value(b, zero)), new(big.Rat).Sub(value(a, one), value(b, one))
			if d0.Sign()*d1.Sign() < 0 {
				breaks = append(breaks, new(big.Rat).Quo(d0, new(big.Rat).Sub(d0, d1)))
			}
		}
	}
	slices.SortFunc(breaks, (*big.Rat).Cmp)
	breaks = slices.CompactFunc(breaks, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
	var out []piece
	for i, to := range breaks[1:] {
		m := mean(breaks[i], to)
		best := 0
		for b := range n {
			if value(b, m).Cmp(value(best, m)) > 0 {
				best = b
			}
		}
		if k := len(out) - 1; k >= 0 && out[k].best == best {
			out[k].to = to
			continue
		}
		out = append(out, piece{breaks[i], to, best})
	}
	return out
}

func mean(a, b *big.Rat) *big.Rat {
	m := new(big.Rat).Add(a, b)
	return m.Quo(m, big.NewRat(2, 1))
}

// widened is a range of values with air.
func widened(lo, hi float64) (float64, float64) {
	d := (hi - lo) * 0.06
	if d == 0 {
		d = max(1, hi) * 0.1
	}
	return lo - d, hi + d
}
