package repeated

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"brink/games"
	"brink/solver/exact"
)

// Bounds encloses the pure-action subgame-perfect payoffs of a repeated game with
// any number of players, perfect monitoring and public randomisation, between a
// set of equilibrium payoffs and a polytope, both proved.
type Bounds struct {
	Delta *big.Rat
	// Directions are vectors of -1, 0 and 1. The set lies in
	// direction·payoffs <= Outer, and Inner of direction·payoffs is attained by an
	// equilibrium; Inner is nil when none was found.
	Directions   [][]int
	Outer, Inner []*big.Rat
	// Points are payoffs of equilibria; all their mixtures are, too.
	Points [][]*big.Rat
	// Empty says that there is no such equilibrium; it is proved.
	Empty bool
	Steps int
}

// BoundsOptions are the options of PayoffBounds; zero values are the defaults.
type BoundsOptions struct {
	Steps int // of the operator, from outside and from inside each; 60 by default
}

// MaxBoundsPlayers bounds the players of PayoffBounds: there are 3^n - 1
// directions.
const MaxBoundsPlayers = 5

// PayoffBounds applies the operator of Abreu, Pearce and Stacchetti (1990) to
// polytopes with fixed normals from outside, and to the hulls of found equilibrium
// payoffs from inside (the two approximations of Judd, Yeltekin and Conklin 2003,
// here in rational arithmetic). From outside every step keeps a superset: an
// extreme point in a direction that a profile generates is worth at most the best
// admissible continuation and at most the profile's own payoffs in that direction.
// From inside, stage equilibria are a start, and whatever a self-generating set
// generates may be added to it. Each step solves a linear program for every
// profile and direction.
func PayoffBounds(ctx context.Context, s *games.Strategic, delta *big.Rat, opts BoundsOptions) (*Bounds, error) {
	if delta == nil || delta.Sign() <= 0 || delta.Cmp(big.NewRat(1, 1)) >= 0 {
		return nil, fmt.Errorf("%w, and not be 0 for bounds", ErrDelta)
	}
	n := len(s.Players)
	if n > MaxBoundsPlayers {
		return nil, fmt.Errorf("payoff bounds are computed for at most %d players", MaxBoundsPlayers)
	}
	steps := opts.Steps
	if steps <= 0 {
		steps = 60
	}
	b := newBounding(s, delta)
	if err := b.outside(ctx, steps); err != nil {
		return nil, err
	}
	if !b.out.Empty {
		if err := b.inside(ctx, steps); err != nil {
			return nil, err
		}
	}
	return b.out, nil
}

// bounding is the working state.
type bounding struct {
	n      int
	delta  *big.Rat
	ratio  *big.Rat // (1-δ)/δ
	g      [][]*big.Rat
	gain   [][]*big.Rat // best-response payoff less payoff, by profile and player
	minmax []*big.Rat
	span   []*big.Rat // payoff range of each player, 1 where there is none
	active []int
	out    *Bounds
}

func newBounding(s *games.Strategic, delta *big.Rat) *bounding {
	n := len(s.Players)
	b := &bounding{n: n, delta: delta, out: &Bounds{Delta: delta}}
	b.ratio = new(big.Rat).Sub(big.NewRat(1, 1), delta)
	b.ratio.Quo(b.ratio, delta)
	b.span = make([]*big.Rat, n)
	for p := range n {
		b.minmax = append(b.minmax, pureMinmax(s, p).Pure)
		lo, hi := s.Payoffs[p].Rat(0), s.Payoffs[p].Rat(0)
		for i := range s.Profiles() {
			if v := s.Payoffs[p].Rat(i); v.Cmp(lo) < 0 {
				lo = v
			} else if v.Cmp(hi) > 0 {
				hi = v
			}
		}
		if b.span[p] = hi.Sub(hi, lo); b.span[p].Sign() == 0 {
			b.span[p] = big.NewRat(1, 1)
		}
	}
	for i := range s.Profiles() {
		var g, gain []*big.Rat
		for p := range n {
			u := s.Payoffs[p].Rat(i)
			g = append(g, u)
			gain = append(gain, new(big.Rat).Sub(s.Payoffs[p].Rat(bestReply(s, p, i)), u))
		}
		b.g, b.gain = append(b.g, g), append(b.gain, gain)
		b.active = append(b.active, i)
	}
	total := 1
	for range n {
		total *= 3
	}
	for k := range total {
		d := make([]int, n)
		zero := true
		for p, x := 0, k; p < n; p, x = p+1, x/3 {
			d[p] = x%3 - 1
			zero = zero && d[p] == 0
		}
		if !zero {
			b.out.Directions = append(b.out.Directions, d)
		}
	}
	return b
}

