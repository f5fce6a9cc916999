package format

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// maxTreeNodes bounds the nodes of a tree.
const maxTreeNodes = 400_000

// treeReader reads the tree of a file. Nodes are numbered as they are met.
type treeReader struct {
	*decoder
	t    *games.Tree
	sets []setShape
	full bool // too many nodes; said once
}

// setShape is where an information set was first declared.
type setShape struct{ at *yaml.Node }

func (d *decoder) treeForm(f map[string]entry) games.Model {
	r := &treeReader{decoder: d, t: &games.Tree{}}
	r.players(f["players"])
	if e := f["tree"]; r.t.Players != nil {
		zero := make([]expr.Value, len(r.t.Players))
		for i := range zero {
			zero[i] = expr.Plain(algebra.Ratio{})
		}
		r.node(e.value, "", zero)
	}
	r.t.Defined = expr.And(d.domain...)
	if d.diags.HasErrors() {
		return r.t
	}
	r.t.Finish()
	if h, bad := r.t.RecallFault(); bad {
		d.errorAtNode(r.sets[h].at, "give the nodes sets of their own, or their player what she knew before", "at %q a player does not know what she knew or did earlier; only trees of perfect recall are read", r.t.Sets[h].Name)
	}
	return r.t
}

// players reads the names; a mapping to actions, as strategic games have it, is
// refused, since the tree says who can do what.
func (r *treeReader) players(e entry) {
	if e.key == nil {
		r.errorAtNode(r.first(), "write players: [A, B]", "the file declares no players")
		return
	}
	if e.value != nil && e.value.Kind == yaml.MappingNode {
		r.errorAtNode(e.value, "in an extensive game the tree has the actions: write players: [A, B], and tree: {move: A, actions: {in: {move: B, actions: {…}}, out: [0, 2]}}", "found actions of the players where a list of their names was expected")
		return
	}
	list, ok := r.list(e.value, "players", false)
	if !ok {
		return
	}
	if len(list) == 0 {
		r.errorAtNode(e.value, "write players: [A, B]", "found no players")
	}
	for _, n := range list {
		if r.checkLabel(n, "a player") {
			r.t.Players = append(r.t.Players, n.Value)
			r.decoder.g.Players = append(r.decoder.g.Players, games.Player{Name: n.Value})
		}
	}
}

const nodeHint = "a node is a list of payoffs, {name: …, pays: […]}, {move: PLAYER, actions: {…}} or {chance: {…}, then: {…}}"

// node reads a node below path with what was paid on the way, and returns its
// number, or -1.
func (r *treeReader) node(n *yaml.Node, path string, paid []expr.Value) int {
	t := r.t
	if len(t.Nodes) >= maxTreeNodes {
		if !r.full {
			r.errorAtNode(n, "", "the tree has too many nodes: at most %d are read", maxTreeNodes)
		}
		r.full = true
		return -1
	}
	at := len(t.Nodes)
	t.Nodes = append(t.Nodes, games.TreeNode{Set: -1})
	if n.Kind == yaml.SequenceNode {
		t.Nodes[at].Payoffs = r.pay(n, paid)
		return at
	}
	f := r.fields(n, "a node of the tree", "name", "pays", "move", "set", "actions", "chance", "then")
	if f == nil {
		r.hintLast(nodeHint)
		return -1
	}
	if e := f["pays"]; e.key != nil {
		paid = r.pay(e.value, paid)
	}
	name := ""
	if e := f["name"]; e.key != nil {
		name, _ = r.text(e, "the name of a leaf")
	}
	switch {
	case f["move"].key != nil:
		r.move(at, n, f, path, paid)
	case f["chance"].key != nil:
		r.chance(at, n, f, path, paid)
	case f["pays"].key == nil:
		r.errorAtNode(n, nodeHint, "this node has no payoffs, no move and no chance")
	default:
		t.Nodes[at].Payoffs = paid
	}
	if inner := f["move"].key != nil || f["chance"].key != nil; inner && name != "" {
		r.errorAtNode(f["name"].key, "", "only leaves have names")
	} else {
		t.Nodes[at].Name = name
	}
	return at
}

// pay adds a list of payoffs, one for each player.
func (r *treeReader) pay(n *yaml.Node, paid []expr.Value) []expr.Value {
	list, ok := r.list(n, "payoffs", false)
	if !ok {
		return paid
	}
	if len(list) != len(paid) {
		r.errorAtNode(n, "list one payoff for each of "+strings.Join(r.t.Players, ", ")+", in this order", "found %s where %d, one for each player, were expected", plural(len(list), "payoff"), len(paid))
		return paid
	}
	out := slices.Clone(paid)
	for i, p := range list {
		v, ok := r.value(p, r.scope)
		if !ok {
			continue
		}
		sum, err := v.Combine(out[i], func(a, b algebra.Ratio) (algebra.Ratio, error) { return a.Add(b), nil })
		if err != nil {
			r.errorAtNode(p, "", "the payoffs on the way to here: %v", err)
			continue
		}
		out[i] = sum
	}
	return out
}

