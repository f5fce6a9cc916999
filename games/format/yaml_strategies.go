package format

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games/expr"
)

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
