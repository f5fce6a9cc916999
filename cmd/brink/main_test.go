package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
)

var update = flag.Bool("update", false, "rewrite the golden output in testdata/script")

func TestMain(m *testing.M) {
	// No test is to depend on how fast a busy machine stops.
	grace = time.Hour
	testscript.Main(m, map[string]func(){"brink": main})
}

// TestScripts runs the transcripts of testdata/script: commands, their output,
// their exit codes and the files they write. The command `times` replaces
// durations in the last output by a fixed word so that it can be compared.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"code":  exitCode,
			"times": scrubTimes,
		},
	})
}

// exitCode runs `code N args…`: the program with these arguments, and with
// stdin.txt as standard input if there is one. It requires the exit code N and
// keeps the output in the files stdout.txt and stderr.txt.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N args...")
	}
	program := ""
	for _, dir := range filepath.SplitList(ts.Getenv("PATH")) {
		if p := filepath.Join(dir, "brink"); program == "" {
			if _, err := os.Stat(p); err == nil {
				program = p
			}
		}
	}
	var out, errw bytes.Buffer
	cmd := exec.Command(program, args[1:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = append(os.Environ(), "BRINK_LANG="+ts.Getenv("BRINK_LANG"))
	cmd.Stdout, cmd.Stderr = &out, &errw
	if data, err := os.ReadFile(ts.MkAbs("stdin.txt")); err == nil {
		cmd.Stdin = bytes.NewReader(data)
	}
	err := cmd.Run()
	ts.Check(os.WriteFile(ts.MkAbs("stdout.txt"), out.Bytes(), 0o644))
	ts.Check(os.WriteFile(ts.MkAbs("stderr.txt"), errw.Bytes(), 0o644))
	if cmd.ProcessState == nil {
		ts.Check(err)
	}
	if got := strconv.Itoa(cmd.ProcessState.ExitCode()); got != args[0] {
		ts.Fatalf("exit code %s, want %s\n%s%s", got, args[0], out.String(), errw.String())
	}
}

var duration = regexp.MustCompile(`"seconds": [0-9.e-]+|[0-9]+\.[0-9]{3} s`)

// scrubTimes replaces durations in a file.
func scrubTimes(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		data, err := os.ReadFile(ts.MkAbs(name))
		ts.Check(err)
		ts.Check(os.WriteFile(ts.MkAbs(name), duration.ReplaceAll(data, []byte("TIME")), 0o644))
	}
}

// TestHelpExamplesRun executes every example of every command's --help: each
// command has at least two, and each must succeed.
func TestHelpExamplesRun(t *testing.T) {
	t.Chdir(t.TempDir())
	root := (&app{words: report.English()}).root(nil)
	commands := 0
	for _, c := range root.Commands() {
		if c.Name() == "help" || c.Name() == "completion" || c.IsAdditionalHelpTopicCommand() {
			continue
		}
		commands++
		lines := exampleLines(c)
		if len(lines) < 2 {
			t.Errorf("brink %s: %d examples, want at least 2", c.Name(), len(lines))
		}
		for _, line := range lines {
			if c.Name() == "explore" && !strings.Contains(line, "--export") {
				continue // serves until it is stopped
			}
			var out, errw bytes.Buffer
			command, file, _ := strings.Cut(line, " > ")
			if code := run(context.Background(), strings.Fields(command)[1:], strings.NewReader(""), &out, &errw); code != exitOK {
				t.Errorf("%s: exit code %d\n%s", line, code, errw.String())
			}
			if file == "" && !strings.Contains(command, " -o ") && out.Len() == 0 {
				t.Errorf("%s: printed nothing", line)
			}
		}
	}
	if commands < 10 {
		t.Errorf("looked at %d commands only", commands)
	}
}