func along(d []int, v []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for p, k := range d {
		switch k {
		case 1:
			sum.Add(sum, v[p])
		case -1:
			sum.Sub(sum, v[p])
		}
	}
	return sum
}

// axis is the index of the direction -e_p.
func axis(directions [][]int, p int) int {
	for i, d := range directions {
		ok := true
		for q, k := range d {
			ok = ok && (q == p && k == -1 || q != p && k == 0)
		}
		if ok {
			return i
		}
	}
	return -1
}

// lines are the least continuation payoffs that deter deviations from a profile.
func (b *bounding) lines(a int, threat []*big.Rat) []*big.Rat {
	t := make([]*big.Rat, b.n)
	for p := range t {
		t[p] = new(big.Rat).Mul(b.ratio, b.gain[a][p])
		t[p].Add(t[p], threat[p])
	}
	return t
}

// grid is the resolution to which outer bounds are rounded up, in spans.
const boundsGrid = 40

// outside iterates the operator on polytopes.
func (b *bounding) outside(ctx context.Context, steps int) error {
	c := make([]*big.Rat, len(b.out.Directions))
	for i, d := range b.out.Directions {
		for a := range b.g {
			if v := along(d, b.g[a]); c[i] == nil || v.Cmp(c[i]) > 0 {
				c[i] = v
			}
		}
	}
	stay := new(big.Rat).Sub(big.NewRat(1, 1), b.delta)
	small := big.NewRat(1, 1<<30)
	program := newSmallProgram(b.n, b.out.Directions)
	axes := make([]int, b.n)
	for p := range axes {
		axes[p] = axis(b.out.Directions, p)
	}
	for range steps {
		b.out.Steps++
		threat := make([]*big.Rat, b.n)
		for p := range threat {
			threat[p] = new(big.Rat).Neg(c[axes[p]])
			if threat[p].Cmp(b.minmax[p]) < 0 {
				threat[p] = b.minmax[p]
			}
		}
		for i := range c {
			program.set(i, exact.RatBig(c[i]))
		}
		next := make([]*big.Rat, len(c))
		var keep []int
		for _, a := range b.active {
			if err := ctx.Err(); err != nil {
				return err
			}
			for p, t := range b.lines(a, threat) {
				// The continuation is in the polytope and at least t.
				at, least := exact.RatBig(c[axes[p]]), exact.RatBig(t).Neg()
				if least.Cmp(at) < 0 {
					at = least
				}
				program.set(axes[p], at)
			}
			generates := false
			for i, d := range b.out.Directions {
				own := along(d, b.g[a])
				most := new(big.Rat).Mul(stay, own)
				most.Add(most, new(big.Rat).Mul(b.delta, c[i]))
				if own.Cmp(most) < 0 {
					most = own
				}
				if generates && next[i] != nil && most.Cmp(next[i]) <= 0 {
					continue
				}
				best, ok := program.bound(d)
				if !ok {
					break // nothing deters: the same in every direction
				}
				generates = true
				v := new(big.Rat).Mul(stay, own)
				v.Add(v, new(big.Rat).Mul(best.Big(), b.delta))
				if own.Cmp(v) < 0 {
					v = own
				}
				if next[i] == nil || v.Cmp(next[i]) > 0 {
					next[i] = v
				}
			}
			if generates {
				keep = append(keep, a)
			}
		}
		b.active = keep
		if len(keep) == 0 {
			b.out.Empty = true
			return nil
		}
		moved := false
		for i, d := range b.out.Directions {
			v := roundUp(next[i], b.scale(d))
			if v.Cmp(c[i]) < 0 {
				gap := new(big.Rat).Sub(c[i], v)
				moved = moved || gap.Quo(gap, b.scale(d)).Cmp(small) > 0
				c[i] = v
			}
		}
		if !moved {
			break
		}
	}
	b.out.Outer = c
	return nil
}

// scale is the payoff range in a direction.
func (b *bounding) scale(d []int) *big.Rat {
	sum := new(big.Rat)
	for p, k := range d {
		if k != 0 {
			sum.Add(sum, b.span[p])
		}
	}
	return sum
}

