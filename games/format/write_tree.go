package format

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"brink/games"
)

// out is a part of a game file on its way out: a scalar, a list or a mapping.
// YAML and JSON are two ways to write it.
type out struct {
	text  string
	list  []*out
	pairs []pair
	kind  outKind
	// flow asks YAML for the form in brackets; everything inside has it too.
	flow bool
	// block asks YAML for an entry a line even where all would fit one.
	block bool
	// anchor is the name by which others refer to a mapping; such a one, and what holds
	// one, does not stand in brackets.
	anchor string
	// pad is the width that YAML fills up to behind a part, lead before it, to
	// align columns.
	pad, lead int
}

type outKind uint8

const (
	outText outKind = iota
	outList
	outMap
	outAlias // text is the anchor of what is meant
	outTruth // true or false
)

type pair struct {
	key   string
	value *out
}

func scalar(s string) *out { return &out{text: s} }

func scalars(ss []string) *out {
	l := &out{kind: outList, flow: true}
	for _, s := range ss {
		l.list = append(l.list, scalar(s))
	}
	return l
}

// add appends an entry to a mapping.
func (o *out) add(key string, value *out) { o.pairs = append(o.pairs, pair{key, value}) }

// addText appends an entry unless it is empty.
func (o *out) addText(key, text string) {
	if text != "" {
		o.add(key, scalar(text))
	}
}

// addProse appends texts with their translations, a single one standing for itself.
func (o *out) addProse(key string, h *games.Header, texts ...string) {
	l := &out{kind: outList}
	for _, s := range texts {
		t := scalar(s)
		if zh := h.Chinese[s]; zh != "" {
			t = &out{kind: outMap}
			t.addText("en", s)
			t.addText("zh", zh)
		}
		if s != "" {
			l.list = append(l.list, t)
		}
	}
	switch len(l.list) {
	case 0:
	case 1:
		o.add(key, l.list[0])
	default:
		o.add(key, l)
	}
}

// addTexts appends a list, a single text standing for itself.
func (o *out) addTexts(key string, texts []string) {
	switch len(texts) {
	case 0:
	case 1:
		o.add(key, scalar(texts[0]))
	default:
		l := scalars(texts)
		l.flow = false
		o.add(key, l)
	}
}

// yamlWriter writes YAML that every YAML 1.1 or 1.2 parser reads alike: words
// such as yes and null are quoted.
type yamlWriter struct{ *bufio.Writer }

// lineWidth is where mappings and lists no longer go on one line, and where
// long texts are folded.
const lineWidth = 100

func (w yamlWriter) block(o *out, indent string) {
	switch o.kind {
	case outMap:
		for _, p := range o.pairs {
			w.WriteString(indent)
			w.entry(p, indent)
		}
	case outList:
		for _, item := range o.list {
			w.WriteString(indent + "- ")
			w.item(item, indent)
		}
	}
}

// entry writes "key: value" and the line end; the indent stands already.
func (w yamlWriter) entry(p pair, indent string) {
	key := yamlScalar(p.key, true)
	w.WriteString(key + ":")
	o := p.value
	if o.anchor != "" {
		w.WriteString(" &" + o.anchor)
	}
	switch {
	case o.kind == outAlias:
		w.WriteString(" *" + o.text + "\n")
	case o.kind == outText:
		w.WriteString(" ")
		w.text(o.text, indent)
	case o.flow, len(o.list)+len(o.pairs) == 0, w.short(o, len(indent)+len(key)+2):
		w.WriteString(strings.Repeat(" ", 1+max(0, o.lead-cellWidth(key))) + yamlFlow(o) + "\n")
	default:
		w.WriteString("\n")
		w.block(o, indent+"  ")
	}
}

// item writes what follows "- " and the line end.
func (w yamlWriter) item(o *out, indent string) {
	switch {
	case o.kind == outText:
		w.text(o.text, indent)
	case o.flow, len(o.list)+len(o.pairs) == 0, w.short(o, len(indent)+2):
		w.WriteString(yamlFlow(o) + "\n")
	case o.kind == outMap:
		for i, p := range o.pairs {
			if i > 0 {
				w.WriteString(indent + "  ")
			}
			w.entry(p, indent+"  ")
		}
	default:
		w.WriteString("\n")
		w.block(o, indent+"  ")
	}
}

// short reports whether a mapping of scalars fits the line in braces. Game
// files read best with one entry a line, so only innermost mappings go there.
func (w yamlWriter) short(o *out, column int) bool {
	if o.kind != outMap || o.block {
		return false
	}
	for _, p := range o.pairs {
		if p.value.kind != outText || strings.Contains(p.value.text, "\n") {
			return false
		}
	}
	return column+len(yamlFlow(o)) <= lineWidth
}

// text writes a scalar in block context and the line end.
func (w yamlWriter) text(s, indent string) {
	if style := blockStyle(s); style != "" {
		lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
		if style[0] == '>' {
			lines = fold(s, lineWidth-len(indent)-2)
		}
		w.WriteString(style + "\n")
		for _, l := range lines {
			if l != "" {
				w.WriteString(indent + "  " + l)
			}
			w.WriteString("\n")
		}
		return
	}
	w.WriteString(yamlScalar(s, false) + "\n")
}

