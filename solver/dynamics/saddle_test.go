package dynamics

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"math/cmplx"
	"math/rand/v2"
	"strings"
	"testing"
)

// ofMatrix is the eigenvalues of a matrix in floating point: its characteristic polynomial by traces of
// powers (Newton), and the iteration of Durand and Kerner.
func ofMatrix(m [][]float64) []complex128 {
	n := len(m)
	power := m
	traces, c := make([]float64, n+1), make([]float64, n+1) // c[k] of λ^(n-k)
	c[0] = 1
	for k := 1; k <= n; k++ {
		for i := range n {
			traces[k] += power[i][i]
		}
		for j := 1; j <= k; j++ {
			c[k] -= c[k-j] * traces[j] / float64(k)
		}
		next := make([][]float64, n)
		for i := range next {
			next[i] = make([]float64, n)
			for j := range n {
				for l := range n {
					next[i][j] += power[i][l] * m[l][j]
				}
			}
		}
		power = next
	}
	z := make([]complex128, n)
	for i := range z {
		z[i] = cmplx.Pow(complex(0.4, 0.9), complex(float64(i), 0))
	}
	for range 800 {
		for i := range z {
			p, q := complex(1, 0), complex(1, 0)
			for _, x := range c[1:] {
				p = p*z[i] + complex(x, 0)
			}
			for j := range z {
				if j != i {
					q *= z[i] - z[j]
				}
			}
			z[i] -= p / q
		}
	}
	return z
}

// TestSaddles holds the saddles of four dimensions to eigenvalues.
func TestSaddles(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	names := []string{"w", "x", "y", "z"}
	for _, discrete := range []bool{false, true} {
		time, key := "continuous", "rates"
		if discrete {
			time, key = "discrete", "next"
		}
		seen := make(map[bool]int)
		for range 5 {
			m := make([][]float64, 4)
			var rates, ranges []string
			for i := range m {
				m[i] = make([]float64, 4)
				var terms []string
				for j := range m[i] {
					k := r.Int64N(7) - 3
					m[i][j] = float64(k) / 2
					if i+j > 0 {
						terms = append(terms, fmt.Sprintf("%d/2*%s", k, names[j]))
					}
				}
				if i == 0 {
					terms = append(terms, "a*w")
				}
				rates = append(rates, fmt.Sprintf("%s: %q", names[i], strings.Join(terms, " + ")))
				ranges = append(ranges, names[i]+`: "(-inf, inf)"`)
			}
			d := readDynamics(t, fmt.Sprintf("brink: 1\nparameters: {a: {default: 1, range: \"[-8, 8]\"}}\ndynamics: {time: %s, variables: {%s}, %s: {%s}}\n",
				time, strings.Join(ranges, ", "), key, strings.Join(rates, ", ")))
			table, err := RestPoints(context.Background(), d)
			if err != nil || !table.Complete {
				t.Fatal(err, table)
			}
			for a := int64(-12); a <= 12; a++ {
				at := []*big.Rat{big.NewRat(a, 2)}
				m[0][0] = float64(a) / 2
				in, out := 0, 0
				for _, z := range ofMatrix(m) {
					side := real(z)
					if discrete {
						side = cmplx.Abs(z) - 1
					}
					switch {
					case math.Abs(side) < 1e-6:
						in, out = -9, -9
					case side < 0:
						in++
					default:
						out++
					}
				}
				if in+out != 4 {
					continue // on the border
				}
				want := in > 0 && out > 0
				for _, row := range table.Rows {
					for _, c := range row.Columns {
						if c.Code == "saddle" && row.Exists.Eval(at) {
							if seen[want]++; c.When.Eval(at) != want {
								t.Fatalf("%v at a = %v: a saddle is %v, by eigenvalues %v", rates, at, !want, want)
							}
						}
					}
				}
			}
		}
		if seen[true] == 0 || !discrete && seen[false] == 0 {
			t.Errorf("%s time: seen %v", time, seen)
		}
	}
}
