package output

import (
	"os"
	"path/filepath"
	"testing"
)

// TestWrite: links are followed, modes are kept, and only regular files are
// replaced.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	file, link, dangling := filepath.Join(dir, "file"), filepath.Join(dir, "link"), filepath.Join(dir, "dangling")
	if err := os.WriteFile(file, []byte("old and longer"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{link: "file", dangling: "made"} {
		if err := os.Symlink(to, name); err != nil {
			t.Skip(err)
		}
		if err := Write(name, []byte("new")); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Lstat(name); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Errorf("%s is no link any more: %v", name, err)
		}
		if got, err := os.ReadFile(filepath.Join(dir, to)); err != nil || string(got) != "new" {
			t.Errorf("%s holds %q, %v", to, got, err)
		}
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the mode has changed: %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".brink-*")); left != nil {
		t.Errorf("left behind: %v", left)
	}
}
