package games

import (
	"fmt"
	"math/big"

	"brink/games/algebra"
	"brink/games/expr"
)

// RootTerm is the term that stands for the only root of a polynomial, in variable 0,
// between two numbers.
func RootTerm(p algebra.Poly, low, high *big.Rat) (Term, error) {
	p, err := isolated(p, low, high)
	return Term{Func: "root", Poly: p, Low: low, High: high}, err
}

// Root is the only root of a polynomial, in variable 0, between two numbers: a rational
// number, or a derived parameter.
func (h *Header) Root(p algebra.Poly, low, high *big.Rat) (algebra.Ratio, error) {
	p, err := isolated(p, low, high)
	if err != nil {
		return algebra.Ratio{}, err
	}
	t := table{params: h.Params}
	if r, ok := t.rootOf(p, low, high); ok {
		return r, nil
	}
	return algebra.Ratio{}, fmt.Errorf("%s is not among the terms of the file", rootName(p, low, high))
}

// rootOf is the root of an irreducible polynomial between two numbers.
func (t *table) rootOf(p algebra.Poly, low, high *big.Rat) (algebra.Ratio, bool) {
	if p.Degree(0) == 1 {
		cs := p.Coeffs(0)
		return algebra.RatioOf(cs[0].Neg(), cs[1]), true
	}
	for i, q := range t.params {
		u := q.Derived
		if u == nil || u.Func != "root" || !u.Poly.Equal(p) {
			continue
		}
		if from, to := larger(low, u.Low), smaller(high, u.High); from.Cmp(to) < 0 && changes(p, from, to) {
			return algebra.FromPoly(algebra.Variable(i)), true
		}
	}
	if !t.grow {
		return algebra.Ratio{}, false
	}
	t.params = append(t.params, Parameter{
		Name:    rootName(p, low, high),
		Derived: &Term{Func: "root", Poly: p, Low: low, High: high},
		Within:  expr.True(),
	})
	return algebra.FromPoly(algebra.Variable(len(t.params) - 1)), true
}

func rootName(p algebra.Poly, low, high *big.Rat) string {
	return fmt.Sprintf(`root("%s", %s, %s)`, expr.Printer{Names: []string{"x"}}.Poly(p), low.RatString(), high.RatString())
}

func larger(x, y *big.Rat) *big.Rat {
	if x.Cmp(y) > 0 {
		return x
	}
	return y
}

func smaller(x, y *big.Rat) *big.Rat {
	if x.Cmp(y) < 0 {
		return x
	}
	return y
}

// changes reports whether a polynomial has different signs at two numbers.
func changes(p algebra.Poly, x, y *big.Rat) bool {
	return p.Sign([]*big.Rat{x})*p.Sign([]*big.Rat{y}) < 0
}

// isolated is the irreducible factor of p that has a root between two numbers, where p
// has just one there.
func isolated(p algebra.Poly, low, high *big.Rat) (algebra.Poly, error) {
	n := 0
	var found algebra.Poly
	if low.Cmp(high) < 0 {
		for _, f := range algebra.Factorize(p).List {
			if k := rootsBetween(f.P, low, high); k > 0 {
				n, found = n+k, f.P
			}
		}
	}
	if n != 1 {
		return found, fmt.Errorf("%s has %d roots between %s and %s where one was expected", expr.Printer{Names: []string{"x"}}.Poly(p), n, low.RatString(), high.RatString())
	}
	return found, nil
}

// rootsBetween counts the roots of an irreducible polynomial between two numbers, which
// are then no roots themselves unless it is linear (Sturm 1829).
func rootsBetween(p algebra.Poly, low, high *big.Rat) int {
	if p.Degree(0) == 1 {
		if changes(p, low, high) {
			return 1
		}
		return 0
	}
	chain := []algebra.Poly{p, p.Derivative(0)}
	for {
		n := len(chain)
		a, b := chain[n-2], chain[n-1]
		if b.Degree(0) == 0 {
			break
		}
		// The remainder of a by b times an even power of its leading coefficient.
		lead := b.LeadCoeff(0)
		square := lead.Mul(lead)
		for a.Degree(0) >= b.Degree(0) {
			k := a.Degree(0) - b.Degree(0)
			a = a.Mul(square).Sub(b.Mul(a.LeadCoeff(0)).Mul(lead).Mul(algebra.Variable(0).Pow(k)))
		}
		if a.IsZero() {
			break
		}
		c, content := a.Neg().Primitive()
		if content.Sign() < 0 {
			c = c.Neg()
		}
		chain = append(chain, c)
	}
	variations := func(x *big.Rat) int {
		n, last := 0, 0
		for _, q := range chain {
			if s := q.Sign([]*big.Rat{x}); s != 0 {
				if last*s < 0 {
					n++
				}
				last = s
			}
		}
		return n
	}
	return variations(low) - variations(high)
}
