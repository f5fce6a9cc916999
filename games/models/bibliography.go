package models

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
)

//go:embed bibliography.bib
var bibliography string

// Work is a work that models cite.
type Work struct {
	Key      string
	Citation string // as sources have it: Baliga and Sjöström (2004)
	BibTeX   string // the entry, without a line break at its end
}

// Works is the bibliography of the library, by key. To cite a new work, add its entry
// to bibliography.bib, a field a line: the last names of its authors and the year are
// what a source calls it by.
var Works = sync.OnceValue(func() []Work {
	// Patterns are made here and not for every run of the program.
	bibKey := regexp.MustCompile(`^@\w+\{(\w+),`)
	bibAuthor := regexp.MustCompile(`(?m)^  author = \{(.*)\},$`)
	bibYear := regexp.MustCompile(`(?m)^  year = \{(.*)\},$`)
	var out []Work
	for _, entry := range strings.Split(strings.TrimSpace(bibliography), "\n\n") {
		out = append(out, Work{
			Key:      bibKey.FindStringSubmatch(entry)[1],
			Citation: lastNames(bibAuthor.FindStringSubmatch(entry)[1]) + " (" + bibYear.FindStringSubmatch(entry)[1] + ")",
			BibTeX:   entry,
		})
	}
	return out
})

// lastNames is "A, B and C" of authors as BibTeX has them; an author in braces stands
// as it is.
func lastNames(authors string) string {
	names := strings.Split(authors, " and ")
	for i, n := range names {
		last, _, _ := strings.Cut(n, ",")
		names[i] = strings.Trim(last, "{}")
	}
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// Cited are the works of the bibliography that sources name, by key.
func Cited(sources []string) []Work {
	var out []Work
	for _, w := range Works() {
		for _, s := range sources {
			if cites(s, w.Citation) {
				out = append(out, w)
				break
			}
		}
	}
	return out
}

// cites reports whether a source names a work by these authors alone: "Powell (1999)"
// is not in "Debs and Powell (1999)".
func cites(source, citation string) bool {
	for at := 0; ; {
		i := strings.Index(source[at:], citation)
		if i < 0 {
			return false
		}
		before := source[:at+i]
		if before == "" || strings.HasSuffix(before, "after ") || strings.HasSuffix(before, "; ") || strings.HasSuffix(before, "of ") {
			return true
		}
		at += i + len(citation)
	}
}
