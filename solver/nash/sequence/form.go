// Package sequence finds Nash equilibria of two-player games in extensive form with
// perfect recall from the sequence form (von Stengel, "Efficient computation of
// behavior strategies", Games Econ. Behav. 14 (1996) 220-246; Koller, Megiddo and von
// Stengel, "Efficient computation of equilibria for extensive two-person games",
// same volume, 247-259), whose size is that of the tree, where the strategic form is
// exponentially larger. Every number is exact, and every equilibrium is checked
// against all strategies of both players.
package sequence

import (
	"fmt"
	"math/big"

	"brink/games"
	"brink/solver/nash/method"
)

// form is the sequence form of a tree in which at most two players choose. A
// sequence is what a player does on a way through the tree; number 0 is to do
// nothing yet, any other ends with an action at one of her information sets.
type form struct {
	e    *games.Extensive
	side [2]*side
	// cells are the pairs of sequences that end the game, with what they pay, chance
	// taken into account.
	cells []cell
	pay   []games.Table // by player of the tree: the payoffs at the cells
	odds  []*big.Rat    // how probable chance makes the cells
}

type cell struct{ at [2]int }

// side is one of the two players who choose.
type side struct {
	player int // of the tree; -1 for nobody
	sets   []infoset
	seqs   []sequence
}

// infoset is an information set with a choice.
type infoset struct {
	at     int // in the tree
	before int // the player's last sequence on the way to it
	first  int // sequence of the first action; those of the others follow
	n      int // actions
}

// sequence is a sequence by its last action; set is -1 for number 0.
type sequence struct {
	set   int   // of side.sets
	after []int // the sets right behind it
}

// newForm reads off the sequence form. The error is a *games.RecallError, or wraps
// method.Err where more than two players choose. O(nodes × players).
func newForm(e *games.Extensive) (*form, error) {
	f := &form{e: e}
	chooses := make([]int, len(e.Players)) // which side a player is, from 1
	for _, n := range e.Nodes {
		if n.Infoset < 0 {
			continue
		}
		set := &e.Infosets[n.Infoset]
		if set.Player == games.Chance || len(set.Actions) == 1 || chooses[set.Player] > 0 {
			continue
		}
		switch {
		case f.side[0] == nil:
			f.side[0] = &side{player: set.Player}
		case f.side[1] == nil:
			f.side[1] = &side{player: set.Player}
		default:
			return nil, fmt.Errorf("%w: the sequence form is for two players; %s, %s and %s have a choice", method.Err,
				e.Players[f.side[0].player], e.Players[f.side[1].player], e.Players[set.Player])
		}
		chooses[set.Player] = 1
	}
	for k := range f.side {
		if f.side[k] == nil {
			f.side[k] = &side{player: -1}
		}
		f.side[k].seqs = []sequence{{set: -1}}
	}
	if f.side[1].player >= 0 && f.side[1].player < f.side[0].player {
		f.side[0], f.side[1] = f.side[1], f.side[0]
	}
	for i := range chooses {
		chooses[i] = -1
	}
	for k, s := range f.side {
		if s.player >= 0 {
			chooses[s.player] = k
		}
	}
	return f, f.read(chooses)
}

// way is how play gets to a node: the last sequences of both sides, the probability
// of chance and the payoffs on the way.
type way struct {
	last [2]int
	prob *big.Rat
	pays []*big.Rat
}

// read walks the tree; side says which side a player is.
func (f *form) read(side []int) error {
	e := f.e
	ways := make([]way, len(e.Nodes))
	ways[0] = way{prob: big.NewRat(1, 1), pays: make([]*big.Rat, len(e.Players))}
	for p := range e.Players {
		ways[0].pays[p] = new(big.Rat)
	}
	known := make([]int, len(e.Infosets)) // their place on their side, from 1
	index := make(map[cell]int)
	sums := make([][]*big.Rat, len(e.Players)) // by player and cell
	var product big.Rat
	for i, n := range e.Nodes {
		w := ways[i]
		ways[i] = way{}
		if n.Outcome >= 0 {
			pays := make([]*big.Rat, len(w.pays))
			for p, u := range e.Outcomes[n.Outcome].Payoffs {
				pays[p] = new(big.Rat).Add(w.pays[p], u)
			}
			w.pays = pays
		}
		if n.Infoset < 0 {
			c := cell{w.last}
			k, ok := index[c]
			if !ok {
				k = len(f.cells)
				index[c] = k
				f.cells, f.odds = append(f.cells, c), append(f.odds, new(big.Rat))
				for p := range sums {
					sums[p] = append(sums[p], new(big.Rat))
				}
			}
			f.odds[k].Add(f.odds[k], w.prob)
			for p := range sums {
				sums[p][k].Add(sums[p][k], product.Mul(w.prob, w.pays[p]))
			}
			continue
		}
		set := &e.Infosets[n.Infoset]
		switch {
		case set.Player == games.Chance:
			for a, c := range n.Children {
				ways[c] = way{w.last, new(big.Rat).Mul(w.prob, set.Probs[a]), w.pays}
			}
		case len(set.Actions) == 1:
			ways[n.Children[0]] = w
		default:
			k := side[set.Player]
			s := f.side[k]
			at := known[n.Infoset] - 1
			if at < 0 {
				at = s.add(n.Infoset, w.last[k], len(set.Actions))
				known[n.Infoset] = at + 1
			} else if s.sets[at].before != w.last[k] {
				return &games.RecallError{Infoset: n.Infoset, Player: e.Players[set.Player]}
			}
			for a, c := range n.Children {
				next := w
				next.last[k] = s.sets[at].first + a
				ways[c] = next
			}
		}
	}
	for p := range sums {
		f.pay = append(f.pay, games.NewTable(sums[p]))
	}
	return nil
}

