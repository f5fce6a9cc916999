package main

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/expr"
	"brink/solver/repeated"
)

type jsonPayoffSet struct {
	Delta    string      `json:"delta"`
	Vertices [][2]string `json:"vertices"`
	Exact    bool        `json:"exact"`
	Outer    [][2]string `json:"outer,omitempty"`
	Gap      []string    `json:"gap,omitempty"`
	Minmax   []string    `json:"minmax"`
	Worst    []string    `json:"worst,omitempty"`
	Method   string      `json:"method"`
}

type jsonLeast struct {
	Profile  string   `json:"profile"`
	Value    string   `json:"value,omitempty"`
	Interval []string `json:"interval,omitempty"`
	None     bool     `json:"none,omitempty"`
	Reason   string   `json:"reason"`
}

type jsonTournament struct {
	Strategies []string    `json:"strategies"`
	Payoffs    [][]string  `json:"payoffs"`
	Invades    [][3]string `json:"invades"` // who, whom, when
}

// folk adds what holds for any strategies: payoff sets, least discount factors,
// and tournaments among the listed ones.
func (a *app) folk(ctx context.Context, v *repeatedView, doc *report.Document, list [][]string, opt repeatedOptions) error {
	g := v.g
	if opt.payoffSet || opt.leastDelta != "" {
		s, err := g.At(v.point)
		if err != nil {
			return usage("%s: %v", g.ID, err)
		}
		if opt.payoffSet {
			if err := a.payoffSet(ctx, v, doc, s, opt.plot); err != nil {
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
		return a.tournament(ctx, v, doc, list)
	}
	return nil
}

func (a *app) payoffSet(ctx context.Context, v *repeatedView, doc *report.Document, s *games.Strategic, file string) error {
	g := v.g
	delta, err := g.Repeated.Discount.Eval(v.point)
	if err != nil {
		return usage("%s: discount factor: %v", g.ID, err)
	}
	bar := a.startProgress("payoff set of " + g.ID)
	p, err := repeated.Payoffs(ctx, s, delta)
	bar.Done()
	if err != nil {
		return usage("%s: --payoff-set: %v", g.ID, err)
	}
	j := &jsonPayoffSet{Delta: delta.RatString(), Vertices: vertexText(p.Vertices), Exact: p.Exact, Outer: vertexText(p.Outer), Minmax: rats(p.Minmax[:]), Method: p.Method}
	if j.Vertices == nil {
		j.Vertices = [][2]string{}
	}
	t := &report.Table{
		Title:  fmt.Sprintf("Payoff set at %s = %s", g.Repeated.DiscountText, delta.RatString()),
		Header: []string{"Vertex", g.Players[0].Name, g.Players[1].Name},
		Align:  []report.Align{report.Right, report.Right, report.Right},
	}
	for i, x := range p.Vertices {
		t.Rows = append(t.Rows, report.Texts(fmt.Sprint(i+1), x[0].RatString(), x[1].RatString()))
	}
	switch {
	case p.Empty:
		t.Notes = append(t.Notes, "no pure-action subgame-perfect equilibrium exists at this discount factor (proved)")
	case p.Exact:
		t.Notes = append(t.Notes, "exact: these are all extreme points of the payoffs of pure-action subgame-perfect equilibria with public randomisation, per period")
	default:
		t.Notes = append(t.Notes, "not exact: the set contains these points and lies within an enclosing polygon (in the JSON output)")
		v.incomplete("the payoff set is known only up to an inner and an outer polygon")
		if p.Vertices != nil {
			j.Gap = rats(p.Gap[:])
		}
	}
	if p.Vertices != nil {
		j.Worst = rats(p.Worst[:])
		t.Notes = append(t.Notes, fmt.Sprintf("worst equilibrium payoffs: %s; pure-action minmax: %s", join(j.Worst), join(j.Minmax)))
	}
	for _, code := range p.PenalCodes() {
		t.Notes = append(t.Notes, penalText(g, code))
	}
	t.Notes = append(t.Notes, "method: "+p.Method)
	v.json.PayoffSet = j
	doc.Blocks = append(doc.Blocks, t)
	if file == "" {
		return nil
	}
	svg, err := plot.PayoffSets(file, payoffPicture(g, s, p))
	if err != nil {
		return usage("--plot: %v", err)
	}
	doc.Blocks = append(doc.Blocks, report.Image{SVG: svg, Path: file, Caption: "Payoff sets (drawn approximately)"})
	return nil
}

func vertexText(vs [][2]*big.Rat) [][2]string {
	var out [][2]string
	for _, x := range vs {
		out = append(out, [2]string{x[0].RatString(), x[1].RatString()})
	}
	return out
}

// penalText describes an optimal penal code in one sentence.
func penalText(g *games.Game, c repeated.PenalCode) string {
	var sticks []string
	for _, p := range c.Sticks {
		sticks = append(sticks, g.ProfileName(p[:]))
	}
	out := fmt.Sprintf("worst equilibrium for %s pays %s: play %s", g.Players[c.Player].Name, c.Payoff.RatString(), strings.Join(sticks, ", then "))
	if c.Forever {
		return out + " for ever"
	}
	return fmt.Sprintf("%s, then continue at (%s, %s)", out, c.Carrot[0].RatString(), c.Carrot[1].RatString())
}

// payoffPicture draws the feasible payoffs, those above the pure minmax, and the
// equilibrium payoffs.
func payoffPicture(g *games.Game, s *games.Strategic, p *repeated.PayoffSet) *plot.Sets {
	m := &plot.Sets{Title: title(g), X: g.Players[0].Name, Y: g.Players[1].Name}
	var all []plot.Point
	for i := range s.Profiles() {
		all = append(all, drawPoint(s.Payoffs[0].Rat(i), s.Payoffs[1].Rat(i)))
	}
	hull := convexHull(all)
	m.Sets = append(m.Sets, plot.Set{Label: "feasible", Vertices: hull})
	low := drawPoint(p.Minmax[0], p.Minmax[1])
	rational := clip(clip(hull, func(q plot.Point) float64 { return q.X - low.X }), func(q plot.Point) float64 { return q.Y - low.Y })
	m.Sets = append(m.Sets, plot.Set{Label: "above the pure minmax", Vertices: rational})
	var eq []plot.Point
	for _, x := range p.Vertices {
		eq = append(eq, drawPoint(x[0], x[1]))
	}
	m.Sets = append(m.Sets, plot.Set{Label: "equilibrium", Vertices: eq})
	return m
}

func drawPoint(x, y *big.Rat) plot.Point {
	a, _ := x.Float64()
	b, _ := y.Float64()
	return plot.Point{X: a, Y: b}
}

// convexHull is Andrew's monotone chain (1979), in floating point, for drawing.
func convexHull(ps []plot.Point) []plot.Point {
	slices.SortFunc(ps, func(a, b plot.Point) int {
		if a.X != b.X {
			if a.X < b.X {
				return -1
			}
			return 1
		}
		if a.Y < b.Y {
			return -1
		}
		if a.Y > b.Y {
			return 1
		}
		return 0
	})
	ps = slices.Compact(ps)
	if len(ps) < 3 {
		return ps
	}
	half := func(ps []plot.Point) []plot.Point {
		var h []plot.Point
		for _, p := range ps {
			for len(h) > 1 {
				a, b := h[len(h)-2], h[len(h)-1]
				if (b.X-a.X)*(p.Y-a.Y)-(b.Y-a.Y)*(p.X-a.X) > 0 {
					break
				}
				h = h[:len(h)-1]
			}
			h = append(h, p)
		}
		return h[:len(h)-1]
	}
	lower := half(ps)
	slices.Reverse(ps)
	return append(lower, half(ps)...)
}

// clip cuts a convex polygon to where side is not negative (Sutherland and
// Hodgman 1974), for drawing.
func clip(ps []plot.Point, side func(plot.Point) float64) []plot.Point {
	var out []plot.Point
	for i, p := range ps {
		q := ps[(i+1)%len(ps)]
		a, b := side(p), side(q)
		if a >= 0 {
			out = append(out, p)
		}
		if a*b < 0 {
			t := a / (a - b)
			out = append(out, plot.Point{X: p.X + t*(q.X-p.X), Y: p.Y + t*(q.Y-p.Y)})
		}
	}
	return out
}

func (a *app) leastDelta(ctx context.Context, v *repeatedView, doc *report.Document, s *games.Strategic, text string) error {
	g := v.g
	profile, err := actionProfile(g, "--least-delta", text)
	if err != nil {
		return err
	}
	bar := a.startProgress("least discount factor of " + g.ID)
	l, err := repeated.LeastDelta(ctx, s, profile, repeated.LeastOptions{})
	bar.Done()
	if err != nil && ctx.Err() == nil {
		return usage("%s: --least-delta: %v", g.ID, err)
	}
	if err != nil {
		v.incomplete(fmt.Sprintf("the search for the least discount factor stopped: %v", context.Cause(ctx)))
		return nil
	}
	j := &jsonLeast{Profile: g.ProfileName(profile), None: l.None, Reason: l.Reason}
	sentence := ""
	switch {
	case l.None:
		sentence = fmt.Sprintf("%s for ever is the outcome of no pure-action subgame-perfect equilibrium at any discount factor below 1", j.Profile)
	case l.Value != nil:
		j.Value = l.Value.RatString()
		sentence = fmt.Sprintf("%s for ever is an equilibrium outcome, under any strategies, exactly from %s = %s on", j.Profile, g.Repeated.DiscountText, j.Value)
	case l.Lo != nil && l.Hi != nil:
		j.Interval = []string{l.Lo.RatString(), l.Hi.RatString()}
		sentence = fmt.Sprintf("the least %s for %s for ever lies between %s (does not work) and %s (works)", g.Repeated.DiscountText, j.Profile, l.Lo.RatString(), l.Hi.RatString())
	default:
		v.incomplete("the least discount factor was not found: " + l.Reason)
	}
	v.json.LeastDelta = j
	if sentence != "" {
		if l.Reason != "" {
			sentence += " (" + l.Reason + ")"
		}
		doc.Blocks = append(doc.Blocks, report.Paragraph{Text: "Least patience: " + sentence + "."})
	}
	return nil
}

func (a *app) tournament(ctx context.Context, v *repeatedView, doc *report.Document, list [][]string) error {
	g, pr := v.g, v.g.Printer()
	if len(g.Players) != 2 {
		return usage("%s: --tournament is for two players", g.ID)
	}
	var names []string
	for _, p := range list {
		for _, n := range p {
			if !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	tour, err := repeated.RoundRobin(ctx, g, names, false)
	if err != nil {
		if ctx.Err() != nil {
			v.incomplete("the tournament was interrupted")
			return nil
		}
		return usage("%s: --tournament: %v", g.ID, err)
	}
	j := &jsonTournament{Strategies: names, Invades: [][3]string{}}
	t := &report.Table{Title: "Tournament: what the row earns against the column, per period", Header: append([]string{""}, names...)}
	for i, n := range names {
		row := []report.Cell{report.Text(n)}
		var texts []string
		for k := range names {
			text := "piecewise"
			if r, ok := tour.Payoffs[i][k].Ratio(); ok {
				text = pr.Ratio(r)
				row = append(row, function(g, r))
			} else {
				row = append(row, report.Text(text))
			}
			texts = append(texts, text)
		}
		j.Payoffs = append(j.Payoffs, texts)
		t.Rows = append(t.Rows, row)
	}
	inv := &report.Table{Title: "Invasion: when a few players of the first do better than a population of the second", Header: []string{"Strategy", "Can invade", "When"}}
	never := 0
	for i, n := range names {
		for k, m := range names {
			if i == k {
				continue
			}
			f := v.present.Formula(ctx, v.asm.Simplify(ctx, tour.Invades(i, k)))
			j.Invades = append(j.Invades, [3]string{n, m, pr.Formula(f)})
			if f.IsFalse() {
				never++
				continue
			}
			inv.Rows = append(inv.Rows, []report.Cell{report.Text(n), report.Text(m), condition(g, f)})
		}
	}
	if never > 0 {
		inv.Notes = append(inv.Notes, plural(never, "other pair", "other pairs")+": never")
	}
	v.json.Tournament = j
	doc.Blocks = append(doc.Blocks, t, inv)
	return nil
}

// actionProfile reads an action of each player, separated by commas.
func actionProfile(g *games.Game, flag, text string) ([]int, error) {
	names := strings.Split(text, ",")
	if len(names) != len(g.Players) {
		return nil, usage("%s: found %d actions for the %d players of %s", flag, len(names), len(g.Players), g.ID)
	}
	out := make([]int, len(names))
	for p, n := range names {
		n = strings.TrimSpace(n)
		a := slices.Index(g.Players[p].Actions, n)
		if a < 0 {
			return nil, usage("%s: %q is not an action of %s\n\n%s", flag, n, g.Players[p].Name, expr.DidYouMean(n, g.Players[p].Actions))
		}
		out[p] = a
	}
	return out, nil
}
