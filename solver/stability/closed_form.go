package stability

import (
	"slices"

	"brink/games/algebra"
)

// closedForm returns the weights as rational functions of the parameters, in the
// order of players and of the actions in their supports, where equations that are
// linear in one weight after another determine them all; ok is false otherwise.
// The solution is the only one wherever none of its denominators vanishes.
func (s *supportSystem) closedForm() (w []algebra.Ratio, ok bool) {
	type solved struct {
		v  algebra.Var
		is algebra.Ratio // in the weights solved for later
	}
	var steps []solved
	equal := slices.Clone(s.equal)
	for range s.weights {
		// The simplest equation that is linear in a weight with a coefficient free
		// of weights.
		best, v, cost := -1, 0, 0
		for i, p := range equal {
			for _, x := range s.weights {
				if p.Degree(x) != 1 || slices.ContainsFunc(s.weights, p.LeadCoeff(x).Has) {
					continue
				}
				if c := p.Terms(); best < 0 || c < cost {
					best, v, cost = i, x, c
				}
			}
		}
		if best < 0 {
			return nil, false
		}
		cs := equal[best].Coeffs(v)
		steps = append(steps, solved{v, algebra.RatioOf(cs[0].Neg(), cs[1])})
		for i, p := range equal {
			if i != best && p.Has(v) {
				equal[i], _ = p.SubstituteRatio(v, cs[0].Neg(), cs[1]).Primitive()
			}
		}
		equal[best] = algebra.Poly{}
	}
	value := make(map[algebra.Var]algebra.Ratio)
	for i := len(steps) - 1; i >= 0; i-- {
		r := steps[i].is
		for _, later := range steps[i+1:] {
			var err error
			if r, err = r.Substitute(later.v, value[later.v]); err != nil {
				return nil, false
			}
		}
		value[steps[i].v] = r
	}
	for _, v := range s.byOrder {
		w = append(w, value[v])
	}
	return w, true
}
