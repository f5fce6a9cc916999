package bimatrix

import (
	"math/big"

	"brink/solver/exact"
	"brink/solver/nash/sets"
)

// dictionary is a basis of a best-response polytope: an exact tableau with the
// labels of its rows (basic variables) and columns (cobasic variables, zero at
// the vertex). The polytope is perturbed symbolically: the right-hand side of
// row k of a reference basis grows by ε^(k+1) for a small ε > 0. That keeps the
// reference basis feasible and makes the polytope simple: the lexicographic
// method (Dantzig, Orden, Wolfe 1955). The perturbation lives only in
// comparisons. The reference is the basis of slacks unless said otherwise, so
// that row k of the original system becomes a z <= 1 + ε^(k+1).
type dictionary struct {
	poly  *polytope
	tab   *exact.Tableau
	basic []int // label of each row
	cob   []int // label of each column
	place []int // by label: row r as r, column c as -1-c

	reference []int // labels of the basis whose rows are perturbed, in order
	ties      []int // scratch
	spent     int64 // pivots done here, for statistics
}

// newDictionary is the vertex 0: all slacks basic.
func newDictionary(p *polytope) *dictionary {
	one := big.NewInt(1)
	d := &dictionary{poly: p, basic: make([]int, p.rows), cob: make([]int, p.dim), place: make([]int, p.rows+p.dim)}
	d.tab = exact.NewTableau(p.rows, p.dim+1, func(i, j int) *big.Int {
		switch {
		case j < p.dim:
			return p.at(i, j)
		case p.b != nil:
			return p.b[i]
		}
		return one
	})
	for i := range d.basic {
		d.basic[i] = p.firstSlack + i
		d.place[d.basic[i]] = i
	}
	for j := range d.cob {
		d.cob[j] = p.firstVar + j
		d.place[d.cob[j]] = -1 - j
	}
	d.perturbHere()
	return d
}

// perturbHere makes the present basis, which must be feasible, the reference.
func (d *dictionary) perturbHere() { d.reference = append(d.reference[:0], d.basic...) }

// copyFrom makes d an independent copy of e, reusing d's memory.
func (d *dictionary) copyFrom(e *dictionary) {
	d.poly = e.poly
	if d.tab == nil {
		d.tab = new(exact.Tableau)
	}
	d.tab.Copy(e.tab)
	d.basic = append(d.basic[:0], e.basic...)
	d.cob = append(d.cob[:0], e.cob...)
	d.place = append(d.place[:0], e.place...)
	d.reference = append(d.reference[:0], e.reference...)
}

// pivot exchanges row r and column c.
func (d *dictionary) pivot(r, c int) {
	d.tab.Pivot(r, c)
	d.spent++
	d.basic[r], d.cob[c] = d.cob[c], d.basic[r]
	d.place[d.basic[r]], d.place[d.cob[c]] = r, -1-c
}

// leaving is the row that leaves when column c enters: the lexicographically
// smallest ratio among rows with a positive entry. The perturbed polyhedron is
// simple, so it is unique; it is -1 on an edge without end, which polytopes do not
// have.
func (d *dictionary) leaving(c int) int {
	d.ties = d.tab.MinRatio(c, d.ties[:0])
	if len(d.ties) == 0 {
		return -1
	}
	best := d.ties[0]
	for _, r := range d.ties[1:] {
		if d.tab.LexLess(r, best, c, d.reference, d.place) {
			best = r
		}
	}
	return best
}

// cobasis writes the set of cobasic labels.
func (d *dictionary) cobasis(s sets.Set) {
	clear(s)
	for _, l := range d.cob {
		s.Add(l)
	}
}

// tight writes the labels of the vertex: the cobasic ones and those of basic
// variables that happen to be zero.
func (d *dictionary) tight(s sets.Set) {
	d.cobasis(s)
	rhs := d.tab.Cols() - 1
	for r, l := range d.basic {
		if d.tab.Sign(r, rhs) == 0 {
			s.Add(l)
		}
	}
}

// moveTo pivots from any basis to the one with the given cobasic labels, by
// Gaussian elimination: at most min(rows, dim) pivots. It returns false, at
// some basis, when those labels are no cobasis.
func (d *dictionary) moveTo(cobasis sets.Set) bool {
	for c := range d.cob {
		if cobasis.Has(d.cob[c]) {
			continue
		}
		// This label must enter, for one that must leave.
		r := 0
		for r < len(d.basic) && (!cobasis.Has(d.basic[r]) || d.tab.Sign(r, c) == 0) {
			r++
		}
		if r == len(d.basic) {
			return false
		}
		d.pivot(r, c)
	}
	return true
}

// feasible says whether all basic variables are non-negative.
func (d *dictionary) feasible() bool {
	rhs := d.tab.Cols() - 1
	for r := range d.basic {
		if d.tab.Sign(r, rhs) < 0 {
			return false
		}
	}
	return true
}

// values returns the coordinates of the vertex as numerators over D.
func (d *dictionary) values() weights {
	rhs := d.tab.Cols() - 1
	word := make([]int64, d.poly.dim)
	for j := range word {
		if r := d.place[d.poly.firstVar+j]; r >= 0 {
			v, ok := d.tab.Small(r, rhs)
			if !ok || v > maxWeight || v < -maxWeight {
				return d.wideValues()
			}
			word[j] = v
		}
	}
	return weights{word: word}
}

func (d *dictionary) wideValues() weights {
	wide := make([]*big.Int, d.poly.dim)
	for j := range wide {
		if r := d.place[d.poly.firstVar+j]; r >= 0 {
			wide[j] = d.tab.At(r, d.tab.Cols()-1)
		} else {
			wide[j] = new(big.Int)
		}
	}
	return weights{wide: wide}
}
