package algebra

import "math/bits"

// layout packs exponent vectors into one word each. The field of variable 0 is
// the most significant, so words compare as exponent vectors do in the
// lexicographic order. Every field has a spare top bit: sums of exponents do not
// spill over, and a borrow shows that one monomial does not divide another.
type layout struct {
	nv     int // length of the unpacked vectors
	n      int // variables with a field
	fields [32]slot
	guard  uint64 // the spare bits
}

type slot struct {
	v     int32
	shift uint8
	mask  uint16
}

// pack plans a layout for exponents up to degs; it fails when they need more
// than 64 bits.
func (l *layout) plan(degs []uint16) bool {
	l.nv = len(degs)
	at := 64
	for v, d := range degs {
		if d == 0 {
			continue
		}
		w := bits.Len16(d)
		at -= w + 1
		if at < 0 {
			return false
		}
		l.fields[l.n] = slot{int32(v), uint8(at), uint16(1)<<w - 1}
		l.guard |= 1 << (at + w)
		l.n++
	}
	return true
}

func (l *layout) pack(row []uint16) uint64 {
	k := uint64(0)
	for _, f := range l.fields[:l.n] {
		if int(f.v) >= len(row) {
			break
		}
		k |= uint64(row[f.v]) << f.shift
	}
	return k
}

// divides reports whether the monomial a divides b.
func (l *layout) divides(a, b uint64) bool { return ((b|l.guard)-a)&l.guard == l.guard }

// term is a term with packed exponents.
type term struct {
	k uint64
	c Int
}

// terms packs the terms of p after buf[:0].
func (l *layout) terms(p Poly, buf []term) []term {
	buf = buf[:0]
	for i, c := range p.c {
		buf = append(buf, term{l.pack(p.row(i)), c})
	}
	return buf
}

// poly unpacks terms in descending order without zeros.
func (l *layout) poly(ts []term) Poly {
	if len(ts) == 0 {
		return Poly{}
	}
	exp := make([]uint16, len(ts)*l.nv)
	c := make([]Int, len(ts))
	for i, t := range ts {
		c[i] = t.c
		row := exp[i*l.nv:]
		for _, f := range l.fields[:l.n] {
			row[f.v] = uint16(t.k>>f.shift) & f.mask
		}
	}
	return Poly{nv: l.nv, exp: exp, c: c}
}
