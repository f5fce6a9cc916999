package format

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

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

	// Sheet is a bimatrix pasted from a spreadsheet: pairs between tabs. It is told
	// from the content only, and not written.
	Sheet Format = "sheet"
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
	Model       games.Model
	Game        *games.Game // the model when it is in strategic form, else nil
	Format      Format
	Diagnostics Diagnostics // warnings
}

// Limits on the size of files. A node of YAML takes a hundred times the memory
// of the two bytes it can be written in.
const (
	MaxBytes     = 1 << 26
	maxYAMLBytes = 1 << 24
)

// Read reads a game. The name, a file name or "-", is for messages and for the
// game's default ID. An empty from means: recognise the format by the content.
// The diagnostics hold every problem found; unless they have errors, the file
// holds the game and warnings only.
func Read(name string, data []byte, from Format) (*File, Diagnostics) {
	return Within(context.Background()).Read(name, data, from)
}

// ReadClaims is Read for those who decide the claims of a game: where all errors are
// in the texts of claims, the file holds the game, and these claims say what is wrong
// (Mistake).
func ReadClaims(name string, data []byte, from Format) (*File, Diagnostics) {
	return Within(context.Background()).ReadClaims(name, data, from)
}

// ReadTree is Read for those who want the tree of a game: an extensive form that
// has no reduced strategic form, or too large a one, is no error. Its Game then
// has a Name, a Description and the Extensive form only.
func ReadTree(name string, data []byte, from Format) (*File, Diagnostics) {
	return Within(context.Background()).ReadTree(name, data, from)
}

// ReadTreeAlone is ReadTree without the reduced strategic form.
func ReadTreeAlone(name string, data []byte, from Format) (*File, Diagnostics) {
	return Within(context.Background()).ReadTreeAlone(name, data, from)
}

func (r Reading) read(name string, data []byte, from Format, readEFG func(*source) games.Model, fail func(Diagnostics) bool) (*File, Diagnostics) {
	if name == "-" || name == "" {
		name = "<stdin>"
	}
	if from == "" {
		from = Recognise(data)
	}
	limit := MaxBytes
	if from == YAML || from == JSON {
		limit = maxYAMLBytes
	}
	if len(data) > limit {
		s := &source{file: name}
		s.errorf("", "the file has %d bytes; at most %d are read", len(data), limit)
		return nil, s.result()
	}
	s := newSource(name, decodeText(data, from))
	s.ctx = r.ctx
	if strings.TrimSpace(s.text) == "" {
		s.errorf("", "the file is empty")
		return nil, s.result()
	}
	if other := otherFormat(s.text); other != "" {
		s.errorf("save it as .nfg or .efg", "this is %s, which is not read", other)
		return nil, s.result()
	}
	if !utf8.Valid(data) && from != YAML && from != JSON {
		s.report(Warning, place{}, place{}, "", "the file is not UTF-8 and is read as Latin-1")
	}
	var m games.Model
	switch from {
	case YAML, JSON:
		m = readYAML(s)
	case NFG:
		m = readNFG(s)
	case EFG:
		m = readEFG(s)
	case LRS:
		m = readLRS(s)
	case GAM:
		m = readGAM(s)
	case Sheet:
		m = readSheet(s)
	default:
		s.errorf("", "the format %q cannot be read", from)
	}
	if r.ctx.Err() != nil {
		s.diags = nil
		s.errorf("", "reading was cut short: %v", context.Cause(r.ctx))
	}
	ds := s.result()
	if fail(ds) || r.ctx.Err() != nil {
		return nil, ds
	}
	if h := m.Head(); h.ID == "" {
		h.ID = idFromName(name)
	}
	g, _ := m.(*games.Game)
	return &File{Model: m, Game: g, Format: from, Diagnostics: ds}, ds
}

// otherFormat names the formats of Gambit that are not read here.
func otherFormat(text string) string {
	switch text = strings.TrimSpace(text); {
	case strings.HasPrefix(text, "<?xml"), strings.HasPrefix(text, "<gambit"):
		return "a workbook of Gambit"
	case strings.HasPrefix(text, "#AGG"), strings.HasPrefix(text, "#BAGG"):
		return "an action-graph game of Gambit"
	}
	return ""
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
	}, stem), "-.")
	if id == "" {
		return "game"
	}
	return id
}

// decodeText drops a byte order mark. Gambit files and matrices of old date are
// not UTF-8: their bytes are the characters of Latin-1.
func decodeText(data []byte, f Format) string {
	data = trimMarks(data)
	if f == YAML || f == JSON || utf8.Valid(data) {
		return string(data)
	}
	var b strings.Builder
	for _, c := range data {
		b.WriteRune(rune(c))
	}
	return b.String()
}

// trimMarks drops byte order marks: files put together from others begin with more
// than one.
func trimMarks(data []byte) []byte {
	for bytes.HasPrefix(data, []byte("\ufeff")) {
		data = data[len("\ufeff"):]
	}
	return data
}

