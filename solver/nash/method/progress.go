package method

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"brink/solver/note"
)

// progressEvery is how often Options.Progress is called: often enough for a
// live display, seldom enough to cost nothing.
const progressEvery = 100 * time.Millisecond

// Report calls f with snapshots until the returned function is called, which
// makes one last call. f may be nil.
func Report(f func(Progress), snapshot func() Progress) (stop func()) {
	if f == nil {
		return func() {}
	}
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(progressEvery)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				f(snapshot())
			case <-done:
				f(snapshot())
				return
			}
		}
	})
	return func() {
		close(done)
		wg.Wait()
	}
}

// LimitReason explains an answer cut short on request.
func LimitReason(opt Options) note.Note {
	if opt.OneOnly {
		return note.New(note.OneAsked)
	}
	return note.New(note.LimitEquilibria, cmp.Or(opt.Most(), MostEquilibria))
}

// Progress is a snapshot of running work.
type Progress struct {
	Bases      int64 // bases, supports or nodes visited so far
	Equilibria int64 // equilibria found so far
}

// Cancelled is the reason given when the context ended the work.
func Cancelled(ctx context.Context) note.Note {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return note.New(note.TimeLimit)
	}
	return note.New(note.Interrupted)
}
