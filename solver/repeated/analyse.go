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

// ErrNotRepeated says that a game has no repeated section.
var ErrNotRepeated = errors.New("the game is not repeated: it has no repeated section with a discount factor")

// Row is what is known about one profile of strategies.
type Row struct {
	Profile []string
	// Outcome is the path of play: "(hold, hold)", or
	// "(C, D), (D, C) repeating".
	Outcome string
	// SPE and Nash are the exact conditions of subgame perfection and of Nash
	// equilibrium over all parameters, for 0 <= δ < 1. Both include that the
	// probabilities of the strategies lie in [0, 1].
	SPE, Nash expr.Formula
	// NashErr is non-nil when the condition of Nash equilibrium was too large to
	// compute; Nash is then meaningless.
	NashErr error
	// Values are the normalised discounted payoffs of the players.
	Values []expr.Value
	// Deviations are the one-shot deviations, NashDeviations whole strategies,
	// those with the same condition together. Where actions are replaced by error,
	// every history is possible and NashDeviations may be the one-shot ones.
	Deviations, NashDeviations []Deviation

	an        *analysis
	delta     algebra.Var
	spe, nash expr.Formula // in δ itself
}

// analysis holds what the conditions of one profile share.
type analysis struct {
	*stage
	ledger
	chain *chain
	w     []measure // occupation measure of every joint state
	watch []int     // the players whose deviations matter
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
	row := &Row{Profile: profile, Outcome: an.outcomePath(), an: an, delta: an.delta}
	if row.Values, err = an.startValues(len(g.Players)); err != nil {
		return nil, err
	}
	proper := an.chain.proper()
	if row.Deviations, row.spe, err = an.oneShots(ctx, len(an.chain.states)); err != nil {
		return nil, err
	}
	nash, simple, err := an.trembles(ctx, g, profile, row.spe)
	if err != nil && !errors.Is(err, ErrTooManyPolicies) {
		return nil, err
	}
	row.spe = expr.And(proper, row.spe)
	row.SPE = an.outside(row.spe)
	if simple {
		row.NashDeviations = row.Deviations
		row.nash = expr.And(proper, nash)
		row.Nash = an.outside(row.nash)
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
		row.NashDeviations = list.all
		row.nash = expr.And(proper, list.formula(an.delta))
		row.Nash = an.outside(row.nash)
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
	an.chain, err = newChain(ctx, s, machines)
	return an, err
}

// solve computes the occupation measures of all joint states.
func (an *analysis) solve(ctx context.Context) error {
	emit, move := make([][]weighted, len(an.chain.states)), make([][]weighted, len(an.chain.states))
	for i := range emit {
		emit[i] = an.chain.outcome(an.chain.intended(i))
		move[i] = an.chain.follow(i, emit[i])
	}
	var err error
	an.w, err = solveFlows(ctx, an.delta, emit, move)
	return err
}

// newLedger reads the discount factor and the payoffs.
func newLedger(s *stage) (ledger, error) {
	l := ledger{}
	d := s.g.Repeated.Discount
	if v, ok := variable(d); ok {
		l.delta = v
	} else {
		if r, ok := d.Rat(); ok && (r.Sign() < 0 || r.Cmp(big.NewRat(1, 1)) >= 0) {
			return l, fmt.Errorf("the discount factor is %s, which is not in [0, 1)", r.RatString())
		}
		l.delta, l.discount = len(s.g.Params), &d
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
// it is or, where it is an expression, a fresh one after those of the game.
func (r *Row) InDiscount() (expr.Formula, algebra.Var) { return r.spe, r.delta }

// Critical returns the discount factors for which the profile is subgame perfect
// when the parameters take the values of the point. Unlike CriticalSet it is
// about the discount factor even where that is an expression: the answer is then
// a set of values of that expression.
func (r *Row) Critical(point []*big.Rat) (*Critical, error) {
	return criticalSet(r.spe, r.delta, point)
}

// CriticalNash is Critical for Nash equilibrium.
func (r *Row) CriticalNash(point []*big.Rat) (*Critical, error) {
	if r.NashErr != nil {
		return nil, r.NashErr
	}
	return criticalSet(r.nash, r.delta, point)
}

// Binding returns the one-shot deviations that the critical discount factor
// deters only just: those that pay immediately below it or, if it is not
// attained, at it. It is empty when every discount factor down to 0 works, and
// when none does.
func (r *Row) Binding(point []*big.Rat) ([]Deviation, error) {
	c, err := r.Critical(point)
	if err != nil || c.Empty() {
		return nil, err
	}
	low := c.Set[0]
	if low.below == nil && low.LoClosed {
		return nil, nil
	}
	var out []Deviation
	for _, d := range r.Deviations {
		f := d.within
		for _, v := range f.Vars() {
			if v != r.delta {
				f = f.At(v, point[v])
			}
		}
		if low.LoClosed && !evalAt(f, r.delta, low.below) || !low.LoClosed && !holdsAt(f, r.delta, low.Lo) {
			out = append(out, d)
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
