package algebra

import (
	"context"
	"errors"
	"testing"
)

// TestAllowanceEndsContext: work charged to a context ends it, with its cause, when
// the allowance is used up, and not before; what Within bounds is charged.
func TestAllowanceEndsContext(t *testing.T) {
	enough := errors.New("enough")
	ctx, cancel := WithAllowance(context.Background(), 100, enough)
	defer cancel()
	charge := Account(ctx)
	if charge(100); ctx.Err() != nil {
		t.Error("the context ended within the allowance")
	}
	if charge(1); !errors.Is(context.Cause(ctx), enough) {
		t.Errorf("ended by %v, want %v", context.Cause(ctx), enough)
	}
	if Account(context.Background()) != nil {
		t.Error("a context without an allowance has an account")
	}

	ctx, cancel = WithAllowance(context.Background(), 1000, enough)
	defer cancel()
	x, y := Variable(0), Variable(1)
	p := x.Add(y).Add(IntPoly(1)).Pow(20)
	if _, ok := Within(ctx, 1<<30).Mul(p, p); ok {
		t.Error("a long product fits into a short allowance")
	}
	if !errors.Is(context.Cause(ctx), enough) {
		t.Errorf("ended by %v, want %v", context.Cause(ctx), enough)
	}
}
