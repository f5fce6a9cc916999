package algebra

import (
	"testing"

	"pgregory.net/rapid"
)

// TestAffinePower: the power of a sum of multiples of variables and a constant is the
// product of so many of it, within a budget too.
func TestAffinePower(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := IntPoly(rapid.Int64Range(-3, 3).Draw(t, "constant"))
		for v := range 4 {
			p = p.Add(Variable(v).Scale(NewInt(rapid.Int64Range(-1<<62, 1<<62).Draw(t, "coefficient") >> rapid.IntRange(0, 62).Draw(t, "shift"))))
		}
		n := rapid.IntRange(0, 7).Draw(t, "n")
		want := IntPoly(1)
		for range n {
			want = want.Mul(p)
		}
		got := p.Pow(n)
		if !got.Equal(want) || got.Key() != want.Key() {
			t.Fatalf("(%v)^%d = %v, want %v", p, n, got, want)
		}
		if q, ok := NewEffort(1<<22).Pow(p, n); !ok || !q.Equal(want) {
			t.Fatalf("(%v)^%d = %v within a budget, want %v", p, n, q, want)
		}
	})
}
