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

// checkStrategy reports what is wrong with an automaton's name for a player:
// unknown, or made for other actions.
func (d *decoder) checkStrategy(player int, name string) (problem, hint string) {
	if !d.ok || slices.Contains(d.broken, name) {
		return "", ""
	}
	actions := d.g.Players[player].Actions
	for _, a := range d.g.Repeated.Automata {
		if a.Name != name {
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
	b, arg, ok := games.FindBuiltIn(name)
	switch {
	case !ok && strings.Contains(name, "(") && !strings.HasSuffix(name, ")"):
		return fmt.Sprintf("%q lacks its argument in parentheses", abbreviate(name)), d.meant(name)
	case !ok:
		return fmt.Sprintf("%q is not an automaton known here", abbreviate(name)), d.meant(name)
	case arg == "" && b.Takes != games.TakesNothing && b.Takes != games.TakesAction:
		return fmt.Sprintf("%q lacks its argument in parentheses", abbreviate(name)), "write " + b.Signature()
	case arg != "" && b.Takes == games.TakesNothing && b.Name != "always-A":
		return b.Name + " takes no argument", "write " + b.Name
	}
	if why := b.Unfit(d.g, player, arg != ""); why != "" {
		return why, ""
	}
	return d.checkArgument(player, b, arg)
}

// checkArgument reports what is wrong with the argument of a built-in automaton.
func (d *decoder) checkArgument(player int, b games.BuiltIn, arg string) (problem, hint string) {
	actions := d.g.Players[player].Actions
	switch b.Takes {
	case games.TakesNothing, games.TakesAction:
		if (arg != "" || b.Name == "always-A") && !slices.Contains(actions, arg) {
			return fmt.Sprintf("%q is not an action of %s", abbreviate(arg), d.g.Players[player].Name), suggest(arg, actions)
		}
	case games.TakesPeriods:
		if k, err := strconv.Atoi(arg); err != nil || k < 1 || k > games.MaxPunishment {
			return fmt.Sprintf("found the length of punishment %q; a number from 1 to %d was expected", abbreviate(arg), games.MaxPunishment), ""
		}
	case games.TakesProbability:
		if _, _, err := expr.CompileValue(arg, d.scope); err != nil {
			return err.Msg, err.Hint
		}
	case games.TakesProfiles:
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
	case games.TakesProbabilities:
		root, err := expr.Parse("(" + arg + ")")
		if err != nil {
			return err.Msg, err.Hint
		}
		if root.Kind != expr.NTuple || len(root.Args) != 4 {
			return b.Name + " takes four probabilities, after CC, CD, DC and DD", ""
		}
		for _, a := range root.Args {
			if _, _, err := expr.CompileValue(a.Source("("+arg+")"), d.scope); err != nil {
				return err.Msg, err.Hint
			}
		}
	}
	return "", ""
}

// meant suggests an automaton for a name.
func (d *decoder) meant(name string) string {
	if h := games.AutomatonMeant(d.g, name); h != "" {
		return h
	}
	return suggest(name, games.AutomatonNames(d.g))
}
