package main

import (
	"context"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/repeated"
)

type jsonPayoffSet struct {
	Delta    string      `json:"delta"`
	Vertices [][]string  `json:"vertices"`
	Exact    bool        `json:"exact"`
	Empty    bool        `json:"empty,omitempty"`
	Outer    [][]string  `json:"outer,omitempty"`
	Gap      []string    `json:"gap,omitempty"`
	Bounds   []jsonBound `json:"bounds,omitempty"` // three players and more
	Minmax   []string    `json:"minmax"`           // in pure actions
	Mixed    []string    `json:"minmax_mixed,omitempty"`
	Worst    []string    `json:"worst,omitempty"`
	Method   string      `json:"method"`
}

// folk adds what holds for any strategies: payoff sets, least discount factors,
// and tournaments among the listed ones.
func (a *app) folk(ctx context.Context, v *repeatedView, doc *report.Document, list [][]string, opt repeatedOptions) error {
	g := v.g
	if opt.payoffSet || opt.unrandomised || opt.leastDelta != "" {
		s, err := g.At(v.point)
		if err != nil {
			return usage("%s: %v", g.ID, err)
		}
		if r := g.Repeated; r.Error != nil || r.Monitoring != nil {
			v.json.Assumes = "payoff sets and least discount factors are those of perfect monitoring without errors, which the file has not"
			a.warn("warning: %s: %s", g.ID, v.json.Assumes)
			doc.Blocks = append(doc.Blocks, report.Paragraph{Text: "Note: " + v.json.Assumes + "."})
		}
		if opt.payoffSet || opt.unrandomised {
			if err := a.payoffSets(ctx, v, doc, s, opt); err != nil {
				return err
			}
		}
		if opt.leastDelta != "" {
			if err := a.leastDelta(ctx, v, doc, s, opt.leastDelta); err != nil {
				return err
			}
		}
	}
	if opt.tournament {
		return a.tournament(ctx, v, doc, list, opt.longRun)
	}
	return nil
}

// endless refuses what is about play without end and one discount factor.
func (v *repeatedView) endless(flag string) error {
	switch r := v.g.Repeated; {
	case r.Horizon > 0:
		return usage("%s: %s is about play without end, and this ends after %s\n\nleave out horizon: in the file", v.g.ID, flag, plural(r.Horizon, "period", "periods"))
	case r.Own != nil:
		return usage("%s: %s is for players with the same discount factor, and here %v", v.g.ID, flag, repeated.ErrOwnDiscounts)
	}
	return nil
}

// payoffSets computes the set for two players, or bounds for more, and the
// picture.
func (a *app) payoffSets(ctx context.Context, v *repeatedView, doc *report.Document, s *games.Strategic, opt repeatedOptions) error {
	g := v.g
	if err := v.endless("--payoff-set"); err != nil {
		return err
	}
	delta, err := v.discount()
	if err != nil {
		return usage("%s: --payoff-set: %v\n\nname a value, such as --set %s", g.ID, err, v.discountExample())
	}
	if len(g.Players) != 2 {
		switch {
		case opt.plot != "":
			return usage("%s: --plot draws payoff sets of two players, the game has %d\n\nwithout --plot, --payoff-set prints bounds for more players", g.ID, len(g.Players))
		case opt.unrandomised:
			return usage("%s: --without-randomisation is for two players, the game has %d\n\n--payoff-set prints bounds with public randomisation for more players", g.ID, len(g.Players))
		}
		return a.payoffBounds(ctx, v, doc, s, delta)
	}
	picture := &payoffPicture{g: g, s: s}
	if opt.payoffSet {
		if picture.set, err = a.payoffSet(ctx, v, doc, s, delta); err != nil {
			return err
		}
	}
	if opt.unrandomised {
		if picture.unrandomised, err = a.payoffsUnrandomised(ctx, v, doc, s, delta); err != nil {
			return err
		}
	}
	if opt.plot == "" || ctx.Err() != nil {
		return nil
	}
	svg, err := plot.PayoffSets(opt.plot, picture.sets(fmt.Sprintf("%s at %s", title(g), v.discountText())))
	if err != nil {
		return usage("--plot: %v", err)
	}
	doc.Blocks = append(doc.Blocks, report.Image{SVG: svg, Path: opt.plot, Caption: "Payoff sets (drawn approximately)"})
	return nil
}

// discountExample is how to set the discount factor of the game.
func (v *repeatedView) discountExample() string {
	if d := v.present.First; d >= 0 {
		return v.g.Params[d].Name + "=4/5"
	}
	return "NAME=VALUE"
}

