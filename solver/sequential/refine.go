package sequential

import (
	"context"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/prove"
)

// Refine adds to the rows of a signalling game how much the messages reveal, and the
// conditions under which an equilibrium of the row survives the intuitive criterion
// (Cho and Kreps 1987) and D1 (Cho and Kreps 1987; Banks and Sobel 1987). Other trees
// are left as they are.
func Refine(ctx context.Context, t *games.Tree, tab *concept.Table) {
	if tab.Concept != "pbe" && tab.Concept != "sequential" {
		return
	}
	s := concept.NewSettler(t)
	g, ok := signallingGame(t, s)
	if !ok {
		return
	}
	g.way = newRoutes(ctx, t, s)
	type refined struct {
		class   string
		columns []concept.Column
	}
	found, have := concept.Parallel(ctx, len(tab.Rows), 0, nil, func(i int) refined {
		r := tab.Rows[i]
		a := g.refinement(ctx, r)
		return refined{g.class(a.support), []concept.Column{
			g.column(ctx, r, "intuitive", func() (expr.Formula, bool) { return g.intuitive(ctx, a) }),
			g.column(ctx, r, "d1", func() (expr.Formula, bool) { return g.d1(ctx, a) })}}
	})
	for i, r := range tab.Rows {
		if !have[i] {
			found[i] = refined{g.class(rowSupport(t, r)), []concept.Column{{Code: "intuitive", Open: true}, {Code: "d1", Open: true}}}
		}
		r.Class, r.Columns = found[i].class, append(r.Columns, found[i].columns...)
	}
}

// refinement is a row that is examined: an assessment with its supports, and what each
// type gets.
type refinement struct {
	*assessment
	settler *concept.Settler
	exists  expr.Formula             // the row exists
	given   expr.Formula             // and its unknowns are what they may be
	now     []expr.Value             // by type
	signs   map[string]prove.SignSet // that polynomials may have
}

// refinement reads a row. A type gets the same by all messages that she sends, so that
// it is told by the one with the fewest replies; probabilities that the row knows are
// put in.
func (g *signalling) refinement(ctx context.Context, r *concept.Row) *refinement {
	a := &refinement{
		assessment: newAssessment(g.t, rowSupport(g.t, r)), settler: g.settler,
		exists: r.Exists, given: expr.And(r.Exists, r.Sentence.Holds), signs: make(map[string]prove.SignSet),
	}
	a.beliefs(ctx, g.settler, g.way)
	prob := make(map[int][]expr.Value) // by set, where they are known
	for h, c := range r.Play {
		list := slices.Clone(a.prob[h])
		for i, act := range a.support[h] {
			if p := c.Probs[i]; p.Known() && len(p.Value.Cases) == 1 {
				list[act] = *p.Value
			} else {
				list = a.prob[h]
				break
			}
		}
		prob[h] = list
	}
	for k, n := range g.types {
		used := a.support[g.t.Nodes[n].Set]
		m := slices.MinFunc(used, func(x, y int) int { return g.mixed(a.support, x) - g.mixed(a.support, y) })
		sum := concept.Zero
		for q, pays := range g.messages[m].pays[k] {
			p := concept.One
			if h := g.messages[m].set; h >= 0 {
				p = prob[h][q]
			}
			sum = a.Add(sum, a.Mul(p, pays[0]))
		}
		a.now = append(a.now, sum)
	}
	return a
}

// mixed counts the replies to message m beyond the first.
func (g *signalling) mixed(support [][]int, m int) int {
	if h := g.messages[m].set; h >= 0 {
		return len(support[h]) - 1
	}
	return 0
}

// rowSupport is what a row chooses at every set.
func rowSupport(t *games.Tree, r *concept.Row) [][]int {
	out := make([][]int, len(t.Sets))
	for h, c := range r.Play {
		for _, name := range c.Over {
			out[h] = append(out[h], slices.Index(t.Sets[h].Actions, name))
		}
	}
	return out
}

// column is the condition that an equilibrium of a row meets a further demand.
func (g *signalling) column(ctx context.Context, r *concept.Row, code string, demand func() (expr.Formula, bool)) concept.Column {
	f, ok := demand()
	if !ok || ctx.Err() != nil {
		return concept.Column{Code: code, Open: true}
	}
	if !slices.ContainsFunc(f.Vars(), func(v algebra.Var) bool { return v >= len(g.t.Params) }) {
		return concept.Column{Code: code, When: g.where(ctx, r.Exists, f)}
	}
	when, ok := g.byCases(ctx, r, f)
	return concept.Column{Code: code, When: when, Open: !ok || ctx.Err() != nil}
}

