package refine

import (
	"math/big"
	"slices"

	"brink/games"
)

// Pattern is the order of one player's four payoffs in a 2×2 game without ties,
// named after the symmetric game in which both players have it. The names are
// those of Bruns (2015), Games 6:495-520, for the topology of Robinson and Goforth
// (2005), The Topology of the 2×2 Games.
type Pattern string

// The twelve patterns, each one exchange of neighbouring ranks from the next: first
// those where a player's best outcome is to exploit the other, then those where
// both may have the best outcome together.
const (
	PrisonersDilemma Pattern = "prisoners-dilemma"
	Chicken          Pattern = "chicken"
	Battle           Pattern = "battle"
	Hero             Pattern = "hero"
	Compromise       Pattern = "compromise"
	Deadlock         Pattern = "deadlock"

	Concord      Pattern = "concord"
	StagHunt     Pattern = "stag-hunt"
	Assurance    Pattern = "assurance"
	Coordination Pattern = "coordination"
	Peace        Pattern = "peace"
	Harmony      Pattern = "harmony"
)

// patterns are the orders of a player's payoffs from the best to the worst, where
// each player's action hold is the one that the other's best outcome needs: R both
// hold, T one exploits the other, S the reverse, P neither holds.
var patterns = map[string]Pattern{
	"TRPS": PrisonersDilemma, "TRSP": Chicken, "TSRP": Battle, "TSPR": Hero, "TPSR": Compromise, "TPRS": Deadlock,
	"RTSP": Concord, "RTPS": StagHunt, "RPTS": Assurance, "RPST": Coordination, "RSPT": Peace, "RSTP": Harmony,
}

// Ordinal is the ordinal class of a 2×2 game.
type Ordinal struct {
	// Tied: some player is indifferent between two outcomes, and Patterns are empty.
	Tied     bool
	Patterns [2]Pattern
}

// OrdinalClass is the ordinal class of g, one of 144 up to the names of actions (or
// 78 up to the names of players too); nil unless g is a 2×2 game.
func OrdinalClass(g *games.Strategic) *Ordinal {
	if len(g.Players) != 2 || len(g.Players[0].Actions) != 2 || len(g.Players[1].Actions) != 2 {
		return nil
	}
	// payoff of player p by its own action and the other's.
	payoff := func(p, own, other int) *big.Rat {
		if p == 1 {
			own, other = other, own
		}
		return g.Payoffs[p].Rat(own*2 + other)
	}
	var hold [2]int
	for p := range 2 {
		best := 0
		for k := 1; k < 4; k++ {
			if payoff(p, k/2, k%2).Cmp(payoff(p, best/2, best%2)) > 0 {
				best = k
			}
		}
		hold[1-p] = best % 2
	}
	o := &Ordinal{}
	for p := range 2 {
		own, other := hold[p], hold[1-p]
		values := map[byte]*big.Rat{
			'R': payoff(p, own, other), 'S': payoff(p, own, 1-other),
			'T': payoff(p, 1-own, other), 'P': payoff(p, 1-own, 1-other),
		}
		order := []byte("RSTP")
		slices.SortStableFunc(order, func(a, b byte) int { return values[b].Cmp(values[a]) })
		for i := range 3 {
			if values[order[i]].Cmp(values[order[i+1]]) == 0 {
				return &Ordinal{Tied: true}
			}
		}
		o.Patterns[p] = patterns[string(order)]
	}
	return o
}
