package prove

import (
	"context"
	"testing"
	"time"
)

// TestHardTruths proves inequalities whose coverings are large.
func TestHardTruths(t *testing.T) {
	for _, c := range []struct {
		claim string
		hyps  []string
	}{
		{"(1-a)*(1-b)*(1-c)*(1-d) >= 1 - a - b - c - d", []string{"0 <= a", "a <= 1", "0 <= b", "b <= 1", "0 <= c", "c <= 1", "0 <= d", "d <= 1"}},
		{"(1-a)*(1-b)*(1-c)*(1-d)*(1-x)*(1-y) >= 1 - a - b - c - d - x - y", []string{"0 <= a", "a <= 1", "0 <= b", "b <= 1", "0 <= c", "c <= 1", "0 <= d", "d <= 1", "0<=x", "x<=1", "0<=y", "y<=1"}},
		{"(a^2+b^2)*(x^2+y^2) >= (a*x+b*y)^2", nil},
		{"(a^2+b^2+c^2)*(x^2+y^2+z^2) >= (a*x+b*y+c*z)^2", nil},
		{"a^2+b^2+c^2 >= a*b+b*c+c*a", nil},
		{"a^2+b^2+c^2+d^2 >= a*b+b*c+c*d+d*a", nil},
		{"a^3+b^3+c^3 >= 3*a*b*c", []string{"a>=0", "b>=0", "c>=0"}},
		{"a^4+b^4+c^4+d^4 >= 4*a*b*c*d", nil},
		{"(a+b+c)*(a*b+b*c+c*a) >= 9*a*b*c", []string{"a>=0", "b>=0", "c>=0"}},
		{"a/(b+c) + b/(c+a) + c/(a+b) >= 3/2", []string{"a>0", "b>0", "c>0"}},
		{"a*(a-b)*(a-c) + b*(b-a)*(b-c) + c*(c-a)*(c-b) >= 0", []string{"a>=0", "b>=0", "c>=0"}},
		{"a*b + c*d >= a*d + c*b", []string{"a >= c", "b >= d"}},
		{"a*x + b*y + c*z >= 0", []string{"a>=0", "b>=0", "c>=0", "x>=0", "y>=0", "z>=0"}},
		{"a*b*c*d < x*y*z*w", []string{"0<a", "a<x", "0<b", "b<y", "0<c", "c<z", "0<d", "d<w"}},
		{"a*b*c < x*y*z", []string{"0<a", "a<x", "0<b", "b<y", "0<c", "c<z"}},
		{"a/b < c/d", []string{"b>0", "d>0", "b < d*a + 1 - 1", "a*d < b*c"}},
		{"x^2*y + y^2*z + z^2*x <= 4/27", []string{"x>=0", "y>=0", "z>=0", "x+y+z=1"}},
		{"(a+b)^2*(b+c)^2*(c+a)^2 >= 64*a^2*b^2*c^2", []string{"a>=0", "b>=0", "c>=0"}},
	} {
		start := time.Now()
		v, err := Decide(context.Background(), problem(t, c.claim, c.hyps...), Options{})
		t.Logf("%-10s %8d units %v %s: %s", v.Status, v.Units, time.Since(start).Round(time.Millisecond), v.Method, c.claim)
		if err != nil || v.Status != Proved {
			t.Errorf("%s: %s %v %s", c.claim, v.Status, err, v.Reason)
		}
	}
}
