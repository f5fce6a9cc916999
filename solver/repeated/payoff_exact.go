package repeated

import (
	"math"
	"math/big"

	"brink/solver/exact"
)

// selfGenerating is a set of payoffs, given by its extreme points counter-
// clockwise, together with the way to generate each of them from the set itself.
// By the self-generation theorem (Abreu, Pearce and Stacchetti 1990, Theorem 1)
// all its points are payoffs of subgame-perfect equilibria.
type selfGenerating struct {
	ring   []vec
	action []int // profile played first; nil when extreme points are mixtures
	next   []vec // continuation payoffs
	worst  vec   // least payoff of each player
}

// exactly guesses the exact extreme points near the proposal of the search and
// proves them self-generating; nil if that fails. First the simplest rationals
// near the floating-point coordinates are tried, then those near the solution of
// the equations of the structure to many digits.
func (s *sannikov) exactly(delta exact.Rat) *selfGenerating {
	if len(s.ring) == 0 {
		return nil
	}
	st := newStructure(s, delta)
	x := make([]*big.Float, 2*len(s.ring))
	for k, v := range s.ring {
		for p := range 2 {
			f := new(big.Float).SetPrec(st.prec).SetFloat64(v[p])
			span := new(big.Float).SetPrec(st.prec).SetRat(s.b.span[p].Big())
			low := new(big.Float).SetPrec(st.prec).SetRat(s.b.low[p].Big())
			x[2*k+p] = f.Add(f.Mul(f, span), low)
		}
	}
	if set := st.verify(st.round(x, -36)); set != nil {
		return set
	}
	// Long chains of extreme points, each on an edge next to the one before, have long
	// coordinates.
	precisions := []uint{200}
	if len(x) >= longChain {
		precisions = append(precisions, 1200)
	}
	for _, bits := range precisions {
		if !st.refine(x, bits+120) {
			return nil
		}
		if set := st.verify(st.round(x, -int(bits))); set != nil {
			return set
		}
	}
	return nil
}

// longChain is the number of coordinates from which on they may be longer than 200
// bits.
const longChain = 40

// structure is the system of equations that the extreme points of a proposal
// satisfy: v = (1-δ)·g(a) + δ·w with w determined by what binds.
type structure struct {
	s     *sannikov
	delta exact.Rat
	ratio exact.Rat // (1-δ)/δ
	// low[p] is the extreme point whose coordinate p is the threat, or -1 when
	// the threat is the minmax.
	low  [2]int
	prec uint
}

func newStructure(s *sannikov, delta exact.Rat) *structure {
	st := &structure{s: s, delta: delta, prec: 320}
	if !delta.IsZero() {
		st.ratio = exact.RatInt(1).Sub(delta).Quo(delta)
	}
	for p := range 2 {
		for k, v := range s.ring {
			if k == 0 || v[p] < s.ring[st.low[p]][p] {
				st.low[p] = k
			}
		}
		if math.Abs(s.ring[st.low[p]][p]-s.b.floor[p]) < 1e-9 {
			st.low[p] = -1
		}
	}
	return st
}

func (st *structure) float(r exact.Rat) *big.Float {
	return new(big.Float).SetPrec(st.prec).SetRat(r.Big())
}

