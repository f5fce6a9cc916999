package prove

import (
	"context"
	"testing"

	"brink/games/expr"
)

// TestCertify has the evidence of known verdicts accepted by package check.
func TestCertify(t *testing.T) {
	names := expr.Names{"x", "y", "z", "w"}
	for _, c := range []struct {
		hyps, claim string
		want        Status
	}{
		{"x > 0 and y > 0 and z > 0", "x^3 + y^3 + z^3 >= 3*x*y*z", Proved},
		{"true", "x^4*y^2 + x^2*y^4 - 3*x^2*y^2 + 1 >= 0", Proved},
		{"x > y and y > z", "x > z", Proved},
		{"x > 1", "x^2 < x", Refuted},
		{"x > y and y > z and z > x", "x = 0", Vacuous},
		{"x^2 + y^2 < 0", "x = 0", Vacuous},
		// Several cells of a covering end together here, and which of them is used
		// decides what the next projection needs.
		{"0 < x and x < 1 and y > 0 and z > 0 and w > 0 and z = x*z + x*w + z*w + w and 3*y*w + 2*x = y + 3*w and x*y + 3*y*z + x = y + z + 2",
			"100*x^4 + 461*x^2 >= 300*x^3 + 120*x + 20", Proved},
		{"x > 0", "x^2 >= 2", Conditional},
		{"x*y > 0", "x > 0", Conditional},
	} {
		h, _, err := expr.CompileFormula(c.hyps, names)
		if err != nil {
			t.Fatal(err)
		}
		f, _, err := expr.CompileFormula(c.claim, names)
		if err != nil {
			t.Fatal(err)
		}
		p := Problem{Hyps: []expr.Formula{h}, Claim: f, Names: names}
		v, e := Decide(context.Background(), p, Options{})
		if e != nil || v.Status != c.want {
			t.Errorf("%s => %s: %v, %v; want %v", c.hyps, c.claim, v.Status, e, c.want)
			continue
		}
		cert, e := Certify(context.Background(), p, v, Options{})
		if e != nil || cert == nil {
			t.Errorf("%s => %s: no certificate, %v", c.hyps, c.claim, e)
			continue
		}
		if ans, err := cert.Check(context.Background(), 0); ans != Yes || err != nil {
			t.Errorf("%s => %s: %s, %v", c.hyps, c.claim, ans, err)
		}
		// A verdict that is not true has no certificate.
		for _, wrong := range []Status{Proved, Refuted, Vacuous} {
			if wrong == c.want || c.want == Vacuous {
				continue
			}
			if cert, e := Certify(context.Background(), p, Verdict{Status: wrong}, Options{}); e == nil && cert != nil {
				t.Errorf("%s => %s: a certificate of the wrong verdict %v", c.hyps, c.claim, wrong)
			}
		}
	}
}
