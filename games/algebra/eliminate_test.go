package algebra

import (
	"testing"

	"pgregory.net/rapid"
)

// leibniz is the determinant by expansion along the first row, an oracle.
func leibniz(a [][]Poly) Poly {
	if len(a) == 0 {
		return IntPoly(1)
	}
	var sum Poly
	for j, p := range a[0] {
		var minor [][]Poly
		for _, row := range a[1:] {
			minor = append(minor, append(append([]Poly{}, row[:j]...), row[j+1:]...))
		}
		t := p.Mul(leibniz(minor))
		if j%2 == 1 {
			t = t.Neg()
		}
		sum = sum.Add(t)
	}
	return sum
}

// TestEliminate: determinants are those of the expansion, solutions solve, also of
// singular matrices and of ones whose diagonal begins with zeros.
func TestEliminate(t *testing.T) {
	s := shape{2, 2, 1, false}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 4).Draw(t, "n")
		draw := func(cols int) [][]Poly {
			m := make([][]Poly, n)
			for i := range m {
				for range cols {
					p := Poly{}
					if rapid.IntRange(0, 2).Draw(t, "zero") > 0 {
						p = s.gen().Draw(t, "p")
					}
					m[i] = append(m[i], p)
				}
			}
			return m
		}
		copied := func(m [][]Poly) [][]Poly {
			out := make([][]Poly, len(m))
			for i := range m {
				out[i] = append([]Poly{}, m[i]...)
			}
			return out
		}
		a, b := draw(n), draw(2)
		want := leibniz(a)
		var e *Effort
		if det, ok := e.Determinant(copied(a)); !ok || !det.Equal(want) {
			t.Fatalf("determinant %v, want %v", det, want)
		}
		x, det, ok := e.SolveLinear(copied(a), copied(b))
		if !ok || !det.Equal(want) {
			t.Fatalf("determinant %v, want %v", det, want)
		}
		if det.IsZero() {
			return
		}
		for i := range a {
			for c := range 2 {
				sum := det.Mul(b[i][c]).Neg()
				for j := range a {
					sum = sum.Add(a[i][j].Mul(x[j][c]))
				}
				if !sum.IsZero() {
					t.Fatalf("row %d, column %d is off by %v", i, c, sum)
				}
			}
		}
	})
}

// TestEffortEndsEliminations: a budget and an account that is closed end both, after
// they were told of every step.
func TestEffortEndsEliminations(t *testing.T) {
	matrix := func() [][]Poly {
		a := make([][]Poly, 6)
		for i := range a {
			for j := range a {
				a[i] = append(a[i], Variable(i%3).Pow(j).Add(IntPoly(int64(i*j+1))))
			}
		}
		return a
	}
	p, q := Variable(0).Pow(9).Add(Variable(1).Pow(4)).Add(IntPoly(1)), Variable(0).Pow(7).Mul(Variable(1)).Sub(Variable(0)).Add(IntPoly(5))
	for name, f := range map[string]func(*Effort) bool{
		"determinant": func(e *Effort) bool { _, ok := e.Determinant(matrix()); return ok },
		"system":      func(e *Effort) bool { _, _, ok := e.SolveLinear(matrix(), matrix()); return ok },
		"resultant":   func(e *Effort) bool { _, ok := e.Resultant(p, q, 0); return ok },
	} {
		total := 0
		if !f(Charging(func(n int) bool { total += n; return true })) || total == 0 {
			t.Errorf("%s: not finished after %d steps", name, total)
		}
		if f(NewEffort(total/2)) || !f(NewEffort(total+1)) {
			t.Errorf("%s: a budget of %d steps is not kept", name, total)
		}
		asked := 0
		e := Charging(func(int) bool { asked++; return asked < 3 })
		if f(e) || asked != 3 || !e.Spent() {
			t.Errorf("%s: asked %d times, the third time in vain", name, asked)
		}
	}
}
