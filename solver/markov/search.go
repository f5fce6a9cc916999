package markov

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// search looks for the policies on a class of states that are equilibria, given
// those on the states behind it.
type search struct {
	*finder
	class  []int
	at     []int   // where a state of the game is in class, or -1
	domain [][]int // by state of class: the profiles that are not dominated
	rank   []int   // by state of class: those of lower rank never lead to others
	known  [][]algebra.Ratio
	last   bool // no class follows: what is found is asked about later, several at a time
	yield  func(solution)
}

// affine is a value as a function of those that are not yet determined:
// at + Σ of[k]·(value of the k-th state of the class).
type affine struct {
	at algebra.Ratio
	of []algebra.Ratio
}

func (x affine) known() bool {
	return !slices.ContainsFunc(x.of, func(r algebra.Ratio) bool { return !r.IsZero() })
}

// plus returns x + c·y.
func (x affine) plus(c algebra.Ratio, y affine) affine {
	out := affine{at: x.at.Add(c.Mul(y.at)), of: slices.Clone(x.of)}
	for k, r := range y.of {
		if !r.IsZero() {
			out.of[k] = out.of[k].Add(c.Mul(r))
		}
	}
	return out
}

// branch is a policy on some states of a class. The values of these states are
// functions of those of the others, by elimination one state at a time: policies
// that agree on their first states share the work.
type branch struct {
	policy []int           // by state of the game; -1 where not yet chosen
	value  [][]affine      // by player and state of class
	det    []algebra.Ratio // by player: the product of the pivots, which are positive
	when   expr.Formula
	wait   []deviation // those whose gain is not yet determined
}

// deviation is one action of a player in a state of the class that is not the one
// of the policy, by the profile that is played then.
type deviation struct{ k, player, profile int }

// extend yields the solutions that continue one by a policy on a class.
func (f *finder) extend(ctx context.Context, class []int, last bool, before solution, yield func(solution)) {
	sr := &search{finder: f, class: class, known: before.value, last: last, yield: yield}
	for i := range f.g.States {
		sr.at = append(sr.at, slices.Index(class, i))
	}
	b := &branch{policy: before.policy, when: before.when}
	for range f.g.Players {
		b.value = append(b.value, make([]affine, len(class)))
		b.det = append(b.det, algebra.FromInt(1))
	}
	if sr.undominated(ctx, b) {
		sr.walk(ctx, b, len(class))
	}
}

// undominated finds the profiles of each state that no one leaves for an action
// with which play goes on alike, and ranks the states by where these lead. It is
// false where a state has none.
func (sr *search) undominated(ctx context.Context, b *branch) bool {
	graph := make([][]int, len(sr.class))
	for k, i := range sr.class {
		var list []int
		for profile := range sr.g.States[i].Profiles() {
			if sr.only != nil && sr.only[i] != profile {
				continue
			}
			if len(sr.class) > 1 && sr.s.Soon(ctx, sr.choose(b, k, profile).when) == prove.No {
				continue
			}
			list = append(list, profile)
			for j, p := range sr.next[i][profile] {
				if to := sr.at[j]; to >= 0 && !p.IsZero() && !slices.Contains(graph[k], to) {
					graph[k] = append(graph[k], to)
				}
			}
		}
		if len(list) == 0 {
			return false
		}
		sr.domain = append(sr.domain, list)
	}
	sr.rank = make([]int, len(sr.class))
	for r, c := range classes(graph) {
		for _, k := range c {
			sr.rank[k] = r
		}
	}
	return true
}

// walk continues a branch on the states that are left.
func (sr *search) walk(ctx context.Context, b *branch, left int) {
	if left == 0 {
		if !sr.last && sr.s.Possible(ctx, b.when) == prove.No {
			return
		}
		sol := solution{policy: b.policy, when: b.when}
		for p := range sr.g.Players {
			v := slices.Clone(sr.known[p])
			for k, i := range sr.class {
				v[i] = b.value[p][k].at
			}
			sol.value = append(sol.value, v)
		}
		sr.yield(sol)
		return
	}
	k := sr.pick(b)
	for _, profile := range sr.domain[k] {
		if sr.stopped(ctx) {
			return
		}
		c := sr.choose(b, k, profile)
		sr.tried.terms += c.terms()
		if c.when.Equal(b.when) && (left > 1 || sr.last) || sr.s.Soon(ctx, c.when) != prove.No {
			sr.walk(ctx, c, left-1)
		}
	}
}

