package certificate

import "slices"

// branching is an entry of a distribution over states, discounted.
type branching struct {
	to   int
	prob *term
}

// equation is what a state is worth: what is paid there and the values of the states
// that come next.
func equation(now *term, moves []branching, values []*term) *term {
	parts := []*term{now}
	for _, b := range moves {
		parts = append(parts, multiplied(b.prob, values[b.to]))
	}
	return sum(parts...)
}

// valuation defines the values of states by their linear equations: the value of a
// state is equation(now, moves, values).
type valuation struct {
	s     *sentence
	name  func(q int) string
	now   []*term
	moves [][]branching
}

// define defines the value of every state: by its equation where the states that come
// next have values, and of states that lead to each other first of one to which all
// circles return, by the solution of theirs. That it solves them is a part of what is to
// be shown. It gives up where there is no such state.
func (v *valuation) define() []*term {
	values := make([]*term, len(v.now))
	for _, class := range v.classes(nil) {
		if len(class) > 1 {
			v.circle(class, values)
			continue
		}
		v.single(class[0], values)
	}
	return values
}

// single defines the value of a state that comes after itself at most, and after states
// with values.
func (v *valuation) single(q int, values []*term) {
	stay, rest := v.apart(q, q)
	body := equation(v.now[q], rest, values)
	if stay != nil {
		body = apply("/", body, apply("-", numeral("1"), stay))
	}
	values[q] = v.call(v.name(q), body)
}

func (v *valuation) call(name string, body *term) *term {
	v.s.define(name, v.s.params, false, body)
	return v.s.call(name)
}

// apart splits the moves of a state into those to another and the rest.
func (v *valuation) apart(q, to int) (prob *term, rest []branching) {
	for _, b := range v.moves[q] {
		if b.to == to {
			prob = b.prob
		} else {
			rest = append(rest, b)
		}
	}
	return prob, rest
}

// circle defines the values of states that lead to each other. The value of each is
// constant + weight * (value of the first).
func (v *valuation) circle(class []int, values []*term) {
	for _, first := range class {
		order := v.classes(func(q int) bool { return q != first && slices.Contains(class, q) })
		if slices.ContainsFunc(order, func(c []int) bool { return len(c) > 1 }) {
			continue
		}
		constant, weight := slices.Clone(values), make([]*term, len(values))
		for q := range weight {
			weight[q] = numeral("0")
		}
		constant[first], weight[first] = numeral("0"), numeral("1")
		for _, c := range order {
			q := c[0]
			stay, rest := v.apart(q, q)
			k, w := equation(v.now[q], rest, constant), equation(numeral("0"), rest, weight)
			if stay != nil {
				leave := apply("-", numeral("1"), stay)
				k, w = apply("/", k, leave), apply("/", w, leave)
			}
			constant[q] = v.call(v.name(q)+"_constant", k)
			weight[q] = v.call(v.name(q)+"_weight", w)
		}
		k, w := equation(v.now[first], v.moves[first], constant), equation(numeral("0"), v.moves[first], weight)
		values[first] = v.call(v.name(first), apply("/", k, apply("-", numeral("1"), w)))
		for _, c := range order {
			v.single(c[0], values)
		}
		v.s.checks = append(v.s.checks, apply("=", values[first], equation(v.now[first], v.moves[first], values)))
		return
	}
	panic(unwritten{errUnwritten})
}

// classes lists the states that lead to each other, those that come later first, of the
// states that are kept (Tarjan 1972).
func (v *valuation) classes(keep func(q int) bool) [][]int {
	n := len(v.now)
	index, low := make([]int, n), make([]int, n)
	var stack []int
	var out [][]int
	count := 0
	var visit func(q int)
	visit = func(q int) {
		count++
		index[q], low[q] = count, count
		stack = append(stack, q)
		for _, b := range v.moves[q] {
			if keep != nil && !keep(b.to) {
				continue
			}
			if index[b.to] == 0 {
				visit(b.to)
				low[q] = min(low[q], low[b.to])
			} else if slices.Contains(stack, b.to) {
				low[q] = min(low[q], index[b.to])
			}
		}
		if low[q] < index[q] {
			return
		}
		k := slices.Index(stack, q)
		class := slices.Clone(stack[k:])
		stack = stack[:k]
		slices.Sort(class)
		out = append(out, class)
	}
	for q := range n {
		if index[q] == 0 && (keep == nil || keep(q)) {
			visit(q)
		}
	}
	return out
}
