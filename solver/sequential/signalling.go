package sequential

import (
	"context"
	"slices"
	"sync"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/prove"
)

// signalling is a tree in which chance draws a type of the sender, she sends a
// message, and a receiver who sees nothing else replies.
type signalling struct {
	t        *games.Tree
	settler  *concept.Settler
	sender   int
	types    []int // the sender's nodes
	messages []message
	free     algebra.Var // behind the unknowns of every assessment

	mu      sync.Mutex
	best    map[string]expr.Formula // by message, types and replies
	replies map[string]expr.Formula // by what was quantified away
}

// message is what follows one action of the sender.
type message struct {
	set  int               // of the receiver; -1 where nobody replies
	pays [][][2]expr.Value // by type and reply: of the sender and of the receiver
}

// signallingGame reads a tree as a signalling game, if it is one.
func signallingGame(t *games.Tree, s *concept.Settler) (*signalling, bool) {
	root := &t.Nodes[0]
	if len(t.Players) != 2 || root.Set >= 0 || len(root.Children) < 2 {
		return nil, false
	}
	g := &signalling{t: t, settler: s, types: root.Children, best: make(map[string]expr.Formula), replies: make(map[string]expr.Formula)}
	g.free = len(t.Params)
	for _, set := range t.Sets {
		g.free += len(set.Actions) + len(set.Nodes)
	}
	var actions []string
	for k, n := range g.types {
		h := t.Nodes[n].Set
		if h < 0 || len(t.Sets[h].Nodes) > 1 {
			return nil, false
		}
		if set := t.Sets[h]; k == 0 {
			g.sender, actions = set.Player, set.Actions
		} else if set.Player != g.sender || !slices.Equal(set.Actions, actions) {
			return nil, false
		}
	}
	for m := range actions {
		msg := message{set: t.Nodes[t.Nodes[g.types[0]].Children[m]].Set}
		if msg.set >= 0 && (t.Sets[msg.set].Player == g.sender || len(t.Sets[msg.set].Nodes) != len(g.types)) {
			return nil, false
		}
		for _, n := range g.types {
			at := t.Nodes[n].Children[m]
			if t.Nodes[at].Set != msg.set {
				return nil, false
			}
			ends := []int{at}
			if msg.set >= 0 {
				ends = t.Nodes[at].Children
			}
			var pays [][2]expr.Value
			for _, z := range ends {
				c := &concept.Calc{}
				own, ok := afterChance(c, t, z, g.sender)
				other, _ := afterChance(c, t, z, 1-g.sender)
				if !ok || c.Err != nil {
					return nil, false
				}
				pays = append(pays, [2]expr.Value{own, other})
			}
			msg.pays = append(msg.pays, pays)
		}
		g.messages = append(g.messages, msg)
	}
	return g, true
}

// class says how much a pair of supports reveals: every type sends messages of her
// own (separating), all send the same one (pooling), or something between.
func (g *signalling) class(support [][]int) string {
	sent := make([][]int, len(g.types))
	for k, n := range g.types {
		sent[k] = support[g.t.Nodes[n].Set]
	}
	pooling, separating := len(sent[0]) == 1, true
	for k := range sent[1:] {
		pooling = pooling && slices.Equal(sent[k+1], sent[0])
		for _, other := range sent[:k+1] {
			separating = separating && !slices.ContainsFunc(other, func(m int) bool { return contains(sent[k+1], m) })
		}
	}
	switch {
	case pooling:
		return "pooling"
	case separating:
		return "separating"
	}
	return "semi-separating"
}

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
	type refined struct {
		class   string
		columns []concept.Column
	}
	found, have := concept.Parallel(ctx, len(tab.Rows), 0, nil, func(i int) refined {
		r := tab.Rows[i]
		a := newAssessment(t, rowSupport(t, r))
		a.beliefs(ctx, s)
		return refined{g.class(a.support), []concept.Column{
			g.column(ctx, r, "intuitive", func() (expr.Formula, bool) { return g.intuitive(ctx, a, r.Exists) }),
			g.column(ctx, r, "d1", func() (expr.Formula, bool) { return g.d1(ctx, a, r.Exists) })}}
	})
	for i, r := range tab.Rows {
		if !have[i] {
			found[i] = refined{g.class(rowSupport(t, r)), []concept.Column{{Code: "intuitive", Open: true}, {Code: "d1", Open: true}}}
		}
		r.Class, r.Columns = found[i].class, append(r.Columns, found[i].columns...)
	}
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
	if f.IsTrue() {
		return concept.Column{Code: code, When: r.Exists}
	}
	st := g.settler.Settle(ctx, concept.Candidate{Unknowns: r.Sentence.Unknowns, Holds: expr.And(r.Sentence.Holds, f)})
	return concept.Column{Code: code, When: st.Exists, Open: st.Open || ctx.Err() != nil}
}

// surprises yields the messages that may not be sent, with the condition that they
// are.
func (g *signalling) surprises(ctx context.Context, a *assessment, yield func(m int, sent expr.Formula) bool) bool {
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
func (g *signalling) intuitive(ctx context.Context, a *assessment, exists expr.Formula) (expr.Formula, bool) {
	var all []expr.Formula
	ok := g.surprises(ctx, a, func(m int, sent expr.Formula) bool {
		loses := make([]expr.Formula, len(g.types))
		for k := range g.types {
			var ok bool
			if loses[k], ok = g.against(ctx, a, m, k, g.all(), expr.GT); !ok {
				return false
			}
			loses[k] = g.decided(ctx, exists, loses[k])
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
				gains = append(gains, g.decided(ctx, exists, f))
			}
			fails = append(fails, expr.And(expr.And(who...), expr.Or(gains...)))
		}
		all = append(all, expr.Or(sent, expr.Not(expr.Or(fails...))))
		return true
	})
	return expr.And(all...), ok
}

