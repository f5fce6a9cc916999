package algebra

import (
	"context"
	"sync/atomic"
)

// allowance is work that may be done within a context, in units of about a
// microsecond.
type allowance struct {
	left atomic.Int64
	end  context.CancelCauseFunc
	why  error
}

type allowanceKey struct{}

// WithAllowance returns a context that ends, for the given cause, once the work that
// was charged to it (Account) exceeds a number of units of about a microsecond. Unlike
// a deadline it ends at the same place on every machine. What Within bounds and what
// the prover does is charged; a context in another with an allowance is charged to its
// own alone.
func WithAllowance(ctx context.Context, units int, cause error) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	a := &allowance{end: cancel, why: cause}
	a.left.Store(int64(units))
	return context.WithValue(ctx, allowanceKey{}, a), func() { cancel(context.Canceled) }
}

// Account returns the function that charges work to the allowance of a context, nil
// where it has none.
func Account(ctx context.Context) (charge func(units int)) {
	a, ok := ctx.Value(allowanceKey{}).(*allowance)
	if !ok {
		return nil
	}
	return func(units int) {
		if a.left.Add(-int64(units)) < 0 {
			a.end(a.why)
		}
	}
}

// stepsPerUnit is the number of steps of an Effort in a unit of an allowance.
const stepsPerUnit = 32