// image evaluates the right-hand sides of the equations at x.
func (st *structure) image(x []*big.Float) []*big.Float {
	b := st.s.b
	out := make([]*big.Float, len(x))
	d, stay := st.float(st.delta), st.float(exact.RatInt(1).Sub(st.delta))
	num := func() *big.Float { return new(big.Float).SetPrec(st.prec) }
	line := func(a, p int) *big.Float {
		t := st.float(b.best[a][p].Sub(b.g[a][p]).Mul(st.ratio))
		if st.low[p] < 0 {
			return t.Add(t, st.float(b.minmax[p]))
		}
		return t.Add(t, x[2*st.low[p]+p])
	}
	n := len(st.s.ring)
	for k, o := range st.s.from {
		g := b.g[o.action]
		if o.kind == byItself {
			out[2*k], out[2*k+1] = st.float(g[0]), st.float(g[1])
			continue
		}
		var w [2]*big.Float
		if o.kind == byCorner {
			w[0], w[1] = line(o.action, 0), line(o.action, 1)
		} else {
			p, i, j := o.player, o.edge, (o.edge+1)%n
			w[p] = line(o.action, p)
			run := num().Sub(x[2*j+p], x[2*i+p])
			rise := num().Sub(x[2*j+1-p], x[2*i+1-p])
			if r, _ := run.Float64(); math.Abs(r) <= searchTolerance*float(b.span[p]) {
				// The edge is parallel to the line: the end that was used.
				used := (o.at[1-p] - (1-st.s.delta)*b.f[o.action][1-p]) / st.s.delta
				end := i
				if math.Abs(st.s.ring[j][1-p]-used) < math.Abs(st.s.ring[i][1-p]-used) {
					end = j
				}
				w[1-p] = num().Set(x[2*end+1-p])
			} else {
				w[1-p] = num().Sub(w[p], x[2*i+p])
				w[1-p].Quo(w[1-p], run)
				w[1-p].Mul(w[1-p], rise)
				w[1-p].Add(w[1-p], x[2*i+1-p])
			}
		}
		for p := range 2 {
			v := num().Mul(stay, st.float(g[p]))
			out[2*k+p] = v.Add(v, num().Mul(d, w[p]))
		}
	}
	return out
}

// refine solves the equations to the given precision in bits by Newton's method
// with one Jacobian matrix, taken by differences: every step gains some 25 bits.
func (st *structure) refine(x []*big.Float, prec uint) bool {
	n := len(x)
	if n > 400 {
		return false
	}
	st.prec = prec
	for i := range x {
		x[i] = new(big.Float).SetPrec(prec).Set(x[i])
	}
	base := st.image(x)
	jac := make([][]float64, n)
	for i := range jac {
		jac[i] = make([]float64, n)
		jac[i][i] = 1
	}
	for j := range n {
		h := new(big.Float).SetPrec(st.prec).SetMantExp(big.NewFloat(float(st.s.b.span[j%2])), -40)
		old := x[j]
		x[j] = new(big.Float).SetPrec(st.prec).Add(old, h)
		moved := st.image(x)
		x[j] = old
		for i := range n {
			diff := moved[i].Sub(moved[i], base[i])
			f, _ := diff.Quo(diff, h).Float64()
			jac[i][j] -= f
		}
	}
	lu, perm, ok := factorLU(jac)
	if !ok {
		return false
	}
	for range prec/24 + 1 {
		fx := st.image(x)
		// Scale the residual up before it becomes a float64.
		most := 0
		res := make([]*big.Float, n)
		for i := range n {
			res[i] = fx[i].Sub(fx[i], x[i])
			if res[i].Sign() != 0 && (most == 0 || res[i].MantExp(nil) > most) {
				most = res[i].MantExp(nil)
			}
		}
		rhs := make([]float64, n)
		for i := range n {
			rhs[i], _ = new(big.Float).SetMantExp(res[i], -most).Float64()
		}
		solveLU(lu, perm, rhs)
		for i := range n {
			if math.IsNaN(rhs[i]) || math.IsInf(rhs[i], 0) {
				return false
			}
			x[i] = new(big.Float).SetPrec(st.prec).Add(x[i], new(big.Float).SetMantExp(big.NewFloat(rhs[i]), most))
		}
	}
	return true
}

// factorLU factors a square matrix in place with partial pivoting.
func factorLU(a [][]float64) ([][]float64, []int, bool) {
	n := len(a)
	perm := make([]int, n)
	for i := range perm {
		perm[i] = i
	}
	for k := range n {
		p := k
		for i := k + 1; i < n; i++ {
			if math.Abs(a[i][k]) > math.Abs(a[p][k]) {
				p = i
			}
		}
		if a[p][k] == 0 {
			return nil, nil, false
		}
		a[p], a[k], perm[p], perm[k] = a[k], a[p], perm[k], perm[p]
		for i := k + 1; i < n; i++ {
			if a[i][k] == 0 {
				continue
			}
			m := a[i][k] / a[k][k]
			a[i][k] = m
			for j := k + 1; j < n; j++ {
				a[i][j] -= m * a[k][j]
			}
		}
	}
	return a, perm, true
}