// terms is the length of the values of a branch, which tells how much work it is.
func (b *branch) terms() int {
	n := 0
	for _, row := range b.value {
		for _, x := range row {
			n += x.at.Num().Terms()
		}
	}
	return n
}

// pick chooses the state to branch on: of least rank, such that values become
// determined soon; then one that the states already chosen lead to; then one with
// few profiles.
func (sr *search) pick(b *branch) int {
	best, bestCost := -1, [3]int{}
	for k, i := range sr.class {
		if b.policy[i] >= 0 {
			continue
		}
		apart := 1
		for j, x := range b.value[0] {
			if b.policy[sr.class[j]] >= 0 && !x.of[k].IsZero() {
				apart = 0
			}
		}
		cost := [3]int{sr.rank[k], apart, len(sr.domain[k])}
		if best < 0 || slices.Compare(cost[:], bestCost[:]) < 0 {
			best, bestCost = k, cost
		}
	}
	return best
}

// follow is what a profile in a state is worth: u + δ·Σ p·v.
func (sr *search) follow(b *branch, k, player, profile int) affine {
	state := sr.class[k]
	x := affine{at: sr.payoff[state][player][profile], of: make([]algebra.Ratio, len(sr.class))}
	d := sr.discount(state, player)
	for j, p := range sr.next[state][profile] {
		if p.IsZero() || d.IsZero() {
			continue
		}
		c := d.Mul(p)
		switch to := sr.at[j]; {
		case to < 0:
			x.at = x.at.Add(c.Mul(sr.known[player][j]))
		case b.policy[j] < 0:
			x.of[to] = x.of[to].Add(c)
		default:
			x = x.plus(c, b.value[player][to])
		}
	}
	return x
}

// choose adds the profile that is played in a state to a branch, and the conditions
// that no one gains by another action once, where the gain is then determined. The
// pivot 1 - δ·(the probability to be back) is positive.
func (sr *search) choose(b *branch, k, profile int) *branch {
	state := sr.class[k]
	c := &branch{policy: slices.Clone(b.policy), det: slices.Clone(b.det), wait: slices.Clone(b.wait)}
	for p := range sr.g.Players {
		v := sr.follow(b, k, p, profile)
		pivot := algebra.FromInt(1).Sub(v.of[k])
		inv := pivot.Inv()
		v.of[k] = algebra.Ratio{}
		v.at = v.at.Mul(inv)
		for j := range v.of {
			if !v.of[j].IsZero() {
				v.of[j] = v.of[j].Mul(inv)
			}
		}
		row := slices.Clone(b.value[p])
		row[k] = v
		for j, x := range row {
			if j != k && b.policy[sr.class[j]] >= 0 && !x.of[k].IsZero() {
				f := x.of[k]
				x.of = slices.Clone(x.of)
				x.of[k] = algebra.Ratio{}
				row[j] = x.plus(f, v)
			}
		}
		c.value = append(c.value, row)
		c.det[p] = c.det[p].Mul(pivot)
		for _, other := range sr.deviations(state, p, profile) {
			c.wait = append(c.wait, deviation{k, p, other})
		}
	}
	c.policy[state] = profile
	all := []expr.Formula{b.when}
	c.wait = slices.DeleteFunc(c.wait, func(d deviation) bool {
		f, ok := sr.deterred(c, d)
		if ok {
			all = append(all, f)
		}
		return ok
	})
	c.when = expr.And(all...)
	return c
}

// deterred is the condition that a deviation does not pay; not ok where values that
// matter are not determined. Multiplied by the determinant, values lose their
// denominators.
func (sr *search) deterred(b *branch, d deviation) (f expr.Formula, ok bool) {
	state := sr.class[d.k]
	played := b.policy[state]
	if slices.EqualFunc(sr.next[state][played], sr.next[state][d.profile], algebra.Ratio.Equal) {
		u := sr.payoff[state][d.player]
		return expr.Compare(u[d.profile], expr.LE, u[played]), true
	}
	v := b.value[d.player][d.k]
	if !v.known() {
		return f, false
	}
	gain := sr.follow(b, d.k, d.player, d.profile)
	if !gain.known() {
		return f, false
	}
	return expr.Compare(gain.at.Sub(v.at).Mul(b.det[d.player]), expr.LE, algebra.Ratio{}), true
}
