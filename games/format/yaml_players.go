package format

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/expr"
)

// Limits on what a file may declare in a few bytes.
const (
	maxPlayers = 1000
	maxActions = 100_000
	maxGrid    = 10_000 // actions of a grid
)

func (d *decoder) readPlayers(e entry) {
	if e.key == nil {
		d.errorAtNode(d.first(), "", "the file declares no players")
		return
	}
	n := e.value
	before := d.errorCount()
	es, ok := d.entries(n, "players")
	if !ok {
		return
	}
	if len(es) == 0 {
		d.errorAtNode(e.key, "", "found no players")
	}
	if len(es) > maxPlayers {
		d.errorAtNode(e.key, "", "found %d players; at most %d are read", len(es), maxPlayers)
		return
	}
	if i := slices.IndexFunc(es, func(e entry) bool { return e.key.Value == "count" && e.value.Kind == yaml.ScalarNode }); i >= 0 {
		d.symmetricPlayers(n)
	} else {
		for _, p := range es {
			if d.checkLabel(p.key, "a player") {
				d.g.Players = append(d.g.Players, d.actions(p.value, p.key, p.key.Value))
				d.players = append(d.players, p.key)
			}
		}
	}
	d.ok = d.errorCount() == before
	if !d.ok {
		d.g.Players = nil
	}
}

// errorCount is the number of errors so far, for telling whether a part failed.
func (d *decoder) errorCount() int {
	n := 0
	for _, x := range d.diags {
		if x.Severity == Error {
			n++
		}
	}
	return n
}

// symmetricPlayers reads {count, prefix, actions}.
func (d *decoder) symmetricPlayers(n *yaml.Node) {
	f := d.fields(n, "symmetric players", "count", "prefix", "actions", "grid")
	count := f["count"]
	text, ok := d.text(count, "the number of players")
	if !ok {
		return
	}
	k, err := strconv.Atoi(text)
	if err != nil || k < 1 || k > maxPlayers {
		d.errorAtNode(count.value, "", "found %q players; a number from 1 to %d was expected", abbreviate(text), maxPlayers)
		return
	}
	prefix := "Player"
	if e := f["prefix"]; e.key != nil && d.checkLabel(e.value, "a prefix of players") {
		prefix = e.value.Value
	}
	e := f["actions"]
	var one games.Player
	switch grid := f["grid"]; {
	case e.key != nil && grid.key != nil:
		d.errorAtNode(grid.key, "keep one of them", "found both actions and a grid of them")
		return
	case e.key != nil:
		one = d.actions(e.value, e.key, "every player")
	case grid.key != nil:
		one = d.gridActions(grid)
	default:
		d.errorAtNode(n, "write actions: [hold, race], or grid: 0..1 step 1/10", "the symmetric players have no actions")
		return
	}
	for i := range k {
		one.Name = prefix + strconv.Itoa(i+1)
		d.g.Players = append(d.g.Players, one)
	}
}

// actions reads a list of actions or a grid of numbers.
func (d *decoder) actions(n, key *yaml.Node, owner string) games.Player {
	p := games.Player{Name: owner}
	if n.Kind == yaml.MappingNode {
		if d.otherKind(n, "types") {
			return p
		}
		f := d.fields(n, "actions", "grid", "actions")
		switch {
		case f["actions"].key != nil && f["grid"].key == nil:
			return d.actions(f["actions"].value, f["actions"].key, owner)
		case f["grid"].key == nil || f["actions"].key != nil:
			d.errorAtNode(n, `write a list such as [hold, strike], or {grid: "0..1 step 1/10"}`, "found no actions of %s", owner)
			return p
		}
		p = d.gridActions(f["grid"])
		p.Name = owner
		return p
	}
	if isEmpty(n) {
		d.errorAtNode(key, "", "found no actions of %s", owner)
		return p
	}
	parts, ok := d.list(n, "actions", false)
	if !ok {
		return p
	}
	if len(parts) == 0 {
		d.errorAtNode(n, "", "found no actions of %s", owner)
	}
	line := make(map[string]int, len(parts))
	for _, a := range parts {
		if !d.checkLabel(a, "an action") {
			continue
		}
		if at, ok := line[a.Value]; ok {
			d.errorAtNode(a, "", "%s has the action %q twice", owner, a.Value).Detail = "it is first given in line " + strconv.Itoa(at)
			continue
		}
		line[a.Value] = a.Line
		p.Actions = append(p.Actions, a.Value)
	}
	p = games.NewPlayer(owner, p.Actions)
	first := make(map[string]string, len(p.Values))
	for i, v := range p.Values {
		if same, ok := first[v.RatString()]; ok {
			d.warnAtNode(n, "", "the actions %q and %q of %s are the same number", same, p.Actions[i], owner)
		}
		first[v.RatString()] = p.Actions[i]
	}
	return p
}

