package certify

import (
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove/check"
)

// rootAt is what the row says of a value of the unknown: the polynomial vanishes
// there, and the mixtures that go with it.
func (s *session) rootAt(a *check.Arithmetic) (vanishes, there expr.Formula, mix []mixture) {
	mix, there = s.printed(a, s.row.Root.Strategies)
	return a.Compare(a.Read(algebra.FromPoly(s.row.Root.Poly)), expr.EQ, check.Fraction{}), there, mix
}

// rootProbabilities: each equilibrium with this support has an unknown with which
// the polynomial vanishes and the printed mixtures are its own.
func (s *session) rootProbabilities(a *check.Arithmetic, e *Evidence) error {
	r := s.row.Root
	vanishes, there, printed := s.rootAt(a)
	mix, _ := s.unknown(a, r.Unknown+1)
	is := a.Variable(r.Unknown)
	if !r.Probability {
		is = a.Mul(is, mix[r.Player][r.Other])
	}
	given := expr.And(s.row.Exists, r.Where, s.equilibrium(a, mix), a.Compare(is, expr.EQ, mix[r.Player][r.Action]))
	return s.must(expr.Implies(given, expr.And(vanishes, there, s.same(a, printed, mix))), e)
}

// rootExists: between two points the polynomial changes its sign or vanishes at one,
// so it has a root there, and with every root there the printed mixtures are an
// equilibrium. Where the equation says nothing other witnesses are needed.
func (s *session) rootExists(a *check.Arithmetic, e *Evidence) error {
	r := s.row.Root
	vanishes, there, mix := s.rootAt(a)
	at := expr.And(there, s.equilibrium(a, mix))
	x := a.Variable(r.Unknown)
	given := expr.And(s.row.Exists, r.Where)
	var all []func() expr.Formula
	for _, ends := range s.brackets(a) {
		lo, hi := ends[0], ends[1]
		within := expr.And(a.Compare(lo, expr.LE, x), a.Compare(x, expr.LE, hi))
		ok, err := s.implied(expr.Implies(expr.And(given, within, vanishes), at), e)
		if err != nil {
			// Another bracket may do, or none.
			continue
		}
		if ok {
			product := a.Mul(s.valueAt(a, lo), s.valueAt(a, hi))
			turns := a.Compare(product, expr.LE, check.Fraction{})
			all = append(all, func() expr.Formula { return expr.And(a.Defined(lo), a.Defined(hi), a.Compare(lo, expr.LE, hi), turns) })
		}
	}
	if err := s.covered(given, oneOf(all), e); err != nil {
		return err
	}
	if r.Where.IsTrue() {
		return nil
	}
	if ok, err := s.implied(expr.Implies(s.row.Exists, r.Where), e); err == nil && ok {
		return nil
	}
	return s.covered(expr.And(s.row.Exists, expr.Not(r.Where)), oneOf(s.guesses(a)), e)
}

// brackets are pairs of points between which a root is looked for.
func (s *session) brackets(a *check.Arithmetic) [][2]check.Fraction {
	r := s.row.Root
	zero, half, one := a.Int(0), a.Div(a.Int(1), a.Int(2)), a.Int(1)
	points := []check.Fraction{zero, half, one}
	if !r.Probability {
		points = append(points, a.Int(2), a.Int(1_000))
	}
	// Where the derivative vanishes, if that is one point.
	if d := r.Poly.Derivative(r.Unknown); d.Degree(r.Unknown) == 1 {
		cs := d.Coeffs(r.Unknown)
		turn := a.Div(a.Read(algebra.FromPoly(cs[0])), a.Read(algebra.FromPoly(cs[1])))
		points = append(points, a.Sub(zero, turn))
	}
	var out [][2]check.Fraction
	for i := range points {
		for j := range points {
			if i < j || j == len(points)-1 && i > 2 {
				out = append(out, [2]check.Fraction{points[i], points[j]})
			}
		}
	}
	if n := len(points) - 1; n > 2 {
		out = append(out, [2]check.Fraction{points[n], one})
	}
	return out
}

// valueAt is the polynomial at a point.
func (s *session) valueAt(a *check.Arithmetic, at check.Fraction) check.Fraction {
	r := s.row.Root
	var sum check.Fraction
	cs := r.Poly.Coeffs(r.Unknown)
	for k := len(cs) - 1; k >= 0; k-- {
		sum = a.Add(a.Mul(sum, at), a.Read(algebra.FromPoly(cs[k])))
	}
	return sum
}