// roundUp rounds up to a multiple of 2^-boundsGrid spans, unless v is simple.
func roundUp(v, span *big.Rat) *big.Rat {
	if v.Denom().BitLen() <= boundsGrid {
		return v
	}
	q := new(big.Rat).Quo(v, span)
	num := new(big.Int).Lsh(q.Num(), boundsGrid)
	num.Add(num, new(big.Int).Sub(q.Denom(), big.NewInt(1)))
	num.Div(num, q.Denom())
	q.SetFrac(num, new(big.Int).Lsh(big.NewInt(1), boundsGrid))
	return q.Mul(q, span)
}

func lcmInt(a, b *big.Int) *big.Int {
	g := new(big.Int).GCD(nil, nil, a, b)
	g.Quo(a, g)
	return g.Mul(g, b)
}

// inside grows a set of equilibrium payoffs from the stage equilibria.
func (b *bounding) inside(ctx context.Context, steps int) error {
	var points [][]*big.Rat
	best := make([]*big.Rat, len(b.out.Directions))
	add := func(v []*big.Rat) bool {
		better := false
		for i, d := range b.out.Directions {
			if best[i] == nil {
				better = true
				continue
			}
			gap := new(big.Rat).Sub(along(d, v), best[i])
			better = better || gap.Quo(gap, b.scale(d)).Cmp(big.NewRat(1, 1<<20)) > 0
		}
		if !better {
			return false
		}
		points = append(points, v)
		for i, d := range b.out.Directions {
			if x := along(d, v); best[i] == nil || x.Cmp(best[i]) > 0 {
				best[i] = x
			}
		}
		return true
	}
	for _, a := range b.active {
		nash := true
		for p := range b.n {
			nash = nash && b.gain[a][p].Sign() == 0
		}
		if nash {
			add(b.g[a])
		}
	}
	if len(points) == 0 {
		return nil
	}
	for range steps {
		b.out.Steps++
		grew := false
		threat := make([]*big.Rat, b.n)
		for p := range threat {
			threat[p] = new(big.Rat).Neg(best[axis(b.out.Directions, p)])
		}
		known := furthest(points, b.out.Directions)
		for _, a := range b.active {
			if err := ctx.Err(); err != nil {
				return err
			}
			t := b.lines(a, threat)
			alone := true
			for p := range b.n {
				alone = alone && b.g[a][p].Cmp(t[p]) >= 0
			}
			if alone {
				grew = add(b.g[a]) || grew
				continue
			}
			for i, d := range b.out.Directions {
				if along(d, b.g[a]).Cmp(best[i]) <= 0 {
					continue // cannot reach further in this direction
				}
				w := mixture(known, t, d)
				if w == nil {
					break
				}
				v := make([]*big.Rat, b.n)
				for p := range v {
					v[p] = new(big.Rat).Sub(big.NewRat(1, 1), b.delta)
					v[p].Mul(v[p], b.g[a][p])
					v[p].Add(v[p], w[p].Mul(w[p], b.delta))
				}
				if simple(v) {
					grew = add(v) || grew
				}
			}
		}
		if !grew || len(points) > maxBoundsPoints {
			break
		}
	}
	b.out.Points, b.out.Inner = points, best
	return nil
}

// Limits of the inner set: points, and bits of their denominators.
const (
	maxBoundsPoints = 200
	maxBoundsBits   = 400
)

// furthest picks for every direction a point that reaches furthest in it: mixtures
// of these few do for most purposes, and cost far less than those of all.
func furthest(points [][]*big.Rat, directions [][]int) [][]*big.Rat {
	best := make([]*big.Rat, len(directions))
	pick := make([]int, len(directions))
	for k, v := range points {
		for i, d := range directions {
			if x := along(d, v); best[i] == nil || x.Cmp(best[i]) > 0 {
				best[i], pick[i] = x, k
			}
		}
	}
	slices.Sort(pick)
	var out [][]*big.Rat
	for _, k := range slices.Compact(pick) {
		out = append(out, points[k])
	}
	return out
}

// simple reports whether a point is short enough to go on with.
func simple(v []*big.Rat) bool {
	for _, x := range v {
		if x.Denom().BitLen() > maxBoundsBits {
			return false
		}
	}
	return true
}
