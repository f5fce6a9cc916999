package games

import (
	"math/big"
	"slices"
	"strconv"

	"brink/games/algebra"
)

// combination writes r as a sum of rational multiples of independent rs, by linear
// algebra on the coefficients of their monomials over equal denominators.
func combination(r algebra.Ratio, rs []algebra.Ratio) ([]*big.Rat, bool) {
	target := coefficients(r)
	rows := make(map[string][]*big.Rat)
	for key, c := range target {
		rows[key] = make([]*big.Rat, len(rs)+1)
		rows[key][len(rs)] = c
	}
	for j, x := range rs {
		for key, c := range coefficients(x) {
			if rows[key] == nil {
				rows[key] = make([]*big.Rat, len(rs)+1)
			}
			rows[key][j] = c
		}
	}
	var m [][]*big.Rat
	for _, row := range rows {
		for j := range row {
			if row[j] == nil {
				row[j] = new(big.Rat)
			}
		}
		m = append(m, row)
	}
	out := make([]*big.Rat, len(rs))
	at := 0
	for j := range rs {
		k := slices.IndexFunc(m[at:], func(row []*big.Rat) bool { return row[j].Sign() != 0 })
		if k < 0 {
			return nil, false // not independent
		}
		m[at], m[at+k] = m[at+k], m[at]
		pivot := new(big.Rat).Inv(m[at][j])
		for i := range m[at] {
			m[at][i] = new(big.Rat).Mul(m[at][i], pivot)
		}
		for k, row := range m {
			if k == at || row[j].Sign() == 0 {
				continue
			}
			by := row[j]
			m[k] = make([]*big.Rat, len(row))
			for i := range row {
				m[k][i] = new(big.Rat).Sub(row[i], new(big.Rat).Mul(by, m[at][i]))
			}
		}
		at++
	}
	for k, row := range m {
		if k < at {
			out[k] = row[len(rs)]
		} else if row[len(rs)].Sign() != 0 {
			return nil, false
		}
	}
	return out, true
}

// coefficients lists the coefficients of the monomials of r by denominator and
// exponents.
func coefficients(r algebra.Ratio) map[string]*big.Rat {
	den, content := r.Den().Primitive()
	out := make(map[string]*big.Rat)
	for i := range r.Num().Terms() {
		c, exp := r.Num().Term(i)
		key := den.Key()
		for v, e := range exp {
			if e > 0 {
				key += " " + strconv.Itoa(v) + "^" + strconv.Itoa(int(e))
			}
		}
		out[key] = new(big.Rat).SetFrac(c.Big(), content.Big())
	}
	return out
}
