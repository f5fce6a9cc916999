package format

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// maxStates bounds the states of a game.
const maxStates = 1000

func (d *decoder) stochasticForm(f map[string]entry) games.Model {
	m := &games.Stochastic{}
	d.readPlayers(f["players"])
	if !d.ok {
		return m
	}
	m.Players = d.playerNames()
	d.discounts(m, f["discount"])
	es, ok := d.entries(f["states"].value, "states")
	if !ok {
		return m
	}
	if len(es) == 0 || len(es) > maxStates {
		d.errorAtNode(f["states"].key, "", "found %s; from 1 to %d are read", plural(len(es), "state"), maxStates)
		return m
	}
	for _, e := range es {
		if d.checkLabel(e.key, "a state") {
			m.States = append(m.States, games.GameState{Name: e.key.Value})
		}
	}
	if len(m.States) < len(es) {
		return m
	}
	for i, e := range es {
		d.gameState(m, i, e)
	}
	if e := f["start"]; e.key != nil {
		if name, ok := d.text(e, "the first state"); ok {
			if m.Start = m.State(name); m.Start < 0 {
				d.errorAtNode(e.value, suggest(name, m.StateNames()), "%q is not a state", abbreviate(name))
			}
		}
	}
	m.Defined = expr.And(d.domain...)
	if !d.diags.HasErrors() {
		d.timeless(m, es)
		if f["start"].key != nil {
			d.unreached(m, es)
		}
	}
	return m
}

// discounts reads one factor, or one for each player.
func (d *decoder) discounts(m *games.Stochastic, e entry) {
	if e.key == nil {
		d.errorAtNode(d.first(), "write discount: delta, or {Blue: d1, Red: d2}", "the game has no discount factor")
		return
	}
	m.Discount = make([]expr.Value, len(m.Players))
	given := make([]bool, len(m.Players))
	factor := func(n *yaml.Node) (expr.Value, bool) {
		v, ok := d.value(n, d.scope)
		if !ok {
			return v, false
		}
		zero, one := expr.Plain(algebra.Ratio{}), expr.Plain(algebra.FromInt(1))
		in := expr.And(v.Compare(expr.GE, zero), v.Compare(expr.LT, one))
		if in.IsFalse() {
			d.errorAtNode(n, "", "a discount factor is at least 0 and below 1")
			return v, false
		}
		if !in.IsTrue() {
			d.domain = append(d.domain, in)
		}
		return v, true
	}
	if e.value.Kind != yaml.MappingNode {
		if v, ok := factor(e.value); ok {
			for p := range m.Discount {
				m.Discount[p] = v
			}
		}
		return
	}
	es, _ := d.entries(e.value, "discount factors")
	for _, x := range es {
		p := d.playerIndex(x.key.Value)
		if p < 0 {
			d.errorAtNode(x.key, suggest(x.key.Value, m.Players), "%q is not a player", abbreviate(x.key.Value))
			continue
		}
		if v, ok := factor(x.value); ok {
			m.Discount[p] = v
		}
		given[p] = true
	}
	for p, ok := range given {
		if !ok {
			d.errorAtNode(e.key, "", "%s has no discount factor", m.Players[p])
		}
	}
}

// gameState reads the actions, payoffs and transitions of a state.
func (d *decoder) gameState(m *games.Stochastic, i int, e entry) {
	s := &m.States[i]
	f := d.fields(e.value, "a state", "actions", "payoffs", "next", "takes")
	if f == nil {
		return
	}
	s.Players = slices.Clone(d.g.Players)
	if a := f["actions"]; a.key != nil {
		es, _ := d.entries(a.value, "the actions of a state")
		for _, x := range es {
			p := d.playerIndex(x.key.Value)
			if p < 0 {
				d.errorAtNode(x.key, suggest(x.key.Value, m.Players), "%q is not a player", abbreviate(x.key.Value))
				continue
			}
			s.Players[p] = d.actions(x.value, x.key, x.key.Value)
		}
	}
	if t := f["takes"]; t.key != nil {
		switch text, _ := d.text(t, "the time that a move takes"); text {
		case "0":
			s.Instant = true
		case "1":
		default:
			d.errorAtNode(t.value, "write takes: 0 for a move that takes no time", "a move takes 0 or 1 periods")
		}
	}
	if d.diags.HasErrors() {
		return
	}
	if f["payoffs"].key == nil {
		d.errorAtNode(e.key, payoffsHint, "the state %q has no payoffs", s.Name)
		return
	}
	if f["next"].key == nil {
		d.errorAtNode(e.key, "write next: {else: STATE}", "the state %q does not say what comes next", s.Name)
		return
	}
	if s.Payoffs = d.payoffTable(f["payoffs"], s.Players, nil); s.Payoffs == nil {
		return
	}
	s.Next = make([][]expr.Value, len(s.Payoffs[0]))
	d.nextStates(m, s, f["next"])
}