// TestClaimsTopic verifies a claim for every predicate that brink help claims
// lists.
func TestClaimsTopic(t *testing.T) {
	topic := report.English().Manual("claims").Long
	lines := regexp.MustCompile(`(?m)^  ([a-z_]+\(.*?\)) `).FindAllStringSubmatch(topic, -1)
	game := `
brink: 1
parameters: {x: 1, delta: {default: 1/2, range: "[0, 1)"}}
players: {P: [a, b, c, d], Q: [a, b, c, d]}
payoffs: {each: "if(is(a), x, if(is(b), others(a), x*others(c)))"}
repeated: {discount: delta}
claims:
`
	for i, l := range lines {
		holds := strings.NewReplacer("(s, t)", "(always-a, always-b)", "(e, x)", "(x^2, x)").Replace(l[1])
		switch name, _, _ := strings.Cut(holds, "("); name {
		case "payoff", "prob":
			holds += " > 0"
		case "risk_dominant": // two actions only
			continue
		}
		game += fmt.Sprintf("  - {id: c%d, holds: %q}\n", i, holds)
	}
	var out, errw bytes.Buffer
	if code := run(context.Background(), []string{"verify", "-"}, strings.NewReader(game), &out, &errw); code != exitClaim || len(lines) < 18 {
		t.Errorf("%d predicates, exit code %d\n%s%s", len(lines), code, out.String(), errw.String())
	}
}

// TestPredicatesAreHelped looks for every predicate of the catalogue in the help.
func TestPredicatesAreHelped(t *testing.T) {
	w := report.English()
	help := w.Manual("claims").Long + otherPredicates(w)
	kinds := []games.Kind{games.StrategicForm, games.TreeForm, games.BayesianForm, games.StochasticForm, games.ContinuousForm, games.DynamicsForm}
	for _, k := range kinds {
		list := games.Predicates(k)
		if len(list) < 4 {
			t.Errorf("%s games have only the predicates %v", k, list)
		}
		for _, p := range list {
			if !strings.Contains(help, "  "+p.Name+"(") {
				t.Errorf("brink help claims does not have %s", p.Usage)
			}
		}
	}
}

// TestCommandsAreBuiltAlone builds what a command line needs: the command it
// names and nothing else, every command under its name, and the words a shell
// asks for.
func TestCommandsAreBuiltAlone(t *testing.T) {
	a := &app{words: report.English()}
	for _, c := range a.commands() {
		built := a.root([]string{c.name, "pd"}).Commands()
		if len(built) != 1 || built[0].Name() != c.name || built[0].GroupID != c.group {
			t.Errorf("brink %s builds %d commands, the first %s in group %s", c.name, len(built), built[0].Name(), built[0].GroupID)
		}
	}
	for line, want := range map[string]string{
		"__complete solve --method le": "lemke-howson\n",
		"__complete solve jerv":        "jervis\t",
		"__complete ver":               "verify\t",
		"help solve":                   "--all-labels",
		"completion bash":              "__complete",
		"--quiet version":              "brink ",
	} {
		var out, errw bytes.Buffer
		if code := run(context.Background(), strings.Fields(line), strings.NewReader(""), &out, &errw); code != exitOK || !strings.Contains(out.String(), want) {
			t.Errorf("brink %s: exit code %d, no %q in %.300q", line, code, want, out.String())
		}
	}
}

func exampleLines(c *cobra.Command) []string {
	var out []string
	for _, l := range strings.Split(c.Example, "\n") {
		if l = strings.TrimSpace(l); strings.HasPrefix(l, "brink ") {
			out = append(out, l)
		}
	}
	return out
}

// TestReadme holds the READMEs to what the tool does: the tables they show, and the
// game files they show.
func TestReadme(t *testing.T) {
	for _, name := range []string{"README.md", "README.zh.md"} {
		t.Run(name, func(t *testing.T) { testReadme(t, name) })
	}
}

