package study

import (
	"math/big"

	"brink/games"
)

// decode writes the values of the axes at point k: the lists run through their values,
// the last one fastest, and the draws faster still.
func (s *Study) decode(k int64, values []*big.Rat) {
	rest := k / s.Def.Draws
	for i := len(s.Def.Axes) - 1; i >= 0; i-- {
		a := &s.Def.Axes[i]
		if a.Draw != nil {
			values[i] = s.draw(a.Draw, k, uint32(i))
			continue
		}
		n := int64(len(a.Values))
		values[i] = a.Values[rest%n]
		rest /= n
	}
}

// draw is a random number at point k.
func (s *Study) draw(d *games.Draw, k int64, which uint32) *big.Rat {
	r := stream{seed: s.Def.Seed, point: uint64(k), which: which}
	return d.Value(r.below(d.Count))
}

// payoffs writes the payoffs of the random game at point k, player by player, as
// positions among the values that are drawn from.
func (s *Study) payoffs(k int64, out []uint64) {
	d := s.Def.Random.Payoffs
	if d != nil {
		for i := range out {
			r := stream{seed: s.Def.Seed, point: uint64(k), which: payoffStreams + uint32(i)}
			out[i] = r.below(d.Count)
		}
		return
	}
	n := len(out) / len(s.Def.Random.Players)
	for p := range s.Def.Random.Players {
		ranks := out[p*n : (p+1)*n]
		r := stream{seed: s.Def.Seed, point: uint64(k), which: payoffStreams + uint32(p)}
		for i := range ranks { // Fisher and Yates, inside out
			j := r.below(uint64(i) + 1)
			ranks[i] = ranks[j]
			ranks[j] = uint64(i)
		}
	}
}