// nextStates reads {"race hold": {lead: q, parity: 1 - q}, else: parity}: actions in
// player order, * for any; the first entry that fits counts, else for the rest.
func (d *decoder) nextStates(m *games.Stochastic, s *games.GameState, e entry) {
	if e.value.Kind == yaml.ScalarNode { // one state, whatever is played
		if row := d.nextRow(m, e); row != nil {
			for i := range s.Next {
				s.Next[i] = row
			}
		}
		return
	}
	es, ok := d.entries(e.value, "what comes next")
	if !ok {
		return
	}
	shape := s.Shape()
	for _, x := range es {
		row := d.nextRow(m, x)
		if row == nil {
			continue
		}
		pattern := make([]int, len(shape))
		if x.key.Value == "else" {
			for p := range pattern {
				pattern[p] = -1
			}
		} else if !d.actionsOf(s, x.key, pattern) {
			continue
		}
		used := false
		games.EachIndex(shape, func(i int, acts []int) {
			for p, a := range acts {
				if pattern[p] >= 0 && pattern[p] != a {
					return
				}
			}
			if s.Next[i] == nil {
				s.Next[i] = row
				used = true
			}
		})
		if !used && x.key.Value != "else" {
			d.errorAtNode(x.key, "", "what comes next is given before for all that %q says", abbreviate(x.key.Value))
		}
	}
	if d.diags.HasErrors() {
		return
	}
	games.EachIndex(shape, func(i int, acts []int) {
		if s.Next[i] == nil && !d.diags.HasErrors() {
			names := make([]string, len(acts))
			for p, a := range acts {
				names[p] = s.Players[p].Actions[a]
			}
			d.errorAtNode(e.key, "add else: STATE", "the state %q does not say what comes after %q", s.Name, strings.Join(names, " "))
		}
	})
}

// actionsOf reads the actions of a key such as "race hold"; * is any.
func (d *decoder) actionsOf(s *games.GameState, key *yaml.Node, pattern []int) bool {
	words := strings.Fields(key.Value)
	if len(words) != len(pattern) {
		d.errorAtNode(key, "write one action for each player, with spaces between; * is any, else: the rest", "found %s where %d were expected", plural(len(words), "action"), len(pattern))
		return false
	}
	for p, w := range words {
		if w == "*" {
			pattern[p] = -1
			continue
		}
		if pattern[p] = slices.Index(s.Players[p].Actions, w); pattern[p] < 0 {
			d.errorAtNode(key, suggest(w, s.Players[p].Actions), "%q is not an action of %s in the state %q", abbreviate(w), s.Players[p].Name, s.Name)
			return false
		}
	}
	return true
}

// nextRow reads a state, or states with their probabilities.
func (d *decoder) nextRow(m *games.Stochastic, e entry) []expr.Value {
	row := make([]expr.Value, len(m.States))
	for i := range row {
		row[i] = expr.Plain(algebra.Ratio{})
	}
	state := func(n *yaml.Node) int {
		i := m.State(n.Value)
		if i < 0 {
			d.errorAtNode(n, suggest(n.Value, m.StateNames()), "%q is not a state", abbreviate(n.Value))
		}
		return i
	}
	if e.value.Kind == yaml.ScalarNode {
		i := state(e.value)
		if i < 0 {
			return nil
		}
		row[i] = expr.Plain(algebra.FromInt(1))
		return row
	}
	es, ok := d.entries(e.value, "states with their probabilities")
	if !ok {
		return nil
	}
	var ps []expr.Value
	for _, x := range es {
		i := state(x.key)
		v, ok := d.value(x.value, d.scope)
		if i < 0 || !ok {
			return nil
		}
		row[i], ps = v, append(ps, v)
	}
	d.distribution(e.key, ps)
	return row
}

