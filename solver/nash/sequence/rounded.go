package sequence

import (
	"context"
	"math"
	"math/big"
	"slices"
)

// Of the path in floating point: the perturbations of losses and of plans, which
// break ties as the lexicographic rule does in exact arithmetic, and what counts as 0
// among entries of size 1.
const (
	lossPerturbation = 1e-6
	planPerturbation = 1e-9
	tiny             = 1e-10
)

// rounded follows the path in floating point, where exact dictionaries are too
// large. It only has to find a basis, whose plans are then solved for exactly. It
// gives up after limit pivots.
func (l *lemke) rounded(ctx context.Context, limit int) (basic []int, pivots int, ok bool) {
	width := len(l.cols) + 1
	a := make([]float64, len(l.rows)*width)
	var scale [2]*big.Float // losses of a side are counted in units of its largest number
	for k := range l.gain {
		most := big.NewInt(1)
		for _, list := range [][]*big.Int{l.gain[k], l.now[k], l.turn[k]} {
			for _, v := range list {
				if v != nil && v.CmpAbs(most) > 0 {
					most.Abs(v)
				}
			}
		}
		scale[k] = new(big.Float).SetInt(most)
	}
	losses := len(l.s.free[0]) + len(l.s.free[1])
	l.each(func(row, col int, v *big.Int) {
		x := new(big.Float).SetInt(v)
		switch loss := col < losses || col >= width-2; {
		case loss && row < len(l.s.free[0]):
			x.Quo(x, scale[0])
		case loss && row < losses:
			x.Quo(x, scale[1])
		}
		a[row*width+col], _ = x.Float64()
	})
	for r := range l.rows[:len(l.rows)-1] {
		scatter := math.Mod(float64(r+1)*math.Phi, 1)
		if r < losses {
			a[r*width+width-1] += lossPerturbation * (1 + scatter)
		} else {
			a[r*width+width-1] = planPerturbation * (float64(l.depth[r]) + scatter/2)
		}
	}
	basic, cob := slices.Clone(l.rows), slices.Clone(l.cols)
	column := make([]int, 2*l.n+2)
	for c, v := range cob {
		column[v] = c
	}
	var used []int // columns of the pivot row that are not 0
	for entering := l.u; pivots < limit; pivots++ {
		if ctx.Err() != nil {
			return nil, pivots, false
		}
		c := column[entering]
		best, ratio := -1, math.Inf(1)
		for r := range basic {
			if v := a[r*width+c]; v > tiny {
				if q := a[r*width+width-1] / v; q < ratio {
					best, ratio = r, q
				}
			}
		}
		if best < 0 {
			return nil, pivots, false
		}
		left := basic[best]
		row := a[best*width : (best+1)*width]
		by := 1 / row[c]
		row[c] = 1
		used = used[:0]
		for j, v := range row {
			if v != 0 {
				row[j] = v * by
				used = append(used, j)
			}
		}
		for r := range basic {
			v := a[r*width+c]
			if r == best || v == 0 {
				continue
			}
			other := a[r*width : (r+1)*width]
			other[c] = 0
			for _, j := range used {
				other[j] -= v * row[j]
			}
		}
		basic[best], cob[c] = entering, left
		column[left] = c
		if left == l.z {
			return basic, pivots + 1, true
		}
		if left == l.u {
			return nil, pivots, false
		}
		entering = l.complement(left)
	}
	return nil, pivots, false
}
