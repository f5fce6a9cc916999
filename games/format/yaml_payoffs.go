package format

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/expr"
)

// maxPayoffs bounds the payoffs that are tabulated, players times profiles, and
// maxCompiled the payoffs that are computed from formulas, which cost a few
// microseconds and half a kilobyte each.
const (
	maxPayoffs  = games.MaxPayoffs
	maxCompiled = 1 << 18
)

// tooManyPayoffs is said of declarations beyond maxPayoffs.
var tooManyPayoffs = fmt.Sprintf("the players have too many profiles: at most %d payoffs are read", maxPayoffs)

const payoffsHint = "write a row per action of the first player, profiles:, each:, or a formula per player"

func (d *decoder) payoffs(e entry) {
	if e.key == nil {
		d.errorAtNode(d.first(), payoffsHint, "the file gives no payoffs")
		return
	}
	if e.value.Kind == yaml.SequenceNode && d.ok && len(d.g.Players) == 2 {
		d.rows(e.key, e.value)
		return
	}
	es, ok := d.entries(e.value, "payoffs")
	if !ok {
		return
	}
	if len(es) == 0 {
		d.errorAtNode(e.key, payoffsHint, "found no payoffs")
		return
	}
	if !d.ok {
		d.checkPayoffs(e.value)
		return
	}
	if !d.unambiguous(es) {
		return
	}
	if len(es) == 1 && es[0].key.Value != "each" && es[0].value.Kind == yaml.ScalarNode && d.playerIndex(es[0].key.Value) < 0 && d.actionKey(es[0].key.Value) < 0 {
		if hint := expr.DidYouMean(es[0].key.Value, []string{"each"}); strings.HasPrefix(hint, "did you mean") {
			d.errorAtNode(es[0].key, hint, "%q is not a key of payoffs", abbreviate(es[0].key.Value))
			d.each(es[0].value)
			return
		}
	}
	isPlayer := func(e entry) bool { return d.playerIndex(e.key.Value) >= 0 }
	key := func(name string) *yaml.Node {
		if i := slices.IndexFunc(es, func(e entry) bool { return e.key.Value == name }); i >= 0 && d.actionKey(name) < 0 {
			return es[i].value
		}
		return nil
	}
	switch {
	case key("profiles") != nil:
		d.only(es, "profiles")
		d.profiles(e.key, key("profiles"))
	case key("each") != nil:
		d.only(es, "each")
		d.each(key("each"))
	case d.areMatrices(es):
		d.matrices(e.key, es)
	case slices.ContainsFunc(es, isPlayer):
		d.own(e.key, es)
	default:
		d.bimatrix(e.key, es)
	}
	d.finish(e.key)
}

// finish does what is left when all payoffs are read.
func (d *decoder) finish(key *yaml.Node) {
	d.g.Defined = expr.And(d.domain...)
	d.checkSymmetry(key)
}

// actionKey is the action of the first player of two that a key of payoffs
// names, or -1.
func (d *decoder) actionKey(name string) int {
	if len(d.g.Players) != 2 {
		return -1
	}
	return d.action(0, name)
}

// unambiguous reports keys of payoffs that could be read in two ways.
func (d *decoder) unambiguous(es []entry) bool {
	clear := true
	for _, e := range es {
		name := e.key.Value
		what := ""
		switch {
		case d.playerIndex(name) >= 0:
			what = "a player"
		case name == "profiles" || name == "each":
			what = "the word " + name
		default:
			continue
		}
		owner := slices.IndexFunc(d.g.Players, func(p games.Player) bool { return slices.Contains(p.Actions, name) })
		if owner < 0 {
			continue
		}
		d.errorAtNode(e.key, "rename the one or the other", "the key %q could be %s or an action of %s", name, what, d.g.Players[owner].Name)
		clear = false
	}
	return clear
}

// only reports the keys beside the one that decides the form.
func (d *decoder) only(es []entry, name string) {
	for _, e := range es {
		if e.key.Value != name {
			d.errorAtNode(e.key, payoffsHint, "found the key %q beside %s:", abbreviate(e.key.Value), name)
		}
	}
}

// checkPayoffs compiles what must be payoffs in a game whose players could not
// be read, for the sake of the messages.
func (d *decoder) checkPayoffs(n *yaml.Node) {
	for i, c := range n.Content {
		switch {
		case n.Kind == yaml.MappingNode && i%2 == 0: // a key
		case c.Kind != yaml.ScalarNode:
			d.checkPayoffs(c)
		case n.Kind == yaml.SequenceNode && !slices.ContainsFunc(n.Content, func(m *yaml.Node) bool { return m.Kind != yaml.ScalarNode }):
			d.value(c, d.scope) // a list of scalars is a cell
		}
	}
}

