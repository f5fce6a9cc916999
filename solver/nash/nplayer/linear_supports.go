package nplayer

import (
	"context"
	"math/big"

	"brink/games/algebra"
	"brink/solver/exact"
	"brink/solver/nash/method"
	"brink/solver/nash/polynomial"
	"brink/solver/note"
)

// A support profile with at most two mixing players leads to linear equations,
// which are solved exactly: each mixing player's strategy is a point of the
// polytope on which the other is indifferent, and the players who do not mix
// cut off parts of the product.

// finding is what the search of a support profile brought to light.
type finding struct {
	points []candidate // equilibria with exactly this support
	family *family     // or a set of them of positive dimension
	// unresolved says why the support is not settled; zero when it is.
	unresolved note.Note
}

// candidate is an equilibrium with a given support: rational strategies of the
// mixing players, or irrational ones to any number of digits.
type candidate struct {
	rat     [][]*big.Rat
	root    *root // of a certified zero
	exact   func(digits int) *method.Irrational
	replies []uint64 // every player's best replies
}

// family is a set of equilibria of positive dimension.
type family struct {
	dimension int          // at least
	sample    [][]*big.Rat // a member: strategies of the mixing players; nil for irrational ones
}

// solveLinear settles a support profile with at most two mixing players.
func (s *indifference) solveLinear(ctx context.Context) finding {
	switch len(s.mix) {
	case 0:
		return s.point(nil)
	case 1:
		return s.oneMixes(ctx)
	}
	x, xOne := s.mixture(1)
	y, yOne := s.mixture(0)
	if x == nil && xOne || y == nil && yOne {
		return finding{}
	}
	if xOne && yOne {
		return s.pair(x, y)
	}
	return s.product(ctx)
}

// mixture solves the equations of block o, linear in the strategy of the other
// mixing player, for positive integer weights. When the solution is unique, it
// returns it, or nil if its weights are not all positive.
func (s *indifference) mixture(o int) (weights []algebra.Int, unique bool) {
	b := &s.blocks[o]
	a := make([][]algebra.Int, b.eqs)
	for row := range a {
		a[row] = make([]algebra.Int, b.verts)
		for v := range a[row] {
			a[row][v] = s.value(b, row, v)
		}
	}
	w, rank := nullVector(a, b.verts)
	if rank < b.verts-1 {
		return nil, false
	}
	if rank == b.verts {
		return nil, true
	}
	if w[0].Sign() < 0 {
		for v := range w {
			w[v] = w[v].Neg()
		}
	}
	for _, x := range w {
		if x.Sign() <= 0 {
			return nil, true
		}
	}
	return w, true
}

// nullVector eliminates by Bareiss' fraction-free method and returns the rank
// and, where it is cols-1, an integer vector that spans the null space. The
// matrix is overwritten.
func nullVector(a [][]algebra.Int, cols int) (null []algebra.Int, rank int) {
	last := algebra.NewInt(1)
	pivots := make([]int, 0, cols) // column of each row's pivot
	free := -1
	for c := 0; c < cols; c++ {
		at := rank
		for at < len(a) && a[at][c].Sign() == 0 {
			at++
		}
		if at >= len(a) {
			free = c
			continue
		}
		a[at], a[rank] = a[rank], a[at]
		p := a[rank][c]
		for r := range a {
			if r == rank {
				continue
			}
			f := a[r][c]
			for k := range cols {
				a[r][k] = p.Mul(a[r][k]).Sub(f.Mul(a[rank][k])).Quo(last)
			}
		}
		last = p
		pivots = append(pivots, c)
		rank++
	}
	if rank != cols-1 {
		return nil, rank
	}
	// Every pivot row reads last·x_pivot + a·x_free = 0.
	null = make([]algebra.Int, cols)
	null[free] = last
	for r, c := range pivots {
		null[c] = a[r][free].Neg()
	}
	return null, rank
}

// pair judges the only pair of mixtures of a support.
func (s *indifference) pair(x, y []algebra.Int) finding {
	for k := range s.blocks {
		b := &s.blocks[k]
		for row := b.eqs; row < b.rows; row++ {
			var sum algebra.Int
			for v := range b.verts {
				t := s.value(b, row, v)
				if b.step[0] != 0 {
					t = t.Mul(x[v/b.step[0]%s.size[0]])
				}
				if b.step[1] != 0 {
					t = t.Mul(y[v/b.step[1]%s.size[1]])
				}
				sum = sum.Add(t)
			}
			if sum.Sign() > 0 {
				return finding{}
			}
		}
	}
	return s.point([][]*big.Rat{normalised(x), normalised(y)})
}

