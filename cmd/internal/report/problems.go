package report

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"brink/games/format"
)

// Messages about files, formulas and command lines are made in English by the room that
// finds what is wrong. A language has a phrase for each of their templates, under the
// template as that room has it: a message is put into the language by finding the
// template that it was made from, and what stands in it likewise.

// phrase is a template that messages are recognised by.
type phrase struct {
	template string
	pattern  *regexp.Regexp
	part     string // the longest part of it that is in every such message
	weight   int    // how much of it is words
	to       string // {1} stands for what the template's first verb stood for
}

// phrasebook is the phrases of a language.
type phrasebook struct {
	whole    map[string]string // templates without verbs
	patterns []phrase          // the most telling first
}

// verb matches the verbs of templates.
var verb = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`%(?:\.0)?[a-zA-Z%]`) })

// quoted matches what %q made.
var quoted = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^"(?:[^"\\]|\\.)*"$`) })

// bindings makes a phrasebook when it is first needed.
func bindings(lists ...func() map[string]string) func() *phrasebook {
	return sync.OnceValue(func() *phrasebook {
		book := &phrasebook{whole: make(map[string]string)}
		for _, list := range lists {
			for template, to := range list() {
				book.add(template, to)
			}
		}
		slices.SortFunc(book.patterns, func(a, b phrase) int {
			return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.part, b.part), cmp.Compare(a.to, b.to))
		})
		return book
	})
}

func (book *phrasebook) add(template, to string) {
	var source strings.Builder
	p := phrase{template: template, to: to}
	slots, from := 0, 0
	literal := func(text string) {
		source.WriteString(regexp.QuoteMeta(text))
		if p.weight += len(strings.Trim(text, " :")); len(text) > len(p.part) {
			p.part = text
		}
	}
	for _, at := range append(verb().FindAllStringIndex(template, -1), []int{len(template), len(template)}) {
		literal(template[from:at[0]])
		from = at[1]
		switch v := template[at[0]:at[1]]; v {
		case "":
			continue
		case "%%":
			literal("%")
			continue
		case "%q":
			source.WriteString(`("(?:[^"\\]|\\.)*")`)
		case "%d":
			source.WriteString(`(-?[0-9]+)`)
		case "%s", "%v", "%w":
			source.WriteString(`((?:"(?:[^"\\]|\\.)*"|.)*?)`) // a quotation is not cut
		default:
			source.WriteString(`(\S+)`)
		}
		slots++
	}
	if p.weight > 0 && p.weight < 4 {
		p.weight = -1 // so little says less than that a message stands behind a name
	}
	if slots == 0 {
		book.whole[strings.ReplaceAll(template, "%%", "%")] = to
		return
	}
	p.pattern = regexp.MustCompile(`(?s)^` + source.String() + `$`)
	book.patterns = append(book.patterns, p)
}

// Problems is how the diagnostics of files are written in the language.
func (w *Words) Problems() format.Language {
	return format.Language{Error: w.Say(sayAnError), Warning: w.Say(sayAWarning), Hint: w.Say(sayAHint), Say: w.Problem}
}

// Complaint is an error as commands print it: what is wrong, and in a line of its own
// what to do.
func (w *Words) Complaint(err error) string {
	message, hint, _ := strings.Cut(strings.TrimSpace(err.Error()), "\n\n")
	out := w.Say(sayAnError) + ": " + w.Problem(message) + "\n"
	for i, line := range strings.Split(strings.TrimSpace(hint), "\n") {
		switch {
		case line == "":
		case i == 0:
			out += "brink: " + w.Say(sayAHint) + ": " + w.Problem(line) + "\n"
		default:
			out += strings.Repeat(" ", len("brink: hint: ")) + w.Problem(line) + "\n"
		}
	}
	return "brink: " + out
}

// Problem is a message of a reader or a command in the language, or as it is where the
// language has no phrase for it.
func (w *Words) Problem(message string) string {
	if w.problems == nil {
		return message
	}
	return w.problems().say(message)
}

func (book *phrasebook) say(message string) string {
	if to, ok := book.whole[message]; ok {
		return to
	}
	for _, p := range book.patterns {
		if !strings.Contains(message, p.part) {
			continue
		}
		m := p.pattern.FindStringSubmatch(message)
		if m == nil || slices.Contains(m[1:], message) {
			continue
		}
		out := p.to
		for k := len(m) - 1; k > 0; k-- {
			said := m[k]
			if !quoted().MatchString(said) { // what is quoted is the reader's own
				said = book.say(said)
			}
			m[k] = said
		}
		return argumentOf().ReplaceAllStringFunc(out, func(slot string) string {
			k, _ := strconv.Atoi(slot[1 : len(slot)-1])
			return m[k]
		})
	}
	return message
}

// argumentOf matches the arguments of a phrase.
var argumentOf = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\{[1-9]\}`) })
