package expr

import "math/big"

// Eval returns p at a rational point indexed by variable; the point must cover
// every variable of p.
func (p Poly) Eval(point []*big.Rat) *big.Rat {
	var buf [evalTable]Int
	sum, table, offset := p.scaled(point, buf[:0])
	// The sum was multiplied by the denominator of each coordinate to the
	// degree: the entry for exponent 0 of its table.
	den := NewInt(1)
	for _, at := range offset {
		if at >= 0 {
			den = den.Mul(table[at])
		}
	}
	if den.IsOne() {
		return new(big.Rat).SetInt(sum.Big())
	}
	return new(big.Rat).SetFrac(sum.Big(), den.Big())
}

// Sign is the sign of p at a rational point. It never forms a fraction: the
// value is computed times a positive integer.
func (p Poly) Sign(point []*big.Rat) int {
	var buf [evalTable]Int
	sum, _, _ := p.scaled(point, buf[:0])
	return sum.Sign()
}

// evalTable is how many powers of coordinates the evaluation keeps off the heap.
const evalTable = 32

// scaled returns p(point) · Π den(point[v])^Degree(v) in integers, with the
// table of num^e · den^(d-e) of each variable and where each one's begins (-1
// for variables that do not occur).
func (p Poly) scaled(point []*big.Rat, table []Int) (sum Int, powers []Int, offset []int) {
	var buf [16]uint16
	degs := p.degrees(buf[:0])
	offset = make([]int, len(degs))
	for v, d := range degs {
		offset[v] = -1
		if d > 0 {
			offset[v] = len(table)
			table = ratPowers(table, point[v], int(d))
		}
	}
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
	return sum, table, offset
}
