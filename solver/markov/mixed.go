package markov

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"slices"
	"sync"

	"brink/games"
	"brink/games/algebra"
	"brink/solver/concept"
	"brink/solver/nash/method"
	"brink/solver/note"
)

// Stationary is the stationary equilibria of a game at numbers.
type Stationary struct {
	Equilibria []Equilibrium
	Continua   []Continuum
	Complete   bool
	Reasons    []note.Note
}

// Equilibrium is a stationary Markov-perfect equilibrium.
type Equilibrium struct {
	Strategies [][][]method.Number // [state][player][action]
	Values     [][]method.Number   // [player][state]
	Pure       bool
}

// Continuum is equilibria with the same supports that are not isolated.
type Continuum struct {
	Support   [][][]int // [state][player]
	Dimension int       // at least
}

// Limits of the search for mixed equilibria: combinations of supports on some of the
// states or all, work in microseconds, and actions of a player in a state.
const (
	maxSupports = 50_000
	maxWork     = 60_000_000
	maxActions  = 10
)

// Solve finds the stationary Markov-perfect equilibria at a point of parameter space,
// mixed ones included (they exist: Fink 1964, Takahashi 1964).
//
// Supports are chosen state by state, the classes of states that play cannot leave
// first, and given up where bounds on the values, improved by each other as in value
// iteration (Shapley 1953), show an action of a support to be worse than another. For
// supports on whole classes the equations of values and mixtures are solved exactly,
// with multiple and infinitely many solutions (package polynomial). There are
// Π (2^k - 1) combinations of supports for k actions, over players and states, and the
// work on one is exponential in the number of states whose values are tied to each
// other by mixtures. Beyond the limits, and where equilibria are not isolated, the
// answer is not complete; the pure equilibria are then listed all the same.
func Solve(ctx context.Context, g *games.Stochastic, at []*big.Rat) (*Stationary, error) {
	n, err := evaluate(g, at)
	if err != nil {
		return nil, err
	}
	m := &mixing{numbers: n, out: &Stationary{Complete: true}, limit: maxSupports}
	if err := m.pure(ctx); err != nil {
		return nil, err
	}
	known := len(m.out.Equilibria)
	// A step on large polynomials cannot be stopped: it is left behind.
	if _, have := concept.Parallel(ctx, 1, 1, nil, func(int) bool { m.run(ctx); return true }); !have[0] {
		m.mu.Lock()
		defer m.mu.Unlock()
		out := *m.out
		out.Complete, out.Reasons = false, append(slices.Clone(out.Reasons), note.Cause(ctx))
		return &out, nil
	}
	if complete := m.out.Complete || len(m.out.Continua) > 0 && len(m.out.Reasons) == 0; complete && m.pures != known {
		return nil, fmt.Errorf("%w: %d pure equilibria by policies, %d by supports", method.ErrSelfCheck, known, m.pures)
	}
	return m.out, nil
}

// mixing is the search for mixed equilibria.
type mixing struct {
	*numbers
	mu      sync.Mutex
	out     *Stationary // guarded by mu
	order   []int       // of the states
	last    []int       // by position in order: where its class begins if it ends there, or -1
	raise   []*big.Rat  // by player: an integer that makes values positive
	who     []players
	support [][][]int // [state][player]; nil where not chosen
	limit   int
	tried   int
	spent   int
	pures   int // pure equilibria that were met
	open    int // combinations of supports that were not settled
}

// incomplete says that something may be missing.
func (m *mixing) incomplete(why note.Note) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.out.Complete = false
	m.out.Reasons = append(m.out.Reasons, why)
}

// pure lists the pure equilibria: those of the game without parameters.
func (m *mixing) pure(ctx context.Context) error {
	c := m.constant()
	t, err := Equilibria(ctx, c)
	if err != nil {
		return err
	}
	for _, r := range t.Rows {
		e := Equilibrium{Pure: true}
		k := 0
		for _, s := range c.States {
			var byPlayer [][]method.Number
			for _, pl := range s.Players {
				x := make([]method.Number, len(pl.Actions))
				for a, name := range pl.Actions {
					is := int64(0)
					if name == r.Play[k].Over[0] {
						is = 1
					}
					x[a] = method.RationalNumber(big.NewRat(is, 1))
				}
				byPlayer = append(byPlayer, x)
				k++
			}
			e.Strategies = append(e.Strategies, byPlayer)
		}
		for p := range c.Players {
			var vs []method.Number
			for i := range c.States {
				v, err := r.Numbers[i*len(c.Players)+p].Is.Value.Eval(nil)
				if err != nil {
					return err
				}
				vs = append(vs, method.RationalNumber(v))
			}
			e.Values = append(e.Values, vs)
		}
		m.out.Equilibria = append(m.out.Equilibria, e)
	}
	m.out.Complete, m.out.Reasons = t.Complete, t.Reasons
	return nil
}