// timeless refuses states that take no time and may follow each other for ever.
func (d *decoder) timeless(m *games.Stochastic, es []entry) {
	colour := make([]int, len(m.States)) // 1 while below, 2 when done
	var walk func(i int) bool
	walk = func(i int) bool {
		if !m.States[i].Instant || colour[i] == 2 {
			return true
		}
		if colour[i] == 1 {
			return false
		}
		colour[i] = 1
		for _, row := range m.States[i].Next {
			for j, p := range row {
				if r, ok := p.Ratio(); (!ok || !r.IsZero()) && !walk(j) {
					return false
				}
			}
		}
		colour[i] = 2
		return true
	}
	for i := range m.States {
		if !walk(i) {
			d.errorAtNode(es[i].key, "let one of them take time", "the state %q and others that take no time may follow each other for ever", m.States[i].Name)
			return
		}
	}
}

// unreached warns of states that no play from the first state leads to: they have
// equilibria of their own, which multiply the rows.
func (d *decoder) unreached(m *games.Stochastic, es []entry) {
	met := []int{m.Start}
	for k := 0; k < len(met); k++ {
		for _, row := range m.States[met[k]].Next {
			for j, p := range row {
				if r, ok := p.Ratio(); (!ok || !r.IsZero()) && !slices.Contains(met, j) {
					met = append(met, j)
				}
			}
		}
	}
	for i, s := range m.States {
		if !slices.Contains(met, i) {
			d.warnAtNode(es[i].key, "add a transition to it, or leave it out", "no play that starts in %q leads to the state %q", m.States[m.Start].Name, s.Name)
		}
	}
}

// stochasticClaim checks the predicates of games with states.
func stochasticClaim(d *decoder, c *expr.Compiler, n *expr.Node, of games.Predicate) (number bool, err *expr.Error) {
	m, _ := d.model.(*games.Stochastic)
	switch n.Text {
	case "mpe", "every_mpe":
		for _, a := range n.Args {
			if !a.IsEquation() {
				return of.Number, expr.Fail(a, "write "+n.Text+"(state = (action, action), …)", "found %q where a choice was expected", abbreviate(a.Source(c.Src)))
			}
			name := nodeName(c.Src, a.Args[0])
			i := m.State(name)
			if i < 0 {
				return of.Number, expr.Fail(a.Args[0], suggest(name, m.StateNames()), "%q is not a state", abbreviate(name))
			}
			acts := a.Args[1].Args
			if a.Args[1].Kind != expr.NTuple {
				acts = []*expr.Node{a.Args[1]}
			}
			if len(acts) != len(m.Players) {
				return of.Number, expr.Fail(a.Args[1], "write (action, action) in player order", "found %s where %d were expected", plural(len(acts), "action"), len(m.Players))
			}
			for p, x := range acts {
				if act := nodeName(c.Src, x); !slices.Contains(m.States[i].Players[p].Actions, act) {
					return of.Number, expr.Fail(x, suggest(act, m.States[i].Players[p].Actions), "%q is not an action of %s in the state %q", abbreviate(act), m.Players[p], name)
				}
			}
		}
		return of.Number, nil
	case "value":
		if err := oneOf(c.Src, n, of, 2, 0, "a player", m.Players); err != nil {
			return of.Number, err
		}
		return of.Number, oneOf(c.Src, n, of, 2, 1, "a state", m.StateNames())
	case "long_run", "reach", "time":
		return of.Number, oneOf(c.Src, n, of, 1, 0, "a state", m.StateNames())
	}
	return of.Number, nil
}
