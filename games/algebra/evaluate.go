package algebra

import "math/big"

// Eval returns p at a rational point indexed by variable; the point must cover
// every variable of p.
func (p Poly) Eval(point []*big.Rat) *big.Rat { return ratOf(p.fractionAt(point)) }

// ratOf returns num/den for den != 0.
func ratOf(num, den Int) *big.Rat {
	switch {
	case num.b != nil || den.b != nil:
		return new(big.Rat).SetFrac(num.Big(), den.Big())
	case den.w == 1:
		return new(big.Rat).SetInt64(num.w)
	}
	return new(big.Rat).SetFrac64(num.w, den.w)
}

// fractionAt returns p at a point as a fraction with positive denominator, not
// in lowest terms.
func (p Poly) fractionAt(point []*big.Rat) (num, den Int) {
	var tables [evalTable]Int
	var offsets [evalVars]int
	table, offset := p.powersAt(point, tables[:0], offsets[:0])
	// The scale is the product of the entries for exponent 0.
	den = NewInt(1)
	for _, at := range offset {
		if at >= 0 {
			den = den.Mul(table[at])
		}
	}
	return p.scaled(table, offset), den
}

// Sign is the sign of p at a rational point. It never forms a fraction: the
// value is computed times a positive integer.
func (p Poly) Sign(point []*big.Rat) int {
	var tables [evalTable]Int
	var offsets [evalVars]int
	return p.scaled(p.powersAt(point, tables[:0], offsets[:0])).Sign()
}

// evalTable and evalVars are how many powers and variables an evaluation keeps
// off the heap.
const (
	evalTable = 32
	evalVars  = 16
)

// powersAt appends, for every variable v that occurs to degree d, the numbers
// num^k · den^(d-k) of its coordinate num/den to table, and to offset where they
// begin; -1 for variables that do not occur.
func (p Poly) powersAt(point []*big.Rat, table []Int, offset []int) ([]Int, []int) {
	var buf [16]uint16
	for v, d := range p.degrees(buf[:0]) {
		if d == 0 {
			offset = append(offset, -1)
			continue
		}
		offset = append(offset, len(table))
		table = ratPowers(table, point[v], int(d))
	}
	return table, offset
}

// scaled returns p(point) · Π den(point[v])^Degree(v), which is an integer.
func (p Poly) scaled(table []Int, offset []int) Int {
	var sum Int
	for i, t := range p.c {
		row := p.row(i)
		for v, at := range offset {
			if at >= 0 {
				if f := table[at+int(row[v])]; !f.IsOne() {
					t = t.Mul(f)
				}
			}
		}
		sum = sum.Add(t)
	}
	return sum
}
