package stability

import (
	"context"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
)

// parallel calls f for 0, …, n-1 on several goroutines until the context ends.
// Every call writes to its own place, so results do not depend on scheduling.
// Calls of progress are not concurrent and count up.
func parallel(ctx context.Context, n, workers int, progress func(done, total int), f func(i int)) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var mu sync.Mutex
	done := 0
	var tasks errgroup.Group
	tasks.SetLimit(workers)
	for i := range n {
		if ctx.Err() != nil {
			break
		}
		tasks.Go(func() error {
			f(i)
			if progress != nil {
				mu.Lock()
				done++
				progress(done, n)
				mu.Unlock()
			}
			return nil
		})
	}
	_ = tasks.Wait() // no task returns an error
}
