package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"testing"
	"time"
)

// hardGame writes a random game that takes minutes to solve, though its first
// equilibria are soon found.
func hardGame(t *testing.T) string {
	t.Helper()
	const n = 34
	rng := rand.New(rand.NewPCG(34, 34))
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d %d\n", n, n)
	for k := range 2 * n * n {
		if k%n == 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%d ", rng.IntN(1000))
	}
	name := filepath.Join(t.TempDir(), "hard.lrs")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestSignal sends the program the signal of Ctrl-C while it solves, as soon as
// its progress tells of an equilibrium: it must print what it found, marked
// incomplete, and exit with 4.
func TestSignal(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signals on Windows")
	}
	if testing.Short() {
		t.Skip("progress takes two seconds to appear")
	}
	program, err := exec.LookPath("brink") // set up by testscript.Main
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "solve", hardGame(t), "--format", "json", "--progress", "always")
	var out bytes.Buffer
	cmd.Stdout = &out
	progress, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`[1-9][0-9]* bases visited, [1-9][0-9]* equilibria found`)
	var seen []byte
	buf := make([]byte, 4096)
	for !found.Match(seen) {
		n, err := progress.Read(buf)
		if seen = append(seen, buf[:n]...); err != nil {
			t.Fatalf("the program ended before it was interrupted: %q", seen)
		}
	}
	sent := time.Now()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, progress); err != nil {
		t.Fatal(err)
	}
	checkPartial(t, cmd.Wait(), out.Bytes(), "interrupted")
	if took := time.Since(sent); took > 20*time.Second {
		t.Errorf("took %v to stop", took)
	}
}

// TestTimeout is the same with --timeout.
func TestTimeout(t *testing.T) {
	program, err := exec.LookPath("brink")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), program, "solve", hardGame(t), "--format", "json", "--timeout", "700ms").Output()
	checkPartial(t, err, out, "time limit reached")
}

func checkPartial(t *testing.T, err error, out []byte, reason string) {
	t.Helper()
	var ended *exec.ExitError
	if !errors.As(err, &ended) || ended.ExitCode() != exitIncomplete {
		t.Errorf("%v, want exit code %d", err, exitIncomplete)
	}
	var j struct {
		Complete   bool
		Reasons    []string
		Equilibria []any
	}
	if err := json.Unmarshal(out, &j); err != nil {
		t.Fatal(err)
	}
	if j.Complete || len(j.Reasons) != 1 || j.Reasons[0] != reason {
		t.Errorf("complete %v, %q", j.Complete, j.Reasons)
	}
	if reason == "interrupted" && len(j.Equilibria) == 0 {
		t.Error("the equilibria found were not printed")
	}
}