// blockStyle chooses the header of a block scalar for a text of several lines or
// a long one; "" for others and for texts that a block could not hold.
func blockStyle(s string) string {
	body := strings.TrimSuffix(s, "\n")
	several := strings.Contains(body, "\n")
	if !several && len(s) <= lineWidth || strings.HasSuffix(body, "\n") || !simpleText(body) {
		return ""
	}
	for _, l := range strings.Split(body, "\n") {
		if strings.TrimSpace(l) != l {
			return ""
		}
	}
	switch {
	case !several && body == s && !strings.Contains(s, "  "):
		return ">-"
	case body == s:
		return "|-"
	}
	return "|"
}

// simpleText reports whether s is printable, line feeds aside, and not empty.
func simpleText(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) })
}

// fold breaks a text at single spaces into lines of at most width bytes, where
// it has spaces enough.
func fold(s string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Split(s, " ") {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = word
			continue
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

func yamlFlow(o *out) string {
	switch o.kind {
	case outTruth:
		return o.text
	case outText:
		return yamlScalar(o.text, true)
	case outList:
		var b strings.Builder
		b.WriteByte('[')
		for i, item := range o.list {
			s := yamlFlow(item)
			b.WriteString(s)
			if i < len(o.list)-1 {
				b.WriteString(", " + strings.Repeat(" ", max(0, item.pad-cellWidth(s))))
			}
		}
		return b.String() + "]"
	}
	parts := make([]string, len(o.pairs))
	for i, p := range o.pairs {
		parts[i] = yamlScalar(p.key, true) + ": " + yamlFlow(p.value)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

var (
	// plainText is what needs no quotes anywhere: it opens with a letter, a
	// digit, a sign before one of these, or (, and has no character that could
	// mean something to YAML.
	plainText = lazily(`^(?:[-+.]?[\pL\pN_(]|∧|∨|¬)[-\pL\pN\pM_ ()+*/^<>=!.|;≤≥≠⇒⇔·×−∧∨¬∞]*$`)
	// otherType is what a parser of YAML could take for a truth value, nothing,
	// a date or a number in a notation that game files do not have.
	otherType = lazily(`(?i)^(?:y|n|yes|no|on|off|true|false|null|[-+]?\.(?:inf|nan)|[-+]?0[xob][0-9a-f_]+|[-+]?[0-9][0-9_,]*_[0-9_,.]*|[0-9]+-[0-9]+-[0-9].*)$`)
	block     = lazily(`^[\pL][-\pL\pN\pM_ ()+*/^<>=!.|;,'"&%?~@\[\]{}≤≥≠⇒⇔·×−–—∧∨¬∞$]*$`)
)

// yamlScalar writes a text plain where every parser reads the same text back,
// else in double quotes. Inside brackets and for keys less may stand plain.
func yamlScalar(s string, flow bool) string {
	plain := plainText().MatchString(s) || !flow && block().MatchString(s)
	if plain && !otherType().MatchString(s) && !strings.HasSuffix(s, " ") && !strings.Contains(s, " #") {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// jsonInteger is a scalar that JSON can hold as a number without loss in any
// reader.
var jsonInteger = lazily(`^(?:0|-?[1-9][0-9]{0,14})$`)

// writeJSON writes o; innermost lists stay on one line.
func writeJSON(w *bufio.Writer, o *out, indent string) {
	switch o.kind {
	case outText:
		w.WriteString(jsonScalar(o.text))
	case outList:
		if o.flow || len(o.list) == 0 {
			w.WriteString(jsonFlow(o))
			return
		}
		w.WriteString("[\n")
		for i, item := range o.list {
			w.WriteString(indent + "  ")
			writeJSON(w, item, indent+"  ")
			w.WriteString(comma(i, len(o.list)))
		}
		w.WriteString(indent + "]")
	case outMap:
		if o.flow || len(o.pairs) == 0 {
			w.WriteString(jsonFlow(o))
			return
		}
		w.WriteString("{\n")
		for i, p := range o.pairs {
			w.WriteString(indent + "  " + jsonString(p.key) + ": ")
			writeJSON(w, p.value, indent+"  ")
			w.WriteString(comma(i, len(o.pairs)))
		}
		w.WriteString(indent + "}")
	}
}

// comma ends entry i of n.
func comma(i, n int) string {
	if i < n-1 {
		return ",\n"
	}
	return "\n"
}

func jsonFlow(o *out) string {
	var parts []string
	switch o.kind {
	case outTruth:
		return o.text
	case outText:
		return jsonScalar(o.text)
	case outList:
		for _, item := range o.list {
			parts = append(parts, jsonFlow(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	for _, p := range o.pairs {
		parts = append(parts, jsonString(p.key)+": "+jsonFlow(p.value))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func jsonScalar(s string) string {
	if jsonInteger().MatchString(s) {
		return s
	}
	return jsonString(s)
}

func jsonString(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return `""` // strings always encode
	}
	return strings.TrimSuffix(b.String(), "\n")
}
