package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"math/big"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"brink/cmd/internal/plot"
	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/games/format"
	"brink/games/models"
)

// onGames is the work of a command on the games that its arguments name.
func (a *app) onGames(do func(context.Context, []*games.Game) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		ctx, cancel, err := a.start(cmd.Context())
		if err != nil {
			return err
		}
		defer cancel()
		gs, err := a.load(ctx, args)
		if err != nil {
			return err
		}
		return do(ctx, gs)
	}
}

// onModels is onGames for models of any kind.
func (a *app) onModels(do func(context.Context, []games.Model) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		ctx, cancel, err := a.start(cmd.Context())
		if err != nil {
			return err
		}
		defer cancel()
		ms, err := a.models(ctx, args, format.Reading.Read)
		if err != nil {
			return err
		}
		return do(ctx, ms)
	}
}

// checkPlot refuses --plot with a file of no known kind, or with several games.
func checkPlot[M games.Model](file string, gs []M) error {
	if file == "" {
		return nil
	}
	if len(gs) > 1 {
		return usage("--plot draws one game, found %d", len(gs))
	}
	if err := plot.CheckPath(file); err != nil {
		return usage("--plot: %v", err)
	}
	return nil
}

// maxInput bounds a game file.
const maxInput = 256 << 20

// load reads the games named on the command line: files, - for standard input,
// or built-in models. Warnings go to standard error; errors of all files are
// returned together.
func (a *app) load(ctx context.Context, args []string) ([]*games.Game, error) {
	ms, err := a.models(ctx, args, format.Reading.Read)
	if err != nil {
		return nil, err
	}
	gs := make([]*games.Game, len(ms))
	for i, m := range ms {
		g, ok := m.(*games.Game)
		if !ok {
			return nil, usage("%s is a game of the kind %s, to which this command does not apply", m.Head().ID, m.Kind())
		}
		gs[i] = g
	}
	return gs, nil
}

// reader reads a file; format.Reading.Read, or what reads less of it.
type reader func(format.Reading, string, []byte, format.Format) (*format.File, format.Diagnostics)

// models is load for models of any kind.
func (a *app) models(ctx context.Context, args []string, read reader) ([]games.Model, error) {
	if len(args) == 0 {
		return nil, usage("no GAME given\n\nname a file, - for standard input, or a built-in model; brink models lists them")
	}
	from, err := a.fromFormat()
	if err != nil {
		return nil, err
	}
	late, stop := reading(ctx)
	defer stop()
	var out []games.Model
	var problems format.Diagnostics
	for _, arg := range args {
		name, data, err := a.read(arg)
		if err != nil {
			return nil, err
		}
		f, diags := read(format.Within(late), name, data, from)
		if late.Err() != nil {
			return nil, tooLate(late)
		}
		if f == nil {
			problems = append(problems, diags...)
			continue
		}
		if len(diags) > 0 && (!a.quiet || diags.HasErrors()) {
			a.diagnose(diags)
		}
		out = append(out, f.Model)
	}
	if problems.HasErrors() {
		return nil, problems
	}
	return out, nil
}

func (a *app) fromFormat() (format.Format, error) {
	if a.from == "" {
		return "", nil
	}
	f, err := format.ParseFormat(a.from)
	if err != nil {
		return "", usage("--from: %v", err)
	}
	return f, nil
}

// read returns the bytes behind a GAME argument and the name to show for it.
func (a *app) read(arg string) (string, []byte, error) {
	if arg == "-" {
		data, err := readAll(a.in, "standard input")
		return "standard input", data, err
	}
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return "", nil, usage("%s is a folder, not a game file", arg)
	case err == nil && info.Size() > maxInput:
		return "", nil, usage("%s is larger than %d MiB", arg, maxInput>>20)
	case err == nil:
		f, err := os.Open(arg)
		if err != nil {
			return "", nil, usage("%v", err)
		}
		defer f.Close()
		data, err := readAll(f, arg)
		return arg, data, err
	}
	if src, ok := models.Source(arg); ok {
		return arg + ".yaml", src, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", nil, usage("%v", err)
	}
	hint := expr.DidYouMean(arg, models.IDs())
	if hint == "" {
		hint = "brink models lists the built-in models"
	}
	return "", nil, usage("%q is neither a file nor a built-in model\n\n%s", arg, hint)
}

