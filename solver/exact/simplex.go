package exact

import (
	"context"
	"errors"
	"math/big"
	"slices"
)

// LPStatus is the kind of answer to a linear program.
type LPStatus int

// The three kinds of answer.
const (
	LPOptimal LPStatus = iota
	LPInfeasible
	LPUnbounded
)

func (s LPStatus) String() string {
	switch s {
	case LPOptimal:
		return "optimal"
	case LPInfeasible:
		return "infeasible"
	}
	return "unbounded"
}

// LP is the linear program: maximise c·x subject to A x <= b, x >= 0, with
// integer data; rationals are scaled by the caller. A has len(B) rows of
// len(C) numbers. The data are only read.
type LP struct {
	A [][]*big.Int
	B []*big.Int
	C []*big.Int
}

// LPResult is an answer with its proof, which plain arithmetic can check:
//
//   - optimal: X is feasible, Y >= 0, Y'A >= c, and c·X = Y·b (strong duality);
//   - infeasible: Y >= 0, Y'A >= 0, Y·b < 0 (Farkas);
//   - unbounded: X is feasible, Ray >= 0, A·Ray <= 0, c·Ray > 0.
type LPResult struct {
	Status LPStatus
	Value  *big.Rat   // optimal only
	X      []*big.Rat // one number a column
	Y      []*big.Rat // one number a row
	Ray    []*big.Rat

	// Unique: the optimum has positive basic variables and positive reduced
	// costs, so X and Y are the only optimal solutions.
	Unique bool
	Pivots int
}

// ErrShape is returned when the sizes of the data of an LP do not match.
var ErrShape = errors.New("linear program: sizes do not match")

// Solve runs the simplex method in integer pivoting. The entering variable has
// the most negative reduced cost; ties in the ratio test are broken
// lexicographically (Dantzig, Orden, Wolfe 1955), so it ends. It returns the
// context's error when that ends first. Memory O(rows·cols).
func (p LP) Solve(ctx context.Context) (*LPResult, error) {
	rows, cols := len(p.B), len(p.C)
	if len(p.A) != rows {
		return nil, ErrShape
	}
	for _, row := range p.A {
		if len(row) != cols {
			return nil, ErrShape
		}
	}
	s := newSimplex(&p)
	if err := s.feasible(ctx); err != nil {
		return nil, err
	}
	if s.infeasible {
		return s.farkas(), nil
	}
	return s.optimise(ctx)
}

// simplex is the tableau of an LP. Rows 0..m-1 are constraints, row m is the
// objective z - c·x = 0 and row m+1 the phase-one objective. Columns 0..n-1
// are variables, column n is the artificial variable x0, subtracted from every
// row, and column n+1 the right-hand side. Variables are numbered 0..n-1 for
// x, n for x0, n+1.. for the slacks.
type simplex struct {
	lp         *LP
	m, n       int
	t          *Tableau
	basic      []int
	cob        []int
	place      []int // row r as r, column c as -1-c
	reference  []int // the basis whose right-hand sides are perturbed
	infeasible bool
}

func newSimplex(p *LP) *simplex {
	s := &simplex{lp: p, m: len(p.B), n: len(p.C)}
	zero, one, minus := big.NewInt(0), big.NewInt(1), big.NewInt(-1)
	negC := make([]*big.Int, s.n)
	for j, c := range p.C {
		negC[j] = new(big.Int).Neg(c)
	}
	s.t = NewTableau(s.m+2, s.n+2, func(i, j int) *big.Int {
		switch {
		case i < s.m && j < s.n:
			return p.A[i][j]
		case i < s.m && j == s.n:
			return minus
		case i < s.m:
			return p.B[i]
		case i == s.m && j < s.n:
			return negC[j]
		case i == s.m+1 && j == s.n:
			return one
		}
		return zero
	})
	s.basic, s.cob = make([]int, s.m), make([]int, s.n+1)
	s.place = make([]int, s.n+1+s.m)
	for j := range s.cob {
		s.cob[j] = j
		s.place[j] = -1 - j
	}
	for i := range s.basic {
		s.basic[i] = s.n + 1 + i
		s.place[s.basic[i]] = i
	}
	return s
}

func (s *simplex) pivot(r, c int) {
	s.t.Pivot(r, c)
	s.basic[r], s.cob[c] = s.cob[c], s.basic[r]
	s.place[s.basic[r]], s.place[s.cob[c]] = r, -1-c
}

