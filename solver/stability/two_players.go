package stability

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// twoPlayers examines every pair of supports of a two-player game, regime by
// regime, and joins rows that differ only in the regime.
func (t *Table) twoPlayers(ctx context.Context, opt Options) error {
	g := t.Game
	rs, err := regimes(ctx, g, t.judge)
	if err != nil {
		return err
	}
	var tasks []pairTask
	evolution := true // whether evolutionary stability is defined
	var cut note.Note
	for _, r := range rs {
		b := newBimatrix(ctx, t.judge, r)
		b.bare, b.with = t.bare, t.with
		b.asm.seek(ctx)
		evolution = evolution && b.symmetric
		list, why := b.pairs(ctx, g, opt)
		tasks = append(tasks, list...)
		if cut.IsZero() {
			cut = why
		}
	}
	if !cut.IsZero() {
		t.Complete, t.Reasons = false, append(t.Reasons, cut)
	}
	partial := make(map[string]bool) // support pairs examined in a part of parameter space
	for _, k := range tasks {
		if !k.b.regime.when.IsTrue() {
			partial[fmt.Sprint(k.pair)] = true
			partial[fmt.Sprint([2][]int{k.pair[1], k.pair[0]})] = true // the mirror image
		}
	}
	rows, have := concept.InParts(ctx, len(tasks), opt.Workers, opt.Progress, func(i int, soFar func(*Row)) *Row {
		b := *tasks[i].b
		b.evolution = evolution
		// A judge of its own makes the row independent of the order of work.
		b.asm = b.asm.fork()
		return b.row(ctx, tasks[i].pair[0], tasks[i].pair[1], soFar)
	})
	for i, row := range rows {
		if row == nil {
			continue
		}
		if !have[i] {
			tasks[i].b.cutShort(row, evolution, note.Cause(ctx))
		}
		t.join(row)
		if m := row.mirror(); tasks[i].b.symmetric && mirrored([2][]int{m.Support[0], m.Support[1]}) {
			t.join(m)
		}
	}
	t.finishRows(ctx, t.Rows, opt.Workers, func(r *Row) bool { return partial[fmt.Sprint([2][]int{r.Support[0], r.Support[1]})] })
	slices.SortStableFunc(t.Rows, func(a, b *Row) int { return compareSupports(a.Support, b.Support) })
	return nil
}

// mirrored reports whether a symmetric game leaves a support pair (J, I) to its
// mirror image (I, J). Pure profiles are cheap and read better when the first
// player's condition comes first, so they are never left out.
func mirrored(pair [2][]int) bool {
	return len(pair[0])+len(pair[1]) > 2 && slices.Compare(pair[0], pair[1]) > 0
}

// finishRows finishes rows in place, as far as the context allows.
func (t *Table) finishRows(ctx context.Context, rows []*Row, workers int, joined func(*Row) bool) {
	finished, have := concept.Parallel(ctx, len(rows), workers, nil, func(i int) *Row {
		row := rows[i].clone()
		t.finish(ctx, row, joined(row))
		return row
	})
	for i := range rows {
		if have[i] {
			rows[i] = finished[i]
		}
	}
}

// clone copies a row as far as finish changes it.
func (r *Row) clone() *Row {
	c := *r
	for _, f := range c.Further() {
		if *f != nil {
			g := **f
			*f = &g
		}
	}
	if c.Root != nil {
		root := *c.Root
		c.Root = &root
	}
	return &c
}

// finish completes a row whose conditions are known: those put together from parts
// of parameter space are simplified as a whole, and all are written for reading.
func (t *Table) finish(ctx context.Context, row *Row, joined bool) {
	asm := t.judge.fork()
	if t.bare {
		row.KnifeEdge = knifeEdge(ctx, asm, row.Exists)
		return
	}
	if joined {
		row.Exists = asm.simplify(ctx, row.Exists)
		row.Strict = asm.simplify(ctx, row.Strict)
		for _, f := range row.Further() {
			if *f != nil {
				**f = asm.simplify(ctx, **f)
			}
		}
	}
	if row.Root != nil && joined {
		row.Root.Where = asm.with(row.Exists).simplify(ctx, row.Root.Where)
	}
	row.KnifeEdge = knifeEdge(ctx, asm, row.Exists)
	asm.present(ctx, row)
}

