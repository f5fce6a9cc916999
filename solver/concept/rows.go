package concept

import (
	"context"

	"brink/solver/note"
)

// Collect makes the rows of n candidates, several at a time, and appends them to
// the table in order. A candidate that settle gives a reason for is left out, and the
// table is then not complete.
func (t *Table) Collect(ctx context.Context, n int, settle func(ctx context.Context, i int) (*Row, *note.Note)) {
	type settled struct {
		row *Row
		why *note.Note
	}
	found, have := Parallel(ctx, n, 0, nil, func(i int) settled {
		row, why := settle(ctx, i)
		return settled{row, why}
	})
	t.Complete = true
	for i, s := range found {
		if !have[i] {
			s.why = interrupted(ctx)
		}
		if s.row != nil {
			t.Rows = append(t.Rows, s.row)
		}
		if r := s.why; r != nil {
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
