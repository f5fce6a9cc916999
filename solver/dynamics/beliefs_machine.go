package dynamics

// machineBeliefs holds sums in int64; newBeliefs guarantees that they fit.
type machineBeliefs struct {
	offset []int // of each player in sums
	sums   []int64
	tables [][]int64 // per player, entry opp*m+a
}

func newMachineBeliefs(shape []int, tables [][]int64) *machineBeliefs {
	off := offsets(shape)
	return &machineBeliefs{offset: off, sums: make([]int64, off[len(shape)]), tables: tables}
}

func (b *machineBeliefs) name() string { return "int64" }

func (b *machineBeliefs) fresh() beliefs {
	return &machineBeliefs{offset: b.offset, sums: make([]int64, len(b.sums)), tables: b.tables}
}

func (b *machineBeliefs) of(p int) []int64 { return b.sums[b.offset[p]:b.offset[p+1]] }

func (b *machineBeliefs) column(p, opp int) []int64 {
	m := b.offset[p+1] - b.offset[p]
	return b.tables[p][opp*m : opp*m+m]
}

func (b *machineBeliefs) observe(p, opp int, times int64) {
	sums, col := b.of(p), b.column(p, opp)
	for a, v := range col {
		sums[a] += times * v
	}
}

func (b *machineBeliefs) observeBest(p, opp int) int {
	return addBest(b.of(p), b.column(p, opp))
}

// addBest adds d to u and returns the first index of the largest sum, in one
// pass. The lengths must be equal and positive.
func addBest(u, d []int64) int {
	u = u[:len(d)]
	best, at := u[0]+d[0], 0
	u[0] = best
	for i := 1; i < len(d); i++ {
		v := u[i] + d[i]
		u[i] = v
		if v > best {
			best, at = v, i
		}
	}
	return at
}

func (b *machineBeliefs) best(p int) int {
	sums := b.of(p)
	at := 0
	for a, v := range sums {
		if v > sums[at] {
			at = a
		}
	}
	return at
}

// lasts solves, for every action a that gains d > 0 on own with each
// observation, gap - k*d >= 0 (a > own: a tie goes to own) or gap - k*d >= 1
// (a < own: a tie goes to a) for the largest k.
func (b *machineBeliefs) lasts(p, opp, own int, limit int64) int64 {
	sums, col := b.of(p), b.column(p, opp)
	lead, pay := sums[own], col[own]
	challenged := false
	for a, v := range col {
		d := v - pay
		if d <= 0 {
			continue
		}
		challenged = true
		gap := lead - sums[a]
		if a < own {
			gap--
		}
		// limit*d cannot overflow: limit is at most the number of rounds.
		if gap < limit*d {
			limit = gap / d
		}
	}
	if !challenged {
		return forever
	}
	return limit
}

func (b *machineBeliefs) snapshot(dst *snapshot) { dst.small = append(dst.small[:0], b.sums...) }

func (b *machineBeliefs) follows(since *snapshot, played *marks) bool {
	for p := range len(b.offset) - 1 {
		lo, hi := b.offset[p], b.offset[p+1]
		top, seen := int64(0), false
		// The drift at all played actions must agree…
		for i := lo; i < hi; i++ {
			if !played.has(i) {
				continue
			}
			d := b.sums[i] - since.small[i]
			if seen && d != top {
				return false
			}
			top, seen = d, true
		}
		// … and no other action may drift faster.
		for i := lo; i < hi; i++ {
			if b.sums[i]-since.small[i] > top {
				return false
			}
		}
	}
	return true
}

func (b *machineBeliefs) drift(from, to *snapshot, times int64) {
	for i := range b.sums {
		b.sums[i] += times * (to.small[i] - from.small[i])
	}
}
