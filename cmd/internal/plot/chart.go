package plot

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"brink/cmd/internal/figure"
	"brink/solver/plane"
)

// Sizes of charts in points: texts, the area of the data, what lies around it.
const (
	textSize   = 9
	smallSize  = 8
	titleSize  = 11
	chartWide  = 300
	chartHigh  = 230
	margin     = 10
	tickLength = 3.5
	lineHeight = 11.5
)

// axis is a range of numbers with marks.
type axis struct {
	label  figure.Label
	lo, hi float64
	log    bool // logarithmic; lo is then positive
	ticks  []tick
}

// tick is a mark on an axis; a minor one has no label.
type tick struct {
	at    float64
	label figure.Label
}

// linear is an axis with round marks, those at its ends among them.
func linear(label figure.Label, lo, hi float64) axis {
	a := axis{label: label, lo: lo, hi: hi}
	span := (hi - lo) * 1e-6 // rounding must not lose the marks at the ends
	l, h := new(big.Rat).SetFloat64(lo-span), new(big.Rat).SetFloat64(hi+span)
	if l == nil || h == nil || lo >= hi {
		return a
	}
	// As many marks as let both ends have one, and else six at most.
	var best []*big.Rat
	for _, most := range []int{6, 5, 7, 8, 9, 10, 11, 4} {
		ls := plane.Levels(l, h, most)
		if best == nil && whole(ls, hi) {
			best = ls
		}
		if len(ls) > 3 && ends(ls, lo, hi) {
			best = ls
			break
		}
	}
	for _, r := range best {
		x, _ := r.Float64()
		a.ticks = append(a.ticks, tick{x, decimal(r)})
	}
	return a
}

// whole reports whether there is no room for one more mark.
func whole(marks []*big.Rat, hi float64) bool {
	n := len(marks)
	return n > 1 && rounded(marks[n-1])+rounded(marks[1])-rounded(marks[0]) > hi
}

// ends reports whether the first and the last of the marks are the ends.
func ends(marks []*big.Rat, lo, hi float64) bool {
	if len(marks) < 2 {
		return false
	}
	first, _ := marks[0].Float64()
	last, _ := marks[len(marks)-1].Float64()
	return math.Abs(first-lo) < (hi-lo)/1000 && math.Abs(last-hi) < (hi-lo)/1000
}

// decimal is a number as the axis shows it.
func decimal(r *big.Rat) figure.Label {
	n, exact := r.FloatPrec()
	if !exact {
		n = 4
	}
	return figure.Math(r.FloatString(n))
}

// logarithmic is an axis with marks at powers of ten, and at 2 and 5 times these where
// there are few.
func logarithmic(label figure.Label, lo, hi float64) axis {
	a := axis{label: label, lo: lo, hi: hi, log: true}
	first, last := int(math.Floor(math.Log10(lo))), int(math.Ceil(math.Log10(hi)))
	few := math.Log10(hi)-math.Log10(lo) < 2
	every := max(1, (last-first)/7)
	for e := first; e <= last; e++ {
		for m := 1; m <= 9; m++ {
			v := float64(m) * math.Pow(10, float64(e))
			if v < lo*(1-1e-9) || v > hi*(1+1e-9) {
				continue
			}
			t := tick{at: v}
			if m == 1 && (e-first)%every == 0 || few && (m == 2 || m == 5) {
				t.label = powerOfTen(m, e)
			}
			a.ticks = append(a.ticks, t)
		}
	}
	return a
}

// powerOfTen writes m times ten to the e: plainly between 1/1000 and 1000.
func powerOfTen(m, e int) figure.Label {
	if e >= -3 && e <= 3 {
		return figure.Math(strconv.FormatFloat(float64(m)*math.Pow(10, float64(e)), 'f', max(0, -e), 64))
	}
	power := "10^{" + strconv.Itoa(e) + "}"
	if m > 1 {
		power = strconv.Itoa(m) + `\cdot ` + power
	}
	return figure.Math(power)
}

// share is where a number lies between the ends.
func (a *axis) share(v float64) float64 {
	if a.log {
		return (math.Log(v) - math.Log(a.lo)) / (math.Log(a.hi) - math.Log(a.lo))
	}
	return (v - a.lo) / (a.hi - a.lo)
}

// chart is an area of data with axes on a scene.
type chart struct {
	x, y       axis
	left, low  float64 // the lower left corner of the area
	wide, high float64
	foot       float64 // what stands below the area beside its axis
}

// at is the place of a pair of numbers.
func (c *chart) at(x, y float64) figure.Point {
	return figure.Point{X: c.left + c.wide*c.x.share(x), Y: c.low + c.high*c.y.share(y)}
}

