package main

import (
	"strings"
	"testing"
)

// endless is a device: it has no size and no end.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

// TestReadAllIsBounded: what does not say how long it is fills no more memory than
// a game may.
func TestReadAllIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 256 MiB")
	}
	if _, err := readAll(endless{}, "/dev/zero"); err == nil || !strings.Contains(err.Error(), "/dev/zero is larger than") {
		t.Errorf("%v", err)
	}
}
