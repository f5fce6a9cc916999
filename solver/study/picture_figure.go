package study

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"

	"brink/games/algebra"
	"brink/solver/answer"
	"brink/solver/note"
	"brink/solver/plane"
)

// Figure is the picture of what was counted: without an axis the share of each answer,
// along one the shares, or of numbers the quantiles, over it, along two cells. Shares of
// random points have intervals of Clopper and Pearson.
func (t *Tally) Figure() (*answer.Figure, error) {
	if len(t.cells) == 0 {
		return nil, fmt.Errorf("%w: no point was asked", ErrPicture)
	}
	f := &answer.Figure{Base: answer.Base{Model: t.s.Model, Complete: true}, Kind: "study"}
	d := &tallyDrawing{Tally: t, f: f, name: t.s.columns[t.column].field.Name}
	if len(t.s.Def.Axes) > len(t.axes) {
		f.Remarks = append(f.Remarks, note.New(note.FigureAllOthers))
	}
	switch {
	case len(t.axes) == 2:
		d.heat()
	case t.numbers():
		d.quantiles()
	case len(t.axes) == 1:
		d.shares()
	default:
		d.bars()
	}
	f.Panels = []answer.Panel{d.panel}
	return f, nil
}

// tallyDrawing is a picture of a study in the making.
type tallyDrawing struct {
	*Tally
	f     *answer.Figure
	name  string // of the column
	panel answer.Panel
}

func (d *tallyDrawing) key(k answer.Key) int {
	d.f.Keys = append(d.f.Keys, k)
	return len(d.f.Keys) - 1
}

func said(c note.Code, args ...any) answer.Saying { return answer.Saying{Note: note.New(c, args...)} }

// axisSays names an axis: a parameter of the game, else by its name.
func (d *tallyDrawing) axisSays(a *tallyAxis) answer.Saying {
	name := d.s.Def.Axes[a.at].Name
	if v := slices.Index(d.s.Model.Head().FreeNames(), name); v >= 0 {
		x := algebra.Var(v)
		return answer.Saying{Param: &x}
	}
	return answer.Saying{Name: name}
}

// edges are the ends of the stretches of an axis, in the middle between its values.
func edges(a *tallyAxis) []*big.Rat {
	values := slices.Clone(a.values)
	slices.SortFunc(values, (*big.Rat).Cmp)
	n := len(values)
	middle := func(x, y *big.Rat) *big.Rat {
		m := new(big.Rat).Add(x, y)
		return m.Mul(m, big.NewRat(1, 2))
	}
	half := big.NewRat(1, 2)
	if n > 1 {
		half = new(big.Rat).Sub(middle(values[0], values[1]), values[0])
	}
	out := []*big.Rat{new(big.Rat).Sub(values[0], half)}
	for i := 1; i < n; i++ {
		out = append(out, middle(values[i-1], values[i]))
	}
	if n > 1 {
		half = new(big.Rat).Sub(values[n-1], middle(values[n-2], values[n-1]))
	}
	return append(out, new(big.Rat).Add(values[n-1], half))
}

// order lists the places of an axis by their values.
func order(a *tallyAxis) []int {
	out := make([]int, len(a.values))
	for i := range out {
		out[i] = i
	}
	slices.SortFunc(out, func(i, k int) int { return a.values[i].Cmp(a.values[k]) })
	return out
}

func total(c map[string]int64) (n int64) {
	for _, k := range c {
		n += k
	}
	return n
}

// share is a share with its interval.
func (d *tallyDrawing) share(n, of int64) (share, low, high *big.Rat) {
	share = big.NewRat(n, of)
	if d.s.Def.IsRandom() {
		low, high = clopperPearson(n, of)
	}
	return share, low, high
}

// answerName is an answer as a legend shows it.
func answerName(v string) answer.Saying {
	if v == "" {
		return said(note.FigureNoAnswer)
	}
	return answer.Saying{Name: v}
}

