package repeated

import (
	"context"
	"math"
	"math/big"

	"brink/games"
	"brink/solver/exact"
)

// Unrandomised encloses the pure-action subgame-perfect payoffs of a two-player
// repeated game without public randomisation. The set need not be convex and is
// often a fractal (Berg and Kitti 2014), so it is given by cells that cover it and
// by points in it.
type Unrandomised struct {
	Delta *big.Rat
	// Low and High are the corners of the rectangle of feasible payoffs, which is
	// divided into Cells × Cells cells; Kept[i][j] says whether payoffs may lie in
	// column i from the left and row j from below. All others are excluded, proved.
	Low, High [2]*big.Rat
	Cells     int
	Kept      [][]bool
	// Empty says that no cell is left: there is no such equilibrium, proved.
	Empty bool
	// Points are payoffs of equilibrium paths, exact; some paths of a few periods
	// that end in a short cycle.
	Points []PathPayoff
	Steps  int
}

// PathPayoff is a path of action profiles that is an equilibrium outcome: the
// profiles of Lead once, then those of Cycle for ever.
type PathPayoff struct {
	Lead, Cycle [][2]int
	Payoff      [2]*big.Rat
}

// UnrandomisedOptions are the options of PayoffsUnrandomised; zero values are the
// defaults.
type UnrandomisedOptions struct {
	Cells int // in each direction; 128 by default, at most 1024
	Paths int // paths examined; 20 000 by default
}

// PayoffsUnrandomised applies the operator of Abreu, Pearce and Stacchetti (1990)
// without taking convex hulls. From outside it removes cells no profile can
// generate from the cells left, until none is removed: O(cells² × profiles) a step.
// From inside it keeps the paths of a family, closed under continuation, that are
// deterred by the worst of them.
func PayoffsUnrandomised(ctx context.Context, s *games.Strategic, delta *big.Rat, opts UnrandomisedOptions) (*Unrandomised, error) {
	if delta == nil || delta.Sign() < 0 || delta.Cmp(big.NewRat(1, 1)) >= 0 {
		return nil, ErrDelta
	}
	b, err := newBimatrix(s)
	if err != nil {
		return nil, err
	}
	n := opts.Cells
	if n <= 0 {
		n = 128
	}
	n = min(n, 1024)
	limit := opts.Paths
	if limit <= 0 {
		limit = 20_000
	}
	out := &Unrandomised{Delta: delta, Cells: n, Low: b.payoff(b.low), High: b.payoff(vec(b.low).add(vec(b.span)))}
	c := &cells{b: b, delta: float(exact.RatBig(delta)), n: n}
	if err := c.run(ctx, out); err != nil {
		return nil, err
	}
	out.Empty = c.count == 0
	out.Kept = c.kept
	if !out.Empty {
		out.Points, err = b.equilibriumPaths(ctx, exact.RatBig(delta), limit)
	}
	return out, err
}

// cells is the outer approximation, in payoffs scaled to [0, 1].
type cells struct {
	b     *bimatrix
	delta float64
	n     int
	kept  [][]bool
	count int
	sums  [][]int32 // sums[i][j] counts kept cells in columns below i, rows below j
}

// cellMargin covers all rounding errors of a step, which are a few units in the
// last place of numbers up to 1/δ.
const cellMargin = 1e-12

func (c *cells) run(ctx context.Context, out *Unrandomised) error {
	c.kept = make([][]bool, c.n)
	c.sums = make([][]int32, c.n+1)
	c.sums[c.n] = make([]int32, c.n+1)
	for i := range c.kept {
		c.kept[i] = make([]bool, c.n)
		c.sums[i] = make([]int32, c.n+1)
		for j := range c.kept[i] {
			c.kept[i][j] = true
		}
	}
	c.count = c.n * c.n
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		out.Steps++
		if !c.step() || c.count == 0 {
			return nil
		}
	}
}

// step removes the cells that nothing generates; it reports whether there were any.
func (c *cells) step() bool {
	threat := c.b.floor
	low := pt{math.Inf(1), math.Inf(1)}
	h := 1 / float64(c.n)
	for i := range c.n {
		for j := range c.n {
			k := int32(0)
			if c.kept[i][j] {
				k = 1
				low = pt{math.Min(low[0], float64(i)*h), math.Min(low[1], float64(j)*h)}
			}
			c.sums[i+1][j+1] = k + c.sums[i][j+1] + c.sums[i+1][j] - c.sums[i][j]
		}
	}
	for p := range 2 {
		threat[p] = math.Max(threat[p], low[p])
	}
	// In place: what is removed now only helps.
	removed := false
	for i := range c.n {
		for j := range c.n {
			if c.kept[i][j] && !c.generated(pt{float64(i) * h, float64(j) * h}, h, threat) {
				c.kept[i][j] = false
				c.count--
				removed = true
			}
		}
	}
	return removed
}

