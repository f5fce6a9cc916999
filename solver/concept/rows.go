package concept

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"brink/solver/note"
)

// Collect makes the rows of n candidates, several at a time, and appends them to
// the table in order. A candidate that settle gives a reason for is left out, and the
// table is then not complete.
func (t *Table) Collect(ctx context.Context, n int, settle func(ctx context.Context, i int) (*Row, *note.Note)) {
	rows := make([]*Row, n)
	why := make([]*note.Note, n)
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		g.Go(func() error {
			if ctx.Err() == nil {
				rows[i], why[i] = settle(ctx, i)
			}
			if ctx.Err() != nil {
				rows[i], why[i] = nil, interrupted(ctx)
			}
			return nil
		})
	}
	_ = g.Wait() // the workers report no errors
	t.Complete = true
	for i := range n {
		if rows[i] != nil {
			t.Rows = append(t.Rows, rows[i])
		}
		if r := why[i]; r != nil {
			if r.Code == note.NoCondition || t.Complete || t.Reasons[len(t.Reasons)-1].Code != r.Code {
				t.Reasons = append(t.Reasons, *r)
			}
			t.Complete = false
		}
	}
}

// LeftOut says that the conditions of a candidate, or of several, were not found.
func LeftOut(names ...string) *note.Note {
	n := note.New(note.NoCondition, names)
	return &n
}

func interrupted(ctx context.Context) *note.Note {
	n := note.Cause(ctx)
	return &n
}
