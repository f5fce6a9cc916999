package dynamics

import (
	"math/big"

	"brink/games"
)

// marginals sums joint counts over the other players.
func marginals(shape []int, joint []int64) [][]int64 {
	out := make([][]int64, len(shape))
	for p, m := range shape {
		out[p] = make([]int64, m)
		byOpponents(shape, p, func(index, _, own int) { out[p][own] += joint[index] })
	}
	return out
}

func sum(counts []int64) int64 {
	t := int64(0)
	for _, c := range counts {
		t += c
	}
	return t
}

// averages are the players' average payoffs over the counted rounds; zero if
// there are none.
func averages(g *games.Strategic, joint []int64) []*big.Rat {
	total := sum(joint)
	out := make([]*big.Rat, len(g.Players))
	var acc, term big.Int
	for p, t := range g.Payoffs {
		acc.SetInt64(0)
		for i, c := range joint {
			if c != 0 {
				acc.Add(&acc, term.Mul(t.Num(i), big.NewInt(c)))
			}
		}
		out[p] = over(&acc, t.Den, total)
	}
	return out
}

// over is num/(den*total), or zero when total is.
func over(num, den *big.Int, total int64) *big.Rat {
	if total == 0 {
		return new(big.Rat)
	}
	return new(big.Rat).SetFrac(num, new(big.Int).Mul(den, big.NewInt(total)))
}

// exploitability is each player's gain from her best deviation when everybody
// else plays the mixture proportional to counts, independently. It skips
// actions that were never played: O(players × profiles) at worst.
func exploitability(g *games.Strategic, counts [][]int64) []*big.Rat {
	shape := g.Shape()
	out := make([]*big.Rat, len(shape))
	weights := make([]*big.Int, 0)
	for p, m := range shape {
		// Weights of the opponents' profiles, player by player.
		weights = append(weights[:0], big.NewInt(1))
		total := big.NewInt(1) // product of the opponents' numbers of rounds
		for q := range shape {
			if q == p {
				continue
			}
			total.Mul(total, big.NewInt(sum(counts[q])))
			next := make([]*big.Int, 0, len(weights)*shape[q])
			for _, w := range weights {
				for _, c := range counts[q] {
					if w == nil || c == 0 {
						next = append(next, nil)
						continue
					}
					next = append(next, new(big.Int).Mul(w, big.NewInt(c)))
				}
			}
			weights = next
		}
		value := make([]big.Int, m)
		var term big.Int
		byOpponents(shape, p, func(index, opp, own int) {
			if w := weights[opp]; w != nil {
				value[own].Add(&value[own], term.Mul(w, g.Payoffs[p].Num(index)))
			}
		})
		// gain = max(value) - sum over own actions of count*value / rounds.
		best := &value[0]
		mean := new(big.Int)
		for a := range value {
			if value[a].Cmp(best) > 0 {
				best = &value[a]
			}
			mean.Add(mean, term.Mul(&value[a], big.NewInt(counts[p][a])))
		}
		rounds := sum(counts[p])
		gain := new(big.Int).Mul(best, big.NewInt(rounds))
		out[p] = over(gain.Sub(gain, mean), total.Mul(total, g.Payoffs[p].Den), rounds)
	}
	return out
}

// hindsight is, per player, the best fixed action's average payoff against the
// joint play of the others, less what she realised.
func hindsight(g *games.Strategic, joint []int64, realised []*big.Rat) []*big.Rat {
	shape := g.Shape()
	total := sum(joint)
	out := make([]*big.Rat, len(shape))
	var term big.Int
	for p, m := range shape {
		faced := make([]int64, len(joint)/m)
		byOpponents(shape, p, func(index, opp, _ int) { faced[opp] += joint[index] })
		value := make([]big.Int, m)
		byOpponents(shape, p, func(index, opp, own int) {
			if c := faced[opp]; c != 0 {
				value[own].Add(&value[own], term.Mul(g.Payoffs[p].Num(index), big.NewInt(c)))
			}
		})
		best := &value[0]
		for a := range value {
			if value[a].Cmp(best) > 0 {
				best = &value[a]
			}
		}
		out[p] = over(best, g.Payoffs[p].Den, total)
		out[p].Sub(out[p], realised[p])
	}
	return out
}

// floatTables are the payoffs in floating point, for samples.
func floatTables(g *games.Strategic) [][]float64 {
	out := make([][]float64, len(g.Players))
	for p, t := range g.Payoffs {
		out[p] = make([]float64, t.Len())
		for i := range out[p] {
			out[p][i], _ = t.Rat(i).Float64()
		}
	}
	return out
}

// sample computes a Sample of the state after a round in floating point.
func (c *course) sample(round int64) Sample {
	n := float64(round)
	s := Sample{Round: int(round), Frequencies: make([][]float64, len(c.shape))}
	for p, row := range marginals(c.shape, c.joint) {
		s.Frequencies[p] = make([]float64, len(row))
		for a, k := range row {
			s.Frequencies[p][a] = float64(k) / n
		}
	}
	for p, m := range c.shape {
		weights := []float64{1} // of the opponents' profiles
		for q, f := range s.Frequencies {
			if q == p {
				continue
			}
			next := make([]float64, 0, len(weights)*len(f))
			for _, w := range weights {
				for _, x := range f {
					next = append(next, w*x)
				}
			}
			weights = next
		}
		value := make([]float64, m)
		realised := 0.0
		byOpponents(c.shape, p, func(index, opp, own int) {
			pay := c.tables[p][index]
			if w := weights[opp]; w != 0 {
				value[own] += w * pay
			}
			if k := c.joint[index]; k != 0 {
				realised += float64(k) / n * pay
			}
		})
		best, mean := value[0], 0.0
		for a, v := range value {
			best = max(best, v)
			mean += v * s.Frequencies[p][a]
		}
		s.Exploitability = append(s.Exploitability, max(0, best-mean))
		s.Realised = append(s.Realised, realised)
	}
	return s
}
