package repeated

import (
	"context"
	"math"
)

// The algorithm of Abreu and Sannikov (2014, Theoretical Economics 9:313-338) for
// the set V* of pure-action subgame-perfect payoffs with public randomisation. The
// operator of Abreu, Pearce and Stacchetti (1990) generates from a set W the
// payoffs (1-δ)·g(a) + δ·w with w in W and no profitable deviation under the
// threat of the worst point of W. An action profile contributes g(a) itself if
// that satisfies the constraint, and otherwise at most four points w at which a
// constraint binds.
//
// Here it runs in floating point and only proposes: which profile and which
// constraint make each extreme point. Proofs are elsewhere (payoff_exact.go,
// outer_bound.go).

// How an extreme point is generated.
const (
	byItself = iota // w = v = g(a)
	byEdge          // one constraint binds and w lies on an edge
	byCorner        // both constraints bind
)

// generated is a point with its origin.
type generated struct {
	at     pt
	action int
	kind   int
	player int // whose constraint binds, of byEdge
	edge   int // index of the first end of the edge in the ring before, of byEdge
}

// sannikov iterates the operator.
type sannikov struct {
	b      *bimatrix
	delta  float64
	ring   []pt
	from   []generated // origins of ring
	threat pt
	active []int // profiles that still contribute
	steps  int
	points []generated
	bounds chains // of ring
}

// Tolerances of the search, in payoffs scaled to [0, 1]. They decide nothing:
// what the search proposes is verified exactly.
const (
	searchTolerance = 1e-11 // points nearer than this are one
	searchStop      = 1e-14
	searchPatience  = 400 // steps without progress
)

func newSannikov(b *bimatrix, delta float64) *sannikov {
	s := &sannikov{b: b, delta: delta, threat: b.floor}
	for _, i := range hull(b.f, searchTolerance) {
		s.ring = append(s.ring, b.f[i])
	}
	s.active = b.open()
	return s
}

// run iterates until nothing moves, the set is empty, progress ends, or the context
// does.
func (s *sannikov) run(ctx context.Context) error {
	best, since := math.Inf(1), 0
	for since < searchPatience && len(s.ring) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		moved := s.step()
		if moved < searchStop {
			return nil
		}
		if since++; moved < best*0.999 {
			best, since = moved, 0
		}
	}
	return nil
}

// step applies the operator once and returns how far an extreme point moved;
// infinity if their number changed.
func (s *sannikov) step() float64 {
	s.steps++
	s.points = s.points[:0]
	s.bounds.load(s.ring)
	keep := s.active[:0]
	for _, a := range s.active {
		if s.contribute(a) {
			keep = append(keep, a)
		}
	}
	s.active = keep
	ps := make([]pt, len(s.points))
	for i := range s.points {
		ps[i] = s.points[i].at
	}
	old := s.ring
	s.ring, s.from = nil, nil
	for _, i := range hull(ps, searchTolerance) {
		s.ring = append(s.ring, ps[i])
		s.from = append(s.from, s.points[i])
	}
	for p := range 2 {
		low := math.Inf(1)
		for _, v := range s.ring {
			low = math.Min(low, v[p])
		}
		s.threat[p] = math.Max(s.b.floor[p], low)
	}
	if len(old) != len(s.ring) {
		return math.Inf(1)
	}
	moved := 0.0
	for i := range old {
		moved = math.Max(moved, math.Max(math.Abs(old[i][0]-s.ring[i][0]), math.Abs(old[i][1]-s.ring[i][1])))
	}
	return moved
}

// lines are the least continuation payoffs of both players.
func (s *sannikov) lines(a int) pt {
	return pt{bound(s.threat[0], s.b.gain[0][a], s.delta), bound(s.threat[1], s.b.gain[1][a], s.delta)}
}

// bound is the least continuation payoff that deters a deviation of a player.
func bound(threat, gain, delta float64) float64 {
	if gain <= 0 {
		return threat
	}
	if delta == 0 {
		return math.Inf(1)
	}
	return threat + (1-delta)/delta*gain
}

// contribute adds the points of a profile; it reports whether there are any.
func (s *sannikov) contribute(a int) bool {
	g, t := s.b.f[a], s.lines(a)
	if g[0] >= t[0]-searchTolerance && g[1] >= t[1]-searchTolerance && s.holds(g) {
		s.points = append(s.points, generated{at: g, action: a, kind: byItself})
		return true
	}
	n := len(s.points)
	put := func(w pt, kind, player, edge int) {
		v := pt{(1-s.delta)*g[0] + s.delta*w[0], (1-s.delta)*g[1] + s.delta*w[1]}
		s.points = append(s.points, generated{v, a, kind, player, edge})
	}
	for p := range 2 {
		lo, hi, loEdge, hiEdge, ok := s.bounds.at(p, t[p], searchTolerance)
		if !ok || hi < t[1-p]-searchTolerance {
			continue
		}
		w := pt{}
		w[p] = t[p]
		w[1-p] = hi
		put(w, byEdge, p, hiEdge)
		if lo > t[1-p]+searchTolerance {
			w[1-p] = lo
			put(w, byEdge, p, loEdge)
		} else {
			put(t, byCorner, 0, 0)
		}
	}
	if len(s.points) > n {
		return true
	}
	// No line meets the set: either the set is on the good side of both, and the
	// profile may contribute later, or no continuation is good enough.
	for _, v := range s.ring {
		if v[0] >= t[0] && v[1] >= t[1] {
			return true
		}
	}
	return false
}

// holds reports whether a point is in the ring, up to the tolerance.
func (s *sannikov) holds(v pt) bool {
	lo, hi, _, _, ok := s.bounds.at(0, v[0], searchTolerance)
	return ok && v[1] >= lo-searchTolerance && v[1] <= hi+searchTolerance || inside(s.ring, v, searchTolerance)
}
