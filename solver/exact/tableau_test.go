package exact

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestKernelsAgree pivots the same random system in all widths and in plain
// rationals; every entry must agree after every pivot. Even entries and powers
// of two make determinants with many trailing zeros.
func TestKernelsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, cols := rapid.IntRange(1, 7).Draw(t, "rows"), rapid.IntRange(2, 8).Draw(t, "cols")
		scale := rapid.SampledFrom([]int64{1, 2, 64, 1 << 20}).Draw(t, "scale")
		top := rapid.SampledFrom([]int64{1, 9, 999}).Draw(t, "top")
		a := make([]*big.Int, rows*cols)
		for k := range a {
			a[k] = big.NewInt(scale * rapid.Int64Range(-top, top).Draw(t, "entry"))
		}
		entry := func(i, j int) *big.Int { return a[i*cols+j] }
		kernels := []*Tableau{NewTableau(rows, cols, entry)}
		for _, w := range []int{128, 256, 512} {
			kernels = append(kernels, NewTableauWidth(rows, cols, w, entry))
		}
		ref := make([]*big.Rat, len(a))
		for k := range a {
			ref[k] = new(big.Rat).SetInt(a[k])
		}
		for range 12 {
			r, c := rapid.IntRange(0, rows-1).Draw(t, "r"), rapid.IntRange(0, cols-2).Draw(t, "c")
			if ref[r*cols+c].Sign() == 0 {
				continue
			}
			rationalPivot(ref, rows, cols, r, c)
			for _, k := range kernels {
				k.Pivot(r, c)
				if k.Det().Sign() <= 0 {
					t.Fatalf("width %d: D = %v", k.Width(), k.Det())
				}
				for i := range rows {
					for j := range cols {
						if got := new(big.Rat).SetFrac(k.At(i, j), k.Det()); got.Cmp(ref[i*cols+j]) != 0 {
							t.Fatalf("width %d: entry (%d,%d) is %v, want %v", k.Width(), i, j, got, ref[i*cols+j])
						}
						if k.Sign(i, j) != ref[i*cols+j].Sign() {
							t.Fatalf("width %d: wrong sign", k.Width())
						}
						if v, ok := k.Small(i, j); ok != k.At(i, j).IsInt64() || ok && v != k.At(i, j).Int64() {
							t.Fatalf("width %d: Small(%d,%d) = %d, %v for %v", k.Width(), i, j, v, ok, k.At(i, j))
						}
					}
				}
				p, q, j := rapid.IntRange(0, rows-1).Draw(t, "p"), rapid.IntRange(0, rows-1).Draw(t, "q"), rapid.IntRange(0, cols-1).Draw(t, "j")
				if k.Sign(p, c) > 0 && k.Sign(q, c) > 0 {
					x := new(big.Rat).Quo(ref[p*cols+j], ref[p*cols+c])
					y := new(big.Rat).Quo(ref[q*cols+j], ref[q*cols+c])
					if k.CompareRatios(p, q, j, c) != x.Cmp(y) {
						t.Fatalf("width %d: ratios %v and %v compared wrongly", k.Width(), x, y)
					}
				}
			}
		}
	})
}

// TestMinRatio compares with pairwise comparisons, in all widths.
func TestMinRatio(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.IntRange(1, 8).Draw(t, "rows")
		a := make([]*big.Int, rows*2)
		for k := range a {
			low := int64(-2)
			if k%2 == 1 {
				low = 0
			}
			a[k] = big.NewInt(rapid.Int64Range(low, 3).Draw(t, "entry"))
		}
		var want []int
		for r := range rows {
			best := a[2*r].Sign() > 0
			for q := range rows {
				if best && a[2*q].Sign() > 0 {
					x, y := new(big.Int).Mul(a[2*r+1], a[2*q]), new(big.Int).Mul(a[2*q+1], a[2*r])
					best = x.Cmp(y) <= 0
				}
			}
			if best {
				want = append(want, r)
			}
		}
		for _, w := range []int{64, 128, 256, 512} {
			k := NewTableauWidth(rows, 2, w, func(i, j int) *big.Int { return a[2*i+j] })
			if got := k.MinRatio(0, nil); !slices.Equal(got, want) {
				t.Fatalf("width %d: %v, want %v", w, got, want)
			}
		}
	})
}

