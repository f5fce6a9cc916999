package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/figures"
	"brink/solver/repeated"
)

func (a *app) repeatedCmd() *cobra.Command {
	var opt repeatedOptions
	cmd := &cobra.Command{
		Use:  "repeated GAME...",
		Long: automataText(a.words),
		Example: `  brink repeated pd
  brink repeated first-strike --discount delta
  brink repeated stag-hunt --horizon 5 --profile always-hold
  brink repeated pd --profile grim,grim --why
  brink repeated pd --payoff-set --least-delta hold,hold
  brink repeated chicken --plot sets.svg --without-randomisation
  brink repeated pd --over T --plot critical.pdf
  brink repeated noisy-pd --profile win-stay-lose-shift --profile always-race --tournament --limit-of-means`,
		RunE: a.onGames(func(ctx context.Context, gs []*games.Game) error {
			if opt.longRun && !opt.tournament {
				return usage("--limit-of-means is for --tournament\n\nadd --tournament")
			}
			if err := checkPlot(opt.plot, gs); err != nil {
				return err
			}
			if opt.over != "" && opt.plot == "" {
				return usage("--over names the parameter of the picture of critical discount factors\n\nadd --plot FILE")
			}
			opt.payoffSet = opt.payoffSet || opt.plot != "" && opt.over == "" && !opt.unrandomised
			return a.repeated(ctx, gs, opt)
		}),
	}
	f := cmd.Flags()
	f.StringArrayVar(&a.set, "set", nil, "")
	f.StringArrayVar(&opt.profiles, "profile", nil, "")
	f.StringVar(&opt.discount, "discount", "", "")
	f.IntVar(&opt.horizon, "horizon", 0, "")
	f.BoolVar(&opt.why, "why", false, "")
	f.BoolVar(&opt.payoffSet, "payoff-set", false, "")
	f.BoolVar(&opt.unrandomised, "without-randomisation", false, "")
	f.StringVar(&opt.leastDelta, "least-delta", "", "")
	f.BoolVar(&opt.tournament, "tournament", false, "")
	f.BoolVar(&opt.longRun, "limit-of-means", false, "")
	f.StringVar(&opt.plot, "plot", "", "")
	f.StringVar(&opt.over, "over", "", "")
	return cmd
}

// repeatedOptions are the flags of the command.
type repeatedOptions struct {
	profiles     []string
	why          bool
	payoffSet    bool
	unrandomised bool
	leastDelta   string
	tournament   bool
	longRun      bool
	plot         string
	over         string
	discount     string
	horizon      int
}

// given names the flags that say how the game is repeated.
func (o repeatedOptions) given() string {
	switch {
	case o.horizon == 0:
		return "--discount"
	case o.discount == "":
		return "--horizon"
	}
	return "--discount, --horizon"
}

func (a *app) repeated(ctx context.Context, gs []*games.Game, opt repeatedOptions) error {
	var all []answer.Answer
	incomplete := false
	for _, g := range gs {
		got, err := a.repeatedOne(ctx, g, opt)
		if err != nil {
			return err
		}
		incomplete = incomplete || !got.Complete
		all = append(all, got)
	}
	doc, err := a.compose(report.RepeatedTitle, all, report.Show{})
	if err != nil {
		return err
	}
	if opt.plot != "" {
		if err := a.plotPayoffs(ctx, doc, all[0].(*answer.Repeated), opt); err != nil {
			return err
		}
	}
	return a.finish(doc, incomplete)
}

// repeatedOne asks about one game.
func (a *app) repeatedOne(ctx context.Context, g *games.Game, opt repeatedOptions) (*answer.Repeated, error) {
	r, err := repeated.Repeat(g, opt.discount, opt.horizon)
	switch {
	case errors.Is(err, repeated.ErrNotRepeated):
		return nil, usage("%s: %v\n\nadd --discount delta, or to the file, for example\n  repeated: {discount: delta}", g.ID, err)
	case err != nil:
		return nil, usage("%s: %s: %v", g.ID, opt.given(), err)
	}
	g = r
	if opt.plot != "" && len(g.Players) != 2 {
		return nil, usage("%s: --plot draws payoff sets of two players, the game has %d\n\nwithout --plot, --payoff-set prints bounds for more players", g.ID, len(g.Players))
	}
	wish := ask.Repetition{Why: opt.why, PayoffSet: opt.payoffSet, Unrandomised: opt.unrandomised, Tournament: opt.tournament, LongRun: opt.longRun}
	for _, flag := range opt.profiles {
		names, err := profileFlag(g, flag)
		if err != nil {
			return nil, err
		}
		wish.Profiles = append(wish.Profiles, names)
	}
	point, err := a.point(g)
	if err != nil {
		return nil, err
	}
	a.warnDiscounts(g, point)
	if opt.leastDelta != "" {
		path, err := actionPath(g, "--least-delta", opt.leastDelta)
		if err != nil {
			return nil, err
		}
		wish.Least = &path
	}
	got, err := a.answer(ctx, ask.Repeated, g, point, ask.Options{Repetition: wish})
	if err != nil {
		return nil, opt.refused(g, err)
	}
	out := got.(*answer.Repeated)
	if !out.Assumes.IsZero() {
		a.warn("warning: %s: %s", g.ID, a.words.Note(out.Assumes))
	}
	return out, nil
}