// generated reports whether some profile may generate a payoff in the cell with the
// given lower left corner.
func (c *cells) generated(at pt, h float64, threat pt) bool {
	for a, g := range c.b.f {
		var lo, hi [2]int
		ok := true
		for p := range 2 {
			from, to := at[p]-(1-c.delta)*g[p], at[p]+h-(1-c.delta)*g[p]
			if c.delta == 0 {
				// The payoff is g itself, whatever follows.
				if from > cellMargin || to < -cellMargin || c.b.gain[p][a] > 0 {
					ok = false
					break
				}
				lo[p], hi[p] = 0, c.n-1
				continue
			}
			from, to = from/c.delta, to/c.delta
			from = math.Max(from, bound(threat[p], c.b.gain[p][a], c.delta))
			margin := cellMargin * (1 + 1/c.delta)
			lo[p] = max(0, int(math.Ceil((from-margin)/h))-1)
			hi[p] = min(c.n-1, int(math.Floor((to+margin)/h)))
			if from-margin > 1 || to+margin < 0 || lo[p] > hi[p] || from-margin > to+margin {
				ok = false
				break
			}
		}
		if ok && c.sums[hi[0]+1][hi[1]+1]-c.sums[lo[0]][hi[1]+1]-c.sums[hi[0]+1][lo[1]]+c.sums[lo[0]][lo[1]] > 0 {
			return true
		}
	}
	return false
}

// equilibriumPaths examines paths that end in a cycle: all cycles up to a length,
// behind all leads up to a length, as the limit allows. A path is an equilibrium
// outcome if after every period the continuation deters a deviation under the
// threat of the worst equilibrium path found. The threat is raised from the minmax
// until it is that of a path that passes.
func (b *bimatrix) equilibriumPaths(ctx context.Context, delta exact.Rat, limit int) ([]PathPayoff, error) {
	n := len(b.g)
	stay := exact.RatInt(1).Sub(delta)
	type path struct {
		first int // profile
		next  int // path that continues it
		v     vec
	}
	var paths []path
	// Cycles, one path for each of their rotations.
	power := exact.RatInt(1)
	count := 1
	for length := 1; length <= 4; length++ {
		power = power.Mul(delta)
		if count *= n; length > 1 && len(paths)+count*length > limit/4 {
			break
		}
		seq := make([]int, length)
		for code := range count {
			for i, x := 0, code; i < length; i, x = i+1, x/n {
				seq[i] = x % n
			}
			base := len(paths)
			v := make([]vec, length)
			scale := stay.Quo(exact.RatInt(1).Sub(power))
			for i := range length {
				d := exact.RatInt(1)
				for t := range length {
					v[i] = v[i].add(b.g[seq[(i+t)%length]].scale(d))
					d = d.Mul(delta)
				}
				paths = append(paths, path{seq[i], base + (i+1)%length, v[i].scale(scale)})
			}
		}
	}
	cyclic := len(paths)
	if cyclic == 0 {
		return nil, nil
	}
	for from, to := 0, len(paths); len(paths)+n*(to-from) <= limit && to > from; from, to = to, len(paths) {
		for k := from; k < to; k++ {
			for a := range n {
				paths = append(paths, path{a, k, b.g[a].scale(stay).add(paths[k].v.scale(delta))})
			}
		}
	}
	passes := make([]bool, len(paths))
	threat := b.minmax
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for k := range paths {
			a := paths[k].first
			passes[k] = true
			for p := range 2 {
				if b.best[a][p].Mul(stay).Add(threat[p].Mul(delta)).Cmp(paths[k].v[p]) > 0 {
					passes[k] = false
				}
			}
		}
		// A path needs its continuations to pass; leads follow what they lead to,
		// and cycles are gone round until nothing changes.
		for changed := true; changed; {
			changed = false
			for k := range paths {
				if passes[k] && !passes[paths[k].next] {
					passes[k], changed = false, true
				}
			}
		}
		worst, any := threat, false
		for k := range paths {
			if !passes[k] {
				continue
			}
			for p := range 2 {
				if !any || paths[k].v[p].Cmp(worst[p]) < 0 {
					worst[p] = paths[k].v[p]
				}
			}
			any = true
		}
		if !any {
			return nil, nil
		}
		if worst.equal(threat) {
			break
		}
		threat = worst
	}
	var out []PathPayoff
	seen := map[[2]string]bool{}
	for k := range paths {
		if !passes[k] {
			continue
		}
		key := [2]string{paths[k].v[0].String(), paths[k].v[1].String()}
		if seen[key] {
			continue
		}
		seen[key] = true
		p := PathPayoff{Payoff: b.payoff(paths[k].v)}
		q := k
		for ; q >= cyclic; q = paths[q].next {
			p.Lead = append(p.Lead, b.profile(paths[q].first))
		}
		for start := q; ; {
			p.Cycle = append(p.Cycle, b.profile(paths[q].first))
			if q = paths[q].next; q == start {
				break
			}
		}
		out = append(out, p)
	}
	return out, nil
}
