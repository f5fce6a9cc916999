package logit

import (
	"math"
	"testing"
)

func TestDistance(t *testing.T) {
	if d := Distance([]float64{1, 0, 0}, [][]float64{{0, 1, 0}, {0, 0, 1}}); math.Abs(d-math.Sqrt(1.5)) > 1e-3 {
		t.Errorf("distance %v", d)
	}
	if d := Distance([]float64{.2, .3, .5}, [][]float64{{0, 1, 0}, {0, 0, 1}, {1, 0, 0}}); d > selectedNear/5 {
		t.Errorf("distance %v", d)
	}
}
