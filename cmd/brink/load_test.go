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

// TestSetting: values of parameters are read as they are pasted.
func TestSetting(t *testing.T) {
	for _, s := range []string{"phi=1/4", " phi = 1/4 ", "phi=“1/4”", "phi='1/4'", `phi="1/4"`, "phi：1/4", "ｐhi＝1/4", "phi=１／４", "phi=25%", "phi=1÷4"} {
		a := &app{set: []string{s}}
		if got, err := a.settings(); err != nil || len(got) != 1 || got["phi"] == nil || got["phi"].RatString() != "1/4" {
			t.Errorf("%s: %v, %v", s, got, err)
		}
	}
	for s, says := range map[string]string{"phi": "NAME=VALUE", "=1/4": "NAME=VALUE", "phi=x/4": `"x/4"`, "phi=1，c=2": "a --set of its own"} {
		if _, err := (&app{set: []string{s}}).settings(); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", s, err)
		}
	}
}
