package exact

import (
	"math/big"
	"math/bits"
)

// The four kernels below compute, for a pivot on p = a[r][c] > 0,
//
//	a[i][j] <- (p·a[i][j] - a[i][c]·a[r][j]) / D   (i ≠ r, j ≠ c; exact)
//	a[i][c] <- -a[i][c]                            (i ≠ r)
//	a[r][c] <- D,  D <- p
//
// and for p < 0 the same with every result negated except the new D = -p and,
// in column c, a[i][c], which then stays. The fixed-width kernels compute the
// numerator modulo 2^W and divide by shifting out D's trailing zeros and
// multiplying with the inverse of its odd part: no overflow checks, no
// divisions. libraries.md measured this against math/big: 3 to 5 times faster.

func (t *Tableau) pivot64(r, c int) {
	a, n := t.a64, t.cols
	p := a[r*n+c]
	d := uint64(t.d64)
	s := uint(bits.TrailingZeros64(d))
	inv := inverse64(d >> s)
	neg := p < 0
	q := p
	if neg {
		q = -p
	}
	row := a[r*n : r*n+n]
	room := t.bits+int(s)+1 <= 64
	for i := range t.rows {
		if i == r {
			continue
		}
		cur := a[i*n : i*n+n : i*n+n]
		f := cur[c]
		if neg {
			f = -f // (|p|·a - (-f)·row)/D is the negated result
		}
		switch {
		case d == 1:
			for j, x := range cur {
				cur[j] = q*x - f*row[j]
			}
		case s == 0:
			for j, x := range cur {
				cur[j] = int64(uint64(q*x-f*row[j]) * inv)
			}
		case room:
			for j, x := range cur {
				cur[j] = int64((uint64(q*x-f*row[j])>>s)*inv<<s) >> s
			}
		default:
			// Keep the high bits that the shift would lose.
			for j, x := range cur {
				h1, l1 := mulSigned(q, x)
				h2, l2 := mulSigned(f, row[j])
				l, b := bits.Sub64(l1, l2, 0)
				h, _ := bits.Sub64(uint64(h1), uint64(h2), b)
				cur[j] = int64((l>>s | h<<(64-s)) * inv)
			}
		}
		cur[c] = -f
	}
	if neg {
		for j := range row {
			row[j] = -row[j]
		}
		row[c] = -t.d64
	} else {
		row[c] = t.d64
	}
	t.d64 = q
}

func (t *Tableau) pivot128(r, c int, d divisor128) {
	a, n := t.a128, t.cols
	row := a[r*n : r*n+n]
	p := row[c]
	neg := p.Sign() < 0
	if neg {
		p = p.Neg()
	}
	for i := range t.rows {
		if i == r {
			continue
		}
		cur := a[i*n : i*n+n : i*n+n]
		f := cur[c]
		if neg {
			f = f.Neg()
		}
		switch {
		case f.lo|f.hi == 0:
			for j := range cur {
				cur[j] = d.div(p.Mul(cur[j]))
			}
		case d.shift == 0:
			for j := range cur {
				cur[j] = p.Mul(cur[j]).Sub(f.Mul(row[j])).Mul(d.inv)
			}
		default:
			for j := range cur {
				cur[j] = d.div(p.Mul(cur[j]).Sub(f.Mul(row[j])))
			}
		}
		cur[c] = f.Neg()
	}
	old := t.d128
	if neg {
		for j := range row {
			row[j] = row[j].Neg()
		}
		old = old.Neg()
	}
	row[c] = old
	t.d128 = p
}

func (t *Tableau) pivot256(r, c int, d *divisor256) {
	a, n := t.a256, t.cols
	row := a[r*n : r*n+n]
	p := row[c]
	neg := p.Sign() < 0
	if neg {
		p.Neg(&p)
	}
	var x, y Int256
	for i := range t.rows {
		if i == r {
			continue
		}
		cur := a[i*n : i*n+n : i*n+n]
		f := cur[c]
		if neg {
			f.Neg(&f)
		}
		zero := f.Sign() == 0
		for j := range cur {
			x.Mul(&p, &cur[j])
			if !zero {
				y.Mul(&f, &row[j])
				x.Sub(&x, &y)
			}
			d.div(&x)
			cur[j] = x
		}
		cur[c].Neg(&f)
	}
	old := t.d256
	if neg {
		for j := range row {
			row[j].Neg(&row[j])
		}
		old.Neg(&old)
	}
	row[c] = old
	t.d256 = p
}

func (t *Tableau) pivotBig(r, c int) {
	a, n := t.aBig, t.cols
	row := a[r*n : r*n+n]
	p := new(big.Int).Set(&row[c])
	neg := p.Sign() < 0
	if neg {
		p.Neg(p)
	}
	var f, y big.Int
	one := t.dBig.IsInt64() && t.dBig.Int64() == 1
	for i := range t.rows {
		if i == r {
			continue
		}
		cur := a[i*n : i*n+n]
		f.Set(&cur[c])
		if neg {
			f.Neg(&f)
		}
		for j := range cur {
			if j == c {
				continue
			}
			x := &cur[j]
			x.Mul(p, x)
			if f.Sign() != 0 && row[j].Sign() != 0 {
				x.Sub(x, y.Mul(&f, &row[j]))
			}
			if !one {
				x.Quo(x, &t.dBig)
			}
		}
		cur[c].Neg(&f)
	}
	if neg {
		for j := range row {
			row[j].Neg(&row[j])
		}
		row[c].Neg(&t.dBig)
	} else {
		row[c].Set(&t.dBig)
	}
	t.dBig.Set(p)
}
