// Package note holds what the solver has to say besides numbers and formulas: why
// an answer is not complete, what a row of a table is called. A Note is a code with
// arguments; which words stand for it, and in which language, is for those who show
// it to decide.
//
// The zero Note says nothing.
package note

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"reflect"
)

// Code names one kind of note. Codes are stable: programs read them.
type Code string

// Note is something to be said. The arguments are int, string, []string, *big.Rat,
// Note, []Note, List, error, or have a String method; codes.go says which belong to a
// code.
type Note struct {
	Code Code
	Args []any
}

// New is a note.
func New(c Code, args ...any) Note { return Note{c, args} }

// Equal reports whether two notes say the same.
func (n Note) Equal(m Note) bool { return n.Code == m.Code && reflect.DeepEqual(n.Args, m.Args) }

// IsZero reports whether there is nothing to be said.
func (n Note) IsZero() bool { return n.Code == "" }

// List is several notes of one statement, as its argument; a []Note is several
// statements.
type List []Note

// Names is a list of names that reads as a sentence does: a, b and c.
type Names []string

// Join makes one note of several.
func Join(all []Note) Note {
	if len(all) == 1 {
		return all[0]
	}
	return New(All, all)
}

// MarshalJSON writes {"code": …, "args": […]}.
func (n Note) MarshalJSON() ([]byte, error) {
	out := struct {
		Code Code  `json:"code"`
		Args []any `json:"args,omitempty"`
	}{Code: n.Code}
	for _, a := range n.Args {
		switch v := a.(type) {
		case *big.Rat:
			a = v.RatString()
		case error:
			a = v.Error()
			var e *Error
			if errors.As(v, &e) {
				a = e.Note
			}
		case Note, []Note, List, string, []string, int:
		default:
			a = fmt.Sprint(v)
		}
		out.Args = append(out.Args, a)
	}
	return json.Marshal(out)
}

// Error is a note that travels as an error, such as the cause of a cancellation.
type Error struct{ Note Note }

func (e *Error) Error() string {
	out := string(e.Note.Code)
	for _, a := range e.Note.Args {
		out += fmt.Sprintf(" %v", a)
	}
	return out
}

// Cause says why a context ended: the Error it was cancelled with, else TimeLimit
// where its deadline passed, else Interrupted.
func Cause(ctx context.Context) Note {
	cause := context.Cause(ctx)
	var e *Error
	switch {
	case errors.As(cause, &e):
		return e.Note
	case errors.Is(cause, context.DeadlineExceeded):
		return New(TimeLimit)
	}
	return New(Interrupted)
}
