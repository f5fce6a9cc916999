package report

import (
	"embed"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Help is pages of text, one a command or topic and language: manual/LANGUAGE/PAGE.txt
// begins with the short text that lists show; behind an empty line comes the long one,
// and behind a line "Flags:" what each flag does, as "NAME: text" with indented lines
// that continue it. {1} stands for what the program knows: the names of formats, say.

//go:embed manual
var manuals embed.FS

// manualOfAll is the page of the program, which also has the flags that mean the same
// wherever they are.
const manualOfAll = "brink"

// Manual is the help of a command or topic in a language.
type Manual struct {
	Short, Long string
	flags       map[string]string
}

// Manual reads the page of a command or topic; what is not there is empty.
func (w *Words) Manual(page string) Manual {
	data, err := manuals.ReadFile("manual/" + w.Language + "/" + page + ".txt")
	if err != nil {
		return Manual{}
	}
	return w.readManual(string(data))
}

func (w *Words) readManual(text string) Manual {
	m := Manual{flags: make(map[string]string)}
	text, flags, _ := strings.Cut(text, "\nFlags:\n")
	short, long, _ := strings.Cut(text, "\n")
	m.Short, m.Long = short, w.fold(strings.TrimSpace(long))
	name := ""
	for line := range strings.Lines(flags) {
		line = strings.TrimSuffix(line, "\n")
		if more, ok := strings.CutPrefix(line, "  "); ok {
			m.flags[name] += "\n" + more
			continue
		}
		var usage string
		name, usage, _ = strings.Cut(line, ": ")
		m.flags[name] = usage
	}
	return m
}

// Flag is what a flag of the page does, "" where the page does not say.
func (m Manual) Flag(name string) string { return m.flags[name] }

// Flags is the page's own text for a flag, or the one that all commands share.
func (w *Words) Flags(page string) func(name string) string {
	own, all := w.Manual(page), w.Manual(manualOfAll)
	return func(name string) string {
		if text := own.Flag(name); text != "" {
			return text
		}
		return all.Flag(name)
	}
}

// Fill puts what the program knows into a text of the manual, for {1}.
func Fill(text, known string) string { return strings.ReplaceAll(text, "{1}", known) }

// Choice lists names of which one is taken: a, b or c.
func Choice[T ~string](w *Words, names []T) string {
	var out strings.Builder
	for i, n := range names {
		switch {
		case i == 0:
		case i == len(names)-1:
			out.WriteString(w.Say(sayOr))
		default:
			out.WriteString(w.comma)
		}
		out.WriteString(string(n))
	}
	return out.String()
}

// manualWidth is how many columns the lines of long texts take.
const manualWidth = 80

// closing are the characters that may not begin a line, opening those that may not end
// one.
const closing, opening = "，。；：、！？）》」”’…,.;:!?)", "（《「“‘("

// fold breaks the paragraphs of a text in a script without spaces, which stand in one
// line, at any place where that is allowed. Lines that are indented are layout.
func (w *Words) fold(text string) string {
	if w.space != "" {
		return text // broken by its writer
	}
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, " ") {
			out = append(out, line)
			continue
		}
		for lineWidth(line) > manualWidth {
			cut := foldAt(line)
			out = append(out, strings.TrimRight(line[:cut], " "))
			line = strings.TrimLeft(line[cut:], " ")
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// foldAt is the last place within the width at which a line may be broken: not within
// a word of letters, and not at a bracket or stop that holds on to its neighbour.
func foldAt(line string) int {
	best, width := 0, 0
	var before rune
	for i, r := range line {
		word := before < 0x2e80 && r < 0x2e80 && before != ' ' && r != ' '
		if i > 0 && !word && !strings.ContainsRune(closing, r) && !strings.ContainsRune(opening, before) {
			best = i
		}
		if width += lineWidth(string(r)); width > manualWidth && best > 0 {
			return best
		}
		before = r
	}
	return len(line)
}

// defaultOf matches what the flag package says of a default, which is the same in all
// languages.
var defaultOf = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m) \(default (.*)\)$`) })

// FlagList is the list of flags that the flag package lays out, with what it says of
// its own in the language.
func (w *Words) FlagList(list string) string {
	return defaultOf().ReplaceAllStringFunc(strings.TrimRight(list, " \n"), func(s string) string {
		value := defaultOf().FindStringSubmatch(s)[1]
		if plain, err := strconv.Unquote(value); err == nil && w.space == "" {
			value = plain
		}
		return w.Say(sayDefaultIs, value)
	})
}

// Names lists the flags that the page explains, in order.
func (m Manual) Names() []string { return slices.Sorted(maps.Keys(m.flags)) }

// ManualPages lists the pages of the language.
func (w *Words) ManualPages() []string {
	// The folder of a language is part of the program.
	files, _ := manuals.ReadDir("manual/" + w.Language)
	var out []string
	for _, f := range files {
		out = append(out, strings.TrimSuffix(f.Name(), ".txt"))
	}
	return out
}
