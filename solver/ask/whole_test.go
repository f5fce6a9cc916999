package ask

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"brink/games/format"
	"brink/solver/answer"
)

const wholeHead = `
brink: 1
parameters: {n: {default: 5, range: "[2, inf)"}, b: {default: 1/4, range: "[0, 1]"}}
integers: [n]
players: {A: [l, r], B: [l, r]}
payoffs: {each: "is(r)*n*b"}
claims:
`

// verdicts decides claims about a whole number n from 2 on.
func verdicts(t *testing.T, claims []string) []*answer.Verdict {
	t.Helper()
	var b strings.Builder
	b.WriteString(wholeHead)
	for i, c := range claims {
		fmt.Fprintf(&b, "  - {id: c%d, holds: %q}\n", i, c)
	}
	f, ds := format.Read("t.yaml", []byte(b.String()), "")
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	a, err := Verify.Run(context.Background(), f.Model, nil, Options{Claims: Claims{Check: true}})
	if err != nil {
		t.Fatal(err)
	}
	return a.(*answer.Verdicts).Claims
}

// Claims about whole numbers are decided for these alone.
func TestWholeNumbers(t *testing.T) {
	cases := map[string]answer.Status{
		"n <= 2 or n >= 3":                   answer.Proved,
		"(n - 2)*(n - 3)*(n - 4) >= 0":       answer.Proved,
		"n != 7/2 and n^2 != 7":              answer.Proved,
		"n^2 <= 20 or n >= 5":                answer.Proved,
		"n > 3":                              answer.Conditional,
		"n = 5/2":                            answer.Refuted,
		"b*(n - 2)*(n - 3) >= 0":             answer.Proved,
		"(n - 5/2)^2 >= 1/4":                 answer.Proved,
		"(n - 5/2)^2 > 1/4":                  answer.Conditional,
		"b < 1/(n*(n - 1)) or b*n^2 - b*n>0": answer.Proved,
	}
	var claims []string
	for c := range cases {
		claims = append(claims, c)
	}
	for i, v := range verdicts(t, claims) {
		if v.Status != cases[claims[i]] {
			t.Errorf("%s: %s, want %s", claims[i], v.Status, cases[claims[i]])
		}
		if v.Evidence == answer.No {
			t.Errorf("%s: the evidence was not accepted", claims[i])
		}
		if len(v.Counterexample) > 0 {
			if n := v.Counterexample[0]; n.Rat == nil || !n.Rat.IsInt() {
				t.Errorf("%s: fails at n = %v", claims[i], n)
			}
		}
	}
}

// Random polynomials agree with what is seen at the first numbers.
func TestWholeNumbersAgainstEnumeration(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 9))
	var claims []string
	var holds [][2]bool // somewhere, everywhere, among the numbers up to 60
	for range 60 {
		c := [4]int{rng.IntN(41) - 20, rng.IntN(31) - 15, rng.IntN(9) - 4, rng.IntN(3)}
		op := []string{"<=", ">", "!="}[rng.IntN(3)]
		claims = append(claims, fmt.Sprintf("%d*n^3 + %d*n^2 + %d*n + %d %s 0", c[3], c[2], c[1], c[0], op))
		some, all := false, true
		for n := 2; n <= 60; n++ {
			x := c[3]*n*n*n + c[2]*n*n + c[1]*n + c[0]
			yes := map[string]bool{"<=": x <= 0, ">": x > 0, "!=": x != 0}[op]
			some, all = some || yes, all && yes
		}
		holds = append(holds, [2]bool{some, all}) // beyond 60 the sign of such a polynomial does not change
	}
	for i, v := range verdicts(t, claims) {
		want := answer.Conditional
		if holds[i][1] {
			want = answer.Proved
		} else if !holds[i][0] {
			want = answer.Refuted
		}
		if v.Status != want {
			t.Errorf("%s: %s, want %s", claims[i], v.Status, want)
		}
	}
}