func testReadme(t *testing.T, name string) {
	data, err := os.ReadFile(filepath.Join("..", "..", name))
	if err != nil {
		t.Fatal(err)
	}
	readme := string(data)
	for _, m := range regexp.MustCompile("(?s)<!-- output of: brink ([^\n]*) -->\n```\n(.*?)```").FindAllStringSubmatch(readme, -1) {
		var out, errw bytes.Buffer
		if code := run(context.Background(), strings.Fields(m[1]), strings.NewReader(""), &out, &errw); code != exitOK {
			t.Fatalf("brink %s: exit code %d: %s", m[1], code, errw.String())
		}
		if got := strings.TrimRight(out.String(), "\n") + "\n"; got != m[2] {
			t.Errorf("it shows for brink %s\n%s\nbut it prints\n%s", m[1], m[2], got)
		}
	}
	// Parts of what is printed of the game file before them.
	parts := regexp.MustCompile("(?s)<!-- part of the output of: brink ([^\n]*) -->\n```\n(.*?)```").FindAllStringSubmatchIndex(readme, -1)
	if len(parts) == 0 {
		t.Error("no table of a tree in it")
	}
	for _, m := range parts {
		files := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(readme[:m[0]], -1)
		var out, errw bytes.Buffer
		if code := run(context.Background(), strings.Fields(readme[m[2]:m[3]]), strings.NewReader(files[len(files)-1][1]), &out, &errw); code != exitOK {
			t.Fatalf("brink %s: exit code %d: %s", readme[m[2]:m[3]], code, errw.String())
		}
		if part := readme[m[4]:m[5]]; !strings.Contains(out.String(), part) {
			t.Errorf("it shows for brink %s\n%s\nbut it prints\n%s", readme[m[2]:m[3]], part, out.String())
		}
	}
	game := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindStringSubmatch(readme)
	if game == nil {
		t.Fatal("no game file in it")
	}
	for _, command := range []string{"check", "conditions", "verify"} {
		var out, errw bytes.Buffer
		if code := run(context.Background(), []string{command, "-"}, strings.NewReader(game[1]), &out, &errw); code != exitOK {
			t.Errorf("brink %s on its game: exit code %d\n%s%s", command, code, out.String(), errw.String())
		}
	}
}

// TestNoPanicOnArguments feeds odd command lines to the program: it must answer
// each with an exit code of the contract.
func TestNoPanicOnArguments(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, line := range []string{
		"", "nonsense", "conditions", "conditions nonsense", "solve -", "solve pd --set", "solve pd --set T", "solve pd --set T=x",
		"solve pd --set T=1 --set T=2", "solve pd --set Q=1", "solve pd --method nonsense", "solve pd --limit -1", "solve pd --jobs 0",
		"solve pd --format nonsense", "solve pd --timeout -1s", "solve pd --progress sometimes", "play pd --rounds 0", "play pd --rounds -5",
		"play pd --start hold", "play pd --start hold,nonsense", "play pd --rule nonsense", "play pd --plot x.gif", "repeated matching-pennies",
		"repeated pd --profile nonsense", "repeated pd --profile grim,grim,grim", "repeated pd --least-delta hold", "regions pd", "regions pd --over nonsense",
		"regions pd --over T,T", "regions pd --over T,R,P", "verify pd --claim nonsense", "verify pd --all", "verify --shelf nonsense", "verify pd --cross-check yices",
		"convert pd", "convert pd --to nonsense", "convert pd --to nfg --claim x", "show", "show nonsense", "check", "check nonsense", "models no-such-word", "version extra",
		"solve . ", "solve pd --from nonsense", "solve pd --from nfg", "conditions pd --format ne", "solve pd -o /nonexistent/x",
	} {
		var out, errw bytes.Buffer
		code := run(context.Background(), strings.Fields(line), strings.NewReader(""), &out, &errw)
		if line == "" {
			if code != exitOK {
				t.Errorf("no arguments: exit code %d", code)
			}
			continue
		}
		if code != exitUsage {
			t.Errorf("brink %s: exit code %d, want 2\n%s", line, code, errw.String())
		}
		if out.Len() != 0 {
			t.Errorf("brink %s: printed a result in spite of the error:\n%s", line, out.String())
		}
		if !strings.Contains(errw.String(), "error:") {
			t.Errorf("brink %s: no error message: %q", line, errw.String())
		}
	}
}

// TestInterrupted checks that a cancelled context ends every long command with
// what is known, marked incomplete, and exit code 4.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, line := range []string{"conditions jervis --format json", "repeated pd --format json", "logit chicken --format json", "describe chicken --format json", "play shapley --rounds 100000000 --format json"} {
		var out, errw bytes.Buffer
		if code := run(ctx, strings.Fields(line), strings.NewReader(""), &out, &errw); code != exitIncomplete {
			t.Errorf("brink %s: exit code %d, want 4\n%s", line, code, errw.String())
		}
		if !strings.Contains(out.String(), `"complete": false`) {
			t.Errorf("brink %s: not marked incomplete:\n%s", line, out.String())
		}
	}
}
