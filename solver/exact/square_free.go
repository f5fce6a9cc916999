package exact

import "brink/games/algebra"

// SquareFree returns the primitive polynomial with the same roots, each simple.
func (p Univariate) SquareFree() Univariate { return p.squareFree(nil) }

func (p Univariate) squareFree(stop stopped) Univariate {
	if len(p) < 2 || algebra.ProvedSquareFree(p) {
		return p.Primitive()
	}
	g := p.gcd(p.Derivative(), stop)
	if g.Degree() <= 0 {
		return p.Primitive()
	}
	return p.Quo(g)
}
