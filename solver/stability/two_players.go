package stability

import (
	"context"
	"fmt"
	"slices"

	"brink/games/expr"
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
	m, n := len(g.Players[0].Actions), len(g.Players[1].Actions)
	pairs, truncated := supportPairs(m, n, opt.MaxProfiles)
	if truncated {
		t.incomplete(fmt.Sprintf("only the %d smallest of about 2^%d support pairs were examined", len(pairs), m+n))
	}
	for k, r := range rs {
		b := newBimatrix(ctx, t, r)
		for i, pair := range pairs {
			if ctx.Err() != nil {
				break
			}
			if row := b.row(ctx, pair[0], pair[1]); row != nil {
				t.join(row)
			}
			if opt.Progress != nil {
				opt.Progress(k*len(pairs)+i+1, len(rs)*len(pairs))
			}
		}
	}
	if len(rs) > 1 {
		for _, row := range t.Rows {
			row.Exists = t.judge.simplify(ctx, row.Exists)
			row.Strict = t.judge.simplify(ctx, row.Strict)
		}
	}
	for _, row := range t.Rows {
		row.KnifeEdge = knifeEdge(ctx, t.judge, row.Exists)
		t.present(ctx, row)
	}
	slices.SortStableFunc(t.Rows, func(a, b *Row) int { return compareSupports(a.Support, b.Support) })
	return nil
}

// join adds a row, or widens the row of another regime that plays the same
// strategies for the same payoffs.
func (t *Table) join(row *Row) {
	for _, old := range t.Rows {
		if compareSupports(old.Support, row.Support) == 0 && sameStrategies(old, row) {
			old.Exists = expr.Or(old.Exists, row.Exists)
			old.Strict = expr.Or(old.Strict, row.Strict)
			orInto(old.Efficient, row.Efficient)
			orInto(old.RiskDominant, row.RiskDominant)
			orInto(old.ESS, row.ESS)
			return
		}
	}
	t.Rows = append(t.Rows, row)
}

func orInto(a, b *expr.Formula) {
	if a != nil && b != nil {
		*a = expr.Or(*a, *b)
	}
}

