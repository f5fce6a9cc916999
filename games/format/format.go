package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"brink/games"
	"brink/games/expr"
)

// Format is a file format of games.
type Format string

// The formats.
const (
	YAML Format = "yaml" // brink game files
	JSON Format = "json" // the same as JSON
	NFG  Format = "nfg"  // Gambit strategic form
	EFG  Format = "efg"  // Gambit extensive form
	LRS  Format = "lrs"  // lrsnash: "m n" and two matrices
	GAM  Format = "gam"  // GameTracer
)

// Formats lists all formats.
func Formats() []Format { return []Format{YAML, JSON, NFG, EFG, LRS, GAM} }

// ParseFormat reads the name of a format.
func ParseFormat(s string) (Format, error) {
	f := Format(strings.ToLower(strings.TrimPrefix(s, ".")))
	switch f {
	case "yml":
		return YAML, nil
	case "lrsnash":
		return LRS, nil
	}
	if slices.Contains(Formats(), f) {
		return f, nil
	}
	names := make([]string, len(Formats()))
	for i, g := range Formats() {
		names[i] = string(g)
	}
	return "", fmt.Errorf("%q is not a format; %s", s, expr.DidYouMean(string(f), names))
}

// File is what was read from a file.
type File struct {
	Game        *games.Game
	Format      Format
	Diagnostics Diagnostics // warnings
}

// MaxBytes bounds the size of a file that is read.
const MaxBytes = 1 << 28

// Read reads a game. The name, a file name or "-", is for messages and for the
// game's default ID. An empty from means: recognise the format by the content.
// The diagnostics hold every problem found; unless they have errors, the file
// holds the game and warnings only.
func Read(name string, data []byte, from Format) (*File, Diagnostics) {
	if name == "-" || name == "" {
		name = "<stdin>"
	}
	if len(data) > MaxBytes {
		s := &source{file: name}
		s.errorf("", "the file has %d bytes; at most %d are read", len(data), MaxBytes)
		return nil, s.result()
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	if from == "" {
		from = Recognise(data)
	}
	s := newSource(name, text)
	if strings.TrimSpace(text) == "" {
		s.errorf("", "the file is empty")
		return nil, s.result()
	}
	var g *games.Game
	switch from {
	case YAML, JSON:
		g = readYAML(s)
	default:
		s.errorf("", "the format %q cannot be read", from)
	}
	ds := s.result()
	if ds.HasErrors() {
		return nil, ds
	}
	if g.ID == "" {
		g.ID = idFromName(name)
	}
	return &File{Game: g, Format: from, Diagnostics: ds}, ds
}

// idFromName makes a game's ID of a file name: its stem, with what an ID cannot
// hold replaced by hyphens.
func idFromName(name string) string {
	if name == "<stdin>" {
		return "game"
	}
	stem := filepath.Base(filepath.ToSlash(name))
	if dot := strings.LastIndexByte(stem, '.'); dot > 0 {
		stem = stem[:dot]
	}
	id := strings.Trim(strings.Map(func(r rune) rune {
		if !idRune(r) {
			return '-'
		}
		return r
	}, stem), "-")
	if id == "" {
		return "game"
	}
	return id
}

// Recognise tells the format from the content: the magic words of Gambit, an
// opening brace for JSON, nothing but numbers for lrsnash and GameTracer, YAML
// otherwise. It never fails; the reader then says what is wrong.
func Recognise(data []byte) Format {
	text := bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))
	switch {
	case hasWord(text, "NFG"):
		return NFG
	case hasWord(text, "EFG"):
		return EFG
	case len(text) > 0 && text[0] == '{':
		return JSON
	}
	return YAML
}

// hasWord reports whether text begins with the word, not with a longer one.
func hasWord(text []byte, word string) bool {
	if !bytes.HasPrefix(text, []byte(word)) {
		return false
	}
	if len(text) == len(word) {
		return true
	}
	c := text[len(word)]
	return c == ' ' || c == '\t' || c == '\n' || c == '\r'
}

// ErrNeedsPoint says that a format holds numbers only and the game has
// parameters: choose a point and use WriteStrategic.
var ErrNeedsPoint = errors.New("this format holds numbers only; give every parameter a value")

// ErrCannotWrite says that a game has no form in a format.
var ErrCannotWrite = errors.New("the game cannot be written in this format")

// Write writes a game. The formats nfg, efg, lrs and gam hold numbers only:
// for a game with parameters Write then fails with ErrNeedsPoint.
func Write(w io.Writer, g *games.Game, to Format) error {
	switch to {
	}
	return fmt.Errorf("%w: %q", ErrCannotWrite, to)
}
