// Command peerbench measures brink beside its peers in one run on one machine:
// lrsnash for all equilibria of two-player games, z3 and cvc5 for the claims of
// the library. It prints a table of ratios; above 1 brink is faster.
//
//	go run ./cmd/peerbench nash
//	go run ./cmd/peerbench claims
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"brink/cmd/internal/report"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "peerbench: error:", err)
		os.Exit(2)
	}
}

// bench is what the flags say.
type bench struct {
	repeat int
	limit  time.Duration
	seed   uint64
	brink  string // the program, built once
	dir    string
	format string
}

func run(ctx context.Context, args []string) error {
	b := &bench{}
	f := pflag.NewFlagSet("peerbench", pflag.ContinueOnError)
	f.IntVar(&b.repeat, "repeat", 3, "runs of each program on each file; the fastest counts")
	f.DurationVar(&b.limit, "limit", 60*time.Second, "give up on one run after this long")
	f.Uint64Var(&b.seed, "seed", 1, "seed of the generated games")
	f.StringVar(&b.format, "format", "markdown", "table, markdown or csv")
	f.Usage = func() {
		fmt.Fprintf(os.Stderr, "usage: peerbench [flags] nash|claims\n%s", f.FlagUsages())
	}
	if err := f.Parse(args); err != nil {
		if errors.Is(err, pflag.ErrHelp) {
			return nil
		}
		return err
	}
	format, err := report.ParseFormat(b.format)
	if err != nil {
		return err
	}
	if b.dir, err = os.MkdirTemp("", "peerbench"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	b.brink = filepath.Join(b.dir, "brink")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", b.brink, "./cmd/brink").CombinedOutput(); err != nil {
		return fmt.Errorf("building brink (run this from the repository): %v\n%s", err, out)
	}
	var t *report.Table
	switch what := strings.Join(f.Args(), " "); what {
	case "nash":
		t, err = b.nash(ctx)
	case "claims":
		t, err = b.claims(ctx)
	default:
		f.Usage()
		return fmt.Errorf("found %q where nash or claims was expected", what)
	}
	if err != nil {
		return err
	}
	t.Notes = append(t.Notes, fmt.Sprintf("%s, %d cores; wall clock of whole processes, fastest of %d; ratio: peer's time over brink's", machine(), runtime.NumCPU(), b.repeat))
	return report.Write(os.Stdout, &report.Document{Blocks: []report.Block{t}}, format, report.Style{})
}

// machine names the processor.
func machine() string {
	data, _ := os.ReadFile("/proc/cpuinfo")
	for _, l := range strings.Split(string(data), "\n") {
		if name, value, ok := strings.Cut(l, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOOS + "/" + runtime.GOARCH
}

// errTimeout says that a run was given up.
var errTimeout = errors.New("gave up")

// fastest runs a command repeatedly, alternating nothing else, and returns the
// least wall-clock time with the output of the last run. Exit codes listed in ok
// count as success.
func (b *bench) fastest(ctx context.Context, ok []int, name string, args ...string) (time.Duration, []byte, error) {
	best := time.Duration(0)
	var out []byte
	for i := range b.repeat {
		c, cancel := context.WithTimeout(ctx, b.limit)
		cmd := exec.CommandContext(c, name, args...)
		var buf, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &buf, &errs
		start := time.Now()
		err := cmd.Run()
		took := time.Since(start)
		timedOut := c.Err() != nil
		cancel()
		if timedOut {
			return b.limit, nil, errTimeout
		}
		if cmd.ProcessState == nil || !slices.Contains(ok, cmd.ProcessState.ExitCode()) {
			return 0, nil, fmt.Errorf("%s %s: %v: %s", filepath.Base(name), strings.Join(args, " "), err, errs.String())
		}
		if i == 0 || took < best {
			best, out = took, buf.Bytes()
		}
		if took > b.limit/4 {
			break // long runs need no repetition
		}
	}
	return best, out, nil
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.4g s", d.Seconds()) }

// ratio of two times, with the bound that a timeout gives.
func ratio(peer, own time.Duration, peerErr, ownErr error) string {
	r := fmt.Sprintf("%.3g", peer.Seconds()/own.Seconds())
	switch {
	case peerErr != nil && ownErr != nil:
		return "–"
	case peerErr != nil:
		return "> " + r
	case ownErr != nil:
		return "< " + r
	}
	return r
}
