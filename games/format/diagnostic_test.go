package format

import (
	"strings"
	"testing"
)

func TestDiagnosticsWrite(t *testing.T) {
	ds := Diagnostics{
		{Severity: Warning, File: "a.yaml", Line: 2, Column: 3, EndColumn: 5, Summary: "odd", Snippet: "\tabcd"},
		{Severity: Error, File: "a.yaml", Line: 3, Column: 3, EndColumn: 4, Summary: "wide", Snippet: "日本x", Detail: "details follow", Hint: "do this"},
		{Severity: Error, File: "a.yaml", Summary: "nowhere \x1b[31m"},
		{Severity: Error, File: "", Line: 1, Column: 9, EndColumn: 8, Summary: "behind the end", Snippet: "short"},
	}
	want := `a.yaml:2:3: warning: odd
    2 | 	abcd
      | 	 ^^
a.yaml:3:3: error: wide
    3 | 日本x
      |     ^
      details follow
      hint: do this
a.yaml: error: nowhere ` + "\uFFFD" + `[31m
:1:9: error: behind the end
    1 | short
      |      ^
`
	if got := show(ds); got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
	var b strings.Builder
	if err := ds[1:2].Write(&b, true); err != nil || !strings.Contains(b.String(), "\x1b[1;31merror:\x1b[0m wide") {
		t.Errorf("in colour: %q", b.String())
	}
	if got, want := ds.Error(), "a.yaml:3:3: error: wide (and 3 more)"; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
	if !ds.HasErrors() || ds[:1].HasErrors() || (Diagnostics)(nil).HasErrors() {
		t.Error("HasErrors")
	}
}

// TestLongLine shows the part of the line around the fault.
func TestLongLine(t *testing.T) {
	line := strings.Repeat("x", 300) + "BAD" + strings.Repeat("y", 300)
	got := show(Diagnostics{{Severity: Error, File: "f", Line: 1, Column: 301, EndColumn: 304, Summary: "s", Snippet: line}})
	rows := strings.Split(got, "\n")
	at := strings.Index(strings.ReplaceAll(rows[1], "…", "."), "BAD")
	if len([]rune(rows[1])) > 120 || at < 0 || rows[2][at:] != "^^^" {
		t.Errorf("window:\n%s", got)
	}
}

// TestManyProblems cuts the list where nobody reads on.
func TestManyProblems(t *testing.T) {
	text := "brink: 1\nplayers: {A: [x], B: [y]}\npayoffs: {x: [[1, 2]]}\n"
	for i := range 5000 {
		text += "k" + strings.Repeat("a", i%7) + strings.Repeat("b", i/7) + ": 1\n"
		if len(text) > 1<<20 {
			break
		}
	}
	_, ds := Read("x", []byte(text), "")
	if len(ds) != maxErrors+1 || !ds.HasErrors() || ds[0].Line != 4 {
		t.Errorf("%d problems, the first in line %d", len(ds), ds[0].Line)
	}
}

func TestParseFormat(t *testing.T) {
	for in, want := range map[string]Format{"yaml": YAML, ".YML": YAML, "lrsnash": LRS, "EFG": EFG} {
		if got, err := ParseFormat(in); err != nil || got != want {
			t.Errorf("ParseFormat(%q) = %q, %v", in, got, err)
		}
	}
	if _, err := ParseFormat("jsno"); err == nil || !strings.Contains(err.Error(), "did you mean json?") {
		t.Errorf("error %v", err)
	}
}

func TestRecognise(t *testing.T) {
	for text, want := range map[string]Format{
		"\ufeffNFG 1 R": NFG, "// c\n/* d */ EFG 2 R": EFG, "# c\n2 2\n1 2 3 4 5 6 7 8": LRS, " {\"a\": 1}": JSON,
		"brink: 1": YAML, "NFGX": YAML, "1: a": YAML, "": YAML, "* a comment\n1 1\n1 2": LRS,
		"2\n2 2\n1 2 3 4 5 6 7 8": GAM, "2 2 2 1 2 3 4 5 6 7 8": GAM, "3\n1 1 1\n1 2 3": GAM, "1 1 5 6": LRS, "1\n2\n5\n6": GAM, "1\t2\n3\t4": LRS, "/*": YAML,
	} {
		if got := Recognise([]byte(text)); got != want {
			t.Errorf("%q is recognised as %s, want %s", text, got, want)
		}
	}
}

func TestIDFromName(t *testing.T) {
	for name, want := range map[string]string{
		"a/b/My Game (2).yaml": "My-Game--2", "-": "game", "x.tar.gz": "x.tar", ".yaml": "yaml", "dir/": "dir", `a\b.nfg`: "a-b",
	} {
		f, ds := Read(name, []byte("brink: 1\nplayers: {A: [x], B: [y]}\npayoffs: {x: [[1, 2]]}\n"), "")
		if ds.HasErrors() {
			t.Fatal(show(ds))
		}
		if f.Game.ID != want {
			t.Errorf("%q gives the id %q, want %q", name, f.Game.ID, want)
		}
	}
}
