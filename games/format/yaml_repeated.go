package format

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/algebra"
)

func (d *decoder) repeated(n *yaml.Node) {
	if n == nil {
		return
	}
	f := d.fields(n, "repeated:", "discount", "horizon", "error", "cooperate", "monitoring", "automata", "profiles")
	if f == nil {
		return
	}
	r := &games.Repeated{}
	d.g.Repeated = r
	d.horizon(f["horizon"])
	d.discount(n, f["discount"], f["horizon"].key != nil)
	for _, v := range r.DiscountVars() {
		if d.g.Moves(d.g.Terms(), v) {
			d.errorAtNode(n, "give the discount factor a parameter of its own, with an assumption such as delta = exp(-r)", "the discount factor stands inside sqrt, exp or log; analysis of repeated play solves for it")
		}
	}
	if e := f["error"]; e.key != nil {
		if v, ok := d.probability(e.value, "the probability of an error", false); ok {
			r.Error, r.ErrorText = &v, strings.TrimRight(e.value.Value, " \n")
		}
	}
	if e := f["cooperate"]; e.key != nil {
		if name, ok := d.text(e, "an action"); ok {
			r.Cooperate = name
			for _, p := range d.g.Players {
				if !slices.Contains(p.Actions, name) {
					d.errorAtNode(e.value, suggest(name, p.Actions), "%q is not an action of %s", abbreviate(name), p.Name)
					break
				}
			}
		}
	}
	d.monitoring(f["monitoring"].value)
	d.automata(f["automata"].value)
	d.strategyProfiles(f["profiles"].value)
}

// horizon reads how many periods are played.
func (d *decoder) horizon(e entry) {
	if e.key == nil {
		return
	}
	text, ok := d.text(e, "a number of periods")
	if !ok {
		return
	}
	k, err := strconv.Atoi(text)
	if err != nil || k < 1 || k > games.MaxHorizon {
		d.errorAtNode(e.value, "play without end has no horizon: leave it out", "found the horizon %q; a number of periods from 1 to %d was expected", abbreviate(text), games.MaxHorizon)
		return
	}
	d.g.Repeated.Horizon = k
}

// discount reads the discount factor, of all players or of each; play that ends needs
// none.
func (d *decoder) discount(n *yaml.Node, e entry, ends bool) {
	r, below := d.g.Repeated, !ends
	switch {
	case e.key == nil && ends:
		r.Discount = algebra.FromInt(1)
	case e.key == nil:
		d.errorAtNode(n, "give a parameter, as in discount: delta", "the repeated game has no discount factor")
	case e.value.Kind == yaml.MappingNode:
		r.Own = d.ownDiscounts(e, below)
		if len(r.Own) > 0 && len(r.Discounts()) == 1 { // one for all after all
			r.Discount, r.DiscountText, r.Own = r.Own[0].Factor, r.Own[0].Text, nil
		}
	default:
		if v, ok := d.probability(e.value, "the discount factor", below); ok {
			r.Discount, r.DiscountText = v, strings.TrimRight(e.value.Value, " \n")
		}
	}
}

// ownDiscounts reads a discount factor for each player.
func (d *decoder) ownDiscounts(e entry, below bool) []games.Discount {
	es, ok := d.entries(e.value, "a discount factor for each player")
	if !ok || len(d.g.Players) == 0 {
		return nil
	}
	out := make([]games.Discount, len(d.g.Players))
	var names []string
	for _, p := range d.g.Players {
		names = append(names, p.Name)
	}
	for _, x := range es {
		p := slices.Index(names, x.key.Value)
		if p < 0 {
			d.errorAtNode(x.key, suggest(x.key.Value, names), "%q is not a player", abbreviate(x.key.Value))
			ok = false
			continue
		}
		v, good := d.probability(x.value, "the discount factor of "+names[p], below)
		ok = ok && good
		out[p] = games.Discount{Factor: v, Text: strings.TrimRight(x.value.Value, " \n")}
	}
	for p, x := range out {
		if ok && x.Text == "" {
			d.errorAtNode(e.value, "name every player, or give one discount factor for all, as in discount: delta", "%s has no discount factor", names[p])
			return nil
		}
	}
	if !ok {
		return nil
	}
	return out
}

// probability reads an expression that lies between 0 and 1; a discount factor
// lies below 1.
func (d *decoder) probability(n *yaml.Node, what string, below bool) (algebra.Ratio, bool) {
	r, ok := d.ratio(n)
	if !ok {
		return r, false
	}
	if k, constant := r.Rat(); constant && (k.Sign() < 0 || k.Cmp(big.NewRat(1, 1)) > 0 || below && k.Cmp(big.NewRat(1, 1)) == 0) {
		if below {
			d.errorAtNode(n, "", "%s is %s; it lies from 0 to below 1", what, k.RatString())
		} else {
			d.errorAtNode(n, "", "%s is %s; it lies from 0 to 1", what, k.RatString())
		}
		return r, false
	}
	return r, true
}

func (d *decoder) automata(n *yaml.Node) {
	if n == nil {
		return
	}
	es, _ := d.entries(n, "automata")
	for _, e := range es {
		if !d.checkLabel(e.key, "an automaton") {
			continue
		}
		a, ok := d.automaton(e)
		if !ok {
			d.broken = append(d.broken, e.key.Value)
			continue
		}
		d.g.Repeated.Automata = append(d.g.Repeated.Automata, a)
	}
}

