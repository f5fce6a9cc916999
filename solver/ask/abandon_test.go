package ask

import (
	"context"
	"testing"
	"time"
)

// TestAbandoned: work that ends is waited for, work that does not is left.
func TestAbandoned(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	if v, ok := abandoned(ctx, time.Hour, func() int { return 7 }); v != 7 || !ok {
		t.Errorf("%d, %v; want 7", v, ok)
	}
	cancel()
	if v, ok := abandoned(ctx, time.Millisecond, func() int { select {} }); v != 0 || ok {
		t.Errorf("%d, %v from work that does not end", v, ok)
	}
}
