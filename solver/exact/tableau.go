package exact

import (
	"math"
	"math/big"
	"math/bits"
)

// Tableau is a linear system in dictionary form that is pivoted in integers
// (Edmonds 1967; Bareiss, Math. Comp. 22 (1968) 565-578): with D = Det() > 0
//
//	D·basic[i] + Σ_j a[i][j]·cobasic[j] = a[i][cols-1]
//
// Every entry, and D, is a minor of the initial matrix [a | I], so Hadamard's
// inequality bounds all numbers that can ever occur. The tableau uses the
// narrowest of 64-, 128-, 256-bit words and math/big that holds them; which
// one it is never shows in the results.
//
// A Tableau knows nothing of variables: the caller keeps track of who sits in
// which row and column. It is not safe for concurrent use.
type Tableau struct {
	rows, cols int
	bits       int // every minor is below 2^bits in absolute value
	width      int // 64, 128, 256, or 0 for math/big

	a64  []int64
	d64  int64
	a128 []Int128
	d128 Int128
	a256 []Int256
	d256 Int256
	aBig []big.Int
	dBig big.Int

	pivots int
}

// NewTableau builds the tableau of basic[i] + Σ_j a[i][j]·cobasic[j] =
// a[i][cols-1], so D = 1. The last column is the right-hand side. entry
// results are copied.
func NewTableau(rows, cols int, entry func(i, j int) *big.Int) *Tableau {
	return NewTableauWidth(rows, cols, 0, entry)
}

// NewTableauWidth is NewTableau with at least the given word width in bits;
// widths above 256 choose math/big. Tests and benchmarks use it to hold the
// kernels against each other.
func NewTableauWidth(rows, cols, width int, entry func(i, j int) *big.Int) *Tableau {
	t := &Tableau{rows: rows, cols: cols, bits: MinorBits(rows, cols, entry)}
	switch need := max(t.bits+1, width); {
	case need <= 64:
		t.width, t.a64, t.d64 = 64, make([]int64, rows*cols), 1
		for k := range t.a64 {
			t.a64[k] = entry(k/cols, k%cols).Int64()
		}
	case need <= 128:
		t.width, t.a128, t.d128 = 128, make([]Int128, rows*cols), Int128From(1)
		var limbs [2]uint64
		for k := range t.a128 {
			limbsFromBig(entry(k/cols, k%cols), limbs[:])
			t.a128[k] = Int128{limbs[0], limbs[1]}
		}
	case need <= 256:
		t.width, t.a256, t.d256 = 256, make([]Int256, rows*cols), Int256From(1)
		for k := range t.a256 {
			limbsFromBig(entry(k/cols, k%cols), t.a256[k][:])
		}
	default:
		t.aBig = make([]big.Int, rows*cols)
		t.dBig.SetInt64(1)
		for k := range t.aBig {
			t.aBig[k].Set(entry(k/cols, k%cols))
		}
	}
	return t
}

// Rows is the number of rows, one for each basic variable.
func (t *Tableau) Rows() int { return t.rows }

// Cols is the number of columns, one for each cobasic variable and one for the
// right-hand side.
func (t *Tableau) Cols() int { return t.cols }

// Width is the word width in bits: 64, 128, 256, or 0 for math/big.
func (t *Tableau) Width() int { return t.width }

// Pivots counts the calls of Pivot since the tableau, or the one it was
// copied from, was built.
func (t *Tableau) Pivots() int { return t.pivots }

// Clone returns an independent copy.
func (t *Tableau) Clone() *Tableau { return new(Tableau).Copy(t) }

// Copy makes t an independent copy of s, reusing t's memory, and returns t.
func (t *Tableau) Copy(s *Tableau) *Tableau {
	t.rows, t.cols, t.bits, t.width, t.pivots = s.rows, s.cols, s.bits, s.width, s.pivots
	t.a64, t.d64 = append(t.a64[:0], s.a64...), s.d64
	t.a128, t.d128 = append(t.a128[:0], s.a128...), s.d128
	t.a256, t.d256 = append(t.a256[:0], s.a256...), s.d256
	if len(t.aBig) != len(s.aBig) {
		t.aBig = make([]big.Int, len(s.aBig))
	}
	for k := range s.aBig {
		t.aBig[k].Set(&s.aBig[k])
	}
	t.dBig.Set(&s.dBig)
	return t
}

// Sign returns the sign of a[i][j].
func (t *Tableau) Sign(i, j int) int {
	k := i*t.cols + j
	switch t.width {
	case 64:
		switch v := t.a64[k]; {
		case v < 0:
			return -1
		case v > 0:
			return 1
		}
		return 0
	case 128:
		return t.a128[k].Sign()
	case 256:
		return t.a256[k].Sign()
	}
	return t.aBig[k].Sign()
}

