package algebra

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// edgeInts are the integers at which machine arithmetic changes over to big.Int.
var edgeInts = []int64{0, 1, -1, 2, -2, 3, 7, -29, 1 << 31, -1 << 31, 1<<31 - 1, 1 << 32, 3037000499, 3037000500,
	math.MaxInt64, math.MinInt64, math.MaxInt64 - 1, math.MinInt64 + 1, 1 << 62, -1 << 62}

func genInt() *rapid.Generator[Int] {
	return rapid.Custom(func(t *rapid.T) Int {
		switch rapid.IntRange(0, 5).Draw(t, "size") {
		case 0:
			return NewInt(rapid.SampledFrom(edgeInts).Draw(t, "edge"))
		case 1:
			return NewInt(rapid.Int64().Draw(t, "word"))
		case 2:
			a, b := rapid.Int64().Draw(t, "high"), rapid.SampledFrom(edgeInts).Draw(t, "low")
			x := new(big.Int).Mul(big.NewInt(a), big.NewInt(math.MaxInt64))
			return IntFromBig(x.Add(x, big.NewInt(b)))
		}
		return NewInt(int64(rapid.IntRange(-9, 9).Draw(t, "digit")))
	})
}

// shape bounds the polynomials of a generator.
type shape struct {
	vars, terms, degree int
	wild                bool // coefficients of any size
}

var smallShape = shape{vars: 4, terms: 5, degree: 3}

func (s shape) gen() *rapid.Generator[Poly] {
	return rapid.Custom(func(t *rapid.T) Poly {
		var p Poly
		for range s.terms { // some draw coefficient 0, or the same monomial
			c := NewInt(int64(rapid.IntRange(-9, 9).Draw(t, "c")))
			if s.wild {
				c = genInt().Draw(t, "c")
			}
			m := Constant(c)
			for range 2 {
				v := rapid.SampledFrom(upTo(s.vars-1)).Draw(t, "v")
				m = m.Mul(power(v, rapid.SampledFrom(upTo(s.degree)).Draw(t, "e")))
			}
			p = p.Add(m)
		}
		return p
	})
}

// upTo lists 0, …, n; drawing from the list does not favour small numbers.
func upTo(n int) []int {
	out := make([]int, n+1)
	for i := range out {
		out[i] = i
	}
	return out
}

// nonzero draws until the polynomial is not 0.
func (s shape) nonzero() *rapid.Generator[Poly] {
	return s.gen().Filter(func(p Poly) bool { return !p.IsZero() })
}

// product draws products of one to three small polynomials, so that contents in
// every variable occur.
func (s shape) product() *rapid.Generator[Poly] {
	return rapid.Custom(func(t *rapid.T) Poly {
		p := IntPoly(1)
		for range rapid.IntRange(1, 3).Draw(t, "factors") {
			f := shape{s.vars, max(2, s.terms-1), max(1, s.degree-1), s.wild}
			p = p.Mul(f.nonzero().Draw(t, "factor"))
		}
		return p
	})
}

func genRat() *rapid.Generator[*big.Rat] {
	return rapid.Custom(func(t *rapid.T) *big.Rat {
		if rapid.IntRange(0, 9).Draw(t, "big") == 0 {
			return new(big.Rat).SetFrac(genInt().Draw(t, "n").Big(), new(big.Int).Add(new(big.Int).Abs(genInt().Draw(t, "d").Big()), big.NewInt(1)))
		}
		return big.NewRat(int64(rapid.IntRange(-12, 12).Draw(t, "n")), int64(rapid.IntRange(1, 7).Draw(t, "d")))
	})
}

func genPoint(n int) *rapid.Generator[[]*big.Rat] { return rapid.SliceOfN(genRat(), n, n) }

// evalNaive evaluates term by term in big.Rat.
func evalNaive(p Poly, point []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for i := range p.Terms() {
		c, row := p.Term(i)
		t := new(big.Rat).SetInt(c.Big())
		for v, e := range row {
			for range e {
				t.Mul(t, point[v])
			}
		}
		sum.Add(sum, t)
	}
	return sum
}

// checkPoly fails unless p obeys the invariants of the representation.
func checkPoly(t interface{ Fatalf(string, ...any) }, p Poly) {
	if len(p.exp) != p.nv*len(p.c) {
		t.Fatalf("%d exponents for %d terms in %d variables", len(p.exp), len(p.c), p.nv)
	}
	if !p.sorted() {
		t.Fatalf("terms out of order or zero: %v", p)
	}
	for _, c := range p.c {
		if c.b != nil && c.b.IsInt64() {
			t.Fatalf("coefficient %s was not demoted", c)
		}
	}
}

// names of the variables that test polynomials are written in.
var xyz = []string{"x", "y", "z", "w"}

// mustPoly reads a sum of products of integers, names, powers and parentheses: all
// that the tests write, by a parser of their own, since the language is a room above.
func mustPoly(t testing.TB, names []string, src string) Poly {
	t.Helper()
	r := polyReader{names, strings.ReplaceAll(src, " ", "")}
	p := r.sum()
	if r.src != "" {
		t.Fatalf("cannot read %q of %q", r.src, src)
	}
	return p
}

func polyOf(t testing.TB, src string) Poly { t.Helper(); return mustPoly(t, xyz, src) }

type polyReader struct {
	names []string
	src   string
}

func (r *polyReader) take(s string) bool {
	rest, ok := strings.CutPrefix(r.src, s)
	r.src = rest
	return ok
}

func (r *polyReader) sum() Poly {
	var p Poly
	if r.take("-") {
		p = r.product().Neg()
	} else {
		p = r.product()
	}
	for {
		switch {
		case r.take("+"):
			p = p.Add(r.product())
		case r.take("-"):
			p = p.Sub(r.product())
		default:
			return p
		}
	}
}

func (r *polyReader) product() Poly {
	p := r.power()
	for r.take("*") {
		p = p.Mul(r.power())
	}
	return p
}

func (r *polyReader) power() Poly {
	var p Poly
	if r.take("(") {
		p = r.sum()
		r.take(")")
	} else if w := r.word(unicode.IsDigit); w != "" {
		n, _ := new(big.Int).SetString(w, 10)
		p = Constant(IntFromBig(n))
	} else {
		w := r.word(func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })
		if p = Variable(max(0, slices.Index(r.names, w))); !slices.Contains(r.names, w) {
			panic("unknown name in a test polynomial: " + w + r.src)
		}
	}
	if r.take("^") {
		n, _ := strconv.Atoi(r.word(unicode.IsDigit))
		p = p.Pow(n)
	}
	return p
}

func (r *polyReader) word(in func(rune) bool) string {
	rest := strings.TrimLeftFunc(r.src, in)
	w := r.src[:len(r.src)-len(rest)]
	r.src = rest
	return w
}
