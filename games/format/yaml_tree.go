package format

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"brink/games/expr"
)

// Limits of a YAML document. Aliases may repeat at most maxAliased nodes in
// all, so that a few lines cannot stand for billions of nodes.
const (
	maxNesting = 64
	maxAliased = 100_000
)

// tree is a YAML document with exact places for its nodes. After parsing it has
// no alias nodes: each stands replaced by what it refers to.
type tree struct {
	*source
	root *yaml.Node
}

// parseTree parses the text; it returns nil after reporting a syntax error.
func parseTree(s *source) (t *tree) {
	if !validText(s) {
		return nil
	}
	// The YAML package reports its own defects by panicking; to the reader that
	// is one more text it could not parse.
	defer func() {
		if p := recover(); p != nil {
			s.errorf("", "the YAML parser failed: %v", p)
			t = nil
		}
	}()
	text, pairs := joinSurrogates(s.text)
	dec := yaml.NewDecoder(strings.NewReader(text))
	var doc yaml.Node
	if err := dec.Decode(&doc); err != nil {
		reportSyntax(s, err)
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		s.errorf("", "the file holds no document")
		return nil
	}
	t = &tree{source: s, root: doc.Content[0]}
	if len(pairs) > 0 {
		t.shift(t.root, pairs, make(map[*yaml.Node]bool))
	}
	var second yaml.Node
	if err := dec.Decode(&second); err == nil {
		t.errorAtNode(&second, "put each game in a file of its own", "found a second document where the end of the file was expected")
	}
	before := len(s.diags)
	t.checkTree()
	if slices.ContainsFunc(s.diags[before:], func(d Diagnostic) bool { return d.Severity == Error }) {
		return nil
	}
	return t
}

// checkTree resolves aliases and refuses what game files have no use for: deep
// nesting, tags of types, keys that are not scalars or occur twice, cycles and
// alias bombs.
func (t *tree) checkTree() {
	const open = -1
	sizes := make(map[*yaml.Node]int) // of expanded subtrees; open while inside
	aliased := 0
	var walk func(n *yaml.Node, depth int) int
	walk = func(n *yaml.Node, depth int) int {
		if size, ok := sizes[n]; ok {
			return size
		}
		if depth > maxNesting {
			t.errorAtNode(n, "", "found nesting deeper than %d levels", maxNesting)
			sizes[n] = 1
			return 1
		}
		sizes[n] = open
		t.checkTag(n)
		size := 1
		for i, c := range n.Content {
			if c.Kind == yaml.AliasNode {
				target := c.Alias
				s := walk(target, depth+1)
				if s == open {
					t.errorAtNode(c, "", "the alias *%s stands inside what it refers to", c.Value)
					s, target = 1, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Line: c.Line, Column: c.Column}
				}
				if aliased <= maxAliased && aliased+s > maxAliased {
					t.errorAtNode(c, "write the parts out", "aliases repeat more than %d nodes", maxAliased)
				}
				aliased = min(aliased+s, maxAliased+1)
				n.Content[i] = target
				size += s
			} else {
				size += walk(c, depth+1)
			}
			size = min(size, maxAliased+1)
		}
		if n.Kind == yaml.MappingNode {
			t.checkKeys(n)
		}
		sizes[n] = size
		return size
	}
	if t.root.Kind == yaml.AliasNode {
		t.errorAtNode(t.root, "", "found an alias where a game was expected")
		return
	}
	walk(t.root, 0)
}

func (t *tree) checkTag(n *yaml.Node) {
	if n.Style&yaml.TaggedStyle == 0 {
		return
	}
	switch n.Tag {
	case "!!str", "!!int", "!!float", "!!bool", "!!null", "!!seq", "!!map":
	default:
		t.errorAtNode(n, "remove the tag", "found the tag %s, which has no meaning in a game file", n.Tag)
	}
}

func (t *tree) checkKeys(n *yaml.Node) {
	first := make(map[string]*yaml.Node, len(n.Content)/2)
	for i := 0; i < len(n.Content); i += 2 {
		k := n.Content[i]
		if k.Kind != yaml.ScalarNode {
			t.errorAtNode(k, "quote text that contains [, ] or {", "found %s where a key was expected", kindName(k))
			continue
		}
		if f, ok := first[k.Value]; ok {
			t.errorAtNode(k, "", "the key %q is given twice", k.Value).Detail = fmt.Sprintf("it is first given in line %d", f.Line)
			continue
		}
		first[k.Value] = k
	}
}

// kindName describes what a node is, for messages.
func kindName(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Value == "" && isEmpty(n):
		return "nothing"
	}
	return fmt.Sprintf("%q", abbreviate(n.Value))
}

// isEmpty reports whether a node is missing or a plain null.
func isEmpty(n *yaml.Node) bool {
	return n == nil || n.Kind == yaml.ScalarNode && n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0 &&
		(n.Value == "" || n.Value == "~" || n.Value == "null")
}

// abbreviate keeps messages readable when the offending text is huge.
func abbreviate(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:50]) + "…"
	}
	return s
}

// errorAtNode reports an error at a whole node.
func (t *tree) errorAtNode(n *yaml.Node, hint, format string, args ...any) *Diagnostic {
	if t.full() {
		return new(Diagnostic)
	}
	from, to := t.span(n)
	return t.report(Error, from, to, hint, fmt.Sprintf(format, args...))
}

// warnAtNode reports a warning at a whole node.
func (t *tree) warnAtNode(n *yaml.Node, hint, format string, args ...any) *Diagnostic {
	if t.full() {
		return new(Diagnostic)
	}
	from, to := t.span(n)
	return t.report(Warning, from, to, hint, fmt.Sprintf(format, args...))
}