func rationalPivot(a []*big.Rat, rows, cols, r, c int) {
	p := new(big.Rat).Set(a[r*cols+c])
	row := make([]*big.Rat, cols)
	for j := range row {
		row[j] = new(big.Rat).Quo(a[r*cols+j], p)
	}
	row[c] = new(big.Rat).Inv(p)
	for i := range rows {
		if i == r {
			continue
		}
		f := new(big.Rat).Set(a[i*cols+c])
		for j := range cols {
			if j == c {
				a[i*cols+j] = new(big.Rat).Neg(new(big.Rat).Mul(f, row[c]))
			} else {
				a[i*cols+j] = new(big.Rat).Sub(a[i*cols+j], new(big.Rat).Mul(f, row[j]))
			}
		}
	}
	copy(a[r*cols:], row)
}

// TestDetSign compares with the Leibniz expansion.
func TestDetSign(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(1, 5).Draw(t, "k")
		scale := rapid.SampledFrom([]int64{1, 4, 1000, 1 << 20, 1 << 40}).Draw(t, "scale")
		a := make([]*big.Int, k*k)
		for i := range a {
			a[i] = big.NewInt(scale * rapid.Int64Range(-2, 2).Draw(t, "entry"))
		}
		used := make([]bool, k)
		want := leibniz(a, k, 0, used)
		if got := DetSign(k, func(i, j int) *big.Int { return a[i*k+j] }); got != want.Sign() {
			t.Fatalf("sign %d, want that of %v", got, want)
		}
		words := make([]int64, k*k)
		for i := range a {
			words[i] = a[i].Int64()
		}
		if got := DetSignWords(k, words); got != want.Sign() {
			t.Fatalf("words: sign %d, want that of %v", got, want)
		}
	})
}

func leibniz(a []*big.Int, k, row int, used []bool) *big.Int {
	if row == k {
		return big.NewInt(1)
	}
	sum := new(big.Int)
	for c := range k {
		if used[c] {
			continue
		}
		inversions := 0
		for d := c + 1; d < k; d++ {
			if used[d] {
				inversions++
			}
		}
		used[c] = true
		term := leibniz(a, k, row+1, used)
		used[c] = false
		term.Mul(term, a[row*k+c])
		if inversions%2 == 1 {
			term.Neg(term)
		}
		sum.Add(sum, term)
	}
	return sum
}

func TestMinorBitsHuge(t *testing.T) {
	huge := new(big.Int).Lsh(big.NewInt(3), 4000)
	b := MinorBits(2, 2, func(i, j int) *big.Int {
		if i == j {
			return huge
		}
		return big.NewInt(0)
	})
	if b < 8003 || b > 8010 {
		t.Fatalf("bound 2^%d for 9·2^8000", b)
	}
}

func BenchmarkPivot(b *testing.B) {
	for _, n := range []int{5, 10, 16, 20} {
		for _, w := range []int{64, 128, 256, 512} {
			rng := rand.New(rand.NewPCG(1, uint64(n)))
			top := int64(999)
			if w == 64 {
				top = 1 // keeps Hadamard's bound within 64 bits
			}
			a := make([]*big.Int, n*(n+1))
			for k := range a {
				a[k] = big.NewInt(rng.Int64N(top + 1))
			}
			t := NewTableauWidth(n, n+1, w, func(i, j int) *big.Int { return a[i*(n+1)+j] })
			if w != 512 && t.Width() != w {
				continue
			}
			b.Run(fmt.Sprintf("n=%d/width=%d", n, w), func(b *testing.B) {
				for i := 0; b.Loop(); i++ {
					r, c := i%n, i/n%n
					if t.Sign(r, c) != 0 {
						t.Pivot(r, c)
					}
				}
			})
		}
	}
}
