package expr

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"brink/games/algebra"
)

var gameNames = Names{"T", "R", "P", "S", "phi", "c", "delta"}

func TestPrinterReadsLikeATextbook(t *testing.T) {
	pr := Printer{Names: gameNames}
	for _, c := range []struct{ in, want string }{
		// Fractions: differences the natural way round, factors shown.
		{"(T-R)/(T-P)", "(T - R)/(T - P)"},
		{"(R-T)/(P-T)", "(T - R)/(T - P)"},
		{"(R-T)/(T-P)", "(R - T)/(T - P)"},
		{"(P-S)/((P-S)+(R-T))", "(P - S)/(R + P - T - S)"},
		{"(R*P-S*T)/((R-T)+(P-S))", "(T*S - R*P)/(T + S - R - P)"},
		{"phi/(delta-1)", "phi/(delta - 1)"},
		{"(phi-1)/(delta-1)", "(1 - phi)/(1 - delta)"},
		{"-(T-R-P)/(S-c-phi)", "(R + P - T)/(S - phi - c)"},
		{"(T+R)/(T*R)", "(T + R)/(T*R)"},
		{"-(T+R)/(T*R)", "-(T + R)/(T*R)"},
		{"(T-R)*(T-P)/(2*(T-S)*delta)", "(T - R)*(T - P)/(2*delta*(T - S))"},
		{"phi/c", "phi/c"},
		{"2/(3*c*phi)", "2/(3*phi*c)"},
		{"1/c^2", "1/c^2"},
		{"1/(2*c+1)^2", "1/(2*c + 1)^2"},
		{"3*phi/(2*c)", "3*phi/(2*c)"},
		{"1/(T^2-2*T*R+R^2)", "1/(T - R)^2"},
		// Over a single term: what divides evenly comes out.
		{"1-phi/c", "1 - phi/c"},
		{"phi/c - 1", "phi/c - 1"},
		{"-1 - phi/c", "-1 - phi/c"},
		{"1/2 - c + phi^2/c", "1/2 - c + phi^2/c"},
		{"(T-R)/c", "(T - R)/c"},
		{"(c - 1)*(c - phi)/c", "(phi - c)*(1 - c)/c"},
		// Sums: positive terms first, by degree and declaration.
		{"1/2-phi-c", "1/2 - phi - c"},
		{"1/2+phi-c", "1/2 + phi - c"},
		{"phi^2 - phi + 1/2", "phi^2 - phi + 1/2"},
		{"c-phi", "c - phi"},
		{"-phi-c", "-phi - c"},
		{"P-S+R-T", "R + P - T - S"},
		{"1-delta", "1 - delta"},
		{"1 - c + phi*c", "phi*c + 1 - c"},
		{"-phi^2/2", "-phi^2/2"},
		{"3*c*phi/4 - 1/3", "3*phi*c/4 - 1/3"},
		{"delta^3 - 2*delta^2 - delta + 1", "delta^3 - 2*delta^2 - delta + 1"},
		{"1 - delta^2", "1 - delta^2"},
		{"0", "0"}, {"-2/3", "-2/3"},
		// Products.
		{"(c+1)^2*(phi-1)", "(phi - 1)*(c + 1)^2"},
		{"(1-delta)*(phi-1)", "-(1 - phi)*(1 - delta)"},
		{"(delta-1)^2", "(1 - delta)^2"},
		{"-(T-R)*(T-P)/2", "(T - R)*(P - T)/2"},
		{"(phi-c)*(phi+c)", "phi^2 - c^2"},
		// A term comes out of a sum in several variables.
		{"phi - phi*c", "phi*(1 - c)"},
		{"c/2 - c*phi/2", "c*(1 - phi)/2"},
		{"phi^2 - phi", "phi^2 - phi"},
		// What a single term leaves of 1.
		{"(phi - c*phi - c*T)/(phi*(1 - c))", "1 - T*c/(phi*(1 - c))"},
		{"(phi + c + T)/(phi + c)", "1 + T/(phi + c)"},
	} {
		v, _, err := CompileValue(c.in, gameNames)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		r, _ := v.Ratio()
		if got := pr.Ratio(r); got != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
	}
	for _, c := range []struct{ in, want string }{
		{"phi <= c", "phi <= c"},
		{"c >= phi", "phi <= c"},
		{"phi >= 0", "phi >= 0"},
		{"0 <= phi", "phi >= 0"},
		{"phi != 1/2", "phi != 1/2"},
		{"1 < 2*delta", "delta > 1/2"},
		{"3 >= 4*phi*c", "phi*c <= 3/4"},
		{"3*c + 1 < 0", "c < -1/3"},
		{"phi + c <= 1/2", "2*phi + 2*c <= 1"},
		{"T + S < 2*R", "2*R > T + S"},
		{"T - R >= 2*P", "T >= R + 2*P"},
		{"T - R < P - S", "T + S < R + P"},
		{"1/c > 2", "c*(1 - 2*c) > 0"},
		{"(1-delta)*(T-R) > 0", "(T - R)*(1 - delta) > 0"},
		{"delta*T < delta*R", "delta*(T - R) < 0"},
		{"phi^2 < c^2", "phi^2 < c^2"},
		{"phi^2 + 1 > 0", "phi^2 + 1 > 0"},
		{"not (phi > c and c > 0)", "phi <= c or c <= 0"},
		{"0 < phi <= 1 => c = 2", "phi <= 0 or phi > 1 or c = 2"},
		{"phi > 0 and (c > 0 or c < 0-1)", "phi > 0 and (c > 0 or c < -1)"},
		{"phi > 0 or c > 0 and c < 1", "phi > 0 or (c > 0 and c < 1)"},
		{"T <= phi*T + phi*R", "T <= phi*(T + R)"},
		{"1 < 2", "true"}, {"1 > 2", "false"},
	} {
		f, _, err := CompileFormula(c.in, gameNames)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		if got := pr.Formula(f); got != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
	}
}

