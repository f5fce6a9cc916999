package main

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"
)

// grace is how long a command may take, once it is interrupted or out of time, to
// end with what it has found. Nearly all do so at once. But a single product,
// divisor or factorisation of polynomials of many thousand terms may run for
// minutes, and to ask for the context inside of these would cost every kernel
// something; so the program does not wait for them.
var grace = 700 * time.Millisecond

// abandoned calls f, and returns its value and true, or false when f goes on for longer than grace after the
// end of the context. Then f still runs, until the process ends, and nothing of its
// work may be looked at.
func abandoned[T any](ctx context.Context, f func() T) (v T, ok bool) {
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

// Whether a command works, writes its results, or was given up.
const (
	working = iota
	writing
	givenUp
)

// stage is how far a command has come, and end when its time is over.
type stage struct {
	state atomic.Int32
	end   chan error // the cause
}

// limit notes the context of the command.
func (s *stage) limit(ctx context.Context) (stop func() bool) {
	return context.AfterFunc(ctx, func() {
		select {
		case s.end <- context.Cause(ctx):
		default:
		}
	})
}

// write must be called before results are written: from then on they are waited
// for, so that nobody gets half of them. It does not return when it is too late.
func (s *stage) write() {
	if !s.state.CompareAndSwap(working, writing) && s.state.Load() == givenUp {
		select {}
	}
}

// await waits for the command, for no longer than grace when it is out of time and
// does not write yet.
func (s *stage) await(done <-chan error) error {
	var cause error
	select {
	case err := <-done:
		return err
	case cause = <-s.end:
	}
	select {
	case err := <-done:
		return err
	case <-time.After(grace):
	}
	if s.state.CompareAndSwap(working, givenUp) {
		if errors.Is(cause, context.Canceled) {
			cause = fmt.Errorf("interrupted")
		}
		return &exit{exitIncomplete, fmt.Errorf("%w, within a step too large to be stopped\n\nnothing is printed, because what was found before is not at hand", cause)}
	}
	return <-done
}
