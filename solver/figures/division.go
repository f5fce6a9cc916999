package figures

import (
	"math/big"

	"brink/solver/answer"
	"brink/solver/note"
)

// simplices are the mixtures of the players with three actions, divided by the best
// replies of the other, with the equilibria.
func (t *twoPlayers) simplices() {
	colours := 0
	marks := make([]int, 0, 2)
	for q := range 2 {
		if len(t.g.Players[q].Actions) != 3 {
			continue
		}
		p := 1 - q
		panel := answer.Panel{Triangle: corners(t.g.Players[q].Name+": ", t.g.Players[q].Actions)}
		n := len(t.g.Players[p].Actions)
		gain := func(a, b int) [3]*big.Rat {
			var d [3]*big.Rat
			for k := range d {
				d[k] = new(big.Rat).Sub(t.pay(p, a, k), t.pay(p, b, k))
			}
			return d
		}
		for a := range n {
			region := triangle()
			for b := range n {
				if d := gain(a, b); b != a && !(b > a && isZero(d)) {
					region = clip(region, d)
				}
			}
			// Of actions that always pay the same the first stands for all.
			if same := firstSame(a, gain); same < a || !solid(region) {
				continue
			}
			key := add(t.f, answer.Key{Says: says(note.FigureReplyOf, t.g.Players[p].Name, t.g.Players[p].Actions[a]), Colour: colours + a})
			panel.Areas = append(panel.Areas, answer.Area{Key: key, Loops: []answer.Outline{{Corners: region}}})
		}
		colours += n
		t.f.Panels = append(t.f.Panels, panel)
		marks = append(marks, q)
	}
	key := add(t.f, answer.Key{Says: says(note.FigureEquilibria), Colour: answer.Ink, Form: answer.KeyMark})
	for i, q := range marks {
		t.equilibriumMarks(&t.f.Panels[i], key, func(e *answer.Equilibrium) (x, y answer.Real) { return prob(e, q, 0), prob(e, q, 1) })
	}
}

func corners(before string, names []string) []answer.Saying {
	out := make([]answer.Saying, len(names))
	for i, n := range names {
		out[i] = answer.Saying{Name: before + n}
	}
	return out
}

func firstSame(a int, gain func(a, b int) [3]*big.Rat) int {
	for b := range a {
		if isZero(gain(a, b)) {
			return b
		}
	}
	return a
}

func isZero(d [3]*big.Rat) bool { return d[0].Sign() == 0 && d[1].Sign() == 0 && d[2].Sign() == 0 }

// triangle is the simplex by the shares of its first two corners.
func triangle() [][2]*big.Rat {
	zero := new(big.Rat)
	return [][2]*big.Rat{{one, zero}, {zero, one}, {zero, zero}}
}

// clip is the part of a convex polygon in the simplex where a function that is linear in
// the three shares, by its values at the corners, is at least 0 (Sutherland and Hodgman
// 1974).
func clip(polygon [][2]*big.Rat, d [3]*big.Rat) [][2]*big.Rat {
	at := func(x [2]*big.Rat) *big.Rat {
		v := new(big.Rat).Set(d[2])
		for k := range 2 {
			s := new(big.Rat).Sub(d[k], d[2])
			v.Add(v, s.Mul(s, x[k]))
		}
		return v
	}
	var out [][2]*big.Rat
	for i, x := range polygon {
		y := polygon[(i+1)%len(polygon)]
		u, v := at(x), at(y)
		if u.Sign() >= 0 {
			out = append(out, x)
		}
		if u.Sign()*v.Sign() < 0 {
			share := new(big.Rat).Quo(u, new(big.Rat).Sub(u, v))
			var z [2]*big.Rat
			for k := range z {
				z[k] = new(big.Rat).Sub(y[k], x[k])
				z[k].Mul(z[k], share).Add(z[k], x[k])
			}
			out = append(out, z)
		}
	}
	return out
}

// solid reports whether a convex polygon has an area.
func solid(polygon [][2]*big.Rat) bool {
	twice := new(big.Rat)
	for i, x := range polygon {
		y := polygon[(i+1)%len(polygon)]
		twice.Add(twice, new(big.Rat).Mul(x[0], y[1]))
		twice.Sub(twice, new(big.Rat).Mul(x[1], y[0]))
	}
	return twice.Sign() != 0
}
