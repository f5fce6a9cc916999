package repeated

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// Averages are the long-run average payoffs of a profile of strategies, the limit
// of means, over the parameters.
type Averages struct {
	// Values are the payoffs of the players where Where holds.
	Values []expr.Value
	// Where excludes parameters at which the chain falls apart: with errors
	// without end tit-for-tat earns the mean of all payoffs, at any rate of
	// errors but 0. At evaluates there, too.
	Where expr.Formula

	discounted []expr.Value // over the parameters and δ
	delta      algebra.Var
}

// LongRun returns the long-run average payoffs of a profile of strategies. They
// are the limit of the discounted values as δ goes to 1 (Abel's theorem for finite
// Markov chains, Blackwell 1962), so they exist for periodic and reducible chains
// too.
func LongRun(ctx context.Context, g *games.Game, profile []string) (*Averages, error) {
	an, err := newAnalysis(ctx, g, profile)
	if err != nil {
		return nil, err
	}
	if an.ends {
		return nil, fmt.Errorf("the limit of means: %w", ErrFinite)
	}
	an.ledger.delta, an.ledger.discount, an.own = len(g.Params), nil, false
	if err := an.solve(ctx); err != nil {
		return nil, err
	}
	out := &Averages{Where: expr.True(), delta: an.delta}
	if out.discounted, err = an.startValues(len(g.Players)); err != nil {
		return nil, err
	}
	for _, v := range out.discounted {
		limit, where, err := atOne(v, an.delta)
		if err != nil {
			return nil, err
		}
		out.Values = append(out.Values, limit)
		out.Where = expr.And(out.Where, where)
	}
	return out, nil
}

// atOne substitutes δ = 1 in values, which are bounded there, and says where that
// is their limit: where the denominator does not vanish. A zero of it that
// cancels against the numerator for most parameters need not for all.
func atOne(v expr.Value, delta algebra.Var) (expr.Value, expr.Formula, error) {
	var out expr.Value
	where := expr.True()
	for _, c := range v.Cases {
		r, err := c.Is.Substitute(delta, algebra.FromInt(1))
		if err != nil {
			return expr.Value{}, where, err
		}
		out.Cases = append(out.Cases, expr.Case{When: c.When, Is: r})
		den := c.Is.Den().SubstituteRatio(delta, algebra.IntPoly(1), algebra.IntPoly(1))
		where = expr.And(where, expr.Implies(c.When, expr.Sign(den, expr.NE)))
	}
	return out, where, nil
}

// At returns the long-run average payoffs at a full point: the limit of the
// discounted values there, also where Where fails. It fails where a payoff has no
// meaning.
func (a *Averages) At(point []*big.Rat) ([]*big.Rat, error) {
	out := make([]*big.Rat, len(a.discounted))
	for p, v := range a.discounted {
		for _, c := range v.Cases {
			if !c.When.Eval(point) {
				continue
			}
			r := c.Is
			for _, x := range append(r.Num().Vars(), r.Den().Vars()...) {
				if x == a.delta {
					continue
				}
				if x >= len(point) || point[x] == nil {
					return nil, fmt.Errorf("%w: parameter %d", games.ErrMissing, x+1)
				}
				var err error
				if r, err = r.Substitute(x, algebra.FromRat(point[x])); err != nil {
					return nil, err
				}
			}
			r, err := r.Substitute(a.delta, algebra.FromInt(1))
			if err != nil {
				return nil, err
			}
			out[p], _ = r.Rat()
			break
		}
		if out[p] == nil {
			return nil, fmt.Errorf("%w: no case of a payoff applies", games.ErrMissing)
		}
	}
	return out, nil
}

// discounted returns the discounted values of a profile over the parameters.
func discounted(ctx context.Context, g *games.Game, profile []string) ([]expr.Value, error) {
	an, err := newAnalysis(ctx, g, profile)
	if err != nil {
		return nil, err
	}
	if err := an.solve(ctx); err != nil {
		return nil, err
	}
	return an.startValues(len(g.Players))
}

// ErrNotSymmetric says that strategies cannot be compared in one population
// because the two roles of the game differ.
var ErrNotSymmetric = errors.New("the game is not a symmetric two-player game")

// symmetricTwo checks that the players can change places.
func symmetricTwo(g *games.Game) error {
	if len(g.Players) != 2 || len(g.Players[0].Actions) != len(g.Players[1].Actions) {
		return ErrNotSymmetric
	}
	n := len(g.Players[0].Actions)
	for i := range n {
		for j := range n {
			u, v := g.Payoff(0, []int{i, j}), g.Payoff(1, []int{j, i})
			if len(u.Cases) != len(v.Cases) {
				return ErrNotSymmetric
			}
			for k := range u.Cases {
				if !u.Cases[k].Is.Equal(v.Cases[k].Is) || u.Cases[k].When.Key() != v.Cases[k].When.Key() {
					return ErrNotSymmetric
				}
			}
		}
	}
	return nil
}

