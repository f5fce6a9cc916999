package report

import (
	"fmt"

	"brink/solver/answer"
)

// bibliography has the works that lists of models cite, as BibTeX entries; none where
// an answer is something else.
func (d *Document) bibliography(answers []answer.Answer) {
	var entries []string
	for _, a := range answers {
		l, ok := a.(*answer.Library)
		if !ok {
			return
		}
		for _, w := range l.Works {
			entries = append(entries, w.BibTeX)
		}
	}
	d.Bibliography = append([]string{}, entries...)
}

// writeBibTeX writes the bibliography.
func writeBibTeX(b *buffer, d *Document) error {
	if d.Bibliography == nil {
		return fmt.Errorf("%w: bibtex is a format for lists of models", ErrNoForm)
	}
	for _, e := range d.Bibliography {
		b.line(e)
		b.line("")
	}
	return nil
}