// Recognise tells the format from the content: the magic words of Gambit, an
// opening brace for JSON, nothing but numbers for lrsnash and GameTracer, YAML
// otherwise. It never fails; the reader then says what is wrong.
func Recognise(data []byte) Format {
	text := trimMarks(data)
	if bytes.IndexByte(text, '\t') >= 0 && isSheet(string(text)) {
		return Sheet
	}
	// Comments may come first, in the style of any format.
	for {
		text = bytes.TrimLeftFunc(text, unicode.IsSpace)
		var end int
		switch {
		case bytes.HasPrefix(text, []byte("#")), bytes.HasPrefix(text, []byte("//")), bytes.HasPrefix(text, []byte("* ")):
			end = bytes.IndexAny(text, "\r\n")
		case bytes.HasPrefix(text, []byte("/*")):
			end = bytes.Index(text, []byte("*/")) + 2
		default:
			return recogniseText(text)
		}
		if end < 2 {
			return YAML
		}
		text = text[end:]
	}
}

func recogniseText(text []byte) Format {
	switch {
	case hasWord(text, "NFG"):
		return NFG
	case hasWord(text, "EFG"):
		return EFG
	case len(text) > 0 && text[0] == '{':
		return JSON
	case len(text) > 0 && bytes.IndexByte([]byte("0123456789"), text[0]) >= 0:
		return recogniseNumbers(text)
	}
	return YAML
}

// recogniseNumbers tells lrsnash's "m n" and 2·m·n payoffs from GameTracer's
// number N of players, N sizes and N times their product payoffs. No count of
// numbers fits both: 2 + 2·N·s = 1 + N + N·P would make N divide N - 1 or, for
// N = 1, make a size 0. But files may be damaged, so the layout speaks first: a
// number alone in the first line is that of the players.
func recogniseNumbers(text []byte) Format {
	var sizes []int
	words, first, widest := 0, 0, 0
	for line := range bytes.Lines(text) {
		if c := bytes.TrimSpace(line); len(c) > 0 && (c[0] == '#' || c[0] == '*') {
			continue
		}
		fields := bytes.FieldsFunc(line, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
		widest = max(widest, len(fields))
		for _, w := range fields {
			if words < maxPlayers+1 {
				n, err := strconv.Atoi(string(w))
				if err != nil && words < 2 {
					return YAML
				}
				sizes = append(sizes, n)
			}
			words++
		}
		if first == 0 {
			first = words
		}
	}
	switch {
	case words < 2:
		return YAML
	case first == 1 && widest > 1:
		return GAM
	case words == 2+2*sizes[0]*sizes[1]:
		return LRS
	}
	if n := sizes[0]; n < len(sizes) && n > 0 {
		want := n
		for _, k := range sizes[1 : 1+n] {
			if want *= k; want > maxPayoffs || want <= 0 {
				return LRS
			}
		}
		// One player alone is no reading of a table with more in its first line.
		if words == 1+n+want && (n > 1 || first == 1 || first == words) {
			return GAM
		}
	}
	return LRS
}

// hasWord reports whether text begins with the word in any case, not with a
// longer one.
func hasWord(text []byte, word string) bool {
	if len(text) < len(word) || !strings.EqualFold(string(text[:len(word)]), word) {
		return false
	}
	return len(text) == len(word) || strings.IndexByte(" \t\r\n", text[len(word)]) >= 0
}

// ErrNeedsPoint says that a format holds numbers only and the game has
// parameters: choose a point and use WriteStrategic.
var ErrNeedsPoint = errors.New("this format holds numbers only; give every parameter a value")

// ErrCannotWrite says that a game has no form in a format.
var ErrCannotWrite = errors.New("the game cannot be written in this format")

// Write writes a model. The formats nfg, efg, lrs and gam hold numbers only, of games
// in strategic or extensive form: for one with parameters Write then fails with
// ErrNeedsPoint.
func Write(w io.Writer, m games.Model, to Format) error {
	b := bufio.NewWriter(w)
	g, strategic := m.(*games.Game)
	var err error
	switch {
	case to == YAML || to == JSON:
		err = writeGame(b, m, to)
	case strategic && to == EFG && g.Extensive != nil:
		err = writeEFG(b, g.Extensive)
	case len(m.Head().Params) > 0:
		return ErrNeedsPoint
	default:
		return writeAt(w, m, nil, to, m.Head().Description)
	}
	if err != nil {
		return err
	}
	return b.Flush()
}

// WriteAt writes a game in strategic or extensive form at a point of its parameters
// in a format that holds numbers only.
func WriteAt(w io.Writer, m games.Model, at []*big.Rat, to Format) error {
	return writeAt(w, m, at, to, "")
}

func writeAt(w io.Writer, m games.Model, at []*big.Rat, to Format, comment string) error {
	g, _ := m.(*games.Game)
	if t, ok := m.(*games.Tree); ok {
		e, err := t.At(at)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrCannotWrite, err)
		}
		if to == EFG {
			b := bufio.NewWriter(w)
			if err := writeEFG(b, e); err != nil {
				return err
			}
			return b.Flush()
		}
		if g, err = e.Reduce(); err != nil {
			return fmt.Errorf("%w: %w", ErrCannotWrite, err)
		}
		at = nil
	}
	if g == nil {
		return fmt.Errorf("%w: %s holds games in strategic or extensive form, this is one of the kind %s; write it as yaml or json", ErrCannotWrite, to, m.Kind())
	}
	s, err := g.At(at)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrCannotWrite, err)
	}
	return writeNumeric(w, s, comment, to)
}
