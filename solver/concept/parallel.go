package concept

import (
	"context"
	"runtime"
	"sync/atomic"
	"time"
)

// patience is how long the end of a context waits for what is being done. A single
// divisor or factorisation of large polynomials cannot be stopped; it is left behind,
// so that what others have found is not lost with it.
const patience = 200 * time.Millisecond

// Parallel calls f for 0, …, n-1 on several goroutines, GOMAXPROCS if workers is not
// positive, and returns the values in order, and which of them are there: of calls that
// the end of the context prevented, cut short or left behind there is none. A call that
// is left behind goes on, so f must not write to what others read. Calls of progress,
// which may be nil, are not concurrent and count up.
func Parallel[T any](ctx context.Context, n, workers int, progress func(done, total int), f func(i int) T) (values []T, have []bool) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = min(workers, n)
	type result struct {
		i     int
		value T
	}
	values, have = make([]T, n), make([]bool, n)
	results := make(chan result, n) // room for all: nobody waits for those left behind
	ended := make(chan struct{}, workers)
	var next atomic.Int64
	for range workers {
		go func() {
			defer func() { ended <- struct{}{} }()
			for {
				i := int(next.Add(1)) - 1
				if i >= n || ctx.Err() != nil {
					return
				}
				v := f(i)
				if ctx.Err() != nil {
					return // what was cut short may be wrong
				}
				results <- result{i, v}
			}
		}()
	}
	over := ctx.Done()
	var late <-chan time.Time
	for done := 0; done < n && workers > 0; {
		select {
		case r := <-results:
			values[r.i], have[r.i] = r.value, true
			done++
			if progress != nil {
				progress(done, n)
			}
		case <-ended:
			if workers--; workers == 0 {
				close(results)
				for r := range results {
					values[r.i], have[r.i] = r.value, true
				}
			}
		case <-over:
			over, late = nil, time.After(patience)
		case <-late:
			return values, have
		}
	}
	return values, have
}
