package ask

import (
	"math/big"

	"brink/games"
	"brink/solver/answer"
)

// HasReplies reports whether RepliesOf has an answer: for two players with two actions
// each.
func HasReplies(m games.Model) bool {
	g, ok := m.(*games.Game)
	return ok && len(g.Players) == 2 && len(g.Players[0].Actions) == 2 && len(g.Players[1].Actions) == 2
}

// RepliesOf is the best responses of the players of a 2×2 game at a point.
func RepliesOf(g *games.Game, at Point) (*answer.Replies, error) {
	s, err := g.At(at)
	if err != nil {
		return nil, err
	}
	gain := func(p, other int) *big.Rat {
		profile := func(own int) int {
			x := []int{own, other}
			if p == 1 {
				x = []int{other, own}
			}
			return s.Index(x)
		}
		t := s.Payoffs[p]
		return new(big.Rat).Sub(t.Rat(profile(0)), t.Rat(profile(1)))
	}
	var out answer.Replies
	for p := range out.Players {
		out.Players[p] = answer.Reply{AtZero: gain(p, 1), AtOne: gain(p, 0)}
	}
	return &out, nil
}
