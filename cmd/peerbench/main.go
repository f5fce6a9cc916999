// Command peerbench measures brink beside its peers in one run on one machine:
// lrsnash for all equilibria of two-player games, z3, cvc5 and qepcad for the
// claims of the library, value iteration of its own for games with states; and brink alone
// on games for which there is a goal and no peer.
// It prints tables; a ratio above 1 means that brink was faster.
//
//	go run ./cmd/peerbench nash
//	go run ./cmd/peerbench players large repeated stochastic
//	go run ./cmd/peerbench claims
package main

import (
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
	games  int
	limit  time.Duration
	seed   uint64
	brink  string // the program, built once
	dir    string
	format string
}

// mode is something to measure.
type mode struct {
	name, help string
	run        func(*bench, context.Context) (*report.Table, error)
}

// modes lists what can be measured, in the order of the help.
func modes() []mode {
	return []mode{
		{"nash", "all extreme equilibria of two-player games, beside lrsnash", (*bench).nash},
		{"players", "all equilibria of generated games with more players", (*bench).players},
		{"large", "large games of two players", (*bench).large},
		{"repeated", "payoff sets and automata of repeated games", (*bench).repeated},
		{"stochastic", "games with states: values at numbers, and conditions of ten states", (*bench).stochastic},
		{"studies", "random games by the million, in a study", (*bench).studies},
		{"claims", "the claims of the library, beside z3, cvc5 and qepcad", (*bench).claims},
	}
}

func run(ctx context.Context, args []string) error {
	b := &bench{}
	f := pflag.NewFlagSet("peerbench", pflag.ContinueOnError)
	f.IntVar(&b.repeat, "repeat", 3, "runs of each program on each file; the fastest counts")
	f.IntVar(&b.games, "games", 31, "generated games a family, of which the median counts (players)")
	f.DurationVar(&b.limit, "limit", 60*time.Second, "give up on one run after this long")
	f.Uint64Var(&b.seed, "seed", 1, "seed of the generated games")
	f.StringVar(&b.format, "format", "markdown", "table, markdown or csv")
	f.Usage = func() {
		fmt.Fprint(os.Stderr, "usage: peerbench [flags] WHAT...\n\nWHAT is one or more of\n")
		for _, m := range modes() {
			fmt.Fprintf(os.Stderr, "  %-9s %s\n", m.name, m.help)
		}
		fmt.Fprintf(os.Stderr, "\n%s", f.FlagUsages())
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
	if b.repeat < 1 || b.games < 1 || b.limit <= 0 {
		return errors.New("--repeat, --games and --limit take positive values")
	}
	var chosen []mode
	for _, name := range f.Args() {
		k := slices.IndexFunc(modes(), func(m mode) bool { return m.name == name })
		if k < 0 {
			f.Usage()
			return fmt.Errorf("found %q where the name of something to measure was expected", name)
		}
		chosen = append(chosen, modes()[k])
	}
	if len(chosen) == 0 {
		f.Usage()
		return errors.New("nothing to measure was named")
	}
	if b.dir, err = os.MkdirTemp("", "peerbench"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	if err := b.build(ctx); err != nil {
		return err
	}
	doc := &report.Document{}
	for _, m := range chosen {
		t, err := m.run(b, ctx)
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		t.Notes = append(t.Notes, fmt.Sprintf("%s, %d cores; wall clock of whole processes", machine(), runtime.NumCPU()))
		doc.Blocks = append(doc.Blocks, t)
	}
	return report.Write(os.Stdout, doc, format, report.Style{})
}

// build builds brink the way the README installs it.
func (b *bench) build(ctx context.Context) error {
	b.brink = filepath.Join(b.dir, "brink")
	cmd := exec.CommandContext(ctx, "go", "build", "-o", b.brink, "./cmd/brink")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building brink (run this from the repository): %v\n%s", err, out)
	}
	return nil
}

// machine names the processor.
func machine() string {
	data, _ := os.ReadFile("/proc/cpuinfo")
	for l := range strings.Lines(string(data)) {
		if name, value, ok := strings.Cut(l, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOOS + "/" + runtime.GOARCH
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.4g s", d.Seconds()) }
