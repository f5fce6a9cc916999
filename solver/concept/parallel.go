package concept

import (
	"context"
	"runtime"
	"sync/atomic"
	"time"
)

// patience is how long the end of a context waits for what is being done. What asks
// for the context too rarely is left behind, so that what others have found is not
// lost with it.
const patience = 200 * time.Millisecond

// Parallel calls f for 0, …, n-1 on several goroutines, GOMAXPROCS if workers is not
// positive, and returns the values in order, and which of them are there: of calls that
// the end of the context prevented, cut short or left behind there is none. A call that
// is left behind goes on, so f must not write to what others read. Calls of progress,
// which may be nil, are not concurrent and count up.
func Parallel[T any](ctx context.Context, n, workers int, progress func(done, total int), f func(i int) T) (values []T, have []bool) {
	return InParts(ctx, n, workers, progress, func(i int, _ func(T)) T { return f(i) })
}

// InParts is Parallel for calls that have something to show before they return: what
// f last gave to soFar, and writes to no more, is the value of a call that is not there.
func InParts[T any](ctx context.Context, n, workers int, progress func(done, total int), f func(i int, soFar func(T)) T) (values []T, have []bool) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = min(workers, n)
	type result struct {
		i     int
		value T
		whole bool
	}
	values, have = make([]T, n), make([]bool, n)
	results := make(chan result, workers)
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
				give := func(v T, whole bool) {
					if ctx.Err() != nil {
						return // what was cut short may be wrong
					}
					select {
					case results <- result{i, v, whole}:
					case <-ctx.Done():
					}
				}
				give(f(i, func(v T) { give(v, false) }), true)
			}
		}()
	}
	over := ctx.Done()
	var late <-chan time.Time
	done := 0
	take := func(r result) {
		values[r.i], have[r.i] = r.value, r.whole
		if !r.whole {
			return
		}
		done++
		if progress != nil {
			progress(done, n)
		}
	}
	for done < n && workers > 0 {
		select {
		case r := <-results:
			take(r)
		case <-ended:
			if workers--; workers == 0 {
				close(results)
				for r := range results {
					take(r)
				}
			}
		case <-over:
			over, late = nil, time.After(patience)
		case <-late:
			for {
				select {
				case r := <-results:
					take(r)
				default:
					return values, have
				}
			}
		}
	}
	return values, have
}
