package method

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
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
func LimitReason(opt Options) string {
	if opt.OneOnly {
		return "one equilibrium was asked for"
	}
	if opt.Limit == 1 {
		return "limit of 1 equilibrium reached"
	}
	return fmt.Sprintf("limit of %d equilibria reached", cmp.Or(opt.Most(), MostEquilibria))
}

// Progress is a snapshot of running work.
type Progress struct {
	Bases      int64 // bases, supports or nodes visited so far
	Equilibria int64 // equilibria found so far
}

// Cancelled is the reason given when the context ended the work.
func Cancelled(ctx context.Context) string {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return "time limit reached"
	}
	return "interrupted"
}