// At returns a[i][j] as a new big.Int.
func (t *Tableau) At(i, j int) *big.Int {
	k := i*t.cols + j
	switch t.width {
	case 64:
		return big.NewInt(t.a64[k])
	case 128:
		return t.a128[k].Big()
	case 256:
		return t.a256[k].Big()
	}
	return new(big.Int).Set(&t.aBig[k])
}

// Small returns a[i][j] when it fits an int64.
func (t *Tableau) Small(i, j int) (int64, bool) {
	k := i*t.cols + j
	switch t.width {
	case 64:
		return t.a64[k], true
	case 128:
		return t.a128[k].Int64(), t.a128[k].IsInt64()
	case 256:
		x := &t.a256[k]
		s := uint64(int64(x[0]) >> 63)
		return int64(x[0]), x[1] == s && x[2] == s && x[3] == s
	}
	return t.aBig[k].Int64(), t.aBig[k].IsInt64()
}

// Det returns D, the positive common denominator, as a new big.Int.
func (t *Tableau) Det() *big.Int {
	switch t.width {
	case 64:
		return big.NewInt(t.d64)
	case 128:
		return t.d128.Big()
	case 256:
		return t.d256.Big()
	}
	return new(big.Int).Set(&t.dBig)
}

// Float returns a[i][j]/D rounded: the relative error is below 2^-48.
func (t *Tableau) Float(i, j int) float64 {
	k := i*t.cols + j
	switch t.width {
	case 64:
		return float64(t.a64[k]) / float64(t.d64)
	case 128:
		return t.a128[k].Float64() / t.d128.Float64()
	case 256:
		return t.a256[k].Float64() / t.d256.Float64()
	}
	if t.aBig[k].Sign() == 0 {
		return 0
	}
	x, y := new(big.Float).SetInt(&t.aBig[k]), new(big.Float).SetInt(&t.dBig)
	f, _ := x.SetPrec(64).Quo(x, y.SetPrec(64)).Float64()
	return f
}

// ColumnSumSign returns the sign of the sum of a[r][j] over the given rows less
// D times less.
func (t *Tableau) ColumnSumSign(rows []int, j, less int) int {
	if t.width == 64 {
		var sum Int128
		for _, r := range rows {
			sum = sum.Add(Int128From(t.a64[r*t.cols+j]))
		}
		return sum.Sub(Int128From(t.d64).Mul(Int128From(int64(less)))).Sign()
	}
	sum := new(big.Int)
	for _, r := range rows {
		sum.Add(sum, t.At(r, j))
	}
	return sum.Sub(sum, new(big.Int).Mul(t.Det(), big.NewInt(int64(less)))).Sign()
}

// CompareRatios compares a[p][j]/a[p][c] with a[q][j]/a[q][c], where a[p][c]
// and a[q][c] must be positive. Numbers wider than one word are compared in
// floating point first; a difference above the rounding error decides.
func (t *Tableau) CompareRatios(p, q, j, c int) int {
	pj, pc, qj, qc := p*t.cols+j, p*t.cols+c, q*t.cols+j, q*t.cols+c
	switch t.width {
	case 64:
		return cmpProducts64(t.a64[pj], t.a64[qc], t.a64[qj], t.a64[pc])
	case 128:
		x, y := &t.a128[pj], &t.a128[qj]
		if s := cmpFloats(x.Float64()*t.a128[qc].Float64(), y.Float64()*t.a128[pc].Float64()); s != 0 {
			return s
		}
		u, v := &t.a128[qc], &t.a128[pc]
		return cmpProducts([]uint64{x.lo, x.hi}, []uint64{u.lo, u.hi}, []uint64{y.lo, y.hi}, []uint64{v.lo, v.hi})
	case 256:
		if s := cmpFloats(t.a256[pj].Float64()*t.a256[qc].Float64(), t.a256[qj].Float64()*t.a256[pc].Float64()); s != 0 {
			return s
		}
		return cmpProducts(t.a256[pj][:], t.a256[qc][:], t.a256[qj][:], t.a256[pc][:])
	}
	var x, y big.Int
	x.Mul(&t.aBig[pj], &t.aBig[qc])
	y.Mul(&t.aBig[qj], &t.aBig[pc])
	return x.Cmp(&y)
}

// LexLess breaks a tie between the ratios of rows p and q in column c as the
// lexicographic method does (Dantzig, Orden, Wolfe 1955): variable k of a reference
// basis has a right-hand side that is larger by ε^(k+1) there. place says where
// variables are now, row r as r and column c as -1-c.
func (t *Tableau) LexLess(p, q, c int, reference, place []int) bool {
	for _, v := range reference {
		switch at := place[v]; {
		case at == p: // the coefficient of ε^(k+1) is D > 0 in row p, 0 in q
			return false
		case at == q:
			return true
		case at < 0:
			if d := t.CompareRatios(p, q, -1-at, c); d != 0 {
				return d < 0
			}
		}
	}
	return false // never: the rows of a basis inverse are independent
}