// warnDiscounts warns of a discount factor that is out of bounds at the point, unless
// it is a parameter of which point has warned.
func (a *app) warnDiscounts(g *games.Game, point ask.Point) {
	if vars := g.Repeated.DiscountVars(); len(vars) == 1 && g.Params[vars[0]].Range != "" {
		return
	}
	for p := range g.Players {
		if _, err := ask.DiscountAt(g, p, point); err != nil {
			a.warn("warning: %s: %v", g.ID, err)
			return
		}
	}
}

// refused says which flag could not be heeded.
func (o repeatedOptions) refused(g *games.Game, err error) error {
	var w *ask.WishError
	if !errors.As(err, &w) {
		return err
	}
	flag := map[ask.Wish]string{
		ask.WishPayoffSet: "--payoff-set", ask.WishUnrandomised: "--without-randomisation", ask.WishLeast: "--least-delta", ask.WishTournament: "--tournament",
	}[w.Wish]
	var players *ask.PlayersError
	switch {
	case errors.As(err, &players) && w.Wish == ask.WishUnrandomised:
		return usage("%s: %s is %v\n\n--payoff-set prints bounds with public randomisation for more players", g.ID, flag, players)
	case errors.As(err, &players):
		return usage("%s: %s is %v", g.ID, flag, players)
	case errors.Is(err, repeated.ErrFinite):
		return usage("%s: %s is about play without end, and this ends after %s\n\nleave out horizon: in the file", g.ID, flag, plural(g.Repeated.Horizon, "period", "periods"))
	case errors.Is(err, repeated.ErrOwnDiscounts):
		return usage("%s: %s is for players with the same discount factor, and here %v", g.ID, flag, repeated.ErrOwnDiscounts)
	case errors.Is(err, repeated.ErrDelta):
		example := "NAME=VALUE"
		if vars := g.Repeated.DiscountVars(); len(vars) == 1 {
			example = g.Params[vars[0]].Name + "=4/5"
		}
		return usage("%s: %s: %v\n\nname a value, such as --set %s", g.ID, flag, w.Err, example)
	}
	return usage("%s: %s: %v", g.ID, flag, w.Err)
}

// plotPayoffs adds the picture of the payoff sets that were computed.
func (a *app) plotPayoffs(ctx context.Context, doc *report.Document, r *answer.Repeated, opt repeatedOptions) error {
	if opt.over != "" {
		return a.plotCritical(ctx, doc, r, opt)
	}
	if opt.payoffSet && r.PayoffSet == nil || opt.unrandomised && r.Unrandomised == nil {
		return nil
	}
	scene, err := plot.PayoffSets(plot.SetsOf(a.words, r))
	return a.picture(doc, opt.plot, scene, err, a.words.SetsCaption(), r)
}

// automataText lists the built-in automata, a line each.
func automataText(w *report.Words) string {
	var b strings.Builder
	for i, x := range games.BuiltIns() {
		if i > 0 {
			b.WriteByte('\n')
		}
		says, _, _ := strings.Cut(x.Says, ";")
		fmt.Fprintf(&b, "  %-28s %s", w.Problem(x.Signature()), w.Problem(says))
	}
	return b.String()
}

// plotCritical adds the picture of critical discount factors over a parameter.
func (a *app) plotCritical(ctx context.Context, doc *report.Document, r *answer.Repeated, opt repeatedOptions) error {
	names, ranges, err := stretches(opt.over)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return usage("--over takes one parameter, found %d", len(names))
	}
	var shown ask.Range
	if ranges != nil {
		shown = ranges[0]
	}
	f, err := figures.Critical(ctx, r, names[0], shown)
	if err != nil {
		return usage("--over: %v", err)
	}
	scene, err := plot.DrawFigure(a.words, f)
	return a.picture(doc, opt.plot, scene, err, a.words.FigureCaption(f), f)
}

// profileFlag reads a profile of automata; one name stands for every player.
func profileFlag(g *games.Game, flag string) ([]string, error) {
	names := repeated.SplitNames(flag)
	if len(names) == 1 {
		for len(names) < len(g.Players) {
			names = append(names, names[0])
		}
	}
	if len(names) != len(g.Players) {
		return nil, usage("--profile %s: found %d strategies for the %d players of %s", flag, len(names), len(g.Players), g.ID)
	}
	return names, nil
}
