package format

import (
	"strings"
	"testing"

	"brink/games"
)

// TestReadClaims: mistakes in the texts of claims leave the game and the other claims
// to those who ask for claims, and nothing else does.
func TestReadClaims(t *testing.T) {
	const game = "brink: 1\nparameters: {x: 1}\nplayers: {A: [l, r], B: [l, r]}\npayoffs:\n  l: [[x, x], [0, 0]]\n  r: [[0, 0], [1, 1]]\nclaims:\n"
	for _, c := range []struct {
		claims   string
		mistakes []string // of the claims; nil where the file is not read
	}{
		{"  - {id: a, holds: 'nash(l, l)'}\n", []string{""}},
		{"  - {id: a, holds: 'nash(l, z)'}\n  - {id: b, holds: x > 0}\n", []string{`8:29: "z" is not an action`, ""}},
		{"  - {id: a, given: [x > y, x > 0], holds: 'nash(l, l)'}\n", []string{"8:25: "}},
		{"  - {id: a, holds: 'x >> 0'}\n  - {id: b, given: [pbe(s = a)], holds: x > 0}\n", []string{"8:", "9:"}},
		{"  - {id: a, holds: 'nash(l, z)'}\n  - {holds: x > 0}\n", nil},
		{"  - {id: a, holds: [x]}\n", nil},
		{"  - {id: a, holds: 'nash(l, z)', verdict: sure}\n", nil},
	} {
		f, ds := ReadClaims("f.yaml", []byte(game+c.claims), "")
		if strict, _ := Read("f.yaml", []byte(game+c.claims), ""); (strict == nil) != ds.HasErrors() {
			t.Errorf("%s: Read and ReadClaims disagree about errors: %v", c.claims, ds)
		}
		var claims []games.Claim
		if f != nil {
			claims = f.Model.Head().Claims
		}
		if len(claims) != len(c.mistakes) {
			t.Errorf("%s: read %v, with %v", c.claims, claims, ds)
			continue
		}
		for i, want := range c.mistakes {
			if got := claims[i].Mistake; (got == "") != (want == "") || !strings.Contains(got, want) {
				t.Errorf("%s: claim %d has the mistake %q, want %q", c.claims, i, got, want)
			}
		}
	}
}