// errorInside reports an error of the formula language in the scalar n, whose
// value from byte base on was the formula.
func (t *tree) errorInside(n *yaml.Node, base int, e *expr.Error) *Diagnostic {
	if t.full() {
		return new(Diagnostic)
	}
	from, to := t.span(n)
	if off := t.offsets(n); off != nil {
		a, b := min(base+e.Pos, len(n.Value)), min(base+e.End, len(n.Value))
		from, to = t.at(off[a]), t.at(off[b])
		if b > a && n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) == 0 {
			// The end of a plain part is behind its last character, not before the
			// next one, which may stand on another line.
			_, w := utf8.DecodeLastRuneInString(n.Value[:b])
			to = t.at(off[b-w])
			to.column++
		}
	}
	return t.report(Error, from, to, e.Hint, e.Msg)
}

// place returns where byte i of the value of scalar n stands.
func (t *tree) place(n *yaml.Node, i int) place {
	if off := t.offsets(n); off != nil && i < len(off) {
		return t.at(off[i])
	}
	return place{n.Line, n.Column}
}

// span returns the range of a node: of a scalar with its quotes, of a list or
// mapping up to the end of its last part and the bracket behind.
func (t *tree) span(n *yaml.Node) (from, to place) {
	from = place{n.Line, n.Column}
	last := n
	for len(last.Content) > 0 {
		last = last.Content[len(last.Content)-1]
	}
	if last.Line < from.line || last.Line > len(t.lines) {
		return from, from
	}
	i := t.offset(place{last.Line, last.Column})
	if off := t.offsets(last); off != nil {
		i = off[len(off)-1]
		if strings.HasPrefix(t.text[i:], `"`) || strings.HasPrefix(t.text[i:], "'") {
			i++
		}
	}
	for m := n; m.Kind != yaml.ScalarNode; {
		if m.Style&yaml.FlowStyle != 0 {
			j := i
			for j < len(t.text) && strings.IndexByte(" \t\r\n,", t.text[j]) >= 0 {
				j++
			}
			if j < len(t.text) && (t.text[j] == ']' || t.text[j] == '}') {
				i = j + 1
			}
		}
		if len(m.Content) == 0 {
			break
		}
		m = m.Content[len(m.Content)-1]
	}
	return from, t.at(i)
}

// offsets maps each byte of a scalar's value, and its end, to the byte of the
// text it was written as. Quotes, escapes, line folding and indentation lie
// between the two, so the value is matched against the text character by
// character, white space loosely. It returns nil when they do not match.
func (t *tree) offsets(n *yaml.Node) []int {
	if n.Kind != yaml.ScalarNode || n.Line < 1 || n.Line > len(t.lines) {
		return nil
	}
	text := t.text
	i := t.offset(place{n.Line, n.Column})
	space := func() {
		for i < len(text) && strings.IndexByte(" \t\r\n", text[i]) >= 0 {
			i++
		}
	}
	for i < len(text) && (text[i] == '&' || text[i] == '!') { // anchor and tag come first
		for i < len(text) && strings.IndexByte(" \t\r\n", text[i]) < 0 {
			i++
		}
		space()
	}
	double, single := n.Style&yaml.DoubleQuotedStyle != 0, n.Style&yaml.SingleQuotedStyle != 0
	switch {
	case double || single:
		i++
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		for i < len(text) && text[i] != '\n' {
			i++
		}
	}
	off := make([]int, 0, len(n.Value)+1)
	for k := 0; k < len(n.Value); {
		r, w := utf8.DecodeRuneInString(n.Value[k:])
		for double && strings.HasPrefix(text[min(i, len(text)):], "\\") && i+1 < len(text) && (text[i+1] == '\n' || text[i+1] == '\r') {
			i++
			space()
		}
		blank := r == ' ' || r == '\t' || r == '\n' || r == '\r'
		if !blank {
			space()
		}
		width := 0
		switch {
		case i >= len(text):
			if !blank {
				return nil
			}
		case double && text[i] == '\\':
			width = escapeLength(text[i:])
		case single && strings.HasPrefix(text[i:], "''"):
			width = 2
		case strings.HasPrefix(text[i:], n.Value[k:k+w]):
			width = w
		case !blank:
			return nil
		}
		for range w {
			off = append(off, i)
		}
		i += width
		k += w
	}
	return append(off, min(i, len(text)))
}

// escapeLength is the length of the escape sequence that s begins with.
func escapeLength(s string) int {
	n := 2
	if len(s) > 1 {
		switch s[1] {
		case 'x':
			n = 4
		case 'u':
			n = 6
			if isSurrogatePair(s) {
				n = 12
			}
		case 'U':
			n = 10
		}
	}
	return min(n, len(s))
}

// validText reports the first byte that is not UTF-8 and the first character
// that YAML does not allow.
func validText(s *source) bool {
	for i, r := range s.text {
		switch {
		case r == utf8.RuneError:
			if _, w := utf8.DecodeRuneInString(s.text[i:]); w == 1 {
				s.errorAt(i, i, "save the file as UTF-8", "found a byte that is not UTF-8")
				return false
			}
		case r == '\t' || r == '\n' || r == '\r' || r == '\u0085':
		case unicode.IsControl(r), r == '\ufeff', r == '\ufffe', r == '\uffff':
			s.errorAt(i, i, "remove it", "found the control character %U", r)
			return false
		}
	}
	return true
}