// mirror is the row of a symmetric game with the players' roles exchanged.
func (r *Row) mirror() *Row {
	s := r.clone()
	swap := func(a [][]int) [][]int { return [][]int{a[1], a[0]} }
	s.Support = swap(r.Support)
	if r.Strategies != nil {
		s.Strategies = [][]algebra.Ratio{r.Strategies[1], r.Strategies[0]}
		s.Payoffs = []algebra.Ratio{r.Payoffs[1], r.Payoffs[0]}
	}
	return s
}

// join adds a row, or widens the row of another regime that plays the same
// strategies. Its payoffs are left out where they depend on the regime.
func (t *Table) join(row *Row) {
	for _, old := range t.Rows {
		if compareSupports(old.Support, row.Support) != 0 || !sameStrategies(old, row) {
			continue
		}
		if !slices.EqualFunc(old.Payoffs, row.Payoffs, algebra.Ratio.Equal) {
			old.Payoffs = nil
		}
		if old.Root != nil {
			// Pieces exclude each other, and each has its own.
			old.Root.Where = expr.Or(and(old.Exists, old.Root.Where), and(row.Exists, row.Root.Where))
		}
		old.Exists = expr.Or(old.Exists, row.Exists)
		old.Strict = expr.Or(old.Strict, row.Strict)
		also := row.Further()
		for i, f := range old.Further() {
			*f = orBoth(*f, *also[i])
		}
		for _, u := range row.NotDecided {
			if !old.open(u.Column) {
				old.NotDecided = append(old.NotDecided, u)
			}
		}
		return
	}
	t.Rows = append(t.Rows, row)
}

// orBoth joins the same column of two pieces; a column that is missing in one
// piece is known of neither.
func orBoth(a, b *expr.Formula) *expr.Formula {
	if a == nil || b == nil {
		return nil
	}
	f := expr.Or(*a, *b)
	return &f
}

// sameStrategies reports whether two rows say the same of their strategies.
func sameStrategies(a, b *Row) bool {
	if (a.Root == nil) != (b.Root == nil) || a.Continuum != b.Continuum || !sameRatios(a.Strategies, b.Strategies) {
		return false
	}
	return a.Root == nil || a.Root.Poly.Equal(b.Root.Poly) && sameRatios(a.Root.Strategies, b.Root.Strategies)
}

func sameRatios(a, b [][]algebra.Ratio) bool {
	return slices.EqualFunc(a, b, func(x, y []algebra.Ratio) bool { return slices.EqualFunc(x, y, algebra.Ratio.Equal) })
}

// compareSupports orders rows: fewer actions first, then lexicographically.
func compareSupports(a, b [][]int) int {
	size := func(s [][]int) (n int) {
		for _, x := range s {
			n += len(x)
		}
		return n
	}
	if c := size(a) - size(b); c != 0 {
		return c
	}
	for p := range a {
		if c := len(a[p]) - len(b[p]); c != 0 {
			return c
		}
	}
	for p := range a {
		if c := slices.Compare(a[p], b[p]); c != 0 {
			return c
		}
	}
	return 0
}

// bimatrix is a two-player game in one regime, in polynomials.
type bimatrix struct {
	regime    regime
	asm       *judge              // the hypotheses within the regime
	u         [2][][]algebra.Poly // scaled by positive functions; [player][row][column]
	better    [2][]prove.SignSet  // what is known of payoff differences; see dominance.go
	symmetric bool                // in this regime
	bare      bool                // see Options.Bare
	with      string              // see Options.With
	evolution bool                // whether rows get a column for evolutionary stability
	alive     [][]int             // actions worth a deviation, as in multimatrix
}

