package format

import (
	"errors"
	"fmt"
	"math/big"
	"slices"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// The exponential of what a player chooses becomes the variable of the game, as a square
// root does (see rootOfChoice), and what is chosen a logarithm. Logarithms of choices are
// variables beyond all others: they go away where payoffs are differentiated.

// raised is what is known of exponentials and logarithms of choices.
type raised struct {
	// noted has, by the name of a choice, by what it is multiplied in exponentials: all of
	// them are multiples of it. rates has what an earlier reading noted.
	noted, rates map[string]algebra.Ratio
	logs         []algebra.Ratio // see games.Continuous
	kept         []algebra.Ratio // arguments whose exponentials are placeholders
}

// isOfChoice reports whether a variable is what is chosen, by one of alike players or all,
// and which.
func (s *scope) isOfChoice(v, n algebra.Var) (name string, ok bool) {
	if v < n || v > n+len(s.chosen) {
		return "", false
	}
	return s.chosen[min(v-n, len(s.chosen)-1)], true
}

// logOfChoice is the logarithm of a function of choices, which are the variables from n on,
// and of placeholders.
func (s *scope) logOfChoice(arg algebra.Ratio, n algebra.Var) (algebra.Ratio, error) {
	for _, v := range arg.Vars() {
		if _, ok := s.isOfChoice(v, n); !ok && v >= n && v < games.LogOfChoice(n, maxFunctions) {
			return algebra.Ratio{}, errMixed
		}
	}
	return s.log(arg, n)
}

func (s *scope) log(arg algebra.Ratio, n algebra.Var) (algebra.Ratio, error) {
	j := slices.IndexFunc(s.raised.logs, arg.Equal)
	if j < 0 {
		if j = len(s.raised.logs); j == maxFunctions {
			return algebra.Ratio{}, fmt.Errorf("the payoffs have more than %d logarithms of choices", maxFunctions)
		}
		s.raised.logs = append(s.raised.logs, arg)
	}
	return algebra.FromPoly(algebra.Variable(games.LogOfChoice(n, j))), nil
}

// expOfChoice is the exponential of a sum of multiples of choices. At the first reading it
// is a placeholder, and the multiples are noted.
func (s *scope) expOfChoice(arg algebra.Ratio, n algebra.Var) (algebra.Ratio, error) {
	rest, product, later := arg, algebra.FromInt(1), false
	for _, v := range arg.Vars() {
		if v < n || v >= firstTerm {
			continue
		}
		k, err := multiple(arg, v)
		if err != nil {
			return k, err
		}
		rest = rest.Sub(k.Mul(algebra.FromPoly(algebra.Variable(v))))
		if name, ok := s.isOfChoice(v, n); ok {
			if later = true; s.raised.rates != nil { // refused before
				return k, errNotLinear
			}
			if err := s.noteRate(name, k, n); err != nil {
				return k, err
			}
			continue
		}
		// What is chosen is a logarithm here: exp(k*log(y)) is a power of y.
		power, ok := k.Rat()
		j := v - games.LogOfChoice(n, 0)
		if !ok || !power.IsInt() || !power.Num().IsInt64() || j >= len(s.raised.logs) {
			return k, errNotLinear
		}
		y, err := s.raised.logs[j].Pow(int(power.Num().Int64()))
		if err != nil {
			return k, err
		}
		product = product.Mul(y)
	}
	if slices.ContainsFunc(rest.Vars(), func(v algebra.Var) bool { return v >= n && v < firstTerm }) {
		return rest, errNotLinear
	}
	e := algebra.FromInt(1)
	if !rest.IsZero() {
		var err error
		if e, err = s.Function("exp", rest); err != nil {
			return e, err
		}
	}
	if later {
		return s.placeholder(arg, n)
	}
	return product.Mul(e), nil
}

// multiple is by what a variable is multiplied in a sum.
func multiple(sum algebra.Ratio, v algebra.Var) (algebra.Ratio, error) {
	with, err := sum.Substitute(v, algebra.FromInt(1))
	if err != nil {
		return with, errNotLinear
	}
	without, err := sum.Substitute(v, algebra.Ratio{})
	if err != nil {
		return without, errNotLinear
	}
	return with.Sub(without), nil
}

var (
	errNotLinear = errors.New("the exponential of what is chosen is read of k*x + b, where k is a formula of parameters without sqrt, exp and log, all k of one choice are numbers times one, and b has no choice")
	errMixed     = errors.New("payoffs have either the exponential of a choice, or its square root, or its logarithm")
)

// placeholder stands for an exponential at the first reading.
func (s *scope) placeholder(arg algebra.Ratio, n algebra.Var) (algebra.Ratio, error) {
	j := slices.IndexFunc(s.raised.kept, arg.Equal)
	if j < 0 {
		if j = len(s.raised.kept); j == maxFunctions {
			return algebra.Ratio{}, fmt.Errorf("the payoffs have more than %d exponentials of choices", maxFunctions)
		}
		s.raised.kept = append(s.raised.kept, arg)
	}
	return algebra.FromPoly(algebra.Variable(games.LogOfChoice(n, maxFunctions+j))), nil
}

// noteRate notes by what a choice is multiplied.
func (s *scope) noteRate(name string, k algebra.Ratio, n algebra.Var) error {
	if slices.ContainsFunc(k.Vars(), func(v algebra.Var) bool { return v >= n }) {
		return errNotLinear
	}
	if s.raised.noted == nil {
		s.raised.noted = make(map[string]algebra.Ratio)
	}
	base, ok := s.raised.noted[name]
	if !ok {
		s.raised.noted[name] = k
		return nil
	}
	q, err := k.Div(base)
	if err != nil {
		return err
	}
	times, ok := q.Rat()
	if !ok {
		return errNotLinear
	}
	s.raised.noted[name] = base.Mul(algebra.FromRat(new(big.Rat).SetFrac(big.NewInt(1), times.Denom())))
	return nil
}

// choice is what is chosen by variable x.
func (s *scope) choice(v games.Variable, x, n algebra.Var) (algebra.Ratio, error) {
	if v.Rate == nil {
		return v.Choice(x), nil
	}
	l, err := s.log(algebra.FromPoly(algebra.Variable(x)), n)
	if err != nil {
		return l, err
	}
	return l.Div(*v.Rate)
}

// asExponential makes variable x the exponential of a choice that was read as one of its
// own: the range is about it then. The sign of the rate is that at the defaults, and
// assumed.
func (d *decoder) asExponential(v *games.Variable, x algebra.Var, at *yaml.Node) {
	rate, ok := d.scope.raised.rates[v.Name]
	if !ok {
		return
	}
	if v.Root != nil {
		d.errorAtNode(at, "", "%v", errMixed)
		return
	}
	rate = d.upward(rate)
	if is := expr.Compare(rate, expr.GT, algebra.Ratio{}); !is.IsTrue() {
		d.domain = append(d.domain, is)
	}
	v.Rate, v.Within = &rate, expr.Sign(algebra.Variable(x), expr.GT)
	is, err := d.scope.choice(*v, x, len(d.g.Params))
	if err != nil {
		d.errorAtNode(at, "", "%v", err)
		return
	}
	d.scope.values[v.Name] = expr.Plain(is)
	moveEnds(v, x, func(e *games.End) (expr.Value, bool) { return d.expAt(rate, e, at) })
	if v.Low == nil {
		v.Low = &games.End{At: expr.Plain(algebra.Ratio{})}
	}
}

// upward is a rate or what is opposite to it, whichever is positive at the defaults,
// with 1 where there are none.
func (d *decoder) upward(rate algebra.Ratio) algebra.Ratio {
	at := d.g.Defaults()
	for i := range at {
		if at[i] == nil {
			at[i] = big.NewRat(1, 1)
		}
	}
	if r, err := rate.Eval(at); err == nil && r.Sign() < 0 {
		return rate.Neg()
	}
	return rate
}

// expAt is the exponential at an end of the range of the choice.
func (d *decoder) expAt(rate algebra.Ratio, e *games.End, at *yaml.Node) (expr.Value, bool) {
	end, ok := e.At.Ratio()
	if !ok {
		d.errorAtNode(at, "write an end without if, min and max", "the range of a choice whose exponential is taken has an end in cases")
		return expr.Value{}, false
	}
	if end.IsZero() {
		return expr.Plain(algebra.FromInt(1)), true
	}
	r, err := d.scope.Function("exp", rate.Mul(end))
	if err != nil {
		d.errorAtNode(at, "", "%v", err)
		return expr.Value{}, false
	}
	return expr.Plain(r), true
}

// noteExponentials has the exponentials of the ends of ranges among the terms that are
// noted.
func (d *decoder) noteExponentials(vs []games.Variable) {
	for _, v := range vs {
		rate, ok := d.scope.raised.noted[v.Name]
		if !ok {
			continue
		}
		rate = d.upward(rate)
		for _, e := range []*games.End{v.Low, v.High} {
			if e == nil {
				continue
			}
			if end, ok := e.At.Ratio(); ok && !end.IsZero() {
				_, _ = d.scope.Function("exp", rate.Mul(end))
			}
		}
	}
}
