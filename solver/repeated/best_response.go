package repeated

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
)

// MaxPolicies bounds the stationary strategies against the automata of the
// others that are compared for one player.
const MaxPolicies = 20_000

// ErrTooManyPolicies says that the condition of a Nash equilibrium was not
// computed because there are too many stationary strategies to compare.
var ErrTooManyPolicies = errors.New("too many stationary strategies to compare")

// policies compares a player's strategies against the automata of the others.
// Against finite automata she solves a Markov decision problem whose states are
// the joint states of the others, so some stationary policy is a best response
// (Blackwell 1962). The walk assigns actions to states as play reaches them:
// against deterministic automata it enumerates the paths that run into a cycle.
type policies struct {
	an     *analysis
	ctx    context.Context
	player int
	others *chain         // with a one-state machine in place of the player's
	act    map[int]int    // chosen actions
	local  map[string]int // choices among actions with the same consequences
	count  int
	limit  int
	list   *deviations
}

// responder prepares the decision problem of a player against the automata of the
// others.
func (an *analysis) responder(ctx context.Context, player int) (*policies, error) {
	silent := &Machine{Name: "deviator", Player: player}
	next := make([][]games.Branch, an.observations)
	for i := range next {
		next[i] = surely(0)
	}
	silent.States = []MachineState{{Name: "", Mix: always(0, an.shape[player]), Next: next}}
	machines := slices.Clone(an.chain.machines)
	machines[player] = silent
	others, err := newChain(ctx, an.stage, machines)
	if err != nil {
		return nil, err
	}
	return &policies{an: an, ctx: ctx, player: player, others: others, act: map[int]int{}, local: map[string]int{}, limit: MaxPolicies}, nil
}

// bestResponses adds to list the condition that no strategy of the player beats
// the profile.
func (an *analysis) bestResponses(ctx context.Context, player int, list *deviations) error {
	p, err := an.responder(ctx, player)
	if err != nil {
		return err
	}
	p.list = list
	if !p.univariate() {
		return p.walk()
	}
	// A few policies are compared directly; many are searched for the best.
	few := deviations{}
	p.list, p.limit = &few, sweepAbove
	switch err := p.walk(); {
	case err == nil:
		list.join(&few)
		return nil
	case !errors.Is(err, ErrTooManyPolicies):
		return err
	}
	p.list, p.limit, p.count = list, MaxPolicies, 0
	clear(p.act)
	clear(p.local)
	if done, err := p.sweep(); done || err != nil {
		return err
	}
	clear(p.act)
	return p.walk()
}

// sweepAbove is the number of policies beyond which a sweep is quicker.
const sweepAbove = 16

// walk follows play from the start under the actions chosen so far; where it
// meets a state without an action it tries them all, and where it meets none it
// compares.
func (p *policies) walk() error {
	order := []int{0}
	number := map[int]int{0: 0}
	var emit, move [][]weighted
	for k := 0; k < len(order); k++ {
		s := order[k]
		if p.others.over(s) {
			emit, move = append(emit, nil), append(move, nil)
			continue
		}
		a, ok := p.act[s]
		if !ok {
			defer delete(p.act, s)
			return p.choose(s)
		}
		mixes := p.others.intended(s)
		mixes[p.player] = always(a, p.an.shape[p.player])
		dist := p.others.outcome(mixes)
		var to []weighted
		for _, w := range p.others.follow(s, dist) {
			n, ok := number[w.at]
			if !ok {
				n = len(order)
				number[w.at] = n
				order = append(order, w.at)
			}
			to = append(to, weighted{n, w.p})
		}
		emit, move = append(emit, merge(dist)), append(move, merge(to))
	}
	if p.count++; p.count > p.limit {
		return fmt.Errorf("%w: more than %d for %s", ErrTooManyPolicies, p.limit, p.an.g.Players[p.player].Name)
	}
	w, err := solveFlows(p.ctx, p.an.clock, emit, move)
	if err != nil {
		return err
	}
	gain := combine([]weightedMeasure{
		{algebra.IntPoly(1), algebra.IntPoly(1), w[0]},
		{algebra.IntPoly(-1), algebra.IntPoly(1), p.an.w[0]},
	})
	d := Deviation{State: p.an.chain.names(0), Player: p.player, Plan: p.plan(order, move)}
	return p.an.add(p.list, d, gain)
}

