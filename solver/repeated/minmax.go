package repeated

import (
	"context"
	"fmt"
	"math/big"

	"brink/games"
	"brink/solver/exact"
)

// Minmax is the payoff to which the others can hold a player.
type Minmax struct {
	// Pure is the minmax in pure actions: the least best-response payoff over the
	// action profiles of the others, and Against one that attains it (the player's
	// own entry is her best response).
	Pure    *big.Rat
	Against []int
	// Mixed is the minmax in mixed actions of the one opponent, and Mix the
	// opponent's action probabilities; nil in games of more than two players,
	// where independent mixing is not a linear problem.
	Mixed *big.Rat
	Mix   []*big.Rat
}

// Minmaxes computes the minmax payoffs of all players: by enumeration in pure
// actions, O(players × profiles), and by an exact linear program in mixed ones
// (von Neumann 1928).
func Minmaxes(ctx context.Context, s *games.Strategic) ([]Minmax, error) {
	out := make([]Minmax, len(s.Players))
	for p := range out {
		out[p] = pureMinmax(s, p)
		if len(s.Players) != 2 {
			continue
		}
		var err error
		if out[p].Mixed, out[p].Mix, err = mixedMinmax(ctx, s, p); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// bestReply is the profile, by index, at which player p does best when the others
// play as at index: index itself where p gains nothing elsewhere.
func bestReply(s *games.Strategic, p, index int) int {
	stride := 1
	for _, q := range s.Players[p+1:] {
		stride *= len(q.Actions)
	}
	own := len(s.Players[p].Actions)
	first := index - index/stride%own*stride
	best := index
	for a := range own {
		if j := first + a*stride; s.Payoffs[p].Compare(j, best) > 0 {
			best = j
		}
	}
	return best
}

func pureMinmax(s *games.Strategic, p int) Minmax {
	own := len(s.Players[p].Actions)
	stride := 1
	for _, q := range s.Players[p+1:] {
		stride *= len(q.Actions)
	}
	least := -1
	t := s.Payoffs[p]
	for i := range s.Profiles() {
		if i/stride%own != 0 {
			continue // one representative for each profile of the others
		}
		best := i
		for a := 1; a < own; a++ {
			if t.Compare(i+a*stride, best) > 0 {
				best = i + a*stride
			}
		}
		if least < 0 || t.Compare(best, least) < 0 {
			least = best
		}
	}
	m := Minmax{Pure: t.Rat(least), Against: make([]int, len(s.Players))}
	s.Decode(least, m.Against)
	return m
}

// mixedMinmax holds player p of a bimatrix game down. With payoffs shifted to be
// positive, the opponent's mix z/Σz for z that maximises Σz subject to M·z <= 1
// gives the value 1/Σz.
func mixedMinmax(ctx context.Context, s *games.Strategic, p int) (*big.Rat, []*big.Rat, error) {
	own, other := len(s.Players[p].Actions), len(s.Players[1-p].Actions)
	t := s.Payoffs[p]
	at := func(i, j int) *big.Int {
		if p == 0 {
			return t.Num(i*other + j)
		}
		return t.Num(j*own + i)
	}
	shift := new(big.Int)
	for i := range own {
		for j := range other {
			if v := at(i, j); v.Cmp(shift) < 0 {
				shift = v
			}
		}
	}
	shift = new(big.Int).Sub(big.NewInt(1), shift)
	lp := exact.LP{}
	for i := range own {
		row := make([]*big.Int, other)
		for j := range row {
			row[j] = new(big.Int).Add(at(i, j), shift)
		}
		lp.A, lp.B = append(lp.A, row), append(lp.B, big.NewInt(1))
	}
	for range other {
		lp.C = append(lp.C, big.NewInt(1))
	}
	res, err := lp.Solve(ctx)
	if err != nil {
		return nil, nil, err
	}
	if res.Status != exact.LPOptimal {
		return nil, nil, fmt.Errorf("repeated: the minmax program of %s is %s", s.Players[p].Name, res.Status)
	}
	value := new(big.Rat).Inv(res.Value)
	mix := make([]*big.Rat, other)
	for j := range mix {
		mix[j] = new(big.Rat).Mul(res.X[j], value)
	}
	value.Sub(value, new(big.Rat).SetInt(shift))
	return value.Quo(value, new(big.Rat).SetInt(t.Den)), mix, nil
}
