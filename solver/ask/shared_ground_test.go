package ask

import (
	"context"
	"errors"
	"testing"

	"brink/games/algebra"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/answer"
	"brink/solver/stability"
)

// TestSharedGround decides claims after others whose allowance ended midway: what these
// left for all claims of a model must not change a verdict.
func TestSharedGround(t *testing.T) {
	for _, id := range []string{"reassurance", "polluted-signal", "fearon", "spillover-contest", "collective-risk"} {
		src, _ := models.Source(id)
		f, ds := format.Read(id+models.Extension, src, "")
		if len(ds) > 0 {
			t.Fatal(ds)
		}
		m := f.Model
		for _, units := range []int{1, 100, 2_000, 40_000} {
			ground := stability.NewGroundwork(m)
			for _, c := range m.Head().Claims {
				ctx, cancel := algebra.WithAllowance(context.Background(), units, errors.New("spent"))
				judge(ctx, ground, answer.Verdict{Model: m, Claim: c}, Claims{Limit: 1})
				cancel()
			}
			for _, c := range m.Head().Claims {
				got := judge(context.Background(), ground, answer.Verdict{Model: m, Claim: c}, Claims{}).out
				if !got.OK() {
					t.Errorf("%s: %s is %s after an allowance of %d units, not %s", id, c.ID, got.Status, units, answer.Expected(c))
				}
			}
		}
	}
}