// choose tries the actions at a state. Actions with the same consequences differ
// only in today's payoff, so of those the best is taken: known where the payoffs
// are numbers, and otherwise the same one at all states where the payoffs differ
// in the same way, because some best response is that consistent.
func (p *policies) choose(s int) error {
	type group struct {
		next    []weighted
		actions []int
		pays    []algebra.Ratio
		plain   bool
	}
	var groups []*group
	for a := range p.an.shape[p.player] {
		mixes := p.others.intended(s)
		mixes[p.player] = always(a, p.an.shape[p.player])
		dist := p.others.outcome(mixes)
		next := p.others.follow(s, dist)
		pay, plain := p.an.expected(dist, p.player)
		var g *group
		for _, h := range groups {
			if h.plain && plain && slices.EqualFunc(h.next, next, func(x, y weighted) bool { return x.at == y.at && x.p.Equal(y.p) }) {
				g = h
			}
		}
		if g == nil {
			g = &group{next: next, plain: plain}
			groups = append(groups, g)
		}
		g.actions, g.pays = append(g.actions, a), append(g.pays, pay)
	}
	for _, g := range groups {
		var differences []algebra.Ratio
		key := ""
		best, numbers := 0, true
		for i := range g.pays {
			d := g.pays[i].Sub(g.pays[0])
			differences = append(differences, d)
			key += d.String() + "|"
			r, ok := d.Rat()
			numbers = numbers && ok
			if b, known := differences[best].Rat(); ok && known && r.Cmp(b) > 0 {
				best = i
			}
		}
		first, last := 0, len(g.actions)-1
		choice, made := p.local[key]
		switch {
		case numbers:
			first, last = best, best
		case made:
			first, last = choice, choice
		}
		for i := first; i <= last; i++ {
			if !made {
				p.local[key] = i
			}
			p.act[s] = g.actions[i]
			if err := p.walk(); err != nil {
				return err
			}
		}
		if !made {
			delete(p.local, key)
		}
	}
	return nil
}

// expected is a player's expected payoff today when her payoffs have no cases;
// plain is false when they do.
func (l *ledger) expected(dist []weighted, player int) (pay algebra.Ratio, plain bool) {
	for _, w := range dist {
		u, ok := l.payoffs[player][w.at].Ratio()
		if !ok {
			return algebra.Ratio{}, false
		}
		pay = pay.Add(times(u, w.p))
	}
	return pay, true
}

// plan describes the policy: the sequence of actions against deterministic
// automata ("strike, then hold for ever"), else an action for each state.
func (p *policies) plan(order []int, move [][]weighted) string {
	action := func(k int) string { return p.an.g.Players[p.player].Actions[p.act[order[k]]] }
	certain := true
	for _, m := range move {
		certain = certain && len(m) <= 1
	}
	if certain {
		seen := map[int]int{}
		var path []string
		k := 0
		for {
			if p.others.over(order[k]) {
				return describeRuns(path)
			}
			if at, ok := seen[k]; ok {
				return describePath(path, at)
			}
			seen[k] = len(path)
			path = append(path, action(k))
			k = move[k][0].at
		}
	}
	var parts []string
	for k, s := range order {
		if p.others.over(s) {
			continue
		}
		names := p.others.names(s)
		names = slices.Delete(names, p.player, p.player+1)
		part := action(k) + " at " + strings.Join(names, ", ")
		if p.others.horizon > 0 {
			part += fmt.Sprintf(" in period %d", p.others.period[s]+1)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ")
}

// describeRuns prints a path that ends: "(C, C) 9 times, then (D, D)", or one that
// does not change by itself.
func describeRuns(path []string) string {
	var parts []string
	for from := 0; from < len(path); {
		to := from + 1
		for to < len(path) && path[to] == path[from] {
			to++
		}
		part := path[from]
		switch n := to - from; {
		case n == len(path):
		case n == 2:
			part += " twice"
		case n > 2:
			part += fmt.Sprintf(" %d times", n)
		}
		parts = append(parts, part)
		from = to
	}
	return strings.Join(parts, ", then ")
}

// describePath prints a path that repeats from the given place on.
func describePath(path []string, from int) string {
	cycle := path[from:]
	// The shortest description: a lead that continues the cycle backwards joins
	// it, and a cycle is given once.
	for n := 1; n <= len(cycle)/2; n++ {
		if len(cycle)%n == 0 && slices.Equal(cycle[n:], cycle[:len(cycle)-n]) {
			cycle = cycle[:n]
			break
		}
	}
	lead := path[:from]
	for len(lead) > 0 && lead[len(lead)-1] == cycle[len(cycle)-1] {
		lead = lead[:len(lead)-1]
		cycle = append([]string{cycle[len(cycle)-1]}, cycle[:len(cycle)-1]...)
	}
	out := strings.Join(cycle, ", ")
	switch {
	case len(cycle) > 1:
		out += " repeating"
	case len(lead) > 0:
		out += " for ever"
	}
	if len(lead) > 0 {
		return strings.Join(lead, ", ") + ", then " + out
	}
	return out
}