// add enters an information set behind a sequence.
func (s *side) add(at, before, actions int) int {
	k := len(s.sets)
	s.sets = append(s.sets, infoset{at: at, before: before, first: len(s.seqs), n: actions})
	s.seqs[before].after = append(s.seqs[before].after, k)
	for range actions {
		s.seqs = append(s.seqs, sequence{set: k})
	}
	return k
}

// payoff is the table of a side's player; nil for nobody, to whom nothing matters.
func (f *form) payoff(k int) *games.Table {
	if f.side[k].player < 0 {
		return nil
	}
	return &f.pay[f.side[k].player]
}

// plan is a realisation plan: the probabilities with which a player makes her
// sequences as far as she decides, over a common denominator, plan[0].
type plan []*big.Int

// uniform is the plan that makes all actions equally likely.
func (s *side) uniform() plan {
	den := make([]*big.Int, len(s.seqs)) // of the sequences
	den[0] = big.NewInt(1)
	common := big.NewInt(1)
	var g big.Int
	for _, h := range s.sets {
		d := new(big.Int).Mul(den[h.before], big.NewInt(int64(h.n)))
		for a := range h.n {
			den[h.first+a] = d
		}
		g.GCD(nil, nil, common, d)
		common.Mul(common, new(big.Int).Quo(d, &g))
	}
	out := make(plan, len(den))
	for j, d := range den {
		out[j] = new(big.Int).Quo(common, d)
	}
	return out
}

// against is what each sequence of side k earns in the numbers of its table when
// the other side follows a plan, without what later sequences earn.
func (f *form) against(k int, other plan) []*big.Int {
	out := make([]*big.Int, len(f.side[k].seqs))
	for j := range out {
		out[j] = new(big.Int)
	}
	t := f.payoff(k)
	if t == nil {
		return out
	}
	var x big.Int
	for i, c := range f.cells {
		if w := other[c.at[1-k]]; w.Sign() != 0 {
			out[c.at[k]].Add(out[c.at[k]], x.Mul(t.Num(i), w))
		}
	}
	return out
}

// best is the most that side k can earn from each of its sequences on, and the
// first best action at every set, given what sequences earn by themselves.
func (s *side) best(earn []*big.Int) (worth []*big.Int, choice []int) {
	worth = make([]*big.Int, len(earn))
	for j, v := range earn {
		worth[j] = new(big.Int).Set(v)
	}
	choice = make([]int, len(s.sets))
	for h := len(s.sets) - 1; h >= 0; h-- {
		set := s.sets[h]
		for a := 1; a < set.n; a++ {
			if worth[set.first+a].Cmp(worth[set.first+choice[h]]) > 0 {
				choice[h] = a
			}
		}
		worth[set.before].Add(worth[set.before], worth[set.first+choice[h]])
	}
	return worth, choice
}

// isPlan says whether numbers are a realisation plan.
func (s *side) isPlan(x plan) bool {
	if x[0].Sign() <= 0 {
		return false
	}
	for _, v := range x {
		if v.Sign() < 0 {
			return false
		}
	}
	for _, h := range s.sets {
		sum := new(big.Int)
		for a := range h.n {
			sum.Add(sum, x[h.first+a])
		}
		if sum.Cmp(x[h.before]) != 0 {
			return false
		}
	}
	return true
}

// equilibrium says whether plans are best replies to each other: each earns as much
// as the best one does. O(cells).
func (f *form) equilibrium(x [2]plan) bool {
	for k, s := range f.side {
		if !s.isPlan(x[k]) {
			return false
		}
		earn := f.against(k, x[1-k])
		worth, _ := s.best(earn)
		sum := new(big.Int)
		var v big.Int
		for j, e := range earn {
			sum.Add(sum, v.Mul(e, x[k][j]))
		}
		if sum.Cmp(v.Mul(worth[0], x[k][0])) != 0 {
			return false
		}
	}
	return true
}

// payoffs are what the players of the tree expect of plans.
func (f *form) payoffs(x [2]plan) []*big.Rat {
	out := make([]*big.Rat, len(f.pay))
	weight := make([]*big.Int, len(f.cells))
	for i, c := range f.cells {
		weight[i] = new(big.Int).Mul(x[0][c.at[0]], x[1][c.at[1]])
	}
	scale := new(big.Int).Mul(x[0][0], x[1][0])
	var v big.Int
	for p := range out {
		sum := new(big.Int)
		for i, w := range weight {
			if w.Sign() != 0 {
				sum.Add(sum, v.Mul(w, f.pay[p].Num(i)))
			}
		}
		out[p] = new(big.Rat).SetFrac(sum, new(big.Int).Mul(scale, f.pay[p].Den))
	}
	return out
}

// behaviour writes the probabilities of the actions at the information sets of side
// k; sets to which its plan does not lead are left out.
func (f *form) behaviour(k int, x plan, into [][]*big.Rat) {
	for _, h := range f.side[k].sets {
		if x[h.before].Sign() == 0 {
			continue
		}
		probs := make([]*big.Rat, h.n)
		for a := range probs {
			probs[a] = new(big.Rat).SetFrac(x[h.first+a], x[h.before])
		}
		into[h.at] = probs
	}
}
