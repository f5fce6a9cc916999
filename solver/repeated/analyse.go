package repeated

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// ErrNotRepeated says that a game has no repeated section.
var ErrNotRepeated = errors.New("the game is not repeated: it has no repeated section with a discount factor")

// ErrOwnDiscounts says that a question about one discount factor was asked of a game
// in which the players' differ.
var ErrOwnDiscounts = errors.New("every player has a discount factor of her own")

// ErrFinite says that a question about infinitely repeated play was asked of a game
// that ends.
var ErrFinite = errors.New("play ends after the periods of the horizon")

// Row is what is known about one profile of strategies.
type Row struct {
	Profile []string
	// Outcome is the path of play: "(hold, hold)", or
	// "(C, D), (D, C) repeating"; under a finite horizon "(C, C) 9 times, then (D, D)".
	Outcome string
	// SPE and Nash are the exact conditions of subgame perfection and of Nash
	// equilibrium over all parameters, for discount factors 0 <= δ < 1, or up to 1
	// under a finite horizon. Both include that the probabilities of the strategies
	// lie in [0, 1].
	SPE, Nash expr.Formula
	// NashErr is non-nil when the condition of Nash equilibrium was too large to
	// compute; Nash is then meaningless.
	NashErr error
	// Values are the normalised discounted payoffs of the players, or under a finite
	// horizon the discounted sums.
	Values []expr.Value
	// Deviations are the one-shot deviations, NashDeviations whole strategies,
	// those with the same condition together. Where actions are replaced by error,
	// every history is possible and NashDeviations may be the one-shot ones.
	Deviations, NashDeviations []Deviation

	an *analysis
	// spe and nash are the conditions in δ itself, by group of players who share it:
	// all, or each by herself.
	spe, nash []expr.Formula
}

// analysis holds what the conditions of one profile share.
type analysis struct {
	*stage
	ledger
	chain *chain
	w     []measure // occupation measure of every joint state
	watch []int     // the players whose deviations matter
}

// groups is the number of groups of players who share their discount factor, in
// which their conditions are collected: one of all players or, where the factors
// differ, one for each.
func (an *analysis) groups() int {
	if an.own {
		return len(an.shape)
	}
	return 1
}

// conditions are those of a list by group, with the condition that probabilities are
// such.
func (an *analysis) conditions(list *deviations) []expr.Formula {
	proper := an.chain.proper()
	out := make([]expr.Formula, an.groups())
	for k := range out {
		out[k] = expr.And(proper, list.formula(an.delta, k))
	}
	return out
}

// together is the conjunction of conditions by group, over the parameters.
func (an *analysis) together(fs []expr.Formula) expr.Formula {
	all := make([]expr.Formula, len(fs))
	for k, f := range fs {
		all[k] = an.outside(f, k)
	}
	return expr.And(all...)
}

// Analyse computes the row of a profile of strategies, one name per player. The
// game must be repeated. Deterministic automata cost O(joint states × deviations)
// polynomial operations; randomising ones an elimination on every strongly
// connected set of joint states.
func Analyse(ctx context.Context, g *games.Game, profile []string) (*Row, error) {
	an, err := newAnalysis(ctx, g, profile)
	if err != nil {
		return nil, err
	}
	if err := an.solve(ctx); err != nil {
		return nil, err
	}
	row := &Row{Profile: profile, Outcome: an.outcomePath(), an: an}
	if row.Values, err = an.startValues(len(g.Players)); err != nil {
		return nil, err
	}
	shots, err := an.oneShots(ctx, len(an.chain.states))
	if err != nil {
		return nil, err
	}
	row.Deviations, row.spe = shots.all, an.conditions(shots)
	row.SPE = an.together(row.spe)
	nash, simple, err := an.trembles(ctx, g, profile, shots)
	if err != nil && !errors.Is(err, ErrTooManyPolicies) {
		return nil, err
	}
	if simple {
		row.NashDeviations, row.nash = row.Deviations, nash
		row.Nash = an.together(nash)
		return row, nil
	}
	var list deviations
	for _, p := range an.watch {
		if err := an.bestResponses(ctx, p, &list); err != nil {
			if !errors.Is(err, ErrTooManyPolicies) {
				return nil, err
			}
			row.NashErr = err
		}
	}
	if row.NashErr == nil {
		row.NashDeviations, row.nash = list.all, an.conditions(&list)
		row.Nash = an.together(row.nash)
	}
	return row, nil
}

