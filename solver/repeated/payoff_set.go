package repeated

import (
	"context"
	"math/big"

	"brink/games"
	"brink/solver/exact"
	"brink/solver/note"
)

// PayoffSet is the set of normalised payoffs of the pure-action subgame-perfect
// equilibria of a two-player repeated game with perfect monitoring and public
// randomisation, at one discount factor.
type PayoffSet struct {
	Delta *big.Rat
	// Exact says that Vertices are proved to be all extreme points of the set.
	Exact bool
	// Empty says that there is no such equilibrium at all; it is proved.
	Empty bool
	// Vertices are the extreme points, counter-clockwise, in payoffs of the game.
	// If Exact is false they are those of a set that is proved to consist of
	// equilibrium payoffs, or nil if none was found.
	Vertices [][2]*big.Rat
	// Outer encloses the set, proved; nil when Exact.
	Outer [][2]*big.Rat
	// Gap bounds how far the set reaches beyond Vertices in each player's payoff;
	// zero when Exact, nil when Vertices is nil.
	Gap [2]*big.Rat
	// Minmax are the pure-action minmax payoffs. Worst are the worst equilibrium
	// payoffs, of the set spanned by Vertices.
	Minmax, Worst [2]*big.Rat
	// Supports says for every vertex how it is attained; nil when the vertices are
	// themselves mixtures.
	Supports []Support
	// Method says how the set was obtained.
	Method note.Note
	Steps  int // of the search and of the enclosure together
}

// Support attains a payoff: play a profile once, then continue with equilibria of
// payoff Next, a mixture of vertices chosen by public randomisation; a deviator is
// held to her worst payoff.
type Support struct {
	Profile [2]int
	Next    [2]*big.Rat
}

// Payoffs computes the payoff set at a discount factor in [0, 1): the operator of
// Abreu and Sannikov in floating point proposes the extreme points, exact
// arithmetic proves that they generate themselves, and a rigorous enclosure with
// a contraction argument proves that there are no others. Where the extreme points
// are irrational, or the proof does not go through, the result holds a set inside,
// a polygon around and the gap.
func Payoffs(ctx context.Context, s *games.Strategic, delta *big.Rat) (*PayoffSet, error) {
	if delta == nil || delta.Sign() < 0 || delta.Cmp(big.NewRat(1, 1)) >= 0 {
		return nil, ErrDelta
	}
	b, err := newBimatrix(s)
	if err != nil {
		return nil, err
	}
	return b.payoffSet(ctx, exact.RatBig(delta))
}

func (b *bimatrix) payoffSet(ctx context.Context, delta exact.Rat) (*PayoffSet, error) {
	out := &PayoffSet{Delta: delta.Big(), Minmax: b.payoff(b.minmax)}
	search := newSannikov(b, float(delta))
	if err := search.run(ctx); err != nil {
		return nil, err
	}
	set := search.exactly(delta)
	if set == nil {
		set = search.shrunk(delta)
	}
	if set == nil {
		set = b.grown(delta)
	}
	e := newEnclosure(b, float(delta), set)
	proved := false
	err := e.run(ctx, func() bool {
		// Only a fixed point of the operator can be all there is.
		proved = set.action != nil && set.exhausts(b, e, delta)
		return proved
	})
	if err != nil {
		return nil, err
	}
	out.Steps = search.steps + e.steps
	switch {
	case set == nil && len(e.ring) == 0:
		out.Empty, out.Exact = true, true
		out.Method = note.New(note.ByEmptyOperator)
		return out, nil
	case set == nil:
		out.Outer = b.around(e)
		out.Method = note.New(note.ByOperator)
		return out, nil
	}
	out.Exact = proved || len(e.active) == 0
	for k, v := range set.ring {
		out.Vertices = append(out.Vertices, b.payoff(v))
		if set.action != nil {
			out.Supports = append(out.Supports, Support{b.profile(set.action[k]), b.payoff(set.next[k])})
		}
	}
	out.Worst = b.payoff(set.worst)
	if out.Exact {
		out.Gap = [2]*big.Rat{new(big.Rat), new(big.Rat)}
		out.Method = note.New(note.ByExtremePoints)
		return out, nil
	}
	out.Outer = b.around(e)
	x := new(big.Rat)
	x.SetFloat64(e.excess() * (1 + 1e-9))
	for p := range 2 {
		out.Gap[p] = b.units(p, x)
	}
	out.Method = note.New(note.ByInnerSet)
	return out, nil
}

// units converts a difference of scaled payoffs to payoffs of a player.
func (b *bimatrix) units(p int, x *big.Rat) *big.Rat {
	r := new(big.Rat).Mul(x, b.span[p].Big())
	return r.Quo(r, new(big.Rat).SetInt(b.s.Payoffs[p].Den))
}

// around is the enclosure with its margin, in payoffs of the game.
func (b *bimatrix) around(e *enclosure) [][2]*big.Rat {
	var corners []pt
	for _, v := range e.ring {
		for _, d := range [4]pt{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}} {
			corners = append(corners, pt{v[0] + 2*e.margin*d[0], v[1] + 2*e.margin*d[1]})
		}
	}
	var out [][2]*big.Rat
	for _, i := range hull(corners, 0) {
		var v vec
		for p := range 2 {
			r := new(big.Rat)
			r.SetFloat64(corners[i][p])
			v[p] = b.low[p].Add(exact.RatBig(r).Mul(b.span[p]))
		}
		out = append(out, b.payoff(v))
	}
	return out
}
