package dynamics

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"math/cmplx"
	"math/rand/v2"
	"testing"
)

// ofThree is the eigenvalues of a matrix of order 3 in floating point, by the iteration
// of Durand and Kerner on its characteristic polynomial.
func ofThree(m [3][3]float64) [3]complex128 {
	minor := func(i, j int) float64 { return m[i][i]*m[j][j] - m[i][j]*m[j][i] }
	trace := m[0][0] + m[1][1] + m[2][2]
	minors := minor(0, 1) + minor(0, 2) + minor(1, 2)
	det := m[0][0]*(m[1][1]*m[2][2]-m[1][2]*m[2][1]) - m[0][1]*(m[1][0]*m[2][2]-m[1][2]*m[2][0]) + m[0][2]*(m[1][0]*m[2][1]-m[1][1]*m[2][0])
	z := [3]complex128{1, complex(0.4, 0.9), complex(-0.65, 0.72)}
	for range 500 {
		for i := range z {
			x := z[i]
			p := ((x-complex(trace, 0))*x+complex(minors, 0))*x - complex(det, 0)
			z[i] -= p / ((x - z[(i+1)%3]) * (x - z[(i+2)%3]))
		}
	}
	return z
}

// TestSpatialPortrait holds the kinds of rest points of three dimensions to eigenvalues.
func TestSpatialPortrait(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for _, discrete := range []bool{false, true} {
		rates, key := "rates", "continuous"
		if discrete {
			rates, key = "next", "discrete"
		}
		var entries [3][3]int64
		seen := make(map[string]int)
		for range 6 {
			for i := range entries {
				for j := range entries[i] {
					entries[i][j] = r.Int64N(7) - 3
				}
			}
			row := func(i int, first string) string {
				return fmt.Sprintf("(%s*x + %d*y + %d*z)/2", first, entries[i][1], entries[i][2])
			}
			d := readDynamics(t, fmt.Sprintf(`brink: 1
parameters: {a: {default: 1, range: "[-8, 8]"}}
dynamics: {time: %s, variables: {x: "(-inf, inf)", y: "(-inf, inf)", z: "(-inf, inf)"}, %s: {x: "%s", y: "%s", z: "%s"}}
`, key, rates, row(0, "a"), row(1, fmt.Sprint(entries[1][0])), row(2, fmt.Sprint(entries[2][0]))))
			table, err := RestPoints(context.Background(), d)
			if err != nil || !table.Complete {
				t.Fatal(err, table)
			}
			for a := int64(-16); a <= 16; a++ {
				at := []*big.Rat{big.NewRat(a, 2)}
				var m [3][3]float64
				for i := range m {
					for j := range m[i] {
						m[i][j] = float64(entries[i][j]) / 2
					}
				}
				m[0][0] = float64(a) / 4
				want := kindOfThree(ofThree(m), discrete)
				if want == "" {
					continue
				}
				seen[want]++
				for _, row := range table.Rows {
					for _, c := range row.Columns {
						switch c.Code {
						case "node", "focus", "saddle":
							if is := c.When.Eval(at); row.Exists.Eval(at) && is != (c.Code == want) {
								t.Fatalf("%v at a = %v: %s is %v, by eigenvalues %s", entries, at, c.Code, is, want)
							}
						}
					}
				}
			}
		}
		if len(seen) < 3 {
			t.Errorf("%s: %v", key, seen)
		}
	}
}

// kindOfThree names a rest point by its eigenvalues; "" where that is a close call.
func kindOfThree(z [3]complex128, discrete bool) string {
	positive, turns := 0, false
	for i, x := range z {
		size := real(x)
		if discrete {
			size = cmplx.Abs(x) - 1
		}
		if math.Abs(size) < 1e-3 || cmplx.Abs(x-z[(i+1)%3]) < 3e-2 {
			return ""
		}
		if size > 0 {
			positive++
		}
		turns = turns || math.Abs(imag(x)) > 1e-3
	}
	switch {
	case positive == 1 || positive == 2:
		return "saddle"
	case turns:
		return "focus"
	}
	return "node"
}
