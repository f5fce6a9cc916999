package check

import (
	"context"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games/algebra"
	"brink/solver/exact"
)

// draw is a polynomial with small coefficients.
func draw(r *rand.Rand, vars, degree int) algebra.Poly {
	p := algebra.IntPoly(0)
	for range 2 + r.IntN(4) {
		m := algebra.IntPoly(int64(r.IntN(11) - 5))
		for range r.IntN(degree + 1) {
			m = m.Mul(algebra.Variable(r.IntN(vars)))
		}
		p = p.Add(m)
	}
	return p
}

// TestPointAgreesWithTower compares with the prover's algebraic numbers, which
// share no code with these: all roots over a point of one or two coordinates,
// their order, and signs there.
func TestPointAgreesWithTower(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	deep := 0
	for range 150 {
		pt := newPoint(&meter{ctx: context.Background(), left: DefaultSteps})
		tower := &exact.Tower{}
		levels := 1 + r.IntN(3)
		for v := range levels {
			var mine []*root
			var theirs []*exact.Root
			for range 2 {
				p := draw(r, v+1, 4)
				if r.IntN(4) == 0 {
					p = p.Mul(p)
				}
				if p.IsZero() {
					continue
				}
				a := pt.roots(read(p), v)
				b, _ := tower.Roots(p, v)
				if len(a) != len(b) {
					t.Fatalf("%s over %d coordinates: %d roots, want %d", p, v, len(a), len(b))
				}
				mine, theirs = append(mine, a...), append(theirs, b...)
			}
			if len(mine) == 0 {
				break
			}
			for i := range mine {
				x := big.NewRat(int64(r.IntN(9)-4), int64(1+r.IntN(3)))
				if got, want := pt.cmpRat(mine[i], x, v), tower.CmpRat(theirs[i], exact.RatBig(x)); got != want {
					t.Fatalf("root %d against %s: %d, want %d", i, x, got, want)
				}
				for j := range mine {
					if got, want := pt.cmp(mine[i], mine[j]), tower.Cmp(theirs[i], theirs[j]); got != want {
						t.Fatalf("roots %d and %d: %d, want %d", i, j, got, want)
					}
				}
			}
			k := r.IntN(len(mine))
			pt.push(v, mine[k])
			tower.PushRoot(v, theirs[k])
			for range 4 {
				p := draw(r, v+1, 3)
				if r.IntN(3) == 0 { // vanishes there
					p = p.Mul(theirs[k].Poly())
				}
				if _, ok := theirs[k].Rational(); ok && r.IntN(2) == 0 {
					continue
				}
				if got, want := pt.sign(read(p), v+1), tower.Sign(p); got != want {
					t.Fatalf("sign of %s at %d coordinates: %d, want %d", p, v+1, got, want)
				}
			}
			if pt.coords[v].root.rat == nil && v > 0 {
				deep++
			}
		}
	}
	if deep < 5 {
		t.Errorf("only %d points had an irrational coordinate over another", deep)
	}
}

// TestArithmetic holds the own arithmetic to values at rational points.
func TestArithmetic(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	m := &meter{ctx: context.Background(), left: DefaultSteps}
	for range 300 {
		p, q, s := draw(r, 3, 4), draw(r, 3, 3), draw(r, 2, 3)
		a, b := read(p), read(q)
		if got := m.mul(a, b); got.key() != read(p.Mul(q)).key() {
			t.Fatalf("(%s)*(%s) went wrong", p, q)
		}
		if got := m.add(a, b, -1); got.key() != read(p.Sub(q)).key() {
			t.Fatalf("(%s) - (%s) went wrong", p, q)
		}
		if !q.IsZero() && m.divide(m.mul(a, b), b).key() != a.key() {
			t.Fatalf("(%s)*(%s) does not divide", p, q)
		}
		if got := m.fromCoeffs(a.coeffs(1), 1); got.key() != a.key() {
			t.Fatalf("the coefficients of %s do not make it up", p)
		}
		// With a common factor the resultant vanishes, and the subresultant of its
		// degree does not.
		f, g, h := read(p), read(q), read(s)
		if f.degree(0) > 0 && g.degree(0) > 0 {
			zero := m.resultant(f, g, 0).isZero()
			if want := algebra.Resultant(p, q, 0).IsZero(); zero != want {
				t.Fatalf("resultant of %s and %s vanishes: %v", p, q, zero)
			}
			if h.degree(0) > 0 {
				f, g = m.mul(f, h), m.mul(g, h)
				for j := range h.degree(0) {
					if !m.subresultant(f, g, 0, j).isZero() {
						t.Fatalf("subresultant %d of %s and %s times %s does not vanish", j, p, q, s)
					}
				}
				if !zero && m.subresultant(f, g, 0, h.degree(0)).isZero() {
					t.Fatalf("the gcd of %s and %s times %s has a larger degree", p, q, s)
				}
			}
		}
	}
}
