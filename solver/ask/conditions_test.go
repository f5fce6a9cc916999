package ask_test

import (
	"context"
	"testing"

	"brink/games/format"
	"brink/solver/answer"
	"brink/solver/ask"
)

// TestConditionsCertified: rows say that they are certified only when that was
// asked.
func TestConditionsCertified(t *testing.T) {
	f, diags := format.Read("stag-hunt.yaml", []byte(stagHunt), format.YAML)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	for _, check := range []bool{false, true} {
		got, err := ask.Conditions.Run(context.Background(), f.Game, nil, ask.Options{Check: check})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range got.(*answer.Conditions).Rows {
			if (r.Certified != nil) != check || check && len(r.Certified.Not) > 0 {
				t.Errorf("%v with check %v: %v", r.Support, check, r.Certified)
			}
		}
	}
}
