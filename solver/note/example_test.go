package note_test

import (
	"fmt"

	"brink/solver/note"
)

// A note is a code with its arguments; whoever shows it has the words.
func Example() {
	n := note.New(note.StoppedBefore, note.New(note.TimeLimit))
	fmt.Println(n.Code, n.Args[0].(note.Note).Code)
	// Output:
	// stopped-before time-limit
}
