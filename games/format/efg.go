package format

import (
	"errors"
	"fmt"
	"math/big"
	"slices"

	"brink/games"
	"brink/games/expr"
)

// efgReader reads Gambit's extensive form (.efg): the title, players, an
// optional comment, and the nodes in prefix order, each with its type (c, p or
// t), label, information set and outcome. Actions, probabilities and payoffs
// stand where a set or outcome first occurs and may be repeated or left out
// later (Gambit documentation, "The extensive game (.efg) file format").
type efgReader struct {
	*lexer
	e        *games.Extensive
	infosets map[[2]int]int // by player (0 for chance) and number in the file
	outcomes map[int]int    // by number in the file
	labels   []token        // of the information sets, for messages
	repeated int            // nodes with a label that occurred before
	example  token          // the first of them
}

// Limits of a tree.
const (
	maxTreeDepth = 10_000
	maxNodes     = 1 << 20
)

// readEFG reads an extensive form and returns its reduced strategic form.
func readEFG(s *source) games.Model {
	x := newEFGReader(s)
	if !x.read() {
		return nil
	}
	g, err := x.e.Reduce() // nil only where an error is reported
	var recall *games.RecallError
	switch {
	case errors.As(err, &recall):
		x.forgets(recall)
	case err != nil:
		x.errorf("brink solve --method sequence-form needs the tree alone", "%s", err)
	}
	return g
}

// readTree reads an extensive form, with its reduced strategic form if it is not
// too large.
func readTree(s *source) games.Model {
	x := newEFGReader(s)
	if !x.read() {
		return nil
	}
	g, err := x.e.Reduce()
	var recall *games.RecallError
	switch {
	case errors.As(err, &recall):
		x.forgets(recall)
		return nil
	case err != nil:
		return x.alone()
	}
	return g
}

// readTreeAlone reads an extensive form.
func readTreeAlone(s *source) games.Model {
	x := newEFGReader(s)
	if !x.read() {
		return nil
	}
	return x.alone()
}

func newEFGReader(s *source) *efgReader {
	return &efgReader{lexer: newLexer(s), e: &games.Extensive{}, infosets: make(map[[2]int]int), outcomes: make(map[int]int)}
}

// alone is a game of which there is only the tree.
func (x *efgReader) alone() games.Model {
	return &games.Game{Header: games.Header{Name: x.e.Title, Description: x.e.Comment}, Extensive: x.e}
}

// forgets reports imperfect recall at its place.
func (x *efgReader) forgets(fault *games.RecallError) {
	at := x.labels[fault.Infoset]
	x.errorAt(at.pos, at.end, "only games of perfect recall have a reduced strategic form; brink solve --strategies behaviour looks for equilibria of its agent form", "%s", fault)
}

func (x *efgReader) read() bool {
	title, players, ok := x.header("EFG", "2")
	if !ok {
		return false
	}
	x.e.Title = title
	x.e.Players = x.names(players, "Player ", "a player")
	if x.peek.kind == tokText {
		x.e.Comment = x.next().text
	}
	if !x.tree() {
		return false
	}
	if x.peek.kind != tokEnd {
		x.unexpected(x.peek, "the end of the file", "the tree is complete here: its last end node has no place for more")
		return false
	}
	x.uniqueLabels()
	return true
}

