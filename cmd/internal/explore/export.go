package explore

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// marker is the file by which a folder is known to be an exported page; it lists the
// files that are.
const marker = "brink-page.json"

// ErrForeign is wrapped where a folder holds something else than an exported page.
var ErrForeign = errors.New("the folder holds other files")

// Export writes the files of the page to a folder, in one step: what was there before, a
// page that was exported or nothing, stands until the new one does.
func Export(dir string, files []File) error {
	if err := replaceable(dir); err != nil {
		return err
	}
	dir = filepath.Clean(dir)
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(dir), ".brink-page-*")
	if err != nil {
		return err
	}
	if err := fill(fresh, files); err != nil {
		return errors.Join(err, os.RemoveAll(fresh))
	}
	return exchange(dir, fresh)
}

// replaceable refuses a folder with anything in it that an export did not write.
func replaceable(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var known []string
	if data, err := os.ReadFile(filepath.Join(dir, marker)); err == nil {
		known = append(known, marker)
		var list struct {
			Files []string `json:"files"`
		}
		if json.Unmarshal(data, &list) == nil {
			known = append(known, list.Files...)
		}
	}
	for _, e := range entries {
		if e.IsDir() || !slices.Contains(known, e.Name()) {
			return fmt.Errorf("%w: %s in %s was not written by brink explore --export\n\nname an empty folder, or one that does not exist", ErrForeign, e.Name(), dir)
		}
	}
	return nil
}

// fill writes the files and the marker. Names in the page have no folders.
func fill(dir string, files []File) error {
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(f.Name)), f.Data, 0o644); err != nil {
			return err
		}
	}
	list, err := json.Marshal(map[string]any{"made_by": "brink explore --export", "files": names})
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, marker), list, 0o644); err != nil {
		return err
	}
	return os.Chmod(dir, 0o755)
}

// exchange puts a folder in the place of another.
func exchange(dir, fresh string) error {
	old := fresh + "-old"
	err := os.Rename(dir, old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, os.RemoveAll(fresh))
	}
	if err := os.Rename(fresh, dir); err != nil {
		return errors.Join(err, os.Rename(old, dir), os.RemoveAll(fresh))
	}
	return os.RemoveAll(old)
}