// startValues are what the players get from the start on. Where the analysis is of
// a representative game, its last player stands for all that are left out.
func (an *analysis) startValues(players int) ([]expr.Value, error) {
	out := make([]expr.Value, players)
	for p := range out {
		var err error
		if out[p], err = an.value(an.w[0], min(p, len(an.shape)-1)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// newAnalysis resolves the strategies, one name per player of a repeated game, and
// explores their joint states.
func newAnalysis(ctx context.Context, g *games.Game, profile []string) (*analysis, error) {
	if g.Repeated == nil {
		return nil, ErrNotRepeated
	}
	if len(profile) != len(g.Players) {
		return nil, fmt.Errorf("the profile names %d strategies for %d players", len(profile), len(g.Players))
	}
	g, profile, watch, err := representative(g, profile)
	if err != nil {
		return nil, err
	}
	s, err := newStage(g)
	if err != nil {
		return nil, err
	}
	machines := make([]*Machine, len(profile))
	for p, name := range profile {
		if machines[p], err = s.resolve(name, p); err != nil {
			return nil, err
		}
	}
	an := &analysis{stage: s, watch: watch}
	if an.ledger, err = newLedger(s); err != nil {
		return nil, err
	}
	if an.chain, err = newChain(ctx, s, machines); err != nil {
		return nil, err
	}
	if an.discount == nil && slices.Contains(an.chain.proper().Vars(), an.delta) {
		// Probabilities depend on the parameter that discounts: the signs of
		// denominators are known only where they do not.
		an.discount = []algebra.Ratio{algebra.FromPoly(algebra.Variable(an.delta))}
		for len(an.discount) < len(an.shape) {
			an.discount = append(an.discount, an.discount[0])
		}
		an.delta = len(an.g.Params)
	}
	return an, nil
}

// solve computes the occupation measures of all joint states.
func (an *analysis) solve(ctx context.Context) error {
	emit, move := make([][]weighted, len(an.chain.states)), make([][]weighted, len(an.chain.states))
	for i := range emit {
		emit[i], move[i] = an.chain.now(i, an.chain.intended(i))
	}
	var err error
	an.w, err = solveFlows(ctx, an.clock, emit, move)
	return err
}

// newLedger reads the discount factors and the payoffs.
func newLedger(s *stage) (ledger, error) {
	r := s.g.Repeated
	l := ledger{own: r.Own != nil}
	l.ends = r.Horizon > 0
	if v, ok := variable(r.Discount); ok && !l.own {
		l.delta = v
	} else {
		l.delta = len(s.g.Params)
		for p := range s.shape {
			d := r.DiscountOf(p)
			if x, ok := d.Rat(); ok {
				if top := x.Cmp(big.NewRat(1, 1)); x.Sign() < 0 || top > 0 || top == 0 && !l.ends {
					return l, fmt.Errorf("the discount factor is %s, which is not in [0, 1)", x.RatString())
				}
			}
			l.discount = append(l.discount, d)
		}
	}
	l.payoffs = make([][]expr.Value, len(s.shape))
	for p := range l.payoffs {
		l.payoffs[p] = make([]expr.Value, len(s.profiles))
		for i, profile := range s.profiles {
			l.payoffs[p][i] = s.g.Payoff(p, profile)
		}
	}
	return l, nil
}

// outcomePath describes the intended path of play.
func (an *analysis) outcomePath() string {
	seen := map[int]int{}
	var path []string
	for s := 0; ; {
		if an.chain.over(s) {
			return describeRuns(path) + an.unless()
		}
		if at, ok := seen[s]; ok {
			return describePath(path, at) + an.unless()
		}
		seen[s] = len(path)
		profile := make([]int, len(an.shape))
		for p, m := range an.chain.machines {
			a, ok := m.States[an.chain.states[s][p]].Pure()
			if !ok {
				return "random"
			}
			profile[p] = a
		}
		path = append(path, an.g.ProfileName(profile))
		idx := an.g.Index(profile)
		next := an.chain.follow(s, []weighted{{idx, one}})
		if len(next) != 1 {
			return "random"
		}
		s = next[0].at
	}
}

// unless notes that errors lead away from the intended path.
func (an *analysis) unless() string {
	if an.chain.err == nil || an.chain.err.IsZero() {
		return ""
	}
	return " until an error"
}

// InDiscount returns the condition of subgame perfection as a formula in the
// discount factor itself, and the variable that stands for it: the parameter that
// it is or, where it is an expression, a fresh one after those of the game. It fails
// with ErrOwnDiscounts where there is no such thing as the discount factor.
func (r *Row) InDiscount() (expr.Formula, algebra.Var, error) {
	if r.an.own {
		return expr.Formula{}, 0, ErrOwnDiscounts
	}
	f, delta := r.an.owned(r.spe[0], 0)
	return f, delta, nil
}

// Critical returns the discount factors for which the profile is subgame perfect
// when the parameters take the values of the point. Unlike CriticalSet it is
// about the discount factor even where that is an expression: the answer is then
// a set of values of that expression.
func (r *Row) Critical(ctx context.Context, point []*big.Rat) (*Critical, error) {
	if r.an.own {
		return nil, ErrOwnDiscounts
	}
	return r.CriticalOf(ctx, 0, point)
}

// CriticalOf returns the discount factors of a player for which she has nothing to
// gain from a one-shot deviation: where every player has one of her own the others'
// do not matter to her, and the profile is subgame perfect exactly if each player's
// is in her set. Where they share one it is Critical.
func (r *Row) CriticalOf(ctx context.Context, player int, point []*big.Rat) (*Critical, error) {
	group := 0
	if r.an.own {
		group = player
	}
	f, v := r.an.owned(r.spe[group], group)
	return criticalSet(ctx, f, v, point, r.an.ends)
}

// CriticalNash is Critical for Nash equilibrium.
func (r *Row) CriticalNash(ctx context.Context, point []*big.Rat) (*Critical, error) {
	switch {
	case r.NashErr != nil:
		return nil, r.NashErr
	case r.an.own:
		return nil, ErrOwnDiscounts
	}
	f, v := r.an.owned(r.nash[0], 0)
	return criticalSet(ctx, f, v, point, r.an.ends)
}

// owned is a condition of a player in the variable that is her discount factor: her
// own parameter, if that is what it is, or else δ.
func (an *analysis) owned(f expr.Formula, player int) (expr.Formula, algebra.Var) {
	if an.discount != nil {
		if v, ok := variable(an.discount[player]); ok {
			return an.outside(f, player), v
		}
	}
	return f, an.delta
}

// Binding returns the one-shot deviations that the critical discount factors
// deter only just: those that pay immediately below one or, if it is not
// attained, at it. It is empty when every discount factor down to 0 works, and
// when none does.
func (r *Row) Binding(ctx context.Context, point []*big.Rat) ([]Deviation, error) {
	var out []Deviation
	for group := range r.spe {
		c, err := r.CriticalOf(ctx, group, point)
		if err != nil {
			return nil, err
		}
		if c.Empty() {
			return nil, nil
		}
		low := c.Set[0]
		if low.below == nil && low.LoClosed {
			continue
		}
		for _, d := range r.Deviations {
			if d.group != group {
				continue
			}
			f, delta := r.an.owned(d.within, group)
			for _, v := range f.Vars() {
				if v != delta {
					f = f.At(v, point[v])
				}
			}
			if low.LoClosed && !evalAt(f, delta, low.below) || !low.LoClosed && !holdsAt(f, delta, low.Lo) {
				out = append(out, d)
			}
		}
	}
	return out, nil
}

// Tightest returns the deviation with the largest gain at a full point, and that
// gain: negative or zero when all deviations are deterred. It fails where a
// payoff has no meaning. The deviation is nil if there is none at all.
func Tightest(devs []Deviation, point []*big.Rat) (*Deviation, *big.Rat, error) {
	var best *Deviation
	var most *big.Rat
	for i := range devs {
		for k := -1; k < len(devs[i].Others); k++ {
			d := &devs[i]
			if k >= 0 {
				d = &devs[i].Others[k]
			}
			gain, err := d.Gain.Eval(point)
			if err != nil {
				return nil, nil, err
			}
			if most == nil || gain.Cmp(most) > 0 {
				best, most = d, gain
			}
		}
	}
	return best, most, nil
}