// feasible is phase one: enter x0 where b is most negative, then minimise it
// (Chvátal, Linear Programming, 1983, chapter 3).
func (s *simplex) feasible(ctx context.Context) error {
	rhs := s.n + 1
	worst := -1
	for i := range s.m {
		if s.t.Sign(i, rhs) < 0 && (worst < 0 || s.lp.B[i].Cmp(s.lp.B[worst]) < 0) {
			worst = i
		}
	}
	if worst < 0 {
		return nil
	}
	s.pivot(worst, s.n)
	s.reference = slices.Clone(s.basic)
	for s.place[s.n] >= 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		c := s.entering(s.m + 1)
		if c < 0 {
			break
		}
		s.pivot(s.leaving(c, s.place[s.n]), c)
	}
	if r := s.place[s.n]; r >= 0 {
		if s.t.Sign(r, rhs) != 0 {
			s.infeasible = true
			return nil
		}
		// x0 is basic at zero: exchange it for anything.
		for c := range s.cob {
			if s.t.Sign(r, c) != 0 {
				s.pivot(r, c)
				break
			}
		}
	}
	return nil
}

// entering is the column with the most negative entry in an objective row, or
// -1. x0 never returns once it has left.
func (s *simplex) entering(row int) int {
	best := -1
	for c := range s.cob {
		if s.cob[c] == s.n || s.t.Sign(row, c) >= 0 {
			continue
		}
		if best < 0 || s.t.At(row, c).Cmp(s.t.At(row, best)) < 0 {
			best = c
		}
	}
	return best
}

// leaving is the row of the lexicographically smallest ratio in column c, or
// -1 when no entry is positive. Among exact ties prefer, if it is there, the
// row of x0.
func (s *simplex) leaving(c, prefer int) int {
	best := -1
	for r := range s.m {
		if s.t.Sign(r, c) <= 0 {
			continue
		}
		if best < 0 {
			best = r
			continue
		}
		d := s.t.CompareRatios(r, best, s.n+1, c)
		switch {
		case d < 0:
			best = r
		case d == 0 && (r == prefer || best != prefer && s.t.LexLess(r, best, c, s.reference, s.place)):
			best = r
		}
	}
	return best
}

func (s *simplex) optimise(ctx context.Context) (*LPResult, error) {
	s.reference = slices.Clone(s.basic)
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c := s.entering(s.m)
		if c < 0 {
			return s.optimum(), nil
		}
		r := s.leaving(c, -1)
		if r < 0 {
			return s.unbounded(c), nil
		}
		s.pivot(r, c)
	}
}

func (s *simplex) ratio(i, j int) *big.Rat {
	return new(big.Rat).SetFrac(s.t.At(i, j), s.t.Det())
}

func (s *simplex) point() []*big.Rat {
	x := make([]*big.Rat, s.n)
	for j := range x {
		if r := s.place[j]; r >= 0 {
			x[j] = s.ratio(r, s.n+1)
		} else {
			x[j] = new(big.Rat)
		}
	}
	return x
}

// multipliers reads the dual solution of an objective row: the reduced costs
// of the slacks.
func (s *simplex) multipliers(row int) []*big.Rat {
	y := make([]*big.Rat, s.m)
	for i := range y {
		if at := s.place[s.n+1+i]; at < 0 {
			y[i] = s.ratio(row, -1-at)
		} else {
			y[i] = new(big.Rat)
		}
	}
	return y
}

func (s *simplex) optimum() *LPResult {
	res := &LPResult{Status: LPOptimal, Value: s.ratio(s.m, s.n+1), X: s.point(), Y: s.multipliers(s.m), Unique: true, Pivots: s.t.Pivots()}
	for r := range s.m {
		res.Unique = res.Unique && s.t.Sign(r, s.n+1) > 0
	}
	for c := range s.cob {
		res.Unique = res.Unique && (s.cob[c] == s.n || s.t.Sign(s.m, c) > 0)
	}
	return res
}

func (s *simplex) unbounded(c int) *LPResult {
	res := &LPResult{Status: LPUnbounded, X: s.point(), Ray: make([]*big.Rat, s.n), Pivots: s.t.Pivots()}
	for j := range res.Ray {
		switch r := s.place[j]; {
		case r >= 0:
			res.Ray[j] = s.ratio(r, c)
			res.Ray[j].Neg(res.Ray[j])
		case -1-r == c:
			res.Ray[j] = big.NewRat(1, 1)
		default:
			res.Ray[j] = new(big.Rat)
		}
	}
	return res
}

// farkas reads the proof of infeasibility off the phase-one objective.
func (s *simplex) farkas() *LPResult {
	return &LPResult{Status: LPInfeasible, Y: s.multipliers(s.m + 1), Pivots: s.t.Pivots()}
}