// size returns the number of profiles after checking that players times
// profiles payoffs may be held; limit is maxPayoffs or maxCompiled.
func (d *decoder) size(at *yaml.Node, limit int, hint string) (int, bool) {
	n := d.g.Profiles(limit / len(d.g.Players))
	if n < 0 {
		d.errorAtNode(at, hint, "the players have too many profiles: at most %d payoffs are read", limit)
		return 0, false
	}
	return n, true
}

// table allocates the payoffs of n profiles.
func (d *decoder) table(n int) [][]expr.Value {
	t := make([][]expr.Value, len(d.g.Players))
	for p := range t {
		t[p] = make([]expr.Value, n)
	}
	return t
}

// cell reads the payoffs of one profile, one per player, into the tables.
func (d *decoder) cell(n *yaml.Node, index int, texts [][]string) {
	players := d.g.Players
	n = d.unfolded(n)
	if n.Kind != yaml.SequenceNode || len(n.Content) != len(players) {
		found := kindName(n) + " where " + plural(len(players), "payoff")
		if n.Kind == yaml.SequenceNode {
			found = plural(len(n.Content), "payoff") + " where " + strconv.Itoa(len(players))
		}
		hint := ""
		if n.Kind != yaml.SequenceNode {
			hint = "write [" + strings.Join(slices.Repeat([]string{"0"}, min(len(players), 12)), ", ") + "]: one list for each cell, in square brackets"
		} else if slices.ContainsFunc(n.Content, func(c *yaml.Node) bool { return strings.Count(c.Value, "(") != strings.Count(c.Value, ")") }) {
			hint = "quote formulas that contain commas, as in \"min(x, 1)\""
		} else if len(n.Content) > len(players) {
			hint = "a comma ends an entry; the decimal point is written . as in 0.5"
		}
		d.errorAtNode(n, hint, "found %s, one per player, were expected for the profile %s", found, d.g.ProfileName(d.decode(index)))
		return
	}
	for p, c := range n.Content {
		if v, ok := d.value(c, d.scope); ok {
			d.g.Payoffs[p][index] = v
			texts[p][index] = c.Value
		}
	}
}

// decode returns the profile with an index.
func (d *decoder) decode(index int) []int {
	profile := make([]int, len(d.g.Players))
	for p := len(profile) - 1; p >= 0; p-- {
		n := len(d.g.Players[p].Actions)
		profile[p] = index % n
		index /= n
	}
	return profile
}

// keepTexts keeps how the cells were written when some are formulas.
func (d *decoder) keepTexts(texts [][]string) {
	for _, row := range texts {
		for _, s := range row {
			if _, ok := d.number(s); !ok {
				d.g.Text = &games.PayoffText{Cells: texts}
				return
			}
		}
	}
}

func emptyTexts(players, n int) [][]string {
	t := make([][]string, players)
	for p := range t {
		t[p] = make([]string, n)
	}
	return t
}

// bimatrix reads a row of cells per action of the first of two players.
func (d *decoder) bimatrix(key *yaml.Node, es []entry) {
	if len(d.g.Players) != 2 {
		names := append(d.playerNames(), "profiles", "each")
		for _, e := range es {
			d.errorAtNode(e.key, suggest(e.key.Value, names), "%q is no way to give payoffs of a game of %d players", abbreviate(e.key.Value), len(d.g.Players))
		}
		return
	}
	n, ok := d.size(key, maxPayoffs, "")
	if !ok {
		return
	}
	row, col := d.g.Players[0], d.g.Players[1]
	texts := emptyTexts(2, n)
	d.g.Payoffs = d.table(n)
	seen := make([]int, len(row.Actions))
	for _, e := range es {
		a := d.action(0, e.key.Value)
		if a < 0 {
			d.errorAtNode(e.key, suggest(e.key.Value, row.Actions), "%q is not an action of %s", abbreviate(e.key.Value), row.Name)
			d.checkPayoffs(e.value)
			continue
		}
		if seen[a] > 0 {
			d.errorAtNode(e.key, "", "the row of %s is given twice", row.Actions[a]).Detail = fmt.Sprintf("it is first given in line %d", seen[a])
			continue
		}
		seen[a] = e.key.Line
		cells, ok := d.list(d.unfolded(e.value), "cells, one per action of "+col.Name+",", false)
		if !ok {
			continue
		}
		if len(cells) != len(col.Actions) {
			hint := ""
			if len(cells) < len(col.Actions) {
				hint = "nothing is given for " + quoteList(d.profileNames(a, len(cells)))
			}
			d.errorAtNode(e.value, hint, "found %s in the row of %s where %d, one per action of %s, were expected", plural(len(cells), "cell"), row.Actions[a], len(col.Actions), col.Name)
			cells = cells[:min(len(cells), len(col.Actions))]
		}
		for b, c := range cells {
			d.cell(c, a*len(col.Actions)+b, texts)
		}
	}
	for a, line := range seen {
		if line == 0 {
			d.errorAtNode(key, "", "the payoffs have no row for the action %q of %s", row.Actions[a], row.Name).Detail =
				"so nothing is given for " + quoteList(d.profileNames(a, 0))
		}
	}
	d.keepTexts(texts)
}