// tree reads the nodes. open holds the nodes on the path from the root whose
// children are not all read.
func (x *efgReader) tree() bool {
	var open []int
	seen := make(map[string]bool)
	for first := true; first || len(open) > 0; first = false {
		if len(x.e.Nodes) == maxNodes || len(open) > maxTreeDepth {
			x.errorAt(x.peek.pos, x.peek.end, "", "the tree is too large: at most %d nodes and %d levels are read", maxNodes, maxTreeDepth)
			return false
		}
		here := len(x.e.Nodes)
		t := x.peek
		kind := x.next()
		if kind.kind != tokWord || kind.text != "c" && kind.text != "p" && kind.text != "t" {
			hint := ""
			if len(open) > 0 {
				hint = "actions that lead on need a node each: " + x.missing(open)
			}
			x.unexpected(t, "a node, c, p or t,", hint)
			return false
		}
		node := games.Node{Infoset: -1, Outcome: -1}
		if x.peek.kind == tokText {
			label := x.next()
			node.Label = label.text
			if label.text != "" && seen[label.text] {
				if x.repeated++; x.repeated == 1 {
					x.example = label
				}
			}
			seen[label.text] = true
		}
		ok := true
		switch kind.text {
		case "c":
			node.Infoset, ok = x.infoset(games.Chance)
		case "p":
			var p int
			if p, ok = x.integer("the number of a player", 1, len(x.e.Players)); ok {
				node.Infoset, ok = x.infoset(p - 1)
			}
		}
		if ok {
			node.Outcome, ok = x.outcome()
		}
		if !ok {
			return false
		}
		x.e.Nodes = append(x.e.Nodes, node)
		if len(open) > 0 {
			parent := &x.e.Nodes[open[len(open)-1]]
			parent.Children = append(parent.Children, here)
		}
		if node.Infoset >= 0 {
			open = append(open, here)
		}
		for len(open) > 0 {
			top := x.e.Nodes[open[len(open)-1]]
			if len(top.Children) < len(x.e.Infosets[top.Infoset].Actions) {
				break
			}
			open = open[:len(open)-1]
		}
	}
	return true
}

// missing names the action whose node is expected next.
func (x *efgReader) missing(open []int) string {
	top := x.e.Nodes[open[len(open)-1]]
	set := x.e.Infosets[top.Infoset]
	return "the action " + set.Actions[len(top.Children)] + " of the information set " + set.Label
}

// infoset reads the number of an information set and, where given, its label and
// actions.
func (x *efgReader) infoset(player int) (int, bool) {
	at := x.peek
	number, ok := x.integer("the number of an information set", 0, 1<<30)
	if !ok {
		return 0, false
	}
	key := [2]int{player + 1, number}
	id, known := x.infosets[key]
	set := games.Infoset{Player: player}
	label := x.peek
	if x.peek.kind == tokText {
		set.Label = oneLine(x.next().text)
	}
	if !x.peek.is("{") {
		if !known {
			x.errorAt(at.pos, at.end, "", "the information set %d has no actions: it does not occur before", number)
		}
		return id, known
	}
	x.next()
	if !x.actions(&set) {
		return 0, false
	}
	if !known {
		id = len(x.e.Infosets)
		x.infosets[key] = id
		x.e.Infosets = append(x.e.Infosets, set)
		x.labels = append(x.labels, label)
		return id, true
	}
	was := x.e.Infosets[id]
	if !slices.Equal(was.Actions, set.Actions) || !slices.EqualFunc(was.Probs, set.Probs, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 }) {
		x.errorAt(at.pos, at.end, "", "the actions of the information set %d differ from those given for it before", number)
		return 0, false
	}
	if was.Label != set.Label {
		x.warnAt(label.pos, label.end, "", "the information set %d is called %q here and %q before; the first name stays", number, abbreviate(set.Label), abbreviate(was.Label))
	}
	return id, true
}

// actions reads the actions of an information set, for chance with their
// probabilities, the { being read.
func (x *efgReader) actions(set *games.Infoset) bool {
	var tokens []token
	start := x.peek.pos
	for x.commas(); !x.peek.is("}"); x.commas() {
		if x.peek.kind != tokText && x.peek.kind != tokWord && (x.peek.kind != tokNumber || set.Player == games.Chance) {
			x.unexpected(x.peek, "the name of an action or }", "")
			return false
		}
		tokens = append(tokens, x.next())
		if set.Player == games.Chance {
			if x.peek.kind == tokWord && expr.ValidName(x.peek.text) {
				x.unexpected(x.peek, "the probability of an action", "an .efg file holds numbers: where a probability is to be a parameter, write the game as tree: with parameters: (brink help game-file)")
				return false
			}
			p, ok := x.rational("the probability of an action")
			if !ok {
				return false
			}
			set.Probs = append(set.Probs, p)
		}
	}
	end := x.next()
	if len(tokens) == 0 {
		x.errorAt(start, end.end, "", "the information set has no actions")
		return false
	}
	set.Actions = x.names(tokens, "", "an action")
	return set.Player != games.Chance || x.checkProbs(set, start, end.end)
}

