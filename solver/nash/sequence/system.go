package sequence

import "math/big"

// system expresses the sequence form by few variables. At every information set one
// action is the reference. With ξ for sequence 0, realisation plans are
//
//	x_i = b_i ξ - Σ_k c_k[i] x_k
//
// over the free sequences k, those that end with other actions; b is the plan of
// reference actions alone. What a free sequence j earns less than the reference
// actions from its set on is, for what the sequences earn by themselves,
//
//	loss_j = c_j · earn + Σ_i c_j[i] loss_i
//
// over the references i, by the same c. All coefficients are 0, 1 or -1.
type system struct {
	f    *form
	free [2][]int // free sequences
	ref  [2][]int // those of reference actions, by set
	num  [2][]int // by sequence: its place in free, or -1
	up   [2][][]term
	base [2]plan // b
}

// term is an entry of a column c_k.
type term struct{ k, sign int }

// newSystem takes a reference action at every set of both sides.
func newSystem(f *form, ref [2][]int) *system {
	s := &system{f: f}
	for k, side := range f.side {
		n := len(side.seqs)
		s.num[k], s.up[k], s.base[k] = make([]int, n), make([][]term, n), make(plan, n)
		s.num[k][0], s.base[k][0] = -1, big.NewInt(1)
		for h, set := range side.sets {
			r := set.first + ref[k][h]
			s.ref[k] = append(s.ref[k], r)
			s.num[k][r], s.base[k][r] = -1, s.base[k][set.before]
			for a := range set.n {
				if j := set.first + a; j != r {
					s.num[k][j], s.base[k][j] = len(s.free[k]), new(big.Int)
					s.up[k][j] = []term{{len(s.free[k]), -1}}
					s.up[k][r] = append(s.up[k][r], term{len(s.free[k]), 1})
					s.free[k] = append(s.free[k], j)
				}
			}
			s.up[k][r] = append(s.up[k][r], s.up[k][set.before]...)
		}
	}
	return s
}

// combine returns c_j · earn for the free sequences j of side k.
func (s *system) combine(k int, earn []*big.Int) []*big.Int {
	out := make([]*big.Int, len(s.free[k]))
	for j := range out {
		out[j] = new(big.Int)
	}
	for i, v := range earn {
		for _, t := range s.up[k][i] {
			if t.sign > 0 {
				out[t.k].Add(out[t.k], v)
			} else {
				out[t.k].Sub(out[t.k], v)
			}
		}
	}
	return out
}

// gains returns c_j · A c_l for the free sequences j of side k and l of the other
// side, A being the payoffs of side k: row by row, nil for 0.
func (s *system) gains(k int) []*big.Int {
	cols := len(s.free[1-k])
	out := make([]*big.Int, len(s.free[k])*cols)
	t := s.f.payoff(k)
	if t == nil {
		return out
	}
	for i, c := range s.f.cells {
		own, other := s.up[k][c.at[k]], s.up[1-k][c.at[1-k]]
		if len(own) == 0 || len(other) == 0 {
			continue
		}
		v := t.Num(i)
		if v.Sign() == 0 {
			continue
		}
		for _, a := range own {
			for _, b := range other {
				at := &out[a.k*cols+b.k]
				if *at == nil {
					*at = new(big.Int)
				}
				if a.sign == b.sign {
					(*at).Add(*at, v)
				} else {
					(*at).Sub(*at, v)
				}
			}
		}
	}
	return out
}

// only keeps the free sequences that are marked; the others are 0.
func (s *system) only(keep [2][]bool) {
	for k := range s.free {
		to := make([]int, len(s.free[k]))
		var left []int
		for i, j := range s.free[k] {
			if to[i] = -1; keep[k][j] {
				to[i] = len(left)
				left = append(left, j)
			}
		}
		s.free[k] = left
		for j, terms := range s.up[k] {
			var kept []term
			for _, t := range terms {
				if to[t.k] >= 0 {
					kept = append(kept, term{to[t.k], t.sign})
				}
			}
			s.up[k][j] = kept
			if s.num[k][j] >= 0 {
				s.num[k][j] = to[s.num[k][j]]
			}
		}
	}
}

// spread computes a plan from its free sequences, numerators over den.
func (s *system) spread(k int, x []*big.Int, den *big.Int) plan {
	out := make(plan, len(s.base[k]))
	for i, b := range s.base[k] {
		v := new(big.Int).Mul(b, den)
		for _, t := range s.up[k][i] {
			if t.sign > 0 {
				v.Sub(v, x[t.k])
			} else {
				v.Add(v, x[t.k])
			}
		}
		out[i] = v
	}
	return out
}
