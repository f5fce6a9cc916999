package format

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games"
)

// maxChecked bounds the profiles for which an automaton without else is checked.
const maxChecked = 4096

// assign reads the keys of the transitions for a player who can own the
// automaton, own action first, and reports the nearest misfit if none can; keys are
// those of the states.
func (d *decoder) assign(a *games.Automaton, keys []*yaml.Node, patterns []pattern, plays []*yaml.Node) {
	fits := func(p int, report bool) (bad int) {
		actions := d.g.Players[p].Actions
		for _, n := range plays {
			if !slices.Contains(actions, n.Value) {
				if bad++; report {
					d.errorAtNode(n, suggest(n.Value, actions), "%q is not an action of %s", abbreviate(n.Value), d.g.Players[p].Name)
				}
			}
		}
		for _, t := range patterns {
			if t.key == nil {
				continue
			}
			if _, problem := d.readKey(p, t.key.Value); problem != "" {
				if bad++; report && d.g.Repeated.Monitoring != nil {
					d.errorAtNode(t.key, suggest(t.key.Value, d.g.Repeated.Monitoring.Signals), "%s", problem)
				} else if report {
					d.errorAtNode(t.key, `keys name one action per player, own action first, as in "hold strike"; * stands for any`, "%s", problem)
				}
			}
		}
		return bad
	}
	owner, least := 0, -1
	alike := d.alike() // then what fits the first player fits all
	for p := range d.g.Players {
		if p > 0 && alike {
			break
		}
		if bad := fits(p, false); least < 0 || bad < least {
			owner, least = p, bad
		}
	}
	if least > 0 {
		fits(owner, true)
		return
	}
	for i := range a.States {
		var seen []games.Transition
		for _, t := range patterns {
			if t.state != i {
				continue
			}
			x := games.Transition{To: t.to}
			if t.key != nil {
				x.Actions, _ = d.readKey(owner, t.key.Value)
				if j := slices.IndexFunc(seen, func(s games.Transition) bool { return covers(s.Actions, x.Actions) }); j >= 0 {
					d.warnAtNode(t.key, "put the more special key first", "this transition never applies: %q stands before it", strings.Join(seen[j].Actions, " "))
				}
			}
			seen = append(seen, x)
		}
		a.States[i].Next = seen
	}
	d.checkComplete(a, keys, owner)
	d.checkReached(a, keys)
}

// covers reports whether every profile that fits q fits p.
func covers(p, q []string) bool {
	for i, a := range p {
		if a != "*" && a != q[i] {
			return false
		}
	}
	return true
}

// fitsTransition reports whether the transition applies after a profile, own action first.
func fitsTransition(t games.Transition, profile []string) bool {
	return t.Actions == nil || covers(t.Actions, profile)
}

// checkReached warns of states that no history leads to.
func (d *decoder) checkReached(a *games.Automaton, keys []*yaml.Node) {
	reached := make([]bool, len(a.States))
	reached[a.Start] = true
	for todo := []int{a.Start}; len(todo) > 0; todo = todo[1:] {
		for _, t := range a.States[todo[0]].Next {
			for _, b := range t.To {
				if !reached[b.State] && !b.Prob.IsZero() {
					reached[b.State] = true
					todo = append(todo, b.State)
				}
			}
		}
	}
	for k, ok := range reached {
		if !ok {
			d.warnAtNode(keys[k], "add a transition to it, or leave it out: it counts for nothing", "no history leads to the state %s of %s", a.States[k].Name, a.Name)
		}
	}
}

// checkComplete reports profiles after which a state leads nowhere.
func (d *decoder) checkComplete(a *games.Automaton, keys []*yaml.Node, owner int) {
	for k, s := range a.States {
		key := keys[k]
		if len(s.Next) > 0 && s.Next[len(s.Next)-1].Actions == nil {
			continue
		}
		if m := d.g.Repeated.Monitoring; m != nil {
			for _, signal := range m.Signals {
				if !slices.ContainsFunc(s.Next, func(t games.Transition) bool { return fitsTransition(t, []string{signal}) }) {
					d.errorAtNode(key, "add it, or else:", "the state %s of %s has no transition for the signal %q", s.Name, a.Name, signal)
					break
				}
			}
			continue
		}
		n := d.g.Profiles(maxChecked)
		if n < 0 {
			d.errorAtNode(key, "add else:", "the state %s of %s may miss some of more than %d profiles", s.Name, a.Name, maxChecked)
			return
		}
		for i := range n {
			profile := d.decode(i)
			names := []string{d.g.Players[owner].Actions[profile[owner]]}
			for q, b := range profile {
				if q != owner {
					names = append(names, d.g.Players[q].Actions[b])
				}
			}
			if !slices.ContainsFunc(s.Next, func(t games.Transition) bool { return fitsTransition(t, names) }) {
				d.errorAtNode(key, "add it, or else:", "the state %s of %s has no transition for %q", s.Name, a.Name, strings.Join(names, " "))
				break
			}
		}
	}
}

// readPattern reads a key such as "hold strike" for the automaton of player
// owner: own action first, then the others' in player order, separated by
// spaces or commas; * fits any action. Action names may contain spaces, so
// every way to read the key is tried; two ways are a problem.
func (d *decoder) readPattern(owner int, key string) (actions []string, problem string) {
	order := []int{owner}
	for q := range d.g.Players {
		if q != owner {
			order = append(order, q)
		}
	}
	isSep := func(c byte) bool { return c == ' ' || c == ',' || c == '\t' }
	type at struct{ slot, pos int }
	ways := make(map[at]int) // readings of the rest, at most 2 counted
	choice := make(map[at]string)
	var read func(slot, pos int) int
	read = func(slot, pos int) int {
		for pos < len(key) && isSep(key[pos]) {
			pos++
		}
		if slot == len(order) {
			if pos == len(key) {
				return 1
			}
			return 0
		}
		here := at{slot, pos}
		if n, ok := ways[here]; ok {
			return n
		}
		n := 0
		try := func(name string) {
			end := pos + len(name)
			if !strings.HasPrefix(key[pos:], name) || end < len(key) && !isSep(key[end]) {
				return
			}
			if k := read(slot+1, end); k > 0 {
				n = min(n+k, 2)
				choice[here] = name
			}
		}
		try("*")
		for _, name := range d.g.Players[order[slot]].Actions {
			if name != "*" {
				try(name)
			}
		}
		ways[here] = n
		return n
	}
	switch read(0, 0) {
	case 0:
		return nil, fmt.Sprintf("%q is no list of actions of the %d players", abbreviate(key), len(order))
	case 2:
		return nil, fmt.Sprintf("%q can be read in two ways as a list of actions", abbreviate(key))
	}
	for slot, pos := 0, 0; slot < len(order); slot++ {
		for pos < len(key) && isSep(key[pos]) {
			pos++
		}
		name := choice[at{slot, pos}]
		actions = append(actions, name)
		pos += len(name)
	}
	return actions, ""
}