// shares are lines of the shares of answers over an axis.
func (d *tallyDrawing) shares() {
	a := &d.axes[0]
	ends := edges(a)
	d.panel = answer.Panel{
		X: answer.Axis{Says: d.axisSays(a), Lo: answer.Float(ends[0]), Hi: answer.Float(ends[len(ends)-1])},
		Y: answer.Axis{Says: said(note.FigureShare, d.name), Lo: 0, Hi: 1},
	}
	interval := -1
	for i, v := range d.answers() {
		line := answer.Line{Key: d.key(answer.Key{Says: answerName(v), Colour: i, Form: answer.KeyLine})}
		thin := d.key(answer.Key{Says: said(note.FigureInterval), Colour: i, Form: answer.KeyLine, Thin: true, Quiet: true})
		for _, k := range order(a) {
			of := total(d.cells[[2]int{k}])
			if of == 0 {
				continue
			}
			share, low, high := d.share(d.cells[[2]int{k}][v], of)
			x := a.values[k]
			line.Corners = append(line.Corners, [2]*big.Rat{x, share})
			if low != nil {
				d.panel.Lines = append(d.panel.Lines, answer.Line{Key: thin, Outline: answer.Outline{Corners: [][2]*big.Rat{{x, low}, {x, high}}}})
				if interval < 0 {
					interval = d.key(answer.Key{Says: said(note.FigureInterval), Colour: answer.Ink, Form: answer.KeyLine, Thin: true})
				}
			}
		}
		d.panel.Lines = append(d.panel.Lines, line)
	}
}

// bars are the shares of answers.
func (d *tallyDrawing) bars() {
	answers := d.answers()
	d.panel = answer.Panel{
		X: answer.Axis{Says: answer.Saying{Name: d.name}, Lo: 0, Hi: float64(len(answers))},
		Y: answer.Axis{Says: said(note.FigureShareOf), Lo: 0, Hi: 1},
	}
	cell := d.cells[[2]int{}]
	of := total(cell)
	bar := d.key(answer.Key{Says: said(note.FigureShareOf), Colour: 0})
	interval := -1
	for i, v := range answers {
		share, low, high := d.share(cell[v], of)
		left, right, middle := big.NewRat(int64(10*i+2), 10), big.NewRat(int64(10*i+8), 10), big.NewRat(int64(10*i+5), 10)
		zero := new(big.Rat)
		d.panel.Areas = append(d.panel.Areas, answer.Area{Key: bar, Loops: []answer.Outline{{Corners: [][2]*big.Rat{{left, zero}, {right, zero}, {right, share}, {left, share}}}}})
		d.panel.X.Ticks = append(d.panel.X.Ticks, answer.Tick{At: float64(i) + 0.5, Says: answerName(v)})
		if low != nil {
			if interval < 0 {
				interval = d.key(answer.Key{Says: said(note.FigureInterval), Colour: answer.Ink, Form: answer.KeyLine, Thin: true})
			}
			d.panel.Lines = append(d.panel.Lines, answer.Line{Key: interval, Outline: answer.Outline{Corners: [][2]*big.Rat{{middle, low}, {middle, high}}}})
		}
	}
}

// quantile is the least number that at least a share of those of a cell do not exceed.
func quantile(c map[string]int64, percent int64) (x float64, ok bool) {
	var values []float64
	count := make(map[float64]int64)
	var of int64
	for v, n := range c {
		if y, err := strconv.ParseFloat(v, 64); err == nil {
			if count[y] == 0 {
				values = append(values, y)
			}
			count[y] += n
			of += n
		}
	}
	slices.Sort(values)
	rank := max(1, (percent*of+99)/100)
	for _, y := range values {
		if rank -= count[y]; rank <= 0 {
			return y, true
		}
	}
	return 0, false
}