// payoffSet adds the payoff set with public randomisation; nil if interrupted.
func (a *app) payoffSet(ctx context.Context, v *repeatedView, doc *report.Document, s *games.Strategic, delta *big.Rat) (*repeated.PayoffSet, error) {
	g := v.g
	bar := a.startProgress("payoff set of " + g.ID)
	p, err := repeated.Payoffs(ctx, s, delta)
	var minmax []repeated.Minmax
	if err == nil {
		minmax, err = repeated.Minmaxes(ctx, s)
	}
	bar.Done()
	if err != nil {
		if ctx.Err() != nil {
			v.stopped(ctx, doc, "the payoff set was not computed")
			return nil, nil
		}
		return nil, usage("%s: --payoff-set: %v", g.ID, err)
	}
	j := &jsonPayoffSet{Delta: delta.RatString(), Vertices: vertexText(p.Vertices), Exact: p.Exact, Empty: p.Empty, Outer: vertexText(p.Outer), Minmax: rats(p.Minmax[:]), Method: p.Method}
	if j.Vertices == nil {
		j.Vertices = [][]string{}
	}
	for _, m := range minmax {
		j.Mixed = append(j.Mixed, m.Mixed.RatString())
	}
	t := &report.Table{
		Title:  "Payoff set at " + v.discountText(),
		Header: []string{"Vertex", g.Players[0].Name, g.Players[1].Name, "Attained by"},
		Align:  []report.Align{report.Right, report.Right, report.Right},
	}
	for i, x := range p.Vertices {
		how := "mixing others"
		switch {
		case !p.Exact:
			how = "–"
		case i < len(p.Supports):
			how = supportText(g, x, p.Supports[i])
		}
		show := shortRat
		if !p.Exact {
			show = roundedRat // the fraction says nothing that the gap does not blur
		}
		t.Rows = append(t.Rows, report.Texts(fmt.Sprint(i+1), show(x[0]), show(x[1]), how))
	}
	switch {
	case p.Empty:
		t.Notes = append(t.Notes, "no pure-action subgame-perfect equilibrium exists at this discount factor (proved)")
	case p.Exact:
		t.Notes = append(t.Notes, "exact: these are all extreme points of the payoffs of pure-action subgame-perfect equilibria with public randomisation, per period")
	default:
		t.Notes = append(t.Notes, "not exact: the set contains these points and lies within an enclosing polygon (in the JSON output)")
		if !fine(p, s) {
			v.incomplete("the payoff set is known only up to an inner and an outer polygon")
		}
		if p.Vertices != nil {
			j.Gap = rats(p.Gap[:])
			t.Notes = append(t.Notes, fmt.Sprintf("the polygon reaches beyond the points by at most %s (proved)", shortRats(p.Gap[:])))
		}
	}
	if p.Vertices != nil {
		j.Worst = rats(p.Worst[:])
		worst := shortRats(p.Worst[:])
		if !p.Exact {
			worst = join([]string{roundedRat(p.Worst[0]), roundedRat(p.Worst[1])})
		}
		t.Notes = append(t.Notes, "worst equilibrium payoffs: "+worst)
	}
	t.Notes = append(t.Notes, fmt.Sprintf("minmax by enumeration in pure actions: %s; by linear programs in mixed actions: %s (exact)", join(j.Minmax), join(j.Mixed)))
	for _, code := range p.PenalCodes() {
		t.Notes = append(t.Notes, penalText(g, code))
	}
	t.Notes = append(t.Notes, "method: "+p.Method)
	v.json.PayoffSet = j
	doc.Blocks = append(doc.Blocks, t)
	return p, nil
}

// stopped notes that interrupted work left something out.
func (v *repeatedView) stopped(ctx context.Context, doc *report.Document, what string) {
	reason := fmt.Sprintf("%s: %v", what, context.Cause(ctx))
	v.incomplete(reason)
	doc.Blocks = append(doc.Blocks, report.Paragraph{Text: "Not complete: " + reason + "."})
}

func vertexText(vs [][2]*big.Rat) [][]string {
	var out [][]string
	for _, x := range vs {
		out = append(out, rats(x[:]))
	}
	return out
}

// maxRatWidth is how many characters an exact fraction may take in a table.
const maxRatWidth = 24

// shortRat is a number in a table: exact, or where that is long a decimal that is
// marked as rounded; JSON has the exact one.
func shortRat(x *big.Rat) string {
	if s := x.RatString(); len(s) <= maxRatWidth {
		return s
	}
	return roundedRat(x)
}

// roundedRat is a number in a table, marked as rounded.
func roundedRat(x *big.Rat) string {
	f, _ := x.Float64()
	return "≈ " + strconv.FormatFloat(f, 'g', 9, 64)
}

// fineGap is the gap between an inner and an outer polygon, as a share of the
// range of a player's payoffs, up to which they count as a complete answer: that
// of vertices which are irrational, in floating-point search. The gap is proved
// and shown in any case.
var fineGap = big.NewRat(1, 100_000_000)

// fine says whether a payoff set is enclosed that closely.
func fine(p *repeated.PayoffSet, s *games.Strategic) bool {
	for i, t := range s.Payoffs {
		lo, hi := t.Rat(0), t.Rat(0)
		for k := range s.Profiles() {
			x := t.Rat(k)
			if x.Cmp(lo) < 0 {
				lo = x
			}
			if x.Cmp(hi) > 0 {
				hi = x
			}
		}
		width := new(big.Rat).Sub(hi, lo)
		if p.Vertices == nil || p.Gap[i] == nil || p.Gap[i].Cmp(width.Mul(width, fineGap)) > 0 {
			return false
		}
	}
	return true
}

func shortRats(xs []*big.Rat) string {
	parts := make([]string, len(xs))
	for i, x := range xs {
		parts[i] = shortRat(x)
	}
	return join(parts)
}

// supportText says how a vertex is attained.
func supportText(g *games.Game, x [2]*big.Rat, s repeated.Support) string {
	name := g.ProfileName(s.Profile[:])
	if s.Next[0].Cmp(x[0]) == 0 && s.Next[1].Cmp(x[1]) == 0 {
		return name + " for ever"
	}
	return fmt.Sprintf("%s, then (%s)", name, shortRats(s.Next[:]))
}

// penalText describes an optimal penal code in one sentence.
func penalText(g *games.Game, c repeated.PenalCode) string {
	var sticks []string
	for _, p := range c.Sticks {
		sticks = append(sticks, g.ProfileName(p[:]))
	}
	out := fmt.Sprintf("worst equilibrium for %s pays %s: play %s", g.Players[c.Player].Name, shortRat(c.Payoff), strings.Join(sticks, ", then "))
	if c.Forever {
		return out + " for ever"
	}
	return fmt.Sprintf("%s, then continue at (%s)", out, shortRats(c.Carrot[:]))
}
