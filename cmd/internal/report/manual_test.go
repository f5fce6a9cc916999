package report

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestFold: the long texts of a script without spaces are broken to the width, lose
// nothing but spaces, and no line begins or ends with what holds on to its neighbour.
func TestFold(t *testing.T) {
	w := Chinese()
	for _, page := range w.ManualPages() {
		data, err := manuals.ReadFile("manual/zh/" + page + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		long := w.Manual(page).Long
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if !strings.Contains(squeeze(string(data)), squeeze(long)) {
			t.Errorf("%s: the text is not what was written:\n%s", page, long)
		}
		for _, line := range strings.Split(long, "\n") {
			if line == "" || line[0] == ' ' {
				continue
			}
			first, _ := utf8.DecodeRuneInString(line)
			last, _ := utf8.DecodeLastRuneInString(line)
			if lineWidth(line) > manualWidth || strings.ContainsRune(closing, first) || strings.ContainsRune(opening, last) {
				t.Errorf("%s: %d columns: %s", page, lineWidth(line), line)
			}
		}
	}
	if got := w.fold("a b"); got != "a b" {
		t.Error(got)
	}
	if got := English().fold(strings.Repeat("a ", 60)); len(got) != 120 {
		t.Errorf("%q", got)
	}
}
