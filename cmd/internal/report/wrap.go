package report

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// hang is the indent of the lines of a formula after the first.
const hang = 2

// breakClass orders the places at which a formula may be broken, best first.
type breakClass int

const (
	breakLogic    breakClass = iota // before "and", "or", "=>", "<=>"; where the cell says so
	breakList                       // after "," or ";"
	breakRelation                   // before <, <=, =, …
	breakOperator                   // before + - * /, and any space of running text
	breakSpace                      // after an operator
)

// breakPoint is a place at which text may be broken: the line ends at offset
// end, the next begins at offset next.
type breakPoint struct {
	end, next int
	class     breakClass
	depth     int // nesting of brackets there
}

// penalty ranks breaks: a nested "and" is better than a sum outside brackets,
// which is better than a sum inside them.
func (p breakPoint) penalty() int { return 2*int(p.class) + 3*p.depth }

const (
	penaltyShort  = 4                        // for leaving two thirds of a line empty
	penaltyNested = 2*int(breakOperator) + 3 // from here on breaks are hard to read
	penaltyCut    = 40                       // a cut between two characters
	penaltyNone   = 1 << 20                  // no place at all
)

// damage sums up the breaks of a cell.
type damage struct {
	penalty int
	nested  int // how many are hard to read: sums broken inside brackets, names cut
}

func (d *damage) add(penalty int) {
	d.penalty += penalty
	if penalty >= penaltyNested {
		d.nested++
	}
}

// wrap breaks a cell into lines of at most width columns (0 for no limit; at
// least hang+1 is needed otherwise).
func wrap(c Cell, width int) []string {
	var d damage
	return d.wrap(c, width)
}

// wrap is the function wrap, and adds up the damage.
func (d *damage) wrap(c Cell, width int) []string {
	if !strings.Contains(c.Text, "\n") {
		return d.wrapLine(c, width)
	}
	var out []string
	for line := range strings.SplitSeq(c.Text, "\n") {
		out = append(out, d.wrapLine(Cell{Text: line, Formula: c.Formula}, width)...)
	}
	return out
}

func (d *damage) wrapLine(c Cell, width int) []string {
	if width <= 0 || lineWidth(c.Text) <= width {
		return []string{c.Text}
	}
	points := breakPoints(c)
	indent := ""
	if c.Formula {
		indent = strings.Repeat(" ", hang)
	}
	var out []string
	start := 0
	for {
		room, lead := width, ""
		if len(out) > 0 {
			room, lead = width-len(indent), indent
		}
		rest := c.Text[start:]
		if lineWidth(rest) <= room {
			return append(out, lead+rest)
		}
		for len(points) > 0 && points[0].end <= start {
			points = points[1:]
		}
		end, next, cost := chooseBreak(c.Text, start, room, points)
		out = append(out, lead+c.Text[start:end])
		d.add(cost)
		if start = next; start >= len(c.Text) {
			return out
		}
	}
}

// chooseBreak picks where the line that begins at start and has room for so
// many columns ends. points are the places after start. Of those that fit it
// takes the one with the least penalty, the last of several; a line that is
// left mostly empty counts against it. If there is none at all the line is cut
// between characters.
func chooseBreak(text string, start, room int, points []breakPoint) (end, next, penalty int) {
	var best breakPoint
	penalty = penaltyNone
	for _, p := range points {
		w := lineWidth(text[start:p.end])
		if w > room {
			break
		}
		cost := p.penalty()
		if 3*w < room {
			cost += penaltyShort
		}
		if cost <= penalty {
			best, penalty = p, cost
		}
	}
	if penalty < penaltyNone {
		return best.end, best.next, best.penalty()
	}
	end = start
	for end < len(text) {
		_, size := utf8.DecodeRuneInString(text[end:])
		if end > start && lineWidth(text[start:end+size]) > room {
			break
		}
		end += size
	}
	return end, end, penaltyCut
}

// breakPoints finds the places at which text may be broken, in order.
func breakPoints(c Cell) []breakPoint {
	s := c.Text
	var points []breakPoint
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case ' ':
			if i == 0 || i+1 == len(s) || s[i+1] == ' ' {
				continue
			}
			p := breakPoint{end: i, next: i + 1, class: breakOperator, depth: depth}
			if c.Formula {
				p.class = classify(s[:i], s[i+1:])
			} else {
				p.depth = 0
			}
			points = append(points, p)
		}
	}
	for _, at := range c.Breaks {
		if at <= 0 || at >= len(s) || !utf8.RuneStart(s[at]) {
			continue
		}
		points = append(points, breakPoint{end: len(strings.TrimRight(s[:at], " ")), next: len(s) - len(strings.TrimLeft(s[at:], " "))})
	}
	slices.SortStableFunc(points, func(a, b breakPoint) int { return a.end - b.end })
	return points
}

// classify classes the space between two parts of a formula.
func classify(before, after string) breakClass {
	word, _, _ := strings.Cut(after, " ")
	switch word {
	case "and", "or", "=>", "<=>", "∧", "∨", "⇒", "⇔":
		return breakLogic
	}
	if strings.HasSuffix(before, ",") || strings.HasSuffix(before, ";") {
		return breakList
	}
	switch word {
	case "<", "<=", ">", ">=", "=", "!=", "≤", "≥", "≠", "≈":
		return breakRelation
	case "+", "-", "*", "/", "·":
		return breakOperator
	}
	return breakSpace
}

// longestPiece is the width that a cell needs if it is broken wherever
// possible.
func longestPiece(c Cell) int {
	longest := 0
	for i, line := range strings.Split(c.Text, "\n") {
		part := Cell{Text: line, Formula: c.Formula}
		if i == 0 && !strings.Contains(c.Text, "\n") {
			part.Breaks = c.Breaks
		}
		start := 0
		for _, p := range breakPoints(part) {
			if p.end > start {
				longest = max(longest, lineWidth(line[start:p.end]))
				start = p.next
			}
		}
		longest = max(longest, lineWidth(line[start:]))
	}
	if c.Formula {
		longest += hang
	}
	return longest
}
