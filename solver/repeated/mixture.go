package repeated

import (
	"math"
	"math/big"

	"brink/solver/exact"
)

// mixture maximises d·w over the mixtures w of points with w >= t; false if none was
// found. Floating-point numbers choose the points and the constraints that bind, by
// the primal simplex method in two phases (Dantzig 1963); the mixture of these few is
// computed and checked exactly, so that what is returned is a mixture. It may fail to
// be the best one, or any, only where rounding errors mislead the choice.
func mixture(points [][]*big.Rat, t []*big.Rat, d []int) []*big.Rat {
	n, k := len(t), len(points)
	// Row p < n is Σ λ·z_p - s_p = t_p, shifted and scaled; the last is Σ λ = 1. Columns
	// are the weights λ, the surpluses s and an artificial variable for every row.
	cols := k + n + n + 1
	tab := make([][]float64, n+1)
	for p := range tab {
		tab[p] = make([]float64, cols+1)
		if p == n {
			for j := range k {
				tab[p][j] = 1
			}
			tab[p][cols] = 1
		} else {
			size := 0.0
			for j := range k {
				diff, _ := new(big.Rat).Sub(points[j][p], t[p]).Float64()
				tab[p][j] = diff
				size = math.Max(size, math.Abs(diff))
			}
			for j := range k {
				if size > 0 {
					tab[p][j] /= size
				}
			}
			// Multiplied by Σ λ = 1 the row is homogeneous: t is in the columns.
			tab[p][k+p] = -1
		}
		tab[p][k+n+p] = 1
	}
	basis := make([]int, n+1)
	for p := range basis {
		basis[p] = k + n + p
	}
	cost := make([]float64, cols)
	for p := range n + 1 {
		cost[k+n+p] = -1
	}
	simplexFloat(tab, basis, cost, cols)
	for p, j := range basis {
		if j >= k+n && tab[p][cols] > 1e-9 {
			return nil
		}
	}
	driveOut(tab, basis, k+n)
	cost = make([]float64, k+n)
	most := 0.0
	for j, v := range points {
		cost[j], _ = along(d, v).Float64()
		most = math.Max(most, math.Abs(cost[j]))
	}
	for j := range cost {
		if most > 0 {
			cost[j] /= most
		}
	}
	simplexFloat(tab, basis, cost, k+n)
	return mixed(points, t, basis)
}

// simplexFloat improves a basic solution; the last column of the table is the right-
// hand side, and columns from limit on do not enter. Costs beyond the slice are 0.
func simplexFloat(tab [][]float64, basis []int, cost []float64, limit int) {
	of := func(j int) float64 {
		if j < len(cost) {
			return cost[j]
		}
		return 0
	}
	rhs := len(tab[0]) - 1
	for step := range 60 * len(tab) {
		enter, best := -1, 1e-10
		for j := range limit {
			gain := of(j)
			for p := range tab {
				gain -= of(basis[p]) * tab[p][j]
			}
			if gain > best {
				enter, best = j, gain
				if step > 30*len(tab) {
					break // Bland's rule ends cycles
				}
			}
		}
		if enter < 0 {
			return
		}
		leave, least := -1, math.Inf(1)
		for p := range tab {
			if x := tab[p][enter]; x > 1e-10 && tab[p][rhs]/x < least {
				leave, least = p, tab[p][rhs]/x
			}
		}
		if leave < 0 {
			return
		}
		pivotFloat(tab, basis, leave, enter)
	}
}

func pivotFloat(tab [][]float64, basis []int, leave, enter int) {
	x := tab[leave][enter]
	for j := range tab[leave] {
		tab[leave][j] /= x
	}
	for p := range tab {
		if f := tab[p][enter]; p != leave && f != 0 {
			for j := range tab[p] {
				tab[p][j] -= f * tab[leave][j]
			}
		}
	}
	basis[leave] = enter
}

// driveOut exchanges the artificial variables that the first phase left in the
// basis at zero, which the second could raise again, for others; a row in which
// there is none says nothing.
func driveOut(tab [][]float64, basis []int, artificial int) {
	for p, j := range basis {
		if j < artificial {
			continue
		}
		enter := -1
		for c := range artificial {
			if x := math.Abs(tab[p][c]); x > 1e-9 && (enter < 0 || x > math.Abs(tab[p][enter])) {
				enter = c
			}
		}
		if enter >= 0 {
			pivotFloat(tab, basis, p, enter)
		}
	}
}

// mixed computes the mixture of a basis exactly: nil if it is none, or if it falls
// short of t.
func mixed(points [][]*big.Rat, t []*big.Rat, basis []int) []*big.Rat {
	n, k := len(t), len(points)
	tight := make([]bool, n) // no surplus in the basis
	for p := range tight {
		tight[p] = true
	}
	var used []int
	for _, j := range basis {
		switch {
		case j < k:
			used = append(used, j)
		case j < k+n:
			tight[j-k] = false
		}
	}
	// Unknown weights; one equation for each tight constraint, and Σ λ = 1.
	var rows [][]exact.Rat
	for p := range n {
		if !tight[p] {
			continue
		}
		row := make([]exact.Rat, len(used)+1)
		for i, j := range used {
			row[i] = exact.RatBig(points[j][p])
		}
		row[len(used)] = exact.RatBig(t[p])
		rows = append(rows, row)
	}
	row := make([]exact.Rat, len(used)+1)
	for i := range row {
		row[i] = exact.RatInt(1)
	}
	weights, ok := solveExact(append(rows, row), len(used))
	if !ok {
		return nil
	}
	w := make([]*big.Rat, n)
	for p := range w {
		var sum exact.Rat
		for i, j := range used {
			sum = sum.Add(weights[i].Mul(exact.RatBig(points[j][p])))
		}
		w[p] = sum.Big()
		if w[p].Cmp(t[p]) < 0 {
			return nil
		}
	}
	for _, x := range weights {
		if x.Sign() < 0 {
			return nil
		}
	}
	return w
}

// solveExact solves a linear system given by its rows with the right-hand side last;
// unknowns that stay free are 0, and equations that contradict give false.
func solveExact(rows [][]exact.Rat, unknowns int) ([]exact.Rat, bool) {
	at := make([]int, 0, unknowns)
	r := 0
	for c := 0; c < unknowns && r < len(rows); c++ {
		pivot := -1
		for i := r; i < len(rows) && pivot < 0; i++ {
			if !rows[i][c].IsZero() {
				pivot = i
			}
		}
		if pivot < 0 {
			continue
		}
		rows[r], rows[pivot] = rows[pivot], rows[r]
		inv := rows[r][c].Inv()
		for j := c; j <= unknowns; j++ {
			rows[r][j] = rows[r][j].Mul(inv)
		}
		for i := range rows {
			if i == r || rows[i][c].IsZero() {
				continue
			}
			f := rows[i][c]
			for j := c; j <= unknowns; j++ {
				rows[i][j] = rows[i][j].Sub(f.Mul(rows[r][j]))
			}
		}
		at = append(at, c)
		r++
	}
	for _, row := range rows[r:] {
		if !row[unknowns].IsZero() {
			return nil, false
		}
	}
	x := make([]exact.Rat, unknowns)
	for i, c := range at {
		x[c] = rows[i][unknowns]
	}
	return x, true
}
