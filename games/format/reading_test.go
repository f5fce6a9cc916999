package format

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"brink/games/algebra"
)

// TestReadingEndsWithItsContext: formulas that take seconds are given up when the
// context ends, and what was read before is no game.
func TestReadingEndsWithItsContext(t *testing.T) {
	var b strings.Builder
	b.WriteString("brink: 1\nparameters: {x: 1, y: 1, z: 1, u: 1, v: 1}\ndefine:\n")
	for k := range 200 {
		fmt.Fprintf(&b, "  d%d: (x + y + z + u + v + %d)^14\n", k, k)
	}
	b.WriteString("players: {A: [a], B: [b]}\npayoffs: {a: [[d1, d2]]}\n")
	ctx, cancel := algebra.WithAllowance(context.Background(), 100_000, context.DeadlineExceeded)
	defer cancel()
	f, diags := Within(ctx).Read("long.yaml", []byte(b.String()), "")
	if f != nil || !diags.HasErrors() || !strings.Contains(diags.Error(), "cut short") {
		t.Errorf("got %v, %v", f, diags)
	}
	ended, cancel := context.WithDeadline(context.Background(), time.Unix(0, 0))
	defer cancel()
	for _, src := range []string{b.String(), "NFG 1 R \"\" { \"1\" \"2\" } { 2 2 } 1 1 2 2 3 3 4 4"} {
		if f, diags := Within(ended).Read("late", []byte(src), ""); f != nil || len(diags) != 1 {
			t.Errorf("after the end: %v, %v", f, diags)
		}
	}
}