// quantiles are the median over an axis, with the bands of the middle half and of nine
// tenths; without an axis over nothing.
func (d *tallyDrawing) quantiles() {
	var xs []*big.Rat
	places := []int{0}
	if len(d.axes) == 1 {
		a := &d.axes[0]
		ends := edges(a)
		d.panel.X = answer.Axis{Says: d.axisSays(a), Lo: answer.Float(ends[0]), Hi: answer.Float(ends[len(ends)-1])}
		places, xs = order(a), a.values
	} else {
		d.panel.X, xs = answer.Axis{Lo: 0, Hi: 1}, []*big.Rat{big.NewRat(1, 2)}
	}
	var bands [2]answer.Outline
	var back [2][]plane.Vec
	var median answer.Line
	lo, hi := 0.0, 0.0
	first := true
	for _, k := range places {
		c := d.cells[[2]int{k}]
		at := func(percent int64) plane.Vec {
			y, _ := quantile(c, percent)
			return plane.Vec{X: answer.Float(xs[k]), Y: y}
		}
		if _, ok := quantile(c, 50); !ok {
			continue
		}
		for i, p := range []int64{5, 25} {
			low, high := at(p), at(100-p)
			if first || low.Y < lo {
				lo = low.Y
			}
			if first || high.Y > hi {
				hi = high.Y
			}
			first = false
			bands[i].Points, back[i] = append(bands[i].Points, low), append(back[i], high)
		}
		median.Points = append(median.Points, at(50))
	}
	for i, share := range []int{90, 50} {
		slices.Reverse(back[i])
		bands[i].Points = append(bands[i].Points, back[i]...)
		level := 0.15 + 0.3*float64(i)
		d.panel.Areas = append(d.panel.Areas, answer.Area{Key: d.key(answer.Key{Says: said(note.FigureMiddle, share), Shade: &level}), Loops: []answer.Outline{bands[i]}})
	}
	median.Key = d.key(answer.Key{Says: said(note.FigureMedian), Colour: answer.Ink, Form: answer.KeyLine})
	d.panel.Lines = []answer.Line{median}
	air := (hi - lo) * 0.06
	if air == 0 {
		air = 1
	}
	d.panel.Y = answer.Axis{Says: answer.Saying{Name: d.name}, Lo: lo - air, Hi: hi + air}
}

// levelsOfHeat are the levels that cells are shaded in.
const levelsOfHeat = 6

// heat is cells along two axes: of truths the share that is true, of numbers the median,
// of other answers the most frequent one.
func (d *tallyDrawing) heat() {
	x, y := &d.axes[0], &d.axes[1]
	ex, ey := edges(x), edges(y)
	d.panel = answer.Panel{
		X: answer.Axis{Says: d.axisSays(x), Lo: answer.Float(ex[0]), Hi: answer.Float(ex[len(ex)-1])},
		Y: answer.Axis{Says: d.axisSays(y), Lo: answer.Float(ey[0]), Hi: answer.Float(ey[len(ey)-1])},
	}
	kind := d.s.columns[d.column].field.Kind
	value := func(c map[string]int64) (float64, bool) {
		if kind == Truth {
			return float64(c["true"]) / float64(total(c)), total(c) > 0
		}
		return quantile(c, 50)
	}
	lo, hi := 0.0, 1.0
	if kind == Exact {
		first := true
		for _, c := range d.cells {
			if v, ok := value(c); ok {
				if first || v < lo {
					lo = v
				}
				if first || v > hi {
					hi = v
				}
				first = false
			}
		}
	}
	keys := make([]int, levelsOfHeat)
	names := d.answers()
	for i := range keys {
		keys[i] = -1
	}
	if kind != Truth && kind != Exact {
		keys = make([]int, len(names))
		for i, v := range names {
			keys[i] = d.key(answer.Key{Says: answerName(v), Colour: i})
		}
	} else {
		for i := range keys {
			level := float64(i) / float64(levelsOfHeat-1)
			from, to := lo+(hi-lo)*float64(i)/levelsOfHeat, lo+(hi-lo)*float64(i+1)/levelsOfHeat
			says := said(note.FigureLevel, d.name, strconv.FormatFloat(from, 'g', 3, 64), strconv.FormatFloat(to, 'g', 3, 64))
			keys[i] = d.key(answer.Key{Says: says, Shade: &level})
		}
	}
	for i, px := range order(x) {
		for k, py := range order(y) {
			c := d.cells[[2]int{px, py}]
			if total(c) == 0 {
				continue
			}
			key := 0
			if v, ok := value(c); kind == Truth || kind == Exact {
				if !ok {
					continue
				}
				if hi > lo {
					key = min(levelsOfHeat-1, int((v-lo)/(hi-lo)*levelsOfHeat))
				}
				key = keys[key]
			} else {
				best := 0
				for n, name := range names {
					if c[name] > c[names[best]] {
						best = n
					}
				}
				key = keys[best]
			}
			d.panel.Areas = append(d.panel.Areas, answer.Area{Key: key, Loops: []answer.Outline{{Corners: [][2]*big.Rat{{ex[i], ey[k]}, {ex[i+1], ey[k]}, {ex[i+1], ey[k+1]}, {ex[i], ey[k+1]}}}}})
		}
	}
}
