package figure

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// writeSVG writes a scene as SVG 1.1. Text stays text, in families that have the
// metrics of the fonts it was measured in.
func writeSVG(s *Scene) []byte {
	w := &svgWriter{height: s.Height}
	fmt.Fprintf(&w.b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%spt\" height=\"%spt\" viewBox=\"0 0 %s %s\" role=\"img\">\n",
		number(s.Width), number(s.Height), number(s.Width), number(s.Height))
	if s.Title != "" {
		fmt.Fprintf(&w.b, "<title>%s</title>\n", escapeXML(s.Title))
	}
	fmt.Fprintf(&w.b, "<rect width=\"%s\" height=\"%s\" fill=\"#ffffff\"/>\n", number(s.Width), number(s.Height))
	paint(w, s.items)
	w.b.WriteString("</svg>\n")
	return w.b.Bytes()
}

type svgWriter struct {
	b      bytes.Buffer
	height float64
	clips  int
}

func (w *svgWriter) group(g group) {
	w.clips++
	fmt.Fprintf(&w.b, "<clipPath id=\"c%d\"><path d=\"%s\"/></clipPath>\n<g clip-path=\"url(#c%d)\">\n", w.clips, svgPath(g.clip, w.height), w.clips)
	paint(w, g.items)
	w.b.WriteString("</g>\n")
}

// svgPath is the data of a path on a sheet of a height: y points down there.
func svgPath(p Path, height float64) string {
	point := func(p Point) string { return number(p.X) + "," + number(height-p.Y) }
	var b strings.Builder
	for _, s := range p.segments {
		switch s.verb {
		case move:
			b.WriteString("M" + point(s.p[0]))
		case line:
			b.WriteString("L" + point(s.p[0]))
		case cubic:
			b.WriteString("C" + point(s.p[0]) + " " + point(s.p[1]) + " " + point(s.p[2]))
		case closed:
			b.WriteString("Z")
		}
	}
	return b.String()
}

func (w *svgWriter) shape(s shape) {
	fmt.Fprintf(&w.b, "<path d=\"%s\"", svgPath(s.path, w.height))
	if s.fill != nil {
		fmt.Fprintf(&w.b, " fill=\"%s\"", s.fill.Hex())
	} else {
		w.b.WriteString(" fill=\"none\"")
	}
	if k := s.stroke; k != nil {
		fmt.Fprintf(&w.b, " stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\"", k.Colour.Hex(), number(k.Width))
		if k.Dash != nil {
			fmt.Fprintf(&w.b, " stroke-dasharray=\"%s\"", join(k.Dash...))
		} else {
			w.b.WriteString(" stroke-linecap=\"round\"")
		}
	}
	w.b.WriteString("/>\n")
}

func (w *svgWriter) text(t Text) {
	b, shift := t.placed()
	if t.Ground {
		white := White
		w.shape(shape{path: t.ground(b, shift), fill: &white})
	}
	fmt.Fprintf(&w.b, "<g fill=\"%s\" transform=\"translate(%s,%s)", t.Colour.Hex(), number(t.At.X), number(w.height-t.At.Y))
	if t.Angle != 0 {
		fmt.Fprintf(&w.b, " rotate(%s)", number(-t.Angle))
	}
	w.b.WriteString("\">")
	for _, g := range b.glyphs {
		style := ""
		if g.face.style != "normal" {
			style = " font-style=\"" + g.face.style + "\""
		}
		fmt.Fprintf(&w.b, "<text x=\"%s\" y=\"%s\" font-family=\"%s\" font-size=\"%s\"%s style=\"font-kerning:none\" xml:space=\"preserve\">%s</text>",
			number(shift.X+g.at.X), number(-shift.Y-g.at.Y), g.face.family, number(g.size), style, escapeXML(g.text))
	}
	for _, m := range b.marks {
		fmt.Fprintf(&w.b, "<path d=\"%s\"/>", svgPath(m.shifted(shift, 1), 0))
	}
	w.b.WriteString("</g>\n")
}

func escapeXML(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic("figure: a strings.Builder failed")
	}
	return b.String()
}
