package nplayer

import (
	"context"
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/solver/nash/method"
	"brink/solver/nash/sets"
)

// manyGame is a game with any number of players, prepared for the search over
// supports. The opponents' profiles of player i are numbered like profiles,
// the last opponent's action changing fastest.
type manyGame struct {
	g     *games.Strategic
	n     int
	shape []int

	// opp[i] is the number of profiles of i's opponents, step[i][j] by how much
	// player j's next action moves their number; step[i][i] is 0.
	opp  []int
	step [][]int

	// pay[i][a][v] is i's payoff, as an integer over the table's denominator,
	// at her action a and the opponents' profile v.
	pay [][][]algebra.Int

	// diff[i][a*k+b][v] is (pay[i][a][v] - pay[i][b][v])/2^shift[i] rounded to
	// the nearest floating-point number. bits[i] is the length of the longest
	// difference.
	diff  [][][]float64
	shift []int
	bits  []int

	// more[i][a*k+b] is the set of v at which a pays i more than b.
	more [][]sets.Set

	// slab[i][j][c] is the set of v in which opponent j plays c.
	slab [][][]sets.Set
}

// newManyGame prepares the tables: O(profiles · total number of actions) space. It
// returns nil when the context ends first.
func newManyGame(ctx context.Context, g *games.Strategic) *manyGame {
	m := &manyGame{g: g, n: len(g.Players), shape: g.Shape()}
	stride := method.Strides(g)
	for i := range m.n {
		step, size := make([]int, m.n), 1
		for j := m.n - 1; j >= 0; j-- {
			if j != i {
				step[j] = size
				size *= m.shape[j]
			}
		}
		m.opp = append(m.opp, size)
		m.step = append(m.step, step)
		m.addPayoffs(i, stride)
		if !m.addDifferences(ctx, i) {
			return nil
		}
		m.addSlabs(i)
	}
	return m
}

// addPayoffs sorts the payoff table of player i by her own action.
func (m *manyGame) addPayoffs(i int, stride []int) {
	k := m.shape[i]
	pay := make([][]algebra.Int, k)
	for a := range pay {
		pay[a] = make([]algebra.Int, m.opp[i])
	}
	table := &m.g.Payoffs[i]
	profile := make([]int, m.n)
	for idx := range m.g.Profiles() {
		a := idx / stride[i] % k
		m.g.Decode(idx, profile)
		v := 0
		for j, c := range profile {
			v += c * m.step[i][j]
		}
		if table.Small != nil {
			pay[a][v] = algebra.NewInt(table.Small[idx])
		} else {
			pay[a][v] = algebra.IntFromBig(table.Num(idx))
		}
	}
	m.pay = append(m.pay, pay)
}

// floatBits bounds the exponents of the floating-point differences, so that
// nothing computed from them overflows. What underflows is below underflow.
const floatBits = 60

// underflow bounds the error of a difference that underflows.
const underflow = 0x1p-1000

// addDifferences compares each pair of actions of player i at each profile of
// her opponents. It returns false when the context ends first.
func (m *manyGame) addDifferences(ctx context.Context, i int) bool {
	k := m.shape[i]
	exact := make([][]algebra.Int, k*k)
	bits := 0
	more := make([]sets.Set, k*k)
	for a := range k {
		for b := range k {
			if a == b {
				continue
			}
			if ctx.Err() != nil {
				return false
			}
			d, s := make([]algebra.Int, m.opp[i]), sets.New(m.opp[i])
			for v := range d {
				d[v] = m.pay[i][a][v].Sub(m.pay[i][b][v])
				bits = max(bits, d[v].BitLen())
				if d[v].Sign() > 0 {
					s.Add(v)
				}
			}
			exact[a*k+b], more[a*k+b] = d, s
		}
	}
	shift := max(0, bits-floatBits)
	diff := make([][]float64, k*k)
	for ab, d := range exact {
		if d == nil {
			continue
		}
		f := make([]float64, len(d))
		for v, x := range d {
			f[v] = toFloat(x, shift)
		}
		diff[ab] = f
	}
	m.diff = append(m.diff, diff)
	m.more = append(m.more, more)
	m.shift = append(m.shift, shift)
	m.bits = append(m.bits, bits)
	return true
}

// toFloat returns x/2^shift, rounded once.
func toFloat(x algebra.Int, shift int) float64 {
	if w, ok := x.Int64(); ok && shift == 0 {
		return float64(w)
	}
	f := new(big.Float).SetInt(x.Big())
	if f.Sign() == 0 {
		return 0
	}
	r, _ := f.SetMantExp(f, -shift).Float64()
	return r
}

func (m *manyGame) addSlabs(i int) {
	slabs := make([][]sets.Set, m.n)
	for j := range m.n {
		if j == i {
			continue
		}
		slabs[j] = make([]sets.Set, m.shape[j])
		for c := range slabs[j] {
			slabs[j][c] = sets.New(m.opp[i])
		}
		for v := range m.opp[i] {
			slabs[j][v/m.step[i][j]%m.shape[j]].Add(v)
		}
	}
	m.slab = append(m.slab, slabs)
}
