package study

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// small mounts a file system of so many kilobytes, or skips.
func small(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("a small file system cannot be mounted here: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// whatIs lists the files of a folder that are no shards that end as they should.
func whatIs(t *testing.T, folder string) (halves []string) {
	t.Helper()
	filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if strings.HasPrefix(d.Name(), temporary) || strings.HasSuffix(path, ".csv") && !strings.Contains(string(data), "# end, ") {
			halves = append(halves, path)
		}
		return err
	})
	return halves
}

// TestFullDisk: a disk that fills up is an error, what is there is whole, and once
// there is room the study goes on.
func TestFullDisk(t *testing.T) {
	dir := small(t, "64k")
	s, game := load(t, strings.Replace(randomStudy, "draws: 1000", "draws: 4000", 1))
	folder := filepath.Join(dir, "study")
	f, err := s.Plan(folder, game, "v", 40)
	if err != nil {
		t.Fatal(err)
	}
	missing, err := f.Missing()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Run(context.Background(), missing, 2, nil); !errors.Is(err, syscall.ENOSPC) || !errors.Is(err, ErrFolder) {
		t.Fatalf("on a full disk: %v", err)
	}
	if halves := whatIs(t, folder); halves != nil {
		t.Errorf("half written: %v", halves)
	}
	left, err := f.Missing()
	if err != nil || len(left) == 0 || len(left) == 40 {
		t.Fatalf("missing: %v, %v", left, err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=4m"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Run(context.Background(), left, 2, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Merge(s.Summarise()); err != nil {
		t.Error(err)
	}
	// A result that does not fit leaves nothing either.
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=256k"); err == nil {
		if _, err := f.WriteFile(filepath.Join(dir, "out.csv"), nil); err == nil {
			t.Log("the result fits after all")
		} else if _, err := os.Stat(filepath.Join(dir, "out.csv")); !os.IsNotExist(err) {
			t.Errorf("out.csv: %v", err)
		}
	}
}

// TestReadOnly: a folder that cannot be written to is refused, and stays as it is.
func TestReadOnly(t *testing.T) {
	dir := small(t, "1m")
	s, game := load(t, randomStudy)
	folder := filepath.Join(dir, "study")
	f, err := s.Plan(folder, game, "v", 4)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip(err)
	}
	if _, err := f.Run(context.Background(), []int{1}, 1, nil); !errors.Is(err, syscall.EROFS) {
		t.Errorf("run: %v", err)
	}
	if _, err := s.Plan(filepath.Join(dir, "other"), game, "v", 4); !errors.Is(err, syscall.EROFS) {
		t.Errorf("plan: %v", err)
	}
	if _, err := s.Local(context.Background(), filepath.Join(dir, "out.csv"), game, "v", 1, nil, nil); !errors.Is(err, syscall.EROFS) {
		t.Errorf("to a file: %v", err)
	}
	if missing, err := f.Missing(); err != nil || len(missing) != 4 {
		t.Errorf("missing: %v, %v", missing, err)
	}
}
