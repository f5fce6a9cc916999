package main

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"brink/solver/ask"
)

// grace is how long a command may take, once it is interrupted or out of time, to
// end with what it has found; see ask.Grace.
var grace = ask.Grace

var errInterrupted = errors.New("interrupted")

// reading is the context in which a command reads its files. It ends a little later than
// the command's: one that is out of time still says of which game it knows nothing.
func reading(ctx context.Context) (late context.Context, stop func()) {
	late, end := context.WithCancelCause(context.WithoutCancel(ctx))
	unwatch := context.AfterFunc(ctx, func() {
		time.AfterFunc(grace/2, func() { end(context.Cause(ctx)) })
	})
	return late, func() { unwatch(); end(nil) }
}

// tooLate says that a command ended before it knew the game.
func tooLate(ctx context.Context) error {
	return &exit{exitIncomplete, fmt.Errorf("%w, while files were read\n\nnothing is printed", ended(context.Cause(ctx)))}
}

// ended is the cause for which a context ended in words.
func ended(cause error) error {
	if errors.Is(cause, context.Canceled) {
		return errInterrupted
	}
	return cause
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
		return &exit{exitIncomplete, fmt.Errorf("%w, within a step too large to be stopped\n\nnothing is printed, because what was found before is not at hand", ended(cause))}
	}
	return <-done
}
