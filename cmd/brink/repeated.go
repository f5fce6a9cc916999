package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/repeated"
)

func (a *app) repeatedCmd() *cobra.Command {
	var opt repeatedOptions
	cmd := &cobra.Command{
		Use:   "repeated GAME...",
		Short: "when automaton strategies sustain cooperation in repeated play",
		Long: `repeated prints, for every profile of automaton strategies that the file lists (or
the usual ones when it lists none), the exact condition on the parameters under
which it is subgame perfect and under which it is a Nash equilibrium, and the
critical discount factor at the --set or default values of the other parameters.
A second table says under which condition some discount factor works at all, when
the profile is renegotiation-proof, which deviation binds at the critical discount
factor and in which parameters that rises or falls. --why lists all deviations.

What any strategies could do is computed at numbers: --payoff-set, --least-delta,
--plot. --tournament compares the strategies with each other; brink population
lets them compete in a finite population.

Built-in strategies:
` + automataText(),
		Example: `  brink repeated pd
  brink repeated first-strike --discount delta
  brink repeated stag-hunt --horizon 5 --profile always-hold
  brink repeated pd --profile grim,grim --why
  brink repeated pd --payoff-set --least-delta hold,hold
  brink repeated chicken --plot sets.svg --without-randomisation
  brink repeated noisy-pd --profile win-stay-lose-shift --profile always-race --tournament --limit-of-means`,
		RunE: a.onGames(func(ctx context.Context, gs []*games.Game) error {
			if opt.longRun && !opt.tournament {
				return usage("--limit-of-means is for --tournament\n\nadd --tournament")
			}
			if err := checkPlot(opt.plot, gs); err != nil {
				return err
			}
			opt.payoffSet = opt.payoffSet || opt.plot != "" && !opt.unrandomised
			return a.repeated(ctx, gs, opt)
		}),
	}
	f := cmd.Flags()
	f.StringArrayVar(&a.set, "set", nil, "value of a parameter for the critical discount factor, `NAME=VALUE` (repeatable)")
	f.StringArrayVar(&opt.profiles, "profile", nil, "a profile of strategies to examine instead, `S1,S2` (repeatable)")
	f.StringVar(&opt.discount, "discount", "", "the discount factor, for a game that names none or instead of its own: a number,\na formula, or a new parameter `NAME` between 0 and 1")
	f.IntVar(&opt.horizon, "horizon", 0, "play ends after `N` periods: payoffs are added up, and subgame perfection is that of\nbackward induction")
	f.BoolVar(&opt.why, "why", false, "list the deviations that each condition deters, what they gain, and states that\nall would rather leave")
	f.BoolVar(&opt.payoffSet, "payoff-set", false, "the payoffs of all pure-action subgame-perfect equilibria with public\nrandomisation, at the --set or default discount factor: exact for two players,\nproved bounds for more")
	f.BoolVar(&opt.unrandomised, "without-randomisation", false, "the payoffs without public randomisation (two players): paths and cells that\ncover the set")
	f.StringVar(&opt.leastDelta, "least-delta", "", "the least discount factor at which playing the profile `A,B` for ever is the\noutcome of such an equilibrium, under any strategies; \"A,B; C,D\" repeats\nprofiles, \"A,B then C,D\" leads to what is repeated")
	f.BoolVar(&opt.tournament, "tournament", false, "what each strategy earns against each other, which can invade which, and which\nare evolutionarily stable among the list")
	f.BoolVar(&opt.longRun, "limit-of-means", false, "in the tournament count long-run averages instead of discounted payoffs")
	f.StringVar(&opt.plot, "plot", "", "draw the payoff set to `FILE` (.svg or .png)")
	return cmd
}

