package main

import (
	"context"
	"errors"
	"testing"
	"time"
)

// hurry makes the time after the end of a context nothing.
func hurry(t *testing.T) {
	old := grace
	grace = 0
	t.Cleanup(func() { grace = old })
}

// TestStuckCommandIsGivenUp: a command that does not look at its context ends with
// exit code 4, and can no longer write.
func TestStuckCommandIsGivenUp(t *testing.T) {
	hurry(t)
	s := stage{end: make(chan error, 1)}
	cause := errors.New("--timeout 2s passed")
	ctx, cancel := context.WithCancelCause(context.Background())
	defer s.limit(ctx)()
	stuck := make(chan error) // nobody sends
	cancel(cause)
	err := s.await(stuck)
	var e *exit
	if !errors.As(err, &e) || e.code != exitIncomplete || !errors.Is(err, cause) {
		t.Errorf("%v, want exit code %d because of %v", err, exitIncomplete, cause)
	}
	wrote := make(chan bool)
	go func() { s.write(); close(wrote) }()
	select {
	case <-wrote:
		t.Error("a command that was given up writes")
	case <-time.After(20 * time.Millisecond):
	}
}

// TestWritingIsWaitedFor: results are written in full although time is over.
func TestWritingIsWaitedFor(t *testing.T) {
	hurry(t)
	s := stage{end: make(chan error, 1)}
	ctx, cancel := context.WithCancel(context.Background())
	defer s.limit(ctx)()
	s.write()
	cancel()
	done := make(chan error, 1)
	time.AfterFunc(20*time.Millisecond, func() { done <- &exit{code: exitIncomplete} })
	var e *exit
	if err := s.await(done); !errors.As(err, &e) || e.err != nil {
		t.Errorf("%v, want what the command returned", err)
	}
}