// MinRatio appends to out the rows with the smallest ratio of right-hand side
// to entry among those with a positive entry in column c: none, one, or the
// tied ones in increasing order. Right-hand sides must not be negative.
func (t *Tableau) MinRatio(c int, out []int) []int {
	if t.width != 64 {
		for r := range t.rows {
			if t.Sign(r, c) <= 0 {
				continue
			}
			if len(out) > 0 {
				d := t.CompareRatios(r, out[0], t.cols-1, c)
				if d > 0 {
					continue
				}
				if d < 0 {
					out = out[:0]
				}
			}
			out = append(out, r)
		}
		return out
	}
	var num, den uint64
	for r := range t.rows {
		row := t.a64[r*t.cols : r*t.cols+t.cols]
		v := row[c]
		if v <= 0 {
			continue
		}
		b := uint64(row[len(row)-1])
		if len(out) > 0 {
			h1, l1 := bits.Mul64(b, den)
			h2, l2 := bits.Mul64(num, uint64(v))
			if h1 > h2 || h1 == h2 && l1 > l2 {
				continue
			}
			if h1 != h2 || l1 != l2 {
				out = out[:0]
			}
		}
		num, den = b, uint64(v)
		out = append(out, r)
	}
	return out
}

// Words returns row i when the tableau works in single words, else nil. The
// caller must not modify it.
func (t *Tableau) Words(i int) []int64 {
	if t.width != 64 {
		return nil
	}
	return t.a64[i*t.cols : (i+1)*t.cols : (i+1)*t.cols]
}

// cmpFloats compares two numbers known to a relative error of 2^-48 and
// returns 0 when that does not decide. Products of two 256-bit numbers stay
// far below the float64 overflow threshold.
func cmpFloats(x, y float64) int {
	gap := (math.Abs(x) + math.Abs(y)) * 0x1p-47
	switch {
	case x-y > gap:
		return 1
	case y-x > gap:
		return -1
	}
	return 0
}

func cmpProducts64(a, b, c, d int64) int {
	h1, l1 := mulSigned(a, b)
	h2, l2 := mulSigned(c, d)
	switch {
	case h1 < h2, h1 == h2 && l1 < l2:
		return -1
	case h1 == h2 && l1 == l2:
		return 0
	}
	return 1
}

func mulSigned(a, b int64) (hi int64, lo uint64) {
	h, l := bits.Mul64(uint64(a), uint64(b))
	return int64(h) - (a>>63)&b - (b>>63)&a, l
}

// Pivot exchanges the basic variable of row r with the cobasic variable of
// column c. a[r][c] must not be zero; afterwards |a[r][c]| is the new D. After
// a pivot on a negative entry D stays positive by a change of all signs.
// O(rows·cols) multiplications.
func (t *Tableau) Pivot(r, c int) {
	t.pivots++
	switch t.width {
	case 64:
		t.pivot64(r, c)
	case 128:
		if s := newDivisor128(t.d128); t.bits+int(s.shift)+1 <= 128 {
			t.pivot128(r, c, s)
			return
		}
		t.pivotWider(r, c)
	case 256:
		if s := newDivisor256(&t.d256); t.bits+int(s.shift)+1 <= 256 {
			t.pivot256(r, c, &s)
			return
		}
		t.pivotWider(r, c)
	default:
		t.pivotBig(r, c)
	}
}

// pivotWider does one pivot in math/big. The exact division of the narrow
// kernels loses as many high bits as the divisor has trailing zeros; when
// Hadamard's bound leaves no room for that, which is rare, this one pivot is
// done at leisure.
func (t *Tableau) pivotWider(r, c int) {
	wide := Tableau{rows: t.rows, cols: t.cols, aBig: make([]big.Int, t.rows*t.cols)}
	for k := range wide.aBig {
		wide.aBig[k].Set(t.At(k/t.cols, k%t.cols))
	}
	wide.dBig.Set(t.Det())
	wide.pivotBig(r, c)
	switch t.width {
	case 128:
		for k := range wide.aBig {
			t.a128[k] = narrow128(&wide.aBig[k])
		}
		t.d128 = narrow128(&wide.dBig)
	case 256:
		for k := range wide.aBig {
			limbsFromBig(&wide.aBig[k], t.a256[k][:])
		}
		limbsFromBig(&wide.dBig, t.d256[:])
	}
}

func narrow128(x *big.Int) Int128 {
	var limbs [2]uint64
	limbsFromBig(x, limbs[:])
	return Int128{limbs[0], limbs[1]}
}

// Rank returns the rank of the matrix without its last column. It pivots, so
// the tableau is used up. O(rows·cols·rank) multiplications.
func (t *Tableau) Rank() int {
	rank := 0
	used := make([]bool, t.cols)
	for r := range t.rows {
		for c := range t.cols - 1 {
			if !used[c] && t.Sign(r, c) != 0 {
				t.Pivot(r, c)
				used[c] = true
				rank++
				break
			}
		}
	}
	return rank
}