func TestPrinterShowsTheChosenComparison(t *testing.T) {
	r := func(src string) algebra.Ratio {
		v, _, err := CompileValue(src, gameNames)
		if err != nil {
			t.Fatal(err)
		}
		out, _ := v.Ratio()
		return out
	}
	f, _, _ := CompileFormula("delta*(T - P) >= T - R", gameNames)
	f.Atom.Show = &Relation{r("delta"), GE, r("(T-R)/(T-P)")}
	pr := Printer{Names: gameNames}
	if got, want := pr.Formula(f), "delta >= (T - R)/(T - P)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := pr.Formula(Not(f)), "delta < (T - R)/(T - P)"; got != want {
		t.Errorf("negated: got %s, want %s", got, want)
	}
}

// TestPrinterTurnsKnownFactors: factors of a denominator are printed the way they are
// said to be positive, and what is printed is the same function.
func TestPrinterTurnsKnownFactors(t *testing.T) {
	pr := Printer{Names: gameNames}
	ratio := func(src string) algebra.Ratio {
		v, _, err := CompileValue(src, gameNames)
		if err != nil {
			t.Fatal(err)
		}
		r, _ := v.Ratio()
		return r
	}
	for _, c := range []struct{ in, positive, want string }{
		{"(T - R)/(c*(phi - 1))", "1 - phi", "(R - T)/(c*(1 - phi))"},
		{"(T - R)/(c*(phi - 1))", "phi - 1", "(T - R)/(c*(phi - 1))"},
		{"(T - R)/(T - S)", "S - T", "(R - T)/(S - T)"},
		{"T*R/(phi - 1)", "1 - phi", "-T*R/(1 - phi)"},
	} {
		got := pr.Ratio(ratio(c.in).Reading(ratio(c.positive).Num()))
		if got != c.want || !ratio(got).Equal(ratio(c.in)) {
			t.Errorf("%s with %s > 0: got %s, want %s", c.in, c.positive, got, c.want)
		}
	}
}

func genRatio(s shape) *rapid.Generator[algebra.Ratio] {
	return rapid.Custom(func(t *rapid.T) algebra.Ratio {
		return algebra.RatioOf(s.product().Draw(t, "num"), s.product().Draw(t, "den"))
	})
}

func genFormula(s shape, depth int) *rapid.Generator[Formula] {
	return rapid.Custom(func(t *rapid.T) Formula {
		kind := rapid.SampledFrom([]Kind{KAtom, KAtom, KAnd, KOr, KTrue}).Draw(t, "kind")
		if kind == KTrue {
			return Bool(rapid.Bool().Draw(t, "constant"))
		}
		if kind == KAtom || depth == 0 {
			return Sign(s.gen().Draw(t, "p"), Op(rapid.IntRange(0, 5).Draw(t, "op")))
		}
		return join(kind, rapid.SliceOfN(genFormula(s, depth-1), 0, 4).Draw(t, "args"))
	})
}

