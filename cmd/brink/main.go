// Command brink computes exact equilibria and stability conditions of games
// whose payoffs are formulas, and decides claims about them.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"brink/cmd/internal/report"
	"brink/games/format"
)

// Exit codes of the contract.
const (
	exitOK         = 0
	exitClaim      = 1 // a claim does not have its expected verdict
	exitUsage      = 2 // bad usage or bad input
	exitIncomplete = 4 // a limit, timeout or interruption
	exitSelfCheck  = 5 // an internal self-check failed
)

func main() {
	tuneCollector()
	// The process ends right after the run: nothing gains from undoing the notice.
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// exit is an error that ends the program with a code.
type exit struct {
	code int
	err  error // nil when the code alone is the message
}

func (e *exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

func (e *exit) Unwrap() error { return e.err }

// usage is a mistake in the command line or the input.
func usage(format string, args ...any) error {
	return &exit{exitUsage, fmt.Errorf(format, args...)}
}

// run executes one command line and returns the exit code. Results go to out,
// everything else to errw.
func run(ctx context.Context, args []string, in io.Reader, out, errw io.Writer) int {
	if len(args) > 0 && args[0] == "--version" { // as other programs have it
		args = append([]string{"version"}, args[1:]...)
	}
	a := &app{in: in, out: out, err: errw, stage: stage{end: make(chan error, 1)}, words: spoken(args)}
	root := a.root(args)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errw)
	defer a.stage.limit(ctx)()
	done := make(chan error, 1)
	go func() { done <- root.ExecuteContext(ctx) }()
	err := a.stage.await(done)
	if err == nil {
		return exitOK
	}
	var diags format.Diagnostics
	if errors.As(err, &diags) {
		a.diagnose(diags)
		return exitUsage
	}
	code := exitUsage // what cobra itself reports is bad usage
	var e *exit
	if errors.As(err, &e) {
		code = e.code
		if e.err == nil {
			return code
		}
	}
	a.complain(err)
	return code
}

// complain prints an error the way every command does: lower case, no full stop,
// the hint on its own line.
func (a *app) complain(err error) {
	fmt.Fprint(a.err, a.words.Complaint(err))
}

// diagnose prints the problems of a file.
func (a *app) diagnose(problems format.Diagnostics) {
	problems.WriteIn(a.err, a.colour(a.err), a.words.Problems())
}

// spoken is the language of messages until the flags are read: they may be what is wrong.
func spoken(args []string) *report.Words {
	lang := os.Getenv("BRINK_LANG")
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			lang = value
		} else if arg == "--lang" && i+1 < len(args) {
			lang = args[i+1]
		}
	}
	if w, err := report.ParseLanguage(lang); err == nil {
		return w
	}
	return report.English()
}
