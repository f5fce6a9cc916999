package figure

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"brink/cmd/internal/tex"
)

// Space on each side of relations and operations, as a share of the size, and the size
// of what stands in indices and fractions.
const (
	relationSpace  = 0.27
	operationSpace = 0.2
	scriptSize     = 0.7
	fractionSize   = 0.78
)

// setMath sets mathematics. Commands that are not known are shown by their names.
func setMath(latex string, size float64) box { return setNode(tex.Read(latex), size) }

// setNode sets a node with its index and its power.
func setNode(n tex.Node, size float64) box {
	b := setBase(n, size)
	at := b.w
	if n.Sub != nil {
		b.add(setNode(*n.Sub, size*scriptSize), at+0.03*size, -0.19*size-max(0, b.low-descent*size)*0.6)
	}
	if n.Super != nil {
		b.add(setNode(*n.Super, size*scriptSize), at+0.03*size, 0.36*size+max(0, b.up-ascent*size)*0.8)
	}
	return b
}

func setBase(n tex.Node, size float64) box {
	switch n.Kind {
	case tex.Row:
		return setRow(n.Args, size)
	case tex.Sign:
		if outline, ok := drawnSigns[n.Text]; ok {
			return setDrawn(outline, size)
		}
		r, _ := utf8.DecodeRuneInString(n.Text)
		return setCharacter(r, size)
	case tex.Letter:
		r, _ := utf8.DecodeRuneInString(n.Text)
		return setCharacter(r, size)
	case tex.Name:
		var b box
		for _, r := range strings.ReplaceAll(n.Text, " ", "") {
			b.follow(setCharacter(r, size))
		}
		return b
	case tex.Words:
		return set(n.Text, sans, size)
	case tex.Space:
		return box{w: n.Width * size}
	case tex.Fraction:
		return setFraction(setNode(n.Args[0], size*fractionSize), setNode(n.Args[1], size*fractionSize), size)
	case tex.Root:
		return setRoot(setNode(n.Args[0], size), size)
	case tex.Cases:
		return setCases(n.Args, size)
	case tex.Unknown:
		return set(strings.TrimPrefix(n.Text, `\`), serif, size)
	}
	return set(n.Text, serif, size) // Number, Function
}

// setRow sets nodes one behind the other, with space around relations, and around
// operations that have something before them: else they are signs of what follows.
func setRow(nodes []tex.Node, size float64) box {
	out := box{up: ascent * size, low: descent * size}
	operand := false
	for _, n := range nodes {
		b := setNode(n, size)
		sign := ""
		if n.Kind == tex.Sign {
			sign = n.Text
		}
		relation := sign != "" && strings.Contains(tex.Relations, sign)
		operation := sign != "" && strings.Contains(tex.Operations, sign)
		space := 0.0
		switch {
		case relation:
			space = relationSpace * size
		case operation && operand:
			space = operationSpace * size
		}
		out.w += space
		out.follow(b)
		out.w += space
		switch {
		case sign == "," || sign == ";":
			out.w += 0.17 * size
			operand = false
		case relation || operation || sign == "(" || sign == "[":
			operand = false
		case b.w > 0 && n.Kind != tex.Space:
			operand = true
		}
	}
	return out
}

// setCharacter sets a letter in italics, capital Greek letters and signs upright.
func setCharacter(r rune, size float64) box {
	if unicode.IsLetter(r) && (r < 'Α' || r > 'Ω') {
		return set(string(r), italic, size)
	}
	return set(string(r), serif, size)
}

// setFraction sets a numerator over a denominator, small enough for running text.
func setFraction(top, bottom box, size float64) box {
	axis, gap := 0.28*size, 0.1*size
	w := max(top.w, bottom.w) + 0.16*size
	side := 0.06 * size
	out := box{w: w + 2*side}
	out.add(top, side+(w-top.w)/2, axis+gap+top.low*0.75)
	out.add(bottom, side+(w-bottom.w)/2, axis-gap-bottom.up*0.95)
	out.marks = append(out.marks, Rect(side, axis-0.025*size, w, 0.05*size))
	out.w = w + 2*side
	return out
}

// setRoot sets a square root: the sign, and a bar over what it is taken of.
func setRoot(body box, size float64) box {
	out := set("√", serif, size)
	at := out.w
	out.add(body, at, 0)
	top := max(body.up, ascent*size) + 0.04*size
	out.marks = append(out.marks, Rect(at-0.03*size, top, body.w+0.06*size, 0.05*size))
	out.up = max(out.up, top+0.08*size)
	return out
}

// setCases sets lines of a value and where it is taken below each other, behind a brace.
func setCases(args []tex.Node, size float64) box {
	const inner, air = 0.9, 0.12
	var boxes []box
	column, high := 0.0, 0.0
	for i, n := range args {
		b := setNode(n, size*inner)
		if b.w > column && i%2 == 0 {
			column = b.w
		}
		boxes = append(boxes, b)
	}
	for i := 0; i+1 < len(boxes); i += 2 {
		high += max(boxes[i].up, boxes[i+1].up) + max(boxes[i].low, boxes[i+1].low) + air*size
	}
	axis := 0.28 * size
	brace := 0.34 * size
	out := box{w: brace}
	y := axis + high/2
	for i := 0; i+1 < len(boxes); i += 2 {
		y -= max(boxes[i].up, boxes[i+1].up) + air*size/2
		out.add(boxes[i], brace, y)
		out.add(boxes[i+1], brace+column+0.8*size, y)
		y -= max(boxes[i].low, boxes[i+1].low) + air*size/2
	}
	out.marks = append(out.marks, bracePath(0.06*size, axis-high/2, 0.2*size, high, 0.05*size))
	return out
}

// bracePath is a left brace of a width and a height from its lower left corner.
func bracePath(x, y, wide, high, stroke float64) Path {
	top, middle, right, spine := y+high, y+high/2, x+wide, x+wide*0.55
	bend := min(wide*0.9, high/4)
	var p Path
	p.MoveTo(Point{right, top})
	p.CurveTo(Point{spine, top}, Point{spine, top - bend*0.3}, Point{spine, top - bend})
	p.LineTo(Point{spine, middle + bend})
	p.CurveTo(Point{spine, middle + bend*0.3}, Point{spine, middle}, Point{x, middle})
	p.CurveTo(Point{spine, middle}, Point{spine, middle - bend*0.3}, Point{spine, middle - bend})
	p.LineTo(Point{spine, y + bend})
	p.CurveTo(Point{spine, y + bend*0.3}, Point{spine, y}, Point{right, y})
	inner := spine + stroke*1.6
	p.LineTo(Point{right, y + stroke*0.5})
	p.CurveTo(Point{inner, y + stroke*0.5}, Point{inner, y + bend*0.4}, Point{inner, y + bend})
	p.LineTo(Point{inner, middle - bend})
	p.CurveTo(Point{inner, middle - bend*0.3}, Point{inner, middle}, Point{x + stroke, middle})
	p.CurveTo(Point{inner, middle}, Point{inner, middle + bend*0.3}, Point{inner, middle + bend})
	p.LineTo(Point{inner, top - bend})
	p.CurveTo(Point{inner, top - bend*0.4}, Point{inner, top - stroke*0.5}, Point{right, top - stroke*0.5})
	p.Close()
	return p
}

// drawnSigns are the signs that the fonts do not have, as strokes from point to point at
// size 1.
var drawnSigns = map[string][][]Point{
	"∧": {{{0.05, 0}, {0.3, 0.58}, {0.55, 0}}},
	"∨": {{{0.05, 0.58}, {0.3, 0}, {0.55, 0.58}}},
	"⇒": {{{0.05, 0.21}, {0.75, 0.21}}, {{0.05, 0.35}, {0.75, 0.35}}, {{0.62, 0.06}, {0.85, 0.28}, {0.62, 0.5}}},
	"∈": {{{0.55, 0.5}, {0.3, 0.5}, {0.14, 0.42}, {0.08, 0.27}, {0.14, 0.12}, {0.3, 0.04}, {0.55, 0.04}}, {{0.08, 0.27}, {0.55, 0.27}}},
}

// drawnStroke is how broad their strokes are.
const drawnStroke = 0.045

// setDrawn sets a sign of strokes.
func setDrawn(strokes [][]Point, size float64) box {
	out := box{up: ascent * size, low: descent * size}
	for _, line := range strokes {
		for i := 1; i < len(line); i++ {
			a, b := line[i-1], line[i]
			long := math.Hypot(b.X-a.X, b.Y-a.Y)
			x, y := (b.X-a.X)/long*drawnStroke/2, (b.Y-a.Y)/long*drawnStroke/2
			a, b = Point{a.X - x, a.Y - y}, Point{b.X + x, b.Y + y} // corners close
			bar := Polygon(Point{a.X - y, a.Y + x}, Point{b.X - y, b.Y + x}, Point{b.X + y, b.Y - x}, Point{a.X + y, a.Y - x})
			out.marks = append(out.marks, bar.shifted(Point{}, size))
			out.w = max(out.w, (b.X+0.05)*size)
		}
	}
	return out
}
