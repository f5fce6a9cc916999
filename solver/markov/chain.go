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

// frequencies are the long-run shares of time of the states where a condition holds.
type frequencies struct {
	when  expr.Formula
	share []algebra.Ratio
}

// maxVanishing bounds the probabilities of a policy that may be 0 or not.
const maxVanishing = 6

// longRun returns the limits of the average frequencies of the states from the
// first one, by cases of which transition probabilities vanish; nil when there are
// too many. Moves that take no time do not count.
func (m *matrices) longRun(ctx context.Context, s *concept.Settler, f solution) []frequencies {
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
	var out []frequencies
	for mask := range 1 << len(open) {
		when := m.when
		q := make([][]algebra.Ratio, n)
		for i := range q {
			q[i] = slices.Clone(p[i])
		}
		for k, at := range open {
			op := expr.NE
			if mask>>k&1 == 1 {
				op = expr.EQ
				q[at[0]][at[1]] = algebra.Ratio{}
			}
			when = expr.And(when, expr.Compare(p[at[0]][at[1]], op, algebra.Ratio{}))
		}
		if when.IsFalse() || s.Soon(ctx, when) == prove.No {
			continue
		}
		share := m.limit(q)
		if share == nil {
			return nil
		}
		out = append(out, frequencies{when, share})
	}
	return out
}

// limit returns the long-run frequencies of a chain whose probabilities are 0 or
// positive as they stand.
func (m *matrices) limit(p [][]algebra.Ratio) []algebra.Ratio {
	n := len(p)
	graph := make([][]int, n)
	for i := range p {
		for j, r := range p[i] {
			if !r.IsZero() {
				graph[i] = append(graph[i], j)
			}
		}
	}
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