func (r *treeReader) move(at int, n *yaml.Node, f map[string]entry, path string, paid []expr.Value) {
	for _, key := range []string{"chance", "then"} {
		if e := f[key]; e.key != nil {
			r.errorAtNode(e.key, "", "a move of a player has no %s:", key)
		}
	}
	who, ok := r.text(f["move"], "the player who moves")
	if !ok {
		return
	}
	player := slices.Index(r.t.Players, who)
	if player < 0 {
		r.errorAtNode(f["move"].value, suggest(who, r.t.Players), "%q is not a player", abbreviate(who))
		return
	}
	if f["actions"].key == nil {
		r.errorAtNode(n, "add actions: {ACTION: NODE, …}", "the move has no actions")
		return
	}
	es, ok := r.entries(f["actions"].value, "the actions of a move")
	if !ok {
		return
	}
	if len(es) == 0 {
		r.errorAtNode(f["actions"].key, "", "found no actions")
		return
	}
	names := make([]string, len(es))
	for i, e := range es {
		if !r.checkLabel(e.key, "an action") {
			return
		}
		names[i] = e.key.Value
	}
	set := path
	if e := f["set"]; e.key != nil {
		if set, ok = r.text(e, "the name of an information set"); !ok {
			return
		}
	} else if set == "" {
		set = who
		if r.t.Set(set) >= 0 {
			set = "root"
		}
	}
	h := r.t.Set(set)
	if h < 0 {
		h = len(r.t.Sets)
		r.t.Sets = append(r.t.Sets, games.TreeSet{Name: set, Player: player, Actions: names})
		r.sets = append(r.sets, setShape{f["move"].key})
	}
	s := &r.t.Sets[h]
	switch {
	case s.Player != player:
		r.errorAtNode(f["move"].value, "a set belongs to one player", "the set %q is one of %s, not of %s", abbreviate(set), r.t.Players[s.Player], who)
		return
	case len(names) != len(s.Actions) || slices.ContainsFunc(names, func(a string) bool { return !slices.Contains(s.Actions, a) }):
		r.errorAtNode(f["actions"].key, "nodes that a player cannot tell apart have the same actions", "the set %q has the actions %s", abbreviate(set), strings.Join(s.Actions, ", "))
		return
	}
	s.Nodes = append(s.Nodes, at)
	r.t.Nodes[at].Set = h
	children := make([]int, len(es))
	for _, e := range es {
		c := r.node(e.value, join(path, e.key.Value), paid)
		children[slices.Index(r.t.Sets[h].Actions, e.key.Value)] = c
	}
	r.t.Nodes[at].Children = children
}

// join extends the name of a node.
func join(path, step string) string {
	if path == "" {
		return step
	}
	return path + "." + step
}

func (r *treeReader) chance(at int, n *yaml.Node, f map[string]entry, path string, paid []expr.Value) {
	for _, key := range []string{"set", "actions"} {
		if e := f[key]; e.key != nil {
			r.errorAtNode(e.key, "write chance: {NAME: PROBABILITY, …} and then: {NAME: NODE, …}", "a move of chance has no %s:", key)
		}
	}
	probs, ok := r.entries(f["chance"].value, "a move of chance")
	if !ok {
		return
	}
	if f["then"].key == nil {
		r.errorAtNode(n, "add then: {NAME: NODE, …}", "the move of chance does not say what follows")
		return
	}
	then, ok := r.entries(f["then"].value, "what follows a move of chance")
	if !ok {
		return
	}
	var names []string
	var values []expr.Value
	for _, e := range probs {
		if !r.checkLabel(e.key, "an outcome of chance") {
			return
		}
		v, ok := r.value(e.value, r.scope)
		if !ok {
			return
		}
		names, values = append(names, e.key.Value), append(values, v)
	}
	r.distribution(f["chance"].key, values)
	children := make([]int, len(names))
	for i := range children {
		children[i] = -1
	}
	for _, e := range then {
		i := slices.Index(names, e.key.Value)
		if i < 0 {
			r.errorAtNode(e.key, suggest(e.key.Value, names), "%q is not an outcome of this move of chance", abbreviate(e.key.Value))
			continue
		}
		children[i] = r.node(e.value, join(path, e.key.Value), paid)
	}
	for i, c := range children {
		if c < 0 && !r.full && !r.diags.HasErrors() {
			r.errorAtNode(f["then"].key, "", "then: does not say what follows %q", names[i])
		}
	}
	node := &r.t.Nodes[at]
	node.Branches, node.Chance, node.Children = names, values, children
}

// distribution requires of probabilities that they are at least 0 and sum to 1:
// of numbers here and now, of formulas as part of what the game takes for granted.
func (d *decoder) distribution(key *yaml.Node, ps []expr.Value) {
	sum := expr.Plain(algebra.Ratio{})
	one, zero := expr.Plain(algebra.FromInt(1)), expr.Plain(algebra.Ratio{})
	for _, p := range ps {
		if r, ok := p.Ratio(); ok && p.Compare(expr.LT, zero).IsTrue() {
			d.errorAtNode(key, "probabilities are at least 0 and sum to 1", "found the probability %s", d.g.Printer().Ratio(r))
			return
		}
		var err error
		if sum, err = sum.Combine(p, func(a, b algebra.Ratio) (algebra.Ratio, error) { return a.Add(b), nil }); err != nil {
			d.errorAtNode(key, "", "the sum of the probabilities: %v", err)
			return
		}
	}
	all := []expr.Formula{sum.Compare(expr.EQ, one)}
	for _, p := range ps {
		all = append(all, p.Compare(expr.GE, zero))
	}
	f := expr.And(all...)
	if f.IsFalse() {
		r, _ := sum.Ratio()
		d.errorAtNode(key, "probabilities are at least 0 and sum to 1", "found probabilities that sum to %s", d.g.Printer().Ratio(r))
		return
	}
	if !f.IsTrue() {
		d.domain = append(d.domain, f)
	}
}
