package models_test

import (
	"slices"
	"strings"
	"testing"

	"brink/games"
)

// TestTextbookResults holds the library to results that readers will look for first: each
// is a claim that is to be proved, with the condition of the textbook in it.
func TestTextbookResults(t *testing.T) {
	for _, c := range []struct{ model, claim, says string }{
		{"tullock", "efforts", "eq(x) = a*v^2*w/(a*v + w)^2"},
		{"spillover-contest", "effort", "eq(x) = effort"},
		{"spillover-contest", "more-states", "next > total <=> beta < 1/(n*(n - 1))"},
		{"window-war", "threshold", "every_mpe(lead = (wait, attack)) <=> lambda > window"},
		{"window-war", "fearon", "c*(1 - delta)^2"},
		{"power-shift", "preventive-war", "delta*p2 - p1 > c*(1 - delta)^2"},
		{"richardson", "stability", "<=> a*b > k*l"},
		{"od-hump", "rise", "d*(1 - exp(-a*x)) <= a*exp(-a*x)"},
		{"od-hump", "fall", "d*(1 - exp(-a*x)) >= a*exp(-a*x)"},
		{"matthew-race", "bounded", "step <= 0"},
	} {
		claims := read(t, c.model).Head().Claims
		i := slices.IndexFunc(claims, func(x games.Claim) bool { return x.ID == c.claim })
		if i < 0 || claims[i].Verdict != "proved" || !strings.Contains(claims[i].Holds, c.says) {
			t.Errorf("%s: the claim %s is not that %s", c.model, c.claim, c.says)
		}
	}
}
