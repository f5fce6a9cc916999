package study

import (
	"math/big"
	"strconv"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// randomModel is the game whose payoffs are parameters: what is compiled once for all
// random games. Its point is the list of payoffs, player by player.
func randomModel(def *games.Study) *games.Game {
	r := def.Random
	g := &games.Game{Players: r.Players, Defined: expr.True()}
	g.ID, g.Name = def.ID, def.Name
	n := 1
	for _, p := range r.Players {
		n *= len(p.Actions)
	}
	for p := range r.Players {
		payoffs := make([]expr.Value, n)
		for i := range payoffs {
			payoffs[i] = expr.Plain(algebra.FromPoly(algebra.Variable(len(g.Params))))
			g.Params = append(g.Params, games.Parameter{Name: "u" + strconv.Itoa(p+1) + "_" + strconv.Itoa(i+1), Within: expr.True()})
		}
		g.Payoffs = append(g.Payoffs, payoffs)
	}
	return g
}

// randomTables draws games of one shape. Where the values are a grid of machine words
// with the same denominator nothing is computed with fractions.
type randomTables struct {
	s     *Study
	picks []uint64
	game  games.Strategic
	den   *big.Int
	low   int64 // numerators over den; step 0 where there are none in words
	step  int64
}

// maxWord bounds numerators that are computed in machine words.
const maxWord = 1 << 40

func newRandomTables(s *Study) *randomTables {
	r := s.Def.Random
	t := &randomTables{s: s, picks: make([]uint64, len(s.game.Params)), game: games.Strategic{Name: s.Def.Name, Players: r.Players}}
	n := len(t.picks) / len(r.Players)
	t.game.Payoffs = make([]games.Table, len(r.Players))
	low, step, count := big.NewRat(1, 1), big.NewRat(1, 1), uint64(n)
	if d := r.Payoffs; d != nil {
		low, step, count = d.Low, d.Step, d.Count
		if d.Values != nil {
			return t
		}
	}
	// Over the common denominator of the first value and the step.
	den := new(big.Int).Mul(low.Denom(), step.Denom())
	den.Quo(den, new(big.Int).GCD(nil, nil, low.Denom(), step.Denom()))
	over := func(x *big.Rat) *big.Int {
		y := new(big.Int).Mul(x.Num(), den)
		return y.Quo(y, x.Denom())
	}
	a, b := over(low), over(step)
	last := new(big.Int).Mul(b, new(big.Int).SetUint64(count))
	last.Add(last, a)
	if count == 0 || den.BitLen() > 40 || a.CmpAbs(big.NewInt(maxWord)) > 0 || last.CmpAbs(big.NewInt(maxWord)) > 0 {
		return t
	}
	t.den, t.low, t.step = den, a.Int64(), b.Int64()
	for p := range t.game.Payoffs {
		t.game.Payoffs[p] = games.Table{Den: den, Small: make([]int64, n)}
	}
	return t
}

// at is the game at point k; it is valid until the next call.
func (t *randomTables) at(k int64) *games.Strategic {
	t.s.payoffs(k, t.picks)
	n := len(t.picks) / len(t.game.Players)
	if t.den != nil {
		for i, x := range t.picks {
			t.game.Payoffs[i/n].Small[i%n] = t.low + int64(x)*t.step
		}
		return &t.game
	}
	for p := range t.game.Payoffs {
		t.game.Payoffs[p] = games.NewTable(t.values(p*n, (p+1)*n))
	}
	return &t.game
}

// values are the drawn payoffs at positions of the list of all.
func (t *randomTables) values(from, to int) []*big.Rat {
	out := make([]*big.Rat, 0, to-from)
	for _, x := range t.picks[from:to] {
		if d := t.s.Def.Random.Payoffs; d != nil {
			out = append(out, d.Value(x))
		} else {
			out = append(out, new(big.Rat).SetInt64(int64(x)+1))
		}
	}
	return out
}
