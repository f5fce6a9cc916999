package brink

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"brink/games/format"
	"brink/solver/known"
	"brink/solver/nash"
)

// TestKnownResults holds the solvers to the published games of testdata.
func TestKnownResults(t *testing.T) {
	files, err := filepath.Glob("testdata/*.yaml")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			f, ds := format.Read(path, data, "")
			if len(ds) > 0 {
				t.Fatal(ds)
			}
			if h := f.Model.Head(); len(h.Source) == 0 || len(h.Known) == 0 {
				t.Fatal("without a source or a known result")
			}
			results, err := known.Check(context.Background(), f.Model, nash.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range results {
				for _, x := range r.Findings {
					// The horse and the minority game have continua: what they contain is
					// decided all the same.
					if x.Status != known.Same {
						t.Errorf("%s %s: expected %.300v, found %.300v; missing %.300v, surplus %.300v, %v", x.Kind, x.Of, x.Expected, x.Found, x.Missing, x.Surplus, x.Reasons)
					}
				}
			}
		})
	}
}
