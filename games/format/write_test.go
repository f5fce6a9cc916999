package format

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestRewriteModels writes every game file in strategic form as YAML and JSON
// and reads it back; the second writing equals the first.
func TestRewriteModels(t *testing.T) {
	files, _ := filepath.Glob("../models/*.yaml")
	more, _ := filepath.Glob("testdata/*.yaml")
	for _, name := range append(files, more...) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, ds := Read(name, data, "")
		if ds.HasErrors() {
			t.Errorf("%s", show(ds))
			continue
		}
		if f.Game == nil {
			continue
		}
		for _, to := range []Format{YAML, JSON} {
			h := rewrite(t, f.Game, to)
			if d := differ(f.Game, h); d != "" {
				t.Errorf("%s as %s: %s", name, to, d)
			}
			var a, b bytes.Buffer
			if Write(&a, f.Game, to); Write(&b, h, to) != nil || a.String() != b.String() {
				t.Errorf("%s as %s is not canonical:\n%s\n%s", name, to, a.String(), b.String())
			}
		}
	}
}
