package format_test

import (
	"testing"

	"brink/games/format"
)

// Every text of a model may be given in both languages.
func TestTextsInTwoLanguages(t *testing.T) {
	src := `brink: 1
id: two-tongues
name: {en: Name, zh: 名称}
place: {en: Place, zh: 位置}
gist: {en: Gist, zh: 要点}
adds: [{en: Adds, zh: 添加}]
description: {en: Description, zh: 说明}
parameters: {x: {description: {en: Meaning, zh: 含义}}}
players: {A: [u, v], B: [l, r]}
payoffs: {u: [[x, 0], [0, 0]], v: [[0, 0], [0, 0]]}
notes: [{en: Note, zh: 注}, Only English]
claims:
  - {id: c, says: {en: Says, zh: 命题}, holds: "nash(u, l)", notes: {en: Remark, zh: 评注}}
`
	f, diags := format.Read("two-tongues.yaml", []byte(src), "")
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	h := f.Model.Head()
	for text, want := range map[string]string{
		h.Name: "名称", h.Place: "位置", h.Gist: "要点", h.Adds[0]: "添加", h.Description: "说明",
		h.Params[0].Description: "含义", h.Notes[0]: "注", h.Notes[1]: "Only English",
		h.Claims[0].Says: "命题", h.Claims[0].Notes[0]: "评注",
	} {
		if got := h.In("zh", text); got != want {
			t.Errorf("%q is %q in Chinese, want %q", text, got, want)
		}
		if got := h.In("en", text); got != text {
			t.Errorf("%q is %q in English", text, got)
		}
	}
}

// A folded Chinese text has no spaces where its lines end, but between letters and
// Chinese characters they stay.
func TestFoldedChinese(t *testing.T) {
	const game = `
players: {A: [u, v], B: [l, r]}
payoffs: {u: [[1, 1], [0, 0]], v: [[0, 0], [0, 0]]}
`
	for src, want := range map[string]string{
		">-\n    两国共享奖赏，\n    和平时\n    平分。":    "两国共享奖赏，和平时平分。",
		">-\n    当且仅当\n    c < 1 时\n    “成立”。": "当且仅当 c < 1 时“成立”。",
		">-\n    概率 p\n    为 1/2。":             "概率 p 为 1/2。",
		`"甲 乙"`:                                "甲 乙",
	} {
		f, diags := format.Read("folded.yaml", []byte("brink: 1\nid: folded\ndescription:\n  en: Text\n  zh: "+src+game), "")
		if len(diags) > 0 {
			t.Fatalf("%s: %v", src, diags)
		}
		if got := f.Model.Head().In("zh", "Text"); got != want {
			t.Errorf("%s is read as %q, want %q", src, got, want)
		}
	}
}
