package bimatrix

import (
	"slices"

	"brink/solver/nash/sets"
)

// face is a face of a best-response polytope: the points where the variables
// of some labels are zero. It stands at one of its vertices. The search in
// eee.go narrows faces by fixing further labels.
type face interface {
	// fix sets the variable of a label to zero. It returns false, leaving the
	// face in an undefined state, when that makes it empty: proved, not
	// guessed. True may be wrong; leaves are checked.
	fix(label int) bool

	// survey tells what is evident about the variables of some labels on the
	// face.
	survey(labels []int32, out []reading)

	// vanishes says whether the variable is zero all over the face, if that
	// is evident: proved, not guessed.
	vanishes(label int) bool

	// origin says whether only the point 0 is left.
	origin() bool

	// exactly returns the face in exact arithmetic, or nil when it is empty.
	// The result is good until the next call.
	exactly() *exactFace

	// copyFrom makes this an independent copy of another face of the same
	// kind.
	copyFrom(face)
}

// reading is what a survey tells about one variable.
type reading struct {
	kind readingKind

	// distance estimates how hard it is to bring the variable to zero: 0 when
	// it is, around 1 when all free columns together may do it.
	distance float64
}

type readingKind uint8

const (
	readingOpen     readingKind = iota
	readingPositive             // proved: nowhere zero on the face
	readingZero                 // proved: zero all over the face
)

// exactFace is a face in exact arithmetic.
type exactFace struct {
	dictionary
	fixed     sets.Set // labels of variables that must be zero
	variables int      // strategy variables not fixed
}

func newExactFace(p *polytope, labels int) *exactFace {
	return &exactFace{dictionary: *newDictionary(p), fixed: sets.New(labels), variables: p.dim}
}

func (f *exactFace) copyFrom(other face) {
	o := other.(*exactFace)
	f.dictionary.copyFrom(&o.dictionary)
	f.fixed = append(f.fixed[:0], o.fixed...)
	f.variables = o.variables
}

func (f *exactFace) exactly() *exactFace { return f }

func (f *exactFace) origin() bool { return f.variables == 0 }

// setFixed notes that a label is fixed.
func (f *exactFace) setFixed(label int) {
	f.fixed.Add(label)
	if f.poly.isVariable(label) {
		f.variables--
	}
}

// fix minimises the variable over the face by the simplex method with Bland's
// rule (1977), which cannot cycle.
func (f *exactFace) fix(label int) bool {
	if f.fixed.Has(label) {
		return true
	}
	rhs := f.tab.Cols() - 1
	for f.place[label] >= 0 {
		r := f.place[label]
		up, down := -1, -1 // columns with positive and with negative entries
		for c, l := range f.cob {
			if f.fixed.Has(l) {
				continue
			}
			switch s := f.tab.Sign(r, c); {
			case s > 0 && (up < 0 || l < f.cob[up]):
				up = c
			case s < 0:
				down = c
			}
		}
		switch {
		case up >= 0:
			f.pivot(f.leavingBland(up), up)
		case f.tab.Sign(r, rhs) > 0:
			return false // value = rhs + non-negative terms
		case down >= 0:
			f.pivot(r, down) // zero here, but that column would raise it
		default:
			f.setFixed(label) // the row says 0 = 0 for good
			return true
		}
	}
	f.setFixed(label)
	return true
}

// leavingBland is the row of the smallest ratio, ties to the smallest label.
func (f *exactFace) leavingBland(c int) int {
	rhs := f.tab.Cols() - 1
	best := -1
	for r, l := range f.basic {
		if f.tab.Sign(r, c) <= 0 {
			continue
		}
		if best >= 0 {
			d := f.tab.CompareRatios(r, best, rhs, c)
			if d > 0 || d == 0 && l > f.basic[best] {
				continue
			}
		}
		best = r
	}
	return best
}

func (f *exactFace) survey(labels []int32, out []reading) {
	f.close()
	rhs := f.tab.Cols() - 1
	for k, l := range labels {
		out[k] = reading{}
		if f.fixed.Has(int(l)) {
			out[k].kind = readingZero
			continue
		}
		r := f.place[l]
		if r < 0 {
			continue
		}
		// The variable is its value less the sum of entry times column.
		room, rises := 0.0, false
		for c, cl := range f.cob {
			if f.fixed.Has(cl) {
				continue
			}
			switch s := f.tab.Sign(r, c); {
			case s > 0:
				room += f.tab.Float(r, c)
			case s < 0:
				rises = true
			}
		}
		switch positive := f.tab.Sign(r, rhs) > 0; {
		case positive && room == 0:
			out[k].kind = readingPositive
		case !positive && !rises:
			out[k].kind = readingZero
		case positive:
			out[k].distance = f.tab.Float(r, rhs) / room
		}
	}
}

func (f *exactFace) vanishes(label int) bool {
	if f.fixed.Has(label) {
		return true
	}
	r := f.place[label]
	if r < 0 || f.tab.Sign(r, f.tab.Cols()-1) != 0 {
		return false
	}
	for c, l := range f.cob {
		if f.tab.Sign(r, c) < 0 && !f.fixed.Has(l) {
			return false
		}
	}
	return true
}

// isPoint says whether the face is a single vertex.
func (f *exactFace) isPoint() bool {
	return !slices.ContainsFunc(f.cob, func(l int) bool { return !f.fixed.Has(l) })
}

// close fixes variables that evidently vanish on the face. Where a row says
// that a variable is zero less a sum of other variables, all of those are zero.
func (f *exactFace) close() {
	rhs := f.tab.Cols() - 1
	for changed := true; changed; {
		changed = false
		for r := range f.basic {
			if f.tab.Sign(r, rhs) != 0 {
				continue
			}
			falls, rises := false, false
			for c, l := range f.cob {
				if !f.fixed.Has(l) {
					s := f.tab.Sign(r, c)
					falls, rises = falls || s > 0, rises || s < 0
				}
			}
			if !falls || rises {
				continue
			}
			for c, l := range f.cob {
				if !f.fixed.Has(l) && f.tab.Sign(r, c) > 0 {
					f.setFixed(l)
					changed = true
				}
			}
		}
	}
}