func newBimatrix(ctx context.Context, asm *judge, r regime) *bimatrix {
	b := &bimatrix{regime: r, asm: asm.with(r.when)}
	for p := range b.u {
		b.u[p] = integral(ctx, b.asm, r.payoff[p])
	}
	b.alive = [][]int{first(len(r.payoff[0])), first(len(r.payoff[0][0]))}
	b.compareActions(ctx)
	b.symmetric = len(r.payoff[0]) == len(r.payoff[0][0])
	for i := range r.payoff[0] {
		for j := range r.payoff[0][i] {
			b.symmetric = b.symmetric && r.payoff[0][i][j].Equal(r.payoff[1][j][i])
		}
	}
	return b
}

// questions sets up what each player must be able to do for the support pair
// (I, J): [0] player 2 mixes over J and keeps player 1 indifferent on I, [1] the
// reverse.
func (b *bimatrix) questions(I, J []int) [2]question {
	return [2]question{b.askMixture(0, I, J), b.askMixture(1, J, I)}
}

// pay is what player p gets, in scaled payoffs, from action a against the
// opponent's action c.
func (b *bimatrix) pay(p, a, c int) algebra.Poly {
	if p == 0 {
		return b.u[0][a][c]
	}
	return b.u[1][c][a]
}

// actions counts the actions of player p.
func (b *bimatrix) actions(p int) int {
	if p == 0 {
		return len(b.u[0])
	}
	return len(b.u[0][0])
}

// row derives the row of the support pair (I, J), or nil if it never exists. What it
// gives to soFar has no more than the condition of existence.
func (b *bimatrix) row(ctx context.Context, I, J []int, soFar func(*Row)) *Row {
	mix, exists := b.exists(ctx, I, J)
	if b.asm.refutesFully(ctx, exists) {
		return nil
	}
	row := &Row{Support: [][]int{I, J}, Exists: and(b.regime.when, exists), Multiplicity: 1}
	single := mix[0].weights != nil && mix[1].weights != nil
	if single && row.Pure() { // which takes no work
		single = b.play(row, mix)
	}
	soFar(row.clone())
	if single && (row.Pure() || b.play(row, mix)) {
		b.describe(ctx, row, mix, exists)
	}
	if row.Pure() {
		row.Strict = and(b.regime.when, b.asm.simplify(ctx, b.strict(I[0], J[0])))
	}
	return row
}

// cutShort says of which columns a row has no condition but might.
func (b *bimatrix) cutShort(row *Row, evolution bool, why note.Note) {
	columns := []string{"efficient"}
	if row.Pure() {
		columns = append(columns, "strict")
		if b.actions(0) == 2 && b.actions(1) == 2 {
			columns = append(columns, "risk_dominant")
		}
	} else {
		columns = append(columns, "strategies")
	}
	if evolution && slices.Equal(row.Support[0], row.Support[1]) {
		columns = append(columns, "ess")
	}
	row.notDecided(why, columns...)
}

// exists is the condition under which the support pair (I, J) carries an
// equilibrium in this regime, and the mixtures of both sides.
func (b *bimatrix) exists(ctx context.Context, I, J []int) (mix [2]mixture, f expr.Formula) {
	qs := b.questions(I, J)
	// The side with more equations than unknowns pins the parameters down and
	// makes the other side's question easy, or settles the pair.
	first := 0
	if len(I) < len(J) {
		first = 1
	}
	mix[first] = qs[first].answer(ctx, b.asm)
	f = mix[first].exists
	if b.asm.refutes(ctx, f) {
		return mix, expr.False()
	}
	if b.symmetric && slices.Equal(I, J) {
		mix[1-first] = mix[first]
		return mix, b.asm.simplify(ctx, f)
	}
	asm := b.asm
	if len(I) != len(J) {
		if f = b.asm.simplify(ctx, f); f.IsFalse() {
			return mix, f
		}
		asm = b.asm.with(f)
	}
	mix[1-first] = qs[1-first].answer(ctx, asm)
	return mix, b.asm.simplify(ctx, and(f, mix[1-first].exists))
}

