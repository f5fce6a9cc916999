package games

import "math/big"

// Chance is the player of the moves of nature.
const Chance = -1

// Extensive is a finite game in extensive form with numbers for payoffs: a tree
// of moves in Kuhn's (1953) sense. Nodes[0] is the root and children stand
// behind their parents. An Extensive is immutable once read.
type Extensive struct {
	Title, Comment string
	Players        []string
	Infosets       []Infoset
	Outcomes       []Outcome
	Nodes          []Node
}

// Infoset is an information set of a player or of Chance: what she knows when
// she moves.
type Infoset struct {
	Player  int
	Label   string
	Actions []string
	Probs   []*big.Rat // of the actions of Chance; nil for players
}

// Outcome gives payoffs, one per player, whenever play passes a node with it.
type Outcome struct {
	Label   string
	Payoffs []*big.Rat
}

// Node is a node of the tree: terminal when Infoset is negative, without payoffs
// of its own when Outcome is negative.
type Node struct {
	Label            string
	Infoset, Outcome int
	Children         []int // one per action of the information set
}

// Plan is a reduced strategy: the action at each information set of the game,
// negative where her own earlier choices keep the player from getting there and
// at the information sets of others.
type Plan []int
