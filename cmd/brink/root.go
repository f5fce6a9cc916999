package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"brink/cmd/internal/output"
	"brink/cmd/internal/report"
	"brink/solver/note"
)

// app is one run of the program: its streams and the flags all commands share.
type app struct {
	in       io.Reader
	out, err io.Writer

	format   string
	output   string
	from     string
	set      []string
	jobs     int
	timeout  time.Duration
	quiet    bool
	noColour bool
	progress string
	lang     string
	drawing  drawing
	certify  string        // the file for a certificate of equilibria
	words    *report.Words // of the language

	stage stage
}

const groupSolve, groupFiles = "solve", "files"

// root builds the command tree as far as a command line needs it: when the first
// argument names a command, that one alone, which takes a tenth of a
// millisecond off every run; what completes words is for the shell's questions.
func (a *app) root(args []string) *cobra.Command {
	cmd := &cobra.Command{
		Use:           "brink",
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return usage("unknown command %q\n\n%s", args[0], suggestion(cmd, args[0]))
		},
	}
	f := cmd.PersistentFlags()
	f.StringVar(&a.format, "format", "table", report.Choice(a.words, report.Formats()))
	f.StringVarP(&a.output, "output", "o", "", "")
	f.StringVar(&a.from, "from", "", "")
	f.IntVar(&a.jobs, "jobs", runtime.NumCPU(), "")
	f.DurationVar(&a.timeout, "timeout", 0, "")
	f.BoolVarP(&a.quiet, "quiet", "q", false, "")
	f.BoolVar(&a.noColour, "no-color", false, "")
	f.StringVar(&a.lang, "lang", "", report.Choice(a.words, report.Languages()))
	f.StringVar(&a.progress, "progress", "auto", "")
	cmd.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usage("%v\n\n%s --help lists the flags", flagError(c, err), c.CommandPath())
	})
	cmd.CompletionOptions.DisableDefaultCmd = true // completionCmd has its help in every language
	cmd.AddGroup(&cobra.Group{ID: groupSolve, Title: a.words.Say(report.HelpSolve)}, &cobra.Group{ID: groupFiles, Title: a.words.Say(report.HelpFiles)})
	commands := a.commands()
	if i := slices.IndexFunc(commands, func(c command) bool { return len(args) > 0 && c.name == args[0] }); i >= 0 {
		commands = commands[i : i+1]
	}
	for _, c := range commands {
		child := c.build()
		child.GroupID = c.group
		cmd.AddCommand(child)
	}
	if len(commands) > 1 {
		cmd.AddCommand(topics(a.words)...)
		cmd.AddCommand(a.completionCmd())
		cmd.SetHelpCommand(a.helpCmd(cmd))
		cmd.InitDefaultHelpCmd()
	}
	a.explain(cmd)
	if len(args) > 0 && (args[0] == cobra.ShellCompRequestCmd || args[0] == cobra.ShellCompNoDescRequestCmd) {
		completions(cmd)
	}
	return cmd
}