// play fills in the strategies and payoffs of a row whose equilibrium is a single
// point given by weights; ok is false where the weights sum to zero.
func (b *bimatrix) play(row *Row, mix [2]mixture) (ok bool) {
	I, J := row.Support[0], row.Support[1]
	x, okX := normalise(mix[1].weights, I, b.actions(0))
	y, okY := normalise(mix[0].weights, J, b.actions(1))
	if !okX || !okY {
		return false
	}
	row.Strategies = [][]algebra.Ratio{x, y}
	// Any action of the support earns the equilibrium payoff.
	var v [2]algebra.Ratio
	for _, j := range J {
		v[0] = v[0].Add(b.regime.payoff[0][I[0]][j].Mul(y[j]))
	}
	for _, i := range I {
		v[1] = v[1].Add(b.regime.payoff[1][i][J[0]].Mul(x[i]))
	}
	row.Payoffs = v[:]
	return true
}

// describe fills in the conditions of a row that play has found the strategies of.
func (b *bimatrix) describe(ctx context.Context, row *Row, mix [2]mixture, exists expr.Formula) {
	wanted := func(column string) bool { return !b.bare || b.with == column }
	dominance := row.Pure() && b.actions(0) == 2 && b.actions(1) == 2 && wanted("risk_dominant")
	if b.bare && !dominance && !wanted("efficient") {
		return
	}
	I, J := row.Support[0], row.Support[1]
	where, sole := b.asm, expr.True()
	if !row.Pure() {
		// Off the row's own region the mixture means nothing, so what is asked of it
		// may take existence for granted, and that the mixtures are unique; that
		// gives the weights a sign.
		sole = and(mix[0].unique, mix[1].unique)
		where = b.asm.with(and(exists, sole))
	}
	// Where many mixtures make the equilibrium, there is none to call efficient,
	// and none that resists the others.
	column := func(f expr.Formula) *expr.Formula {
		s := and(b.regime.when, b.asm.column(ctx, where, and(exists, sole), f))
		return &s
	}
	if wanted("efficient") {
		row.Efficient = column(b.efficient(ctx, where, I, J, mix))
	}
	if dominance {
		row.RiskDominant = column(b.riskDominant(I[0], J[0]))
	}
	if !b.bare && b.evolution && slices.Equal(I, J) {
		if f, ok := b.ess(ctx, b.asm.with(and(exists, sole)), I, mix[0].weights); ok {
			row.ESS = column(f)
		} else {
			row.notDecided(note.New(note.ManyTies, maxTied), "ess")
		}
	}
}

// normalise turns weights into probabilities over all actions; ok is false when
// they sum to zero identically.
func normalise(w []algebra.Poly, support []int, actions int) ([]algebra.Ratio, bool) {
	var sum algebra.Poly
	for _, p := range w {
		sum = sum.Add(p)
	}
	if sum.IsZero() {
		return nil, false
	}
	out := make([]algebra.Ratio, actions)
	for k, a := range support {
		out[a] = algebra.RatioOf(w[k], sum)
	}
	return out, true
}

// strict is the condition that each player loses by every deviation from (i, j).
func (b *bimatrix) strict(i, j int) expr.Formula {
	var all []expr.Formula
	for k := range b.u[0] {
		if k != i {
			all = append(all, expr.Sign(b.u[0][i][j].Sub(b.u[0][k][j]), expr.GT))
		}
	}
	for k := range b.u[1][i] {
		if k != j {
			all = append(all, expr.Sign(b.u[1][i][j].Sub(b.u[1][i][k]), expr.GT))
		}
	}
	return expr.And(all...)
}

