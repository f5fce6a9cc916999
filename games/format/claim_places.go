package format

import (
	"slices"

	"brink/games"
	"brink/games/expr"
)

// place of a game: an information set, a state, a type, with what can be done there.
type claimPlace struct {
	name    string
	actions []string
}

// checkDemands checks the arguments PLACE = ACTION of a predicate.
func checkDemands(c *expr.Compiler, n *expr.Node, what string, places []claimPlace) *expr.Error {
	names := make([]string, len(places))
	for i, p := range places {
		names[i] = p.name
	}
	for _, a := range n.Args {
		if !a.IsEquation() {
			return expr.Fail(a, "write "+n.Text+"("+what+" = action, …)", "found %q where a choice was expected", abbreviate(a.Source(c.Src)))
		}
		if err := checkChoice(c.Src, a.Args[0], a.Args[1], what, names, places); err != nil {
			return err
		}
	}
	return nil
}

func checkChoice(src string, at, act *expr.Node, what string, names []string, places []claimPlace) *expr.Error {
	name, action := nodeName(src, at), nodeName(src, act)
	i := slices.Index(names, name)
	if i < 0 {
		return expr.Fail(at, suggest(name, names), "%q is not %s", abbreviate(name), article(what))
	}
	if !slices.Contains(places[i].actions, action) {
		return expr.Fail(act, suggest(action, places[i].actions), "%q is not an action at %s", abbreviate(action), name)
	}
	return nil
}

func article(what string) string {
	if what != "" && (what[0] == 'a' || what[0] == 'e' || what[0] == 'i' || what[0] == 'o') {
		return "an " + what
	}
	return "a " + what
}

// treeClaim checks the predicates of trees.
func treeClaim(d *decoder, c *expr.Compiler, n *expr.Node, p games.Predicate) (number bool, err *expr.Error) {
	t, _ := d.model.(*games.Tree)
	const set = "information set"
	switch n.Text {
	case "spe", "pbe", "sequential", "nash", "every_spe", "every_pbe":
		var places []claimPlace
		for _, s := range t.Sets {
			places = append(places, claimPlace{s.Name, s.Actions})
		}
		return p.Number, checkDemands(c, n, set, places)
	case "outcome":
		return p.Number, oneOf(c.Src, n, p, 1, 0, "the name of a leaf", t.Outcomes())
	case "payoff":
		return p.Number, oneOf(c.Src, n, p, 1, 0, "a player", t.Players)
	case "prob", "belief":
		kind := "an action"
		if n.Text == "belief" {
			kind = "a node"
		}
		if err := oneOf(c.Src, n, p, 2, 0, "an information set", t.SetNames()); err != nil {
			return p.Number, err
		}
		s := t.Sets[t.Set(nodeName(c.Src, n.Args[0]))]
		names := s.Actions
		if n.Text == "belief" {
			names = s.Labels
		}
		return p.Number, oneOf(c.Src, n, p, 2, 1, kind+" of "+s.Name, names)
	}
	return p.Number, nil
}

// oneOf checks the number of arguments of a call and that one of them is a name
// among those known.
func oneOf(src string, n *expr.Node, p games.Predicate, count, i int, what string, known []string) *expr.Error {
	if len(n.Args) != count {
		return expr.Fail(n, "write "+p.Usage, "%s takes %s, found %d", n.Text, plural(count, "argument"), len(n.Args))
	}
	if name := nodeName(src, n.Args[i]); !slices.Contains(known, name) {
		return expr.Fail(n.Args[i], suggest(name, known), "%q is not %s", abbreviate(name), what)
	}
	return nil
}
