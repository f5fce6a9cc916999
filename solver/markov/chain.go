package markov

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/prove"
)

// classes lists the strongly connected classes of a graph, each behind those that
// it can reach (Tarjan 1972).
func classes(graph [][]int) [][]int {
	n := len(graph)
	index, low := make([]int, n), make([]int, n)
	on := make([]bool, n)
	var stack []int
	var out [][]int
	count := 0
	var visit func(i int)
	visit = func(i int) {
		count++
		index[i], low[i] = count, count
		stack, on[i] = append(stack, i), true
		for _, j := range graph[i] {
			if index[j] == 0 {
				visit(j)
				low[i] = min(low[i], low[j])
			} else if on[j] {
				low[i] = min(low[i], index[j])
			}
		}
		if low[i] == index[i] {
			k := slices.Index(stack, i)
			class := slices.Clone(stack[k:])
			for _, j := range class {
				on[j] = false
			}
			stack = stack[:k]
			slices.Sort(class)
			out = append(out, class)
		}
	}
	for i := range n {
		if index[i] == 0 {
			visit(i)
		}
	}
	return out
}

// chain is the moves between states under a policy where a condition holds:
// probabilities are 0 or positive as they stand.
type chain struct {
	when expr.Formula
	p    [][]algebra.Ratio
}

// maxVanishing bounds the probabilities of a policy that may be 0 or not.
const maxVanishing = 6

// chains splits a piece by which transition probabilities vanish; nil when there are
// too many that may.
func (m *matrices) chains(ctx context.Context, s *concept.Settler, f solution) []chain {
	n := len(m.g.States)
	var open [][2]int
	p := make([][]algebra.Ratio, n)
	for i := range n {
		p[i] = slices.Clone(m.next[i][f.policy[i]])
		for j, r := range p[i] {
			if _, number := r.Rat(); !number && s.Soon(ctx, expr.And(m.when, expr.Compare(r, expr.EQ, algebra.Ratio{}))) != prove.No {
				open = append(open, [2]int{i, j})
			}
		}
	}
	if len(open) > maxVanishing {
		return nil
	}
	var out []chain
	for mask := range 1 << len(open) {
		c := chain{when: m.when}
		for i := range p {
			c.p = append(c.p, slices.Clone(p[i]))
		}
		for k, at := range open {
			op := expr.NE
			if mask>>k&1 == 1 {
				op = expr.EQ
				c.p[at[0]][at[1]] = algebra.Ratio{}
			}
			c.when = expr.And(c.when, expr.Compare(p[at[0]][at[1]], op, algebra.Ratio{}))
		}
		if !c.when.IsFalse() && s.Soon(ctx, c.when) != prove.No {
			out = append(out, c)
		}
	}
	return out
}

// graph lists where play can go from each state.
func (c chain) graph() [][]int {
	out := make([][]int, len(c.p))
	for i := range c.p {
		for j, r := range c.p[i] {
			if !r.IsZero() {
				out[i] = append(out[i], j)
			}
		}
	}
	return out
}

