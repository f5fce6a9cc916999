package report

import "fmt"

// writePDF is for programs with fonts.
func writePDF(*buffer, *Document) error {
	return fmt.Errorf("%w: the page writes no PDF: ask the command line", ErrNoForm)
}
