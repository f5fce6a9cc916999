package format

import (
	"slices"

	"brink/games"
	"brink/games/expr"
)

// headerKeys are the keys that files of every kind may have.
var headerKeys = []string{"brink", "$schema", "id", "name", "source", "description", "notes", "shelf",
	"parameters", "assume", "define", "claims"}

// form is how files of one kind of game are read.
type form struct {
	kind games.Kind
	keys []string // that such a file may have beside headerKeys
	// is reports whether the keys that are there make the file one of this kind.
	is func(f map[string]entry) bool
	// read reads what is special to the kind. The header, as far as it goes, is in
	// d.g; the caller copies it into the model.
	read func(d *decoder, f map[string]entry) games.Model
	// claim checks a predicate of claims, and says whether it is a number. It is
	// nil where predicates is the list.
	claim func(d *decoder, c *expr.Compiler, n *expr.Node) (number, known bool, err *expr.Error)
}

// forms lists the kinds, the one that is assumed where none is recognised last.
func forms() []form {
	return []form{
		{games.TreeForm, []string{"players", "tree"}, has("tree"), (*decoder).treeForm, treeClaim},
		{games.StrategicForm, []string{"players", "payoffs", "repeated"}, func(map[string]entry) bool { return true }, (*decoder).strategicForm, nil},
	}
}

// has recognises a kind by a key.
func has(key string) func(map[string]entry) bool {
	return func(f map[string]entry) bool { return f[key].key != nil }
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
