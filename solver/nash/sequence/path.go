package sequence

import (
	"context"
	"math/big"
	"slices"

	"brink/solver/exact"
)

// lemke is the linear complementarity problem of a sequence form with a prior: both
// players mix the prior t with weight z and a plan of theirs with weight u = 1 - z.
// For each sequence j of a side either its plan does not use it or it loses nothing
// against the mixture of the other side. At u = 0 the plans are best replies to the
// prior; where z = 0 they are an equilibrium. The path between is that of Lemke's
// algorithm (von Stengel, van den Elzen and Talman, Econometrica 70 (2002) 693-715),
// and cannot go astray: plans are bounded, and the start is the only solution at
// u = 0, for the losses are perturbed by more than the plans. Of these the later
// sequences are perturbed by more than the earlier ones, so that at each information
// set some action always has a positive weight.
//
// Variables are numbered: the sequences of both sides, then their losses, u and z.
type lemke struct {
	s     *system
	n     int // sequences of both sides, without numbers 0
	first [2]int
	gain  [2][]*big.Int // gains times the denominator of the prior
	now   [2][]*big.Int // losses of the free sequences against the prior
	turn  [2][]*big.Int // how they change with u while plans keep to the references
	rows  []int         // variables that are basic at the start
	cols  []int
	sign  [2][]int8 // c_j[i] by j and the set of which i is the reference
	depth []int     // by row: of a reference, how many sets of hers come before
	order []int     // rows in the order of their perturbations, the largest first
	u, z  int
}

// newLemke starts at best replies to the prior.
func newLemke(f *form, prior [2]plan) *lemke {
	var ref [2][]int
	var earn [2][]*big.Int
	for k, side := range f.side {
		earn[k] = f.against(k, prior[1-k])
		_, ref[k] = side.best(earn[k])
	}
	l := &lemke{s: newSystem(f, ref)}
	l.first[1] = len(f.side[0].seqs) - 1
	l.n = l.first[1] + len(f.side[1].seqs) - 1
	l.u, l.z = 2*l.n, 2*l.n+1
	for k := range f.side {
		den := prior[1-k][0]
		l.gain[k] = l.s.gains(k)
		for _, v := range l.gain[k] {
			if v != nil {
				v.Mul(v, den)
			}
		}
		l.now[k] = l.s.combine(k, earn[k])
		l.turn[k] = l.s.combine(k, f.against(k, l.s.base[1-k]))
		for j, v := range l.turn[k] {
			v.Sub(v.Mul(v, den), l.now[k][j])
		}
		sets := len(l.s.ref[k])
		l.sign[k] = make([]int8, len(l.s.free[k])*sets)
		for h, r := range l.s.ref[k] {
			for _, t := range l.s.up[k][r] {
				l.sign[k][t.k*sets+h] = int8(t.sign)
			}
		}
	}
	for k := range f.side {
		for _, j := range l.s.free[k] {
			l.rows = append(l.rows, l.loss(k, j))
			l.cols = append(l.cols, l.seq(k, j))
		}
	}
	l.depth = make([]int, len(l.rows))
	for k, side := range f.side {
		first := len(l.rows)
		for h, j := range l.s.ref[k] {
			l.rows = append(l.rows, l.seq(k, j))
			l.cols = append(l.cols, l.loss(k, j))
			depth := 1
			if before := side.seqs[side.sets[h].before].set; before >= 0 {
				depth += l.depth[first+before]
			}
			l.depth = append(l.depth, depth)
		}
	}
	l.rows, l.cols = append(l.rows, l.z), append(l.cols, l.u)
	losses := len(l.s.free[0]) + len(l.s.free[1])
	l.order = slices.Clone(l.rows)
	slices.Reverse(l.order[losses : len(l.rows)-1])
	return l
}

func (l *lemke) seq(k, j int) int  { return l.first[k] + j - 1 }
func (l *lemke) loss(k, j int) int { return l.n + l.seq(k, j) }

// complement is the variable that is 0 where v is not.
func (l *lemke) complement(v int) int {
	if v < l.n {
		return v + l.n
	}
	return v - l.n
}