func (d *decoder) automaton(e entry) (games.Automaton, bool) {
	a := games.Automaton{Name: e.key.Value}
	f := d.fields(e.value, "the automaton "+a.Name, "start", "public", "states")
	if f == nil {
		return a, false
	}
	if x := f["public"]; x.key != nil {
		switch v, _ := d.text(x, "true or false"); v {
		case "true":
			a.Public = true
		case "false", "":
		default:
			d.errorAtNode(x.value, "players who share an automaton share its random draws when it is public", "found %q where true or false was expected", abbreviate(v))
		}
	}
	if f["states"].key == nil {
		d.errorAtNode(e.key, "", "the automaton %s has no states", a.Name)
		return a, false
	}
	states, ok := d.entries(f["states"].value, "states")
	if !ok {
		return a, false
	}
	before := d.errorCount()
	names := make([]string, 0, len(states))
	keys := make([]*yaml.Node, 0, len(states))
	for _, s := range states {
		d.checkLabel(s.key, "a state")
		names, keys = append(names, s.key.Value), append(keys, s.key)
	}
	if len(names) == 0 {
		d.errorAtNode(f["states"].value, "", "the automaton %s has no states", a.Name)
		return a, false
	}
	if s := f["start"]; s.key == nil && len(names) > 1 {
		d.errorAtNode(e.key, "add start: "+names[0], "the automaton %s does not say where it starts", a.Name)
	} else if s.key != nil {
		a.Start = d.state(s.value, names)
	}
	var patterns []pattern
	var plays []*yaml.Node
	for _, s := range states {
		sf := d.fields(s.value, "a state", "play", "next")
		state := games.State{Name: s.key.Value}
		if p := sf["play"]; p.key == nil {
			d.errorAtNode(s.key, "add play: with an action", "the state %s plays nothing", state.Name)
		} else if p.value.Kind == yaml.MappingNode {
			var actions []*yaml.Node
			state.Mix, actions = d.mix(p.value)
			plays = append(plays, actions...)
		} else if name, ok := d.text(p, "an action"); ok {
			state.Play = name
			plays = append(plays, p.value)
		}
		if x := sf["next"]; x.key == nil {
			d.errorAtNode(s.key, "add next: with a state for each profile", "the state %s leads nowhere", state.Name)
		} else {
			ps := d.transitions(x, len(a.States), names)
			patterns = append(patterns, ps...)
		}
		a.States = append(a.States, state)
	}
	if d.errorCount() > before || !d.ok {
		return a, false
	}
	d.assign(&a, keys, patterns, plays)
	return a, d.errorCount() == before
}

// state finds a state by name.
func (d *decoder) state(n *yaml.Node, names []string) int {
	name, ok := d.scalar(n, nil, "a state")
	if !ok {
		return 0
	}
	i := slices.Index(names, name)
	if i < 0 {
		d.errorAtNode(n, suggest(name, names), "%q is not a state of this automaton", abbreviate(name))
		return 0
	}
	return i
}

// pattern is a transition before its key is read as actions, for which the
// automaton's owner must be known.
type pattern struct {
	state int
	key   *yaml.Node // nil for else
	to    []games.Branch
}

func (d *decoder) transitions(e entry, state int, names []string) []pattern {
	if e.value.Kind == yaml.ScalarNode { // always the same
		return []pattern{{state, nil, []games.Branch{{State: d.state(e.value, names), Prob: algebra.FromInt(1)}}}}
	}
	es, _ := d.entries(e.value, "transitions")
	var out []pattern
	var otherwise *pattern
	for _, t := range es {
		p := pattern{state, t.key, d.branches(t.value, names)}
		if t.key.Value == "else" {
			p.key = nil
			otherwise = &p
			continue
		}
		out = append(out, p)
	}
	if otherwise != nil { // applies when nothing else does, wherever it stands
		out = append(out, *otherwise)
	}
	if len(out) == 0 {
		d.errorAtNode(e.key, "", "found no transitions")
	}
	return out
}

// branches reads a target state, or states with probabilities that sum to 1.
func (d *decoder) branches(n *yaml.Node, names []string) []games.Branch {
	if n.Kind != yaml.MappingNode {
		return []games.Branch{{State: d.state(n, names), Prob: algebra.FromInt(1)}}
	}
	es, _ := d.entries(n, "states with probabilities")
	var out []games.Branch
	sum, complete := algebra.Ratio{}, true
	for _, e := range es {
		b := games.Branch{State: d.state(e.key, names)}
		p, ok := d.probability(e.value, "the probability of "+abbreviate(e.key.Value), false)
		complete = complete && ok
		b.Prob = p
		sum = sum.Add(p)
		out = append(out, b)
	}
	if complete && !sum.Equal(algebra.FromInt(1)) {
		d.errorAtNode(n, "", "the probabilities of the next state sum to %s, not to 1", abbreviate(d.g.Printer().Ratio(sum)))
	}
	return out
}

// mix reads actions with probabilities that sum to 1, and returns their keys too.
func (d *decoder) mix(n *yaml.Node) ([]games.Share, []*yaml.Node) {
	es, _ := d.entries(n, "actions with probabilities")
	var out []games.Share
	var keys []*yaml.Node
	sum, complete := algebra.Ratio{}, true
	for _, e := range es {
		p, ok := d.probability(e.value, "the probability of "+abbreviate(e.key.Value), false)
		complete = complete && ok
		out = append(out, games.Share{Action: e.key.Value, Prob: p})
		keys = append(keys, e.key)
		sum = sum.Add(p)
	}
	if complete && !sum.Equal(algebra.FromInt(1)) {
		d.errorAtNode(n, "", "the probabilities of the actions sum to %s, not to 1", abbreviate(d.g.Printer().Ratio(sum)))
	}
	return out, keys
}
