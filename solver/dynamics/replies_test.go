package dynamics

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// oneGroup writes the best-response dynamics of a symmetric game.
func oneGroup(m [][]int) string {
	names := []string{"a", "b", "c"}[:len(m)]
	text := "brink: 1\ndynamics: best-response\nplayers: {A: [a, b, c], B: [a, b, c]}\npayoffs:\n"
	if len(m) == 2 {
		text = "brink: 1\ndynamics: best-response\nplayers: {A: [a, b], B: [a, b]}\npayoffs:\n"
	}
	for i, row := range m {
		text += "  " + names[i] + ": ["
		for j := range row {
			text += fmt.Sprintf("[%d, %d], ", m[i][j], m[j][i])
		}
		text += "]\n"
	}
	return text
}

// returns follows x' = b - x for best replies b by small steps from points around a rest
// point, and reports whether all courses come near it.
func returns(r *rand.Rand, m [][]int, rest []float64) bool {
	const step, away = 1.0 / 2000, 0.02
	for range 6 {
		x := make([]float64, len(rest))
		sum := 0.0
		for i := range x {
			x[i] = max(0, rest[i]+away*(2*r.Float64()-1))
			sum += x[i]
		}
		for i := range x {
			x[i] /= sum
		}
		for range int(20 / step) {
			best, most := 0, math.Inf(-1)
			for i, row := range m {
				u := 0.0
				for j, v := range row {
					u += float64(v) * x[j]
				}
				if u > most {
					best, most = i, u
				}
			}
			for i := range x {
				x[i] -= step * x[i]
			}
			x[best] += step
		}
		for i := range x {
			if math.Abs(x[i]-rest[i]) > away/2 {
				return false
			}
		}
	}
	return true
}

// Rest points of best-response dynamics of three actions are stable where courses that
// start nearby come back.
func TestTriangles(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	inside, stable := 0, 0
	for n := 0; n < 60 && inside < 20; n++ {
		m := make([][]int, 3)
		for i := range m {
			m[i] = []int{r.IntN(13) - 6, r.IntN(13) - 6, r.IntN(13) - 6}
		}
		switch n % 3 {
		case 0: // the more choose an action the less it pays
			for i := range m {
				m[i][i] -= 9
			}
		case 1: // each is overtaken by the next
			for i := range m {
				m[(i+1)%3][i], m[(i+2)%3][i] = m[i][i]+1+r.IntN(5), m[i][i]-1-r.IntN(5)
			}
		}
		d := readDynamics(t, oneGroup(m))
		table, err := RestPoints(context.Background(), d)
		if err != nil || !table.Complete {
			t.Fatal(err, m)
		}
		gains, losses := 1.0, 1.0
		for i := range m {
			gains, losses = gains*float64(m[(i+1)%3][i]-m[i][i]), losses*float64(m[i][i]-m[(i+2)%3][i])
		}
		if q := losses / gains; q > 0.6 && q < 1.6 || q != q {
			continue // too slow to tell
		}
		for _, row := range table.Rows {
			is, open := false, false
			for _, c := range row.Columns {
				switch c.Code {
				case "stable":
					is = c.When.Eval(nil)
				case "undecided":
					open = true
				}
			}
			var rest []float64
			mixed := 0
			for _, x := range row.Numbers {
				v, ok := x.Is.Value.Ratio()
				k, _ := v.Rat()
				if !ok || k == nil {
					t.Fatal(m, "not isolated")
				}
				f, _ := k.Float64()
				if k.Sign() > 0 && k.Cmp(big.NewRat(1, 1)) < 0 {
					mixed++
				}
				rest = append(rest, f)
			}
			if open {
				continue // ties
			}
			if got := returns(r, m, rest); got != is {
				t.Errorf("%v at %v: stable %v, courses return %v", m, rest, is, got)
			}
			if mixed == 3 {
				inside++
			}
			if is {
				stable++
			}
		}
	}
	if inside < 5 || stable < 5 {
		t.Errorf("%d inside, %d stable", inside, stable)
	}
}