// run looks for the mixed ones.
func (m *mixing) run(ctx context.Context) {
	for _, s := range m.g.States {
		for _, pl := range s.Players {
			if len(pl.Actions) > maxActions {
				m.incomplete(note.New(note.TooLargeMixed))
				return
			}
		}
	}
	b := m.start()
	m.support = make([][][]int, len(m.g.States))
	m.tighten(b, m.support)
	for p := range m.g.Players {
		least := math.Inf(1)
		for _, v := range b[p] {
			least = min(least, v.Lo)
		}
		up, _ := big.NewFloat(math.Floor(least)).Int(nil)
		m.raise = append(m.raise, new(big.Rat).SetInt(up.Sub(big.NewInt(1), up)))
	}
	for _, c := range classes(m.graph()) {
		first := len(m.order)
		m.order = append(m.order, c...)
		m.last = append(append(m.last, slices.Repeat([]int{-1}, len(c)-1)...), first)
	}
	everyone := make([]int, len(m.g.Players))
	for p := range everyone {
		everyone[p] = p
	}
	m.who = []players{{everyone, everyone}}
	if len(everyone) == 2 {
		m.who = []players{{[]int{0}, []int{1}}, {[]int{1}, []int{0}}}
	}
	var lists [][]*settled
	for range m.who {
		e := &settled{mix: make([][][]*big.Rat, len(m.g.States))}
		for range m.g.Players {
			e.value = append(e.value, make([]*big.Rat, len(m.g.States)))
		}
		for i := range e.mix {
			e.mix[i] = make([][]*big.Rat, len(m.g.Players))
		}
		lists = append(lists, []*settled{e})
	}
	m.walk(ctx, 0, b, lists, true)
	switch {
	case m.tried >= m.limit || m.spent > maxWork:
		m.incomplete(note.New(note.SupportsTried, m.tried))
	}
	if m.open > 0 {
		m.incomplete(note.New(note.SupportsOpen, m.open))
	}
}

// walk chooses supports for the k-th state and those behind it in order.
func (m *mixing) walk(ctx context.Context, k int, b box, lists [][]*settled, pure bool) {
	if k == len(m.order) {
		m.finish(lists, pure)
		return
	}
	state := m.order[k]
	combos := supportsOf(m.all[state])
	defer func() { m.support[state] = nil }()
	for _, s := range combos {
		if ctx.Err() != nil || m.tried >= m.limit || m.spent > maxWork {
			return
		}
		m.tried++
		m.support[state] = s
		c := b.clone()
		if !m.tighten(c, m.support) || m.refutedAny(c, m.order[:k+1], m.support) {
			continue
		}
		then := lists
		if first := m.last[k]; first >= 0 {
			var ok, some bool
			if then, ok, some = m.classSolved(ctx, lists, m.order[first:k+1]); !ok && some && ctx.Err() == nil {
				m.open++
			}
			if !ok || !some {
				continue
			}
		}
		isPure := pure
		for _, list := range s {
			isPure = isPure && len(list) == 1
		}
		m.walk(ctx, k+1, c, then, isPure)
	}
}

// classSolved continues what is settled of every system by a class of states. Where
// it is not ok a system was too large, and some is false where one has no solution.
func (m *mixing) classSolved(ctx context.Context, lists [][]*settled, class []int) (out [][]*settled, ok, some bool) {
	ok = true
	for w, who := range m.who {
		var list []*settled
		good := true
		for _, e := range lists[w] {
			more, fine := m.solve(ctx, who, e, class, m.support)
			good = good && fine
			list = append(list, more...)
		}
		if good && len(list) == 0 {
			return nil, ok, false
		}
		ok = ok && good
		out = append(out, list)
	}
	return out, ok, true
}