// maxCases bounds the cases into which a demand is parted.
const maxCases = 256

// byCases is the condition that an equilibrium of a row meets a demand on the unknowns,
// a conjunction of disjunctions. Demands that share no unknown, even by the sentence of
// the row, are met each for itself: beliefs after one message do not bear on those
// after another.
func (g *signalling) byCases(ctx context.Context, r *concept.Row, f expr.Formula) (expr.Formula, bool) {
	sentence := r.Sentence.Holds.Conjuncts()
	var unknowns []algebra.Var
	for i := range r.Sentence.Unknowns {
		unknowns = append(unknowns, len(g.t.Params)+i)
	}
	all := append(slices.Clip(sentence), f.Conjuncts()...)
	alone, groups := concept.Apart(all, unknowns)
	met := expr.True()
	for _, i := range alone {
		met = expr.And(met, all[i])
	}
	for _, group := range groups {
		var holds, demands []expr.Formula
		for _, i := range group {
			if i < len(sentence) {
				holds = append(holds, all[i])
			} else {
				demands = append(demands, all[i])
			}
		}
		if len(demands) == 0 {
			continue
		}
		part, ok := g.someWay(ctx, r, expr.And(holds...), demands)
		if !ok {
			return part, false
		}
		if met = expr.And(met, part); met.IsFalse() {
			break
		}
	}
	return g.where(ctx, r.Exists, met), true
}

// someWay is the condition that unknowns of which a part of a row's sentence holds meet
// demands. These are parted into what the parameters must satisfy and what the unknowns
// must, so that few sentences of conjunctions are left.
func (g *signalling) someWay(ctx context.Context, r *concept.Row, holds expr.Formula, demands []expr.Formula) (expr.Formula, bool) {
	type way struct{ given, unknown expr.Formula }
	ways := []way{{r.Exists, expr.True()}}
	for _, clause := range demands {
		var next []way
		for _, w := range ways {
			for _, part := range clause.Disjuncts() {
				v := w
				for _, c := range part.Conjuncts() {
					if slices.ContainsFunc(c.Vars(), func(v algebra.Var) bool { return v >= len(g.t.Params) }) {
						v.unknown = expr.And(v.unknown, c)
					} else {
						v.given = expr.And(v.given, c)
					}
				}
				if !part.IsFalse() && g.settler.Soon(ctx, v.given) != prove.No {
					next = append(next, v)
				}
			}
		}
		if ways = next; len(ways) > maxCases {
			return expr.False(), false
		}
	}
	slices.SortStableFunc(ways, func(a, b way) int { return a.unknown.Size() - b.unknown.Size() })
	any := expr.False()
	for _, w := range ways {
		if g.settler.Soon(ctx, expr.And(w.given, expr.Not(any))) == prove.No {
			continue // others are enough there
		}
		if w.unknown.IsTrue() {
			any = expr.Or(any, w.given) // the row exists
			continue
		}
		met, ok := g.settler.Exists(ctx, concept.Candidate{Unknowns: r.Sentence.Unknowns, Holds: expr.And(holds, w.unknown)})
		if !ok {
			return expr.False(), false
		}
		any = expr.Or(any, expr.And(w.given, met))
	}
	return any, true
}

// where is the condition that a row exists and f holds.
func (g *signalling) where(ctx context.Context, exists, f expr.Formula) expr.Formula {
	if g.settler.Soon(ctx, expr.And(exists, expr.Not(f))) == prove.No {
		return exists
	}
	if f = g.settler.Simplify(ctx, expr.And(exists, f)); g.settler.Possible(ctx, f) == prove.No {
		return expr.False()
	}
	return f
}

// surprises yields the messages that may not be sent, with the condition that they
// are.
func (g *signalling) surprises(ctx context.Context, a *refinement, yield func(m int, sent expr.Formula) bool) bool {
	for m, msg := range g.messages {
		if msg.set < 0 || a.belief[msg.set] == nil {
			continue
		}
		total := concept.Zero
		for _, n := range g.t.Sets[msg.set].Nodes {
			total = a.Add(total, a.reach[n])
		}
		if !yield(m, total.Compare(expr.GT, concept.Zero)) || ctx.Err() != nil {
			return false
		}
	}
	return a.Err == nil
}

