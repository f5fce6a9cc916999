package ask

import (
	"context"
	"time"
)

// Grace is how long work may take, once its context is over, to end with what it
// has found, where Options.Grace does not say. Nearly all does so at once. But a
// single product, divisor or factorisation of polynomials of many thousand terms
// may run for minutes, and to ask for the context inside of these would cost every
// kernel something; so they are not waited for.
const Grace = 700 * time.Millisecond

// abandoned calls f, and returns its value and true, or false when f goes on for
// longer than grace after the end of the context. Then f still runs, and nothing
// of its work may be looked at.
func abandoned[T any](ctx context.Context, grace time.Duration, f func() T) (v T, ok bool) {
	done := make(chan T, 1)
	go func() { done <- f() }()
	select {
	case v = <-done:
		return v, true
	case <-ctx.Done():
	}
	select {
	case v = <-done:
		return v, true
	case <-time.After(grace):
		return v, false
	}
}