// Tournament holds the payoffs of strategies against each other.
type Tournament struct {
	Names []string
	// Payoffs[i][j] is what strategy i earns against strategy j.
	Payoffs [][]expr.Value
	// LongRun says that payoffs are limits of means, not discounted values; they
	// are those of Payoffs where Where holds, and At gives them elsewhere.
	LongRun bool
	Where   expr.Formula

	limits []*Averages // of the pairs, in order of the upper triangle
}

// RoundRobin lets strategies meet each other and themselves in a symmetric
// two-player game and returns their exact payoffs over the parameters: normalised
// discounted values, or limits of means. O(n²) linear systems for n strategies.
func RoundRobin(ctx context.Context, g *games.Game, names []string, longRun bool) (*Tournament, error) {
	if g.Repeated == nil {
		return nil, ErrNotRepeated
	}
	if err := symmetricTwo(g); err != nil {
		return nil, err
	}
	if g.Repeated.Own != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotSymmetric, ErrOwnDiscounts)
	}
	t := &Tournament{Names: names, Payoffs: make([][]expr.Value, len(names)), LongRun: longRun, Where: expr.True()}
	for i := range names {
		t.Payoffs[i] = make([]expr.Value, len(names))
	}
	for i := range names {
		for j := i; j < len(names); j++ {
			pair := []string{names[i], names[j]}
			var vs []expr.Value
			if longRun {
				a, err := LongRun(ctx, g, pair)
				if err != nil {
					return nil, err
				}
				vs, t.limits, t.Where = a.Values, append(t.limits, a), expr.And(t.Where, a.Where)
			} else {
				var err error
				if vs, err = discounted(ctx, g, pair); err != nil {
					return nil, err
				}
			}
			t.Payoffs[i][j], t.Payoffs[j][i] = vs[0], vs[1]
		}
	}
	return t, nil
}

// StageTournament is the tournament of the actions of a symmetric two-player game
// that is played once.
func StageTournament(g *games.Game) (*Tournament, error) {
	if err := symmetricTwo(g); err != nil {
		return nil, err
	}
	t := &Tournament{Names: g.Players[0].Actions, Where: expr.True()}
	for i := range t.Names {
		var row []expr.Value
		for j := range t.Names {
			row = append(row, g.Payoff(0, []int{i, j}))
		}
		t.Payoffs = append(t.Payoffs, row)
	}
	return t, nil
}

// At evaluates all payoffs at a point.
func (t *Tournament) At(point []*big.Rat) ([][]*big.Rat, error) {
	out := make([][]*big.Rat, len(t.Names))
	if t.LongRun {
		for i := range out {
			out[i] = make([]*big.Rat, len(t.Names))
		}
		k := 0
		for i := range out {
			for j := i; j < len(out); j++ {
				x, err := t.limits[k].At(point)
				if err != nil {
					return nil, fmt.Errorf("%s against %s: %w", t.Names[i], t.Names[j], err)
				}
				out[i][j], out[j][i] = x[0], x[1]
				k++
			}
		}
		return out, nil
	}
	for i, row := range t.Payoffs {
		for j, v := range row {
			x, err := v.Eval(point)
			if err != nil {
				return nil, fmt.Errorf("%s against %s: %w", t.Names[i], t.Names[j], err)
			}
			out[i] = append(out[i], x)
		}
	}
	return out, nil
}

// Invades is the condition under which a few players of strategy mutant do better
// than the rest in a population of strategy resident: more against the resident,
// or as much, and more against themselves (Maynard Smith and Price 1973).
func (t *Tournament) Invades(mutant, resident int) expr.Formula {
	m, r := mutant, resident
	return expr.Or(
		t.Payoffs[m][r].Compare(expr.GT, t.Payoffs[r][r]),
		expr.And(t.Payoffs[m][r].Compare(expr.EQ, t.Payoffs[r][r]), t.Payoffs[m][m].Compare(expr.GT, t.Payoffs[r][m])))
}

// Stable is the condition under which a strategy is evolutionarily stable among
// those of the tournament: every other one earns less against it, or as much but
// less against itself than the strategy does (Maynard Smith 1982).
func (t *Tournament) Stable(s int) expr.Formula {
	var all []expr.Formula
	for m := range t.Names {
		if m != s {
			all = append(all, expr.Or(
				t.Payoffs[s][s].Compare(expr.GT, t.Payoffs[m][s]),
				expr.And(t.Payoffs[s][s].Compare(expr.EQ, t.Payoffs[m][s]), t.Payoffs[s][m].Compare(expr.GT, t.Payoffs[m][m]))))
		}
	}
	return expr.And(all...)
}

// Resists is the condition under which no other strategy of the tournament can
// invade a strategy: it is neutrally stable among them (Maynard Smith 1982).
// Others may earn as much and drift in.
func (t *Tournament) Resists(s int) expr.Formula {
	var all []expr.Formula
	for m := range t.Names {
		if m != s {
			all = append(all, expr.Not(t.Invades(m, s)))
		}
	}
	return expr.And(all...)
}
