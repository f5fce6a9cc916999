package plane

import (
	"slices"
)

// curves lists the pieces of zero sets at which something changes, each as long as
// everything stays alike, from left to right and upwards.
func (t *tracer) curves() []Curve {
	var out []Curve
	ends := make(map[int][2]int) // by number of the curve, where it ends
	for c := range t.columns {
		col := &t.columns[c]
		for i := t.arcLo[c]; i <= t.arcHi[c]; i++ {
			a := col.arcs[i]
			k := Curve{P: t.t.list[a.factor], Class: col.on[i], Sides: [2]int{col.sectors[i], col.sectors[i+1]}, Bound: t.t.bounds[a.factor]}
			if t.frame[a.factor] || !k.visible() {
				continue
			}
			line := t.trace(c, i)
			begin, end := [2]int{c, t.from[c][i]}, [2]int{c + 1, t.to[c][i]}
			n := slices.IndexFunc(out, func(o Curve) bool { return o.alike(&k) })
			for n >= 0 && ends[n] != begin {
				next := slices.IndexFunc(out[n+1:], func(o Curve) bool { return o.alike(&k) })
				if next < 0 {
					n = -1
				} else {
					n += 1 + next
				}
			}
			if n < 0 {
				k.Points = slices.Clone(line)
				out = append(out, k)
				ends[len(out)-1] = end
				continue
			}
			if t.straight(k.P) {
				out[n].Points[len(out[n].Points)-1] = line[len(line)-1]
			} else {
				out[n].Points = append(out[n].Points, line[1:]...)
			}
			ends[n] = end
		}
	}
	for f := range t.fences {
		if t.fences[f].flat < 0 {
			continue
		}
		joined := -1
		for gap := t.nodeLo[f] + 1; gap <= t.nodeHi[f]; gap++ {
			left, right := t.beside(f, gap)
			k := Curve{P: t.t.list[t.fences[f].flat], Class: t.fences[f].gaps[gap], Sides: [2]int{left, right}, Bound: t.t.bounds[t.fences[f].flat]}
			if !k.visible() {
				joined = -1
				continue
			}
			upper := t.nodeAt([2]int{f, gap})
			if joined >= 0 && out[joined].alike(&k) {
				out[joined].Points[1] = upper
				continue
			}
			k.Points = []Vec{t.nodeAt([2]int{f, gap - 1}), upper}
			joined = len(out)
			out = append(out, k)
		}
	}
	return out
}

func (k *Curve) visible() bool { return k.Class != k.Sides[0] || k.Class != k.Sides[1] }

func (k *Curve) alike(o *Curve) bool {
	return k.Class == o.Class && k.Sides == o.Sides && k.P.Equal(o.P)
}

// dots lists the points that are unlike everything beside them.
func (t *tracer) dots() []Dot {
	var out []Dot
	for f := range t.fences {
		for j := t.nodeLo[f]; j <= t.nodeHi[f]; j++ {
			n := &t.fences[f].nodes[j]
			if n.class == Outside {
				continue
			}
			near := []int{t.fences[f].gaps[j], t.fences[f].gaps[j+1]}
			if f > 0 {
				near = append(near, t.around(f-1, t.to[f-1], j)...)
			}
			if f < len(t.columns) {
				near = append(near, t.around(f, t.from[f], j)...)
			}
			if !slices.Contains(near, n.class) {
				out = append(out, Dot{Vec{t.fences[f].at, n.y}, n.class})
			}
		}
	}
	return out
}

// around lists the classes of the arcs and sectors of a column that come to a node.
func (t *tracer) around(col int, ends []int, j int) []int {
	var out []int
	c := &t.columns[col]
	for i := t.arcLo[col]; i <= t.arcHi[col]; i++ {
		if ends[i] == j {
			out = append(out, c.on[i])
		}
		if i > t.arcLo[col] && ends[i-1] <= j && ends[i] >= j {
			out = append(out, c.sectors[i])
		}
	}
	return out
}

// Area is that of a closed line, negative where it goes clockwise around it.
func Area(l []Vec) float64 {
	sum := 0.0
	for i, p := range l {
		q := l[(i+1)%len(l)]
		sum += p.X*q.Y - q.X*p.Y
	}
	return sum / 2
}

// Inside reports whether a closed line that does not cross another lies inside of it.
func Inside(outer, l []Vec) bool {
	at := Vec{(l[0].X + l[1].X) / 2, (l[0].Y + l[1].Y) / 2}
	in := false
	for i, p := range outer {
		q := outer[(i+1)%len(outer)]
		if (p.Y > at.Y) != (q.Y > at.Y) && at.X < p.X+(at.Y-p.Y)/(q.Y-p.Y)*(q.X-p.X) {
			in = !in
		}
	}
	return in
}
