package bimatrix

import (
	"context"
	"math/big"
)

// Polyhedron is { z >= 0, A z <= B } with integers, B of none below 0, and may go
// on without end. A has len(B) rows of Dim numbers.
type Polyhedron struct {
	Dim  int
	A, B []*big.Int
}

// Vertices lists the vertices of a polyhedron, each as numerators over a positive
// common denominator that is put last, by a walk over the bases of the lexicographic
// perturbation. It is complete unless the context ends or there are more than most
// bases.
func (p Polyhedron) Vertices(ctx context.Context, most int) (list [][]*big.Int, complete bool) {
	if p.Dim == 0 {
		return [][]*big.Int{{big.NewInt(1)}}, true
	}
	poly := &polytope{rows: len(p.B), dim: p.Dim, a: p.A, b: p.B, firstSlack: p.Dim}
	s := walk(ctx, newDictionary(poly), walkOptions{most: most}, poly.rows+poly.dim)
	d := newDictionary(poly)
	for k := range s.vertices.Len() {
		d.moveTo(s.bases.At(int(s.basisOf[k])))
		v := d.values()
		z := make([]*big.Int, p.Dim+1)
		for j := range p.Dim {
			z[j] = v.big(j)
		}
		z[p.Dim] = d.tab.Det()
		list = append(list, z)
	}
	return list, s.complete
}