// decided is true or false where f is so wherever a row exists, and f otherwise.
func (g *signalling) decided(ctx context.Context, exists, f expr.Formula) expr.Formula {
	switch {
	case f.IsTrue() || f.IsFalse():
	case g.settler.Soon(ctx, expr.And(exists, f)) == prove.No:
		return expr.False()
	case g.settler.Soon(ctx, expr.And(exists, expr.Not(f))) == prove.No:
		return expr.True()
	}
	return f
}

// against says that what type k gets in equilibrium compares as op to what she gets
// by message m whatever reply is best under some belief about the given types.
func (g *signalling) against(ctx context.Context, a *assessment, m, k int, types []int, op expr.Op) (expr.Formula, bool) {
	var all []expr.Formula
	for r, pays := range g.messages[m].pays[k] {
		best, ok := g.bestReplies(ctx, m, types, []int{r})
		if !ok {
			return best, false
		}
		all = append(all, expr.Or(expr.Not(best), a.expected(g.types[k], g.sender).Compare(op, pays[0])))
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
	if f, ok := g.recall(g.best, key); ok {
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
	g.keep(g.best, key, st.Exists)
	return st.Exists, true
}

// recall looks up what was found before; several rows are refined at a time.
func (g *signalling) recall(known map[string]expr.Formula, key string) (expr.Formula, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	f, ok := known[key]
	return f, ok
}

func (g *signalling) keep(known map[string]expr.Formula, key string, f expr.Formula) {
	g.mu.Lock()
	defer g.mu.Unlock()
	known[key] = f
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
func (g *signalling) d1(ctx context.Context, a *assessment, exists expr.Formula) (expr.Formula, bool) {
	var all []expr.Formula
	ok := g.surprises(ctx, a, func(m int, sent expr.Formula) bool {
		out := make([]expr.Formula, len(g.types))
		for k := range g.types {
			var any []expr.Formula
			for l := range g.types {
				if l == k {
					continue
				}
				gains, ok := g.someReply(ctx, a, m, func(worth []expr.Value) expr.Formula {
					return worth[l].Compare(expr.GT, a.expected(g.types[l], g.sender))
				})
				apart, ok2 := g.someReply(ctx, a, m, func(worth []expr.Value) expr.Formula {
					return expr.And(worth[k].Compare(expr.GE, a.expected(g.types[k], g.sender)),
						worth[l].Compare(expr.LE, a.expected(g.types[l], g.sender)))
				})
				if !ok || !ok2 {
					return false
				}
				any = append(any, expr.And(gains, expr.Not(apart)))
			}
			out[k] = g.decided(ctx, exists, expr.Or(any...))
		}
		obeys := []expr.Formula{}
		for k, n := range g.types {
			i := slices.Index(g.t.Sets[g.messages[m].set].Nodes, g.t.Nodes[n].Children[m])
			obeys = append(obeys, expr.Or(expr.Not(out[k]), a.belief[g.messages[m].set][i].Compare(expr.EQ, concept.Zero)))
		}
		all = append(all, expr.Or(sent, expr.And(out...), expr.And(obeys...)))
		return true
	})
	return expr.And(all...), ok
}

// someReply is the condition that some mixture of replies to message m, best under
// some belief, makes what the types then get satisfy holds.
func (g *signalling) someReply(ctx context.Context, a *assessment, m int, holds func(worth []expr.Value) expr.Formula) (expr.Formula, bool) {
	pays := g.messages[m].pays
	n := len(pays[0])
	var any []expr.Formula
	for mask := 1; mask < 1<<n; mask++ {
		var replies []int
		for r := range n {
			if mask>>r&1 == 1 {
				replies = append(replies, r)
			}
		}
		best, ok := g.bestReplies(ctx, m, g.all(), replies)
		if !ok {
			return best, false
		}
		if best.IsFalse() {
			continue
		}
		var vars []algebra.Var
		var cond []expr.Formula
		worth := make([]expr.Value, len(g.types))
		for k := range worth {
			worth[k] = concept.Zero
		}
		rest := concept.One
		for i, r := range replies {
			p := rest
			if i < len(replies)-1 {
				v := g.free + algebra.Var(i)
				vars, p = append(vars, v), concept.Variable(v)
				rest = a.Sub(rest, p)
			}
			cond = append(cond, p.Compare(expr.GT, concept.Zero))
			for k := range worth {
				worth[k] = a.Add(worth[k], a.Mul(p, pays[k][r][0]))
			}
		}
		f := expr.And(expr.And(cond...), best, holds(worth))
		if len(vars) > 0 {
			key := f.Key()
			short, ok := g.recall(g.replies, key)
			if !ok {
				var ans prove.Answer
				if short, ans = g.settler.Eliminate(ctx, vars, f); ans != prove.Yes {
					return f, false
				}
				g.keep(g.replies, key, short)
			}
			f = short
		}
		any = append(any, f)
	}
	return expr.Or(any...), true
}
