package repeated

import (
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// decision is the Markov decision problem of a player against the automata of the
// others: her actions at the joint states that she can bring about.
type decision struct {
	states []int          // numbers in the chain of the others, the start first
	emit   [][][]weighted // by state and action: profiles played
	move   [][][]weighted // by state and action: states that follow, renumbered
}

// sweep compares only the policies that are optimal somewhere, for when the
// discount factor is the only unknown: a policy that is optimal at one rational
// is so on a closed set that exact root isolation finds, and the next sample is
// taken outside. The profile is an equilibrium exactly where none of these
// policies beats it. It reports false, having added nothing of consequence, when
// it finds no way to cover [0, 1).
func (p *policies) sweep() (bool, error) {
	d := p.decision()
	var covered []Interval
	for range maxSweep {
		sample, ok := gapSample(covered)
		if !ok {
			return true, nil
		}
		policy, _ := p.optimal(d, sample)
		if err := p.ctx.Err(); err != nil {
			return false, err
		}
		w, err := p.flowsOf(d, policy)
		if err != nil {
			return false, err
		}
		var fs []expr.Formula
		for s := range d.states {
			for a := range d.emit[s] {
				if a == policy[s] {
					continue
				}
				m := p.gainOf(d, w, s, a)
				cs, err := p.an.cases(m, p.player)
				if err != nil {
					return false, err
				}
				fs = append(fs, p.an.nonPositive(m, cs))
			}
		}
		region, err := criticalSet(p.ctx, expr.And(fs...), p.an.delta, nil, p.an.ends)
		if err != nil {
			return false, err
		}
		if len(region.Set) == 0 {
			return false, nil
		}
		for s, a := range policy {
			p.act[d.states[s]] = a
		}
		if err := p.walk(); err != nil {
			return false, err
		}
		clear(p.act)
		covered = append(covered, region.Set...)
		slices.SortFunc(covered, func(a, b Interval) int { return a.Lo.Cmp(b.Lo) })
	}
	return false, nil
}

// maxSweep bounds the optimal policies that a sweep meets.
const maxSweep = 64

// gapSample returns a rational in [0, 1) outside all intervals, which are sorted by
// their lower ends; false if only isolated points are left.
func gapSample(covered []Interval) (exact.Rat, bool) {
	end := exact.Algebraic{} // everything below is covered
	one := exact.AlgebraicRat(exact.RatInt(1))
	for _, i := range covered {
		if i.Lo.Cmp(end) > 0 {
			return exact.RatBig(between(end, i.Lo)), true
		}
		if i.Hi.Cmp(end) > 0 {
			end = i.Hi
		}
	}
	if end.Cmp(one) < 0 {
		return exact.RatBig(between(end, one)), true
	}
	return exact.Rat{}, false
}

// univariate reports whether the discount factor is the only unknown in the
// payoffs of the player and in the probabilities against the others.
func (p *policies) univariate() bool {
	only := func(r algebra.Ratio) bool {
		for _, v := range r.Vars() {
			if v != p.an.delta {
				return false
			}
		}
		return true
	}
	for _, u := range p.an.payoffs[p.player] {
		r, ok := u.Ratio()
		if !ok || !only(r) {
			return false
		}
	}
	for _, f := range p.others.proper().Vars() {
		if f != p.an.delta {
			return false
		}
	}
	return p.others.err == nil || only(*p.others.err)
}

// decision collects the states that the player can reach.
func (p *policies) decision() *decision {
	d := &decision{states: []int{0}}
	number := map[int]int{0: 0}
	for k := 0; k < len(d.states); k++ {
		s := d.states[k]
		var emit, move [][]weighted
		for a := range p.an.shape[p.player] {
			mixes := p.others.intended(s)
			mixes[p.player] = always(a, p.an.shape[p.player])
			dist, then := p.others.now(s, mixes)
			dist = merge(dist)
			var to []weighted
			for _, w := range then {
				n, ok := number[w.at]
				if !ok {
					n = len(d.states)
					number[w.at] = n
					d.states = append(d.states, w.at)
				}
				to = append(to, weighted{n, w.p})
			}
			emit, move = append(emit, dist), append(move, merge(to))
		}
		d.emit, d.move = append(d.emit, emit), append(d.move, move)
	}
	return d
}

// optimal finds a policy that is optimal at every state at a discount factor, by
// policy iteration in rational arithmetic (Howard 1960), or by backward induction
// where play ends, and the values of the states under it. A cancelled context leaves both without meaning.
func (p *policies) optimal(d *decision, delta exact.Rat) (policy []int, v []exact.Rat) {
	n := len(d.states)
	num := p.an.numberAt(delta)
	stay := p.an.todayAt(delta)
	pay := make([][]exact.Rat, n)
	type arrow struct {
		to int
		p  exact.Rat
	}
	arrows := make([][][]arrow, n)
	for s := range n {
		for a := range d.emit[s] {
			pay[s] = append(pay[s], stay.Mul(p.an.payoffAt(num, d.emit[s][a], p.player)))
			var to []arrow
			for _, w := range d.move[s][a] {
				to = append(to, arrow{w.at, delta.Mul(num(w.p))})
			}
			arrows[s] = append(arrows[s], to)
		}
	}
	policy, v = make([]int, n), make([]exact.Rat, n)
	if p.an.ends {
		// Backward induction: states are numbered by period.
		for s := n - 1; s >= 0; s-- {
			for a := range pay[s] {
				q := pay[s][a]
				for _, x := range arrows[s][a] {
					q = q.Add(x.p.Mul(v[x.to]))
				}
				if a == 0 || q.Cmp(v[s]) > 0 {
					v[s], policy[s] = q, a
				}
			}
		}
		return policy, v
	}
	for {
		m := make([][]exact.Rat, n)
		for s := range n {
			m[s] = make([]exact.Rat, n+1)
			m[s][s] = exact.RatInt(1)
			for _, x := range arrows[s][policy[s]] {
				m[s][x.to] = m[s][x.to].Sub(x.p)
			}
			m[s][n] = pay[s][policy[s]]
		}
		x, err := solveColumn(p.ctx, m)
		if err != nil {
			return policy, v
		}
		for s := range n {
			v[s] = x[s]
		}
		better := false
		for s := range n {
			best := v[s]
			for a := range pay[s] {
				q := pay[s][a]
				for _, x := range arrows[s][a] {
					q = q.Add(x.p.Mul(v[x.to]))
				}
				if q.Cmp(best) > 0 {
					best, policy[s], better = q, a, true
				}
			}
		}
		if !better {
			return policy, v
		}
	}
}

// flowsOf solves for the occupation measures under a policy.
func (p *policies) flowsOf(d *decision, policy []int) ([]measure, error) {
	emit, move := make([][]weighted, len(policy)), make([][]weighted, len(policy))
	for s, a := range policy {
		emit[s], move[s] = d.emit[s][a], d.move[s][a]
	}
	return solveFlows(p.ctx, p.an.clock, emit, move)
}

// gainOf is the measure of the gain from one action at a state and the policy
// afterwards.
func (p *policies) gainOf(d *decision, w []measure, s, a int) measure {
	x, stay := algebra.Variable(p.an.delta), p.an.today()
	var parts []weightedMeasure
	for _, e := range d.emit[s][a] {
		parts = append(parts, weightedMeasure{stay.Mul(e.p.Num()), e.p.Den(), point(e.at)})
	}
	for _, e := range d.move[s][a] {
		parts = append(parts, weightedMeasure{x.Mul(e.p.Num()), e.p.Den(), w[e.at]})
	}
	return combine(append(parts, weightedMeasure{algebra.IntPoly(-1), algebra.IntPoly(1), w[s]}))
}