// gridActions reads the actions of a grid.
func (d *decoder) gridActions(e entry) (p games.Player) {
	if src, ok := d.text(e, "a grid"); ok {
		p.Values = d.grid(e.value, src)
	}
	for _, v := range p.Values {
		p.Actions = append(p.Actions, v.RatString())
	}
	return p
}

// checkLabel checks the name of a player or an action: any printable text.
func (d *decoder) checkLabel(n *yaml.Node, what string) bool {
	if n.Kind != yaml.ScalarNode || n.Value == "" || isEmpty(n) {
		hint := ""
		if n.Value != "" {
			hint = "quote it if it is a name"
		}
		d.errorAtNode(n, hint, "found %s where the name of %s was expected", kindName(n), what)
		return false
	}
	if strings.ContainsFunc(n.Value, func(r rune) bool { return !unicode.IsPrint(r) }) || strings.TrimSpace(n.Value) == "" {
		d.errorAtNode(n, "", "the name %q of %s cannot be printed", abbreviate(n.Value), what)
		return false
	}
	return true
}

const gridHint = `grids look like "0..1 step 1/10"`

// grid reads "low..high step s" with exact numbers.
func (d *decoder) grid(n *yaml.Node, src string) []*big.Rat {
	low, step, count := d.steps(n, src)
	if count == nil {
		return nil
	}
	if !count.IsInt64() || count.Int64() > maxGrid {
		d.errorAtNode(n, gridHint, "the grid %q has more than %d points", abbreviate(src), maxGrid)
		return nil
	}
	out := make([]*big.Rat, count.Int64())
	for i := range out {
		x := new(big.Rat).SetInt64(int64(i))
		out[i] = x.Add(x.Mul(x, step), low)
	}
	return out
}

// steps reads a grid as its first number, the step and how many numbers there are,
// nil where it is none.
func (d *decoder) steps(n *yaml.Node, src string) (low, step *big.Rat, count *big.Int) {
	span, by, ok := strings.Cut(src, "step")
	from, to, ok2 := strings.Cut(span, "..")
	if !ok || !ok2 {
		d.errorAtNode(n, gridHint, "%q is not a grid", abbreviate(src))
		return nil, nil, nil
	}
	var v [3]*big.Rat
	for i, part := range []string{from, to, by} {
		r, err := expr.ParseNumber(part)
		if err != nil {
			d.errorAtNode(n, gridHint, "%s", err)
			return nil, nil, nil
		}
		v[i] = r
	}
	if v[2].Sign() <= 0 || v[0].Cmp(v[1]) > 0 {
		d.errorAtNode(n, gridHint, "the grid %q has no points: it runs upwards by a positive step", abbreviate(src))
		return nil, nil, nil
	}
	steps := new(big.Rat).Sub(v[1], v[0])
	steps.Quo(steps, v[2])
	whole := new(big.Int).Quo(steps.Num(), steps.Denom())
	if last := new(big.Rat).SetInt(whole); last.Add(last.Mul(last, v[2]), v[0]).Cmp(v[1]) != 0 {
		d.warnAtNode(n, "", "the grid ends at %s: %s is no whole number of steps away", last.RatString(), v[1].RatString())
	}
	return v[0], v[2], whole.Add(whole, big.NewInt(1))
}

// actionIndex finds an action by its name, or by its value when it is a number;
// -1 when there is none.
func actionIndex(p games.Player, name string) int {
	if i := slices.Index(p.Actions, name); i >= 0 {
		return i
	}
	if p.Values != nil {
		if v, err := expr.ParseNumber(name); err == nil {
			return slices.IndexFunc(p.Values, func(w *big.Rat) bool { return w.Cmp(v) == 0 })
		}
	}
	return -1
}

// action is actionIndex for player p, by a table made at first use.
func (d *decoder) action(p int, name string) int {
	if d.index == nil {
		d.index = make([]map[string]int, len(d.g.Players))
	}
	if d.index[p] == nil {
		d.index[p] = make(map[string]int, len(d.g.Players[p].Actions))
		for i, a := range d.g.Players[p].Actions {
			d.index[p][a] = i
		}
	}
	if i, ok := d.index[p][name]; ok {
		return i
	}
	if d.g.Players[p].Values == nil {
		return -1
	}
	return actionIndex(d.g.Players[p], name)
}

// alike reports whether all players have the same actions.
func (d *decoder) alike() bool {
	return !slices.ContainsFunc(d.g.Players, func(p games.Player) bool { return !slices.Equal(p.Actions, d.g.Players[0].Actions) })
}

// playerNames lists the names of the players.
func (d *decoder) playerNames() []string {
	names := make([]string, len(d.g.Players))
	for i, p := range d.g.Players {
		names[i] = p.Name
	}
	return names
}

// playerIndex finds a player by name; -1 when there is none.
func (d *decoder) playerIndex(name string) int {
	return slices.IndexFunc(d.g.Players, func(p games.Player) bool { return p.Name == name })
}