// repeatedOptions are the wishes for each game.
type repeatedOptions struct {
	profiles     []string
	why          bool
	payoffSet    bool
	unrandomised bool
	leastDelta   string
	tournament   bool
	longRun      bool
	plot         string
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

type jsonRepeated struct {
	Game     string            `json:"game"`
	Discount string            `json:"discount"`
	Horizon  int               `json:"horizon,omitempty"`
	Complete bool              `json:"complete"`
	Reasons  []string          `json:"reasons"`
	Rows     []jsonRepeatedRow `json:"rows"`
	Any      []jsonAny         `json:"any_strategies,omitempty"`

	Assumes      string            `json:"assumes,omitempty"` // by the payoff sets and the least discount factor
	PayoffSet    *jsonPayoffSet    `json:"payoff_set,omitempty"`
	Unrandomised *jsonUnrandomised `json:"payoff_set_without_randomisation,omitempty"`
	LeastDelta   *jsonLeast        `json:"least_delta,omitempty"`
	Tournament   *jsonTournament   `json:"tournament,omitempty"`

	cut bool // something was left out for want of time or budget
}

func (a *app) repeated(ctx context.Context, gs []*games.Game, opt repeatedOptions) error {
	doc := &report.Document{Title: "Repeated play"}
	var all []*jsonRepeated
	incomplete := false
	for _, g0 := range gs {
		g, err := repeated.Repeat(g0, opt.discount, opt.horizon)
		switch {
		case errors.Is(err, repeated.ErrNotRepeated):
			return usage("%s: %v\n\nadd --discount delta, or to the file, for example\n  repeated: {discount: delta}", g0.ID, err)
		case err != nil:
			return usage("%s: %s: %v", g0.ID, opt.given(), err)
		}
		list, err := profilesToShow(g, opt.profiles)
		if err != nil {
			return err
		}
		point, err := a.point(g)
		if err != nil {
			return err
		}
		entitle(doc, g, len(gs) > 1)
		v := newRepeatedView(g, point)
		if first := v.present.First; first < 0 || g.Params[first].Range == "" { // else point has warned
			if err := v.sound(); err != nil {
				a.warn("warning: %s: %v", g.ID, err)
			}
		}
		bar := a.startProgress("repeated play of " + g.ID)
		for i, names := range list {
			if ctx.Err() != nil {
				break
			}
			if err := v.add(ctx, names, opt.why); err != nil {
				bar.Done()
				return err
			}
			bar.Update(i+1, len(list))
		}
		bar.Done()
		if ctx.Err() != nil {
			v.incomplete(fmt.Sprintf("stopped after %d of %d profiles: %v", len(v.json.Rows), len(list), context.Cause(ctx)))
		}
		v.finish(ctx, doc)
		if err := a.folk(ctx, v, doc, list, opt); err != nil {
			return err
		}
		incomplete = incomplete || v.json.cut
		all = append(all, v.json)
	}
	doc.JSON = oneOrAll(all)
	return a.finish(doc, incomplete)
}

// automataText lists the built-in automata, a line each.
func automataText() string {
	var b strings.Builder
	for i, x := range games.BuiltIns() {
		if i > 0 {
			b.WriteByte('\n')
		}
		says, _, _ := strings.Cut(x.Says, ";")
		fmt.Fprintf(&b, "  %-28s %s", x.Signature(), says)
	}
	return b.String()
}

// profilesToShow are the --profile flags, else those of the file, else the
// usual ones.
func profilesToShow(g *games.Game, flags []string) ([][]string, error) {
	var out [][]string
	for _, f := range flags {
		names := repeated.SplitNames(f)
		if len(names) == 1 {
			// One name stands for every player.
			for len(names) < len(g.Players) {
				names = append(names, names[0])
			}
		}
		if len(names) != len(g.Players) {
			return nil, usage("--profile %s: found %d strategies for the %d players of %s", f, len(names), len(g.Players), g.ID)
		}
		out = append(out, names)
	}
	if out == nil {
		out = g.Repeated.Profiles
	}
	if out == nil {
		out = repeated.DefaultProfiles(g)
	}
	for _, names := range out {
		for p, n := range names {
			if _, err := repeated.Resolve(g, n, p); err != nil {
				return nil, usage("%s: %v", g.ID, err)
			}
		}
	}
	return out, nil
}