// each yields the entries of the dictionary at the start that are not 0, the
// right-hand sides in the last column.
func (l *lemke) each(yield func(row, col int, v *big.Int)) {
	one, minus := big.NewInt(1), big.NewInt(-1)
	free := [2]int{0, len(l.s.free[0])}
	refs := [2]int{free[1] + len(l.s.free[1]), 0}
	refs[1] = refs[0] + len(l.s.ref[0])
	u := len(l.cols) - 1
	for k := range l.s.free {
		sets, others := len(l.s.ref[k]), len(l.s.free[1-k])
		for j := range l.s.free[k] {
			row := free[k] + j
			for i := range others {
				if v := l.gain[k][j*others+i]; v != nil {
					yield(row, free[1-k]+i, v)
				}
			}
			for h := range sets {
				switch l.sign[k][j*sets+h] {
				case 1:
					yield(row, refs[k]+h, minus)
					yield(refs[k]+h, row, one)
				case -1:
					yield(row, refs[k]+h, one)
					yield(refs[k]+h, row, minus)
				}
			}
			yield(row, u, new(big.Int).Neg(l.turn[k][j]))
			yield(row, u+1, l.now[k][j])
		}
		for h, r := range l.s.ref[k] {
			if l.s.base[k][r].Sign() != 0 {
				yield(refs[k]+h, u, minus)
			}
		}
	}
	yield(len(l.rows)-1, u, one)
	yield(len(l.rows)-1, u+1, one)
}

// follow follows the path from the start and returns the variables that are basic
// at its end; false when the context ends first.
func (l *lemke) follow(ctx context.Context) (basic []int, pivots int, ok bool) {
	width := len(l.cols) + 1
	dense := make([]*big.Int, len(l.rows)*width)
	zero := new(big.Int)
	for i := range dense {
		dense[i] = zero
	}
	l.each(func(row, col int, v *big.Int) { dense[row*width+col] = v })
	tab := exact.NewTableau(len(l.rows), width, func(i, j int) *big.Int { return dense[i*width+j] })
	basic, cob := slices.Clone(l.rows), slices.Clone(l.cols)
	place := make([]int, 2*l.n+2)
	for r, v := range basic {
		place[v] = r
	}
	for c, v := range cob {
		place[v] = -1 - c
	}
	var ties []int
	for entering := l.u; ; {
		if ctx.Err() != nil {
			return nil, tab.Pivots(), false
		}
		c := -1 - place[entering]
		ties = tab.MinRatio(c, ties[:0])
		if len(ties) == 0 {
			return nil, tab.Pivots(), false // never: plans are bounded
		}
		best := ties[0]
		for _, r := range ties[1:] {
			if tab.LexLess(r, best, c, l.order, place) {
				best = r
			}
		}
		left := basic[best]
		tab.Pivot(best, c)
		basic[best], cob[c] = entering, left
		place[entering], place[left] = best, -1-c
		if left == l.z {
			return basic, tab.Pivots(), true
		}
		entering = l.complement(left)
	}
}

// plans solves exactly for the plans of a complementary basis, and says whether
// they are an equilibrium.
func (l *lemke) plans(ctx context.Context, basic []int) (x [2]plan, ok bool) {
	f := l.s.f
	used := make([]bool, 2*l.n+2)
	for _, v := range basic {
		used[v] = true
	}
	var ref [2][]int
	var keep [2][]bool
	for k, side := range f.side {
		keep[k] = make([]bool, len(side.seqs))
		for _, set := range side.sets {
			r := -1
			for a := range set.n {
				if j := set.first + a; used[l.seq(k, j)] {
					if keep[k][j] = true; r < 0 {
						r = a
					}
				}
			}
			if r < 0 {
				return x, false
			}
			ref[k] = append(ref[k], r)
		}
	}
	s := newSystem(f, ref)
	s.only(keep)
	n := len(s.free[0])
	if len(s.free[1]) != n {
		return x, false
	}
	for k := range f.side {
		// The plan of side k makes the other side's sequences in use lose nothing.
		a, ok := words(s.gains(1 - k))
		b, ok2 := words(s.combine(1-k, f.against(1-k, s.base[k])))
		if !ok || !ok2 {
			return x, false
		}
		var num []*big.Int
		den := big.NewInt(1)
		if n > 0 {
			var err error
			if num, den, err = exact.Solve(ctx, n, a, b); err != nil {
				return x, false
			}
		}
		x[k] = s.spread(k, num, den)
	}
	return x, f.equilibrium(x)
}

// words narrows numbers; nil is 0.
func words(list []*big.Int) ([]int64, bool) {
	out := make([]int64, len(list))
	for i, v := range list {
		if v == nil {
			continue
		}
		if !v.IsInt64() {
			return nil, false
		}
		out[i] = v.Int64()
	}
	return out, true
}
