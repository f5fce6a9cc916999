package dynamics

import "math/big"

// bigBeliefs holds sums of any size: the fallback when int64 might overflow.
type bigBeliefs struct {
	offset []int
	sums   []big.Int
	tables [][]*big.Int // per player, entry opp*m+a
	t      [3]big.Int   // scratch
}

func newBigBeliefs(shape []int, tables [][]*big.Int) *bigBeliefs {
	off := offsets(shape)
	return &bigBeliefs{offset: off, sums: make([]big.Int, off[len(shape)]), tables: tables}
}

func (b *bigBeliefs) name() string { return "big" }

func (b *bigBeliefs) fresh() beliefs {
	return &bigBeliefs{offset: b.offset, sums: make([]big.Int, len(b.sums)), tables: b.tables}
}

func (b *bigBeliefs) of(p int) []big.Int { return b.sums[b.offset[p]:b.offset[p+1]] }

func (b *bigBeliefs) column(p, opp int) []*big.Int {
	m := b.offset[p+1] - b.offset[p]
	return b.tables[p][opp*m : opp*m+m]
}

func (b *bigBeliefs) observe(p, opp int, times int64) {
	sums, col := b.of(p), b.column(p, opp)
	k := b.t[0].SetInt64(times)
	for a, v := range col {
		sums[a].Add(&sums[a], b.t[1].Mul(v, k))
	}
}

func (b *bigBeliefs) observeBest(p, opp int) int {
	sums, col := b.of(p), b.column(p, opp)
	at := 0
	for a, v := range col {
		sums[a].Add(&sums[a], v)
		if sums[a].Cmp(&sums[at]) > 0 {
			at = a
		}
	}
	return at
}

func (b *bigBeliefs) best(p int) int {
	sums := b.of(p)
	at := 0
	for a := range sums {
		if sums[a].Cmp(&sums[at]) > 0 {
			at = a
		}
	}
	return at
}

// lasts is explained at machineBeliefs.lasts.
func (b *bigBeliefs) lasts(p, opp, own int, limit int64) int64 {
	sums, col := b.of(p), b.column(p, opp)
	d, gap, k := &b.t[0], &b.t[1], &b.t[2]
	k.SetInt64(limit)
	challenged := false
	for a, v := range col {
		if d.Sub(v, col[own]); d.Sign() <= 0 {
			continue
		}
		challenged = true
		gap.Sub(&sums[own], &sums[a])
		if a < own {
			gap.Sub(gap, big.NewInt(1))
		}
		if gap.Quo(gap, d); gap.Cmp(k) < 0 {
			k.Set(gap)
		}
	}
	if !challenged {
		return forever
	}
	return k.Int64()
}

func (b *bigBeliefs) snapshot(dst *snapshot) {
	if dst.large == nil {
		dst.large = make([]big.Int, len(b.sums))
	}
	for i := range b.sums {
		dst.large[i].Set(&b.sums[i])
	}
}

// follows is explained at machineBeliefs.follows.
func (b *bigBeliefs) follows(since *snapshot, played *marks) bool {
	top, d := &b.t[0], &b.t[1]
	for p := range len(b.offset) - 1 {
		lo, hi := b.offset[p], b.offset[p+1]
		top.SetInt64(0)
		seen := false
		for i := lo; i < hi; i++ {
			if !played.has(i) {
				continue
			}
			d.Sub(&b.sums[i], &since.large[i])
			if seen && d.Cmp(top) != 0 {
				return false
			}
			top.Set(d)
			seen = true
		}
		for i := lo; i < hi; i++ {
			if d.Sub(&b.sums[i], &since.large[i]); d.Cmp(top) > 0 {
				return false
			}
		}
	}
	return true
}

func (b *bigBeliefs) drift(from, to *snapshot, times int64) {
	k, d := b.t[0].SetInt64(times), &b.t[1]
	for i := range b.sums {
		d.Sub(&to.large[i], &from.large[i])
		b.sums[i].Add(&b.sums[i], d.Mul(d, k))
	}
}