func (c *chart) area() figure.Path { return figure.Rect(c.left, c.low, c.wide, c.high) }

// room is what the axes need on the left and below.
func (c *chart) room() (left, below float64) {
	for _, t := range c.y.ticks {
		left = max(left, t.label.Width(smallSize))
	}
	left += tickLength + 4
	for _, line := range c.beside() {
		left += 4 + line.Height(textSize)
	}
	if below = 4 + c.foot; len(c.x.ticks) > 0 {
		below = tickLength + 3 + lineHeight
	}
	if c.x.label != nil {
		below += 2 + c.x.label.Height(textSize)
	}
	return left, below
}

// beside is the name of the upright axis, broken where it is longer than that.
func (c *chart) beside() []figure.Label {
	if c.y.label == nil {
		return nil
	}
	if c.y.label.Width(textSize) <= c.high*1.3 {
		return []figure.Label{c.y.label}
	}
	return broken(c.y.label, c.high, textSize)
}

// axes draws the frame, the marks and the names.
func (c *chart) axes(s *figure.Scene) {
	thin := figure.Stroke{Colour: figure.Grey(0.25), Width: 0.6}
	s.Stroke(c.area(), thin)
	for _, t := range c.x.ticks {
		p := c.at(t.at, c.y.lo)
		length := tickLength
		if t.label == nil {
			length /= 2
		}
		s.Stroke(figure.Polyline(p, figure.Point{X: p.X, Y: p.Y - length}), thin)
		if t.label != nil {
			s.Text(figure.Text{At: figure.Point{X: p.X, Y: p.Y - tickLength - 3}, Label: t.label, Size: smallSize, H: figure.Middle, V: figure.Top})
		}
	}
	wide := 0.0
	for _, t := range c.y.ticks {
		p := c.at(c.x.lo, t.at)
		length := tickLength
		if t.label == nil {
			length /= 2
		}
		s.Stroke(figure.Polyline(p, figure.Point{X: p.X - length, Y: p.Y}), thin)
		if t.label != nil {
			wide = max(wide, t.label.Width(smallSize))
			s.Text(figure.Text{At: figure.Point{X: p.X - tickLength - 3, Y: p.Y}, Label: t.label, Size: smallSize, H: figure.End, V: figure.Middle})
		}
	}
	if c.x.label != nil {
		s.Text(figure.Text{At: figure.Point{X: c.left + c.wide/2, Y: c.low - tickLength - 5 - lineHeight}, Label: c.x.label, Size: textSize, H: figure.Middle, V: figure.Top})
	}
	x := c.left - tickLength - 8 - wide
	for _, line := range slices.Backward(c.beside()) {
		s.Text(figure.Text{At: figure.Point{X: x, Y: c.low + c.high/2}, Label: line, Size: textSize, Angle: 90, H: figure.Middle})
		x -= 4 + line.Height(textSize)
	}
}

// grid draws faint lines at the marks.
func (c *chart) grid(s *figure.Scene) {
	faint := figure.Stroke{Colour: figure.Grey(0.88), Width: 0.4}
	for _, t := range c.x.ticks {
		if t.label != nil {
			s.Stroke(figure.Polyline(c.at(t.at, c.y.lo), c.at(t.at, c.y.hi)), faint)
		}
	}
	for _, t := range c.y.ticks {
		if t.label != nil {
			s.Stroke(figure.Polyline(c.at(c.x.lo, t.at), c.at(c.x.hi, t.at)), faint)
		}
	}
}

// entry is a line of a legend: a sample, drawn into a box with a corner and a size, and
// what it stands for.
type entry struct {
	sample func(s *figure.Scene, x, y, w, h float64)
	label  figure.Label
}

// Sizes of a legend.
const (
	sampleWide = 20
	sampleHigh = 9
	legendWide = 110 // of texts beside the data; where they are wider the legend stands below
	legendGap  = 14
)

// legend is entries below each other.
type legend []entry

// broken breaks a label into lines at its spaces. Mathematics stays whole.
func broken(l figure.Label, width, size float64) []figure.Label {
	var lines []figure.Label
	var now figure.Label
	long := 0.0 // the width of the line: a text is as wide as its words together
	for _, r := range l {
		if r.Math {
			if now != nil && figure.Join(now, figure.Label{r}).Width(size) > width {
				lines, now = append(lines, now), nil
			}
			now = append(now, r)
			long = now.Width(size)
			continue
		}
		for i, text := range strings.SplitAfter(r.Text, " ") {
			word := figure.Words(text)
			wide := word.Width(size)
			if i > 0 && now != nil && long+wide > width {
				lines, now, long = append(lines, now), nil, 0
			}
			now, long = figure.Join(now, word), long+wide
		}
	}
	return append(lines, now)
}

