package repeated

import (
	"fmt"
	"strings"

	"brink/games"
	"brink/games/expr"
)

// tooLarge reports whether a game has too many action profiles to go through.
func tooLarge(g *games.Game) bool { return g.Profiles(MaxProfiles) < 0 }

// representative returns the game and profile to analyse and the players whose
// deviations matter. That is the game itself unless it has too many profiles.
// Then, if the players are exchangeable and all use the same strategy that only
// asks whether everybody kept to joint cooperation, one player stands for any
// deviator and a second one for all the others, who move alike: a deviation by
// one and a deviation by several lead to the same joint states.
func representative(g *games.Game, profile []string) (*games.Game, []string, []int, error) {
	if !tooLarge(g) {
		watch := make([]int, len(g.Players))
		for p := range watch {
			watch[p] = p
		}
		return g, profile, watch, nil
	}
	if g.Symmetric == nil {
		_, err := newStage(g)
		return nil, nil, nil, err
	}
	for _, name := range profile {
		head, _, _ := strings.Cut(name, "(")
		if name != profile[0] || head != "grim" && head != "limited-punishment" && !strings.HasPrefix(head, "always-") {
			return nil, nil, nil, fmt.Errorf("with %d players only profiles in which all use the same always-A, grim or limited-punishment are analysed", len(profile))
		}
	}
	if g.Repeated == nil {
		return nil, nil, nil, ErrNotRepeated
	}
	r := *g.Repeated
	if r.Error != nil || r.Monitoring != nil {
		return nil, nil, nil, fmt.Errorf("with %d players, errors and imperfect monitoring are not analysed", len(profile))
	}
	if r.Own != nil {
		return nil, nil, nil, fmt.Errorf("with %d players, a discount factor for each is not analysed", len(profile))
	}
	r.Automata, r.Profiles = nil, nil
	sym := g.Symmetric
	n := len(sym.Actions)
	small := &games.Game{
		Header: games.Header{ID: g.ID, Name: g.Name, Params: g.Params, Defines: g.Defines}, Defined: g.Defined, Repeated: &r,
		Players: []games.Player{g.Players[0], {Name: "the others", Actions: sym.Actions}},
		Payoffs: [][]expr.Value{make([]expr.Value, n*n), make([]expr.Value, n*n)},
	}
	for a := range n {
		for b := range n {
			counts := make([]int, n)
			counts[b] = sym.Players - 1
			small.Payoffs[0][a*n+b] = sym.Payoff[a][sym.Rank(counts)]
			// The payoff of one of the others, who sees one player at a.
			counts[b]--
			counts[a]++
			small.Payoffs[1][a*n+b] = sym.Payoff[b][sym.Rank(counts)]
		}
	}
	return small, profile[:2], []int{0}, nil
}
