package study

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"

	"brink/games"
)

// Tally counts the answers of a column along one or two axes, for a picture.
type Tally struct {
	s      *Study
	column int // of Study.columns
	axes   []tallyAxis
	cells  map[[2]int]map[string]int64 // by places along the axes
}

// tallyAxis is an axis by the places that are told apart: its values, or as many equal
// stretches of a random one.
type tallyAxis struct {
	at     int // of Def.Axes
	values []*big.Rat
	lo, hi *big.Rat // of a divided axis; nil for one of values
}

// Limits of the parts into which a random axis is divided: about as many as there are
// points in each.
const (
	fewestParts = 4
	mostParts   = 20
)

// ErrPicture is wrapped when a study has no picture as it was asked for.
var ErrPicture = errors.New("no such picture of the study")

// Picture starts to count for a picture of a column, the first where none is named, along
// the axes that are named: else along the lists of the study, two at most, or its first
// random axis.
func (s *Study) Picture(name string, over []string) (*Tally, error) {
	t := &Tally{s: s, cells: make(map[[2]int]map[string]int64)}
	if name != "" {
		t.column = slices.IndexFunc(s.columns, func(c column) bool { return c.field.Name == name })
	}
	if t.column < 0 || len(s.columns) == 0 {
		var names []string
		for _, c := range s.columns {
			names = append(names, c.field.Name)
		}
		return nil, fmt.Errorf("%w: it has no column %q, but %v", ErrPicture, name, names)
	}
	var chosen []int
	for _, n := range over {
		i := slices.IndexFunc(s.Def.Axes, func(a games.Axis) bool { return a.Name == n })
		if i < 0 {
			return nil, fmt.Errorf("%w: it has no axis %q", ErrPicture, n)
		}
		chosen = append(chosen, i)
	}
	if len(chosen) > 2 {
		return nil, fmt.Errorf("%w: it is drawn along one or two axes, found %d", ErrPicture, len(chosen))
	}
	if over == nil {
		for i, a := range s.Def.Axes {
			if a.Draw == nil && len(a.Values) > 1 && len(chosen) < 2 {
				chosen = append(chosen, i)
			}
		}
		if chosen == nil && len(s.Def.Axes) > 0 {
			chosen = []int{0}
		}
	}
	for _, i := range chosen {
		points := float64(s.Points)
		for _, k := range chosen {
			if k != i {
				points /= float64(max(1, len(s.Def.Axes[k].Values)))
			}
		}
		parts := int64(max(fewestParts, min(mostParts, math.Sqrt(points))))
		t.axes = append(t.axes, axisOf(&s.Def.Axes[i], i, parts))
	}
	return t, nil
}

func axisOf(a *games.Axis, at int, parts int64) tallyAxis {
	out := tallyAxis{at: at, values: a.Values}
	d := a.Draw
	if d == nil {
		return out
	}
	if d.Count <= uint64(parts) {
		out.values = nil
		for i := range d.Count {
			out.values = append(out.values, d.Value(i))
		}
		return out
	}
	out.lo, out.hi = d.Value(0), d.Value(d.Count-1)
	for _, v := range d.Values {
		if v.Cmp(out.lo) < 0 {
			out.lo = v
		}
		if v.Cmp(out.hi) > 0 {
			out.hi = v
		}
	}
	span := new(big.Rat).Sub(out.hi, out.lo)
	for k := range parts { // the middles
		m := new(big.Rat).Mul(span, big.NewRat(2*k+1, 2*parts))
		out.values = append(out.values, m.Add(m, out.lo))
	}
	return out
}

// place is where a value lies along the axis.
func (a *tallyAxis) place(x *big.Rat) int {
	if a.lo == nil {
		return slices.IndexFunc(a.values, func(v *big.Rat) bool { return v.Cmp(x) == 0 })
	}
	share := new(big.Rat).Sub(x, a.lo)
	share.Quo(share, new(big.Rat).Sub(a.hi, a.lo)).Mul(share, big.NewRat(int64(len(a.values)), 1))
	k := new(big.Int).Quo(share.Num(), share.Denom())
	return min(int(k.Int64()), len(a.values)-1)
}

// Rows counts lines of the table of answers.
func (t *Tally) Rows(lines []byte) error {
	first := 1 + 2*len(t.s.Def.Axes)
	if t.s.assumed {
		first++
	}
	for _, c := range t.s.columns[:t.column] {
		if first++; c.field.Kind == Exact {
			first++
		}
	}
	return records(lines, func(cells []string) error {
		var key [2]int
		for i := range t.axes {
			x, ok := new(big.Rat).SetString(cells[1+2*t.axes[i].at])
			if !ok {
				return fmt.Errorf("%w: %q is no number", ErrPicture, cells[1+2*t.axes[i].at])
			}
			key[i] = t.axes[i].place(x)
		}
		if t.cells[key] == nil {
			t.cells[key] = make(map[string]int64)
		}
		v := cells[first]
		if t.numbers() {
			v = cells[first+1] // the decimal
		}
		t.cells[key][v]++
		return nil
	})
}

// answers lists the answers of all cells: numbers by size, others by name.
func (t *Tally) answers() []string {
	var out []string
	for _, c := range t.cells {
		for v := range c {
			if !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		x, errX := strconv.ParseFloat(a, 64)
		y, errY := strconv.ParseFloat(b, 64)
		if errX == nil && errY == nil && x != y {
			if x < y {
				return -1
			}
			return 1
		}
		if a < b {
			return -1
		} else if a > b {
			return 1
		}
		return 0
	})
	return out
}

// numbers reports whether the answers are numbers, of which quantiles are drawn.
func (t *Tally) numbers() bool { return t.s.columns[t.column].field.Kind == Exact }