// point makes a finding of rational strategies that satisfy the equations, if
// they satisfy the inequalities too.
func (s *indifference) point(x [][]*big.Rat) finding {
	replies, ok := s.replies(func(b *block, row int) (int, bool) { return s.ratValue(b, row, x).Sign(), true })
	if replies == nil || !ok {
		return finding{}
	}
	return finding{points: []candidate{{rat: x, replies: replies}}}
}

// replies returns every player's best replies at a solution of the equations,
// given the signs of the functions there: nil when some action outside the
// support is better than those inside, and not ok when a sign is not known.
func (s *indifference) replies(sign func(b *block, row int) (int, bool)) (sets []uint64, ok bool) {
	sets = append(sets, s.support...)
	for k := range s.blocks {
		b := &s.blocks[k]
		for row := b.eqs; row < b.rows; row++ {
			switch c, ok := sign(b, row); {
			case !ok:
				return nil, false
			case c > 0:
				return nil, true
			case c == 0:
				sets[b.player] |= 1 << b.act[row]
			}
		}
	}
	return sets, true
}

// normalised turns positive weights into probabilities.
func normalised(w []algebra.Int) []*big.Rat {
	var sum algebra.Int
	for _, x := range w {
		sum = sum.Add(x)
	}
	out := make([]*big.Rat, len(w))
	for i, x := range w {
		out[i] = new(big.Rat).SetFrac(x.Big(), sum.Big())
	}
	return out
}

// oneMixes settles a support in which one player mixes. She is indifferent
// whatever she does, since the others play fixed actions; these must stay best
// replies to her mixture.
func (s *indifference) oneMixes(ctx context.Context) finding {
	p := &mixtures{size: s.size[0]}
	for k := range s.blocks {
		b := &s.blocks[k]
		if b.owner >= 0 {
			continue
		}
		for row := range b.rows {
			p.addLess(s.rowOf(b, row, -1, nil))
		}
	}
	x, dim, err := p.interior(ctx)
	switch {
	case err != nil:
		return finding{unresolved: method.Cancelled(ctx)}
	case x == nil:
		return finding{}
	case dim == 0:
		return s.point([][]*big.Rat{x})
	}
	return finding{family: &family{dimension: dim, sample: [][]*big.Rat{x}}}
}

// rowOf returns the values of a function, with the strategy x of mixing player
// fixed put in when fixed >= 0.
func (s *indifference) rowOf(b *block, row, fixed int, x []*big.Rat) []*big.Rat {
	n := b.verts
	if fixed >= 0 {
		n /= s.size[fixed]
	}
	out := make([]*big.Rat, n)
	for i := range out {
		out[i] = new(big.Rat)
	}
	for v := range b.verts {
		t := new(big.Rat).SetInt(s.value(b, row, v).Big())
		at := v
		if fixed >= 0 { // of two players: the other's action
			t.Mul(t, x[v/b.step[fixed]%s.size[fixed]])
			at = v / b.step[1-fixed] % s.size[1-fixed]
		}
		out[at].Add(out[at], t)
	}
	return out
}

// product settles a support in which two players mix and the indifference of
// one leaves the other more than one mixture.
func (s *indifference) product(ctx context.Context) finding {
	var side [2]mixtures // of player 0 and of player 1
	for o := range s.mix {
		b := &s.blocks[o]
		p := &side[1-o]
		p.size = s.size[1-o]
		for row := range b.rows {
			f := s.rowOf(b, row, -1, nil)
			if row < b.eqs {
				p.equal = append(p.equal, f)
			} else {
				p.addLess(f)
			}
		}
	}
	var cuts []*block
	for k := range s.blocks {
		if b := &s.blocks[k]; b.owner < 0 {
			cuts = append(cuts, b)
		}
	}
	var at [2][]*big.Rat
	var dim [2]int
	for j := range side {
		var err error
		if at[j], dim[j], err = side[j].interior(ctx); err != nil {
			return finding{unresolved: method.Cancelled(ctx)}
		}
		if at[j] == nil {
			return finding{}
		}
	}
	sign := s.worst(cuts, at[:])
	if sign < 0 || len(cuts) == 0 {
		return s.claim(at[:], dim[0]+dim[1])
	}
	// With one mixture fixed, the players who do not mix cut the other polytope
	// by linear inequalities. That decides when the fixed one is the only one.
	for j := range side {
		other := mixtures{size: side[1-j].size, equal: side[1-j].equal, less: append([][]*big.Rat(nil), side[1-j].less...)}
		for _, b := range cuts {
			for row := range b.rows {
				other.addLess(s.rowOf(b, row, j, at[j]))
			}
		}
		y, d, err := other.interior(ctx)
		if err != nil {
			return finding{unresolved: method.Cancelled(ctx)}
		}
		if y != nil && (dim[j] == 0 || d > 0) {
			at[1-j] = y
			return s.claim(at[:], d)
		}
		if dim[j] == 0 {
			return finding{}
		}
	}
	if f, ok := s.newElimination(ctx, polynomial.Effort).run(); ok {
		return f
	}
	return finding{unresolved: undecided(ctx)}
}