// intuitive is the condition on the parameters and the unknowns of an assessment
// that no message m is such that, once the types are set aside that would lose by m
// whatever best reply some belief supports, a type left over gains by m whatever best
// reply a belief about those left over supports.
func (g *signalling) intuitive(ctx context.Context, a *refinement) (expr.Formula, bool) {
	var all []expr.Formula
	ok := g.surprises(ctx, a, func(m int, sent expr.Formula) bool {
		loses := make([]expr.Formula, len(g.types))
		for k := range g.types {
			var ok bool
			if loses[k], ok = g.against(ctx, a, m, k, g.all(), expr.GT); !ok {
				return false
			}
			loses[k] = a.decided(ctx, loses[k])
		}
		var fails []expr.Formula
		for aside := range 1<<len(g.types) - 1 { // some type is left
			var left []int
			var who, gains []expr.Formula
			for k := range g.types {
				if aside>>k&1 == 1 {
					who = append(who, loses[k])
				} else {
					who, left = append(who, expr.Not(loses[k])), append(left, k)
				}
			}
			for _, k := range left {
				f, ok := g.against(ctx, a, m, k, left, expr.LT)
				if !ok {
					return false
				}
				gains = append(gains, a.decided(ctx, f))
			}
			fails = append(fails, expr.And(expr.And(who...), expr.Or(gains...)))
		}
		all = append(all, expr.Or(sent, expr.Not(expr.Or(fails...))))
		return true
	})
	return expr.And(all...), ok
}

// decided is f without the comparisons that are known wherever a row exists and plays
// as it does.
func (a *refinement) decided(ctx context.Context, f expr.Formula) expr.Formula {
	return f.Map(func(at expr.Atom) expr.Formula {
		key := at.P.Key()
		signs, ok := a.signs[key]
		if !ok {
			given := a.given
			if !slices.ContainsFunc(at.P.Vars(), func(v algebra.Var) bool { return v >= len(a.t.Params) }) {
				given = a.exists
			}
			for _, one := range [...]prove.SignSet{prove.Neg, prove.Zero, prove.Pos} {
				if a.settler.Soon(ctx, expr.And(given, expr.Sign(at.P, one.Op()))) != prove.No {
					signs |= one
				}
			}
			a.signs[key] = signs
		}
		switch holds := prove.SignsOf(at.Op); {
		case signs&^holds == 0:
			return expr.True()
		case signs&holds == 0:
			return expr.False()
		}
		return expr.Formula{Kind: expr.KAtom, Atom: at}
	})
}

// against says that what type k gets in equilibrium compares as op to what she gets
// by message m whatever reply is best under some belief about the given types.
func (g *signalling) against(ctx context.Context, a *refinement, m, k int, types []int, op expr.Op) (expr.Formula, bool) {
	var all []expr.Formula
	for r, pays := range g.messages[m].pays[k] {
		best, ok := g.bestReplies(ctx, m, types, []int{r})
		if !ok {
			return best, false
		}
		all = append(all, expr.Or(expr.Not(best), a.now[k].Compare(op, pays[0])))
	}
	return expr.And(all...), true
}

func (g *signalling) all() []int {
	out := make([]int, len(g.types))
	for k := range out {
		out[k] = k
	}
	return out
}

// bestReplies is the condition that some belief about the given types makes all of
// some replies to message m optimal.
func (g *signalling) bestReplies(ctx context.Context, m int, types, replies []int) (expr.Formula, bool) {
	key := string(rune(m)) + "/" + string(runes(types)) + "/" + string(runes(replies))
	g.mu.Lock()
	f, ok := g.best[key]
	g.mu.Unlock()
	if ok {
		return f, true
	}
	c := &concept.Calc{}
	pays := g.messages[m].pays
	first := algebra.Var(len(g.t.Params))
	after := make([]expr.Value, len(pays[0]))
	for r := range after {
		after[r] = concept.Zero
	}
	var cond []expr.Formula
	rest := concept.One
	for i, k := range types {
		mu := rest
		if i < len(types)-1 {
			mu = concept.Variable(first + algebra.Var(i))
			rest = c.Sub(rest, mu)
		}
		cond = append(cond, mu.Compare(expr.GE, concept.Zero))
		for r := range after {
			after[r] = c.Add(after[r], c.Mul(mu, pays[k][r][1]))
		}
	}
	for _, used := range replies {
		for r := range after {
			cond = append(cond, after[used].Compare(expr.GE, after[r]))
		}
	}
	st := g.settler.Settle(ctx, concept.Candidate{Unknowns: len(types) - 1, Holds: expr.And(cond...)})
	if c.Err != nil || st.Open || ctx.Err() != nil {
		return expr.False(), false
	}
	g.mu.Lock()
	g.best[key] = st.Exists
	g.mu.Unlock()
	return st.Exists, true
}

