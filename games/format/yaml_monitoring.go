package format

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/algebra"
)

// monitoring reads imperfect public monitoring:
//
//	monitoring:
//	  signals: [good, bad]
//	  after:
//	    "hold hold": {good: 1 - q, bad: q}
//	    else: {bad: 1}
//
// Keys are action profiles in player order; a signal that is left out has
// probability 0.
func (d *decoder) monitoring(n *yaml.Node) {
	if n == nil {
		return
	}
	f := d.fields(n, "monitoring:", "signals", "after")
	if f == nil {
		return
	}
	m := &games.Monitoring{}
	if s := f["signals"]; s.key == nil {
		d.errorAtNode(n, "add signals: [good, bad]", "monitoring has no signals")
		return
	} else if items, ok := d.list(s.value, "signals", false); ok {
		for _, item := range items {
			if d.checkLabel(item, "a signal") {
				if slices.Contains(m.Signals, item.Value) {
					d.errorAtNode(item, "", "the signal %q is listed twice", item.Value)
				}
				m.Signals = append(m.Signals, item.Value)
			}
		}
	}
	if len(m.Signals) == 0 {
		return
	}
	if f["after"].key == nil {
		d.errorAtNode(n, "add after: with the probabilities of the signals for each profile", "monitoring does not say when which signal comes")
		return
	}
	es, ok := d.entries(f["after"].value, "profiles")
	if !ok || !d.ok {
		return
	}
	count := d.g.Profiles(maxChecked)
	if count < 0 {
		d.errorAtNode(n, "", "monitoring is for games of at most %d action profiles", maxChecked)
		return
	}
	type rule struct {
		pattern []string // nil for else
		probs   []algebra.Ratio
	}
	var rules []rule
	var otherwise *rule
	for _, e := range es {
		r := rule{probs: d.signals(e.value, m.Signals)}
		if e.key.Value == "else" {
			otherwise = &r
			continue
		}
		// The first player's point of view is player order.
		pattern, problem := d.readPattern(0, e.key.Value)
		if problem != "" {
			d.errorAtNode(e.key, `keys name one action per player, in player order, as in "hold strike"; * stands for any`, "%s", problem)
			continue
		}
		r.pattern = pattern
		rules = append(rules, r)
	}
	if otherwise != nil {
		rules = append(rules, *otherwise)
	}
	m.Prob = make([][]algebra.Ratio, count)
	for i := range count {
		names := make([]string, len(d.g.Players))
		for p, a := range d.decode(i) {
			names[p] = d.g.Players[p].Actions[a]
		}
		k := slices.IndexFunc(rules, func(r rule) bool { return r.pattern == nil || covers(r.pattern, names) })
		if k < 0 {
			d.errorAtNode(f["after"].key, "add it, or else:", "monitoring has no signals for the profile %q", fmt.Sprint(names))
			return
		}
		m.Prob[i] = rules[k].probs
	}
	d.g.Repeated.Monitoring = m
}

// signals reads the probabilities of the signals after a profile.
func (d *decoder) signals(n *yaml.Node, signals []string) []algebra.Ratio {
	probs := make([]algebra.Ratio, len(signals))
	es, ok := d.entries(n, "signals with probabilities")
	if !ok {
		return probs
	}
	sum, complete := algebra.Ratio{}, true
	for _, e := range es {
		i := slices.Index(signals, e.key.Value)
		if i < 0 {
			d.errorAtNode(e.key, suggest(e.key.Value, signals), "%q is not a signal", abbreviate(e.key.Value))
			complete = false
			continue
		}
		p, ok := d.probability(e.value, "the probability of "+abbreviate(e.key.Value), false)
		complete = complete && ok
		probs[i] = p
		sum = sum.Add(p)
	}
	if complete && !sum.Equal(algebra.FromInt(1)) {
		d.errorAtNode(n, "", "the probabilities of the signals sum to %s, not to 1", abbreviate(d.g.Printer().Ratio(sum)))
	}
	return probs
}

// readKey reads the key of a transition: a signal under imperfect monitoring,
// else a profile from the point of view of the automaton's owner.
func (d *decoder) readKey(owner int, key string) (pattern []string, problem string) {
	m := d.g.Repeated.Monitoring
	if m == nil {
		return d.readPattern(owner, key)
	}
	if key != "*" && !slices.Contains(m.Signals, key) {
		return nil, fmt.Sprintf("%q is not a signal, and under imperfect monitoring only signals are seen", abbreviate(key))
	}
	return []string{key}, ""
}
