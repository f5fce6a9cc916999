package nash

import (
	"cmp"
	"fmt"
	"sync"
	"time"
)

// progressEvery is how often Options.Progress is called: often enough for a
// live display, seldom enough to cost nothing.
const progressEvery = 100 * time.Millisecond

// report calls f with snapshots until the returned function is called, which
// makes one last call. f may be nil.
func report(f func(Progress), snapshot func() Progress) (stop func()) {
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

// limitReason explains an answer cut short on request.
func limitReason(opt Options) string {
	if opt.OneOnly {
		return "one equilibrium was asked for"
	}
	if opt.Limit == 1 {
		return "limit of 1 equilibrium reached"
	}
	return fmt.Sprintf("limit of %d equilibria reached", cmp.Or(opt.limit(), mostPairs))
}
