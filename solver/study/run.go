package study

import (
	"context"
	"runtime"
	"strconv"
	"sync"
)

// Header is the first line of the table of answers as CSV.
func (s *Study) Header() []byte {
	var out []byte
	for i, f := range s.Fields {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendText(out, f.Name)
		if f.Kind == Exact {
			out = append(out, ',')
			out = appendText(out, f.Name+Decimal)
		}
	}
	return append(out, '\n')
}

// Decimal ends the name of the column with the decimals of another.
const Decimal = "_decimal"

// appendRow writes the answers at point k as a line of CSV, and whether all are known.
func (h *here) appendRow(ctx context.Context, dst []byte, k int64) (_ []byte, complete bool, err error) {
	if err := h.move(k); err != nil {
		return dst, false, err
	}
	dst = strconv.AppendInt(dst, k, 10)
	for _, v := range h.values {
		dst = append(dst, ',')
		dst = append(dst, v.RatString()...)
		f, _ := v.Float64()
		dst = append(dst, ',')
		dst = strconv.AppendFloat(dst, f, 'g', -1, 64)
	}
	assumed := true
	if h.s.assumed {
		assumed = h.assumed()
		dst = appendCell(dst, Truth, cell{yes: assumed})
	}
	complete = true
	for i := range h.s.columns {
		c, answer := &h.s.columns[i], noCell
		if assumed { // elsewhere the answers, which take it for granted, mean nothing
			if answer, err = c.ask(ctx, h); err != nil {
				return dst, false, err
			}
		}
		complete = complete && !answer.unknown
		dst = appendCell(dst, c.field.Kind, answer)
	}
	dst = appendCell(dst, Truth, cell{yes: complete})
	return append(dst, '\n'), complete, nil
}

// span is the points from, from+1, ..., to-1.
type span struct{ from, to int64 }

// rows is the answers at consecutive points of a span.
type rows struct {
	span       int // its number
	points     int64
	incomplete int64 // points at which something is not known
	lines      []byte
	last       bool // the span ends here
	err        error
}

// Points of a piece of work: enough that handing it over costs nothing, and few enough
// that the workers end together.
const mostPoints = 512

// run computes the rows of the spans on so many workers, and hands them to sink in
// order. What waits for its turn is bounded. The first error ends it, as does the end
// of the context.
func (s *Study) run(ctx context.Context, spans []span, workers int, sink func(rows) error) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	type piece struct {
		span, from, to int64
		last           bool
		done           chan rows
	}
	work := make(chan *piece)
	queue := make(chan *piece, 8*workers)
	total := int64(0)
	for _, p := range spans {
		total += p.to - p.from
	}
	size := min(max(total/int64(16*workers), 1), mostPoints)
	go func() {
		defer close(queue)
		defer close(work)
		for i, p := range spans {
			for from := p.from; from < p.to; from += size {
				to := min(from+size, p.to)
				next := &piece{int64(i), from, to, to == p.to, make(chan rows, 1)}
				select {
				case queue <- next:
				case <-ctx.Done():
					return
				}
				select {
				case work <- next:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel(nil)
	for range workers {
		wg.Go(func() {
			h := s.newHere()
			for p := range work {
				out := rows{span: int(p.span), points: p.to - p.from, last: p.last}
				for k := p.from; k < p.to && out.err == nil; k++ {
					if out.err = context.Cause(ctx); out.err != nil {
						break
					}
					var complete bool
					if out.lines, complete, out.err = h.appendRow(ctx, out.lines, k); !complete {
						out.incomplete++
					}
				}
				p.done <- out
			}
		})
	}
	for p := range queue {
		select {
		case out := <-p.done:
			if out.err != nil {
				return out.err
			}
			if err := sink(out); err != nil {
				return err
			}
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return context.Cause(ctx)
}

// Progress hears how many points of how many are done.
type Progress func(done, total int64)

// Stream writes the table of answers to w as it is computed, and returns at how many
// points something is not known.
func (s *Study) Stream(ctx context.Context, w Table, workers int, progress Progress) (incomplete int64, err error) {
	done := int64(0)
	err = s.run(ctx, []span{{0, s.Points}}, workers, func(r rows) error {
		incomplete += r.incomplete
		if done += r.points; progress != nil {
			progress(done, s.Points)
		}
		return w.Rows(r.lines)
	})
	if err != nil {
		return incomplete, err
	}
	return incomplete, w.Close()
}