// badValue is what the flags say of a value that they cannot read.
var badValue = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^invalid argument (".*") for "(?:-., )?--([a-z-]+)" flag: `)
})

// flagError says in plain words what is wrong with the value of a flag.
func flagError(c *cobra.Command, err error) error {
	m := badValue().FindStringSubmatch(err.Error())
	if m == nil {
		return err
	}
	takes := "another value"
	switch c.Flags().Lookup(m[2]).Value.Type() {
	case "int":
		takes = "a whole number"
	case "duration":
		takes = "a duration such as 30s"
	case "bool":
		takes = "true or false"
	}
	return fmt.Errorf("--%s takes %s, found %s", m[2], takes, m[1])
}

// command is one command of the program, not yet built.
type command struct {
	name, group string
	build       func() *cobra.Command
}

// commands lists the commands in the order of the help.
func (a *app) commands() []command {
	return []command{
		{"solve", groupSolve, a.solveCmd},
		{"describe", groupSolve, a.describeCmd},
		{"conditions", groupSolve, a.conditionsCmd},
		{"repeated", groupSolve, a.repeatedCmd},
		{"population", groupSolve, a.populationCmd},
		{"play", groupSolve, a.playCmd},
		{"trajectory", groupSolve, a.trajectoryCmd},
		{"logit", groupSolve, a.logitCmd},
		{"regions", groupSolve, a.regionsCmd},
		{"branches", groupSolve, a.branchesCmd},
		{"verify", groupSolve, a.verifyCmd},
		{"sweep", groupSolve, a.sweepCmd},
		{"report", groupSolve, a.reportCmd},
		{"certify", groupSolve, a.certifyCmd},
		{"explore", groupSolve, a.exploreCmd},
		{"models", groupFiles, a.modelsCmd},
		{"show", groupFiles, a.showCmd},
		{"convert", groupFiles, a.convertCmd},
		{"check", groupFiles, a.checkCmd},
		{"version", groupFiles, a.versionCmd},
	}
}

func suggestion(cmd *cobra.Command, name string) string {
	var known []string
	for _, c := range cmd.Commands() {
		known = append(known, c.Name())
	}
	if s := report.Nearest(name, known); s != "" {
		return fmt.Sprintf("did you mean brink %s?", s)
	}
	return "brink --help lists the commands"
}

// start checks the shared flags and applies the timeout.
func (a *app) start(ctx context.Context) (context.Context, context.CancelFunc, error) {
	f, err := report.ParseFormat(a.format)
	if err != nil {
		return nil, nil, usage("%v", err)
	}
	a.format = string(f)
	if _, err := report.ParseProgress(a.progress); err != nil {
		return nil, nil, usage("--progress: %v", err)
	}
	lang, from := a.lang, "--lang"
	if lang == "" {
		lang, from = cmp.Or(os.Getenv("BRINK_LANG"), "en"), "BRINK_LANG"
	}
	words, err := report.ParseLanguage(lang)
	if err != nil {
		return nil, nil, usage("%s: %v", from, err)
	}
	a.words = words
	if a.jobs < 1 {
		return nil, nil, usage("--jobs takes a number from 1, found %d", a.jobs)
	}
	if a.timeout < 0 {
		return nil, nil, usage("--timeout takes a positive duration such as 30s, found %v", a.timeout)
	}
	if a.timeout == 0 {
		ctx, cancel := context.WithCancel(ctx)
		return ctx, cancel, nil
	}
	ctx, cancel := context.WithTimeoutCause(ctx, a.timeout, cause{note.New(note.TimeLimitOf, a.timeout)})
	stop := a.stage.limit(ctx)
	return ctx, func() { stop(); cancel() }, nil
}

// cause is why work was cut short.
type cause struct{ why note.Note }

func (c cause) Error() string { return report.English().Note(c.why) }
func (c cause) Unwrap() error { return &note.Error{Note: c.why} }

// write renders the document to standard output or the -o file. A file is
// replaced only when everything was written.
func (a *app) write(doc *report.Document) error {
	f, err := report.ParseFormat(a.format)
	if err != nil {
		return usage("%v", err)
	}
	if f == report.FormatNE && doc.NE == nil || f == report.FormatKnown && doc.Known == nil {
		return usage("--format %s is for brink solve", f)
	}
	if f == report.FormatBibTeX && doc.Bibliography == nil {
		return usage("--format %s is for brink models", f)
	}
	if _, screen := terminal(a.out); screen && f == report.FormatPDF && a.output == "" {
		return usage("PDF is not for a terminal: name a file with -o")
	}
	if a.output == "" || a.output == "-" {
		a.stage.write()
		return report.Write(a.out, doc, f, report.Style{Width: width(a.out), Colour: a.colour(a.out)})
	}
	var b bytes.Buffer
	if err := report.Write(&b, doc, f, report.Style{}); err != nil {
		return err
	}
	a.stage.write()
	return writeFile(a.output, b.Bytes())
}

// finish writes the document and turns unfinished work into its exit code.
func (a *app) finish(doc *report.Document, incomplete bool) error {
	for _, text := range doc.Warnings {
		a.warn("%s", text)
	}
	if err := a.write(doc); err != nil {
		return err
	}
	if incomplete {
		return &exit{code: exitIncomplete}
	}
	return nil
}

// writeFile writes a result.
func writeFile(name string, data []byte) error {
	if err := output.Write(name, data); err != nil {
		return usage("cannot write %s: %v", name, err)
	}
	return nil
}

// terminal returns the file behind w if it is a terminal.
func terminal(w any) (*os.File, bool) {
	f, ok := w.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// width is the number of columns of a terminal; 0 means no limit, as in a pipe.
func width(w io.Writer) int {
	if f, ok := terminal(w); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil {
			return n
		}
		return 80
	}
	return 0
}

func (a *app) colour(w io.Writer) bool {
	_, ok := terminal(w)
	return ok && !a.noColour && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// warn prints a remark unless --quiet.
func (a *app) warn(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintf(a.err, "brink: %s\n", a.words.Problem(fmt.Sprintf(format, args...)))
	}
}