// efficient is the condition that no pure profile gives both players at least
// what the mixtures do and one of them more. It is compared in the scaled
// payoffs, times the sums of the weights.
func (b *bimatrix) efficient(ctx context.Context, asm *judge, I, J []int, mix [2]mixture) expr.Formula {
	var all []expr.Formula
	for i := range b.u[0] {
		for j := range b.u[0][i] {
			var d [2]algebra.Poly
			for c, k := range J {
				d[0] = d[0].Add(b.u[0][I[0]][k].Sub(b.u[0][i][j]).Mul(mix[0].weights[c]))
			}
			for c, k := range I {
				d[1] = d[1].Add(b.u[1][k][J[0]].Sub(b.u[1][i][j]).Mul(mix[1].weights[c]))
			}
			for p := range d {
				d[p] = asm.weighted(ctx, d[p], mix[p].weights)
			}
			f := notDominated(ctx, asm, d)
			if f.IsFalse() {
				return f
			}
			all = append(all, f)
		}
	}
	return and(all...)
}

// weighted returns a polynomial with the sign of p/Σw where the weights w are
// all positive or all negative. A weight that divides p gives its sign back,
// which is that of the sum.
func (j *judge) weighted(ctx context.Context, p algebra.Poly, w []algebra.Poly) algebra.Poly {
	least, odd := w[0], false
	for _, d := range w {
		if d.Terms() < least.Terms() {
			least = d
		}
		for !d.IsConst() && !p.IsZero() {
			q, ok := p.DivExact(d)
			if !ok {
				break
			}
			p, odd = q, !odd
		}
	}
	if odd {
		return p
	}
	switch j.sign(ctx, least) {
	case prove.Pos:
		return p
	case prove.Neg:
		return p.Neg()
	}
	return p.Mul(least)
}

// notDominated is the condition that a change does not Pareto-dominate: someone
// loses by it, or nobody gains. Positive d is what a player loses.
func notDominated(ctx context.Context, asm *judge, d [2]algebra.Poly) expr.Formula {
	var s [2]prove.SignSet
	for p := range d {
		if s[p] = asm.sign(ctx, d[p]); s[p] == prove.Pos {
			return expr.True()
		}
	}
	var any []expr.Formula
	same := expr.True()
	for p := range d {
		if s[p]&prove.Pos != 0 {
			any = append(any, expr.Sign(d[p], expr.GT))
		}
		switch {
		case s[p]&prove.Zero == 0:
			same = expr.False()
		case s[p] != prove.Zero:
			same = and(same, expr.Sign(d[p], expr.EQ))
		}
	}
	// The mirror images of a symmetric game then give one condition.
	slices.SortFunc(any, func(a, b expr.Formula) int { return strings.Compare(a.Key(), b.Key()) })
	if same.Kind == expr.KAnd {
		slices.SortFunc(same.Args, func(a, b expr.Formula) int { return strings.Compare(a.Key(), b.Key()) })
	}
	return expr.Or(append(any, same)...)
}

// riskDominant is the Harsanyi-Selten (1988) condition for (i, j) in a 2×2 game:
// it and the opposite corner are strict equilibria, and its product of deviation
// losses is the larger.
func (b *bimatrix) riskDominant(i, j int) expr.Formula {
	loss := func(i, j int) (a1, a2 algebra.Poly) {
		return b.u[0][i][j].Sub(b.u[0][1-i][j]), b.u[1][i][j].Sub(b.u[1][i][1-j])
	}
	p1, p2 := loss(i, j)
	q1, q2 := loss(1-i, 1-j)
	larger := expr.Sign(p1.Mul(p2).Sub(q1.Mul(q2)), expr.GT)
	if p1.Equal(p2) && q1.Equal(q2) {
		// Positive losses compare like their squares.
		larger = expr.Sign(p1.Sub(q1), expr.GT)
	}
	return expr.And(b.strict(i, j), b.strict(1-i, 1-j), larger)
}
