package format

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/expr"
)

// headerKeys are the keys that files of every kind may have.
var headerKeys = []string{"brink", "$schema", "id", "name", "source", "description", "notes", "shelf", "see",
	"number", "place", "gist", "firmness", "adds",
	"parameters", "integers", "assume", "define", "claims", "known"}

// form is how files of one kind of game are read.
type form struct {
	kind games.Kind
	keys []string // that such a file may have beside headerKeys
	// is reports whether the keys that are there make the file one of this kind.
	is func(f map[string]entry) bool
	// read reads what is special to the kind. The header, as far as it goes, is in
	// d.g; the caller copies it into the model.
	read func(d *decoder, f map[string]entry) games.Model
	// claim checks the arguments of a predicate of the kind, and says whether it is a
	// number as it is written. It is nil where the catalogue says what they are.
	claim func(d *decoder, c *expr.Compiler, n *expr.Node, p games.Predicate) (number bool, err *expr.Error)
}

// forms lists the kinds, the one that is assumed where none is recognised last.
func forms() []form {
	return []form{
		{games.TreeForm, []string{"players", "tree"}, has("tree"), (*decoder).treeForm, treeClaim},
		{games.TreeForm, []string{"players", "types", "payoffs", "talk"}, has("talk"), (*decoder).talkForm, treeClaim},
		{games.BayesianForm, []string{"players", "types", "global", "payoffs"}, has("types", "global"), (*decoder).bayesianForm, bayesianClaim},
		{games.StochasticForm, []string{"players", "discount", "start", "states"}, has("states"), (*decoder).stochasticForm, stochasticClaim},
		{games.DynamicsForm, []string{"dynamics", "players", "payoffs"}, has("dynamics"), (*decoder).dynamicsForm, dynamicsClaim},
		{games.ContinuousForm, []string{"players", "payoffs", "each", "moves"}, chooses, (*decoder).continuousForm, continuousClaim},
		{games.AnonymousForm, []string{"players", "payoffs", "repeated"}, countsByFormula, (*decoder).anonymousForm, anonymousClaim},
		{games.StrategicForm, []string{"players", "payoffs", "repeated"}, func(map[string]entry) bool { return true }, (*decoder).strategicForm, nil},
	}
}

// has recognises a kind by a key, one of several.
func has(keys ...string) func(map[string]entry) bool {
	return func(f map[string]entry) bool {
		return slices.ContainsFunc(keys, func(key string) bool { return f[key].key != nil })
	}
}

// formKeys are the keys of all kinds.
func formKeys() []string {
	var keys []string
	for _, k := range forms() {
		for _, key := range k.keys {
			if !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

// form recognises the kind of a file, and reports keys that belong to other kinds.
func (d *decoder) form(f map[string]entry) form {
	all := forms()
	k := all[slices.IndexFunc(all, func(k form) bool { return k.is(f) })]
	for _, key := range formKeys() {
		if e := f[key]; e.key != nil && !slices.Contains(k.keys, key) {
			d.errorAtNode(e.key, "a file holds one kind of game", "%q has no place in a game of the kind %s", key, k.kind)
		}
	}
	return k
}

func (d *decoder) strategicForm(f map[string]entry) games.Model {
	d.readPlayers(f["players"])
	d.payoffs(f["payoffs"])
	d.repeated(f["repeated"].value)
	return d.g
}

// kinds says how to go about games whose keys, kinds of their own, are found
// where they are not read.
var kinds = map[string]string{
	"types":    "write a strategy for each type, as in actions: [fight-fold, fold-fold], with payoffs that are averages over the types",
	"tree":     "write an extensive game as an .efg file, or as the strategic game of its strategies",
	"states":   "write the strategic game of one state, with the values of what follows as parameters",
	"dynamics": "write a strategic game; brink population and brink play have dynamics of their own",
	"chooses":  "write actions: {grid: \"0..1 step 1/10\"}, a grid of numbers",
	"range":    "write actions: {grid: \"0..1 step 1/10\"}, a grid of numbers",
}

// otherKind reports, once, a key of a mapping that makes it one of a kind of game
// that is not read there, and how such a game is written.
func (d *decoder) otherKind(n *yaml.Node, keys ...string) bool {
	for i := 0; i+1 < len(n.Content) && n.Kind == yaml.MappingNode; i += 2 {
		k := n.Content[i]
		if !slices.Contains(keys, k.Value) || kinds[k.Value] == "" {
			continue
		}
		if slices.Contains(formKeys(), k.Value) && n != d.root {
			d.errorAtNode(k, "write "+k.Value+": as a part of the game of its own, beside players:", "%q is declared for each type or part in a place of its own, not here", k.Value)
		} else {
			d.errorAtNode(k, kinds[k.Value], "games with %s: are not read here", k.Value)
		}
		return true
	}
	return false
}