// solveLU replaces b by the solution of the factored system.
func solveLU(lu [][]float64, perm []int, b []float64) {
	n := len(b)
	x := make([]float64, n)
	for i := range n {
		x[i] = b[perm[i]]
		for j := range i {
			x[i] -= lu[i][j] * x[j]
		}
	}
	for i := n - 1; i >= 0; i-- {
		for j := i + 1; j < n; j++ {
			x[i] -= lu[i][j] * x[j]
		}
		x[i] /= lu[i][i]
	}
	copy(b, x)
}

// round takes the simplest rationals within 2^exp spans of the coordinates.
func (st *structure) round(x []*big.Float, exp int) []vec {
	out := make([]vec, len(x)/2)
	for i, f := range x {
		r, _ := f.Rat(nil)
		if r == nil {
			return nil
		}
		w := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), uint(-exp)))
		w.Mul(w, st.s.b.span[i%2].Big())
		lo, hi := exact.RatBig(new(big.Rat).Sub(r, w)), exact.RatBig(new(big.Rat).Add(r, w))
		out[i/2][i%2] = exact.Simplest(&lo, &hi)
	}
	return out
}

// verify proves that the points with the actions of the proposal are extreme
// points of a self-generating set; nil if they are not.
func (st *structure) verify(ring []vec) *selfGenerating {
	if ring == nil || !convexExact(ring) {
		return nil
	}
	b := st.s.b
	set := &selfGenerating{ring: ring, worst: lowest(ring)}
	scaled := b.toPts(ring)
	for k, v := range ring {
		a := st.s.from[k].action
		w, ok := b.supports(ring, scaled, set.worst, a, v, st.delta)
		if !ok {
			return nil
		}
		set.action, set.next = append(set.action, a), append(set.next, w)
	}
	return set
}

// supports returns the continuation payoff with which profile a generates v from
// a set, if it lies in the set and deters deviations under the threat.
func (b *bimatrix) supports(ring []vec, scaled []pt, threat vec, a int, v vec, delta exact.Rat) (vec, bool) {
	if delta.IsZero() {
		return v, v.equal(b.g[a]) && b.best[a].equal(b.g[a])
	}
	w := v.sub(b.g[a].scale(exact.RatInt(1).Sub(delta))).scale(delta.Inv())
	t := b.lines(a, threat, delta)
	return w, w[0].Cmp(t[0]) >= 0 && w[1].Cmp(t[1]) >= 0 && b.within(ring, scaled, w)
}

// within is insideExact, quicker for rings of many points.
func (b *bimatrix) within(ring []vec, scaled []pt, w vec) bool {
	if len(ring) < 3 {
		return insideExact(ring, w)
	}
	return insideFiltered(ring, scaled, w, b.toPt(w))
}

// generates proves that a set of points lies in the convex hull of what the
// profiles generate from it; nil if it does not.
func (b *bimatrix) generates(ring []vec, actions []int, delta exact.Rat) *selfGenerating {
	if !convexExact(ring) || delta.IsZero() {
		return nil
	}
	worst := lowest(ring)
	var made []vec
	for _, a := range actions {
		t := b.lines(a, worst, delta)
		for _, w := range clipExact(clipExact(ring, 0, t[0]), 1, t[1]) {
			made = append(made, b.g[a].scale(exact.RatInt(1).Sub(delta)).add(w.scale(delta)))
		}
	}
	scaled := b.toPts(made)
	var around []vec
	for _, i := range hull(scaled, 1e-13) {
		around = append(around, made[i])
	}
	if !convexExact(around) {
		return nil
	}
	aroundScaled := b.toPts(around)
	for _, v := range ring {
		if !b.within(around, aroundScaled, v) {
			return nil
		}
	}
	return &selfGenerating{ring: ring, worst: worst}
}

// lines are the least continuation payoffs that deter deviations from a profile.
func (b *bimatrix) lines(a int, threat vec, delta exact.Rat) vec {
	return threat.add(b.best[a].sub(b.g[a]).scale(exact.RatInt(1).Sub(delta).Quo(delta)))
}

// lowest returns the least coordinates of a set of points.
func lowest(ring []vec) vec {
	out := ring[0]
	for _, v := range ring {
		for p := range 2 {
			if v[p].Cmp(out[p]) < 0 {
				out[p] = v[p]
			}
		}
	}
	return out
}