func sameStrategies(a, b *Row) bool {
	if (a.Strategies == nil) != (b.Strategies == nil) {
		return false
	}
	for p := range a.Strategies {
		if !slices.EqualFunc(a.Strategies[p], b.Strategies[p], expr.Ratio.Equal) {
			return false
		}
	}
	return slices.EqualFunc(a.Payoffs, b.Payoffs, expr.Ratio.Equal)
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

// supportPairs lists pairs of non-empty subsets, smallest first, at most limit.
func supportPairs(m, n, limit int) (pairs [][2][]int, truncated bool) {
	for total := 2; total <= m+n; total++ {
		for a := 1; a < total; a++ {
			b := total - a
			if a > m || b > n {
				continue
			}
			choose(m, a, func(i []int) {
				rows := slices.Clone(i)
				choose(n, b, func(j []int) {
					if len(pairs) < limit {
						pairs = append(pairs, [2][]int{rows, slices.Clone(j)})
					} else {
						truncated = true
					}
				})
			})
			if truncated {
				return pairs, true
			}
		}
	}
	return pairs, false
}

// bimatrix is a two-player game in one regime, in polynomials.
type bimatrix struct {
	t         *Table
	regime    regime
	asm       *judge           // the hypotheses within the regime
	u         [2][][]expr.Poly // scaled by positive functions; [player][row][column]
	symmetric bool
}

func newBimatrix(ctx context.Context, t *Table, r regime) *bimatrix {
	b := &bimatrix{t: t, regime: r, asm: t.judge}
	if !r.when.IsTrue() {
		b.asm = newJudge(t.Game, r.when)
	}
	for p := range b.u {
		b.u[p] = integral(ctx, b.asm, r.payoff[p])
	}
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
	m, n := len(b.u[0]), len(b.u[0][0])
	return [2]question{
		askMixture(func(k, j int) expr.Poly { return b.u[0][k][j] }, m, I, J),
		askMixture(func(k, i int) expr.Poly { return b.u[1][i][k] }, n, J, I),
	}
}

// row derives the row of the support pair (I, J), or nil if it never exists.
func (b *bimatrix) row(ctx context.Context, I, J []int) *Row {
	qs := b.questions(I, J)
	// The side with more equations than unknowns pins the parameters down and
	// makes the other side's question easy, or settles the pair.
	first := 0
	if len(I) < len(J) {
		first = 1
	}
	var mix [2]mixture
	mix[first] = qs[first].answer(ctx, b.asm)
	exists := mix[first].exists
	if exists.IsFalse() {
		return nil
	}
	if b.asm.impossible(ctx, exists) {
		return nil
	}
	asm := b.asm
	if len(I) != len(J) {
		exists = b.asm.simplify(ctx, exists)
		if exists.IsFalse() {
			return nil
		}
		if !exists.IsTrue() {
			asm = newJudge(b.t.Game, expr.And(b.regime.when, exists))
		}
	}
	mix[1-first] = qs[1-first].answer(ctx, asm)
	exists = b.asm.simplify(ctx, expr.And(exists, mix[1-first].exists))
	if exists.IsFalse() {
		return nil
	}
	row := &Row{Support: [][]int{I, J}, Exists: expr.And(b.regime.when, exists), Multiplicity: 1}
	if mix[0].weights != nil && mix[1].weights != nil {
		b.describe(ctx, row, mix, exists)
	}
	if row.Strict.IsFalse() && row.Pure() {
		row.Strict = expr.And(b.regime.when, b.asm.simplify(ctx, b.strict(I[0], J[0])))
	}
	return row
}

// describe fills in the columns of a row whose equilibrium is a single point
// given by weights.
func (b *bimatrix) describe(ctx context.Context, row *Row, mix [2]mixture, exists expr.Formula) {
	I, J := row.Support[0], row.Support[1]
	m, n := len(b.u[0]), len(b.u[0][0])
	x, okX := normalise(mix[1].weights, I, m)
	y, okY := normalise(mix[0].weights, J, n)
	if !okX || !okY {
		return
	}
	row.Strategies = [][]expr.Ratio{x, y}
	for p := range 2 {
		// Any action of the support earns the equilibrium payoff.
		var v expr.Ratio
		if p == 0 {
			for _, j := range J {
				v = v.Add(b.regime.payoff[0][I[0]][j].Mul(y[j]))
			}
		} else {
			for _, i := range I {
				v = v.Add(b.regime.payoff[1][i][J[0]].Mul(x[i]))
			}
		}
		row.Payoffs = append(row.Payoffs, v)
	}
	where := b.asm
	if !row.Pure() {
		// Off the row's own region the mixture means nothing, so the column may
		// take existence for granted; that lets denominators have a sign.
		where = newJudge(b.t.Game, expr.And(b.regime.when, exists))
	}
	simple := func(f expr.Formula) *expr.Formula {
		s := expr.And(b.regime.when, where.simplify(ctx, f))
		return &s
	}
	row.Efficient = simple(b.efficient(ctx, where, row.Payoffs))
	if row.Pure() && m == 2 && n == 2 {
		row.RiskDominant = simple(b.riskDominant(I[0], J[0]))
	}
	if b.symmetric && slices.Equal(I, J) {
		if f, ok := b.ess(I, mix[0].weights); ok {
			row.ESS = simple(expr.And(exists, f))
		}
	}
}

// normalise turns weights into probabilities over all actions; ok is false when
// they sum to zero identically.
func normalise(w []expr.Poly, support []int, actions int) ([]expr.Ratio, bool) {
	var sum expr.Poly
	for _, p := range w {
		sum = sum.Add(p)
	}
	if sum.IsZero() {
		return nil, false
	}
	out := make([]expr.Ratio, actions)
	for k, a := range support {
		out[a] = expr.RatioOf(w[k], sum)
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
// the given payoffs and one of them more.
func (b *bimatrix) efficient(ctx context.Context, asm *judge, payoffs []expr.Ratio) expr.Formula {
	var all []expr.Formula
	for i := range b.regime.payoff[0] {
		for j := range b.regime.payoff[0][i] {
			all = append(all, notDominated(ctx, asm, payoffs,
				[]expr.Ratio{b.regime.payoff[0][i][j], b.regime.payoff[1][i][j]}))
		}
	}
	return expr.And(all...)
}

// notDominated is the condition that v does not Pareto-dominate u: someone loses
// by the change, or nobody gains.
func notDominated(ctx context.Context, asm *judge, u, v []expr.Ratio) expr.Formula {
	var loses, same []expr.Formula
	for p := range u {
		d := signable(ctx, asm, u[p].Sub(v[p]))
		loses = append(loses, expr.Sign(d, expr.GT))
		same = append(same, expr.Sign(d, expr.EQ))
	}
	return expr.Or(append(loses, expr.And(same...))...)
}

// signable returns a polynomial with the sign of r wherever r is defined: the
// numerator when the denominator's sign is known, else their product.
func signable(ctx context.Context, asm *judge, r expr.Ratio) expr.Poly {
	switch asm.sign(ctx, r.Den()) {
	case prove.Pos:
		return r.Num()
	case prove.Neg:
		return r.Num().Neg()
	}
	return r.Num().Mul(r.Den())
}

// riskDominant is the Harsanyi-Selten (1988) condition for (i, j) in a 2×2 game:
// it and the opposite corner are strict equilibria, and its product of deviation
// losses is the larger.
func (b *bimatrix) riskDominant(i, j int) expr.Formula {
	loss := func(i, j int) (a1, a2 expr.Poly) {
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
