package report

import (
	"strconv"

	"brink/solver/answer"
)

// figureData lists the points of a figure: a line for each, by chart, element and part,
// exact where they are; of a graph its edges.
func (w *Words) figureData(f *answer.Figure) []Block {
	words := w.Note
	if g := f.Graph; g != nil {
		t := &Table{Header: []string{w.Say(sayFigureFrom), w.Say(sayFigureTo), w.Say(sayFigureSeries), w.Say(sayFigureLabel)}}
		for _, e := range g.Edges {
			var labels []string
			for _, s := range e.Says {
				labels = append(labels, f.Plain(words, s))
			}
			t.Rows = append(t.Rows, []Cell{Text(g.Nodes[e.From].Name), Text(g.Nodes[e.To].Name), Text(f.Plain(words, f.Keys[e.Key].Says)), Text(w.List(labels))})
		}
		return []Block{t}
	}
	t := &Table{Header: []string{w.Say(sayFigureChart), w.Say(sayFigureSeries), w.Say(sayFigureLabel), w.Say(sayFigurePart), "x", "y"}}
	for i := range f.Panels {
		p := &f.Panels[i]
		part := 0
		add := func(key int, label *answer.Saying, x, y string) {
			says := ""
			if label != nil {
				says = f.Plain(words, *label)
			}
			t.Rows = append(t.Rows, []Cell{Text(strconv.Itoa(i + 1)), Text(f.Plain(words, f.Keys[key].Says)), Text(says), Text(strconv.Itoa(part)), Text(x), Text(y)})
		}
		outline := func(key int, label *answer.Saying, o answer.Outline) {
			part++
			for _, c := range o.Corners {
				add(key, label, c[0].RatString(), c[1].RatString())
			}
			if o.Corners == nil {
				for _, v := range o.Points {
					add(key, label, coordinate(v.X), coordinate(v.Y))
				}
			}
		}
		for _, a := range p.Areas {
			for _, l := range a.Loops {
				outline(a.Key, nil, l)
			}
		}
		for _, l := range p.Lines {
			outline(l.Key, l.Says, l.Outline)
		}
		for _, m := range p.Marks {
			part++
			add(m.Key, m.Says, m.X.Long(), m.Y.Long())
		}
	}
	return []Block{t}
}

// coordinate is a traced number, with the digits that it has.
func coordinate(x float64) string { return strconv.FormatFloat(answer.Traced(x), 'g', -1, 64) }