// checkProbs holds probabilities to their laws. Files with rounded decimals miss
// a sum of 1 by a little; they are scaled to it.
func (x *efgReader) checkProbs(set *games.Infoset, start, end int) bool {
	sum := new(big.Rat)
	for _, p := range set.Probs {
		if p.Sign() < 0 {
			x.errorAt(start, end, "", "found the negative probability %s", p.RatString())
			return false
		}
		sum.Add(sum, p)
	}
	off := new(big.Rat).Sub(sum, big.NewRat(1, 1))
	if off.Sign() == 0 {
		return true
	}
	if off.Abs(off).Cmp(big.NewRat(1, 1000)) > 0 {
		x.errorAt(start, end, "", "the probabilities sum to %s, not to 1", abbreviate(sum.RatString()))
		return false
	}
	x.warnAt(start, end, "give them as fractions", "the probabilities sum to %s; they are divided by it", abbreviate(sum.RatString()))
	for i, p := range set.Probs {
		set.Probs[i] = new(big.Rat).Quo(p, sum)
	}
	return true
}

// outcome reads the number of an outcome, 0 for none, and, where given, its
// label and payoffs.
func (x *efgReader) outcome() (int, bool) {
	at := x.peek
	number, ok := x.integer("the number of an outcome", 0, 1<<30)
	if !ok {
		return 0, false
	}
	out := games.Outcome{}
	if x.peek.kind == tokText {
		out.Label = oneLine(x.next().text)
	}
	id, known := x.outcomes[number]
	if !x.peek.is("{") {
		if number > 0 && !known {
			x.errorAt(at.pos, at.end, "", "the outcome %d has no payoffs: it does not occur before", number)
			return 0, false
		}
		if number == 0 {
			id = -1
		}
		return id, true
	}
	open := x.next()
	for x.commas(); !x.peek.is("}"); x.commas() {
		u, ok := x.rational("a payoff or }")
		if !ok {
			return 0, false
		}
		out.Payoffs = append(out.Payoffs, u)
	}
	end := x.next()
	switch {
	case len(out.Payoffs) != len(x.e.Players):
		x.errorAt(open.pos, end.end, "", "found %s where %d, one per player, were expected", plural(len(out.Payoffs), "payoff"), len(x.e.Players))
		return 0, false
	case number == 0:
		if slices.ContainsFunc(out.Payoffs, func(u *big.Rat) bool { return u.Sign() != 0 }) {
			x.errorAt(at.pos, end.end, "give the outcome a number of its own", "the outcome 0 pays nothing")
			return 0, false
		}
		return -1, true
	case known && !slices.EqualFunc(x.e.Outcomes[id].Payoffs, out.Payoffs, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 }):
		x.errorAt(open.pos, end.end, "", "the payoffs of the outcome %d differ from those given for it before", number)
		return 0, false
	case !known:
		id = len(x.e.Outcomes)
		x.outcomes[number] = id
		x.e.Outcomes = append(x.e.Outcomes, out)
	}
	return id, true
}

// uniqueLabels makes the labels of each player's information sets unique and
// warns once of that, and once of node labels that occur more than once, on
// which nothing hangs.
func (x *efgReader) uniqueLabels() {
	var renamed []int
	for p := games.Chance; p < len(x.e.Players); p++ {
		var sets []int
		var labels []token
		for h, set := range x.e.Infosets {
			if set.Player == p && set.Label != "" {
				sets = append(sets, h)
				labels = append(labels, token{text: set.Label})
			}
		}
		for i, name := range uniqueNames(labels, "", nil) {
			if set := &x.e.Infosets[sets[i]]; set.Label != name {
				set.Label = name
				renamed = append(renamed, sets[i])
			}
		}
	}
	if len(renamed) > 0 {
		slices.Sort(renamed)
		at := x.labels[renamed[0]]
		x.warnAt(at.pos, at.end, "", "the label %q of an information set occurs before; it is read as %q%s", abbreviate(oneLine(at.text)),
			abbreviate(x.e.Infosets[renamed[0]].Label), more(len(renamed)-1))
	}
	if x.repeated > 0 {
		x.warnAt(x.example.pos, x.example.end, "", "the label %q of a node occurs before%s", abbreviate(x.example.text),
			more(x.repeated-1))
	}
}

// more mentions n further cases, if there are any.
func more(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (%d more likewise)", n)
}
