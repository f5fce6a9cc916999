package expr

import (
	"math/big"
	"strconv"
	"testing"

	"brink/games/algebra"
)

// The polynomials of the benchmarks are those of condition tables: few terms, low
// degrees, small coefficients.
var benchNames = Names{"T", "R", "P", "S", "phi", "c", "delta"}

func benchPoly(b testing.TB, src string) algebra.Poly {
	b.Helper()
	v, _, err := CompileValue(src, benchNames)
	if err != nil {
		b.Fatal(err)
	}
	r, _ := v.Ratio()
	return r.Num()
}

func BenchmarkPolyMul(b *testing.B) {
	for _, c := range []struct{ name, p, q string }{
		{"2x2", "T - R", "T - P"},
		{"4x4", "T - R - P + S", "phi*T - c*S + delta - 1"},
		{"10x10", "(T + R + P + 1)^2", "(phi + c - delta + 2)^2"},
		{"univariate", "(delta + 1)^9", "(delta - 2)^9"},
		{"220x220", "(T + R + P + 1)^9", "(T - R + P - 2)^9"},
	} {
		p, q := benchPoly(b, c.p), benchPoly(b, c.q)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Mul(q)
			}
		})
	}
}

func BenchmarkPolyAdd(b *testing.B) {
	p, q := benchPoly(b, "phi*T - c*S + delta - 1"), benchPoly(b, "T - R - P + S + 1")
	b.ReportAllocs()
	for b.Loop() {
		p.Add(q)
	}
}

func benchPoint() []*big.Rat {
	return []*big.Rat{big.NewRat(5, 1), big.NewRat(3, 1), big.NewRat(1, 1), big.NewRat(0, 1), big.NewRat(1, 4), big.NewRat(1, 5), big.NewRat(9, 10)}
}

func BenchmarkPolyEval(b *testing.B) {
	p := benchPoly(b, "(T - R)*(phi - c)*delta + (P - S)*(1 - delta^2)")
	x := benchPoint()
	b.ReportAllocs()
	for b.Loop() {
		p.Eval(x)
	}
}

func BenchmarkPolySign(b *testing.B) {
	p := benchPoly(b, "(T - R)*(phi - c)*delta + (P - S)*(1 - delta^2)")
	x := benchPoint()
	b.ReportAllocs()
	for b.Loop() {
		p.Sign(x)
	}
}

func BenchmarkPolyKey(b *testing.B) {
	p := benchPoly(b, "(T - R)*(phi - c)*delta + (P - S)*(1 - delta^2)")
	b.ReportAllocs()
	for b.Loop() {
		p.Key()
	}
}

func BenchmarkGCD(b *testing.B) {
	for _, c := range []struct{ name, p, q, g string }{
		{"coprime", "T - R", "T - P", "1"},
		{"divides", "T - R", "P - S", "T - R"},
		{"contents", "T - P", "phi - c", "T - R"},
		{"shared", "T + R*phi - 1", "T - R - phi", "T*R - phi + 2"},
		{"quadratic", "T^2 + R*P - 3", "T*R + P^2", "T^2 - R*P + P + 1"},
		{"univariate", "(delta^3 - delta + 1)", "(delta^4 + 2)", "(delta^2 - 3)*(delta + 5)"},
	} {
		g := benchPoly(b, c.g)
		p, q := benchPoly(b, c.p).Mul(g), benchPoly(b, c.q).Mul(g)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				algebra.GCD(p, q)
			}
		})
	}
}

func BenchmarkRatioAdd(b *testing.B) {
	p := algebra.RatioOf(benchPoly(b, "T - R"), benchPoly(b, "T - P"))
	q := algebra.RatioOf(benchPoly(b, "P - S"), benchPoly(b, "T - R - P + S"))
	b.ReportAllocs()
	for b.Loop() {
		p.Add(q)
	}
}

func BenchmarkFactorize(b *testing.B) {
	for _, c := range []struct{ name, p string }{
		{"linear", "T - R - delta*(T - P)"},
		{"bilinear", "(T - R)*(phi - c)"},
		{"quadratic", "(T - R + phi)*(T + P - 2*c)"},
		{"irreducible", "T^2 + R*P - 3*c"},
		{"powers", "(T - R)^2*(phi - c)^3"},
		{"univariate", "delta^4 + delta^3 - 3*delta^2 - 4*delta - 4"},
	} {
		p := benchPoly(b, c.p)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				algebra.Factorize(p)
			}
		})
	}
}

func BenchmarkAnd(b *testing.B) {
	all := []string{"T > R", "R > P", "P > S", "phi <= c", "delta < 1", "2*R > T + S", "c > 0", "phi >= 0",
		"T < 2", "R < 2", "P < 2", "S < 2", "phi < 1", "c < 1", "T - R > c", "P - S > c"}
	for _, n := range []int{2, 8, 12, 16} {
		var fs []Formula
		for _, s := range all[:n] {
			f, _, err := CompileFormula(s, benchNames)
			if err != nil {
				b.Fatal(err)
			}
			fs = append(fs, f)
		}
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				And(fs...)
			}
		})
	}
}

func BenchmarkFormulaKey(b *testing.B) {
	f, _, err := CompileFormula("T > R and R > P and (P > S or phi <= c)", benchNames)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		f.Key()
	}
}

func BenchmarkCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := CompileValue("1/2 - phi - c + delta*(T - R)/(T - P)", benchNames); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPrint(b *testing.B) {
	v, _, _ := CompileValue("(P - S)/((P - S) + (R - T))", benchNames)
	r, _ := v.Ratio()
	pr := Printer{Names: benchNames}
	b.ReportAllocs()
	for b.Loop() {
		pr.Ratio(r)
	}
}
