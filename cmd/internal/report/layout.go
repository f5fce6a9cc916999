package report

import (
	"strings"
)

// minColumn is the width below which a column that wants more is unreadable.
const minColumn = 12

// maxLines is the height above which a wrapped row is unreadable in a table.
const maxLines = 12

// costLine is what a further line of a row costs in terms of the penalties of
// breaks.
const costLine = 8

// frame is the width of a table's rules and padding.
func frame(columns int) int { return 3*columns + 1 }

// naturalWidth is the width of a cell that is not broken.
func naturalWidth(c Cell) int {
	w := 0
	for line := range strings.SplitSeq(c.Text, "\n") {
		w = max(w, lineWidth(line))
	}
	return w
}

// column is one column of a table being laid out, header first.
type column struct {
	cells   []Cell
	natural int // width at which nothing breaks
	least   int // width below which it must not go
	fits    map[int]*fit
}

// fit is what breaking a column's cells at some width leads to.
type fit struct {
	heights []int // lines by cell
	damage  damage
	filled  int // width of the longest line
}

func newColumn(t *Table, j int) *column {
	c := &column{fits: make(map[int]*fit)}
	c.cells = append(c.cells, Text(t.header(j)))
	for i := range t.Rows {
		c.cells = append(c.cells, t.cell(i, j))
	}
	for _, x := range c.cells {
		c.natural = max(c.natural, naturalWidth(x))
		c.least = max(c.least, longestPiece(x))
	}
	c.least = min(c.natural, max(c.least, minColumn))
	return c
}

func (c *column) at(width int) *fit {
	if f := c.fits[width]; f != nil {
		return f
	}
	f := &fit{heights: make([]int, len(c.cells))}
	for i, x := range c.cells {
		lines := f.damage.wrap(x, width)
		f.heights[i] = len(lines)
		for _, l := range lines {
			f.filled = max(f.filled, lineWidth(l))
		}
	}
	c.fits[width] = f
	return f
}

// maxSearch bounds the number of cells for which the best layout is sought;
// larger tables are laid out by an even share.
const maxSearch = 1000

// layout chooses the column widths of a table for a line of the given width (0
// for no limit). It is not ok when the table should rather be printed as
// records: when some column or row would become unreadable, or formulas would
// be broken inside brackets that records leave whole.
func layout(t *Table, width int) (widths []int, ok bool) {
	n := t.columns()
	columns := make([]*column, n)
	natural, least := make([]int, n), make([]int, n)
	for j := range n {
		columns[j] = newColumn(t, j)
		natural[j], least[j] = columns[j].natural, columns[j].least
	}
	room := width - frame(n)
	switch {
	case width == 0 || sumOf(natural) <= room:
		return natural, true
	case sumOf(least) > room:
		return nil, false
	case n*len(t.Rows) > maxSearch:
		widths = share(natural, least, room)
	default:
		widths = widen(columns, room-sumOf(least))
	}
	tallest, nested, nestedRecords := 0, 0, 0
	for j, w := range widths {
		f := columns[j].at(w)
		widths[j] = f.filled
		for _, h := range f.heights {
			tallest = max(tallest, h)
		}
		nested += f.damage.nested
	}
	if nested > 0 {
		_, indent := recordLabels(t)
		for _, c := range columns {
			nestedRecords += c.at(max(width-indent, minColumn)).damage.nested
		}
	}
	return widths, tallest <= maxLines && nested <= nestedRecords
}

// widen starts from the least widths and spends the spare columns step by step
// where they save most, in lines and in penalties, for their number.
func widen(columns []*column, spare int) []int {
	widths := make([]int, len(columns))
	for j, c := range columns {
		widths[j] = c.least
	}
	cost := tableCost(columns, widths)
	for {
		at, by, saved := -1, 0, 0
		for j, c := range columns {
			old := widths[j]
			for d := 1; d <= min(spare, c.natural-old); d++ {
				widths[j] = old + d
				if s := cost - tableCost(columns, widths); s > 0 && (at < 0 || s*by > saved*d) {
					at, by, saved = j, d, s
				}
			}
			widths[j] = old
		}
		if at < 0 {
			return widths
		}
		widths[at] += by
		spare -= by
		cost -= saved
	}
}

func tableCost(columns []*column, widths []int) int {
	cost := 0
	fits := make([]*fit, len(columns))
	for j, c := range columns {
		fits[j] = c.at(widths[j])
		cost += fits[j].damage.penalty
	}
	for i := range fits[0].heights {
		tallest := 0
		for _, f := range fits {
			tallest = max(tallest, f.heights[i])
		}
		cost += costLine * tallest
	}
	return cost
}

// share divides room among columns: each gets at least its least and at most
// what it wants, and none gets more than another that would like to have more,
// unless its least demands it.
func share(want, least []int, room int) []int {
	level := 0
	total := func(level int) (sum int) {
		for j := range want {
			sum += min(want[j], max(least[j], level))
		}
		return sum
	}
	for level < room && total(level+1) <= room {
		level++
	}
	out := make([]int, len(want))
	left := room
	for j := range want {
		out[j] = min(want[j], max(least[j], level))
		left -= out[j]
	}
	for j := range want { // the odd columns of an uneven share
		if left > 0 && out[j] < want[j] {
			out[j]++
			left--
		}
	}
	return out
}

func sumOf(xs []int) int {
	s := 0
	for _, x := range xs {
		s += x
	}
	return s
}
