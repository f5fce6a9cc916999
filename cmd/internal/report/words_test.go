package report

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"math/big"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"brink/solver/note"
)

// codesOf lists the codes that a file declares.
func codesOf(t *testing.T, file string) []note.Code {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []note.Code
	ast.Inspect(f, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for _, x := range v.Values {
			if l, ok := x.(*ast.BasicLit); ok && l.Kind == token.STRING {
				s, _ := strconv.Unquote(l.Value)
				out = append(out, note.Code(s))
			}
		}
		return false
	})
	if len(out) == 0 {
		t.Fatalf("%s declares no codes", file)
	}
	return out
}

var argument = regexp.MustCompile(`\{([0-9]+)(\|[^{}|]*\|[^{}|]*)?\}`)

// arguments lists the arguments that a text asks for.
func arguments(text string) []string {
	var out []string
	for _, m := range argument.FindAllStringSubmatch(text, -1) {
		if m[2] == "" {
			out = append(out, m[1])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestLanguages checks that every language has a text for every code, and that all
// of them show the same arguments.
func TestLanguages(t *testing.T) {
	codes := append(codesOf(t, "../../../solver/note/codes.go"), codesOf(t, "../../../solver/note/codes_nash.go")...)
	files, err := filepath.Glob("messages*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, f := range files {
		codes = append(codes, codesOf(t, f)...)
	}
	if sorted := slices.Sorted(slices.Values(codes)); len(slices.Compact(sorted)) != len(codes) {
		t.Error("two messages have the same code")
	}
	for _, c := range codes {
		want := arguments(English().text(c))
		for _, w := range languages() {
			text := w.text(c)
			if text == "" {
				t.Errorf("%s: no text for %q", w.Language, c)
			}
			if rest := argument.ReplaceAllString(text, ""); regexp.MustCompile(`[{}]`).MatchString(rest) {
				t.Errorf("%s: %q has braces that are no argument: %s", w.Language, c, text)
			}
			if got := arguments(text); !slices.Equal(got, want) {
				t.Errorf("%s: %q shows the arguments %v, in English %v", w.Language, c, got, want)
			}
		}
	}
	if English().Has("no such code") {
		t.Error("a text for a code that nobody declares")
	}
}

// TestTone checks that judgements look the same in every language.
func TestTone(t *testing.T) {
	for _, w := range languages() {
		if got := verdictClass(w.Status("refuted")); got != "refuted" {
			t.Errorf("%s: the class of refuted is %q", w.Language, got)
		}
		if painter(true).verdict(w.Status("proved"))("x") == "x" {
			t.Errorf("%s: proved has no colour", w.Language)
		}
	}
}

func TestSay(t *testing.T) {
	en, zh := English(), Chinese()
	for _, c := range []struct {
		got, want string
	}{
		{en.Say(sayHidden, 1), "1 further row exists only on a set of measure zero (knife-edge); --knife-edges shows them"},
		{en.Say(note.Mix, 2, []string{"hold", "race"}), "2 mix hold, race"},
		{zh.Say(note.Mix, 2, []string{"hold", "race"}), "2 人混合 hold、race"},
		{en.Note(note.Join([]note.Note{note.New(note.Mix, 1, []string{"a", "b"}), note.New(note.Play, 2, []string{"a"})})), "1 mixes a, b; 2 a"},
		{en.Note(note.New(note.All, note.List{note.New(note.Play, 1, []string{"a"}), note.New(note.Play, 2, []string{"b"})})), "1 a, 2 b"},
		{zh.Note(note.New(note.StoppedBefore, note.New(note.Interrupted))), "尚未考察全部支撑组合即停止：已中断"},
		{en.Note(note.New(note.Text, &note.Error{Note: note.New(note.TimeLimit)})), "time limit reached"},
		{en.Note(note.New(note.Text, big.NewRat(2, 4))), "1/2"},
		{en.Note(note.New(note.Text, errors.New("{1}"))), "{1}"},
		{en.Note(note.Note{}), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	for _, s := range []string{"zh", "ZH_cn", "zh-Hans", "zh_CN.UTF-8"} {
		if w, err := ParseLanguage(s); err != nil || w.Language != "zh" {
			t.Errorf("ParseLanguage(%q): %v", s, err)
		}
	}
	if _, err := ParseLanguage("fr"); !errors.Is(err, ErrLanguage) {
		t.Errorf("ParseLanguage(fr): %v", err)
	}
}
