package report

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"brink/solver/note"
)

// Words puts codes into the words of a language: those of the solver (package note)
// and those of tables (messages.go and its like). A language is a file with a text for
// every code of each of them, and one line in languages.
//
// In a text, {1} is the first argument, and {1|day|days} the first form where the
// first argument is 1 and else the second. Numbers, names and lists are written the
// way the language does.
type Words struct {
	Language string // "en", "zh"
	text     func(note.Code) string
	comma    string // between names
	and      string // before the last name
	stop     string // between statements
	space    string // between sentences
	// problems has the phrases for messages about files and commands, which are made in
	// English; nil for these as they are.
	problems func() *phrasebook
}

// languages lists the languages, the default first.
func languages() []*Words {
	return []*Words{English(), Chinese()}
}

// Languages lists the codes of the languages, the default first.
func Languages() []string {
	var out []string
	for _, w := range languages() {
		out = append(out, w.Language)
	}
	return out
}

// parts looks a text up in the files of a language.
func parts(files ...func(note.Code) string) func(note.Code) string {
	return func(c note.Code) string {
		for _, text := range files {
			if s := text(c); s != "" {
				return s
			}
		}
		return ""
	}
}

// ErrLanguage is wrapped by ParseLanguage's errors.
var ErrLanguage = errors.New("unknown language")

// ParseLanguage finds the words of a language by its code, such as en, zh or zh-CN.
func ParseLanguage(s string) (*Words, error) {
	name, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(s)), "_")
	name, _, _ = strings.Cut(name, "-")
	var known []string
	for _, w := range languages() {
		if name == w.Language {
			return w, nil
		}
		known = append(known, w.Language)
	}
	return nil, fmt.Errorf("%w %q: choose one of %s", ErrLanguage, s, strings.Join(known, ", "))
}

// Say is the text of a code with its arguments.
func (w *Words) Say(c note.Code, args ...any) string {
	text := w.text(c)
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		var field string
		field, text, _ = strings.Cut(rest, "}")
		number, forms, choice := strings.Cut(field, "|")
		k, err := strconv.Atoi(number)
		if err != nil || k < 1 || k > len(args) {
			b.WriteString("?") // a mistake of the caller: the tests have seen the text
			continue
		}
		if choice {
			one, many, _ := strings.Cut(forms, "|")
			if args[k-1] == 1 {
				many = one
			}
			b.WriteString(many)
			continue
		}
		b.WriteString(w.argument(args[k-1]))
	}
}

// Note is the text of a note.
func (w *Words) Note(n note.Note) string {
	if n.IsZero() {
		return ""
	}
	return w.Say(n.Code, n.Args...)
}

// Has reports whether the language has a text for a code.
func (w *Words) Has(c note.Code) bool { return w.text(c) != "" }

func (w *Words) argument(a any) string {
	switch v := a.(type) {
	case string:
		return v
	case []string:
		return w.List(v)
	case note.Names:
		if n := len(v) - 1; n > 0 {
			return w.List(v[:n]) + w.and + v[n]
		}
		return w.List(v)
	case *big.Rat:
		return v.RatString()
	case note.Note:
		return w.Note(v)
	case []note.Note:
		return strings.Join(w.notes(v), w.stop)
	case note.List:
		return strings.Join(w.notes(v), w.comma)
	case error:
		var e *note.Error
		if errors.As(v, &e) {
			return w.Note(e.Note)
		}
		return w.Problem(v.Error())
	}
	return fmt.Sprint(a)
}

func (w *Words) notes(all []note.Note) []string {
	parts := make([]string, len(all))
	for i, n := range all {
		parts[i] = w.Note(n)
	}
	return parts
}

// sentences puts sentences one after the other; some may be empty.
func (w *Words) sentences(all ...string) string {
	return strings.Join(slices.DeleteFunc(all, func(s string) bool { return s == "" }), w.space)
}

// Stop stands between statements.
func (w *Words) Stop() string { return w.stop }

// List writes names one after the other.
func (w *Words) List(names []string) string { return strings.Join(names, w.comma) }