// reach is the probability that play from the first state is ever in a state, and
// time the expected number of periods until it is, where it is certain to be (sure).
// Both solve linear systems over the states from which it can be reached (Kemeny and
// Snell 1960, chapter III).
func (m *matrices) reach(c chain, target int) (reach, time algebra.Ratio, sure, ok bool) {
	start := m.g.Start
	if start == target {
		return algebra.FromInt(1), algebra.Ratio{}, true, true
	}
	graph := c.graph()
	leads := make([]bool, len(graph)) // to the target
	leads[target] = true
	for moved := true; moved; {
		moved = false
		for i := range graph {
			if !leads[i] && slices.ContainsFunc(graph[i], func(j int) bool { return leads[j] }) {
				leads[i], moved = true, true
			}
		}
	}
	if !leads[start] {
		return algebra.Ratio{}, algebra.Ratio{}, false, true
	}
	// What play may meet before.
	met := []int{start}
	for k := 0; k < len(met); k++ {
		for _, j := range graph[met[k]] {
			if j != target && !slices.Contains(met, j) {
				met = append(met, j)
			}
		}
	}
	sure = !slices.ContainsFunc(met, func(i int) bool { return !leads[i] })
	met = slices.DeleteFunc(met, func(i int) bool { return !leads[i] })
	solve := func(b func(i int) algebra.Ratio) (algebra.Ratio, bool) {
		a, rhs := make([][]algebra.Ratio, len(met)), make([]algebra.Ratio, len(met))
		for r, i := range met {
			a[r] = make([]algebra.Ratio, len(met))
			for col, j := range met {
				a[r][col] = c.p[i][j].Neg()
			}
			a[r][r] = a[r][r].Add(algebra.FromInt(1))
			rhs[r] = b(i)
		}
		x, _, ok := concept.Solve(a, rhs)
		if !ok {
			return algebra.Ratio{}, false
		}
		return x[0], true
	}
	if sure {
		time, ok = solve(func(i int) algebra.Ratio {
			if m.g.States[i].Instant {
				return algebra.Ratio{}
			}
			return algebra.FromInt(1)
		})
		return algebra.FromInt(1), time, true, ok
	}
	reach, ok = solve(func(i int) algebra.Ratio { return c.p[i][target] })
	return reach, time, false, ok
}

// limit returns the limits of the average frequencies of the states from the first
// one. Moves that take no time do not count.
func (m *matrices) limit(c chain) []algebra.Ratio {
	p := c.p
	n := len(p)
	graph := c.graph()
	all := classes(graph)
	// hits[i][k]: the probability to end in the k-th closed class from state i.
	var closed [][]int
	in := make([]int, n) // of closed, or -1
	for i := range in {
		in[i] = -1
	}
	for _, c := range all {
		if !slices.ContainsFunc(c, func(i int) bool {
			return slices.ContainsFunc(graph[i], func(j int) bool { return !slices.Contains(c, j) })
		}) {
			for _, i := range c {
				in[i] = len(closed)
			}
			closed = append(closed, c)
		}
	}
	var passing []int
	for i := range n {
		if in[i] < 0 {
			passing = append(passing, i)
		}
	}
	share := make([]algebra.Ratio, n)
	start := m.g.Start
	for k, c := range closed {
		weight := algebra.Ratio{}
		switch {
		case in[start] == k:
			weight = algebra.FromInt(1)
		case in[start] >= 0:
		default:
			a, b := make([][]algebra.Ratio, len(passing)), make([]algebra.Ratio, len(passing))
			for r, i := range passing {
				a[r] = make([]algebra.Ratio, len(passing))
				for col, j := range passing {
					a[r][col] = p[i][j].Neg()
				}
				a[r][r] = a[r][r].Add(algebra.FromInt(1))
				for _, j := range c {
					b[r] = b[r].Add(p[i][j])
				}
			}
			x, _, ok := concept.Solve(a, b)
			if !ok {
				return nil
			}
			weight = x[slices.Index(passing, start)]
		}
		if weight.IsZero() {
			continue
		}
		pi, ok := stationary(p, c)
		if !ok {
			return nil
		}
		// Time passes only in states that take some.
		time := algebra.Ratio{}
		for r, i := range c {
			if !m.g.States[i].Instant {
				time = time.Add(pi[r])
			}
		}
		for r, i := range c {
			if !m.g.States[i].Instant {
				share[i] = weight.Mul(pi[r]).Mul(time.Inv())
			}
		}
	}
	return share
}

// stationary returns the stationary distribution of a closed class.
func stationary(p [][]algebra.Ratio, class []int) ([]algebra.Ratio, bool) {
	n := len(class)
	a, b := make([][]algebra.Ratio, n), make([]algebra.Ratio, n)
	for r, j := range class {
		a[r] = make([]algebra.Ratio, n)
		for c, i := range class {
			a[r][c] = p[i][j]
		}
		a[r][r] = a[r][r].Sub(algebra.FromInt(1))
	}
	for c := range n { // one equation follows from the others
		a[n-1][c] = algebra.FromInt(1)
	}
	b[n-1] = algebra.FromInt(1)
	x, _, ok := concept.Solve(a, b)
	return x, ok
}
