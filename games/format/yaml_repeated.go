package format

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/expr"
)

// maxChecked bounds the profiles for which an automaton without else is checked.
const maxChecked = 4096

func (d *decoder) repeated(n *yaml.Node) {
	if n == nil {
		return
	}
	f := d.fields(n, "repeated:", "discount", "error", "cooperate", "monitoring", "automata", "profiles")
	if f == nil {
		return
	}
	r := &games.Repeated{}
	d.g.Repeated = r
	if e := f["discount"]; e.key == nil {
		d.errorAtNode(n, "give a parameter, as in discount: delta", "the repeated game has no discount factor")
	} else if v, ok := d.probability(e.value, "the discount factor", true); ok {
		r.Discount, r.DiscountText = v, strings.TrimRight(e.value.Value, " \n")
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

// probability reads an expression that lies between 0 and 1; a discount factor
// lies below 1.
func (d *decoder) probability(n *yaml.Node, what string, below bool) (expr.Ratio, bool) {
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
	for _, s := range states {
		d.checkLabel(s.key, "a state")
		names = append(names, s.key.Value)
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
	d.assign(&a, e.key, patterns, plays)
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
		return []pattern{{state, nil, []games.Branch{{State: d.state(e.value, names), Prob: expr.FromInt(1)}}}}
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
		return []games.Branch{{State: d.state(n, names), Prob: expr.FromInt(1)}}
	}
	es, _ := d.entries(n, "states with probabilities")
	var out []games.Branch
	sum, complete := expr.Ratio{}, true
	for _, e := range es {
		b := games.Branch{State: d.state(e.key, names)}
		p, ok := d.probability(e.value, "the probability of "+abbreviate(e.key.Value), false)
		complete = complete && ok
		b.Prob = p
		sum = sum.Add(p)
		out = append(out, b)
	}
	if complete && !sum.Equal(expr.FromInt(1)) {
		d.errorAtNode(n, "", "the probabilities of the next state sum to %s, not to 1", abbreviate(d.g.Printer().Ratio(sum)))
	}
	return out
}

// mix reads actions with probabilities that sum to 1, and returns their keys too.
func (d *decoder) mix(n *yaml.Node) ([]games.Share, []*yaml.Node) {
	es, _ := d.entries(n, "actions with probabilities")
	var out []games.Share
	var keys []*yaml.Node
	sum, complete := expr.Ratio{}, true
	for _, e := range es {
		p, ok := d.probability(e.value, "the probability of "+abbreviate(e.key.Value), false)
		complete = complete && ok
		out = append(out, games.Share{Action: e.key.Value, Prob: p})
		keys = append(keys, e.key)
		sum = sum.Add(p)
	}
	if complete && !sum.Equal(expr.FromInt(1)) {
		d.errorAtNode(n, "", "the probabilities of the actions sum to %s, not to 1", abbreviate(d.g.Printer().Ratio(sum)))
	}
	return out, keys
}

// assign reads the keys of the transitions for a player who can own the
// automaton, own action first, and reports the nearest misfit if none can.
func (d *decoder) assign(a *games.Automaton, key *yaml.Node, patterns []pattern, plays []*yaml.Node) {
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
	d.checkComplete(a, key, owner)
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

// checkComplete reports profiles after which a state leads nowhere.
func (d *decoder) checkComplete(a *games.Automaton, key *yaml.Node, owner int) {
	for _, s := range a.States {
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

func (d *decoder) strategyProfiles(n *yaml.Node) {
	if n == nil {
		return
	}
	items, _ := d.list(n, "profiles of automata", false)
	for _, item := range items {
		parts, ok := d.list(item, "automata, one per player,", false)
		if !ok {
			continue
		}
		if d.ok && len(parts) != len(d.g.Players) {
			d.errorAtNode(item, "", "found %s where %d, one per player, were expected", plural(len(parts), "strategy"), len(d.g.Players))
			continue
		}
		var names []string
		for p, part := range parts {
			name, ok := d.scalar(part, nil, "an automaton")
			if !ok {
				continue
			}
			if problem, hint := d.checkStrategy(p, name); problem != "" {
				d.errorAtNode(part, hint, "%s", problem)
				continue
			}
			names = append(names, name)
		}
		if len(names) == len(parts) {
			d.g.Repeated.Profiles = append(d.g.Repeated.Profiles, names)
		}
	}
}

// builtIn are the automata every game has, besides always-A.
var builtIn = []string{"grim", "tit-for-tat", "win-stay-lose-shift", "penance",
	"limited-punishment(L)", "generous-tit-for-tat(g)", "nash-reversion(p)"}

// checkStrategy reports what is wrong with an automaton's name for a player:
// unknown, or made for other actions.
func (d *decoder) checkStrategy(player int, name string) (problem, hint string) {
	if !d.ok || slices.Contains(d.broken, name) {
		return "", ""
	}
	actions := d.g.Players[player].Actions
	known := slices.Clone(builtIn)
	for _, a := range d.g.Repeated.Automata {
		if a.Name != name {
			known = append(known, a.Name)
			continue
		}
		for _, s := range a.States {
			plays := []string{s.Play}
			if s.Mix != nil {
				plays = plays[:0]
				for _, share := range s.Mix {
					plays = append(plays, share.Action)
				}
			}
			for _, play := range plays {
				if !slices.Contains(actions, play) {
					return fmt.Sprintf("%s plays %q, which is not an action of %s", name, play, d.g.Players[player].Name), ""
				}
			}
		}
		return "", ""
	}
	if a, ok := strings.CutPrefix(name, "always-"); ok {
		if slices.Contains(actions, a) {
			return "", ""
		}
		return fmt.Sprintf("%q is not an action of %s", abbreviate(a), d.g.Players[player].Name), suggest(a, actions)
	}
	base, arg, has := strings.Cut(name, "(")
	if has && !strings.HasSuffix(arg, ")") || !has && slices.ContainsFunc(builtIn[4:], func(b string) bool { return strings.HasPrefix(b, name+"(") }) {
		return fmt.Sprintf("%q lacks its argument in parentheses", abbreviate(name)), suggest(name, builtIn[4:])
	}
	arg = strings.TrimSuffix(arg, ")")
	switch {
	case !has && slices.Contains(builtIn[:4], name):
		return "", ""
	case has && base == "limited-punishment":
		if k, err := strconv.Atoi(strings.TrimSpace(arg)); err != nil || k < 1 || k > 1000 {
			return fmt.Sprintf("found the length of punishment %q; a number from 1 to 1000 was expected", abbreviate(arg)), ""
		}
		return "", ""
	case has && base == "generous-tit-for-tat":
		if _, _, err := expr.CompileValue(arg, d.scope); err != nil {
			return err.Msg, err.Hint
		}
		return "", ""
	case has && base == "nash-reversion":
		// One profile, or one for each player who may deviate.
		for _, profile := range strings.Split(arg, ";") {
			profile = "(" + strings.TrimSpace(profile) + ")"
			root, err := expr.Parse(profile)
			if err != nil {
				return err.Msg, err.Hint
			}
			if err := d.checkProfile(profile, root); err != nil {
				return err.Msg, err.Hint
			}
		}
		return "", ""
	case has && base == "grim":
		if !slices.Contains(actions, arg) {
			return fmt.Sprintf("%q is not an action of %s", abbreviate(arg), d.g.Players[player].Name), suggest(arg, actions)
		}
		return "", ""
	case has && base == "memory-one":
		root, err := expr.Parse("(" + arg + ")")
		if err != nil {
			return err.Msg, err.Hint
		}
		if root.Kind != expr.NTuple || len(root.Args) != 4 {
			return "memory-one takes four probabilities, after CC, CD, DC and DD", ""
		}
		for _, a := range root.Args {
			if _, _, err := expr.CompileValue(a.Source("("+arg+")"), d.scope); err != nil {
				return err.Msg, err.Hint
			}
		}
		return "", ""
	}
	for _, a := range actions {
		known = append(known, "always-"+a)
	}
	return fmt.Sprintf("%q is not an automaton known here", abbreviate(name)), suggest(name, known)
}