// size is the width and the height of a legend whose lines are no wider than a limit.
func (l legend) size(limit float64) (wide, high float64) {
	for _, e := range l {
		for _, line := range broken(e.label, limit, textSize) {
			wide = max(wide, line.Width(textSize))
			high += lineHeight
		}
		high += 4
	}
	if len(l) > 0 {
		wide += sampleWide + 6
	}
	return wide, high
}

// columns puts a legend into columns of the same width below an area, as many as make
// it a good deal lower, and says how wide their lines may be.
func (l legend) columns(area float64) (parts []legend, limit float64) {
	parts, limit = []legend{l}, area-sampleWide-6
	_, high := l.size(limit)
	for n := 2; n <= 3 && len(l) > 6*n; n++ {
		narrow := (area-legendGap*float64(n-1))/float64(n) - sampleWide - 6
		_, all := l.size(narrow)
		var split []legend
		tallest := 0.0
		for rest := l; len(rest) > 0; {
			var part legend
			h := 0.0
			for len(rest) > 0 && (len(split) == n-1 || h < all/float64(n)) {
				_, eh := rest[:1].size(narrow)
				h += eh
				part, rest = append(part, rest[0]), rest[1:]
			}
			split, tallest = append(split, part), max(tallest, h)
		}
		if tallest < 0.7*high {
			parts, limit, high = split, narrow, tallest
		}
	}
	return parts, limit
}

// draw draws a legend from an upper left corner down.
func (l legend) draw(s *figure.Scene, x, y, limit float64) {
	for _, e := range l {
		if e.sample != nil {
			e.sample(s, x, y-sampleHigh-0.5, sampleWide, sampleHigh)
		}
		for _, line := range broken(e.label, limit, textSize) {
			s.Text(figure.Text{At: figure.Point{X: x + sampleWide + 6, Y: y - sampleHigh/2 - 0.5}, Label: line, Size: textSize, V: figure.Middle})
			y -= lineHeight
		}
		y -= 4
	}
}

// sheet is a scene for charts above each other with one legend beside or below them,
// below a title and a line of remarks, and places the charts on it. It is as wide as a
// column of text, or little wider.
func sheet(title string, remark figure.Label, l legend, charts ...*chart) *figure.Scene {
	left, area := 0.0, 0.0
	for _, c := range charts {
		w, _ := c.room()
		left, area = max(left, w), max(area, c.wide)
	}
	start := margin + left
	wide := start + area + margin
	limit := math.Inf(1)
	lw, lh := l.size(limit)
	beside := lw <= legendWide+sampleWide
	high := float64(margin)
	parts := []legend{l}
	if !beside {
		parts, limit = l.columns(area)
		lh = 0
		for _, part := range parts {
			_, h := part.size(limit)
			lh = max(lh, h)
		}
		high += lh + margin/2
	} else if len(l) > 0 {
		wide += legendGap + lw
	}
	for _, c := range slices.Backward(charts) {
		_, below := c.room()
		c.left, c.low = start, high+below
		high = c.low + c.high + margin
	}
	// A legend beside that is higher than the charts pushes them up.
	if extra := lh + 2*margin - high; beside && extra > 0 {
		for _, c := range charts {
			c.low += extra
		}
		high += extra
	}
	top := high
	var heads []figure.Text
	for _, h := range []struct {
		text   figure.Label
		size   float64
		colour figure.Colour
	}{{remark, smallSize, figure.Grey(0.35)}, {figure.Words(title), titleSize, figure.Black}} {
		if h.text.Plain() == "" {
			continue
		}
		for _, line := range slices.Backward(broken(h.text, wide-2*margin, h.size)) {
			top = max(top, top+line.Height(h.size)-1.15*h.size)
			heads = append(heads, figure.Text{At: figure.Point{Y: top + 3}, Label: line, Size: h.size, Colour: h.colour})
			top += h.size * 1.35
		}
	}
	at := start
	for _, t := range heads {
		if at+t.Label.Width(t.Size) > wide-margin {
			at = margin
		}
	}
	s := figure.New(wide, top+margin/2)
	s.Title = title
	for _, t := range heads {
		t.At.X = at
		s.Text(t)
	}
	if beside {
		l.draw(s, start+area+legendGap, charts[0].low+charts[0].high, limit)
	} else {
		for i, part := range parts {
			part.draw(s, start+float64(i)*(limit+sampleWide+6+legendGap), margin+lh, limit)
		}
	}
	return s
}
