package exact

import (
	"slices"

	"brink/games/algebra"
)

// descartesRoots isolates the roots in x of a polynomial with irrational
// coefficients by bisection with Descartes' rule of signs on enclosures of the
// coefficients (Eigenwillig, Kettner, Krandick, Mehlhorn, Schmitt and Wolpert
// 2005, "A Descartes algorithm for polynomials with bit-stream coefficients").
// Only definite signs count, so the result is exact. It does not end at a
// multiple root; then, or when precision is short, it gives up and reports false.
func (t *Tower) descartesRoots(p algebra.Poly, x algebra.Var, e effort) ([]*Root, bool) {
	b := t.rootBound(p, x)
	for bits := 2 * narrow; bits <= e.bits; bits *= 2 {
		if t.halt(10 * p.Terms() * (1 + bits/512)) {
			return nil, false
		}
		if ivs, ok := t.isolateWide(p, x, b, bits, e.depth); ok {
			out := make([]*Root, len(ivs))
			for i, iv := range ivs {
				lo := t.sign(shrink(p.At(x, iv.Lo.shared())), len(t.coords))
				out[i] = &Root{x: x, p: p, iv: iv, lo: lo, iso: iv}
				t.guess(out[i])
			}
			return out, !t.stopped
		}
	}
	return nil, false
}

// effort bounds the precision of the coefficients, and the depth of the bisection
// at 2^-depth of the root bound.
type effort struct{ bits, depth int }

// Little effort finds out soon that there is a multiple root; with much, only
// roots of extreme closeness are left to Sturm sequences.
var (
	little = effort{8 * narrow, 24}
	much   = effort{128 * narrow, 1000}
)

// isolateWide works with coefficients enclosed to about 2^-bits.
func (t *Tower) isolateWide(p algebra.Poly, x algebra.Var, bound Rat, bits, depth int) ([]Interval, bool) {
	prec := uint(3 * bits)
	coeffs := t.wideCoeffs(p, x, bits, prec)
	if t.stopped {
		return nil, false
	}
	type piece struct {
		iv    Interval
		depth int
	}
	var out []Interval
	stack := []piece{{Interval{bound.Neg(), bound}, 0}}
	for len(stack) > 0 {
		pc := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if t.halt(len(coeffs) * len(coeffs) / 2 * (1 + bits/256)) {
			return nil, false
		}
		v, sure := variationsIn(coeffs, pc.iv, prec)
		switch {
		case sure && v == 0:
			continue
		case sure && v == 1:
			out = append(out, pc.iv)
			continue
		case pc.depth == depth:
			return nil, false
		}
		// The cut must not be a root.
		w := pc.iv.Hi.Sub(pc.iv.Lo)
		cut := false
		for _, f := range [...]Rat{half, RatFrac(3, 8), RatFrac(5, 8), RatFrac(7, 16)} {
			m := pc.iv.Lo.Add(w.Mul(f))
			if s, ok := valueAt(coeffs, m, prec).sign(); ok && s != 0 {
				stack = append(stack, piece{Interval{m, pc.iv.Hi}, pc.depth + 1}, piece{Interval{pc.iv.Lo, m}, pc.depth + 1})
				cut = true
				break
			}
		}
		if !cut {
			return nil, false
		}
	}
	slices.SortFunc(out, func(a, b Interval) int { return a.Lo.Cmp(b.Lo) })
	return out, true
}

// variationsIn bounds the number of roots in an open interval by Descartes' rule
// applied to (x+1)^n·q(1/(x+1)) for q(x) = p(lo + (hi-lo)·x). Zero and one are
// exact counts; sure is false when a sign is not definite.
func variationsIn(coeffs []wide, iv Interval, prec uint) (count int, sure bool) {
	n := len(coeffs)
	q := slices.Clone(coeffs)
	lo, w := wideRat(iv.Lo, prec), wideRat(iv.Hi.Sub(iv.Lo), prec)
	for i := range n - 1 { // Taylor shift by lo
		for k := n - 2; k >= i; k-- {
			q[k] = q[k].add(q[k+1].mul(lo))
		}
	}
	s := w
	for k := 1; k < n; k++ {
		q[k] = q[k].mul(s)
		s = s.mul(w)
	}
	slices.Reverse(q)
	for i := range n - 1 {
		for k := n - 2; k >= i; k-- {
			q[k] = q[k].add(q[k+1])
		}
	}
	last := 0
	for _, c := range q {
		sg, ok := c.sign()
		if !ok {
			return 0, false
		}
		if sg == 0 {
			continue
		}
		if last != 0 && sg != last {
			count++
		}
		last = sg
	}
	return count, true
}