// readAll reads what is no longer than a game may be; devices and pipes do not say
// how long they are.
func readAll(r io.Reader, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	if err != nil {
		return nil, usage("%s: %v", name, err)
	}
	if len(data) > maxInput {
		return nil, usage("%s is larger than %d MiB", name, maxInput>>20)
	}
	return data, nil
}

// settings reads the --set flags into exact numbers.
func (a *app) settings() (map[string]*big.Rat, error) {
	out := make(map[string]*big.Rat)
	for _, s := range a.set {
		name, text, ok := setting(s)
		if !ok {
			return nil, usage("--set takes NAME=VALUE, found %q\n\nfor example --set phi=1/4", s)
		}
		v, err := expr.ParseNumber(text)
		if _, _, several := setting(text); err != nil && several {
			return nil, usage("--set %s: %v\n\neach parameter takes a --set of its own", name, err)
		} else if err != nil {
			return nil, usage("--set %s: %v", name, err)
		}
		if _, twice := out[name]; twice {
			return nil, usage("--set gives %s twice", name)
		}
		out[name] = v
	}
	return out, nil
}

// setting reads NAME=VALUE as it may be pasted: with the sign in another form, a colon
// in its place, or the value in quotes.
func setting(s string) (name, value string, ok bool) {
	i := strings.IndexFunc(s, func(r rune) bool { return expr.ASCII(r) == '=' || expr.ASCII(r) == ':' })
	if i < 0 {
		return "", "", false
	}
	_, width := utf8.DecodeRuneInString(s[i:])
	quoted := func(r rune) bool { return strings.ContainsRune(`"' `, expr.ASCII(r)) }
	name = expr.FoldName(strings.TrimSpace(s[:i]))
	return name, strings.TrimFunc(s[i+width:], quoted), name != ""
}

// point returns the parameter values for a game and checks them against its
// assumptions: a violated one is a warning, since the game still has a meaning.
func (a *app) point(m games.Model) ([]*big.Rat, error) {
	return a.pointBy(m, m.Head().Point)
}

// values is point for questions that need no rational value of sqrt, exp and log.
func (a *app) values(m games.Model) ([]*big.Rat, error) {
	return a.pointBy(m, m.Head().Values)
}

func (a *app) pointBy(m games.Model, of func(map[string]*big.Rat) ([]*big.Rat, error)) ([]*big.Rat, error) {
	g := m.Head()
	set, err := a.settings()
	if err != nil {
		return nil, err
	}
	point, err := of(set)
	if err != nil {
		return nil, &exit{exitUsage, err}
	}
	for _, p := range g.Free() {
		if evaluable(p.Within, point) && !p.Within.Eval(point) {
			a.warn("warning: %s: the values leave the range of %s, %s", g.ID, p.Name, p.Range)
		}
	}
	for _, c := range g.Assume {
		if both := expr.And(c.Defined, c.Formula); evaluable(both, point) && c.Defined.Eval(point) && !c.Formula.Eval(point) {
			a.warn("warning: %s: the values violate the assumption %s", g.ID, c.Text)
		}
	}
	return point, nil
}

// evaluable reports whether all that a formula mentions has a value.
func evaluable(f expr.Formula, point []*big.Rat) bool {
	return !slices.ContainsFunc(f.Vars(), func(v algebra.Var) bool { return point[v] == nil })
}

// title is what a reader calls the game.
func (a *app) title(m games.Model) string {
	return cmp.Or(m.Head().In(a.words.Language, m.Head().Name), m.Head().ID)
}
