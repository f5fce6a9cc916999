package format

import (
	"os"
	"strings"
	"testing"
)

// section is a file in a text archive: a line "-- name --" and what follows up
// to the next such line, as in golang.org/x/tools/txtar.
type section struct{ name, data string }

// readArchive returns the remarks at the head of an archive and its sections.
func readArchive(t testing.TB, path string) (head string, files []section) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if name, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "-- "); ok && strings.HasSuffix(name, " --") {
			files = append(files, section{name: strings.TrimSuffix(name, " --")})
		} else if len(files) == 0 {
			head += line
		} else {
			files[len(files)-1].data += line
		}
	}
	return head, files
}

func formatArchive(head string, files []section) string {
	var b strings.Builder
	b.WriteString(head)
	for _, f := range files {
		b.WriteString("-- " + f.name + " --\n" + f.data)
		if f.data != "" && !strings.HasSuffix(f.data, "\n") {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