func runes(list []int) []rune {
	out := make([]rune, len(list))
	for i, x := range list {
		out[i] = rune('0' + x)
	}
	return out
}

// d1 is the condition that beliefs after a message that is not sent leave out a type
// k where another one, l, gains by that message under every best reply under which k
// does not lose, and under some; unless that leaves out all types.
func (g *signalling) d1(ctx context.Context, a *refinement) (expr.Formula, bool) {
	var all []expr.Formula
	ok := g.surprises(ctx, a, func(m int, sent expr.Formula) bool {
		out := make([]expr.Formula, len(g.types))
		for k := range g.types {
			var any []expr.Formula
			for l := range g.types {
				if l == k {
					continue
				}
				f, ok := g.deterred(ctx, a, m, k, l)
				if !ok {
					return false
				}
				any = append(any, f)
			}
			out[k] = a.decided(ctx, expr.Or(any...))
		}
		all = append(all, expr.Or(sent, expr.And(out...), expr.Or(g.without(a, m, out)...)))
		return true
	})
	return expr.And(all...), ok
}

// without lists the ways in which beliefs after message m may leave out the types that
// must be: types that they leave out, all others not being such. Types of which it is
// known are in all of them or in none.
func (g *signalling) without(a *refinement, m int, out []expr.Formula) (ways []expr.Formula) {
	set := g.messages[m].set
	for mask := range 1 << len(g.types) {
		var all []expr.Formula
		for k, n := range g.types {
			i := slices.Index(g.t.Sets[set].Nodes, g.t.Nodes[n].Children[m])
			switch left := mask>>k&1 == 1; {
			case !left:
				all = append(all, expr.Not(out[k]))
			case out[k].IsFalse():
				all = append(all, expr.False())
			default:
				all = append(all, a.belief[set][i].Compare(expr.EQ, concept.Zero))
			}
		}
		ways = append(ways, expr.And(all...))
	}
	return ways
}

// deterred is the condition that type l gains by message m under every mixture of
// replies, best under some belief, under which type k does not lose, and under some.
// What each gains is linear in the mixture, so that a reply under which one gains is
// pure; and if k does not lose while l does not gain, then so with at most two replies:
// of those under which l does not gain, the best for k is the optimum of a linear
// program in two conditions.
func (g *signalling) deterred(ctx context.Context, a *refinement, m, k, l int) (expr.Formula, bool) {
	pays := g.messages[m].pays
	n := len(pays[0])
	zero := concept.Zero
	mine, hers := make([]expr.Value, n), make([]expr.Value, n) // what k gains, and what l loses
	for r := range n {
		mine[r], hers[r] = a.Sub(pays[k][r][0], a.now[k]), a.Sub(a.now[l], pays[l][r][0])
	}
	var gains, apart []expr.Formula
	for r := range n {
		best, ok := g.bestReplies(ctx, m, g.all(), []int{r})
		if !ok {
			return best, false
		}
		gains = append(gains, expr.And(best, hers[r].Compare(expr.LT, zero)))
		apart = append(apart, expr.And(best, mine[r].Compare(expr.GE, zero), hers[r].Compare(expr.GE, zero)))
	}
	gain := a.decided(ctx, expr.Or(gains...))
	if gain.IsFalse() {
		return gain, true
	}
	for r := range n {
		for q := range n {
			// k gains under r, where l does too, and l loses under q.
			signs := expr.And(mine[r].Compare(expr.GT, zero), hers[q].Compare(expr.GT, zero),
				hers[r].Compare(expr.LT, zero), mine[q].Compare(expr.LT, zero),
				a.Mul(mine[r], hers[q]).Compare(expr.GE, a.Mul(mine[q], hers[r])))
			if q == r || g.settler.Soon(ctx, expr.And(a.given, signs)) == prove.No {
				continue
			}
			best, ok := g.bestReplies(ctx, m, g.all(), []int{min(q, r), max(q, r)})
			if !ok {
				return best, false
			}
			apart = append(apart, expr.And(best, signs))
		}
	}
	return expr.And(gain, expr.Not(a.decided(ctx, expr.Or(apart...)))), true
}