// claim makes a finding of a pair of mixtures in a set of the given dimension.
func (s *indifference) claim(at [][]*big.Rat, dim int) finding {
	if dim == 0 {
		return s.point(at)
	}
	return finding{family: &family{dimension: dim, sample: at}}
}

// worst is the largest sign of the functions of some blocks at a point.
func (s *indifference) worst(blocks []*block, x [][]*big.Rat) int {
	sign := -1
	for _, b := range blocks {
		for row := range b.rows {
			sign = max(sign, s.ratValue(b, row, x).Sign())
		}
	}
	return sign
}

// mixtures is the polytope of the strategies x > 0, Σx = 1 that satisfy
// homogeneous linear equations and inequalities row·x <= 0.
type mixtures struct {
	size        int
	equal, less [][]*big.Rat
}

// addLess adds an inequality unless it holds everywhere.
func (p *mixtures) addLess(row []*big.Rat) {
	for _, x := range row {
		if x.Sign() > 0 {
			p.less = append(p.less, row)
			return
		}
	}
}

// interior returns a point of the relative interior and the dimension, or nil
// when the set is empty. It solves one linear program for each inequality.
func (p *mixtures) interior(ctx context.Context) (x []*big.Rat, dim int, err error) {
	res, err := p.program(nil).Solve(ctx)
	if err != nil {
		return nil, 0, err
	}
	if res.Status != exact.LPOptimal || res.Value.Sign() <= 0 {
		return nil, 0, nil
	}
	x = p.point(res)
	implied := append([][]*big.Rat(nil), p.equal...)
	count := int64(1)
	for _, row := range p.less {
		res, err := p.program(row).Solve(ctx)
		if err != nil {
			return nil, 0, err
		}
		if res.Value.Sign() == 0 {
			implied = append(implied, row) // an equation in disguise
			continue
		}
		count++
		for i, v := range p.point(res) {
			x[i].Add(x[i], v)
		}
	}
	for i := range x {
		x[i].Quo(x[i], big.NewRat(count, 1))
	}
	return x, p.size - 1 - rankOf(implied), nil
}

// program maximises the least probability or, for a row, -row·x, over the
// closure of the set. The variables are x - t and t.
func (p *mixtures) program(row []*big.Rat) exact.LP {
	n := p.size + 1
	var lp exact.LP
	add := func(r []*big.Rat, sign int64, rhs int64) {
		ints, _ := polynomial.Integers(r)
		line := make([]*big.Int, n)
		sum := new(big.Int)
		for i, v := range ints {
			line[i] = new(big.Int).Mul(v, big.NewInt(sign))
			sum.Add(sum, line[i])
		}
		line[n-1] = sum
		lp.A = append(lp.A, line)
		lp.B = append(lp.B, big.NewInt(rhs))
	}
	ones := make([]*big.Rat, p.size)
	for i := range ones {
		ones[i] = big.NewRat(1, 1)
	}
	add(ones, 1, 1)
	add(ones, -1, -1)
	for _, r := range p.equal {
		add(r, 1, 0)
		add(r, -1, 0)
	}
	for _, r := range p.less {
		add(r, 1, 0)
	}
	lp.C = make([]*big.Int, n)
	for i := range lp.C {
		lp.C[i] = new(big.Int)
	}
	if row == nil {
		lp.C[n-1].SetInt64(1)
		return lp
	}
	ints, _ := polynomial.Integers(row)
	for i, v := range ints {
		lp.C[i].Neg(v)
		lp.C[n-1].Sub(lp.C[n-1], v)
	}
	return lp
}

func (p *mixtures) point(res *exact.LPResult) []*big.Rat {
	x := make([]*big.Rat, p.size)
	for i := range x {
		x[i] = new(big.Rat).Add(res.X[i], res.X[p.size])
	}
	return x
}

// rankOf is the rank of the rows together with that of all ones, less one: by
// how much they lower the dimension of a simplex that they meet in its
// interior. (Rows that vanish at a point of the simplex never span the ones.)
func rankOf(rows [][]*big.Rat) int {
	if len(rows) == 0 {
		return 0
	}
	a := make([][]algebra.Int, len(rows))
	for i, r := range rows {
		ints, _ := polynomial.Integers(r)
		a[i] = make([]algebra.Int, len(ints))
		for k, v := range ints {
			a[i][k] = algebra.IntFromBig(v)
		}
	}
	_, rank := nullVector(a, len(rows[0]))
	return rank
}
