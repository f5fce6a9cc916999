package plot

import (
	"os"
	"path/filepath"
	"testing"

	"brink/cmd/internal/figure"
)

// TestSaveThroughLinks: a picture takes the place of the file that a link names, and
// the file keeps its mode.
func TestSaveThroughLinks(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "file.svg"), filepath.Join(dir, "link.svg")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("file.svg", link); err != nil {
		t.Skip(err)
	}
	svg, err := Save(link, figure.New(100, 100))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(file)
	if err != nil || string(got) != string(svg) {
		t.Errorf("the file holds %.40q, %v", got, err)
	}
	info, err := os.Lstat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the mode is %v, %v", info.Mode(), err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is replaced: %v", err)
	}
}
