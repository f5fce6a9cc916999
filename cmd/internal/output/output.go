// Package output writes files of results.
package output

import (
	"errors"
	"os"
	"path/filepath"
)

// Write puts data into a file. A regular file is replaced in one step and keeps its
// mode; links are followed, and devices and pipes are written to.
func Write(name string, data []byte) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	mode := os.FileMode(0o644)
	if info, err := os.Lstat(name); err == nil {
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE, mode) // also whether it may be written
		if err != nil {
			return err
		}
		if !info.Mode().IsRegular() {
			_, err = f.Write(data)
			return errors.Join(err, f.Close())
		}
		f.Close()
		mode = info.Mode().Perm()
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".brink-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Close())
	if err == nil {
		err = os.Chmod(tmp.Name(), mode)
	}
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return err
}