// What is printed reads back as an equal object.
func TestPrintedTextParsesBack(t *testing.T) {
	for name, s := range map[string]shape{"small": {4, 4, 2, false}, "one": {1, 4, 3, false}, "wild": {3, 3, 2, true}} {
		t.Run(name, func(t *testing.T) {
			pr := Printer{Names: xyz}
			rapid.Check(t, func(t *rapid.T) {
				p := s.gen().Draw(t, "p")
				v, _, err := CompileValue(pr.Poly(p), xyz)
				if r, ok := v.Ratio(); err != nil || !ok || !r.Equal(algebra.FromPoly(p)) {
					t.Fatalf("%s: %v %v", pr.Poly(p), v, err)
				}
				r := genRatio(s).Draw(t, "r")
				v, _, err = CompileValue(pr.Ratio(r), xyz)
				if q, ok := v.Ratio(); err != nil || !ok || !q.Equal(r) {
					t.Fatalf("%s: %v %v", pr.Ratio(r), v, err)
				}
				var positive []algebra.Poly
				for _, f := range algebra.Factorize(r.Den()).List {
					if rapid.Bool().Draw(t, "turned") {
						f.P = f.P.Neg()
					}
					positive = append(positive, f.P)
				}
				turned := pr.Ratio(r.Reading(positive...))
				v, _, err = CompileValue(turned, xyz)
				if q, ok := v.Ratio(); err != nil || !ok || !q.Equal(r) {
					t.Fatalf("%s turned: %v %v", turned, v, err)
				}
				f := genFormula(s, 3).Draw(t, "f")
				g, _, err := CompileFormula(pr.Formula(f), xyz)
				if err != nil || !f.Equal(g) {
					t.Fatalf("%s: %v %v", pr.Formula(f), g, err)
				}
			})
		})
	}
}

var latexCommand = regexp.MustCompile(`\\([a-zA-Z]+|.)`)

// checkLaTeX fails unless braces balance, every command is one that LaTeX knows
// without packages beyond amsmath, and no operator of plain text is left.
func checkLaTeX(t interface{ Fatalf(string, ...any) }, s string) {
	depth := 0
	for _, c := range strings.ReplaceAll(s, `\_`, "") {
		switch c {
		case '{':
			depth++
		case '}':
			depth--
		case '*', '#', '%', '&', '$', '~':
			t.Fatalf("%q in %s", c, s)
		}
		if depth < 0 {
			break
		}
	}
	if depth != 0 {
		t.Fatalf("braces of %s", s)
	}
	for _, m := range latexCommand.FindAllStringSubmatch(s, -1) {
		switch m[1] {
		case "frac", "tfrac", "le", "ge", "ne", "land", "lor", "text", "mathit", "_":
		case "alpha", "beta", "delta", "phi", "theta":
		default:
			t.Fatalf(`unknown command \%s in %s`, m[1], s)
		}
	}
}

func TestLaTeX(t *testing.T) {
	pr := Printer{Names: Names{"T", "phi", "V_max", "φ₀", "x1", "race_share", "δ", "c"}, LaTeX: true}
	for _, c := range []struct{ in, want string }{
		{"(T - c)/(T - phi)", `\frac{T - c}{T - \phi}`},
		{"phi*V_max^2/2", `\tfrac{1}{2} \phi V_{\mathit{max}}^{2}`},
		{"1/2 - φ₀", `\tfrac{1}{2} - \phi_{0}`},
		{"race_share + x1*δ", `x_{1} \delta + \mathit{race}_{\mathit{share}}`},
		{"1 - phi/c", `1 - \frac{\phi}{c}`},
		{"(T - c)*(T - phi)*3/4", `\tfrac{3}{4} (T - \phi) (T - c)`},
		{"-(T + c)/phi^2", `-\frac{T + c}{\phi^{2}}`},
	} {
		v, _, err := CompileValue(c.in, Names(pr.Names))
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		r, _ := v.Ratio()
		if got := pr.Ratio(r); got != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
	}
	f, _, err := CompileFormula("phi <= c and (T != 1 or c >= 2)", Names(pr.Names))
	if got, want := pr.Formula(f), `\phi \le c \land (T \ne 1 \lor c \ge 2)`; err != nil || got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	rapid.Check(t, func(t *rapid.T) {
		pr := Printer{Names: []string{"phi", "_x", "a_b_c", "beta_"}, LaTeX: true}
		checkLaTeX(t, pr.Ratio(genRatio(smallShape).Draw(t, "r")))
		checkLaTeX(t, pr.Formula(genFormula(smallShape, 2).Draw(t, "f")))
	})
}

// Different names look different, and none breaks the formula around it.
func TestLaTeXNames(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"x", "x"}, {"phi", `\phi`}, {"phi_0", `\phi_{0}`}, {"phi0", `\phi_{0}`}, {"θ", `\theta`}, {"α_β", `\alpha_{\beta}`},
		{"V", "V"}, {"cost", `\mathit{cost}`}, {"x12", "x_{12}"}, {"p_H_0", `p_{\mathit{H\_0}}`}, {"_", `\_`}, {"a_", `\mathit{a\_}`},
		{"_x", `\mathit{\_x}`}, {"φx", `\mathit{\phi x}`},
	} {
		got := Printer{Names: []string{c.in}, LaTeX: true}.Poly(algebra.Variable(0))
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
		checkLaTeX(t, got)
	}
}
