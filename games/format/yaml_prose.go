package format

import (
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"brink/games"
)

// assertion reads what the text that a model is about says.
func (d *decoder) assertion(f map[string]entry) games.Assertion {
	return games.Assertion{
		Number:   d.optionalText(f["number"], "the number of a statement"),
		Place:    d.prose(f["place"], "the place of a statement"),
		Gist:     d.prose(f["gist"], "the gist of a statement"),
		Firmness: wordOf(d, f["firmness"], "a firmness", games.Firmnesses()),
		Adds:     d.proses(f["adds"], "what the model adds"),
	}
}

// prose reads a text, or a mapping with its forms in English and in Chinese; the
// translation is noted.
func (d *decoder) prose(e entry, what string) string {
	if e.key == nil {
		return ""
	}
	if e.value.Kind != yaml.MappingNode {
		s, _ := d.text(e, what)
		return s
	}
	return d.translated(e.value, what)
}

// proses reads one such text or a list of them.
func (d *decoder) proses(e entry, what string) []string {
	if e.key == nil {
		return nil
	}
	parts := []*yaml.Node{e.value}
	switch {
	case e.value.Kind == yaml.SequenceNode:
		parts, _ = d.list(e.value, "texts", true)
	case e.value.Kind != yaml.MappingNode:
		return d.texts(e, what)
	}
	var out []string
	for _, p := range parts {
		if p.Kind == yaml.MappingNode {
			out = append(out, d.translated(p, what))
		} else if s, ok := d.scalar(p, nil, what); ok {
			out = append(out, s)
		}
	}
	return out
}

// translated reads {en: …, zh: …}.
func (d *decoder) translated(n *yaml.Node, what string) string {
	f := d.fields(n, what, "en", "zh")
	if f == nil {
		return ""
	}
	if f["en"].key == nil {
		d.errorAtNode(n, "add en: beside zh:", "%s is not given in English", what)
		return ""
	}
	en := d.optionalText(f["en"], what)
	zh := d.optionalText(f["zh"], what)
	if n := f["zh"].value; n != nil && n.Style == yaml.FoldedStyle {
		zh = unfolded(zh)
	}
	if zh != "" && en != "" {
		if d.g.Chinese == nil {
			d.g.Chinese = make(map[string]string)
		}
		d.g.Chinese[en] = zh
	}
	return en
}

// unfolded is a Chinese text without the spaces that YAML puts where a folded line
// ends: between two Chinese characters, punctuation included, a line break is none.
func unfolded(s string) string {
	runes := []rune(s)
	var b strings.Builder
	for i, r := range runes {
		if r == ' ' && 0 < i && i+1 < len(runes) && chinese(runes[i-1]) && chinese(runes[i+1]) {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// chinese tells Chinese characters and the punctuation that takes their width.
func chinese(r rune) bool {
	return unicode.Is(unicode.Han, r) || 0x3000 <= r && r <= 0x303f || 0xff00 <= r && r <= 0xff60 || strings.ContainsRune("“”‘’…—", r)
}

// wordOf reads a word of a list, "" where the entry is absent.
func wordOf[T ~string](d *decoder, e entry, what string, words []T) T {
	if e.key == nil {
		return ""
	}
	s, ok := d.text(e, what)
	if !ok || slices.Contains(words, T(s)) {
		return T(s)
	}
	var known []string
	for _, w := range words {
		known = append(known, string(w))
	}
	d.errorAtNode(e.value, suggest(s, known), "%q is not %s", abbreviate(s), what)
	return ""
}
