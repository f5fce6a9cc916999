package format

import (
	"bufio"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// writeGame writes a brink game file in YAML or JSON.
func writeGame(b *bufio.Writer, m games.Model, to Format) error {
	o, err := describe(m, to)
	if err != nil {
		return err
	}
	if to == JSON {
		writeJSON(b, o, "")
		b.WriteByte('\n')
		return nil
	}
	// The parts of a game stand apart; what is written about it stands together.
	for i, p := range o.pairs {
		switch p.key {
		case "parameters", "players", "payoffs", "repeated", "tree", "types", "talk", "global", "states", "dynamics", "claims", "known":
			if i > 0 {
				b.WriteByte('\n')
			}
		}
		yamlWriter{b}.entry(p, "")
	}
	return nil
}

// describe lays a model out as a game file.
func describe(m games.Model, to Format) (*out, error) {
	h := m.Head()
	o := describeHead(h)
	if err := describeForm(o, m, to); err != nil {
		return nil, err
	}
	if len(h.Claims) > 0 {
		l := &out{kind: outList}
		for _, c := range h.Claims {
			l.list = append(l.list, describeClaim(h, c))
		}
		o.add("claims", l)
	}
	if h.Written == nil {
		o.addKnown(h.Known)
	}
	return o, nil
}

// describeHead lays out what models of every kind have, up to the form.
func describeHead(g *games.Header) *out {
	o := &out{kind: outMap}
	o.add("brink", scalar(Version))
	o.addText("id", g.ID)
	o.addProse("name", g, g.Name)
	o.addText("shelf", g.Shelf)
	o.addTexts("source", g.Source)
	o.addText("number", g.Number)
	o.addProse("place", g, g.Place)
	o.addProse("gist", g, g.Gist)
	o.addText("firmness", string(g.Firmness))
	o.addProse("adds", g, g.Adds...)
	o.addProse("description", g, g.Description)
	o.addProse("notes", g, g.Notes...)
	o.addTexts("see", g.See)
	if params := g.Free(); len(params) > 0 {
		m := &out{kind: outMap}
		for _, p := range params {
			m.add(p.Name, describeParameter(g, p))
		}
		o.add("parameters", m)
	}
	if len(g.Whole) > 0 {
		var names []string
		for _, v := range g.Whole {
			names = append(names, g.Params[v].Name)
		}
		o.add("integers", scalars(names))
	}
	if len(g.Assume) > 0 {
		var texts []string
		for _, a := range g.Assume {
			texts = append(texts, a.Text)
		}
		o.add("assume", scalars(texts))
	}
	if len(g.Defines) > 0 {
		m := &out{kind: outMap}
		for _, d := range g.Defines {
			m.add(d.Name, scalar(d.Text))
		}
		o.add("define", m)
	}
	return o
}

// describeForm lays out what is special to the kind.
func describeForm(o *out, m games.Model, to Format) error {
	switch m := m.(type) {
	case *games.Game:
		return describeStrategic(o, m)
	case *games.Tree:
		written := m.Written
		if written == nil {
			written = m.Write()
		}
		describeWritten(o, written, to)
		return nil
	}
	if written := m.Head().Written; written != nil {
		describeWritten(o, written, to)
		return nil
	}
	return fmt.Errorf("%w: no file says how its form is written", ErrCannotWrite)
}

func describeStrategic(o *out, g *games.Game) error {
	if i := slices.IndexFunc(g.Players, func(p games.Player) bool { return len(p.Name) > maxKey }); i >= 0 {
		return fmt.Errorf("%w: the name of player %d is too long", ErrCannotWrite, i+1)
	}
	o.add("players", describePlayers(g))
	payoffs, err := describePayoffs(g)
	if err != nil {
		return err
	}
	o.add("payoffs", payoffs)
	if g.Repeated != nil {
		o.add("repeated", describeRepeated(g))
	}
	return nil
}

func describeParameter(g *games.Header, p games.Parameter) *out {
	switch {
	case p.Default == nil && p.Range == "" && p.Description == "" && p.Symbol == "" && p.Unit == "":
		return &out{kind: outMap, flow: true}
	case p.Default != nil && p.Range == "" && p.Description == "" && p.Symbol == "" && p.Unit == "":
		return scalar(p.Default.RatString())
	}
	m := &out{kind: outMap}
	if p.Default != nil {
		m.addText("default", p.Default.RatString())
	}
	m.addText("range", p.Range)
	m.addProse("description", g, p.Description)
	m.addText("symbol", p.Symbol)
	m.addText("unit", p.Unit)
	return m
}

func describePlayers(g *games.Game) *out {
	m := &out{kind: outMap}
	first := g.Players[0]
	if prefix, ok := strings.CutSuffix(first.Name, "1"); ok && prefix != "" && len(g.Players) > 1 && g.Symmetric != nil {
		alike := true
		for i, p := range g.Players {
			alike = alike && p.Name == prefix+strconv.Itoa(i+1) && slices.Equal(p.Actions, first.Actions)
		}
		if alike {
			m.block = true
			m.add("count", scalar(strconv.Itoa(len(g.Players))))
			m.add("prefix", scalar(prefix))
			m.add("actions", describeActions(first))
			return m
		}
	}
	for _, p := range g.Players {
		m.add(p.Name, describeActions(p))
	}
	return m
}

// describeActions lists actions, as a grid where they are five or more numbers
// at equal steps.
func describeActions(p games.Player) *out {
	n := len(p.Values)
	if n < 5 || n > maxGrid {
		return scalars(p.Actions)
	}
	step := new(big.Rat).Sub(p.Values[1], p.Values[0])
	for i, v := range p.Values {
		even := i == 0 || new(big.Rat).Sub(v, p.Values[i-1]).Cmp(step) == 0
		if !even || step.Sign() <= 0 || p.Actions[i] != v.RatString() {
			return scalars(p.Actions)
		}
	}
	m := &out{kind: outMap, flow: true}
	m.add("grid", scalar(fmt.Sprintf("%s..%s step %s", p.Values[0].RatString(), p.Values[n-1].RatString(), step.RatString())))
	return m
}

// maxKey is the longest key that every YAML parser reads (YAML 1.2, 7.4.2).
const maxKey = 1000

func describePayoffs(g *games.Game) (*out, error) {
	m := &out{kind: outMap, block: true}
	text := g.Text
	switch {
	case text != nil && text.Each != "":
		m.add("each", scalar(text.Each))
		return m, nil
	case text != nil && text.Own != nil:
		for p, s := range text.Own {
			m.add(g.Players[p].Name, scalar(s))
		}
		return m, nil
	case g.Payoffs == nil:
		return nil, fmt.Errorf("%w: it has too many profiles to list and no formula for its payoffs", ErrCannotWrite)
	}
	cell := func(index int) *out {
		l := &out{kind: outList, flow: true}
		for p := range g.Players {
			if text != nil && text.Cells != nil {
				l.list = append(l.list, scalar(text.Cells[p][index]))
			} else {
				l.list = append(l.list, scalar(g.Printer().Value(g.Payoffs[p][index])))
			}
		}
		return l
	}
	ambiguous := func(key string) bool {
		return slices.ContainsFunc(g.Players, func(p games.Player) bool { return slices.Contains(p.Actions, key) })
	}
	if len(g.Players) == 2 && !slices.ContainsFunc(g.Players[0].Actions, func(a string) bool {
		return len(a) > maxKey || a == g.Players[0].Name || a == g.Players[1].Name || a == "each" || a == "profiles"
	}) {
		describeBimatrix(g, m, cell)
		return m, nil
	}
	if ambiguous("profiles") {
		return nil, fmt.Errorf("%w: an action is called profiles; rename it", ErrCannotWrite)
	}
	l := &out{kind: outList}
	profile := make([]int, len(g.Players))
	for index := range g.Payoffs[0] {
		rest := index
		for p := len(profile) - 1; p >= 0; p-- {
			k := len(g.Players[p].Actions)
			profile[p], rest = rest%k, rest/k
		}
		item := &out{kind: outList, flow: true}
		for p, a := range profile {
			item.list = append(item.list, scalar(g.Players[p].Actions[a]))
		}
		item.list = append(item.list, cell(index))
		l.list = append(l.list, item)
	}
	m.add("profiles", l)
	return m, nil
}

// describeBimatrix writes a row per action of the first player with the columns
// below one another.
func describeBimatrix(g *games.Game, m *out, cell func(int) *out) {
	rows, cols := len(g.Players[0].Actions), len(g.Players[1].Actions)
	width := make([]int, cols)
	key := 0
	for a, name := range g.Players[0].Actions {
		row := &out{kind: outList, flow: true}
		for b := range cols {
			c := cell(a*cols + b)
			width[b] = max(width[b], cellWidth(yamlFlow(c)))
			row.list = append(row.list, c)
		}
		key = max(key, cellWidth(yamlScalar(name, true)))
		m.add(name, row)
	}
	for a := range rows {
		m.pairs[a].value.lead = key
		for b, c := range m.pairs[a].value.list {
			c.pad = width[b]
		}
	}
}

func describeRepeated(g *games.Game) *out {
	r := g.Repeated
	m := &out{kind: outMap}
	if r.Own != nil {
		own := &out{kind: outMap, flow: true}
		for p, d := range r.Own {
			own.add(g.Players[p].Name, scalar(d.Text))
		}
		m.add("discount", own)
	}
	m.addText("discount", r.DiscountText)
	if r.Horizon > 0 {
		m.add("horizon", scalar(strconv.Itoa(r.Horizon)))
	}
	m.addText("error", r.ErrorText)
	m.addText("cooperate", r.Cooperate)
	if r.Monitoring != nil {
		m.add("monitoring", describeMonitoring(g))
	}
	if len(r.Automata) > 0 {
		all := &out{kind: outMap}
		for _, a := range r.Automata {
			one := &out{kind: outMap}
			if a.Public {
				one.add("public", scalar("true"))
			}
			one.add("start", scalar(a.States[a.Start].Name))
			states := &out{kind: outMap}
			for _, s := range a.States {
				next := &out{kind: outMap, flow: true}
				for _, t := range s.Next {
					key := "else"
					if t.Actions != nil {
						key = strings.Join(t.Actions, " ")
					}
					next.add(key, describeBranches(g, a, t.To))
				}
				state := &out{kind: outMap, flow: true}
				if s.Mix == nil {
					state.add("play", scalar(s.Play))
				} else {
					mix := &out{kind: outMap, flow: true}
					for _, share := range s.Mix {
						mix.add(share.Action, scalar(g.Printer().Ratio(share.Prob)))
					}
					state.add("play", mix)
				}
				state.add("next", next)
				states.add(s.Name, state)
			}
			one.add("states", states)
			all.add(a.Name, one)
		}
		m.add("automata", all)
	}
	if len(r.Profiles) > 0 {
		l := &out{kind: outList}
		for _, p := range r.Profiles {
			l.list = append(l.list, scalars(p))
		}
		m.add("profiles", l)
	}
	return m
}

// describeMonitoring lists the signals of every profile.
func describeMonitoring(g *games.Game) *out {
	mon := g.Repeated.Monitoring
	m := &out{kind: outMap}
	m.add("signals", scalars(mon.Signals))
	after := &out{kind: outMap}
	shape := g.Shape()
	profile := make([]string, len(shape))
	for i, probs := range mon.Prob {
		rest := i
		for p := len(shape) - 1; p >= 0; p-- {
			profile[p] = g.Players[p].Actions[rest%shape[p]]
			rest /= shape[p]
		}
		row := &out{kind: outMap, flow: true}
		for y, p := range probs {
			if !p.IsZero() {
				row.add(mon.Signals[y], scalar(g.Printer().Ratio(p)))
			}
		}
		after.add(strings.Join(profile, " "), row)
	}
	m.add("after", after)
	return m
}

func describeBranches(g *games.Game, a games.Automaton, to []games.Branch) *out {
	if len(to) == 1 {
		return scalar(a.States[to[0].State].Name)
	}
	m := &out{kind: outMap, flow: true}
	for _, b := range to {
		m.add(a.States[b.State].Name, scalar(g.Printer().Ratio(b.Prob)))
	}
	return m
}

func describeClaim(g *games.Header, c games.Claim) *out {
	m := &out{kind: outMap}
	m.addText("id", c.ID)
	m.addProse("says", g, c.Says)
	m.addTexts("source", c.Source)
	m.addText("reading", string(c.Reading))
	if len(c.Given) > 0 {
		m.add("given", scalars(c.Given))
	}
	m.addText("holds", c.Holds)
	m.addText("verdict", c.Verdict)
	m.addProse("notes", g, c.Notes...)
	return m
}

// gameOf makes a game of one in numbers.
func gameOf(s *games.Strategic) *games.Game {
	g := &games.Game{Header: games.Header{Name: s.Name}, Players: s.Players, Defined: expr.True()}
	for _, t := range s.Payoffs {
		row := make([]expr.Value, t.Len())
		for i := range row {
			row[i] = expr.Plain(algebra.FromRat(t.Rat(i)))
		}
		g.Payoffs = append(g.Payoffs, row)
	}
	return g
}