// supportsOf lists the combinations of supports in a state, small ones first.
func supportsOf(actions [][]int) (out [][][]int) {
	out = [][][]int{nil}
	for _, list := range actions {
		var subsets [][]int
		for mask := 1; mask < 1<<len(list); mask++ {
			var s []int
			for a := range list {
				if mask>>a&1 == 1 {
					s = append(s, a)
				}
			}
			subsets = append(subsets, s)
		}
		var next [][][]int
		for _, before := range out {
			for _, s := range subsets {
				next = append(next, append(slices.Clone(before), s))
			}
		}
		out = next
	}
	size := func(s [][]int) (n int) {
		for _, list := range s {
			n += len(list)
		}
		return n
	}
	slices.SortStableFunc(out, func(s, t [][]int) int { return size(s) - size(t) })
	return out
}

// end is one solution of one system: what is settled, and a point of what is open.
type end struct {
	*settled
	point int
}

// finish puts the solutions of the systems together.
func (m *mixing) finish(lists [][]*settled, pure bool) {
	if pure {
		m.pures++ // listed already
		return
	}
	var ends [][]end
	dimension := 0
	for _, list := range lists {
		var es []end
		deepest := 0
		for _, e := range list {
			if e.open == nil {
				es = append(es, end{e, -1})
				continue
			}
			for i, pt := range e.sys.Found {
				es = append(es, end{e, i})
				deepest = max(deepest, pt.Dim)
			}
		}
		dimension += deepest
		ends = append(ends, es)
	}
	if dimension > 0 {
		m.mu.Lock()
		m.out.Continua = append(m.out.Continua, Continuum{Support: m.supports(), Dimension: dimension})
		m.out.Complete = false
		m.mu.Unlock()
	}
	m.combine(ends, nil)
}

// supports copies the supports that are chosen.
func (m *mixing) supports() [][][]int { return slices.Clone(m.support) }

// combine makes an equilibrium of every choice of isolated solutions.
func (m *mixing) combine(ends [][]end, chosen []end) {
	if len(chosen) < len(ends) {
		for _, e := range ends[len(chosen)] {
			if e.point < 0 || e.sys.Found[e.point].Dim == 0 {
				m.combine(ends, append(slices.Clone(chosen), e))
			}
		}
		return
	}
	zero, one := method.RationalNumber(new(big.Rat)), method.RationalNumber(big.NewRat(1, 1))
	eq := Equilibrium{Values: make([][]method.Number, len(m.g.Players))}
	for _, s := range m.g.States {
		byPlayer := make([][]method.Number, len(s.Players))
		for p, pl := range s.Players {
			byPlayer[p] = slices.Repeat([]method.Number{zero}, len(pl.Actions))
		}
		eq.Strategies = append(eq.Strategies, byPlayer)
	}
	for p := range m.g.Players {
		eq.Values[p] = make([]method.Number, len(m.g.States))
	}
	whole := true
	for w, e := range chosen {
		for i := range m.g.States {
			for _, p := range m.who[w].value {
				if v := e.value[p][i]; v != nil {
					eq.Values[p][i] = method.RationalNumber(new(big.Rat).Sub(v, m.raise[p]))
					continue
				}
				q := m.raised(e.sys, p, i)
				q.Num = q.Num.Sub(algebra.Constant(algebra.IntFromBig(m.raise[p].Num())))
				x, ok := e.sys.number(e.point, q)
				eq.Values[p][i], whole = x, whole && ok
			}
			for _, p := range m.who[w].mix {
				for k, a := range m.support[i][p] {
					switch {
					case e.mix[i][p] != nil:
						eq.Strategies[i][p][a] = method.RationalNumber(e.mix[i][p][k])
					case len(m.support[i][p]) == 1:
						eq.Strategies[i][p][a] = one
					default:
						x, ok := e.sys.number(e.point, e.sys.probability(i, p, k))
						eq.Strategies[i][p][a], whole = x, whole && ok
					}
				}
			}
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if !whole {
		m.out.Complete = false // the context has ended, which is said elsewhere
		return
	}
	m.out.Equilibria = append(m.out.Equilibria, eq)
}
