package sequential_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"brink/games"
	"brink/games/format"
)

// read makes the tree of a file.
func read(t testing.TB, text string) *games.Tree {
	t.Helper()
	tree, ok := tryRead(text)
	if !ok {
		_, ds := format.Read("tree.yaml", []byte(text), format.YAML)
		t.Fatalf("%v\n%s", ds, text)
	}
	return tree
}

func tryRead(text string) (*games.Tree, bool) {
	f, ds := format.Read("tree.yaml", []byte(text), format.YAML)
	if ds.HasErrors() || f == nil {
		return nil, false
	}
	tree, ok := f.Model.(*games.Tree)
	return tree, ok
}

const header = `brink: 1
parameters: {x: 1, q: {default: 1/2, range: "[0, 1]"}}
`

// point draws values of x and q from few numbers, so that ties are frequent.
func point(r *rand.Rand) []*big.Rat {
	small := []*big.Rat{big.NewRat(-1, 1), new(big.Rat), big.NewRat(1, 2), big.NewRat(1, 1), big.NewRat(2, 1), big.NewRat(5, 3)}
	shares := []*big.Rat{new(big.Rat), big.NewRat(1, 3), big.NewRat(1, 2), big.NewRat(3, 4), big.NewRat(1, 1)}
	return []*big.Rat{small[r.IntN(len(small))], shares[r.IntN(len(shares))]}
}

// formula draws a payoff.
func formula(r *rand.Rand) string {
	switch r.IntN(9) {
	case 0:
		return "x"
	case 1:
		return "1 - x"
	default:
		return fmt.Sprint(r.IntN(4) - 1)
	}
}

func leaf(r *rand.Rand, players int) string {
	pays := make([]string, players)
	for i := range pays {
		pays[i] = formula(r)
	}
	list := "[" + strings.Join(pays, ", ") + "]"
	if r.IntN(3) == 0 {
		return "{name: " + []string{"war", "peace"}[r.IntN(2)] + ", pays: " + list + "}"
	}
	return list
}

// perfect draws a tree of perfect information.
func perfect(r *rand.Rand, players, depth int) string {
	var node func(depth int) string
	node = func(depth int) string {
		if depth == 0 || r.IntN(5) == 0 {
			return leaf(r, players)
		}
		if r.IntN(5) == 0 {
			return fmt.Sprintf("{chance: {a: q, b: 1 - q}, then: {a: %s, b: %s}}", node(depth-1), node(depth-1))
		}
		pays := ""
		if r.IntN(4) == 0 {
			pays = "pays: " + strings.TrimPrefix(leafList(r, players), " ") + ", "
		}
		actions := []string{"l: " + node(depth-1), "r: " + node(depth-1)}
		if r.IntN(4) == 0 {
			actions = append(actions, "s: "+node(depth-1))
		}
		return fmt.Sprintf("{%smove: P%d, actions: {%s}}", pays, r.IntN(players), strings.Join(actions, ", "))
	}
	return header + "players: [" + names(players) + "]\ntree: " + node(depth) + "\n"
}

func leafList(r *rand.Rand, players int) string {
	pays := make([]string, players)
	for i := range pays {
		pays[i] = formula(r)
	}
	return "[" + strings.Join(pays, ", ") + "]"
}

func names(players int) string {
	out := make([]string, players)
	for i := range out {
		out[i] = fmt.Sprint("P", i)
	}
	return strings.Join(out, ", ")
}

// blind draws a tree in which nodes of a level may share a set; it may be one
// without perfect recall, which the reader refuses.
func blind(r *rand.Rand, players, depth int) string {
	level := make([]int, depth) // who moves
	for i := range level {
		level[i] = r.IntN(players)
	}
	var node func(d int) string
	node = func(d int) string {
		if d == depth || d > 0 && r.IntN(4) == 0 {
			return leaf(r, players)
		}
		if d == 0 && r.IntN(3) == 0 {
			return fmt.Sprintf("{chance: {a: q, b: 1 - q}, then: {a: %s, b: %s}}", node(d+1), node(d+1))
		}
		return fmt.Sprintf("{move: P%d, set: h%d_%d, actions: {l: %s, r: %s}}", level[d], d, r.IntN(2), node(d+1), node(d+1))
	}
	return header + "players: [" + names(players) + "]\ntree: " + node(0) + "\n"
}

// signalling draws a signalling game, with the prior q, 1 - q, or q/2, q/2, 1 - q;
// payoffs depend on a parameter only where all sizes are 2.
func signalling(r *rand.Rand, types, messages, replies int) string {
	pays := func() string {
		if types+messages+replies == 6 {
			return leaf(r, 2)
		}
		return fmt.Sprintf("[%d, %d]", r.IntN(5)-1, r.IntN(5)-1)
	}
	prior := []string{"q", "1 - q"}
	if types == 3 {
		prior = []string{"q/2", "q/2", "1 - q"}
	}
	var chance, then []string
	for t := range types {
		chance = append(chance, fmt.Sprintf("t%d: %s", t, prior[t]))
		var ms []string
		for m := range messages {
			var rs []string
			for a := range replies {
				rs = append(rs, fmt.Sprintf("r%d: %s", a, pays()))
			}
			ms = append(ms, fmt.Sprintf("m%d: {move: P1, set: after%d, actions: {%s}}", m, m, strings.Join(rs, ", ")))
		}
		then = append(then, fmt.Sprintf("t%d: {move: P0, set: type%d, actions: {%s}}", t, t, strings.Join(ms, ", ")))
	}
	return header + "players: [P0, P1]\ntree: {chance: {" + strings.Join(chance, ", ") + "}, then: {" + strings.Join(then, ", ") + "}}\n"
}

// signalAt reads a signalling game drawn above at a point.
func signalAt(n *numeric) *signal {
	g := &signal{prior: n.chance[0]}
	for _, typ := range n.t.Nodes[0].Children {
		var byMessage [][][2]*big.Rat
		for _, msg := range n.t.Nodes[typ].Children {
			var byReply [][2]*big.Rat
			for _, z := range n.t.Nodes[msg].Children {
				byReply = append(byReply, [2]*big.Rat{n.pays[z][0], n.pays[z][1]})
			}
			byMessage = append(byMessage, byReply)
		}
		g.pays = append(g.pays, byMessage)
	}
	return g
}
