package report

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// speakers are the functions whose literal arguments people read, in the rooms that find
// what is wrong with files and command lines: messages and hints, and what these speak of.
var speakers = strings.Fields(`
	errorAt errorAtNode errorf warnAt warnAtNode fail Fail Errorf New report bad refuse usage warn noTarget
	unexpected hintLast entries fields list text texts scalar integer rational positive probability prose proses
	size labels names checkLabel declare oneOf oneWord optionalText counted placed each numbers expect wordOf two`)

// rooms lists the folders of the program with code: what any of them says may reach a
// reader.
func rooms(t *testing.T) []string {
	t.Helper()
	root := filepath.Join("..", "..", "..")
	var out []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		switch d.Name() {
		case "testdata", "peerbench", "nashtest", "corpus", "contrib", "docs":
			return filepath.SkipDir
		}
		if path != root && strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		if files, _ := filepath.Glob(filepath.Join(path, "*.go")); len(files) > 0 && path != root {
			room, err := filepath.Rel(root, path)
			out = append(out, filepath.ToSlash(room))
			return err
		}
		return nil
	})
	if err != nil || len(out) < 20 {
		t.Fatal(out, err)
	}
	return out
}

// notRead are texts that stand in such calls and reach nobody, or nobody who wants them in
// his language: they are about the use of the library, defects of the program, or examples.
var notRead = regexp.MustCompile(`contradicts|cannot be read again|no certificate|is not written out|malformed game|payoff tables? |no players$|%w: %s has no action$|cover %d of|^exact: |^prove: |^repeated: |^linear program|by policies, |instead of an odd|found, but every finite game|mixed equilibrium of a 2|without ties|not a probability vector|is not an equilibrium$|program of a game is|%d payoffs for|payoffs of %s without|reported as|subdivision and elimination|objective of %d|form no bounded|not best replies|ends at no equilibrium|program are not optimal|action %d lacks|^evidence |^lemma %d|labels for|no label for|region %d has no label|the map has|play was not sampled|laying out table|no table shows|^the information set %d|^\{`)

func literal(e ast.Expr) (string, bool) {
	switch x := e.(type) {
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			s, err := strconv.Unquote(x.Value)
			return s, err == nil
		}
	case *ast.BinaryExpr:
		a, ok := literal(x.X)
		b, too := literal(x.Y)
		return a + b, ok && too && x.Op == token.ADD
	}
	return "", false
}

// messages lists the templates of the messages of a room.
func messagesOf(t *testing.T, room string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "..", room, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(room, err)
	}
	var out []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			var called string
			switch fun := call.Fun.(type) {
			case *ast.Ident:
				called = fun.Name
			case *ast.SelectorExpr:
				called = fun.Sel.Name
			}
			for i, arg := range call.Args {
				s, ok := literal(arg)
				switch {
				case !ok:
				case called == "plural" && i == 1:
					out = append(out, "%d "+s)
				case slices.Contains(speakers, called):
					out = append(out, strings.FieldsFunc(s, func(r rune) bool { return r == '\n' })...)
				}
			}
			return true
		})
	}
	return out
}

// TestProblems: every language but English has a phrase for every message that a reader
// or a command makes, and the phrase says all that the message does.
func TestProblems(t *testing.T) {
	words := regexp.MustCompile(`[a-zA-Z]{2,}`)
	for _, w := range languages() {
		if w.problems == nil {
			continue
		}
		book := w.problems()
		has := func(template string) bool {
			if book.whole[template] != "" {
				return true
			}
			return slices.ContainsFunc(book.patterns, func(p phrase) bool { return p.template == template })
		}
		missing := make(map[string]bool)
		for _, room := range rooms(t) {
			for _, m := range messagesOf(t, room) {
				m = strings.TrimSpace(strings.ReplaceAll(m, "%%", "%"))
				bare := verb().ReplaceAllString(m, "")
				if !strings.Contains(m, " ") || !words.MatchString(bare) || notRead.MatchString(m) || missing[m] || has(m) {
					continue
				}
				missing[m] = true
				t.Errorf("%s: no phrase for %q of %s", w.Language, m, room)
			}
		}
		for _, p := range book.patterns {
			want := len(verb().FindAllString(strings.ReplaceAll(p.template, "%%", ""), -1))
			said := argumentOf().FindAllString(p.to, -1)
			slices.Sort(said)
			if got := len(slices.Compact(said)); got != want && got != want-1 {
				t.Errorf("%s: %q has %d arguments, %q shows %d", w.Language, p.template, want, p.to, got)
			}
		}
	}
}

// TestProblem puts messages into Chinese.
func TestProblem(t *testing.T) {
	for message, want := range map[string]string{
		`"cst" is not a parameter or a defined name`:                             `"cst" 既不是参数，也不是已定义的名称`,
		`did you mean cost?`:                                                     `是否想写 cost？`,
		`found 3 payoffs where 2, one for each player, were expected`:            `发现3 个收益，应为 2 个（每个参与人一个）`,
		`found a list where a mapping was expected for the types of a player`:    `参与人的类型需要映射，发现列表`,
		`found "a where b was expected" where a number was expected`:             `需要数之处发现"a where b was expected"`,
		`"defualt" is not a key of the parameter cost`:                           `"defualt" 不是参数 cost的键`,
		`first-strike: --method: method: unknown method "x"; did you mean "xy"?`: `first-strike：--method：方法：未知方法 "x"；是否想写 "xy"？`,
		`kydd-trust: "pbe" is not a concept of bayesian games; known are [bne]`:  `kydd-trust："pbe" 不是 bayesian 类博弈的解概念；已知 [bne]`,
		`something nobody has translated`:                                        `something nobody has translated`,
	} {
		if got := Chinese().Problem(message); got != want {
			t.Errorf("%s: %s, not %s", message, got, want)
		}
		if got := English().Problem(message); got != message {
			t.Errorf("%s: %s", message, got)
		}
	}
	if got, want := Chinese().Complaint(errors.New("no GAME given\n\nname the files to check\nx")), "brink: 错误: 没有给出 GAME\nbrink: 提示: 请写出要检查的文件\n             x\n"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}