// profileNames lists the profiles of row a from column b on.
func (d *decoder) profileNames(a, b int) []string {
	var names []string
	for ; b < len(d.g.Players[1].Actions); b++ {
		names = append(names, d.g.ProfileName([]int{a, b}))
	}
	return names
}

// profiles reads a list that gives every profile once.
func (d *decoder) profiles(key, n *yaml.Node) {
	size, ok := d.size(key, maxPayoffs, "use each: or a formula per player")
	if !ok {
		return
	}
	items, ok := d.list(n, "profiles", false)
	if !ok {
		return
	}
	players := d.g.Players
	texts := emptyTexts(len(players), size)
	d.g.Payoffs = d.table(size)
	seen := make([]int, size)
	for _, item := range items {
		if item.Kind != yaml.SequenceNode || len(item.Content) != len(players)+1 {
			d.errorAtNode(item, "", "found %s where a profile was expected: %d actions and a list of payoffs", kindName(item), len(players))
			continue
		}
		index, known := 0, true
		for p, a := range item.Content[:len(players)] {
			k := -1
			if name, ok := d.scalar(a, nil, "an action of "+players[p].Name); ok {
				if k = d.action(p, name); k < 0 {
					d.errorAtNode(a, suggest(name, players[p].Actions), "%q is not an action of %s", abbreviate(name), players[p].Name)
				}
			}
			known = known && k >= 0
			index = index*len(players[p].Actions) + max(k, 0)
		}
		last := item.Content[len(players)]
		if !known {
			d.checkPayoffs(item)
			continue
		}
		if seen[index] > 0 {
			d.errorAtNode(item, "", "the profile %s is given twice", d.g.ProfileName(d.decode(index))).Detail = fmt.Sprintf("it is first given in line %d", seen[index])
			continue
		}
		seen[index] = item.Line
		d.cell(last, index, texts)
	}
	var missing []string
	absent := 0
	for i, line := range seen {
		if line == 0 {
			if absent++; absent <= 12 {
				missing = append(missing, d.g.ProfileName(d.decode(i)))
			}
		}
	}
	if absent > 0 {
		x := d.errorAtNode(key, "every profile is listed once", "no payoffs are given for %d of %d profiles", absent, size)
		x.Detail = "missing: " + quoteList(missing)
		if absent > len(missing) {
			x.Detail += ", …"
		}
	}
	d.keepTexts(texts)
}

// checkSymmetry fills Symmetric for players declared by count whose payoffs
// were given profile by profile, if they are exchangeable indeed. With private types
// they need only be so before these are drawn.
func (d *decoder) checkSymmetry(key *yaml.Node) {
	if d.players != nil || d.typed != nil || d.g.Symmetric != nil || d.g.Payoffs == nil || d.diags.HasErrors() {
		return
	}
	g := d.g
	s := &games.Symmetric{Players: len(g.Players), Actions: g.Players[0].Actions}
	size := d.countTable(s.Players, len(s.Actions), maxPayoffs)
	if size < 0 {
		return
	}
	s.Payoff = make([][]expr.Value, len(s.Actions))
	for a := range s.Payoff {
		s.Payoff[a] = make([]expr.Value, size)
	}
	counts := make([]int, len(s.Actions))
	for i := range g.Payoffs[0] {
		profile := d.decode(i)
		for p, a := range profile {
			clear(counts)
			for q, b := range profile {
				if q != p {
					counts[b]++
				}
			}
			at, v := &s.Payoff[a][s.Rank(counts)], g.Payoffs[p][i]
			switch {
			case at.Cases == nil:
				*at = v
			case !sameValue(*at, v):
				d.warnAtNode(key, "name the players one by one if they differ",
					"the players were declared exchangeable, but %s is paid differently from others in her place at %s", g.Players[p].Name, g.ProfileName(profile))
				return
			}
		}
	}
	g.Symmetric = s
}

// sameValue reports whether two values are written alike; values that are equal
// but written differently with if, min or max count as different.
func sameValue(v, w expr.Value) bool {
	return slices.EqualFunc(v.Cases, w.Cases, func(a, b expr.Case) bool {
		return a.Is.Equal(b.Is) && a.When.Key() == b.When.Key()
	})
}
